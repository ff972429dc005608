package forum

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// RulesKept are rules as they came to run in a forum, from an instant until the next ones did. They are never changed: what looks back
// asks for the rules of its day.
type RulesKept struct {
	ID        string `gorm:"primaryKey"`
	CharterID string
	ForumID   policy.ForumID
	RulesJSON string `gorm:"column:rules"`
	Since     time.Time
}

// TableName is the table's.
func (RulesKept) TableName() string { return "charter_rules" }

// Record is the charter they stand in.
func (k RulesKept) Record() policy.Ref { return policy.Ref{Noun: CharterNoun, ID: k.CharterID} }

// Piece names them in the entries that seal them.
func (k RulesKept) Piece() string { return "rules " + k.ID }

// Runs notes that a charter's rules run in its forum from now on, if they do and did not before. The act has leave to change the charter.
func (c Charter) Runs(tx *register.Tx) error {
	var now Charter
	if err := inForce(tx.Session(&gorm.Session{NewDB: true}), c.ForumID).Select("id").First(&now).Error; err != nil {
		return store.Found(err)
	}
	if now.ID != c.ID {
		return nil
	}
	var last RulesKept
	err := tx.Session(&gorm.Session{NewDB: true}).Where("forum_id = ?", c.ForumID).Order("since DESC, id DESC").Limit(1).Find(&last).Error
	if err != nil || last.CharterID == c.ID && last.RulesJSON == c.RulesJSON {
		return err
	}
	return tx.Add(&RulesKept{ID: clock.NewID(), CharterID: c.ID, ForumID: c.ForumID, RulesJSON: c.RulesJSON, Since: tx.Now()})
}

// RulesOn gives the rules that ran in a forum at an instant. Of a time from which none were kept it gives those of the charter that had
// been adopted by then, else those that run now.
func RulesOn(db *gorm.DB, id policy.ForumID, at time.Time) (Rules, error) {
	var kept []RulesKept
	err := db.Session(&gorm.Session{NewDB: true}).Where("forum_id = ? AND since <= ?", id, at).Order("since DESC, id DESC").Limit(1).Find(&kept).Error
	if err != nil {
		return Rules{}, store.Found(err)
	}
	if len(kept) > 0 {
		return decodeRules(kept[0].RulesJSON), nil
	}
	var adopted []Charter
	err = db.Session(&gorm.Session{NewDB: true}).Select("rules").Where("forum_id = ? AND adopted_on <= ?", id, at).Order("number DESC").Limit(1).Find(&adopted).Error
	if err != nil || len(adopted) == 0 {
		if err == nil {
			return RulesIn(db, id)
		}
		return Rules{}, store.Found(err)
	}
	return adopted[0].Rules(), nil
}
