package byletter_test

import (
	"slices"
	"testing"
	"time"

	"sametable/internal/byletter"
	"sametable/internal/cosign"
	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

func (t table) sign(who, verb string, c cosign.Cosignature) (cosign.Cosignature, error) {
	t.Helper()
	return t.Rooms.Cosignatures.Take(t.Context(), t.Actor(t.T, who), cosign.Step{Cosignature: c.ID, Verb: verb, Reason: "理由如此。", Version: c.Version, Anyway: true})
}

// orphaned is a proposal of huilin's that was withdrawn, which sanquan, where cairangli is alone, signed by letter and wants to take over.
// Another organisation, of two, has signed it as well.
func (t table) orphaned() (p proposal.Proposal, taking, other cosign.Cosignature) {
	t.Helper()
	p = t.huilins()
	offered := func(who string) cosign.Cosignature {
		t.Helper()
		c, err := t.Rooms.Cosignatures.Offer(t.Context(), t.Actor(t.T, who), cosign.Offer{Proposal: p.ID})
		t.Must(err)
		return c
	}
	step := func(who, verb string, c cosign.Cosignature) cosign.Cosignature {
		t.Helper()
		c, err := t.sign(who, verb, c)
		t.Must(err)
		return c
	}
	taking = step("cairangli", "ask_letter", offered("cairangli"))
	taking, err := t.Rooms.Cosignatures.AttachLetter(t.Context(), t.Actor(t.T, "sunlizhen"), cosign.Attachment{Cosignature: taking.ID, Dated: "2019-06-10", Paper: scan("联署函"), Version: taking.Version})
	t.Must(err)
	taking = step("maliqing", "accept", step("wangliwen", "check", taking))
	other = step("maliqing", "accept", step("suliyi", "confirm", offered("liangliheng")))
	for _, by := range [][2]string{{"maliqing", "ask_withdrawal"}, {"hanlian", "confirm_withdrawal"}} {
		_, err := t.propose(by[0], by[1], p)
		t.Must(err)
	}
	return t.now(p), step("cairangli", "take_over", taking), other
}

func (t table) takes(who string, c cosign.Cosignature) (byletter.Letter, error) {
	t.Helper()
	return t.Rooms.Letters.Ask(t.Context(), t.Actor(t.T, who), byletter.Asking{About: byletter.TakeOver, Of: c.ID, Version: c.Version})
}

// An organisation of one takes a withdrawn proposal over by a letter, and the record says so.
func TestALetterTakesAProposalOver(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p, taking, other := t.orphaned()
		other, err := t.sign("liangliheng", "take_over", other)
		t.Must(err)
		for who, want := range map[string]string{"maliqing": "guard.by_letter.own", "wangliwen": "guard.by_letter.own", "liangliheng": "guard.by_letter.own"} {
			if _, err := t.takes(who, taking); house.Says(err) != want {
				t.Errorf("%s asks: %s", who, house.Says(err))
			}
		}
		l, err := t.takes("cairangli", taking)
		t.Must(err)
		if _, err := t.takes("cairangli", taking); house.Says(err) != "byletter.asked_already" {
			t.Errorf("twice: %s", house.Says(err))
		}
		if _, err := t.attach("sunlizhen", "2019-06-09", l); house.Says(err) != "dated:proposal.letter_older" {
			t.Errorf("older than the wish: %s", house.Says(err))
		}
		l, err = t.attach("sunlizhen", "2019-06-10", l)
		t.Must(err)
		for who, want := range map[string]string{"sunlizhen": "workflow.not_yours", "cairangli": "workflow.not_yours", "maliqing": "fault.not_found", "liangliheng": "fault.not_found"} {
			if _, err := t.step(who, "check", l); house.Says(err) != want {
				t.Errorf("%s checks: %s, want %s", who, house.Says(err), want)
			}
		}
		after, err := t.step("wangliwen", "check", l)
		t.Must(err)
		if after.State != proposal.Consultation || after.ProposedFor != taking.SignsFor || after.AskedBy != t.Person(t.T, "cairangli") || after.ConfirmedBy != t.Person(t.T, "wangliwen") ||
			after.Letter != "letter" || after.LetterDated != "2019-06-10" || after.EnteredBy != t.Person(t.T, "sunlizhen") || after.SignedBy(taking.SignsFor) || !after.SignedBy(other.SignsFor) {
			t.Errorf("after it was checked: %+v", after)
		}
		kept, err := t.Rooms.Proposals.LetterOf(t.Context(), t.Actor(t.T, "elin"), t.now(p))
		t.Must(err)
		if paper, err := t.Rooms.Proposals.Paper(t.Context(), t.Actor(t.T, "elin"), kept.ID); err != nil || string(paper.Content) != "%PDF-1.4 新函" {
			t.Errorf("the proposal has another letter: %v", err)
		}
		var now cosign.Cosignature
		t.Must(t.Store.Read(t.Context()).Where("id = ?", other.ID).Take(&now).Error)
		if now.State != cosign.Joined || now.HeirBy != "" {
			t.Errorf("the other one is %s", now.State)
		}
		for who, verb := range map[string]string{"sunlizhen": "proposal.take_over_letter_asked", "elin": "proposal.take_over_letter_attached", "cairangli": "proposal.taken_over", "liangliheng": "proposal.taken_over"} {
			if got := t.told(who, p); !slices.Contains(got, verb) {
				t.Errorf("%s is told %v", who, got)
			}
		}
		t.Whole()
	})
}

