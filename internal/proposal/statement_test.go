package proposal_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
)

// faultOf is a fault as a test names it: the field and message, or the message.
func faultOf(err error) string {
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

// consulted puts a proposal of huilin to consultation in HD.
func consulted(t *testing.T, h *house.House) proposal.Proposal {
	t.Helper()
	ctx, s := t.Context(), h.Rooms.Proposals
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	sh, err := s.Begin(ctx, h.Actor(t, "maliqing"), drafting.Beginning{Forum: "HD", Language: "zh", Outcome: "services", Title: "关于周末留校照料的建议"})
	must(err)
	sh, err = s.Keep(ctx, h.Actor(t, "maliqing"), sh.ID, sh.Version, drafting.Typed{"situation": {"周末留校学生由值班教师照看。"}, "analysis": {"没有专职岗位。"},
		"measure_1": {"试点专职岗位。"}, "measure_2": {"每年公布汇总数。"}, "level": {"province"}})
	must(err)
	p, err := s.Ask(ctx, h.Actor(t, "maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	must(err)
	p, err = s.Take(ctx, h.Actor(t, "hanlian"), proposal.Step{Proposal: p.ID, Verb: "confirm", Version: p.Version})
	must(err)
	p, err = s.Take(ctx, h.Actor(t, "elin"), proposal.Step{Proposal: p.ID, Verb: "admit", Checks: proposal.Checks(), Version: p.Version})
	must(err)
	for _, language := range []string{"en", "sv"} {
		h.Translated(t, p.Record(), language, drafting.Typed{"title": {"Weekend care"}, "measure_1": {"Posts."}, "measure_2": {"Totals."}})
	}
	p, err = s.Consult(ctx, h.Actor(t, "sunlizhen"), proposal.Opening{Proposal: p.ID, Preset: "days_30", Version: p.Version,
		Invited: []policy.OrganisationID{orgOf(t, h, "liangliheng"), orgOf(t, h, "cairangli")}})
	must(err)
	return p
}

// orgOf is the organisation somebody belongs to.
func orgOf(t *testing.T, h *house.House, who string) policy.OrganisationID {
	t.Helper()
	return h.Actor(t, who).Memberships[0].Organisation
}

func stateForm(p proposal.Proposal, stance, reasons string, version int) proposal.Stating {
	return proposal.Stating{Proposal: p.ID, Language: "zh", Stance: stance, Typed: drafting.Typed{drafting.ReasonsField: {reasons}}, Of: p.Revision, Version: version}
}

func filed(t *testing.T, h *house.House, who string, f proposal.Stating) proposal.Statement {
	t.Helper()
	st, err := h.Rooms.Proposals.FileStatement(t.Context(), h.Actor(t, who), f)
	if err != nil {
		t.Fatalf("%s files: %s", who, faultOf(err))
	}
	return st
}

func takeStep(t *testing.T, h *house.House, who, verb string, st proposal.Statement) (proposal.Statement, error) {
	t.Helper()
	return h.Rooms.Proposals.TakeStatement(t.Context(), h.Actor(t, who), proposal.StatementStep{Statement: st.ID, Verb: verb, Reason: "请补充数据。", Anyway: true, Version: st.Version})
}

func tookStep(t *testing.T, h *house.House, who, verb string, st proposal.Statement) proposal.Statement {
	t.Helper()
	after, err := takeStep(t, h, who, verb, st)
	if err != nil {
		t.Fatalf("%s %s: %s", who, verb, faultOf(err))
	}
	return after
}

func letterOf(t *testing.T, h *house.House, p proposal.Proposal, dated, received string) (proposal.Statement, error) {
	t.Helper()
	f := proposal.StatedByLetter{Stating: stateForm(p, "changes", "请写明可由亲属代办。", 0), Organisation: orgOf(t, h, "cairangli"), Channel: "letter", Dated: dated, Received: received,
		Paper: &input.Sent{File: strings.NewReader("%PDF-1.4 letter"), Name: "来函.pdf"}}
	return h.Rooms.Proposals.EnterStatement(t.Context(), h.Actor(t, "sunlizhen"), f)
}

func countsFor(t *testing.T, h *house.House, who string, p proposal.Proposal) map[proposal.Stance]int {
	t.Helper()
	all, err := h.Rooms.Proposals.Positions(t.Context(), h.Actor(t, who), p)
	if err != nil {
		t.Fatal(err)
	}
	return all.Sum
}

func wholeRegister(t *testing.T, h *house.House) {
	t.Helper()
	if _, err := h.Verify(t.Context(), register.Verified{}); err != nil {
		t.Error(err)
	}
}

// The words of a statement come apart as they were put together, in every language, whatever stands in them.
func TestRemarksComeApartAsTheyWerePutTogether(t *testing.T) {
	for _, language := range []string{"zh", "en", "sv"} {
		for _, r := range []drafting.Remarks{{Language: language}, {Language: language, General: "A.\n\n### On the situation of others\n\n- b"},
			{Language: language, Situation: "### high\nline", Measures: []string{"", "two\n\n---\n\nmore"}}, {Language: language, Analysis: "x", Measures: []string{"1. a\n2. b"}},
			{Language: language, General: "g", Situation: "s", Analysis: "a", Measures: []string{"m", "", "n"}}} {
			got := drafting.ParseRemarks(language, r.Compose())
			if high := (drafting.Remarks{Language: language, General: "# On the situation\n\n## 关于情况\n\nOm läget\n---"}).Compose(); drafting.ParseRemarks(language, high).Compose() != high {
				t.Errorf("%s: what looks like a block came apart", language)
			}
			if got.Compose() != r.Compose() || got.General != r.General || got.Situation != r.Situation || got.Analysis != r.Analysis {
				t.Errorf("%s: %+v came apart as %+v", language, r, got)
			}
			for i, m := range r.Measures {
				if got.Block(drafting.MeasureField(i+1)) != m {
					t.Errorf("%s measure %d: %q, want %q", language, i+1, got.Block(drafting.MeasureField(i+1)), m)
				}
			}
		}
	}
}

// A statement counts when a second person has confirmed it, and a change of it when that was confirmed; every change is kept.
func TestAPositionStandsUntilItsChangeIsConfirmed(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p := consulted(t, h)
		for _, c := range []struct {
			who  string
			f    proposal.Stating
			want string
		}{
			{"maliqing", stateForm(p, "support", "", 0), "guard.statement.proposer"}, {"alex", stateForm(p, "support", "", 0), "statement.not_a_delegate"},
			{"liangliheng", stateForm(p, "object", "", 0), "reasons:statement.reasons_needed"}, {"liangliheng", stateForm(p, "changes", " ", 0), "reasons:statement.reasons_needed"},
			{"liangliheng", stateForm(p, "against", "x", 0), "stance:input.choice"}, {"liangliheng", stateForm(p, "support", "电话"+"13800"+"138000", 0), "reasons:safeguard.stopped_warn"},
		} {
			if _, err := h.Rooms.Proposals.FileStatement(t.Context(), h.Actor(t, c.who), c.f); faultOf(err) != c.want {
				if c.want != "reasons:safeguard.stopped_warn" || !strings.HasPrefix(faultOf(err), "reasons:safeguard.") {
					t.Errorf("%s %s: %s, want %s", c.who, c.f.Stance, faultOf(err), c.want)
				}
			}
		}
		st := filed(t, h, "liangliheng", stateForm(p, "support", "愿意提供培训。", 0))
		if got := countsFor(t, h, "", p); len(got) != 0 {
			t.Errorf("nobody has confirmed it, and %v count", got)
		}
		for who, want := range map[string]string{"liangliheng": "guard.statement.colleague", "hanlian": "fault.not_found", "sunlizhen": "fault.not_found", "elin": "fault.not_found"} {
			if _, err := takeStep(t, h, who, "confirm", st); faultOf(err) != want {
				t.Errorf("%s confirms: %s, want %s", who, faultOf(err), want)
			}
		}
		st = tookStep(t, h, "suliyi", "confirm", st)
		changed := stateForm(p, "object", "时间太紧。", st.Version)
		changed.Typed["measure_2"] = []string{"按年度公布。"}
		st = filed(t, h, "suliyi", changed)
		if got := countsFor(t, h, "", p); got[proposal.Support] != 1 || got[proposal.Object] != 0 {
			t.Errorf("before the change is confirmed: %v", got)
		}
		for who, versions := range map[string]int{"": 1, "maliqing": 1, "liangliheng": 2} {
			row, err := h.Rooms.Proposals.Statement(t.Context(), h.Actor(t, who), st.ID, "zh")
			if err != nil {
				t.Fatalf("%q: %v", who, err)
			}
			if all, err := h.Rooms.Proposals.StatementVersions(t.Context(), h.Actor(t, who), row); err != nil || len(all) != versions || row.Inside != (versions == 2) {
				t.Errorf("%q sees %d versions, inside %v: %v", who, len(all), row.Inside, err)
			}
			if versions == 1 && (row.Stance != "" || row.FiledBy != "" || row.Newest.ID != "") {
				t.Errorf("%q learns of a change nobody has confirmed", who)
			}
		}
		st = tookStep(t, h, "liangliheng", "decline", st)
		if st.State != proposal.Draft || countsFor(t, h, "", p)[proposal.Support] != 1 {
			t.Errorf("after the change was declined: %s, %v", st.State, countsFor(t, h, "", p))
		}
		st = tookStep(t, h, "liangliheng", "confirm", filed(t, h, "suliyi", stateForm(p, "object", "时间太紧。", st.Version)))
		if got := countsFor(t, h, "", p); got[proposal.Object] != 1 || got[proposal.Support] != 0 {
			t.Errorf("after the change: %v", got)
		}
		st = tookStep(t, h, "suliyi", "withdraw", st)
		if got := countsFor(t, h, "", p); len(got) != 0 {
			t.Errorf("after the withdrawal: %v", got)
		}
		tookStep(t, h, "suliyi", "confirm", filed(t, h, "liangliheng", stateForm(p, "none", "", st.Version)))
		if got := countsFor(t, h, "", p); got[proposal.NoComment] != 1 {
			t.Errorf("stated anew: %v", got)
		}
		wholeRegister(t, h)
	})
}

// The window closes with the last second of its day in Beijing: for filing, for confirming, and for the day of a letter.
func TestTheWindowOfStatements(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p := consulted(t, h)
		if got := p.ClosesAt.UTC().Format(time.RFC3339); got != "2019-07-10T15:59:59Z" {
			t.Fatalf("it closes at %s", got)
		}
		h.Clock.Set(p.ClosesAt.Add(-time.Second))
		late := filed(t, h, "bailirong", stateForm(p, "support", "", 0))
		stands := tookStep(t, h, "suliyi", "confirm", filed(t, h, "liangliheng", stateForm(p, "support", "", 0)))
		h.Clock.Set(*p.ClosesAt)
		lateToo := filed(t, h, "jialixing", stateForm(p, "none", "", 0)) // the last second counts
		h.Clock.Set(p.ClosesAt.Add(time.Second))
		if _, err := h.Rooms.Proposals.FileStatement(t.Context(), h.Actor(t, "yelizhi"), stateForm(p, "support", "", 0)); faultOf(err) != "guard.statement.window" {
			t.Errorf("a second after: %s", faultOf(err))
		}
		for _, c := range []struct {
			who, verb string
			st        proposal.Statement
			want      string
		}{
			{"zhaoliran", "confirm", late, "guard.statement.confirmed_late"}, {"jiangliyan", "confirm", lateToo, "guard.statement.confirmed_late"},
			{"suliyi", "withdraw", stands, "guard.statement.window"},
		} {
			if _, err := takeStep(t, h, c.who, c.verb, c.st); faultOf(err) != c.want {
				t.Errorf("%s %s after the window: %s, want %s", c.who, c.verb, faultOf(err), c.want)
			}
		}
		if got := countsFor(t, h, "", p); got[proposal.Support] != 1 || got[proposal.NoComment] != 0 {
			t.Errorf("after the window: %v", got)
		}
		for _, who := range []string{"zhaoliran", "jiangliyan"} { // nothing waits for them that they cannot do
			if duties, err := h.Rooms.Proposals.StatementDuties(t.Context(), h.Actor(t, who), "zh"); err != nil || len(duties) != 0 {
				t.Errorf("%s has %d duties: %v", who, len(duties), err)
			}
		}
		h.Clock.Advance(48 * time.Hour)
		if _, err := letterOf(t, h, p, "2019-07-09", "2019-07-11"); faultOf(err) != "guard.statement.letter_in_time" {
			t.Errorf("a letter that came too late: %s", faultOf(err))
		}
		if _, err := letterOf(t, h, p, "2019-07-10", "2019-07-09"); faultOf(err) != "received:statement.received_before_dated" {
			t.Errorf("a letter that came before it was written: %s", faultOf(err))
		}
		st, err := letterOf(t, h, p, "2019-07-09", "2019-07-10")
		if err != nil {
			t.Fatalf("a letter of the last day: %s", faultOf(err))
		}
		if st = tookStep(t, h, "wangliwen", "check", st); countsFor(t, h, "", p)[proposal.WithChanges] != 1 {
			t.Errorf("a letter in time does not count: %s", st.State)
		}
		wholeRegister(t, h)
	})
}

