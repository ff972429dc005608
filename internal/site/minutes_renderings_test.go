package site_test

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode"
	"unicode/utf16"

	"sametable/internal/forumtest"
	"sametable/internal/forumtest/house"
	"sametable/internal/forumtest/parts"
	"sametable/internal/minutes"
	"sametable/internal/paper"
	"sametable/internal/policy"
	"sametable/internal/rendering"
	"sametable/internal/store"
)

// letters leaves blanks and line ends out: they are the layout's.
func letters(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// readPDF is what poppler reads, without the foot of each page: its number and the note, which are drawn last.
func readPDF(t *testing.T, file, language, note string) string {
	t.Helper()
	tool := parts.Program("pdftotext")
	if tool == "" {
		if forumtest.All() {
			t.Fatal("pdftotext is missing, and FORUM_TEST_ALL=1 leaves nothing out")
		}
		t.Skip("pdftotext is missing (poppler-utils)")
	}
	at := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(at, []byte(file), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, "-enc", "UTF-8", "-raw", at, "-").Output()
	if err != nil {
		t.Fatal(err)
	}
	pages := strings.Split(strings.TrimSuffix(string(out), "\f"), "\f")
	var b strings.Builder
	for i, page := range pages {
		folio := map[string]string{"zh": fmt.Sprintf("—%d—", i+1), "en": fmt.Sprintf("%d/%d", i+1, len(pages)), "sv": fmt.Sprintf("%d(%d)", i+1, len(pages))}[language]
		body, ok := strings.CutSuffix(letters(page), folio+letters(note))
		if !ok {
			t.Fatalf("page %d ends with %q", i+1, page[max(0, len(page)-80):])
		}
		b.WriteString(body)
	}
	return b.String()
}

// readDOCX is every text of the main part, in its order.
func readDOCX(t *testing.T, file string) string {
	t.Helper()
	z, err := zip.NewReader(strings.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	part, err := z.Open("word/document.xml")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	said := false
	for d := xml.NewDecoder(part); ; {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return letters(b.String())
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			said = token.Name.Local == "t"
		case xml.CharData:
			if said {
				b.Write(token)
			}
		}
	}
}

// day is a day as a language writes it, for whoever does not ask the room.
func day(t *testing.T, on, language string) string {
	t.Helper()
	at, err := time.Parse(time.DateOnly, on)
	if err != nil {
		t.Fatal(err)
	}
	swedish := []string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}
	return map[string]string{"zh": at.Format("2006年1月2日"), "en": at.Format("2 January 2006"), "sv": fmt.Sprintf("%d %s %d", at.Day(), swedish[at.Month()-1], at.Year())}[language]
}

