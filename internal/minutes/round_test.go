package minutes_test

import (
	"sync"
	"testing"
	"time"

	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/rendering"
	"sametable/internal/text"
)

// filing is a correction of what was told under the item that was decided.
func (t *table) filing(m minutes.Set) minutes.Filing {
	b := t.BlockOf(t, m.ID, minutes.Discussion)
	return minutes.Filing{Minutes: m.ID, Block: b.ID, Kind: "fact", Quote: "将于年底实施", Instead: "拟于年底前提出方案", Reason: "当时说的是方案。", Language: "zh", Hash: m.Hash}
}

func (t *table) settles(c minutes.Correction, verb, words, answer string) (minutes.Correction, error) {
	t.Helper()
	var now minutes.Correction
	t.Must(t.Store.Read(t.Context()).Where("id = ?", c.ID).Take(&now).Error)
	return t.Rooms.Minutes.Settle(t.Context(), t.Actor(t.T, "sunlizhen"), minutes.Settling{Minutes: c.MinutesID, Correction: c.ID, Verb: verb, Words: words, Answer: answer, Version: now.Version})
}

// Who was there asks for corrections, and nobody else; what is accepted makes a version that the chair has to approve before anybody approves
// the minutes; what is declined has a reason; the others stand where they stood.
func TestCorrectionsAndTheirFate(t *testing.T) {
	tables(t, func(t *table) {
		m := t.CirculatedMinutes(t)
		f := t.filing(m)
		gone := f
		gone.Quote = "没有说过的话"
		for who, says := range map[string]string{"hanlian": "", "sunlizhen": "workflow.not_yours", "cairangli": "guard.minutes.attended"} {
			if _, err := t.Rooms.Minutes.File(t.Context(), t.Actor(t.T, who), f); house.Says(err) != says {
				t.Errorf("%s: %q, want %q", who, house.Says(err), says)
			}
		}
		if _, err := t.Rooms.Minutes.File(t.Context(), t.Actor(t.T, "gaolicheng"), gone); house.Says(err) != "quote:minutes.quote_gone" {
			t.Errorf("words nobody wrote: %v", err)
		}
		other := f
		other.Quote, other.Instead = "费用由各单位承担", "费用另行商定"
		second, err := t.Rooms.Minutes.File(t.Context(), t.Actor(t.T, "gaolicheng"), other)
		t.Must(err)
		var first minutes.Correction
		t.Must(t.Store.Read(t.Context()).Where("minutes_id = ? AND filed_for = ?", m.ID, t.Org("huilin")).Take(&first).Error)
		first, err = t.settles(first, "accept", "", "")
		t.Must(err)
		s := t.Minutes(t, m.ID)
		if first.State != minutes.Accepted || s.Edition != 2 || s.ChairHash == s.Hash || first.MadeEdition != 2 {
			t.Errorf("accepted: %+v, %+v", first, s)
		}
		words := t.BlockOf(t, m.ID, minutes.Discussion).Words
		if at, found := minutes.Anchor(words, second.Quote, second.Place); !found || at == second.Place {
			t.Errorf("the other's words were not found again at %d in %q", at, words)
		}
		if _, err := t.settles(second, "decline", "", ""); house.Says(err) != "answer:input.required" {
			t.Errorf("declined without a reason: %v", err)
		}
		t.Clock.Set(m.ClosesAt.Add(time.Minute))
		t.refuses("wangliwen", m.ID, "approve", "guard.minutes.open_corrections")
		second, err = t.settles(second, "decline", "", "记录如此。")
		t.Must(err)
		t.refuses("wangliwen", m.ID, "approve", "guard.minutes.confirmed")
		t.Must(t.Rooms.Minutes.Sweep(t.Context(), t.Clock.Now()))
		if s = t.Minutes(t, m.ID); s.State != minutes.Circulated || s.ToldAt == nil {
			t.Errorf("a version the chair has not read passes: %+v", s)
		}
		s = t.WalkedMinutes(t, m.ID, [2]string{"wangliwen", "confirm_version"}, [2]string{"wangliwen", "approve"})
		said := map[string]int{}
		for _, a := range s.Answered() {
			said[a.Said]++
		}
		if s.State != minutes.Approved || said[minutes.Corrected] != 2 || said[minutes.NoReply] != 7 {
			t.Errorf("%s, %v", s.State, said)
		}
		t.Whole()
	})
}

