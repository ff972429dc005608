package site

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"time"

	"sametable/internal/fault"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/printing"
	"sametable/internal/rendering"
	"sametable/web"
)

// minutesPrinted finds what is to be printed: the newest version the reader may see, in the language of the address.
func (v *visit) minutesPrinted() (minutes.Page, rendering.Version, error) {
	m, err := v.s.Minutes.Find(v.Request().Context(), v.actor, v.Param("key"), v.Param("at"))
	if err != nil {
		return minutes.Page{}, rendering.Version{}, err
	}
	p, err := v.minutesSeen(m, 0)
	if err == nil && p.Hidden {
		err = fault.NotFound()
	}
	return p, rendering.Version{Set: p.Set, Content: p.Content, Into: p.Into(v.code()), Errata: p.Errata}, err
}

// minutesPDF serves the paper as a PDF.
func minutesPDF(v *visit) error { return v.minutesPrint(printing.PDF, "application/pdf") }

// minutesDOCX serves the paper for Word, WPS and LibreOffice.
func minutesDOCX(v *visit) error {
	return v.minutesPrint(printing.DOCX, "application/vnd.openxmlformats-officedocument.wordprocessingml.document")
}

// minutesPrint serves the paper as the file it left the house as, or, of a draft, as one that is made now.
func (v *visit) minutesPrint(ending, kind string) error {
	p, _, err := v.minutesPrinted()
	if err != nil {
		return err
	}
	content, err := v.s.Printings.File(v.Request().Context(), p, v.code(), ending)
	if err != nil {
		return err
	}
	return v.minutesFile(p, ending, kind, content)
}

// minutesJSON serves the version that is hashed, as it was hashed.
func minutesJSON(v *visit) error {
	p, version, err := v.minutesPrinted()
	if err != nil {
		return err
	}
	if !p.Inside && !version.Content.Rules.Attributed {
		return fault.Forbidden("minutes.json_inside", nil) // it says whose each reservation is
	}
	raw := []byte(p.Read.Content)
	if len(raw) == 0 {
		if raw, err = json.Marshal(version.Content); err != nil {
			return err
		}
	}
	if v.QueryParam("with") == "approval" {
		if raw, err = json.Marshal(besideOf(p.Set, raw)); err != nil {
			return err
		}
	}
	return v.minutesFile(p, "json", "application/json; charset=utf-8", raw)
}

// minutesFiled is a version with what came after it and lies beside it, so that its hash stays the one everybody has read. The hash is that of
// the content alone.
type minutesFiled struct {
	Content  json.RawMessage    `json:"content"`
	Hash     string             `json:"hash"`
	Number   string             `json:"number"`
	Approved *time.Time         `json:"approved"`
	Issued   *time.Time         `json:"issued"`
	Approval *minutes.Approval  `json:"approval"` // none: they are not approved, or it was not kept then
	Answers  []minutes.Answered `json:"answers"`
}

func besideOf(m minutes.Set, content []byte) minutesFiled {
	f := minutesFiled{Content: content, Hash: m.Hash, Number: m.Reference(), Approved: m.ApprovedAt, Issued: m.IssuedAt, Answers: m.Answered()}
	if a := m.Stands(); a.Mode != "" {
		f.Approval = &a
	}
	return f
}

// minutesFile serves one of the files, under the meeting's reference.
func (v *visit) minutesFile(p minutes.Page, ending, kind string, content []byte) error {
	h := v.Response().Header()
	name := strings.Join([]string{p.Set.MeetingReference, v.code()}, "-") + "." + ending
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", map[bool]string{true: "public, max-age=300", false: "private, no-store"}[p.Set.Class == policy.Public])
	return v.Blob(http.StatusOK, kind, content)
}

// minutesFiles leads to the paper as files.
func (v *visit) minutesFiles(p minutes.Page, view *web.MinutesView) {
	for _, ending := range []string{"pdf", "docx", "json"} {
		if ending == "json" && !p.Inside && !p.Content.Rules.Attributed {
			continue
		}
		view.Files = append(view.Files, web.Anchor{Word: strings.ToUpper(ending), Href: web.Link(v.t, p.Set.Path()+"."+ending)})
	}
	view.FilesWhy, view.Share = v.t.Say("minutes.files_why"), web.Link(v.t, p.Set.Path())
	title, _ := p.Set.Title(v.code())
	view.Mail = v.mailTo(title, view.Share)
}

// mailTo is the address of a letter to oneself that holds a page of this house.
func (v *visit) mailTo(title, path string) string {
	said := func(words string) string { return strings.ReplaceAll(url.QueryEscape(words), "+", "%20") } // RFC 6068
	return "mailto:?subject=" + said(title) + "&body=" + said(v.s.Origin+path)
}
