package site_test

import (
	"context"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"sametable/internal/forumtest/house"
)

// dirt is what nobody sees, one kind after the other, and what the page says of it.
func dirt() []struct{ text, said string } {
	return []struct{ text, said string }{
		{"\u200b", "characters that cannot be seen"}, {"\u202e", "turn the direction of the text"}, {"\ufeff", "characters that cannot be seen"},
		{"\x00", "characters that are not text"}, {"\xff", "characters that are not text"}, {"\u00ad", "characters that cannot be seen"},
	}
}

// typing is a form of a page with its fields for text.
type typing struct {
	action string
	values url.Values
	texts  []string
}

// forms reads the forms of a page as a browser would send them, with a choice made where none stands.
func forms(t *testing.T, p house.Page) (all []typing) {
	t.Helper()
	root, err := html.Parse(strings.NewReader(p.Body))
	if err != nil {
		t.Fatal(err)
	}
	for _, n := range elements(root, "form") {
		if attr(n, "method") != "post" {
			continue
		}
		action, _, _ := strings.Cut(attr(n, "action"), "#")
		form := typing{action: action}
		form.values, _ = p.Form(action)
		for _, field := range append(elements(n, "input"), elements(n, "textarea")...) {
			name, kind := attr(field, "name"), attr(field, "type")
			switch {
			case name == "" || kind == "hidden" || kind == "password" || kind == "file" || kind == "checkbox" || unshown(field):
			case kind == "radio":
				if form.values.Get(name) == "" {
					form.values.Set(name, attr(field, "value"))
				}
			default:
				form.texts = append(form.texts, name)
				if form.values.Get(name) == "" {
					form.values.Set(name, map[string]string{"email": "ny@example.org", "dated": "2016-09-20"}[name])
				}
				if form.values.Get(name) == "" && kind == "date" {
					form.values.Set(name, "2026-12-31")
				}
				if form.values.Get(name) == "" {
					form.values.Set(name, "例行记录")
				}
			}
		}
		for _, field := range elements(n, "select") {
			for _, o := range elements(field, "option") {
				if form.values.Get(attr(field, "name")) == "" {
					form.values.Set(attr(field, "name"), attr(o, "value"))
				}
			}
		}
		all = append(all, form)
	}
	return all
}

func elements(n *html.Node, name string) (all []*html.Node) {
	if n.Type == html.ElementNode && n.Data == name {
		all = append(all, n)
	}
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		all = append(all, elements(child, name)...)
	}
	return all
}

// unshown tells a field that only a keeper of passwords sees.
func unshown(n *html.Node) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == "hidden" })
}

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

// rowsOf counts the rows of every table but those that a visit itself leaves.
func rowsOf(t *testing.T, h *house.House) map[string]int64 {
	t.Helper()
	db := h.Store.Read(context.Background())
	tables, err := db.Migrator().GetTables()
	if err != nil {
		t.Fatal(err)
	}
	rows := map[string]int64{}
	for _, table := range tables {
		var n int64
		if slices.Contains([]string{"sessions", "devices", "attempts", "read_marks"}, table) {
			continue
		}
		if err := db.Table(table).Count(&n).Error; err != nil {
			t.Fatal(err)
		}
		rows[table] = n
	}
	return rows
}

