package byletter_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sametable/internal/byletter"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

// propose takes a step of a proposal itself.
func (t table) propose(who, verb string, p proposal.Proposal) (proposal.Proposal, error) {
	t.Helper()
	return t.Rooms.Proposals.Take(t.Context(), t.Actor(t.T, who), proposal.Step{Proposal: p.ID, Verb: verb, Reason: "县里已经这样做了。", Version: t.now(p).Version, Anyway: true})
}

// end asks to withdraw a proposal by letter.
func (t table) end(who string, p proposal.Proposal) (byletter.Letter, error) {
	t.Helper()
	return t.Rooms.Letters.Ask(t.Context(), t.Actor(t.T, who), byletter.Asking{About: byletter.Withdrawal, Of: p.ID, Version: p.Version})
}

// ending is a proposal whose withdrawal somebody has asked for, and the letter for it as it came.
func (t table) ending(p proposal.Proposal, who, dated string) (proposal.Proposal, byletter.Letter) {
	t.Helper()
	p, err := t.propose(who, "ask_withdrawal", p)
	t.Must(err)
	l, err := t.end(who, p)
	t.Must(err)
	l, err = t.attach("sunlizhen", dated, l)
	t.Must(err)
	return p, l
}

func (t table) told(who string, p proposal.Proposal) []string {
	t.Helper()
	t.Must(t.Rooms.Register.CatchUp(t.Context()))
	var verbs []string
	t.Must(t.Store.Read(t.Context()).Table("notices").Where("person_id = ? AND noun_id = ?", t.Person(t.T, who), p.ID).Pluck("verb", &verbs).Error)
	return verbs
}

// An organisation of one withdraws its public proposal by a letter, which the secretary enters and another compares.
func TestALetterWithdrawsAProposal(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p := t.consulted()
		if _, err := t.end("cairangli", p); house.Says(err) != "guard.by_letter.waits" {
			t.Errorf("before anybody wants it withdrawn: %s", house.Says(err))
		}
		old := p
		p, err := t.propose("cairangli", "ask_withdrawal", p)
		t.Must(err)
		for who, want := range map[string]string{"maliqing": "guard.by_letter.own", "sunlizhen": "guard.by_letter.own"} {
			if _, err := t.end(who, p); house.Says(err) != want {
				t.Errorf("%s asks: %s", who, house.Says(err))
			}
		}
		if _, err := t.end("cairangli", old); house.Says(err) != "fault.stale" {
			t.Errorf("of what was read before: %s", house.Says(err))
		}
		l, err := t.end("cairangli", p)
		t.Must(err)
		if _, err := t.end("cairangli", p); house.Says(err) != "byletter.asked_already" {
			t.Errorf("twice: %s", house.Says(err))
		}
		for who, want := range map[string]string{"cairangli": "workflow.not_yours", "maliqing": "fault.not_found", "wangliwen": "workflow.not_yours"} {
			if _, err := t.attach(who, "2019-06-10", l); house.Says(err) != want {
				t.Errorf("%s attaches: %s, want %s", who, house.Says(err), want)
			}
		}
		for dated, want := range map[string]string{"2019-06-09": "dated:proposal.letter_older", "2019-06-11": "dated:post.letter_not_yet", "": "dated:input.required"} {
			if _, err := t.attach("sunlizhen", dated, l); house.Says(err) != want {
				t.Errorf("dated %q: %s, want %s", dated, house.Says(err), want)
			}
		}
		typed := &input.Sent{File: strings.NewReader("只是文字"), Name: "函.pdf"}
		_, err = t.Rooms.Letters.Attach(t.Context(), t.Actor(t.T, "sunlizhen"), byletter.Attachment{Letter: l.ID, Dated: "2019-06-10", Paper: typed, Version: l.Version})
		if house.Says(err) != "file:letter.not_a_letter" {
			t.Errorf("no scan: %s", house.Says(err))
		}
		l, err = t.attach("sunlizhen", "2019-06-10", l)
		t.Must(err)
		for who, want := range map[string]string{"sunlizhen": "workflow.not_yours", "cairangli": "workflow.not_yours", "maliqing": "fault.not_found"} {
			if _, err := t.step(who, "check", l); house.Says(err) != want {
				t.Errorf("%s checks: %s, want %s", who, house.Says(err), want)
			}
		}
		after, err := t.step("wangliwen", "check", l)
		t.Must(err)
		if after.State != proposal.Withdrawn || after.Reason != "县里已经这样做了。" || after.EndsBy != "" || after.EndsWhy != "" || after.LeftFrom != proposal.Consultation {
			t.Errorf("after it was checked: %+v", after)
		}
		t.withdrawnByLetter(p)
		t.Whole()
	})
}

