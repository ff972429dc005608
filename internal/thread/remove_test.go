package thread_test

import (
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
	"sametable/internal/thread"
)

// remover makes somebody of the world a third moderator, who reads no Chinese.
func remover(t *testing.T, h *house.House, who string) policy.Actor {
	t.Helper()
	a := h.Actor(t, who)
	a.Offices = append(a.Offices, policy.Moderator)
	return a
}

func TestAProposedRemovalCanComeToNothing(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		th := threadOf(t, h, weekend)
		p := reply(t, h, "cairangli", personal(th, "这一条也许不合适。"))
		steps(t, h, p.ID, [2]string{"elin", "remove"})
		if got := postOf(t, h, p.ID); got.Reason != "" || got.ProposedReason != "理由。" || !got.Proposed() {
			t.Errorf("the proposer's reason: %q, %q", got.Reason, got.ProposedReason)
		}
		for _, c := range []struct{ who, verb, want string }{
			{"elin", "dismiss_removal", "guard.second_person"}, {"linlihua", "undo_removal", "guard.post.proposer"}, {"cairangli", "undo_removal", "workflow.not_yours"},
			{"elin", "remove", "guard.second_person"},
		} {
			if got := reason(take(t, h, c.who, thread.Step{Post: p.ID, Verb: c.verb, Reason: "理由"})); got != c.want {
				t.Errorf("%s %s: %s, want %s", c.who, c.verb, got, c.want)
			}
		}
		if got := reason(take(t, h, "linlihua", thread.Step{Post: p.ID, Verb: "dismiss_removal"})); got != "reason:input.required" {
			t.Errorf("dismissed without a reason: %s", got)
		}
		keep := thread.Step{Post: p.ID, Verb: "dismiss_removal", Version: postOf(t, h, p.ID).Version, Reason: "理由。"} // the proposer reads Swedish
		if got := reason(take(t, h, "linlihua", keep)); got != "reason:reason.unread.sv" {
			t.Errorf("dismissed in a language the proposer does not read: %s", got)
		}
		keep.Reason = "Det är en saklig fråga och kan stå kvar."
		if err := take(t, h, "linlihua", keep); err != nil {
			t.Fatal(err)
		}
		if got := postOf(t, h, p.ID); got.Proposed() || got.State != thread.Published {
			t.Errorf("after the dismissal: %+v", got)
		}
		if got := told(t, h, "elin", p.ID); !strings.HasSuffix(got, "post.removal_dismissed") {
			t.Errorf("the proposer was told %q", got)
		}
		if got := reason(take(t, h, "linlihua", thread.Step{Post: p.ID, Verb: "dismiss_removal", Reason: "理由"})); got != "guard.post.proposed" {
			t.Errorf("nothing to dismiss: %s", got)
		}
		steps(t, h, p.ID, [2]string{"elin", "remove"}, [2]string{"elin", "undo_removal"}, [2]string{"elin", "remove"})
		if _, _, err := h.Rooms.Threads.Revise(ctx, h.Actor(t, "cairangli"), thread.Edit{Post: p.ID, Body: "这一条改好了。", Revision: 1}); err != nil {
			t.Fatal(err)
		}
		if got := postOf(t, h, p.ID); got.ProposedBy != "" {
			t.Error("a proposal outlived the text it was about")
		}
		if got := told(t, h, "elin", p.ID); !strings.HasSuffix(got, "post.removal_lapsed") {
			t.Errorf("the proposer was told %q", got)
		}
		steps(t, h, p.ID, [2]string{"linlihua", "remove"})
		if got := postOf(t, h, p.ID); got.State != thread.Published {
			t.Error("the second half of an old proposal removed the post")
		}
		steps(t, h, p.ID, [2]string{"elin", "hide"}, [2]string{"elin", "restore"})
		if got := postOf(t, h, p.ID); got.ProposedBy != "" {
			t.Error("a proposal outlived another step")
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Error(err)
		}
	})
}

// One of the two who remove a post reads its language.
func TestOneOfTheTwoReadsTheLanguage(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		th := threadOf(t, h, weekend)
		p := reply(t, h, "cairangli", personal(th, "两人都要看得懂吗？"))
		steps(t, h, p.ID, [2]string{"elin", "remove"}) // she reads Swedish and English
		third := remover(t, h, "anna")
		_, _, err := h.Rooms.Threads.Take(ctx, third, thread.Step{Post: p.ID, Verb: "remove", Reason: "理由", Version: postOf(t, h, p.ID).Version})
		if got := reason(err); got != "guard.post.language" {
			t.Errorf("two who do not read it: %s", got)
		}
		steps(t, h, p.ID, [2]string{"linlihua", "remove"})
		got := postOf(t, h, p.ID)
		if got.State != thread.Removed || got.Reason != "理由。" {
			t.Errorf("one who does: %s, %q", got.State, got.Reason)
		}
		q := reply(t, h, "cairangli", personal(th, "先由读得懂的人提出。"))
		steps(t, h, q.ID, [2]string{"linlihua", "remove"}, [2]string{"elin", "remove"})
		if got := postOf(t, h, q.ID); got.State != thread.Removed {
			t.Errorf("the reader came first: %s", got.State)
		}
	})
}

