package thread_test

import (
	"testing"
	"time"

	"sametable/internal/forumtest/house"
	"sametable/internal/thread"
)

func TestADraftIsKeptWholeAndNotForEver(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		author, key := h.Actor(t, "maliqing"), "write:HD"
		begun := thread.Begun{Title: "周末照料", Purpose: "了解情况", Kind: "statement"}
		if _, err := h.Rooms.Threads.KeepDraft(ctx, author, key, "", begun); err != nil {
			t.Fatal(err)
		}
		kept := func(who string) thread.Begun {
			t.Helper()
			d, err := h.Rooms.Threads.Draft(ctx, h.Actor(t, who), key)
			if err != nil {
				t.Fatal(err)
			}
			return d.Begun()
		}
		if kept("maliqing") != begun || kept("hanlian") != (thread.Begun{}) {
			t.Errorf("kept %+v; a colleague has %+v", kept("maliqing"), kept("hanlian"))
		}
		number := "证号 6399992010" + "01010014"
		for field, b := range map[string]thread.Begun{"title": {Title: number}, "purpose": {Purpose: number}, "quote_text": {QuoteText: number}} {
			if _, err := h.Rooms.Threads.KeepDraft(ctx, author, key, "好。", b); reason(err) != field+":safeguard.stopped" {
				t.Errorf("the gate let %s into a draft: %v", field, err)
			}
		}
		nowhere(t, h, "01010014")
		h.Clock.Advance(29 * 24 * time.Hour)
		if err := h.SweepOnce(ctx); err != nil || kept("maliqing") != begun {
			t.Errorf("after 29 days: %+v, %v", kept("maliqing"), err)
		}
		h.Clock.Advance(2 * 24 * time.Hour)
		if err := h.SweepOnce(ctx); err != nil || kept("maliqing") != (thread.Begun{}) {
			t.Errorf("after 31 days: %+v, %v", kept("maliqing"), err)
		}
		for _, who := range []string{"maliqing", "hanlian"} {
			if _, err := h.Rooms.Threads.SaveDraft(ctx, h.Actor(t, who), "reply:x", "好。"); err != nil {
				t.Fatal(err)
			}
		}
		if err := h.Rooms.Threads.DropDrafts(ctx, author.Person); err != nil {
			t.Fatal(err)
		}
		mine, _ := h.Rooms.Threads.Drafts(ctx, author)
		others, _ := h.Rooms.Threads.Drafts(ctx, h.Actor(t, "hanlian"))
		if len(mine) != 0 || len(others) != 1 {
			t.Errorf("signed out everywhere: %d of hers, %d of another's", len(mine), len(others))
		}
	})
}
