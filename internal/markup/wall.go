package markup

import (
	"regexp"
	"strings"

	"github.com/microcosm-cc/bluemonday"
)

// wall is the second wall: the painter writes nothing that it would refuse, so it changes nothing until the painter has a fault.
var wall = newWall()

func newWall() *bluemonday.Policy {
	w := bluemonday.NewPolicy()
	w.AllowElements("p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "ul", "ol", "li", "pre", "code", "hr", "br",
		"em", "strong", "del", "table", "thead", "tbody", "tr", "th", "td")
	w.AllowAttrs("dir").Matching(regexp.MustCompile(`^auto$`)).
		OnElements("p", "h1", "h2", "h3", "h4", "h5", "h6", "li", "pre", "th", "td")
	w.AllowAttrs("start").Matching(regexp.MustCompile(`^[0-9]{1,9}$`)).OnElements("ol")
	w.AllowAttrs("scope").Matching(regexp.MustCompile(`^col$`)).OnElements("th")
	w.AllowAttrs("class").Matching(regexp.MustCompile(`^(right|centre)$`)).OnElements("th", "td")
	w.AllowAttrs("class").Matching(regexp.MustCompile(`^image$`)).OnElements("span")
	w.AllowAttrs("href").OnElements("a")
	w.AllowAttrs("rel").Matching(regexp.MustCompile("^" + outward + "$")).OnElements("a")
	w.AllowURLSchemes("http", "https", "mailto")
	w.AllowRelativeURLs(true)
	w.RequireParseableURLs(true)
	return w
}

// walled passes the pages of all blocks through the wall. It takes them together, which is many times faster for a text of small
// blocks; only if the wall changes anything does each go through alone, so that none can hide in its neighbour.
func walled(pages []string) []string {
	all := strings.Join(pages, "")
	if wall.Sanitize(all) == all {
		return pages
	}
	safe := make([]string, len(pages))
	for i, page := range pages {
		safe[i] = wall.Sanitize(page)
	}
	return safe
}
