package proposal

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/drafting"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Sweep does what is due: it admits what has waited fifteen days for its screening, and throws sheets away that nobody has worked on
// for half a year.
func (s *Proposals) Sweep(ctx context.Context, now time.Time) error {
	var ids []string
	err := s.r.Read(ctx).Model(&Proposal{}).Where("state = ? AND state_since <= ?", Submitted, now.Add(-silence)).Order("state_since, id").Pluck("id", &ids).Error
	if err != nil {
		return store.Found(err)
	}
	for _, id := range ids {
		if err := s.admitSilently(ctx, id); err != nil {
			return err
		}
	}
	return s.r.Loose(ctx, func(g *gorm.DB) error {
		return g.Where("saved_at <= ?", now.Add(-drafting.Life)).Delete(&drafting.Sheet{}).Error
	})
}

// admitSilently admits a proposal that nobody has screened in time. Another process may have been first; then there is nothing to do.
func (s *Proposals) admitSilently(ctx context.Context, id string) error {
	actor := policy.SystemActor()
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var p Proposal
		if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(&p).Error; err != nil {
			return err
		}
		to, err := Machine().Step(p.State, "admit_silently", actor.RolesIn(p.Forum, tx.Now()), Judge(actor, tx.Now(), p, Known{}))
		if err != nil {
			return nil
		}
		tx.Permit(policy.Allow(Noun, p.ID, "admit_silently"))
		now := tx.Now()
		p.State, p.StateSince, p.ScreenedAt, p.RefusalBy, p.RefusalAs, p.RefusalWhy = to, now, &now, "", "", ""
		p.settle()
		if err := tx.Save(&p); err != nil {
			return err
		}
		return s.told(tx, p, p.note("proposal.admitted_silently", Submitted))
	})
}
