package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/proposal"
)

// A statement is translated beside its original, reviewed by another and read, without a script and in three languages.
func TestAStatementIsTranslatedOnThePages(t *testing.T) {
	s := threadScene(t)
	karin, duliwen, reader := s.c("karin"), s.c("duliwen"), s.c("")
	var all []proposal.Statement
	if err := s.h.Store.Read(t.Context()).Where("stands AND language = 'zh' AND standing_stance = 'changes' AND access = 'public' AND proposal_id IN (SELECT id FROM proposals WHERE state = 'consultation')").Order("standing_filed_at, id").Find(&all).Error; err != nil || len(all) == 0 {
		t.Fatal(len(all), err)
	}
	st := all[0]
	p, err := s.h.Rooms.Translatings.Find(t.Context(), s.h.Actor(t, "karin"), st.Record())
	if err != nil {
		t.Fatal(err)
	}
	at := "/translate/statement/" + st.ID + "/sv"
	for code, words := range map[string][3]string{"zh": {"译成瑞典文", "原文（中文）", "翻译"}, "en": {"Translate into Swedish", "Original (Chinese)", "Translate"}, "sv": {"Översätt till svenska", "Originaltext (kinesiska)", "Översätt"}} {
		s.says(karin.Get("/"+code+st.Path()), http.StatusOK, words[2])
		page := s.says(karin.Get("/"+code+at), http.StatusOK, words[0], words[1])
		if !strings.Contains(page.Body, `lang="sv"`) && code != "sv" {
			t.Errorf("%s: what is typed has no language", code)
		}
		s.says(reader.Get("/"+code+st.Path()), http.StatusOK)
		s.silent(reader.Get("/"+code+st.Path()), at)
	}
	if p := s.c("maliqing").Get("/en" + at); p.Status != http.StatusNotFound {
		t.Errorf("who translates nothing gets %d", p.Status)
	}
	typed := url.Values{"state": {"in_review"}}
	for _, part := range p.Parts {
		typed.Set(part.Name, "Vi vill ändra detta.")
	}
	lacking := url.Values{"state": {"in_review"}}
	for name := range typed {
		lacking.Set(name, typed.Get(name))
	}
	lacking.Set(p.Parts[0].Name, "")
	s.says(s.fill(karin, "/sv"+at, "/sv"+at, lacking), http.StatusUnprocessableEntity)
	s.says(s.fill(karin, "/sv"+at, "/sv"+at, typed), http.StatusOK, "Översättningen är sparad", "Vi vill ändra detta.")
	for code, words := range map[string]string{"zh": "译者", "en": "not yet reviewed", "sv": "ännu inte granskad"} {
		s.says(karin.Get("/"+code+at), http.StatusOK, words)
	}
	unreviewed := s.says(reader.Get("/sv"+st.Path()), http.StatusOK, "Vi vill ändra detta.", "Översatt av", "ännu inte granskad", "Originaltext (kinesiska)")
	if !strings.Contains(unreviewed.Body, `lang="zh-Hans"`) {
		t.Error("the original has no language")
	}
	s.says(reader.Get("/sv/f/"+strings.Split(p.Reference, "-")[0]+"/p/"+strings.SplitN(p.Reference, "-", 2)[1]+"/statements"), http.StatusOK, "Översatt av", "Vi vill ändra detta.")
	s.silent(reader.Get("/en"+st.Path()), "Vi vill ändra detta.")
	if page := s.says(karin.Get("/sv"+at), http.StatusOK); strings.Contains(page.Body, at+"/review") {
		t.Error("her own is hers to review")
	}
	review := s.says(duliwen.Get("/sv"+at), http.StatusOK, "väntar på granskning", "Den stämmer").Body
	action := review[strings.Index(review, "/sv"+at+"/review"):]
	action = strings.ReplaceAll(action[:strings.IndexByte(action, '"')], "&amp;", "&")
	s.says(s.fill(duliwen, "/sv"+at, action, url.Values{}), http.StatusOK, "Översättningen är granskad")
	s.says(reader.Get("/sv"+st.Path()), http.StatusOK, "Översatt av", "granskad av")
}
