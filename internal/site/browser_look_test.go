package site_test

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"sync"
	"testing"

	"sametable/internal/forumtest/browser"
	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// kind is a kind of page, as somebody sees it whom it shows something.
type kind struct{ name, path, who string }

// kinds are the pages a reader meets most.
func kinds() []kind {
	return []kind{
		{"home", "/", ""}, {"forum", "/f/HD", ""}, {"thread", walkedThread, "maliqing"}, {"charter", "/f/HD/charter", ""}, {"directory", "/orgs", ""},
		{"organisation", "/o/huilin", "maliqing"}, {"search", "/search?q=%E7%A4%BE%E5%B7%A5", "maliqing"}, {"sign-in", "/login", ""},
		{"desk", "/desk", "maliqing"}, {"moderation", "/mod", "elin"},
	}
}

// busy is the world on a day when something waits: a returned post and a draft on a desk, a held post before the moderators.
func busy(t *testing.T) seen {
	t.Helper()
	s := opened(t, house.World(t, store.SQLite))
	plain := scene{t: t, h: s.h, c: func(username string) *house.Client { return s.h.Client(t, s.s).SignIn(username) }}
	author, moderator := plain.c("maliqing"), plain.c("elin")
	returned := plain.held(author)
	plain.says(plain.fill(moderator, "/sv"+returned+"/return", "/sv"+returned+"/return", url.Values{"reason": {"请把电话改成概括的说法。"}}), http.StatusOK)
	plain.held(author)
	plain.fill(author, "/zh"+walkedThread, "/zh"+walkedThread, url.Values{"body": {"还没写完的一段话。"}, "act": {"save"}})
	if err := s.h.Rooms.Register.CatchUp(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// readers gives each of some people a browser; a page is asked for as whoever it is for.
func (s seen) readers(view browser.View, names ...string) map[string]*browser.Tab {
	s.t.Helper()
	tabs := map[string]*browser.Tab{}
	for _, name := range names {
		p := browser.Open(s.t, s.s.URL, view).Tab()
		if name != "" {
			p.Go("/zh/login")
			p.Follow("button[value=" + name + "]")
		}
		tabs[name] = p
	}
	return tabs
}

// TestTheKindsFit looks at the ten kinds of pages in each language: nothing a machine can find against WCAG 2.2 AA, nothing cut off
// or wider than the narrowest phone, nothing missing on paper. Pictures are kept where they are asked for.
func TestTheKindsFit(t *testing.T) {
	browser.NeedAxe(t)
	tabs := busy(t).readers(browser.Desk(), "", "maliqing", "elin")
	said := map[string]bool{} // what every page has is said once
	narrow := browser.View{Width: 320, Height: 700, Touch: true}
	for _, language := range []string{"zh", "en", "sv"} {
		for _, k := range kinds() {
			p, at := tabs[k.who], language+" "+k.name
			p.Look(browser.Desk())
			p.Go("/" + language + k.path)
			p.Picture(k.name + "-" + language + "-1280")
			if language != "zh" { // TestNothingAgainstAnyPage asks about every Chinese page
				for _, b := range p.Breaches() {
					if fault := fmt.Sprint(b); !said[fault] {
						said[fault] = true
						t.Errorf("%s: %s", at, fault)
					}
				}
			}
			p.Look(narrow)
			if got := browser.Eval[string](p, tooWide); got != "" {
				t.Errorf("%s at 320 px: %s", at, got)
			}
			p.Print(true)
			if got := browser.Eval[string](p, unprinted); got != "" {
				t.Errorf("%s on paper: %s", at, got)
			}
			p.Print(false)
			p.Look(browser.Phone())
			if got := browser.Eval[string](p, cutNavigation); got != "" {
				t.Errorf("%s at 390 px: the ways to go are %s", at, got)
			}
			p.Picture(k.name + "-" + language + "-390")
		}
	}
}

// cutNavigation tells how much of the ways to go is out of sight on a phone of common width, where nothing says that they scroll.
const cutNavigation = `(n => n.scrollWidth <= n.clientWidth ? '' : n.scrollWidth + ' px wide, seen are ' + n.clientWidth)(document.querySelector('.nav'))`

// tooWide names what makes a page scroll sideways.
const tooWide = `document.documentElement.scrollWidth <= innerWidth ? '' : document.documentElement.scrollWidth + ' px wide: ' +
	Array.from(document.querySelectorAll('body *')).filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll')).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ')`

// unprinted names what of a page's content a printer would leave out: its title, or text that is neither a control nor marked as
// not for paper.
const unprinted = `(() => {
	const shown = e => e.getClientRects().length > 0
	const title = document.querySelector('main h1')
	if (!title || !shown(title)) return 'the title is missing'
	return Array.from(document.querySelectorAll('main h2, main h3, main p, main li, main td, main dd')).filter(e =>
		e.innerText.trim() && !shown(e) && !e.closest('.no-print, form, nav, details:not([open]), .vh, [hidden], .find')).slice(0, 3).map(e => e.outerHTML.slice(0, 120)).join(' | ')
})()`

// shownTo finds, for each page there is, who sees most of it.
func (s seen) shownTo(all []string) map[string][]string {
	s.t.Helper()
	clients := map[string]*house.Client{}
	for _, who := range all {
		clients[who] = s.h.Client(s.t, s.s)
		if who != "" {
			clients[who].SignIn(who)
		}
	}
	shown := map[string][]string{}
	for _, r := range routes(s.t, s.h) {
		if r.Method != http.MethodGet || !strings.HasPrefix(r.Path, "/:l/") {
			continue
		}
		path, most, best := strings.Replace(r.Path, ":l", "zh", 1), 0, ""
		for _, who := range all {
			p := clients[who].Stay(path)
			if html := strings.HasPrefix(p.Header.Get("Content-Type"), "text/html"); html && (p.Status == http.StatusOK && len(p.Body) > most) {
				most, best = len(p.Body), who
			}
		}
		if most > 0 {
			shown[best] = append(shown[best], path)
		}
	}
	return shown
}

// TestNothingAgainstAnyPage asks axe about every page there is, in Chinese, as whoever sees most of it.
func TestNothingAgainstAnyPage(t *testing.T) {
	browser.NeedAxe(t)
	s := busy(t)
	shown := s.shownTo([]string{"", "maliqing", "hanlian", "elin", "sunlizhen", "chenlichuan", "alex", "mats"})
	said := map[string]bool{} // what every page has is said once
	var one sync.Mutex
	var pages int
	t.Run("as", func(t *testing.T) {
		for who, paths := range shown {
			pages += len(paths)
			t.Run(name(who), func(t *testing.T) {
				t.Parallel()
				p := seen{t: t, h: s.h, s: s.s}.readers(browser.Desk(), who)[who]
				for _, path := range paths {
					p.Go(path)
					for _, b := range p.Breaches() {
						one.Lock()
						if fault := fmt.Sprint(b); !said[fault] {
							said[fault] = true
							t.Errorf("%s: %s", mask(path), fault)
						}
						one.Unlock()
					}
				}
			})
		}
	})
	if pages < 40 {
		t.Errorf("only %d pages were looked at", pages)
	}
}
