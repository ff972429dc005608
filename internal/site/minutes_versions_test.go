package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/minutes"
)

// The chair sees what a new version says otherwise, with its number and hash, before she approves it; who asked for it reads what her words
// became; an old version says that it does not count, what does, and offers nothing.
func TestVersionsOfMinutesOnPages(t *testing.T) {
	a := newTable(t, "sunlizhen", "wangliwen", "maliqing", "gaolicheng")
	h := a.h
	m := h.CirculatedMinutes(t)
	on, paper := "/en/minutes/"+m.ID, "/en"+m.Path()
	b := h.BlockOf(t, m.ID, minutes.Discussion)
	sends(t, a.c["gaolicheng"], on+"/agree", nil)
	sends(t, a.c["maliqing"], on+"/file?block="+b.ID, url.Values{"kind": {"fact"}, "quote": {"将于年底实施"}, "instead": {"拟于年底前提出方案"}, "reason": {"当时说的是方案。"}, "language": {"zh"}})
	var c minutes.Correction
	if err := h.Store.Read(t.Context()).Where("minutes_id = ?", m.ID).Take(&c).Error; err != nil {
		t.Fatal(err)
	}
	became := strings.Replace(b.Words, "将于年底实施", "将于年底前提出草案", 1)
	a.want(sends(t, a.c["sunlizhen"], on+"/settle?correction="+c.ID+"&verb=accept_changed", url.Values{"words": {became}}), http.StatusOK)
	now := h.Minutes(t, m.ID)
	asks := a.want(a.c["wangliwen"].Get(on+"/confirm_version"), http.StatusOK, now.Hash, "From version 1 to version 2")
	if !strings.Contains(asks.Body, "<ins>") || !strings.Contains(asks.Body, "<del>") || strings.Contains(asks.Text(), "Attendance") {
		t.Errorf("she does not see what has changed, or more: %s", asks.Text())
	}
	a.want(a.c["maliqing"].Get(paper), http.StatusOK, "It now reads", "将于年底前提出草案", "Found correct, of version 1")
	old := a.want(a.c["maliqing"].Get(paper+"?v=1"), http.StatusOK, "Version 1 of 2, not the text that counts.", "Go to the newest text", "将于年底实施", "From version 1 to version 2")
	if strings.Contains(old.Body, "/file?block=") || strings.Contains(old.Body, "/agree") {
		t.Error("an old version can be corrected")
	}
	if p := a.c["maliqing"].Get(paper + "?v=2"); p.Has("not the text that counts") {
		t.Error("the version that counts is said to be old")
	}
	list := a.want(a.c["sunlizhen"].Get(paper), http.StatusOK, "Have opened them", "Have not opened them")
	if !strings.Contains(list.Body, `href="/en`+strings.TrimSuffix(m.Path(), "/minutes")+`"`) || strings.Count(list.Body, `aria-current="page"`) != strings.Count(a.c["sunlizhen"].Get("/en/f/HD/meetings").Body, `aria-current="page"`) {
		t.Error("no way back to the meeting, or two pages are the present one")
	}
	if p := a.c["maliqing"].Get(paper); p.Has("Have not opened them") || !p.Has(" organisations") {
		t.Error("a delegate reads who has not opened them")
	}
	sends(t, a.c["wangliwen"], on+"/confirm_version", nil)
}

// Side by side everything stands in two languages; what is not translated stands once, and the other column says so.
func TestMinutesSideBySide(t *testing.T) {
	a := newTable(t, "maliqing")
	h := a.h
	m := h.CirculatedMinutes(t)
	words := h.BlockOf(t, m.ID, minutes.Discussion).Words
	for at, says := range map[string][]string{"/sv" + m.Path() + "?with=zh": {"Inte översatt än.", "Originaltext", "Närvaro"}, "/zh" + m.Path() + "?with=sv": {"尚未翻译。", "译文", "Närvaro"}} {
		p := a.want(a.c["maliqing"].Get(at), http.StatusOK, says...)
		if n, plain := strings.Count(p.Body, words), strings.Count(a.c["maliqing"].Get(strings.Split(at, "?")[0]).Body, words); n != plain || n == 0 {
			t.Errorf("%s: the words stand %d times, on the plain page %d times", at, n, plain)
		}
		if !strings.Contains(p.Body, `<input type="checkbox" id="turn-`) {
			t.Errorf("%s: nothing turns a paragraph", at)
		}
	}
}

// What concerns an organisation is counted, marked and led through.
func TestWhatConcernsAnOrganisation(t *testing.T) {
	a := newTable(t, "maliqing", "cairangli")
	m := a.h.CirculatedMinutes(t)
	p := a.want(a.c["maliqing"].Get("/en"+m.Path()), http.StatusOK, "your organisation (1 of ")
	if !strings.Contains(p.Body, `mine"`) {
		t.Error("nothing is marked")
	}
	if p := a.c[""].Get("/en" + m.Path()); p.Has("your organisation (") {
		t.Error("a visitor has no organisation")
	}
}

// Before the issue the page of the meeting says that minutes come, whoever reads it; their address says the same to whoever may not read
// them, and nothing of what stands in them.
func TestMinutesAreAwaited(t *testing.T) {
	a := newTable(t, "sunlizhen", "wangliwen")
	h := a.h
	m := h.WrittenMinutes(t)
	page := "/sv" + strings.TrimSuffix(m.Path(), "/minutes")
	draft := a.want(a.c[""].Get(page), http.StatusOK, "Protokollet är inte expedierat än")
	a.want(a.c[""].Get("/sv"+m.Path()), http.StatusNotFound, "Protokollet är inte expedierat än")
	m = a.sentRound(t, m)
	round := a.want(a.c[""].Get("/sv"+m.Path()), http.StatusNotFound, "Protokollet är inte expedierat än")
	if round.Has(h.BlockOf(t, m.ID, minutes.Discussion).Words) || a.c[""].Get(page).Has(m.Hash) || draft.Has("rättelser") {
		t.Error("more is told than that they come")
	}
	a.want(a.c[""].Get("/sv/f/HD/m/2030-01/minutes"), http.StatusNotFound)
}
