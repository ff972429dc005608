package thread_test

import (
	"encoding/json"
	"strings"
	"testing"

	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/thread"
)

// watchFor makes a forum's charter watch for a word.
func watchFor(t *testing.T, h *house.House, key, word string) {
	t.Helper()
	err := h.Rooms.Register.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		var f forum.Forum
		if err := tx.Where("key = ?", key).Take(&f).Error; err != nil {
			return err
		}
		var all []forum.Charter
		if err := tx.Where("forum_id = ?", f.ID).Find(&all).Error; err != nil {
			return err
		}
		for i := range all {
			rules := all[i].Rules()
			rules.Watched = []string{word}
			raw, err := json.Marshal(rules)
			if err != nil {
				return err
			}
			all[i].RulesJSON = string(raw)
			tx.Permit(policy.Allow(forum.CharterNoun, all[i].ID, "edit"))
			if err := tx.Save(&all[i]); err != nil {
				return err
			}
			tx.Enter(register.Note{Noun: forum.CharterNoun, ID: all[i].ID, Verb: "charter.edited", Access: policy.Access{Class: policy.Public}})
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func postOf(t *testing.T, h *house.House, id string) thread.Post {
	t.Helper()
	var p thread.Post
	if err := h.Store.Read(ctx).Where("id = ?", id).Take(&p).Error; err != nil {
		t.Fatal(err)
	}
	return p
}

// steps takes one step after the other; each must succeed.
func steps(t *testing.T, h *house.House, post string, all ...[2]string) {
	t.Helper()
	for _, s := range all {
		if err := take(t, h, s[0], thread.Step{Post: post, Verb: s[1], Reason: "理由。", Body: "改后的文字。"}); err != nil {
			t.Fatalf("%s %s: %v", s[0], s[1], err)
		}
	}
}

func reply(t *testing.T, h *house.House, who string, f thread.PostForm) thread.Post {
	t.Helper()
	_, p, err := h.Rooms.Threads.Reply(ctx, h.Actor(t, who), f)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func statement(th thread.Thread, body string) thread.PostForm {
	f := personal(th, body)
	f.Kind = thread.Statement
	return f
}

// What a moderator returned goes back to a moderator, whatever way it takes; what a colleague declined does not.
func TestReturnedStatementsGoBackToAModerator(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		th := threadOf(t, h, weekend)
		f := statement(th, "我中心的值班电话是"+" 13800"+"138000。")
		f.Explanation = "公开的服务电话。"
		p := reply(t, h, "maliqing", f)
		steps(t, h, p.ID, [2]string{"hanlian", "confirm"}, [2]string{"linlihua", "return"}, [2]string{"maliqing", "resubmit"}, [2]string{"hanlian", "confirm"})
		if got := postOf(t, h, p.ID); got.State != thread.Held || got.PublishedAt != nil {
			t.Errorf("a returned statement came round the moderator: %s", got.State)
		}
		steps(t, h, p.ID, [2]string{"linlihua", "return"}, [2]string{"maliqing", "resubmit"}, [2]string{"hanlian", "decline"}, [2]string{"maliqing", "resubmit"}, [2]string{"hanlian", "confirm"})
		if got := postOf(t, h, p.ID); got.State != thread.Held {
			t.Errorf("by way of a colleague's refusal: %s", got.State)
		}
		steps(t, h, p.ID, [2]string{"linlihua", "release"})

		plain := reply(t, h, "maliqing", statement(th, "我中心同意。"))
		steps(t, h, plain.ID, [2]string{"hanlian", "decline"}, [2]string{"maliqing", "resubmit"}, [2]string{"hanlian", "confirm"})
		if got := postOf(t, h, plain.ID); got.State != thread.Published {
			t.Errorf("nobody but a colleague had refused it: %s", got.State)
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Error(err)
		}
	})
}

func TestWatchedWordsAreAskedForEachTime(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		watchFor(t, h, "HD", "停课")
		th := threadOf(t, h, weekend)
		p := reply(t, h, "maliqing", statement(th, "我中心同意。"))
		steps(t, h, p.ID, [2]string{"hanlian", "decline"})
		if err := take(t, h, "maliqing", thread.Step{Post: p.ID, Verb: "resubmit", Body: "我中心不同意停课。"}); err != nil {
			t.Fatal(err)
		}
		if got := postOf(t, h, p.ID); got.HeldFor != "watched" {
			t.Errorf("a rewritten statement waits for %q", got.HeldFor)
		}
		plain := reply(t, h, "maliqing", personal(th, "我同意。"))
		edit := func(body string) string {
			_, _, err := h.Rooms.Threads.Revise(ctx, h.Actor(t, "maliqing"), thread.Edit{Post: plain.ID, Body: body, Revision: postOf(t, h, plain.ID).Revision})
			return reason(err)
		}
		for body, want := range map[string]string{"我同意停课。": "body:post.edit_watched", "请打" + " 13800" + "138000。": "body:post.edit_warned",
			"证号 6399992010" + "01010014": "body:safeguard.stopped", "我也同意。": "<nil>"} {
			if got := edit(body); got != want {
				t.Errorf("an edit: %s, want %s", got, want)
			}
		}
		if got := postOf(t, h, plain.ID); got.Revision != 2 {
			t.Errorf("revision %d after one edit that passed", got.Revision)
		}
	})
}

