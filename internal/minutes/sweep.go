package minutes

import (
	"context"
	"errors"
	"slices"
	"time"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// remind is how long before the end of the time for corrections those are reminded who have not opened the minutes.
const remind = 2 * 24 * time.Hour

// Sweep reminds those who have not opened minutes that go round, two days before their time is over; when it is, it approves those that the
// charter lets pass in silence or that a later meeting agreed to, and tells the chair of the others. Each is an act of its own.
func (s *Minutes) Sweep(ctx context.Context, now time.Time) error {
	var due []Set
	err := s.r.Read(ctx).Where("state = ? AND ((reminded_at IS NULL AND closes_at <= ?) OR closes_at < ?)", Circulated, now.Add(remind).UTC(), now.UTC()).Order("closes_at, id").Find(&due).Error
	if err != nil {
		return store.Found(err)
	}
	var failed []error
	for _, m := range due {
		failed = append(failed, s.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error { return s.passes(tx, m.ID) }))
	}
	return errors.Join(failed...)
}

// passes does what time brings to one set of minutes. Another process may have been first; then there is nothing to do.
func (s *Minutes) passes(tx *register.Tx, id string) error {
	c, err := s.find(tx, tx.Actor, id)
	if err != nil || c.Set.State != Circulated {
		return err
	}
	m, now := c.Set, tx.Now()
	tx.Permit(m.permit("sweep"))
	if !now.After(*m.ClosesAt) {
		if m.RemindedAt != nil {
			return nil
		}
		return s.reminds(tx, c)
	}
	to, err := c.step(tx, "approve", -1, "")
	if err == nil {
		_, err = s.walk(tx, c, Step{Minutes: id, Verb: "approve", Hash: m.Hash}, to)
		return err
	}
	if !fault.Is(err, fault.ReasonForbidden) {
		return err
	}
	if m.ToldAt != nil {
		return nil
	}
	m.ToldAt = &now
	tell, err := c.tell(tx, "submit")
	tell.Secretaries = m.Forum
	if err != nil {
		return err
	}
	return m.record(tx, "window_over", map[string]any{"open": c.pending()}, tell)
}

func (s *Minutes) reminds(tx *register.Tx, c Scene) error {
	m, now := c.Set, tx.Now()
	m.RemindedAt = &now
	var opened []policy.PersonID
	if err := tx.Model(&Reading{}).Where("minutes_id = ? AND edition >= ?", m.ID, m.CirculatedEdition).Pluck("person_id", &opened).Error; err != nil {
		return err
	}
	persons, err := forum.Sitting(tx.DB, m.Forum, now, "mandates.organisation_id IN ? AND mandates.capacity IN ?", c.There, []policy.Capacity{policy.Titular, policy.Alternate})
	if err != nil {
		return err
	}
	persons = slices.DeleteFunc(persons, func(p policy.PersonID) bool { return slices.Contains(opened, p) })
	return m.record(tx, "reminded", map[string]any{"unopened": len(persons), "until": instant(m.ClosesAt)}, register.Tell{Persons: persons})
}
