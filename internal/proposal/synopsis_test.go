package proposal_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// answering is what stands in the form of a synopsis: one line for a statement.
func answering(st proposal.Statement, asked string, fate drafting.Fate, reply string) drafting.Typed {
	a, f, r := drafting.AnswerFields(st.ID, 1)
	return drafting.Typed{"answers": {st.ID}, a: {asked}, f: {string(fate)}, r: {reply}}
}

// answered is a proposal of huilin whose consultation is over, with one statement that asks for something and one that does not.
func answered(t *testing.T, h *house.House) (proposal.Proposal, proposal.Statement) {
	t.Helper()
	p := consulted(t, h)
	wants := tookStep(t, h, "suliyi", "confirm", filed(t, h, "liangliheng", stateForm(p, "changes", "请给小机构过渡期。", 0)))
	tookStep(t, h, "zhaoliran", "confirm", filed(t, h, "bailirong", stateForm(p, "support", "", 0)))
	h.Clock.Set(p.ClosesAt.Add(time.Second))
	return p, wants
}

// revised is a new version on its sheet, with the answers in it, that waits for hanlian.
func revised(t *testing.T, h *house.House, p proposal.Proposal, wants proposal.Statement) drafting.Sheet {
	t.Helper()
	a := h.Actor(t, "maliqing")
	sh, err := h.Rooms.Proposals.Resume(t.Context(), a, p.ID)
	must(t, err)
	typed := answering(wants, "小机构的过渡期", drafting.TakenUp, "新增第三项")
	for n, m := range []string{"试点专职岗位。", "每年公布汇总数。", "小型机构给一年过渡期。"} {
		typed[drafting.MeasureField(n+1)] = []string{m}
	}
	sh, err = h.Rooms.Proposals.Keep(t.Context(), a, sh.ID, sh.Version, typed)
	must(t, err)
	_, err = h.Rooms.Proposals.Ask(t.Context(), a, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	must(t, err)
	return sh
}

// What a consultation brought is answered in a new version before the matter is deliberated; until a colleague has confirmed it,
// readers see what was answered and nothing of it.
func TestStatementsAreAnsweredBeforeDeliberation(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx, s := t.Context(), h.Rooms.Proposals
		p, wants := answered(t, h)
		h.Clock.Set(*p.ClosesAt)
		_, err := s.Resume(ctx, h.Actor(t, "maliqing"), p.ID)
		refused(t, "resuming in the last second of the window", err, "workflow.wrong_state")
		h.Clock.Set(p.ClosesAt.Add(time.Second))
		sh := revised(t, h, p, wants)
		versions := func(who string) int {
			row, err := s.ByID(ctx, h.Actor(t, who), p.ID, "zh")
			must(t, err)
			all, err := s.Versions(ctx, h.Actor(t, who), row.Proposal)
			must(t, err)
			return len(all)
		}
		if n := versions(""); n != 1 {
			t.Fatalf("a visitor sees %d versions before the second was confirmed", n)
		}
		rev := proposal.Revising{Sheet: sh.ID, Version: sh.Version}
		_, err = s.ConfirmRevision(ctx, h.Actor(t, "maliqing"), rev)
		refused(t, "whoever wrote it", err, "guard.proposal.reviser")
		_, err = s.ConfirmRevision(ctx, h.Actor(t, "sunlizhen"), rev)
		refused(t, "the secretary", err, "fault.not_found")
		_, err = s.ConfirmRevision(ctx, h.Actor(t, "hanlian"), proposal.Revising{Sheet: sh.ID, Version: sh.Version - 1})
		refused(t, "a stale page", err, "proposal.changed_meanwhile")
		_, err = take(t, h, p, "sunlizhen", "deliberate")
		refused(t, "before the answers are confirmed", err, "guard.proposal.answered")
		p, err = s.ConfirmRevision(ctx, h.Actor(t, "hanlian"), rev)
		must(t, err)
		if n := versions(""); n != 2 || p.State != proposal.Consultation || p.AnsweredAt == nil {
			t.Fatalf("a visitor sees %d versions, the state is %s", n, p.State)
		}
		row, err := s.ByID(ctx, h.Actor(t, ""), p.ID, "zh")
		must(t, err)
		want := []drafting.Answer{{Of: wants.ID, Asked: "小机构的过渡期", Fate: drafting.TakenUp, Reply: "新增第三项"}}
		if got, _ := row.Answers(); !cmp.Equal(want, got) {
			t.Error(cmp.Diff(want, got))
		}
		for _, language := range []string{"en", "sv"} {
			asked, _, _ := drafting.AnswerFields("1", 1)
			h.Translated(t, p.Record(), language, drafting.Typed{"title": {"Weekend care"}, "measure_1": {"Posts."}, "measure_2": {"Totals."}, "measure_3": {"A year."}, asked: {"A year of transition"}})
		}
		_, err = take(t, h, p, "hanlian", "deliberate")
		refused(t, "the proposer", err, "workflow.not_yours")
		p, err = take(t, h, p, "sunlizhen", "deliberate")
		must(t, err)
		if p.State != proposal.Deliberation {
			t.Errorf("it is in %s", p.State)
		}
		row, err = s.ByID(ctx, h.Actor(t, ""), p.ID, "en")
		must(t, err)
		want[0].Asked = "A year of transition"
		if got, language := row.Answers(); language != "en" || !cmp.Equal(want, got) {
			t.Errorf("in English, %s: %s", language, cmp.Diff(want, got))
		}
		_, err = take(t, h, p, "maliqing", "withdraw")
		refused(t, "withdrawing what is deliberated", err, "workflow.wrong_state")
		wholeRegister(t, h)
	})
}

