package site_test

import (
	"context"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"

	"golang.org/x/net/html"

	"sametable/internal/demo"
	"sametable/internal/forumtest/house"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/setup"
	"sametable/internal/site"
	"sametable/internal/store"
	"sametable/locales"
)

// TestPagesSayNothingOfTheirOwn walks the house in a catalogue whose sentences stand in brackets. What a page says outside them
// is a name, a code, what somebody wrote or a text of the house, or it is a word that no translator ever sees. What somebody
// wrote says its language where the page's is another (WCAG 3.1.2).
func TestPagesSayNothingOfTheirOwn(t *testing.T) {
	h := house.World(t, store.SQLite)
	table := routes(t, h)
	known := writings(t, h)
	h.Catalogue = lang.Pseudo(h.Catalogue)
	s := h.Serve(t)
	who := []string{"", "maliqing", "hanlian", "sunlizhen", "chenlichuan", "elin", "johan", "mats", "alex"}
	if underRace {
		who = []string{"", "elin"}
	}
	pages := 0
	for _, code := range []string{"en", "zh"} {
		for _, who := range who {
			c := h.Client(t, s)
			if who != "" {
				c.SignIn(who)
			}
			for _, p := range around(c, table, code) {
				pages++
				for _, flaw := range known.flaws(t, p.Body) {
					t.Errorf("%s as %s in %s: %s", mask(p.URL.Path), name(who), code, flaw)
				}
			}
		}
	}
	t.Logf("%d pages", pages)
	if pages < 300 {
		t.Errorf("%d pages prove little", pages)
	}
}

// TestFindsAPlantedWord shows that the walk can fail.
func TestFindsAPlantedWord(t *testing.T) {
	known := world{found: map[string]bool{}, names: map[string]map[string]bool{"en": {"Huilin": true}, "zh": {"惠邻": true}}, all: "谢谢您的走访 Save the date"}
	for body, want := range map[string]string{
		`<p>⟦Save~~⟧ <b>⟦Huilin joins~~~⟧</b> · Huilin · <b>QH-2018-03</b></p>`: "",
		`<p>⟦It says <span lang="zh">谢谢您的走访</span> to all~~⟧</p>`:               "",
		`<p lang="sv">⟦a⟧ <q lang="zh-Hans">谢谢您的走访</q></p>`:                     "",
		`<p>Save</p>`:                                    `"Save"`,
		`<p>⟦Save~~⟧ now</p>`:                            `"now"`,
		`<p lang="en">Send it</p>`:                       `"Send it"`,
		`<img alt="Photo">`:                              `"Photo"`,
		`<input placeholder="Your name">`:                `"Your name"`,
		`<button aria-label="Close">⟦x⟧</button>`:        `"Close"`,
		`<a title="Open">⟦x⟧</a>`:                        `"Open"`,
		`<input type="submit" value="Go">`:               `"Go"`,
		`<div class="prose">惠邻</div>`:                    `"惠邻" without its language`,
		`<div class="prose" lang="en">Save the 走访</div>`: `"Save the 走访"`,
		`<body data-saved="Draft kept">`:                 `"Draft kept"`,
		`<title>Page</title>`:                            `"Page"`,
		`<p>惠邻</p>`:                                      `"惠邻" without its language`,
		`<p>⟦Huilin said: 谢谢您的走访~~⟧</p>`:                 `"Huilin said: 谢谢您的走访~~" without its language`,
		`<p>⟦cut~~ <b>in two</b></p><p>and silent</p>⟧`:  `a sentence without its end`,
		`<p lang="sv"><img alt="谢谢您的走访"></p>`:            `"谢谢您的走访" without its language`,
	} {
		got := known.flaws(t, `<html lang="en"><body>`+body)
		if want == "" && len(got) > 0 || want != "" && (len(got) == 0 || !strings.HasPrefix(got[0], want)) {
			t.Errorf("%s: %q, want %q", body, got, want)
		}
	}
}

// around gives the pages of a language that somebody can reach: every route of the table, and of those that other pages lead to
// a few for each route.
func around(c *house.Client, table []site.Route, code string) (pages []house.Page) {
	const each = 4
	type step struct{ path, route string }
	var todo []step
	for _, r := range table {
		if r.Method == http.MethodGet && strings.HasPrefix(r.Path, "/:l") {
			todo = append(todo, step{strings.Replace(r.Path, ":l", code, 1), ""})
		}
	}
	asked, met := map[string]bool{}, map[string]int{}
	for len(todo) > 0 {
		next := todo[0]
		todo = todo[1:]
		if asked[next.path] || next.route != "" && met[next.route] >= each {
			continue
		}
		asked[next.path] = true
		met[next.route]++
		p := c.Stay(next.path)
		if p.Status >= 300 && p.Status < 400 || !strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
			continue
		}
		pages = append(pages, p)
		for _, link := range p.Links() {
			u, err := url.Parse(link)
			if err == nil && u.Host == "" && strings.HasPrefix(u.Path, "/"+code+"/") {
				todo = append(todo, step{u.RequestURI(), shape(u)})
			}
		}
	}
	return pages
}

