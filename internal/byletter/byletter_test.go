package byletter_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sametable/internal/byletter"
	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// table is a house with what the tests of this room do in it.
type table struct{ house.Table }

// consulted is a proposal of cairangli, alone in her organisation, that is out for consultation. It was confirmed by letter too.
func (t table) consulted() proposal.Proposal {
	t.Helper()
	p := t.written("cairangli")
	var err error
	p, err = t.propose("cairangli", "ask_letter", p)
	t.Must(err)
	_, err = t.Rooms.Proposals.AttachLetter(t.Context(), t.Actor(t.T, "sunlizhen"), proposal.Attachment{Proposal: p.ID, Dated: "2019-06-10", Paper: scan("原函"), Version: p.Version})
	t.Must(err)
	return t.opened(p, "wangliwen", "check")
}

// huilins is one of an organisation with two persons.
func (t table) huilins() proposal.Proposal {
	t.Helper()
	return t.opened(t.written("maliqing"), "hanlian", "confirm")
}

// written is a proposal somebody has sent for confirmation.
func (t table) written(who string) proposal.Proposal {
	t.Helper()
	ctx, s, writer := t.Context(), t.Rooms.Proposals, t.Actor(t.T, who)
	sh, err := s.Begin(ctx, writer, drafting.Beginning{Forum: "HD", Language: "zh", Outcome: "services", Title: "关于周末留校照料的建议"})
	t.Must(err)
	sh, err = s.Keep(ctx, writer, sh.ID, sh.Version, drafting.Typed{"situation": {"周末留校学生由值班教师照看。"}, "analysis": {"没有专职岗位。"}, "measure_1": {"试点专职岗位。"}, "level": {"province"}})
	t.Must(err)
	p, err := s.Ask(ctx, writer, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	t.Must(err)
	return p
}

// opened confirms it and puts it to consultation.
func (t table) opened(p proposal.Proposal, who, verb string) proposal.Proposal {
	t.Helper()
	ctx, s := t.Context(), t.Rooms.Proposals
	p, err := t.propose(who, verb, p)
	t.Must(err)
	p, err = s.Take(ctx, t.Actor(t.T, "elin"), proposal.Step{Proposal: p.ID, Verb: "admit", Checks: proposal.Checks(), Version: p.Version})
	t.Must(err)
	for _, language := range []string{"en", "sv"} {
		t.Translated(t.T, p.Record(), language, drafting.Typed{"title": {"Weekend care"}, "measure_1": {"Posts."}})
	}
	p, err = s.Consult(ctx, t.Actor(t.T, "sunlizhen"), proposal.Opening{Proposal: p.ID, Preset: "days_30", Version: p.Version,
		Invited: []policy.OrganisationID{t.Actor(t.T, "liangliheng").Memberships[0].Organisation}})
	t.Must(err)
	return p
}

// revised is the sheet of a new version that she has sent for confirmation after the consultation.
func (t table) revised() (proposal.Proposal, drafting.Sheet) {
	t.Helper()
	ctx, s, alone, p := t.Context(), t.Rooms.Proposals, t.Actor(t.T, "cairangli"), t.consulted()
	t.Clock.Set(p.ClosesAt.Add(time.Hour))
	sh, err := s.Resume(ctx, alone, p.ID)
	t.Must(err)
	sh, err = s.Keep(ctx, alone, sh.ID, sh.Version, drafting.Typed{"measure_1": {"在三所学校试点专职岗位。"}})
	t.Must(err)
	_, err = s.Ask(ctx, alone, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	t.Must(err)
	sh, err = s.Sheet(ctx, alone, sh.ID)
	t.Must(err)
	return p, sh
}

func scan(name string) *input.Sent {
	return &input.Sent{File: strings.NewReader("%PDF-1.4 " + name), Name: name + ".pdf"}
}

func (t table) now(p proposal.Proposal) proposal.Proposal {
	t.Helper()
	var now proposal.Proposal
	t.Must(t.Store.Read(t.Context()).Where("id = ?", p.ID).Take(&now).Error)
	return now
}

func (t table) ask(who string, sh drafting.Sheet) (byletter.Letter, error) {
	t.Helper()
	return t.Rooms.Letters.Ask(t.Context(), t.Actor(t.T, who), byletter.Asking{About: byletter.Revision, Of: sh.ID, Version: sh.Version})
}

func (t table) attach(who, dated string, l byletter.Letter) (byletter.Letter, error) {
	t.Helper()
	return t.Rooms.Letters.Attach(t.Context(), t.Actor(t.T, who), byletter.Attachment{Letter: l.ID, Dated: dated, Paper: scan("新函"), Version: l.Version})
}

func (t table) step(who, verb string, l byletter.Letter) (proposal.Proposal, error) {
	t.Helper()
	return t.Rooms.Letters.Take(t.Context(), t.Actor(t.T, who), byletter.Step{Letter: l.ID, Verb: verb, Reason: "日期不符。", Version: l.Version, Anyway: true})
}

// An organisation of one confirms its new version by a letter, which the secretary enters and another compares with the words.
func TestALetterConfirmsANewVersion(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p, sh := t.revised()
		if _, err := t.ask("maliqing", sh); house.Says(err) != "fault.not_found" {
			t.Errorf("another organisation asks: %s", house.Says(err))
		}
		old := sh
		old.Version--
		if _, err := t.ask("cairangli", old); house.Says(err) != "fault.stale" {
			t.Errorf("for older words: %s", house.Says(err))
		}
		l, err := t.ask("cairangli", sh)
		t.Must(err)
		if _, err := t.ask("cairangli", sh); house.Says(err) != "byletter.asked_already" {
			t.Errorf("twice: %s", house.Says(err))
		}
		for who, want := range map[string]string{"cairangli": "workflow.not_yours", "maliqing": "fault.not_found", "wangliwen": "workflow.not_yours"} {
			if _, err := t.attach(who, "2019-07-11", l); house.Says(err) != want {
				t.Errorf("%s attaches: %s, want %s", who, house.Says(err), want)
			}
		}
		if _, err := t.attach("sunlizhen", "2019-07-09", l); house.Says(err) != "dated:proposal.letter_older" {
			t.Errorf("older than the words: %s", house.Says(err))
		}
		l, err = t.attach("sunlizhen", "2019-07-11", l)
		t.Must(err)
		for who, want := range map[string]string{"sunlizhen": "workflow.not_yours", "cairangli": "workflow.not_yours", "maliqing": "fault.not_found"} {
			if _, err := t.step(who, "check", l); house.Says(err) != want {
				t.Errorf("%s checks: %s, want %s", who, house.Says(err), want)
			}
		}
		for who, opens := range map[string]bool{"sunlizhen": true, "wangliwen": true, "elin": true, "cairangli": false, "maliqing": false} {
			if paper, err := t.Rooms.Letters.Paper(t.Context(), t.Actor(t.T, who), l.ID); (err == nil) != opens || opens && string(paper.Content) != "%PDF-1.4 新函" {
				t.Errorf("%s opens the letter: %v", who, err)
			}
		}
		after, err := t.step("wangliwen", "check", l)
		t.Must(err)
		if after.Revision != 2 || after.AnsweredAt == nil || after.Letter != "letter" || after.LetterDated != "2019-07-11" || after.ConfirmedBy != t.Person(t.T, "wangliwen") ||
			after.EnteredBy != t.Person(t.T, "sunlizhen") || after.AskedBy != t.Person(t.T, "cairangli") {
			t.Errorf("after it was checked: %+v", after)
		}
		kept, err := t.Rooms.Proposals.LetterOf(t.Context(), t.Actor(t.T, "elin"), t.now(p))
		t.Must(err)
		if paper, err := t.Rooms.Proposals.Paper(t.Context(), t.Actor(t.T, "elin"), kept.ID); err != nil || string(paper.Content) != "%PDF-1.4 新函" {
			t.Errorf("the proposal has another letter: %v", err)
		}
		var left int64
		t.Must(t.Store.Read(t.Context()).Table("confirming_letters").Count(&left).Error)
		if left != 0 {
			t.Errorf("%d letters are left on their way", left)
		}
		t.Whole()
	})
}