// A synopsis without a line for what was asked, or without a reason where it was not taken up whole, goes to nobody.
func TestAnUnansweredStatementIsNamed(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx, s := t.Context(), h.Rooms.Proposals
		p, wants := answered(t, h)
		a := h.Actor(t, "maliqing")
		sh, err := s.Resume(ctx, a, p.ID)
		must(t, err)
		asked, fate, reply := drafting.AnswerFields(wants.ID, 1)
		for _, c := range []struct {
			typed drafting.Typed
			want  string
		}{
			{nil, asked + ":synopsis.answer_it"}, {drafting.Typed{"answers": {"none"}, "asked_none_1": {"别的"}}, "answers:input.choice"},
			{answering(wants, "", "", "只有理由"), asked + ":input.required"},
			{answering(wants, "过渡期", "", ""), fate + ":synopsis.choose_fate"},
			{answering(wants, "过渡期", drafting.InPart, ""), reply + ":synopsis.say_why"},
			{answering(wants, "过渡期", drafting.NotTakenUp, ""), reply + ":synopsis.say_why"},
		} {
			if sh, err = s.Keep(ctx, a, sh.ID, sh.Version, c.typed); err != nil {
				t.Fatal(err)
			}
			if _, err := s.Ask(ctx, a, proposal.Asking{Sheet: sh.ID, Version: sh.Version}); faultOf(err) != c.want {
				t.Errorf("%v: %s, want %s", c.typed, faultOf(err), c.want)
			}
		}
		if _, err := s.Keep(ctx, a, sh.ID, sh.Version, answering(wants, "过渡期", "perhaps", "")); faultOf(err) != fate+":input.choice" {
			t.Errorf("a fate nobody knows: %s", faultOf(err))
		}
		if _, err := s.Keep(ctx, a, sh.ID, sh.Version, answering(wants, "电话"+"13800"+"138000", drafting.TakenUp, "")); err == nil {
			t.Error("the gate let a telephone number into the synopsis")
		}
	})
}

// Whoever changes a word after she has asked a colleague takes the asking back; a colleague who declines gives it back with a reason.
func TestAChangedRevisionIsAskedForAgain(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		ctx, s := t.Context(), h.Rooms.Proposals
		p, wants := answered(t, h)
		sh := revised(t, h, p, wants)
		a := h.Actor(t, "maliqing")
		sh, err := s.Keep(ctx, a, sh.ID, sh.Version, drafting.Typed{"analysis": {"改了一处。"}})
		must(t, err)
		_, err = s.ConfirmRevision(ctx, h.Actor(t, "hanlian"), proposal.Revising{Sheet: sh.ID, Version: sh.Version})
		refused(t, "what nobody asked her to confirm", err, "guard.proposal.revision")
		_, err = s.Ask(ctx, a, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		must(t, err)
		_, err = s.DeclineRevision(ctx, h.Actor(t, "hanlian"), proposal.Revising{Sheet: sh.ID, Version: sh.Version})
		if faultOf(err) != "reason:input.required" {
			t.Errorf("declined without a reason: %s", faultOf(err))
		}
		_, err = s.DeclineRevision(ctx, h.Actor(t, "hanlian"), proposal.Revising{Sheet: sh.ID, Version: sh.Version, Reason: "请补充第二项。", Anyway: true})
		must(t, err)
		if sh, err = s.Sheet(ctx, a, sh.ID); err != nil || sh.Asked() {
			t.Errorf("after it was declined: asked %v, %v", sh.Asked(), err)
		}
		entries, err := h.Rooms.Register.Timeline(ctx, h.Actor(t, "sunlizhen"), policy.Ref{Noun: proposal.Noun, ID: p.ID})
		must(t, err)
		for _, e := range entries {
			if e.Verb == "proposal.revision_asked" || e.Verb == "proposal.revision_declined" {
				t.Errorf("the secretary reads %s", e.Verb)
			}
		}
		wholeRegister(t, h)
	})
}
