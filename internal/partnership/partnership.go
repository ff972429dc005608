// Package partnership keeps what organisations of a forum agree to do together: who brings what, out of which decision, where and for how
// long. It is agreed once every party has confirmed the same words; from then on it is public.
package partnership

import (
	"fmt"
	"time"

	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
)

// Noun is the name of a partnership in the register.
const Noun = "partnership"

// Origin is what a partnership comes from: something in the register, or what was said at a meeting on a day.
type Origin struct {
	Ref   policy.Ref
	Words string // in place of Ref or beside it
	On    string // day of the meeting, "2018-03-29"
}

// Partnership is what several organisations do together.
type Partnership struct {
	ID            string `gorm:"primaryKey"`
	ForumKey      string
	Number        int // in its forum and year
	Year          int // in Beijing
	Reference     string
	Language      string // in which it is agreed; that title counts
	TitleZh       string
	TitleEn       string
	TitleSv       string
	Scope         string // Markdown, in Language
	Region        string // code of a division; empty: more than one province
	Starts        string // first day; empty: not settled yet
	Ends          string // last day; empty: no end is set
	OriginNoun    string
	OriginID      string
	OriginWords   string
	OriginOn      string
	AgreementLink string
	FileID        string // of the scanned agreement; empty: there is none
	State         string
	StateSince    time.Time
	Reason        string // of the last step that needed one
	ProposedBy    policy.PersonID
	AgreedAt      *time.Time
	ActiveAt      *time.Time
	policy.Access
	Version int
}

// Record is the partnership itself.
func (p Partnership) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: p.ID} }

// Piece names it in the entries that seal it.
func (Partnership) Piece() string { return "row" }

// Lock is the optimistic lock. It moves with the words and the state, not with each confirmation: whoever confirms names the words she
// read.
func (p *Partnership) Lock() *int { return &p.Version }

// At is the partnership in addresses, "2018-01".
func (p Partnership) At() string { return fmt.Sprintf("%d-%02d", p.Year, p.Number) }

// Path is the partnership's page without the language.
func (p Partnership) Path() string { return "/f/" + p.ForumKey + "/partnerships/" + p.At() }

// Titles are the titles there are, by language.
func (p Partnership) Titles() map[string]string {
	titles := map[string]string{}
	for language, title := range map[string]string{"zh": p.TitleZh, "en": p.TitleEn, "sv": p.TitleSv} {
		if title != "" {
			titles[language] = title
		}
	}
	return titles
}

// Title gives the title in a language, else the one that counts, and the language it is in.
func (p Partnership) Title(language string) (title, in string) { return p.card().Title(language) }

// Origin is what the partnership comes from.
func (p Partnership) Origin() Origin {
	return Origin{Ref: policy.Ref{Noun: p.OriginNoun, ID: p.OriginID}, Words: p.OriginWords, On: p.OriginOn}
}

// Party is one of those who work together, and what it brings. Its confirmation is of the words as they stand; where they change, it is
// asked again.
type Party struct {
	ID             string `gorm:"primaryKey"`
	PartnershipID  string
	OrganisationID policy.OrganisationID
	Place          int    // in the order of the form
	Brings         string // in the partnership's language
	ConfirmedBy    policy.PersonID
	ConfirmedAt    *time.Time
	Version        int
}

// TableName is the table's.
func (Party) TableName() string { return "partnership_parties" }

// Record is the partnership the party belongs to.
func (y Party) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: y.PartnershipID} }

// Piece names it in the entries that seal it.
func (y Party) Piece() string { return "party " + y.ID }

// Lock is the optimistic lock.
func (y *Party) Lock() *int { return &y.Version }

// zone is the forum's: all forums keep the days of Beijing.
func zone() *time.Location { return lang.Beijing.Location() }

// today is the day of an instant in the forum's zone.
func today(at time.Time) string { return at.In(zone()).Format(time.DateOnly) }

// class is who may see the partnership: those who sit in the forum, and from its agreement on everybody.
func (p Partnership) class() policy.Class {
	if p.Class == policy.Public || p.AgreedAt != nil {
		return policy.Public
	}
	return policy.Members
}

// settle gives the partnership the access of its state.
func (p *Partnership) settle() {
	p.Access = policy.Access{Class: p.class(), Forum: p.Forum, Person: p.ProposedBy}
}

// card is what the register shows of it.
func (p Partnership) card() register.Card {
	return register.Card{Noun: Noun, NounID: p.ID, Reference: p.Reference, Language: p.Language, TitleZh: p.TitleZh, TitleEn: p.TitleEn, TitleSv: p.TitleSv,
		State: p.State, Path: p.Path(), Access: p.Access}
}

// note begins an entry about the partnership.
func (p Partnership) note(verb, from string) register.Note {
	return register.Note{Noun: Noun, ID: p.ID, Verb: Noun + "." + verb, From: from, To: p.State, Access: p.Access,
		Facts: map[string]any{"reference": p.Reference, "origin_noun": p.OriginNoun, "origin": p.OriginID, "region": p.Region}, Values: map[string]string{}}
}

// Partnerships is the room's door.
type Partnerships struct {
	r    *register.Register
	gate *safeguard.Gate
}

// New opens the room. Every free text passes the gate before it is stored.
func New(r *register.Register, gate *safeguard.Gate) *Partnerships { return &Partnerships{r, gate} }
