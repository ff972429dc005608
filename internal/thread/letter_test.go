package thread_test

import (
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/thread"
)

// mandateOf finds a person's mandate with a voice in the forum of a thread.
func mandateOf(t *testing.T, h *house.House, who string, th thread.Thread) policy.MandateID {
	t.Helper()
	for _, m := range h.Actor(t, who).In(th.Forum, h.Clock.Now()) {
		if m.Capacity != policy.Observer {
			return m.ID
		}
	}
	t.Fatalf("%s has no mandate", who)
	return ""
}

func scan(name, content string) *input.Sent {
	return &input.Sent{File: strings.NewReader(content), Name: name}
}

const pdf = "%PDF-1.4 letter"

func letter(t *testing.T, h *house.House, body string, paper *input.Sent) (thread.Post, error) {
	t.Helper()
	th := threadOf(t, h, weekend)
	_, p, err := h.Rooms.Threads.EnterLetter(ctx, h.Actor(t, "sunlizhen"), thread.LetterForm{Thread: th.ID, Language: "zh", Body: body,
		Mandate: mandateOf(t, h, "cairangli", th), Channel: "letter", Dated: "2019-06-03", Paper: paper})
	return p, err
}

// Whoever entered a letter follows it; the chair checks or refuses it; what was refused is corrected or withdrawn by her.
func TestALetterIsNoDeadEnd(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p, err := letter(t, h, "我中心同意按周统计。", scan("来函.pdf", pdf))
		if err != nil {
			t.Fatal(err)
		}
		for who, want := range map[string]string{"sunlizhen": "<nil>", "wangliwen": "<nil>", "elin": "<nil>", "cairangli": "<nil>", "maliqing": "fault.not_found", "": "fault.not_found"} {
			if _, err := h.Rooms.Threads.Post(ctx, h.Actor(t, who), p.ID, "zh"); reason(err) != want {
				t.Errorf("%q sees the entry: %v, want %s", who, err, want)
			}
		}
		for who, want := range map[string]string{"wangliwen": "post.confirmation_asked", "elin": "post.confirmation_asked", "sunlizhen": "", "maliqing": ""} {
			if got := told(t, h, who, p.ID); got != want {
				t.Errorf("%s was told %q, want %q", who, got, want)
			}
		}
		for _, c := range []struct{ who, verb, want string }{
			{"sunlizhen", "check", "workflow.not_yours"}, {"cairangli", "check", "workflow.not_yours"}, {"cairangli", "refuse_letter", "workflow.not_yours"},
			{"wangliwen", "refuse_letter", "reason:input.required"},
		} {
			if got := reason(take(t, h, c.who, thread.Step{Post: p.ID, Verb: c.verb})); got != c.want {
				t.Errorf("%s %s: %s, want %s", c.who, c.verb, got, c.want)
			}
		}
		steps(t, h, p.ID, [2]string{"wangliwen", "refuse_letter"})
		if got := told(t, h, "sunlizhen", p.ID); got != "post.letter_refused" {
			t.Errorf("she who entered it was told %q", got)
		}
		if got := reason(take(t, h, "cairangli", thread.Step{Post: p.ID, Verb: "resubmit", Body: "改"})); got != "guard.post.writer" {
			t.Errorf("somebody else corrects the entry: %s", got)
		}
		steps(t, h, p.ID, [2]string{"sunlizhen", "resubmit"}, [2]string{"wangliwen", "check"})
		if got := postOf(t, h, p.ID); got.State != thread.Published || got.ConfirmedBy != h.Person(t, "wangliwen") {
			t.Errorf("after the chair's check: %s", got.State)
		}
		if got := reason(take(t, h, "sunlizhen", thread.Step{Post: p.ID, Verb: "withdraw"})); got != "guard.post.author" {
			t.Errorf("the secretary withdraws what stands: %s", got)
		}
		again, err := letter(t, h, "我中心同意。", nil)
		if err != nil {
			t.Fatal(err)
		}
		steps(t, h, again.ID, [2]string{"sunlizhen", "withdraw"})

		watchFor(t, h, "HD", "停课")
		held, err := letter(t, h, "我中心不同意停课。", nil)
		if err != nil {
			t.Fatal(err)
		}
		steps(t, h, held.ID, [2]string{"wangliwen", "check"})
		if got := postOf(t, h, held.ID); got.State != thread.Held || got.HeldFor != "watched" {
			t.Errorf("a watched word in a letter: %s", got.State)
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Error(err)
		}
	})
}