// An approval holds for the version that was read: one that races with an accepted correction comes too late, or the correction does.
func TestAnApprovalRacesWithACorrection(t *testing.T) {
	tables(t, func(t *table) {
		m := t.CirculatedMinutes(t)
		c, err := t.Rooms.Minutes.File(t.Context(), t.Actor(t.T, "maliqing"), t.filing(m))
		t.Must(err)
		read := t.Minutes(t, m.ID)
		_, err = t.settles(c, "accept", "", "")
		t.Must(err)
		t.Clock.Set(m.ClosesAt.Add(time.Minute))
		chair := t.Actor(t.T, "wangliwen")
		step := minutes.Step{Minutes: m.ID, Verb: "approve", Hash: read.Hash, Version: read.Version}
		if _, err := t.Rooms.Minutes.Walk(t.Context(), chair, step); house.Says(err) != "fault.stale" {
			t.Errorf("the version before: %v", err)
		}
		now := t.WalkedMinutes(t, m.ID, [2]string{"wangliwen", "confirm_version"})
		step.Version = now.Version
		if _, err := t.Rooms.Minutes.Walk(t.Context(), chair, step); house.Says(err) != "fault.stale" {
			t.Errorf("the hash before: %v", err)
		}
		// two processes at once: the chair confirms the new version twice, and one of them hears of the other
		d := t.circulatedAgain()
		var wait sync.WaitGroup
		faults := make([]string, 2)
		for n := range faults {
			wait.Go(func() {
				_, err := t.Rooms.Minutes.Walk(t.Context(), t.Actor(t.T, "maliqing"), minutes.Step{Minutes: d.ID, Verb: "agree", Hash: d.Hash, Version: d.Version})
				faults[n] = house.Says(err)
			})
		}
		wait.Wait()
		if faults[0]+faults[1] != "fault.stale" {
			t.Errorf("at once: %v", faults)
		}
		t.Whole()
	})
}

// circulatedAgain sends the minutes of another meeting round.
func (t *table) circulatedAgain() minutes.Set {
	t.Helper()
	m := t.NextMeeting(t, t.Clock.Now().AddDate(0, 0, 30).Format(time.DateOnly))
	t.Clock.Set(m.StartsAt)
	secretary := t.Actor(t.T, "sunlizhen")
	m, err := t.Rooms.Minutes.Take(t.Context(), secretary, meeting.Step{Meeting: m.ID, Verb: "open", Presides: t.Person(t, "maliqing"), Version: m.Version})
	t.Must(err)
	for org, who := range house.Seated() {
		_, err := t.Rooms.Meetings.Arrive(t.Context(), secretary, meeting.Arrival{Meeting: m.ID, Place: t.PlaceOf(t, m.ID, org).ID, Person: t.Person(t, who), Mode: "room", Version: -1})
		t.Must(err)
	}
	m = t.Meeting(t, m.ID)
	m, err = t.Rooms.Minutes.Take(t.Context(), secretary, meeting.Step{Meeting: m.ID, Verb: "end", Version: m.Version})
	t.Must(err)
	for _, b := range t.Blocks(t, m.ID) {
		_, err := t.Rooms.Minutes.Write(t.Context(), secretary, minutes.Paragraph{Minutes: m.ID, Block: b.ID, Words: "未及审议。", Version: b.Version})
		t.Must(err)
	}
	return t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "submit"}, [2]string{"wangliwen", "circulate"})
}

// What was decided is not changed while the minutes go round: they are taken back, and sent round anew with their difference, and only then.
func TestADecisionIsSentRoundAnew(t *testing.T) {
	tables(t, func(t *table) {
		m := t.CirculatedMinutes(t)
		t.refuses("sunlizhen", m.ID, "recall", "guard.minutes.touched")
		b := t.BlockOf(t, m.ID, minutes.Decision)
		c, err := t.Rooms.Minutes.File(t.Context(), t.Actor(t.T, "wangliwen"), minutes.Filing{Minutes: m.ID, Block: b.ID, Kind: "omission", Instead: "不含任何个人资料。", Reason: "漏记。", Language: "zh"})
		t.Must(err)
		if _, err := t.settles(c, "accept_changed", "不含任何个人资料。", ""); house.Says(err) != "guard.minutes_correction.light" {
			t.Errorf("in passing: %v", err)
		}
		m = t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "recall"}, [2]string{"sunlizhen", "submit"})
		t.refuses("wangliwen", m.ID, "circulate", "guard.minutes.news")
		m = t.WalkedMinutes(t, m.ID, [2]string{"wangliwen", "return"})
		_, err = t.settles(c, "accept_changed", "不含任何个人资料。", "")
		t.Must(err)
		m = t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "submit"}, [2]string{"wangliwen", "circulate"})
		page, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "maliqing"), m, 0)
		t.Must(err)
		before, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "maliqing"), m, 1)
		t.Must(err)
		if ids := minutes.Material(before.Content, page.Content); len(ids) != 1 || ids[0] != b.ID || m.Edition != 2 {
			t.Errorf("differs in %v, version %d", ids, m.Edition)
		}
		t.Whole()
	})
}

