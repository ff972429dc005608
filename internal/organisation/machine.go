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
)

// Machine is an organisation's life. Accreditation lasts 24 months and takes two officers of other organisations.
func Machine() workflow.Machine {
	focal := []policy.Role{policy.RoleFocalPoint, policy.RoleSystem}
	officers := []policy.Role{policy.RoleAccreditation, policy.RoleSystem}
	both := []policy.Role{policy.RoleAccreditation, policy.RoleAdministrator}
	return workflow.Machine{
		Noun: Noun, First: Draft,
		States: []workflow.State{
			{Name: Draft}, {Name: Submitted}, {Name: InReview}, {Name: InfoRequested}, {Name: Accredited, End: true},
			{Name: Declined, End: true}, {Name: Suspended}, {Name: Expired}, {Name: Closed, End: true},
		},
		Transitions: []workflow.Transition{
			{Verb: "submit", From: []string{Draft}, To: Submitted, Roles: focal, Guards: []string{guardMember, guardComplete, guardIdentifier, guardDuplicate}},
			{Verb: "review", From: []string{Submitted, Expired}, To: InReview, Roles: officers, Guards: []string{guardOwn}},
			{Verb: "ask", From: []string{InReview}, To: InfoRequested, Roles: officers, Guards: []string{guardOwn}},
			{Verb: "answer", From: []string{InfoRequested}, To: InReview, Roles: focal, Guards: []string{guardMember, guardComplete, guardIdentifier, guardDuplicate}},
			{Verb: "accredit", From: []string{InReview}, To: Accredited, Roles: officers, Guards: []string{guardOwn, guardComplete}, Second: true},
			{Verb: "decline", From: []string{InReview}, To: Declined, Roles: officers, Guards: []string{guardOwn}, Second: true},
			{Verb: "suspend", From: []string{Accredited}, To: Suspended, Roles: both, Guards: []string{guardOwn}, Second: true},
			{Verb: "lift", From: []string{Suspended}, To: Accredited, Roles: both, Guards: []string{guardOwn}, Second: true},
			{Verb: "expire", From: []string{Accredited}, To: Expired, Roles: []policy.Role{policy.RoleSystem}},
			{Verb: "close", From: []string{Accredited, Suspended, Expired, Draft, Submitted}, To: Closed, Roles: both, Second: true},
		},
	}
}
