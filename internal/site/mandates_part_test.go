package site_test

import (
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestMandatesAreReadInParts goes through the mandates of a full table page by page, and begins where a step leads back to.
func TestMandatesAreReadInParts(t *testing.T) {
	a := newTable(t, "sunlizhen", "xulijia")
	who := a.c["sunlizhen"]
	heads := regexp.MustCompile(`<h3><span class="org">.*?href="/en/o/([^"]+)"`)
	turn := func(page, rel string) string {
		if m := regexp.MustCompile(`rel="` + rel + `" href="([^"]+)"`).FindStringSubmatch(page); m != nil {
			return strings.ReplaceAll(m[1], "&amp;", "&")
		}
		return ""
	}
	shown := func(page string) (keys []string) {
		for _, m := range heads.FindAllStringSubmatch(page, -1) {
			keys = append(keys, m[1])
		}
		return keys
	}
	f, err := a.h.Rooms.Forums.Find(t.Context(), "LH")
	if err != nil {
		t.Fatal(err)
	}
	bench, err := a.h.Rooms.Forums.Bench(t.Context(), a.h.Actor(t, "sunlizhen"), f)
	if err != nil {
		t.Fatal(err)
	}
	var want []string
	for _, row := range bench {
		if !slices.Contains(want, row.OrgKey) {
			want = append(want, row.OrgKey)
		}
	}
	var got, pages []string
	for path := "/en/f/LH/mandates"; path != ""; {
		p := a.want(who.Get(path), http.StatusOK)
		keys := shown(p.Body)
		if len(keys) == 0 || len(keys) > 10 {
			t.Fatalf("%s shows %d organisations", path, len(keys))
		}
		got, pages = append(got, keys...), append(pages, path)
		path = turn(p.Body, "next")
	}
	if len(pages) < 2 || !slices.Equal(got, want) {
		t.Fatalf("%d pages show %v, want %v", len(pages), got, want)
	}
	last := len(pages) - 1
	if back := turn(who.Get(pages[last]).Body, "prev"); shown(who.Get(back).Body)[0] != shown(who.Get(pages[last-1]).Body)[0] {
		t.Errorf("%s leads back to %s", pages[last], back)
	}
	from := who.Get("/en/f/LH/mandates?from=" + want[3])
	if keys := shown(from.Body); keys[0] != want[3] {
		t.Errorf("from %s the page begins with %s", want[3], keys[0])
	}
	a.want(who.Get("/en/f/LH/mandates?from=nobody"), http.StatusOK, "from number 1")

	// Whoever sees few organisations sees them all at once, wherever a link meant to begin.
	few := a.want(a.c["xulijia"].Get("/en/f/HD/mandates?from=nobody"), http.StatusOK)
	if turn(few.Body, "next") != "" || turn(few.Body, "prev") != "" || strings.Contains(few.Body, `name="from"`) {
		t.Error("a short list is in parts")
	}
}
