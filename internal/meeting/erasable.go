package meeting

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// ReplyNoun names the words beside an answer to an invitation between the moderators who erase them. In the register they are part of the
// meeting, and so is an item of its agenda.
const ReplyNoun = "meeting_reply"

// Erasables gives those of some meetings that a viewer sees, as what two moderators can erase: what a meeting is called and where it is, and
// why it did not take place. Its agenda is erased item by item.
func Erasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	found, err := visible(db, viewer, now, ids)
	var all []text.Erasable
	for _, m := range found {
		all = append(all, text.Erasable{Ref: m.Record(), Of: m.Record(), Path: m.Path(), Forum: m.Forum, Language: m.Language,
			Words: []string{m.TitleZh, m.TitleEn, m.TitleSv, m.Place, m.PlaceLatin, m.Reason}, Note: func(past string) register.Note { return m.erasing(past) },
			Entries: func(e register.Entry) bool { return e.Fact("item")+e.Fact("organisation") == "" }, Empty: m.empty}.Marked())
	}
	return all, err
}

// visible are those of some meetings that a viewer sees. Where the database locks, they are locked.
func visible(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]Meeting, error) {
	var found []Meeting
	err := db.Scopes(register.Visible(viewer, now, "meetings.")).Where("id IN ?", ids).Order("id").Find(&found).Error
	return found, err
}

// erasing begins an entry about words of the meeting that are erased.
func (m Meeting) erasing(past string) register.Note {
	n := m.note(past, m.State)
	n.Tell = register.Tell{Secretaries: m.Forum}
	return n
}

// empty takes the words; when it is, of which kind, and what became of it stays.
func (m Meeting) empty(tx *register.Tx) error {
	m.TitleZh, m.TitleEn, m.TitleSv, m.Place, m.PlaceLatin, m.Reason = "", "", "", "", "", ""
	if err := tx.Save(&m); err != nil {
		return err
	}
	tx.Put(m.card())
	return nil
}

func meetingsOf[T any](db *gorm.DB, viewer policy.Actor, now time.Time, rows []T, of func(T) string) (map[string]Meeting, error) {
	var ids []string
	for _, row := range rows {
		ids = append(ids, of(row))
	}
	found, err := visible(db.Session(&gorm.Session{NewDB: true}), viewer, now, ids)
	all := map[string]Meeting{}
	for _, m := range found {
		all[m.ID] = m
	}
	return all, err
}
