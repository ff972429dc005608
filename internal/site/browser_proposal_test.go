package site_test

import (
	"strings"
	"testing"

	"sametable/internal/drafting"
	"sametable/internal/forumtest/browser"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/store"
)

// on presses the button that leads a step of writing on.
const on = "form[data-guard] button.first"

// TestAProposalsLifeInTheBrowser walks a proposal from the first word to its end: the officer writes on a phone in Chinese, is stopped
// by the gate, loses her page and finds her words; her director confirms in English; the moderator screens in Swedish; two translators,
// and the secretary opens the consultation in Chinese; a visitor reads it in Swedish. It is stated on, answered, put to the vote, handed
// over, replied to, rated and followed up, each by somebody in her language, until it is closed.
func TestAProposalsLifeInTheBrowser(t *testing.T) {
	browser.Need(t)
	s := opened(t, house.World(t, store.SQLite))
	p := s.as("maliqing", "zh", browser.Phone())
	p.Go("/zh/write/proposal?forum=HD")
	p.Press("input[name=outcome][value=services]")
	p.Write("#f-title", "关于延长村级活动站开放时间的建议")
	p.Follow("main form button.first")
	at := strings.TrimSuffix(strings.TrimPrefix(p.Path(), "/zh"), "/situation")

	p.Write("#f-situation", "活动站下午五点关门，")
	p.Until(`document.querySelector('input[name=version]').value === '1'`) // kept here as well
	p.Die()
	p = p.Beside()
	p.Go("/zh" + at + "/situation")
	if got := p.Value("#f-situation"); got != "活动站下午五点关门，" {
		t.Fatalf("after the page died the field holds %q", got)
	}
	p.Rewrite("#f-situation", "活动站下午五点关门，"+ofAChild())
	p.Until(`document.querySelector('#f-situation-hits mark')`)
	if found := s.stored("马小例"); len(found) > 0 {
		t.Fatalf("a child's name lies in %v", found)
	}
	p.Press("#f-situation-hits button[data-of]")
	p.Rewrite("#f-situation", "活动站下午五点关门，家长六点半下班。")
	p.Follow(on)
	p.Write("#f-analysis", "开放时间是按上课时间定的。")
	p.Follow(on)
	p.Write("#f-measure_1", "开放到晚上七点")
	p.Write("#f-measure_2", "由村里和社会组织轮流值班")
	browser.Eval[bool](p, `(document.querySelector('#f-level').value = 'county') === 'county'`)
	p.Follow(on)
	s.says(p, "这是全文")
	p.Follow(on)
	s.says(p, "已提请本单位另一人确认。")
	own := strings.TrimPrefix(p.Path(), "/zh")

	director := s.as("hanlian", "en", browser.Desk())
	director.Go("/en" + own)
	director.Follow(`form[action$="/confirm"] button`)
	s.says(director, "HD-2019-02")
	public := strings.TrimPrefix(director.Path(), "/en")

	moderator := s.as("elin", "sv", browser.Desk())
	moderator.Go("/sv" + own + "/screen")
	browser.Eval[int](moderator, `(all => { all.forEach(b => { b.checked = true }); return all.length })(document.querySelectorAll('input[name=checks]'))`)
	moderator.Follow("main form button.first")
	s.says(moderator, "Taget upp")

	s.translated(own)
	secretary := s.as("sunlizhen", "zh", browser.Desk())
	secretary.Go("/zh" + own + "/consult")
	secretary.Follow("main form button.first")
	s.says(secretary, "征求意见已开始。")

	visitor := browser.Open(t, s.s.URL, browser.Phone()).Tab()
	visitor.Go("/sv" + public)
	s.says(visitor, "Öppna till klockan sju", "På remiss", "Skrivet av Ma Liqing, bekräftat av Han Li")

	s.answered(own, public)
	s.decided(own)
	s.handled(own)
	for _, view := range []struct {
		name, language, says string
		view                 browser.View
	}{{"life-closed-390-zh", "zh", "办结", browser.Phone()}, {"life-closed-1280-sv", "sv", "Avslutat", browser.Desk()}} {
		reader := browser.Open(t, s.s.URL, view.view).Tab()
		reader.Go("/" + view.language + public)
		s.says(reader, view.says)
		reader.Picture(view.name)
	}
}

