package thread

import (
	"context"
	"encoding/json"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// draftLife is how long the server keeps a draft nobody works on; a device keeps it as long.
const draftLife = 30 * 24 * time.Hour

// ReplyDraft begins the key of a reply that is being written; the thread's id follows.
const ReplyDraft = "reply:"

// SavedDraft is what someone has begun to write. It passed the gate; what the gate stops stays on the device.
type SavedDraft struct {
	PersonID policy.PersonID `gorm:"primaryKey"`
	Key      string          `gorm:"primaryKey"` // where it is being written, e.g. "reply:<thread>"
	Body     string
	Fields   string // JSON of Begun
	SavedAt  time.Time
}

// TableName is the table's.
func (SavedDraft) TableName() string { return "drafts" }

// OutsideTheRecord says it: a draft is nobody's word yet.
func (SavedDraft) OutsideTheRecord() {}

// Begun is what stands in a form besides the body.
type Begun struct {
	Title     string `json:"title,omitempty"`
	Purpose   string `json:"purpose,omitempty"`
	Kind      string `json:"kind,omitempty"`
	Quote     int    `json:"quote,omitempty"`
	QuoteText string `json:"quote_text,omitempty"`
}

// words tells whether anything was written; a choice alone is no draft.
func (b Begun) words() bool { return b.Title != "" || b.Purpose != "" }

// Begun reads what stands in the form besides the body.
func (d SavedDraft) Begun() Begun {
	var b Begun
	_ = json.Unmarshal([]byte(d.Fields), &b) // written by KeepDraft; a draft of an older program has none
	return b
}

// SaveDraft keeps a body on the server, after the gate. An empty one is deleted.
func (s *Threads) SaveDraft(ctx context.Context, actor policy.Actor, key, body string) (time.Time, error) {
	return s.KeepDraft(ctx, actor, key, body, Begun{})
}

// KeepDraft keeps a draft on the server, after the gate has looked at all of it. One without words is deleted.
func (s *Threads) KeepDraft(ctx context.Context, actor policy.Actor, key, body string, b Begun) (time.Time, error) {
	if actor.Visitor() {
		return time.Time{}, fault.Unauthenticated()
	}
	var fields fault.Fields
	key = input.Line(&fields, "key", key, 80, true)
	body = input.Prose(&fields, "body", body, bodyLimit, false)
	b.Title = input.Line(&fields, "title", b.Title, 120, false)
	b.Purpose = input.Prose(&fields, "purpose", b.Purpose, 600, false)
	b.QuoteText = input.Prose(&fields, "quote_text", b.QuoteText, 600, false)
	if b.Kind != "" {
		b.Kind = string(input.Choice(&fields, "kind", b.Kind, []Kind{Personal, Statement}))
	}
	if err := fields.Err(); err != nil {
		return time.Time{}, err
	}
	for _, f := range []struct{ name, text string }{{"body", body}, {"title", b.Title}, {"purpose", b.Purpose}, {"quote_text", b.QuoteText}} {
		if found := s.Look(f.text); len(found) > 0 {
			return time.Time{}, stop(f.name, found, f.name == "body")
		}
	}
	raw, err := json.Marshal(b)
	if err != nil {
		return time.Time{}, err
	}
	now := s.r.Now()
	return now, s.r.Loose(ctx, func(g *gorm.DB) error {
		if body == "" && !b.words() {
			return g.Where("person_id = ? AND key = ?", actor.Person, key).Delete(&SavedDraft{}).Error
		}
		return g.Clauses(clause.OnConflict{UpdateAll: true}).
			Create(&SavedDraft{PersonID: actor.Person, Key: key, Body: body, Fields: string(raw), SavedAt: now}).Error
	})
}

// DropDrafts deletes everything a person has begun: when she signs out everywhere, nothing of hers is to lie about.
func (s *Threads) DropDrafts(ctx context.Context, person policy.PersonID) error {
	return s.r.Loose(ctx, func(g *gorm.DB) error {
		return g.Where("person_id = ?", person).Delete(&SavedDraft{}).Error
	})
}

// Sweep deletes drafts that nobody has worked on for a month, and those of people who may not sign in any more.
func (s *Threads) Sweep(ctx context.Context, now time.Time) error {
	return s.r.Loose(ctx, func(g *gorm.DB) error {
		active := g.Session(&gorm.Session{NewDB: true}).Model(&account.Person{}).Select("id").Where("state = ?", account.Active)
		return g.Where("saved_at <= ? OR person_id NOT IN (?)", now.Add(-draftLife), active).Delete(&SavedDraft{}).Error
	})
}

// dropQuoted takes an erased post's words out of what others have begun to answer it with, and deletes what was begun on it.
func dropQuoted(tx *register.Tx, p Post) error {
	if err := tx.Where("key IN ?", []string{"edit:" + p.ID, "resubmit:" + p.ID}).Delete(&SavedDraft{}).Error; err != nil {
		return err
	}
	var begun []SavedDraft
	if err := tx.Where("key = ?", ReplyDraft+p.ThreadID).Find(&begun).Error; err != nil {
		return err
	}
	for _, d := range begun {
		b := d.Begun()
		if b.Quote != p.Number {
			continue
		}
		b.Quote, b.QuoteText = 0, ""
		raw, err := json.Marshal(b)
		if err != nil {
			return err
		}
		if err := tx.Model(&SavedDraft{PersonID: d.PersonID, Key: d.Key}).Update("fields", string(raw)).Error; err != nil {
			return err
		}
	}
	return nil
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
