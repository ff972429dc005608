package site

import (
	"encoding/json"
	"net/http"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/minutes"
	"sametable/internal/paper"
	"sametable/internal/policy"
	"sametable/web"
)

// minutesPrinted finds what is to be printed: the newest version the reader may see, in the language of the address.
func (v *visit) minutesPrinted() (minutes.Page, minutes.Version, error) {
	m, err := v.s.Minutes.Find(v.Request().Context(), v.actor, v.Param("key"), v.Param("at"))
	if err != nil {
		return minutes.Page{}, minutes.Version{}, err
	}
	p, err := v.s.Minutes.Page(v.Request().Context(), v.actor, m, 0)
	if err == nil && p.Hidden {
		err = fault.NotFound()
	}
	return p, minutes.Version{Set: p.Set, Content: p.Content, Into: p.Into(v.code()), Errata: p.Errata}, err
}

// minutesDocument is the paper of the minutes.
func (v *visit) minutesDocument() (minutes.Page, *paper.Document, error) {
	p, version, err := v.minutesPrinted()
	if err != nil {
		return p, nil, err
	}
	check := v.s.Origin + web.Link(v.t, "/verify") + "?code=" + p.Set.Code
	return p, minutes.Show(version, v.code(), !p.Inside).Print(version, check), nil
}

// minutesPDF serves the paper as a PDF. A character that no font has is said and not printed as a box.
func minutesPDF(v *visit) error {
	p, doc, err := v.minutesDocument()
	if err != nil {
		return err
	}
	made, err := paper.MakePDF(doc)
	if err != nil {
		return err
	}
	if len(made.Missing) > 0 {
		return fault.Conflict("minutes.glyphs", fault.Args{"Letters": string(made.Missing)})
	}
	return v.minutesFile(p, "pdf", "application/pdf", made.Bytes)
}

// minutesDOCX serves the paper for Word, WPS and LibreOffice.
func minutesDOCX(v *visit) error {
	p, doc, err := v.minutesDocument()
	if err != nil {
		return err
	}
	made, err := paper.MakeDOCX(doc, paper.Options{OfficeFonts: true})
	if err != nil {
		return err
	}
	return v.minutesFile(p, "docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document", made.Bytes)
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
	return v.minutesFile(p, "json", "application/json; charset=utf-8", raw)
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
	view.FilesWhy = v.t.Say("minutes.files_why")
}
