package web

// DocumentsView is the list of background documents.
type DocumentsView struct {
	Page     Page
	Query    Input
	Filtered bool
	Found    string // how many there are, in words; empty where a page is not the whole
	Rows     []DocumentEntry
	Add      string // address of the form; empty: not hers
	Newer    string
	Older    string
}

// DocumentEntry is one document in a list.
type DocumentEntry struct {
	Number string // its number, or how it is cited
	Title  string
	Lang   string // of the title, when it is not the page's
	Href   string
	Status []Status
	Dated  string
	Issuer string
	IssIn  string // language of the issuer's name, when it is not the page's
	Others []NameIn
	Cited  string // how much cites it, in words
}

// DocumentView is one background document.
type DocumentView struct {
	Page    Page
	Number  string
	Title   string
	Lang    string // of the title, when it is not the page's
	Status  []Status
	Reason  string // why it was withdrawn
	ReasIn  string // language of that
	Facts   []Pair
	Names   []NameIn
	Link    string // where its issuer has published it; empty: nobody has said
	Host    string
	Citing  []Entry
	Steps   []StepButton
	Entries []CharterEntry
}
