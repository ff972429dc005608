package proposal_test

import (
	"slices"
	"strings"
	"testing"

	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/proposal"
)

// What is public is withdrawn by two persons of the organisation, who say why; what nobody was asked about by one.
func TestWithdrawingWhatIsPublicTakesTwo(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		step := func(who, verb, reason string, p proposal.Proposal) (proposal.Proposal, error) {
			return h.Rooms.Proposals.Take(ctx, h.Actor(t, who), proposal.Step{Proposal: p.ID, Verb: verb, Reason: reason, Version: p.Version, Anyway: true})
		}
		p := consulted(t, h)
		_, err := step("maliqing", "withdraw", "县里已经这样做了。", p)
		refused(t, "alone", err, "workflow.wrong_state")
		_, err = step("maliqing", "ask_withdrawal", " ", p)
		refused(t, "without a reason", err, "input.required")
		_, err = step("hanlian", "confirm_withdrawal", "", p)
		refused(t, "before anybody asked", err, "guard.proposal.withdrawal")
		p, err = step("maliqing", "ask_withdrawal", "县里已经这样做了。", p)
		must(t, err)
		if p.State != proposal.Consultation || p.Reason != "" || p.EndsWhy == "" {
			t.Errorf("after it was asked: %s %q", p.State, p.Reason)
		}
		for who, want := range map[string]string{"maliqing": "guard.proposal.withdrawal_other", "suliyi": "guard.proposal.member", "sunlizhen": "guard.proposal.member", "elin": "guard.proposal.member"} {
			_, err = step(who, "confirm_withdrawal", "", p)
			refused(t, who+" confirms", err, want)
		}
		_, err = step("hanlian", "ask_withdrawal", "又一次。", p)
		refused(t, "asked twice", err, "guard.proposal.withdrawal_unasked")
		_, err = step("hanlian", "drop_withdrawal", "", p)
		refused(t, "another takes it back", err, "guard.proposal.withdrawer")
		for _, who := range []string{"suliyi", "sunlizhen", ""} {
			lines, err := h.Rooms.Register.Timeline(ctx, h.Actor(t, who), p.Record())
			must(t, err)
			for _, line := range lines {
				if strings.HasPrefix(line.Verb, "proposal.withdrawal") {
					t.Errorf("%q reads %s", who, line.Verb)
				}
			}
		}
		p, err = step("hanlian", "decline_withdrawal", "还是先听意见。", p)
		must(t, err)
		p, err = step("hanlian", "ask_withdrawal", "县里已经这样做了。", p)
		must(t, err)
		p, err = step("hanlian", "drop_withdrawal", "", p)
		must(t, err)
		p, err = step("hanlian", "ask_withdrawal", "县里已经这样做了。", p)
		must(t, err)
		p, err = step("maliqing", "confirm_withdrawal", "", p)
		must(t, err)
		if p.State != proposal.Withdrawn || p.Reason != "县里已经这样做了。" || p.EndsBy != "" || p.EndsWhy != "" || p.LeftFrom != proposal.Consultation {
			t.Errorf("after it was confirmed: %+v", p)
		}
		if got := told(t, h, "maliqing", p.ID); !slices.Contains(got, "proposal.withdrawal_asked") || !slices.Contains(got, "proposal.withdrawal_declined") {
			t.Errorf("maliqing is told %v", got)
		}
		closed, err := take(t, h, asked(t, h), "hanlian", "confirm")
		must(t, err)
		_, err = step("maliqing", "withdraw", "", closed)
		must(t, err)
		wholeRegister(t, h)
	})
}

// While it is a sheet, a proposal can change its language; once it was sent, its text is the original of its translations.
func TestTheLanguageOfASheet(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		a := h.Actor(t, "maliqing")
		sh := sheet(t, h)
		_, err := h.Rooms.Proposals.Keep(ctx, a, sh.ID, sh.Version, drafting.Typed{"language": {"de"}})
		refused(t, "a language nobody reads here", err, "input.choice")
		sh, err = h.Rooms.Proposals.Keep(ctx, a, sh.ID, sh.Version, drafting.Typed{"language": {"sv"}})
		must(t, err)
		if source := sh.Content().Compose(); !strings.HasPrefix(source, "# Nuläge\n") {
			t.Errorf("the headings are in another language: %q", source)
		}
		p, err := h.Rooms.Proposals.Ask(ctx, a, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		must(t, err)
		p, err = take(t, h, p, "hanlian", "decline")
		must(t, err)
		again, err := h.Rooms.Proposals.Resume(ctx, a, p.ID)
		must(t, err)
		again, err = h.Rooms.Proposals.Keep(ctx, a, again.ID, again.Version, drafting.Typed{"language": {"en"}})
		must(t, err)
		if again.Language != "sv" {
			t.Errorf("what was sent is now in %s", again.Language)
		}
	})
}

// A reference is found however it is typed.
func TestAReferenceInSmallLetters(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		one, err := take(t, h, asked(t, h), "hanlian", "confirm")
		must(t, err)
		other, err := take(t, h, asked(t, h), "hanlian", "confirm")
		must(t, err)
		merge := proposal.Step{Proposal: other.ID, Verb: "merge", Reason: "同一件事。", Version: other.Version, Anyway: true}
		merge.Into = strings.ToLower(one.Reference) + "x"
		_, err = h.Rooms.Proposals.Take(ctx, h.Actor(t, "elin"), merge)
		refused(t, "an unknown one", err, "proposal.merge_into")
		merge.Into = strings.ToLower(one.Reference)
		merged, err := h.Rooms.Proposals.Take(ctx, h.Actor(t, "elin"), merge)
		must(t, err)
		if merged.RelatedID != one.ID {
			t.Errorf("merged into %q", merged.RelatedID)
		}
	})
}

// A letter was there on the day it came, whenever it was typed.
func TestALetterCameOnItsDay(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		st, err := letterOf(t, h, consulted(t, h), "2019-06-10", "2019-06-10")
		must(t, err)
		if came := st.Position.Came(); came.Equal(*st.FiledAt) || came.Format("2006-01-02") != st.Received {
			t.Errorf("it came %v, typed %v", came, st.FiledAt)
		}
		if typed := (proposal.Position{FiledAt: st.FiledAt}); typed.Came() != st.FiledAt {
			t.Error("what was typed by a representative is of another day")
		}
	})
}
