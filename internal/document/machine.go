package document

import (
	"time"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// The states of a document.
const (
	Listed    = "listed"
	Withdrawn = "withdrawn"
)

// guardKeeper asks that a document is hers: who added it, a secretary, or a moderator.
const guardKeeper = "guard.document.keeper"

// Machine is a document's life. It is never deleted: what cites it would lead nowhere.
func Machine() workflow.Machine {
	adders, mine := policy.Who(policy.AddDocument), []string{guardKeeper}
	return workflow.Machine{
		Noun: Noun, First: Listed,
		States: []workflow.State{{Name: Listed, End: true}, {Name: Withdrawn, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "change", From: []string{Listed}, To: Listed, Roles: adders, Guards: mine},
			{Verb: "withdraw", From: []string{Listed}, To: Withdrawn, Roles: adders, Guards: mine},
		},
	}
}

// judge tells whether a document is the actor's to change. She must still be one of those who may add one.
func judge(actor policy.Actor, d Document, now time.Time) workflow.Judgement {
	keeper := actor.Person == d.AddedBy || policy.May(policy.ChangeAnyDocument, actor.RolesAnywhere(now))
	return workflow.Judgement{guardKeeper: workflow.Whose(keeper)}
}

// MayAdd tells whether the actor may add a document. It asks for no forum: a document belongs to all of them.
func MayAdd(actor policy.Actor, now time.Time) bool {
	return policy.May(policy.AddDocument, actor.RolesAnywhere(now))
}

// May tells whether the actor may take a step with a document now, with the fault that says why not.
func (d Document) May(actor policy.Actor, verb string, now time.Time) error {
	_, err := d.step(actor, verb, true, now)
	return err
}

// step gives the state a verb leads to. Whoever may add nothing hears whose documents are, not of a role in a forum.
func (d Document) step(actor policy.Actor, verb string, current bool, now time.Time) (to string, err error) {
	if !MayAdd(actor, now) {
		return "", fault.Forbidden(guardKeeper, nil)
	}
	return Machine().StepOn(current, d.State, verb, actor.RolesAnywhere(now), judge(actor, d, now))
}

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	ids := append(Machine().MessageIDs(), "document.number_brackets", "document.number_form")
	for _, verb := range []string{"added", "changed", "withdrawn"} {
		ids = append(ids, "entry."+Noun+"."+verb)
	}
	return ids
}
