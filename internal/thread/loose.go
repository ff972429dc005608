package thread

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/fault"
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
