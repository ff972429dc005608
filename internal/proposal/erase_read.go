package proposal

import (
	"context"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// Erasures gives what a first moderator wants erased and no second one has judged, the longest waiting first; nothing to who is no
// moderator. What was written anew since waits for nobody: the first has not read it.
func (s *Proposals) Erasures(ctx context.Context, viewer policy.Actor) ([]Erasure, error) {
	return s.erasures(ctx, viewer, func(g *gorm.DB) *gorm.DB { return g })
}

// ErasureOf is what a first moderator wants erased of one proposal or statement; nil where nobody does, or the viewer is no moderator.
func (s *Proposals) ErasureOf(ctx context.Context, viewer policy.Actor, ref policy.Ref) (*Erasure, error) {
	all, err := s.erasures(ctx, viewer, func(g *gorm.DB) *gorm.DB { return g.Where("noun = ? AND noun_id = ?", ref.Noun, ref.ID) })
	if len(all) == 0 {
		return nil, err
	}
	return &all[0], nil
}

func (s *Proposals) erasures(ctx context.Context, viewer policy.Actor, which func(*gorm.DB) *gorm.DB) ([]Erasure, error) {
	if !policy.May(policy.EraseText, viewer.OfficeRoles()) {
		return nil, nil
	}
	var waiting []Erasure
	err := s.r.Read(ctx).Scopes(which).
		Where("(version_id IN (SELECT version_id FROM proposals) OR version_id IN (SELECT CASE WHEN standing_version_id = '' THEN version_id ELSE standing_version_id END FROM proposal_statements))").
		Order("id").Limit(100).Find(&waiting).Error
	return waiting, store.Found(err)
}
