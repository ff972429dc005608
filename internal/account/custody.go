package account

import (
	"context"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/workflow"
)

// AccountStep disables or enables an account. Version is that of the page it was taken on.
type AccountStep struct {
	Person  policy.PersonID
	Version int
	Reason  string
	Anyway  bool // the reason may stand in a language its reader does not read
}

// Disable keeps a person out from this moment: no session of hers lives on, not even one that begins at the same time. An
// administrator does it, with a reason, not to herself and not to the last administrator. Her open invitations end with it.
func (a *Accounts) Disable(ctx context.Context, actor policy.Actor, step AccountStep) (Person, error) {
	return a.turn(ctx, actor, "disable", step)
}

// Enable lets a disabled person in again, with the password and the offices she had.
func (a *Accounts) Enable(ctx context.Context, actor policy.Actor, step AccountStep) (Person, error) {
	return a.turn(ctx, actor, "enable", step)
}

func (a *Accounts) turn(ctx context.Context, actor policy.Actor, verb string, step AccountStep) (Person, error) {
	if actor.Visitor() {
		return Person{}, fault.Unauthenticated()
	}
	var f fault.Fields
	reason := a.reason(&f, step.Reason, true)
	var p Person
	err := a.register.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		if p, err = load(tx, step.Person); err != nil {
			return err
		}
		if !policy.May(policy.ManageAccounts, actor.OfficeRoles()) && p.ID != actor.Person {
			return fault.NotFound()
		}
		administrators, err := administrators(tx)
		if err != nil {
			return err
		}
		last := len(administrators) == 1 && administrators[0] == p.ID
		from := p.State
		if p.State, err = PersonMachine().StepOn(step.Version == p.Version, from, verb, actor.OfficeRoles(), workflow.Judgement{
			guardNotSelf: workflow.Whose(p.ID != actor.Person), guardLastAdministrator: workflow.If(!last, nil)}); err != nil {
			return err
		}
		if err := legible(tx, &f, reason, administrators, step.Anyway); err != nil { // it is kept for them
			return err
		}
		tx.Permit(policy.Allow(Noun, string(p.ID), verb))
		if _, err := a.endSessions(tx, &p); err != nil {
			return err
		}
		if err := tx.Save(&p); err != nil {
			return err
		}
		n := p.note("person."+verb+"d", policy.Access{Class: policy.Administration})
		n.From, n.To, n.Values["reason"] = from, p.State, reason
		n.Tell = register.Tell{Office: policy.Administrator}
		tx.Enter(n)
		if !p.Active() {
			if err := revokeInvitations(tx, p.ID, func(Slip) bool { return true }); err != nil {
				return err
			}
		}
		return recard(tx, p)
	})
	return p, err
}

// RenameForm sets right what a person is called.
type RenameForm struct {
	Person      policy.PersonID
	Version     int
	Name, Latin string
}

// Rename changes a name on behalf of its owner, verified or not; she is told. The room above has judged whose person it is.
func (a *Accounts) Rename(ctx context.Context, actor policy.Actor, permit policy.Permit, form RenameForm) (Person, error) {
	var f fault.Fields
	name, inLatin := a.names(&f, form.Name, form.Latin, true, true)
	return a.tend(ctx, actor, permit, tending{form.Person, VerbRename, form.Version, f}, func(_ *register.Tx, p *Person) register.Note {
		n := p.own("person.renamed")
		n.Values["before"] = p.Name
		p.named(name, inLatin)
		n.Values["name"] = p.Name
		return n
	})
}

// Verify notes that the actor has checked who a person is; her name is fixed from then on. Nobody verifies herself.
func (a *Accounts) Verify(ctx context.Context, actor policy.Actor, permit policy.Permit, id policy.PersonID, version int) (Person, error) {
	return a.tend(ctx, actor, permit, tending{id, VerbVerify, version, nil}, func(tx *register.Tx, p *Person) register.Note {
		now := tx.Now()
		p.VerifiedBy, p.VerifiedOn = actor.Person, &now
		return p.own("person.verified")
	})
}

// tending names whose account somebody else changes, by which verb, on which version, and what is wrong with the form.
type tending struct {
	person  policy.PersonID
	verb    string
	version int
	wrong   fault.Fields
}

// tend runs an act on somebody else's account.
func (a *Accounts) tend(ctx context.Context, actor policy.Actor, permit policy.Permit, t tending, do func(*register.Tx, *Person) register.Note) (Person, error) {
	if err := permitted(permit, t.person, t.verb); err != nil {
		return Person{}, err
	}
	var p Person
	err := a.register.Act(ctx, actor, func(tx *register.Tx) error {
		tx.Permit(permit)
		var err error
		p, err = load(tx, t.person)
		switch {
		case err != nil:
			return err
		case p.ID == actor.Person:
			return fault.Forbidden(guardNotSelf, nil)
		case t.verb == VerbVerify && p.Verified():
			return fault.Conflict("person.verified_already", nil)
		case p.Version != t.version:
			return fault.Conflict("fault.stale", nil)
		case t.wrong.Err() != nil:
			return t.wrong.Err()
		}
		n := do(tx, &p)
		n.Tell = register.Tell{Persons: []policy.PersonID{p.ID}}
		if err := tx.Save(&p); err != nil {
			return err
		}
		tx.Enter(n)
		return recard(tx, p)
	})
	return p, err
}