// Where the charter says so, the next meeting approves the minutes: not before it has, and not a version it has not read.
func TestTheNextMeetingApproves(t *testing.T) {
	tables(t, func(t *table) {
		t.Chartered(t, "HD", func(r *forum.Rules) { r.MinutesApproval = minutes.ByBallot })
		m := t.CirculatedMinutes(t)
		t.Clock.Set(m.ClosesAt.Add(time.Minute))
		t.Must(t.Rooms.Minutes.Sweep(t.Context(), t.Clock.Now()))
		t.refuses("wangliwen", m.ID, "approve", "guard.minutes.mode")
		next := t.NextMeeting(t, t.Clock.Now().AddDate(0, 0, 20).Format(time.DateOnly))
		t.Clock.Set(next.StartsAt)
		secretary := t.Actor(t.T, "sunlizhen")
		next, err := t.Rooms.Minutes.Take(t.Context(), secretary, meeting.Step{Meeting: next.ID, Verb: "open", Version: next.Version})
		t.Must(err)
		for org, who := range house.Seated() {
			_, err := t.Rooms.Meetings.Arrive(t.Context(), secretary, meeting.Arrival{Meeting: next.ID, Place: t.PlaceOf(t, next.ID, org).ID, Person: t.Person(t, who), Mode: "room", Version: -1})
			t.Must(err)
		}
		for n, i := range t.Items(t, next.ID) {
			if i.Auto == meeting.Approval {
				t.TakesItem(t, next, n+1, meeting.ItemStep{Verb: "open"})
				t.TakesItem(t, next, n+1, meeting.ItemStep{Verb: "agree"})
			}
		}
		t.Must(t.Rooms.Minutes.Sweep(t.Context(), t.Clock.Now()))
		if m = t.Minutes(t, m.ID); m.State != minutes.Approved || m.ApprovedHash != m.Hash {
			t.Errorf("the meeting agreed: %+v", m)
		}
		t.Whole()
	})
}

// Whoever was said to preside does so in the record if she sat there with a vote: not the chair who stayed away. It is put right while the minutes
// are a draft, and not after.
func TestWhoPresidedIsSaidAndNotGuessed(t *testing.T) {
	tables(t, func(t *table) {
		m := t.WrittenMinutes(t)
		secretary, chair := t.Actor(t.T, "sunlizhen"), t.Actor(t.T, "wangliwen")
		presided := func() (presides, records string) {
			page, err := t.Rooms.Minutes.Page(t.Context(), secretary, t.Minutes(t, m.ID), 0)
			t.Must(err)
			if len(page.Content.Chairs) != 1 || len(page.Content.Recorders) != 1 {
				t.Fatalf("presided %+v, recorded %+v", page.Content.Chairs, page.Content.Recorders)
			}
			return string(page.Content.Chairs[0].ID), string(page.Content.Recorders[0].ID)
		}
		if a, b := presided(); a != string(t.Person(t, "maliqing")) || b != string(t.Person(t, "sunlizhen")) {
			t.Errorf("presided %s, recorded %s", a, b)
		}
		name := func(by policy.Actor, presides string) error {
			_, err := t.Rooms.Minutes.NameOfficers(t.Context(), by, meeting.Officers{Meeting: m.ID, Presides: t.Person(t, presides), Records: t.Person(t, "sunlizhen")})
			return err
		}
		if err := name(secretary, "wangliwen"); house.Says(err) != "presides:meeting.presides_roll" {
			t.Errorf("the chair who was not there: %v", err)
		}
		t.Must(name(secretary, "gaolicheng"))
		if a, _ := presided(); a != string(t.Person(t, "gaolicheng")) {
			t.Errorf("put right: %s", a)
		}
		t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "submit"}, [2]string{"wangliwen", "circulate"})
		if err := name(chair, "maliqing"); house.Says(err) != "workflow.wrong_state" {
			t.Errorf("of what went round: %v", err)
		}
		t.Whole()
	})
}

