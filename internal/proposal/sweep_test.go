package proposal_test

import (
	"context"
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/safeguard"
)

var ctx = context.Background()

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused wants a message, of the fault or beside a field.
func refused(t *testing.T, what string, err error, id string) *fault.Fault {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.ID != id && !slices.ContainsFunc(f.Fields, func(x fault.Field) bool { return x.ID == id }) {
		t.Fatalf("%s: %v, want %s", what, err, id)
	}
	return f
}

func all() drafting.Typed {
	return drafting.Typed{"situation": {"情况如此。"}, "analysis": {"原因在此。"}, "measure_1": {"先做第一件"}, "measure_2": {"再做第二件"}, "level": {"province"}}
}

// sheet is a whole proposal of maliqing's that nobody has sent.
func sheet(t *testing.T, h *house.House) drafting.Sheet {
	t.Helper()
	a := h.Actor(t, "maliqing")
	sh, err := h.Rooms.Proposals.Begin(ctx, a, drafting.Beginning{Forum: "HD", Language: "zh", Outcome: "services", Title: "关于一件事的建议"})
	must(t, err)
	sh, err = h.Rooms.Proposals.Keep(ctx, a, sh.ID, sh.Version, all())
	must(t, err)
	return sh
}

func asked(t *testing.T, h *house.House) proposal.Proposal {
	t.Helper()
	sh := sheet(t, h)
	p, err := h.Rooms.Proposals.Ask(ctx, h.Actor(t, "maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	must(t, err)
	return p
}

func take(t *testing.T, h *house.House, p proposal.Proposal, who, verb string) (proposal.Proposal, error) {
	t.Helper()
	row, err := h.Rooms.Proposals.ByID(ctx, h.Actor(t, who), p.ID, "zh")
	must(t, err)
	return h.Rooms.Proposals.Take(ctx, h.Actor(t, who), proposal.Step{Proposal: p.ID, Verb: verb, Reason: "理由。", Checks: proposal.Checks(), Version: row.Version, Anyway: true})
}

// What nobody has screened for fifteen days is admitted, once, and not a moment before.
func TestSilenceAdmits(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p, err := take(t, h, asked(t, h), "hanlian", "confirm")
		must(t, err)
		for _, c := range []struct {
			after time.Duration
			state string
		}{{15*24*time.Hour - time.Second, proposal.Submitted}, {15 * 24 * time.Hour, proposal.Admitted}, {20 * 24 * time.Hour, proposal.Admitted}} {
			h.Clock.Set(p.SubmittedAt.Add(c.after))
			must(t, h.Rooms.Proposals.Sweep(ctx, h.Clock.Now()))
			row, err := h.Rooms.Proposals.ByID(ctx, policy.SystemActor(), p.ID, "zh")
			must(t, err)
			if row.State != c.state || row.Reference != p.Reference {
				t.Errorf("after %v: %s %s, want %s", c.after, row.Reference, row.State, c.state)
			}
		}
	})
}

// Of two who work on one sheet, the second to save is told, shown the other's words, and has lost nothing of the first's.
func TestTwoEditOneSheet(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		sh := sheet(t, h)
		first, err := h.Rooms.Proposals.Keep(ctx, h.Actor(t, "hanlian"), sh.ID, sh.Version, drafting.Typed{"situation": {"同事的文字。"}})
		must(t, err)
		_, err = h.Rooms.Proposals.Keep(ctx, h.Actor(t, "maliqing"), sh.ID, sh.Version, drafting.Typed{"situation": {"我的文字。"}})
		var stale *drafting.Stale
		if f := refused(t, "the second", err, "proposal.changed_meanwhile"); !errors.As(f.Cause, &stale) || stale.Theirs.Situation != "同事的文字。" {
			t.Errorf("what the first wrote is not shown: %+v", f.Cause)
		}
		_, err = h.Rooms.Proposals.Ask(ctx, h.Actor(t, "maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		refused(t, "sending what another has changed", err, "proposal.changed_meanwhile")
		last, err := h.Rooms.Proposals.Keep(ctx, h.Actor(t, "maliqing"), sh.ID, first.Version, drafting.Typed{"analysis": {"接着写。"}})
		must(t, err)
		if last.Situation != "同事的文字。" || last.Analysis != "接着写。" || len(last.Content().Measures) != 2 {
			t.Errorf("%+v", last)
		}
	})
}

// An edit while a colleague confirms: whatever is taken back first cannot be confirmed, and the other way round.
func TestAnEditWhileSomeoneConfirms(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p := asked(t, h)
		page := p.Version
		_, err := h.Rooms.Proposals.Take(ctx, h.Actor(t, "maliqing"), proposal.Step{Proposal: p.ID, Verb: "take_back", Version: page})
		must(t, err)
		_, err = h.Rooms.Proposals.Take(ctx, h.Actor(t, "hanlian"), proposal.Step{Proposal: p.ID, Verb: "confirm", Version: page})
		refused(t, "confirming what was taken back", err, "workflow.wrong_state")
		sh, err := h.Rooms.Proposals.Resume(ctx, h.Actor(t, "maliqing"), p.ID)
		must(t, err)
		sh, err = h.Rooms.Proposals.Keep(ctx, h.Actor(t, "maliqing"), sh.ID, sh.Version, drafting.Typed{"situation": {"改过的情况。"}})
		must(t, err)
		again, err := h.Rooms.Proposals.Ask(ctx, h.Actor(t, "maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		must(t, err)
		if again.ID != p.ID || again.Revision != 2 || again.VersionID == p.VersionID {
			t.Errorf("%s in version %d became %s in %d", p.ID, p.Revision, again.ID, again.Revision)
		}
		_, err = h.Rooms.Proposals.Take(ctx, h.Actor(t, "hanlian"), proposal.Step{Proposal: p.ID, Verb: "confirm", Version: page})
		refused(t, "confirming words she has not read", err, "fault.stale")
		done, err := take(t, h, p, "hanlian", "confirm")
		must(t, err)
		if done.Reference == "" || done.Number == 0 {
			t.Errorf("no number: %+v", done)
		}
	})
}

