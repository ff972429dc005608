package site_test

import (
	"context"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/thread"
)

// TestWhoComesTooLateSeesWhatHappened opens a form, lets somebody else act, and sends it: the page says what happened since, and what
// was typed stands in the form.
func TestWhoComesTooLateSeesWhatHappened(t *testing.T) {
	s := threadScene(t)
	author, first, second := s.c("maliqing"), s.c("elin"), s.c("linlihua")
	p := s.says(s.fill(author, "/zh"+openThread, "/zh"+openThread, url.Values{"body": {"这一条会被处理。"}}), http.StatusOK)
	ids := postID.FindAllStringSubmatch(p.Body, -1)
	post := "/en/p/" + ids[len(ids)-1][1]
	lock := "/en/t/" + threadID(t, s) + "/lock"
	for _, c := range []struct{ page, action, verb, reason, meanwhile string }{
		{post + "/hide", post + "/hide", "/hide", "Off topic here", "hid"},
		{"/en" + openThread + "?steer=1", lock, "/lock", "No longer needed", "locked"},
	} {
		mine, ok := first.Get(c.page).Form(c.action)
		if !ok {
			t.Fatalf("%s has no form to %s", c.page, c.action)
		}
		theirs, _ := second.Get(c.page).Form(c.action)
		theirs.Set("reason", "另一位管理员先处理了")
		s.says(second.Post(c.action, theirs), http.StatusOK)
		mine.Set("reason", c.reason)
		back := first.Post(c.action, mine)
		s.says(back, http.StatusConflict, "What happened meanwhile", c.meanwhile, "另一位管理员先处理了")
		if form, ok := back.Form(c.action); ok && form.Get("reason") != c.reason || !ok && !strings.Contains(back.Body, c.reason) {
			t.Errorf("%s: the reason came back as %q", c.action, form.Get("reason"))
		}
		if again := first.Post(c.action, mine); again.Status != http.StatusConflict {
			t.Errorf("%s: sent again it is %d", c.action, again.Status)
		}
	}
}

// A reply, an edit or a returned post that comes too late loses no word.
func TestATextThatComesTooLateIsKept(t *testing.T) {
	s := threadScene(t)
	author, moderator := s.c("maliqing"), s.c("elin")
	at := s.held(author)
	s.says(s.fill(moderator, "/en"+at+"/return", "/en"+at+"/return", url.Values{"reason": {"Please leave out the number"}, "anyway": {"yes"}}), http.StatusOK)
	resubmit := "/en" + at + "/resubmit"
	old, _ := author.Get(resubmit).Form(resubmit)
	s.says(s.fill(author, resubmit, resubmit, url.Values{"body": {"请看公开的服务热线。"}, "explanation": {""}}), http.StatusOK)
	old.Set("body", "另一份修改稿。")
	overtaken := s.says(author.Post(resubmit, old), http.StatusConflict, "What happened meanwhile", "MA Liqing", "另一份修改稿。", "请看公开的服务热线。", "Your text",
		"The saved text")
	s.silent(overtaken, "马例青") // whoever acted is named as readers of English read it

	p := s.says(s.fill(author, "/en"+openThread, "/en"+openThread, url.Values{"body": {"第一稿"}}), http.StatusOK)
	ids := postID.FindAllStringSubmatch(p.Body, -1)
	edit := "/en/p/" + ids[len(ids)-1][1] + "/edit"
	mine, _ := author.Get(edit).Form(edit)
	reply, _ := author.Get("/en" + openThread).Form(openThread)
	hide := strings.TrimSuffix(edit, "/edit") + "/hide"
	s.says(s.fill(moderator, hide, hide, url.Values{"reason": {"Off topic"}, "anyway": {"yes"}}), http.StatusOK)
	mine.Set("body", "第二稿，写了很久")
	s.says(author.Post(edit, mine), http.StatusConflict, "第二稿，写了很久", "What happened meanwhile")

	lock := "/en/t/" + threadID(t, s) + "/lock"
	s.says(s.fill(moderator, "/en"+openThread+"?steer=1", lock, url.Values{"reason": {"Answered"}}), http.StatusOK)
	reply.Set("body", "锁定前没来得及发出的话")
	late := author.Post("/en"+openThread, reply)
	if late.Status < 400 || !late.Has("锁定前没来得及发出的话") || !late.Has("Your text was not sent") {
		t.Errorf("%d: %s", late.Status, late.Text())
	}
}

// threadID is the id of the open thread.
func threadID(t *testing.T, s scene) string {
	t.Helper()
	var th thread.Thread
	if err := s.h.Store.Read(context.Background()).Where("reference = ?", "HD-T-2018-01").Take(&th).Error; err != nil {
		t.Fatal(err)
	}
	return th.ID
}