// A letter is the secretary's to enter, and somebody else's to check against the paper; few may open it.
func TestAStatementByLetter(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p := consulted(t, h)
		st, err := letterOf(t, h, p, "2019-06-03", "2019-06-04")
		if err != nil {
			t.Fatal(err)
		}
		if _, err := letterOf(t, h, p, "2019-06-03", "2019-06-04"); faultOf(err) != "statement.underway" {
			t.Errorf("entered twice: %s", faultOf(err))
		}
		if _, err := takeStep(t, h, "cairangli", "take_back", st); faultOf(err) != "guard.statement.no_letter" {
			t.Errorf("its delegate takes back what she has not filed: %s", faultOf(err))
		}
		for who, want := range map[string]string{"sunlizhen": "workflow.not_yours", "cairangli": "workflow.not_yours", "liangliheng": "fault.not_found", "": "fault.not_found"} {
			if _, err := takeStep(t, h, who, "check", st); faultOf(err) != want {
				t.Errorf("%q checks: %s, want %s", who, faultOf(err), want)
			}
		}
		for who, want := range map[string]bool{"sunlizhen": true, "wangliwen": true, "linlihua": true, "cairangli": false, "liangliheng": false, "": false} {
			if _, err := h.Rooms.Proposals.StatementPaper(t.Context(), h.Actor(t, who), st.LetterID); (err == nil) != want {
				t.Errorf("%q opens the letter: %v", who, err)
			}
		}
		refused := tookStep(t, h, "wangliwen", "refuse_letter", st)
		if _, err := h.Rooms.Proposals.StatementPaper(t.Context(), h.Actor(t, "wangliwen"), st.LetterID); err == nil {
			t.Error("a refused letter is kept")
		}
		if st, err = letterOf(t, h, p, "2019-06-03", "2019-06-04"); err != nil || st.ID != refused.ID {
			t.Fatalf("entered again: %s", faultOf(err))
		}
		tookStep(t, h, "linlihua", "check", st)
		rows, _, err := h.Rooms.Proposals.Statements(t.Context(), policy.Actor{}, p, "zh", "")
		if err != nil || len(rows) != 1 || rows[0].Standing.Letter != "letter" || rows[0].Standing.FiledBy != "" || rows[0].FilerName == "" {
			t.Errorf("the list does not say that it came by letter: %v", err)
		}
		wholeRegister(t, h)
	})
}