// shape is what addresses of one route have in common.
func shape(u *url.URL) string {
	path := regexp.MustCompile(`/[^/]*[0-9][^/]*`).ReplaceAllString(u.Path, "/_")
	path = regexp.MustCompile(`/(f|o|record|regions)/[^/]+`).ReplaceAllString(path, "/$1/_")
	for key := range u.Query() {
		path += "&" + key
	}
	return path
}

// world is what people of the world wrote: names as they stand in each language, and everything, to look in.
type world struct {
	names map[string]map[string]bool
	all   string
	found map[string]bool
}

// shownAttributes are read out or shown without being text.
func shownAttributes() []string {
	return []string{"alt", "aria-label", "aria-description", "aria-roledescription", "aria-valuetext", "placeholder", "title", "label"}
}

// flaws gives what is wrong with the words of a page.
func (w *world) flaws(t *testing.T, body string) []string {
	t.Helper()
	root, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	r := reading{w: w}
	r.read(root, tongue{})
	return r.flaws
}

// tongue is the language around a word: the page's, and that of the innermost element inside the page that says one. Two places
// need not say it: the title of the window, of which nobody is told a language, and a text whose writer herself cites another
// language in it.
type tongue struct {
	page, own string
	free      bool
}

func (t tongue) chinese() bool {
	return strings.HasPrefix(t.own, "zh") || t.own == "" && strings.HasPrefix(t.page, "zh")
}

func latin(r rune) bool { return unicode.Is(unicode.Latin, r) }

func han(r rune) bool { return unicode.Is(unicode.Han, r) }

// reading is one page being read from the top.
type reading struct {
	w     *world
	depth int // brackets that are open
	flaws []string
}

func (r *reading) read(n *html.Node, in tongue) {
	switch n.Type {
	case html.TextNode:
		r.text(n.Data, in)
		return
	case html.ElementNode:
		switch n.Data {
		case "script", "style", "code", "textarea": // code is shown to who reads the register; a field holds what was typed
			return
		}
		for _, a := range n.Attr {
			switch {
			case a.Key == "data-sheet": // a paper's own words are made in its language by the room that keeps it, and compared there
				return
			case a.Key == "lang" && n.Data == "html":
				in.page = a.Val
			case a.Key == "lang":
				in.own = a.Val
			}
		}
		prose := slices.ContainsFunc(n.Attr, func(a html.Attribute) bool {
			return a.Key == "class" && slices.Contains(strings.Fields(a.Val), "prose")
		})
		if prose && in.own == "" { // it leaves its language out where that is the page's
			in.own = in.page
		}
		in.free = in.free || n.Data == "title" || prose
		for _, a := range n.Attr {
			button := n.Data == "input" && a.Key == "value" && slices.ContainsFunc(n.Attr, func(b html.Attribute) bool {
				return b.Key == "type" && (b.Val == "submit" || b.Val == "button")
			})
			script := strings.HasPrefix(a.Key, "data-") && strings.Contains(a.Val, " ") // words that a script will show
			if button || script || slices.Contains(shownAttributes(), a.Key) || n.Data == "meta" && a.Key == "content" && !machine(n) {
				r.text(a.Val, in)
			}
		}
	}
	before := r.depth
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		r.read(child, in)
	}
	if r.depth != before {
		r.flaws, r.depth = append(r.flaws, "a sentence without its end in <"+n.Data+">"), before
	}
}

// text looks at the pieces of a text in and outside the brackets.
func (r *reading) text(text string, in tongue) {
	for text != "" {
		at := strings.IndexAny(text, "⟦⟧")
		piece := text
		if at >= 0 {
			piece = text[:at]
		}
		r.piece(strings.Trim(strings.Join(strings.Fields(piece), " "), " ·,;:()（）–…/→+"), in)
		if at < 0 {
			return
		}
		if strings.HasPrefix(text[at:], "⟦") {
			r.depth++
		} else {
			r.depth--
		}
		text = text[at+len("⟦"):]
	}
}

