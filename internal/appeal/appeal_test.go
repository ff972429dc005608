package appeal_test

import (
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/notice"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

// table is a house with what the tests of this room do in it.
type table struct {
	*testing.T
	*house.House
}

func tables(t *testing.T, test func(t *table)) {
	house.Worlds(t, func(t *testing.T, h *house.House) { test(&table{t, h}) })
}

func (t *table) must(err error) {
	t.Helper()
	if err != nil {
		t.Fatal(said(err))
	}
}

// said is a fault as a test names it: the field and message, or the message.
func said(err error) string {
	var f *fault.Fault
	switch {
	case err == nil:
		return ""
	case !errors.As(err, &f):
		return err.Error()
	case len(f.Fields) > 0:
		return f.Fields[0].Name + ":" + f.Fields[0].ID
	case f.ID == "":
		return f.Reason.String()
	}
	return f.ID
}

func (t *table) refusal(err error, want string) {
	t.Helper()
	if got := said(err); got != want {
		t.Errorf("said %q, want %q", got, want)
	}
}

// refused is a proposal of somebody's organisation that sunlizhen and elin have refused in HD.
func (t *table) refused(writer, confirmer string) proposal.Proposal {
	t.Helper()
	ctx, s, by := t.Context(), t.Rooms.Proposals, t.Actor(t.T, writer)
	sh, err := s.Begin(ctx, by, drafting.Beginning{Forum: "HD", Language: "zh", Outcome: "services", Title: "关于暑期看护点的建议"})
	t.must(err)
	sh, err = s.Keep(ctx, by, sh.ID, sh.Version, drafting.Typed{"situation": {"暑期无人看护。"}, "analysis": {"没有专职岗位。"}, "measure_1": {"试点暑期看护点。"}, "level": {"province"}})
	t.must(err)
	p, err := s.Ask(ctx, by, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	t.must(err)
	step := func(who, verb, reason string) {
		t.Helper()
		p, err = s.Take(ctx, t.Actor(t.T, who), proposal.Step{Proposal: p.ID, Verb: verb, Checks: proposal.Checks(), Reason: reason, Version: p.Version, Anyway: true})
		t.must(err)
	}
	if confirmer != "" {
		step(confirmer, "confirm", "")
	} else {
		step(writer, "ask_letter", "")
		p, err = s.AttachLetter(ctx, t.Actor(t.T, "sunlizhen"), proposal.Attachment{Proposal: p.ID, Dated: "2019-06-10", Paper: scan("原函"), Version: p.Version})
		t.must(err)
		step("wangliwen", "check", "")
	}
	step("sunlizhen", "refuse", "不属于本论坛的范围。")
	step("elin", "refuse", "")
	if p.State != proposal.Refused {
		t.Fatalf("the proposal is %s", p.State)
	}
	return p
}

func scan(name string) *input.Sent {
	return &input.Sent{File: strings.NewReader("%PDF-1.4 " + name), Name: name + ".pdf"}
}

func (t *table) now(a appeal.Appeal) appeal.Appeal {
	t.Helper()
	var now appeal.Appeal
	t.must(t.Store.Read(t.Context()).Where("id = ?", a.ID).Take(&now).Error)
	return now
}

func (t *table) proposal(id string) proposal.Proposal {
	t.Helper()
	var p proposal.Proposal
	t.must(t.Store.Read(t.Context()).Where("id = ?", id).Take(&p).Error)
	return p
}

func (t *table) file(who string, p proposal.Proposal) (appeal.Appeal, error) {
	t.Helper()
	return t.Rooms.Appeals.File(t.Context(), t.Actor(t.T, who), appeal.Form{Proposal: p.ID, Words: "范围已写入章程第二条。", Language: "zh"})
}

func (t *table) take(who, verb string, a *appeal.Appeal) error {
	t.Helper()
	next, err := t.Rooms.Appeals.Take(t.Context(), t.Actor(t.T, who), appeal.Step{Appeal: a.ID, Verb: verb, Reason: "理由。", Version: a.Version, Anyway: true})
	if err == nil {
		*a = next
	}
	return err
}

// lodged is an appeal of huilin's that stands before the forum.
func (t *table) lodged() appeal.Appeal {
	t.Helper()
	a, err := t.file("maliqing", t.refused("maliqing", "hanlian"))
	t.must(err)
	t.must(t.take("hanlian", "confirm", &a))
	return a
}

func (t *table) voting() (all []policy.OrganisationID) {
	t.Helper()
	f, err := t.Rooms.Forums.Find(t.Context(), "HD")
	t.must(err)
	seats, err := t.Rooms.Forums.Seats(t.Context(), f.ID)
	t.must(err)
	for _, seat := range seats {
		if seat.Voting {
			all = append(all, seat.OrganisationID)
		}
	}
	return all
}

func (t *table) put(who string, a appeal.Appeal) (ballot.Ballot, error) {
	t.Helper()
	return t.Rooms.Appeals.Put(t.Context(), t.Actor(t.T, who), a.ID, a.Version, ballot.Form{Meeting: "例会", Present: t.voting()})
}

// voted holds the ballot on an appeal: all who are there say what is given, and it is counted.
func (t *table) voted(a appeal.Appeal, voice ballot.Voice) ballot.Ballot {
	t.Helper()
	b, err := t.put("sunlizhen", a)
	t.must(err)
	b, err = t.Rooms.Ballots.Take(t.Context(), t.Actor(t.T, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "open", Version: b.Version})
	t.must(err)
	var delegates []struct {
		Username       string
		OrganisationID policy.OrganisationID
	}
	t.must(t.Store.Read(t.Context()).Table("mandates").Select("MIN(persons.username) AS username, mandates.organisation_id").Joins("JOIN persons ON persons.id = mandates.person_id").
		Where("mandates.forum_id = ? AND mandates.state = 'confirmed' AND mandates.capacity = ? AND mandates.organisation_id IN ?", a.Forum, policy.Titular, t.voting()).
		Group("mandates.organisation_id").Order("mandates.organisation_id").Scan(&delegates).Error)
	for _, d := range delegates {
		_, err = t.Rooms.Ballots.Cast(t.Context(), t.Actor(t.T, d.Username), ballot.Vote{Ballot: b.ID, Organisation: d.OrganisationID, Voice: string(voice), Words: "理由。", Language: "zh", Version: 1})
		t.must(err)
	}
	b, err = t.Rooms.Ballots.Take(t.Context(), t.Actor(t.T, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "close", Version: b.Version})
	t.must(err)
	return b
}

func (t *table) announce(who, reason string, a appeal.Appeal) (appeal.Appeal, error) {
	t.Helper()
	return t.Rooms.Appeals.Announce(t.Context(), t.Actor(t.T, who), appeal.Announcement{Appeal: a.ID, Reason: reason, Version: t.now(a).Version})
}

func (t *table) whole() {
	t.Helper()
	_, err := t.Verify(t.Context(), register.Verified{})
	t.must(err)
}

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
		t.must(err)
		p := t.proposal(a.ProposalID)
		if a.State != appeal.Upheld || p.State != proposal.Admitted || p.Number != before.Number || p.Reference != before.Reference || p.Class != policy.Members || p.Reason != "" {
			t.Errorf("%s: the proposal is %s, number %d of %d, for %s, %q", a.State, p.State, p.Number, before.Number, p.Class, p.Reason)
		}
		if b = t.ballot(b.ID); b.State != ballot.Published || b.Class != policy.Members {
			t.Errorf("the ballot is %s for %s", b.State, b.Class)
		}
		lines, err := t.Rooms.Register.Timeline(t.Context(), t.Actor(t.T, "elin"), p.Record())
		t.must(err)
		var verbs []string
		for _, l := range lines {
			verbs = append(verbs, l.Verb)
		}
		refused, admitted := slices.Index(verbs, "proposal.refused"), slices.Index(verbs, "proposal.admitted_on_appeal")
		if refused < 0 || admitted < refused || lines[admitted].Fact("favour") == "" {
			t.Errorf("the history says %v", verbs)
		}
		t.refusal(t.take("maliqing", "withdraw", &a), "workflow.wrong_state")
		t.whole()
	})
}

