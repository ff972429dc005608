package account

import (
	"slices"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/safeguard"
)

// namedRules are the rules that a name is held to besides those that refuse a text outright: numbers that lead to a person, and
// an age, a day of birth, a class or a word for a child beside the name. A name alone always passes.
func namedRules() []string {
	return []string{"cn_adult_id", "se_adult_id", "cn_id_unchecked", "cn_id_15", "cn_mobile", "se_mobile", "passport", "wechat_qq",
		"zh_full_name", "en_full_name", "sv_full_name", "zh_child_named", "zh_name_age", "en_name_age", "sv_name_age", "zh_dob", "en_dob", "sv_dob", "zh_school_class", "en_school_class", "sv_school_class"}
}

// NamesAPerson tells whether the name of a body, by what the gate found in it, is that of a person: numbers that lead to one, or at
// least two things of a child, such as her name with her age and her class. One alone may be what the body is called after.
func NamesAPerson(found safeguard.Finding) bool {
	var child []string
	for _, h := range found {
		switch {
		case !slices.Contains(namedRules(), h.Rule):
		case !strings.Contains(h.Rule[2:], "_name_age") && !strings.HasSuffix(h.Rule, "_dob") && !strings.HasSuffix(h.Rule, "_school_class") &&
			!strings.HasSuffix(h.Rule, "_child_named") && !strings.HasSuffix(h.Rule, "_full_name"):
			return true
		case !slices.Contains(child, h.Rule):
			child = append(child, h.Rule)
		}
	}
	return len(child) > 1
}

// look lets a text pass the gate before it is stored, or puts its sentence beside the field. These fields have no place for an
// explanation, so a warning stops as well.
func (a *Accounts) look(f *fault.Fields, field, text string) {
	if found := a.gate.Check(text, a.register.Now()); len(found) > 0 {
		said := found.Stopped()
		f.Add(field, said.ID, said.Args)
	}
}

// lookAtName does so for what a person is called.
func (a *Accounts) lookAtName(f *fault.Fields, field, name string) {
	found := a.gate.Check(name, a.register.Now())
	found = slices.DeleteFunc(found, func(h safeguard.Hit) bool {
		return h.Severity == safeguard.SeverityWarn && !slices.Contains(namedRules(), h.Rule)
	})
	if len(found) > 0 {
		said := found.Stopped()
		f.Add(field, said.ID, said.Args)
	}
}

// names reads what a person is called, in her script and in Latin letters, and lets both pass the gate.
func (a *Accounts) names(f *fault.Fields, raw, rawLatin string, required, latinToo bool) (name, inLatin string) {
	name = input.Name(f, "name", raw, longestName, required)
	inLatin = latin(f, name, rawLatin, latinToo)
	a.lookAtName(f, "name", name)
	a.lookAtName(f, "latin", inLatin)
	return name, inLatin
}

// reason reads why something is done, and lets it pass the gate.
func (a *Accounts) reason(f *fault.Fields, raw string, required bool) string {
	text := input.Prose(f, "reason", raw, longestReason, required)
	a.look(f, "reason", text)
	return text
}
