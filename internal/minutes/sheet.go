package minutes

import (
	"sametable/internal/policy"
	"sametable/internal/text"
)

// Sheet is a version of the record as a paper in one language. It is made of the version, its translations and nothing else, so that a page,
// a file and a print say the same; names, numbers, votes, owners and days come from what is typed and cannot differ between languages.
type Sheet struct {
	Language   string
	Mark       string // the name of the series, over the paper
	Number     string // "第2期（2017年）"; empty before the issue
	Dated      string // of the issue
	Title      string
	Opening    string
	Sections   []Section
	Attendance []List
	Recorders  []string
	Quorum     []Seated
	Approval   string
	Errata     []Notice
}

// Section is an item of the agenda.
type Section struct {
	Item       string // its id
	Number     int
	Label      string // "一、", "§ 1", "1"
	Title      string
	In         string // the language of the title
	Outcome    string // of meeting's states
	OutcomeIn  string // the same in words
	Papers     []string
	Paragraphs []Part
}

// Part is one paragraph.
type Part struct {
	Block    string
	Number   int // within its item
	Label    string
	Kind     string
	Head     string // the kind in words; empty of what is told
	Words    string
	In       string // the language the words are in
	State    text.State
	Stale    bool // the words it was translated from have moved on
	Noted    string
	Decision *Boxed
	Action   *Due
	Folded   bool // words are not shown outside the table
	By       string
	Facts    Facts
}

// Boxed is a decision as the paper shows it.
type Boxed struct {
	Words, In    string
	Rule         string
	Votes        string
	Quorum       string
	Groups       []Counted
	Decided      Decided
	NeedsMention bool // it fell, or was an indication
}

// Counted is what one stakeholder group said.
type Counted struct {
	Name string
	Group
}

// Due is a promise as the paper shows it.
type Due struct {
	Title, In string
	Owner     string
	OwnerIn   string
	Until     string
	Promised  Promised
}

// List is one category of the attendance list.
type List struct {
	Standing string
	Word     string
	Of       []Line
}

// Line is an organisation with those who sat for it.
type Line struct {
	Organisation policy.OrganisationID
	Name, In     string
	Kind         policy.Kind
	People       []Sat
}

// Sat is somebody who sat at the table; Hours say it where she came late or left early.
type Sat struct {
	Name  string
	Hours string
	Mode  string
}

// Seated is the quorum from an instant on.
type Seated struct {
	Turn
	Clock string
	Words string
}

// Notice is an erratum as the paper shows it.
type Notice struct {
	Number int
	Words  string
	Hash   string
	Dated  string
}
