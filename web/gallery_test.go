package web

import (
	"bytes"
	"context"
	"io"
	"os"
	"path/filepath"
	"testing"
	"time"

	"github.com/a-h/templ"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/locales"
)

// sample is a speaker with a few words of the demo world in each language.
type sample struct{ *lang.Speaker }

// w picks the words for the page's language.
func (s sample) w(zh, en, sv string) string {
	switch s.Code() {
	case lang.English:
		return en
	case lang.Swedish:
		return sv
	}
	return zh
}

func speakers(t *testing.T) []sample {
	t.Helper()
	catalogue, err := lang.Load(locales.Messages())
	if err != nil {
		t.Fatal(err)
	}
	var all []sample
	for _, code := range lang.Codes() {
		all = append(all, sample{catalogue.Speaker(code)})
	}
	return all
}

// with gives a component its children.
func with(c templ.Component, children ...templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return c.Render(templ.WithChildren(ctx, templ.Join(children...)), w)
	})
}

func inside(open, end string, parts ...templ.Component) templ.Component {
	return templ.Join(templ.Raw(open), templ.Join(parts...), templ.Raw(end))
}

func span(s string) templ.Component { return inside("<span>", "</span>", text(s)) }

func text(s string) templ.Component { return templ.Raw(templ.EscapeString(s)) }

// plate is one page of the gallery.
type plate struct {
	name string
	page func(s sample) templ.Component
}

func plates() []plate {
	return []plate{
		{"home", home}, {"proposal", proposal}, {"write", write}, {"refused", refused}, {"given-back", givenBackPlate}, {"desk", desk}, {"minutes", minutes},
		{"data", data}, {"lists", lists}, {"documents", documents}, {"document", documentPlate}, {"ballot", ballotPlate}, {"minutes-round", minutesRound}, {"minutes-approved", minutesApproved}, {"minutes-issued", minutesIssued}, {"minutes-stub", minutesStub}, {"minutes-unread", minutesUnread}, {"commitments", commitmentsPlate}, {"commitment", commitmentPlate}, {"partnerships", partnershipsPlate}, {"partnership", partnershipPlate}, {"appeal", appealPlate}, {"results", resultsPlate}, {"statements", statements}, {"statement", statementPlate}, {"organisation", organisationPlate}, {"mandate", mandatePlate}, {"proposals", proposals}, {"proposal-page", proposalPlate}, {"proposal-write", proposalWrite}, {"screening", screeningPlate}, {"compared", comparedPlate},
	}
}

// gallery renders every plate in every language and calls look with each.
func gallery(t *testing.T, look func(t *testing.T, s sample, name string, html []byte)) {
	t.Helper()
	for _, s := range speakers(t) {
		for _, p := range plates() {
			var b bytes.Buffer
			if err := p.page(s).Render(t.Context(), &b); err != nil {
				t.Fatal(err)
			}
			look(t, s, p.name, b.Bytes())
		}
	}
}

// The gallery can be looked at: set GALLERY to a folder, and serve it.
func TestGalleryRenders(t *testing.T) {
	dir := os.Getenv("GALLERY")
	if dir == "" {
		dir = t.TempDir()
	}
	seen := 0
	gallery(t, func(t *testing.T, s sample, name string, html []byte) {
		seen++
		file := filepath.Join(dir, string(s.Code()), name, "index.html")
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, html, 0o644); err != nil {
			t.Fatal(err)
		}
	})
	for name, a := range shelf() {
		file := filepath.Join(dir, Asset(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, a.plain, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if want := 3 * len(plates()); seen != want {
		t.Errorf("rendered %d pages, want %d", seen, want)
	}
}

func day(y, m, d int) time.Time { return time.Date(y, time.Month(m), d, 6, 30, 0, 0, time.UTC) }

func (s sample) page(title, path string, section Section) Page {
	return Page{
		T: s.Speaker, Title: title, Path: path, RawQuery: "v=2", Section: section, Demo: true, Origin: "https://forum.example.org",
		Description: title, Today: s.Date(day(2026, 11, 27), lang.Beijing),
		Site: Site{Contact: s.w("林例华", "Lin Lihua", "Lin Lihua"), ContactMail: "contact@forum.example.org", ICP: "示例ICP备00000000号"},
		Funding: &Funding{Funders: []Funder{{
			Mark: "eu.svg", MarkAlt: s.w("欧洲联盟旗帜", "Flag of the European Union", "Europeiska unionens flagga"),
			Statement:  s.w("由欧盟共同资助", "Co-funded by the European Union", "Medfinansieras av Europeiska unionen"),
			Disclaimer: "This web page has been produced with the assistance of the European Union. The contents of this web page are the sole responsibility of Plan International Sweden and can in no way be taken to reflect the views of the European Union.",
			Lang:       "en",
		}, {
			Statement:  "Sida",
			Disclaimer: "This web page has been produced with the assistance of Sida. The contents of this web page are the sole responsibility of Plan International Sweden and can in no way be taken to reflect the views of Sida.",
			Lang:       "en",
		}}},
	}
}

func (s sample) member() *Who {
	return &Who{
		Key: "k7", Name: s.w("李例明", "LI Liming", "Li Liming"), NameLang: "", Unread: 3, Duties: 2, Moderates: true, Audits: true, Accredits: true,
		Administers: true, Translates: true,
		For: s.w("湖东省民政厅（例）", "Department of Civil Affairs of Hudong Province (Example)", "departementet för civila frågor i Hudongprovinsen (exempel)"),
		ForOptions: []Option{
			{Value: "hd-ca", Word: s.w("湖东省民政厅（例）", "Hudong Civil Affairs (Example)", "Civil Affairs i Hudong (exempel)"), Chosen: true},
			{Value: "fed", Word: s.w("两省例社会工作联合会", "Example Federation of Social Work", "Exempelförbundet för socialt arbete")},
		},
	}
}

func (s sample) huilin() Org {
	return Org{Kind: "ngo", Name: s.w("惠邻例社会工作中心", "Huilin Example Social Work Centre", "Huilin exempelcenter för socialt arbete"), Href: Link(s.Speaker, "/o/huilin")}
}

// refusal is what a form comes back with.
func refusal() []fault.Field {
	return []fault.Field{fault.Says("title", "input.required", nil), fault.Says("voice", "input.choice", nil)}
}
