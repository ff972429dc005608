package erasing

import (
	"errors"

	"gorm.io/gorm"

	"sametable/internal/annex"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// unnamed takes the title of a file that was erased from every version of minutes that lists it, by its content: where a meeting was put off, the
// same file lay with another one too. Its hash stays.
func unnamed(tx *register.Tx, id string) error {
	erased, err := annex.ByIDs(tx.DB, meeting.Noun, id)
	if err != nil || len(erased) == 0 {
		return err
	}
	fresh := func() *gorm.DB { return tx.DB.Session(&gorm.Session{NewDB: true}) }
	var of []string
	if err := fresh().Model(&annex.File{}).Where("noun = ? AND hash = ?", meeting.Noun, erased[0].Hash).Distinct().Pluck("noun_id", &of).Error; err != nil {
		return err
	}
	var sets []minutes.Set
	if err := fresh().Where("id IN ?", of).Order("id").Find(&sets).Error; err != nil {
		return err
	}
	for _, m := range sets {
		tx.Permit(policy.Allow(minutes.Noun, m.ID, "erase"))
		var editions []minutes.Edition
		if err := fresh().Where("minutes_id = ?", m.ID).Order("number").Find(&editions).Error; err != nil {
			return err
		}
		changed := false
		for n := range editions {
			did, err := minutes.Strike(tx, &editions[n], func(c *minutes.Content) bool { return unname(c, erased[0].Hash) })
			if changed = changed || did; err != nil {
				return err
			}
		}
		if changed {
			tx.Enter(m.Erasing("erased", meeting.FileNoun, id))
		}
	}
	return nil
}

// unnamedOf does so with the files of an item that was erased.
func unnamedOf(tx *register.Tx, item string) error {
	var ids []string
	err := tx.DB.Session(&gorm.Session{NewDB: true}).Model(&annex.File{}).Where("noun = ? AND part = ?", meeting.Noun, item).Order("id").Pluck("id", &ids).Error
	for _, id := range ids {
		err = errors.Join(err, unnamed(tx, id))
	}
	return err
}
