package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/charter"
	"sametable/internal/forum"
)

// at is the address of a form about a charter.
func (a table) at(of, id, verb string) string { return "/en/" + of + "/" + id + "/" + verb }

// nextCharter is the number 2 of HD, by its id.
func (a table) nextCharter() forum.Charter {
	a.t.Helper()
	c, err := a.h.Rooms.Forums.CharterNumber(a.t.Context(), "HD", 2, "zh")
	if err != nil {
		a.t.Fatal(err)
	}
	return c.Charter
}

// A charter goes its way by its pages, without a script: begun, submitted, consulted on, commented, answered, changed, voted on, in force.
func TestCharterGoesItsWayByItsPages(t *testing.T) {
	a := newTable(t, "elin", "linlihua", "maliqing", "sunlizhen", "wangliwen")
	if _, offered := a.c["maliqing"].Get("/zh/f/HD/charter").Form("/charter/begin"); offered {
		t.Error("a delegate is offered the next charter")
	}
	edit, page := "/en/f/HD/charter/edit", "/en/f/HD/charter/2"
	p := a.want(a.send("elin", "/en/f/HD/charter", "/en/f/HD/charter/begin", nil), http.StatusOK, "Edit the draft")
	form, _ := p.Form(edit)
	typed := url.Values{"zh": {form.Get("zh") + "\n\n附则甲：本规则由秘书和主席负责解释。"}, "en": {form.Get("en") + "\n\nAnnex A."}, "sv": {form.Get("sv") + "\n\nBilaga A."}, "watched": {strings.Repeat("补", 41)}}
	a.want(a.send("elin", edit, edit, typed), http.StatusUnprocessableEntity, "at most 40 characters")
	typed.Set("watched", "补课")
	a.want(a.send("elin", edit, edit, typed), http.StatusOK, "Submit for review")
	id := a.nextCharter().ID
	step := func(who, verb string, typed url.Values, code int, words ...string) {
		t.Helper()
		at := a.at("charter", id, verb)
		a.want(a.send(who, at, at, typed), code, words...)
	}
	step("elin", "submit", nil, http.StatusOK, "Submitted for review.", "In review", "A second person has to confirm this")
	a.want(a.c["linlihua"].Get("/en/desk"), http.StatusOK, "Look at the charter and open its consultation", "HD-CH-2019-02")
	step("linlihua", "review_translation", url.Values{"read": {"en", "sv"}}, http.StatusOK, "The translations are reviewed.")
	step("linlihua", "consult", url.Values{"until": {"2019-06-12"}}, http.StatusUnprocessableEntity, "Give a day from 14 to 180 days on.")
	step("linlihua", "consult", url.Values{"until": {"2019-06-24"}}, http.StatusOK, "The consultation is open.", "Out for consultation")
	a.want(a.c["maliqing"].Get("/en/desk"), http.StatusOK, "Comment on the charter")
	step("maliqing", "comment", url.Values{"place": {"b3"}, "quote": {"不在这里"}, "words": {"建议写明儿童。"}, "language": {"zh"}}, http.StatusUnprocessableEntity, "These words do not stand in the passage you chose.", "建议写明儿童。")
	step("maliqing", "comment", url.Values{"place": {"b3"}, "quote": {"宗旨"}, "words": {"建议写明儿童。"}, "language": {"zh"}}, http.StatusOK, "Your comment is in.", "建议写明儿童。", "Block 3 of the text")
	if a.c[""].Get(page).Has("建议写明儿童。") {
		t.Error("a visitor reads a comment")
	}
	rows, err := a.h.Rooms.Charters.ByID(t.Context(), a.h.Actor(t, "elin"), id, "en")
	if err != nil || len(rows.Comments) != 1 {
		t.Fatalf("%d comments, %v", len(rows.Comments), err)
	}
	said := rows.Comments[0].ID
	change := a.at("charter-comment", said, "change_comment")
	a.want(a.send("maliqing", change, change, url.Values{"words": {"建议写明流动儿童。"}}), http.StatusOK, "Your comment is changed.", "建议写明流动儿童。")
	a.want(a.c["wangliwen"].Get(a.at("charter-comment", said, "answer_comment")), http.StatusForbidden, "The consultation is not over yet.")
	a.h.Clock.Set(*a.nextCharter().WindowEnds)
	a.want(a.c["sunlizhen"].Get("/en/desk"), http.StatusOK, "Answer the comments on the charter")
	a.want(a.c["sunlizhen"].Get(page), http.StatusOK, "Put to the vote: Comments without an answer: 1.")
	answer := a.at("charter-comment", said, "answer_comment")
	a.want(a.send("wangliwen", answer, answer, url.Values{"fate": {"taken_up"}}), http.StatusUnprocessableEntity, "Fill in")
	a.want(a.send("wangliwen", answer, answer, url.Values{"fate": {"taken_up"}, "answer": {"已写明。"}, "language": {"zh"}}), http.StatusOK, "The answer is entered.", "1 in all: 1 taken up")
	a.want(a.c["maliqing"].Get(page+"/said"), http.StatusOK, "已写明。", "HD-CH-2019-02")
	a.want(a.send("elin", edit, edit, url.Values{"zh": {form.Get("zh") + "\n\n附则甲：本规则由秘书和主席负责解释，涉及流动儿童的须经协商。"}}), http.StatusOK, "The draft charter is saved.")
	a.want(a.c["maliqing"].Get(page+"/diff/2..3"), http.StatusOK, "1 of ", "流动儿童", "第十四条")
	a.want(a.c["maliqing"].Get(page+"/v/2"), http.StatusOK, "附则甲")
	step("linlihua", "review_translation", url.Values{"read": {"en", "sv"}}, http.StatusOK)
	a.decided(id, "yes")
	announce := a.at("charter", id, "announce")
	a.want(a.send("wangliwen", announce, announce, nil), http.StatusOK, "The charter is in force.", "In force", "第二次全体会议")
	a.want(a.c[""].Get("/en/f/HD/charter/1"), http.StatusOK, "Superseded")
	a.want(a.c["elin"].Get(edit), http.StatusConflict, "No charter of this forum is on its way.")
}

