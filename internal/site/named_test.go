package site_test

import (
	"context"
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"sametable/internal/commitment"
	"sametable/internal/forumtest/house"
	"sametable/internal/store"
	"sametable/internal/thread"
)

// References that were typed say how the thing stands that they name: in the reader's language, today, to those who may see it. It takes
// one query, however many there are, and what a visitor was shown is not shown after the day has turned.
func TestReferencesSayHowThingsStand(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		ctx := context.Background()
		p, promises := h.Followed(t)
		asked, err := h.Rooms.Commitments.Enter(ctx, h.Actor(t, "sunlizhen"), commitment.Form{Forum: "HD", Owner: h.Actor(t, "maliqing").Memberships[0].Organisation, Language: "zh", TitleZh: "一张表",
			Due: "2019-09-30", From: p.Reference, Details: "见" + p.Reference + "、" + promises[0].Reference + "、" + promises[1].Reference + "，另见ISO-2016-01；会议HD-M-2016-01、AB-M-2016-01。"})
		if err != nil {
			t.Fatal(err)
		}
		var discussion thread.Thread
		if err := h.Store.Read(ctx).Where("reference = ?", "HD-T-2016-01").Take(&discussion).Error; err != nil {
			t.Fatal(err)
		}
		_, post, err := h.Rooms.Threads.Reply(ctx, h.Actor(t, "maliqing"), thread.PostForm{Thread: discussion.ID, Language: "zh", Kind: thread.Personal,
			Body: "见" + p.Reference + "、" + asked.Reference + "和`" + p.Reference + "`。"})
		if err != nil {
			t.Fatal(err)
		}
		mark := func(reference, tag, word string) string {
			return fmt.Sprintf(`<a href="/r/%[1]s">%[1]s<span class="small quiet" lang="%[2]s"`, reference, tag) + "|" + word
		}
		says := func(page, mark string) bool {
			link, word, _ := strings.Cut(mark, "|")
			_, rest, found := strings.Cut(page, link)
			rest, _, _ = strings.Cut(rest, "</span>")
			return found && strings.HasSuffix(rest, "> · "+word)
		}
		at := fmt.Sprintf("/f/HD/t/2016-01?at=%d", post.Number)
		member := cookieOf(t, e, "maliqing")
		for tag, l := range map[string]struct{ lang, follow, proposed string }{"zh": {"zh-Hans", "跟踪落实", ""}, "en": {"en", "being followed up", "proposed"}, "sv": {"sv", "följs upp", ""}} {
			page := get(ctx, e, "/"+tag+at, member).Body.String()
			if !says(page, mark(p.Reference, l.lang, l.follow)) || l.proposed != "" && !says(page, mark(asked.Reference, l.lang, l.proposed)) || !strings.Contains(page, "<code>"+p.Reference+"</code>") {
				t.Errorf("%s: %s does not say %q", tag, p.Reference, l.follow)
			}
		}
		if asked, err = h.Rooms.Commitments.Take(ctx, h.Actor(t, "hanlian"), commitment.Step{Commitment: asked.ID, Verb: "accept", Version: asked.Version}); err != nil {
			t.Fatal(err)
		}
		page := get(ctx, e, "/en"+asked.Path(), nil).Body.String()
		if !says(page, mark(promises[0].Reference, "en", "verified")) || !says(page, mark(promises[1].Reference, "en", "accepted")) || strings.Contains(page, "/r/ISO") || !strings.Contains(page, "ISO-2016-01") ||
			!strings.Contains(page, `<a href="/r/HD-M-2016-01">HD-M-2016-01</a>`) || strings.Contains(page, "/r/AB") || !strings.Contains(page, "AB-M-2016-01") {
			t.Error("a visitor does not read how things stand, or what is no reference is a link")
		}
		h.Clock.Set(time.Date(2019, 7, 2, 0, 1, 0, 0, time.FixedZone("Asia/Shanghai", 8*60*60)))
		if page = get(ctx, e, "/en"+asked.Path(), nil).Body.String(); !says(page, mark(promises[1].Reference, "en", "overdue")) {
			t.Error("after its last day it is not overdue")
		}
		counted, n := store.WithCounter(ctx)
		found, err := h.Rooms.Named.Things(counted, []string{p.Reference, asked.Reference, promises[0].Reference, discussion.Reference, "HD-2099-01"})
		things := found.Seen(h.Actor(t, "maliqing"), h.Clock.Now())
		if err != nil || len(things) != 4 || n.Load() != 1 || things[p.Reference].Noun != "proposal" {
			t.Errorf("%d things in %d queries: %v", len(things), n.Load(), err)
		}
		if rec := get(ctx, e, "/r/"+p.Reference, member); rec.Code != http.StatusFound || rec.Header().Get("Location") != "/zh"+p.Path() {
			t.Errorf("after its reply the reference leads to %s", rec.Header().Get("Location"))
		}
	})
}

// To whoever may not see a thing, its reference says nothing of it.
func TestReferencesSayNothingOfWhatIsClosed(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx := context.Background()
		e, err := h.Handler()
		if err != nil {
			t.Fatal(err)
		}
		p, promises := h.Followed(t)
		closed := partnered(t, h)
		open, err := h.Rooms.Commitments.Enter(ctx, h.Actor(t, "sunlizhen"), commitment.Form{Forum: "HD", Owner: h.Actor(t, "maliqing").Memberships[0].Organisation, Language: "en", TitleEn: "A list",
			Due: "2019-09-30", From: p.Reference, Details: "See " + closed.Reference + " and " + promises[0].Reference + "."})
		if err != nil {
			t.Fatal(err)
		}
		if open, err = h.Rooms.Commitments.Take(ctx, h.Actor(t, "hanlian"), commitment.Step{Commitment: open.ID, Verb: "accept", Version: open.Version}); err != nil {
			t.Fatal(err)
		}
		inside := get(ctx, e, "/en"+open.Path(), cookieOf(t, e, "maliqing")).Body.String()
		outside := get(ctx, e, "/en"+open.Path(), nil).Body.String()
		word := closed.Reference + `<span`
		if !strings.Contains(inside, word) || strings.Contains(outside, word) || !strings.Contains(outside, `<a href="/r/`+closed.Reference+`">`+closed.Reference+`</a>`) {
			t.Error("a visitor reads how what is closed to her stands, or a member does not")
		}
	})
}
