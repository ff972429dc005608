package site_test

import (
	"net/http"
	"regexp"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sametable/internal/forumtest/house"
	"sametable/internal/lang"
	"sametable/internal/store"
)

// hour is a time of day as any of the three languages writes it; opening hours, at a place of their own, are a range of them.
var (
	hour    = regexp.MustCompile(`\b([01]\d|2[0-3])[:.][0-5]\d\b`)
	opening = regexp.MustCompile(`\d\d[:.]\d\d(–|至)\d\d[:.]\d\d`)
)

// lonely gives the times of day on a page that stand without both zones. An instant that is shown as how long it is ago has both in
// its title.
func lonely(t *testing.T, body string, zones [2]string) (found []string, seen int) {
	t.Helper()
	doc, err := html.Parse(strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	both := func(text string) bool { return strings.Contains(text, zones[0]) && strings.Contains(text, zones[1]) }
	var walk func(n *html.Node)
	walk = func(n *html.Node) {
		said := spelt(n)
		switch {
		case attribute(n, "data-sheet") != "": // a paper keeps the hours of its forum, and says so in its first sentence
			return
		case n.Type == html.ElementNode && (n.Data == "script" || n.Data == "style" || n.Data == "pre"):
			return
		case n.Type == html.ElementNode && n.Data == "time" && strings.Contains(attribute(n, "datetime"), "T"):
			if seen++; !both(said) && !both(attribute(n, "title")) {
				found = append(found, said)
			}
			return
		case n.Type == html.TextNode && hour.MatchString(opening.ReplaceAllString(said, "")) && !both(said):
			found = append(found, strings.TrimSpace(said))
		}
		for c := n.FirstChild; c != nil; c = c.NextSibling {
			walk(c)
		}
	}
	walk(doc)
	return found, seen
}

// spelt is the text of a node and all in it.
func spelt(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	var b strings.Builder
	for c := n.FirstChild; c != nil; c = c.NextSibling {
		b.WriteString(spelt(c))
	}
	return b.String()
}

func attribute(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// TestEveryTimeOfDayNamesBothZones reads the pages as people of different standing: nobody has to reckon from the other side's clock.
func TestEveryTimeOfDayNamesBothZones(t *testing.T) {
	h := house.World(t, store.SQLite)
	s := h.Serve(t)
	all := routes(t, h)
	zones := map[lang.Code][2]string{lang.Chinese: {"北京时间", "斯德哥尔摩时间"}, lang.English: {"Beijing", "Stockholm"}, lang.Swedish: {"Peking", "Stockholm"}}
	for _, who := range []string{"elin", "karin", "hanlian"} {
		c := h.Client(t, s).SignIn(who)
		for _, r := range all {
			if r.Method != http.MethodGet || !strings.HasPrefix(r.Path, "/:l") {
				continue
			}
			for code, both := range zones {
				path := strings.Replace(r.Path, ":l", string(code), 1)
				p := c.Get(path)
				if p.Status != http.StatusOK || !strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
					continue
				}
				found, _ := lonely(t, p.Body, both)
				for _, said := range found {
					t.Errorf("%s as %s: %q", path, who, said)
				}
			}
		}
		for path, least := range map[string]int{"/": 1, "/f/HD/threads": 1, "/f/HD/charter": 1, "/notices": 1, openThread: 1} {
			if _, seen := lonely(t, c.Get("/en"+path).Body, zones[lang.English]); seen < least {
				t.Errorf("%s shows %s no time at all: the test looks past it", path, who)
			}
		}
	}
}
