package commitment_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sametable/internal/commitment"
	"sametable/internal/fault"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/policy"
)

// table is the world with what the tests of commitments do in it.
type table struct{ house.Table }

func tables(t *testing.T, test func(t *table)) {
	house.Worlds(t, func(t *testing.T, h *house.House) { test(&table{house.Table{T: t, House: h}}) })
}

// form is a commitment of huilin's out of a meeting.
func (t *table) form() commitment.Form {
	return commitment.Form{Forum: "HD", Owner: t.Org("huilin"), Language: "zh", TitleZh: "提交工作时间汇总报告", TitleEn: "Summary report on working hours", Due: "2019-09-30",
		Details: "见HD-T-2016-01。", Origin: commitment.Origin{Words: "HD-M-2019-01，议题4", On: "2019-01-17"}}
}

func (t *table) proposed() commitment.Commitment {
	t.Helper()
	c, err := t.Rooms.Commitments.Enter(t.Context(), t.Actor(t.T, "sunlizhen"), t.form())
	t.Must(err)
	return c
}

func (t *table) take(c *commitment.Commitment, who string, step commitment.Step) error {
	t.Helper()
	step.Commitment, step.Version, step.Anyway = c.ID, c.Version, true
	if step.Reason == "" {
		step.Reason = "理由。"
	}
	next, err := t.Rooms.Commitments.Take(t.Context(), t.Actor(t.T, who), step)
	if err == nil {
		*c = next
	}
	return err
}

// does takes steps that must succeed: "who verb".
func (t *table) does(c *commitment.Commitment, steps ...string) {
	t.Helper()
	for _, s := range steps {
		who, verb, _ := strings.Cut(s, " ")
		step := commitment.Step{Verb: verb, Due: "2019-12-31", Owner: t.Org("sanquan"), Proof: commitment.Proof{Words: "已经公布。", Link: "https://example.org/report"}}
		if err := t.take(c, who, step); err != nil {
			t.Fatalf("%s: %v", s, err)
		}
	}
}

// numbers are how many commitments of the year each forum has already.
func (t *table) numbers() map[string]int {
	t.Helper()
	var all []commitment.Commitment
	t.Must(t.Store.Read(t.Context()).Where("year = ?", 2019).Find(&all).Error)
	n := map[string]int{}
	for _, c := range all {
		n[c.ForumKey]++
	}
	return n
}

// Numbers follow each other without gaps in each forum and year, and what was refused takes none.
func TestNumbersHaveNoGaps(t *testing.T) {
	tables(t, func(t *table) {
		already := t.numbers()
		first := t.proposed()
		bad := t.form()
		bad.TitleZh = ""
		if _, err := t.Rooms.Commitments.Enter(t.Context(), t.Actor(t.T, "sunlizhen"), bad); house.Says(err) != "title_zh:commitment.title_own" {
			t.Errorf("without its title: %v", err)
		}
		second, elsewhere := t.proposed(), t.form()
		elsewhere.Forum = "LH"
		other, err := t.Rooms.Commitments.Enter(t.Context(), t.Actor(t.T, "sunlizhen"), elsewhere)
		t.Must(err)
		at := func(forum string, n int) string { return fmt.Sprintf("%s-C-2019-%02d", forum, already[forum]+n) }
		if first.Reference != at("HD", 1) || second.Reference != at("HD", 2) || other.Reference != at("LH", 1) || first.Path() != fmt.Sprintf("/f/HD/c/2019-%02d", already["HD"]+1) {
			t.Errorf("%s, %s, %s at %s", first.Reference, second.Reference, other.Reference, first.Path())
		}
	})
}

