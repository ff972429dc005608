package site_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"sametable/internal/fault"
	"sametable/internal/lang"
)

// telephones is a text with so many numbers that the gate warns of.
func telephones(n int) string { return strings.Repeat("电话 13800"+"138000。", n) }

// The check and the preview are asked while somebody types: what they take has a limit, which is said in her language, and what is no
// text is no fault of the program.
func TestWhatIsAskedWhileTypingHasALimit(t *testing.T) {
	s := threadScene(t)
	c := s.c("maliqing")
	long, longer := strings.Repeat("长", 20_001), strings.Repeat("长", 60_001)
	for _, code := range lang.Codes() {
		speaker := s.h.Catalogue.Speaker(code)
		for _, ask := range []struct {
			path, field, text string
			typed, most       int
		}{{"check", "text", longer, 60_001, 60_000}, {"preview", "body", long, 20_001, 20_000}} {
			p := c.Post("/"+string(code)+"/"+ask.path, url.Values{ask.field: {ask.text}})
			s.says(p, http.StatusRequestEntityTooLarge, strings.Join(strings.Fields(speaker.Say("input.too_long", fault.Args{"N": ask.typed, "Max": ask.most})), " "))
		}
	}
	var answer struct {
		Hits []struct{ Start, End int }
	}
	p := s.says(c.Post("/zh/check", url.Values{"text": {telephones(80)}}), http.StatusOK)
	if err := json.Unmarshal([]byte(p.Body), &answer); err != nil || len(answer.Hits) != 50 {
		t.Errorf("%d hits are named of eighty: %v", len(answer.Hits), err)
	}
	p = s.says(c.Post("/zh/check?draft=reply:none", url.Values{"text": {"半\xff句\xfe" + telephones(1)}, "field": {"body"}}), http.StatusOK)
	if err := json.Unmarshal([]byte(p.Body), &answer); err != nil || len(answer.Hits) != 1 || answer.Hits[0].Start < 4 {
		t.Errorf("among bytes that are no text: %+v, %v", answer.Hits, err)
	}
	p = s.says(c.Post("/zh/preview", url.Values{"body": {"**半\xff句\xfe**"}}), http.StatusOK, "半")
	if !utf8.ValidString(p.Body) {
		t.Errorf("the preview is no text: %q", p.Body)
	}
}

// Without a script the preview is a page: it has the same limit, beside the field, and the text comes back.
func TestAPreviewHasALimitWithoutScripts(t *testing.T) {
	s := threadScene(t)
	c := s.c("maliqing")
	long := strings.Repeat("长", 20_001)
	for _, act := range []string{"preview", "mend"} {
		p := s.fill(c, "/en"+openThread, "/en"+openThread, url.Values{"body": {long}, "act": {act}})
		s.says(p, http.StatusUnprocessableEntity, "Shorten this to 20,000 characters. It has 20,001 now.")
		if form, _ := p.Form(openThread); form.Get("body") != long || strings.Count(p.Body, "长") > 20_100 {
			t.Errorf("%s: %d characters came back, %d on the page", act, utf8.RuneCountInString(form.Get("body")), strings.Count(p.Body, "长"))
		}
	}
}
