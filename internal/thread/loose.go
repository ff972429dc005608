package thread

import (
	"context"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Follower says that a person wants to be told about a noun. Off is kept, so that posting does not switch it on again.
type Follower struct {
	PersonID policy.PersonID `gorm:"primaryKey"`
	Noun     string          `gorm:"primaryKey"`
	NounID   string          `gorm:"primaryKey"`
	Level    string          // all, off
}

// TableName is the table's.
func (Follower) TableName() string { return "follows" }

// OutsideTheRecord says it: what one wants to be told is one's own affair.
func (Follower) OutsideTheRecord() {}

// follow makes an author follow what she takes part in, unless she has said otherwise.
func follow(tx *register.Tx, person policy.PersonID, ref policy.Ref) error {
	return tx.Clauses(clause.OnConflict{DoNothing: true}).Create(&Follower{PersonID: person, Noun: ref.Noun, NounID: ref.ID, Level: "all"}).Error
}

// Follow switches following of a thread on or off.
func (s *Threads) Follow(ctx context.Context, actor policy.Actor, thread string, on bool) error {
	if actor.Visitor() {
		return fault.Unauthenticated()
	}
	var t Thread
	err := s.r.Read(ctx).Scopes(register.Visible(actor, s.r.Now(), "threads.")).Where("id = ?", thread).Take(&t).Error
	if err != nil {
		return store.Found(err)
	}
	level := "off"
	if on {
		level = "all"
	}
	return s.r.Loose(ctx, func(g *gorm.DB) error {
		return g.Clauses(clause.OnConflict{UpdateAll: true}).
			Create(&Follower{PersonID: actor.Person, Noun: Noun, NounID: t.ID, Level: level}).Error
	})
}

// ReadMark is how far a person has read a thread.
type ReadMark struct {
	PersonID policy.PersonID `gorm:"primaryKey"`
	ThreadID string          `gorm:"primaryKey"`
	Number   int
}

// OutsideTheRecord says it: nobody's business but the reader's.
func (ReadMark) OutsideTheRecord() {}

// Mark notes that a person has read a thread to a number; it never goes back.
func (s *Threads) Mark(ctx context.Context, actor policy.Actor, thread string, number int) error {
	if actor.Visitor() || number == 0 {
		return nil
	}
	return s.r.Loose(ctx, func(g *gorm.DB) error {
		res := g.Model(&ReadMark{PersonID: actor.Person, ThreadID: thread}).Where("number < ?", number).Update("number", number)
		if res.Error != nil || res.RowsAffected > 0 {
			return res.Error
		}
		return g.Clauses(clause.OnConflict{DoNothing: true}).Create(&ReadMark{PersonID: actor.Person, ThreadID: thread, Number: number}).Error
	})
}

// SavedDraft is what someone has begun to write. It passed the gate; what the gate stops stays on the device.
type SavedDraft struct {
	PersonID policy.PersonID `gorm:"primaryKey"`
	Key      string          `gorm:"primaryKey"` // where it is being written, e.g. "reply:<thread>"
	Body     string
	Fields   string // JSON: what else stands in the form
	SavedAt  time.Time
}

// TableName is the table's.
func (SavedDraft) TableName() string { return "drafts" }

// OutsideTheRecord says it: a draft is nobody's word yet.
func (SavedDraft) OutsideTheRecord() {}

// SaveDraft keeps a draft on the server, after the gate. An empty one is deleted.
func (s *Threads) SaveDraft(ctx context.Context, actor policy.Actor, key, body string) (time.Time, error) {
	if actor.Visitor() {
		return time.Time{}, fault.Unauthenticated()
	}
	var fields fault.Fields
	key = input.Line(&fields, "key", key, 80, true)
	body = input.Prose(&fields, "body", body, bodyLimit, false)
	if err := fields.Err(); err != nil {
		return time.Time{}, err
	}
	if found := s.Look(body); len(found) > 0 {
		return time.Time{}, stop("body", found, true)
	}
	now := s.r.Now()
	return now, s.r.Loose(ctx, func(g *gorm.DB) error {
		if body == "" {
			return g.Where("person_id = ? AND key = ?", actor.Person, key).Delete(&SavedDraft{}).Error
		}
		return g.Clauses(clause.OnConflict{UpdateAll: true}).Create(&SavedDraft{PersonID: actor.Person, Key: key, Body: body, SavedAt: now}).Error
	})
}

// Draft gives what the person had begun to write in one place.
func (s *Threads) Draft(ctx context.Context, actor policy.Actor, key string) (SavedDraft, error) {
	var d SavedDraft
	if actor.Visitor() {
		return d, nil
	}
	err := s.r.Read(ctx).Where("person_id = ? AND key = ?", actor.Person, key).Limit(1).Find(&d).Error
	return d, store.Found(err)
}

// Drafts lists what the person has begun to write, newest first.
func (s *Threads) Drafts(ctx context.Context, actor policy.Actor) ([]SavedDraft, error) {
	var ds []SavedDraft
	err := s.r.Read(ctx).Where("person_id = ?", actor.Person).Order("saved_at DESC").Limit(50).Find(&ds).Error
	return ds, store.Found(err)
}
