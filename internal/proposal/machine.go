package proposal

import (
	"slices"
	"sync"

	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// The states of a proposal.
const (
	Draft        = "draft" // being written; only what was sent for confirmation once has a row with it
	Confirming   = "confirming"
	Submitted    = "submitted"
	Returned     = "returned"
	Admitted     = "admitted"
	Merged       = "merged"
	Refused      = "refused"
	Forwarded    = "forwarded"
	Consultation = "consultation"
	Deliberation = "deliberation"
	Recommended  = "recommended" // to those it is addressed to; the secretariat hands it over
	Declined     = "not_recommended"
	Partnership  = "partnership" // no authority has to act: organisations do it together
	Withdrawn    = "withdrawn"
)

// Guards of the proposal's machine.
const (
	guardOwn       = "guard.proposal.own"
	guardMember    = "guard.proposal.member"
	guardStands    = "guard.proposal.accredited"
	guardColleague = "guard.proposal.colleague"
	guardMandate   = "guard.proposal.mandate"
	guardNoLetter  = "guard.proposal.no_letter"
	guardAsked     = "guard.proposal.letter_asked"
	guardChecker   = "guard.proposal.checker"
	guardOwnMatter = "guard.proposal.own_matter"
	guardBoth      = "guard.proposal.both"
	guardUndo      = "guard.proposal.refuser"
	guardSilence   = "guard.proposal.silence"
	guardLanguages = "guard.proposal.languages"
	guardClosed    = "guard.proposal.closed"
	guardReviser   = "guard.proposal.reviser"
	guardRevision  = "guard.proposal.revision"
	guardUnasked   = "guard.proposal.unasked"
	guardAnswered  = "guard.proposal.answered"
	guardEnds      = "guard.proposal.withdrawal"
	guardEndsNot   = "guard.proposal.withdrawal_unasked"
	guardEnder     = "guard.proposal.withdrawer"
	guardEndsOther = "guard.proposal.withdrawal_other"
	guardEndsHeld  = "guard.proposal.withdrawal_mandate"
	guardSigned    = "guard.proposal.cosigned"
	guardSeven     = "guard.proposal.seven_days"
	guardUnpolled  = "guard.proposal.unpolled"
	guardUndecided = "guard.proposal.undecided"
	guardCarried   = "guard.proposal.carried"
	guardFallen    = "guard.proposal.fallen"
	guardActs      = "guard.proposal.authority_acts"
	guardTogether  = "guard.proposal.together"
	guardPutOff    = "guard.proposal.put_off"
	guardPaper     = "guard.proposal.by_letter"
)

// GuardAppeal asks whether the forum has set a refusal aside. The room of appeals judges it.
const GuardAppeal = "guard.proposal.appeal_upheld"

// Machine is a proposal's life.
func Machine() workflow.Machine { return machine() }

var machine = sync.OnceValue(func() workflow.Machine {
	return workflow.Machine{
		Noun: Noun, First: Draft,
		States: []workflow.State{{Name: Draft}, {Name: Confirming}, {Name: Submitted}, {Name: Returned}, {Name: Admitted}, {Name: Consultation}, {Name: Deliberation},
			{Name: Recommended}, {Name: HandedOver}, {Name: Replied}, {Name: Rated}, {Name: ReHandling}, {Name: FollowUp}, {Name: Closed, End: true}, {Name: Declined, End: true}, {Name: Partnership, End: true}, {Name: Merged, End: true}, {Name: Refused, End: true}, {Name: Forwarded, End: true}, {Name: Withdrawn, End: true}},
		Transitions: slices.Concat(beforeSubmission(), screening(), revision(), withdrawal(), deciding(), handling(), []workflow.Transition{
			{Verb: "consult", From: []string{Admitted}, To: Consultation, Roles: policy.Who(policy.ConsultProposal), Guards: []string{guardLanguages}},
			{Verb: "admit_on_appeal", From: []string{Refused}, To: Admitted, Roles: policy.Who(policy.DecideAppeal), Guards: []string{GuardAppeal}},
		}),
	}
})

// beforeSubmission is what happens inside the organisation. The two ways to confirm are a colleague, or the check of a letter. Asking for
// a letter takes nothing from the colleagues: they confirm or decline until it has come.
func beforeSubmission() []workflow.Transition {
	writers, checkers := policy.Who(policy.WriteProposal), policy.Who(policy.CheckLetter)
	everybody := []policy.Role{policy.RoleVisitor}
	return []workflow.Transition{
		{Verb: "ask", From: []string{Draft, Returned}, To: Confirming, Roles: writers, Guards: []string{guardOwn}},
		{Verb: "take_back", From: []string{Confirming}, To: Draft, Roles: writers, Guards: []string{guardOwn}},
		{Verb: "confirm", From: []string{Confirming}, To: Submitted, Roles: everybody,
			Guards: []string{guardMember, guardStands, guardColleague, guardMandate}},
		{Verb: "decline", From: []string{Confirming}, To: Draft, Roles: everybody, Guards: []string{guardMember, guardStands, guardColleague}},
		{Verb: "ask_letter", From: []string{Confirming}, To: Confirming, Roles: writers, Guards: []string{guardOwn, guardNoLetter}},
		{Verb: "attach_letter", From: []string{Confirming}, To: Confirming, Roles: policy.Who(policy.EnterLetter), Guards: []string{guardAsked, guardOwnMatter}},
		{Verb: "check", From: []string{Confirming}, To: Submitted, Roles: checkers, Guards: []string{guardChecker, guardOwnMatter, guardMandate}},
		{Verb: "refuse_letter", From: []string{Confirming}, To: Draft, Roles: checkers, Guards: []string{guardChecker, guardOwnMatter}},
	}
}

// revision is what its organisation makes of the answers: a new version with a line for whatever was asked, confirmed by a second
// person before anybody outside sees it; then it can be deliberated.
func revision() []workflow.Transition {
	everybody := []policy.Role{policy.RoleVisitor}
	stay := func(verb string, roles []policy.Role, guards ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{Consultation}, To: Consultation, Roles: roles, Guards: guards}
	}
	return []workflow.Transition{
		stay("ask_revision", policy.Who(policy.WriteProposal), guardOwn, guardClosed, guardUnasked),
		stay("confirm_revision", everybody, guardMember, guardStands, guardRevision, guardReviser, guardMandate),
		stay("decline_revision", everybody, guardMember, guardStands, guardRevision, guardReviser),
		{Verb: "deliberate", From: []string{Consultation}, To: Deliberation, Roles: policy.Who(policy.DeliberateProposal), Guards: []string{guardClosed, guardAnswered}},
	}
}

