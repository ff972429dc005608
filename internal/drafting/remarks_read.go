package drafting

import (
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/safeguard"
)

// ReadRemarks reads what was typed, for a proposal with as many measures, and lets each text and all of them together through the gate.
func (s *Drafts) ReadRemarks(typed Typed, language string, measures int) (Remarks, error) {
	var fields fault.Fields
	var stopped *fault.Fault
	r := Remarks{Language: input.Choice(&fields, "language", language, Languages())}
	prose := func(name string, most int) string {
		said := input.Prose(&fields, name, typed.One(name), most, false)
		if found := s.Look(said); len(found) > 0 && stopped == nil {
			stopped = safeguard.Stop(name, found, false)
		}
		return said
	}
	r.General, r.Situation, r.Analysis = prose(ReasonsField, ReasonsMost), prose("situation", RemarkMost), prose("analysis", RemarkMost)
	for n := 1; n <= measures; n++ {
		r.Measures = append(r.Measures, prose(MeasureField(n), RemarkMost))
	}
	if err := fields.Err(); err != nil {
		return r, err
	}
	if stopped != nil {
		return r, stopped
	}
	if found := s.Look(r.Compose()); len(found) > 0 {
		return r, safeguard.Stop(ReasonsField, found, false)
	}
	return r, nil
}
