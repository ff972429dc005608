package web

import (
	"time"

	"sametable/internal/lang"
)

// DeskView is what a person owes, what she waits for, and what she has begun.
type DeskView struct {
	Page     Page
	Name     string
	NameLang string // when it is not the page's
	Org      *Org   // nil for a person of no organisation
	Now      time.Time
	Unread   int
	First    *FirstSteps // nil: the house is past them, or they are not hers
	Needs    []DeskItem
	Waits    []DeskItem
	Drafts   []DeskDraft
	Forums   []Anchor // in which she sits, where nothing lies on the desk
}

// Empty tells whether nothing lies on the desk.
func (v DeskView) Empty() bool { return v.First == nil && len(v.Needs)+len(v.Waits)+len(v.Drafts) == 0 }

// FirstSteps are what a new house needs, with how much of it is done.
type FirstSteps struct {
	Steps []FirstStep
	Done  int
	Said  string // the same in words
}

// FirstStep is one of them; Why says what it is for, or how much is left of it.
type FirstStep struct {
	Word, Why, Href string
	Done            bool
}

// DeskItem is one thing on the desk: what is to be done, with what, and since or until when.
type DeskItem struct {
	Task   string
	Ref    string
	Title  string // of the thing; empty where the task says it all
	Lang   string // of the title, when it is not the page's
	Href   string
	Status []Status
	Words  string // the beginning of a text, in WordsLang
	In     string
	Meta   []string
}

// DeskDraft is a text that was begun and kept.
type DeskDraft struct {
	Where  string
	Title  string
	Lang   string
	Words  string
	Href   string
	At     time.Time
	Delete Form
	Key    string
}

// InboxView is what a person was told, newest first.
type InboxView struct {
	Page   Page
	Unread int
	Days   []InboxDay
	Older  string
	Newer  string
	Read   Form // around the list: its buttons mark one notice, or all
	UpTo   int  // number of the newest entry shown
}

// InboxDay is the notices of one day.
type InboxDay struct {
	Day     time.Time
	Notices []InboxNotice
}

// InboxNotice is one thing she was told.
type InboxNotice struct {
	ID     string
	Said   string
	Pieces []lang.Piece // the same, by the languages in it
	Ref    string
	Reason string // that was given; empty: none
	Href   string
	At     time.Time
	New    bool
}

// RecordLine is a line of the register as a sentence: who, for whom, what, from which state to which.
type RecordLine struct {
	Seq      int
	At       time.Time
	Who      string
	WhoLang  string // when it is not the page's
	Org      *Org   // for whom she acted; nil: for none
	Concerns *Org   // whom it concerns, where that is somebody else
	What     string
	From, To string // names of states
	Hash     string
	Version  string  // hash of the text version the act names; empty: none
	Noun     string  // what kind of thing it is about
	About    *Anchor // its own record; nil: not the viewer's to see
	Code     string  // the verb as the register has it
}

// RecordView is the timeline of one thing.
type RecordView struct {
	Page  Page
	Noun  string // what kind of thing it is
	Ref   string
	Title string
	Lang  string // of the title, when it is not the page's
	Back  *Anchor
	Lines []RecordLine
	Full  bool // there may be more than are shown
}

// QueueView is what waits for moderators, the riskiest first.
type QueueView struct {
	Page    Page
	Figures []Figure
	Items   []QueueItem
}

// QueueItem is a post that waits. Its excerpt is masked where something may identify a child.
type QueueItem struct {
	Risk    Status
	Kind    []string // why it waits
	Ref     string
	Href    string
	Title   string
	Lang    string // of the title, when it is not the page's
	By      Speaking
	Excerpt string
	In      string // tag of the excerpt's language
	InName  string // name of that language, in itself
	Waiting string
	Since   time.Time
	Own     string // why it is not hers to judge; empty: it is
}

// JudgedView is one post before a moderator.
type JudgedView struct {
	Page     Page
	Ref      string
	Title    string
	Lang     string // of the title, when it is not the page's
	Risk     Status
	Post     PostView // who, when, why it waits, what she may do
	Masked   string   // the text with what was found blotted out; empty: nothing was found
	Parts    []MarkedPart
	In       Version // language of the text
	Twin     *Wording
	NoTwin   string // why there is no translation beside it
	Findings []Hit
	Photo    *JudgedPhoto
	Lines    []RecordLine
	Thread   string // address; empty where the viewer may not read it
	Alone    string // the post's own page
}

// MarkedPart is a piece of a text as it was typed; Hit is the number of what was found there, from 1, or 0.
type MarkedPart struct {
	Text string
	Hit  int
}

// JudgedPhoto is the picture of a post with the author's words for it.
type JudgedPhoto struct {
	Href          string
	Alt           string
	Lang          string
	Width, Height int
}
