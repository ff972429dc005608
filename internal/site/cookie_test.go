package site_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// signIn posts the door of the demo with the cookies of an earlier answer, and gives the new ones by name.
func signIn(t *testing.T, h http.Handler, form url.Values, had map[string]*http.Cookie) map[string]*http.Cookie {
	t.Helper()
	r := httptest.NewRequest(http.MethodPost, "/zh/login/demo", strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	for _, c := range had {
		r.AddCookie(c)
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("the door answers %d", rec.Code)
	}
	set := map[string]*http.Cookie{}
	for _, c := range rec.Result().Cookies() {
		set[c.Name] = c
	}
	return set
}

// TestCookiesAreTiedToTheHouse: over https every cookie belongs to this host alone, travels by https alone, and neither scripts nor
// forms of other houses get at it (OWASP ASVS 5.0, V3.3.1 to V3.3.4).
func TestCookiesAreTiedToTheHouse(t *testing.T) {
	h := house.World(t, store.SQLite)
	h.Config.BaseURL = "https://forum.example.org"
	e, err := h.Handler()
	if err != nil {
		t.Fatal(err)
	}
	set := signIn(t, e, url.Values{"username": {"maliqing"}}, nil)
	for _, c := range get(context.Background(), e, "/sv/about", nil).Result().Cookies() {
		set[c.Name] = c
	}
	for _, name := range []string{"session", "device", "language", "flash"} {
		c := set["__Host-forum_"+name]
		if c == nil {
			t.Errorf("no cookie for the %s among %d", name, len(set))
		} else if !c.Secure || !c.HttpOnly || c.SameSite != http.SameSiteLaxMode || c.Path != "/" || c.Domain != "" {
			t.Errorf("%s: %s", name, c)
		}
	}
	for name := range set {
		if !strings.HasPrefix(name, "__Host-") {
			t.Errorf("%s is not tied to the host", name)
		}
	}
}

// TestASignInEndsTheSessionBefore: the device has one session, and who signed in before on it is out (OWASP ASVS 5.0, V7.2.4).
func TestASignInEndsTheSessionBefore(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		before := signIn(t, e, url.Values{"username": {"maliqing"}}, nil)
		after := signIn(t, e, url.Values{"username": {"maliqing"}}, before)
		old, now := before["forum_session"], after["forum_session"]
		if old.Value == now.Value {
			t.Error("the session went on")
		}
		if rec := get(context.Background(), e, "/zh/desk", old); rec.Code != http.StatusSeeOther {
			t.Errorf("the session before still opens the desk: %d", rec.Code)
		}
		if rec := get(context.Background(), e, "/zh/desk", now); rec.Code != http.StatusOK {
			t.Errorf("the new session: %d", rec.Code)
		}
	})
}

// TestTheFirstOfTwoValuesCounts: a field that comes twice means the first, whoever reads it (OWASP ASVS 5.0, V15.3.7).
func TestTheFirstOfTwoValuesCounts(t *testing.T) {
	e, err := house.World(t, store.SQLite).Handler()
	if err != nil {
		t.Fatal(err)
	}
	set := signIn(t, e, url.Values{"username": {"maliqing", "elin"}}, nil)
	if rec := get(context.Background(), e, "/zh/mod", set["forum_session"]); rec.Code != http.StatusNotFound {
		t.Errorf("moderation as the second value: %d", rec.Code)
	}
	first := get(context.Background(), e, "/zh/search?q=%E5%84%BF%E7%AB%A5&q=zzzz", nil).Body.String()
	if !strings.Contains(first, `value="儿童"`) || strings.Contains(first, `value="zzzz"`) {
		t.Error("the search took the second value in")
	}
}
