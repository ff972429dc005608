package erasing_test

import (
	"context"
	"errors"
	"slices"
	"testing"

	"sametable/internal/drafting"
	"sametable/internal/erasing"
	"sametable/internal/fault"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

var ctx = context.Background()

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// refused wants a message, of the fault or beside a field.
func refused(t *testing.T, what string, err error, id string) {
	t.Helper()
	var f *fault.Fault
	if !errors.As(err, &f) || f.ID != id && !slices.ContainsFunc(f.Fields, func(x fault.Field) bool { return x.ID == id }) {
		t.Fatalf("%s: %v, want %s", what, err, id)
	}
}

func erase(t *testing.T, h *house.House, who string, ref policy.Ref, keep bool) (bool, error) {
	t.Helper()
	mark := "unknown to her"
	if p, err := h.Rooms.Erasings.Find(ctx, h.Actor(t, who), ref, "zh"); err == nil {
		mark = p.Mark
	}
	return h.Rooms.Erasings.Erase(ctx, h.Actor(t, who), erasing.Erasing{Of: ref, Keep: keep, Reason: "文中可认出一个孩子。", Mark: mark})
}

// What two moderators erase is gone from every row of the house, and the register stays whole.
func TestAnErasedProposalIsNowhere(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		const secret = "独一无二的河湾"
		a := h.Actor(t, "maliqing")
		sh, err := h.Rooms.Proposals.Begin(ctx, a, drafting.Beginning{Forum: "HD", Language: "zh", Outcome: "services", Title: "关于" + secret + "的建议"})
		must(t, err)
		typed := drafting.Typed{"situation": {secret + "旁边的活动站。"}, "analysis": {"原因在此。"}, "measure_1": {"先做第一件"}, "measure_2": {"再做第二件"}, "level": {"province"}}
		sh, err = h.Rooms.Proposals.Keep(ctx, a, sh.ID, sh.Version, typed)
		must(t, err)
		p, err := h.Rooms.Proposals.Ask(ctx, a, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		must(t, err)
		p, err = h.Rooms.Proposals.Take(ctx, h.Actor(t, "hanlian"), proposal.Step{Proposal: p.ID, Verb: "confirm", Version: p.Version})
		must(t, err)
		must(t, h.Rooms.Register.CatchUp(ctx))
		if found := h.Stored(t, secret); len(found) < 3 {
			t.Fatalf("the words stand in %v only", found)
		}
		for who, want := range map[string]string{"maliqing": "fault.not_found", "sunlizhen": "fault.not_found", "karin": "fault.not_found"} {
			_, err := erase(t, h, who, p.Record(), false)
			refused(t, who, err, want)
		}
		if done, err := erase(t, h, "elin", p.Record(), false); err != nil || done {
			t.Fatalf("the first of two: %v, %v", done, err)
		}
		_, err = erase(t, h, "elin", p.Record(), false)
		refused(t, "the first once more", err, "guard.second_person")
		if done, err := erase(t, h, "linlihua", p.Record(), false); err != nil || !done {
			t.Fatalf("the second: %v, %v", done, err)
		}
		must(t, h.Rooms.Register.CatchUp(ctx))
		if found := h.Stored(t, secret); len(found) > 0 {
			t.Errorf("the words stand in %v", found)
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Errorf("the register: %v", err)
		}
		row, err := h.Rooms.Proposals.ByID(ctx, h.Actor(t, "hanlian"), p.ID, "zh")
		must(t, err)
		if !row.VErased || row.Text.HTML != "" || row.Reference != p.Reference {
			t.Errorf("%+v", row.Text)
		}
	})
}

// What one moderator wants erased and another wants kept stays, and can be asked for again.
func TestAnErasureIsDismissed(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		var p proposal.Proposal
		must(t, h.Store.Read(ctx).Where("reference = 'LH-2019-02'").Take(&p).Error)
		_, err := erase(t, h, "linlihua", p.Record(), true)
		refused(t, "keeping what nobody wants gone", err, "proposal.no_erasure")
		for range 2 {
			_, err := erase(t, h, "elin", p.Record(), false)
			must(t, err)
			_, err = erase(t, h, "linlihua", p.Record(), true)
			must(t, err)
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Errorf("the register: %v", err)
		}
	})
}
