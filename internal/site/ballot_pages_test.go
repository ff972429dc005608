package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/ballot"
	"sametable/internal/store"
)

// The table decides on a proposal on the pages, without a script: prepared, opened, voted in three languages, counted, announced.
func TestTheTableDecidesOnThePages(t *testing.T) {
	a := newTable(t, "sunlizhen", "maliqing", "liangliheng", "chenlichuan", "cairangli", "elin", "alex")
	here := "/zh/f/LH/p/2019-01"
	page := a.want(a.c["sunlizhen"].Get(here), http.StatusOK, "准备表决")
	_, rest, _ := strings.Cut(page.Body, `/zh/proposal/`)
	id, _, _ := strings.Cut(rest, "/")
	form := "/zh/proposal/" + id + "/ballot"
	if got := a.c["maliqing"].Get(form); got.Status != http.StatusForbidden {
		t.Errorf("a delegate prepares a ballot: %d", got.Status)
	}
	present := []string{}
	for _, one := range seated(t, a.h, "LH") {
		present = append(present, string(one))
	}
	bad := a.want(a.send("sunlizhen", form, form, url.Values{"way": {"written"}, "until": {"2019-06-11"}, "present": present}), http.StatusUnprocessableEntity, "请填写5至60天内的日期。")
	if again, _ := bad.Form(form); again.Get("until") != "2019-06-11" || again.Get("way") != "written" {
		t.Errorf("what was typed is gone: %v", again)
	}
	few := a.want(a.send("sunlizhen", form, form, url.Values{"way": {"table"}, "meeting": {"LH-M-2019-03，议题4"}, "present": present[:5]}), http.StatusOK, "表决已准备好", "未达到法定人数")
	at := few.URL.Path
	if a.c[""].Get(at).Status != http.StatusNotFound {
		t.Error("a visitor reads a ballot that is not decided")
	}
	a.want(a.c["sunlizhen"].Get(at+"/open"), http.StatusForbidden, "未达到法定人数")
	a.want(a.send("sunlizhen", at+"/mark", at+"/mark", url.Values{"present": present}), http.StatusOK, "到会情况已更新", "达到法定人数：实到18")
	a.want(a.send("chenlichuan", strings.Replace(at, "/zh/", "/en/", 1)+"/open", strings.Replace(at, "/zh/", "/en/", 1)+"/open", nil), http.StatusOK, "The ballot is open", "Voting")

	a.want(a.c["maliqing"].Get("/zh/desk"), http.StatusOK, "请表决", "LH-2019-01")
	mine := at + "/vote/huilin"
	a.want(a.send("maliqing", mine, mine, url.Values{"voice": {"objection"}}), http.StatusUnprocessableEntity, "请写明怎样可以解决。")
	stopped := a.want(a.send("maliqing", mine, mine, url.Values{"voice": {"objection"}, "words": {"六岁的小明" + "由奶奶照看，住在例村三组。"}}), http.StatusUnprocessableEntity)
	if form, _ := stopped.Form(mine); form.Get("voice") != "objection" {
		t.Errorf("what was typed is gone: %v", form)
	}
	a.want(a.send("maliqing", mine, mine, url.Values{"voice": {"objection"}, "words": {"请先写明培训经费。"}}), http.StatusOK, "已表决", "请先写明培训经费。", "待回应")
	english := strings.Replace(at, "/zh/", "/en/", 1)
	a.want(a.c["liangliheng"].Get(english), http.StatusOK, "请先写明培训经费。", "Not answered yet")
	a.want(a.send("liangliheng", english+"/vote/tongxing", english+"/vote/tongxing", url.Values{"voice": {"yes"}}), http.StatusOK, "Voted.")
	a.want(a.send("liangliheng", english+"/vote/tongxing", english+"/vote/tongxing", url.Values{"voice": {"no_objection"}, "words": {"请每年公布汇总数。"}, "language": {"zh"}}), http.StatusOK,
		"Voted.", "What it said before")
	a.want(a.send("liangliheng", english+"/vote/tongxing", english+"/vote/tongxing", url.Values{"voice": {"yes"}, "words": {""}}), http.StatusOK, "What it said before", "请每年公布汇总数。")
	swedish := strings.Replace(at, "/zh/", "/sv/", 1)
	a.want(a.c["alex"].Get(swedish), http.StatusOK, "Tidigare ställningstaganden", "请每年公布汇总数。")
	a.want(a.send("sunlizhen", swedish+"/objection/huilin/answer", swedish+"/objection/huilin/answer", url.Values{"words": {"经费由省里安排。"}}), http.StatusOK, "Invändningen är bemött.", "经费由省里安排。")
	a.want(a.c["maliqing"].Get("/sv/desk"), http.StatusOK, "Din invändning är bemött")
	a.want(a.send("maliqing", at+"/objection/huilin/clear", at+"/objection/huilin/clear", nil), http.StatusOK, "反对已撤回")
	a.want(a.c["sunlizhen"].Get(at+"/vote/fed"), http.StatusForbidden)
	a.want(a.send("sunlizhen", at+"/vote/sanquan", at+"/vote/sanquan", url.Values{"voice": {"yes"}}), http.StatusOK, "等待该单位确认", "由孙例真代为登记")
	a.want(a.send("cairangli", at, at+"/confirm/sanquan", nil), http.StatusOK, "已确认")

	a.want(a.send("sunlizhen", swedish+"/close", swedish+"/close", nil), http.StatusOK, "Omröstningen är stängd och räknad.", "Avslag")
	a.want(a.c["chenlichuan"].Get("/en/desk"), http.StatusOK, "Announce the result")
	announce := "/en/proposal/" + id + "/announce"
	a.want(a.c["sunlizhen"].Get(announce), http.StatusForbidden)
	a.want(a.send("chenlichuan", announce, announce, nil), http.StatusOK, "The decision is announced.", "Not recommended")
	public := a.want(a.c[""].Get(strings.Replace(at, "/zh/", "/sv/", 1)), http.StatusOK, "Avslag", "Tillkännagiven")
	for _, words := range []string{"Tidigare ställningstaganden", "请每年公布汇总数。"} {
		if public.Has(words) {
			t.Errorf("a visitor reads what an organisation said before: %s", words)
		}
	}
	if strings.Contains(public.Body, "sunlizhen") {
		t.Error("a visitor reads user names")
	}
	a.want(a.c[""].Get("/sv/f/LH/proposals"), http.StatusOK, "Avstyrkt")
	a.want(a.c[""].Get("/en/f/LH/p/2019-01"), http.StatusOK, "Not recommended", "Ballots", "Not carried")
}

