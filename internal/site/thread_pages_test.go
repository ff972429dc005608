package site_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
	"sametable/internal/thread"
)

// A thread of the demo world that is open, and two texts for the gate. The second one speaks of a child and is put together
// here, so that no such sentence stands anywhere.
const openThread = "/f/HD/t/2018-01"

func ofAChild() string {
	return strings.Join([]string{"学生马", "小例，女，", "九岁，就读于村小。"}, "")
}

// scene is the world with its pages served.
type scene struct {
	t *testing.T
	h *house.House
	c func(username string) *house.Client
}

func threadScene(t *testing.T) scene {
	t.Helper()
	h := house.World(t, store.SQLite)
	s := h.Serve(t)
	return scene{t: t, h: h, c: func(username string) *house.Client {
		c := h.Client(t, s)
		if username != "" {
			c.SignIn(username)
		}
		return c
	}}
}

// fill takes the form of a page, types into it and sends it.
func (s scene) fill(c *house.Client, page, action string, typed url.Values) house.Page {
	s.t.Helper()
	p := c.Get(page)
	form, ok := p.Form(action)
	if !ok {
		s.t.Fatalf("%s (%d at %s) has no form to %s:\n%s", page, p.Status, p.URL, action, p.Text())
	}
	for name, values := range typed {
		form[name] = values
	}
	return c.Post(action, form)
}

// says fails unless the page has the status and the words.
func (s scene) says(p house.Page, status int, words ...string) house.Page {
	s.t.Helper()
	if p.Status != status {
		s.t.Fatalf("%s: %d, want %d:\n%s", p.URL, p.Status, status, p.Text())
	}
	for _, w := range words {
		if !p.Has(w) {
			s.t.Fatalf("%s lacks %q:\n%s", p.URL, w, p.Text())
		}
	}
	return p
}

// silent fails when the page has the words.
func (s scene) silent(p house.Page, words ...string) {
	s.t.Helper()
	for _, w := range words {
		if strings.Contains(p.Body, w) {
			s.t.Fatalf("%s says %q", p.URL, w)
		}
	}
}

var postID = regexp.MustCompile(`/p/([0-9a-z]{26})/`)

// held sends a post that waits for a moderator, and gives its address.
func (s scene) held(c *house.Client) string {
	s.t.Helper()
	p := s.fill(c, "/zh"+openThread, "/zh"+openThread, url.Values{"body": {"请看这个电话：13800138000。"}, "explain": {"other"}, "explanation": {"服务热线的示例号码"}})
	s.says(p, http.StatusOK, "待论坛管理员审核", "服务热线的示例号码")
	found := postID.FindAllStringSubmatch(p.Body, -1)
	return "/p/" + found[len(found)-1][1]
}

func TestAReplyIsPosted(t *testing.T) {
	s := threadScene(t)
	c := s.c("maliqing")
	typed := url.Values{"body": {"我们可以**按周**统计工作时间。"}}
	form, _ := c.Get("/zh" + openThread).Form(openThread)
	form["body"] = typed["body"]
	p := s.says(c.Post("/zh"+openThread, form), http.StatusOK, "我们可以按周统计工作时间。")
	again := s.says(c.Post("/zh"+openThread, form), http.StatusOK)
	if n := strings.Count(again.Body, "<strong>按周</strong>"); n != 1 || !strings.Contains(p.Body, "<strong>按周</strong>") {
		t.Errorf("sent twice, the post stands %d times", n)
	}
	if !strings.Contains(p.Body, `data-accepted="reply:`) {
		t.Error("the device is not told to let the draft go")
	}
	s.says(s.c("elin").Get("/sv"+openThread), http.StatusOK, "Personlig åsikt", "originaltext")
}

func TestAStrangerReadsNothing(t *testing.T) {
	s := threadScene(t)
	if p := s.c("").Get("/zh" + openThread); p.Status != http.StatusNotFound {
		t.Errorf("a visitor gets %d", p.Status)
	}
	s.says(s.c("").Get("/en/f/HD/threads"), http.StatusOK, "Members of the forum read its discussions")
}

// Donors have not signed what an organisation states: their marks stand on none of its pages.
func TestNoMarksOfDonorsOnStatements(t *testing.T) {
	s := threadScene(t)
	var p thread.Post
	if err := s.h.Store.Read(t.Context()).Where("kind = ? AND state = ?", thread.Statement, thread.Published).Order("id").Take(&p).Error; err != nil {
		t.Fatal(err)
	}
	c := s.c("elin")
	if !strings.Contains(c.Get("/en/forums").Body, "eu.svg") {
		t.Fatal("the marks stand nowhere")
	}
	for _, path := range []string{"/en/p/" + p.ID, "/en/p/" + p.ID + "/history", "/en/record/post/" + p.ID} {
		if page := c.Get(path); page.Status != http.StatusOK || strings.Contains(page.Body, "eu.svg") {
			t.Errorf("%s: %d, with the marks of donors", path, page.Status)
		}
	}
}

