package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"sametable/internal/minutes"
)

// What came in time is entered after it with the day it came, beside which stands what is wrong with it; the page says so. Once the minutes are
// approved it says that nothing is entered any more, and what is left.
func TestMinutesTakeInWhatCameInTimeLater(t *testing.T) {
	a := newTable(t, "sunlizhen", "wangliwen", "maliqing")
	m := a.h.CirculatedMinutes(t)
	at, paper := "/minutes/"+m.ID, m.Path()
	day := func(at time.Time) string { return at.Add(8 * time.Hour).Format(time.DateOnly) }
	if p := a.c["sunlizhen"].Get("/en" + at + "/received"); p.Has("Day it came") {
		t.Error("the form asks for the day while there is time")
	}
	a.h.Clock.Set(m.ClosesAt.Add(time.Hour))
	typed := url.Values{"organisation": {string(a.h.OrgOf(t, "gaohu"))}, "channel": {"telephone"}, "sender": {"高立成"}, "dated": {day(*m.CirculatedAt)}, "received": {day(m.ClosesAt.AddDate(0, 0, 2))}}
	for language, says := range map[string]string{"zh": "日期不能晚于今天。", "en": "The date cannot be later than today.", "sv": "Datumet kan inte ligga efter i dag."} {
		form, ok := a.c["sunlizhen"].Get("/" + language + at + "/received").Form("/" + language + at + "/received")
		if _, asked := form["received"]; !ok || !asked {
			t.Fatalf("%s: no form asks for the day", language)
		}
		for name, values := range typed {
			form[name] = values
		}
		bad := a.want(a.c["sunlizhen"].Post("/"+language+at+"/received", form), http.StatusUnprocessableEntity, says)
		if again, _ := bad.Form("/" + language + at + "/received"); again.Get("received") != typed.Get("received") || again.Get("sender") != "高立成" {
			t.Errorf("%s: what was typed is gone: %v", language, again)
		}
	}
	typed.Set("received", day(*m.ClosesAt))
	a.want(a.send("sunlizhen", "/zh"+at+"/received", "/zh"+at+"/received", typed), http.StatusOK, "核对期结束后补登")
	on := regexpValue(a.c["wangliwen"].Get("/en"+paper).Body, `href="(/en/minutes/[^"]+/compare\?letter=[0-9a-z]{26}&amp;verb=check)"`)
	a.want(a.c["wangliwen"].Get(strings.ReplaceAll(on, "&amp;", "&")), http.StatusOK, "which came on "+m.ClosesAt.Add(8*time.Hour).Format("2 January 2006"))
	a.want(sends(t, a.c["wangliwen"], strings.ReplaceAll(on, "&amp;", "&"), nil), http.StatusOK)
	a.want(a.c["maliqing"].Get("/sv"+paper), http.StatusOK, "infört efter tiden för rättelser")
	sends(t, a.c["wangliwen"], "/zh"+at+"/approve", nil)
	for language, says := range map[string]string{"zh": "请在印发后以更正处理", "en": "put right by an erratum once they are issued", "sv": "tas upp i en rättelse när protokollet har expedierats"} {
		a.want(a.c["sunlizhen"].Get("/"+language+paper), http.StatusOK, says)
		a.want(a.c["sunlizhen"].Get("/"+language+at+"/received"), http.StatusConflict, says)
		if p := a.c["maliqing"].Get("/" + language + paper); p.Has(says) {
			t.Errorf("%s: who enters nothing reads why", language)
		}
	}
}

