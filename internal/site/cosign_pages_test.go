package site_test

import (
	"net/http"
	"net/url"
	"testing"

	"sametable/internal/cosign"
	"sametable/internal/proposal"
)

// signature is the newest signature on a proposal.
func (a table) signature(p proposal.Proposal) cosign.Cosignature {
	a.t.Helper()
	var c cosign.Cosignature
	if err := a.h.Store.Read(a.t.Context()).Where("proposal_id = ?", p.ID).Order("state_since DESC").Take(&c).Error; err != nil {
		a.t.Fatal(err)
	}
	return c
}

// Organisations sign on the pages, without a script and in three languages: offered, declined with a reason, offered anew, confirmed, accepted.
func TestSigningOnThePages(t *testing.T) {
	a := newTable(t, "liangliheng", "suliyi", "maliqing", "guliheng", "alex")
	p := consultableIn(t, a.h, "HD")
	offer := "/zh/proposal/" + p.ID + "/cosign"
	a.want(a.c["liangliheng"].Get("/zh"+p.Path()), http.StatusOK, "联署此建议")
	for who, status := range map[string]int{"alex": http.StatusForbidden, "maliqing": http.StatusForbidden} {
		if got := a.c[who].Get(offer); got.Status != status {
			t.Errorf("%s opens the form: %d", who, got.Status)
		}
	}
	a.want(a.send("liangliheng", offer, offer, nil), http.StatusOK, "已提出联署，等待同事确认。")
	c := a.signature(p)
	at := func(language, verb string) string { return "/" + language + "/cosign/" + c.ID + "/" + verb }
	if got := a.c["guliheng"].Get(at("en", "confirm")); got.Status != http.StatusNotFound {
		t.Errorf("another organisation sees what is between two: %d", got.Status)
	}
	a.want(a.c["suliyi"].Get("/sv"+p.Path()), http.StatusOK, "Bekräfta")

	a.want(a.send("suliyi", at("en", "decline"), at("en", "decline"), url.Values{"reason": {" "}}), http.StatusUnprocessableEntity, "Fill in this field")
	typed := "电话13800" + "138000"
	stopped := a.want(a.send("suliyi", at("en", "decline"), at("en", "decline"), url.Values{"reason": {typed}}), http.StatusUnprocessableEntity)
	if form, _ := stopped.Form(at("en", "decline")); form.Get("reason") != typed {
		t.Errorf("what was typed is gone: %v", form)
	}
	a.want(a.send("suliyi", at("en", "decline"), at("en", "decline"), url.Values{"reason": {"我单位还没有讨论。"}, "anyway": {"1"}}), http.StatusOK, "Declined. Your colleague has been told why.")

	sv := "/sv/proposal/" + p.ID + "/cosign"
	a.want(a.send("liangliheng", sv, sv, nil), http.StatusOK, "Skickat. En kollega har ombetts att bekräfta medunderskriften.")
	a.want(a.send("suliyi", at("sv", "confirm"), at("sv", "confirm"), nil), http.StatusOK, "Bekräftat. Förslagsställaren har fått veta det.")
	a.want(a.c["maliqing"].Get("/zh/desk"), http.StatusOK, p.Reference)
	a.want(a.send("maliqing", at("zh", "accept"), at("zh", "accept"), nil), http.StatusOK, "已接受联署。")
	for _, language := range []string{"zh", "en", "sv"} {
		public := a.want(a.c[""].Get("/"+language+p.Path()), http.StatusOK)
		if form, there := public.Form(at(language, "withdraw")); there {
			t.Errorf("a visitor has the form %v", form)
		}
	}
	stale, _ := a.c["liangliheng"].Get(at("zh", "withdraw")).Form(at("zh", "withdraw"))
	stale.Set("reason", "本单位另有意见。")
	stale.Set("version", "1")
	again := a.want(a.c["liangliheng"].Post(at("zh", "withdraw"), stale), http.StatusConflict)
	if form, _ := again.Form(at("zh", "withdraw")); form.Get("reason") != "本单位另有意见。" {
		t.Errorf("what was typed on an old page is gone: %v", form)
	}
	a.want(a.send("liangliheng", at("zh", "withdraw"), at("zh", "withdraw"), url.Values{"reason": {"本单位另有意见。"}}), http.StatusOK, "贵单位不再联署此建议。")
}

// A withdrawn proposal is taken over on the pages: asked for, declined, asked for anew and confirmed.
func TestTakingOverOnThePages(t *testing.T) {
	a := newTable(t, "liangliheng", "suliyi", "maliqing", "hanlian")
	p := consultableIn(t, a.h, "HD")
	step := func(who, path string, typed url.Values, words string) {
		t.Helper()
		a.want(a.send(who, path, path, typed), http.StatusOK, words)
	}
	step("liangliheng", "/en/proposal/"+p.ID+"/cosign", nil, "Sent. A colleague has been asked to confirm the co-signature.")
	c := a.signature(p)
	at := func(language, verb string) string { return "/" + language + "/cosign/" + c.ID + "/" + verb }
	step("suliyi", at("en", "confirm"), nil, "Confirmed. The proposing organisation has been told.")
	step("maliqing", at("en", "accept"), nil, "Accepted. The organisation co-signs the proposal.")
	if got := a.c["liangliheng"].Get(at("en", "take_over")); got.Status != http.StatusConflict && got.Status != http.StatusForbidden {
		t.Errorf("taken over before it is withdrawn: %d", got.Status)
	}
	step("maliqing", "/zh/proposal/"+p.ID+"/ask_withdrawal", url.Values{"reason": {"县里已经这样做了。"}}, "")
	step("hanlian", "/zh/proposal/"+p.ID+"/confirm_withdrawal", nil, "")
	a.want(a.c["liangliheng"].Get("/sv"+p.Path()), http.StatusOK, "Ta över förslaget")
	step("liangliheng", at("sv", "take_over"), nil, "Skickat. En kollega har ombetts att bekräfta övertagandet.")
	if got := a.c["liangliheng"].Get(at("sv", "confirm_take_over")); got.Status == http.StatusOK {
		t.Error("she confirms what she has asked for herself")
	}
	a.want(a.send("suliyi", at("zh", "decline_take_over"), at("zh", "decline_take_over"), url.Values{"reason": {""}}), http.StatusUnprocessableEntity, "请填写此项")
	step("suliyi", at("zh", "decline_take_over"), url.Values{"reason": {"人手不足。"}}, "已不同意接手，理由已告知同事。")
	step("liangliheng", at("zh", "take_over"), nil, "已提请接手，等待同事确认。")
	step("suliyi", at("en", "confirm_take_over"), nil, "The proposal is your organisation’s now.")
	a.want(a.c[""].Get("/en"+p.Path()), http.StatusOK, p.Reference)
}