// withdrawal is how an organisation gives its proposal up. Before others were asked one person may; what is public takes a second one of
// the organisation, or a letter that is checked, since an author is never the sole approver. Whoever signed it too may take it over: the room above asks for two.
func withdrawal() []workflow.Transition {
	writers, everybody := policy.Who(policy.WriteProposal), []policy.Role{policy.RoleVisitor}
	public := func(verb, to string, roles []policy.Role, guards ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{Consultation}, To: to, Roles: roles, Guards: guards}
	}
	return []workflow.Transition{
		{Verb: "withdraw", From: []string{Draft, Submitted, Returned, Admitted}, To: Withdrawn, Roles: writers, Guards: []string{guardOwn}},
		public("ask_withdrawal", Consultation, writers, guardOwn, guardEndsNot),
		public("confirm_withdrawal", Withdrawn, everybody, guardMember, guardStands, guardEnds, guardEndsOther, guardEndsHeld),
		public("withdraw_by_letter", Withdrawn, policy.Who(policy.CheckLetter), guardEnds, guardEndsHeld, guardPaper),
		public("decline_withdrawal", Consultation, everybody, guardMember, guardStands, guardEnds, guardEndsOther),
		public("drop_withdrawal", Consultation, writers, guardOwn, guardEnds, guardEnder),
		{Verb: "take_over_admitted", From: []string{Withdrawn}, To: Admitted, Roles: everybody, Guards: []string{guardSigned, guardSeven}},
		{Verb: "take_over_consulted", From: []string{Withdrawn}, To: Consultation, Roles: everybody, Guards: []string{guardSigned, guardSeven}},
	}
}

// deciding is what the table makes of a deliberated proposal, on the words as they stand: a ballot, and what comes of it by the charter's
// rule. It can be put off, and not for ever. Revising is over: what was voted on is what was read.
func deciding() []workflow.Transition {
	keepers, chair := policy.Who(policy.KeepBallot), policy.Who(policy.DecideProposal)
	by := func(verb, to string, roles []policy.Role, guards ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{Deliberation}, To: to, Roles: roles, Guards: guards}
	}
	return []workflow.Transition{
		by("open_ballot", Deliberation, keepers, guardUnpolled, guardUndecided),
		by("put_off", Deliberation, chair, guardUnpolled, guardUndecided, guardPutOff),
		by("recommend", Recommended, chair, guardCarried, guardActs),
		by("partner", Partnership, chair, guardCarried, guardTogether),
		by("not_recommend", Declined, chair, guardFallen),
	}
}

// screening is what the secretariat decides. A refusal takes the secretary and a moderator; nobody screens her own organisation's.
func screening() []workflow.Transition {
	screeners := policy.Who(policy.ScreenProposal)
	by := func(verb, to string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{Submitted}, To: to, Roles: screeners, Guards: []string{guardOwnMatter}}
	}
	refuse := by("refuse", Refused)
	refuse.Roles = policy.Who(policy.RefuseProposal)
	refuse.Second, refuse.Guards = true, []string{guardOwnMatter, guardBoth}
	return []workflow.Transition{by("admit", Admitted), by("return", Returned), by("merge", Merged), by("forward", Forwarded), refuse,
		{Verb: "undo_refusal", From: []string{Submitted}, To: Submitted, Roles: screeners, Guards: []string{guardUndo}},
		{Verb: "admit_silently", From: []string{Submitted}, To: Admitted, Roles: []policy.Role{policy.RoleSystem}, Guards: []string{guardSilence}},
	}
}
