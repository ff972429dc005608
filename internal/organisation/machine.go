package organisation

import (
	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// The states of an organisation.
const (
	Draft         = "draft"
	Submitted     = "submitted"
	InReview      = "in_review"
	InfoRequested = "info_requested"
	Accredited    = "accredited"
	Declined      = "declined"
	Suspended     = "suspended"
	Expired       = "expired"
	Closed        = "closed"
)

// Guards of the machine: message ids of "why can't I".
const (
	guardComplete   = "guard.organisation.complete"
	guardIdentifier = "guard.organisation.identifier"
	guardDuplicate  = "guard.organisation.duplicate"
	guardOwn        = "guard.organisation.own"
	guardMember     = "guard.organisation.focal_point"
	guardDue        = "guard.organisation.renewal_due"
	guardFiled      = "guard.organisation.renewal_filed"
)

// Machine is an organisation's life. Accreditation lasts 24 months and takes two officers of other organisations. A renewal that
// was filed in time can be granted before the end (extend), so that nobody loses her voice for a day; what was not granted by
// then expires and goes to review.
func Machine() workflow.Machine {
	focal := append(policy.Who(policy.SubmitOwnOrg), policy.RoleSystem)
	desk := append(policy.Who(policy.Accredit), policy.RoleSystem)
	officers, both := policy.Who(policy.Accredit), policy.Who(policy.Suspend)
	whole := []string{guardMember, guardComplete, guardIdentifier, guardDuplicate}
	return workflow.Machine{
		Noun: Noun, First: Draft,
		States: []workflow.State{
			{Name: Draft}, {Name: Submitted}, {Name: InReview}, {Name: InfoRequested}, {Name: Accredited, End: true},
			{Name: Declined, End: true}, {Name: Suspended}, {Name: Expired}, {Name: Closed, End: true},
		},
		Transitions: []workflow.Transition{
			{Verb: "submit", From: []string{Draft}, To: Submitted, Roles: focal, Guards: whole},
			{Verb: "review", From: []string{Submitted, Expired}, To: InReview, Roles: desk, Guards: []string{guardOwn}},
			{Verb: "ask", From: []string{InReview}, To: InfoRequested, Roles: officers, Guards: []string{guardOwn}},
			{Verb: "answer", From: []string{InfoRequested}, To: InReview, Roles: focal, Guards: whole},
			{Verb: "accredit", From: []string{InReview}, To: Accredited, Roles: officers, Guards: []string{guardOwn, guardComplete, guardIdentifier}, Second: true},
			{Verb: "decline", From: []string{InReview}, To: Declined, Roles: officers, Guards: []string{guardOwn}, Second: true},
			{Verb: "suspend", From: []string{Accredited}, To: Suspended, Roles: both, Guards: []string{guardOwn}, Second: true},
			{Verb: "lift", From: []string{Suspended}, To: Accredited, Roles: both, Guards: []string{guardOwn}, Second: true},
			{Verb: "renew", From: []string{Accredited}, To: Accredited, Roles: focal, Guards: append([]string{guardDue}, whole...)},
			{Verb: "renew", From: []string{Expired}, To: InReview, Roles: focal, Guards: whole},
			{Verb: "extend", From: []string{Accredited}, To: Accredited, Roles: officers, Guards: []string{guardOwn, guardFiled, guardComplete, guardIdentifier}, Second: true},
			{Verb: "expire", From: []string{Accredited}, To: Expired, Roles: []policy.Role{policy.RoleSystem}},
			{Verb: "close", From: []string{Draft, Submitted, InReview, InfoRequested, Accredited, Suspended, Expired}, To: Closed, Roles: both,
				Guards: []string{guardOwn}, Second: true},
		},
	}
}