// translated puts the proposal of an address into English and Swedish, each reviewed by the other translator.
func (s seen) translated(own string) {
	s.t.Helper()
	ref := policy.Ref{Noun: proposal.Noun, ID: strings.TrimPrefix(own, "/proposal/")}
	for language, words := range map[string][]string{"en": {"Longer opening hours", "Open until seven", "Village and organisations take turns"}, "sv": {"Längre öppettider", "Öppna till klockan sju", "Byn och organisationer turas om"}} {
		s.h.Translated(s.t, ref, language, drafting.Typed{"title": {words[0]}, "measure_1": {words[1]}, "measure_2": {words[2]}})
	}
}

// TestTheDeviceLetsGoOfASheet: what was saved is forgotten by the device, and does not come back over what the server made of it.
func TestTheDeviceLetsGoOfASheet(t *testing.T) {
	browser.Need(t)
	s := opened(t, house.World(t, store.SQLite))
	p := s.as("maliqing", "zh", browser.Phone())
	p.Go("/zh/write/proposal?forum=HD")
	p.Press("input[name=outcome][value=services]")
	p.Write("#f-title", "关于一件事的建议")
	p.Follow("main form button.first")
	at := strings.TrimSuffix(p.Path(), "/situation")
	p.Go(at + "/measures")
	p.Write("#f-measure_1", "一")
	p.Write("#f-measure_3", "三")
	p.Until(`Object.keys(localStorage).filter(k => k.startsWith('draft:')).length === 2`)
	p.Follow("main form button[value=more]")
	p.Until(`!Object.keys(localStorage).some(k => k.startsWith('draft:'))`)
	for n, want := range []string{"一", "", "三", ""} {
		if got := p.Value("#f-" + drafting.MeasureField(n+1)); got != want {
			t.Errorf("measure %d is %q, not %q", n+1, got, want)
		}
	}

	// A draft begun on another text than the server has now is offered, whatever the clock of the device says.
	const lay = `(f => { localStorage.setItem('draft:' + document.body.dataset.who + ':' + f.dataset.draft,
		JSON.stringify({ v: '本机的文字', t: Date.now() + 9e9, b: BEGUN })); return true })(document.querySelector('#f-situation'))`
	p.Go(at + "/situation")
	browser.Eval[bool](p, strings.Replace(lay, "BEGUN", "'99'", 1))
	p.Go(at + "/situation")
	if got := p.Value("#f-situation"); got != "" {
		t.Fatalf("the device put %q over what the server has", got)
	}
	s.says(p, "此处文字之后已有改动。")
	p.Press("#f-situation-status button")
	if got := p.Value("#f-situation"); got != "本机的文字" {
		t.Fatalf("the offer put %q in", got)
	}
	p.Until(`document.querySelector('input[name=version]').value === document.querySelector('#f-situation').dataset.stored`) // kept here; the device goes on from that
	p.Go(at + "/situation")
	browser.Eval[bool](p, strings.Replace(lay, "BEGUN", "document.querySelector('input[name=version]').value", 1))
	p.Rewrite("#f-situation", "后来写的。")
	p.Until(`Object.keys(localStorage).some(k => { const had = JSON.parse(localStorage.getItem(k))
		return had.v === '后来写的。' && had.b === document.querySelector('input[name=version]').value && had.b === document.querySelector('#f-situation').dataset.stored })`)
	p.Die()
	p = p.Beside()
	p.Go(at + "/situation")
	if got := p.Value("#f-situation"); got != "后来写的。" {
		t.Errorf("after the page died the field holds %q", got)
	}
}
