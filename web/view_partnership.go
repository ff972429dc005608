package web

import "time"

// PartnershipsView is the list of what organisations do together, in one forum or in all of them.
type PartnershipsView struct {
	Page   Page
	Crumbs []Anchor
	Lead   string
	Stages []Tab
	Rows   []PartnershipEntry
	Add    string // address of the form for a new one; empty: not hers
	Empty  string
	Older  string
}

// PartnershipEntry is one partnership in a list.
type PartnershipEntry struct {
	Ref     string
	Title   string
	Lang    string // of the title, when it is not the page's
	Href    string
	Status  Status
	Parties []Org
	Where   string
	Since   time.Time
	From    *Anchor // what it comes from; nil: nothing the reader may see
}

// PartnershipView is one partnership: what it is about, who brings what and has confirmed it, where it stands, what can be done.
type PartnershipView struct {
	Page    Page
	Crumbs  []Anchor
	Ref     string
	Title   string
	Lang    string // of the title, when it is not the page's
	Status  []Status
	Stops   []Stop
	Notes   []PostNote
	Names   []NameIn
	Scope   Wording
	Parties []PartyLine
	Facts   []Pair
	Acts    []Act
	Why     []string
	Entries []CharterEntry
	Share   string
}

// PartyLine is one party, what it brings, and whether it has confirmed.
type PartyLine struct {
	Org    Org
	Brings string
	Lang   string // of that
	Status Status
}