// decided puts a charter to the vote at a meeting, by its page, and lets everybody say the same.
func (a table) decided(id, voice string) {
	a.t.Helper()
	at := a.at("charter", id, "open_ballot")
	voters := map[string]string{"maliqing": "huilin", "qinliya": "fed", "zhaoliran": "huyuan", "yelizhi": "beidi", "denglitong": "xunli", "malidong": "dongze-ca", "liliming": "hd-ca"}
	typed := url.Values{"way": {"table"}, "meeting": {"第二次全体会议"}}
	a.want(a.send("sunlizhen", at, at, url.Values{"way": {""}}), http.StatusUnprocessableEntity, "Choose one")
	for who := range voters {
		typed["present"] = append(typed["present"], string(a.h.Actor(a.t, who).Memberships[0].Organisation))
	}
	a.want(a.send("sunlizhen", at, at, typed), http.StatusOK, "HD-CH-2019-02")
	all, err := a.h.Rooms.Ballots.Held(a.t.Context(), forum.Charter{ID: id}.Record())
	if err != nil || len(all) != 1 {
		a.t.Fatalf("%d ballots, %v", len(all), err)
	}
	b := all[0]
	take := func(verb string) {
		a.t.Helper()
		if b, err = a.h.Rooms.Ballots.Take(a.t.Context(), a.h.Actor(a.t, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: verb, Version: b.Version}); err != nil {
			a.t.Fatal(err)
		}
	}
	take("open")
	for who := range voters {
		_, err := a.h.Rooms.Ballots.Cast(a.t.Context(), a.h.Actor(a.t, who), ballot.Vote{Ballot: b.ID, Organisation: a.h.Actor(a.t, who).Memberships[0].Organisation, Voice: voice, Version: 1})
		if err != nil {
			a.t.Fatal(err)
		}
	}
	take("close")
	a.want(a.c["wangliwen"].Get("/en"+b.Path()), http.StatusOK, "HD-CH-2019-02", "/")
}

