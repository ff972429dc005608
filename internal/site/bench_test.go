package site_test

import (
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// pagesMeasured are the pages whose figures stand in docs/performance.md.
func pagesMeasured() []struct{ name, path, who string } {
	return []struct{ name, path, who string }{
		{"home/visitor", "/zh/", ""}, {"home/member", "/zh/", "maliqing"}, {"forum/member", "/zh/f/HD", "maliqing"},
		{"thread/member", "/zh/f/LH/t/2019-02", "maliqing"}, {"thread/moderator", "/sv/f/LH/t/2019-02", "elin"},
	}
}

func cookieOf(tb testing.TB, h http.Handler, who string) *http.Cookie {
	tb.Helper()
	if who == "" {
		return nil
	}
	r := httptest.NewRequest(http.MethodPost, "/zh/login/demo", strings.NewReader(url.Values{"username": {who}}.Encode()))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	for _, c := range rec.Result().Cookies() {
		if c.Name == "forum_session" {
			return c
		}
	}
	tb.Fatalf("no session for %s: %d", who, rec.Code)
	return nil
}

func get(ctx context.Context, h http.Handler, path string, cookie *http.Cookie) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
	if cookie != nil {
		r.AddCookie(cookie)
	}
	rec := httptest.NewRecorder()
	h.ServeHTTP(rec, r)
	return rec
}

// TestQueriesPerPage holds the number of statements a page may need, with session and rights; it does not grow with posts.
func TestQueriesPerPage(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pagesMeasured() {
			cookie := cookieOf(t, e, p.who)
			get(context.Background(), e, p.path, cookie) // what people are is remembered until the register moves on
			ctx, n := store.WithCounter(context.Background())
			if rec := get(ctx, e, p.path, cookie); rec.Code != http.StatusOK {
				t.Fatalf("%s: %d", p.name, rec.Code)
			}
			if n.Load() > 6 {
				t.Errorf("%s: %d statements", p.name, n.Load())
			}
		}
	})
}

func BenchmarkPages(b *testing.B) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			h := house.World(b, engine)
			e, err := h.Handler()
			if err != nil {
				b.Fatal(err)
			}
			for _, p := range pagesMeasured() {
				cookie := cookieOf(b, e, p.who)
				body := get(context.Background(), e, p.path, cookie).Body.Bytes()
				ctx, n := store.WithCounter(context.Background())
				get(ctx, e, p.path, cookie)
				b.Run(p.name, func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						get(context.Background(), e, p.path, cookie)
					}
					b.ReportMetric(float64(n.Load()), "queries")
					b.ReportMetric(float64(len(body)), "bytes")
				})
				bare := echo.New()
				bare.GET("/*", func(c echo.Context) error { return c.HTMLBlob(http.StatusOK, body) })
				b.Run(p.name+"/bare-echo", func(b *testing.B) {
					b.ReportAllocs()
					for b.Loop() {
						get(context.Background(), bare, p.path, nil)
					}
				})
			}
		})
	}
}