// fields are everything typed of a version as a paper in a language has to say it, each by a name of its own.
func fields(t *testing.T, c minutes.Content, m minutes.Set, language string) map[string]string {
	t.Helper()
	called := func(n minutes.Names) string { name, _ := n.In(language, c.Meeting.Language); return name }
	all := map[string]string{"number": m.Numbered(language), "title": called(c.Meeting.Title), "place": called(c.Meeting.Place)}
	for _, a := range c.Attendance {
		all["organisation "+string(a.Organisation)] = called(a.Names)
		for _, p := range a.People {
			all["person "+string(p.ID)] = p.Written(language)
		}
	}
	for _, p := range append(c.Chairs, c.Recorders...) {
		all["office "+string(p.ID)] = p.Written(language)
	}
	stands := m.Stands()
	for n, one := range append(stands.Checkers, stands.Approver) {
		all[fmt.Sprintf("signed %d", n)] = one.Written(language)
	}
	way := map[string][3]string{minutes.Silence: {"核对期至", "Way of approval: silence", "Sätt: tystnad"}, minutes.ByBallot: {"的会议审议同意", "by the next meeting, which agreed", "på nästa möte, som godkände"},
		minutes.Checking: {"主席和核对人签字", "by the chair and the checkers", "av ordföranden och justerare"}}[stands.Mode]
	all["mode"] = way[slices.Index([]string{"zh", "en", "sv"}, language)]
	for _, i := range c.Items {
		mark := map[string]string{"zh": "", "en": fmt.Sprintf("%d", i.Number), "sv": fmt.Sprintf("§%d", i.Number)}[language]
		all["item "+i.ID] = mark + called(i.Title)
	}
	for _, b := range c.Blocks {
		if d := b.Facts.Decision; d != nil {
			all["decision "+b.ID] = called(d.Words)
			if d.Ballot != "" {
				all["votes "+b.ID] = fmt.Sprintf(map[string]string{"zh": "赞成%d，反对%d，弃权%d", "en": "%d for, %d against, %d abstained", "sv": "%d ja, %d nej, %d avstod"}[language], d.Favour, d.Against, d.Abstained)
			}
			all["quorum "+b.ID] = fmt.Sprintf(map[string]string{"zh": "应到成员单位%d个，实到%d个", "en": "Of %d member organisations %d were present", "sv": "Av %d medlemsorganisationer var %d närvarande"}[language], d.Seats, d.Present)
		}
		if a := b.Facts.Action; a != nil {
			all["action "+b.ID], all["owner "+b.ID], all["due "+b.ID] = called(a.Title), called(a.OwnerNames), day(t, a.Due, language)
		}
		if r := b.Facts.Reservation; r != nil && c.Rules.Attributed {
			all["reserved "+b.ID] = called(r.Names)
		}
		if b.Facts.Election != nil {
			all["election "+b.ID] = called(*b.Facts.Election)
		}
		if minutes.Told(b.Kind) && language == c.Meeting.Language {
			all["words "+b.ID] = b.Words
		}
	}
	return all
}

// One record has four renderings in three languages, the page, the two files and the JSON: whatever the JSON has typed, the others say. What the
// PDF and the DOCX say is the paper's text, character by character.
func TestTheRenderingsOfOneRecordAgree(t *testing.T) {
	h := house.World(t, store.SQLite)
	visitor := h.Client(t, h.Serve(t))
	var all []minutes.Set
	if err := h.Store.Read(t.Context()).Where("state = ? AND forum_key IN ?", minutes.Issued, []string{"HD", "LH"}).Order("issued_at DESC").Limit(2).Find(&all).Error; err != nil || len(all) < 2 {
		t.Fatalf("%d: %v", len(all), err)
	}
	all = append(all, eventful(t, h))
	checked, labelled := 0, 0
	for _, m := range all {
		titles := map[string]bool{}
		page, err := h.Rooms.Minutes.Page(t.Context(), policy.Actor{}, m, 0)
		if err != nil {
			t.Fatal(err)
		}
		var hashes []string
		for _, language := range []string{"zh", "en", "sv"} {
			get := func(ending string) string {
				t.Helper()
				p := visitor.Get("/" + language + m.Path() + ending)
				if p.Status != http.StatusOK {
					t.Fatalf("%s%s: %d", m.Path(), ending, p.Status)
				}
				return p.Body
			}
			var content minutes.Content
			raw := get(".json")
			if err := json.NewDecoder(bytes.NewReader([]byte(raw))).Decode(&content); err != nil {
				t.Fatal(err)
			}
			hashes = append(hashes, raw)
			var filed struct {
				Content  json.RawMessage
				Hash     string
				Approval minutes.Approval
			}
			if err := json.Unmarshal([]byte(get(".json?with=approval")), &filed); err != nil || string(filed.Content) != raw || filed.Hash != m.Hash || filed.Approval.Mode != m.Mode || filed.Approval.Approver.Name == "" {
				t.Errorf("%s: the approval beside the version: %v %+v", m.MeetingReference, err, filed.Approval)
			}
			version := rendering.Version{Set: page.Set, Content: page.Content, Into: page.Into(language), Errata: page.Errata}
			doc := rendering.Show(version, language, true).Print(version, h.Config.Origin()+"/"+language+"/verify?code="+m.Code)
			text := letters(paper.Text(doc))
			pdf := get(".pdf")
			saysWhatItIs(t, pdf, language, doc.Properties.Title)
			if titles[doc.Properties.Title] {
				t.Errorf("%s: the paper in %s bears the title of another language, %q", m.MeetingReference, language, doc.Properties.Title)
			}
			titles[doc.Properties.Title] = true
			renderings := map[string]string{"page": letters(visitor.Get("/" + language + m.Path()).Text()), "PDF": readPDF(t, pdf, language, doc.Note), "DOCX": readDOCX(t, get(".docx"))}
			for _, file := range []string{"PDF", "DOCX"} {
				if renderings[file] != text {
					t.Errorf("%s in %s: the %s says\n%s\nand the record\n%s", m.MeetingReference, language, file, renderings[file], text)
				}
			}
			labelled += saysItsLabelOnce(t, renderings, language)
			checked += agreeInTime(t, page, renderings, language)
			for name, want := range fields(t, content, m, language) {
				for rendering, said := range renderings {
					whole := []string{want}
					if rendering == "page" { // beside a reference the page says how the thing stands
						whole = regexp.MustCompile(`[A-Z]{2,8}-[A-Z0-9-]+`).Split(want, -1)
					}
					if slices.ContainsFunc(whole, func(piece string) bool { return !strings.Contains(said, letters(piece)) }) {
						t.Errorf("%s in %s: the %s does not say %s: %q", m.MeetingReference, language, rendering, name, want)
					}
				}
				checked++
			}
		}
		if hashes[0] != hashes[1] || hashes[1] != hashes[2] || hashes[0] != page.Read.Content {
			t.Errorf("%s: the JSON depends on the language it is asked for in", m.MeetingReference)
		}
	}
	if checked < 100 || labelled < 3 {
		t.Errorf("%d fields were held against each other, %d labels of votes", checked, labelled)
	}
}

