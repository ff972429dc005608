package site_test

import (
	"net/http"
	"net/url"
	"regexp"
	"slices"
	"strings"
	"testing"

	"sametable/internal/appeal"
	"sametable/internal/input"
	"sametable/internal/store"
)

// An organisation appeals on the pages, without a script and in three languages: written, confirmed, answered by those who refused, put
// to the vote in words of its own, upheld. Whoever does not decide sees nothing of it until the proposal is admitted.
func TestAnAppealOnThePages(t *testing.T) {
	a := newTable(t, "sunlizhen", "maliqing", "hanlian", "liangliheng", "wangliwen", "elin", "alex", "fangliqin")
	p := turnedDown(t, a.h, "HD", &input.Sent{File: strings.NewReader("%PDF-1.4 a"), Name: "统计表.pdf"})
	here := "/zh" + p.Path()
	a.want(a.c["maliqing"].Get(here), http.StatusOK, "不属于本论坛的范围。", "个工作日内）向论坛申诉一次", "提出申诉")
	a.want(a.c["maliqing"].Get("/zh/desk"), http.StatusOK, "不予受理，可以申诉")
	form := "/zh/proposal/" + p.ID + "/appeal"
	a.want(a.send("maliqing", form, form, url.Values{"words": {" "}, "language": {"zh"}}), http.StatusUnprocessableEntity)
	stopped := a.want(a.send("maliqing", form, form, url.Values{"words": {"六岁的小明" + "由奶奶照看，住在例村三组。"}, "language": {"zh"}}), http.StatusUnprocessableEntity)
	if typed, _ := stopped.Form(form); !strings.Contains(typed.Get("words"), "例村") || typed.Get("language") != "zh" {
		t.Errorf("what was typed is gone: %v", typed)
	}
	filed := a.want(a.send("maliqing", form, form, url.Values{"words": {"章程第二条写明了这一范围。"}, "language": {"zh"}}), http.StatusOK, "已送同事确认", "待单位确认")
	at := strings.TrimPrefix(filed.URL.Path, "/zh")
	a.want(a.c["maliqing"].Get(form), http.StatusConflict)
	a.want(a.c["hanlian"].Get("/zh/desk"), http.StatusOK, "确认贵单位的申诉")
	a.want(a.c["sunlizhen"].Get("/zh"+at), http.StatusNotFound)
	a.want(a.send("hanlian", "/zh"+at+"/confirm", "/zh"+at+"/confirm", nil), http.StatusOK, "已向论坛提出申诉")
	file := regexp.MustCompile(`href="(/zh/annex/[0-9a-z]+\?appeal=[0-9a-z]+)"`).FindStringSubmatch(a.want(a.c["liangliheng"].Get("/zh"+at), http.StatusOK, "附件", "统计表.pdf").Body)
	if len(file) != 2 {
		t.Fatal("whoever decides finds no file that was refused")
	}
	if got := a.want(a.c["liangliheng"].Get(file[1]), http.StatusOK).Body; got != "%PDF-1.4 a" {
		t.Errorf("the file is %q", got)
	}
	bare, _, _ := strings.Cut(file[1], "?")
	a.want(a.c["liangliheng"].Get(bare), http.StatusNotFound)
	for _, who := range []string{"alex", "fangliqin"} {
		a.want(a.c[who].Get("/zh"+at), http.StatusNotFound)
		a.want(a.c[who].Get(file[1]), http.StatusNotFound)
	}
	a.want(a.c[""].Get(file[1]), http.StatusNotFound)
	a.want(a.c["elin"].Get("/sv"+at), http.StatusOK, "Överklagande av att "+p.Reference+" inte togs upp", "章程第二条写明了这一范围。", "试点暑期看护点。")
	a.want(a.send("elin", "/sv"+at+"/answer", "/sv"+at+"/answer", url.Values{"words": {"Vi läser stadgan snävare."}, "language": {"sv"}}), http.StatusOK, "Din syn står bredvid överklagandet.")
	a.want(a.c["elin"].Get("/sv"+at+"/answer"), http.StatusForbidden, "Du har redan angett din syn.")
	a.want(a.c["sunlizhen"].Get("/zh/desk"), http.StatusOK, "将申诉提请表决")

	var present []string
	for _, one := range seated(t, a.h, "HD") {
		present = append(present, string(one))
	}
	prepared := a.want(a.send("sunlizhen", "/zh"+at+"/ballot", "/zh"+at+"/ballot", url.Values{"way": {"table"}, "meeting": {"例会"}, "present": present}), http.StatusOK,
		"关于"+p.Reference+"申诉的表决", "是否撤销不予受理的决定", "这不是对建议本身的决定")
	ballot := strings.TrimPrefix(prepared.URL.Path, "/zh")
	a.want(a.send("sunlizhen", "/zh"+ballot+"/open", "/zh"+ballot+"/open", nil), http.StatusOK, "表决中")
	a.want(a.c["liangliheng"].Get("/en/desk"), http.StatusOK, "Vote on an appeal for your organisation")
	vote := a.want(a.c["liangliheng"].Get("/en"+ballot+"/vote/tongxing"), http.StatusOK, "The organisation wants the refusal set aside.", "This does not decide on the proposal itself.")
	if !slices.ContainsFunc(vote.Links(), func(l string) bool { return strings.HasPrefix(l, "/en"+at) }) {
		t.Error("no way from the vote to the words it is about")
	}
	a.want(a.c["liangliheng"].Get("/en"+at), http.StatusOK, "Vi läser stadgan snävare.", "试点暑期看护点。")
	a.want(a.c["liangliheng"].Get("/en"+p.Path()), http.StatusNotFound)
	for _, who := range []string{"maliqing", "liangliheng", "qinliya", "chenglihui", "zhanglimiao", "luliyun", "zhaoliran", "cairangli", "suliyi", "yelizhi", "guliheng", "gaolicheng", "tanlifeng", "yaolifan",
		"wulizhou", "liliming", "fangliqin", "duliwen"} {
		a.votesFor(who, strings.TrimPrefix(ballot, "/ballot/"))
	}
	a.want(a.send("sunlizhen", "/zh"+ballot+"/close", "/zh"+ballot+"/close", nil), http.StatusOK, "申诉成立")
	a.want(a.c["wangliwen"].Get("/sv/desk"), http.StatusOK, "Tillkännage beslutet om ett överklagande")
	announce := "/sv" + at + "/announce"
	a.want(a.c["sunlizhen"].Get(announce), http.StatusForbidden)
	a.want(a.send("wangliwen", announce, announce, nil), http.StatusOK, "Tillkännagivet: överklagandet är bifallet", "Bifallet")
	a.want(a.c["wangliwen"].Get(announce), http.StatusConflict)
	a.want(a.c["maliqing"].Get("/en"+p.Path()), http.StatusOK, "Admitted", "Admitted: the forum upheld the appeal", "Vote on the appeal prepared", "Refused", "Read the appeal")
	a.want(a.c["liangliheng"].Get("/en"+p.Path()), http.StatusOK, "Admitted")
	if a.c[""].Get("/en"+p.Path()).Status != http.StatusNotFound || a.c[""].Get("/en"+ballot).Status != http.StatusNotFound {
		t.Error("a visitor sees what is not public")
	}
}

