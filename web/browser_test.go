package web

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/chromedp/chromedp"

	"sametable/internal/forumtest/parts"
)

// stage is the gallery behind a server as strict as the forum's, and a browser in front of it.
type stage struct {
	t        *testing.T
	ctx      context.Context
	url      string
	breaches atomic.Int32 // of the content security policy
	posts    atomic.Int32
}

const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; report-uri /breach"

func newStage(t *testing.T) *stage {
	t.Helper()
	if testing.Short() {
		t.Skip("starts a browser")
	}
	if os.Getenv("FORUM_TEST_BROWSER") == "0" {
		t.Skip("FORUM_TEST_BROWSER=0 switches the tests in a browser off")
	}
	if parts.Browser() == "" {
		if os.Getenv("FORUM_TEST_ALL") == "1" {
			t.Fatal("Chromium is missing, and FORUM_TEST_ALL=1 leaves nothing out")
		}
		t.Skip("there is no Chromium here")
	}
	s := &stage{t: t}
	server := httptest.NewServer(s.routes())
	t.Cleanup(server.Close)
	s.url = server.URL
	options := append(chromedp.DefaultExecAllocatorOptions[:], chromedp.ExecPath(parts.Browser()), chromedp.NoSandbox, chromedp.Flag("disable-background-networking", true))
	alloc, cancel := chromedp.NewExecAllocator(t.Context(), options...)
	t.Cleanup(cancel)
	ctx, cancel := chromedp.NewContext(alloc)
	t.Cleanup(cancel)
	ctx, cancel = context.WithTimeout(ctx, 5*time.Minute)
	t.Cleanup(cancel)
	s.ctx = ctx
	return s
}

func (s *stage) routes() http.Handler {
	mux := http.NewServeMux()
	mux.Handle(AssetPrefix, Assets())
	for _, speaker := range speakers(s.t) {
		for _, p := range plates() {
			var b bytes.Buffer
			if err := p.page(speaker).Render(context.Background(), &b); err != nil {
				s.t.Fatal(err)
			}
			mux.HandleFunc("/"+string(speaker.Code())+"/"+p.name, func(w http.ResponseWriter, _ *http.Request) {
				w.Header().Set("Content-Type", "text/html; charset=utf-8")
				w.Header().Set("Content-Security-Policy", policy)
				_, _ = w.Write(b.Bytes())
			})
		}
	}
	mux.HandleFunc("/breach", func(http.ResponseWriter, *http.Request) { s.breaches.Add(1) })
	mux.HandleFunc("/sent", func(http.ResponseWriter, *http.Request) { s.posts.Add(1); time.Sleep(300 * time.Millisecond) })
	mux.HandleFunc("/zh/preview", func(w http.ResponseWriter, r *http.Request) {
		_, _ = fmt.Fprintf(w, "<p>%s</p>", r.PostFormValue("title"))
	})
	mux.HandleFunc("/zh/check", func(w http.ResponseWriter, r *http.Request) {
		hits := ""
		if at := strings.Index(r.PostFormValue("text"), "九岁"); at >= 0 {
			start := len([]rune(r.PostFormValue("text")[:at]))
			hits = fmt.Sprintf(`{"rule":"age","severity":"block","start":%d,"end":%d,"message":"年龄","why":"","offers":[{"label":"删去","replacement":"某"}]}`, start, start+2)
		}
		_, _ = fmt.Fprintf(w, `{"hits":[%s]}`, hits)
	})
	return mux
}

func (s *stage) open(path string) {
	s.t.Helper()
	if err := chromedp.Do(s.ctx, chromedp.Navigate(s.url+path)); err != nil {
		s.t.Fatal(err)
	}
}

// eval runs a script in the page.
func eval[T any](s *stage, script string) T {
	s.t.Helper()
	got, err := chromedp.Run(s.ctx, chromedp.Evaluate[T](script, chromedp.EvalAwaitPromise))
	if err != nil {
		s.t.Fatalf("%s: %v", script, err)
	}
	return got
}

