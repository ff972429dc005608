package web

import (
	"time"
)

// ForumsView is the list of forums.
type ForumsView struct {
	Page   Page
	Forums []ForumEntry
	Found  string // address of the form for a new one; empty: she may not found one
}

// ForumEntry is a forum in a list.
type ForumEntry struct {
	Key     string
	Name    string
	Href    string
	Region  string
	Status  Status
	Since   time.Time // zero: not founded by its own meeting yet
	Groups  []GroupTally
	Threads int
	Posts   int
}

// ForumView is one body's page.
type ForumView struct {
	Page     Page
	Key      string
	Name     string
	Region   string
	Status   Status
	Charter  Status
	Adopted  time.Time // zero: the charter is a draft
	Href     string    // of the charter
	Seats    []SeatGroup
	Table    []Seat
	Voting   int
	Rules    []Pair
	Officers []OfficerLine
	Stages   []Figure        // proposals by stage; empty: there are none
	Open     []ProposalEntry // those that moved last
	Meeting  *MeetingEntry   // the next one; nil: none is to come that the reader may know of
	Follows  []Anchor        // to what was promised here, and what is done together
	AllOfIt  *Anchor         // to all proposals
	Propose  string          // address of the form for a new one; empty: not hers
	Threads  []Recent
	More     *Anchor // to all threads
	Silence  string  // why there are no threads to read, or what could be done
	SignIn   string
	Write    string
	Inside   bool    // the viewer sits here, or keeps order; people stand beside their organisations
	SeatsAt  string  // address of the page of seats; empty: no business of hers
	Talk     *Talked // what those outside may know of the discussions; nil: she may read them, or there are none
	TryDemo  string  // address of the demo's sign-in; empty in a house in earnest
	Mandates string
}

// Talked are numbers of what has been said, without a word of it.
type Talked struct {
	Figures []Figure
	LastAt  time.Time
	Groups  []GroupTally
}

// SeatGroup is who sits at the table of one stakeholder group.
type SeatGroup struct {
	Kind string
	Orgs []SeatLine
	Most int // by the charter; 0: no limit

	Invited []Org  // meant for a seat or to observe, and not yet accredited; empty for whoever may not know
	Awaits  string // what is said beside them
}

// SeatLine is one seat.
type SeatLine struct {
	ID     string
	Org    Org
	Voting bool
	Since  time.Time
	People []SeatPerson // shown to those who sit here
	End    string       // address of the page that ends it; empty: not hers, or not here
}

// SeatPerson is who speaks for an organisation at the table, with all she is there.
type SeatPerson struct {
	Name, Lang string
	Roles      string
}

// byOrganisation puts lines that follow each other and belong to one organisation together.
func byOrganisation(rows []MandateLine) [][]MandateLine {
	var groups [][]MandateLine
	for i, row := range rows {
		if i == 0 || row.Actor.Org == nil || rows[i-1].Actor.Org == nil || rows[i-1].Actor.Org.Href != row.Actor.Org.Href {
			groups = append(groups, nil)
		}
		groups[len(groups)-1] = append(groups[len(groups)-1], row)
	}
	return groups
}

// OfficerLine is who presides, and for whom.
type OfficerLine struct {
	Role  string
	Actor Actor
}

// MandateLine is who speaks for whom, in what capacity, and what may be done with it.
type MandateLine struct {
	ID       string
	Actor    Actor
	Capacity string
	Status   Status
	Term     string // from when to when
	Letter   string
	Acts     []Act    // what waits for her
	More     []Act    // what she could change besides
	Why      []string // why a step is not possible yet
}

// CharterView is the charter as an office would print it.
type CharterView struct {
	Page      Page
	Forum     Anchor
	Name      string // of the body, in the language of the text
	Status    Status
	Adopted   time.Time
	Note      string
	Title     string
	Kept      string   // words of the title that stay together
	Text      *Wording // nil: nothing is written yet
	Authentic string   // sentence: which language prevails
	Others    []Anchor // the same page in the other languages, with their state
	Rules     []Pair
	Hash      string
	Entries   []CharterEntry
	Stops     []Stop
	Facts     []Pair
	Notes     []PostNote       // for moderators: what one of them wants erased
	Acts      []Act            // what the viewer can do now
	Why       []string         // and why not the rest of what is hers
	Comments  *CharterComments // nil: she does not read them, or nobody was asked
	Changes   []CharterChange
	Begin     *Form     // begins the next charter; nil: not hers, or one is begun
	Versions  []Anchor  // to the draft of the next one, or to the one in force
	States    []Version // of the translations
}

