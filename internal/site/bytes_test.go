package site_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
)

// Bytes that are no text never become a fault of the program, on either engine: not in an address, not in a value that a person
// never types.
func TestBytesThatAreNoText(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		cookie := cookieOf(t, e, "elin")
		for _, bytes := range []string{"%00", "%ff%fe", "a%00b", "%0d%0aSet-Cookie:x"} {
			for _, path := range []string{"/en/f/", "/en/o/", "/en/t/", "/en/photo/", "/en/record/post/", "/en/p/"} {
				for _, who := range []*http.Cookie{nil, cookie} {
					if rec := get(context.Background(), e, path+bytes, who); rec.Code != http.StatusNotFound {
						t.Errorf("%s%s: %d", path, bytes, rec.Code)
					}
				}
			}
		}
		for _, bytes := range []string{"\x00", "\xff\xfe", strings.Repeat("n", 100_000)} {
			for path, form := range map[string]url.Values{
				"/zh/f/LH/t/2019-02": {"body": {"一条发言"}, "kind": {"personal"}, "language": {"zh"}, "nonce": {bytes}},
				"/en/f/HD/seats":     {"organisation": {bytes}, "group": {"ngo"}},
				"/en/f/HD/mandates":  {"person": {bytes}, "organisation": {bytes}},
				"/en/account/for":    {"organisation": {bytes}},
				"/en/check":          {"text": {bytes}},
			} {
				r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				r.AddCookie(cookie)
				rec := httptest.NewRecorder()
				e.ServeHTTP(rec, r)
				if rec.Code >= http.StatusInternalServerError {
					t.Errorf("%s with %.10q: %d", path, bytes, rec.Code)
				}
			}
		}
	})
}

// Sent twice, a form counts once; sent again with other words, those count too.
func TestOtherWordsUnderTheSameKey(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		const path = "/zh/f/LH/t/2019-02"
		cookie := cookieOf(t, e, "maliqing")
		send := func(body string) string {
			form := url.Values{"body": {body}, "kind": {"personal"}, "language": {"zh"}, "nonce": {strings.Repeat("k", 24)}}
			r := httptest.NewRequest(http.MethodPost, path, strings.NewReader(form.Encode()))
			r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			r.AddCookie(cookie)
			rec := httptest.NewRecorder()
			e.ServeHTTP(rec, r)
			return rec.Header().Get("Location")
		}
		first, again, other := send("第一次的话。"), send("第一次的话。"), send("改过以后的话。")
		if first == "" || again != first || other == "" || other == first {
			t.Errorf("first %q, again %q, other %q", first, again, other)
		}
		page := get(context.Background(), e, path, cookie).Body.String()
		if strings.Count(page, "第一次的话。") != 1 || strings.Count(page, "改过以后的话。") != 1 {
			t.Error("a text is missing or doubled")
		}
	})
}
