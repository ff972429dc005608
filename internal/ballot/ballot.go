// Package ballot turns the voices of organisations into a decision by a charter's rule. A ballot is bound to the words it is about, to
// the rules of the day and to a copy of who could vote; voices have names, one for each organisation. What comes of it is reckoned, never
// typed. It knows no subject: the room that asks gives what is decided on, and says what follows.
package ballot

import (
	"encoding/json"
	"time"

	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
)

// Noun is the name of a ballot in the register.
const Noun = "ballot"

// Ballot is one question put to the organisations of a forum. What was counted is kept with it when it is tallied.
type Ballot struct {
	ID           string `gorm:"primaryKey"`
	ForumKey     string
	SubjectNoun  string
	SubjectID    string
	SubjectPath  string
	Reference    string // of the subject
	Revision     int    // of the subject's words
	VersionID    string // of the words that are decided on
	VersionHash  string
	RulesJSON    string       `gorm:"column:rules"` // of the charter on the day it was prepared
	Provinces    string       // codes of those that have to be there if the charter asks for each, separated by blanks
	Within       policy.Class // who may see it in every state; empty: the members, and everybody once it is published
	Written      bool         // voices are given until a day, not at a table
	Meeting      string       // at which, in words
	Until        *time.Time
	State        string
	StateSince   time.Time
	Reason       string // of what was voided
	PreparedBy   policy.PersonID
	OpenedAt     *time.Time
	ClosedAt     *time.Time
	TalliedAt    *time.Time
	Result       Result
	Seats        int // organisations that could vote
	Present      int
	Favour       int
	Against      int
	Abstained    int
	Recused      int
	Reservations int
	policy.Access
	Version int
}

// Record is the ballot itself.
func (b Ballot) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: b.ID} }

// Piece names it in the entries that seal it.
func (Ballot) Piece() string { return "row" }

// Lock is the optimistic lock.
func (b *Ballot) Lock() *int { return &b.Version }

// Path is the ballot's page without the language.
func (b Ballot) Path() string { return "/ballot/" + b.ID }

// Subject is what is decided on.
func (b Ballot) Subject() policy.Ref { return policy.Ref{Noun: b.SubjectNoun, ID: b.SubjectID} }

// Rules reads the rules by which it is counted.
func (b Ballot) Rules() forum.Rules {
	var r forum.Rules
	_ = json.Unmarshal([]byte(b.RulesJSON), &r) // written by Put
	return r
}

// zone is the forum's: all forums keep the days of Beijing.
func zone() *time.Location { return lang.Beijing.Location() }

// settle gives the ballot the access of its state: those who sit in the forum follow it; what it came to is everybody's. One on
// something that stays within a circle stays there, until it is carried: then it is the members'.
func (b *Ballot) settle() {
	class := policy.Members
	switch carried := b.State == Published && b.Result == Carried; {
	case b.Within != "" && !carried:
		class = b.Within
	case b.Within == "" && b.State == Published:
		class = policy.Public
	}
	b.Access = policy.Access{Class: class, Forum: b.Forum, Organisation: b.Organisation}
}

// note begins an entry about the ballot.
func (b Ballot) note(verb, from string) register.Note {
	return register.Note{Noun: Noun, ID: b.ID, Verb: Noun + "." + verb, From: from, To: b.State,
		Facts:  map[string]any{"subject_noun": b.SubjectNoun, "subject": b.SubjectID, "reference": b.Reference, "revision": b.Revision, "words": b.VersionHash},
		Access: b.Access, Values: map[string]string{}}
}

// put keeps the ballot's card, under the title of what is decided on.
func (b Ballot) put(tx *register.Tx) error {
	var about register.Card
	err := tx.Where("noun = ? AND noun_id = ?", b.SubjectNoun, b.SubjectID).Limit(1).Find(&about).Error
	tx.Put(register.Card{Noun: Noun, NounID: b.ID, Language: about.Language, TitleZh: about.TitleZh, TitleEn: about.TitleEn, TitleSv: about.TitleSv, State: b.State,
		Path: b.Path(), Access: b.Access})
	return err
}

// Ballots is the room's door.
type Ballots struct {
	r      *register.Register
	forums *forum.Forums
	gate   *safeguard.Gate
}

// New opens the room. Every free text passes the gate before it is stored.
func New(r *register.Register, forums *forum.Forums, gate *safeguard.Gate) *Ballots {
	return &Ballots{r, forums, gate}
}
