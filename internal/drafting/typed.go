package drafting

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/safeguard"
	"sametable/internal/text"
)

// How long the parts of a proposal may be, in characters, and how many measures it may ask for.
const (
	TitleMost    = 120
	PartMost     = 8_000
	MeasureMost  = 600
	GrantMost    = 300
	MostMeasures = 12
)

// Typed is what stands in a form, by the names of its fields. A field that is not there is left as it was.
type Typed map[string][]string

func (t Typed) has(name string) bool { _, there := t[name]; return there }

// One is what was typed into a field; empty where nothing was.
func (t Typed) One(name string) string {
	if len(t[name]) == 0 {
		return ""
	}
	return t[name][0]
}

// GrantFields are the names of the fields of a grant, in their order.
func GrantFields() []string {
	return []string{"grant_name", "grant_who", "grant_where", "grant_obstacle", "grant_before", "grant_after"}
}

// MeasureField is the name of the field of a measure, counted from 1.
func MeasureField(n int) string { return "measure_" + strconv.Itoa(n) }

// Read puts what was typed into a content and lets each text of it through the gate. What nobody typed is not looked at again.
func (s *Drafts) Read(typed Typed, c *Content) error {
	var fields fault.Fields
	var stopped *fault.Fault
	through := passing{s, &fields, &stopped}
	pass := through.pass
	line := func(name string, most int, into *string) {
		if typed.has(name) {
			*into = pass(name, input.Line(&fields, name, typed.One(name), most, false))
		}
	}
	prose := func(name string, most int, into *string) {
		if typed.has(name) {
			*into = pass(name, input.Prose(&fields, name, typed.One(name), most, false))
		}
	}
	line("title", TitleMost, &c.Title)
	prose("situation", PartMost, &c.Situation)
	prose("analysis", PartMost, &c.Analysis)
	for i, name := range GrantFields() {
		line(name, GrantMost, c.Grant.parts()[i])
	}
	if typed.has(MeasureField(1)) {
		c.Measures = nil
		blank := 0 // those between two measures keep their place while it is written; those at the end are none
		for n := 1; n <= MostMeasures; n++ {
			name, measure := MeasureField(n), ""
			if prose(name, MeasureMost, &measure); measure == "" {
				blank++
				continue
			}
			c.Measures = append(append(c.Measures, make([]string, blank)...), measure)
			blank = 0
		}
	}
	if typed.has("answers") {
		c.Answers = through.answers(typed)
	}
	if err := fields.Err(); err != nil {
		return err
	}
	if stopped != nil {
		return stopped
	}
	return nil
}

// Look runs the gate over a text as typed and as readers would see it.
func (s *Drafts) Look(source string) safeguard.Finding {
	return text.Look(s.gate, source, s.r.Now())
}

// Missing says which parts a proposal still lacks before it can go to its organisation, each beside its field.
func (sh Sheet) Missing(c Content) fault.Fields {
	var fields fault.Fields
	need := func(name, value string) {
		if strings.TrimSpace(value) == "" {
			fields.Add(name, "input.required", nil)
		}
	}
	need("title", c.Title)
	need("situation", c.Situation)
	need("analysis", c.Analysis)
	if len(c.Measures) == 0 {
		need(MeasureField(1), "")
	}
	if sh.Outcome == Grants {
		for i, name := range GrantFields() {
			need(name, *c.Grant.parts()[i])
		}
	}
	if !slices.Contains(Outcomes(), sh.Outcome) {
		fields.Add("outcome", "input.choice", nil)
	}
	if !slices.Contains(Levels(), sh.Level) {
		fields.Add("level", "proposal.level_missing", nil)
	}
	return fields
}

// choose reads what is chosen from lists: outcome, level, and the bodies that are to act, which must sit in the forum.
func (sh *Sheet) choose(typed Typed, seated []policy.OrganisationID) error {
	var fields fault.Fields
	if typed.has("language") && sh.ProposalID == "" { // what was sent once stays the original of its translations
		sh.Language = input.Choice(&fields, "language", typed.One("language"), Languages())
	}
	if typed.has("outcome") {
		sh.Outcome = input.Choice(&fields, "outcome", typed.One("outcome"), Outcomes())
	}
	if typed.has("level") && typed.One("level") != "" {
		sh.Level = input.Choice(&fields, "level", typed.One("level"), Levels())
	}
	if typed.has("addressed") {
		var ids []string
		for _, id := range typed["addressed"] {
			switch {
			case id == "": // says that the field was there
			case slices.Contains(seated, policy.OrganisationID(id)):
				ids = append(ids, id)
			default:
				fields.Add("addressed", "input.choice", nil)
			}
		}
		sh.Addressed = strings.Join(ids, " ")
	}
	return fields.Err()
}

// numbered begins a measure in the composed text.
func numbered(n int) string { return fmt.Sprintf("%d. ", n) }
