package minutes

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// Erasables are those of some minutes of which a moderator erases passages, by id: a draft that never went round, too.
func Erasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) (map[string]Set, error) {
	var found []Set
	err := db.Session(&gorm.Session{NewDB: true}).Scopes(seen(viewer, now)).Where("minutes.id IN ?", ids).Find(&found).Error
	all := map[string]Set{}
	for _, m := range found {
		all[m.ID] = m
	}
	return all, err
}

// Erasing begins an entry about words of the minutes that are erased, with what names them.
func (m Set) Erasing(past, fact, id string) register.Note {
	n := m.note(past, m.State)
	n.Facts[fact], n.Tell = id, register.Tell{Secretaries: m.Forum}
	return n
}

// Strike takes words from a version, as they were erased by law: it keeps its number and the hash it had. It tells whether there were any.
func Strike(tx *register.Tx, e *Edition, from func(*Content) bool) (bool, error) {
	c := e.Read()
	if e.Content == "" || !from(&c) {
		return false, nil
	}
	var err error
	if e.Content, err = c.canonical(); err != nil {
		return true, err
	}
	e.Erased = true
	return true, tx.Rewrite(e, "content", "erased")
}

// Rename calls the minutes by the kind of their meeting, since its title was erased, and gives what they are called now.
func Rename(tx *register.Tx, m Set) (Names, error) {
	var held meeting.Meeting
	if err := tx.Where("id = ?", m.ID).Take(&held).Error; err != nil {
		return Names{}, err
	}
	f, err := forumOf(tx, m.Forum)
	if err != nil {
		return Names{}, err
	}
	m.TitleZh, m.TitleEn, m.TitleSv = titled(f, held)
	tx.Put(m.card())
	return Names{m.TitleZh, m.TitleEn, m.TitleSv}, tx.Save(&m)
}