// A mandate that ends between drafting and filing: the words wait, and whoever sits now sends them again under hers.
func TestAMandateThatEndedConfirmsNothing(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p := asked(t, h)
		_, err := h.Store.SQL().Exec("UPDATE mandates SET state = 'ended' WHERE id = '" + string(p.MandateID) + "'")
		must(t, err)
		_, err = take(t, h, p, "hanlian", "confirm")
		refused(t, "confirming", err, "guard.proposal.mandate")
		must(t, func() error { _, err := take(t, h, p, "hanlian", "decline"); return err }())
		sh, err := h.Rooms.Proposals.Resume(ctx, h.Actor(t, "hanlian"), p.ID)
		must(t, err)
		again, err := h.Rooms.Proposals.Ask(ctx, h.Actor(t, "hanlian"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		must(t, err)
		if again.ID != p.ID || again.MandateID == p.MandateID || again.AskedBy != h.Person(t, "hanlian") {
			t.Errorf("%+v", again)
		}
		_, err = take(t, h, again, "maliqing", "confirm")
		refused(t, "whoever sits no more", err, "guard.proposal.member")
	})
}

// A sheet is its organisation's alone; a colleague without a voice in the forum reads along and changes nothing.
func TestAColleagueReadsAlong(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		sh := sheet(t, h)
		for _, who := range []string{"elin", "sunlizhen", "cairangli", "mats", "alex"} {
			_, err := h.Rooms.Proposals.Sheet(ctx, h.Actor(t, who), sh.ID)
			refused(t, who, err, "fault.not_found")
			_, err = h.Rooms.Proposals.Keep(ctx, h.Actor(t, who), sh.ID, sh.Version, all())
			refused(t, who, err, "fault.not_found")
		}
		colleague := h.Actor(t, "hanlian")
		colleague.Mandates = nil
		if got, err := h.Rooms.Proposals.Sheet(ctx, colleague, sh.ID); err != nil || got.Writable(colleague, h.Clock.Now()) {
			t.Errorf("a colleague without a mandate: %v, may write: %v", err, got.Writable(colleague, h.Clock.Now()))
		}
		_, err := h.Rooms.Proposals.Keep(ctx, colleague, sh.ID, sh.Version, all())
		refused(t, "keeping", err, "proposal.not_a_delegate")
		_, err = h.Rooms.Proposals.Ask(ctx, colleague, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		refused(t, "asking", err, "proposal.not_a_delegate")
	})
}

// What the gate stops is kept nowhere, in whatever field it stands.
func TestTheGateStandsBeforeTheSheet(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		sh, child := sheet(t, h), "学生马"+"小例，女，"+"九岁，就读于村小。"
		for _, field := range append([]string{"title", "situation", "analysis", "measure_1"}, drafting.GrantFields()...) {
			_, err := h.Rooms.Proposals.Keep(ctx, h.Actor(t, "maliqing"), sh.ID, sh.Version, drafting.Typed{field: {child}})
			var stopped *safeguard.Stopped
			if !errors.As(err, &stopped) || stopped.Field != field {
				t.Errorf("%s: %v", field, err)
			}
		}
		now, err := h.Rooms.Proposals.Sheet(ctx, h.Actor(t, "maliqing"), sh.ID)
		must(t, err)
		if now.Version != sh.Version || now.Content().Compose() != sh.Content().Compose() || now.Title != sh.Title {
			t.Errorf("%+v became %+v", sh, now)
		}
	})
}

// Numbers have no gap and no double, however many are confirmed at once.
func TestNumbersHaveNoGap(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		const many = 6
		var waiting []proposal.Proposal
		for range many {
			waiting = append(waiting, asked(t, h))
		}
		confirmer := h.Actor(t, "hanlian")
		numbers, errs := make([]int, many), make([]error, many)
		var wg sync.WaitGroup
		for i, p := range waiting {
			wg.Go(func() {
				done, err := h.Rooms.Proposals.Take(ctx, confirmer, proposal.Step{Proposal: p.ID, Verb: "confirm", Version: p.Version})
				numbers[i], errs[i] = done.Number, err
			})
		}
		wg.Wait()
		must(t, errors.Join(errs...))
		slices.Sort(numbers)
		for i, n := range numbers {
			if n != numbers[0]+i {
				t.Fatalf("numbers %v", numbers)
			}
		}
	})
}

// What was kept while it was typed and is sent again from the same page is no conflict; anything else from an old page is.
func TestSendingWhatWasKeptIsNoConflict(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		a := h.Actor(t, "maliqing")
		sh := sheet(t, h)
		typed := drafting.Typed{"measure_1": {"一"}, "measure_2": {""}, "measure_3": {"三"}, "level": {"county"}}
		kept, err := h.Rooms.Proposals.Keep(ctx, a, sh.ID, sh.Version, typed)
		must(t, err)
		again, err := h.Rooms.Proposals.Keep(ctx, a, sh.ID, sh.Version, typed)
		must(t, err)
		if again.Version != kept.Version {
			t.Errorf("sending it again makes version %d of %d", again.Version, kept.Version)
		}
		typed["measure_3"] = []string{"别的"}
		_, err = h.Rooms.Proposals.Keep(ctx, a, sh.ID, sh.Version, typed)
		refused(t, "other words from an old page", err, "proposal.changed_meanwhile")
	})
}
