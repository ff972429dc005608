package browser_test

import (
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"sametable/internal/forumtest/browser"
)

const page = `<!DOCTYPE html><html lang="en"><title>Planted</title><body><main><h1>Planted</h1>
<form method="post" action="/sent"><label for="f">Words</label><textarea id="f" name="f"></textarea><button id="send">Send</button></form>
<p id="ran">no</p><p id="width"></p></main>
<script>
document.getElementById('ran').textContent = 'yes'
document.getElementById('f').value = localStorage.getItem('f') || ''
document.getElementById('f').oninput = e => localStorage.setItem('f', e.target.value)
addEventListener('beforeunload', e => { if (document.getElementById('f').value) { e.preventDefault(); e.returnValue = '' } })
</script>`

// served is a page with a script that keeps what is typed, asks before one leaves, and counts as who came.
func served(t *testing.T) string {
	t.Helper()
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		http.SetCookie(w, &http.Cookie{Name: "been", Value: "here", Path: "/"})
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		body := page
		if r.URL.Path == "/faulty" {
			body = strings.Replace(body, "<h1>", `<img src="/none"><p style="color:#bbb;background:#fff">pale</p><h1>`, 1)
		}
		_, err := r.Cookie("been")
		if err != nil {
			body = strings.Replace(body, `<p id="width">`, `<p id="new">`, 1)
		}
		_, _ = w.Write([]byte(body))
	})
	mux.HandleFunc("POST /sent", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_, _ = w.Write([]byte("<!DOCTYPE html><title>Sent</title><p>got " + r.PostFormValue("f")))
	})
	s := httptest.NewServer(mux)
	t.Cleanup(s.Close)
	return s.URL
}

func TestReadersAreStrangers(t *testing.T) {
	base := served(t)
	for range 2 {
		p := browser.Open(t, base, browser.Desk()).Tab()
		p.Go("/")
		if !browser.Eval[bool](p, `!!document.querySelector('#new')`) {
			t.Error("a new reader has been here before")
		}
		p.Write("#f", "谁的")
		q := p.Beside()
		q.Go("/")
		if got := q.Value("#f"); got != "谁的" {
			t.Errorf("another page of hers holds %q", got)
		}
	}
}

func TestWithAndWithoutScripts(t *testing.T) {
	base := served(t)
	for _, view := range []browser.View{browser.Phone(), {Width: 320, Height: 600, Scriptless: true}} {
		p := browser.Open(t, base, view).Tab()
		p.Go("/")
		if ran := strings.Contains(p.Text(), "yes"); ran == view.Scriptless {
			t.Errorf("scriptless: %t, and the page's script ran: %t", view.Scriptless, ran)
		}
		if got := browser.Eval[int64](p, `screen.width`); view.Touch && got != view.Width {
			t.Errorf("the phone is %d wide", got)
		}
		p.Write("#f", "一句")
		p.Write("#f", "话")
		p.Follow("#send")
		if !strings.Contains(p.Text(), "got 一句话") {
			t.Errorf("sent: %s", p.Text())
		}
	}
}

func TestAPageDies(t *testing.T) {
	p := browser.Open(t, served(t), browser.Desk()).Tab()
	p.Go("/")
	p.Write("#f", "半句")
	p.Go("/elsewhere") // asks before leaving, and is answered
	p.Die()
	p = p.Beside()
	p.Go("/")
	if got := p.Value("#f"); got != "半句" {
		t.Errorf("storage holds %q", got)
	}
}

func TestAxeBites(t *testing.T) {
	browser.NeedAxe(t)
	p := browser.Open(t, served(t), browser.Desk()).Tab()
	p.Go("/faulty")
	var rules []string
	for _, b := range p.Breaches() {
		rules = append(rules, b.Rule)
	}
	if !slices.Contains(rules, "image-alt") || !slices.Contains(rules, "color-contrast") {
		t.Errorf("found %v", rules)
	}
	p.Go("/")
	if found := p.Breaches(); len(found) > 0 {
		t.Errorf("a clean page breaks %v", found)
	}
}

func TestSwitchedOff(t *testing.T) {
	t.Setenv("FORUM_TEST_BROWSER", "0")
	t.Setenv("FORUM_TEST_ALL", "1") // off is off, even where everything is asked for
	var said bool
	t.Run("left out", func(t *testing.T) {
		defer func() { said = t.Skipped() }()
		browser.Need(t)
	})
	if !said {
		t.Error("a browser test runs although they are switched off")
	}
}