// What does not match goes back with its reason, and the words can be changed; a letter for words that were changed confirms nothing.
func TestALetterForOtherWords(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p, sh := t.revised()
		l, err := t.ask("cairangli", sh)
		t.Must(err)
		l, err = t.attach("sunlizhen", "2019-07-11", l)
		t.Must(err)
		if _, err := t.Rooms.Letters.Take(t.Context(), t.Actor(t.T, "wangliwen"), byletter.Step{Letter: l.ID, Verb: "refuse", Reason: " ", Version: l.Version}); house.Says(err) != "reason:input.required" {
			t.Errorf("without a reason: %s", house.Says(err))
		}
		_, err = t.step("wangliwen", "refuse", l)
		t.Must(err)
		t.Must(t.Rooms.Register.CatchUp(t.Context()))
		for _, who := range []string{"cairangli", "sunlizhen"} {
			var verbs []string
			t.Must(t.Store.Read(t.Context()).Table("notices").Where("person_id = ? AND noun_id = ?", t.Person(t.T, who), p.ID).Pluck("verb", &verbs).Error)
			if !slices.Contains(verbs, "proposal.revision_letter_refused") {
				t.Errorf("%s is told %v", who, verbs)
			}
		}
		alone := t.Actor(t.T, "cairangli")
		sh, err = t.Rooms.Proposals.Sheet(t.Context(), alone, sh.ID)
		t.Must(err)
		if sh.Asked() {
			t.Error("it still waits")
		}
		if _, err := t.ask("cairangli", sh); house.Says(err) != "guard.by_letter.waits" {
			t.Errorf("before it was sent again: %s", house.Says(err))
		}
		_, err = t.Rooms.Proposals.Ask(t.Context(), alone, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		t.Must(err)
		l, err = t.ask("cairangli", sh)
		t.Must(err)
		l, err = t.attach("sunlizhen", "2019-07-11", l)
		t.Must(err)
		sh, err = t.Rooms.Proposals.Keep(t.Context(), alone, sh.ID, sh.Version, drafting.Typed{"measure_1": {"在五所学校试点专职岗位。"}})
		t.Must(err)
		if _, err := t.step("wangliwen", "check", l); house.Says(err) != "guard.by_letter.waits" {
			t.Errorf("the words were changed: %s", house.Says(err))
		}
		_, err = t.Rooms.Proposals.Ask(t.Context(), alone, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		t.Must(err)
		again, err := t.ask("cairangli", sh) // the letter for the older words is let go of
		t.Must(err)
		if _, err := t.step("wangliwen", "check", l); house.Says(err) != "fault.not_found" {
			t.Errorf("the letter for the older words: %s", house.Says(err))
		}
		_, err = t.step("cairangli", "take_back", again)
		t.Must(err)
		if t.now(p).Revision != 1 {
			t.Error("there is a new version nobody has confirmed")
		}
		t.Whole()
	})
}