// Where the charter has checkers, the chair approves what they have signed, each the version that counts; whoever drafted it is none of them.
func TestCheckersSign(t *testing.T) {
	tables(t, func(t *table) {
		t.Chartered(t, "HD", func(r *forum.Rules) { r.MinutesApproval = minutes.Checking })
		m := t.WrittenMinutes(t)
		m = t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "submit"})
		t.refuses("wangliwen", m.ID, "circulate", "guard.minutes.checkers")
		m = t.WalkedMinutes(t, m.ID, [2]string{"wangliwen", "return"})
		name := func(who ...string) error {
			var persons []policy.PersonID
			for _, w := range who {
				persons = append(persons, t.Person(t, w))
			}
			m = t.Minutes(t, m.ID)
			_, err := t.Rooms.Minutes.NameCheckers(t.Context(), t.Actor(t.T, "sunlizhen"), m.ID, persons, m.Version)
			return err
		}
		if err := name("maliqing", "cairangli"); house.Says(err) != "checkers:minutes.checkers_there" {
			t.Errorf("who was not there: %v", err)
		}
		t.Must(name("maliqing", "gaolicheng"))
		m = t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "submit"}, [2]string{"wangliwen", "circulate"})
		t.refuses("zhaoliran", m.ID, "sign", "guard.minutes.checks")
		m = t.WalkedMinutes(t, m.ID, [2]string{"maliqing", "sign"})
		t.Clock.Set(m.ClosesAt.Add(time.Minute))
		t.refuses("wangliwen", m.ID, "approve", "guard.minutes.mode")
		before := m.Hash
		m = t.WalkedMinutes(t, m.ID, [2]string{"gaolicheng", "sign"}, [2]string{"wangliwen", "approve"})
		if m.State != minutes.Approved || m.ApprovedBy != t.Person(t, "wangliwen") || m.Hash != before || m.ApprovedHash != before {
			t.Errorf("%+v", m)
		}
		a := m.Stands()
		if a.Mode != minutes.Checking || a.Silent || a.Approver.Latin != "WANG Liwen" || a.Approver.Role != policy.RoleChair || len(a.Checkers) != 2 || a.Checkers[0].At == "" {
			t.Errorf("who stands for them: %+v", a)
		}
		t.Whole()
	})
}

// A paragraph is put into another language by one person and reviewed by another; when its words move on, it is out of date.
func TestParagraphsAreTranslated(t *testing.T) {
	tables(t, func(t *table) {
		m := t.CirculatedMinutes(t)
		b := t.BlockOf(t, m.ID, minutes.Discussion)
		in := minutes.Rendered{Minutes: m.ID, Block: b.ID, Language: "sv", State: text.InReview, Words: "Mötet tog del av rapporten.", Source: b.Source("zh")}
		if _, err := t.Rooms.Minutes.Translate(t.Context(), t.Actor(t.T, "maliqing"), in); house.Says(err) != "fault.not_found" {
			t.Errorf("who translates nothing: %v", err)
		}
		tr, err := t.Rooms.Minutes.Translate(t.Context(), t.Actor(t.T, "karin"), in)
		t.Must(err)
		if _, err := t.Rooms.Minutes.Reviewed(t.Context(), t.Actor(t.T, "karin"), m.ID, tr.ID, tr.Hash); house.Says(err) != "guard.translation.second" {
			t.Errorf("her own: %v", err)
		}
		if _, err := t.Rooms.Minutes.Translate(t.Context(), t.Actor(t.T, "duliwen"), in); house.Says(err) != "fault.stale" {
			t.Errorf("over another's: %v", err)
		}
		tr, err = t.Rooms.Minutes.Reviewed(t.Context(), t.Actor(t.T, "duliwen"), m.ID, tr.ID, tr.Hash)
		t.Must(err)
		shows := func() rendering.Part {
			page, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "maliqing"), t.Minutes(t, m.ID), 0)
			t.Must(err)
			sheet := rendering.Show(rendering.Version{Set: page.Set, Content: page.Content, Into: page.Into("sv")}, "sv", false)
			for _, s := range sheet.Sections {
				for _, p := range s.Paragraphs {
					if p.Block == b.ID {
						return p
					}
				}
			}
			return rendering.Part{}
		}
		if p := shows(); p.State != text.Reviewed || p.Stale || p.In != "sv" || p.Words != in.Words {
			t.Errorf("reviewed: %+v", p)
		}
		c, err := t.Rooms.Minutes.File(t.Context(), t.Actor(t.T, "maliqing"), t.filing(m))
		t.Must(err)
		_, err = t.settles(c, "accept", "", "")
		t.Must(err)
		if p := shows(); !p.Stale {
			t.Errorf("the words moved on: %+v", p)
		}
		in.Source, in.Version, in.Words = t.BlockOf(t, m.ID, minutes.Discussion).Source("zh"), tr.Version, "Mötet tog del av rapporten om planen."
		tr, err = t.Rooms.Minutes.Translate(t.Context(), t.Actor(t.T, "karin"), in)
		t.Must(err)
		_, err = t.Rooms.Minutes.Reviewed(t.Context(), t.Actor(t.T, "duliwen"), m.ID, tr.ID, tr.Hash)
		t.Must(err)
		t.Clock.Set(m.ClosesAt.Add(time.Minute))
		s := t.WalkedMinutes(t, m.ID, [2]string{"wangliwen", "confirm_version"}, [2]string{"wangliwen", "approve"})
		if n, err := t.Rooms.Minutes.Certify(t.Context(), t.Actor(t.T, "wangliwen"), m.ID, "sv", s.Version); err != nil || n != 1 {
			t.Errorf("certified %d: %v", n, err)
		}
		t.Whole()
	})
}

