package partnership

import (
	"context"
	"errors"
	"time"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Sweep ends the partnerships whose last day is over. Each is an act of its own; one that fails does not keep the others waiting.
func (s *Partnerships) Sweep(ctx context.Context, now time.Time) error {
	var ids []string
	err := s.r.Read(ctx).Model(&Partnership{}).Where("state = ? AND ends <> '' AND ends < ?", Active, today(now)).Order("ends, id").Pluck("id", &ids).Error
	if err != nil {
		return store.Found(err)
	}
	var failed []error
	for _, id := range ids {
		failed = append(failed, s.lapse(ctx, id))
	}
	return errors.Join(failed...)
}

// lapse ends one. Another process may have been first; then there is nothing to do.
func (s *Partnerships) lapse(ctx context.Context, id string) error {
	actor := policy.SystemActor()
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		h, err := hold(tx, id)
		if err != nil {
			return err
		}
		p, parties := h.Partnership, h.parties
		to, err := Machine().Step(p.State, "lapse", actor.RolesIn(p.Forum, tx.Now()), Judge(actor, tx.Now(), p, parties))
		if err != nil {
			return nil
		}
		tx.Permit(policy.Allow(Noun, p.ID, "lapse"))
		from := p.State
		p.State, p.StateSince = to, tx.Now()
		return p.keep(tx, parties, p.note(past()["lapse"], from))
	})
}
