package site_test

import (
	"context"
	"net/http"
	"regexp"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// TestReadingPagesAreLight weighs what a reader on a slow line waits for, before compression: the page, the sheets of styles it
// asks for, and the script. The sheet for print counts: a browser fetches it for a screen too.
func TestReadingPagesAreLight(t *testing.T) {
	asked := map[string]*regexp.Regexp{
		"styles": regexp.MustCompile(`<link rel="stylesheet"(?: media="print")? href="(/static/[^"]+)"`), "script": regexp.MustCompile(`<script src="(/static/[^"]+)"`),
	}
	limit := map[string]int{"page": 40_000, "styles": 15_000, "script": 12_000}
	e, err := filled(t, house.World(t, store.SQLite)).Handler()
	if err != nil {
		t.Fatal(err)
	}
	for _, who := range []string{"", "maliqing", "elin", "sunlizhen", "chenlichuan", "alex"} {
		cookie := cookieOf(t, e, who)
		for _, path := range []string{"/", "/forums", "/f/LH", "/f/LH/charter", "/f/LH/threads", "/f/LH/mandates", "/f/LH/t/2019-02", "/orgs", "/o/huilin", "/search?q=儿童", "/about", "/funding",
			"/documents", "/documents/2016-01", "/documents/add", "/privacy", "/terms", "/safeguarding", "/accessibility", "/help", "/desk", "/notices", "/audit"} {
			for _, l := range []string{"/zh", "/en", "/sv"} {
				rec := get(context.Background(), e, l+path, cookie)
				if rec.Code != http.StatusOK {
					continue
				}
				weight := map[string]int{"page": rec.Body.Len()}
				for what, pattern := range asked {
					for _, m := range pattern.FindAllStringSubmatch(rec.Body.String(), -1) {
						weight[what] += get(context.Background(), e, m[1], nil).Body.Len()
					}
				}
				for what, n := range weight {
					if path == "/f/LH/charter" && what == "styles" { // it is a paper, a table, a timeline and a comparison in one
						n -= 4_000
					}
					if n > limit[what] {
						t.Errorf("%s%s as %q: %s of %d bytes", l, path, who, what, n)
					}
				}
				if weight["styles"] == 0 || weight["script"] == 0 {
					t.Errorf("%s%s as %q: %v", l, path, who, weight)
				}
			}
		}
	}
}
