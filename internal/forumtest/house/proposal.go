package house

import (
	"testing"

	"sametable/internal/drafting"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

// Admitted is a proposal of huilin's in HD, with three measures, that was admitted.
func (h *House) Admitted(t testing.TB) proposal.Proposal {
	t.Helper()
	ctx, s := t.Context(), h.Rooms.Proposals
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(Says(err))
		}
	}
	sh, err := s.Begin(ctx, h.Actor(t, "maliqing"), drafting.Beginning{Forum: "HD", Language: "zh", Outcome: "services", Title: title})
	must(err)
	sh, err = s.Keep(ctx, h.Actor(t, "maliqing"), sh.ID, sh.Version, drafting.Typed{"situation": {"周末留校学生由值班教师照看。"}, "analysis": {"没有专职岗位。"},
		"measure_1": {"试点专职岗位。"}, "measure_2": {"每年公布汇总数。"}, "measure_3": {"由省级统筹经费。"}, "level": {"province"}})
	must(err)
	p, err := s.Ask(ctx, h.Actor(t, "maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	must(err)
	p, err = s.Take(ctx, h.Actor(t, "hanlian"), proposal.Step{Proposal: p.ID, Verb: "confirm", Version: p.Version})
	must(err)
	p, err = s.Take(ctx, h.Actor(t, "elin"), proposal.Step{Proposal: p.ID, Verb: "admit", Checks: proposal.Checks(), Version: p.Version})
	must(err)
	return p
}

// Recommended is the same that the table has recommended.
func (h *House) Recommended(t testing.TB) proposal.Proposal {
	t.Helper()
	return h.Placed(t, h.Admitted(t), proposal.Recommended)
}

// title is what the proposal is called.
const title = "关于周末留校照料的建议"

// Placed takes a proposal that was admitted to a later state, as if it had been consulted on. What leads there is written by hand:
// consultation, ballot and decision have their own tests.
func (h *House) Placed(t testing.TB, p proposal.Proposal, state string) proposal.Proposal {
	t.Helper()
	err := h.Rooms.Register.Act(t.Context(), policy.SystemActor(), func(tx *register.Tx) error {
		tx.Permit(policy.Allow(proposal.Noun, p.ID, "place"))
		now := tx.Now()
		from := p.State
		p.State, p.StateSince, p.Class, p.Opened, p.OpenedAt, p.ClosesAt, p.Preset = state, now, policy.Public, p.Revision, &now, &now, "days_30"
		if state != proposal.Deliberation {
			p.DecidedAt = &now
		}
		if state == proposal.Partnership {
			p.Outcome = drafting.Partnership
		}
		tx.Enter(register.Note{Noun: proposal.Noun, ID: p.ID, Verb: "proposal.admitted", From: from, To: p.State, Access: p.Access})
		tx.Put(register.Card{Noun: proposal.Noun, NounID: p.ID, Reference: p.Reference, Language: p.Language, TitleZh: title, State: p.State, Path: p.Path(), Access: p.Access})
		return tx.Save(&p)
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}
