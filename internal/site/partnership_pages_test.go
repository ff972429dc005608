package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A partnership goes its way on the pages, without a script: proposed, changed, confirmed by each party, active and ended.
func TestAPartnershipGoesItsWayOnThePages(t *testing.T) {
	a := newTable(t, "maliqing", "cairangli", "zhaoliran", "sunlizhen")
	a.want(a.c[""].Get("/en/partnerships?forum=HD"), http.StatusOK, "No partnerships yet")
	a.want(a.c[""].Get("/en/partnerships"), http.StatusOK, "Family video and flexible home leave", "JH-PA-2018-01")
	a.want(a.c[""].Get("/en/f/JH/p/2017-01"), http.StatusOK, "JH-PA-2018-01", "Split home leave at ten depots")
	a.want(a.c["maliqing"].Get("/en/f/HD/partnerships/new"), http.StatusForbidden, "Partnerships are proposed by the forum’s secretary.")
	at := "/en/f/HD/partnerships/new"
	org := func(who string) string { return string(a.h.Actor(t, who).Memberships[0].Organisation) }
	typed := url.Values{"party_1": {org("maliqing")}, "brings_1": {"Points in the villages"}, "language": {"en"}, "title_en": {"Family video"}, "scope": {"No recording."}, "from": {"LH-2019-02"}}
	for _, name := range []string{"party_2", "party_3", "party_4", "party_5", "party_6", "party_7", "party_8"} { // a browser leaves them as they are
		typed.Set(name, "")
	}
	refused := a.send("sunlizhen", at, at, typed)
	a.want(refused, http.StatusUnprocessableEntity, "Name at least two parties.")
	if form, _ := refused.Form(at); form.Get("brings_1") != "Points in the villages" || form.Get("scope") != "No recording." {
		t.Errorf("what was typed is gone: %v", form)
	}
	typed["party_3"], typed["brings_3"] = []string{org("cairangli")}, []string{"Rooms"}
	page := a.want(a.send("sunlizhen", at, at, typed), http.StatusOK, "Proposed. Its parties confirm now.", "HD-PA-2019-01", "Not confirmed", "Points in the villages")
	here := page.URL.Path
	_, rest, _ := strings.Cut(page.Body, "/en/partnership/")
	id, _, _ := strings.Cut(rest, "/")
	step := func(verb string) string { return "/en/partnership/" + id + "/" + verb }
	if a.c[""].Get(here).Status != http.StatusNotFound {
		t.Error("a visitor reads what is not agreed")
	}
	a.want(a.c["maliqing"].Get("/en/desk"), http.StatusOK, "Confirm a partnership", "HD-PA-2019-01")
	a.want(a.c["zhaoliran"].Get(step("confirm")), http.StatusForbidden, "of its parties")
	a.want(a.c["maliqing"].Get(step("confirm")), http.StatusOK, "No recording.", "Points in the villages")
	old := a.c["cairangli"].Get(step("confirm"))
	a.want(a.send("maliqing", step("confirm"), step("confirm"), nil), http.StatusOK, "Other parties are still asked.")
	a.want(a.c["maliqing"].Get("/en/desk"), http.StatusOK, "Other parties have not confirmed yet")
	a.want(a.send("sunlizhen", step("revise"), step("revise"), url.Values{"scope": {"No recording, no children’s data."}, "party_3": {""}, "party_4": {""},
		"party_5": {""}, "party_6": {""}, "party_7": {""}, "party_8": {""}}), http.StatusOK, "Its parties are asked again.")
	form, _ := old.Form(step("confirm"))
	if late := a.c["cairangli"].Post(step("confirm"), form); late.Status != http.StatusConflict || !late.Has("no children’s data") {
		t.Errorf("an old page confirms words it does not show: %d", late.Status)
	}
	a.want(a.send("maliqing", step("confirm"), step("confirm"), nil), http.StatusOK, "Other parties are still asked.")
	a.want(a.send("cairangli", step("confirm"), step("confirm"), nil), http.StatusOK, "agreed and public")
	a.want(a.c[""].Get(here), http.StatusOK, "Agreed", "no children’s data")
	a.want(a.c["sunlizhen"].Get("/en/desk"), http.StatusOK, "enter its agreement")
	a.want(a.send("sunlizhen", step("activate"), step("activate"), url.Values{"starts": {"2019-06-10"}}), http.StatusUnprocessableEntity, "Give the agreement")
	a.want(a.send("sunlizhen", step("activate"), step("activate"), url.Values{"starts": {"2019-06-10"}, "link": {"https://example.org/agreement"}}), http.StatusOK, "The partnership is active.", "example.org")
	a.want(a.c[""].Get("/en/partnerships?stage=active"), http.StatusOK, "Family video", "HD-PA-2019-01")
	a.want(a.send("sunlizhen", step("end"), step("end"), url.Values{"reason": {"It has done its work."}, "anyway": {"yes"}}), http.StatusOK, "It has done its work.", "The partnership has ended.")
}