// withdrawnByLetter looks at what the record says, and who is told and may open the letter.
func (t table) withdrawnByLetter(p proposal.Proposal) {
	t.Helper()
	var e register.Entry
	t.Must(t.Store.Read(t.Context()).Where("noun_id = ? AND verb = 'proposal.withdrawn'", p.ID).Take(&e).Error)
	if e.Fact("channel") != "letter" || e.Fact("dated") != "2019-06-10" || e.FromState != proposal.Consultation || e.ToState != proposal.Withdrawn {
		t.Errorf("the register says %s, %s → %s", e.Facts, e.FromState, e.ToState)
	}
	r, err := t.Rooms.Letters.Behind(t.Context(), t.Actor(t.T, "maliqing"), byletter.Withdrawal, p.ID)
	if err != nil || r == nil || r.Dated != "2019-06-10" || r.CheckedBy != t.Person(t.T, "wangliwen") || r.EnteredBy != t.Person(t.T, "sunlizhen") || r.Opens {
		t.Fatalf("behind it: %+v %v", r, err)
	}
	for who, opens := range map[string]bool{"sunlizhen": true, "wangliwen": true, "elin": true, "cairangli": false, "maliqing": false, "": false} {
		if paper, err := t.Rooms.Letters.Paper(t.Context(), t.Actor(t.T, who), r.ID); (err == nil) != opens || opens && string(paper.Content) != "%PDF-1.4 新函" {
			t.Errorf("%s opens the letter: %v", who, err)
		}
	}
	for who, verb := range map[string]string{"sunlizhen": "proposal.withdrawal_letter_asked", "wangliwen": "proposal.withdrawal_letter_attached", "elin": "proposal.withdrawal_letter_attached",
		"cairangli": "proposal.withdrawn"} {
		if got := t.told(who, p); !slices.Contains(got, verb) {
			t.Errorf("%s is told %v", who, got)
		}
	}
	for _, who := range []string{"maliqing", ""} {
		lines, err := t.Rooms.Register.Timeline(t.Context(), t.Actor(t.T, who), p.Record())
		t.Must(err)
		for _, line := range lines {
			if strings.Contains(line.Verb, "withdrawal_letter") {
				t.Errorf("%q reads %s", who, line.Verb)
			}
		}
	}
}

// A letter that does not match goes back, and the withdrawal still waits; what was asked for anew needs a letter of its own.
func TestALetterForAnotherWithdrawal(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p, l := t.ending(t.consulted(), "cairangli", "2019-06-10")
		_, err := t.step("wangliwen", "refuse", l)
		t.Must(err)
		if now := t.now(p); now.State != proposal.Consultation || now.EndsBy == "" {
			t.Errorf("after it was given back: %+v", now)
		}
		for _, who := range []string{"cairangli", "sunlizhen"} {
			if got := t.told(who, p); !slices.Contains(got, "proposal.withdrawal_letter_refused") {
				t.Errorf("%s is told %v", who, got)
			}
		}
		l, err = t.end("cairangli", p)
		t.Must(err)
		l, err = t.attach("sunlizhen", "2019-06-10", l)
		t.Must(err)
		p, err = t.propose("cairangli", "drop_withdrawal", p)
		t.Must(err)
		if _, err := t.step("wangliwen", "check", l); house.Says(err) != "guard.by_letter.waits" {
			t.Errorf("it was taken back meanwhile: %s", house.Says(err))
		}
		if rows, err := t.Rooms.Letters.Of(t.Context(), t.Actor(t.T, "wangliwen"), p); err != nil || len(rows) > 0 {
			t.Errorf("what waits no more is shown: %d %v", len(rows), err)
		}
		t.Clock.Set(t.Clock.Now().Add(time.Minute))
		p, err = t.propose("cairangli", "ask_withdrawal", p)
		t.Must(err)
		if _, err := t.step("wangliwen", "check", l); house.Says(err) != "guard.by_letter.waits" {
			t.Errorf("the letter is about another one: %s", house.Says(err))
		}
		again, err := t.end("cairangli", p)
		t.Must(err)
		if _, err := t.step("wangliwen", "check", l); house.Says(err) != "fault.not_found" {
			t.Errorf("the older letter: %s", house.Says(err))
		}
		t.Must(t.Rooms.Letters.Sweep(t.Context(), t.Clock.Now())) // this one waits
		_, err = t.step("cairangli", "take_back", again)
		t.Must(err)
		t.Whole()
	})
}

