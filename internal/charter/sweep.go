package charter

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

// Sweep does what time brings: it puts editorial changes in force to which nobody has objected in time, and tells those who commented on a
// charter that its consultation is over. Each is an act of its own; one that fails does not keep the others waiting.
func (s *Charters) Sweep(ctx context.Context, now time.Time) error {
	var due []Change
	if err := s.r.Read(ctx).Select("id").Where("state = ? AND ends_at <= ?", ChangeOpen, now).Order("ends_at, id").Find(&due).Error; err != nil {
		return store.Found(err)
	}
	var over []forum.Charter
	err := s.r.Read(ctx).Select("id").Where("state = ? AND window_ends <= ? AND window_told_at IS NULL", forum.CharterConsultation, now).Order("window_ends, id").Find(&over).Error
	if err != nil {
		return store.Found(err)
	}
	var failed []error
	act := func(do func(*register.Tx) error) {
		err := s.r.Act(ctx, policy.SystemActor(), do)
		var f *fault.Fault
		if errors.As(err, &f) {
			err = nil // another process was first
		}
		failed = append(failed, err)
	}
	for _, x := range due {
		act(func(tx *register.Tx) error { return s.enforce(tx, x.ID) })
	}
	for _, c := range over {
		act(func(tx *register.Tx) error { return ends(tx, c.ID) })
	}
	return errors.Join(failed...)
}

// ends tells those whose comments stand, and those who have to answer them, that the consultation is over.
func ends(tx *register.Tx, id string) error {
	h, err := find(tx, id)
	if err != nil || h.c.State != forum.CharterConsultation || !WindowOver(h.c, tx.Now()) || h.c.WindowToldAt != nil {
		return err
	}
	var comments []Comment
	if err := tx.Select("id", "filed_by").Where("charter_id = ? AND withdrawn_at IS NULL", id).Order("filed_at, id").Find(&comments).Error; err != nil {
		return err
	}
	tx.Permit(policy.Allow(forum.CharterNoun, id, "end_window"))
	now := tx.Now()
	h.c.WindowToldAt = &now
	n := h.move(tx, "consultation_ended", h.c.State)
	n.Facts["comments"], n.Tell = len(comments), register.Tell{}
	h.keepers(&n.Tell)
	for _, c := range comments {
		if !slices.Contains(n.Tell.Persons, c.FiledBy) {
			n.Tell.Persons = append(n.Tell.Persons, c.FiledBy)
		}
	}
	return h.keep(tx, n)
}
