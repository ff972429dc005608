package web

import "time"

// OrgsView is the directory.
type OrgsView struct {
	Page      Page
	Kind      Choice
	Region    Choice
	Query     Input
	Filtered  bool
	Count     int
	Groups    []GroupTally
	Provinces []Province
	Rows      []OrgRow
}

// OrgRow is an organisation in the directory.
type OrgRow struct {
	Org    Org
	Where  string
	State  *Status // nil: accredited
	Forums []Anchor
}

// OrgView is one organisation's page.
type OrgView struct {
	Page      Page
	Org       Org
	Status    Status
	Facts     []Pair
	Names     []NameIn
	Does      string // what it does; of an authority its mandate
	DoesIn    Version
	DoesTitle string
	Mandate   bool // it is an authority
	Serves    ServicesView
	Careful   string // where its safeguarding policy is to be found
	InLang    string // language of that
	Forums    []Anchor
	People    []PersonLine
	Inside    bool // its people are shown
	Entries   []CharterEntry
}

// ServicesView is what an organisation runs for others, and has run.
type ServicesView struct {
	Now   []ServiceLine
	Ended []ServiceLine
	New   string // address of the form for one more; empty: not hers
}

// ServiceLine is one service.
type ServiceLine struct {
	Name, Lang       string
	About, AboutLang string
	For              []string // for whom, in words
	Where            string   // sentence: where it is offered
	Over             string   // sentence: since when it is over
	Acts             []Act
}

// NameIn is a name in one language.
type NameIn struct {
	Word, Text, Lang string
}

// PersonLine is somebody who belongs to an organisation.
type PersonLine struct {
	Name, Lang     string
	Post, PostLang string
	Focal          bool
}

// SearchView is the page of searching.
type SearchView struct {
	Page    Page
	Text    string
	Wrong   string // what was taken out of the text
	Unread  bool   // one of the filters could not be read
	Filters []Choice
	Days    []Input
	Set     []Anchor // filters that are on; each link takes one off
	Clear   string   // address without any
	Visitor bool
	Blank   bool   // nothing was asked
	Total   string // how much was found, in words
	Hits    []HitView
	Where   string // which page of how many
	Newer   string
	Older   string
	Last    string // said on the last page that can be shown
	Advice  []string
}

// HitView is one thing that was found.
type HitView struct {
	Kind      string
	Ref       string
	Href      string
	Title     []Mark
	TitleLang string
	Excerpt   []Mark
	Lang      string
	In        string // sentence: in which text it was found
	Voice     *Anchor
	At        time.Time
}

// Mark is a piece of text; On: it is what was looked for.
type Mark struct {
	Text string
	On   bool
}
