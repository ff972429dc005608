package web

import (
	"strings"

	"sametable/internal/lang"
)

// MinutesView is the record of a meeting as a paper, with its state and what can be done beside it.
type MinutesView struct {
	Page        Page
	Crumbs      []Anchor
	Status      []Status
	Paper       Document
	Stub        string // said instead of the paper: not there yet, or withheld
	Notes       []PostNote
	Past        string // an old version is read: that it does not count; empty: it does
	Newest      Anchor // to the one that counts
	Differs     []Pair // what that says otherwise
	DiffersWord string
	Sections    []MinutesSection
	Facts       []Pair
	Answers     []Pair
	Acts        []Act
	Why         []string
	Asked       []MinutesAsked
	Came        []MinutesAsked // from outside, to be compared
	Versions    []Anchor
	Files       []Anchor // the paper to file; none: there is nothing to read yet
	Share       string   // address of this page, to copy
	Mail        string   // a letter with it, to oneself
	FilesWhy    string   // how they are opened where a browser keeps from loading files
	Reads       []Anchor // the paper in other languages, and beside one
	Mine        []Anchor // what concerns the viewer's organisation; none: nothing does
	MinutesFrame
	Other   *MinutesFrame // the same in the language that stands beside; nil: none does
	Turn    string        // on a phone: shows a paragraph in that language
	Passage Anchor        // asks for a correction of selected words; zero: nobody is asked
	Quoted  int           // the longest passage, in characters
	Add     *Act          // another paragraph
	Unread  []Anchor      // the passages of a draft that a moderator may erase; none: she reads them, or may not
	Entries []CharterEntry
}

// MinutesFrame is what stands round the items, in one language.
type MinutesFrame struct {
	Tag      string
	Title    string // of the paper, in the language beside
	Counts   string // that the language is not certified, and which text counts; empty: it is, or it counts itself
	Opening  string
	Roll     []MinutesList
	RollWord string
	RollActs []Anchor
	Quorum   []MinutesTurn
	Approval string
	Errata   []MinutesErratum
}

// MinutesSection is an item of the agenda.
type MinutesSection struct {
	ID      string
	Label   string
	Title   string
	Lang    string
	Outcome string
	Papers  []string
	Files   []AgendaFile
	Parts   []MinutesPart
	Acts    []Anchor
	Note    string          // noted at the table; those who write the minutes read it
	Missing string          // that the title is not translated, where it stands in the other column
	Other   *MinutesSection // its head in the language beside
}

// MinutesPart is a paragraph of it.
type MinutesPart struct {
	ID    string
	Label string
	Head  string
	Words string
	Lang  string
	Notes []string // how the words stand to those that count: another language, out of date, reviewed, certified
	More  string   // what is told under a decision in another language than the decision is in
	MoreLang,
	MoreNote string
	Pairs   []Pair
	Box     bool // a decision, a promise
	Changed bool // since it was sent round before
	Acts    []Anchor
	Passage string       // the form that asks for a correction of words of it; empty: nobody is asked
	Mine    string       // that it concerns the viewer's organisation; empty: it does not
	Next    Anchor       // to the next such paragraph
	Other   *MinutesPart // the same in the language beside; nil: there is none
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
	ID       string
	Head     string
	Who      string
	WhoLang  string
	How      []lang.Piece // it came from outside; none: it was said here
	Status   Status
	Lang     string
	Quote    string
	Instead  string
	Reason   string
	Answer   string
	In       string // of the answer
	Became   string // the paragraph as it stands now, where it was accepted in other words
	BecameIn string
	Acts     []Anchor
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

// labelled is a heading with its number as the number's language sets it: no space follows a number that ends in wide punctuation (一、 · （一）).
func labelled(label, head string) string {
	if label == "" || head == "" || strings.HasSuffix(label, "、") || strings.HasSuffix(label, "）") {
		return label + head
	}
	return label + " " + head
}
