package site_test

import (
	"bytes"
	"context"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/labstack/echo/v4"

	"sametable/internal/app"
	"sametable/internal/clock"
	"sametable/internal/forumtest/house"
	"sametable/internal/site"
	"sametable/internal/store"
	"sametable/internal/thread"
)

// pagesMeasured are the pages whose figures stand in docs/performance.md.
func pagesMeasured() []struct{ name, path, who string } {
	return []struct{ name, path, who string }{
		{"home/visitor", "/zh/", ""}, {"home/member", "/zh/", "maliqing"}, {"forum/member", "/zh/f/HD", "maliqing"},
		{"thread/member", "/zh" + app.LongThread, "maliqing"}, {"thread/moderator", "/sv" + app.LongThread, "elin"},
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

// filled is the world with one discussion of a whole page of posts.
func filled(tb testing.TB, h *house.House) *house.House {
	tb.Helper()
	if err := app.Lengthen(context.Background(), h.App); err != nil {
		tb.Fatal(err)
	}
	return h
}

// TestQueriesPerPage holds the number of statements a page may need, with session and rights, and its weight. Neither the first
// nor much of the second grows with what is on it.
func TestQueriesPerPage(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		e, err := filled(t, h).Handler()
		if err != nil {
			t.Fatal(err)
		}
		for _, p := range pagesMeasured() {
			cookie := cookieOf(t, e, p.who)
			get(context.Background(), e, p.path, cookie) // what people are is remembered until the register moves on
			ctx, n := store.WithCounter(context.Background())
			rec := get(ctx, e, p.path, cookie)
			if rec.Code != http.StatusOK {
				t.Fatalf("%s: %d", p.name, rec.Code)
			}
			if n.Load() > 6 {
				t.Errorf("%s: %d statements", p.name, n.Load())
			}
			if posts := strings.Count(rec.Body.String(), "<article"); strings.HasPrefix(p.name, "thread") && posts != thread.PageSize {
				t.Errorf("%s: %d posts", p.name, posts)
			}
			if rec.Body.Len() > 40_000 {
				t.Errorf("%s: %d bytes of HTML", p.name, rec.Body.Len())
			}
		}
	})
}

// BenchmarkPages measures the pages, and in the same run two limits: Echo returning the same bytes, and Echo with the one query
// for what the page is about and the same component.
func BenchmarkPages(b *testing.B) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			h := filled(b, house.World(b, engine))
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
					repeat(b, e, p.path, cookie)
					b.ReportMetric(float64(n.Load()), "queries")
					b.ReportMetric(float64(len(body)), "bytes")
				})
				bare := echo.New()
				bare.GET("/*", func(c echo.Context) error { return c.HTMLBlob(http.StatusOK, body) })
				b.Run(p.name+"/bare-echo", func(b *testing.B) { repeat(b, bare, p.path, nil) })
				limit := oneQuery(b, h, p.path, cookie)
				b.Run(p.name+"/one-query", func(b *testing.B) { repeat(b, limit, p.path, nil) })
			}
		})
	}
}

// repeat measures one page, with the times half and all but a hundredth of the requests stay under.
func repeat(b *testing.B, h http.Handler, path string, cookie *http.Cookie) {
	b.ReportAllocs()
	var times []time.Duration
	for b.Loop() {
		took := clock.Stopwatch()
		get(context.Background(), h, path, cookie)
		times = append(times, took())
	}
	slices.Sort(times)
	b.ReportMetric(float64(times[len(times)/2].Microseconds())/1000, "p50-ms")
	b.ReportMetric(float64(times[len(times)*99/100].Microseconds())/1000, "p99-ms")
}

// oneQuery is Echo with one query and the component of the page.
func oneQuery(b *testing.B, h *house.House, path string, cookie *http.Cookie) http.Handler {
	b.Helper()
	r := httptest.NewRequest(http.MethodGet, path, nil)
	if cookie != nil {
		r.AddCookie(cookie)
	}
	c := echo.New().NewContext(r, httptest.NewRecorder())
	at := append(strings.Split(path, "/"), "", "", "") // "", language, "f", key, "t", at
	c.SetParamNames("l", "key", "at")
	c.SetParamValues(at[1], at[3], at[5])
	bare, err := site.New(h.Rooms, h.Catalogue, site.Settings{}).Bare(c)
	if err != nil {
		b.Fatal(err)
	}
	limit := echo.New()
	limit.GET("/*", func(c echo.Context) error {
		if err := bare.Query(c.Request().Context()); err != nil {
			return err
		}
		var b bytes.Buffer
		if err := bare.Page.Render(c.Request().Context(), &b); err != nil {
			return err
		}
		return c.HTMLBlob(http.StatusOK, b.Bytes())
	})
	if rec := get(context.Background(), limit, path, nil); rec.Code != http.StatusOK {
		b.Fatalf("%s: %d %s", path, rec.Code, rec.Body)
	}
	return limit
}