// Issued minutes stay as they are: what is wrong in them is put right by a numbered erratum in three languages, by two people; by law they
// are withheld by two of different kinds, and a stub stays.
func TestErrataAndWithholding(t *testing.T) {
	tables(t, func(t *table) {
		m := t.IssuedMinutes(t)
		b := t.BlockOf(t, m.ID, minutes.Discussion)
		form := minutes.ErratumForm{Minutes: m.ID, Block: b.ID, Zh: "“一次”更正为“至少一次”。", En: "“Once” is corrected to “at least once”.", Sv: "”En gång” rättas till ”minst en gång”.", Version: m.Version}
		s, err := t.Rooms.Minutes.ProposeErratum(t.Context(), t.Actor(t.T, "sunlizhen"), form)
		t.Must(err)
		var e minutes.Erratum
		t.Must(t.Store.Read(t.Context()).Where("minutes_id = ?", m.ID).Take(&e).Error)
		if _, err := t.Rooms.Minutes.Correct(t.Context(), t.Actor(t.T, "sunlizhen"), m.ID, e.Hash, s.Version); house.Says(err) != "workflow.not_yours" {
			t.Errorf("alone: %v", err)
		}
		s, err = t.Rooms.Minutes.Correct(t.Context(), t.Actor(t.T, "wangliwen"), m.ID, e.Hash, s.Version)
		t.Must(err)
		if s.Corrected != 1 || s.Hash != m.Hash || s.State != minutes.Issued {
			t.Errorf("corrected: %+v", s)
		}
		s, err = t.Rooms.Minutes.ProposeWithholding(t.Context(), t.Actor(t.T, "zhengliyuan"), m.ID, "未成年人保护法", s.Version)
		t.Must(err)
		if _, err := t.Rooms.Minutes.Withhold(t.Context(), t.Actor(t.T, "zhengliyuan"), m.ID, s.Version); house.Says(err) != "guard.second_person" {
			t.Errorf("alone: %v", err)
		}
		s, err = t.Rooms.Minutes.Withhold(t.Context(), t.Actor(t.T, "mats"), m.ID, s.Version)
		t.Must(err)
		page, err := t.Rooms.Minutes.Page(t.Context(), policy.Actor{}, s, 0)
		t.Must(err)
		if s.State != minutes.Withheld || !page.Hidden || len(page.Content.Blocks) > 0 || s.Class != policy.Public {
			t.Errorf("withheld: %+v", s)
		}
		if proof, err := t.Rooms.Minutes.Verify(t.Context(), m.Code); err != nil || proof.Hash != m.Hash {
			t.Errorf("verified: %v", err)
		}
		t.Whole()
	})
}

// What no font has is found before the minutes go round, not by whoever prints them once they are issued.
func TestWhatCannotBePrintedDoesNotGoRound(t *testing.T) {
	tables(t, func(t *table) {
		m := t.WrittenMinutes(t)
		b := t.BlockOf(t, m.ID, minutes.Discussion)
		_, err := t.Rooms.Minutes.Write(t.Context(), t.Actor(t.T, "sunlizhen"), minutes.Paragraph{Minutes: m.ID, Block: b.ID, Words: b.Words + "\U0001F3F3", Version: b.Version})
		t.Must(err)
		t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "submit"})
		if _, err := t.WalkMinutes(t, "wangliwen", m.ID, "circulate", ""); house.Says(err) != "minutes.unset" {
			t.Errorf("they go round: %v", err)
		}
		if s := t.Minutes(t, m.ID); s.State != minutes.Review || s.Edition != 0 {
			t.Errorf("something stayed: %+v", s)
		}
	})
}
