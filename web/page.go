package web

import (
	"strings"
	"unicode"

	"sametable/internal/lang"
)

// Page is what every page has around its content.
type Page struct {
	T           *lang.Speaker
	Title       string // of this page alone; the house's name is added
	Description string // one sentence for search engines and share cards; may be empty
	Origin      string // scheme and host, such as https://forum.example.org; empty leaves out the alternates
	Path        string // without the language: /f/HD/p/HD-2019-01; "" or "/" is the home page
	RawQuery    string
	Section     Section
	Person      *Who // nil for a visitor
	Site        Site
	Demo        bool     // the demo world's banner stands on every page
	Funding     *Funding // nil leaves out the strip
	Flash       *Flash
	Taken       []string       // what nobody can see was taken out of a form that comes back for another reason
	Meanwhile   []CharterEntry // what happened to a thing since the form that comes back was made
	Accepted    []string       // draft keys the server has taken in; the device forgets them
	Print       string         // a line at the foot of the printed page: reference, version, hash
	Today       string         // the day on which it is printed, by the clock of the house
	Wide        bool           // tables that need the whole width
	Private     bool           // not for search engines
}

// Section is the entry of the main navigation a page belongs to.
type Section string

// The sections of the main navigation.
const (
	SectionNone          Section = ""
	SectionForums        Section = "forums"
	SectionOrganisations Section = "orgs"
	SectionSearch        Section = "search"
	SectionAbout         Section = "about"
	SectionDesk          Section = "desk"
)

// Who is the person signed in, and for whom she speaks now.
type Who struct {
	Key                                                   string // opaque and stable; keeps drafts of two persons on one device apart
	Name                                                  string
	NameLang                                              string // of the name's script, such as zh-Hans; empty means the page's
	For                                                   string // name of the organisation; empty when she speaks for none
	ForOptions                                            []Option
	Unread                                                int // notices
	Duties                                                int // what waits for her on the desk
	Moderates, Accredits, Translates, Administers, Audits bool
	Elsewhere                                             bool // the page is in another language than that of her profile
}

// Site is what an operator says about this installation.
type Site struct {
	Contact     string // name of who is responsible
	ContactLang string // of that name
	ContactMail string
	ICP         string // 备案号, shown with a link to the ministry's register
	Police      string // 公安备案号
}

// Funding is the strip of who pays for this. Formal records show the words without the marks, lest a donor seem to have signed.
type Funding struct {
	Funders []Funder
	Plain   bool // words only
}

// Funder is one donor: mark, statement, disclaimer.
type Funder struct {
	Mark       string // name of an asset; empty when there is none
	MarkAlt    string
	Statement  string
	Disclaimer string
	Lang       string // of the disclaimer, whose English text is binding; empty means the page's

	StatementLang string // of the statement; empty means the page's
}

// Flash is what the last act led to, shown once.
type Flash struct {
	Kind NoticeKind
	Text string
}

// Link puts the page's language before a path of the forum.
func (p Page) Link(path string) string { return Link(p.T, path) }

// Link puts the speaker's language before a path: /f/HD becomes /sv/f/HD, and "" becomes /sv/.
func Link(t *lang.Speaker, path string) string { return in(t.Code(), path) }

func in(code lang.Code, path string) string {
	if path == "" {
		path = "/"
	}
	return "/" + string(code) + path
}

// twin is this page in another language.
func (p Page) twin(code lang.Code) string {
	if p.RawQuery == "" {
		return in(code, p.Path)
	}
	return in(code, p.Path) + "?" + p.RawQuery
}

// anyone is the address for readers of no language of ours: the root chooses; elsewhere Chinese is the language of the house.
func (p Page) anyone() string {
	if p.Path == "" || p.Path == "/" {
		return p.Origin + "/"
	}
	return p.Origin + p.twin(lang.Chinese)
}

func (p Page) heading() string {
	if p.Title == "" {
		return p.T.Say("web.name") + p.T.Say("web.name_after")
	}
	return p.Title + " – " + p.T.Say("web.name")
}

// titleLang is the language of a title that is Chinese, or mostly, on a page that is not; else empty, which is the page's. A title
// has no parts that could each say theirs.
func (p Page) titleLang() string {
	if p.T.Code() == lang.Chinese {
		return ""
	}
	han, other := 0, 0
	for _, r := range p.Title {
		switch {
		case isHan(r):
			han++
		case unicode.IsLetter(r):
			other++
		}
	}
	if han > other {
		return lang.Chinese.Tag()
	}
	return ""
}

// parted parts the last two words of a name from those before them: where it takes two lines, it breaks there.
func parted(name string) (head, tail string) {
	words := strings.SplitAfter(name, " ")
	at := max(len(words)-2, 0)
	return strings.Join(words[:at], ""), strings.Join(words[at:], "")
}
