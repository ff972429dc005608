package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"sametable/internal/minutes"
)

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
