package commitment

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm/clause"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Sweep tells the convening authority of what is late for a month, each commitment once; a day that is moved counts anew. Each is an act
// of its own; one that fails does not keep the others waiting.
func (s *Commitments) Sweep(ctx context.Context, now time.Time) error {
	var ids []string
	err := s.r.Read(ctx).Model(&Commitment{}).Where("state IN ? AND escalated_at IS NULL AND due <= ?", running(), today(now.AddDate(0, 0, -patience))).
		Order("due, id").Pluck("id", &ids).Error
	if err != nil {
		return store.Found(err)
	}
	var failed []error
	for _, id := range ids {
		failed = append(failed, s.escalate(ctx, id))
	}
	return errors.Join(failed...)
}

// escalate tells of one. Another process may have been first; then there is nothing to do.
func (s *Commitments) escalate(ctx context.Context, id string) error {
	actor := policy.SystemActor()
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var c Commitment
		if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(&c).Error; err != nil {
			return store.Found(err)
		}
		if _, err := Machine().Step(c.State, "escalate", actor.RolesIn(c.Forum, tx.Now()), Judge(actor, tx.Now(), c, "")); err != nil {
			return nil
		}
		tx.Permit(policy.Allow(Noun, c.ID, "escalate"))
		now := tx.Now()
		c.EscalatedAt = &now
		return c.keep(tx, c.note("escalated", c.State))
	})
}
