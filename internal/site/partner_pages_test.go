package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// What the table made a partnership is the secretary's to put before its parties: the desk says so, the form brings what the proposal
// says, and the proposal's way goes on with the partnership's.
func TestADecisionBecomesAPartnership(t *testing.T) {
	a := newTable(t, "maliqing", "cairangli", "sunlizhen", "hanlian")
	p := a.h.Partnered(t)
	here, at := "/en"+p.Path(), "/en/f/HD/partnerships/new"
	a.want(a.c[""].Get(here), http.StatusOK, "The table decided on a partnership. The secretariat asks its parties")
	if a.c["maliqing"].Get("/en/desk").Has("put it before its parties") || a.c["maliqing"].Get(here).Has("Propose a partnership") {
		t.Error("it is a delegate's duty")
	}
	desk := a.want(a.c["sunlizhen"].Get("/en/desk"), http.StatusOK, "The table decided on a partnership: put it before its parties", p.Reference)
	if !strings.Contains(desk.Body, at+"?from="+p.Reference) {
		t.Error("the desk does not lead to the form")
	}
	a.want(a.c["sunlizhen"].Get(here), http.StatusOK, "Propose a partnership")
	form, ok := a.c["sunlizhen"].Get(at + "?from=" + p.Reference).Form(at)
	own := string(a.h.Actor(t, "maliqing").Memberships[0].Organisation)
	if !ok || form.Get("from") != p.Reference || form.Get("language") != "zh" || form.Get("title_zh") != "关于周末留校照料的建议" || form.Get("party_1") != own ||
		!strings.HasPrefix(form.Get("scope"), "1. 试点专职岗位。") || !strings.Contains(form.Get("scope"), "3. 由省级统筹经费。") {
		t.Fatalf("the form brings %v", form)
	}
	if form, _ := a.c["sunlizhen"].Get(at + "?from=HD-2099-01").Form(at); form.Get("scope") != "" || form.Get("from") != "HD-2099-01" {
		t.Errorf("of a proposal there is none of the form brings %v", form)
	}
	other := string(a.h.Actor(t, "cairangli").Memberships[0].Organisation)
	typed := url.Values{"party_2": {other}}
	for _, name := range []string{"party_3", "party_4", "party_5", "party_6", "party_7", "party_8"} { // a browser leaves them as they are
		typed.Set(name, "")
	}
	a.want(a.send("sunlizhen", at+"?from="+p.Reference, at, typed), http.StatusUnprocessableEntity, "Fill in")
	typed["brings_1"], typed["brings_2"] = []string{"Points"}, []string{"Rooms"}
	made := a.want(a.send("sunlizhen", at+"?from="+p.Reference, at, typed), http.StatusOK, "Proposed. Its parties confirm now.",
		p.Reference, "HD-PA-2019-01").URL.Path
	if a.c["sunlizhen"].Get("/en/desk").Has("put it before its parties") {
		t.Error("it lies on the desk after it was done")
	}
	a.want(a.c["maliqing"].Get(here), http.StatusOK, "HD-PA-2019-01", "To be confirmed by its parties", "Confirmed by its parties")
	if a.c[""].Get(here).Has("HD-PA-2019-01") {
		t.Error("a visitor sees what its parties have not confirmed")
	}
	page := a.c["maliqing"].Get(made)
	_, rest, _ := strings.Cut(page.Body, "/en/partnership/")
	id, _, _ := strings.Cut(rest, "/")
	for _, who := range []string{"maliqing", "cairangli"} {
		a.want(a.send(who, "/en/partnership/"+id+"/confirm", "/en/partnership/"+id+"/confirm", nil), http.StatusOK)
	}
	visitor := a.want(a.c[""].Get(here), http.StatusOK, "HD-PA-2019-01", "Agreed")
	if visitor.Has("The secretariat asks its parties") {
		t.Error("it is still said to come")
	}
	a.want(a.c[""].Get("/en/results"), http.StatusOK, "HD-PA-2019-01")
	a.want(a.send("sunlizhen", "/en/partnership/"+id+"/end", "/en/partnership/"+id+"/end", url.Values{"reason": {"It is done."}, "anyway": {"yes"}}), http.StatusOK)
	a.want(a.c[""].Get(here), http.StatusOK, "HD-PA-2019-01", "Ended")
}
