package site

import (
	"fmt"
	"io/fs"
	"net/http"
	"regexp"
	"strings"
	"time"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/locales"
	"sametable/web"
)

// textNames are the longer texts of the house, in the order of the foot of every page.
func textNames() []string {
	return []string{"about", "funding", "privacy", "terms", "safeguarding", "accessibility", "help"}
}

// edition says when a text last changed, and of which wording that is said: a test refuses a text that changed without its day.
// Of is the beginning of the SHA-256 of its three languages, in the order of the switcher.
type edition struct{ day, of string }

func editions() map[string]edition {
	return map[string]edition{
		"about":         {"2026-11-27", "b3d6ace2781e"},
		"funding":       {"2026-11-27", "f6d9f2467b1b"},
		"privacy":       {"2026-11-27", "272731cc6f1d"},
		"terms":         {"2026-11-23", "dc0c7ae6e8cc"},
		"safeguarding":  {"2026-11-27", "71dca1615c48"},
		"accessibility": {"2026-11-23", "2234ee246783"},
		"help":          {"2026-11-27", "24e8fa309309"},
	}
}

// houseText is a text as it is shown.
type houseText struct {
	title, html string
	contents    []web.Anchor
	changed     time.Time
}

// texts renders every text once. They lie in the program, so one that cannot be read is a broken build.
func (s *Site) texts() map[lang.Code]map[string]houseText {
	all := map[lang.Code]map[string]houseText{}
	for _, code := range lang.Codes() {
		all[code] = map[string]houseText{}
		for _, name := range textNames() {
			source, err := fs.ReadFile(locales.Pages(), "pages/"+string(code)+"/"+name+".md")
			if err != nil {
				panic("site: " + err.Error())
			}
			all[code][name] = s.houseText(code, name, string(source))
		}
	}
	return all
}

func (s *Site) houseText(code lang.Code, name, source string) houseText {
	title, body, _ := strings.Cut(source, "\n")
	body = strings.NewReplacer("{{contact}}", s.contact(code), "{{location}}", s.whereData(code)).Replace(body)
	day, err := time.ParseInLocation(time.DateOnly, editions()[name].day, lang.Beijing.Location())
	if err != nil {
		panic(fmt.Sprintf("site: the text %s has no day: %v", name, err))
	}
	html, list := contents(factTables(markup.RenderAt(body, 1).HTML))
	return houseText{title: strings.TrimSpace(strings.TrimPrefix(title, "#")), html: tongues(code, html), contents: list, changed: day}
}

// contact is who is responsible, in Markdown, with the mark for the name, which the page puts in; an operator who has not said so is
// said not to have.
func (s *Site) contact(code lang.Code) string {
	name, address := "", s.House.ContactMail
	if s.House.Contact != "" {
		name = contactMark
	}
	switch {
	case name == "" && address == "":
		return s.speakers[code].Say("text.no_contact")
	case address == "":
		return name
	case name == "":
		name = inMarkdown(address)
	}
	return "[" + name + "](mailto:" + address + ")"
}

func (s *Site) whereData(code lang.Code) string {
	if s.Location == "" {
		return s.speakers[code].Say("text.no_location")
	}
	return inMarkdown(s.Location)
}

var markdownSigns = regexp.MustCompile("[\\\\`*_{}\\[\\]()#+.!|<>~-]")

// inMarkdown writes a text so that Markdown leaves it as it is.
func inMarkdown(text string) string { return markdownSigns.ReplaceAllString(text, `\$0`) }

var (
	tag       = regexp.MustCompile(`<[^>]*>`)
	hanRun    = regexp.MustCompile(`[〔〕《》“”]*\p{Han}[\p{Han}〔〕0-9《》号、]*`)
	latinRun  = regexp.MustCompile(`[A-Za-zÅÄÖåäö][\w’'´.,ÅÄÖåäö-]*(?:[ ][\w’'´.,ÅÄÖåäö-]+)+`)
	creditEU  = regexp.MustCompile(`(?:Co-funded|Funded) by the European Union|China Federation of Social Work|Qinghai Huimin Social Work and Development Centre|Anhui Modern Social Work Development Centre`)
	quotation = regexp.MustCompile(`<blockquote>`)
)

// tongues says of the pieces of another language in a text of the house which one it is, so that they are read aloud and set
// right: quotations are the project's and the donors' own English words.
func tongues(code lang.Code, html string) string {
	foreign := func(text string) string {
		if code == lang.Chinese {
			return latinRun.ReplaceAllString(text, `<span lang="en">$0</span>`)
		}
		if code == lang.Swedish {
			text = creditEU.ReplaceAllString(text, `<span lang="en">$0</span>`)
		}
		return hanRun.ReplaceAllString(text, `<span lang="zh-Hans">$0</span>`)
	}
	var b strings.Builder
	quoted := 0
	at := 0
	pieces := append(tag.FindAllStringIndex(html, -1), []int{len(html), len(html)})
	for _, piece := range pieces {
		text, mark := html[at:piece[0]], html[piece[0]:piece[1]]
		if quoted > 0 {
			b.WriteString(text)
		} else {
			b.WriteString(foreign(text))
		}
		switch mark {
		case "<blockquote>":
			quoted++
		case "</blockquote>":
			quoted--
		}
		b.WriteString(mark)
		at = piece[1]
	}
	if code == lang.English {
		return b.String()
	}
	return quotation.ReplaceAllString(b.String(), `<blockquote lang="en">`)
}

// textPage shows one of the longer texts.
func textPage(v *visit, name string, text houseText) error {
	if !lang.Code(v.Param("l")).Valid() {
		return fault.NotFound()
	}
	section := web.SectionNone
	if name == "about" {
		section = web.SectionAbout
	}
	page, err := v.page(text.title, section)
	if err != nil {
		return err
	}
	if name == "funding" {
		page.Funding = nil // the text is about nothing else
	}
	view := web.TextView{Page: page, HTML: strings.ReplaceAll(text.html, contactMark, contactHTML(page)), Contents: text.contents, Changed: text.changed, Emblem: name == "funding"}
	if page.Demo {
		view.Changed = time.Time{} // the demo's clock stands before the day the text was written
	}
	return v.show(http.StatusOK, web.TextPage(view))
}
