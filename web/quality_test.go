package web

import (
	"bytes"
	"os"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sametable/internal/lang"
)

// element is one element of a page with its attributes.
type element struct {
	tag  string
	attr map[string]string
}

// elements parses a page, and fails where the parser had to repair it: what opens must close, in order.
func elements(t *testing.T, name string, page []byte) []element {
	t.Helper()
	void := map[string]bool{"meta": true, "link": true, "input": true, "img": true, "br": true, "hr": true, "wbr": true, "use": true} // the last one ends itself within a drawing
	var open []string
	var all []element
	z := html.NewTokenizer(bytes.NewReader(page))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if len(open) > 0 {
				t.Errorf("%s: %v never close", name, open)
			}
			return all
		case html.StartTagToken:
			e := read(z.Token())
			all = append(all, e)
			if !void[e.tag] {
				open = append(open, e.tag)
			}
		case html.SelfClosingTagToken:
			e := read(z.Token())
			all = append(all, e)
			if !void[e.tag] {
				t.Errorf("%s: <%s/> is no void element", name, e.tag)
			}
		case html.EndTagToken:
			tag := z.Token().Data
			if len(open) == 0 || open[len(open)-1] != tag {
				t.Fatalf("%s: </%s> closes %v", name, tag, open)
			}
			open = open[:len(open)-1]
		}
	}
}

func read(token html.Token) element {
	e := element{tag: token.Data, attr: map[string]string{}}
	for _, a := range token.Attr {
		e.attr[a.Key] = a.Val
	}
	return e
}

func TestPagesAreSound(t *testing.T) {
	gallery(t, func(t *testing.T, s sample, plate string, page []byte) {
		name := string(s.Code()) + "/" + plate
		all := elements(t, name, page)
		ids := map[string]bool{}
		for _, e := range all {
			if id, ok := e.attr["id"]; ok {
				if ids[id] {
					t.Errorf("%s: two elements have the id %s", name, id)
				}
				ids[id] = true
			}
		}
		level := 0
		for _, e := range all {
			checkPolicy(t, name, e)
			checkReferences(t, name, e, ids)
			if len(e.tag) == 2 && e.tag[0] == 'h' && e.tag[1] >= '1' && e.tag[1] <= '6' {
				if now := int(e.tag[1] - '0'); now > level+1 && level > 0 && plate != "minutes" {
					t.Errorf("%s: h%d follows h%d", name, now, level)
				}
				level = int(e.tag[1] - '0')
			}
		}
		if len(page) > 40_000 {
			t.Errorf("%s: %d bytes of HTML", name, len(page))
		}
		if want := `<html lang="` + s.Tag() + `">`; !strings.Contains(string(page), want) {
			t.Errorf("%s: lacks %s", name, want)
		}
		for _, tag := range []string{"main", "h1", "title"} {
			if !strings.Contains(string(page), "<"+tag) {
				t.Errorf("%s: lacks <%s>", name, tag)
			}
		}
	})
}

// checkPolicy holds what a strict content security policy would stop: the page must not need any exception.
func checkPolicy(t *testing.T, name string, e element) {
	t.Helper()
	for key, value := range e.attr {
		if key == "style" || strings.HasPrefix(key, "on") {
			t.Errorf("%s: <%s %s=%q>", name, e.tag, key, value)
		}
		fetches := key == "src" || key == "action" || key == "srcset" || key == "poster" || key == "href" && e.tag == "link" && e.attr["rel"] != "alternate"
		if fetches && (strings.Contains(value, "//") || strings.HasPrefix(value, "data:")) {
			t.Errorf("%s: <%s %s=%q> leaves the house", name, e.tag, key, value)
		}
	}
	if e.tag == "style" || e.tag == "iframe" || e.tag == "script" && e.attr["src"] == "" {
		t.Errorf("%s: inline <%s>", name, e.tag)
	}
	if e.tag == "img" {
		if _, ok := e.attr["alt"]; !ok {
			t.Errorf("%s: <img src=%q> has no alt", name, e.attr["src"])
		}
	}
}

// checkReferences follows every id that is named.
func checkReferences(t *testing.T, name string, e element, ids map[string]bool) {
	t.Helper()
	for _, key := range []string{"for", "aria-describedby", "aria-labelledby", "data-of", "data-into"} {
		for _, id := range strings.Fields(e.attr[key]) {
			if !ids[id] {
				t.Errorf("%s: <%s %s=%q> points nowhere", name, e.tag, key, id)
			}
		}
	}
	if href := e.attr["href"]; strings.HasPrefix(href, "#") && len(href) > 1 && !ids[href[1:]] {
		t.Errorf("%s: a link to %s points nowhere", name, href)
	}
}

func TestSwitcherAndAlternates(t *testing.T) {
	s := speakers(t)[0]
	page := render(t, Layout(s.page("x", "/f/LH/p/LH-2019-02", SectionForums)))
	for _, want := range []string{
		`<a href="/sv/f/LH/p/LH-2019-02?v=2" lang="sv" data-lang="sv">Sv<span class="rest">enska</span></a>`,
		`<a href="/zh/f/LH/p/LH-2019-02?v=2" lang="zh-Hans" data-lang="zh" aria-current="true">中文</a>`,
		`<link rel="alternate" hreflang="en" href="https://forum.example.org/en/f/LH/p/LH-2019-02?v=2">`,
		`<link rel="alternate" hreflang="x-default" href="https://forum.example.org/zh/f/LH/p/LH-2019-02?v=2">`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("lacks %s", want)
		}
	}
	if got := (Page{T: s.Speaker, Origin: "https://x.example"}).anyone(); got != "https://x.example/" {
		t.Errorf("the home page for anyone is %s", got)
	}
	if got := Link(s.Speaker, ""); got != "/zh/" {
		t.Errorf("home is %s", got)
	}
}

