package proposal_test

import (
	"strings"
	"testing"

	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/proposal"
)

// What is public is not withdrawn without saying why; what nobody was asked about is.
func TestAPublicProposalIsWithdrawnWithAReason(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		withdraw := func(p proposal.Proposal, reason string) error {
			_, err := h.Rooms.Proposals.Take(ctx, h.Actor(t, "maliqing"), proposal.Step{Proposal: p.ID, Verb: "withdraw", Reason: reason, Version: p.Version})
			return err
		}
		public := consulted(t, h)
		refused(t, "without a reason", withdraw(public, " "), "input.required")
		must(t, withdraw(public, "县里已经这样做了。"))
		closed, err := take(t, h, asked(t, h), "hanlian", "confirm")
		must(t, err)
		must(t, withdraw(closed, ""))
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
