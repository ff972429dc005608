package site_test

import (
	"context"
	"flag"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/site"
	"sametable/internal/store"
	"sametable/internal/thread"
)

var update = flag.Bool("update", false, "write the table of routes and roles anew")

// roles are who walks: a visitor, and people of the world with different standings.
func roles() []string {
	if underRace {
		return []string{"", "maliqing", "elin"}
	}
	return []string{"", "maliqing", "hanlian", "fangliqin", "liliming", "sunlizhen", "chenlichuan", "elin", "johan", "karin", "alex", "mats"}
}

// routes gives every route of the house with its parameters filled in from the world.
func routes(t *testing.T, h *house.House) []site.Route {
	t.Helper()
	ctx := context.Background()
	var post thread.Post
	var mandate forum.Mandate
	var th thread.Thread
	db := h.Store.Read(ctx)
	for _, err := range []error{
		db.Where("reference = ?", "HD-T-2016-01").Take(&th).Error, db.Where("thread_id = ? AND number = 3", th.ID).Take(&post).Error,
		db.Where("forum_id = ? AND capacity = 'titular'", th.Forum).Order("id").Take(&mandate).Error,
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	fill := strings.NewReplacer(append(things(t, h), "/charter/:number", "/charter/1", "/r/:reference/:number", "/r/HD-T-2016-01/1", "/r/:reference", "/r/HD-T-2016-01", "/f/:key", "/f/HD", "/o/:key", "/o/huilin", ":at", "2016-01", "/p/:id/:verb", "/p/"+post.ID+"/hide", "/p/:id", "/p/"+post.ID,
		"/t/:id/:verb", "/t/"+th.ID+"/lock", "/t/:id", "/t/"+th.ID, "/mandate/:id/:verb", "/mandate/"+string(mandate.ID)+"/end",
		"/record/:noun/:id", "/record/post/"+post.ID, "/step/:verb", "/step/suspend",
		"/person/:id/:verb", "/person/"+string(h.Person(t, "karin"))+"/disable", ":slip", "none", ":secret", "none", "/sessions/:id", "/sessions/none")...)
	all := withErasures(t, h, site.New(h.Rooms, h.Catalogue, site.Settings{}).Routes())
	for i := range all {
		all[i].Path = fill.Replace(all[i].Path)
	}
	return all
}

// TestWhoGetsWhat asks for every route as every role and compares with the table: a route without a row fails, and so does a
// row that has changed.
func TestWhoGetsWhat(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		s := h.Serve(t)
		var table []string
		in := walkers{h: h, at: s, in: map[string]*house.Client{}}
		for _, r := range routes(t, h) {
			row := r.Method + " " + strings.Join(strings.Split(mask(r.Path), "?")[:1], "")
			for _, who := range roles() {
				status := in.ask(t, who, r.Method, strings.Replace(r.Path, ":l", "en", 1))
				if status >= http.StatusInternalServerError {
					t.Errorf("%s as %q: %d", r.Path, who, status)
				}
				row += fmt.Sprintf(" %s=%d", name(who), status)
			}
			table = append(table, row)
		}
		slices.Sort(table)
		if underRace {
			return // the table has a column for each of the twelve
		}
		compare(t, strings.Join(table, "\n")+"\n")
	})
}

// walkers keep who has signed in, as signing in for each row would be most of the work.
type walkers struct {
	h  *house.House
	at *httptest.Server
	in map[string]*house.Client
}

// ask sends an empty request. A form that is taken may end a session, as signing out everywhere does: its sender signs in anew.
func (w walkers) ask(t *testing.T, who, method, path string) int {
	t.Helper()
	c := w.in[who]
	if c == nil {
		c = w.h.Client(t, w.at)
		if who != "" {
			c.SignIn(who)
		}
		w.in[who] = c
	}
	status := c.Ask(method, path, url.Values{}).Status
	if who == "" || method == http.MethodPost && status < http.StatusBadRequest {
		delete(w.in, who)
	}
	return status
}

func name(who string) string {
	if who == "" {
		return "visitor"
	}
	return who
}

var ids = regexp.MustCompile(`[0-9a-hjkmnp-tv-z]{26,40}`)

// mask takes ids and secrets out of a path, which differ from run to run.
func mask(path string) string { return ids.ReplaceAllString(path, "<id>") }

