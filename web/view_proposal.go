package web

import (
	"time"

	"sametable/internal/lang"
)

// ProposalListView is the page of a forum's proposals, by stage.
type ProposalListView struct {
	Page   Page
	Forum  Anchor
	Stages []Tab
	Rows   []ProposalEntry
	Write  string // address of the form for a new one; empty: she may not write any
	Why    string // why she may not
	Empty  string
	Older  string // address of the next page
}

// ProposalEntry is one proposal in a list.
type ProposalEntry struct {
	Ref     string
	Title   Titled
	Href    string
	Status  Status
	Org     Org
	With    string // how many sign it too; empty: nobody does
	Outcome string
	Since   time.Time
	Until   string // how long is left, where something ends
}

// ProposalView is one proposal: where it stands, what it says, who stands behind it, what can be done.
type ProposalView struct {
	Page     Page
	Crumbs   []Anchor
	Ref      string
	Title    Titled
	Status   []Status
	Org      Org
	Together []Org        // those that sign it too
	Signing  *CosignView  // how signatures stand, and what the viewer may do about them; nil: nothing
	Formal   []lang.Piece // how it became the organisation's word
	Stops    []Stop
	Stands   *PositionsView // who stands where; nil: nobody was asked yet
	Notes    []PostNote
	Text     Wording
	Annexes  []AnnexView
	Facts    []Pair
	Acts     []Act
	Why      []string
	Versions []Anchor
	Old      string // said above an earlier version
	Letter   *Anchor
	Tongues  []TongueLine // translations, for those who make or need them
	Entries  []CharterEntry
	Share    string
	Appeal   *AppealCard   // nil: there is none to know of
	Handling *HandlingView // nil: no authority has it
	Reply    *ReplyBrief   // nil: there is none
	Partners *PartnersView // nil: the table has not made it a partnership
}

// PartnersView is what became of a proposal the table has made a partnership.
type PartnersView struct {
	Title    string
	Rows     []PartnershipEntry
	Promises []CommitmentEntry // what they promised
	Next     string            // what comes next, where none stands
}

// TongueLine is how far something is translated into one language, and what may be done about it.
type TongueLine struct {
	Version Version
	Word    string // of the button; empty: nothing to do here
	Name    string // of the button for those who hear it alone
	Href    string
}

// ProposalWriteView is one step of writing.
type ProposalWriteView struct {
	Page    Page
	Crumbs  []Anchor
	Steps   []Step
	Lead    string
	Example string // of what belongs here
	Wrongs  []Wrong
	Form    Form
	Version int
	Parts   []FormPart
	Yours   *Side // with Theirs: a colleague has changed it meanwhile
	Theirs  *Side
	More    string // word of the button for one measure more; empty: there is none
	Back    string // address of the step before
	Next    string // word of the button that leads on
	Whole   *Wording
	Lacks   []Wrong // what it still lacks, each leading to its step
	Drop    *Form   // throws it away; nil: not here
	Kept    string  // when it was saved last, and by whom
	Silent  string  // why she can only read it
	Acts    []Act   // what else can be done with it
	Aside   string  // what is kept and left out of the text
	Annexes *AnnexDesk
}

// ScreeningView is the page on which a proposal is screened.
type ScreeningView struct {
	Page      Page
	Crumbs    []Anchor
	Wrongs    []Wrong
	Ref       string
	Title     Titled
	Due       string
	Text      Wording
	Annexes   []AnnexView
	Similar   []Entry
	None      string // what stands where nothing is like it
	Form      Form
	Version   int
	Checks    Choice
	Decision  Choice
	Reason    Area
	Templates []ReasonTemplate
	Into      Input
	To        Input
	Refusal   string // what another has proposed already
	Back      string
}
