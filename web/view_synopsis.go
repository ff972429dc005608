package web

// SynopsisView is the page of what became of whatever the statements asked.
type SynopsisView struct {
	Page    Page
	Crumbs  []Anchor
	Ref     string
	Title   Titled
	About   string // address of the proposal
	Counts  string
	Version *Version // the language of the words, where it is not the reader's own
	Lines   []SynopsisLine
	Files   []File
}

// SynopsisLine is one of them.
type SynopsisLine struct {
	N     int
	Org   *Org   // nil: it is not to be named to this reader
	Kind  string // of its group
	Href  string // its statement
	Asked string
	Fate  string // taken, part or not
	Word  string // of the fate
	Reply string

	AskedLang string
	ReplyLang string
}
