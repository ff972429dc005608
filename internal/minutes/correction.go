package minutes

import (
	"strings"
	"time"
	"unicode/utf8"

	"sametable/internal/policy"
)

// CorrectionNoun names the machine of a correction; in the register it is part of its minutes.
const CorrectionNoun = "minutes_correction"

// CorrectionKinds are what can be wrong with minutes.
func CorrectionKinds() []string {
	return []string{"fact", "attribution", Omission, Rendering, "typo", Attendance}
}

// Kinds that something hangs on: something is missing, a translation is wrong, or who was there, whatever paragraph it was said at.
const (
	Omission   = "omission"
	Rendering  = "translation"
	Attendance = "attendance"
)

// Channels are the ways by which a correction came that the secretariat has entered.
func Channels() []string { return []string{"letter", "telephone", "mail"} }

// Came is how something came from outside that the secretariat has entered and a second person compared; empty: it was said here.
type Came struct {
	Channel   string // one of Channels
	Sender    string
	Dated     string // of the letter or the call
	Received  string // the day it came, where it was entered after the time for corrections; empty: it was entered in time
	EnteredBy policy.PersonID
	CheckedBy policy.PersonID
}

// Correction is what somebody who was there would have other than it stands: at a paragraph, in place of some of its words.
type Correction struct {
	ID        string `gorm:"primaryKey"`
	MinutesID string
	BlockID   string
	Edition   int // the version she read
	Kind      string
	Quote     string // the words of the paragraph it is about; empty: the whole
	Place     int    // where they stood, in characters
	Instead   string // what should stand there
	Reason    string
	Language  string // of the words and the reason
	FiledBy   policy.PersonID
	FiledFor  policy.OrganisationID
	FiledAt   time.Time
	Came
	State       string
	Answer      string // of the secretariat
	Became      string // the words that stand there now
	MadeEdition int    // the version that came of it
	SettledBy   policy.PersonID
	SettledAt   *time.Time
	Version     int
}

// TableName is the table's.
func (Correction) TableName() string { return "minutes_corrections" }

// Record is the minutes it is about.
func (c Correction) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: c.MinutesID} }

// Piece names it in the entries that seal it.
func (c Correction) Piece() string { return "correction " + c.ID }

// Lock is the optimistic lock.
func (c *Correction) Lock() *int { return &c.Version }

// Anchor finds quoted words in a paragraph as it stands now, the place nearest to where they stood, in characters. They may be gone.
func Anchor(words, quote string, place int) (from int, found bool) {
	if quote == "" {
		return 0, true
	}
	best := -1
	for at := 0; ; {
		n := strings.Index(words[at:], quote)
		if n < 0 {
			break
		}
		here := utf8.RuneCountInString(words[:at+n])
		if best < 0 || distance(here, place) < distance(best, place) {
			best = here
		}
		_, size := utf8.DecodeRuneInString(words[at+n:])
		at += n + size
	}
	return max(best, 0), best >= 0
}

func distance(a, b int) int { return max(a-b, b-a) }

// replaced puts other words in the place of quoted ones.
func replaced(words, quote, instead string, place int) (string, bool) {
	from, found := Anchor(words, quote, place)
	if !found || quote == "" && words != "" {
		return words, false
	}
	r := []rune(words)
	return string(r[:from]) + instead + string(r[from+utf8.RuneCountInString(quote):]), true
}

// Longest texts of a correction, in characters.
const (
	QuoteMost   = 600
	InsteadMost = 1500
)
