// Package received keeps what came to minutes that go round from outside: by letter, telephone or e-mail. A correction, or the answer that
// they are right, of an organisation that was at the table. The secretary enters it and another person compares it; then it counts as if it
// had been said here, and says how it came. Until then the minutes are not approved. What came in time may be entered later, until they are.
package received

import (
	"time"

	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
)

// Noun names the machine of what came; in the register it is part of its minutes.
const Noun = "minutes_letter"

// What can come: a correction, or the answer that the minutes are right.
const (
	Correction = "correction"
	Agreement  = "agreement"
)

// Abouts lists what can come.
func Abouts() []string { return []string{Correction, Agreement} }

// The states of what came.
const (
	Entered = minutes.Entered // nobody has compared it yet
	Checked = "checked"
	Refused = "refused" // it is let go of
)

// Letter is what came, with its scan: a letter has one, of a call or a mail there may be a note. It is closed: the secretariat and those who
// check letters open it.
type Letter struct {
	ID             string `gorm:"primaryKey"`
	MinutesID      string
	ForumID        policy.ForumID
	About          string
	OrganisationID policy.OrganisationID
	minutes.Came
	State      string
	StateSince time.Time
	Edition    int    // the version it is about
	Hash       string // of that version
	BlockID    string // of a correction, as minutes.Correction has it
	Wrong      string
	Quote      string
	Place      int
	Instead    string
	Reason     string
	Language   string
	Content    []byte
	Kind       string // media type, by its content; empty: there is no paper
	Name       string
	FileHash   string // SHA-256 of the content
	Version    int
}

// TableName is the table's.
func (Letter) TableName() string { return minutes.LettersTable }

// Record is the minutes it is about.
func (l Letter) Record() policy.Ref { return policy.Ref{Noun: minutes.Noun, ID: l.MinutesID} }

// Piece names it in the entries that seal it.
func (l Letter) Piece() string { return "letter " + l.ID }

// Lock is the optimistic lock.
func (l *Letter) Lock() *int { return &l.Version }

// correction is the correction it asks for.
func (l Letter) correction() minutes.Correction {
	return minutes.Correction{MinutesID: l.MinutesID, BlockID: l.BlockID, Edition: l.Edition, Kind: l.Wrong, Quote: l.Quote, Place: l.Place, Instead: l.Instead,
		Reason: l.Reason, Language: l.Language, FiledFor: l.OrganisationID, Came: l.Came}
}

// asks takes over what a correction says.
func (l *Letter) asks(c minutes.Correction) {
	l.BlockID, l.Wrong, l.Quote, l.Place, l.Instead, l.Reason, l.Language = c.BlockID, c.Kind, c.Quote, c.Place, c.Instead, c.Reason, c.Language
}

// Received is the room's door.
type Received struct {
	r       *register.Register
	minutes *minutes.Minutes
	gate    *safeguard.Gate
}

// New opens the room. Every free text passes the gate before it is stored.
func New(r *register.Register, of *minutes.Minutes, gate *safeguard.Gate) *Received {
	return &Received{r, of, gate}
}

// note begins an entry about what came. Until it counts it is between the organisation and those who handle letters.
func (l Letter) note(m minutes.Set, past string) register.Note {
	within := policy.Access{Class: policy.Secretariat, Forum: m.Forum, Organisation: l.OrganisationID}
	if past == "letter_checked" {
		within = m.Access
	}
	n := m.Beside(past, within)
	n.For = l.OrganisationID
	n.Facts["about"], n.Facts["channel"], n.Facts["dated"] = l.About, l.Channel, l.Dated
	if l.Received != "" {
		n.Facts["received"] = l.Received
	}
	if l.BlockID != "" {
		n.Facts["block"], n.Facts["organisation"] = l.BlockID, string(l.OrganisationID)
	}
	n.Values["sender"] = l.Sender
	return n
}
