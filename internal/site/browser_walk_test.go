package site_test

import (
	"context"
	"fmt"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"gorm.io/gorm"

	"sametable/internal/demo"
	"sametable/internal/fault"
	"sametable/internal/forumtest/browser"
	"sametable/internal/forumtest/house"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/thread"
)

// The discussion the path is walked in.
const walkedThread = "/f/HD/t/2016-01"

// seen is the demo world as its readers see it.
type seen struct {
	t *testing.T
	h *house.House
	s *httptest.Server
}

func opened(t *testing.T, h *house.House) seen {
	t.Helper()
	browser.Need(t)
	return seen{t: t, h: h, s: h.Serve(t)}
}

// as gives a page of somebody who has signed in by one press and reads in the language; those whom the demo world does not
// offer type their name.
func (s seen) as(username, language string, view browser.View) *browser.Tab {
	s.t.Helper()
	p := browser.Open(s.t, s.s.URL, view).Tab()
	p.Go("/" + language + "/login")
	if browser.Eval[bool](p, `!!document.querySelector('button[value=`+username+`]')`) {
		p.Follow("button[value=" + username + "]")
	} else {
		p.Write("#f-username", username)
		p.Write("#f-password", demo.Password)
		p.Follow("form[action$='/login'] button.first, form[action$='/login'] .btn.first")
	}
	return p
}

// says fails unless the page shows the words.
func (s seen) says(p *browser.Tab, words ...string) {
	s.t.Helper()
	text := p.Text()
	for _, w := range words {
		if !strings.Contains(text, w) {
			s.t.Fatalf("%s does not say %q:\n%s", p.Path(), w, p.Main())
		}
	}
}

// stored tells in which columns of the whole database some words stand.
func (s seen) stored(words string) []string {
	s.t.Helper()
	db := s.h.Store.Read(context.Background())
	tables, err := db.Migrator().GetTables()
	if err != nil {
		s.t.Fatal(err)
	}
	var found []string
	for _, table := range tables {
		columns, err := db.Migrator().ColumnTypes(table)
		if err != nil {
			continue // the search engine's own tables, which hold no text but words of what stands elsewhere
		}
		for _, c := range columns {
			if n := columnHas(db, table, c.Name(), words); n > 0 {
				found = append(found, fmt.Sprintf("%s.%s (%d)", table, c.Name(), n))
			}
		}
	}
	return found
}

func columnHas(db *gorm.DB, table, column, words string) int64 {
	var n int64
	db.Session(&gorm.Session{NewDB: true}).Raw(fmt.Sprintf(`SELECT count(*) FROM "%s" WHERE CAST("%s" AS TEXT) LIKE ?`, table, column), "%"+words+"%").Scan(&n)
	return n
}

// The controls of the form under a discussion.
const (
	bodyField  = "#f-body"
	sendButton = "main form[data-guard] button.first[value=send]"
	anOffer    = "#f-body-hits .hit button[data-of]"
)

// walk is the path, and what is known of it on the way.
type walk struct {
	seen
	in, keeps      *lang.Speaker // what the author's and the moderator's pages speak; the author writes Chinese in all of them
	view           browser.View
	author, keeper *browser.Tab
	published      string // words of the post that was published at once
	held           string // id of the post that waited
}

// TestTheWalkedPath walks it with the author's pages in each language: on a phone, without scripts, at a desk. Each is a world of its
// own, so that they can be walked at once.
func TestTheWalkedPath(t *testing.T) {
	browser.Need(t)
	plain := browser.Phone()
	plain.Scriptless = true
	for _, c := range []struct {
		name      string
		in, keeps lang.Code
		view      browser.View
		engine    store.Engine
	}{
		{"Chinese on a phone", lang.Chinese, lang.Swedish, browser.Phone(), store.SQLite},
		{"Swedish without scripts", lang.Swedish, lang.English, plain, store.SQLite},
		{"English at a desk", lang.English, lang.Swedish, browser.Desk(), store.Postgres},
	} {
		t.Run(c.name, func(t *testing.T) {
			t.Parallel()
			h := house.World(t, c.engine)
			w := walk{seen: opened(t, h), in: h.Catalogue.Speaker(c.in), keeps: h.Catalogue.Speaker(c.keeps), view: c.view}
			w.all()
		})
	}
}

