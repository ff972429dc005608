package forum

import (
	"slices"
	"sync"
	"time"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/workflow"
)

// The states of a charter. One is in force at most, and one on its way. The machine stands in the room charter.
const (
	CharterDraft        = "draft"
	CharterReview       = "review"
	CharterConsultation = "consultation"
	CharterDecision     = "decision"
	CharterAdopted      = "adopted"
	CharterRejected     = "rejected"
	CharterSuperseded   = "superseded"
)

// OnItsWay tells whether a charter is still being made.
func (c Charter) OnItsWay() bool {
	return slices.Contains([]string{CharterDraft, CharterReview, CharterConsultation, CharterDecision}, c.State)
}

// guardInForce is the guard of the forum's machine.
const guardInForce = "guard.forum.charter"

// ForumMachine is a forum's life: it is founding until its first charter is adopted.
func ForumMachine() workflow.Machine { return forumMachine() }

var forumMachine = sync.OnceValue(func() workflow.Machine {
	return workflow.Machine{
		Noun: Noun, First: Founding,
		States: []workflow.State{{Name: Founding}, {Name: Active, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "activate", From: []string{Founding}, To: Active, Roles: policy.Who(policy.AdoptCharter), Guards: []string{guardInForce}},
		},
	}
})

// Activate makes a forum active with its first charter, inside the act that adopts it.
func Activate(tx *register.Tx, f Forum, c Charter) error {
	if f.State == Active {
		return nil
	}
	from := f.State
	to, err := ForumMachine().Step(from, "activate", tx.Actor.RolesIn(f.ID, tx.Now()), workflow.Judgement{guardInForce: workflow.If(c.State == CharterAdopted, nil)})
	if err != nil {
		return err
	}
	f.State, f.ActiveSince = to, c.AdoptedOn
	tx.Permit(policy.Allow(Noun, string(f.ID), "activate"))
	if err := tx.Save(&f); err != nil {
		return err
	}
	tx.Put(f.card())
	tx.Enter(register.Note{Noun: Noun, ID: string(f.ID), Verb: "forum.activated", From: from, To: f.State, Facts: map[string]any{"key": f.Key},
		Access: policy.Access{Class: policy.Public, Forum: f.ID}})
	return nil
}

// CheckRules refuses rules nobody could follow, and lets the words in them pass the gate.
func (s *Forums) CheckRules(fields *fault.Fields, r Rules) { s.checkRules(fields, r) }

// Window is the last instant of a day in Beijing that is some days on: how long a charter is consulted on, or can be objected to.
func Window(now time.Time, days int, zone *time.Location) time.Time {
	day := now.In(zone).AddDate(0, 0, days)
	return time.Date(day.Year(), day.Month(), day.Day(), 23, 59, 59, 0, zone).UTC()
}