func (r *reading) piece(piece string, in tongue) {
	switch {
	case !strings.ContainsFunc(piece, unicode.IsLetter):
	case !in.chinese() && strings.ContainsFunc(piece, han) && (!in.free || in.own != "" && !strings.ContainsFunc(piece, latin)):
		r.flaws = append(r.flaws, fmt.Sprintf("%q without its language", piece))
	case r.depth > 0, reference.MatchString(piece):
	case in.own == "" && (r.w.named(piece, in.page[:2]) || in.free && r.w.named(piece, "zh")):
	case in.own != "" && r.w.wrote(piece):
	default:
		r.flaws = append(r.flaws, fmt.Sprintf("%q", piece))
	}
}

// machine tells what a page says to machines only.
func machine(n *html.Node) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "name" && a.Val != "description" })
}

// reference is the form of references, numbers and codes, which are the same in every language.
var reference = regexp.MustCompile(`^(#?[A-Z]{2}(-[A-Z]+)?-\d{4}-\d+|[A-Z]{2}|[0-9A-Z]{18}|[0-9a-f]{8,64}|v?\d+|kB|\d{4}-\d\d-\d\d (off|work)( … \d{4}-\d\d-\d\d (off|work))?|https?://\S+|\S+@\S+)$`)

// named tells whether a piece is a name, or on a Chinese page something Chinese that somebody wrote. Brackets were cut off.
func (w *world) named(piece, page string) bool {
	known := w.names[page]
	return known[piece] || known[piece+")"] || known[piece+"）"] || page == "zh" && strings.ContainsFunc(piece, han) && w.wrote(piece)
}

func (w *world) wrote(piece string) bool {
	is, known := w.found[piece]
	if !known {
		is = strings.Contains(w.all, piece)
		w.found[piece] = is
	}
	return is
}

// say adds a name in the languages it is written in, or in all of them.
func (w *world) say(name string, in ...string) {
	if len(in) == 0 {
		in = []string{"zh", "en", "sv"}
	}
	for _, code := range in {
		w.names[code][strings.Join(strings.Fields(name), " ")] = true
	}
}

// writings reads what people of the world wrote, and the texts of the house, which are translated whole.
func writings(t *testing.T, h *house.House) *world {
	t.Helper()
	w := world{names: map[string]map[string]bool{"zh": {}, "en": {}, "sv": {}}, found: map[string]bool{}}
	w.say(h.Config.Contact)
	for _, ending := range []string{"PDF", "DOCX", "JSON"} {
		w.say(ending)
	}
	w.say("SQLite")
	for _, role := range demo.Roles() {
		w.say(role.Name)
		w.say(role.Latin)
	}
	var all strings.Builder
	for _, code := range lang.Codes() {
		for _, profile := range setup.Profiles() {
			w.say(profile.Name.In(string(code)), string(code))
		}
		w.say(code.Own())
		all.WriteString(code.Own() + "\n")
		for _, role := range demo.Roles() {
			w.say(role.Role[string(code)], string(code))
			w.say(role.Try[string(code)], string(code))
		}
		files, err := fs.Glob(locales.Pages(), "pages/"+string(code)+"/*.md")
		if err != nil || len(files) == 0 {
			t.Fatal(err)
		}
		for _, file := range files {
			text, err := fs.ReadFile(locales.Pages(), file)
			if err != nil {
				t.Fatal(err)
			}
			all.Write(text)
			for _, line := range strings.Split(string(text), "\n") {
				if title := strings.TrimLeft(line, "#"); title != line {
					w.say(title, string(code))
				}
			}
		}
	}
	for _, code := range lang.Codes() {
		for _, kind := range meeting.Kinds() {
			w.say(meeting.KindWord(kind, string(code)), string(code))
		}
	}
	db := h.Store.Read(context.Background())
	named := map[string][]string{"organisations": {"name_native", "key"}, "persons": {"name", "latin", "username"}, "forums": {"key"}, "cards": {"reference"}, "meetings": {"place", "place_latin"}}
	tables, err := db.Migrator().GetTables()
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		var rows []map[string]any
		if err := db.Table(table).Find(&rows).Error; err != nil {
			t.Fatal(fmt.Errorf("%s: %w", table, err))
		}
		for _, row := range rows {
			for column, value := range row {
				text, ok := value.(string)
				if !ok || text == "" {
					continue
				}
				all.WriteString(html.UnescapeString(tags.ReplaceAllString(text, "\n")) + "\n")
				switch noun, code, _ := strings.Cut(column, "_"); {
				case slices.Contains(named[table], column):
					w.say(text)
				case strings.HasSuffix(column, "_link"): // a page names where a link leads
					if u, err := url.Parse(text); err == nil {
						w.say(u.Hostname())
					}
				case table == "regions" && w.names[column] != nil:
					w.say(text, column)
				case (noun == "name" || noun == "title" || noun == "post") && w.names[code] != nil:
					w.say(text, code)
				}
			}
		}
	}
	w.all = strings.Join(strings.Fields(all.String()), " ")
	return &w
}
