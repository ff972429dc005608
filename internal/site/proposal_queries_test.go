package site_test

import (
	"net/http"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/proposal"
	"sametable/internal/store"
)

// TestAProposalIsReadOnce holds what the page of a proposal asks, in every state the world has one in: when somebody else acted since,
// and when nobody did.
func TestAProposalIsReadOnce(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		var all []proposal.Proposal
		if err := h.Store.Read(t.Context()).Where("number > 0 AND access = 'public'").Order("reference").Find(&all).Error; err != nil || len(all) < 6 {
			t.Fatalf("%d proposals: %v", len(all), err)
		}
		for who, most := range map[string]struct{ anew, again int64 }{"maliqing": {26, 9}, "elin": {37, 18}} {
			e, err := h.Handler() // remembers nothing yet
			if err != nil {
				t.Fatal(err)
			}
			cookie := cookieOf(t, e, who)
			for _, p := range all {
				for _, at := range []string{p.Path(), p.Path() + "/statements"} {
					first := asked(t, e, "/zh"+at, cookie)
					if again := asked(t, e, "/zh"+at, cookie); first > most.anew || again > most.again {
						t.Errorf("%s, %s (%s): %d statements, then %d", who, at, p.State, first, again)
					}
				}
			}
		}
	})
}

// asked counts the statements of one page.
func asked(t *testing.T, e http.Handler, path string, cookie *http.Cookie) int64 {
	t.Helper()
	ctx, n := store.WithCounter(t.Context())
	if rec := get(ctx, e, path, cookie); rec.Code != http.StatusOK && !strings.HasSuffix(path, "/statements") {
		t.Fatalf("%s: %d", path, rec.Code)
	}
	return n.Load()
}
