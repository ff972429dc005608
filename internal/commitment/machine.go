package commitment

import (
	"slices"
	"sync"
	"time"

	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// The states of a commitment.
const (
	Proposed   = "proposed" // its owner has not said yes
	Accepted   = "accepted"
	Refused    = "refused" // back with those who keep the forum's order
	InProgress = "in_progress"
	Reported   = "reported_done" // the owner says so; nobody has verified it
	Verified   = "verified"
	Reopened   = "reopened"
	Cancelled  = "cancelled"
)

// Guards of the commitment's machine.
const (
	guardOwn      = "guard.commitment.own"
	guardProposer = "guard.commitment.proposer"
	guardNext     = "guard.commitment.next_owner"
	guardGroup    = "guard.commitment.other_group"
	guardOthers   = "guard.commitment.others"
	guardAsked    = "guard.commitment.asked"
	guardLate     = "guard.commitment.long_overdue"
)

// patience is how many days after its last day the convening authority is told of a commitment that was not kept.
const patience = 30

// running are the states in which a commitment is to be kept: in them it can be late.
func running() []string { return []string{Accepted, InProgress, Reopened} }

func listed(all []string, one string) bool { return slices.Contains(all, one) }

// Machine is a commitment's life.
func Machine() workflow.Machine { return machine() }

var machine = sync.OnceValue(func() workflow.Machine {
	owners, keepers, verifiers := policy.Who(policy.UpdateCommitment), policy.Who(policy.SteerCommitment), policy.Who(policy.VerifyCommitment)
	own, others, group := []string{guardOwn}, []string{guardOthers}, []string{guardGroup}
	all := []workflow.Transition{
		{Verb: "accept", From: []string{Proposed}, To: Accepted, Roles: owners, Guards: []string{guardOwn, guardProposer}},
		{Verb: "refuse", From: []string{Proposed}, To: Refused, Roles: owners, Guards: own},
		{Verb: "propose_again", From: []string{Refused}, To: Proposed, Roles: keepers, Guards: others},
		{Verb: "start", From: []string{Accepted, Reopened}, To: InProgress, Roles: owners, Guards: own},
		{Verb: "report", From: running(), To: Reported, Roles: owners, Guards: own},
		{Verb: "verify", From: []string{Reported}, To: Verified, Roles: verifiers, Guards: group},
		{Verb: "reopen", From: []string{Reported}, To: Reopened, Roles: verifiers, Guards: group},
		{Verb: "take_over", From: running(), To: Accepted, Roles: owners, Guards: []string{guardNext}},
		{Verb: "cancel", From: append([]string{Proposed, Refused}, running()...), To: Cancelled, Roles: keepers, Guards: others},
	}
	for _, state := range running() { // what leaves it where it is
		stays := func(verb string, roles []policy.Role, guards ...string) {
			all = append(all, workflow.Transition{Verb: verb, From: []string{state}, To: state, Roles: roles, Guards: guards})
		}
		stays("ask_extension", owners, guardOwn)
		stays("extend", keepers, guardOthers)
		stays("keep_day", keepers, guardOthers, guardAsked)
		stays("transfer", keepers, guardOthers)
		stays("decline_transfer", owners, guardNext)
		stays("escalate", []policy.Role{policy.RoleSystem}, guardLate)
	}
	return workflow.Machine{
		Noun: Noun, First: Proposed, Transitions: all,
		States: []workflow.State{{Name: Proposed}, {Name: Accepted}, {Name: Refused}, {Name: InProgress}, {Name: Reported}, {Name: Reopened},
			{Name: Verified, End: true}, {Name: Cancelled, End: true}},
	}
})

// Judge asks every guard of the machine for an actor; kind is the stakeholder group of the owner. Pages ask the same, so that a button
// that is shown works.
func Judge(actor policy.Actor, now time.Time, c Commitment, kind policy.Kind) workflow.Judgement {
	acts := func(id policy.OrganisationID) bool {
		return id != "" && slices.ContainsFunc(actor.Voices(c.Forum, now), func(m policy.Mandate) bool {
			return m.Organisation == id && slices.Contains(capacities(), m.Capacity)
		})
	}
	_, belongs := actor.Member(c.OwnerID)
	sameGroup := slices.ContainsFunc(actor.Memberships, func(m policy.Membership) bool { return m.Kind == kind })
	return workflow.Judgement{
		guardOwn:      workflow.Whose(acts(c.OwnerID)),
		guardProposer: workflow.Whose(c.ProposedBy != actor.Person),
		guardNext:     workflow.Whose(acts(c.NextOwner)),
		guardGroup:    workflow.Whose(!belongs && !sameGroup),
		guardOthers:   workflow.Whose(!belongs),
		guardAsked:    workflow.If(c.AskedDue != "", nil),
		guardLate:     workflow.If(c.long(now), nil),
	}
}

// capacities are those in which somebody acts for an organisation that has promised something.
func capacities() []policy.Capacity {
	return []policy.Capacity{policy.Titular, policy.Alternate, policy.Expert, policy.Adviser, policy.Responder, policy.Signatory}
}

// long tells whether a commitment has been late for so long that its convening authority is to hear of it, and has not.
func (c Commitment) long(now time.Time) bool {
	return c.Overdue(now) && c.EscalatedAt == nil && !now.Before(c.Ends().AddDate(0, 0, patience-1))
}

// past is what the register says of each step.
func past() map[string]string {
	return map[string]string{"accept": "accepted", "refuse": "refused", "propose_again": "proposed_again", "start": "started", "report": "reported",
		"verify": "verified", "reopen": "reopened", "take_over": "taken_over", "cancel": "cancelled", "ask_extension": "extension_asked", "extend": "extended",
		"keep_day": "day_kept", "transfer": "transfer_proposed", "decline_transfer": "transfer_declined", "escalate": "escalated"}
}

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	ids := append(Machine().MessageIDs(), "entry."+Noun+".proposed")
	for _, verb := range past() {
		ids = append(ids, "entry."+Noun+"."+verb)
	}
	return ids
}