// What is wrong with a form is said beside its field.
func TestWhatACommitmentMustSay(t *testing.T) {
	tables(t, func(t *table) {
		for want, change := range map[string]func(*commitment.Form){
			"language:input.choice":              func(f *commitment.Form) { f.Language = "de" },
			"due:commitment.due_past":            func(f *commitment.Form) { f.Due = "2019-06-09" },
			"due:input.required":                 func(f *commitment.Form) { f.Due = "" },
			"owner:commitment.owner_sits":        func(f *commitment.Form) { f.Owner = t.Org("qinghe") },
			"from:commitment.from_unknown":       func(f *commitment.Form) { f.From = "HD-2099-01" },
			"from:commitment.origin_missing":     func(f *commitment.Form) { f.Origin = commitment.Origin{} },
			"origin_on:input.required":           func(f *commitment.Form) { f.Origin.On = "" },
			"origin_on:commitment.origin_future": func(f *commitment.Form) { f.Origin.On = "2019-08-01" },
			"measure:commitment.measure_number":  func(f *commitment.Form) { f.From, f.Origin.Measure = "HD-2019-01", 100 },
			"title_en:safeguard.stopped":         func(f *commitment.Form) { f.TitleEn = "Call" + " 13800" + "138000" },
		} {
			form := t.form()
			change(&form)
			if _, err := t.Rooms.Commitments.Enter(t.Context(), t.Actor(t.T, "sunlizhen"), form); house.Says(err) != want {
				t.Errorf("%v, want %s", err, want)
			}
		}
		form := t.form()
		form.From, form.Origin = "LH-2019-02", commitment.Origin{Measure: 2}
		c, err := t.Rooms.Commitments.Enter(t.Context(), t.Actor(t.T, "sunlizhen"), form)
		t.Must(err)
		row, err := t.Rooms.Commitments.ByID(t.Context(), t.Actor(t.T, "maliqing"), c.ID)
		if err != nil || row.OriginReference != "LH-2019-02" || row.OriginMeasure != 2 || row.OriginPath != "/f/LH/p/2019-02" {
			t.Errorf("what it comes from is %q, %d: %v", row.OriginReference, row.OriginMeasure, err)
		}
		of, err := t.Rooms.Commitments.ByOrigin(t.Context(), t.Actor(t.T, "maliqing"), row.Origin().Ref)
		if err != nil || len(of) != 1 || of[0].ID != c.ID {
			t.Errorf("of the proposal come %d commitments: %v", len(of), err)
		}
	})
}

// What nobody has accepted is for those who sit in the forum; what was, is everybody's, and stays so.
func TestWhatWasAcceptedIsPublic(t *testing.T) {
	tables(t, func(t *table) {
		c := t.proposed()
		sees := func() bool {
			t.Helper()
			_, err := t.Rooms.Commitments.Find(t.Context(), policy.Actor{}, "HD", c.At())
			rows, _, listed := t.Rooms.Commitments.List(t.Context(), policy.Actor{}, commitment.Filter{})
			t.Must(listed)
			if in := slices.ContainsFunc(rows, func(r commitment.Row) bool { return r.ID == c.ID }); (err == nil) != in {
				t.Errorf("found: %v, listed: %v", err, in)
			}
			return err == nil
		}
		if sees() {
			t.Error("a visitor sees what an organisation is only asked for")
		}
		if t.does(&c, "maliqing accept"); !sees() {
			t.Error("a visitor does not see what was accepted")
		}
		if t.does(&c, "wangliwen cancel"); !sees() {
			t.Error("what was cancelled is hidden")
		}
	})
}

// Whoever proposed a commitment does not accept it too, and nobody of the owner's group verifies it, whatever her office.
func TestNobodyJudgesHerOwn(t *testing.T) {
	tables(t, func(t *table) {
		form := t.form()
		form.Owner = t.Org("hd-ca")
		c, err := t.Rooms.Commitments.Enter(t.Context(), t.Actor(t.T, "sunlizhen"), form)
		t.Must(err)
		t.does(&c, "liliming accept", "liliming report")
		for _, who := range []string{"wangliwen", "liliming", "malidong"} { // the chair is of the owner's, the last of its group
			if err := t.take(&c, who, commitment.Step{Verb: "verify"}); house.Says(err) != "guard.commitment.other_group" {
				t.Errorf("%s verifies: %v", who, err)
			}
		}
		t.does(&c, "zhaoliran verify")
		if c.State != commitment.Verified || c.VerifiedFor != t.Org("huyuan") {
			t.Errorf("%s, for %s", c.State, c.VerifiedFor)
		}
		c = t.proposed()
		hand := t.Actor(t.T, "sunlizhen")
		hand.Memberships = append(hand.Memberships, policy.Membership{Organisation: c.OwnerID, Kind: policy.NGO, Accredited: true})
		hand.Mandates = append(hand.Mandates, policy.Mandate{ID: "m", Forum: c.Forum, Organisation: c.OwnerID, Capacity: policy.Titular})
		if _, err := t.Rooms.Commitments.Take(t.Context(), hand, commitment.Step{Commitment: c.ID, Verb: "accept", Version: c.Version}); house.Says(err) != "guard.commitment.proposer" {
			t.Errorf("the proposer accepts: %v", err)
		}
	})
}