// After the seventh day, or when another organisation was first, the letter takes nothing over; one that was given back leaves the wish.
func TestALetterThatComesTooLate(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p, taking, _ := t.orphaned()
		l, err := t.takes("cairangli", taking)
		t.Must(err)
		l, err = t.attach("sunlizhen", "2019-06-10", l)
		t.Must(err)
		_, err = t.step("wangliwen", "refuse", l)
		t.Must(err)
		var now cosign.Cosignature
		t.Must(t.Store.Read(t.Context()).Where("id = ?", taking.ID).Take(&now).Error)
		if now.State != cosign.Taking || now.HeirBy != t.Person(t.T, "cairangli") {
			t.Errorf("after it was given back: %s", now.State)
		}
		l, err = t.takes("cairangli", taking)
		t.Must(err)
		t.Clock.Set(p.Heirless().Add(-time.Minute))
		l, err = t.attach("sunlizhen", "2019-06-17", l)
		t.Must(err)
		t.Clock.Set(p.Heirless())
		if _, err := t.step("wangliwen", "check", l); house.Says(err) != "guard.by_letter.waits" {
			t.Errorf("after the seventh day: %s", house.Says(err))
		}
		if _, err := t.takes("cairangli", taking); house.Says(err) != "guard.by_letter.waits" {
			t.Errorf("asked after the seventh day: %s", house.Says(err))
		}
		if rows, err := t.Rooms.Letters.Duties(t.Context(), t.Actor(t.T, "wangliwen")); err != nil || len(rows) > 0 {
			t.Errorf("what came too late is a duty: %d %v", len(rows), err)
		}
		t.Whole()
	})
}

// Where another co-signer's second person was faster, whoever checks the letter hears so.
func TestALetterAfterAnotherTookItOver(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p, taking, other := t.orphaned()
		l, err := t.takes("cairangli", taking)
		t.Must(err)
		l, err = t.attach("sunlizhen", "2019-06-10", l)
		t.Must(err)
		other, err = t.sign("liangliheng", "take_over", other)
		t.Must(err)
		_, err = t.sign("suliyi", "confirm_take_over", other)
		t.Must(err)
		if _, err := t.step("wangliwen", "check", l); house.Says(err) != "guard.by_letter.waits" {
			t.Errorf("another was first: %s", house.Says(err))
		}
		if now := t.now(p); now.ProposedFor != other.SignsFor || now.Letter != "" {
			t.Errorf("it is %s's, %q", now.ProposedFor, now.Letter)
		}
		t.Whole()
	})
}

// said is what sanquan said on a proposal of huilin's, as its letter of a day was entered and checked.
func (t table) said(p proposal.Proposal, dated string) proposal.Statement {
	t.Helper()
	st, err := t.Rooms.Proposals.EnterStatement(t.Context(), t.Actor(t.T, "sunlizhen"), proposal.StatedByLetter{
		Stating: proposal.Stating{Proposal: p.ID, Language: "zh", Stance: "object", Typed: drafting.Typed{drafting.ReasonsField: {"时间太紧。"}}, Of: p.Revision},
		Channel: "letter", Dated: dated, Received: dated, Paper: scan("意见"), Organisation: t.Actor(t.T, "cairangli").Memberships[0].Organisation})
	t.Must(err)
	st, err = t.Rooms.Proposals.TakeStatement(t.Context(), t.Actor(t.T, "wangliwen"), proposal.StatementStep{Statement: st.ID, Verb: "check", Version: st.Version})
	t.Must(err)
	return st
}

func (t table) enter(who, dated, received string, st proposal.Statement) (byletter.Letter, error) {
	t.Helper()
	return t.Rooms.Letters.Enter(t.Context(), t.Actor(t.T, who), byletter.Entering{Statement: st.ID, Dated: dated, Received: received, Paper: scan("新函"), Version: t.stated(st).Version})
}

func (t table) stated(st proposal.Statement) proposal.Statement {
	t.Helper()
	var now proposal.Statement
	t.Must(t.Store.Read(t.Context()).Where("id = ?", st.ID).Take(&now).Error)
	return now
}

