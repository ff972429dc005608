package web

import (
	"time"

	"sametable/internal/lang"
)

// HandlingView is what the page of a proposal says of the authorities that have it.
type HandlingView struct {
	Title    string
	Facts    []Pair
	Promises []CommitmentEntry // what came out of the reply
}

// OpinionLine is an authority that is heard beside the lead, and how far it is.
type OpinionLine struct {
	Org    Org
	Status Status // no word: not for this reader
	Href   string // of its opinion; empty: there is none to read
}

// ReplyBrief is a reply on the page of its proposal.
type ReplyBrief struct {
	Title    string
	Core     string
	Lang     string // of the core
	Class    string
	On       time.Time
	Verdicts []VerdictLine
	Href     string
}

// VerdictLine is what was answered to one measure.
type VerdictLine struct {
	Number      string
	Measure     string // HTML
	MeasureLang string
	Verdict     Status
	More        string // until when it is studied
	Referred    string // who is competent instead, as it was typed
	Reason      string // HTML
	Lang        string // of the reason
}

// ReplyView is a reply, an opinion or a rating at its address.
type ReplyView struct {
	Page         Page
	Crumbs       []Anchor
	Ref          string
	About        Titled
	Back         string
	Org          Org
	Status       []Status
	Formal       []lang.Piece // who wrote it and who confirmed it
	Core         string
	CoreLang     string
	Original     string // the core in the language that counts, where that is another
	OriginalLang string
	Verdicts     []VerdictLine
	Words        *Wording
	Facts        []Pair
	Letter       *Anchor
	Notes        []PostNote
	Acts         []Act
	Why          []string
	Entries      []CharterEntry
	Share        string
}
