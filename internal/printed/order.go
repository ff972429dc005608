package printed

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Order asks, within an act, that the papers of a noun be made.
func Order(tx *register.Tx, of policy.Ref) error {
	return tx.DB.Session(&gorm.Session{NewDB: true}).Clauses(clause.OnConflict{UpdateAll: true}).Create(&Due{Noun: of.Noun, NounID: of.ID, Since: tx.Now()}).Error
}

// Ordered lists what is to be made, the oldest first.
func Ordered(ctx context.Context, r *register.Register, noun string) ([]Due, error) {
	var all []Due
	err := r.Read(ctx).Where("noun = ?", noun).Order("since, noun_id").Limit(50).Find(&all).Error
	return all, store.Found(err)
}

// Done ends an order, unless it was given anew since.
func Done(ctx context.Context, r *register.Register, d Due) error {
	return r.Loose(ctx, func(db *gorm.DB) error {
		return db.Where("noun = ? AND noun_id = ? AND since <= ?", d.Noun, d.NounID, d.Since).Delete(&Due{}).Error
	})
}
