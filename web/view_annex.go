package web

// AnnexView is a file that goes with a proposal. A photo stands small on the page; a PDF is fetched.
type AnnexView struct {
	Href   string
	Small  string // address of the photo as it stands on the page; empty: a PDF
	Width  int    // of the photo on the page
	Height int
	Alt    string // what the photo shows, or what the PDF is
	Lang   string // of Alt
	Name   string // of a PDF
	Size   string
	Drop   *Act // takes it off the sheet; nil: not here
}

// AnnexDesk is where files are laid on a sheet.
type AnnexDesk struct {
	Files []AnnexView
	Form  *Form // nil: no more can be laid there
	Alt   Input
	File  Ask
	Full  string // why no more can be laid there
}

// open tells whether the form is to be seen at once: while it came back with something wrong.
func (d AnnexDesk) open() bool {
	return d.File.Error != "" || d.Alt.Error != "" || len(d.Alt.Hits) > 0
}
