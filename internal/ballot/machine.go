package ballot

import (
	"slices"
	"sync"
	"time"

	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// The states of a ballot.
const (
	Prepared  = "prepared"
	Opened    = "open"
	Closed    = "closed" // no voice comes any more; one that was entered in an organisation's stead may wait for it
	Tallied   = "tallied"
	Published = "published"
	Void      = "void" // what was said stays readable to those who sit in the forum
)

// The states of an objection.
const (
	ObjectionOpen = "open"
	Answered      = "answered"
	Cleared       = "cleared"    // withdrawn by whoever raised it
	Maintained    = "maintained" // kept by whoever raised it
	Overridden    = "overridden" // passed over by the chair
)

// ObjectionNoun names the objection's machine; in the register an objection is part of its ballot.
const ObjectionNoun = "objection"

// Guards of the machines.
const (
	guardQuorum    = "guard.ballot.quorum"
	guardEntries   = "guard.ballot.entries"
	guardDue       = "guard.ballot.due"
	guardTable     = "guard.ballot.at_table"
	guardVoter     = "guard.ballot.voter"
	guardThere     = "guard.ballot.there"
	guardInTime    = "guard.ballot.in_time"
	guardOthers    = "guard.ballot.others"
	guardEntered   = "guard.ballot.entered"
	guardDecided   = "guard.ballot.decided"
	guardObjector  = "guard.objection.own"
	guardTwoThirds = "guard.objection.two_thirds"
	guardRule      = "guard.objection.rule"
	guardNotOwn    = "guard.objection.others"
	guardRunning   = "guard.objection.running"
)

func listed[T ~string](all []T, one T) bool { return slices.Contains(all, one) }

// Machine is a ballot's life.
func Machine() workflow.Machine { return machine() }

var machine = sync.OnceValue(func() workflow.Machine {
	keepers, voters, system := policy.Who(policy.KeepBallot), policy.Who(policy.CastVote), []policy.Role{policy.RoleSystem}
	stay := func(verb, state string, roles []policy.Role, guards ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{state}, To: state, Roles: roles, Guards: guards}
	}
	return workflow.Machine{
		Noun: Noun, First: Prepared,
		States: []workflow.State{{Name: Prepared}, {Name: Opened}, {Name: Closed}, {Name: Tallied}, {Name: Published, End: true}, {Name: Void, End: true}},
		Transitions: []workflow.Transition{
			stay("mark", Prepared, keepers, guardTable),
			stay("mark", Opened, keepers, guardTable),
			{Verb: "open", From: []string{Prepared}, To: Opened, Roles: keepers, Guards: []string{guardQuorum}},
			stay("cast", Opened, voters, guardVoter, guardThere, guardInTime),
			stay("enter", Opened, policy.Who(policy.EnterVote), guardOthers, guardThere, guardInTime),
			stay("confirm_entry", Opened, voters, guardVoter, guardEntered),
			stay("confirm_entry", Closed, voters, guardVoter, guardEntered),
			{Verb: "close", From: []string{Opened}, To: Closed, Roles: append(slices.Clone(keepers), policy.RoleSystem), Guards: []string{guardDue}},
			{Verb: "tally", From: []string{Closed}, To: Tallied, Roles: append(append(slices.Clone(keepers), voters...), policy.RoleSystem), Guards: []string{guardEntries}},
			{Verb: "publish", From: []string{Tallied}, To: Published, Roles: append(policy.Who(policy.DecideProposal), system...), Guards: []string{guardDecided}},
			{Verb: "void", From: []string{Prepared, Opened, Closed}, To: Void, Roles: append(slices.Clone(keepers), policy.RoleSystem)},
		},
	}
})

// ObjectionMachine is an objection's life, while the ballot is open.
func ObjectionMachine() workflow.Machine { return objectionMachine() }

