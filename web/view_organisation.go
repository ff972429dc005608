package web

import "time"

// FormField is one field of a long form: exactly one of its members is set.
type FormField struct {
	Line  *Input
	Text  *Area
	Pick  *Choice // a list that opens
	Radio *Choice
	Ticks *Choice
	Paper *Ask   // a scanned letter
	File  *Ask   // a paper of a meeting
	Note  string // a line between fields
}

// FormPart is the fields that belong together.
type FormPart struct {
	Title   string
	Lead    string
	About   *Wording    // the text the fields are about
	Annexes []AnnexView // the files that go with that text
	Fields  []FormField
	Key     string // with More: which part the button is of
	More    string // word of a button for more of the same; empty: there is none
}

// LongForm is a page with one form in parts.
type LongForm struct {
	Page    Page
	Crumbs  []Anchor
	Lead    string
	Wrongs  []Wrong
	Form    Form
	Version int // 0: a new thing
	Hidden  []Hidden
	Yours   *Side // with Theirs: somebody else saved first
	Theirs  *Side
	About   []Pair // whom or what the form is about
	Locked  []Pair // what cannot be changed now
	Why     string // why it cannot
	Notes   []string
	Parts   []FormPart
	Word    string // of the button
	Kind    string // of the button: first or danger
	Back    string
	Beside  *Anchor // another form about the same; nil: there is none
	Second  *Form   // one button more, for what needs no field; nil: there is none

	SecondWord string
}

// AccreditationView is what waits for the accreditation officers.
type AccreditationView struct {
	Page    Page
	Items   []Applicant
	New     string // address of the form for a new body; empty: not hers
	Open    []OpenInvitation
	Invite  *LongForm // for somebody who brings a new body; nil: not hers
	Drafted []Applicant
	Why     string // why she sees no more of them
}

// Applicant is an organisation in the queue.
type Applicant struct {
	Org     Org
	Status  Status
	Asks    string // what is asked of the officers
	Since   time.Time
	Waiting string
	Place   string
	Href    string
	Own     string // why it is not hers to judge
}

// ApplicationView is the file of an organisation: what it says of itself, what is missing, what was decided, what can be done.
type ApplicationView struct {
	Page     Page
	Crumbs   []Anchor
	Org      Org
	Status   Status
	Until    *time.Time
	Proposal *ProposalNote
	Reason   string
	Facts    []Pair
	Texts    []TextBlock
	Serves   ServicesView
	Missing  []string
	Warnings []string
	Steps    []StepButton
	Edit     string
	People   string
	Files    []EvidenceFile // papers that show that it exists; none for whoever may not open them
	Upload   *UploadView    // adds one; nil: not hers, or not now
	Lines    []RecordLine
}

// EvidenceFile is a paper of an application.
type EvidenceFile struct {
	Name   string
	Href   string
	At     time.Time
	Hash   string
	Remove *Act
}

// UploadView is the form that sends a file.
type UploadView struct {
	Form   Form
	File   Ask
	Wrongs []Wrong
}

// ProposalNote is the first step of two.
type ProposalNote struct {
	What  string
	Who   string
	Lang  string // of the name, when it is not the page's
	Words string
}

// TextBlock is what an organisation wrote under a heading.
type TextBlock struct {
	Title string
	Text  string
	Lang  string
}

// StepButton is a step with its way, or with why it is not possible now.
type StepButton struct {
	Word   string
	Href   string
	Kind   string
	Second string // what a second person has to do with it
	Why    string // nothing leads there now, because of this
}

// PeopleView is who belongs to an organisation, and who was invited.
type PeopleView struct {
	Page    Page
	Crumbs  []Anchor
	Org     Org
	Members []MemberView
	Tends   bool // she may invite and look after people
	Open    []OpenInvitation
	Invite  *LongForm
}

// MemberView is one member.
type MemberView struct {
	Name     string
	Lang     string // of the name, when it is not the page's
	Other    string // the name in the other script
	Post     string
	PostLang string
	Username string
	Marks    []Status
	Since    time.Time
	You      bool
	Acts     []Act
}

// OpenInvitation is an invitation nobody has used yet.
type OpenInvitation struct {
	Name   string
	Lang   string
	Marks  []Status
	Left   string
	Until  time.Time
	Revoke *Act // nil: not hers to revoke
}
