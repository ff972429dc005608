package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"sametable/internal/forumtest/house"
	"sametable/internal/minutes"
)

// sends opens a page with a form, fills it in and sends it; the page that comes back is given.
func sends(t *testing.T, c *house.Client, at string, more url.Values) house.Page {
	t.Helper()
	p := c.Get(at)
	if p.Status != http.StatusOK {
		t.Fatalf("%s: %d\n%s", at, p.Status, p.Text())
	}
	action := strings.SplitN(at, "?", 2)[0]
	form, ok := p.Form(action)
	if !ok {
		t.Fatalf("%s has no form for %s", at, action)
	}
	for name, values := range more {
		form[name] = values
	}
	return c.Post(action, form)
}

// Minutes are written, reviewed, sent round, corrected, approved, issued and verified on pages without a script, in every language.
func TestMinutesOnPages(t *testing.T) {
	a := newTable(t, "sunlizhen", "wangliwen", "maliqing")
	h := a.h
	m := h.Held(t)
	secretary, chair, delegate, visitor := a.c["sunlizhen"], a.c["wangliwen"], a.c["maliqing"], a.c[""]
	paper := "/f/HD/m/" + m.At() + "/minutes"
	if p := delegate.Get("/en" + paper); p.Status != http.StatusOK || !p.Has("The minutes are being written") {
		t.Errorf("a delegate reads the draft: %d", p.Status)
	}
	if p := visitor.Get("/en" + paper); p.Status != http.StatusNotFound {
		t.Errorf("a visitor: %d", p.Status)
	}
	b := h.BlockOf(t, m.ID, minutes.Discussion)
	on := "/zh/minutes/" + m.ID
	if p := sends(t, secretary, on+"/write?block="+b.ID, url.Values{"words": {"电话13800" + "138000"}}); p.Status == http.StatusOK && !p.Has("电话13800138000") {
		t.Error("what the gate stopped is not on the form any more")
	}
	if p := sends(t, secretary, on+"/write?block="+b.ID, url.Values{"words": {"会议听取了汇报。各单位认为，汇总报告将于年底实施。"}}); p.Status != http.StatusOK || !p.Has("将于年底实施") {
		t.Errorf("written: %d %s", p.Status, p.Text())
	}
	if p := sends(t, secretary, on+"/note?item="+b.ItemID, url.Values{"note": {"桌边记录"}}); !p.Has("桌边记录") {
		t.Errorf("noted: %d", p.Status)
	}
	sends(t, secretary, on+"/submit", nil)
	sends(t, chair, on+"/circulate", nil)
	s := h.Minutes(t, m.ID)
	if s.State != minutes.Circulated {
		t.Fatalf("sent round: %s", s.State)
	}
	for _, l := range []string{"zh", "en", "sv"} {
		p := delegate.Get("/" + l + paper)
		if p.Status != http.StatusOK || p.Has("桌边记录") {
			t.Errorf("%s: %d", l, p.Status)
		}
	}
	if p := delegate.Get("/sv" + paper + "?with=zh"); !p.Has(house.Motion().Sv) || !p.Has(house.Motion().Zh) {
		t.Error("two languages do not stand side by side")
	}
	if p := delegate.Get("/en" + paper + "?mine=1"); !p.Has(house.Motion().En) || p.Has("Opening and roll") {
		t.Error("what concerns her organisation")
	}
	if p := sends(t, delegate, on+"/file?block="+b.ID, url.Values{"kind": {"fact"}, "quote": {"没有的话"}, "instead": {"别的"}, "reason": {"理由"}, "language": {"zh"}}); !p.Has("没有的话") {
		t.Error("the typed text is gone")
	}
	sends(t, delegate, on+"/file?block="+b.ID, url.Values{"kind": {"fact"}, "quote": {"将于年底实施"}, "instead": {"拟于年底前提出方案"}, "reason": {"当时说的是方案。"}, "language": {"zh"}})
	var c minutes.Correction
	if err := h.Store.Read(t.Context()).Where("minutes_id = ?", m.ID).Take(&c).Error; err != nil {
		t.Fatal(err)
	}
	if p := sends(t, secretary, on+"/settle?correction="+c.ID+"&verb=accept", nil); !p.Has("拟于年底前提出方案") {
		t.Errorf("accepted: %d", p.Status)
	}
	sends(t, chair, on+"/confirm_version", nil)
	h.Clock.Set(s.ClosesAt.Add(time.Minute))
	sends(t, chair, on+"/approve", nil)
	sends(t, secretary, on+"/issue", nil)
	s = h.Minutes(t, m.ID)
	for _, l := range []string{"zh", "en", "sv"} {
		if p := visitor.Get("/" + l + paper); p.Status != http.StatusOK || !p.Has(s.Numbered(l)) || !p.Has(s.Code) {
			t.Errorf("issued in %s: %d", l, p.Status)
		}
		if p := visitor.Get("/" + l + "/verify?code=" + strings.ToLower(s.Code)); p.Status != http.StatusOK || !p.Has(s.Hash) || !p.Has(s.Numbered(l)) {
			t.Errorf("verified in %s: %d", l, p.Status)
		}
	}
	if p := visitor.Get("/en/verify?code=NOSUCHCODE"); p.Status != http.StatusNotFound {
		t.Errorf("a code of nothing: %d", p.Status)
	}
	sends(t, secretary, on+"/erratum", url.Values{"block": {b.ID}, "zh": {"“年底前”更正为“年底”。"}, "en": {"Corrected."}, "sv": {"Rättat."}})
	if p := sends(t, chair, "/en/minutes/"+m.ID+"/correct", nil); !p.Has("Erratum 1") {
		t.Errorf("corrected: %d", p.Status)
	}
	if p := secretary.Get("/en" + paper); !strings.Contains(p.Body, "/erratum?block="+minutes.Attendance) {
		t.Error("no way leads from the roll to an erratum of it")
	}
	if p := secretary.Get(on + "/erratum?block=" + minutes.Attendance); !strings.Contains(p.Body, `value="`+minutes.Attendance+`" selected`) {
		t.Errorf("the roll is not chosen: %s", p.Body)
	}
	sends(t, secretary, on+"/erratum", url.Values{"block": {minutes.Attendance}, "zh": {"“9时”更正为“10时”。"}, "en": {"Corrected."}, "sv": {"Rättat."}})
	if p := chair.Get("/en/minutes/" + m.ID + "/correct"); !p.Has("What it corrects") || !p.Has("attendance") {
		t.Errorf("the chair does not read of what it is: %s", p.Text())
	}
	if p := sends(t, chair, "/en/minutes/"+m.ID+"/correct", nil); !p.Has("Erratum 2") || !p.Has("· attendance") {
		t.Errorf("the roll corrected: %d", p.Status)
	}
}
