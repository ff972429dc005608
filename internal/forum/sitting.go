package forum

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
)

// Sitting gives the persons of confirmed mandates in force, while they belong to the organisation that sent them.
func Sitting(db *gorm.DB, id policy.ForumID, now time.Time, which string, args ...any) ([]policy.PersonID, error) {
	var persons []policy.PersonID
	err := db.Table("mandates").Distinct("mandates.person_id").
		Joins("JOIN memberships ON memberships.person_id = mandates.person_id AND memberships.organisation_id = mandates.organisation_id AND memberships.until IS NULL").
		Where("mandates.forum_id = ? AND mandates.state = ? AND mandates.starts <= ? AND (mandates.ends IS NULL OR mandates.ends > ?)", id, Confirmed, now, now).
		Where(which, args...).Order("mandates.person_id").Pluck("mandates.person_id", &persons).Error
	return persons, err
}
