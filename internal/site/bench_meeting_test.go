package site_test

import (
	"context"
	"net/http"
	"testing"

	"github.com/labstack/echo/v4"

	"sametable/internal/forumtest/house"
	"sametable/internal/store"
)

// BenchmarkMeetings measures the pages of a meeting, its minutes and a charter, each beside Echo returning the same bytes.
func BenchmarkMeetings(b *testing.B) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			h := house.World(b, engine)
			e, err := h.Handler()
			if err != nil {
				b.Fatal(err)
			}
			for _, p := range []struct{ name, path, who string }{
				{"meeting/visitor", "/zh/f/LH/m/2019-01", ""}, {"meeting/member", "/zh/f/LH/m/2019-01", "maliqing"}, {"minutes/visitor", "/zh/f/LH/m/2017-01/minutes", ""},
				{"minutes/member", "/zh/f/LH/m/2019-02/minutes", "maliqing"}, {"charter/visitor", "/zh/f/HD/charter", ""}, {"charter/member", "/zh/f/HD/charter", "maliqing"},
			} {
				cookie := cookieOf(b, e, p.who)
				rec := get(context.Background(), e, p.path, cookie)
				if rec.Code != http.StatusOK {
					b.Fatalf("%s: %d", p.path, rec.Code)
				}
				body := rec.Body.Bytes()
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
			}
		})
	}
}
