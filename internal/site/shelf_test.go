package site_test

import (
	"bytes"
	"compress/gzip"
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// ask sends a visitor's request with headers.
func ask(h http.Handler, path string, header map[string]string) *httptest.ResponseRecorder {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	for name, value := range header {
		r.Header.Set(name, value)
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

// A visitor's page comes from the shelf with one statement and the same bytes, compressed or not; an entry makes it new.
func TestVisitorsReadFromTheShelf(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		const path = "/en/" // which counts the posts of every forum
		first := ask(e, path, nil)
		if strings.Contains(first.Body.String(), `name="nonce"`) {
			t.Error("a page on the shelf has a form with a key of its own")
		}
		ctx, n := store.WithCounter(context.Background())
		again := get(ctx, e, path, nil)
		if n.Load() != 1 || again.Body.String() != first.Body.String() {
			t.Errorf("%d statements, same bytes: %t", n.Load(), again.Body.String() == first.Body.String())
		}
		if again.Header().Get("Set-Cookie") == "" {
			t.Error("the language is not remembered")
		}
		packed := ask(e, path, map[string]string{"Accept-Encoding": "gzip"})
		z, err := gzip.NewReader(packed.Body)
		if err != nil {
			t.Fatal(err)
		}
		if plain, _ := io.ReadAll(z); !bytes.Equal(plain, first.Body.Bytes()) {
			t.Error("packed and plain differ")
		}
		tag := again.Header().Get("ETag")
		if same := ask(e, path, map[string]string{"If-None-Match": tag}); tag == "" || same.Code != http.StatusNotModified || same.Body.Len() > 0 {
			t.Errorf("known to the browser: %d, %d bytes", same.Code, same.Body.Len())
		}
		reply(t, e, "/zh/f/LH/t/2019-02", "maliqing", "一条新的发言。")
		if after := ask(e, path, map[string]string{"If-None-Match": tag}); after.Code != http.StatusOK || after.Body.String() == first.Body.String() {
			t.Errorf("after a reply: %d, the same page: %t", after.Code, after.Body.String() == first.Body.String())
		}
	})
}

// reply posts to a thread as somebody.
func reply(t *testing.T, h http.Handler, path, who, body string) {
	t.Helper()
	cookie := cookieOf(t, h, who)
	page := get(context.Background(), h, path, cookie).Body.String()
	_, rest, _ := strings.Cut(page, `name="nonce" value="`)
	nonce, _, _ := strings.Cut(rest, `"`)
	form := url.Values{"body": {body}, "kind": {"personal"}, "language": {"zh"}, "nonce": {nonce}}
	r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	r.AddCookie(cookie)
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	if rec.Code != http.StatusSeeOther {
		t.Fatalf("reply: %d", rec.Code)
	}
}

// What is somebody's own never comes from the shelf, and never goes there.
func TestTheShelfKnowsNobody(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		const path = "/zh/f/LH"
		visitor := ask(e, path, nil).Body.String()
		member := get(context.Background(), e, path, cookieOf(t, e, "maliqing")).Body.String()
		if member == visitor || !strings.Contains(member, "马例青") {
			t.Error("a member got a visitor's page")
		}
		if after := ask(e, path, nil).Body.String(); after != visitor {
			t.Error("a visitor got another page after a member's")
		}
		told := ask(e, path, map[string]string{"Cookie": "forum_flash=c2F2ZWQ"}).Body.String() // "saved"
		if told == visitor {
			t.Error("what an act led to is not said")
		}
		if after := ask(e, path, nil).Body.String(); after != visitor {
			t.Error("what one visitor was told came to another")
		}
	})
}

// Every route on the list exists and is a page.
func TestShelvedRoutesExist(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		for _, path := range []string{"/sv/", "/sv/glossary", "/sv/forums", "/sv/f/HD", "/sv/f/HD/charter", "/sv/f/HD/seats", "/sv/f/HD/threads", "/sv/orgs", "/sv/o/huilin", "/sv/about"} {
			first := ask(e, path, nil)
			ctx, n := store.WithCounter(context.Background())
			again := get(ctx, e, path, nil)
			if first.Code != http.StatusOK || n.Load() != 1 || again.Body.String() != first.Body.String() {
				t.Errorf("%s: %d, %d statements", path, first.Code, n.Load())
			}
			if strings.Contains(first.Body.String(), `name="nonce"`) {
				t.Errorf("%s has a form with a key of its own", path)
			}
		}
	})
}
