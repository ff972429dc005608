package forum

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Charter is the rules of procedure of a forum: a text in three languages, and the rules in it as data. Its life is told in the room
// charter.
type Charter struct {
	ID           string `gorm:"primaryKey"`
	ForumID      policy.ForumID
	Number       int // first, second … charter of the forum
	State        string
	StateSince   *time.Time
	RulesJSON    string `gorm:"column:rules"`
	TextID       string
	VersionID    string
	AdoptedOn    *time.Time
	AdoptedNote  string          // where it was adopted: the meeting
	ProposedBy   policy.PersonID // who submitted it for review
	ProposedHash string          // and the words she submitted
	ConsultedID  string          // the version of the text that was consulted on
	ConsultedAt  *time.Time
	WindowEnds   *time.Time // the last instant of the consultation
	WindowToldAt *time.Time // when those who commented were told that it is over
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
	c := Charter{ID: clock.NewID(), ForumID: f.ID, Number: 1, State: CharterDraft, RulesJSON: rules.Encode(), MadeAt: tx.Now()}
	return BeginCharter(tx, f, &c)
}

// BeginCharter keeps a new draft, inside an act of a room that has judged its actor.
func BeginCharter(tx *register.Tx, f Forum, c *Charter) error {
	now := tx.Now()
	c.StateSince = &now
	tx.Permit(policy.Allow(CharterNoun, c.ID, "draft"))
	if err := tx.Add(c); err != nil {
		return taken(err, "charter.draft_exists")
	}
	if err := c.Runs(tx); err != nil {
		return err
	}
	tx.Put(c.Card(f))
	tx.Enter(c.Note(f, "charter.drafted", "", c.State))
	return nil
}

// inForce finds the charter a forum goes by: the adopted one, else, while the forum is being founded, the newest there is.
func inForce(db *gorm.DB, id policy.ForumID) *gorm.DB {
	return db.Model(&Charter{}).Where("forum_id = ?", id).Order("CASE WHEN state = 'adopted' THEN 0 ELSE 1 END, number DESC")
}

// rulesInForce reads the rules by which mandates and seats of a forum are judged.
func rulesInForce(db *gorm.DB, id policy.ForumID) (Rules, error) {
	var c Charter
	err := inForce(db, id).Select("rules").First(&c).Error
	return c.Rules(), store.Found(err)
}

// RulesOf gives the rules in force in a forum now: those of its adopted charter, else of the one it is founded with.
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
	err := db.Session(&gorm.Session{NewDB: true}).Select("forum_id", "rules").Where("forum_id IN ?", ids).
		Order("CASE WHEN state = 'adopted' THEN 1 ELSE 0 END, number").Find(&all).Error
	rules := map[policy.ForumID]Rules{}
	for _, c := range all { // the last one is in force
		rules[c.ForumID] = c.Rules()
	}
	return rules, store.Found(err)
}

// Reference is what the charter is called by in the papers of its forum, by the year its draft was begun: "HD-CH-2016-01".
func (c Charter) Reference(key string) string {
	return fmt.Sprintf("%s-CH-%d-%02d", key, c.MadeAt.In(lang.Beijing.Location()).Year(), c.Number)
}

// Card is what the register shows of it.
func (c Charter) Card(f Forum) register.Card {
	return register.Card{Noun: CharterNoun, NounID: c.ID, Reference: c.Reference(f.Key), Language: f.Language, TitleZh: f.NameZh, TitleEn: f.NameEn, TitleSv: f.NameSv,
		State: c.State, Path: c.Path(f), Access: policy.Access{Class: policy.Public, Forum: f.ID}}
}

// Note begins an entry about it, told to those who follow the forum.
func (c Charter) Note(f Forum, verb, from, to string) register.Note {
	return register.Note{Noun: CharterNoun, ID: c.ID, Verb: verb, From: from, To: to, Facts: map[string]any{"forum": f.Key, "number": c.Number},
		Access: policy.Access{Class: policy.Public, Forum: f.ID}, Tell: register.Tell{Followers: []policy.Ref{{Noun: Noun, ID: string(f.ID)}}}}
}
