// Package minutes keeps the record of a meeting (会议纪要 · protokoll): from the words a secretary writes beside what the meeting itself
// says, through the chair and those who were there, to a numbered paper that stays as it is. What was noted at the table (会议记录) lies
// beside it and is no part of it. Names, numbers, votes, owners and days are the meeting's own; nobody types them.
package minutes

import (
	"fmt"
	"strings"
	"time"

	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// Noun is the name of minutes in the register. The room of meetings knows them by it.
const Noun = meeting.MinutesNoun

// The ways a charter has minutes approved, as forum.ApprovalModes names them.
const (
	Silence  = "silence"
	ByBallot = "ballot"
	Checking = "checkers"
)

// Set is a set of minutes: those of one meeting, whose id they have.
type Set struct {
	ID                string `gorm:"primaryKey"`
	ForumKey          string
	MeetingReference  string
	At                string // of the meeting, in addresses
	Language          string // the authentic one
	TitleZh           string
	TitleEn           string
	TitleSv           string
	Mode              string // in which they are approved
	Languages         string // in which decisions have to stand, separated by blanks
	State             string
	StateSince        time.Time
	Reason            string // why the chair sent them back, or the secretary took them back
	Laid              bool   // what the meeting came to stands in them
	DraftedBy         policy.PersonID
	Edition           int    // number of the version that counts; 0: there is none yet
	Hash              string // of it
	ChairHash         string // of the version the chair has approved
	ChairBy           policy.PersonID
	CirculatedEdition int // the version that was sent round
	CirculatedAt      *time.Time
	ClosesAt          *time.Time // the end of the time for corrections
	CorrectionDays    int        // how many working days that was, by the charter of the day they were sent round
	Reminders         int        // how many reminders were due by the last one that was sent
	RemindedAt        *time.Time
	ToldAt            *time.Time // when the chair was told that the time is over
	Outcome           string     // JSON of Answered: what each organisation had said when they were approved
	ApprovedBy        policy.PersonID
	ApprovedAt        *time.Time
	ApprovedHash      string
	Approval          string // JSON of Approval; empty where they were approved before it was kept
	Year              int    // of their issue, in Beijing
	Number            int    // in their forum and year; 0: not issued
	Code              string
	IssuedBy          policy.PersonID
	IssuedAt          *time.Time
	Corrected         int // errata that were issued
	WithholdBy        policy.PersonID
	WithholdRole      policy.Role
	Ground            string // the law by which they are withheld, or are to be
	policy.Access
	Version int
}

// TableName is the table's.
func (Set) TableName() string { return "minutes" }

// Record is the minutes themselves.
func (m Set) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: m.ID} }

// Piece names them in the entries that seal them.
func (Set) Piece() string { return "row" }

// Lock is the optimistic lock.
func (m *Set) Lock() *int { return &m.Version }

// Path is the page of the minutes without the language.
func (m Set) Path() string { return "/f/" + m.ForumKey + "/m/" + m.At + "/minutes" }

// Reference is what issued minutes are cited by, "HD-P-2017-02"; empty before.
func (m Set) Reference() string {
	if m.Number == 0 {
		return ""
	}
	return fmt.Sprintf("%s-P-%d-%02d", m.ForumKey, m.Year, m.Number)
}

// Numbered is the number as a paper in a language bears it; empty before they are issued.
func (m Set) Numbered(language string) string {
	if m.Number == 0 {
		return ""
	}
	form := map[string]string{"zh": "第%d期（%d年）", "en": "No. %d (%d)", "sv": "nr %d (%d)"}[language]
	return fmt.Sprintf(form, m.Number, m.Year)
}

// NumberOf is the number that a reference stands for, "HD-P-2017-02", as a paper in a language bears it; "" where it is no reference of minutes.
func NumberOf(reference, language string) string {
	at := strings.LastIndex(reference, "-P-")
	if at < 0 {
		return ""
	}
	var m Set
	if n, _ := fmt.Sscanf(reference[at:], "-P-%d-%d", &m.Year, &m.Number); n < 2 {
		return ""
	}
	return m.Numbered(language)
}

// Required are the languages in which decisions, elections and promises have to stand before anybody reads them.
func (m Set) Required() []string { return strings.Fields(m.Languages) }

// Circulating tells whether those who were there can have something corrected at an instant.
func (m Set) Circulating(now time.Time) bool {
	return m.State == Circulated && m.ClosesAt != nil && !now.After(*m.ClosesAt)
}

// zone is the forum's: all forums keep the days of Beijing.
func zone() *time.Location { return lang.Beijing.Location() }

// settle gives the minutes the access of their state: those who sit in the forum follow them, and what is issued is everybody's. What is
// withheld leaves a stub that everybody reads.
func (m *Set) settle() {
	class := policy.Members
	if m.State == Issued || m.State == Withheld {
		class = policy.Public
	}
	m.Access = policy.Access{Class: class, Forum: m.Forum}
}

// card is what the register shows of them.
func (m Set) card() register.Card {
	return register.Card{Noun: Noun, NounID: m.ID, Reference: m.Reference(), Language: m.Language, TitleZh: m.TitleZh, TitleEn: m.TitleEn, TitleSv: m.TitleSv,
		State: m.State, Path: m.Path(), Access: m.Access}
}

// Title gives what the meeting is called in a language, else in the authentic one, and the language it is in.
func (m Set) Title(language string) (title, in string) { return m.card().Title(language) }

// note begins an entry about the minutes.
func (m Set) note(verb, from string) register.Note {
	return register.Note{Noun: Noun, ID: m.ID, Verb: Noun + "." + verb, From: from, To: m.State, Access: m.Access, Values: map[string]string{},
		Facts: map[string]any{"meeting": m.MeetingReference, "edition": m.Edition, "hash": m.Hash}}
}

// Beside begins an entry about something that hangs on the minutes and is not read by all who read them.
func (m Set) Beside(verb string, within policy.Access) register.Note {
	n := m.note(verb, m.State)
	n.Access = within
	return n
}

// move takes the minutes to a state.
func (m *Set) move(tx *register.Tx, to string) (from string) {
	if from = m.State; from != to {
		m.State, m.StateSince = to, tx.Now()
	}
	m.settle()
	return from
}

// keep saves the minutes and enters what was done to them.
func (m *Set) keep(tx *register.Tx, n register.Note) error {
	n.To, n.Access = m.State, m.Access
	if err := tx.Save(m); err != nil {
		return err
	}
	tx.Put(m.card())
	tx.Enter(n)
	return nil
}
