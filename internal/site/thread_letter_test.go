package site_test

import (
	"bytes"
	"mime/multipart"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
)

// sendFile sends a form with a file.
func (s scene) sendFile(c *house.Client, path string, values url.Values, name, content string) house.Page {
	s.t.Helper()
	var body bytes.Buffer
	w := multipart.NewWriter(&body)
	for key := range values {
		if err := w.WriteField(key, values.Get(key)); err != nil {
			s.t.Fatal(err)
		}
	}
	part, err := w.CreateFormFile("file", name)
	if err != nil {
		s.t.Fatal(err)
	}
	_, _ = part.Write([]byte(content))
	_ = w.Close()
	return c.Upload(path, w.FormDataContentType(), &body)
}

func TestAStatementGoesByLetter(t *testing.T) {
	s := threadScene(t)
	author, secretary, chair := s.c("maliqing"), s.c("sunlizhen"), s.c("wangliwen")
	p := s.says(s.fill(author, "/zh"+openThread, "/zh"+openThread, url.Values{"body": {"本单位支持按周统计。"}, "kind": {"statement"}}), http.StatusOK)
	ids := postID.FindAllStringSubmatch(p.Body, -1)
	at := "/p/" + ids[len(ids)-1][1]
	s.says(secretary.Get("/zh"+at), http.StatusNotFound)
	s.says(s.fill(author, "/zh"+at+"/ask_letter", "/zh"+at+"/ask_letter", nil), http.StatusOK, "待秘书附上签字盖章的函件")
	s.says(secretary.Get("/zh/desk"), http.StatusOK, "请附上单位签字盖章的函件")
	form, ok := secretary.Get("/zh" + at + "/letter").Form(at + "/letter")
	if !ok {
		t.Fatal("no form for the letter")
	}
	form.Set("dated", "2019-06-03")
	s.says(secretary.Post("/zh"+at+"/letter", form), http.StatusUnprocessableEntity, "请选择函件扫描件。")
	s.says(s.sendFile(secretary, "/zh"+at+"/letter", form, "函.html", "<html>"), http.StatusUnprocessableEntity, "无法读取此文件")
	page := s.says(s.sendFile(secretary, "/zh"+at+"/letter", form, "来函.pdf", "%PDF-1.4 x"), http.StatusOK, "函件已附上", "查看函件")
	file := regexpValue(page.Body, `href="(/zh/letter/[0-9a-z]{26})"`)
	for who, want := range map[string]int{"sunlizhen": 200, "wangliwen": 200, "elin": 200, "maliqing": 404, "hanlian": 404, "cairangli": 404} {
		if got := s.c(who).Get(file); got.Status != want {
			t.Errorf("%s gets %d for the letter, want %d", who, got.Status, want)
		}
	}
	head := chair.Get(file).Header
	if !strings.HasPrefix(head.Get("Content-Disposition"), "attachment") || head.Get("X-Content-Type-Options") != "nosniff" || head.Get("Content-Type") != "application/pdf" {
		t.Errorf("served as %v", head)
	}
	s.says(chair.Get("/zh/desk"), http.StatusOK, "请对照来函核对单位意见")
	s.says(s.fill(chair, "/zh"+at, "/zh"+at+"/check", nil), http.StatusOK, "以2019年6月3日的函件确认")
}

// The draft of a new discussion keeps all of it, and the gate looks at its title while it is typed.
func TestANewDiscussionIsKeptWhole(t *testing.T) {
	s := threadScene(t)
	c := s.c("maliqing")
	page := s.says(c.Get("/zh/f/HD/write"), http.StatusOK)
	for _, field := range []string{"title", "purpose", "body"} {
		if regexpValue(page.Body, `(?s)<(?:input|textarea)[^>]* name="`+field+`"[^>]*data-check="([^"]*)"`) == "" {
			t.Errorf("%s is not looked at while it is typed", field)
		}
	}
	typed := url.Values{"text": {"先写一半"}, "field": {"body"}, "title": {"周末谁来照料"}, "purpose": {"了解情况"}, "kind": {"statement"}}
	s.says(c.Post("/zh/check?draft=write:HD", typed), http.StatusOK)
	form, _ := c.Get("/zh/f/HD/write").Form("/f/HD/write")
	if form.Get("title") != "周末谁来照料" || form.Get("purpose") != "了解情况" || form.Get("body") != "先写一半" || form.Get("kind") != "statement" {
		t.Errorf("kept: %v", form)
	}
	s.says(c.Get("/zh/desk"), http.StatusOK, "先写一半")
	at := s.held(c)
	s.says(s.fill(s.c("elin"), "/sv"+at+"/return", "/sv"+at+"/return", url.Values{"reason": {"请改。"}}), http.StatusOK)
	key := strings.TrimPrefix(at, "/p/")
	s.says(c.Post("/zh/check?draft=resubmit:"+key, url.Values{"text": {"改了一半"}, "field": {"body"}}), http.StatusOK)
	if form, _ := c.Get("/zh" + at + "/resubmit").Form(at + "/resubmit"); form.Get("body") != "改了一半" {
		t.Errorf("the returned post: %q", form.Get("body"))
	}
	s.says(c.Get("/zh/desk"), http.StatusOK, "修改退回的发言")
}
