package text

import (
	"net/url"
	"slices"
	"strings"
	"time"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/safeguard"
)

// linkMost is the longest address, in characters.
const linkMost = 500

// Reader reads a form of which nobody looks at the words before readers see them: every free text passes the gate, what would be worth a
// look is refused, and what is wrong stands beside its field.
type Reader struct {
	Fields  fault.Fields
	gate    *safeguard.Gate
	now     time.Time
	stopped *fault.Fault
}

// Reads begins to read a form at an instant.
func Reads(gate *safeguard.Gate, now time.Time) *Reader { return &Reader{gate: gate, now: now} }

// Look lets a text pass the gate, and gives it. The first that it stops is what the form comes back with.
func (r *Reader) Look(name, typed string) string {
	if r.stopped != nil {
		return typed
	}
	if found := Look(r.gate, typed, r.now); len(found) > 0 {
		r.stopped = safeguard.Stop(name, found, false)
	}
	return typed
}

// Line reads a text of one line.
func (r *Reader) Line(name, raw string, most int, required bool) string {
	return r.Look(name, input.Line(&r.Fields, name, raw, most, required))
}

// Prose reads a text of several lines.
func (r *Reader) Prose(name, raw string, most int, required bool) string {
	return r.Look(name, input.Prose(&r.Fields, name, raw, most, required))
}

// Day reads a day in a zone, as it stands in a row: "2019-05-31".
func (r *Reader) Day(name, raw string, zone *time.Location, required bool) string {
	at := input.Date(&r.Fields, name, raw, zone, required)
	if at.IsZero() {
		return ""
	}
	return at.Format(time.DateOnly)
}

// Link reads an address for readers to follow; nothing here does.
func (r *Reader) Link(name, raw string) string {
	typed := input.Line(&r.Fields, name, raw, linkMost, false)
	if typed == "" {
		return ""
	}
	u, err := url.Parse(typed)
	if err != nil || u.Scheme != "https" || u.User != nil || !strings.Contains(u.Hostname(), ".") || strings.ContainsAny(typed, " \\") {
		r.Fields.Add(name, "text.link_form", nil)
		return ""
	}
	r.Look(name, typed)
	return u.String()
}

// Paper reads a scanned paper. Its name passes the gate; what stands in it nobody can look through.
func (r *Reader) Paper(name string, sent input.Sent) input.Scan {
	scan := input.Paper(&r.Fields, name, sent)
	if len(r.gate.CheckName(scan.Name, r.now)) > 0 {
		r.Fields.Add(name, "letter.name_stopped", nil)
	}
	return scan
}

// Said tells whether something is wrong with a field already.
func (r *Reader) Said(name string) bool {
	return slices.ContainsFunc(r.Fields, func(one fault.Field) bool { return one.Name == name })
}

// Err is what is wrong with the form: the fields first, then what the gate has found.
func (r *Reader) Err() error {
	if err := r.Fields.Err(); err != nil || r.stopped == nil {
		return err
	}
	return r.stopped
}
