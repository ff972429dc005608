package appeal

import (
	"context"
	"errors"
	"time"

	"sametable/internal/calendar"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// RemindDays is after how many working days without anybody voting the chair and the convener are reminded, and again after as many.
const RemindDays = 10

// Sweep reminds those who keep a forum of the appeals on which nobody is voting. It decides nothing. What cannot be done with one does not
// keep the others waiting.
func (s *Appeals) Sweep(ctx context.Context, now time.Time) error {
	var lodged []Appeal
	db := s.r.Read(ctx)
	if err := db.Where("state = ? AND lodged_at <= ?", Lodged, now.AddDate(0, 0, -RemindDays)).Order("lodged_at, id").Find(&lodged).Error; err != nil || len(lodged) == 0 {
		return store.Found(err)
	}
	days, err := calendar.Of(s.r.Read(ctx))
	if err != nil {
		return store.Found(err)
	}
	var failed []error
	for _, a := range lodged {
		if now.After(a.RemindBy(days)) {
			failed = append(failed, s.remind(ctx, a.ID, a.Version))
		}
	}
	return errors.Join(failed...)
}

// RemindBy is the end of the last day on which those who keep the forum are not yet reminded that nobody votes.
func (a Appeal) RemindBy(days calendar.Days) time.Time {
	since := a.StateSince
	if a.RemindedAt != nil {
		since = *a.RemindedAt
	}
	end, _ := days.After(since, RemindDays)
	return end
}

// remind reminds of one appeal. Another process, or a ballot, may have been first; then there is nothing to do.
func (s *Appeals) remind(ctx context.Context, id string, version int) error {
	err := s.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		a, p, err := find(tx, id)
		if err != nil {
			return err
		}
		if _, err := s.step(tx, a, p, "remind", version); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, a.ID, "remind"))
		now := tx.Now()
		a.RemindedAt = &now
		if err := tx.Save(&a); err != nil {
			return err
		}
		return a.told(tx, a.note("reminded", a.State), "remind")
	})
	var f *fault.Fault
	if errors.As(err, &f) {
		return nil
	}
	return err
}
