package account

import (
	"context"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Empty tells whether there is no person yet: the forum waits for its first start.
func (a *Accounts) Empty(ctx context.Context) (bool, error) {
	var n int64
	err := a.register.Read(ctx).Model(&Person{}).Limit(1).Count(&n).Error
	return n == 0, store.Found(err)
}

// Count tells how many people can sign in.
func (a *Accounts) Count(ctx context.Context) (int64, error) {
	var n int64
	err := a.register.Read(ctx).Model(&Person{}).Where("state = ?", Active).Count(&n).Error
	return n, store.Found(err)
}

// IssueSetup makes the slip with which the first person of all makes her account; an earlier one is replaced. It answers Conflict
// once there is somebody.
func (a *Accounts) IssueSetup(ctx context.Context, language lang.Code) (Handout, error) {
	var h Handout
	err := a.register.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		var n int64
		if err := tx.Model(&Person{}).Count(&n).Error; err != nil {
			return store.Found(err)
		}
		if n > 0 {
			return fault.Conflict("setup.done", nil)
		}
		var earlier []Slip
		if err := tx.Where("purpose = ?", ForSetup).Order("id DESC").Limit(1).Find(&earlier).Error; err != nil {
			return store.Found(err)
		}
		s := Slip{Purpose: ForSetup, PersonID: policy.PersonID(clock.NewID()), Language: language}
		if len(earlier) > 0 {
			s.PersonID = earlier[0].PersonID
		}
		tx.Permit(policy.Allow(Noun, string(s.PersonID), "setup"))
		var err error
		if h, err = a.issue(tx, s, setupLife); err != nil {
			return err
		}
		tx.Enter(h.Slip.note("person.setup_issued"))
		return nil
	})
	return h, err
}
