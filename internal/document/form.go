package document

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/text"
)

// Longest texts, in characters.
const (
	longestTitle  = 200
	longestIssuer = 160
	longestLink   = 500
	longestReason = 1000
)

// yearShape is a date of which the year alone is known.
var yearShape = regexp.MustCompile(`^((?:19|20|21)\d{2})年?$`)

// Form is a document as a form carries it. Version is that of the page it was filled in on.
type Form struct {
	Number, Reference         string
	Unsure                    bool
	Dated, Issuer, Language   string
	TitleZh, TitleEn, TitleSv string
	Link                      string
	Version                   int
}

// Form is the document as the form shows it.
func (d Document) Form() Form {
	return Form{Number: d.Number, Reference: d.Reference, Unsure: d.Unsure, Dated: d.Dated, Issuer: d.Issuer, Language: d.Language,
		TitleZh: d.TitleZh, TitleEn: d.TitleEn, TitleSv: d.TitleSv, Link: d.Link, Version: d.Version}
}

// read puts a form into a document and lets every free text of it through the gate.
func (s *Documents) read(f *fault.Fields, form Form, d *Document) {
	d.Number = number(f, form.Number)
	d.Reference = s.line(f, "reference", form.Reference, longestNumber)
	if d.Number == "" && d.Reference == "" && !said(*f, "number") && !said(*f, "reference") {
		f.Add("number", "document.number_or_reference", nil)
	}
	d.Unsure = form.Unsure && d.Number != ""
	d.Dated = dated(f, form.Dated, d.Number)
	d.Issuer = s.line(f, "issuer", form.Issuer, longestIssuer)
	if d.Issuer == "" && !said(*f, "issuer") {
		f.Add("issuer", "input.required", nil)
	}
	d.Language = string(input.Choice(f, "language", form.Language, lang.Codes()))
	d.TitleZh = s.line(f, "title_zh", form.TitleZh, longestTitle)
	d.TitleEn = s.line(f, "title_en", form.TitleEn, longestTitle)
	d.TitleSv = s.line(f, "title_sv", form.TitleSv, longestTitle)
	if own := "title_" + d.Language; d.Language != "" && d.Titles()[d.Language] == "" && !said(*f, own) {
		f.Add(own, "document.title_own", nil)
	}
	d.Link = s.link(f, form.Link)
	d.Words = d.found()
}

// said tells whether something is wrong with a field already.
func said(f fault.Fields, name string) bool {
	return slices.ContainsFunc(f, func(one fault.Field) bool { return one.Name == name })
}

// line reads a text of one line and lets it pass the gate.
func (s *Documents) line(f *fault.Fields, name, raw string, most int) string {
	typed := input.Line(f, name, raw, most, false)
	s.look(f, name, typed)
	return typed
}

// look lets a text pass the gate, or puts its sentence beside the field. Nobody looks at a document before readers see it, so what
// would be worth a look is refused.
func (s *Documents) look(f *fault.Fields, name, typed string) {
	if found := text.Look(s.gate, typed, s.r.Now()); len(found) > 0 {
		stopped := found.Stopped()
		f.Add(name, stopped.ID, stopped.Args)
	}
}

// number reads a document number into its form.
func number(f *fault.Fields, raw string) string {
	typed := input.Line(f, "number", raw, longestNumber, false)
	if typed == "" {
		return ""
	}
	normal, ok := Normalise(typed)
	if !ok {
		f.Add("number", flaw(typed), nil)
	}
	return normal
}

// dated reads a day, or a year; where nothing is given, the year that the number names.
func dated(f *fault.Fields, raw, number string) string {
	typed := width.Fold.String(strings.TrimSpace(raw))
	if typed == "" && number != "" {
		_, rest, _ := strings.Cut(number, "〔")
		year, _, _ := strings.Cut(rest, "〕")
		return year
	}
	if year := yearShape.FindStringSubmatch(typed); year != nil {
		return year[1]
	}
	var wrong fault.Fields
	day := input.Date(&wrong, "dated", raw, lang.Beijing.Location(), true)
	switch {
	case said(wrong, "dated") && wrong[0].ID == "input.date":
		f.Add("dated", "document.dated", nil)
	case len(wrong) > 0:
		*f = append(*f, wrong...)
	default:
		return day.Format("2006-01-02")
	}
	return ""
}

// link reads the address at which the issuer has published the paper. It is for readers to follow; nothing here does.
func (s *Documents) link(f *fault.Fields, raw string) string {
	typed := input.Line(f, "link", raw, longestLink, false)
	if typed == "" {
		return ""
	}
	u, err := url.Parse(typed)
	switch {
	case err != nil, u.Host == "", u.User != nil, u.Scheme != "https" && u.Scheme != "http", !strings.Contains(u.Hostname(), "."), strings.ContainsAny(typed, " \\"):
		f.Add("link", "document.link_form", nil)
	case u.Scheme != "https":
		f.Add("link", "document.link_https", nil)
	default:
		s.look(f, "link", typed)
		return u.String()
	}
	return ""
}