func (t *table) ballot(id string) ballot.Ballot {
	t.Helper()
	var b ballot.Ballot
	t.must(t.Store.Read(t.Context()).Where("id = ?", id).Take(&b).Error)
	return b
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
		t.must(err)
		p := t.proposal(a.ProposalID)
		if a.State != appeal.Dismissed || a.Outcome == "" || a.Class != policy.Deciders || p.State != proposal.Refused || p.Class != policy.Secretariat {
			t.Errorf("%s %q for %s, the proposal is %s for %s", a.State, a.Outcome, a.Class, p.State, p.Class)
		}
		if b = t.ballot(b.ID); b.State != ballot.Published || b.Class != policy.Deciders {
			t.Errorf("the ballot is %s for %s", b.State, b.Class)
		}
		_, err = t.Rooms.Appeals.File(t.Context(), t.Actor(t.T, "maliqing"), appeal.Form{Proposal: p.ID, Words: "再申诉。", Language: "zh", Version: a.Version})
		t.refusal(err, "workflow.wrong_state")
		t.whole()
	})
}

// An appeal is filed and confirmed within fifteen working days: days that nobody works do not count.
func TestAnAppealHasItsTime(t *testing.T) {
	tables(t, func(t *table) {
		p := t.refused("maliqing", "hanlian")
		days, err := t.Rooms.Calendar.Days(t.Context())
		t.must(err)
		end := appeal.Until(days, p)
		if n := end.Sub(p.StateSince).Hours() / 24; n < 19 || n > 24 {
			t.Errorf("fifteen working days are %.1f days", n)
		}
		t.Clock.Set(end)
		a, err := t.file("maliqing", p)
		t.must(err)
		if !a.EndsAt.Equal(end) {
			t.Errorf("ends at %s, want %s", a.EndsAt, end)
		}
		t.Clock.Set(end.Add(time.Second))
		t.refusal(t.take("hanlian", "confirm", &a), "guard.appeal.in_time")
		t.must(t.take("maliqing", "take_back", &a))
		_, err = t.Rooms.Appeals.File(t.Context(), t.Actor(t.T, "maliqing"), appeal.Form{Proposal: p.ID, Words: "再申诉。", Language: "zh", Version: a.Version})
		t.refusal(err, "guard.appeal.in_time")
		t.whole()
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
		t.must(err)
		_, err = file("理由。", "zh", 0)
		t.refusal(err, "workflow.wrong_state")
		t.must(t.take("hanlian", "decline", &a))
		_, err = file("新理由。", "zh", a.Version-1)
		t.refusal(err, "fault.stale")
		again, err := file("新理由。", "zh", a.Version)
		t.must(err)
		if again.ID != a.ID || again.Words != "新理由。" || again.State != appeal.Confirming {
			t.Errorf("written anew: %+v", again)
		}
		t.whole()
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
		t.must(answer("sunlizhen"))
		t.refusal(answer("sunlizhen"), "guard.appeal.unsaid")
		t.refusal(answer("wangliwen"), "workflow.not_yours")
		t.must(answer("elin"))
		row, err := t.Rooms.Appeals.One(t.Context(), t.Actor(t.T, "guliheng"), a.ID, "zh")
		t.must(err)
		if len(row.Views) != 2 || row.Views[0].Office != policy.RoleSecretary || row.Views[1].Office != policy.RoleModerator || row.State != appeal.Lodged {
			t.Errorf("the views are %+v", row.Views)
		}
		t.whole()
	})
}