func TestVisitorsSeeNoErrands(t *testing.T) {
	s := speakers(t)[1]
	visitor := render(t, Layout(s.page("x", "/", SectionNone)))
	if strings.Contains(visitor, "/en/desk") || strings.Contains(visitor, "/en/mod") || !strings.Contains(visitor, "/en/login") {
		t.Error("a visitor is shown what only members have")
	}
	p := s.page("x", "/", SectionNone)
	p.Person = &Who{Key: "k", Name: "MA Liqing", Moderates: true}
	member := render(t, Layout(p))
	if !strings.Contains(member, "/en/mod") || strings.Contains(member, "/en/admin") || strings.Contains(member, "/en/login") {
		t.Error("the menu does not follow the offices")
	}
}

func TestUserTextIsEscaped(t *testing.T) {
	s := speakers(t)[1]
	evil := `"><script>alert(1)</script>`
	for name, got := range map[string]string{
		"field":  render(t, Field(s.Speaker, Input{Ask: Ask{Name: "x", Label: evil, Value: evil, Hint: evil, Error: evil}})),
		"area":   render(t, TextArea(s.Speaker, Area{Ask: Ask{Name: "x", Value: "</textarea>" + evil}})),
		"actor":  render(t, ActorLine(s.Speaker, Actor{Name: evil, Org: &Org{Kind: "ngo", Name: evil, Href: "javascript:alert(1)"}})),
		"diff":   render(t, Diff(s.Speaker, "en", []Change{{Added, evil}, {Removed, evil}, {Kept, evil}})),
		"quote":  render(t, Quote(Citation{Text: evil, Who: evil, Href: "javascript:alert(1)"})),
		"hit":    render(t, HitBox("x", Hit{Message: evil, Offers: []Offer{{evil, evil}}})),
		"layout": render(t, Layout(Page{T: s.Speaker, Title: evil, Path: "/search", RawQuery: "q=" + evil})),
	} {
		if strings.Contains(got, "<script>") || strings.Contains(got, `="javascript:`) {
			t.Errorf("%s lets it through: %s", name, got)
		}
	}
}

func TestWeights(t *testing.T) {
	for name, most := range map[string]int{"print.css": 2_000, "app.js": 6_500, "hold.js": 3_000, "passage.js": 1_000} {
		if n := len(shelf()[name].plain); n > most {
			t.Errorf("%s weighs %d bytes, at most %d", name, n, most)
		}
	}
	for what, names := range map[string][]string{"a discussion": {"thread", "form"}, "home": {"list", "home", "tiles"}, "a forum": {"list", "seats"}, "a charter": {"paper", "entries"}} {
		all := len(shelf()["style.css"].plain)
		for _, name := range names {
			all += len(shelf()[name+".css"].plain)
		}
		if all > 15_000 {
			t.Errorf("the styles of %s weigh %d bytes", what, all)
		}
	}
	packed := 0
	for name, a := range shelf() {
		if strings.HasSuffix(name, ".css") || strings.HasSuffix(name, ".js") {
			packed += len(a.packed)
		}
	}
	if packed > 16_700 { // every sheet and script of the house together; a page asks for a few of them, two of the scripts are for one page each
		t.Errorf("styles and script weigh %d bytes on the line", packed)
	}
}

func TestStylesStayInTheHouse(t *testing.T) {
	for _, name := range []string{"style.css", "thread.css", "list.css", "record.css", "print.css"} {
		css, err := os.ReadFile("src/" + name)
		if err != nil {
			t.Fatal(err)
		}
		if regexp.MustCompile(`url\(|@import|@font-face|:has\(|@container|[^-]inset:`).Match(css) {
			t.Errorf("%s asks for another file, or for a newer browser", name)
		}
		// Flex boxes have no gap before Chromium 84; grids have grid-gap.
		if regexp.MustCompile(`[{;](row-|column-)?gap:`).Match(css) {
			t.Errorf("%s uses gap", name)
		}
	}
}

func TestEveryGroupHasShapeAndWord(t *testing.T) {
	for _, s := range speakers(t) {
		shapes := map[string]bool{}
		for _, kind := range []string{"ngo", "university", "company", "civil_affairs", "other_authority", "facilitator", "donor"} {
			shape := render(t, outline(kind))
			if shapes[shape] || shape == "" {
				t.Errorf("%s has no shape of its own", kind)
			}
			shapes[shape] = true
			if mark := render(t, GroupMark(s.Speaker, kind)); !strings.Contains(mark, s.Of("web.group", kind)) {
				t.Errorf("%s: %s is not named", s.Code(), kind)
			}
		}
	}
}

// Every id built at run time exists; the literal ones are met by the gallery.
func TestBuiltWordsExist(t *testing.T) {
	for _, s := range speakers(t) {
		for _, e := range footEntries() {
			if s.Say("web.foot_"+e) == "" {
				t.Errorf("%s: %s", s.Code(), e)
			}
		}
		for _, state := range []string{"original", "certified", "reviewed", "draft", "machine", "stale", "missing"} {
			badge := render(t, VersionBadge(s.Speaker, Version{State: state, Of: lang.Swedish}))
			if !strings.Contains(badge, s.Of("web.version", state)) {
				t.Errorf("%s: %s", s.Code(), state)
			}
		}
		if !strings.Contains(render(t, Pager(s.Speaker, "/a", "/b")), `rel="next"`) {
			t.Error("the pager leads nowhere")
		}
	}
}
