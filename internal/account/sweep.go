package account

import (
	"context"
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// deviceLife is how long a device is known without being used.
const deviceLife = 180 * 24 * time.Hour

// Sweep does what is due: slips that expired by now are ended and cleared of names and addresses, and whoever issued an
// invitation is told that nobody came; dead sessions, old counters, devices and letters go. It gives how many slips it ended.
func (a *Accounts) Sweep(ctx context.Context, now time.Time) (int, error) {
	var expired []Slip
	err := a.register.Read(ctx).Where("outcome = '' AND expires_at <= ?", now).Order("id").Limit(500).Find(&expired).Error
	if err != nil {
		return 0, store.Found(err)
	}
	ended := 0
	for _, s := range expired {
		done, err := a.lapse(ctx, s.ID, now)
		if err != nil {
			return ended, err
		}
		if done {
			ended++
		}
	}
	return ended, a.tidy(ctx)
}

// lapse ends one slip, if nobody did so in the meantime.
func (a *Accounts) lapse(ctx context.Context, id SlipID, now time.Time) (done bool, err error) {
	err = a.register.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		var open []Slip
		err := tx.Where("id = ? AND outcome = '' AND expires_at <= ?", id, now).Find(&open).Error
		if err != nil || len(open) == 0 {
			return store.Found(err)
		}
		s := open[0]
		n := s.note("person.slip_lapsed")
		n.Values["name"] = s.Name
		if s.Purpose == ForInvite && s.IssuerID != "" {
			n.Tell = register.Tell{Persons: []policy.PersonID{s.IssuerID}}
		}
		tx.Permit(policy.Allow(Noun, string(s.PersonID), "lapse"))
		s.end(Lapsed, now)
		if err := tx.Save(&s); err != nil {
			return err
		}
		tx.Enter(n)
		done = true
		return store.Found(tx.Where("slip_id = ?", s.ID).Delete(&SecretMail{}).Error)
	})
	return done, err
}

// tidy removes what is no act and has no use any more.
func (a *Accounts) tidy(ctx context.Context) error {
	now := a.wall()
	return a.register.Loose(ctx, func(tx *gorm.DB) error {
		if err := tx.Where("created_at <= ? OR seen_at <= ?", now.Add(-sessionLife), now.Add(-sessionIdle)).Delete(&Session{}).Error; err != nil {
			return err
		}
		if err := tx.Where("seen_at <= ?", now.Add(-deviceLife)).Delete(&device{}).Error; err != nil {
			return err
		}
		return tx.Where("since <= ? AND (until IS NULL OR until <= ?)", now.Add(-calm), now).Delete(&attempt{}).Error
	})
}
