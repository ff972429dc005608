package minutes

import (
	"time"

	"sametable/internal/policy"
	"sametable/internal/text"
)

// Kinds are what a paragraph of the record can be.
func Kinds() []string {
	return []string{Information, Discussion, Decision, Action, Reservation, Election}
}

// The kinds of paragraphs.
const (
	Information = "information"
	Discussion  = "discussion"
	Decision    = "decision"
	Action      = "action"
	Reservation = "reservation"
	Election    = "election"
)

// Told tells the kinds that are told in words and nothing else.
func Told(kind string) bool { return kind == Information || kind == Discussion }

// Block is one paragraph of the record, with what is typed of it in its facts.
type Block struct {
	ID        string `gorm:"primaryKey"`
	MinutesID string
	ItemID    string
	Item      int // its number on the agenda
	Place     int // within the item
	Kind      string
	Words     string // in the authentic language
	Noted     bool   // there is nothing to tell but that it was noted
	Facts     string // JSON of Facts
	Version   int
}

// TableName is the table's.
func (Block) TableName() string { return "minutes_blocks" }

// Record is the minutes the block belongs to.
func (b Block) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: b.MinutesID} }

// Piece names it in the entries that seal it.
func (b Block) Piece() string { return "block " + b.ID }

// Lock is the optimistic lock.
func (b *Block) Lock() *int { return &b.Version }

// Fact reads what is typed of the block.
func (b Block) Fact() Facts { return decode[Facts](b.Facts) }

// Source is the hash of the words as a translation is made from them.
func (b Block) Source(language string) string { return text.Digest(language, "", b.Words) }

// Edition is one version of the record: its canonical text, which never changes.
type Edition struct {
	ID        string `gorm:"primaryKey"`
	MinutesID string
	Number    int
	Content   string // as canonical writes it; empty once it is erased
	Hash      string // SHA-256 of it, in hex
	MadeBy    policy.PersonID
	MadeAt    time.Time
	Erased    bool
}

// TableName is the table's.
func (Edition) TableName() string { return "minutes_versions" }

// Record is the minutes the version belongs to.
func (e Edition) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: e.MinutesID} }

// Piece names it in the entries that seal it.
func (e Edition) Piece() string { return "version " + e.ID }

// Read takes the canonical text apart.
func (e Edition) Read() Content { return decode[Content](e.Content) }

// Note is what was noted at the table beside an item. The secretariat and the chair read it, and nobody else; no version holds it.
type Note struct {
	MinutesID string `gorm:"primaryKey"`
	ItemID    string `gorm:"primaryKey"`
	Words     string
	WrittenBy policy.PersonID
	WrittenAt time.Time
	Erased    bool // two moderators took the words away
	Version   int
}

// TableName is the table's.
func (Note) TableName() string { return "minutes_notes" }

// OutsideTheRecord says it: a note at the table is nobody's word yet.
func (Note) OutsideTheRecord() {}

// Reading is who has opened the minutes while they went round.
type Reading struct {
	MinutesID string          `gorm:"primaryKey"`
	PersonID  policy.PersonID `gorm:"primaryKey"`
	Edition   int
	OpenedAt  time.Time
}

// TableName is the table's.
func (Reading) TableName() string { return "minutes_readings" }

// OutsideTheRecord says it: reading is no act.
func (Reading) OutsideTheRecord() {}

// Answer is the word of an organisation that the minutes are right as they went round.
type Answer struct {
	ID             string `gorm:"primaryKey"`
	MinutesID      string
	OrganisationID policy.OrganisationID
	PersonID       policy.PersonID // empty where it came from outside
	Hash           string
	SaidAt         time.Time
	Came
	Version int
}

// TableName is the table's.
func (Answer) TableName() string { return "minutes_replies" }

// Record is the minutes it is about.
func (a Answer) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: a.MinutesID} }

// Piece names it in the entries that seal it.
func (a Answer) Piece() string { return "reply " + a.ID }

// Lock is the optimistic lock.
func (a *Answer) Lock() *int { return &a.Version }

// Checker is one of those who were chosen at the meeting to check its minutes (justerare).
type Checker struct {
	ID             string `gorm:"primaryKey"`
	MinutesID      string
	PersonID       policy.PersonID
	OrganisationID policy.OrganisationID
	Name           string
	Latin          string
	Hash           string // of the version she has signed
	SignedAt       *time.Time
	Version        int
}

// TableName is the table's.
func (Checker) TableName() string { return "minutes_checkers" }

// Record is the minutes she checks.
func (c Checker) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: c.MinutesID} }

// Piece names it in the entries that seal it.
func (c Checker) Piece() string { return "checker " + c.ID }

// Lock is the optimistic lock.
func (c *Checker) Lock() *int { return &c.Version }