// An editorial change is proposed and objected to by its pages; what it touches is shown to everybody, why it fell to the forum alone.
func TestAnEditorialChangeByItsPages(t *testing.T) {
	a := newTable(t, "sunlizhen", "maliqing", "alex", "wangliwen", "fangliqin")
	c, err := a.h.Rooms.Forums.Charter(t.Context(), "HD", "zh")
	if err != nil {
		t.Fatal(err)
	}
	at, page := a.at("charter", c.Charter.ID, "propose_change"), "/en/f/HD/charter"
	a.want(a.c["alex"].Get(at), http.StatusForbidden)
	a.want(a.send("sunlizhen", at, at, url.Values{"reason": {"写明期限。"}}), http.StatusUnprocessableEntity, "nothing is changed")
	a.want(a.send("sunlizhen", at, at, url.Values{"reason": {"写明期限。"}, "consultation_days": {"many"}}), http.StatusUnprocessableEntity, "whole number from 7 to 180")
	zh := strings.Replace(c.Sources["zh"], "征求意见一般为30天。", "征求意见一般为45天。", 1)
	a.want(a.send("sunlizhen", at, at, url.Values{"reason": {"写明期限。"}, "zh": {zh}, "consultation_days": {"45"}}), http.StatusOK, "The change is before the chair.", "Waits for the chair", "45 days")
	if p := a.want(a.c[""].Get(page), http.StatusOK); p.Has("写明期限。") {
		t.Error("a visitor reads what is not announced")
	}
	a.want(a.c["wangliwen"].Get("/en/desk"), http.StatusOK, "waits for you to announce it")
	var asked charter.Change
	if err := a.h.Store.Read(t.Context()).Where("charter_id = ?", c.Charter.ID).Take(&asked).Error; err != nil {
		t.Fatal(err)
	}
	announce, decline := a.at("charter-change", asked.ID, "announce"), a.at("charter-change", asked.ID, "decline")
	a.want(a.c["maliqing"].Get(announce), http.StatusForbidden)
	a.want(a.c["fangliqin"].Get(announce), http.StatusNotFound)
	a.want(a.send("wangliwen", decline, decline, nil), http.StatusUnprocessableEntity, "Fill in")
	a.want(a.send("wangliwen", announce, announce, nil), http.StatusOK, "The change is before the members.", "Open to objections")
	a.want(a.c[""].Get(page), http.StatusOK, "写明期限。", "Open to objections")
	a.want(a.c["maliqing"].Get("/en/desk"), http.StatusOK, "An editorial change of the charter is open to objections")
	var x charter.Change
	if err := a.h.Store.Read(t.Context()).Where("charter_id = ?", c.Charter.ID).Take(&x).Error; err != nil || !x.EndsAt.Equal(time.Date(2019, 6, 17, 15, 59, 59, 0, time.UTC)) {
		t.Fatalf("%+v, %v", x, err)
	}
	object := a.at("charter-change", x.ID, "object")
	a.want(a.c["alex"].Get(object), http.StatusForbidden)
	a.want(a.send("maliqing", object, object, nil), http.StatusUnprocessableEntity, "Fill in")
	a.want(a.send("maliqing", object, object, url.Values{"reason": {"期限影响各方。"}, "language": {"zh"}}), http.StatusOK, "You have objected; the change has fallen.", "期限影响各方。")
	if p := a.want(a.c[""].Get(page), http.StatusOK, "Fallen: there is an objection"); p.Has("期限影响各方。") {
		t.Error("a visitor reads why")
	}
}
