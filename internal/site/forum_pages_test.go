package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// table is the world with the people who keep forums.
type table struct {
	t *testing.T
	h *house.House
	c map[string]*house.Client
}

func newTable(t *testing.T, people ...string) table {
	t.Helper()
	h := house.World(t, store.SQLite)
	s := h.Serve(t)
	all := table{t, h, map[string]*house.Client{"": h.Client(t, s)}}
	for _, who := range people {
		all.c[who] = h.Client(t, s).SignIn(who)
	}
	return all
}

// send takes the form of a page as it stands, types into it and sends it.
func (a table) send(who, page, action string, typed url.Values) house.Page {
	a.t.Helper()
	p := a.c[who].Get(page)
	form, ok := p.Form(action)
	if !ok {
		a.t.Fatalf("%s (%d) has no form to %s for %q", page, p.Status, action, who)
	}
	for name, values := range typed {
		form[name] = values
	}
	return a.c[who].Post(action, form)
}

func (a table) want(p house.Page, status int, words ...string) house.Page {
	a.t.Helper()
	if p.Status != status {
		a.t.Fatalf("%s: %d, want %d: %s", p.URL, p.Status, status, p.Text())
	}
	for _, w := range words {
		if !p.Has(w) {
			a.t.Fatalf("%s lacks %q: %s", p.URL, w, p.Text())
		}
	}
	return p
}

func TestAForumShowsVisitorsItsRulesAndNotItsPeople(t *testing.T) {
	a := newTable(t, "maliqing")
	outside := a.want(a.c[""].Get("/en/f/HD"), http.StatusOK, "6 of 11", "Majority of the organisations present", "14 days", "Hudong Province (fictional)",
		"Huilin Example Social Work Centre", "SUN Lizhen", "Discussions are read by those who sit here", "How to take part")
	if outside.Has("MA Liqing") || strings.Contains(outside.Body, "HD-T-2018-01") {
		t.Error("a visitor sees a delegate, or a members' discussion")
	}
	a.want(a.c["maliqing"].Get("/en/f/HD"), http.StatusOK, "MA Liqing", "HD-T-2019-01", "Start a discussion")
	for _, l := range []string{"zh", "en", "sv"} {
		p := a.want(a.c[""].Get("/"+l+"/f/LH/charter"), http.StatusOK)
		if strings.Count(p.Body, "<h1") != 1 || strings.Contains(p.Body, "eu.svg") {
			t.Errorf("%s: the charter has several titles, or a donor's mark", l)
		}
	}
	a.want(a.c[""].Get("/en/f/XX"), http.StatusNotFound)
}

func TestADraftCharterIsWritten(t *testing.T) {
	a := newTable(t, "elin", "linlihua", "maliqing")
	a.want(a.c["maliqing"].Get("/en/forums/new"), http.StatusNotFound)
	names := url.Values{"key": {"TT"}, "name_zh": {"测试论坛"}, "name_en": {"Test Table"}, "name_sv": {"Provbordet"}}
	bad := url.Values{"key": {"TT"}, "name_zh": {"测试论坛"}, "name_en": {""}, "name_sv": {"Provbordet"}, "notice_days": {"many"}, "correction_days": {"31"}}
	refused := a.want(a.send("elin", "/en/forums/new", "/en/forums/new", bad), http.StatusUnprocessableEntity, "whole number from 1 to 90", "whole number from 3 to 30")
	if !strings.Contains(refused.Body, `value="many"`) || !strings.Contains(refused.Body, "测试论坛") {
		t.Error("what was typed is gone")
	}
	a.want(a.send("elin", "/en/forums/new", "/en/forums/new", names), http.StatusOK, "Edit the draft")
	a.want(a.c["elin"].Get("/en/f/TT/charter"), http.StatusOK, "has not been written yet")
	edit := "/en/f/TT/charter/edit"
	stale, _ := a.c["linlihua"].Get(edit).Form(edit)
	a.want(a.send("elin", edit, edit, url.Values{"zh": {"# 测试论坛工作规则\n\n## 第一条\n\n各方平等。"}, "quorum_share": {"two_thirds"}, "notice_days": {"21"}, "minutes_days": {"6"}, "correction_days": {"12"}}), http.StatusOK,
		"Test Table", "At least two thirds", "21 days", "6 working days", "12 working days")
	stale.Set("zh", "# 另一份\n\n不同。")
	met := a.want(a.c["linlihua"].Post(edit, stale), http.StatusConflict, "Someone else has changed this text", "各方平等", "不同")
	if again, _ := met.Form(edit); again.Get("version") == stale.Get("version") {
		t.Error("keeping mine would meet the same conflict again")
	}
	a.want(a.c["elin"].Get("/en/f/TT/charter"), http.StatusOK, "Submit for review: Texts are missing in languages the charter asks for: 2.")
}

