package web

import "time"

// CommitmentsView is the list of what organisations have promised, in one forum or in all of them.
type CommitmentsView struct {
	Page     Page
	Crumbs   []Anchor
	Lead     string
	Stages   []Tab
	Stage    string // the one that is chosen, for the form that narrows the list
	Filters  []Choice
	Filtered bool
	All      string // address of the whole list
	Rows     []CommitmentEntry
	Add      string // address of the form for a new one; empty: not hers
	Empty    string
	Older    string
}

// CommitmentEntry is one commitment in a list.
type CommitmentEntry struct {
	Ref    string
	Title  string
	Lang   string // of the title, when it is not the page's
	Href   string
	Status []Status
	Owner  Org
	Due    time.Time // its last day
	From   *Anchor   // what it comes from; nil: nothing the reader may see
}

// CommitmentView is one commitment: what is promised, by whom, where it stands, what shows that it was kept, and what can be done.
type CommitmentView struct {
	Page    Page
	Crumbs  []Anchor
	Ref     string
	Title   string
	Lang    string // of the title, when it is not the page's
	Status  []Status
	Owner   Org
	Stops   []Stop
	Notes   []PostNote
	Names   []NameIn // the titles in all languages
	Details *Wording // nil: the title says it all
	Facts   []Pair
	Proof   []Pair // what shows that it was kept; none: nothing was reported
	Acts    []Act
	Why     []string
	Entries []CharterEntry
	Share   string
}