// TestWhatNobodySeesIsSaidInEveryForm walks every form of the house that asks for text, and sends what nobody sees in each of its
// fields: nothing is kept, each field says what was taken out and comes back without it, and the next press meets no such refusal.
func TestWhatNobodySeesIsSaidInEveryForm(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		s := h.Serve(t)
		table := routes(t, h)
		done, sent := map[string]bool{}, 0
		who, least := []string{"", "maliqing", "hanlian", "sunlizhen", "chenlichuan", "elin", "johan", "alex"}, 22
		if h.Store.Read(context.Background()).Name() == "postgres" || underRace { // the door is the same, and the walk is long
			who, least = []string{"hanlian", "elin"}, 12
		}
		for _, who := range who {
			c := h.Client(t, s)
			if who != "" {
				c.SignIn(who)
			}
			for _, p := range around(c, table, "en") {
				for _, form := range forms(t, c.Stay(p.URL.RequestURI())) { // as it stands now: an earlier form may have changed it
					u, err := url.Parse(form.action)
					if err != nil {
						t.Fatal(err)
					}
					kind := shape(&url.URL{Path: mask(u.Path)})
					if len(form.texts) == 0 || done[kind] || lookedAt(kind) {
						continue
					}
					done[kind] = true
					if unseen(t, h, c, form) {
						sent++
					}
				}
			}
		}
		t.Logf("%d forms, %d of them went through on the next press", len(done), sent)
		if len(done) < least || sent < least/2 {
			t.Errorf("%d forms and %d that went through prove little: %v", len(done), sent, done)
		}
	})
}

// lookedAt tells the forms whose text is only compared with what is there.
func lookedAt(path string) bool {
	return slices.Contains([]string{"/en/login", "/en/join", "/en/reset"}, path)
}

// unseen sends a form with what nobody sees in it, then as it came back, and tells whether that was taken in.
func unseen(t *testing.T, h *house.House, c *house.Client, form typing) bool {
	t.Helper()
	clean := map[string]string{}
	for i, name := range form.texts {
		clean[name] = form.values.Get(name)
		d := dirt()[i%len(dirt())].text
		form.values.Set(name, d+clean[name]+d)
	}
	before := rowsOf(t, h)
	p := c.Ask(http.MethodPost, form.action, form.values)
	where := mask(form.action)
	if p.Status != http.StatusUnprocessableEntity {
		t.Errorf("%s: %d", where, p.Status)
		return false
	}
	for table, n := range rowsOf(t, h) {
		if n != before[table] {
			t.Errorf("%s: %s has %d rows, before %d", where, table, n, before[table])
		}
	}
	root, err := html.Parse(strings.NewReader(p.Body))
	if err != nil {
		t.Fatal(err)
	}
	said := map[string]string{}
	for _, n := range elements(root, "p") {
		if id, ok := strings.CutSuffix(attr(n, "id"), "-error"); ok {
			name := strings.TrimPrefix(id, "f-")
			said[name] = fmt.Sprint(textOf(n))
			said[name[strings.LastIndex(name, "-")+1:]] = said[name] // a page of several forms tells their fields apart by what stands before
		}
	}
	again := url.Values{}
	for _, f := range forms(t, p) {
		if f.action == form.action {
			again = f.values
		}
	}
	for i, name := range form.texts {
		if want := dirt()[i%len(dirt())].said; !strings.Contains(said[name], want) {
			t.Errorf("%s: beside %s stands %q, want %q", where, name, said[name], want)
		}
		if again.Get(name) != clean[name] {
			t.Errorf("%s: %s came back as %q, want %q", where, name, again.Get(name), clean[name])
		}
	}
	for name, values := range form.values { // a file or a password is asked for anew
		if again.Get(name) == "" && clean[name] == "" {
			again[name] = values
		}
	}
	next := c.Ask(http.MethodPost, form.action, again)
	if strings.Contains(next.Body, "been taken out") {
		t.Errorf("%s: the text that came back is refused again", where)
	}
	return next.Status == http.StatusSeeOther || next.Status == http.StatusOK
}

