package charter

import (
	"errors"
	"time"

	"gorm.io/gorm"

	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// TextErasables gives some charters, which everybody sees, as what two moderators can erase: their words in every version and language, and
// with them the editorial changes that repeat them and what comments quote. The rules stay, and hold.
func TextErasables(db *gorm.DB, _ policy.Actor, _ time.Time, ids []string) ([]text.Erasable, error) {
	var found []forum.Charter
	if err := db.Where("id IN ? AND text_id <> ''", ids).Order("id").Find(&found).Error; err != nil || len(found) == 0 {
		return nil, err
	}
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}) }
	var forums []forum.Forum
	var gone, in, versions []string
	for _, c := range found {
		in, versions = append(in, string(c.ForumID)), append(versions, c.VersionID)
	}
	err := errors.Join(fresh().Where("id IN ?", in).Find(&forums).Error, fresh().Model(&text.Version{}).Where("id IN ? AND erased", versions).Pluck("id", &gone).Error)
	var all []text.Erasable
	for _, c := range found {
		for _, f := range forums {
			if f.ID == c.ForumID {
				all = append(all, text.Erasable{Ref: c.Record(), Of: c.Record(), Path: c.Path(f), Forum: f.ID, Language: f.Language, Version: c.VersionID, Mark: c.VersionID, Gone: listed(gone, c.VersionID),
					Note: func(past string) register.Note {
						n := c.Note(f, forum.CharterNoun+"."+past, c.State, c.State)
						n.Version, n.Tell, n.Values = c.VersionID, register.Tell{Secretaries: f.ID}, map[string]string{}
						return n
					},
					Entries: func(e register.Entry) bool { return e.Fact("comment") == "" },
					Empty:   func(tx *register.Tx) error { return forgetText(tx, c) }})
			}
		}
	}
	return all, err
}

// forgetText takes what repeats the words of a charter: its editorial changes, and what comments on it quote.
func forgetText(tx *register.Tx, c forum.Charter) error {
	var changes []Change
	var comments []Comment
	err := errors.Join(tx.Where("charter_id = ?", c.ID).Order("id").Find(&changes).Error, tx.Where("charter_id = ? AND quote <> ''", c.ID).Order("id").Find(&comments).Error)
	if err != nil {
		return err
	}
	for i := range changes {
		if err := changes[i].empty(tx); err != nil {
			return err
		}
	}
	for i := range comments {
		comments[i].Quote = ""
		if err := tx.Save(&comments[i]); err != nil {
			return err
		}
	}
	return nil
}
