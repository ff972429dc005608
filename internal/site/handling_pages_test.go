package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// A recommended proposal goes its way on the pages, without a script: handed over, answered by two, rated by two, published, followed
// up. Until the reply is issued nobody outside the authority sees a word of it.
func TestAProposalIsHandledOnThePages(t *testing.T) {
	a := newTable(t, "maliqing", "hanlian", "sunlizhen", "jialixing", "jiangliyan", "liliming", "wangliwen", "zhaoliran", "elin")
	p := a.h.Recommended(t)
	page, at := "/en"+p.Path(), func(rest string) string { return "/en/handling/" + p.ID + "/" + rest }
	org := func(who string) string { return string(a.h.Actor(t, who).Memberships[0].Organisation) }
	a.want(a.c["sunlizhen"].Get("/en/desk"), http.StatusOK, "Hand a proposal over")
	a.want(a.c["maliqing"].Get(at("hand_over")), http.StatusForbidden)
	refused := a.send("sunlizhen", at("hand_over"), at("hand_over"), url.Values{"lead": {""}, "note": {"The table asks for a pilot first."}})
	a.want(refused, http.StatusUnprocessableEntity, "Choose the authority that leads.", "The table asks for a pilot first.")
	a.want(a.send("sunlizhen", at("hand_over"), at("hand_over"), url.Values{"lead": {org("jialixing")}, "beside": {org("liliming")}}), http.StatusOK, "Handed over. The authorities are told.",
		"In preparation since 10 June 2019", "10 September 2019")
	visitor := a.want(a.c[""].Get(page), http.StatusOK, "In preparation since")
	if visitor.Has("10 September 2019") {
		t.Error("a visitor sees the time limit though the authority has not agreed")
	}
	a.want(a.c["jialixing"].Get("/en/desk"), http.StatusOK, "Reply to a proposal")
	a.want(a.send("jialixing", at("show_clock"), at("show_clock"), url.Values{"shown": {"public"}}), http.StatusOK, "Saved.")
	a.want(a.c[""].Get(page), http.StatusOK, "10 September 2019")
	a.want(a.c["liliming"].Get("/en/desk"), http.StatusOK, "Give your opinion to the lead authority")
	opinion := a.want(a.send("liliming", at("write/opinion"), at("write/opinion"), url.Values{"words": {"We support a pilot."}}), http.StatusOK, "Sent to a second person.")
	if a.c["jialixing"].Get(opinion.URL.Path).Status != http.StatusNotFound {
		t.Error("the lead reads an opinion that nobody has confirmed")
	}

	typed := url.Values{"verdict_1": {"accepted"}, "why_1": {"It begins in September."}, "verdict_2": {"under_study"}, "why_2": {"A survey comes first."}, "verdict_3": {"not_competent"},
		"why_3": {"Finance decides."}, "referred_3": {"The finance side"}, "grade": {""}, "core_zh": {"先试点。"}, "core_en": {"A pilot first."}, "signer": {"Deputy head"}, "contact": {"13812345678"}}
	a.want(a.send("jialixing", at("write/reply"), at("write/reply"), typed), http.StatusUnprocessableEntity, "private telephone", "A survey comes first.", "Fill in")
	typed.Set("contact", "0970-5550101")
	typed.Set("until_2", "2019-12-31")
	draft := a.want(a.send("jialixing", at("write/reply"), at("write/reply"), typed), http.StatusOK, "Sent to a second person.", "a reply is issued by whoever signs")
	here := draft.URL.Path
	for who, status := range map[string]int{"": http.StatusUnauthorized, "maliqing": http.StatusNotFound, "sunlizhen": http.StatusNotFound, "elin": http.StatusNotFound} {
		if who != "" && a.c[who].Get(here).Status != status || a.c[who].Get(page+"/reply").Status != http.StatusNotFound || a.c[who].Get(page).Has("pilot first") {
			t.Errorf("%q sees a draft of the authority", who)
		}
	}
	a.want(a.c["jialixing"].Get(here+"/confirm"), http.StatusForbidden)
	a.want(a.c["jiangliyan"].Get("/en/desk"), http.StatusOK, "Issue a reply")
	a.want(a.send("jiangliyan", here+"/confirm", here+"/confirm", nil), http.StatusOK, "The reply is issued and public.", "Class B", "A pilot first.", "Under study", "The finance side")
	a.want(a.c[""].Get(page+"/reply"), http.StatusOK, "It begins in September.", "0970-5550101")
	a.want(a.c[""].Get(page), http.StatusOK, "A pilot first.", "Replied")

	a.want(a.c["maliqing"].Get("/en/desk"), http.StatusOK, "Rate a reply")
	rating := a.want(a.send("maliqing", at("write/rating"), at("write/rating"), url.Values{"rating": {"basically"}, "words": {"The second year is open."}}), http.StatusOK, "Sent to a second person.").URL.Path
	a.want(a.send("hanlian", rating+"/confirm", rating+"/confirm", nil), http.StatusOK, "Confirmed.")
	if a.c["sunlizhen"].Get(page).Has("The second year is open.") {
		t.Error("a rating is read before a moderator publishes it")
	}
	a.want(a.c["elin"].Get("/en/desk"), http.StatusOK, "Read a rating and publish it")
	a.want(a.send("elin", rating+"/publish", rating+"/publish", nil), http.StatusOK, "The rating is public.")
	a.want(a.c[""].Get(page), http.StatusOK, "Largely satisfied", "The second year is open.")
	a.want(a.send("sunlizhen", at("follow_up"), at("follow_up"), url.Values{"due_1": {""}}), http.StatusUnprocessableEntity)
	a.want(a.send("sunlizhen", at("follow_up"), at("follow_up"), url.Values{"due_1": {"2019-12-31"}}), http.StatusOK, "The follow-up has begun.", "HD-C-2019-")
	a.want(a.c["sunlizhen"].Get(page), http.StatusOK, "1 of its commitments are not verified")
	a.want(a.c["jialixing"].Get("/en/desk"), http.StatusOK, strings.TrimSuffix("HD-C-2019-", ""))
}
