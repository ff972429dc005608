package thread_test

import (
	"testing"
	"time"

	"sametable/internal/forumtest/house"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/thread"
)

// suspend lets two officers suspend the organisation of a person.
func suspend(t *testing.T, h *house.House, who string) {
	t.Helper()
	id := h.Actor(t, who).Memberships[0].Organisation
	for _, officer := range []string{"johan", "songlishen"} {
		var o organisation.Organisation
		if err := h.Store.Read(ctx).Where("id = ?", id).Take(&o).Error; err != nil {
			t.Fatal(err)
		}
		if _, err := h.Rooms.Organisations.Step(ctx, h.Actor(t, officer), organisation.Step{ID: id, Verb: "suspend", Note: "核实中", Version: o.Version}); err != nil {
			t.Fatal(err)
		}
	}
}

// leaves ends the membership of a person.
func leaves(t *testing.T, h *house.House, who string) {
	t.Helper()
	var m organisation.Membership
	if err := h.Store.Read(ctx).Where("person_id = ? AND until IS NULL", h.Person(t, who)).Take(&m).Error; err != nil {
		t.Fatal(err)
	}
	if err := h.Rooms.Organisations.EndMembership(ctx, h.Actor(t, "mats"), organisation.MemberStep{Membership: m.ID, Reason: "调离", Version: m.Version}); err != nil {
		t.Fatal(err)
	}
}

// Nobody speaks for an organisation while it is not accredited: its statement is neither confirmed nor declined.
func TestNobodySpeaksForAnOrganisationThatIsNotAccredited(t *testing.T) {
	for name, lapse := range map[string]func(*testing.T, *house.House){
		"suspended": func(t *testing.T, h *house.House) { suspend(t, h, "maliqing") },
		"run out":   func(_ *testing.T, h *house.House) { h.Clock.Advance(800 * 24 * time.Hour) },
	} {
		t.Run(name, func(t *testing.T) {
			house.Worlds(t, func(t *testing.T, h *house.House) {
				th := threadOf(t, h, weekend)
				p, q := reply(t, h, "maliqing", statement(th, "我中心同意。")), reply(t, h, "hanlian", statement(th, "我中心也同意按周统计。"))
				lapse(t, h)
				for _, c := range []struct{ who, post string }{{"hanlian", p.ID}, {"maliqing", q.ID}} { // the focal point, and a delegate
					for _, verb := range []string{"confirm", "decline"} {
						if got := reason(take(t, h, c.who, thread.Step{Post: c.post, Verb: verb, Reason: "再议"})); got != "guard.post.accredited" {
							t.Errorf("%s %s: %s", c.who, verb, got)
						}
					}
				}
				if got := postOf(t, h, p.ID).State; got != thread.Confirming {
					t.Errorf("the statement is %s", got)
				}
			})
		})
	}
}

// A letter holds the words of somebody who speaks for her organisation, when it is entered and when it is checked.
func TestALetterComesFromWhoeverSpeaksNow(t *testing.T) {
	for name, silence := range map[string]func(*testing.T, *house.House){
		"suspended": func(t *testing.T, h *house.House) { suspend(t, h, "cairangli") },
		"left":      func(t *testing.T, h *house.House) { leaves(t, h, "cairangli") },
		"over": func(t *testing.T, h *house.House) {
			m := h.Actor(t, "cairangli").Voices(threadOf(t, h, weekend).Forum, h.Clock.Now())[0]
			if m.Until.IsZero() {
				t.Fatal("the mandate has no end")
			}
			h.Clock.Advance(m.Until.Sub(h.Clock.Now()))
		},
	} {
		t.Run(name, func(t *testing.T) {
			house.Worlds(t, func(t *testing.T, h *house.House) {
				th := threadOf(t, h, weekend)
				form := thread.LetterForm{Thread: th.ID, Language: "zh", Body: "我中心同意按周统计。", Mandate: mandateOf(t, h, "cairangli", th), Channel: "letter",
					Dated: "2019-06-03", Paper: scan("来函.pdf", pdf)}
				keeper, chair := h.Actor(t, "sunlizhen"), h.Actor(t, "wangliwen") // they stay who they were, whatever the clock says of their own terms
				for _, a := range []*policy.Actor{&keeper, &chair} {
					for i := range a.Mandates {
						a.Mandates[i].Until = time.Time{}
					}
				}
				offered := func() (found bool) {
					rows, err := h.Rooms.Threads.Senders(ctx, keeper, th.Forum)
					if err != nil {
						t.Fatal(err)
					}
					for _, row := range rows {
						found = found || row.ID == form.Mandate
					}
					return found
				}
				_, p, err := h.Rooms.Threads.EnterLetter(ctx, keeper, form)
				if err != nil || !offered() {
					t.Fatalf("while she speaks: %v, offered %v", err, offered())
				}
				silence(t, h)
				form.Paper = scan("来函.pdf", pdf)
				if _, _, err := h.Rooms.Threads.EnterLetter(ctx, keeper, form); reason(err) != "mandate:post.letter_sender" || offered() {
					t.Errorf("entered afterwards: %v, offered %v", err, offered())
				}
				row, err := h.Rooms.Threads.Post(ctx, chair, p.ID, "zh")
				if err != nil || row.AuthorSpeaks {
					t.Errorf("the page: %v, %v", row.AuthorSpeaks, err)
				}
				step := func(verb string) error {
					_, _, err := h.Rooms.Threads.Take(ctx, chair, thread.Step{Post: p.ID, Verb: verb, Reason: "来函人已无授权", Version: postOf(t, h, p.ID).Version})
					return err
				}
				if got := reason(step("check")); got != "guard.post.sender" {
					t.Errorf("checked afterwards: %s", got)
				}
				if err := step("refuse_letter"); err != nil {
					t.Errorf("and refused: %v", err)
				}
			})
		})
	}
}
