package server_test

import (
	"net/http"
	"net/http/httptest"
	"net/netip"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"sametable/internal/app"
	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// front is the demo world behind its limits.
func front(t *testing.T, options ...app.Option) *echo.Echo {
	t.Helper()
	e, err := house.World(t, store.SQLite, options...).Handler()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

// ask is one request to a handler, from an address of version 4 unless a change says otherwise.
func ask(h http.Handler, method, path, body string, changes ...func(*http.Request)) *httptest.ResponseRecorder {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.RemoteAddr = "192.0.2.1:4711"
	if body != "" {
		r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	}
	for _, change := range changes {
		change(r)
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

func header(name, value string) func(*http.Request) {
	return func(r *http.Request) { r.Header.Set(name, value) }
}

func from(address string) func(*http.Request) {
	return func(r *http.Request) { r.RemoteAddr = address }
}

func cookie(c *http.Cookie) func(*http.Request) { return func(r *http.Request) { r.AddCookie(c) } }

// signIn gives the cookie of a session of somebody in the demo world.
func signIn(t *testing.T, h http.Handler, username, address string) *http.Cookie {
	t.Helper()
	rec := ask(h, http.MethodPost, "/zh/login/demo", "username="+username, from(address))
	for _, c := range rec.Result().Cookies() {
		if c.Name == "forum_session" && c.Value != "" {
			return c
		}
	}
	t.Fatalf("signing in as %s answers %d", username, rec.Code)
	return nil
}

func TestHeaders(t *testing.T) {
	h := front(t)
	for _, path := range []string{"/en/", "/en/nowhere", "/healthz", "/static/x", "/en/login"} {
		rec := ask(h, http.MethodGet, path, "")
		for name, want := range map[string]string{"Content-Security-Policy": "default-src 'none'", "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
			"Referrer-Policy": "same-origin", "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Resource-Policy": "same-origin", "Permissions-Policy": "camera=()"} {
			if got := rec.Header().Get(name); !strings.Contains(got, want) {
				t.Errorf("%s: %s is %q, want %q", path, name, got, want)
			}
		}
		if csp := rec.Header().Get("Content-Security-Policy"); strings.Contains(csp, "unsafe") || strings.Contains(csp, "http") {
			t.Errorf("%s: %s", path, csp)
		}
		if rec.Header().Get("Strict-Transport-Security") != "" {
			t.Errorf("%s: people come by http, and yet are told to come by https", path)
		}
	}
	secure := house.World(t, store.SQLite)
	secure.Config.BaseURL = "https://forum.example.org"
	e, err := secure.Handler()
	if err != nil {
		t.Fatal(err)
	}
	if got := ask(e, http.MethodGet, "/en/", "").Header().Get("Strict-Transport-Security"); !strings.Contains(got, "max-age=31536000") {
		t.Errorf("over https: %q", got)
	}
}

// TestAnotherSitesFormsAreRefused: what a browser says of itself decides, in the order of the standard.
func TestAnotherSitesFormsAreRefused(t *testing.T) {
	h := front(t)
	for _, c := range []struct {
		name   string
		method string
		header map[string]string
		want   int
	}{
		{"same origin", "POST", map[string]string{"Sec-Fetch-Site": "same-origin"}, 303},
		{"typed or bookmarked", "POST", map[string]string{"Sec-Fetch-Site": "none"}, 303},
		{"another site", "POST", map[string]string{"Sec-Fetch-Site": "cross-site"}, 403},
		{"a sister host", "POST", map[string]string{"Sec-Fetch-Site": "same-site"}, 403},
		{"old browser, same origin", "POST", map[string]string{"Origin": "http://example.com"}, 303},
		{"old browser, another origin", "POST", map[string]string{"Origin": "http://evil.example"}, 403},
		{"old browser, hidden origin", "POST", map[string]string{"Origin": "null"}, 403},
		{"no browser", "POST", nil, 303},
		{"a link from another site", "GET", map[string]string{"Sec-Fetch-Site": "cross-site"}, 200},
	} {
		path, body := "/en/login/demo", "username=maliqing"
		if c.method == "GET" {
			path, body = "/en/login", ""
		}
		rec := ask(h, c.method, path, body, func(r *http.Request) {
			for name, value := range c.header {
				r.Header.Set(name, value)
			}
		})
		if rec.Code != c.want {
			t.Errorf("%s: %d, want %d", c.name, rec.Code, c.want)
		}
		if c.want == 403 && (rec.Header().Get("Set-Cookie") != "" && strings.Contains(rec.Header().Get("Set-Cookie"), "forum_session") || strings.Contains(rec.Body.String(), "maliqing")) {
			t.Errorf("%s: something of the foreign form came through: %v", c.name, rec.Header())
		}
	}
}

func TestOtherMethodsAreNamed(t *testing.T) {
	h := front(t)
	for _, method := range []string{http.MethodPut, http.MethodDelete, http.MethodPatch} {
		for _, path := range []string{"/sv/forums", "/sv/login", "/healthz"} {
			rec := ask(h, method, path, "")
			allow := rec.Header().Get("Allow")
			if rec.Code != http.StatusMethodNotAllowed || !strings.Contains(allow, "GET") || strings.Contains(allow, method) {
				t.Errorf("%s %s: %d, Allow %q", method, path, rec.Code, allow)
			}
		}
	}
	if rec := ask(h, http.MethodPut, "/sv/forums", ""); !strings.Contains(rec.Body.String(), `lang="sv"`) {
		t.Error("the refusal does not speak Swedish")
	}
	if rec := ask(h, http.MethodPut, "/sv/nowhere", ""); rec.Code != http.StatusNotFound {
		t.Errorf("an unknown path: %d", rec.Code)
	}
	if rec := ask(h, http.MethodGet, "/sv/a%00b", ""); rec.Code != http.StatusNotFound {
		t.Errorf("a path that is no text: %d", rec.Code)
	}
}

// TestWhoIsAsking: only the proxies that were named are believed.
func TestWhoIsAsking(t *testing.T) {
	for _, c := range []struct {
		name, trusted, remote, forwarded, want string
	}{
		{"nobody is trusted", "", "198.51.100.7:1", "203.0.113.5", "198.51.100.7"},
		{"not even this machine", "", "127.0.0.1:1", "203.0.113.5", "127.0.0.1"},
		{"not even a private network", "192.0.2.0/24", "10.0.0.9:1", "203.0.113.5", "10.0.0.9"},
		{"the proxy", "127.0.0.1/32", "127.0.0.1:1", "203.0.113.5", "203.0.113.5"},
		{"what a stranger put before it", "127.0.0.1/32", "127.0.0.1:1", "1.2.3.4, 203.0.113.5", "203.0.113.5"},
		{"past the proxy", "127.0.0.1/32", "198.51.100.7:1", "203.0.113.5", "198.51.100.7"},
		{"two proxies", "127.0.0.1/32,10.0.0.0/8", "127.0.0.1:1", "203.0.113.5, 10.1.2.3", "203.0.113.5"},
		{"version 6", "::1/128", "[::1]:1", "2001:db8::5", "2001:db8::5"},
	} {
		h := house.World(t, store.SQLite)
		if c.trusted != "" {
			h.Config.TrustedProxies = strings.Split(c.trusted, ",")
			for _, network := range h.Config.TrustedProxies {
				netip.MustParsePrefix(network)
			}
		}
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		r := httptest.NewRequest(http.MethodGet, "/", nil)
		r.RemoteAddr = c.remote
		r.Header.Set("X-Forwarded-For", c.forwarded)
		r.Header.Set("X-Real-Ip", "9.9.9.9")
		if got := e.NewContext(r, nil).RealIP(); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

func TestHealth(t *testing.T) {
	h := house.World(t, store.SQLite, app.WithPace(60, 1))
	e, err := h.Handler()
	if err != nil {
		t.Fatal(err)
	}
	for range 20 { // far above the limit
		for _, method := range []string{http.MethodGet, http.MethodHead} {
			for _, path := range []string{"/healthz", "/readyz"} {
				if rec := ask(e, method, path, ""); rec.Code != http.StatusOK {
					t.Fatalf("%s %s: %d", method, path, rec.Code)
				}
			}
		}
	}
	if got := ask(e, http.MethodGet, "/readyz", "").Body.String(); got != "ready\n" {
		t.Errorf("readyz says %q", got)
	}
	if err := h.Store.SQL().Close(); err != nil {
		t.Fatal(err)
	}
	rec := ask(e, http.MethodGet, "/readyz", "")
	if rec.Code != http.StatusServiceUnavailable || rec.Header().Get("Retry-After") == "" || strings.Contains(rec.Body.String(), "sql") {
		t.Errorf("without a database: %d %q", rec.Code, rec.Body)
	}
	if rec := ask(e, http.MethodGet, "/healthz", ""); rec.Code != http.StatusOK {
		t.Errorf("without a database it is alive all the same: %d", rec.Code)
	}
}

// TestAFullDisk lets the database grow no further: pages are read, writing is refused in words, health says so, and all of it ends
// by itself.
func TestAFullDisk(t *testing.T) {
	h := house.World(t, store.SQLite)
	e, err := h.Handler()
	if err != nil {
		t.Fatal(err)
	}
	member := signIn(t, e, "maliqing", "192.0.2.1:1")
	post := func() *httptest.ResponseRecorder {
		return ask(e, http.MethodPost, "/en/draft", url.Values{"key": {"write:LH"}, "body": {strings.Repeat("A line of a draft.\n", 300)}, "nonce": {"k" + t.Name()}}.Encode(), cookie(member))
	}
	grow := func(most string) {
		if _, err := h.Store.SQL().Exec("PRAGMA max_page_count = " + most); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := h.Store.SQL().Exec("VACUUM"); err != nil { // no page lies free
		t.Fatal(err)
	}
	// The probe changes one small row, which would fit where a text does not. A disk that is full refuses both.
	if _, err := h.Store.SQL().Exec("CREATE TRIGGER full_disk BEFORE INSERT ON series BEGIN SELECT RAISE(ABORT, 'full'); END"); err != nil {
		t.Fatal(err)
	}
	grow("1") // as many as there are
	rec := post()
	if rec.Code != http.StatusServiceUnavailable || rec.Header().Get("Retry-After") == "" {
		t.Fatalf("writing on a full disk: %d", rec.Code)
	}
	if body := rec.Body.String(); !strings.Contains(body, "A line of a draft.") || !strings.Contains(body, "Send again") || !strings.Contains(body, "k"+t.Name()) {
		t.Error("the text does not come back with its key")
	}
	if rec.Header().Get("Cache-Control") != "no-store" {
		t.Errorf("somebody's text may be kept: %q", rec.Header().Get("Cache-Control"))
	}
	if rec := ask(e, http.MethodGet, "/en/f/LH", "", cookie(member)); rec.Code != http.StatusOK {
		t.Errorf("reading on a full disk: %d", rec.Code)
	}
	if got := ask(e, http.MethodGet, "/readyz", ""); got.Code != http.StatusOK || !strings.HasPrefix(got.Body.String(), "degraded: ") {
		t.Errorf("readyz: %d %q", got.Code, got.Body)
	}
	grow("1000000")
	if _, err := h.Store.SQL().Exec("DROP TRIGGER full_disk"); err != nil {
		t.Fatal(err)
	}
	if got := ask(e, http.MethodGet, "/readyz", "").Body.String(); got != "ready\n" {
		t.Errorf("with room again: %q", got)
	}
	if rec := post(); rec.Code != http.StatusSeeOther {
		t.Errorf("writing with room again: %d", rec.Code)
	}
}
