package site_test

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"sametable/internal/forum"
	"sametable/internal/handling"
	"sametable/internal/policy"
)

// The charter's page says whether the forum's members see by when an authority replies. Where it does they see it, and a visitor does not.
func TestTheCharterShowsTheClock(t *testing.T) {
	a := newTable(t, "zhaoliran", "jialixing", "sunlizhen", "elin")
	p := a.h.Recommended(t)
	hand := "/en/handling/" + p.ID + "/hand_over"
	a.want(a.send("sunlizhen", hand, hand, url.Values{"lead": {string(a.h.Actor(t, "jialixing").Memberships[0].Organisation)}}), http.StatusOK)
	page, charter, edit, clock := "/en"+p.Path(), "/en/f/HD/charter", "/en/f/HD/charter/edit", "/en/handling/"+p.ID+"/show_clock"
	sees := func(when string, member bool) {
		t.Helper()
		for who, want := range map[string]bool{"": false, "zhaoliran": member, "sunlizhen": true, "jialixing": true} {
			if got := a.c[who].Get(page).Has("10 September 2019"); got != want {
				t.Errorf("%s: %q sees the time limit: %v", when, who, got)
			}
		}
	}
	says := func(answers ...string) {
		t.Helper()
		for i, row := range []string{"本论坛成员可见办理时限", "The forum’s members see by when an authority replies", "Forumets medlemmar ser när en myndighet senast svarar"} {
			language := []string{"zh", "en", "sv"}[i]
			a.want(a.c[""].Get("/"+language+"/f/HD/charter"), http.StatusOK, row+answers[i])
		}
	}
	sees("by the charter", true)
	says("是", "Yes", "Ja")
	asked := a.want(a.c["jialixing"].Get(clock), http.StatusOK, "Those who sit in the forum, as the charter says", "Nobody else does until you agree", "Everybody")
	if asked.Has("The parties only") || asked.Has("Also those who sit in the forum") {
		t.Error("the authority is offered what the charter has settled")
	}
	a.want(a.send("jialixing", clock, clock, url.Values{"shown": {""}}), http.StatusOK, "Saved.")
	sees("the authority agrees to no more", true)

	a.want(a.send("elin", charter, "/en/f/HD/charter/begin", nil), http.StatusOK)
	if form, _ := a.c["elin"].Get(edit).Form(edit); !slices.Contains(form["extra"], "clock") {
		t.Errorf("the form forgets the rule: %v", form["extra"])
	}
	a.want(a.send("elin", edit, edit, url.Values{"extra": {"roll_call"}}), http.StatusOK)
	a.h.Chartered(t, "HD", func(*forum.Rules) {})
	sees("no longer by the charter", false)
	says("否", "No", "Nej")
	a.want(a.c["jialixing"].Get(clock), http.StatusOK, "The parties only", "Also those who sit in the forum")
}

// An authority is asked on its desk who may see its clock, may say later, and is asked again with its reply; afterwards it can change it.
func TestTheClockIsAskedOnThePages(t *testing.T) {
	a := newTable(t, "jialixing", "alex", "sunlizhen")
	a.h.Chartered(t, "HD", func(r *forum.Rules) { r.ClockToMembers = false })
	p := a.h.Recommended(t)
	var lead policy.OrganisationID
	if err := a.h.Store.Read(t.Context()).Table("organisations").Select("id").Where("key = 'hd-edu'").Row().Scan(&lead); err != nil {
		t.Fatal(err)
	}
	if _, err := a.h.Rooms.Handlings.Hand(t.Context(), a.h.Actor(t, "sunlizhen"), handling.HandOver{Proposal: p.ID, Lead: lead, Version: p.Version}); err != nil {
		t.Fatal(err)
	}
	clock, write := "/handling/"+p.ID+"/show_clock", "/sv/handling/"+p.ID+"/write/reply"
	for language, words := range map[string]string{"zh": "办理时限是否公开", "en": "Say who may see the time limit", "sv": "Säg vilka som får se tidsfristen"} {
		if !strings.Contains(a.want(a.c["jialixing"].Get("/"+language+"/desk"), http.StatusOK, words).Body, "/"+language+clock) {
			t.Errorf("nothing on the desk in %s leads to it", language)
		}
	}
	a.want(a.c["alex"].Get("/en"+clock), http.StatusForbidden)
	a.want(a.send("jialixing", "/en"+clock, "/en"+clock, url.Values{"shown": {"all"}}), http.StatusUnprocessableEntity)
	a.want(a.send("jialixing", "/en"+clock, "/en"+clock, url.Values{"shown": {handling.Later}}), http.StatusOK, "Saved.")
	if strings.Contains(a.c["jialixing"].Get("/en/desk").Body, "/en"+clock) {
		t.Error("whoever says later is asked at once again")
	}
	page := a.want(a.c["jialixing"].Get(write), http.StatusOK, "Vilka får se tidsfristen", "Bestäm senare")
	if form, _ := page.Form(write); form.Get("shown") != handling.Later {
		t.Errorf("with the reply it says %v", form["shown"])
	}
	bad := a.want(a.send("jialixing", write, write, url.Values{"shown": {string(policy.Public)}}), http.StatusUnprocessableEntity)
	if form, _ := bad.Form(write); form.Get("shown") != string(policy.Public) {
		t.Errorf("what was chosen is gone: %v", form["shown"])
	}
	typed := url.Values{"shown": {string(policy.Members)}, "core_zh": {"先试点，后评估。"}, "signer": {"副处长"}, "contact": {"0970-5550101"}}
	for _, n := range []string{"1", "2", "3"} {
		typed.Set("verdict_"+n, handling.Accepted)
		typed.Set("why_"+n, "已列入计划。")
	}
	a.want(a.send("jialixing", write, write, typed), http.StatusOK)
	var m handling.Handling
	if err := a.h.Store.Read(t.Context()).Where("proposal_id = ?", p.ID).Take(&m).Error; err != nil || m.Shown != policy.Members || m.AsksClock() {
		t.Errorf("shown to %q, asked again %v: %v", m.Shown, m.AsksClock(), err)
	}
	changed := a.want(a.c["jialixing"].Get("/zh"+clock), http.StatusOK, "仅限各方", "所有人")
	if changed.Has("以后再定") {
		t.Error("later is offered to an authority that has said")
	}
	a.want(a.send("jialixing", "/zh"+clock, "/zh"+clock, url.Values{"shown": {""}}), http.StatusOK, "已保存。")
}
