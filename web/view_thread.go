package web

import (
	"time"

	"sametable/internal/lang"
)

// Titled is a title as one reader gets it: in her language at the best state there is, with the original beside a translation.
type Titled struct {
	Text     string
	Lang     string
	Version  Version
	Original string // what it was translated from; empty on the original itself
	Tag      string // language of the original
}

// Wording is a text as one reader gets it. HTML is safe already.
type Wording struct {
	HTML     string
	Stub     string // said in place of words that are gone
	Lang     string
	Version  Version
	Original *Wording     // what it was translated from; nil on the original itself
	Made     []lang.Piece // who made the translation and who reviewed it
}

// marked tells whether the reader must be told which language and state she has before her.
func (w Wording) marked(tag string) bool { return w.Original != nil || w.Lang != tag }

// ThreadListView is the page of a forum's discussions.
type ThreadListView struct {
	Page  Page
	Forum Anchor
	Rows  []ThreadEntry
	Write string // address of the form for a new one; empty: she may not open one
	Why   string // why there is nothing to read, or why she may not open one
	Empty string // what stands instead of an empty list
}

// ThreadEntry is one discussion in a list.
type ThreadEntry struct {
	Ref    string
	Title  Titled
	Href   string
	Status Status
	Posts  int
	New    string // address of the first unread post; empty: nothing is new
	LastAt time.Time
	LastBy string
	LastIn string // language of that name, when it is not the page's
}

// ThreadView is one discussion, twenty posts a page.
type ThreadView struct {
	Page      Page
	Forum     Anchor
	Ref       string
	Title     Titled
	Purpose   *Wording // nil: none was written
	Status    Status
	Count     int // posts that readers see
	Posts     []PostView
	NewFrom   int    // number of the first unread post; 0: none, or all
	Earlier   string // address of the page before
	Later     string
	Latest    string       // address of the last page; empty on it
	Groups    []GroupTally // posts by stakeholder group, over the whole discussion
	Originals string       // address of the page in the other way: originals everywhere, or translations
	Original  bool         // originals are shown everywhere
	Follow    *Act         // nil for visitors
	Letter    *Act         // enter a statement that came on paper; nil: not hers to enter
	Steer     *SteerView   // the form of those who keep order; nil until it is asked for
	Steering  string       // address that asks for it; empty: it is here, or not hers
	Reply     *Compose
	Silence   *Notice // why there is no form
	Silent    string  // the sentence in it
	Unsent    string  // a reply that came too late
	Locked    string  // the reason it speaks of, as the moderator wrote it
	SignIn    string  // address; empty where signing in changes nothing
}

// SteerView is the form that locks, unlocks and archives; its buttons go to different addresses.
type SteerView struct {
	Nonce   string
	Version int
	Steps   []Act
	Reason  Input
	Wrongs  []Wrong
}

// PostView is one post as its reader may see it.
type PostView struct {
	Number   int
	Href     string // permanent address
	Author   Speaking
	Personal bool
	Formal   []lang.Piece // how a statement became one, or how it came
	At       time.Time
	Edited   *time.Time // nil: readers see no mark
	History  string
	Source   string  // address of what it was translated from; empty: the original is here
	Made     string  // how it was translated, and from which language
	Unsure   bool    // nobody has reviewed the translation as it stands
	Status   *Status // nil on a published post
	Quote    *Citation
	Text     *Wording // nil: there is nothing to read here
	Photo    *PhotoView
	Letter   *Anchor // the scanned letter; nil: there is none, or it is not hers to open
	Stub     string  // what stands instead of the text
	Closed   bool    // the text shows only when asked for: it was taken from the readers
	Notes    []PostNote
	Acts     []Act // for whoever takes part
	Duties   []Act // for those who keep order, or confirm
	Why      string
	Hits     []Hit // what the gate finds in it, for moderators
}

// PhotoView is the photo of a post, with words for those who do not see it.
type PhotoView struct {
	Src           string
	Alt           string
	Lang          string
	Width, Height int
}

// PostNote tells the few who see an unpublished post why it waits and what happens next.
type PostNote struct {
	Kind  NoticeKind
	Title string
	Said  []lang.Piece // the title, where it quotes another language
	Lines []string
	Words string // typed by a person: a reason, an explanation
	Label string // of those words
}

