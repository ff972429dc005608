package minutes

import (
	"context"
	"errors"
	"time"

	"sametable/internal/calendar"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// reminders are on how many working days after the last one for corrections somebody is reminded: the time itself is counted in working days.
func reminders() []int { return []int{-7, -2, 0, 3} }

// passed tells how many of them lie no later than the beginning of a time of so many working days: those are never sent.
func passed(working int) (n int) {
	for _, days := range reminders() {
		if working <= -days {
			n++
		}
	}
	return n
}

// due tells how many should have gone out by an instant.
func due(days calendar.Days, closes, now time.Time) (n int) {
	since := between(days, closes, now)
	for _, at := range reminders() {
		if since >= at {
			n++
		}
	}
	return n
}

// farthest is how many days on either side of the last one somebody can still be reminded: seven working days with a week of holidays between.
const farthest = 30

// between counts the working days from one day to another; below zero where the first is still to come.
func between(days calendar.Days, day, now time.Time) (n int) {
	from, to, step := day, now, 1
	if now.Before(day) {
		from, to, step = now, day, -1
	}
	for range farthest {
		if lang.ISO(from, lang.Beijing) >= lang.ISO(to, lang.Beijing) {
			break
		}
		if from = from.AddDate(0, 0, 1); days.Works(from) {
			n += step
		}
	}
	return n
}

// reminded is how many reminders were due by the last one that was sent. Of what went round before that was kept, it is told by when one was.
func (m Set) reminded() int {
	switch {
	case m.ToldAt != nil:
		return max(m.Reminders, 3)
	case m.RemindedAt != nil && m.Reminders == 0:
		return 2
	}
	return m.Reminders
}

// Sweep reminds those whose organisations have not answered about minutes that go round, as their last day comes near and on it; when it is over, it approves
// those that the charter lets pass in silence or that a later meeting agreed to, and tells the chair of the others, once more three working
// days later. Of reminders that were missed the newest alone is sent. Each is an act of its own.
func (s *Minutes) Sweep(ctx context.Context, now time.Time) error {
	var round []Set
	err := s.r.Read(ctx).Where("state = ? AND closes_at <= ?", Circulated, now.AddDate(0, 0, farthest).UTC()).Order("closes_at, id").Find(&round).Error
	if err != nil || len(round) == 0 {
		return store.Found(err)
	}
	days, err := calendar.Of(s.r.Read(ctx))
	if err != nil {
		return err
	}
	var failed []error
	for _, m := range round {
		if now.After(*m.ClosesAt) || due(days, *m.ClosesAt, now) > m.reminded() {
			failed = append(failed, s.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error { return s.passes(tx, m.ID, days) }))
		}
	}
	return errors.Join(failed...)
}

// passes does what time brings to one set of minutes. Another process may have been first; then there is nothing to do.
func (s *Minutes) passes(tx *register.Tx, id string, days calendar.Days) error {
	c, err := s.find(tx, tx.Actor, id)
	if err != nil || c.Set.State != Circulated {
		return err
	}
	m, now := c.Set, tx.Now()
	tx.Permit(m.permit("sweep"))
	n := due(days, *m.ClosesAt, now)
	if !now.After(*m.ClosesAt) {
		if n <= m.reminded() {
			return nil
		}
		return s.reminds(tx, c, n)
	}
	to, err := c.step(tx, "approve", -1, "")
	if err == nil {
		_, err = s.walk(tx, c, Step{Minutes: id, Verb: "approve", Hash: m.Hash}, to)
		return err
	}
	if !fault.Is(err, fault.ReasonForbidden) {
		return err
	}
	if m.ToldAt != nil && n <= m.reminded() {
		return nil
	}
	verb := "window_over"
	if n == len(reminders()) {
		verb = "overdue"
	}
	if m.Reminders = n; m.ToldAt == nil {
		m.ToldAt = &now
	}
	tell, err := c.tell(tx, "submit")
	tell.Secretaries = m.Forum
	if err != nil {
		return err
	}
	return m.record(tx, verb, map[string]any{"open": c.pending()}, tell)
}

// reminds tells the delegates of those organisations that have not answered. Where all have, the entry says so to nobody.
func (s *Minutes) reminds(tx *register.Tx, c Scene, n int) error {
	m, now := c.Set, tx.Now()
	m.Reminders, m.RemindedAt = n, &now
	var replies []Answer
	if err := tx.Where("minutes_id = ?", m.ID).Find(&replies).Error; err != nil {
		return err
	}
	var silent []policy.OrganisationID
	for _, a := range c.answered(replies, c.editions) {
		if a.Said == NoReply {
			silent = append(silent, a.Organisation)
		}
	}
	var tell register.Tell
	if len(silent) > 0 {
		var err error
		if tell.Persons, err = forum.Sitting(tx.DB, m.Forum, now, "mandates.organisation_id IN ? AND mandates.capacity IN ?", silent, []policy.Capacity{policy.Titular, policy.Alternate}); err != nil {
			return err
		}
	}
	return m.record(tx, "reminded", map[string]any{"silent": len(silent), "until": instant(m.ClosesAt)}, tell)
}
