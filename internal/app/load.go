package app

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/labstack/echo/v4"

	"sametable/internal/clock"
	"sametable/internal/store"
)

// Load measures pages of a demo house in this one process, without a network between: Requests each, after a tenth of them to
// warm up.
type Load struct{ Requests int }

// page is what is measured: a path, and who asks.
type page struct{ name, path, person string }

func pages() []page {
	return []page{
		{"home, visitor", "/zh/", ""}, {"home, member", "/zh/", "maliqing"}, {"forum, member", "/zh/f/HD", "maliqing"},
		{"thread, member", "/zh" + LongThread, "maliqing"}, {"thread, moderator in Swedish", "/sv" + LongThread, "elin"},
	}
}

// Measure writes a table: server CPU by the operating system's own account, latencies, queries and bytes, beside Echo
// returning the same bytes in the same run.
func (l Load) Measure(ctx context.Context, a *App, out io.Writer) error {
	if err := Lengthen(ctx, a); err != nil {
		return err
	}
	e, err := a.Handler()
	if err != nil {
		return err
	}
	w := tabwriter.NewWriter(out, 0, 4, 2, ' ', 0)
	_, _ = fmt.Fprintf(w, "%s\tCPU ms\tbare Echo ms\tratio\tp50 ms\tp99 ms\tqueries\tbytes\tgzip\n", a.Store.Engine())
	for _, p := range pages() {
		if err := l.measure(ctx, w, e, p); err != nil {
			return fmt.Errorf("%s: %w", p.name, err)
		}
	}
	return w.Flush()
}

func (l Load) measure(ctx context.Context, w io.Writer, e *echo.Echo, p page) error {
	cookie, err := enterAs(ctx, e, p.person)
	if err != nil {
		return err
	}
	counted, n := store.WithCounter(ctx)
	first := ask(counted, e, p.path, cookie, "")
	if first.Code != http.StatusOK {
		return fmt.Errorf("%s answers %d", p.path, first.Code)
	}
	n.Store(0)
	ask(counted, e, p.path, cookie, "")
	queries := n.Load()
	body := first.Body.Bytes()
	packed := ask(ctx, e, p.path, cookie, "gzip").Body.Len()
	bare := echo.New()
	bare.GET("/*", func(c echo.Context) error { return c.HTMLBlob(http.StatusOK, body) })
	cpu, times := l.run(func() { ask(ctx, e, p.path, cookie, "") })
	limit, _ := l.run(func() { ask(ctx, bare, p.path, nil, "") })
	_, err = fmt.Fprintf(w, "%s\t%.3f\t%.3f\t%.0f\t%.2f\t%.2f\t%d\t%d\t%d\n", p.name, cpu, limit, cpu/limit,
		ms(times[len(times)/2]), ms(times[len(times)*99/100]), queries, len(body), packed)
	return err
}

func ms(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

// run gives milliseconds of CPU per call, and the sorted times.
func (l Load) run(call func()) (float64, []time.Duration) {
	for range l.Requests / 10 {
		call()
	}
	times := make([]time.Duration, 0, l.Requests)
	before := used()
	for range l.Requests {
		began := clock.Stopwatch()
		call()
		times = append(times, began())
	}
	cpu := used() - before
	slices.Sort(times)
	return ms(cpu) / float64(l.Requests), times
}

func ask(ctx context.Context, e http.Handler, path string, cookie *http.Cookie, encoding string) *httptest.ResponseRecorder {
	r := httptest.NewRequestWithContext(ctx, http.MethodGet, path, nil)
	if cookie != nil {
		r.AddCookie(cookie)
	}
	if encoding != "" {
		r.Header.Set("Accept-Encoding", encoding)
	}
	rec := httptest.NewRecorder()
	e.ServeHTTP(rec, r)
	return rec
}

// enterAs signs somebody in through the page of one-click sign-ins, and gives her session's cookie.
func enterAs(ctx context.Context, e http.Handler, username string) (*http.Cookie, error) {
	if username == "" {
		return nil, nil
	}
	r := httptest.NewRequestWithContext(ctx, http.MethodPost, "/zh/login/demo", strings.NewReader("username="+username))
	r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	rec := httptest.NewRecorder()
	e.ServeHTTP(rec, r)
	for _, c := range rec.Result().Cookies() {
		if strings.HasSuffix(c.Name, "forum_session") && c.Value != "" {
			return c, nil
		}
	}
	return nil, fmt.Errorf("signing in as %s answers %d", username, rec.Code)
}
