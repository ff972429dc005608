package web

import (
	"time"

	"sametable/internal/fault"
	"sametable/internal/lang"
)

// StanceView is where somebody stands: its kind chooses the tint of the chart, the word says it.
type StanceView struct {
	Kind string // support, changes, none or object
	Word string
}

// PositionsView is who stands where on a proposal, by stakeholder group, for its page and for that of its statements.
type PositionsView struct {
	Caption  string
	Stands   []Stand // empty: nobody has answered
	Sentence string  // in how many groups somebody supports it
	Count    string
	Proposed *Org   // apart: the proposer gives no statement
	Together []Org  // those that sign it too
	Href     string // of the statements; empty on their own page
	Empty    string
}

// StatementsView is the page of a proposal's statements.
type StatementsView struct {
	Page      Page
	Crumbs    []Anchor
	Ref       string
	Title     Titled
	Status    []Status
	Positions PositionsView
	Acts      []Act
	Why       string // why she cannot state anything
	Heads     []RemarkHead
	Rows      []StatementEntry
	Files     []File
	Older     string // address of the next page
}

// RemarkHead is a block of the proposal on which somebody has said something.
type RemarkHead struct {
	At   int // its place in the parts of a statement
	Word string
}

// StatementEntry is one statement in the list.
type StatementEntry struct {
	Href    string
	Org     *Org   // nil: it is not to be named in public, and the group stands alone
	Kind    string // the stakeholder group
	Stance  StanceView
	Formal  []lang.Piece // who filed and confirmed it, or how it came
	At      time.Time
	Lang    string
	Version *Version     // nil: the reader's own language, original
	Made    []lang.Piece // who made the translation and who reviewed it
	Of      string       // which version of the proposal it is about, where that is not the one that stands
	Parts   []string     // HTML by block; empty where nothing is said
}

// StatementView is one statement with its history.
type StatementView struct {
	Page      Page
	Crumbs    []Anchor
	Ref       string
	Title     Titled
	About     string // address of the proposal
	Org       Org
	Stance    StanceView // of what was confirmed; empty: nothing was
	Formal    []lang.Piece
	At        *time.Time
	Came      *time.Time // instead: the day on which a letter came
	Text      *Wording
	Silent    string // said where nothing counts
	Pending   *PendingView
	Notes     []PostNote
	Acts      []Act
	Why       []string
	Tongues   []TongueLine // translations, for those who make them
	Revisions []StatementRevision
	Entries   []CharterEntry
}

// PendingView is a filing that nobody has confirmed.
type PendingView struct {
	Title  string
	Stance StanceView
	Formal []lang.Piece
	Text   *Wording
	Letter *Anchor
}

// StatementRevision is one version of a statement, and what it changed.
type StatementRevision struct {
	Number  int
	Counts  bool
	At      time.Time
	Hash    string // shortened
	Lang    string
	Stance  StanceView
	Was     StanceView // the stance before; empty on the first
	HTML    string
	Stub    string // said in place of words that are gone
	Changes []Change
}

// name is a link to a statement for those who hear it out of its row.
func (e StatementEntry) name(t *lang.Speaker) string {
	return t.Say("statement.one_of", fault.Args{"Organisation": e.Org.Name})
}
