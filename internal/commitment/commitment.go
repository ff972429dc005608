// Package commitment keeps what organisations have promised in a forum: what each is to do, by which day, out of which decision or reply,
// and what shows that it was done. The organisation that promises accepts it first; that it is done is verified by somebody of another
// stakeholder group. Whether it is late is reckoned from its day and stands nowhere.
package commitment

import (
	"fmt"
	"time"

	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
)

// Noun is the name of a commitment in the register.
const Noun = "commitment"

// Origin is what a commitment comes from: something in the register, with the measure of it where it has several, or what was said at a
// meeting on a day.
type Origin struct {
	Ref     policy.Ref
	Measure int    // of a proposal; 0: the whole
	Words   string // in place of Ref or beside it
	On      string // day of the meeting, "2019-02-28"
}

// Commitment is one promise. Its number stays, whoever takes it over and however often its day is moved.
type Commitment struct {
	ID            string `gorm:"primaryKey"`
	ForumKey      string
	Number        int // in its forum and year
	Year          int // in Beijing
	Reference     string
	Language      string // in which it was agreed; that title counts
	TitleZh       string
	TitleEn       string
	TitleSv       string
	Details       string // Markdown, in Language
	OwnerID       policy.OrganisationID
	NextOwner     policy.OrganisationID // who is asked to take it over; empty: nobody
	Due           string                // the last day, "2019-05-31"
	FirstDue      string                // the day that was promised at first
	Extended      int                   // how often the day was moved
	AskedDue      string                // the day the owner asks for instead; empty: it asks for none
	AskedWhy      string
	AskedBy       policy.PersonID
	OriginNoun    string
	OriginID      string
	OriginMeasure int
	OriginWords   string
	OriginOn      string
	State         string
	StateSince    time.Time
	Reason        string // of the last step that needed one
	ProposedBy    policy.PersonID
	AcceptedBy    policy.PersonID
	AcceptedAt    *time.Time
	ReportedBy    policy.PersonID
	ReportedAt    *time.Time
	Evidence      string // what was done and how it can be seen, in words
	EvidenceLink  string
	EvidencePaper string // number of a document
	FileID        string // of a scanned paper; empty: there is none
	VerifiedBy    policy.PersonID
	VerifiedFor   policy.OrganisationID
	VerifiedAt    *time.Time
	EscalatedAt   *time.Time // when the convening authority was told that it is late
	policy.Access
	Version int
}

// Record is the commitment itself.
func (c Commitment) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: c.ID} }

// Piece names it in the entries that seal it.
func (Commitment) Piece() string { return "row" }

// Lock is the optimistic lock.
func (c *Commitment) Lock() *int { return &c.Version }

// At is the commitment in addresses, "2017-01".
func (c Commitment) At() string { return fmt.Sprintf("%d-%02d", c.Year, c.Number) }

// Path is the commitment's page without the language.
func (c Commitment) Path() string { return "/f/" + c.ForumKey + "/c/" + c.At() }

// Titles are the titles there are, by language.
func (c Commitment) Titles() map[string]string {
	titles := map[string]string{}
	for language, title := range map[string]string{"zh": c.TitleZh, "en": c.TitleEn, "sv": c.TitleSv} {
		if title != "" {
			titles[language] = title
		}
	}
	return titles
}

// Title gives the title in a language, else the one that counts, and the language it is in.
func (c Commitment) Title(language string) (title, in string) { return c.card().Title(language) }

// Origin is what the commitment comes from.
func (c Commitment) Origin() Origin {
	return Origin{Ref: policy.Ref{Noun: c.OriginNoun, ID: c.OriginID}, Measure: c.OriginMeasure, Words: c.OriginWords, On: c.OriginOn}
}

// zone is the forum's: all forums keep the days of Beijing.
func zone() *time.Location { return lang.Beijing.Location() }

// today is the day of an instant in the forum's zone.
func today(at time.Time) string { return at.In(zone()).Format(time.DateOnly) }

// Ends is the first instant after the commitment's last day.
func (c Commitment) Ends() time.Time {
	day, err := time.ParseInLocation(time.DateOnly, c.Due, zone())
	if err != nil { // no row has such a day: the form reads it
		return time.Time{}
	}
	return day.AddDate(0, 0, 1)
}

// Overdue tells whether the last day is over while the commitment is still to be kept.
func (c Commitment) Overdue(now time.Time) bool {
	return listed(running(), c.State) && c.Due < today(now)
}

// class is who may see the commitment. What an organisation has accepted is public and stays so; what it is only asked for is for those
// who sit in the forum.
func (c Commitment) class() policy.Class {
	if c.Class == policy.Public || c.AcceptedAt != nil {
		return policy.Public
	}
	return policy.Members
}

// settle gives the commitment the access of its state.
func (c *Commitment) settle() {
	c.Access = policy.Access{Class: c.class(), Forum: c.Forum, Organisation: c.OwnerID, Person: c.ProposedBy}
}

// card is what the register shows of it.
func (c Commitment) card() register.Card {
	return register.Card{Noun: Noun, NounID: c.ID, Reference: c.Reference, Language: c.Language, TitleZh: c.TitleZh, TitleEn: c.TitleEn, TitleSv: c.TitleSv,
		State: c.State, Path: c.Path(), Access: c.Access}
}

// note begins an entry about the commitment; what differs is filled in by the use case.
func (c Commitment) note(verb, from string) register.Note {
	facts := map[string]any{"reference": c.Reference, "owner": string(c.OwnerID), "due": c.Due}
	if c.OriginID != "" {
		facts["origin_noun"], facts["origin"], facts["measure"] = c.OriginNoun, c.OriginID, c.OriginMeasure
	}
	return register.Note{Noun: Noun, ID: c.ID, Verb: Noun + "." + verb, From: from, To: c.State, For: c.OwnerID, Facts: facts, Access: c.Access,
		Values: map[string]string{}}
}

// Commitments is the room's door.
type Commitments struct {
	r    *register.Register
	gate *safeguard.Gate
}

// New opens the room. Every free text passes the gate before it is stored.
func New(r *register.Register, gate *safeguard.Gate) *Commitments { return &Commitments{r, gate} }