// TestWhoJoinsHearsWhatWasTakenOut is the same for a form behind a one-time link, which no page leads to.
func TestWhoJoinsHearsWhatWasTakenOut(t *testing.T) {
	s := threadScene(t)
	slip := s.fill(s.c("hanlian"), "/en/o/huilin/people", "/en/o/huilin/invite", url.Values{"how": {"slip"}})
	secret := slipSecret(t, slip)
	visitor := s.c("")
	for _, form := range forms(t, visitor.Get("/en"+secret)) {
		if !strings.HasSuffix(form.action, secret) {
			continue
		}
		for name, value := range map[string]string{"username": "nyexempel", "name": "例新文", "latin": "Li Xinwen", "password": "nio blå elefanter", "again": "nio blå elefanter", "email": "ny@example.org"} {
			form.values.Set(name, value)
		}
		if !unseen(t, s.h, visitor, form) {
			t.Error("the form that came back was not taken in")
		}
		return
	}
	t.Fatal("no form")
}

// slipSecret is the address on a printed slip.
func slipSecret(t *testing.T, slip house.Page) string {
	t.Helper()
	secret := regexp.MustCompile(`/join/[0-9a-z]+`).FindString(slip.Body)
	if secret == "" {
		t.Fatal(slip.Text())
	}
	return secret
}

func textOf(n *html.Node) string {
	if n.Type == html.TextNode {
		return n.Data
	}
	text := ""
	for child := n.FirstChild; child != nil; child = child.NextSibling {
		text += textOf(child)
	}
	return text
}

// A draft enters no record and a preview keeps nothing, yet both say what was taken out. What joins an emoji, line ends, trailing space
// and the form of letters are no such thing.
func TestADraftWithDirtIsNotPutAside(t *testing.T) {
	s := threadScene(t)
	author := s.c("maliqing")
	p := s.fill(author, "/en"+openThread, "/en"+openThread, url.Values{"body": {"留\u200b守👩\u200d👧"}, "act": {"save"}})
	s.says(p, http.StatusUnprocessableEntity, "One character that cannot be seen has been taken out.")
	p = s.fill(author, "/en"+openThread, "/en"+openThread, url.Values{"body": {"留\u200b守👩\u200d👧"}, "act": {"preview"}})
	s.says(p, http.StatusUnprocessableEntity, "One character that cannot be seen has been taken out.")
	form, _ := p.Form(openThread)
	if form.Get("body") != "留守👩\u200d👧" {
		t.Errorf("came back as %q", form.Get("body"))
	}
	p = s.fill(author, "/en"+openThread, "/en"+openThread, url.Values{"body": {"一\r\n二  \r\nA\u030a👩\u200d👧❤\ufe0f"}})
	s.says(p, http.StatusOK, "Å👩\u200d👧❤\ufe0f")
}

// Where somebody else was faster, the page that comes back says what was taken out of the form as well.
func TestWhoComesTooLateHearsWhatWasTakenOut(t *testing.T) {
	s := threadScene(t)
	author, moderator := s.c("maliqing"), s.c("elin")
	p := s.says(s.fill(author, "/en"+openThread, "/en"+openThread, url.Values{"body": {"第一稿"}}), http.StatusOK)
	ids := postID.FindAllStringSubmatch(p.Body, -1)
	edit := "/en/p/" + ids[len(ids)-1][1] + "/edit"
	mine, _ := author.Get(edit).Form(edit)
	s.says(s.fill(author, edit, edit, url.Values{"body": {"第二稿"}}), http.StatusOK)
	mine.Set("body", "第\u200b三稿")
	back := s.says(author.Post(edit, mine), http.StatusConflict, "One character that cannot be seen has been taken out.", "The saved text", "第三稿")
	if strings.Contains(back.Body, "\u200b") {
		t.Error("it came back with what nobody sees")
	}
	mine, _ = author.Get(edit).Form(edit)
	hide := strings.TrimSuffix(edit, "/edit") + "/hide"
	s.says(s.fill(moderator, hide, hide, url.Values{"reason": {"Off topic"}, "anyway": {"yes"}}), http.StatusOK)
	mine.Set("body", "第四\u200b稿")
	s.says(author.Post(edit, mine), http.StatusConflict, "What happened meanwhile", "One character that cannot be seen has been taken out.")
}
