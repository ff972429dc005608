package proposal

import (
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/safeguard"
)

// remarks reads what was typed, for a proposal with as many measures, and lets each text and all of them together through the gate.
func (s *Proposals) remarks(typed drafting.Typed, language string, measures int) (drafting.Remarks, error) {
	var fields fault.Fields
	var stopped *fault.Fault
	r := drafting.Remarks{Language: input.Choice(&fields, "language", language, drafting.Languages())}
	prose := func(name string, most int) string {
		said := input.Prose(&fields, name, typed.One(name), most, false)
		if found := s.Look(said); len(found) > 0 && stopped == nil {
			stopped = safeguard.Stop(name, found, false)
		}
		return said
	}
	r.General, r.Situation, r.Analysis = prose(drafting.ReasonsField, drafting.ReasonsMost), prose("situation", drafting.RemarkMost), prose("analysis", drafting.RemarkMost)
	for n := 1; n <= measures; n++ {
		r.Measures = append(r.Measures, prose(drafting.MeasureField(n), drafting.RemarkMost))
	}
	if err := fields.Err(); err != nil {
		return r, err
	}
	if stopped != nil {
		return r, stopped
	}
	if found := s.Look(r.Compose()); len(found) > 0 {
		return r, safeguard.Stop(drafting.ReasonsField, found, false)
	}
	return r, nil
}
