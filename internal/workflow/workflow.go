// Package workflow holds state machines as data: states, transitions, who may take them and what must hold first. It knows
// no subject. One Machine value drives the check in the use case, the buttons on the page with the reason "why can't I",
// the API's list of possible transitions, the diagram in the documents and the test that finds dead ends; so none of them
// can tell another story. No code path sets a state but Step.
package workflow

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/policy"
)

// The guards every machine has without naming them. A transition that takes two is held by SecondPerson until somebody other
// than the actor has gone first; an exceptional one needs a written reason as well (rules a and b of the workflows).
const (
	SecondPerson = "guard.second_person"
	ReasonGiven  = "guard.reason"
)

// State is one condition a noun can be in. A noun may rest in an End for ever; from every other state a way leads to one.
type State struct {
	Name string
	End  bool
}

// Transition is one way from some states to another. Any one of the Roles suffices; every guard must hold. Guards are message
// ids of the sentence that answers "why can't I". Second asks for a second person, Exceptional for her, for a reason, and for
// a place in the public record.
type Transition struct {
	Verb        string
	From        []string
	To          string
	Roles       []policy.Role
	Guards      []string
	Second      bool
	Exceptional bool
}

// Machine is the life of one noun. The names of its states and verbs are localised as state.<noun>.<state> and
// verb.<noun>.<verb>.
type Machine struct {
	Noun        string
	First       string
	States      []State
	Transitions []Transition
}

// Check is the judgement on one guard, with the numbers its sentence names. Whose: it asks who acts and nothing else, so that it is
// asked before the state.
type Check struct {
	OK    bool
	Args  fault.Args
	Whose bool
}

// Judgement holds what the subject found out about each guard, by id. A guard that is missing was not judged, and never passes.
type Judgement map[string]Check

// Pass is a check that holds.
func Pass() Check { return Check{OK: true} }

// If is a check that holds when ok; the arguments are for the sentence when it does not.
func If(ok bool, args fault.Args) Check { return Check{OK: ok, Args: args} }

// Whose is a check of whose step it is: it holds for whoever may, in every state of the noun.
func Whose(ok bool) Check { return Check{OK: ok, Whose: true} }

// Find gives the transition a verb stands for in a state.
func (m Machine) Find(from, verb string) (Transition, bool) {
	for _, t := range m.Transitions {
		if t.Verb == verb && slices.Contains(t.From, from) {
			return t, true
		}
	}
	return Transition{}, false
}

// takesTwo tells whether a second person is needed: no exceptional jump is one person's.
func (t Transition) takesTwo() bool { return t.Second || t.Exceptional }

// guards lists what must hold, in the order people are told. The second person comes last: whoever meets that sentence knows
// that nothing else is missing, and may ask for her.
func (t Transition) guards() []string {
	all := slices.Clone(t.Guards)
	if t.takesTwo() {
		all = append(all, SecondPerson)
	}
	return all
}

// open tells whether one of the roles may take the transition.
func (t Transition) open(roles []policy.Role) bool {
	return slices.ContainsFunc(t.Roles, func(r policy.Role) bool { return slices.Contains(roles, r) })
}

// StateID is the message id of a state's name.
func (m Machine) StateID(state string) string { return "state." + m.Noun + "." + state }

// VerbID is the message id of a verb's name.
func (m Machine) VerbID(verb string) string { return "verb." + m.Noun + "." + verb }

// GuardIDs lists the message ids of every guard, the unnamed ones included, sorted.
func (m Machine) GuardIDs() []string {
	var ids []string
	for _, t := range m.Transitions {
		ids = append(ids, t.guards()...)
		if t.Exceptional {
			ids = append(ids, ReasonGiven)
		}
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}

// MessageIDs lists every sentence and name the machine can show, sorted; the program does not start when one is missing.
func (m Machine) MessageIDs() []string {
	ids := append(m.GuardIDs(), wrongState, notYours, notJudged)
	for _, s := range m.States {
		ids = append(ids, m.StateID(s.Name))
	}
	for _, t := range m.Transitions {
		ids = append(ids, m.VerbID(t.Verb))
	}
	slices.Sort(ids)
	return slices.Compact(ids)
}