// A statement that came by letter is withdrawn by one: the secretary enters it, a second person compares it; until then it counts.
func TestALetterWithdrawsAStatement(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p := t.huilins()
		st := t.said(p, "2019-06-10")
		t.Clock.Set(t.Clock.Now().AddDate(0, 0, 5))
		for who, want := range map[string]string{"maliqing": "workflow.not_yours", "cairangli": "workflow.not_yours", "wangliwen": "workflow.not_yours"} {
			if _, err := t.enter(who, "2019-06-12", "2019-06-13", st); house.Says(err) != want {
				t.Errorf("%s enters it: %s", who, house.Says(err))
			}
		}
		for days, want := range map[[2]string]string{{"2019-06-09", "2019-06-13"}: "dated:guard.by_letter.newer", {"2019-06-12", "2019-06-11"}: "received:statement.received_before_dated",
			{"2019-06-12", "2019-06-16"}: "received:post.letter_not_yet", {"2019-06-12", ""}: "received:input.required", {"x", "2019-06-13"}: "dated:input.date"} {
			if _, err := t.enter("sunlizhen", days[0], days[1], st); house.Says(err) != want {
				t.Errorf("%v: %s, want %s", days, house.Says(err), want)
			}
		}
		l, err := t.enter("sunlizhen", "2019/6/12", "2019-06-13", st)
		t.Must(err)
		if !t.stated(st).Stands || l.Dated != "2019-06-12" {
			t.Errorf("before it was checked: %+v", l)
		}
		if _, err := t.enter("sunlizhen", "2019-06-12", "2019-06-13", st); house.Says(err) != "byletter.asked_already" {
			t.Errorf("twice: %s", house.Says(err))
		}
		for who, want := range map[string]string{"sunlizhen": "workflow.not_yours", "cairangli": "workflow.not_yours", "maliqing": "fault.not_found"} {
			if _, err := t.step(who, "check", l); house.Says(err) != want {
				t.Errorf("%s checks: %s", who, house.Says(err))
			}
		}
		if _, err := t.step("cairangli", "take_back", l); house.Says(err) == "" {
			t.Error("what came from outside is taken back by somebody here")
		}
		_, err = t.step("wangliwen", "check", l)
		t.Must(err)
		if now := t.stated(st); now.Stands || now.State != proposal.Withdrawn {
			t.Errorf("after it was checked: %s", now.State)
		}
		lines, err := t.Rooms.Register.Timeline(t.Context(), t.Actor(t.T, "sunlizhen"), policy.Ref{Noun: proposal.StatementNoun, ID: st.ID})
		t.Must(err)
		if last := lines[len(lines)-1]; last.Verb != "statement.withdrawn" || last.Fact("channel") != "letter" || last.Fact("dated") != "2019-06-12" || last.Fact("received") != "2019-06-13" {
			t.Errorf("the register says %s %v", last.Verb, last.Facts)
		}
		if got := t.told("elin", p); !slices.Contains(got, "proposal.statement_withdrawal_letter_entered") {
			t.Errorf("elin is told %v", got)
		}
		var verbs []string
		t.Must(t.Store.Read(t.Context()).Table("notices").Where("person_id = ? AND noun_id = ?", t.Person(t.T, "cairangli"), st.ID).Pluck("verb", &verbs).Error)
		if !slices.Contains(verbs, "statement.withdrawn") {
			t.Errorf("cairangli is told %v", verbs)
		}
		if r, err := t.Rooms.Letters.Behind(t.Context(), t.Actor(t.T, "sunlizhen"), byletter.Statement, st.ID); err != nil || r == nil || !r.Opens {
			t.Errorf("behind it: %+v %v", r, err)
		}
		t.Whole()
	})
}

// A letter of after the window withdraws nothing, one of before it does whenever it is checked; and none withdraws what the organisation
// says anew.
func TestALetterWithdrawsInTime(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p := t.huilins()
		st := t.said(p, "2019-06-10")
		l, err := t.enter("sunlizhen", "2019-06-10", "2019-06-10", st)
		t.Must(err)
		own, err := t.Rooms.Proposals.FileStatement(t.Context(), t.Actor(t.T, "cairangli"), proposal.Stating{Proposal: p.ID, Language: "zh", Stance: "support", Of: p.Revision,
			Typed: drafting.Typed{}, Version: t.stated(st).Version})
		t.Must(err)
		if _, err := t.step("wangliwen", "check", l); house.Says(err) != "guard.by_letter.waits" {
			t.Errorf("something newer waits: %s", house.Says(err))
		}
		_, err = t.Rooms.Proposals.TakeStatement(t.Context(), t.Actor(t.T, "cairangli"), proposal.StatementStep{Statement: own.ID, Verb: "take_back", Version: own.Version})
		t.Must(err)
		t.Clock.Set(p.ClosesAt.Add(48 * time.Hour))
		_, err = t.step("wangliwen", "refuse", l)
		t.Must(err)
		if !t.stated(st).Stands {
			t.Error("a letter that was given back has withdrawn it")
		}
		late := p.ClosesAt.Add(24 * time.Hour).Format(time.DateOnly)
		if _, err := t.enter("sunlizhen", late, late, st); house.Says(err) != "received:guard.by_letter.in_time" {
			t.Errorf("of after the window: %s", house.Says(err))
		}
		l, err = t.enter("sunlizhen", "2019-06-20", "2019-06-21", st)
		t.Must(err)
		_, err = t.step("wangliwen", "check", l)
		t.Must(err)
		if t.stated(st).Stands {
			t.Error("it still counts")
		}
		if _, err := t.enter("sunlizhen", "2019-06-20", "2019-06-21", st); house.Says(err) != "guard.by_letter.waits" {
			t.Errorf("once more: %s", house.Says(err))
		}
		t.Whole()
	})
}