// Erasing takes the words from everywhere, and leaves number, hash and a whole register.
func TestErasingLeavesNothingToRead(t *testing.T) {
	const words = "蓝色的铁门旁第三间"
	house.Worlds(t, func(t *testing.T, h *house.House) {
		th := threadOf(t, h, weekend)
		f := personal(th, "我们在"+words+"开会，电话"+" 13800"+"138000。")
		f.Explanation = words + "是公开的地点。"
		p := reply(t, h, "maliqing", f)
		if err := take(t, h, "elin", thread.Step{Post: p.ID, Verb: "return", Reason: "请去掉" + words}); err != nil {
			t.Fatal(err)
		}
		if err := take(t, h, "maliqing", thread.Step{Post: p.ID, Verb: "resubmit", Body: "还在" + words + "。"}); err != nil {
			t.Fatal(err)
		}
		steps(t, h, p.ID, [2]string{"linlihua", "release"})
		if err := h.Rooms.Threads.Translate(ctx, h.Actor(t, "duliwen"), thread.TranslationForm{Of: p.Record(), Language: "en", State: text.Machine, Body: "Beside " + words}); err != nil {
			t.Fatal(err)
		}
		quoting := personal(th, "同意这一条。")
		quoting.Quote, quoting.QuoteText = p.Number, words
		q := reply(t, h, "cairangli", quoting)
		if _, err := h.Rooms.Threads.SaveDraft(ctx, h.Actor(t, "maliqing"), "edit:"+p.ID, "改写"+words); err != nil {
			t.Fatal(err)
		}
		if _, err := h.Rooms.Threads.KeepDraft(ctx, h.Actor(t, "hanlian"), "reply:"+th.ID, "同意。", thread.Begun{Quote: p.Number, QuoteText: words}); err != nil {
			t.Fatal(err)
		}
		told(t, h, "maliqing", p.ID)

		for _, c := range []struct{ who, want string }{{"maliqing", "workflow.not_yours"}, {"cairangli", "workflow.not_yours"}, {"sunlizhen", "workflow.not_yours"}} {
			if got := reason(take(t, h, c.who, thread.Step{Post: p.ID, Verb: "erase", Reason: "理由"})); got != c.want {
				t.Errorf("%s erases: %s, want %s", c.who, got, c.want)
			}
		}
		steps(t, h, p.ID, [2]string{"elin", "hide"}, [2]string{"elin", "erase"})
		if got := postOf(t, h, p.ID); got.State != thread.Hidden || got.ProposedVerb != "erase" {
			t.Fatalf("one moderator: %s", got.State)
		}
		if got := reason(take(t, h, "elin", thread.Step{Post: p.ID, Verb: "erase", Reason: "理由"})); got != "guard.second_person" {
			t.Errorf("the same moderator again: %s", got)
		}
		steps(t, h, p.ID, [2]string{"linlihua", "erase"})
		if err := h.Rooms.Register.CatchUp(ctx); err != nil {
			t.Fatal(err)
		}
		nowhere(t, h, words)
		row, err := h.Rooms.Threads.Post(ctx, h.Actor(t, "cairangli"), p.ID, "en")
		if err != nil || row.State != thread.Erased || row.Number != p.Number || row.Source != "" || row.Text.HTML != "" {
			t.Errorf("the stub: %s, %q, %v", row.State, row.Source, err)
		}
		if got := postOf(t, h, q.ID); got.QuoteText != "" || got.QuoteNumber != p.Number || got.State != thread.Published {
			t.Errorf("the quotation: %q of %d", got.QuoteText, got.QuoteNumber)
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Errorf("the register after an erasure: %v", err)
		}
		if got := reason(take(t, h, "linlihua", thread.Step{Post: p.ID, Verb: "erase", Reason: "理由"})); got != "workflow.wrong_state" {
			t.Errorf("erased twice: %s", got)
		}
		err = h.Rooms.Threads.Translate(ctx, h.Actor(t, "duliwen"), thread.TranslationForm{Of: p.Record(), Language: "sv", State: text.Machine, Body: "Igen"})
		if got := reason(err); got != "workflow.wrong_state" {
			t.Errorf("an erased text was translated: %s", got)
		}
	})
}

// What was withdrawn or removed keeps its text for its author and moderators until two of them erase it.
func TestWithdrawnAndRemovedTextsCanBeErased(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		_, withdrawn := hold(t, h)
		steps(t, h, withdrawn.ID, [2]string{"maliqing", "withdraw"})
		if row, err := h.Rooms.Threads.Post(ctx, h.Actor(t, "elin"), withdrawn.ID, "zh"); err != nil || row.Source == "" {
			t.Errorf("a moderator reads what its author withdrew: %v", err)
		}
		steps(t, h, withdrawn.ID, [2]string{"linlihua", "erase"}, [2]string{"elin", "erase"})
		removed := reply(t, h, "cairangli", personal(threadOf(t, h, weekend), "先移除再清除。"))
		steps(t, h, removed.ID, [2]string{"elin", "remove"}, [2]string{"linlihua", "remove"}, [2]string{"elin", "erase"}, [2]string{"linlihua", "erase"})
		for _, id := range []string{withdrawn.ID, removed.ID} {
			row, err := h.Rooms.Threads.Post(ctx, h.Actor(t, "elin"), id, "zh")
			if err != nil || row.Source != "" || row.State != thread.Erased {
				t.Errorf("%s, %q, %v", row.State, row.Source, err)
			}
		}
		nowhere(t, h, "先移除再清除")
	})
}
