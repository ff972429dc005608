package appeal_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// An appeal that the forum upholds takes the proposal on as an admitted one, under its number; the history tells of both.
func TestAnUpheldAppealAdmits(t *testing.T) {
	tables(t, func(t *table) {
		a := t.lodged()
		before := t.proposal(a.ProposalID)
		b := t.voted(a, ballot.Yes)
		if b.Result != ballot.Carried || b.SubjectNoun != appeal.Noun || b.Class != policy.Deciders {
			t.Fatalf("the ballot came to %s on %s, for %s", b.Result, b.SubjectNoun, b.Class)
		}
		_, err := t.announce("sunlizhen", "", a)
		t.refusal(err, "workflow.not_yours")
		a, err = t.announce("wangliwen", "", a)
		t.Must(err)
		p := t.proposal(a.ProposalID)
		if a.State != appeal.Upheld || p.State != proposal.Admitted || p.Number != before.Number || p.Reference != before.Reference || p.Class != policy.Members || p.Reason != "" {
			t.Errorf("%s: the proposal is %s, number %d of %d, for %s, %q", a.State, p.State, p.Number, before.Number, p.Class, p.Reason)
		}
		if b = t.ballot(b.ID); b.State != ballot.Published || b.Class != policy.Members {
			t.Errorf("the ballot is %s for %s", b.State, b.Class)
		}
		lines, err := t.Rooms.Register.Timeline(t.Context(), t.Actor(t.T, "elin"), p.Record())
		t.Must(err)
		var verbs []string
		for _, l := range lines {
			verbs = append(verbs, l.Verb)
		}
		refused, admitted := slices.Index(verbs, "proposal.refused"), slices.Index(verbs, "proposal.admitted_on_appeal")
		if refused < 0 || admitted < refused || lines[admitted].Fact("favour") == "" {
			t.Errorf("the history says %v", verbs)
		}
		t.refusal(t.take("maliqing", "withdraw", &a), "workflow.wrong_state")
		t.Whole()
	})
}

// One that falls leaves the proposal refused, with the reason and the count on record, within the circle, and cannot be filed again.
func TestADismissedAppealIsFinal(t *testing.T) {
	tables(t, func(t *table) {
		a := t.lodged()
		b := t.voted(a, ballot.Objects)
		_, err := t.announce("wangliwen", " ", a)
		t.refusal(err, "reason:input.required")
		_, err = t.announce("wangliwen", "一名9岁的李小明住在向阳村3号。", a)
		if err == nil {
			t.Error("a child passes the gate")
		}
		a, err = t.announce("wangliwen", "成员认为不属于范围。", a)
		t.Must(err)
		p := t.proposal(a.ProposalID)
		if a.State != appeal.Dismissed || a.Outcome == "" || a.Class != policy.Deciders || p.State != proposal.Refused || p.Class != policy.Secretariat {
			t.Errorf("%s %q for %s, the proposal is %s for %s", a.State, a.Outcome, a.Class, p.State, p.Class)
		}
		if b = t.ballot(b.ID); b.State != ballot.Published || b.Class != policy.Deciders {
			t.Errorf("the ballot is %s for %s", b.State, b.Class)
		}
		_, err = t.Rooms.Appeals.File(t.Context(), t.Actor(t.T, "maliqing"), appeal.Form{Proposal: p.ID, Words: "再申诉。", Language: "zh", Version: a.Version})
		t.refusal(err, "workflow.wrong_state")
		t.Whole()
	})
}

// An appeal is filed and confirmed within fifteen working days: days that nobody works do not count.
func TestAnAppealHasItsTime(t *testing.T) {
	tables(t, func(t *table) {
		p := t.refused("maliqing", "hanlian")
		days, err := t.Rooms.Calendar.Days(t.Context())
		t.Must(err)
		end := appeal.Until(days, p)
		if n := end.Sub(p.StateSince).Hours() / 24; n < 19 || n > 24 {
			t.Errorf("fifteen working days are %.1f days", n)
		}
		t.Clock.Set(end)
		a, err := t.file("maliqing", p)
		t.Must(err)
		if !a.EndsAt.Equal(end) {
			t.Errorf("ends at %s, want %s", a.EndsAt, end)
		}
		t.Clock.Set(end.Add(time.Second))
		t.refusal(t.take("hanlian", "confirm", &a), "guard.appeal.in_time")
		t.Must(t.take("maliqing", "take_back", &a))
		_, err = t.Rooms.Appeals.File(t.Context(), t.Actor(t.T, "maliqing"), appeal.Form{Proposal: p.ID, Words: "再申诉。", Language: "zh", Version: a.Version})
		t.refusal(err, "guard.appeal.in_time")
		t.Whole()
	})
}

