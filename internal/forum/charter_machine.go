package forum

import (
	"sync"

	"sametable/internal/policy"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// The states of a charter in this house. There is one draft and one in force at most.
const (
	CharterDraft      = "draft"
	CharterAdopted    = "adopted"
	CharterSuperseded = "superseded"
)

// Guards of the charter's and the forum's machines.
const (
	guardText     = "guard.charter.text"
	guardProposed = "guard.charter.proposed"
	guardNext     = "guard.charter.successor"
	guardInForce  = "guard.forum.charter"
)

// CharterMachine is a charter's life. Adopting takes two: the first person's step is a proposal that changes no state, bound to
// the text she saw; another person confirms it or declines. The next one begins as a draft of its own, and supersedes at adoption.
func CharterMachine() workflow.Machine { return charterMachine() }

var charterMachine = sync.OnceValue(func() workflow.Machine {
	editors, adopters := policy.Who(policy.EditCharter), policy.Who(policy.AdoptCharter)
	return workflow.Machine{
		Noun: CharterNoun, First: CharterDraft,
		States: []workflow.State{{Name: CharterDraft}, {Name: CharterAdopted, End: true}, {Name: CharterSuperseded, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "edit", From: []string{CharterDraft}, To: CharterDraft, Roles: editors},
			{Verb: "adopt", From: []string{CharterDraft}, To: CharterAdopted, Roles: adopters, Guards: []string{guardText}, Second: true},
			{Verb: "decline", From: []string{CharterDraft}, To: CharterDraft, Roles: adopters, Guards: []string{guardProposed}, Second: true},
			{Verb: "supersede", From: []string{CharterAdopted}, To: CharterSuperseded, Roles: adopters, Guards: []string{guardNext}},
		},
	}
})

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

// Proposed tells whether somebody has proposed to adopt this very text.
func (c Charter) Proposed(v text.Version) bool {
	return c.State == CharterDraft && c.ProposedBy != "" && c.ProposedHash == v.Hash
}

// judge finds out about the guards of a draft.
func (c Charter) judge(actor policy.Actor, v text.Version) workflow.Judgement {
	return workflow.Judgement{
		guardText:             workflow.If(c.VersionID != "", nil),
		guardProposed:         workflow.If(c.Proposed(v), nil),
		workflow.SecondPerson: workflow.If(c.Proposed(v) && c.ProposedBy != actor.Person, nil),
	}
}
