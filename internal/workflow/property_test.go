package workflow_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// anyMachine draws a machine of up to six states in which a verb has one meaning in each state.
func anyMachine(t *rapid.T) workflow.Machine {
	n := rapid.IntRange(1, 6).Draw(t, "states")
	m := workflow.Machine{Noun: "thing", First: "s0"}
	for i := range n {
		m.States = append(m.States, workflow.State{Name: fmt.Sprintf("s%d", i), End: rapid.Bool().Draw(t, "end")})
	}
	state := rapid.Custom(func(t *rapid.T) string { return fmt.Sprintf("s%d", rapid.IntRange(0, n-1).Draw(t, "state")) })
	for i := range rapid.IntRange(0, 8).Draw(t, "transitions") {
		m.Transitions = append(m.Transitions, workflow.Transition{
			Verb: fmt.Sprintf("v%d", i), From: rapid.SliceOfNDistinct(state, 1, n, rapid.ID).Draw(t, "from"), To: state.Draw(t, "to"),
			Roles:  rapid.SliceOfNDistinct(rapid.SampledFrom(policy.Roles()), 1, 4, rapid.ID).Draw(t, "roles"),
			Guards: rapid.SliceOfNDistinct(rapid.SampledFrom(guards()), 0, 3, rapid.ID).Draw(t, "guards"),
			Second: rapid.Bool().Draw(t, "second"), Exceptional: rapid.Bool().Draw(t, "exceptional"),
		})
	}
	return m
}

func guards() []string { return []string{"guard.a", "guard.b", "guard.c", "guard.d"} }

func anyJudgement(t *rapid.T) workflow.Judgement {
	j := workflow.Judgement{}
	for _, id := range append(guards(), workflow.SecondPerson, workflow.ReasonGiven) {
		switch rapid.SampledFrom([]string{"holds", "holds", "holds", "fails", "unknown"}).Draw(t, id) {
		case "holds":
			j[id] = workflow.Pass()
		case "fails":
			j[id] = workflow.If(false, fault.Args{"N": 1})
		}
	}
	return j
}

// allowed is the law said a second time, as plainly as it goes: a transition stands in the machine from here, under this verb,
// for one of these roles, and whatever it asks for was judged and holds.
func allowed(m workflow.Machine, from, verb string, roles []policy.Role, j workflow.Judgement) (string, bool) {
	for _, t := range m.Transitions {
		mine := slices.ContainsFunc(roles, func(r policy.Role) bool { return slices.Contains(t.Roles, r) })
		if t.Verb != verb || !slices.Contains(t.From, from) || !mine {
			continue
		}
		holds := !slices.ContainsFunc(t.Guards, func(id string) bool { return !j[id].OK })
		holds = holds && (!t.Second || j[workflow.SecondPerson].OK)
		holds = holds && (!t.Exceptional || j[workflow.SecondPerson].OK && j[workflow.ReasonGiven].OK)
		return t.To, holds
	}
	return "", false
}

func TestNoPathSetsAStateWithoutATransition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMachine(t)
		at := m.First
		for range rapid.IntRange(1, 12).Draw(t, "steps") {
			verb := fmt.Sprintf("v%d", rapid.IntRange(0, 9).Draw(t, "verb"))
			roles := rapid.SliceOfN(rapid.SampledFrom(policy.Roles()), 0, 6).Draw(t, "roles")
			j := anyJudgement(t)
			want, may := allowed(m, at, verb, roles, j)
			to, err := m.Step(at, verb, roles, j)
			if may != (err == nil) {
				t.Fatalf("%s from %s: allowed %v, but %v", verb, at, may, err)
			}
			if err == nil && to != want || err != nil && to != "" {
				t.Fatalf("%s from %s led to %q with %v, want %q", verb, at, to, err, want)
			}
			var f *fault.Fault
			if err != nil && !errors.As(err, &f) && !errors.Is(err, workflow.ErrNotJudged) {
				t.Fatalf("%v is neither a fault nor a guard nobody judged", err)
			}
			if err == nil {
				at = to
			}
		}
	})
}

// TestButtonsAndStepsAgree: a free button works, a blocked one gives the reason Step gives, and there is no other way on.
func TestButtonsAndStepsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMachine(t)
		from := rapid.SampledFrom(m.States).Draw(t, "from").Name
		roles := rapid.SliceOfN(rapid.SampledFrom(policy.Roles()), 0, 6).Draw(t, "roles")
		j := anyJudgement(t)
		j[workflow.ReasonGiven] = workflow.Pass() // typed on the form
		options := m.Possible(from, roles, j)
		for i := range 9 {
			verb := fmt.Sprintf("v%d", i)
			to, err := m.Step(from, verb, roles, j)
			at := slices.IndexFunc(options, func(o workflow.Option) bool { return o.Verb == verb })
			if at < 0 {
				if err == nil {
					t.Fatalf("%s works from %s without a button", verb, from)
				}
				continue
			}
			o := options[at]
			if (o.Blocked == nil) != (err == nil) || err == nil && o.To != to {
				t.Fatalf("button %+v, but the step gives %q, %v", o, to, err)
			}
			var f *fault.Fault
			if errors.As(err, &f) && f.ID != o.Blocked.ID {
				t.Fatalf("button says %s, step says %s", o.Blocked.ID, f.ID)
			}
		}
	})
}

// TestPathsAreJudgedRight compares the walk with the closure of all ways, computed by force.
func TestPathsAreJudgedRight(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := anyMachine(t)
		leads := map[[2]string]bool{}
		for _, s := range m.States {
			leads[[2]string{s.Name, s.Name}] = true
		}
		for _, tr := range m.Transitions {
			for _, from := range tr.From {
				leads[[2]string{from, tr.To}] = true
			}
		}
		for _, via := range m.States {
			for _, a := range m.States {
				for _, b := range m.States {
					if leads[[2]string{a.Name, via.Name}] && leads[[2]string{via.Name, b.Name}] {
						leads[[2]string{a.Name, b.Name}] = true
					}
				}
			}
		}
		var want []string
		for _, s := range m.States {
			if !leads[[2]string{m.First, s.Name}] {
				want = append(want, fmt.Sprintf("state %q is reached from nowhere", s.Name))
			}
			if !slices.ContainsFunc(m.States, func(e workflow.State) bool { return e.End && leads[[2]string{s.Name, e.Name}] }) {
				want = append(want, fmt.Sprintf("state %q is a dead end: no way leads from it to an end", s.Name))
			}
		}
		if got := m.Faults(); !slices.Equal(got, want) {
			t.Fatalf("got %q, want %q", got, want)
		}
	})
}