// CharterComments are what was said on a charter and what became of it.
type CharterComments struct {
	Title  string
	Lead   string
	Counts string
	Empty  string
	List   string // address of the list that is printed
	Rows   []CharterComment
}

// CharterComment is one of them.
type CharterComment struct {
	ID         string
	N          int
	Org        Org
	Place      string
	Quote      string
	QuoteLang  string
	Words      string
	Lang       string
	Stub       string // said in place of the words
	When       time.Time
	Fate       SynopsisLine // its mark and word
	Answer     string
	AnswerLang string
	Acts       []Act
	Notes      []PostNote
}

// CharterChange is an editorial change of a charter in force.
type CharterChange struct {
	Status        Status
	Reason        string
	Lang          string
	Facts         []Pair
	Blocks        []ComparedBlock
	Objector      *Org
	Objection     string
	ObjectionLang string
	Declined      string // why the chair does not announce it
	DeclinedLang  string
	Acts          []Act
}

// CharterVersionView is one version of a charter's words.
type CharterVersionView struct {
	Page   Page
	Crumbs []Anchor
	Paper  CharterView
	Back   string
}

// CharterSaidView is the list of what was said on a charter.
type CharterSaidView struct {
	Page     Page
	Crumbs   []Anchor
	Ref      string
	Forum    Anchor
	Comments CharterComments
}

// CharterEntry is a line of the register about a charter.
type CharterEntry struct {
	Seq  int
	At   time.Time
	What string
	Who  string
	Lang string // of the name, when it is not the page's
	Note string
	Orgs []Org // whom it is about; of two, the second came after the first
}

// CharterEditView is the form of a charter: three texts, and the rules as data.
type CharterEditView struct {
	Page      Page
	Forum     Anchor
	Form      Form
	Version   int
	Wrongs    []Wrong
	Conflicts []TwoSides // somebody saved first
	Stale     bool       // she did, and changed rules alone
	Texts     []Area
	Rules     RuleFields
	Back      string
}

// TwoSides are two texts that met.
type TwoSides struct{ Yours, Theirs Side }

// RuleFields are the rules of a charter as fields.
type RuleFields struct {
	Meeting  []Input
	Share    Choice
	Needs    Choice
	Extra    Choice
	Decision Choice
	Approval Choice
	Terms    []Input
	Seats    []Input
	Threads  Choice
	Quiet    Input
	Watched  Area
	Required Choice
}

// SeatsView is the page on which seats are given.
type SeatsView struct {
	Page   Page
	Forum  Anchor
	Groups []SeatGroup
	Form   *Form // nil: not hers to give
	Wrongs []Wrong
	Org    Choice
	None   bool // nobody could get one
}

// MandatesView is who speaks for whom in a forum, and the form that proposes another.
type MandatesView struct {
	Page    Page
	Forum   Anchor
	Rows    []MandateLine
	Why     string // why there is nothing to see, or nothing to propose
	Propose *ProposeView

	// Where there are more organisations than a page shows: the address of the list, the one a page begins with, which part of
	// them this is, and the pages before and after.
	Here, Where, Newer, Older string
	From                      *Choice
}

// ProposeView is the form with which an organisation sends someone to the table.
type ProposeView struct {
	Form     Form
	Wrongs   []Wrong
	Wrong    string
	For      *Org
	Hidden   []Hidden
	Person   Choice
	Capacity Choice
	Starts   Input
	Ends     Input
	Letter   Input
	Others   []Anchor // the same form for another organisation of hers
	Nobody   bool     // the organisation has nobody to propose
}

// MandateStepView asks before a step of a mandate.
type MandateStepView struct {
	Page    Page
	Forum   Anchor
	Line    MandateLine
	Lead    string
	Form    Form
	Version int
	Wrongs  []Wrong
	Wrong   string
	Person  *Choice // who comes in her place; nil: the step names nobody
	Lines   []Input // what else a replacement says
	Note    *Area
	Word    string
	Kind    string
	Back    string
}

// FoundView is the form that founds a forum.
type FoundView struct {
	Page     Page
	Form     Form
	Wrongs   []Wrong
	Key      Input
	Names    []Input
	Region   Choice
	Language Choice
	Rules    RuleFields
}
