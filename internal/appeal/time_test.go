package appeal_test

import (
	"errors"
	"sync"
	"testing"
	"time"

	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/notice"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

// A withdrawn appeal takes the ballot on it along. Of an appeal and its withdrawal at once, and of two appeals, one wins.
func TestAppealsAndWithdrawalsAtOnce(t *testing.T) {
	tables(t, func(t *table) {
		race := func(acts ...func() error) (won int) {
			var wait sync.WaitGroup
			results := make([]error, len(acts))
			for i, act := range acts {
				wait.Go(func() { results[i] = act() })
			}
			wait.Wait()
			for _, err := range results {
				var f *fault.Fault
				switch {
				case err == nil:
					won++
				case !errors.As(err, &f):
					t.Error(err)
				}
			}
			return won
		}
		p := t.refused("maliqing", "hanlian")
		one, two := t.Actor(t.T, "maliqing"), t.Actor(t.T, "maliqing")
		file := func(actor policy.Actor) func() error {
			return func() error {
				_, err := t.Rooms.Appeals.File(t.Context(), actor, appeal.Form{Proposal: p.ID, Words: "理由。", Language: "zh"})
				return err
			}
		}
		if n := race(file(one), file(two)); n != 1 {
			t.Errorf("%d of two appeals were filed", n)
		}
		var a appeal.Appeal
		t.Must(t.Store.Read(t.Context()).Where("proposal_id = ?", p.ID).Take(&a).Error)
		t.Must(t.take("hanlian", "confirm", &a))
		b, err := t.put("sunlizhen", a)
		t.Must(err)
		a = t.now(a)
		keeper, writer := t.Actor(t.T, "sunlizhen"), t.Actor(t.T, "maliqing")
		n := race(func() error {
			_, err := t.Rooms.Appeals.Take(t.Context(), writer, appeal.Step{Appeal: a.ID, Verb: "withdraw", Version: a.Version})
			return err
		}, func() error {
			_, err := t.Rooms.Ballots.Take(t.Context(), keeper, ballot.Step{Ballot: b.ID, Verb: "open", Version: b.Version})
			return err
		})
		if a, b = t.now(a), t.ballot(b.ID); a.State != appeal.Withdrawn || b.State != ballot.Void || n < 1 {
			t.Errorf("%d won; the appeal is %s and the ballot %s", n, a.State, b.State)
		}
		_, err = t.put("sunlizhen", a)
		t.refusal(err, "workflow.wrong_state")
		t.Whole()
	})
}

// Where nobody votes, those who keep the forum are reminded every ten working days, and nothing is decided.
func TestSilenceDecidesNothing(t *testing.T) {
	tables(t, func(t *table) {
		a := t.lodged()
		reminded := func() int {
			t.Helper()
			t.Must(t.Rooms.Appeals.Sweep(t.Context(), t.Clock.Now()))
			t.Must(t.Rooms.Appeals.Sweep(t.Context(), t.Clock.Now()))
			var n int64
			t.Must(t.Store.Read(t.Context()).Model(&register.Entry{}).Where("noun_id = ? AND verb = 'appeal.reminded'", a.ID).Count(&n).Error)
			return int(n)
		}
		days, err := t.Rooms.Calendar.Days(t.Context())
		t.Must(err)
		first := a.RemindBy(days)
		t.Clock.Set(first)
		if n := reminded(); n != 0 {
			t.Errorf("reminded %d times in time", n)
		}
		t.Clock.Set(first.Add(time.Second))
		if n := reminded(); n != 1 {
			t.Errorf("reminded %d times", n)
		}
		t.Must(t.Rooms.Register.CatchUp(t.Context()))
		for _, who := range []string{"wangliwen", "sunlizhen"} {
			var told int64
			t.Must(t.Store.Read(t.Context()).Model(&notice.Notice{}).Where("person_id = ? AND verb = 'appeal.reminded'", t.Person(t.T, who)).Count(&told).Error)
			if told != 1 {
				t.Errorf("%s was told %d times", who, told)
			}
		}
		b, err := t.put("sunlizhen", t.now(a))
		t.Must(err)
		b, err = t.Rooms.Ballots.Take(t.Context(), t.Actor(t.T, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "open", Version: b.Version})
		t.Must(err)
		t.Clock.Set(t.now(a).RemindBy(days).Add(time.Second))
		if n := reminded(); n != 1 {
			t.Errorf("reminded while they vote: %d", n)
		}
		if a = t.now(a); a.State != appeal.Lodged || t.proposal(a.ProposalID).State != proposal.Refused {
			t.Errorf("silence left it %s", a.State)
		}
		t.Whole()
	})
}

// An organisation of one registered person confirms by a letter that another enters and a third compares.
func TestAnAppealByLetter(t *testing.T) {
	tables(t, func(t *table) {
		a, err := t.file("cairangli", t.refused("cairangli", ""))
		t.Must(err)
		attach := func(who, dated string) error {
			next, err := t.Rooms.Appeals.AttachLetter(t.Context(), t.Actor(t.T, who), appeal.Attachment{Appeal: a.ID, Dated: dated, Paper: scan("申诉函"), Version: a.Version})
			if err == nil {
				a = next
			}
			return err
		}
		if err := attach("sunlizhen", "2019-06-10"); !fault.Is(err, fault.ReasonNotFound) {
			t.Errorf("nobody asked for a letter: %v", err)
		}
		t.Must(t.take("cairangli", "ask_letter", &a))
		t.refusal(attach("sunlizhen", "2019-01-01"), "dated:proposal.letter_older")
		day := t.Clock.Now().Format(time.DateOnly)
		t.Must(attach("sunlizhen", day))
		t.refusal(t.take("sunlizhen", "check", &a), "workflow.not_yours")
		if _, err := t.Rooms.Appeals.Paper(t.Context(), t.Actor(t.T, "cairangli"), a.ID); !fault.Is(err, fault.ReasonNotFound) {
			t.Errorf("the organisation opens the scan: %v", err)
		}
		l, err := t.Rooms.Appeals.Paper(t.Context(), t.Actor(t.T, "wangliwen"), a.ID)
		t.Must(err)
		if l.Name != "申诉函.pdf" || len(l.Content) == 0 {
			t.Errorf("the letter is %q", l.Name)
		}
		t.Must(t.take("wangliwen", "refuse_letter", &a))
		if a.State != appeal.Unfiled || a.LetterAsked || a.Class != policy.Colleagues {
			t.Errorf("given back, it is %s for %s", a.State, a.Class)
		}
		var left int64
		t.Must(t.Store.Read(t.Context()).Model(&appeal.Letter{}).Where("appeal_id = ?", a.ID).Count(&left).Error)
		if left != 0 {
			t.Errorf("%d letters are left", left)
		}
		a, err = t.Rooms.Appeals.File(t.Context(), t.Actor(t.T, "cairangli"), appeal.Form{Proposal: a.ProposalID, Words: "理由。", Language: "zh", Version: a.Version})
		t.Must(err)
		t.Must(t.take("cairangli", "ask_letter", &a))
		t.Must(attach("sunlizhen", t.Clock.Now().Format(time.DateOnly)))
		t.Must(t.take("wangliwen", "check", &a))
		if a.State != appeal.Lodged || a.ConfirmedBy != t.Person(t.T, "wangliwen") {
			t.Errorf("checked, it is %s", a.State)
		}
		t.Whole()
	})
}

// The number of a proposal leads to the proposal, also while an appeal about it is the newest that bears it.
func TestTheNumberStaysTheProposals(t *testing.T) {
	tables(t, func(t *table) {
		a := t.lodged()
		c, err := t.Rooms.Register.CardBy(t.Context(), t.Actor(t.T, "maliqing"), a.Reference)
		t.Must(err)
		if c.Noun != proposal.Noun || c.NounID != a.ProposalID {
			t.Errorf("%s leads to %s %s", a.Reference, c.Noun, c.NounID)
		}
	})
}
