package cosign

import (
	"slices"
	"sync"
	"time"

	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/workflow"
)

// The states of a signature.
const (
	Unsigned  = "unsigned" // nobody offers it, or it was given back
	Offered   = "offered"
	Confirmed = "confirmed" // its organisation's word; the proposer has not taken it
	Joined    = "joined"
	Taking    = "taking" // it signs, and somebody wants to take the withdrawn proposal over
	Refused   = "refused"
	Withdrawn = "withdrawn"
	Proposing = "proposing" // the proposal is its own now
)

// Guards of the machine.
const (
	guardOwn       = "guard.cosignature.own"
	guardOthers    = "guard.cosignature.others"
	guardOpen      = "guard.cosignature.open"
	guardUnstated  = "guard.cosignature.unstated"
	guardMember    = "guard.cosignature.member"
	guardStands    = "guard.cosignature.accredited"
	guardColleague = "guard.cosignature.colleague"
	guardMandate   = "guard.cosignature.mandate"
	guardNoLetter  = "guard.cosignature.no_letter"
	guardAsked     = "guard.cosignature.letter_asked"
	guardChecker   = "guard.cosignature.checker"
	guardOwnMatter = "guard.cosignature.own_matter"
	guardProposer  = "guard.cosignature.proposer"
	guardSits      = "guard.cosignature.sits"
	guardBefore    = "guard.cosignature.before_deliberation"
	guardOrphan    = "guard.cosignature.orphan"
	guardSeven     = "guard.cosignature.seven_days"
	guardHeir      = "guard.cosignature.heir"
	guardPaper     = "guard.cosignature.by_letter"
)

// Machine is a signature's life.
func Machine() workflow.Machine { return machine() }

var machine = sync.OnceValue(func() workflow.Machine {
	return workflow.Machine{
		Noun: "cosignature", First: Unsigned,
		States: []workflow.State{{Name: Unsigned}, {Name: Offered}, {Name: Confirmed}, {Name: Joined, End: true}, {Name: Taking}, {Name: Refused, End: true},
			{Name: Withdrawn, End: true}, {Name: Proposing, End: true}},
		Transitions: slices.Concat(joining(), heritage()),
	}
})

// joining is how an organisation comes to sign: its own two persons, or one and a letter that is checked, then the proposer.
func joining() []workflow.Transition {
	writers, checkers, everybody := policy.Who(policy.WriteProposal), policy.Who(policy.CheckLetter), []policy.Role{policy.RoleVisitor}
	from := func(state, verb, to string, roles []policy.Role, guards ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{state}, To: to, Roles: roles, Guards: guards}
	}
	offer := from(Unsigned, "offer", Offered, writers, guardOwn, guardOthers, guardOpen, guardUnstated)
	offer.From = []string{Unsigned, Refused, Withdrawn, Proposing}
	leave := from(Joined, "withdraw", Withdrawn, writers, guardOwn, guardBefore)
	leave.From = []string{Confirmed, Joined}
	return []workflow.Transition{offer,
		from(Offered, "confirm", Confirmed, everybody, guardMember, guardStands, guardColleague, guardOpen, guardMandate, guardUnstated),
		from(Offered, "decline", Unsigned, everybody, guardMember, guardStands, guardColleague),
		from(Offered, "take_back", Unsigned, writers, guardOwn),
		from(Offered, "ask_letter", Offered, writers, guardOwn, guardNoLetter),
		from(Offered, "attach_letter", Offered, policy.Who(policy.EnterLetter), guardAsked, guardOwnMatter),
		from(Offered, "check", Confirmed, checkers, guardChecker, guardOwnMatter, guardOpen, guardMandate, guardUnstated),
		from(Offered, "refuse_letter", Unsigned, checkers, guardChecker, guardOwnMatter),
		from(Confirmed, "accept", Joined, writers, guardProposer, guardOpen, guardSits, guardUnstated),
		from(Confirmed, "refuse", Refused, writers, guardProposer),
		leave,
	}
}

