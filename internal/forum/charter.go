package forum

import (
	"context"
	"strconv"
	"time"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Charter is the rules of procedure of a forum: a text in three languages, and the rules in it as data.
type Charter struct {
	ID           string `gorm:"primaryKey"`
	ForumID      policy.ForumID
	Number       int // first, second … charter of the forum
	State        string
	RulesJSON    string `gorm:"column:rules"`
	TextID       string
	VersionID    string
	AdoptedOn    *time.Time
	AdoptedNote  string // where it was adopted: the founding meeting, the letter
	ProposedBy   policy.PersonID
	ProposedHash string // the version the first person proposed for adoption
	MadeAt       time.Time
	Version      int
}

// Record is the charter itself.
func (c Charter) Record() policy.Ref { return policy.Ref{Noun: CharterNoun, ID: c.ID} }

// Piece is its row in the register's seals.
func (Charter) Piece() string { return "row" }

// Lock is the optimistic lock.
func (c *Charter) Lock() *int { return &c.Version }

// Rules reads the rules.
func (c Charter) Rules() Rules { return decodeRules(c.RulesJSON) }

// Path is the charter's own page without the language; the one in force has the forum's shorter address as well.
func (c Charter) Path(f Forum) string { return f.Path() + "/charter/" + strconv.Itoa(c.Number) }

// draftCharter begins the first charter of a forum.
func draftCharter(tx *register.Tx, f Forum, rules Rules) error {
	c := Charter{ID: clock.NewID(), ForumID: f.ID, Number: 1, State: CharterMachine().First, RulesJSON: rules.encode(), MadeAt: tx.Now()}
	return c.begin(tx, f)
}

// begin keeps a new draft.
func (c *Charter) begin(tx *register.Tx, f Forum) error {
	tx.Permit(policy.Allow(CharterNoun, c.ID, "draft"))
	if err := tx.Add(c); err != nil {
		return taken(err, "charter.draft_exists")
	}
	tx.Put(c.card(f))
	tx.Enter(c.note(f, "charter.drafted", "", c.State))
	return nil
}

// BeginCharter begins the next charter of a forum from the one in force: its text, translations and rules, as a draft of its own.
// What is in force stays in force until the next one is adopted.
func (s *Forums) BeginCharter(ctx context.Context, actor policy.Actor, key string) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		f, err := editable(tx, key)
		if err != nil {
			return err
		}
		var c Charter
		if err := inForce(tx.DB, f.ID).First(&c).Error; err != nil {
			return store.Found(err)
		}
		if c.State == CharterDraft {
			return fault.Conflict("charter.draft_exists", nil)
		}
		next := Charter{ID: clock.NewID(), ForumID: f.ID, State: CharterMachine().First, RulesJSON: c.RulesJSON, MadeAt: tx.Now()}
		if err := tx.Model(&Charter{}).Where("forum_id = ?", f.ID).Select("MAX(number) + 1").Scan(&next.Number).Error; err != nil {
			return err
		}
		var drafts int64
		if err := tx.Model(&Charter{}).Where("forum_id = ? AND state = ?", f.ID, CharterDraft).Count(&drafts).Error; err != nil {
			return err
		}
		if drafts > 0 {
			return fault.Conflict("charter.draft_exists", nil)
		}
		tx.Permit(policy.Allow(CharterNoun, next.ID, "draft"))
		if err := next.copyText(tx, c); err != nil {
			return err
		}
		return next.begin(tx, f)
	})
}

// copyText begins a charter's text with that of another one. Its translations keep their state: they are the same words.
func (c *Charter) copyText(tx *register.Tx, from Charter) error {
	_, v, trs, err := text.Of(tx.DB, from.Record())
	if err != nil {
		return store.Found(err)
	}
	t, first, err := text.Begin(tx, c.Record(), text.Draft{Language: v.Language, Title: v.Title, Source: v.Source})
	if err != nil {
		return err
	}
	c.TextID, c.VersionID = t.ID, first.ID
	for _, tr := range trs {
		if tr.SourceHash != v.Hash {
			continue // of an earlier text
		}
		if _, err := text.Translate(tx, first, text.Rendered{Language: tr.Language, State: tr.State, Title: tr.Title, Source: tr.Source,
			TranslatedBy: tr.TranslatedBy, ReviewedBy: tr.ReviewedBy}); err != nil {
			return err
		}
	}
	return nil
}

// inForce finds the charter a forum goes by: the adopted one, else, while the forum is being founded, its draft.
func inForce(db *gorm.DB, id policy.ForumID) *gorm.DB {
	return db.Model(&Charter{}).Where("forum_id = ? AND state IN ?", id, []string{CharterAdopted, CharterDraft}).
		Order("CASE WHEN state = 'adopted' THEN 0 ELSE 1 END, number DESC")
}

// rulesInForce reads the rules by which mandates and seats of a forum are judged.
func rulesInForce(db *gorm.DB, id policy.ForumID) (Rules, error) {
	var c Charter
	err := inForce(db, id).Select("rules").First(&c).Error
	return c.Rules(), store.Found(err)
}

// RulesOf gives the rules in force in a forum now: those of its adopted charter, else of its draft.
func (s *Forums) RulesOf(ctx context.Context, id policy.ForumID) (Rules, error) {
	return rulesInForce(s.r.Read(ctx), id)
}

// RulesIn is RulesOf within an act.
func RulesIn(db *gorm.DB, id policy.ForumID) (Rules, error) {
	return rulesInForce(db.Session(&gorm.Session{NewDB: true}), id)
}

// RulesInEach is RulesIn for several forums, in one query.
func RulesInEach(db *gorm.DB, ids []policy.ForumID) (map[policy.ForumID]Rules, error) {
	var all []Charter
	err := db.Session(&gorm.Session{NewDB: true}).Select("forum_id", "rules").
		Where("forum_id IN ? AND state IN ?", ids, []string{CharterAdopted, CharterDraft}).Order("CASE WHEN state = 'adopted' THEN 1 ELSE 0 END, number").Find(&all).Error
	rules := map[policy.ForumID]Rules{}
	for _, c := range all { // the last one is in force
		rules[c.ForumID] = c.Rules()
	}
	return rules, store.Found(err)
}

func (c Charter) card(f Forum) register.Card {
	return register.Card{Noun: CharterNoun, NounID: c.ID, Language: f.Language, TitleZh: f.NameZh, TitleEn: f.NameEn, TitleSv: f.NameSv,
		State: c.State, Path: c.Path(f), Access: policy.Access{Class: policy.Public, Forum: f.ID}}
}

func (c Charter) note(f Forum, verb, from, to string) register.Note {
	return register.Note{Noun: CharterNoun, ID: c.ID, Verb: verb, From: from, To: to, Facts: map[string]any{"forum": f.Key, "number": c.Number},
		Access: policy.Access{Class: policy.Public, Forum: f.ID}, Tell: register.Tell{Followers: []policy.Ref{{Noun: Noun, ID: string(f.ID)}}}}
}
