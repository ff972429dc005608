package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/cosign"
	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/proposal"
)

// ending is a proposal that is out for consultation and that somebody of its organisation wants withdrawn.
func ending(t *testing.T, h *house.House, p proposal.Proposal, who string) proposal.Proposal {
	t.Helper()
	p, err := h.Rooms.Proposals.Take(t.Context(), h.Actor(t, who), proposal.Step{Proposal: p.ID, Verb: "ask_withdrawal", Reason: "县里已经这样做了。", Version: p.Version, Anyway: true})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// taking is a withdrawn proposal of huilin's that somebody wants her organisation to take over; a colleague has confirmed that it signs,
// or a letter where she has none.
func taking(t *testing.T, h *house.House, who, colleague string) (proposal.Proposal, cosign.Cosignature) {
	t.Helper()
	ctx, p := t.Context(), consultableIn(t, h, "HD")
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	c, err := h.Rooms.Cosignatures.Offer(ctx, h.Actor(t, who), cosign.Offer{Proposal: p.ID})
	must(err)
	step := func(who, verb string) {
		t.Helper()
		c, err = h.Rooms.Cosignatures.Take(ctx, h.Actor(t, who), cosign.Step{Cosignature: c.ID, Verb: verb, Version: c.Version})
		must(err)
	}
	if colleague != "" {
		step(colleague, "confirm")
	} else {
		step(who, "ask_letter")
		c, err = h.Rooms.Cosignatures.AttachLetter(ctx, h.Actor(t, "sunlizhen"), cosign.Attachment{Cosignature: c.ID, Dated: today(h), Version: c.Version, Paper: scannedLetter()})
		must(err)
		step("wangliwen", "check")
	}
	step("maliqing", "accept")
	for _, by := range [][2]string{{"maliqing", "ask_withdrawal"}, {"hanlian", "confirm_withdrawal"}} {
		must(h.Store.Read(ctx).Where("id = ?", p.ID).Take(&p).Error)
		p, err = h.Rooms.Proposals.Take(ctx, h.Actor(t, by[0]), proposal.Step{Proposal: p.ID, Verb: by[1], Reason: "县里已经这样做了。", Version: p.Version, Anyway: true})
		must(err)
	}
	step(who, "take_over")
	return p, c
}

// statedByLetter is a statement of an organisation of one that came by letter and counts.
func statedByLetter(t *testing.T, h *house.House) proposal.Statement {
	t.Helper()
	p := consultableIn(t, h, "HD")
	st, err := h.Rooms.Proposals.EnterStatement(t.Context(), h.Actor(t, "sunlizhen"), proposal.StatedByLetter{
		Stating: proposal.Stating{Proposal: p.ID, Language: "zh", Stance: "object", Typed: drafting.Typed{drafting.ReasonsField: {"时间太紧。"}}, Of: p.Revision},
		Channel: "letter", Dated: today(h), Received: today(h), Paper: scannedLetter(), Organisation: h.Actor(t, "cairangli").Memberships[0].Organisation})
	if err == nil {
		st, err = h.Rooms.Proposals.TakeStatement(t.Context(), h.Actor(t, "wangliwen"), proposal.StatementStep{Statement: st.ID, Verb: "check", Version: st.Version})
	}
	if err != nil {
		t.Fatal(err)
	}
	return st
}

// paper sends the form of a letter with a scan.
func (a table) paper(who, at string, typed url.Values, name, content string) house.Page {
	a.t.Helper()
	form, ok := a.c[who].Get(at).Form(at)
	if !ok {
		a.t.Fatalf("%s has no form", at)
	}
	for name, values := range typed {
		form[name] = values
	}
	return scene{t: a.t}.sendFile(a.c[who], at, form, name, content)
}

// way is the address of a button of a page.
func (a table) way(p house.Page, end string) string {
	a.t.Helper()
	at := regexpValue(p.Body, `href="(/[a-z]{2}/by-letter/[0-9a-z]{26}/`+end+`)"`)
	if at == "" {
		a.t.Fatalf("%s has no way to %s: %s", p.URL, end, p.Text())
	}
	return at
}

// An organisation of one withdraws its public proposal on the pages: asked, by letter, attached, checked; each hears what she is to do.
func TestWithdrawingByLetterOnThePages(t *testing.T) {
	a := newTable(t, "cairangli", "sunlizhen", "wangliwen", "maliqing", "elin")
	p := consulted(t, a.h, admittedIn(t, a.h, "HD", "cairangli"))
	ask := "/zh/proposal/" + p.ID + "/ask_withdrawal"
	a.want(a.c["cairangli"].Get(ask), http.StatusOK, "贵单位只有一名注册人员，请以签字或盖章的函件代替同事确认。")
	at := "/proposal/" + p.ID + "/withdrawal-by-letter"
	a.want(a.c["cairangli"].Get("/zh"+at), http.StatusForbidden)
	a.want(a.send("cairangli", ask, ask, url.Values{"reason": {"县里已经这样做了。"}}), http.StatusOK, "贵单位只有一名注册人员", "以函件确认撤回")
	for _, who := range []string{"maliqing", "sunlizhen"} {
		if got := a.c[who].Get("/en" + at); got.Status != http.StatusForbidden {
			t.Errorf("%s opens the form: %d", who, got.Status)
		}
	}
	a.want(a.c["cairangli"].Get("/sv"+at), http.StatusOK, "undertecknat eller stämplat brev", "县里已经这样做了。")
	a.want(a.send("cairangli", "/zh"+at, "/zh"+at, nil), http.StatusOK, "已告知秘书处将有函件寄到。", "撤回申请待收该单位签字或盖章的函件")
	a.want(a.c["cairangli"].Get("/en/desk"), http.StatusOK, "Your withdrawal waits for its letter")
	a.want(a.c["sunlizhen"].Get("/sv/desk"), http.StatusOK, "Bifoga brevet om en återkallelse")
	attach := a.way(a.c["sunlizhen"].Get("/en"+p.Path()), "attach")
	a.want(a.c["sunlizhen"].Get(attach), http.StatusOK, "县里已经这样做了。")
	old := a.want(a.paper("sunlizhen", attach, url.Values{"dated": {"2001-02-03"}}, "函.pdf", "%PDF-1.4 x"), http.StatusUnprocessableEntity, "The letter is older than the words")
	if form, _ := old.Form(attach); form.Get("dated") != "2001-02-03" {
		t.Errorf("what was typed is gone: %v", form)
	}
	a.want(a.paper("sunlizhen", attach, url.Values{"dated": {today(a.h)}}, "函.html", "<html>"), http.StatusUnprocessableEntity, "cannot be read")
	a.want(a.paper("sunlizhen", attach, url.Values{"dated": {today(a.h)}}, "函.pdf", "%PDF-1.4 x"), http.StatusOK, "The letter for the withdrawal waits to be checked")
	a.want(a.c["wangliwen"].Get("/zh/desk"), http.StatusOK, "核对撤回函")
	check := a.way(a.c["wangliwen"].Get("/sv"+p.Path()), "check")
	if public := a.c[""].Get("/en" + p.Path()).Text(); strings.Contains(public, "withdrawal") || strings.Contains(public, "县里已经这样做了") {
		t.Error("everybody reads what nobody has confirmed")
	}
	a.want(a.c["wangliwen"].Get(check), http.StatusOK, "Jämför brevet: förslagets titel", "县里已经这样做了。", "Öppna brevet")
	a.want(a.send("wangliwen", check, check, nil), http.StatusOK, "Kontrollerat. Förslaget är återkallat.")
	page := a.want(a.c[""].Get("/sv"+p.Path()), http.StatusOK, "Återkallelsen bekräftad med brev", "县里已经这样做了。")
	if strings.Contains(page.Body, "/by-letter/") {
		t.Error("everybody has a way to the letter")
	}
	paper := a.way(a.c["elin"].Get("/zh"+p.Path()), "paper")
	for who, want := range map[string]int{"sunlizhen": 200, "wangliwen": 200, "elin": 200, "maliqing": 404, "cairangli": 404} {
		if got := a.c[who].Get(paper); got.Status != want {
			t.Errorf("%s gets %d for the letter, want %d", who, got.Status, want)
		}
	}
}

// Where a colleague could confirm, nothing says that a letter has to; and a letter that does not match goes back with its reason.
func TestALetterThatDoesNotMatchOnThePages(t *testing.T) {
	a := newTable(t, "maliqing", "sunlizhen", "wangliwen", "hanlian")
	p := consultableIn(t, a.h, "HD")
	ask := "/en/proposal/" + p.ID + "/ask_withdrawal"
	if p := a.want(a.c["maliqing"].Get(ask), http.StatusOK); p.Has("one registered person") {
		t.Error("an organisation of two is told that it has one person")
	}
	a.want(a.send("maliqing", ask, ask, url.Values{"reason": {"县里已经这样做了。"}, "anyway": {"1"}}), http.StatusOK)
	at := "/en/proposal/" + p.ID + "/withdrawal-by-letter"
	a.want(a.send("maliqing", at, at, nil), http.StatusOK)
	attach := a.way(a.c["sunlizhen"].Get("/en"+p.Path()), "attach")
	a.want(a.paper("sunlizhen", attach, url.Values{"dated": {today(a.h)}}, "函.pdf", "%PDF-1.4 x"), http.StatusOK)
	refuse := a.way(a.c["wangliwen"].Get("/en"+p.Path()), "refuse")
	a.want(a.send("wangliwen", refuse, refuse, url.Values{"reason": {" "}}), http.StatusUnprocessableEntity, "Fill in this field")
	stale, _ := a.c["wangliwen"].Get(strings.Replace(refuse, "refuse", "check", 1)).Form(strings.Replace(refuse, "refuse", "check", 1))
	a.want(a.send("wangliwen", refuse, refuse, url.Values{"reason": {"没有盖章。"}, "anyway": {"1"}}), http.StatusOK, "Given back. The people concerned have been told why.")
	if late := a.c["wangliwen"].Post(strings.Replace(refuse, "refuse", "check", 1), stale); late.Status != http.StatusNotFound {
		t.Errorf("what was given back is checked: %d", late.Status)
	}
	a.want(a.c["maliqing"].Get("/zh"+p.Path()), http.StatusOK, "撤回申请待贵单位第二人确认", "以函件确认撤回")
	confirm := "/zh/proposal/" + p.ID + "/confirm_withdrawal"
	a.want(a.send("hanlian", confirm, confirm, nil), http.StatusOK, "建议已撤回。")
}

// An organisation of one takes a withdrawn proposal over on the pages.
func TestTakingOverByLetterOnThePages(t *testing.T) {
	a := newTable(t, "cairangli", "sunlizhen", "wangliwen", "maliqing")
	p, c := taking(t, a.h, "cairangli", "")
	a.want(a.c["cairangli"].Get("/en"+p.Path()), http.StatusOK, "Confirm the take-over by letter", "has one registered person")
	at := "/zh" + c.Path() + "/by-letter"
	if got := a.c["maliqing"].Get(at); got.Status != http.StatusForbidden {
		t.Errorf("the former proposer opens the form: %d", got.Status)
	}
	a.want(a.send("cairangli", at, at, nil), http.StatusOK, "接手申请待收该单位签字或盖章的函件")
	a.want(a.send("cairangli", at, at, nil), http.StatusConflict, "已有关于此事的函件。")
	a.want(a.c["sunlizhen"].Get("/en/desk"), http.StatusOK, "Attach the letter for a take-over")
	attach := a.way(a.c["sunlizhen"].Get("/sv"+p.Path()), "attach")
	a.want(a.paper("sunlizhen", attach, url.Values{"dated": {today(a.h)}}, "函.pdf", "%PDF-1.4 x"), http.StatusOK, "Brevet om övertagandet väntar på kontroll")
	check := a.way(a.c["wangliwen"].Get("/en"+p.Path()), "check")
	a.want(a.c["wangliwen"].Get(check), http.StatusOK, "试点专职岗位")
	a.want(a.send("wangliwen", check, check, nil), http.StatusOK, "Checked. The organisation is the proposer now.")
	a.want(a.c[""].Get("/zh"+p.Path()), http.StatusOK, p.Reference, "以")
	now := a.h.Store.Read(t.Context())
	var after proposal.Proposal
	if err := now.Where("id = ?", p.ID).Take(&after).Error; err != nil || after.Letter != "letter" || after.ProposedFor != c.SignsFor {
		t.Errorf("%+v %v", after, err)
	}
}

// A statement that came by letter is withdrawn by one on the pages.
func TestWithdrawingAStatementByLetterOnThePages(t *testing.T) {
	a := newTable(t, "cairangli", "sunlizhen", "wangliwen", "maliqing")
	st := statedByLetter(t, a.h)
	at := "/en" + st.Path() + "/by-letter"
	a.want(a.c["sunlizhen"].Get("/en"+st.Path()), http.StatusOK, "Enter a letter that withdraws it")
	for _, who := range []string{"cairangli", "maliqing", "wangliwen"} {
		if got := a.c[who].Get(at); got.Status != http.StatusForbidden {
			t.Errorf("%s opens the form: %d", who, got.Status)
		}
	}
	days := url.Values{"dated": {today(a.h)}, "received": {"2001-02-03"}}
	bad := a.want(a.paper("sunlizhen", at, days, "函.pdf", "%PDF-1.4 x"), http.StatusUnprocessableEntity)
	if form, _ := bad.Form(at); form.Get("received") != "2001-02-03" {
		t.Errorf("what was typed is gone: %v", form)
	}
	days.Set("received", today(a.h))
	a.want(a.paper("sunlizhen", at, days, "函.pdf", "%PDF-1.4 x"), http.StatusOK, "Entered. A second person compares the letter", "until then the statement counts")
	a.want(a.c["cairangli"].Get("/zh/desk"), http.StatusOK, "撤回贵单位书面意见的函件正在核对")
	a.want(a.c["wangliwen"].Get("/sv/desk"), http.StatusOK, "Kontrollera brevet som återkallar ett yttrande")
	check := a.way(a.c["wangliwen"].Get("/sv"+st.Path()), "check")
	a.want(a.c["wangliwen"].Get(check), http.StatusOK, "时间太紧。", "Öppna brevet")
	a.want(a.send("wangliwen", check, check, nil), http.StatusOK, "Kontrollerat. Yttrandet räknas inte längre.", "Återkallat med brev")
	a.want(a.c["cairangli"].Get("/zh"+st.Path()), http.StatusOK, "来函撤回，由秘书处录入")
}
