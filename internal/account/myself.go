package account

import (
	"context"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// myself runs an act of a person on her own account.
func (a *Accounts) myself(ctx context.Context, actor policy.Actor, verb string, do func(*register.Tx, *Person) error) error {
	if actor.Visitor() || actor.System {
		return fault.Unauthenticated()
	}
	return a.register.Act(ctx, actor, func(tx *register.Tx) error {
		p, err := load(tx, actor.Person)
		if err != nil {
			return err
		}
		if !p.Active() {
			return fault.Unauthenticated()
		}
		tx.Permit(policy.Allow(Noun, string(p.ID), verb))
		return do(tx, &p)
	})
}

// load reads a person in an act.
func load(tx *register.Tx, id policy.PersonID) (Person, error) {
	var p Person
	err := tx.Where("id = ?", id).Take(&p).Error
	return p, store.Found(err)
}

// current checks the password of somebody who is signed in already, before she changes what would let another in. Wrong ones
// count: an unlocked computer is no free guess. It answers Invalid beside the field, or TooMany.
func (a *Accounts) current(ctx context.Context, actor policy.Actor, password string) (Person, error) {
	if actor.Visitor() || actor.System {
		return Person{}, fault.Unauthenticated()
	}
	var p Person
	if err := a.register.Read(ctx).Where("id = ?", actor.Person).Take(&p).Error; err != nil {
		return p, store.Found(err)
	}
	key := limitKey("current", string(p.ID))
	if err := a.charge(ctx, limit{key, mostAccount}); err != nil {
		return p, err
	}
	right, _, err := a.checked(ctx, p.PasswordHash, password)
	if err != nil {
		return p, err
	}
	if !right {
		return p, fault.Invalid(fault.Says("current", "password.wrong", nil))
	}
	return p, nil
}