// Speaking is who speaks: name, post, and for which organisation.
type Speaking struct {
	Name     string
	Lang     string // of the name, when it is not the page's
	Capacity string // at the table, where it matters: chair, secretary
	Post     string
	PostLang string
	Org      Org
}

// Act is something the viewer may do: a page to go to, or a form that is sent by its button.
type Act struct {
	Word    string
	Icon    string
	Kind    string // first, danger or empty
	Href    string // of a page; else Action
	Action  string
	Nonce   string
	Version int
	Fields  []Hidden
}

// Hidden is a field nobody fills in.
type Hidden struct{ Name, Value string }

// Compose is a form in which something is written. Fields that are nil are not asked for.
type Compose struct {
	Form        Form
	Heading     string
	Lead        string
	For         *Org    // for whom she speaks, where there is nothing to choose
	As          string  // in which capacity; empty: as a moderator
	Voice       *Choice // under which mandate
	Wrongs      []Wrong
	Yours       *Side // with Theirs: somebody changed the text meanwhile
	Theirs      *Side
	Preview     *Wording
	Quote       *Citation
	Unquote     string // address of the form without the quote
	Hidden      []Hidden
	Title       *Input
	TitleHits   []Hit
	Purpose     *Area
	First       string // heading over the first post
	Language    *Choice
	Mandate     *Choice
	Channel     *Choice
	Dated       *Input
	Kind        *Choice
	Body        Area
	Explain     *Choice // how the author explains what the gate found
	Explanation *Area
	Photo       *PhotoAsk
	Paper       *Ask    // the scanned letter
	DropPhoto   *Choice // takes the photo out of a returned post
	Word        string  // of the button
	Save        bool    // the text can be put aside
	Back        string
}

// PhotoAsk asks for a photo and for words about it.
type PhotoAsk struct {
	File Ask
	Alt  Input
}

// ComposePage is a page with nothing but a form.
type ComposePage struct {
	Page    Page
	Crumbs  []Anchor
	Compose Compose
	Before  *PostView // the post it is about
	Notes   []PostNote
}

// HotlineView stands where a text seemed to speak of one child in danger. Nothing was stored.
type HotlineView struct {
	Page    Page
	Crumbs  []Anchor
	Lines   []string // telephone numbers, the most urgent first
	Compose Compose  // the way back to the text
}

// PostPage is one post alone: where notices lead.
type PostPage struct {
	Page   Page
	Crumbs []Anchor
	Ref    string
	Title  string
	Lang   string
	Href   string // of the discussion; empty when the viewer may not read it
	Post   PostView
}

// PostStepView asks before a step of a post's life, and for a reason where its reader gets one.
type PostStepView struct {
	Page      Page
	Crumbs    []Anchor
	Post      PostView
	Lead      string
	Form      Form
	Version   int
	Wrongs    []Wrong
	Templates []ReasonTemplate
	Reason    *Area
	Dated     *Input // day of a letter
	Paper     *Ask   // the scanned letter
	Word      string
	Kind      string
	Back      string
}

// ReasonTemplate is a polite reason in the author's language, with its twin in the moderator's own.
type ReasonTemplate struct {
	Word string // what it is for
	Text string
	Lang string
	Twin string // empty when both languages are the same
	Href string // of the form with this reason filled in
	On   bool
}

// PostHistoryView is every revision of a post, with what changed, and the register's entries about it.
type PostHistoryView struct {
	Page      Page
	Crumbs    []Anchor
	Ref       string
	Post      PostView
	Revisions []PostRevisionView
	Entries   []PostEntryView
}

// PostRevisionView is one revision, newest first.
type PostRevisionView struct {
	ID      string
	Number  int
	Current bool
	At      time.Time
	Quiet   bool
	Hash    string // shortened
	Lang    string
	HTML    string   // of the first revision
	Changes []Change // against the one before
	Erased  bool
}

// PostEntryView is a line of the register as a sentence.
type PostEntryView struct {
	Seq    int
	At     time.Time
	Who    string
	Lang   string // of the name, when it is not the page's
	What   string
	Reason string
	Hash   string // shortened
}