// What is typed passes the gate and is asked for; what was given back inside can be written anew.
func TestTheWordsOfAnAppeal(t *testing.T) {
	tables(t, func(t *table) {
		p := t.refused("maliqing", "hanlian")
		file := func(words, language string, version int) (appeal.Appeal, error) {
			return t.Rooms.Appeals.File(t.Context(), t.Actor(t.T, "maliqing"), appeal.Form{Proposal: p.ID, Words: words, Language: language, Version: version})
		}
		_, err := file(" ", "zh", 0)
		t.refusal(err, "words:input.required")
		_, err = file("理由。", "fi", 0)
		t.refusal(err, "language:input.choice")
		_, err = file(strings.Repeat("长", appeal.WordsMost+1), "zh", 0)
		t.refusal(err, "words:input.too_long")
		_, err = file("请打"+" 13800"+"138000 联系孩子。", "zh", 0)
		if !fault.Is(err, fault.ReasonInvalid) {
			t.Errorf("a telephone number passes the gate: %v", err)
		}
		a, err := file("理由。", "zh", 0)
		t.Must(err)
		_, err = file("理由。", "zh", 0)
		t.refusal(err, "workflow.wrong_state")
		t.Must(t.take("hanlian", "decline", &a))
		_, err = file("新理由。", "zh", a.Version-1)
		t.refusal(err, "fault.stale")
		again, err := file("新理由。", "zh", a.Version)
		t.Must(err)
		if again.ID != a.ID || again.Words != "新理由。" || again.State != appeal.Confirming {
			t.Errorf("written anew: %+v", again)
		}
		t.Whole()
	})
}

// The two who refused say what they think once each; nobody else does, and it decides nothing.
func TestThoseWhoRefusedSayOnce(t *testing.T) {
	tables(t, func(t *table) {
		a := t.lodged()
		answer := func(who string) error {
			next, err := t.Rooms.Appeals.Answer(t.Context(), t.Actor(t.T, who), appeal.Answer{Appeal: a.ID, Words: "仍认为不属于范围。", Language: "zh", Version: a.Version})
			if err == nil {
				a = next
			}
			return err
		}
		t.Must(answer("sunlizhen"))
		t.refusal(answer("sunlizhen"), "guard.appeal.unsaid")
		t.refusal(answer("wangliwen"), "workflow.not_yours")
		t.Must(answer("elin"))
		row, err := t.Rooms.Appeals.One(t.Context(), t.Actor(t.T, "guliheng"), a.ID, "zh")
		t.Must(err)
		if row.RefusalWhy != "不属于本论坛的范围。" {
			t.Errorf("it was refused for %q", row.RefusalWhy)
		}
		if len(row.Views) != 2 || row.Views[0].Office != policy.RoleSecretary || row.Views[1].Office != policy.RoleModerator || row.State != appeal.Lodged {
			t.Errorf("the views are %+v", row.Views)
		}
		t.Whole()
	})
}

// Who decides reads the refused words on the appeal's page and nowhere else; whoever does not decide learns of nothing, not by search.
func TestWhoSeesAnAppeal(t *testing.T) {
	tables(t, func(t *table) {
		p := t.refused("maliqing", "hanlian")
		a, err := t.file("maliqing", p)
		t.Must(err)
		sees := func(who string) bool {
			t.Helper()
			viewer := policy.Actor{}
			if who != "" {
				viewer = t.Actor(t.T, who)
			}
			row, err := t.Rooms.Appeals.One(t.Context(), viewer, a.ID, "zh")
			if err != nil && !fault.Is(err, fault.ReasonNotFound) {
				t.Fatal(err)
			}
			return err == nil && strings.Contains(row.Proposal.Text.HTML, "看护点")
		}
		check := func(when string, want map[string]bool) {
			t.Helper()
			for who, may := range want {
				if sees(who) != may {
					t.Errorf("%s: %q sees it: %v", when, who, !may)
				}
			}
		}
		check("while its organisation has not confirmed it", map[string]bool{"": false, "maliqing": true, "hanlian": true, "sunlizhen": false, "elin": false, "guliheng": false, "fangliqin": false})
		t.Must(t.take("hanlian", "confirm", &a))
		check("before the forum", map[string]bool{"": false, "maliqing": true, "sunlizhen": true, "wangliwen": true, "elin": true, "guliheng": true, "liangliheng": true, "alex": false, "fangliqin": false})
		if _, err := t.Rooms.Proposals.ByID(t.Context(), t.Actor(t.T, "guliheng"), p.ID, "zh"); !fault.Is(err, fault.ReasonNotFound) {
			t.Errorf("a delegate sees the proposal itself: %v", err)
		}
		t.Must(t.Rooms.Register.CatchUp(t.Context()))
		var docs int64
		t.Must(t.Store.Read(t.Context()).Table("index_docs").Where("noun = ? OR noun_id = ? AND access = 'members'", appeal.Noun, p.ID).Count(&docs).Error)
		if docs != 0 {
			t.Errorf("%d of its words are in the index", docs)
		}
		t.Must(t.take("maliqing", "withdraw", &a))
		check("withdrawn", map[string]bool{"": false, "maliqing": true, "sunlizhen": true, "elin": true, "guliheng": false})
		t.Whole()
	})
}