func compare(t *testing.T, got string) {
	t.Helper()
	const path = "testdata/who_gets_what.txt"
	if *update {
		if err := os.WriteFile(path, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if string(want) == got {
		return
	}
	known := strings.Split(string(want), "\n")
	for _, line := range strings.Split(got, "\n") {
		if !slices.Contains(known, line) {
			t.Errorf("not as in %s (go test ./internal/site -run WhoGets -update, after a look):\n%s", path, line)
		}
	}
	for _, line := range known {
		if !strings.Contains(got, line) {
			t.Errorf("gone: %s", line)
		}
	}
}

// rawID is how a message id would look if one reached a reader.
var rawID = regexp.MustCompile(`\b[a-z]+(_[a-z]+)*\.[a-z]+_[a-z_.]+\b`)

// TestEveryPageInEveryLanguage renders every page for every role in each language over HTTP and looks for what must never
// show: another language in the frame, a raw id, a missing argument, two titles. A page that nobody of them gets fails. On PostgreSQL
// each of them reads one language, the next of them the next: a query may fall out otherwise there, a word does not.
func TestEveryPageInEveryLanguage(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		w := walked{T: t, seen: map[string]bool{}}
		s, all := h.Serve(t), routes(t, h)
		every := slices.Sorted(maps.Keys(w.tags()))
		for i, who := range roles() {
			c := h.Client(t, s)
			if who != "" {
				c.SignIn(who)
			}
			codes := every
			if h.Store.Engine() == store.Postgres {
				codes = every[i%len(every):][:1]
			}
			for _, r := range all {
				w.see(c, r, who, codes)
			}
		}
		w.setUp(h.Store.Engine(), every)
		for _, r := range all {
			got := func(code string) bool { return w.seen[said(r.Path, code)] }
			switch {
			case r.Method != http.MethodGet || underRace:
			case h.Store.Engine() == store.Postgres && !slices.ContainsFunc(every, got):
				t.Errorf("%s: nobody gets it", mask(r.Path))
			case h.Store.Engine() == store.SQLite && slices.ContainsFunc(every, func(code string) bool { return !got(code) }):
				t.Errorf("%s: not got in every language", mask(r.Path))
			}
		}
	})
}

// walked notes which pages somebody has got.
type walked struct {
	*testing.T
	seen map[string]bool
}

func (walked) tags() map[string]string {
	return map[string]string{"zh": "zh-Hans", "en": "en", "sv": "sv"}
}

// said is a route in a language.
func said(path, code string) string { return strings.Replace(path, ":l", code, 1) }

// see asks for a page in each language and looks at it. What only leads on counts where it leads to a page.
func (w walked) see(c *house.Client, r site.Route, who string, codes []string) {
	w.Helper()
	if r.Method != http.MethodGet {
		return
	}
	for _, code := range codes {
		at, tag := said(r.Path, code), w.tags()[code]
		p := c.Stay(at)
		if p.Status >= 300 && p.Status < 400 {
			leads := who != "" || r.Who != "signed in" // the way to the sign-in page is none
			w.seen[at] = w.seen[at] || leads && c.Get(at).Status == http.StatusOK
			continue
		}
		w.seen[at] = w.seen[at] || p.Status == http.StatusOK
		if strings.HasPrefix(p.Header.Get("Content-Type"), "text/html") {
			if at == r.Path { // no language in the address: hers
				code = p.Header.Get("Content-Language")[:2]
				tag = w.tags()[code]
			}
			look(w.T, p, tag, fmt.Sprintf("%s as %s in %s (%d)", mask(r.Path), name(who), code, p.Status))
		}
	}
}

// setUp sees the page of the first start, which only a house without people has.
func (w walked) setUp(engine store.Engine, codes []string) {
	w.Helper()
	h := house.Empty(w.T, engine)
	secret, err := h.Rooms.Setup.Begin(context.Background())
	if err != nil {
		w.Fatal(err)
	}
	first := site.Route{Method: http.MethodGet, Path: "/:l/setup/" + secret}
	w.see(h.Client(w.T, h.Serve(w.T)), first, "", codes)
	for _, code := range codes {
		w.seen[said("/:l/setup/none", code)] = w.seen[said(first.Path, code)]
	}
}

// codes are shown as such to those who read the register; tags are no text.
var (
	codes = regexp.MustCompile(`(?s)<code>.*?</code>|<option.*?</option>|<input[^>]*>`)
	tags  = regexp.MustCompile(`(?s)<[^>]*>`)
)

func look(t *testing.T, p house.Page, tag, where string) {
	t.Helper()
	if got := p.Language(); got != tag {
		t.Errorf("%s: lang is %q", where, got)
	}
	if n := strings.Count(p.Body, "<h1"); n != 1 {
		t.Errorf("%s: %d titles", where, n)
	}
	text := p.Text()
	for _, sign := range []string{"⟨", "⟦", "%!", "<nil>", "{{", "}}", "<no value>"} {
		if strings.Contains(text, sign) {
			t.Errorf("%s: the page shows %q", where, sign)
		}
	}
	if raw := rawID.FindString(tags.ReplaceAllString(codes.ReplaceAllString(p.Body, ""), " ")); raw != "" {
		t.Errorf("%s: the page shows %q", where, raw)
	}
	if p.Status == http.StatusOK && len(p.Body) > 120_000 {
		t.Errorf("%s: %d bytes", where, len(p.Body))
	}
}
