package site_test

import (
	"slices"
	"testing"

	"github.com/chromedp/chromedp/kb"

	"sametable/internal/demo"
	"sametable/internal/forumtest/browser"
	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// tabbed goes through a page by Tab alone and gives what it came to, until it came round or far enough.
func tabbed(t *testing.T, p *browser.Tab) []browser.Focus {
	t.Helper()
	const most = 200
	var all []browser.Focus
	for range most {
		p.Key(kb.Tab)
		f := p.Focus()
		if f.Section == "none" || f.Section == "skip" && len(all) > 0 { // beyond the last control
			return all
		}
		if !f.Ring || !f.In {
			t.Errorf("%s: %s has the focus, ring: %t, in sight: %t", p.Path(), f.What, f.Ring, f.In)
		}
		all = append(all, f)
	}
	return all
}

// reaches fails unless the keyboard came by these, in this order.
func reaches(t *testing.T, p *browser.Tab, all []browser.Focus, stops ...func(browser.Focus) bool) {
	t.Helper()
	at := 0
	for i, stop := range stops {
		next := slices.IndexFunc(all[at:], stop)
		if next < 0 {
			t.Fatalf("%s: stop %d is never reached after %+v, in\n%+v", p.Path(), i, all[at:min(at+1, len(all))], all)
		}
		at += next
	}
}

func in(section, kind string) func(browser.Focus) bool {
	return func(f browser.Focus) bool { return f.Section == section && f.Kind == kind }
}

func TestAllByKeyboard(t *testing.T) {
	browser.Need(t)
	s := opened(t, house.World(t, store.SQLite))
	p := browser.Open(t, s.s.URL, browser.Desk()).Tab()
	p.Go("/zh/login")
	all := tabbed(t, p)
	if all[0].Section != "skip" {
		t.Errorf("the first stop is %+v, not the link past the navigation", all[0])
	}
	reaches(t, p, all, in("header", "a"), in("main", "input text"), in("main", "input password"), in("main", "button"), in("footer", "a"))

	p.Go("/zh/login") // now she signs in without a mouse
	for p.Focus().Kind != "input text" || p.Focus().Section != "main" {
		p.Key(kb.Tab)
	}
	p.Key("maliqing")
	p.Key(kb.Tab)
	p.Key(demo.Password)
	p.Leave(func() { p.Key(kb.Enter) })
	s.says(p, "马例青")

	p.Go("/zh" + walkedThread)
	all = tabbed(t, p)
	reaches(t, p, all, in("skip", "a"), in("header", "a"), in("header", "summary"), in("main", "a"), in("main", "input radio"), in("main", "textarea"),
		func(f browser.Focus) bool { return f.Section == "main" && f.What == "button 发布" }, in("footer", "a"))

	p.Go("/zh" + walkedThread)
	p.Key(kb.Tab)
	p.Key(kb.Enter)
	p.Until(`document.activeElement.id === 'main'`)
	p.Key(kb.Tab)
	if f := p.Focus(); f.Section != "main" {
		t.Errorf("after the link past the navigation comes %+v", f)
	}
}