// Who decides reads the refused words on the appeal's page and nowhere else; whoever does not decide learns of nothing, not by search.
func TestWhoSeesAnAppeal(t *testing.T) {
	tables(t, func(t *table) {
		p := t.refused("maliqing", "hanlian")
		a, err := t.file("maliqing", p)
		t.must(err)
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
		t.must(t.take("hanlian", "confirm", &a))
		check("before the forum", map[string]bool{"": false, "maliqing": true, "sunlizhen": true, "wangliwen": true, "elin": true, "guliheng": true, "liangliheng": true, "alex": false, "fangliqin": false})
		if _, err := t.Rooms.Proposals.ByID(t.Context(), t.Actor(t.T, "guliheng"), p.ID, "zh"); !fault.Is(err, fault.ReasonNotFound) {
			t.Errorf("a delegate sees the proposal itself: %v", err)
		}
		t.must(t.Rooms.Register.CatchUp(t.Context()))
		var docs int64
		t.must(t.Store.Read(t.Context()).Table("index_docs").Where("noun = ? OR noun_id = ? AND access = 'members'", appeal.Noun, p.ID).Count(&docs).Error)
		if docs != 0 {
			t.Errorf("%d of its words are in the index", docs)
		}
		t.must(t.take("maliqing", "withdraw", &a))
		check("withdrawn", map[string]bool{"": false, "maliqing": true, "sunlizhen": true, "elin": true, "guliheng": false})
		t.whole()
	})
}

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
		t.must(t.Store.Read(t.Context()).Where("proposal_id = ?", p.ID).Take(&a).Error)
		t.must(t.take("hanlian", "confirm", &a))
		b, err := t.put("sunlizhen", a)
		t.must(err)
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
		t.whole()
	})
}

