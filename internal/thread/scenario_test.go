package thread_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"sametable/internal/fault"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/thread"
)

var ctx = context.Background()

// threadOf finds a thread of the world by its reference.
func threadOf(t *testing.T, h *house.House, reference string) thread.Thread {
	t.Helper()
	var row thread.Thread
	if err := h.Store.Read(ctx).Where("reference = ?", reference).Take(&row).Error; err != nil {
		t.Fatalf("thread %s: %v", reference, err)
	}
	return row
}

const (
	weekend  = "HD-T-2016-01" // T02, open
	nursery  = "LH-T-2019-02" // T01, open
	before   = "LH-T-2019-01" // T10, locked
	archived = "JH-T-2016-01" // T05
)

func personal(th thread.Thread, body string) thread.PostForm {
	return thread.PostForm{Thread: th.ID, Language: "zh", Body: body, Kind: thread.Personal}
}

// reason names what an error is: the fault's message, or the error itself.
func reason(err error) string {
	var f *fault.Fault
	if errors.As(err, &f) {
		if len(f.Fields) > 0 {
			return f.Fields[0].Name + ":" + f.Fields[0].ID
		}
		return f.ID
	}
	return fmt.Sprint(err)
}

func TestWhoMayReply(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		cases := []struct {
			who, where, want string
		}{
			{"maliqing", weekend, "<nil>"}, {"hanlian", weekend, "<nil>"}, {"liliming", weekend, "mandate:post.choose_voice"}, {"sunlizhen", weekend, "<nil>"},
			{"elin", weekend, "<nil>"}, {"anna", weekend, "<nil>"}, {"zhengliyuan", weekend, "mandate:post.choose_voice"}, // two mandates each
			{"", weekend, "fault.not_found"}, {"fangliqin", weekend, "fault.not_found"}, {"mats", weekend, "fault.not_found"},
			{"johan", weekend, "fault.not_found"}, {"karin", weekend, "post.no_voice"},
			{"alex", weekend, "post.no_voice"}, {"britta", nursery, "post.no_voice"},
			{"maliqing", before, "guard.post.thread_open"}, {"wulizhou", archived, "guard.post.thread_open"}, {"maliqing", archived, "fault.not_found"},
		}
		for _, c := range cases {
			_, p, err := h.Rooms.Threads.Reply(ctx, h.Actor(t, c.who), personal(threadOf(t, h, c.where), "周末值班表已经贴在学校门口。"))
			if got := reason(err); got != c.want {
				t.Errorf("%s in %s: %s, want %s", c.who, c.where, got, c.want)
			}
			if err == nil && p.State != thread.Published {
				t.Errorf("%s in %s: %s", c.who, c.where, p.State)
			}
		}
	})
}

func TestBadInputStoresNothing(t *testing.T) {
	child := "学生" + "马小例" + "，女，" + "九岁" + "，"
	cases := []struct{ name, body, want string }{
		{"missing", "", "body:input.required"}, {"white", " \n\t ", "body:input.required"}, {"long", strings.Repeat("长", 20_001), "body:input.too_long"},
		{"a megabyte", strings.Repeat("a", 1<<20), "body:input.too_long"}, {"malformed", "ab\xffcd", "body:input.not_text"}, {"nul", "a\x00b", "body:input.not_text"},
		{"bidi", "abc\u202edef", "body:input.bidi"}, {"invisible", "a\u200bb", "body:input.invisible"},
		{"a child", "放学后" + child + "没有人接。", "body:safeguard.stopped"}, {"a number", "证号 6399992010" + "01010014", "body:safeguard.stopped"},
		{"split by markup", "证号 6399**992010**" + "01010014", "body:safeguard.stopped"},
		{"a single case", "昨天我村" + "一名女童被" + "殴打。", "body:safeguard.stopped"},
	}
	house.Worlds(t, func(t *testing.T, h *house.House) {
		th, author := threadOf(t, h, weekend), h.Actor(t, "maliqing")
		was, _, _ := h.Rooms.Register.Head(ctx)
		for _, c := range cases {
			_, _, err := h.Rooms.Threads.Reply(ctx, author, personal(th, c.body))
			if got := reason(err); got != c.want {
				t.Errorf("%s: %s, want %s", c.name, got, c.want)
			}
			if _, err := h.Rooms.Threads.SaveDraft(ctx, author, "reply", c.body); c.body != "" && strings.TrimSpace(c.body) != "" && err == nil {
				t.Errorf("%s: kept as a draft", c.name)
			}
		}
		if now, _, _ := h.Rooms.Register.Head(ctx); now != was {
			t.Errorf("%d entries from refused posts", now-was)
		}
		if after := threadOf(t, h, weekend); after.Numbered != th.Numbered {
			t.Errorf("a refused post took a number")
		}
		nowhere(t, h, "马小例")
		nowhere(t, h, "01010014")
	})
}

