package account

import (
	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// The states of a person.
const (
	Active   = "active"
	Disabled = "disabled"
)

// Guards of a person's machine: message ids of "why can't I".
const (
	guardNotSelf           = "guard.person.not_self"
	guardLastAdministrator = "guard.office.last_administrator"
)

// PersonMachine is the life of an account. Disabling is one administrator's, at once and with a reason, because it may have to
// be quick; it takes nothing away that enabling does not give back.
func PersonMachine() workflow.Machine {
	administrators := policy.Who(policy.ManageAccounts)
	return workflow.Machine{
		Noun: Noun, First: Active,
		States: []workflow.State{{Name: Active, End: true}, {Name: Disabled, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "disable", From: []string{Active}, To: Disabled, Roles: administrators, Guards: []string{guardNotSelf, guardLastAdministrator}},
			{Verb: "enable", From: []string{Disabled}, To: Active, Roles: administrators, Guards: []string{guardNotSelf}},
		},
	}
}
