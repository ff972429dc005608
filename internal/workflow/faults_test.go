package workflow_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sametable/internal/policy"
	"sametable/internal/workflow"
)

func TestASoundMachineHasNoFaults(t *testing.T) {
	if faults := minutes().Faults(); len(faults) > 0 {
		t.Error(strings.Join(faults, "\n"))
	}
}

func TestFaultsFindsEachMistake(t *testing.T) {
	for _, c := range []struct {
		name  string
		spoil func(m *workflow.Machine)
		want  []string
	}{
		{"no noun", func(m *workflow.Machine) { m.Noun = "Minutes" }, []string{`noun "Minutes" is no name`}},
		{"unknown first", func(m *workflow.Machine) { m.First = "" }, []string{`first state "" is unknown`}},
		{"state twice", func(m *workflow.Machine) { m.States = append(m.States, workflow.State{Name: "draft"}) },
			[]string{`state "draft" stands twice`}},
		{"word of the diagram", func(m *workflow.Machine) { m.States = append(m.States, workflow.State{Name: "end"}) },
			[]string{`state "end" is no name`}},
		{"dead end", func(m *workflow.Machine) { m.States[4].End, m.States[5].End = false, false },
			[]string{`state "withheld" is a dead end: no way leads from it to an end`}},
		{"a ring nobody leaves", func(m *workflow.Machine) { m.Transitions[3].From = []string{"approved"} },
			[]string{`state "circulated" is a dead end: no way leads from it to an end`, `state "approved" is reached from nowhere`}},
		{"unreachable", func(m *workflow.Machine) { m.States = append(m.States, workflow.State{Name: "lost", End: true}) },
			[]string{`state "lost" is reached from nowhere`}},
		{"unknown to", func(m *workflow.Machine) { m.Transitions[0].To = "nowhere" }, []string{`verb "submit" to "nowhere" leads to an unknown state`}},
		{"unknown from", func(m *workflow.Machine) { m.Transitions[0].From = []string{"draft", "mist"} },
			[]string{`verb "submit" to "chair_review" starts in the unknown state "mist"`}},
		{"no from", func(m *workflow.Machine) { m.Transitions[4].From = nil }, []string{`verb "issue" to "issued" starts nowhere`}},
		{"same from twice", func(m *workflow.Machine) { m.Transitions[0].From = []string{"draft", "draft"} },
			[]string{`verb "submit" to "chair_review" starts twice in "draft"`}},
		{"bad verb", func(m *workflow.Machine) { m.Transitions[0].Verb = "Hand in" }, []string{`verb "Hand in" to "chair_review" is no name`}},
		{"two meanings", func(m *workflow.Machine) { m.Transitions[2].Verb = "return" },
			[]string{`verb "return" has two meanings in "chair_review"`}},
		{"no roles", func(m *workflow.Machine) { m.Transitions[0].Roles = nil }, []string{`verb "submit" to "chair_review" is open to nobody`}},
		{"unknown role", func(m *workflow.Machine) { m.Transitions[0].Roles = []policy.Role{"KING"} },
			[]string{`verb "submit" to "chair_review" is for the unknown role "KING"`}},
		{"guard without an id", func(m *workflow.Machine) { m.Transitions[0].Guards = []string{"Complete?"} },
			[]string{`verb "submit" to "chair_review" has guard "Complete?", which is no message id`}},
		{"guard twice", func(m *workflow.Machine) { m.Transitions[0].Guards = []string{"guard.a", "guard.a"} },
			[]string{`verb "submit" to "chair_review" names guard guard.a twice`}},
		{"second person by hand", func(m *workflow.Machine) { m.Transitions[0].Guards = []string{workflow.SecondPerson} },
			[]string{`verb "submit" to "chair_review" names guard.second_person, which Second and Exceptional stand for`}},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := minutes()
			c.spoil(&m)
			faults := strings.Join(m.Faults(), "\n")
			for _, want := range c.want {
				if !strings.Contains(faults, want) {
					t.Errorf("missing %q in:\n%s", want, faults)
				}
			}
		})
	}
}

func TestIDsAreCompleteAndSorted(t *testing.T) {
	want := []string{"guard.items_complete", "guard.languages", "guard.quorum", "guard.reason", "guard.second_person"}
	if diff := cmp.Diff(want, minutes().GuardIDs()); diff != "" {
		t.Error(diff)
	}
	want = append(want,
		"state.minutes.approved", "state.minutes.chair_review", "state.minutes.circulated", "state.minutes.draft",
		"state.minutes.issued", "state.minutes.withheld",
		"verb.minutes.approve", "verb.minutes.circulate", "verb.minutes.issue", "verb.minutes.return", "verb.minutes.submit",
		"verb.minutes.withhold", "workflow.not_judged", "workflow.not_yours", "workflow.wrong_state")
	if diff := cmp.Diff(want, minutes().MessageIDs()); diff != "" {
		t.Error(diff)
	}
}
