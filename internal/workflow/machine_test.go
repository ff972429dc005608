package workflow_test

import (
	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// minutes is a machine with everything in it: a ring, two ends, guards with numbers, a second person, an exceptional jump.
func minutes() workflow.Machine {
	return workflow.Machine{
		Noun: "minutes", First: "draft",
		States: []workflow.State{
			{Name: "draft"}, {Name: "chair_review"}, {Name: "circulated"}, {Name: "approved"},
			{Name: "issued", End: true}, {Name: "withheld", End: true},
		},
		Transitions: []workflow.Transition{
			{Verb: "submit", From: []string{"draft"}, To: "chair_review", Roles: []policy.Role{policy.RoleSecretary},
				Guards: []string{"guard.items_complete"}},
			{Verb: "return", From: []string{"chair_review", "circulated"}, To: "draft", Roles: []policy.Role{policy.RoleChair, policy.RoleSecretary}},
			{Verb: "circulate", From: []string{"chair_review"}, To: "circulated", Roles: []policy.Role{policy.RoleChair},
				Guards: []string{"guard.languages", "guard.items_complete"}},
			{Verb: "approve", From: []string{"circulated"}, To: "approved", Roles: []policy.Role{policy.RoleChair, policy.RoleConvener},
				Guards: []string{"guard.quorum"}, Second: true},
			{Verb: "issue", From: []string{"approved"}, To: "issued", Roles: []policy.Role{policy.RoleSecretary}},
			{Verb: "withhold", From: []string{"issued"}, To: "withheld", Roles: []policy.Role{policy.RoleConvener},
				Second: true, Exceptional: true},
		},
	}
}

func as(roles ...policy.Role) []policy.Role {
	return append([]policy.Role{policy.RoleVisitor}, roles...)
}