// A colleague who confirms while the letter is on its way was first, and so is whoever takes the proposal to the table.
func TestALetterThatIsNoLongerNeeded(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		p, l := t.ending(t.huilins(), "maliqing", "2019-06-10")
		p, err := t.propose("hanlian", "confirm_withdrawal", p)
		t.Must(err)
		if _, err := t.step("wangliwen", "check", l); house.Says(err) != "guard.by_letter.waits" {
			t.Errorf("a colleague was first: %s", house.Says(err))
		}
		if r, err := t.Rooms.Letters.Behind(t.Context(), t.Actor(t.T, "wangliwen"), byletter.Withdrawal, p.ID); err != nil || r != nil {
			t.Errorf("behind it: %+v %v", r, err)
		}
		of, sh := t.revised()
		answer, err := t.ask("cairangli", sh)
		t.Must(err)
		answer, err = t.attach("sunlizhen", "2019-07-11", answer)
		t.Must(err)
		of, ends := t.ending(of, "cairangli", "2019-07-11") // two letters of one organisation, about different things
		_, err = t.step("wangliwen", "check", answer)
		t.Must(err)
		_, err = t.propose("sunlizhen", "deliberate", of)
		t.Must(err)
		if _, err := t.step("wangliwen", "check", ends); house.Says(err) != "guard.by_letter.waits" {
			t.Errorf("it is on the table: %s", house.Says(err))
		}
		for range 2 { // the second time there is nothing to do
			t.Must(t.Rooms.Letters.Sweep(t.Context(), t.Clock.Now()))
		}
		var left []byletter.Letter
		t.Must(t.Store.Read(t.Context()).Omit("content").Find(&left).Error)
		if len(left) > 0 {
			t.Errorf("%d papers are kept that confirm nothing", len(left))
		}
		for _, who := range []string{"maliqing", "sunlizhen"} {
			if got := t.told(who, p); !slices.Contains(got, "proposal.withdrawal_letter_dropped") {
				t.Errorf("%s is told %v", who, got)
			}
		}
		t.Whole()
	})
}

// Of two who check one letter at once, one withdraws the proposal and the other hears that it is done: on one database, from two processes.
func TestTwoCheckALetterAtOnce(t *testing.T) {
	house.Pairs(t, func(tt *testing.T, twins [2]*house.House) {
		t := table{house.Table{T: tt, House: twins[0]}}
		p, l := t.ending(t.consulted(), "cairangli", "2019-06-10")
		var errs [2]error
		var wg sync.WaitGroup
		for i, who := range []string{"wangliwen", "elin"} {
			actor := t.Actor(t.T, who)
			wg.Go(func() {
				_, errs[i] = twins[i].Rooms.Letters.Take(tt.Context(), actor, byletter.Step{Letter: l.ID, Verb: "check", Version: l.Version})
			})
		}
		wg.Wait()
		got := []string{house.Says(errs[0]), house.Says(errs[1])}
		slices.Sort(got)
		if got[0] != "" || !slices.Contains([]string{"workflow.wrong_state", "fault.stale"}, got[1]) {
			t.Errorf("the two heard %q", got)
		}
		var entries int64
		t.Must(t.Store.Read(tt.Context()).Model(&register.Entry{}).Where("noun_id = ? AND verb = 'proposal.withdrawn'", p.ID).Count(&entries).Error)
		if entries != 1 || t.now(p).State != proposal.Withdrawn {
			t.Errorf("withdrawn %d times, it is %s", entries, t.now(p).State)
		}
		t.Whole()
	})
}