// A correction that came by letter and an answer that came by telephone are entered and compared on pages without a script; the page says in
// every language how they came and who entered them, and what was typed comes back with what is wrong.
func TestMinutesTakeInWhatCame(t *testing.T) {
	a := newTable(t, "sunlizhen", "wangliwen", "maliqing", "zhaoliran", "hanlian")
	h := a.h
	m := h.CirculatedMinutes(t)
	b, gaohu, huyuan := h.BlockOf(t, m.ID, minutes.Discussion), string(h.OrgOf(t, "gaohu")), string(h.OrgOf(t, "huyuan"))
	at, paper := "/zh/minutes/"+m.ID, m.Path()
	day := m.CirculatedAt.Add(8 * time.Hour)
	typed := url.Values{"organisation": {gaohu}, "channel": {"letter"}, "sender": {"高立成主任"}, "dated": {day.Format(time.DateOnly)}, "kind": {"fact"}, "quote": {"将于年底实施"},
		"instead": {"拟于年底前提出方案"}, "reason": {"当时说的是方案。"}, "language": {"zh"}}
	fill := func(at string, typed url.Values) url.Values {
		t.Helper()
		form, ok := a.c["sunlizhen"].Get(at).Form("/zh/minutes/" + m.ID + "/received")
		if !ok {
			t.Fatalf("%s has no form", at)
		}
		for name, values := range typed {
			form[name] = values
		}
		return form
	}
	from := at + "/received?block=" + b.ID
	a.want(a.c["sunlizhen"].Get("/sv"+paper), http.StatusOK, "För in en rättelse som kom med brev", "För in ett svar per brev eller telefon")
	for who, status := range map[string]int{"maliqing": http.StatusForbidden, "wangliwen": http.StatusForbidden, "": http.StatusSeeOther} {
		if p := a.c[who].Get(from); p.Status != status && who != "" || who == "" && p.Has("高立成") {
			t.Errorf("%s opens the form: %d", who, p.Status)
		}
	}
	without := a.want(a.c["sunlizhen"].Post(at+"/received", fill(from, typed)), http.StatusUnprocessableEntity, "请选择函件扫描件")
	if form, _ := without.Form(at + "/received"); form.Get("sender") != "高立成主任" || form.Get("reason") != "当时说的是方案。" || form.Get("organisation") != gaohu || form.Get("block") != b.ID {
		t.Errorf("what was typed is gone: %v", form)
	}
	a.want(scene{t: t}.sendFile(a.c["sunlizhen"], at+"/received", fill(from, typed), "来函.pdf", "%PDF-1.4 x"), http.StatusOK, "已登记，待另一人核对。", "待核对的来函来电", "高立成主任")
	call := fill(at+"/received", url.Values{"organisation": {huyuan}, "channel": {"telephone"}, "sender": {"赵里然"}, "dated": {day.Format(time.DateOnly)}})
	a.want(a.c["sunlizhen"].Post(at+"/received", call), http.StatusOK, "答复：核对无误")
	if p := a.c["maliqing"].Get("/en" + paper); p.Has("From outside, to be compared") || p.Has("高立成主任") {
		t.Error("another organisation reads what nobody has compared")
	}
	a.want(a.c["wangliwen"].Get("/en/desk"), http.StatusOK, "Compare what came about the minutes")
	chair := a.want(a.c["wangliwen"].Get("/en"+paper), http.StatusOK, "From outside, to be compared", "It is what came", "by telephone on "+day.Format("2 January 2006"), "entered by")
	if file := regexpValue(chair.Body, `href="(/en/minutes/[^"]+/paper\?letter=[0-9a-z]{26})"`); a.c["wangliwen"].Get(file).Status != http.StatusOK || a.c["maliqing"].Get(file).Status != http.StatusNotFound {
		t.Errorf("the letter at %q", file)
	}
	for range 2 {
		on := regexpValue(a.c["wangliwen"].Get("/zh"+paper).Body, `href="(/zh/minutes/[^"]+/compare\?letter=[0-9a-z]{26}&amp;verb=check)"`)
		a.want(sends(t, a.c["wangliwen"], strings.ReplaceAll(on, "&amp;", "&"), nil), http.StatusOK)
	}
	for language, says := range map[string][]string{"zh": {"核对无误，针对第1版，" + day.Format("2006年1月2日") + "来电", "来函", "登记", "核对"}, "en": {"by letter of " + day.Format("2 January 2006"), "Found correct, of version 1, by telephone on", "entered by", "compared by"},
		"sv": {"per brev den", "per telefon den", "infört av", "jämfört av"}} {
		a.want(a.c["maliqing"].Get("/"+language+paper), http.StatusOK, says...)
	}
	if p := a.c["wangliwen"].Get("/zh" + paper); p.Has("待核对的来函来电") {
		t.Error("what was compared still waits")
	}
	var c minutes.Correction
	if err := h.Store.Read(t.Context()).Where("minutes_id = ?", m.ID).Take(&c).Error; err != nil || c.EnteredBy != h.Person(t, "sunlizhen") || c.CheckedBy != h.Person(t, "wangliwen") {
		t.Errorf("%+v, %v", c, err)
	}
}
