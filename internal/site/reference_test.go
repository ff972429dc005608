package site_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/thread"
)

// TestAReferenceLeadsToItsPage follows a reference somebody typed: in the reader's language, and only to what she may see.
func TestAReferenceLeadsToItsPage(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		ctx := context.Background()
		var discussion thread.Thread
		if err := h.Store.Read(ctx).Where("reference = ?", "HD-T-2016-01").Take(&discussion).Error; err != nil {
			t.Fatal(err)
		}
		_, post, err := h.Rooms.Threads.Reply(ctx, h.Actor(t, "maliqing"), thread.PostForm{Thread: discussion.ID, Language: "zh", Kind: thread.Personal, Body: "见HD-T-2016-01 #2。"})
		if err != nil {
			t.Fatal(err)
		}
		member, moderator := cookieOf(t, e, "maliqing"), cookieOf(t, e, "elin")
		page := get(ctx, e, fmt.Sprintf("/zh/f/HD/t/2016-01?at=%d", post.Number), member).Body.String()
		if !strings.Contains(page, `见<a href="/r/HD-T-2016-01/2">HD-T-2016-01 #2</a>。`) {
			t.Errorf("the reference is no link in post %d", post.Number)
		}
		for _, c := range []struct {
			path   string
			cookie *http.Cookie
			to     string
		}{
			{"/r/HD-T-2016-01", member, "/zh/f/HD/t/2016-01"}, {"/r/HD-T-2016-01", moderator, "/sv/f/HD/t/2016-01"},
			{"/r/HD-T-2016-01/2", member, "/zh/f/HD/t/2016-01?at=2#p2"},
			{"/r/HD-T-2016-01", nil, ""}, {"/r/HD-T-2016-01/2", nil, ""}, {"/r/HD-T-2016-99", member, ""}, {"/r/HD-T-2016-01/999", member, ""},
			{"/r/%20", member, ""}, {"/r/HD-T-2016-01/2%27", member, ""},
		} {
			rec := get(ctx, e, c.path, c.cookie)
			if to := rec.Header().Get("Location"); to != c.to || c.to == "" && rec.Code != http.StatusNotFound {
				t.Errorf("%s: %d to %q, want %q", c.path, rec.Code, to, c.to)
			}
		}
	})
}
