package server_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"sametable/internal/app"
)

// The pace of these tests: four at once, and so few a minute that none comes back while a test runs.
const burst = 4

func slowly() app.Option { return app.WithPace(1, burst) }

// spend asks until the limit answers, and gives how often it did not.
func spend(h http.Handler, most int, changes ...func(*http.Request)) int {
	for n := range most {
		if ask(h, http.MethodGet, "/en/login", "", changes...).Code == http.StatusTooManyRequests {
			return n
		}
	}
	return most
}

func TestTooMany(t *testing.T) {
	h := front(t, slowly())
	if n := spend(h, 20); n != burst {
		t.Fatalf("%d requests passed, want %d", n, burst)
	}
	for language, words := range map[string]string{"en": "Please wait a little", "zh": "请稍等片刻", "sv": "Vänta en liten stund"} {
		rec := ask(h, http.MethodGet, "/"+language+"/forums", "")
		seconds, err := strconv.Atoi(rec.Header().Get("Retry-After"))
		if rec.Code != http.StatusTooManyRequests || err != nil || seconds < 1 || seconds > 60 || !strings.Contains(rec.Body.String(), words) {
			t.Errorf("%s: %d, Retry-After %q", language, rec.Code, rec.Header().Get("Retry-After"))
		}
	}
	if rec := ask(h, http.MethodGet, "/static/x", ""); rec.Code == http.StatusTooManyRequests {
		t.Error("styles and scripts are limited")
	}
	if rec := ask(h, http.MethodGet, "/en/login", "", from("192.0.2.2:1")); rec.Code != http.StatusOK {
		t.Errorf("the neighbour: %d", rec.Code)
	}
}

// TestAHouseholdIsOne: whoever has 64 bits of version 6 to herself is one.
func TestAHouseholdIsOne(t *testing.T) {
	h := front(t, slowly())
	passed := 0
	for i := range 20 {
		if ask(h, http.MethodGet, "/en/login", "", from(fmt.Sprintf("[2001:db8:1:2::%x]:1", i+1))).Code == http.StatusOK {
			passed++
		}
	}
	if passed != burst {
		t.Errorf("%d requests of one household passed, want %d", passed, burst)
	}
	if n := spend(h, 1, from("[2001:db8:1:3::1]:1")); n != 1 {
		t.Error("the next household is refused")
	}
	if n := spend(h, 20, from("[::ffff:192.0.2.9]:1")) + spend(h, 20, from("192.0.2.9:1")); n != burst {
		t.Errorf("one address in two ways of writing: %d passed", n)
	}
}

// TestAnOfficeSharesAnAddress: those who are signed in are counted each for herself; a made-up cookie helps nobody; and an address
// as a whole has its bound.
func TestAnOfficeSharesAnAddress(t *testing.T) {
	h := front(t, slowly())
	office := from("198.51.100.1:1")
	spend(h, 20, office) // somebody beside them uses the office's measure up
	passed := 0
	for i := range 10 {
		made := cookie(&http.Cookie{Name: "forum_session", Value: fmt.Sprintf("made-up-%d", i)})
		if ask(h, http.MethodGet, "/en/login", "", office, made).Code != http.StatusTooManyRequests {
			passed++
		}
	}
	if passed != 0 {
		t.Errorf("%d requests with made-up cookies passed", passed)
	}
	// The made-up ones used up what this address may ask about cookies nobody has seen.
	h = front(t, slowly())
	first, second := signIn(t, h, "maliqing", "198.51.100.1:1"), signIn(t, h, "elin", "198.51.100.1:1")
	spend(h, 20, office)
	for _, c := range []*http.Cookie{first, second} {
		if n := spend(h, 20, office, cookie(c)); n != burst {
			t.Errorf("a member in a busy office: %d passed, want %d", n, burst)
		}
	}
	again := signIn(t, h, "maliqing", "203.0.113.77:1")
	if n := spend(h, 20, from("203.0.113.77:1"), cookie(again)); n != 0 {
		t.Errorf("a second session of the same person: %d passed", n)
	}
}

