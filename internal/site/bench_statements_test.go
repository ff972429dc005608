package site_test

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/labstack/echo/v4"

	"sametable/internal/clock"
	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/proposal"
	"sametable/internal/store"
)

// BenchmarkStatements measures a proposal in consultation and its statements for a member, with none, 20 and 500 of them, and
// in the same run Echo returning the same bytes.
func BenchmarkStatements(b *testing.B) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			h := house.World(b, engine)
			for _, n := range []int{0, 20, 500} {
				stated(b, h, n)
				e, err := h.Handler() // one that remembers nothing of before
				if err != nil {
					b.Fatal(err)
				}
				cookie := cookieOf(b, e, "maliqing")
				for _, path := range []string{"/zh/f/LH/p/2019-02", "/zh/f/LH/p/2019-02/statements"} {
					b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(path[1:], "/", "_"), n), func(b *testing.B) { measure(b, e, path, cookie) })
				}
			}
		})
	}
}

// measure gives the figures of a page and of its bytes alone.
func measure(b *testing.B, e http.Handler, path string, cookie *http.Cookie) {
	first := get(context.Background(), e, path, cookie)
	if first.Code != http.StatusOK {
		b.Fatalf("%s: %d", path, first.Code)
	}
	ctx, n := store.WithCounter(context.Background())
	get(ctx, e, path, cookie)
	b.Run("page", func(b *testing.B) {
		repeat(b, e, path, cookie)
		b.ReportMetric(float64(n.Load()), "queries")
		b.ReportMetric(float64(first.Body.Len()), "bytes")
	})
	body := first.Body.Bytes()
	bare := echo.New()
	bare.GET("/*", func(c echo.Context) error { return c.HTMLBlob(http.StatusOK, body) })
	b.Run("bare-echo", func(b *testing.B) { repeat(b, bare, path, nil) })
}

// stated brings the consultation to so many statements: copies of one that was played, behind the register's back. With none asked
// for, those of the world are moved to another proposal.
func stated(b *testing.B, h *house.House, n int) {
	b.Helper()
	var p, other proposal.Proposal
	db := h.Store.SQL()
	if err := h.Store.Read(b.Context()).Where("reference = ?", "LH-2019-02").Take(&p).Error; err != nil {
		b.Fatal(err)
	}
	if err := h.Store.Read(b.Context()).Where("reference = ?", "HD-2019-01").Take(&other).Error; err != nil {
		b.Fatal(err)
	}
	if n == 0 {
		if _, err := db.ExecContext(b.Context(), "UPDATE proposal_statements SET proposal_id = '"+other.ID+"' WHERE proposal_id = '"+p.ID+"'"); err != nil {
			b.Fatal(err)
		}
		return
	}
	var of proposal.Statement
	if err := h.Store.Read(b.Context()).Where("proposal_id = ? AND state = 'confirmed'", other.ID).Order("id").Take(&of).Error; err != nil {
		b.Fatal(err)
	}
	var have int64
	if err := h.Store.Read(b.Context()).Model(&proposal.Statement{}).Where("proposal_id = ?", p.ID).Count(&have).Error; err != nil {
		b.Fatal(err)
	}
	var orgs, rows []map[string]string
	for range n - int(have) {
		org := clock.NewID()
		orgs = append(orgs, map[string]string{"id": org, "key": strings.ToLower(org), "identifier": org, "name_zh": org, "name_en": org, "name_sv": org, "name_native": org, "name_key": org})
		rows = append(rows, map[string]string{"id": clock.NewID(), "stated_for": org, "proposal_id": p.ID})
	}
	h.Copies(b, "organisations", string(of.StatedFor), orgs)
	h.Copies(b, "proposal_statements", of.ID, rows)
}

// BenchmarkKeeping measures what happens each time somebody who writes a proposal pauses: her text of 1,200 characters goes through the
// gate and lies on the server.
func BenchmarkKeeping(b *testing.B) {
	for _, engine := range []store.Engine{store.SQLite, store.Postgres} {
		b.Run(string(engine), func(b *testing.B) {
			h := house.World(b, engine)
			e, err := h.Handler()
			if err != nil {
				b.Fatal(err)
			}
			cookie := cookieOf(b, e, "maliqing")
			sh, err := h.Rooms.Proposals.Begin(b.Context(), h.Actor(b, "maliqing"), drafting.Beginning{Forum: "HD", Language: "zh", Outcome: "services", Title: "关于延长开放时间的建议"})
			if err != nil {
				b.Fatal(err)
			}
			said := strings.Repeat("活动站下午五点关门，家长六点半下班。", 70)
			b.ReportAllocs()
			version := sh.Version
			for b.Loop() {
				form := url.Values{"field": {"situation"}, "text": {said + strconv.Itoa(version)}, "situation": {said}, "version": {strconv.Itoa(version)}}
				r := httptest.NewRequest(http.MethodPost, "/zh/check?draft=proposal:"+sh.ID, strings.NewReader(form.Encode()))
				r.Header.Set("Content-Type", "application/x-www-form-urlencoded")
				r.AddCookie(cookie)
				rec := httptest.NewRecorder()
				e.ServeHTTP(rec, r)
				var kept struct{ Version int }
				if err := json.Unmarshal(rec.Body.Bytes(), &kept); err != nil || kept.Version <= version {
					b.Fatalf("not kept: %d %s %v", rec.Code, rec.Body, err)
				}
				version = kept.Version
			}
		})
	}
}