func TestASeatIsGivenOnce(t *testing.T) {
	a := newTable(t, "elin")
	page := "/en/f/HD/seats"
	if p := a.c[""].Get(page); p.Status != http.StatusOK || strings.Contains(p.Body, "name=\"organisation\"") {
		t.Error("a visitor is offered to give seats")
	}
	a.want(a.send("elin", page, page, url.Values{"organisation": {""}}), http.StatusUnprocessableEntity, "Fill in this field")
	form, _ := a.c["elin"].Get(page).Form(page)
	var taken string
	for _, o := range []string{"huilin"} {
		found, err := a.h.Rooms.Organisations.Find(t.Context(), a.h.Actor(t, "elin"), o)
		if err != nil {
			t.Fatal(err)
		}
		taken = string(found.ID)
	}
	form.Set("organisation", taken)
	if p := a.c["elin"].Post(page, form); p.Status != http.StatusUnprocessableEntity && p.Status != http.StatusConflict {
		t.Errorf("a second seat: %d", p.Status)
	}
}

func TestAMandateFromProposalToEnd(t *testing.T) {
	a := newTable(t, "hanlian", "maliqing", "sunlizhen")
	page := "/en/f/HD/mandates"
	person := string(a.h.Person(t, "maliqing"))
	proposal := url.Values{"person": {person}, "capacity": {"expert"}, "letter": {"2019-06-01, No. 3"}, "ends": {"2019-12-31"}}
	a.want(a.send("hanlian", page, page, url.Values{"person": {person}, "capacity": {"expert"}, "letter": {""}}), http.StatusUnprocessableEntity, "Fill in this field")
	proposed := a.want(a.send("hanlian", page, page, proposal), http.StatusOK, "Proposed, waits for the person", "31 December 2019")
	if strings.Contains(proposed.Body, "/accept") {
		t.Error("somebody else may accept for her")
	}
	step := func(who, verb string, status int, note string, words ...string) {
		t.Helper()
		list := a.c[who].Get(page)
		for _, link := range list.Links() {
			if strings.HasSuffix(link, "/"+verb) {
				a.want(a.send(who, link, link, url.Values{"note": {note}}), status, words...)
				return
			}
		}
		t.Fatalf("%s is not offered to %s", who, verb)
	}
	step("maliqing", "accept", http.StatusOK, "none", "Accepted, waits for confirmation")
	confirm := a.c["sunlizhen"].Get(page)
	at := strings.Index(confirm.Body, "/confirm\"")
	if at < 0 {
		t.Fatal("the secretary is not asked to confirm")
	}
	action := confirm.Body[strings.LastIndex(confirm.Body[:at], "\"")+1 : at+len("/confirm")]
	form, _ := confirm.Form(action)
	a.want(a.c["sunlizhen"].Post(action, form), http.StatusOK, "Confirmed")
	again := a.c["sunlizhen"].Post(action, form)
	if again.Status != http.StatusOK || !strings.Contains(again.Body, "<h1") {
		t.Errorf("a second press is %d", again.Status)
	}
	a.want(a.c[""].Post(action, form), http.StatusUnauthorized)
	a.want(a.c["hanlian"].Get("/en/mandate/nobody/end"), http.StatusNotFound)
}
