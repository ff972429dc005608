package web

// ComparedView is the page of what changed from one version of a proposal to another.
type ComparedView struct {
	Page    Page
	Crumbs  []Anchor
	Ref     string
	Summary string // how many blocks changed
	Groups  []ComparedGroup
	Back    string
	BackTo  string // words of the link back
}

// ComparedGroup is blocks that follow each other: one or more that changed, or a run of those that stayed.
type ComparedGroup struct {
	Stayed string // how many stayed, and which; empty: these changed
	Blocks []ComparedBlock
}

// ComparedBlock is one block.
type ComparedBlock struct {
	Title    string
	Status   []Status // what became of it, in words
	Note     string   // which measure it was, or under which heading it stands
	NoteLang string   // of the note, where it is not the page's
	Lang     string
	Changes  []Change
}