// Where nobody votes, those who keep the forum are reminded every ten working days, and nothing is decided.
func TestSilenceDecidesNothing(t *testing.T) {
	tables(t, func(t *table) {
		a := t.lodged()
		reminded := func() int {
			t.Helper()
			t.must(t.Rooms.Appeals.Sweep(t.Context(), t.Clock.Now()))
			t.must(t.Rooms.Appeals.Sweep(t.Context(), t.Clock.Now()))
			var n int64
			t.must(t.Store.Read(t.Context()).Model(&register.Entry{}).Where("noun_id = ? AND verb = 'appeal.reminded'", a.ID).Count(&n).Error)
			return int(n)
		}
		days, err := t.Rooms.Calendar.Days(t.Context())
		t.must(err)
		first := a.RemindBy(days)
		t.Clock.Set(first)
		if n := reminded(); n != 0 {
			t.Errorf("reminded %d times in time", n)
		}
		t.Clock.Set(first.Add(time.Second))
		if n := reminded(); n != 1 {
			t.Errorf("reminded %d times", n)
		}
		t.must(t.Rooms.Register.CatchUp(t.Context()))
		for _, who := range []string{"wangliwen", "sunlizhen"} {
			var told int64
			t.must(t.Store.Read(t.Context()).Model(&notice.Notice{}).Where("person_id = ? AND verb = 'appeal.reminded'", t.Person(t.T, who)).Count(&told).Error)
			if told != 1 {
				t.Errorf("%s was told %d times", who, told)
			}
		}
		b, err := t.put("sunlizhen", t.now(a))
		t.must(err)
		b, err = t.Rooms.Ballots.Take(t.Context(), t.Actor(t.T, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "open", Version: b.Version})
		t.must(err)
		t.Clock.Set(t.now(a).RemindBy(days).Add(time.Second))
		if n := reminded(); n != 1 {
			t.Errorf("reminded while they vote: %d", n)
		}
		if a = t.now(a); a.State != appeal.Lodged || t.proposal(a.ProposalID).State != proposal.Refused {
			t.Errorf("silence left it %s", a.State)
		}
		t.whole()
	})
}

// An organisation of one registered person confirms by a letter that another enters and a third compares.
func TestAnAppealByLetter(t *testing.T) {
	tables(t, func(t *table) {
		a, err := t.file("cairangli", t.refused("cairangli", ""))
		t.must(err)
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
		t.must(t.take("cairangli", "ask_letter", &a))
		t.refusal(attach("sunlizhen", "2019-01-01"), "dated:proposal.letter_older")
		day := t.Clock.Now().Format(time.DateOnly)
		t.must(attach("sunlizhen", day))
		t.refusal(t.take("sunlizhen", "check", &a), "workflow.not_yours")
		if _, err := t.Rooms.Appeals.Paper(t.Context(), t.Actor(t.T, "cairangli"), a.ID); !fault.Is(err, fault.ReasonNotFound) {
			t.Errorf("the organisation opens the scan: %v", err)
		}
		l, err := t.Rooms.Appeals.Paper(t.Context(), t.Actor(t.T, "wangliwen"), a.ID)
		t.must(err)
		if l.Name != "申诉函.pdf" || len(l.Content) == 0 {
			t.Errorf("the letter is %q", l.Name)
		}
		t.must(t.take("wangliwen", "refuse_letter", &a))
		if a.State != appeal.Unfiled || a.LetterAsked || a.Class != policy.Colleagues {
			t.Errorf("given back, it is %s for %s", a.State, a.Class)
		}
		var left int64
		t.must(t.Store.Read(t.Context()).Model(&appeal.Letter{}).Where("appeal_id = ?", a.ID).Count(&left).Error)
		if left != 0 {
			t.Errorf("%d letters are left", left)
		}
		a, err = t.Rooms.Appeals.File(t.Context(), t.Actor(t.T, "cairangli"), appeal.Form{Proposal: a.ProposalID, Words: "理由。", Language: "zh", Version: a.Version})
		t.must(err)
		t.must(t.take("cairangli", "ask_letter", &a))
		t.must(attach("sunlizhen", t.Clock.Now().Format(time.DateOnly)))
		t.must(t.take("wangliwen", "check", &a))
		if a.State != appeal.Lodged || a.ConfirmedBy != t.Person(t.T, "wangliwen") {
			t.Errorf("checked, it is %s", a.State)
		}
		t.whole()
	})
}