// A day is moved by those who keep the order, to a later one, with a reason; the first day and the count stay to be seen.
func TestADayIsMoved(t *testing.T) {
	tables(t, func(t *table) {
		c := t.proposed()
		t.does(&c, "maliqing accept", "maliqing ask_extension")
		if c.Due != "2019-09-30" || c.AskedDue != "2019-12-31" || c.Extended != 0 {
			t.Errorf("asking alone moves the day: %s, %d", c.Due, c.Extended)
		}
		for due, want := range map[string]string{"2019-09-30": "due:commitment.due_later", "2019-06-01": "due:commitment.due_later", "": "due:input.required"} {
			if err := t.take(&c, "wangliwen", commitment.Step{Verb: "extend", Due: due}); house.Says(err) != want {
				t.Errorf("%q: %v, want %s", due, err, want)
			}
		}
		t.does(&c, "wangliwen extend")
		if c.Due != "2019-12-31" || c.FirstDue != "2019-09-30" || c.Extended != 1 || c.AskedDue != "" {
			t.Errorf("%s, first %s, %d times", c.Due, c.FirstDue, c.Extended)
		}
		lines, err := t.Rooms.Register.Timeline(t.Context(), policy.Actor{}, c.Record())
		t.Must(err)
		last := lines[len(lines)-1]
		if last.Verb != "commitment.extended" || last.Fact("before") != "2019-09-30" || last.Fact("after") != "2019-12-31" || last.Values["reason"] != "理由。" {
			t.Errorf("%s: %s to %s, %q", last.Verb, last.Fact("before"), last.Fact("after"), last.Values["reason"])
		}
	})
}

// A transfer is the other organisation's to accept; until it does, nothing changes.
func TestATransferNeedsAcceptance(t *testing.T) {
	tables(t, func(t *table) {
		c := t.proposed()
		t.does(&c, "maliqing accept", "maliqing start")
		if err := t.take(&c, "sunlizhen", commitment.Step{Verb: "transfer", Owner: c.OwnerID}); house.Says(err) != "owner:commitment.owner_already" {
			t.Errorf("to its own owner: %v", err)
		}
		t.does(&c, "sunlizhen transfer")
		if c.OwnerID != t.Org("huilin") || c.State != commitment.InProgress {
			t.Errorf("it went already: %s, %s", c.OwnerID, c.State)
		}
		t.does(&c, "cairangli decline_transfer", "sunlizhen transfer", "cairangli take_over")
		if c.OwnerID != t.Org("sanquan") || c.NextOwner != "" || c.State != commitment.Accepted || c.Access.Organisation != c.OwnerID {
			t.Errorf("%s, next %q, %s", c.OwnerID, c.NextOwner, c.State)
		}
		if err := t.take(&c, "maliqing", commitment.Step{Verb: "start"}); house.Says(err) != "guard.commitment.own" {
			t.Errorf("the former owner starts: %v", err)
		}
	})
}

// A report says what was done and where it can be seen. A paper is opened by those who sit in the forum, and goes with the next report.
func TestWhatShowsThatItWasKept(t *testing.T) {
	tables(t, func(t *table) {
		c := t.proposed()
		t.does(&c, "maliqing accept")
		pdf := func(name string) *input.Sent { return &input.Sent{File: strings.NewReader("%PDF-1.4 x"), Name: name} }
		for want, p := range map[string]commitment.Proof{
			"evidence:input.required":    {Link: "https://example.org"},
			"link:commitment.proof_one":  {Words: "已完成。"},
			"link:text.link_form":        {Words: "已完成。", Link: "http://example.org"},
			"file:letter.not_a_letter":   {Words: "已完成。", File: &input.Sent{File: strings.NewReader("GIF89a"), Name: "a.gif"}},
			"evidence:safeguard.stopped": {Words: "电话" + "13800" + "138000", Paper: "国发〔2016〕13号"},
		} {
			if err := t.take(&c, "maliqing", commitment.Step{Verb: "report", Proof: p}); house.Says(err) != want {
				t.Errorf("%v, want %s", err, want)
			}
		}
		t.Must(t.take(&c, "maliqing", commitment.Step{Verb: "report", Proof: commitment.Proof{Words: "已完成。", File: pdf("表.pdf")}}))
		first := c.FileID
		for who, opens := range map[string]bool{"maliqing": true, "zhaoliran": true, "alex": true, "elin": true, "fangliqin": false} {
			f, err := t.Rooms.Commitments.File(t.Context(), t.Actor(t.T, who), first)
			if (err == nil) != opens || opens && string(f.Content) != "%PDF-1.4 x" {
				t.Errorf("%s opens the paper: %v", who, err)
			}
		}
		if _, err := t.Rooms.Commitments.File(t.Context(), policy.Actor{}, first); house.Says(err) != fault.ReasonNotFound.String() && house.Says(err) != "fault.not_found" {
			t.Errorf("a visitor opens the paper: %v", err)
		}
		t.does(&c, "zhaoliran reopen", "maliqing report")
		if _, err := t.Rooms.Commitments.File(t.Context(), t.Actor(t.T, "maliqing"), first); err == nil || c.FileID != "" {
			t.Errorf("the paper of the first report is kept: %v", err)
		}
		t.Whole()
	})
}

