// Package meeting calls the organisations of a forum to a table and keeps what happens there: who was called and who came, from when to
// when, what stood on the agenda and what became of it. Whether enough of the table was there is reckoned at every minute, never typed.
// What is written of it is the minutes', one room above.
package meeting

import (
	"encoding/json"
	"fmt"
	"strings"
	"time"

	"sametable/internal/annex"
	"sametable/internal/ballot"
	"sametable/internal/charter"
	"sametable/internal/decision"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
)

// Noun is the name of a meeting in the register.
const Noun = "meeting"

// Kinds are the forms of meetings a forum holds. A founding one runs under the rules of the draft charter. A formal hearing (听证会) is
// none of them: the word belongs to the law.
func Kinds() []string {
	return []string{Plenary, Founding, "thematic", "consultation", "dialogue", "liaison"}
}

// Two kinds that something hangs on.
const (
	Plenary  = "plenary"
	Founding = "founding"
)

// Meeting is one meeting of a forum. It has a working reference once it is announced; the number of its minutes is another one.
type Meeting struct {
	ID          string `gorm:"primaryKey"`
	ForumKey    string
	Year        int // of its announcement, in Beijing; 0 before
	Number      int // in its forum and year
	Reference   string
	Kind        string
	Language    string // the authentic one
	TitleZh     string // what it is about; empty: its kind says enough
	TitleEn     string
	TitleSv     string
	StartsAt    time.Time
	EndsAt      time.Time // as planned
	Place       string    // in words; empty: by link alone
	PlaceLatin  string    // the same for those who do not read Chinese
	Link        string    // to take part from afar; members alone see it
	Speaks      string    // languages spoken and interpreted, separated by blanks
	State       string
	StateSince  time.Time
	Reason      string // why it was called off, put off or interrupted
	ResumesAt   *time.Time
	Revision    int    // of the agenda that was sent; 0: none was
	FollowedBy  string // id of the meeting that was planned in its stead
	PlannedBy   policy.PersonID
	AnnouncedBy policy.PersonID
	AnnouncedAt *time.Time
	OpenedAt    *time.Time
	HeldAt      *time.Time // when it ended
	ClosedAt    *time.Time
	RulesJSON   string `gorm:"column:rules"` // of the charter when it was opened
	Provinces   string // whose authorities sit at the table, for a quorum that asks for each
	RemindedAt  *time.Time
	Presider    string // JSON of Officer; empty: the chair, if she sits there
	Recorder    string // the same of who records
	policy.Access
	Version int
}

// Record is the meeting itself.
func (m Meeting) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: m.ID} }

// Piece names it in the entries that seal it.
func (Meeting) Piece() string { return "row" }

// Lock is the optimistic lock.
func (m *Meeting) Lock() *int { return &m.Version }

// At is the meeting in addresses, "2017-01"; one without a reference goes by its id.
func (m Meeting) At() string {
	if m.Reference == "" {
		return m.ID
	}
	return fmt.Sprintf("%d-%02d", m.Year, m.Number)
}

// Path is the meeting's page without the language.
func (m Meeting) Path() string { return "/f/" + m.ForumKey + "/m/" + m.At() }

// Days is the day it begins and the one it ends, in Beijing: a meeting over midnight has two.
func (m Meeting) Days() (first, last string) { return day(m.StartsAt), day(m.EndsAt) }

// Languages are those that are spoken or interpreted.
func (m Meeting) Languages() []string { return strings.Fields(m.Speaks) }

// Rules are those it was opened under.
func (m Meeting) Rules() forum.Rules {
	r := forum.DefaultRules()
	_ = json.Unmarshal([]byte(m.RulesJSON), &r) // written at its opening
	return r
}

// Begun tells whether the table has sat down.
func (m Meeting) Begun() bool { return m.OpenedAt != nil }

// zone is the forum's: all forums keep the days of Beijing.
func zone() *time.Location { return lang.Beijing.Location() }

func day(at time.Time) string { return at.In(zone()).Format(time.DateOnly) }

// settle gives the meeting the access of its state: what was announced is everybody's; a plan is for those who sit in the forum.
func (m *Meeting) settle() {
	class := policy.Public
	if m.AnnouncedAt == nil {
		class = policy.Members
	}
	m.Access = policy.Access{Class: class, Forum: m.Forum}
}

// card is what the register shows of it.
func (m Meeting) card() register.Card {
	zh, en, sv := m.titled()
	return register.Card{Noun: Noun, NounID: m.ID, Reference: m.Reference, Language: m.Language, TitleZh: zh, TitleEn: en, TitleSv: sv,
		State: m.State, Path: m.Path(), Access: m.Access}
}

// note begins an entry about the meeting.
func (m Meeting) note(verb, from string) register.Note {
	return register.Note{Noun: Noun, ID: m.ID, Verb: Noun + "." + verb, From: from, To: m.State, Access: m.Access, Values: map[string]string{},
		Facts: map[string]any{"reference": m.Reference, "kind": m.Kind, "starts": m.StartsAt.UTC().Format(time.RFC3339)}}
}

// calls adds to an entry where it is: whoever is called by it is told.
func (m Meeting) calls(n *register.Note) {
	n.Values["place"], n.Values["place_latin"] = m.Place, m.PlaceLatin
}

// Deciders are the rooms through which a table decides.
type Deciders struct {
	Ballots   *ballot.Ballots
	Decisions *decision.Decisions
	Charters  *charter.Charters
}

// Meetings is the room's door.
type Meetings struct {
	r         *register.Register
	forums    *forum.Forums
	ballots   *ballot.Ballots
	decisions *decision.Decisions
	charters  *charter.Charters
	gate      *safeguard.Gate
	files     *annex.Desk
}

// New opens the room. Every free text passes the gate before it is stored.
func New(r *register.Register, forums *forum.Forums, by Deciders, gate *safeguard.Gate) *Meetings {
	return &Meetings{r: r, forums: forums, ballots: by.Ballots, decisions: by.Decisions, charters: by.Charters, gate: gate, files: annex.New(gate)}
}
