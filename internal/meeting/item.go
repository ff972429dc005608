package meeting

import (
	"encoding/json"
	"time"

	"sametable/internal/policy"
	"sametable/internal/register"
)

// ItemNoun names the item's machine; in the register an item is part of its meeting, but where it is put to the vote.
const ItemNoun = "agenda_item"

// Purposes are what the table is to do with an item.
func Purposes() []string { return []string{Inform, Discuss, Decide} }

// The purposes.
const (
	Inform  = "inform"
	Discuss = "discuss"
	Decide  = "decide"
)

// What an item can put itself on the agenda for.
const (
	Arising  = "matters_arising" // commitments nobody has verified
	Approval = "approval"        // of the minutes of the meeting before
)

// Item is one item of an agenda. It keeps its number once the agenda was sent.
type Item struct {
	ID        string `gorm:"primaryKey"`
	MeetingID string
	Number    int // on the agenda, from 1; 0: it is only asked for
	Language  string
	TitleZh   string
	TitleEn   string
	TitleSv   string
	Purpose   string
	Presenter policy.OrganisationID // who presents it; empty: the chair
	Minutes   int                   // planned
	Auto      string                // why it put itself there; empty: somebody put it
	About     string                // JSON list of Paper
	Stood     string                // JSON list of Stood, of matters arising
	State     string
	Reason    string // why it was put off, passed on or taken away
	Outcome   string // what came of it in a few words, in Language
	// what was asked of the table, and how it was decided
	MotionZh    string
	MotionEn    string
	MotionSv    string
	BallotID    string
	Indicative  bool // there was no quorum when it was concluded
	OpenedAt    *time.Time
	ConcludedAt *time.Time
	Snapshot    string // JSON of Snapshot: who was there when it was decided
	Actions     string // JSON list of the ids of commitments that follow from it
	ProposedBy  policy.PersonID
	ProposedFor policy.OrganisationID
	Version     int
}

// Motion gives what is asked of the table in a language, else in the one that counts.
func (i Item) Motion(language string) (words, in string) {
	return register.Card{Language: i.Language, TitleZh: i.MotionZh, TitleEn: i.MotionEn, TitleSv: i.MotionSv}.Title(language)
}

// Over tells that the table is done with it.
func (i Item) Over() bool { return i.State == Decided || listed(over(), i.State) }

// Promises are the ids of the commitments that follow from the item.
func (i Item) Promises() []string {
	var all []string
	_ = json.Unmarshal([]byte(i.Actions), &all) // written by this room
	return all
}

// Paper is something an item is about: a thing in the register by noun and id.
type Paper struct {
	Noun string `json:"noun"`
	ID   string `json:"id"`
}

// Papers are what the item is about, the first one before all.
func (i Item) Papers() []Paper {
	var all []Paper
	_ = json.Unmarshal([]byte(i.About), &all) // written by this room
	return all
}

func encode(v any) string {
	b, _ := json.Marshal(v) // plain values always marshal
	return string(b)
}

// Snapshot is who was there at an instant, copied into what was decided.
type Snapshot struct {
	At            time.Time               `json:"at"`
	Organisations []policy.OrganisationID `json:"organisations"`
	Seats         int                     `json:"seats"`
	Needed        int                     `json:"needed"`
	Groups        int                     `json:"groups"`
	Met           bool                    `json:"met"`
}

// Table is who was there when the item was concluded; nobody is named before.
func (i Item) Table() Snapshot {
	var s Snapshot
	_ = json.Unmarshal([]byte(i.Snapshot), &s)
	return s
}

// The ways a line can differ.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
	Moved   = "moved"
	Same    = "same"
)

// Record is the meeting the item belongs to.
func (i Item) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: i.MeetingID} }

// Piece names it in the entries that seal it.
func (i Item) Piece() string { return "item " + i.ID }

// Lock is the optimistic lock.
func (i *Item) Lock() *int { return &i.Version }

// Title gives the title in a language, else the one that counts, and the language it is in.
func (i Item) Title(language string) (title, in string) {
	return register.Card{Language: i.Language, TitleZh: i.TitleZh, TitleEn: i.TitleEn, TitleSv: i.TitleSv}.Title(language)
}