// A refused commitment goes back to those who keep the order, who put it otherwise or before another.
func TestARefusalGoesBack(t *testing.T) {
	tables(t, func(t *table) {
		c := t.proposed()
		number := c.Reference
		t.does(&c, "hanlian refuse")
		duties, err := t.Rooms.Commitments.Duties(t.Context(), t.Actor(t.T, "wangliwen"))
		if err != nil || !slices.ContainsFunc(duties, func(r commitment.Row) bool { return r.ID == c.ID }) {
			t.Errorf("the chair has nothing to do: %v", err)
		}
		form := c.Form("")
		form.Owner, form.Due = t.Org("sanquan"), "2019-10-31"
		c, err = t.Rooms.Commitments.ProposeAgain(t.Context(), t.Actor(t.T, "wangliwen"), c.ID, form)
		if err != nil || c.OwnerID != t.Org("sanquan") || c.FirstDue != "2019-10-31" || c.Extended != 0 || c.Reference != number {
			t.Fatalf("%+v: %v", c, err)
		}
		t.does(&c, "cairangli accept")
	})
}

// A list comes in pages without gaps or doublings, in both orders, and says how many there are of each kind.
func TestTheListInPages(t *testing.T) {
	tables(t, func(t *table) {
		var already int64
		t.Must(t.Store.Read(t.Context()).Model(&commitment.Commitment{}).Count(&already).Error)
		before, err := t.Rooms.Commitments.Count(t.Context(), policy.Actor{}, commitment.Filter{Owner: t.Org("huilin")})
		t.Must(err)
		for i := range 7 {
			form := t.form()
			form.Due = "2019-0" + string(rune('7'+i%3)) + "-30"
			c, err := t.Rooms.Commitments.Enter(t.Context(), t.Actor(t.T, "sunlizhen"), form)
			t.Must(err)
			if t.does(&c, "maliqing accept"); i == 0 {
				t.does(&c, "maliqing report")
			}
		}
		for _, soonest := range []bool{true, false} {
			var seen []string
			due := ""
			for after := ""; ; {
				rows, more, err := t.Rooms.Commitments.List(t.Context(), policy.Actor{}, commitment.Filter{Soonest: soonest, After: after, Most: 3})
				t.Must(err)
				for _, r := range rows {
					if slices.Contains(seen, r.ID) || soonest && r.Due < due {
						t.Errorf("%s stands twice, or too late", r.Reference)
					}
					seen, due, after = append(seen, r.ID), r.Due, r.ID
				}
				if !more {
					break
				}
			}
			if len(seen) != 7+int(already) {
				t.Errorf("%d in all", len(seen))
			}
		}
		t.Clock.Set(t.Clock.Now().AddDate(0, 2, 0)) // into August: those of July are late
		n, err := t.Rooms.Commitments.Count(t.Context(), policy.Actor{}, commitment.Filter{Owner: t.Org("huilin")})
		if err != nil || n.By[commitment.Accepted] != 6+before.By[commitment.Accepted] || n.By[commitment.Reported] != 1+before.By[commitment.Reported] || n.Overdue != 2 {
			t.Errorf("%+v: %v", n, err)
		}
		late, _, err := t.Rooms.Commitments.List(t.Context(), policy.Actor{}, commitment.Filter{Overdue: true, Owner: t.Org("huilin")})
		if err != nil || len(late) != n.Overdue || !late[0].Overdue(t.Clock.Now()) {
			t.Errorf("%d late: %v", len(late), err)
		}
	})
}
