package workflow

import (
	"errors"
	"fmt"
	"slices"

	"sametable/internal/fault"
	"sametable/internal/policy"
)

const (
	wrongState = "workflow.wrong_state"
	notYours   = "workflow.not_yours"
	notJudged  = "workflow.not_judged"
)

// ErrNotJudged says that a subject asked for a step without judging one of its guards: a mistake in the program, not in the
// request, so it is no fault and ends as an internal error.
var ErrNotJudged = errors.New("a guard was not judged")

// Step gives the state a verb leads to. It refuses with Forbidden when it is another's or a guard does not hold, with a Conflict
// when the verb is not possible in this state (the page was old), and with ErrNotJudged when a guard is missing from the judgement.
// Whose step it is is asked first, then the state, then the guards in their order: nobody learns of a state, or of numbers, what
// she could do nothing with.
func (m Machine) Step(from, verb string, roles []policy.Role, j Judgement) (to string, err error) {
	return m.StepOn(true, from, verb, roles, j)
}

// StepOn is Step for whoever acts from a page: current tells whether the noun is still as it was there. An old page is a Conflict as
// well. It is asked after whose step it is and after the state, which says more, and before what else must hold: what she is missing,
// or who has gone first, may have changed since.
func (m Machine) StepOn(current bool, from, verb string, roles []policy.Role, j Judgement) (to string, err error) {
	if id := m.notHers(verb, roles, j); id != "" {
		return "", fault.Forbidden(id, nil)
	}
	t, found := m.Find(from, verb)
	if !found {
		return "", fault.Conflict(wrongState, fault.Args{"State": fault.Message{ID: m.StateID(from)}})
	}
	if id := t.notHers(roles, j); id != "" {
		return "", fault.Forbidden(id, nil)
	}
	if !current {
		return "", fault.Conflict("fault.stale", nil)
	}
	needed := t.guards()
	if t.Exceptional {
		needed = append(needed, ReasonGiven)
	}
	for _, id := range needed {
		if _, judged := j[id]; !judged {
			return "", fmt.Errorf("%s: %s from %s: %s: %w", m.Noun, verb, from, id, ErrNotJudged)
		}
	}
	for _, id := range needed {
		if check := j[id]; !check.OK {
			return "", fault.Forbidden(id, check.Args)
		}
	}
	return t.To, nil
}

// notHers is the sentence for somebody whose step a verb is in no state of the noun, or "".
func (m Machine) notHers(verb string, roles []policy.Role, j Judgement) string {
	why := notYours
	for _, t := range m.Transitions {
		if t.Verb != verb || !t.open(roles) {
			continue
		}
		if why = t.notHers(roles, j); why == "" {
			return ""
		}
	}
	return why
}

// notHers is the sentence for somebody whose step the transition is not, or "".
func (t Transition) notHers(roles []policy.Role, j Judgement) string {
	if !t.open(roles) {
		return notYours
	}
	for _, id := range t.Guards {
		if check := j[id]; check.Whose && !check.OK {
			return id
		}
	}
	return ""
}

// OnlySecond tells that a step was refused because nothing is missing but another person: the first one's step is a proposal then.
func OnlySecond(err error) bool {
	var f *fault.Fault
	return errors.As(err, &f) && f.Reason == fault.ReasonForbidden && f.ID == SecondPerson
}

// Option is one button: what someone with these roles can do from here, or why she cannot yet.
type Option struct {
	Verb        string
	To          string
	Blocked     *fault.Message // nil: the way is free
	Second      bool           // takes two persons
	Exceptional bool           // the form asks for a reason; the public record will show it
}

// NeedsOnlySecond tells that nothing is missing but another person: the page offers to ask for her instead of a dead button.
func (o Option) NeedsOnlySecond() bool { return o.Blocked != nil && o.Blocked.ID == SecondPerson }

// Possible lists the transitions that are open to the roles, in the machine's order, each with the first guard that does not
// hold. What belongs to other roles is left out. A guard that was not judged blocks. The reason of an exceptional transition
// is not asked for here: it is typed on the form, and Step asks for it.
func (m Machine) Possible(from string, roles []policy.Role, j Judgement) []Option {
	var options []Option
	for _, t := range m.Transitions {
		if !slices.Contains(t.From, from) || !t.open(roles) {
			continue
		}
		options = append(options, Option{Verb: t.Verb, To: t.To, Blocked: t.blocked(j), Second: t.takesTwo(), Exceptional: t.Exceptional})
	}
	return options
}

// blocked gives the sentence of the first guard that does not hold.
func (t Transition) blocked(j Judgement) *fault.Message {
	for _, id := range t.guards() {
		check, judged := j[id]
		if !judged {
			return &fault.Message{ID: notJudged}
		}
		if !check.OK {
			return &fault.Message{ID: id, Args: check.Args}
		}
	}
	return nil
}