func (w *walk) all() {
	desk := browser.Desk()
	desk.Scriptless = w.view.Scriptless
	w.author, w.keeper = w.as("maliqing", string(w.in.Code()), w.view), w.as("elin", string(w.keeps.Code()), desk)
	for _, part := range []struct {
		name string
		walk func()
	}{
		{"a child is kept out", w.aChildIsKeptOut}, {"without the child it stands", w.withoutTheChildItStands}, {"a number waits", w.aNumberWaits},
		{"a moderator gives it back", w.aModeratorGivesItBack}, {"its author changes it", w.itsAuthorChangesIt}, {"it is released", w.itIsReleased},
		{"a reader is told", w.aReaderIsTold}, {"an auditor sees the steps", w.anAuditorSeesTheSteps}, {"the register holds", w.theRegisterHolds},
	} {
		w.t.Log(part.name)
		part.walk()
	}
}

// hers is a page in the author's language, his one in the moderator's.
func (w *walk) hers(path string) string { return "/" + string(w.in.Code()) + path }
func (w *walk) his(path string) string  { return "/" + string(w.keeps.Code()) + path }

// compose opens the discussion, and says in which language she will write.
func (w *walk) compose() {
	w.author.Go(w.hers(walkedThread))
	browser.Eval[bool](w.author, `(document.querySelector('#f-language').value = 'zh') === 'zh'`)
}

// reason is what the moderator chose to say, in the language of the post.
func (w *walk) reason() string {
	return w.h.Catalogue.Speaker(lang.Chinese).Say("post.template.identifying")
}

func (w *walk) aChildIsKeptOut() {
	const begun = "周末走访了两所学校，"
	p := w.author
	w.compose()
	before, after, _ := strings.Cut(w.in.Say("web.left"), "{n}")
	left := browser.Eval[string](p, `document.querySelector('[data-left]').textContent`)
	if counts := strings.HasPrefix(left, before) && strings.HasSuffix(left, after) && left != ""; counts == w.view.Scriptless {
		w.t.Fatalf("scripts run: %t, %q", counts, left)
	}
	p.Write(bodyField, begun+ofAChild())
	offer := w.in.Say("safeguard.offer.remove_name_age")
	if !w.view.Scriptless {
		p.Until(`document.querySelector('` + anOffer + `')`)
		w.says(p, offer)
	}
	p.Follow(sendButton)
	w.says(p, offer, w.in.Say("safeguard.explain.title"))
	if got := p.Value(bodyField); got != begun+ofAChild() {
		w.t.Fatalf("the text came back as %q", got)
	}
	p.Until(`document.activeElement.hasAttribute('data-focus') || document.activeElement.hasAttribute('autofocus')`)
	if kept := w.stored(begun); len(kept) > 0 {
		w.t.Fatalf("a text the gate stopped is kept in %v", kept)
	}
}

func (w *walk) withoutTheChildItStands() {
	p := w.author
	for range 8 { // each offer mends one place
		if !browser.Eval[bool](p, `!!document.querySelector('`+anOffer+`')`) {
			break
		}
		if w.view.Scriptless {
			p.Follow(anOffer)
			continue
		}
		p.Press(anOffer)
		browser.Eval[bool](p, `(document.querySelector('#f-body-hits .hit').dataset.old = 'yes') === 'yes'`)
		p.Until(`!document.querySelector('#f-body-hits .hit[data-old]')`) // the gate has looked again
	}
	w.published = p.Value(bodyField)
	if w.published == "" || strings.Contains(w.published, "小例") {
		w.t.Fatalf("after the offers the field holds %q", w.published)
	}
	p.Follow(sendButton)
	w.says(p, w.in.Say("flash.posted"), w.published)
	if len(w.stored(w.published)) == 0 {
		w.t.Fatal("a published text is not found in the database: the search for stopped texts proves nothing")
	}
}

func (w *walk) aNumberWaits() {
	p := w.author
	w.compose()
	p.Write(bodyField, "值班老师请打"+"138"+"0013"+"8000"+"联系。")
	p.Follow(sendButton)
	p.Press("input[name=explain][value=other]")
	p.Write("#f-explanation", "这是服务热线的示例号码")
	p.Follow(sendButton)
	w.says(p, w.in.Say("post.waits_moderator"), "服务热线的示例号码")
	var post thread.Post
	if err := w.h.Store.Read(context.Background()).Where("state = ? AND author_id = ?", thread.Held, w.h.Person(w.t, "maliqing")).Take(&post).Error; err != nil {
		w.t.Fatal(err)
	}
	w.held = post.ID
}

