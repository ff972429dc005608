package ballot

import (
	"context"
	"errors"
	"time"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Sweep closes ballots in writing whose last day is over, and counts those for which nothing is waited any more. Each is an act of its
// own; one that fails does not keep the others waiting.
func (s *Ballots) Sweep(ctx context.Context, now time.Time) error {
	var due []Ballot
	err := s.r.Read(ctx).Where("state = ? AND until <= ? OR state = ?", Opened, now, Closed).Order("state_since, id").Find(&due).Error
	if err != nil {
		return store.Found(err)
	}
	var failed []error
	for _, b := range due {
		failed = append(failed, s.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
			b, voters, err := find(tx, tx.Actor, b.ID)
			if err != nil {
				return err
			}
			switch b.State { // another process may have been first
			case Opened:
				return s.close(tx, &b, voters, -1)
			case Closed:
				return s.count(tx, &b, voters)
			}
			return nil
		}))
	}
	return errors.Join(failed...)
}
