package thread_test

import (
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/text"
	"sametable/internal/thread"
)

// Who translates must be able to read what she translates, whatever her office; and what is translated must stand before somebody.
func TestOnlyWhatSheReadsIsTranslated(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		th := threadOf(t, h, weekend)
		p := reply(t, h, "maliqing", personal(th, "值班表贴在门口。"))
		_, waits := hold(t, h)
		away := h.Actor(t, "karin")
		away.Mandates = nil // she sits in no forum
		translate := func(a policy.Actor, of policy.Ref, body string) string {
			return reason(h.Rooms.Threads.Translate(ctx, a, thread.TranslationForm{Of: of, Language: "sv", State: text.Drafted, Title: "Helgen",
				Body: body, TranslatedBy: a.Person}))
		}
		for _, c := range []struct {
			name string
			who  policy.Actor
			of   policy.Ref
			body string
			want string
		}{
			{"a post of a forum she is not in", away, p.Record(), "Schemat", "fault.not_found"},
			{"the same, with nothing typed", away, p.Record(), "", "fault.not_found"},
			{"a discussion of a forum she is not in", away, th.Record(), "", "fault.not_found"},
			{"a post that waits for a moderator", h.Actor(t, "karin"), waits.Record(), "Ring", "fault.not_found"},
			{"the same by a moderator", h.Actor(t, "linlihua"), waits.Record(), "Ring skolan.", "<nil>"},
			{"a post she reads", h.Actor(t, "karin"), p.Record(), "Schemat sitter vid porten.", "<nil>"},
			{"a discussion she reads", h.Actor(t, "karin"), th.Record(), "", "<nil>"},
		} {
			if got := translate(c.who, c.of, c.body); got != c.want {
				t.Errorf("%s: %s, want %s", c.name, got, c.want)
			}
		}
		steps(t, h, p.ID, [2]string{"elin", "hide"})
		if got := translate(h.Actor(t, "karin"), p.Record(), "Schemat"); got != "workflow.wrong_state" {
			t.Errorf("a hidden post: %s", got)
		}
	})
}