// TestAnAddressHasItsBound: however many are signed in behind it.
func TestAnAddressHasItsBound(t *testing.T) {
	h := front(t, slowly())
	at, passed := from("198.51.100.1:1"), 0
	for i, username := range []string{"maliqing", "elin", "maliqing", "elin"} {
		c := signIn(t, h, username, fmt.Sprintf("203.0.113.%d:1", i+1))
		for range 2 * burst {
			for _, method := range []string{http.MethodGet, http.MethodPost} { // a page; what is sent while typing
				path := map[string]string{http.MethodGet: "/en/login", http.MethodPost: "/en/check"}[method]
				if ask(h, method, path, "", at, cookie(c)).Code != http.StatusTooManyRequests {
					passed++
				}
			}
		}
	}
	if n := spend(h, 20, at); passed != 4*burst || n != 0 {
		t.Errorf("%d of two members passed, want %d; and %d of a visitor after %d requests in all", passed, 4*burst, n, 8*2*burst)
	}
	if rec := ask(h, http.MethodGet, "/healthz", "", at); rec.Code != http.StatusOK {
		t.Error("health is limited")
	}
}

// TestTypingHasItsOwnMeasure: what the script sends by itself does not close the pages.
func TestTypingHasItsOwnMeasure(t *testing.T) {
	h := front(t, slowly())
	c := signIn(t, h, "maliqing", "203.0.113.1:1")
	at := from("198.51.100.1:1")
	check := func() *httptest.ResponseRecorder {
		return ask(h, http.MethodPost, "/zh/check", "text=x", at, cookie(c))
	}
	for i := range burst {
		if rec := check(); rec.Code != http.StatusOK {
			t.Fatalf("check %d: %d", i, rec.Code)
		}
	}
	if rec := check(); rec.Code != http.StatusTooManyRequests {
		t.Errorf("too many checks: %d", rec.Code)
	}
	if n := spend(h, 20, at, cookie(c)); n != burst {
		t.Errorf("after typing %d pages opened, want %d", n, burst)
	}
}

// TestARefusedFormComesBack: the text is on the page, with the form's own key; passwords are not; what cannot be given back is said
// to be lost.
func TestARefusedFormComesBack(t *testing.T) {
	h := front(t, slowly())
	spend(h, 20)
	text := "First line.\n</textarea><script>alert(1)</script>"
	rec := ask(h, http.MethodPost, "/en/t/any/reply", url.Values{"body": {text}, "nonce": {"the-key"}, "voice": {"own"}}.Encode())
	page := rec.Body.String()
	for _, want := range []string{"&lt;/textarea&gt;&lt;script&gt;", `name="nonce" value="the-key"`, `name="voice" value="own"`, `action="/en/t/any/reply"`, "Send again", "not kept here"} {
		if !strings.Contains(page, want) {
			t.Errorf("%s is not on the page", want)
		}
	}
	if rec.Code != http.StatusTooManyRequests || strings.Contains(page, "<script>alert") || rec.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("%d, %q", rec.Code, rec.Header())
	}
	rec = ask(h, http.MethodPost, "/en/login", "username=maliqing&password=a+secret+of+hers")
	if page := rec.Body.String(); strings.Contains(page, "a secret of hers") || !strings.Contains(page, "was not kept") {
		t.Error("a password comes back, or its loss is not said")
	}
	foreign := ask(h, http.MethodPost, "/en/t/any/reply", url.Values{"body": {text}}.Encode(), header("Sec-Fetch-Site", "cross-site"))
	if foreign.Code != http.StatusTooManyRequests || strings.Contains(foreign.Body.String(), "First line") {
		t.Errorf("another site's form: %d, or its text is shown", foreign.Code)
	}
	long := ask(h, http.MethodPost, "/sv/t/any/reply", "body="+strings.Repeat("x", 2<<20))
	if page := long.Body.String(); len(page) > 100_000 || !strings.Contains(page, "har inte sparats") {
		t.Errorf("a long form: %d bytes", len(page))
	}
}