// What changed between filing and confirmation is said, and nothing is lost.
func TestWhatHappensBeforeAConfirmation(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p := consulted(t, h)
		st := filed(t, h, "liangliheng", stateForm(p, "support", "一", 0))
		again := filed(t, h, "liangliheng", stateForm(p, "changes", "二", st.Version))
		if _, err := takeStep(t, h, "suliyi", "confirm", st); faultOf(err) != "fault.stale" {
			t.Errorf("confirmed what was edited meanwhile: %s", faultOf(err))
		}
		confirmed := tookStep(t, h, "suliyi", "confirm", again)
		if _, err := h.Rooms.Proposals.FileStatement(t.Context(), h.Actor(t, "liangliheng"), stateForm(p, "object", "三", again.Version)); faultOf(err) != "fault.stale" {
			t.Errorf("edited what was confirmed meanwhile: %s", faultOf(err))
		}
		row, err := h.Rooms.Proposals.Statement(t.Context(), h.Actor(t, "suliyi"), confirmed.ID, "zh")
		if err != nil {
			t.Fatal(err)
		}
		if all, err := h.Rooms.Proposals.StatementVersions(t.Context(), h.Actor(t, "suliyi"), row); err != nil || len(all) != 2 || !strings.Contains(all[0].Source, "一") {
			t.Errorf("%d versions are kept: %v", len(all), err)
		}

		ended := filed(t, h, "jialixing", stateForm(p, "support", "", 0))
		for _, m := range h.Actor(t, "jialixing").In(p.Forum, h.Clock.Now()) {
			endMandate(t, h, m.ID)
		}
		if _, err := takeStep(t, h, "jiangliyan", "confirm", ended); faultOf(err) != "guard.statement.mandate" {
			t.Errorf("whoever filed it is no delegate any more: %s", faultOf(err))
		}

		newer := filed(t, h, "bailirong", stateForm(p, "support", "", 0))
		reworded(t, h, &p)
		if _, err := takeStep(t, h, "zhaoliran", "confirm", newer); faultOf(err) != "guard.statement.newest" {
			t.Errorf("it is about older words: %s", faultOf(err))
		}
		if _, err := h.Rooms.Proposals.FileStatement(t.Context(), h.Actor(t, "bailirong"), stateForm(proposal.Proposal{ID: p.ID, Revision: 1}, "support", "", newer.Version)); faultOf(err) != "statement.newer_version" {
			t.Errorf("it was typed on older words: %s", faultOf(err))
		}
		if row, err = h.Rooms.Proposals.Statement(t.Context(), h.Actor(t, "suliyi"), confirmed.ID, "zh"); err != nil || !row.Standing.Outdated(row.Proposal) {
			t.Errorf("it does not say that it is about older words: %v", err)
		}
		newer = tookStep(t, h, "zhaoliran", "confirm", filed(t, h, "bailirong", stateForm(p, "support", "", newer.Version)))

		waits := filed(t, h, "yelizhi", stateForm(p, "support", "", 0))
		p, err = take(t, h, p, "maliqing", "ask_withdrawal")
		must(t, err)
		_, err = take(t, h, p, "hanlian", "confirm_withdrawal")
		must(t, err)
		for who, st := range map[string]proposal.Statement{"guliheng": waits} {
			if _, err := takeStep(t, h, who, "confirm", st); faultOf(err) != "guard.statement.consultation" {
				t.Errorf("the proposal was withdrawn: %s", faultOf(err))
			}
		}
		if _, err := takeStep(t, h, "bailirong", "withdraw", newer); faultOf(err) != "guard.statement.consultation" {
			t.Errorf("withdrawn after the proposal: %s", faultOf(err))
		}
		wholeRegister(t, h)
	})
}

