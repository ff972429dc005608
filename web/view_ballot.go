package web

import "time"

// BallotView is one ballot: what it is about, whether enough of the table is there, what it came to, and who said what.
type BallotView struct {
	Page    Page
	Crumbs  []Anchor
	Ref     string // of what is decided on
	Title   Titled
	Status  []Status
	Result  *PostNote // nil: it is not counted yet
	Table   *Quorum   // nil: it is in writing
	Count   []BallotGroup
	Caption string
	Hidden  string // why the count by group does not stand here
	Voices  []BallotVoice
	Folded  string // why nobody is named
	Facts   []Pair
	Notes   []PostNote
	Mine    []Act // for the viewer's own organisation
	Acts    []Act
	Why     []string
	Entries []CharterEntry
}

// BallotGroup is what one stakeholder group said; without a kind it is the sum.
type BallotGroup struct {
	Kind                                        string
	Favour, Against, Abstained, Recused, Silent int
}

// BallotVoice is what one organisation said.
type BallotVoice struct {
	Org    Org
	Status Status
	Away   bool // it is not at the table
	Notes  []string
	Words  string // an objection, or a reservation
	Lang   string // of the words
	Label  string // of the words
	Answer string
	Acts   []Act

	Earlier []BallotEarlier // what it said before, oldest first
}

// BallotEarlier is what an organisation said before it changed its mind.
type BallotEarlier struct {
	At    time.Time
	Voice string
	Words string
	Lang  string // of the words; empty: not known
}
