package web

import "sametable/internal/lang"

// AppealView is an appeal against the refusal of a proposal: why it was refused, what its organisation says against that, what those who
// refused say beside it, and the words it is about.
type AppealView struct {
	Page    Page
	Crumbs  []Anchor
	Ref     string
	Title   Titled // of the proposal
	Org     Org
	Status  []Status
	Notes   []PostNote
	Said    []AppealSaid
	Text    Wording
	Annexes []AnnexView
	Facts   []Pair
	Letter  *Anchor // nil: there is none, or not for this reader
	Acts    []Act
	Why     []string
	Entries []CharterEntry
}

// AppealSaid is what one side says.
type AppealSaid struct {
	Title string
	Who   []lang.Piece
	Words string
	Lang  string // of the words; empty: nobody has said
}

// AppealCard is what a proposal's page says of the appeal: whether there is one and where it stands, or until when there can be one.
type AppealCard struct {
	Status *Status // nil: there is none yet
	Lines  []string
	More   *Anchor
	Acts   []Act
	Why    []string
}
