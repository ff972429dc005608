package notice_test

import (
	"context"
	"slices"
	"strings"
	"testing"

	"sametable/internal/fault"
	"sametable/internal/notice"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/thread"
)

// lines gives an inbox as its reader sees it.
func (w *world) lines(p policy.PersonID, language string) []string {
	w.Helper()
	items, _, err := w.n.Inbox(ctx, w.actor(p), 0, 100)
	w.must(err)
	var all []string
	for _, i := range items {
		all = append(all, words().Speaker(langOf(language)).Message(i.Message(language)))
	}
	return all
}

func TestManyOfAThreadStandOnOneLine(t *testing.T) {
	worlds(t, nil, func(w *world) {
		w.thread("t2", "HD-T-2019-02", "入学材料", "Papers for school", "Skolans papper")
		first := w.post("t1", thread.Published)
		w.say("li", w.published(first))
		w.say("mod", register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.locked", Access: members(), Tell: register.Tell{Persons: []policy.PersonID{"wang"}}})
		for range 2 {
			w.say("li", w.published(w.post("t1", thread.Published)))
		}
		other := w.published(w.post("t2", thread.Published))
		other.Tell.Followers[0].ID = "t2"
		w.say("li", other)
		want := []string{"Li Liming (Body huilin) posted in “Papers for school” (HD-T-2019-02 #1).", "3 new posts in “One child director, many posts”.",
			"The discussion “One child director, many posts” (HD-T-2019-01) has been locked; it takes no new posts."}
		if got := w.lines("wang", "en"); !slices.Equal(got, want) {
			w.Errorf("%q", got)
		}
		if got := w.lines("wang", "zh"); got[1] != "《儿童主任一人多岗》中有3条新发言。" {
			w.Errorf("%q", got)
		}
		wang := w.actor("wang")
		if n, err := w.n.Unread(ctx, wang); err != nil || n != 5 {
			w.Errorf("%d unread, %v", n, err)
		}
		items, _, err := w.n.Inbox(ctx, wang, 0, 10)
		w.must(err)
		if items[1].Count != 3 || items[1].Path() != "/f/HD/t/2019-01?at=1#p1" || items[1].Card.State != thread.Published {
			w.Errorf("%+v", items[1])
		}
		// the line is marked with all it stands for; others and another's stay
		w.must(w.n.MarkRead(ctx, w.actor("observer"), notice.Marking{IDs: []notice.ID{items[1].ID}}))
		w.must(w.n.MarkRead(ctx, wang, notice.Marking{IDs: []notice.ID{items[1].ID}}))
		if n, _ := w.n.Unread(ctx, wang); n != 2 {
			w.Errorf("%d unread after a line of three", n)
		}
		if n, _ := w.n.Unread(ctx, w.actor("observer")); n != 4 {
			w.Errorf("%d unread of another", n)
		}
		if got := w.lines("wang", "en"); len(got) != 5 { // read ones stand for themselves
			w.Errorf("%q", got)
		}
		for range 2 { // new ones do not join those that were read
			w.say("li", w.published(w.post("t1", thread.Published)))
		}
		if got := w.lines("wang", "en"); len(got) != 6 || got[0] != "2 new posts in “One child director, many posts”." {
			w.Errorf("%q", got)
		}
	})
}

func TestMarking(t *testing.T) {
	worlds(t, nil, func(w *world) {
		unread := func(p policy.PersonID) int {
			n, err := w.n.Unread(ctx, w.actor(p))
			w.must(err)
			return n
		}
		w.say("mod", register.Note{Noun: "seat", ID: "s1", Verb: "seat.given", Access: policy.Access{Class: policy.Public}, Tell: everyone()})
		for range 3 {
			w.say("li", w.published(w.post("t1", thread.Published)))
		}
		w.say("mod", register.Note{Noun: thread.Noun, ID: "t1", Verb: "thread.locked", Access: members(), Tell: everyone()})
		if n := unread("wang"); n != 5 {
			w.Fatalf("%d unread", n)
		}
		w.must(w.n.MarkRead(ctx, w.actor("wang"), notice.Marking{}))
		w.must(w.n.MarkRead(ctx, w.actor("wang"), notice.Marking{About: "nothing"}))
		if n := unread("wang"); n != 5 {
			w.Errorf("%d unread after marking nothing", n)
		}
		w.must(w.n.MarkRead(ctx, w.actor("wang"), notice.Marking{About: "t1"})) // she opens the thread
		if n := unread("wang"); n != 1 {
			w.Errorf("%d unread after opening the thread", n)
		}
		head, _, err := w.r.Head(ctx)
		w.must(err)
		w.say("mod", register.Note{Noun: "seat", ID: "s2", Verb: "seat.given", Access: policy.Access{Class: policy.Public}, Tell: everyone()})
		w.must(w.n.MarkRead(ctx, w.actor("wang"), notice.Marking{UpTo: head})) // what came since the page was made stays
		if n := unread("wang"); n != 1 {
			w.Errorf("%d unread after marking all of a page", n)
		}
		if n := unread("observer"); n != 6 {
			w.Errorf("%d unread of another", n)
		}
		for _, row := range w.notices() {
			if row.ReadAt != nil && (row.PersonID != "wang" || !row.ReadAt.Equal(w.r.Now())) {
				w.Errorf("read: %+v", row)
			}
		}
	})
}

func TestAnInboxHasPages(t *testing.T) {
	worlds(t, nil, func(w *world) {
		for range 7 {
			w.say("mod", register.Note{Noun: "seat", ID: "s", Verb: "seat.given", Access: policy.Access{Class: policy.Public}, Tell: everyone()})
		}
		var seqs []int64
		before, pages := int64(0), 0
		for {
			items, more, err := w.n.Inbox(ctx, w.actor("li"), before, 3)
			w.must(err)
			for _, i := range items {
				seqs = append(seqs, i.Seq)
				before = i.Seq
			}
			if pages++; !more {
				break
			}
		}
		if len(seqs) != 7 || pages != 3 || !slices.IsSortedFunc(seqs, func(a, b int64) int { return int(b - a) }) || len(slices.Compact(seqs)) != 7 {
			w.Errorf("%d pages: %v", pages, seqs)
		}
	})
}

func TestAVisitorHasNoInbox(t *testing.T) {
	worlds(t, nil, func(w *world) {
		w.say("mod", register.Note{Noun: "seat", ID: "s", Verb: "seat.given", Access: policy.Access{Class: policy.Public}, Tell: everyone()})
		for _, nobody := range []policy.Actor{{}, policy.SystemActor()} {
			if _, _, err := w.n.Inbox(ctx, nobody, 0, 10); !fault.Is(err, fault.ReasonUnauthenticated) {
				w.Errorf("inbox: %v", err)
			}
			if err := w.n.MarkRead(ctx, nobody, notice.Marking{UpTo: 100}); !fault.Is(err, fault.ReasonUnauthenticated) {
				w.Errorf("mark: %v", err)
			}
			if n, err := w.n.Unread(ctx, nobody); n != 0 || err != nil {
				w.Errorf("%d unread, %v", n, err)
			}
		}
	})
}

func TestErasedWordsAreGoneFromNoticesToo(t *testing.T) {
	worlds(t, nil, func(w *world) {
		note := register.Note{Noun: thread.PostNoun, ID: w.post("t1", thread.Returned), Verb: "post.returned", For: "huilin", Access: postAccess(thread.Returned),
			Tell: register.Tell{Persons: []policy.PersonID{"li"}}, Values: map[string]string{"reason": "请删去地名"}}
		w.say("mod", note)
		w.say("wang", w.published(w.post("t1", thread.Published)))
		read := func() (names []string, reason string) {
			items, _, err := w.n.Inbox(ctx, w.actor("li"), 0, 10)
			w.must(err)
			for _, i := range items {
				names = append(names, words().Speaker("en").Message(i.Message("en")))
			}
			return names, items[1].Reason()
		}
		lines, reason := read()
		if reason != "请删去地名" || !strings.HasPrefix(lines[0], "Wang Liwen (Body huilin) posted") {
			w.Errorf("%q, %q", lines, reason)
		}
		if items, _, _ := w.n.Inbox(ctx, w.actor("li"), 0, 10); items[1].Path() != "/p/"+note.ID {
			w.Errorf("a returned post leads to %s", items[1].Path())
		}
		_, err := w.r.Store().SQL().Exec("UPDATE entry_values SET erased = true, text = '', salt = '' WHERE name IN ('actor', 'reason') AND text <> ''")
		w.must(err)
		if lines, reason = read(); reason != "" || !strings.HasPrefix(lines[0], "Somebody (Body huilin) posted") {
			w.Errorf("%q, %q", lines, reason)
		}
	})
}

func TestAReadIsCutShort(t *testing.T) {
	worlds(t, nil, func(w *world) {
		gone, cancel := context.WithCancel(ctx)
		cancel()
		if _, err := w.n.Unread(gone, w.actor("li")); err == nil {
			w.Error("a read whose reader is gone went on")
		}
	})
}
