// Package rendering makes the paper of minutes in one language (会议纪要 · protokoll · minutes): the sheet that a page, a file and a print are made
// of, so that they say the same. It reads a version of the record with its translations and changes nothing.
package rendering

import (
	"sametable/internal/meeting"
	"sametable/internal/minutes"
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
	Counts     string // that the translation is not certified, and which text counts; empty: the forum stands by this one
	Opening    string
	Sections   []Section
	Attendance []List
	Recorders  []string
	Quorum     []Seated
	Approval   string
	Signed     []Signed // of minutes that were approved
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
	Files      []Filed
	Paragraphs []Part
}

// Filed is a file that went with an item, as the paper names it.
type Filed struct {
	ID    string
	Title string
	In    string // the language of the title
	Said  string // type, size and the beginning of its SHA-256
	Gone  bool   // it was erased: the title says so
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
	Stale    bool   // the words it was translated from have moved on
	Waits    bool   // a translation there is that nobody has reviewed
	Mark     string // in words: that they are another language's, out of date, reviewed or certified
	Typed    string // the same of what is typed of a decision or a promise
	Noted    string
	Decision *Boxed
	Action   *Due
	Folded   bool // words are not shown outside the table
	By       string
	Facts    minutes.Facts
}

// Boxed is a decision as the paper shows it.
type Boxed struct {
	Words, In    string
	Rule         string
	Votes        string
	Quorum       string
	Groups       []Counted
	Roll         []Called // where the charter has the roll called
	Decided      minutes.Decided
	NeedsMention bool // it fell, or was an indication
}

// Called are the organisations that said the same when the roll was called.
type Called struct {
	Voice string // in words
	Of    string // their names
}

// Counted is what one stakeholder group said.
type Counted struct {
	Name string
	Said string // its three figures, each with its name
	minutes.Group
}

// Due is a promise as the paper shows it.
type Due struct {
	Title, In string
	Owner     string
	OwnerIn   string
	Until     string
	Promised  minutes.Promised
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
	Name    string
	Hours   string
	Mode    string
	Written string // her name with what is to be said of her: as an alternate, by link, from when to when
}

// Seated is the quorum from an instant on.
type Seated struct {
	minutes.Turn
	Clock string
	Words string
}

// Notice is an erratum as the paper shows it.
type Notice struct {
	Number int
	Of     string // the place it corrects, in words
	Words  string
	Hash   string
	Dated  string
}

// standings are the categories of an attendance list, in their order.
func standings() []string {
	return []string{meeting.Present, meeting.Excused, meeting.Absent, meeting.InAttendance}
}
