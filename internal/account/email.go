package account

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// EmailForm changes the actor's own address; an empty one takes it away.
type EmailForm struct{ Email, Password string }

// ChangeEmail asks for another address. It is used once the link mailed to it was followed. Whether somebody else has it is
// not said here: only who reads that mailbox learns it.
func (a *Accounts) ChangeEmail(ctx context.Context, actor policy.Actor, form EmailForm) error {
	if actor.Visitor() || actor.System {
		return fault.Unauthenticated()
	}
	var f fault.Fields
	address := input.Email(&f, "email", form.Email, false)
	if err := f.Err(); err != nil {
		return err
	}
	if _, err := a.current(ctx, actor, form.Password); err != nil {
		return err
	}
	return a.myself(ctx, actor, "change_email", func(tx *register.Tx, p *Person) error {
		if err := clearLimits(tx.DB, limitKey("current", string(p.ID))); err != nil {
			return err
		}
		switch address {
		case p.Email:
			return nil
		case "":
			p.Email = ""
			tx.Enter(p.own("person.email_removed"))
			return tx.Save(p)
		}
		return a.askEmail(tx, *p, address)
	})
}

// askEmail mails a link to an address that is to be confirmed.
func (a *Accounts) askEmail(tx *register.Tx, p Person, address string) error {
	h, err := a.issue(tx, Slip{Purpose: ForEmail, PersonID: p.ID, Name: p.Name, Email: address, Language: p.Language, ByMail: true}, mailLife)
	if err != nil {
		return err
	}
	tx.Enter(h.Slip.note("person.email_requested"))
	return nil
}

// ConfirmEmail uses the link that went to a new address, for whoever holds it. It answers Conflict when the address has become
// somebody else's.
func (a *Accounts) ConfirmEmail(ctx context.Context, typed string) (Person, error) {
	found, err := a.found(ctx, typed, ForEmail)
	if err != nil {
		return Person{}, err
	}
	var p Person
	err = a.register.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		tx.Permit(policy.Allow(Noun, string(found.PersonID), "confirm_email"))
		slip, err := a.use(tx, found.ID)
		if err != nil {
			return err
		}
		if p, err = load(tx, slip.PersonID); err != nil {
			return err
		}
		if !p.Active() {
			return fault.NotFound()
		}
		p.Email = slip.Email
		if fault.Is(a.free(tx, p), fault.ReasonInvalid) {
			return fault.Conflict("person.email_taken", nil)
		}
		n := p.own("person.email_confirmed")
		n.Facts = map[string]any{"slip": slip.ID}
		n.Tell = register.Tell{Persons: []policy.PersonID{p.ID}}
		tx.Enter(n)
		err = tx.Save(&p)
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return fault.Conflict("person.email_taken", nil)
		}
		return store.Found(err)
	})
	return p, err
}
