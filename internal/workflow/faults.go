package workflow

import (
	"fmt"
	"regexp"
	"slices"

	"sametable/internal/policy"
)

var (
	nameShape  = regexp.MustCompile(`^[a-z][a-z0-9]*(_[a-z0-9]+)*$`)
	guardShape = regexp.MustCompile(`^[a-z][a-z0-9_]*(\.[a-z0-9_]+)+$`)
)

// drawnWords are words of the diagram language that cannot name a state.
func drawnWords() []string {
	return []string{"end", "state", "note", "class", "style", "default", "direction"}
}

// Faults tells what is wrong with a machine, a line each, and nothing for a sound one: dead ends, states nobody reaches,
// unknown names, two meanings of a verb in one state, transitions nobody may take. Every subject's test asks for none.
func (m Machine) Faults() []string {
	return slices.Concat(m.nameFaults(), m.transitionFaults(), m.ambiguities(), m.pathFaults())
}

func (m Machine) has(state string) bool {
	return slices.ContainsFunc(m.States, func(s State) bool { return s.Name == state })
}

func (m Machine) nameFaults() []string {
	var faults []string
	if !nameShape.MatchString(m.Noun) {
		faults = append(faults, fmt.Sprintf("noun %q is no name", m.Noun))
	}
	if !m.has(m.First) {
		faults = append(faults, fmt.Sprintf("first state %q is unknown", m.First))
	}
	seen := map[string]bool{}
	for _, s := range m.States {
		switch {
		case !nameShape.MatchString(s.Name), slices.Contains(drawnWords(), s.Name):
			faults = append(faults, fmt.Sprintf("state %q is no name", s.Name))
		case seen[s.Name]:
			faults = append(faults, fmt.Sprintf("state %q stands twice", s.Name))
		}
		seen[s.Name] = true
	}
	return faults
}

func (m Machine) transitionFaults() []string {
	var faults []string
	for _, t := range m.Transitions {
		add := func(format string, args ...any) {
			faults = append(faults, fmt.Sprintf("verb %q to %q ", t.Verb, t.To)+fmt.Sprintf(format, args...))
		}
		if !nameShape.MatchString(t.Verb) {
			add("is no name")
		}
		if !m.has(t.To) {
			add("leads to an unknown state")
		}
		if len(t.From) == 0 {
			add("starts nowhere")
		}
		for i, from := range t.From {
			if !m.has(from) {
				add("starts in the unknown state %q", from)
			}
			if slices.Contains(t.From[:i], from) {
				add("starts twice in %q", from)
			}
		}
		if len(t.Roles) == 0 {
			add("is open to nobody")
		}
		for _, role := range t.Roles {
			if !slices.Contains(policy.Roles(), role) {
				add("is for the unknown role %q", role)
			}
		}
		for _, fault := range t.guardFaults() {
			add("%s", fault)
		}
	}
	return faults
}

func (t Transition) guardFaults() []string {
	var faults []string
	for i, id := range t.Guards {
		switch {
		case id == SecondPerson, id == ReasonGiven:
			faults = append(faults, fmt.Sprintf("names %s, which Second and Exceptional stand for", id))
		case !guardShape.MatchString(id):
			faults = append(faults, fmt.Sprintf("has guard %q, which is no message id", id))
		case slices.Contains(t.Guards[:i], id):
			faults = append(faults, fmt.Sprintf("names guard %s twice", id))
		}
	}
	return faults
}

// ambiguities finds verbs with two meanings in one state.
func (m Machine) ambiguities() []string {
	var faults []string
	for i, t := range m.Transitions {
		for _, earlier := range m.Transitions[:i] {
			if earlier.Verb != t.Verb {
				continue
			}
			for _, from := range t.From {
				if slices.Contains(earlier.From, from) {
					faults = append(faults, fmt.Sprintf("verb %q has two meanings in %q", t.Verb, from))
				}
			}
		}
	}
	return faults
}