func endMandate(t *testing.T, h *house.House, id policy.MandateID) {
	t.Helper()
	var m forum.Mandate
	if err := h.Store.Read(t.Context()).Where("id = ?", id).Take(&m).Error; err != nil {
		t.Fatal(err)
	}
	if err := h.Rooms.Forums.Step(t.Context(), h.Actor(t, "elin"), forum.MandateStep{ID: id, Verb: "end", Note: "另有任用", Anyway: true, Version: m.Version}); err != nil {
		t.Fatal(err)
	}
}

// reworded gives a proposal a newer version, as its deliberation will.
func reworded(t *testing.T, h *house.House, p *proposal.Proposal) {
	t.Helper()
	err := h.Rooms.Register.Act(t.Context(), policy.SystemActor(), func(tx *register.Tx) error {
		tx.Permit(policy.Allow(proposal.Noun, p.ID, "reword"))
		if err := tx.Where("id = ?", p.ID).Take(p).Error; err != nil {
			return err
		}
		doc, _, _, err := text.Of(tx.DB, p.Record())
		if err != nil {
			return err
		}
		v, err := text.Revise(tx, &doc, text.Draft{Language: "zh", Title: "关于周末留校照料的建议", Source: "# 情况\n\n新的情况。"})
		if err != nil {
			return err
		}
		p.VersionID, p.Revision = v.ID, v.Number
		tx.Enter(register.Note{Noun: proposal.Noun, ID: p.ID, Verb: "proposal.submitted", From: p.State, To: p.State, Version: v.ID, Hash: v.Hash, Access: p.Access})
		return tx.Save(p)
	})
	if err != nil {
		t.Fatal(err)
	}
}