func TestAnEmptyReplyComesBack(t *testing.T) {
	s := threadScene(t)
	c := s.c("maliqing")
	p := s.fill(c, "/en"+openThread, "/en"+openThread, url.Values{"body": {"  "}, "kind": {"statement"}, "language": {"sv"}})
	s.says(p, http.StatusUnprocessableEntity, "Fill in this field.")
	if form, _ := p.Form(openThread); form.Get("kind") != "statement" || form.Get("language") != "sv" {
		t.Errorf("what was chosen is gone: %v", form)
	}
}

func TestTheGateStopsAndOffers(t *testing.T) {
	s := threadScene(t)
	c := s.c("maliqing")
	p := s.fill(c, "/zh"+openThread, "/zh"+openThread, url.Values{"body": {"昨天走访。" + ofAChild()}})
	s.says(p, http.StatusUnprocessableEntity, "如需保留，请说明原因", "删除姓名和年龄")
	s.silent(s.c("elin").Get("/zh"+openThread), "昨天走访")
	mend := regexp.MustCompile(`name="mend" value="([^"]*)"`).FindStringSubmatch(p.Body)
	if mend == nil {
		t.Fatal("no offer to press without a script")
	}
	form, _ := p.Form(openThread)
	form.Set("mend", mend[1])
	mended := s.says(c.Post("/zh"+openThread, form), http.StatusOK)
	if typed, _ := mended.Form(openThread); strings.Contains(typed.Get("body"), "小例") || !strings.HasPrefix(typed.Get("body"), "昨天走访。") {
		t.Errorf("after the offer: %q", typed.Get("body"))
	}
}

func TestTheCheckWhileTyping(t *testing.T) {
	s := threadScene(t)
	c := s.c("maliqing")
	var answer struct {
		Hits []struct {
			Rule, Severity, Message, Why string
			Start, End                   int
			Offers                       []struct{ Label, Replacement string }
		}
		Saved int64
	}
	ask := func(path, text string) {
		t.Helper()
		answer.Hits, answer.Saved = nil, 0
		p := s.says(c.Post(path, url.Values{"text": {text}, "field": {"body"}}), http.StatusOK)
		if err := json.Unmarshal([]byte(p.Body), &answer); err != nil || answer.Hits == nil {
			t.Fatalf("%v in %s", err, p.Body)
		}
	}
	ask("/zh/check", "前言。"+ofAChild())
	if len(answer.Hits) == 0 || answer.Hits[0].Start < 3 || answer.Hits[0].Message == "" || answer.Hits[0].Why == "" {
		t.Errorf("found %+v", answer)
	}
	ask("/en/check", "We counted hours in three counties.")
	if len(answer.Hits) != 0 || answer.Saved != 0 {
		t.Errorf("found %+v", answer)
	}
	key := regexp.MustCompile(`data-draft="(reply:[^"]+)"`).FindStringSubmatch(c.Get("/zh" + openThread).Body)
	ask("/zh/check?draft="+url.QueryEscape(key[1]), "一半的草稿")
	if form, _ := c.Get("/zh" + openThread).Form(openThread); answer.Saved == 0 || form.Get("body") != "一半的草稿" {
		t.Errorf("the draft was not kept: %+v, %q", answer, form.Get("body"))
	}
	ask("/zh/check?draft="+url.QueryEscape(key[1]), ofAChild())
	if form, _ := c.Get("/zh" + openThread).Form(openThread); form.Get("body") != "一半的草稿" {
		t.Errorf("the server kept %q", form.Get("body"))
	}
	s.says(c.Post("/zh/draft", url.Values{"key": {key[1]}, "body": {""}}), http.StatusOK)
	if form, _ := c.Get("/zh" + openThread).Form(openThread); form.Get("body") != "" {
		t.Errorf("the draft is still there: %q", form.Get("body"))
	}
}

func TestAPreviewStoresNothing(t *testing.T) {
	s := threadScene(t)
	c := s.c("maliqing")
	p := s.fill(c, "/zh"+openThread, "/zh"+openThread, url.Values{"body": {"只是**看看**"}, "act": {"preview"}})
	s.says(p, http.StatusOK, "预览", "只是看看")
	if form, _ := p.Form(openThread); form.Get("body") != "只是**看看**" {
		t.Errorf("after the preview: %q", form.Get("body"))
	}
	fragment := s.says(c.Post("/en/preview", url.Values{"body": {"# Head\n<script>x</script>"}, "language": {"en"}}), http.StatusOK, "Head")
	if !strings.HasPrefix(fragment.Body, `<div class="prose"`) || strings.Contains(fragment.Body, "<script>") {
		t.Error(fragment.Body)
	}
	s.silent(s.c("elin").Get("/zh"+openThread), "看看</strong>")
}

func regexpValue(body, pattern string) string {
	found := regexp.MustCompile(pattern).FindStringSubmatch(body)
	if found == nil {
		return ""
	}
	return found[1]
}
