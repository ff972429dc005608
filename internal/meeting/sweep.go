package meeting

import (
	"context"
	"errors"
	"time"

	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// remind is how long before a meeting those who have not answered are reminded.
const remind = 7 * 24 * time.Hour

// Sweep reminds those who have not answered an invitation, once, a week before the meeting. Each is an act of its own.
func (s *Meetings) Sweep(ctx context.Context, now time.Time) error {
	var due []Meeting
	err := s.r.Read(ctx).Where("state = ? AND reminded_at IS NULL AND starts_at > ? AND starts_at <= ?", Announced, now.UTC(), now.Add(remind).UTC()).Order("starts_at, id").Find(&due).Error
	if err != nil {
		return store.Found(err)
	}
	var failed []error
	for _, m := range due {
		failed = append(failed, s.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
			scene, err := find(tx, tx.Actor, m.ID)
			if err != nil || scene.Meeting.State != Announced || scene.Meeting.RemindedAt != nil { // another process was first
				return err
			}
			m := scene.Meeting
			at := tx.Now()
			m.RemindedAt = &at
			var silent []policy.OrganisationID
			for _, p := range scene.Places {
				if p.Reply == "" && p.Voting {
					silent = append(silent, p.OrganisationID)
				}
			}
			n := m.note("reminded", m.State)
			m.calls(&n)
			n.Facts["silent"] = len(silent)
			if len(silent) > 0 {
				if n.Tell.Persons, err = forum.Sitting(tx.DB, m.Forum, at, "mandates.organisation_id IN ? AND mandates.capacity IN ?", silent,
					[]policy.Capacity{policy.Titular, policy.Alternate}); err != nil {
					return err
				}
			}
			tx.Permit(policy.Allow(Noun, m.ID, "remind"))
			return m.keep(tx, n)
		}))
	}
	return errors.Join(failed...)
}