// A thread whose first post waits is seen by those who see that post, and told to nobody else, until it is published.
func TestAThreadWaitsWithItsFirstPost(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		watchFor(t, h, "HD", "停课")
		opened := func(title, body string, kind thread.Kind) (thread.Thread, thread.Post) {
			t.Helper()
			th, p, err := h.Rooms.Threads.OpenThread(ctx, h.Actor(t, "maliqing"), thread.OpenForm{Forum: "HD", Language: "zh", Title: title,
				First: thread.PostForm{Language: "zh", Body: body, Kind: kind}})
			if err != nil {
				t.Fatal(err)
			}
			return th, p
		}
		sees := func(who string, th thread.Thread) bool {
			_, err := h.Rooms.Threads.ByID(ctx, h.Actor(t, who), th.ID, "zh")
			return err == nil
		}
		th, p := opened("停课期间谁来照料", "请各单位说说情况。", thread.Personal)
		if p.State != thread.Held || p.HeldFor != "watched" {
			t.Fatalf("a watched title: %s for %q", p.State, p.HeldFor)
		}
		for who, want := range map[string]bool{"maliqing": true, "elin": true, "cairangli": false, "hanlian": false, "sunlizhen": false, "": false} {
			if sees(who, th) != want {
				t.Errorf("%q sees the waiting thread: %v", who, !want)
			}
		}
		if _, _, err := h.Rooms.Threads.Reply(ctx, h.Actor(t, "maliqing"), personal(th, "再说一句。")); reason(err) != "guard.post.thread_shown" {
			t.Errorf("a second post before the first is out: %v", err)
		}
		if got := told(t, h, "cairangli", th.ID); got != "" {
			t.Errorf("somebody was told: %s", got)
		}
		steps(t, h, p.ID, [2]string{"linlihua", "release"})
		if !sees("cairangli", th) || threadOf(t, h, th.Reference).Class != policy.Members {
			t.Error("the forum does not see it after its release")
		}
		if got := told(t, h, "cairangli", th.ID); got != "thread.shown" {
			t.Errorf("after the release they were told %q", got)
		}

		at, q := opened("本单位的意见", "我中心同意。", thread.Statement)
		if !sees("hanlian", at) || sees("cairangli", at) {
			t.Error("who sees a thread that waits for a colleague")
		}
		steps(t, h, q.ID, [2]string{"hanlian", "confirm"})
		if !sees("cairangli", at) {
			t.Error("a confirmed statement did not show its thread")
		}
		if plain, _ := opened("周末", "请大家说说。", thread.Personal); !sees("cairangli", plain) {
			t.Error("an ordinary thread is hidden")
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Error(err)
		}
	})
}

// told gives the verbs of the notices a person has about a noun.
func told(t *testing.T, h *house.House, who, id string) string {
	t.Helper()
	if err := h.Rooms.Register.CatchUp(ctx); err != nil {
		t.Fatal(err)
	}
	var verbs []string
	if err := h.Store.Read(ctx).Table("notices").Where("person_id = ? AND noun_id = ?", h.Person(t, who), id).Order("seq").Pluck("verb", &verbs).Error; err != nil {
		t.Fatal(err)
	}
	return strings.Join(verbs, " ")
}

// That a post was held is told to nobody because it was withdrawn or removed.
func TestWhatWasNeverPublishedStaysClosed(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		_, withdrawn := hold(t, h)
		_, removed := hold(t, h)
		steps(t, h, withdrawn.ID, [2]string{"maliqing", "withdraw"})
		steps(t, h, removed.ID, [2]string{"elin", "remove"}, [2]string{"linlihua", "remove"})
		published := reply(t, h, "maliqing", personal(threadOf(t, h, weekend), "请看值班表。"))
		steps(t, h, published.ID, [2]string{"maliqing", "withdraw"})
		for id, want := range map[string]string{withdrawn.ID: "fault.not_found", removed.ID: "fault.not_found", published.ID: "<nil>"} {
			_, err := h.Rooms.Threads.Post(ctx, h.Actor(t, "cairangli"), id, "zh")
			if got := reason(err); got != want {
				t.Errorf("another member: %s, want %s", got, want)
			}
			if _, err := h.Rooms.Threads.Post(ctx, h.Actor(t, "maliqing"), id, "zh"); err != nil {
				t.Errorf("its author: %v", err)
			}
			lines, err := h.Rooms.Register.Timeline(ctx, h.Actor(t, "cairangli"), policy.Ref{Noun: thread.PostNoun, ID: id})
			if err != nil || (len(lines) == 0) != (want != "<nil>") {
				t.Errorf("another member reads %d entries, %v", len(lines), err)
			}
		}
	})
}