// until waits for a condition in the page.
func (s *stage) until(condition string) {
	s.t.Helper()
	for range 60 {
		// While a page gives way to the next, there is nothing to ask.
		if yes, err := chromedp.Run(s.ctx, chromedp.Evaluate[bool](condition)); err == nil && yes {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	s.t.Errorf("never: %s", condition)
}

const typing = `(text => { const f = document.getElementById('f-situation'); f.value = text; f.dispatchEvent(new Event('input', {bubbles: true})); return true })`

func TestScript(t *testing.T) {
	s := newStage(t)
	s.drafts(t)
	s.writing(t)
	s.leaving(t)
	if n := s.breaches.Load(); n > 0 {
		t.Errorf("%d breaches of the content security policy", n)
	}
}

func (s *stage) drafts(t *testing.T) {
	t.Run("a draft outlives the page", func(t *testing.T) {
		s.t = t
		s.open("/zh/write")
		eval[bool](s, typing+`('一段很长的话')`)
		s.until(`document.getElementById('f-situation-status').textContent.startsWith('已保存在本机 ')`)
		s.open("/zh/write")
		s.until(`document.getElementById('f-situation').value === '一段很长的话'`)
		s.until(`document.getElementById('f-situation-status').textContent.includes('已恢复')`)
		eval[bool](s, `(document.querySelector('#f-situation-status button').click(), true)`)
		s.until(`document.getElementById('f-situation').value.startsWith('本村一名女童')`)
	})
	t.Run("a draft the server took is forgotten", func(t *testing.T) {
		s.t = t
		eval[bool](s, typing+`('再写一段')`)
		s.until(`localStorage.getItem('draft:k7:proposal-new') !== null`)
		s.open("/zh/refused")
		s.until(`localStorage.getItem('draft:k7:proposal-new') === null`)
		s.until(`document.activeElement.hasAttribute('data-focus')`)
	})
	t.Run("signing out clears the drafts", func(t *testing.T) {
		s.t = t
		eval[bool](s, `(localStorage.setItem('draft:k7:x', '{"v":"a","t":' + Date.now() + '}'), localStorage.setItem('draft:k8:y', '{"v":"a","t":1}'), true)`)
		s.open("/zh/desk")
		s.until(`localStorage.getItem('draft:k8:y') === null && localStorage.getItem('draft:k7:x') !== null`)
		eval[bool](s, `(() => { const f = document.querySelector('[data-signout]'); f.action = '/sent'; f.querySelector('button').click(); return true })()`)
		s.until(`localStorage.length === 0`)
	})
}

func (s *stage) writing(t *testing.T) {
	t.Run("the check offers and mends", func(t *testing.T) {
		s.t = t
		s.open("/zh/write")
		eval[bool](s, typing+`('😀村里一名九岁女童')`)
		s.until(`document.querySelector('#f-situation-hits .hit-what').firstChild.data === '年龄'`)
		s.until(`document.querySelector('#f-situation-hits mark').textContent === '九岁'`)
		s.until(`document.getElementById('f-situation').getAttribute('aria-invalid') === 'true'`)
		eval[bool](s, `(document.querySelector('#f-situation-hits button').click(), true)`)
		s.until(`document.getElementById('f-situation').value === '😀村里一名某女童'`)
		s.until(`document.getElementById('f-situation-hits').textContent === ''`)
		s.until(`document.querySelector('[data-left]').textContent === '还可输入1992字'`)
	})
	t.Run("the preview is the server's", func(t *testing.T) {
		s.t = t
		eval[bool](s, `(document.getElementById('f-title').value = '标题', document.querySelector('[data-preview]').click(), true)`)
		s.until(`document.getElementById('f-situation-preview').textContent === '标题'`)
	})
}

func (s *stage) leaving(t *testing.T) {
	t.Run("unsaved text comes along to another language", func(t *testing.T) {
		s.t = t
		eval[bool](s, `(localStorage.clear(), `+typing+`('带走的话'), location.hash = 'f-title', document.querySelector('a[data-lang=sv]').click(), true)`)
		s.until(`location.pathname === '/sv/write/proposal'`)
		if got := eval[string](s, `JSON.parse(sessionStorage.getItem('switch')).f.find(k => k[0] === 'situation')[1]`); got != "带走的话" {
			t.Errorf("carried %q", got)
		}
		if got := eval[string](s, `location.pathname + location.search + location.hash`); got != "/sv/write/proposal?v=2#f-title" {
			t.Errorf("arrived at %s", got)
		}
	})
	t.Run("a form is sent once", func(t *testing.T) {
		s.t = t
		s.posts.Store(0)
		s.open("/zh/refused")
		eval[bool](s, `(() => { const f = document.querySelector('main form'); f.action = '/sent'; const b = f.querySelector('button'); b.click(); b.click(); return true })()`)
		time.Sleep(600 * time.Millisecond)
		if n := s.posts.Load(); n != 1 {
			t.Errorf("sent %d times", n)
		}
	})
	t.Run("a menu closes on Escape", func(t *testing.T) {
		s.t = t
		s.open("/zh/desk")
		eval[bool](s, `(document.querySelector('[data-menu]').open = true)`)
		eval[bool](s, `document.dispatchEvent(new KeyboardEvent('keydown', {key: 'Escape'}))`)
		s.until(`!document.querySelector('[data-menu]').open && document.activeElement.tagName === 'SUMMARY'`)
	})
}

// Nothing is cut off or scrolls sideways on the narrowest phone, with text twice as large, or with wider spacing; what is pressed
// is large enough for a thumb.
func TestPagesFit(t *testing.T) {
	s := newStage(t)
	for _, view := range []struct {
		name  string
		width int64
		setup string
	}{
		{"320 px", 320, `true`},
		{"200 % text", 640, `(document.documentElement.style.fontSize = '200%', true)`},
		{"1024 px", 1024, `true`},
	} {
		if err := chromedp.Do(s.ctx, chromedp.EmulateViewport(view.width, 900)); err != nil {
			t.Fatal(err)
		}
		for _, code := range []string{"zh", "en", "sv"} {
			for _, p := range plates() {
				s.open("/" + code + "/" + p.name)
				eval[bool](s, view.setup)
				if got := eval[int64](s, `document.documentElement.scrollWidth`); got > view.width {
					t.Errorf("%s/%s at %s is %d px wide: %s", code, p.name, view.name, got, eval[string](s, tooWide))
				}
				if got := eval[string](s, tooSmall); got != "" {
					t.Errorf("%s/%s at %s: too small to press: %s", code, p.name, view.name, got)
				}
			}
		}
	}
}

const tooWide = `Array.from(document.querySelectorAll('main *,header *,footer *')).filter(e => e.getBoundingClientRect().right > innerWidth + 1 && !e.closest('.scroll')).slice(0, 3).map(e => e.tagName + '.' + e.getAttribute('class')).join(' ')`

const tooSmall = `Array.from(document.querySelectorAll('button,.btn,.in,summary,header li>a,footer li>a,.tabs a')).filter(e => { const r = e.getBoundingClientRect(); return r.height > 0 && r.height < 43.5 && !e.hasAttribute('aria-hidden') }).slice(0, 3).map(e => e.tagName + ' ' + e.textContent.trim() + ' ' + e.getBoundingClientRect().height).join('; ')`