// nowhere looks for a text in every column of every table.
func nowhere(t *testing.T, h *house.House, text string) {
	t.Helper()
	tables, err := h.Store.Read(ctx).Migrator().GetTables()
	if err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		if strings.Contains(table, "_idx") || strings.HasSuffix(table, "_fts") || strings.Contains(table, "_fts_") {
			continue
		}
		var rows []map[string]any
		if err := h.Store.Read(ctx).Table(table).Find(&rows).Error; err != nil {
			t.Fatalf("%s: %v", table, err)
		}
		for _, row := range rows {
			if strings.Contains(fmt.Sprint(row), text) {
				t.Errorf("%s holds %q", table, text)
			}
		}
	}
}

// hold makes a held post: the author explains what the gate warned of.
func hold(t *testing.T, h *house.House) (thread.Thread, thread.Post) {
	t.Helper()
	f := personal(threadOf(t, h, weekend), "请打"+" 13800"+"138000 联系值班老师。")
	f.Explanation = "这是学校公开的值班电话，不是家长的。"
	th, p, err := h.Rooms.Threads.Reply(ctx, h.Actor(t, "maliqing"), f)
	if err != nil || p.State != thread.Held {
		t.Fatalf("hold: %s, %v", p.State, err)
	}
	return th, p
}

func take(t *testing.T, h *house.House, who string, s thread.Step) error {
	t.Helper()
	if s.Version == 0 {
		var p thread.Post
		if err := h.Store.Read(ctx).Where("id = ?", s.Post).Take(&p).Error; err != nil {
			t.Fatal(err)
		}
		s.Version = p.Version
	}
	_, _, err := h.Rooms.Threads.Take(ctx, h.Actor(t, who), s)
	return err
}

func TestHeldReturnedResubmittedPublished(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		_, p := hold(t, h)
		for _, c := range []struct{ who, verb, want string }{
			{"", "return", "fault.not_found"}, {"hanlian", "return", "fault.not_found"}, {"sunlizhen", "release", "fault.not_found"},
			{"maliqing", "release", "workflow.not_yours"}, {"elin", "resubmit", "guard.post.writer"}, {"elin", "restore", "workflow.wrong_state"},
			{"elin", "return", "reason:input.required"},
		} {
			if got := reason(take(t, h, c.who, thread.Step{Post: p.ID, Verb: c.verb})); got != c.want {
				t.Errorf("%s %s: %s, want %s", c.who, c.verb, got, c.want)
			}
		}
		if err := take(t, h, "elin", thread.Step{Post: p.ID, Verb: "return", Reason: "请改为文字说明。"}); err != nil {
			t.Fatal(err)
		}
		if got := reason(take(t, h, "elin", thread.Step{Post: p.ID, Verb: "return", Reason: "再来一次", Version: 99})); got != "workflow.wrong_state" {
			t.Errorf("a second moderator with an old page: %s", got)
		}
		if got := reason(take(t, h, "hanlian", thread.Step{Post: p.ID, Verb: "resubmit", Body: "改好了"})); got != "fault.not_found" {
			t.Errorf("somebody else resubmits: %s", got)
		}
		if err := take(t, h, "maliqing", thread.Step{Post: p.ID, Verb: "resubmit", Body: "请与学校值班室联系。"}); err != nil {
			t.Fatal(err)
		}
		if err := take(t, h, "linlihua", thread.Step{Post: p.ID, Verb: "release"}); err != nil {
			t.Fatal(err)
		}
		row, err := h.Rooms.Threads.Post(ctx, h.Actor(t, "cairangli"), p.ID, "zh")
		if err != nil || row.State != thread.Published || row.Number != p.Number || row.Revision != 2 {
			t.Errorf("in the end: %+v, %v", row.Post, err)
		}
		lines, err := h.Rooms.Register.Timeline(ctx, h.Actor(t, "elin"), p.Record())
		if err != nil {
			t.Fatal(err)
		}
		var verbs []string
		for _, l := range lines {
			verbs = append(verbs, l.Verb)
		}
		if got := strings.Join(verbs, " "); got != "post.held post.returned post.resubmitted post.released" {
			t.Errorf("the register says %s", got)
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Error(err)
		}
	})
}