// heritage is how one of those who signed takes a withdrawn proposal over. The first whose second person, or letter, confirms has it.
func heritage() []workflow.Transition {
	writers, everybody := policy.Who(policy.WriteProposal), []policy.Role{policy.RoleVisitor}
	taking := func(verb, to string, roles []policy.Role, guards ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{Taking}, To: to, Roles: roles, Guards: guards}
	}
	return []workflow.Transition{
		{Verb: "take_over", From: []string{Joined}, To: Taking, Roles: writers, Guards: []string{guardOwn, guardOrphan, guardSeven}},
		taking("confirm_take_over", Proposing, everybody, guardMember, guardStands, guardHeir, guardOrphan, guardSeven, guardMandate),
		taking("take_over_by_letter", Proposing, policy.Who(policy.CheckLetter), guardOwnMatter, guardOrphan, guardSeven, guardMandate, guardPaper),
		taking("decline_take_over", Joined, everybody, guardMember, guardStands, guardHeir),
		taking("drop_take_over", Joined, writers, guardOwn),
		taking("lapse", Joined, []policy.Role{policy.RoleSystem}),
	}
}

// Known is what the judgement of a signature needs to know beside the actor, the proposal and the signature.
type Known struct {
	Mandated bool // whoever offered it, or wants to take the proposal over, still holds the mandate she signed under
	Stated   bool // the organisation has a position on the proposal that counts, or waits for a colleague
	Sits     bool // the organisation is accredited and sits in the forum with a vote
}

// open tells whether organisations may still sign a proposal: from its admission until the last instant of its consultation.
func open(p proposal.Proposal, now time.Time) bool {
	return p.State == proposal.Admitted || p.Takes(now)
}

// Judge asks every guard of the machine for an actor. Pages ask the same, so that a button that is shown works.
func Judge(actor policy.Actor, now time.Time, p proposal.Proposal, c Cosignature, known Known) workflow.Judgement {
	member, belongs := actor.Member(c.SignsFor)
	speaks := func(id policy.OrganisationID) bool {
		return slices.ContainsFunc(actor.Voices(p.Forum, now), func(m policy.Mandate) bool { return m.Organisation == id })
	}
	represents := slices.ContainsFunc(proposal.Represents(actor, p.Forum, now), func(m policy.Mandate) bool { return m.Organisation == c.SignsFor })
	mine := c.OfferedBy != "" && actor.Person == c.OfferedBy
	entered := c.EnteredBy != "" && actor.Person == c.EnteredBy
	heir := c.HeirBy != "" && actor.Person == c.HeirBy
	until := map[string]any{"Until": p.Heirless()}
	return workflow.Judgement{
		guardOwn:       workflow.Whose(represents),
		guardOthers:    workflow.If(c.SignsFor != p.ProposedFor, nil),
		guardOpen:      workflow.If(open(p, now), nil),
		guardUnstated:  workflow.If(!known.Stated, nil),
		guardMember:    workflow.Whose(belongs && (member.FocalPoint || speaks(c.SignsFor) || !member.Accredited)),
		guardStands:    workflow.If(member.Accredited, nil),
		guardColleague: {OK: !mine && c.Letter == "", Whose: mine},
		guardMandate:   workflow.If(known.Mandated, nil),
		guardNoLetter:  workflow.If(!c.LetterAsked, nil),
		guardAsked:     workflow.If(c.LetterAsked && c.Letter == "", nil),
		guardChecker:   {OK: c.Letter != "" && !entered && !mine, Whose: mine || entered},
		guardOwnMatter: workflow.Whose(!belongs),
		guardProposer:  workflow.Whose(speaks(p.ProposedFor)),
		guardSits:      workflow.If(known.Sits, nil),
		guardBefore:    workflow.If(p.State == proposal.Admitted || p.State == proposal.Consultation, nil),
		guardOrphan:    workflow.If(p.State == proposal.Withdrawn, nil),
		guardSeven:     workflow.If(now.Before(p.Heirless()), until),
		guardHeir:      {OK: !heir, Whose: heir},
		guardPaper:     workflow.If(false, nil), // the room above knows better
	}
}