// saysWhatItIs fails where a PDF's catalogue does not name its language, by which it is read out, or its information its title, which stands in
// the window in place of the file's name. What was appended last counts.
func saysWhatItIs(t *testing.T, pdf, language, title string) {
	t.Helper()
	tag := map[string]string{"zh": "zh-CN", "en": "en-GB", "sv": "sv-SE"}[language]
	encoded := "feff"
	for _, unit := range utf16.Encode([]rune(title)) {
		encoded += fmt.Sprintf("%04x", unit)
	}
	object := func(key string) string { // the last object of a file that says it
		at := strings.LastIndex(pdf, key)
		if at < 0 {
			return ""
		}
		whole, _, _ := strings.Cut(pdf[strings.LastIndex(pdf[:at], " 0 obj"):], "endobj")
		return whole
	}
	catalogue, info := object("/Type /Catalog"), object("/RecordHash")
	if !strings.Contains(catalogue, "/Lang ("+tag+")") || !strings.Contains(catalogue, "/DisplayDocTitle true") {
		t.Errorf("in %s: the catalogue is %q", language, catalogue)
	}
	if title == "" || !strings.Contains(strings.ToLower(info), "/title <"+encoded+">") {
		t.Errorf("in %s: the information is %q, without %q", language, info, title)
	}
}

// saysItsLabelOnce fails where the label of a vote stands twice before it, and counts the votes.
func saysItsLabelOnce(t *testing.T, renderings map[string]string, language string) (votes int) {
	t.Helper()
	tally := map[string]string{"zh": `赞成\d+，反对\d+，弃权\d+；`, "en": `\d+for,\d+against,\d+abstained;`, "sv": `\d+ja,\d+nej,\d+avstod;`}[language]
	label := map[string]string{"zh": "表决", "en": "Votes?", "sv": "Omröstning"}[language]
	before := regexp.MustCompile(`((?:` + label + `[:：]?)*)` + tally)
	for rendering, said := range renderings {
		for _, found := range before.FindAllStringSubmatch(said, -1) {
			if votes++; len(regexp.MustCompile(label).FindAllString(found[1], -1)) != 1 {
				t.Errorf("the %s in %s says %q", rendering, language, found[0])
			}
		}
	}
	return votes
}