func TestStatementNeedsASecondPerson(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		f := personal(threadOf(t, h, weekend), "我中心愿公开周末值班表的样式。")
		f.Kind = thread.Statement
		_, p, err := h.Rooms.Threads.Reply(ctx, h.Actor(t, "maliqing"), f)
		if err != nil || p.State != thread.Confirming {
			t.Fatalf("%s, %v", p.State, err)
		}
		for who, want := range map[string]string{"maliqing": "guard.post.colleague", "cairangli": "fault.not_found", "elin": "guard.post.focal_point", "": "fault.not_found"} {
			if got := reason(take(t, h, who, thread.Step{Post: p.ID, Verb: "confirm"})); got != want {
				t.Errorf("%s confirms: %s, want %s", who, got, want)
			}
		}
		if got := reason(take(t, h, "hanlian", thread.Step{Post: p.ID, Verb: "check"})); got != "workflow.not_yours" {
			t.Errorf("a colleague checks a letter that is none: %s", got)
		}
		if err := take(t, h, "hanlian", thread.Step{Post: p.ID, Verb: "confirm"}); err != nil {
			t.Fatal(err)
		}
		if _, _, err := h.Rooms.Threads.Revise(ctx, h.Actor(t, "maliqing"), thread.Edit{Post: p.ID, Body: "改一改", Revision: 1}); reason(err) != "post.statement_stands" {
			t.Errorf("a confirmed statement was edited: %v", err)
		}
	})
}

func TestRemovalTakesTwoModerators(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		th := threadOf(t, h, weekend)
		_, p, err := h.Rooms.Threads.Reply(ctx, h.Actor(t, "cairangli"), personal(th, "这一条稍后要撤下。"))
		if err != nil {
			t.Fatal(err)
		}
		if err := take(t, h, "elin", thread.Step{Post: p.ID, Verb: "remove", Reason: "与主题无关"}); err != nil {
			t.Fatal(err)
		}
		if got := reason(take(t, h, "elin", thread.Step{Post: p.ID, Verb: "remove"})); got != "guard.second_person" {
			t.Errorf("the same moderator twice: %s", got)
		}
		if row, _ := h.Rooms.Threads.Post(ctx, h.Actor(t, "maliqing"), p.ID, "zh"); row.State != thread.Published || row.Source == "" {
			t.Errorf("one person took it from the readers: %s", row.State)
		}
		if err := take(t, h, "linlihua", thread.Step{Post: p.ID, Verb: "remove"}); err != nil {
			t.Fatal(err)
		}
		row, err := h.Rooms.Threads.Post(ctx, h.Actor(t, "maliqing"), p.ID, "zh")
		if err != nil || !row.Withheld() || row.Source != "" || row.Text.HTML != "" {
			t.Errorf("readers still see %q, %v", row.Source, err)
		}
	})
}

func TestEditsAreQuietThenVisible(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		_, p, err := h.Rooms.Threads.Reply(ctx, h.Actor(t, "maliqing"), personal(threadOf(t, h, weekend), "第一稿。"))
		if err != nil {
			t.Fatal(err)
		}
		edit := func(who, body string, revision int) (thread.Post, error) {
			_, p, err := h.Rooms.Threads.Revise(ctx, h.Actor(t, who), thread.Edit{Post: p.ID, Body: body, Revision: revision})
			return p, err
		}
		if _, err := edit("hanlian", "别人改", 1); reason(err) != "guard.post.author" {
			t.Errorf("somebody else's edit: %v", err)
		}
		h.Clock.Advance(10 * time.Minute)
		if q, err := edit("maliqing", "第二稿。", 1); err != nil || q.EditedAt != nil {
			t.Errorf("a quiet edit: %v, %v", q.EditedAt, err)
		}
		_, err = edit("maliqing", "第三稿。", 1)
		var stale *thread.Stale
		if !errors.As(err, &stale) || stale.Theirs != "第二稿。" {
			t.Errorf("an old page: %v", err)
		}
		f := personal(threadOf(t, h, weekend), "同意。")
		f.Quote, f.QuoteText = p.Number, "第二稿"
		if _, _, err := h.Rooms.Threads.Reply(ctx, h.Actor(t, "cairangli"), f); err != nil {
			t.Fatal(err)
		}
		if q, err := edit("maliqing", "第四稿。", 2); err != nil || q.EditedAt == nil {
			t.Errorf("an edit after a quote left no mark: %v", err)
		}
		_, versions, err := h.Rooms.Threads.Revisions(ctx, h.Actor(t, "cairangli"), p.ID)
		if err != nil || len(versions) != 2 || versions[0].Source != "第二稿。" {
			t.Errorf("readers find %d versions: %v", len(versions), err)
		}
		f.QuoteText = "从来没有的话"
		if _, _, err := h.Rooms.Threads.Reply(ctx, h.Actor(t, "cairangli"), f); reason(err) != "quote_text:post.quote_not_there" {
			t.Errorf("a made-up quote: %v", err)
		}
	})
}