// votesFor gives the voice of somebody's organisation for an appeal, where it is at the table.
func (a table) votesFor(who, ballot string) {
	a.t.Helper()
	voter := a.h.Actor(a.t, who)
	row, err := a.h.Rooms.Ballots.Find(a.t.Context(), voter, ballot)
	if err != nil {
		return // another forum's
	}
	for _, v := range row.Voters {
		if _, own := voter.Member(v.OrganisationID); own && v.Voice == "" && a.h.Rooms.Ballots.May(voter, row, v.Voter, "cast") == nil {
			if _, err := a.h.Rooms.Ballots.Cast(a.t.Context(), voter, ballotVote(ballot, v)); err != nil {
				a.t.Fatal(err)
			}
		}
	}
}

// A form that is sent twice appeals once, and an old page loses nothing that was typed.
func TestAnAppealSentTwice(t *testing.T) {
	a := newTable(t, "maliqing", "hanlian")
	p := turnedDown(t, a.h, "HD")
	at := "/en/proposal/" + p.ID + "/appeal"
	form, found := a.c["maliqing"].Get(at).Form(at)
	if !found {
		t.Fatal("no form")
	}
	form.Set("words", "章程第二条写明了这一范围。")
	form.Set("language", "zh")
	first, second := a.c["maliqing"].Post(at, form), a.c["maliqing"].Post(at, form)
	a.want(first, http.StatusOK, "Waits for a second person")
	if second.Status >= http.StatusInternalServerError {
		t.Errorf("sent twice: %d", second.Status)
	}
	var filed []appeal.Appeal
	if err := a.h.Store.Read(t.Context()).Where("proposal_id = ?", p.ID).Find(&filed).Error; err != nil || len(filed) != 1 || filed[0].Version != 1 {
		t.Fatalf("%d were filed: %v", len(filed), err)
	}
	withdraw := "/en" + filed[0].Path() + "/decline"
	old, _ := a.c["hanlian"].Get(withdraw).Form(withdraw)
	if _, err := a.h.Rooms.Appeals.Take(t.Context(), a.h.Actor(t, "maliqing"), appeal.Step{Appeal: filed[0].ID, Verb: "ask_letter", Version: 1}); err != nil {
		t.Fatal(err)
	}
	old.Set("reason", "Not now.")
	back := a.want(a.c["hanlian"].Post(withdraw, old), http.StatusConflict, "Letter for the appeal asked for")
	if again, _ := back.Form(withdraw); again.Get("reason") != "Not now." {
		t.Errorf("what was typed is gone: %v", again)
	}
}

// However many appeals lie on a desk, and however much was said, the pages ask as often.
func TestTheAppealPagesAskTheSame(t *testing.T) {
	a := newTable(t, "sunlizhen")
	before := appealOf(t, a.h, "HD", [2]string{"hanlian", "confirm"})
	e, err := a.h.Handler()
	if err != nil {
		t.Fatal(err)
	}
	cookie := cookieOf(t, e, "sunlizhen")
	count := func(path string) int64 {
		t.Helper()
		ctx, n := store.WithCounter(t.Context())
		if rec := get(ctx, e, path, cookie); rec.Code != http.StatusOK {
			t.Fatal(rec.Code)
		}
		return n.Load()
	}
	count("/en/desk") // what acts change is read anew once
	desk, page := count("/en/desk"), count("/en"+before.Path())
	for range 3 {
		appealOf(t, a.h, "HD", [2]string{"hanlian", "confirm"})
	}
	for _, who := range []string{"sunlizhen", "elin"} {
		var now appeal.Appeal
		if err := a.h.Store.Read(t.Context()).Where("id = ?", before.ID).Take(&now).Error; err != nil {
			t.Fatal(err)
		}
		if _, err := a.h.Rooms.Appeals.Answer(t.Context(), a.h.Actor(t, who), appeal.Answer{Appeal: now.ID, Words: "仍认为不属于范围。", Language: "zh", Version: now.Version}); err != nil {
			t.Fatal(err)
		}
	}
	count("/en/desk")
	if more, said := count("/en/desk"), count("/en"+before.Path()); more != desk || said > page || said > 14 {
		t.Errorf("the desk asks %d times, then %d; the page %d, then %d", desk, more, page, said)
	}
}
