package partnership

import (
	"slices"
	"sync"
	"time"

	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// The states of a partnership.
const (
	Proposed  = "proposed" // its parties have not all confirmed
	Declined  = "declined" // a party did not; back with the secretariat
	Withdrawn = "withdrawn"
	Agreed    = "agreed"
	Active    = "active"
	Ended     = "ended"
)

// Guards of the partnership's machine.
const (
	guardParty    = "guard.partnership.party"
	guardProposer = "guard.partnership.proposer"
	guardWaiting  = "guard.partnership.waiting"
	guardMore     = "guard.partnership.more"
	guardLast     = "guard.partnership.last"
	guardTerm     = "guard.partnership.term"
)

// Machine is a partnership's life. The confirmation of the last party is the agreement.
func Machine() workflow.Machine { return machine() }

var machine = sync.OnceValue(func() workflow.Machine {
	parties, keepers := policy.Who(policy.ConfirmPartnership), policy.Who(policy.RunPartnership)
	return workflow.Machine{
		Noun: Noun, First: Proposed,
		States: []workflow.State{{Name: Proposed}, {Name: Declined}, {Name: Agreed}, {Name: Active}, {Name: Ended, End: true}, {Name: Withdrawn, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "confirm", From: []string{Proposed}, To: Proposed, Roles: parties, Guards: []string{guardParty, guardProposer, guardWaiting, guardMore}},
			{Verb: "conclude", From: []string{Proposed}, To: Agreed, Roles: parties, Guards: []string{guardParty, guardProposer, guardWaiting, guardLast}},
			{Verb: "decline", From: []string{Proposed}, To: Declined, Roles: parties, Guards: []string{guardParty}},
			{Verb: "revise", From: []string{Proposed, Declined}, To: Proposed, Roles: keepers},
			{Verb: "withdraw", From: []string{Proposed, Declined}, To: Withdrawn, Roles: keepers},
			{Verb: "activate", From: []string{Agreed}, To: Active, Roles: keepers},
			{Verb: "end", From: []string{Agreed, Active}, To: Ended, Roles: keepers},
			{Verb: "lapse", From: []string{Active}, To: Ended, Roles: []policy.Role{policy.RoleSystem}, Guards: []string{guardTerm}},
		},
	}
})

// capacities are those in which somebody acts for an organisation.
func capacities() []policy.Capacity {
	return []policy.Capacity{policy.Titular, policy.Alternate, policy.Expert, policy.Adviser, policy.Responder, policy.Signatory}
}

// hers are the parties for which an actor can act, those that have not confirmed first.
func hers(actor policy.Actor, now time.Time, p Partnership, parties []Party) []Party {
	var mine []Party
	for _, y := range parties {
		if slices.ContainsFunc(actor.Voices(p.Forum, now), func(m policy.Mandate) bool {
			return m.Organisation == y.OrganisationID && slices.Contains(capacities(), m.Capacity)
		}) {
			mine = append(mine, y)
		}
	}
	return mine
}

func waiting(parties []Party) []Party {
	return slices.DeleteFunc(slices.Clone(parties), func(y Party) bool { return y.ConfirmedAt != nil })
}

// Judge asks every guard of the machine for an actor. Pages ask the same, so that a button that is shown works.
func Judge(actor policy.Actor, now time.Time, p Partnership, parties []Party) workflow.Judgement {
	mine, left := hers(actor, now, p, parties), len(waiting(parties))
	return workflow.Judgement{
		guardParty:    workflow.Whose(len(mine) > 0),
		guardProposer: workflow.Whose(p.ProposedBy != actor.Person),
		guardWaiting:  workflow.If(len(waiting(mine)) > 0, nil),
		guardMore:     workflow.If(left > 1, nil),
		guardLast:     workflow.If(left == 1, nil),
		guardTerm:     workflow.If(p.Ends != "" && p.Ends < today(now), nil),
	}
}

// past is what the register says of each step.
func past() map[string]string {
	return map[string]string{"confirm": "confirmed", "conclude": "agreed", "decline": "declined", "revise": "revised", "withdraw": "withdrawn",
		"activate": "activated", "end": "ended", "lapse": "lapsed"}
}

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	ids := append(Machine().MessageIDs(), "entry."+Noun+".proposed")
	for _, verb := range past() {
		ids = append(ids, "entry."+Noun+"."+verb)
	}
	return ids
}
