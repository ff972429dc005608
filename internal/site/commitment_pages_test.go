package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// A commitment goes its way on the pages, without a script: proposed, accepted, moved, reported, reopened and verified.
func TestACommitmentGoesItsWayOnThePages(t *testing.T) {
	a := newTable(t, "maliqing", "hanlian", "cairangli", "zhaoliran", "sunlizhen", "wangliwen", "alex")
	a.want(a.c[""].Get("/en/commitments?forum=JH"), http.StatusOK, "JH-C-2018-01", "Split home leave at ten depots", "82 days left", "JH-2017-01")
	a.want(a.c["maliqing"].Get("/en/f/HD/commitments/new"), http.StatusForbidden, "Commitments are proposed by the forum’s secretary.")
	at := "/en/f/HD/commitments/new"
	typed := url.Values{"owner": {string(a.h.Actor(t, "maliqing").Memberships[0].Organisation)}, "language": {"en"}, "title_en": {"Summary report on working hours"}, "title_zh": {"提交工作时间汇总报告"},
		"due": {"2019-06-01"}, "from": {"LH-2019-02"}, "measure": {"2"}, "details": {"Two organisations try it."}}
	refused := a.send("sunlizhen", at, at, typed)
	a.want(refused, http.StatusUnprocessableEntity, "The last day cannot be over already.")
	if form, _ := refused.Form(at); form.Get("title_en") != "Summary report on working hours" || form.Get("details") != "Two organisations try it." || form.Get("measure") != "2" {
		t.Errorf("what was typed is gone: %v", form)
	}
	typed.Set("due", "2019-06-30")
	page := a.want(a.send("sunlizhen", at, at, typed), http.StatusOK, "Proposed. The organisation decides now.", "HD-C-2019-02", "Summary report on working hours", "提交工作时间汇总报告", "LH-2019-02")
	here, id := page.URL.Path, ""
	if a.c[""].Get(here).Status != http.StatusNotFound {
		t.Error("a visitor reads what nobody has accepted")
	}
	a.want(a.c["hanlian"].Get("/en/desk"), http.StatusOK, "Decide on a commitment", "HD-C-2019-02")
	owner := a.c["maliqing"].Get(here)
	_, rest, _ := strings.Cut(owner.Body, "/en/commitment/")
	id, _, _ = strings.Cut(rest, "/")
	step := func(verb string) string { return "/en/commitment/" + id + "/" + verb }
	a.want(a.send("maliqing", here, step("accept"), nil), http.StatusOK, "The commitment is public now.", "Accepted")
	a.want(a.c[""].Get(here), http.StatusOK, "Accepted", "Two organisations try it.")
	a.want(a.c[""].Get("/en/commitments?forum=HD&stage=running"), http.StatusOK, "HD-C-2019-02")
	a.want(a.c[""].Get("/en/f/HD"), http.StatusOK, "What follows from it", "Partnerships")
	a.want(a.c["maliqing"].Get("/en/desk"), http.StatusOK, "Your organisation’s commitment is due soon", "20 days left")

	a.want(a.send("maliqing", step("ask_extension"), step("ask_extension"), url.Values{"due": {"2019-05-01"}, "reason": {"More time."}}), http.StatusUnprocessableEntity, "Give a day after the one that stands")
	a.want(a.send("maliqing", step("ask_extension"), step("ask_extension"), url.Values{"due": {"2019-09-30"}, "reason": {"More time."}, "anyway": {"yes"}}), http.StatusOK, "Until it is given, the day stands.", "30 September 2019")
	a.want(a.c["wangliwen"].Get("/en/desk"), http.StatusOK, "Answer a request for more time")
	if asked := a.want(a.c["wangliwen"].Get(step("extend")), http.StatusOK, "More time."); !strings.Contains(asked.Body, `value="2019-09-30"`) {
		t.Error("the day that was asked for does not stand in the form")
	}
	a.want(a.send("wangliwen", step("extend"), step("extend"), url.Values{"reason": {"Agreed."}, "anyway": {"yes"}}), http.StatusOK, "Extended once", "(from 30 June 2019 to 30 September 2019)", "First promised by")

	a.want(a.send("maliqing", step("report"), step("report"), url.Values{"evidence": {"It is published."}}), http.StatusUnprocessableEntity, "Give at least one of these", "It is published.")
	reported := a.want(a.send("maliqing", step("report"), step("report"), url.Values{"evidence": {"It is published."}, "paper": {"国发[2016]13号"}}), http.StatusOK, "Another stakeholder group verifies it now.")
	if !strings.Contains(reported.Body, `href="/en/documents/2016-01"`) {
		t.Error("the document is no link")
	}
	a.want(a.c["cairangli"].Get(step("verify")), http.StatusForbidden, "another stakeholder group")
	a.want(a.c["zhaoliran"].Get("/en/desk"), http.StatusOK, "Verify a commitment")
	old := a.c["zhaoliran"].Get(step("reopen"))
	a.want(a.send("zhaoliran", step("reopen"), step("reopen"), url.Values{"reason": {"The second half is missing."}, "anyway": {"yes"}}), http.StatusOK, "The second half is missing.", "Reopened")
	form, _ := old.Form(step("reopen"))
	form.Set("reason", "Typed on an old page.")
	if late := a.c["zhaoliran"].Post(step("reopen"), form); late.Status != http.StatusConflict || strings.Contains(late.Body, "⟨") {
		t.Errorf("an old page: %d", late.Status)
	}
	a.want(a.c["maliqing"].Get(step("report")), http.StatusOK, "It is published.")
	a.want(a.send("maliqing", step("report"), step("report"), nil), http.StatusOK, "to be verified")
	verified := a.want(a.send("zhaoliran", step("verify"), step("verify"), nil), http.StatusOK, "Verified by", "ZHAO Liran")
	if strings.Contains(verified.Body, step("cancel")) {
		t.Error("what was verified can be cancelled")
	}
	a.want(a.c[""].Get("/sv/f/HD/c/2019-02"), http.StatusOK, "Verifierat", "Verifierat av")
}

// However many commitments there are, a page asks as often.
func TestTheListAsksTheSameHoweverLongItIs(t *testing.T) {
	h := house.World(t, store.SQLite)
	e, err := h.Handler()
	if err != nil {
		t.Fatal(err)
	}
	cookie := cookieOf(t, e, "maliqing")
	count := func(path string) int64 {
		t.Helper()
		ctx, n := store.WithCounter(t.Context())
		if rec := get(ctx, e, path, cookie); rec.Code != http.StatusOK {
			t.Fatalf("%s: %d", path, rec.Code)
		}
		return n.Load()
	}
	paths := []string{"/en/commitments", "/en/commitments?forum=HD", "/en/desk", "/en/f/HD"}
	committed(t, h, "maliqing accept")
	before := map[string]int64{}
	for _, path := range paths {
		count(path) // what is remembered is remembered now
		before[path] = count(path)
	}
	for range 12 {
		committed(t, h, "maliqing accept", "maliqing report")
		committed(t, h, "maliqing accept")
	}
	for _, path := range paths {
		count(path)
		if after := count(path); after != before[path] {
			t.Errorf("%s: %d queries for one, %d for many", path, before[path], after)
		}
	}
}