// Everybody who may confirm a statement is told, and whoever has no part in a step hears that before her page is called old.
func TestWhoIsAskedAndWhoIsRefusedFirst(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		th := threadOf(t, h, weekend)
		p := reply(t, h, "hanlian", statement(th, "我中心同意。")) // the only liaison officer is the author
		if got := told(t, h, "maliqing", p.ID); got != "post.confirmation_asked" {
			t.Errorf("the other delegate was told %q", got)
		}
		if got := told(t, h, "cairangli", p.ID); got != "" {
			t.Errorf("another organisation was told %q", got)
		}
		steps(t, h, p.ID, [2]string{"maliqing", "confirm"})
		for _, c := range []struct{ who, verb, want string }{
			{"cairangli", "hide", "workflow.not_yours"}, {"cairangli", "withdraw", "guard.post.author"}, {"cairangli", "release", "workflow.not_yours"},
			{"elin", "hide", "fault.stale"}, {"hanlian", "withdraw", "fault.stale"}, {"maliqing", "attach_letter", "fault.not_found"},
		} {
			if got := reason(take(t, h, c.who, thread.Step{Post: p.ID, Verb: c.verb, Reason: "理由", Version: 99})); got != c.want {
				t.Errorf("%s %s with an old page: %s, want %s", c.who, c.verb, got, c.want)
			}
		}
		steer := func(who, verb, why string, version int) string {
			return reason(h.Rooms.Threads.Steer(ctx, h.Actor(t, who), thread.Steering{Thread: th.ID, Verb: verb, Reason: why, Version: version}))
		}
		now := threadOf(t, h, weekend).Version
		for _, c := range []struct {
			who, verb, why string
			version        int
			want           string
		}{
			{"maliqing", "lock", "", 99, "workflow.not_yours"}, {"sunlizhen", "lock", "转入建议稿", 99, "fault.stale"}, {"sunlizhen", "lock", "", now, "reason:input.required"},
			{"sunlizhen", "lock", "转入建议稿", now, "<nil>"}, {"sunlizhen", "unlock", "", now + 1, "<nil>"},
		} {
			if got := steer(c.who, c.verb, c.why, c.version); got != c.want {
				t.Errorf("%s %s %q: %s, want %s", c.who, c.verb, c.why, got, c.want)
			}
		}
	})
}

// A discussion whose first post waits is not counted among what anybody may know of a forum.
func TestWhatWaitsIsNotTalkedOf(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		watchFor(t, h, "HD", "例词")
		talk := func(id policy.ForumID) int {
			k, err := h.Rooms.Threads.Talk(ctx, id)
			if err != nil {
				t.Fatal(err)
			}
			return k.Threads
		}
		f, err := h.Rooms.Forums.Find(ctx, "HD")
		if err != nil {
			t.Fatal(err)
		}
		before := talk(f.ID)
		_, p, err := h.Rooms.Threads.OpenThread(ctx, h.Actor(t, "maliqing"), thread.OpenForm{Forum: "HD", Language: "zh", Title: "例行讨论",
			First: thread.PostForm{Language: "zh", Body: "这里有一个例词。", Kind: thread.Personal}})
		if err != nil || p.State != thread.Held {
			t.Fatalf("%s, %v", p.State, err)
		}
		if now := talk(f.ID); now != before {
			t.Errorf("%d discussions, %d before", now, before)
		}
		steps(t, h, p.ID, [2]string{"elin", "release"})
		if now := talk(f.ID); now != before+1 {
			t.Errorf("released: %d discussions, %d before", now, before)
		}
	})
}

// A discussion's timeline does not tell members of a post that waits by counting it; its author and the moderators are told.
func TestATimelineGivesNoWaitingPostAway(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		of := threadOf(t, h, "HD-T-2016-01")
		watchFor(t, h, "HD", "例词")
		counted := func(who string) (n int) {
			lines, err := h.Rooms.Register.Timeline(ctx, h.Actor(t, who), of.Record())
			if err != nil {
				t.Fatal(err)
			}
			for _, l := range lines {
				if l.Verb == "thread.counted" {
					n++
				}
			}
			return n
		}
		member, moderator := counted("hanlian"), counted("elin")
		if p := reply(t, h, "maliqing", thread.PostForm{Thread: of.ID, Language: "zh", Body: "这里有一个例词。", Kind: thread.Personal}); p.State != thread.Held {
			t.Fatal(p.State)
		}
		if now := counted("hanlian"); now != member {
			t.Errorf("a member is told of %d, %d before", now, member)
		}
		if now := counted("elin"); now != moderator+1 {
			t.Errorf("a moderator is told of %d, %d before", now, moderator)
		}
	})
}