func (w *walk) aModeratorGivesItBack() {
	p := w.keeper
	p.Go(w.his("/mod"))
	const first = "#main tbody tr:first-child a.btn"
	if got := browser.Eval[string](p, `document.querySelector('`+first+`').getAttribute('href')`); got != w.his("/mod/p/"+w.held) {
		w.t.Fatalf("the queue begins with %s", got)
	}
	w.says(p, "█")
	p.Follow(first)
	w.says(p, "█", w.keeps.Say("safeguard.rule.cn_mobile"))
	p.Follow("#main a[href$='/return']")
	p.Follow("#main a[href*='template=identifying']")
	if got := p.Value("#f-reason"); got != w.reason() {
		w.t.Fatalf("the template gives %q", got)
	}
	p.Follow("main form[action$='/return'] button.first")
	w.caughtUp()
}

// caughtUp lets the followers of the register do what they do a moment after an act.
func (w *walk) caughtUp() {
	w.t.Helper()
	if err := w.h.Rooms.Register.CatchUp(context.Background()); err != nil {
		w.t.Fatal(err)
	}
}

func (w *walk) itsAuthorChangesIt() {
	p := w.author
	p.Go(w.hers("/desk"))
	w.says(p, w.in.Count("desk.n_needs", 2)) // the post, and the minutes that go round
	p.Go(w.hers("/notices"))
	const mark = "§"
	told := strings.Split(w.in.Say("notice.post.returned", fault.Args{"Title": mark, "Reference": mark}), mark)
	w.says(p, append(told, w.reason())...)
	p.Follow("#main article.item:first-of-type a")
	w.says(p, w.in.Say("post.was_returned"), w.reason())
	p.Follow("#main a[href$='/" + w.held + "/resubmit']")
	p.Rewrite(bodyField, "值班老师请打民政服务热线联系。")
	p.Rewrite("#f-explanation", "")
	p.Follow(sendButton)
	w.says(p, w.in.Say("post.waits_moderator"), "值班老师请打民政服务热线联系。")
	var post thread.Post
	if err := w.h.Store.Read(context.Background()).Where("id = ?", w.held).Take(&post).Error; err != nil || post.State != thread.Held {
		w.t.Fatalf("the post sent again is %s (%v)", post.State, err)
	}
}

func (w *walk) itIsReleased() {
	p := w.keeper
	p.Go(w.his("/mod/p/" + w.held))
	w.says(p, "值班老师请打民政服务热线联系。")
	p.Follow("main form[action$='/release'] button, main button[formaction$='/release']")
	w.caughtUp()
	w.says(p, "值班老师请打民政服务热线联系。")
	p.Go(w.his("/mod"))
	if strings.Contains(p.Text(), w.held) {
		w.t.Fatal("the post is still in the queue")
	}
}

var noticeOfPost = regexp.MustCompile(`HD-T-2016-01`)

func (w *walk) aReaderIsTold() {
	p := w.as("cairangli", string(w.in.Code()), w.view)
	p.Go(w.hers("/notices"))
	if !noticeOfPost.MatchString(p.Text()) {
		w.t.Fatalf("no notice:\n%s", p.Main())
	}
	p.Follow("#main article.item:first-of-type a")
	w.says(p, "值班老师请打民政服务热线联系。")
	if strings.Contains(p.Text(), w.reason()) {
		w.t.Fatal("a reader sees why the post was given back")
	}
}

// anAuditorSeesTheSteps finds each step of the post in the register, but not its text: what is said in a members' area is not hers
// to read.
func (w *walk) anAuditorSeesTheSteps() {
	p := w.as("alex", string(w.keeps.Code()), browser.Desk())
	p.Go(w.his("/audit?noun=post"))
	page := browser.Eval[string](p, `document.querySelector('main').innerHTML`)
	steps, err := w.h.Rooms.Register.Timeline(context.Background(), policy.SystemActor(), policy.Ref{Noun: thread.PostNoun, ID: w.held})
	if err != nil {
		w.t.Fatal(err)
	}
	var verbs []string
	for _, step := range steps {
		verbs = append(verbs, step.Verb)
		if !strings.Contains(page, step.Hash[:12]) {
			w.t.Fatalf("the register she reads lacks %s (%s)", step.Verb, step.Hash[:12])
		}
	}
	if got := strings.Join(verbs, " "); got != "post.held post.returned post.resubmitted post.released" {
		w.t.Fatalf("the steps were %s", got)
	}
	w.says(p, "Elin Exempelsson")
	if strings.Contains(page, "民政服务热线") {
		w.t.Fatal("she reads the post")
	}
}

func (w *walk) theRegisterHolds() {
	if _, err := w.h.Verify(context.Background(), register.Verified{}); err != nil {
		w.t.Fatal(err)
	}
}