var objectionMachine = sync.OnceValue(func() workflow.Machine {
	keepers, voters := policy.Who(policy.KeepBallot), policy.Who(policy.CastVote)
	own := []string{guardRunning, guardObjector}
	return workflow.Machine{
		Noun: ObjectionNoun, First: ObjectionOpen,
		States: []workflow.State{{Name: ObjectionOpen}, {Name: Answered}, {Name: Cleared, End: true}, {Name: Maintained, End: true}, {Name: Overridden, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "answer", From: []string{ObjectionOpen}, To: Answered, Roles: keepers, Guards: []string{guardRunning}},
			{Verb: "clear", From: []string{ObjectionOpen, Answered, Maintained}, To: Cleared, Roles: voters, Guards: own},
			{Verb: "maintain", From: []string{ObjectionOpen, Answered}, To: Maintained, Roles: voters, Guards: own},
			{Verb: "override", From: []string{Answered, Maintained}, To: Overridden, Roles: policy.Who(policy.SettleObjection),
				Guards: []string{guardRunning, guardNotOwn, guardRule, guardTwoThirds}},
		},
	}
})

// Judge asks every guard of the ballot's machine for an actor; voter is the one a step is about, if it is about one.
func Judge(actor policy.Actor, now time.Time, b Ballot, voters []Voter, voter Voter) workflow.Judgement {
	q := b.Quorum(voters)
	waiting := 0
	for _, v := range voters {
		if v.Waits(now) {
			waiting++
		}
	}
	_, belongs := actor.Member(voter.OrganisationID)
	return workflow.Judgement{
		guardQuorum:  workflow.If(b.Written || q.Met, map[string]any{"Present": q.Present, "Needed": q.Needed, "Groups": q.Groups, "Of": q.NeedsOf}),
		guardEntries: workflow.If(waiting == 0, map[string]any{"N": waiting}),
		guardDue:     workflow.If(!actor.System || b.Until != nil && !now.Before(*b.Until), nil),
		guardTable:   workflow.If(!b.Written, nil),
		guardVoter:   workflow.Whose(Votes(actor, b.Forum, voter.OrganisationID, now)),
		guardThere:   workflow.If(b.Written || voter.Present, nil),
		guardInTime:  workflow.If(b.Until == nil || now.Before(*b.Until), nil),
		guardOthers:  workflow.Whose(!belongs && voter.ID != ""),
		guardEntered: workflow.If(voter.Waits(now), nil),
		guardDecided: workflow.If(b.Result != "", nil),
	}
}

// JudgeObjection asks every guard of an objection.
func JudgeObjection(actor policy.Actor, now time.Time, b Ballot, voters []Voter, voter Voter) workflow.Judgement {
	_, belongs := actor.Member(voter.OrganisationID)
	t, rule := b.Count(voters), b.Rules().Decision
	return workflow.Judgement{
		guardRunning:   workflow.If(b.State == Opened, nil),
		guardObjector:  workflow.Whose(Votes(actor, b.Forum, voter.OrganisationID, now)),
		guardNotOwn:    workflow.Whose(!belongs),
		guardRule:      workflow.If(rule == consensus || rule == unobjected, nil),
		guardTwoThirds: workflow.If(t.Present > t.Recused && 3*t.Favour >= 2*(t.Present-t.Recused), map[string]any{"Favour": t.Favour, "Present": t.Present - t.Recused}),
	}
}

// Votes tells whether an actor gives the voice of an organisation in a forum: its titular delegate does, or the alternate.
func Votes(actor policy.Actor, id policy.ForumID, org policy.OrganisationID, now time.Time) bool {
	return mandate(actor, id, org, now) != ""
}

func mandate(actor policy.Actor, id policy.ForumID, org policy.OrganisationID, now time.Time) policy.MandateID {
	for _, m := range actor.Voices(id, now) {
		if m.Organisation == org && listed([]policy.Capacity{policy.Titular, policy.Alternate}, m.Capacity) {
			return m.ID
		}
	}
	return ""
}

// past is what the register says of each step.
func past() map[string]string {
	return map[string]string{"prepare": "prepared", "mark": "marked", "open": "opened", "cast": "cast", "enter": "entered", "confirm_entry": "entry_confirmed", "close": "closed",
		"tally": "tallied", "publish": "published", "void": "voided", "answer": "objection_answered", "clear": "objection_cleared", "maintain": "objection_maintained",
		"override": "objection_overridden"}
}

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	ids := append(Machine().MessageIDs(), ObjectionMachine().MessageIDs()...)
	for _, verb := range past() {
		ids = append(ids, "entry."+Noun+"."+verb)
	}
	for _, v := range Voices() {
		ids = append(ids, "ballot.voice."+string(v))
	}
	for _, r := range []Result{Carried, Fallen, Inquorate} {
		ids = append(ids, "ballot.result."+string(r))
	}
	return ids
}
