package handling

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Addressable lists the authorities a proposal can be handed to: those that sit in its forum and are accredited now.
func Addressable(tx *register.Tx, p proposal.Proposal) ([]organisation.Organisation, error) {
	all, err := addressable(tx.DB, p)
	return slices.DeleteFunc(all, func(o organisation.Organisation) bool { return !o.Accredited(tx.Now()) }), err
}

func addressable(db *gorm.DB, p proposal.Proposal) ([]organisation.Organisation, error) {
	var all []organisation.Organisation
	err := db.Session(&gorm.Session{NewDB: true}).Where("kind IN ?", []policy.Kind{policy.CivilAffairs, policy.OtherAuthority}).
		Where("id IN (SELECT organisation_id FROM seats WHERE forum_id = ? AND until IS NULL)", p.Forum).Order("kind, sort_key").Find(&all).Error
	return all, store.Found(err)
}

// Addressed is Addressable outside an act, for a form.
func (s *Handlings) Addressed(ctx context.Context, p proposal.Proposal) ([]organisation.Organisation, error) {
	all, err := addressable(s.r.Read(ctx), p)
	now := s.r.Now()
	return slices.DeleteFunc(all, func(o organisation.Organisation) bool { return !o.Accredited(now) }), err
}
