package site

import (
	"bytes"
	"encoding/csv"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/register"
	"sametable/web"
)

// How many entries stand on a page, and how far a filter looks for them in one go.
const (
	auditPageSize = 25
	auditChunk    = 1000
	auditChunks   = 10
)

// sought is what somebody looks for in the register.
type sought struct {
	noun, verb string
	before     int64 // 0: from the newest
}

// sought reads the address. A verb is typed as the register has it, "post.rel" finds what begins so.
func (v *visit) sought() sought {
	s := sought{verb: strings.ToLower(strings.TrimSpace(shaped(v.QueryParam("verb"))))}
	if slices.Contains(recordNouns(), v.QueryParam("noun")) {
		s.noun = v.QueryParam("noun")
	}
	s.before, _ = strconv.ParseInt(v.QueryParam("before"), 10, 64)
	return s
}

func (s sought) fits(l register.Line) bool {
	return (s.noun == "" || l.Noun == s.noun) && strings.HasPrefix(l.Verb, s.verb)
}

// query is the address of the same search before an entry; 0: from the newest.
func (s sought) query(before int64) string {
	q := url.Values{}
	for name, value := range map[string]string{"noun": s.noun, "verb": s.verb} {
		if value != "" {
			q.Set(name, value)
		}
	}
	if before > 0 {
		q.Set("before", strconv.FormatInt(before, 10))
	}
	if len(q) == 0 {
		return ""
	}
	return "?" + q.Encode()
}

// found is a page of the register.
type found struct {
	lines   []register.Line
	older   int64 // entry before which the next page begins; 0: there is none
	through int64 // how far back was looked, where the page is not full
}

// entries reads the register newest first until a page is full. A filter looks through so many entries and then offers to go on,
// so that a rare verb in a long register does not hold the page up. Whoever may not read the register gets NotFound.
func (v *visit) entries(s sought) (found, error) {
	var f found
	size, chunks := auditPageSize+1, 1
	if s.noun != "" || s.verb != "" {
		size, chunks = auditChunk, auditChunks
	}
	before := s.before
	for range chunks {
		lines, err := v.s.Register.Page(v.Request().Context(), v.actor, before, size)
		if err != nil {
			return f, err
		}
		for _, l := range lines {
			if !s.fits(l) {
				continue
			}
			if len(f.lines) == auditPageSize {
				f.older = f.lines[auditPageSize-1].Seq
				return f, nil
			}
			f.lines = append(f.lines, l)
		}
		if len(lines) < size {
			return f, nil
		}
		before = lines[len(lines)-1].Seq
	}
	f.older, f.through = before, before
	return f, nil
}

// auditPage shows the register to auditors and administrators.
func auditPage(v *visit) error {
	s := v.sought()
	entries, err := v.entries(s)
	if err != nil {
		return err
	}
	seq, hash, err := v.s.Register.Head(v.Request().Context())
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("house.audit"), web.SectionNone)
	if err != nil {
		return err
	}
	page.Private, page.Wide = true, true
	page.Print = v.t.Say("house.register_head", fault.Args{"Number": strconv.FormatInt(seq, 10), "Hash": hash})
	_, wrong := v.narrowing("verb")
	view := web.AuditView{Page: page, Head: int(seq), Hash: hash, Through: int(entries.through), Noun: v.nounFilter(v.QueryParam("noun")),
		Verb:   web.Input{Ask: web.Ask{Name: "verb", Label: v.t.Say("house.verb"), Hint: v.t.Say("house.verb_hint"), Value: s.verb, Error: wrong, Optional: true}, Autocomplete: "off", Short: true},
		Export: web.Link(v.t, "/audit/entries.csv") + s.query(s.before)}
	if s.before > 0 {
		view.Newer = web.Link(v.t, "/audit") + s.query(0)
	}
	if entries.older > 1 {
		view.Older = web.Link(v.t, "/audit") + s.query(entries.older)
	}
	if view.Lines, err = v.recordLines(entries.lines); err != nil {
		return err
	}
	return v.show(http.StatusOK, web.Audit(view))
}

func (v *visit) nounFilter(chosen string) web.Choice {
	c := web.Choice{Ask: web.Ask{Name: "noun", Label: v.t.Say("house.noun"), Value: chosen, Optional: true}, Options: []web.Option{{Word: v.t.Say("house.every_noun")}}}
	for _, noun := range recordNouns() {
		c.Options = append(c.Options, web.Option{Value: noun, Word: v.recordWord(noun)})
	}
	return v.offered(c)
}

// auditExport gives the entries of one page as a table for spreadsheets, with the names its reader finds on the page. Its columns
// are the register's own names.
func auditExport(v *visit) error {
	entries, err := v.entries(v.sought())
	if err != nil {
		return err
	}
	names, people, err := v.namesIn(entries.lines)
	if err != nil {
		return err
	}
	var b bytes.Buffer
	b.WriteString("\uFEFF") // WPS and Excel read UTF-8 by it
	w := csv.NewWriter(&b)
	rows := [][]string{{"seq", "at_utc", "at_beijing", "at_stockholm", "noun", "noun_id", "verb", "actor_id", "actor", "for_id", "for", "mandate_id",
		"from", "to", "version_id", "version_hash", "facts", "prev", "hash"}}
	for _, l := range entries.lines {
		actor, _ := v.recordActor(l, people)
		rows = append(rows, []string{strconv.FormatInt(l.Seq, 10), lang.Machine(l.At), lang.ISOMinute(l.At, lang.Beijing), lang.ISOMinute(l.At, lang.Stockholm),
			l.Noun, l.NounID, l.Verb, string(l.ActorID), actor, string(l.ActorFor), names[l.ActorFor].Name(v.code()), string(l.MandateID),
			l.FromState, l.ToState, l.VersionID, l.VersionHash, l.Facts, l.Prev, l.Hash})
	}
	for _, row := range rows {
		for i := range row {
			row[i] = cell(row[i])
		}
	}
	if err := w.WriteAll(rows); err != nil {
		return err
	}
	name := "register.csv"
	if n := len(entries.lines); n > 0 {
		name = "register-" + strconv.FormatInt(entries.lines[n-1].Seq, 10) + "-" + strconv.FormatInt(entries.lines[0].Seq, 10) + ".csv"
	}
	h := v.Response().Header()
	h.Set("Content-Disposition", `attachment; filename="`+name+`"`)
	h.Set("Cache-Control", "private, no-store")
	return v.Blob(http.StatusOK, "text/csv; charset=utf-8", b.Bytes())
}

// cell keeps a spreadsheet from reading a value as a formula: whatever begins like one gets an apostrophe before it (OWASP,
// CSV injection), full-width signs included, which some programs read alike.
func cell(value string) string {
	if value != "" && strings.ContainsAny(string([]rune(value)[:1]), "=+-@\t\r\n＝＋－＠") {
		return "'" + value
	}
	return value
}
