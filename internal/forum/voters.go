package forum

import (
	"context"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// Voters are the organisations that sit in a forum with a vote.
func Voters(db *gorm.DB, id policy.ForumID) *gorm.DB {
	return db.Session(&gorm.Session{NewDB: true}).Joins("JOIN seats ON seats.organisation_id = organisations.id AND seats.until IS NULL AND seats.voting").
		Where("seats.forum_id = ?", id)
}

// SeatsLike counts the organisations of an organisation's stakeholder group that sit in a forum with a vote. An organisation that is not
// to be named is found among few.
func (s *Forums) SeatsLike(ctx context.Context, id policy.ForumID, org policy.OrganisationID) (int, error) {
	var n int64
	err := Voters(s.r.Read(ctx), id).Table("organisations").Where("organisations.kind = (SELECT kind FROM organisations WHERE id = ?)", org).Count(&n).Error
	return int(n), store.Found(err)
}
