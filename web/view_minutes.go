package web

import "sametable/internal/lang"

// MinutesView is the record of a meeting as a paper, with its state and what can be done beside it.
type MinutesView struct {
	Page     Page
	Crumbs   []Anchor
	Status   []Status
	Paper    Document
	Opening  string
	Stub     string // said instead of the paper: not there yet, or withheld
	Notes    []PostNote
	Sections []MinutesSection
	Roll     []MinutesList
	RollWord string
	Quorum   []MinutesTurn
	Approval string
	Errata   []MinutesErratum
	Facts    []Pair
	Answers  []Pair
	Acts     []Act
	Why      []string
	Asked    []MinutesAsked
	Came     []MinutesAsked // from outside, to be compared
	Versions []Anchor
	Files    []Anchor // the paper to file; none: there is nothing to read yet
	Share    string   // address of this page, to copy
	Mail     string   // a letter with it, to oneself
	FilesWhy string   // how they are opened where a browser keeps from loading files
	Reads    []Anchor // the paper in other languages, and beside one
	Mine     *Anchor  // what concerns the viewer's organisation; nil: nothing does
	With     string   // language of the column beside; empty: there is none
	Passage  Anchor   // asks for a correction of selected words; zero: nobody is asked
	Quoted   int      // the longest passage, in characters
	Add      *Act     // another paragraph
	Entries  []CharterEntry
}

// MinutesSection is an item of the agenda.
type MinutesSection struct {
	ID      string
	Label   string
	Title   string
	Lang    string
	Outcome string
	Papers  []string
	Parts   []MinutesPart
	Acts    []Anchor
	Note    string // noted at the table; those who write the minutes read it
}

// MinutesPart is a paragraph of it.
type MinutesPart struct {
	ID       string
	Label    string
	Head     string
	Words    string
	Lang     string
	Mark     string // that it is another language's, out of date, reviewed or certified
	Pairs    []Pair
	Box      bool // a decision, a promise
	Changed  bool // since it was sent round before
	Acts     []Anchor
	Passage  string // the form that asks for a correction of words of it; empty: nobody is asked
	Beside   string // the same in the other language
	BesideIn string
}

// MinutesList is a category of the attendance list.
type MinutesList struct {
	Word  string
	Lines []MinutesLine
}

// MinutesLine is an organisation with those who sat for it.
type MinutesLine struct {
	Name   string
	Lang   string
	People string
}

// MinutesTurn is an instant at which the quorum changed.
type MinutesTurn struct{ Clock, Words string }

// MinutesErratum is a numbered correction of issued minutes.
type MinutesErratum struct {
	Head, Words string
}

// MinutesAsked is a correction somebody asked for, with what became of it.
type MinutesAsked struct {
	ID      string
	Head    string
	Who     string
	WhoLang string
	How     []lang.Piece // it came from outside; none: it was said here
	Status  Status
	Lang    string
	Quote   string
	Instead string
	Reason  string
	Answer  string
	In      string // of the answer
	Acts    []Anchor
}

// VerifyView is the page on which anybody checks a paper by its code.
type VerifyView struct {
	Page   Page
	Field  Input
	Wrongs []Wrong
	Found  []Pair
	Title  Anchor
	Lead   string
	Files  []Pair // the papers that were kept, each with its hash
}