// A decision is put off twice, each time with a reason that everybody reads, and not a third time.
func TestADecisionIsPutOffTwice(t *testing.T) {
	a := newTable(t, "chenlichuan")
	page := a.c["chenlichuan"].Get("/en/f/LH/p/2019-01")
	_, rest, _ := strings.Cut(page.Body, `/en/proposal/`)
	id, _, _ := strings.Cut(rest, "/")
	at := "/en/proposal/" + id + "/put_off"
	a.want(a.send("chenlichuan", at, at, nil), http.StatusUnprocessableEntity)
	for range 2 {
		a.want(a.send("chenlichuan", at, at, url.Values{"reason": {"Taken up again in September."}}), http.StatusOK, "The decision is deferred.")
	}
	a.want(a.c["chenlichuan"].Get(at), http.StatusForbidden, "It has been deferred 2 times and cannot be deferred again.")
	a.want(a.c[""].Get("/en/f/LH/p/2019-01"), http.StatusOK, "Decision deferred", "Taken up again in September.")
}

// However many voices there are, the page asks as often.
func TestTheBallotPageAsksTheSame(t *testing.T) {
	a := newTable(t, "maliqing")
	_, b := polledOn(t, a.h)
	e, err := a.h.Handler()
	if err != nil {
		t.Fatal(err)
	}
	cookie := cookieOf(t, e, "maliqing")
	count := func() int64 {
		t.Helper()
		ctx, n := store.WithCounter(t.Context())
		if rec := get(ctx, e, "/en"+b.Path(), cookie); rec.Code != http.StatusOK {
			t.Fatal(rec.Code)
		}
		return n.Load()
	}
	count() // what acts change is read anew once
	before := count()
	for _, who := range []string{"liangliheng", "qinliya", "chenglihui", "zhanglimiao", "luliyun", "zhaoliran"} {
		voter := a.h.Actor(t, who)
		if _, err := a.h.Rooms.Ballots.Cast(t.Context(), voter, ballot.Vote{Ballot: b.ID, Organisation: voter.Memberships[0].Organisation, Voice: "yes", Version: 1}); err != nil {
			t.Fatal(err)
		}
	}
	count()
	if after := count(); after != before || after > 12 {
		t.Errorf("%d queries with one voice, %d with seven", before, after)
	}
}