// An organisation with one registered person confirms by a letter: its author asks, the secretary attaches, a second checks.
func TestAStatementIsConfirmedByLetter(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p := reply(t, h, "maliqing", statement(threadOf(t, h, weekend), "我中心同意。"))
		attach := func(who string, paper *input.Sent, dated string) string {
			_, _, err := h.Rooms.Threads.AttachLetter(ctx, h.Actor(t, who), thread.AttachForm{Post: p.ID, Dated: dated, Paper: paper, Version: postOf(t, h, p.ID).Version})
			return reason(err)
		}
		if got := attach("sunlizhen", scan("函.pdf", pdf), "2019-06-03"); got != "fault.not_found" {
			t.Errorf("before its author asked, the secretary sees nothing: %s", got)
		}
		if got := reason(take(t, h, "hanlian", thread.Step{Post: p.ID, Verb: "ask_letter"})); got != "guard.post.author" {
			t.Errorf("a colleague asks for the letter: %s", got)
		}
		steps(t, h, p.ID, [2]string{"maliqing", "ask_letter"})
		if got := told(t, h, "sunlizhen", p.ID); got != "post.letter_asked" {
			t.Errorf("the secretary was told %q", got)
		}
		for _, c := range []struct {
			who   string
			paper *input.Sent
			dated string
			want  string
		}{
			{"maliqing", scan("函.pdf", pdf), "2019-06-03", "workflow.not_yours"}, {"cairangli", scan("函.pdf", pdf), "2019-06-03", "fault.not_found"},
			{"sunlizhen", nil, "2019-06-03", "file:letter.missing"}, {"sunlizhen", scan("函.pdf", pdf), "2030-01-01", "dated:post.letter_not_yet"},
			{"sunlizhen", scan("函.html", "<html>"), "2019-06-03", "file:letter.not_a_letter"},
			{"sunlizhen", scan("函.pdf", pdf+strings.Repeat("a", 8<<20)), "2019-06-03", "file:letter.too_large"},
			{"sunlizhen", scan("6399992010"+"01010014.pdf", pdf), "2019-06-03", "file:letter.name_stopped"},
			{"sunlizhen", scan("函.pdf", pdf), "2019-06-03", "<nil>"}, {"sunlizhen", scan("函.pdf", pdf), "2019-06-03", "guard.post.letter_asked"},
		} {
			if got := attach(c.who, c.paper, c.dated); got != c.want {
				t.Errorf("%s attaches: %s, want %s", c.who, got, c.want)
			}
		}
		for who, want := range map[string]bool{"sunlizhen": true, "wangliwen": true, "elin": true, "maliqing": false, "hanlian": false, "": false} {
			l, err := h.Rooms.Threads.LetterOf(ctx, h.Actor(t, who), postOf(t, h, p.ID))
			if err != nil || (l != nil) != want {
				t.Errorf("%q opens the letter: %v, %v", who, l != nil, err)
			}
		}
		if got := reason(take(t, h, "sunlizhen", thread.Step{Post: p.ID, Verb: "check"})); got != "workflow.not_yours" {
			t.Errorf("who attached it checks it: %s", got)
		}
		steps(t, h, p.ID, [2]string{"wangliwen", "refuse_letter"}, [2]string{"maliqing", "resubmit"})
		if l, _ := h.Rooms.Threads.LetterOf(ctx, h.Actor(t, "elin"), postOf(t, h, p.ID)); l != nil {
			t.Error("the letter of other words stayed")
		}
		if got := attach("sunlizhen", scan("函.pdf", pdf), "2019-06-04"); got != "<nil>" {
			t.Fatal(got)
		}
		steps(t, h, p.ID, [2]string{"wangliwen", "check"})
		if got := postOf(t, h, p.ID); got.State != thread.Published || got.LetterDated != "2019-06-04" {
			t.Errorf("in the end: %s of %s", got.State, got.LetterDated)
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Error(err)
		}
	})
}
