package meeting

import (
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/ballot"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// find gives a meeting the actor may see with all that is known of it, locked until the act is over: two secretaries come one after the
// other.
func find(tx *register.Tx, actor policy.Actor, id string) (Scene, error) {
	var m Meeting
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Scopes(register.Visible(actor, tx.Now(), "meetings.")).Where("id = ?", id).Take(&m).Error
	if err != nil {
		return Scene{}, store.Found(err)
	}
	s, err := known(tx.DB, m)
	if err == nil {
		s.Items, err = itemsOf(tx.DB, m.ID)
	}
	if err == nil {
		err = tx.DB.Session(&gorm.Session{NewDB: true}).Where("meeting_id = ?", m.ID).Order("voting DESC, kind, id").Find(&s.Places).Error
	}
	if err == nil {
		err = tx.DB.Session(&gorm.Session{NewDB: true}).Where("meeting_id = ?", m.ID).Order("arrived, id").Find(&s.People).Error
		s.People = m.WithoutSlips(s.People)
	}
	if err == nil {
		var c register.Card
		err = tx.DB.Session(&gorm.Session{NewDB: true}).Where("noun = ? AND noun_id = ?", MinutesNoun, m.ID).Limit(1).Find(&c).Error
		s.Drafted = drafted(c.State)
	}
	return s, store.Found(err)
}

// known is a scene with what the forum and the register say of a meeting.
func known(db *gorm.DB, m Meeting) (Scene, error) {
	s := Scene{Meeting: m}
	db = db.Session(&gorm.Session{NewDB: true})
	rules, err := forum.RulesIn(db, m.Forum)
	if err != nil {
		return s, err
	}
	var f forum.Forum
	if err := db.Where("id = ?", m.Forum).Take(&f).Error; err != nil {
		return s, store.Found(err)
	}
	s.Notice, s.Founding = rules.NoticeDays, f.State == forum.Founding
	return s, nil
}

func itemsOf(db *gorm.DB, meeting string) ([]Item, error) {
	var all []Item
	err := db.Session(&gorm.Session{NewDB: true}).Where("meeting_id = ?", meeting).Order("CASE WHEN number = 0 THEN 1 ELSE 0 END, number, id").Find(&all).Error
	return all, store.Found(err)
}

// item finds an item of the scene.
func (s Scene) item(id string) (*Item, bool) {
	at := slices.IndexFunc(s.Items, func(i Item) bool { return i.ID == id })
	if at < 0 {
		return nil, false
	}
	return &s.Items[at], true
}

// place finds a place of the scene.
func (s Scene) place(id string) (*Place, bool) {
	at := slices.IndexFunc(s.Places, func(p Place) bool { return p.ID == id })
	if at < 0 {
		return nil, false
	}
	return &s.Places[at], true
}

// poll notes in the scene how the ballot on an item stands.
func (s *Scene) poll(db *gorm.DB, item Item) error {
	if item.BallotID == "" {
		return nil
	}
	var err error
	s.Polled, s.Stands, err = ballot.Stand(db, item.subject())
	return err
}

// subject is what a ballot on the item is about: the proposal or charter it decides on before all, else the item's own words.
func (i Item) subject() policy.Ref {
	if ref, ok := i.decided(); ok {
		return ref
	}
	return policy.Ref{Noun: ItemNoun, ID: i.ID}
}