func TestTenAtOnceGetTenNumbers(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		th := threadOf(t, h, weekend)
		actors := []policy.Actor{h.Actor(t, "maliqing"), h.Actor(t, "cairangli")}
		var wg sync.WaitGroup
		for i := range 10 {
			wg.Go(func() {
				if _, _, err := h.Rooms.Threads.Reply(ctx, actors[i%2], personal(th, fmt.Sprintf("同时发言 %d", i))); err != nil {
					t.Errorf("reply %d: %v", i, err)
				}
			})
		}
		wg.Wait()
		after := threadOf(t, h, weekend)
		if after.Numbered != th.Numbered+10 || after.Posts != th.Posts+10 {
			t.Errorf("numbered %d→%d, posts %d→%d", th.Numbered, after.Numbered, th.Posts, after.Posts)
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Error(err)
		}
	})
}

func TestOneFormOnePost(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		th := threadOf(t, h, weekend)
		once := register.WithOnce(ctx, "same-form")
		var made []string
		for range 3 {
			_, p, err := h.Rooms.Threads.Reply(once, h.Actor(t, "maliqing"), personal(th, "按了三次。"))
			var again *register.Replayed
			if err != nil && (!errors.As(err, &again) || !strings.Contains(again.Path, "/f/HD/t/2016-01")) {
				t.Errorf("%v", err)
			}
			if err == nil {
				made = append(made, p.ID)
			}
		}
		if after := threadOf(t, h, weekend); len(made) != 1 || after.Numbered != th.Numbered+1 {
			t.Errorf("%d posts, numbered %d→%d", len(made), th.Numbered, after.Numbered)
		}
	})
}

// TestListedIsPermitted compares what each person's pages list with the rule, row by row.
func TestListedIsPermitted(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		hold(t, h)
		f := personal(threadOf(t, h, weekend), "单位意见一条。")
		f.Kind = thread.Statement
		if _, _, err := h.Rooms.Threads.Reply(ctx, h.Actor(t, "maliqing"), f); err != nil {
			t.Fatal(err)
		}
		if _, err := letter(t, h, "我中心同意。", nil); err != nil {
			t.Fatal(err)
		}
		var threads []thread.Thread
		var posts []thread.Post
		if err := errors.Join(h.Store.Read(ctx).Find(&threads).Error, h.Store.Read(ctx).Find(&posts).Error); err != nil {
			t.Fatal(err)
		}
		for _, who := range []string{"", "maliqing", "hanlian", "cairangli", "fangliqin", "elin", "alex", "mats", "johan", "karin", "sunlizhen", "wangliwen", "dinglichuan"} {
			viewer := h.Actor(t, who)
			listed := map[string]bool{}
			for _, th := range threads {
				rows, _, err := h.Rooms.Threads.Page(ctx, viewer, th.ID, "zh", 0)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range rows {
					listed[r.ID] = true
				}
				_, err = h.Rooms.Threads.ByID(ctx, viewer, th.ID, "zh")
				if may := viewer.Sees(th.Access, h.Clock.Now()); (err == nil) != may {
					t.Errorf("%q and thread %s: found %v, may %v", who, th.Reference, err == nil, may)
				}
			}
			for _, p := range posts {
				if may := viewer.Sees(p.Access, h.Clock.Now()); listed[p.ID] != may {
					t.Errorf("%q and post %s #%d (%s): listed %v, may %v", who, p.ThreadID, p.Number, p.State, listed[p.ID], may)
				}
			}
		}
	})
}
