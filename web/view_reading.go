package web

import "time"

// HomeView is the first page: what the forum is, what waits for whoever is signed in, and what has happened of late.
type HomeView struct {
	Page      Page
	Duties    []Duty
	Easy      bool            // signed in, and nothing waits
	Open      []ProposalEntry // consultations that are open, those that close first before the others
	Latest    []Recent
	Meetings  []MeetingEntry // that are to come, in every forum
	Forums    []ForumEntry
	Figures   []Figure
	AsOf      time.Time
	Groups    []GroupTally
	Provinces []Province
	Partners  []PartnerLine
	Where     Anchor // the first button
	Empty     bool   // no forum yet
}

// Duty is one thing that waits for the reader.
type Duty struct {
	Word   string
	Href   string
	Family Family
}

// Recent is a discussion in a list across forums.
type Recent struct {
	Ref   string
	Title string
	Lang  string
	Href  string
	Forum string
	Posts int
	At    time.Time
}

// GroupTally is how many there are of a stakeholder group.
type GroupTally struct {
	Kind string
	N    int
}

// Province is a tile diagram with what does not fit into a tile: who works in the whole province.
type Province struct {
	Caption string
	Tiles   []Tile
	Whole   string
}

// PartnerLine says who bears the forum in one role.
type PartnerLine struct {
	Role string
	Orgs []Org
}

// TextView is one of the longer texts of the house.
type TextView struct {
	Page     Page
	HTML     string // safe
	Contents []Anchor
	Changed  time.Time // zero leaves it out
	Emblem   bool      // the mark of the European Union stands on it
}

// GlossaryView is the term base in three languages.
type GlossaryView struct {
	Page    Page
	Query   string
	Count   int
	Fields  []Tab // every field there is; one is shown unless something is searched for
	Domains []TermDomain
}

// TermDomain is a field of terms.
type TermDomain struct {
	Name  string
	ID    string
	Terms []TermRow
}

// TermRow is what one thing is called.
type TermRow struct {
	ID, Zh, En, Sv string
	Note           string
}
