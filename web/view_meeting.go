package web

import "time"

// MeetingsView is the calendar of a forum's meetings, or of all that the reader may see.
type MeetingsView struct {
	Page   Page
	Crumbs []Anchor
	Lead   string
	Add    string // address of the form for a new one; empty: not hers
	File   string // address of the calendar file; empty: there is nothing in it
	Coming []MeetingEntry
	Past   []MeetingEntry
	None   string // where none is to come
	Older  string
}

// MeetingEntry is one meeting in a list.
type MeetingEntry struct {
	Ref    string
	Title  string
	Lang   string // of the title, when it is not the page's
	Href   string
	Status Status
	Starts time.Time
	Where  string
	In     string  // language of Where
	Forum  *Anchor // nil: the list is of one forum
	Record *Anchor // its minutes; nil: there are none she may see
}

// MeetingView is one meeting: when and where, its agenda, who was called and who came.
type MeetingView struct {
	Page    Page
	Crumbs  []Anchor
	Ref     string
	Title   string
	Lang    string
	Status  []Status
	Starts  time.Time
	Notes   []PostNote
	Mine    []Act // what the reader is to answer
	Facts   []Pair
	Items   []AgendaItem
	Asked   []AgendaItem // asked for and not taken up
	Sum     string       // how long it takes, and until when
	Sent    *Anchor      // to what differs from the agenda before; nil: it was sent once at most
	Unsent  string       // the agenda has changed since it was sent
	Table   *Quorum      // who is there or was there at the last; nil: nobody was
	Turns   []TurnLine
	Roll    []RollGroup
	Replies []Figure
	Acts    []Act
	Why     []string
	Entries []CharterEntry
	Share   string

	FilesWhy string // how files are loaded in WeChat; empty: there are none
	Mail     string // with FilesWhy: address of a letter with this page
}

// TurnLine is a minute at which the quorum changed.
type TurnLine struct {
	At       time.Time
	Sentence string
	Met      bool
}

// RollGroup is one category of the attendance list, or of the answers to the invitation.
type RollGroup struct {
	Word  string
	Lines []RollLine
}

// RollLine is an organisation on the roll, with who sat there for it.
type RollLine struct {
	Org    Org
	People []RollPerson
	Note   string
	Place  string  // its id
	Erase  *Anchor // of the note, for moderators
}

// RollPerson is somebody who sat there, from when to when.
type RollPerson struct {
	Name string
	Lang string
	Said string // capacity, mode and minutes, in words
}

// AgendaItem is one item.
type AgendaItem struct {
	ID        string
	Number    int // 0: it is not on the agenda
	Title     string
	Lang      string
	Status    *Status // nil: it is to come, which goes without saying
	Purpose   string
	Minutes   string
	Presenter *Org
	Asker     *Org
	Papers    []Anchor
	Promises  []AgendaPromise // of matters arising
	Files     []AgendaFile
	Auto      string
	Motion    string // what is asked of the table, or what it decided
	MotionIn  string
	Label     string // of the motion
	Outcome   string
	OutcomeIn string
	Reason    string
	Facts     []string // the tally, who was there
	Acts      []Act
	Why       []string
}

// AgendaPromise is a commitment under matters arising: as it stood, and as it stands now.
type AgendaPromise struct {
	Ref      string
	Title    string
	Lang     string
	Href     string
	Owner    Org
	Due      time.Time
	Status   Status
	Now      []Status // empty: it stands as it stood
	NowDue   time.Time
	NowOwner *Org
}

// AgendaPaper is something that came to an item from one agenda to the next, or left it.
type AgendaPaper struct {
	Ref    string
	Title  string
	Lang   string
	Href   string
	Change string
	Left   bool
}

// AgendaFile is a file that goes with an item.
type AgendaFile struct {
	ID     string
	Title  string
	Lang   string
	Href   string // empty: it was erased, or taken away
	Keep   bool   // it is a file to keep, no page to open
	Said   string // type and size
	Hash   string // the beginning of its SHA-256
	Change string // added or taken away, between two agendas
	Left   bool   // it was taken away between them
	Gone   string // it was taken away; empty: it was not
	Reason string // why
	Remove *Anchor
	Erase  *Anchor
}

// AgendaDiffView shows what differs between two agendas that were sent.
type AgendaDiffView struct {
	Page   Page
	Crumbs []Anchor
	Lead   string
	Lines  []AgendaChange
}

// AgendaChange is what became of one item.
type AgendaChange struct {
	Number int // 0: it is gone
	Was    int // 0: it is new
	Title  string
	Lang   string
	Old    string // the title before, where it differs
	OldIn  string
	Status Status
	Said   string        // purpose and minutes
	Papers []AgendaPaper // those that came or left
	Files  []AgendaFile  // those that came or went
}

// HoldView is the secretary's page while the table sits.
type HoldView struct {
	Page     Page
	Crumbs   []Anchor
	Ref      string
	Title    string
	Lang     string
	Status   []Status
	Wrongs   []Wrong
	Kept     []string // what was typed into a form that is no longer offered
	Table    Quorum
	Steps    []HoldStep
	Now      *AgendaItem // the one that is open
	Forms    []HoldForm  // what can be done with it
	Items    []AgendaItem
	Roll     *RollCall // of the places nobody sits at; nil: nobody is missing, or the meeting does not sit
	Places   []HoldPlace
	Guest    *HoldForm // asks who else attends; nil: there is nobody to ask
	Officers *HoldForm // asks who presides and who records; nil: that stands
	Modes    []Option
	Why      []Pair // steps that cannot be taken now, with the reason
	Hint     string
	Back     string    // address of this page: a refused form comes back at another
	Clock    time.Time // the house's, which the page's script goes by
}

// HoldStep is a step of the meeting as a whole, with its minute.
type HoldStep struct {
	Form   Form
	Word   string
	Kind   string
	At     Input
	Open   bool
	Fields []FormField
	Hidden []Hidden
}

// HoldForm is a form about the item that is open.
type HoldForm struct {
	Form    Form
	Word    string
	Kind    string
	Open    bool   // it stands open, others are folded
	Go      string // address of a page instead of a form
	Blocked bool   // Word says why it cannot be done now
	Fields  []FormField
	Hidden  []Hidden
}

// RollCall notes who has come, for all places nobody sits at, in one form.
type RollCall struct {
	Form Form
	Rows []RollRow
	At   Input
}

// RollRow is a place in the roll call.
type RollRow struct {
	ID     string
	Org    Org
	Person string // of a place that is a person's
	PLang  string
	Whose  string       // the place in one sentence
	Past   []RollPerson // who sat there before
	Who    Choice
	How    Choice
}

// HoldPlace is a place at the table with the forms that note who sits down and who leaves.
type HoldPlace struct {
	ID     string
	Org    Org
	Person string // of a place that is a person's
	PLang  string
	Whose  string // the place by its organisation, and its person where it is hers, in one sentence
	Voting bool
	Here   []RollPerson // who sits there now
	Past   []RollPerson // who sat there before
	Said   string       // that nobody is here, and what was answered
	Arrive *Form        // somebody else takes the place
	People []Option
	Leave  *Form
	At     Input
	Open   string // the form that came back: came or left
	Wrong  string // what is wrong with who sits there
	Hidden []Hidden
}
