package web

import (
	"time"

	"sametable/internal/lang"
)

// ResultsView is what has changed, by what it was to bring about.
type ResultsView struct {
	Page     Page
	Crumbs   []Anchor
	Lead     string
	Filters  []Choice
	Filtered bool
	All      string // address of the whole page
	CSV      string
	Figures  []Figure
	AsOf     time.Time
	Groups   []ResultGroup
	Empty    string // instead of the groups
	How      string // what will stand here, and when
	More     string // that there is more than is shown
}

// ResultGroup is what came of the proposals with one outcome.
type ResultGroup struct {
	ID       string
	Title    string
	Sum      string
	Changes  []ResultEntry
	Waiting  []ResultEntry // of which nothing has come yet
	Rest     ResultLines   // what comes of no proposal that is shown
	RestName string
	Empty    string
}

// ResultEntry is a proposal with what came of it.
type ResultEntry struct {
	ProposalEntry
	Reply *ResultReply // nil: nobody has replied yet
	Wait  string       // what is waited for in its stead
	ResultLines
}

// ResultReply is the newest reply to a proposal.
type ResultReply struct {
	Word     string
	Href     string
	Org      Org
	On       time.Time
	Class    string
	Verdicts string
	Core     string
	Lang     string // of the core, when it is not the page's
}

// ResultLines are what was done and verified, what is not yet, and who works together.
type ResultLines struct {
	Done     []ResultPromise
	Open     []ResultPromise
	Partners []PartnershipEntry
}

// Any tells whether there is one.
func (l ResultLines) Any() bool { return len(l.Done)+len(l.Open)+len(l.Partners) > 0 }

// ResultPromise is a commitment, with who verified it and what shows that it was kept.
type ResultPromise struct {
	CommitmentEntry
	Verified []lang.Piece // who and when; none: nobody has
	For      *Org         // the organisation of whoever did
	Evidence string       // in words, as they were typed
	Link     string
	Host     string
	Paper    *Anchor
}
