package received_test

import (
	"strings"
	"testing"
	"time"

	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/minutes"
	"sametable/internal/received"
	"sametable/internal/rendering"
)

type table struct{ house.Table }

func tables(t *testing.T, test func(t *table)) {
	house.Worlds(t, func(t *testing.T, h *house.House) { test(&table{house.Table{T: t, House: h}}) })
}

// call is what gaohu said about minutes on the telephone on the day they were sent round.
func (t *table) call(m minutes.Set, about string) received.Entering {
	b := t.BlockOf(t, m.ID, minutes.Discussion)
	return received.Entering{Filing: minutes.Filing{Minutes: m.ID, Block: b.ID, Kind: "fact", Quote: "将于年底实施", Instead: "拟于年底前提出方案", Reason: "当时说的是方案。", Language: "zh", Hash: m.Hash},
		About: about, Organisation: t.Org("gaohu"), Channel: "telephone", Sender: "高立成", Dated: m.CirculatedAt.Add(8 * time.Hour).Format(time.DateOnly)}
}

func (t *table) enters(who string, e received.Entering) (received.Letter, error) {
	return t.Rooms.Received.Enter(t.Context(), t.Actor(t.T, who), e)
}

func (t *table) takes(who string, l received.Letter, verb, reason string) error {
	_, err := t.Rooms.Received.Take(t.Context(), t.Actor(t.T, who), received.Step{Minutes: l.MinutesID, Letter: l.ID, Verb: verb, Reason: reason, Version: l.Version})
	return err
}

func (t *table) said(m minutes.Set, org string) minutes.Answered {
	t.Helper()
	page, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "sunlizhen"), t.Minutes(t, m.ID), 0)
	t.Must(err)
	for _, a := range page.Answered() {
		if a.Organisation == t.Org(org) {
			return a
		}
	}
	t.Fatalf("%s was not there", org)
	return minutes.Answered{}
}

// What comes from outside is entered by the secretary for an organisation that was there, with its sender, its day and its way; a letter has
// its scan; nothing of it is of a day before the minutes were sent round.
func TestWhatIsWrongWithWhatCame(t *testing.T) {
	tables(t, func(t *table) {
		m := t.CirculatedMinutes(t)
		for says, change := range map[string]func(*received.Entering){
			"organisation:received.choose_sender": func(e *received.Entering) { e.Organisation = t.Org("sanquan") },
			"sender:input.required":               func(e *received.Entering) { e.Sender = " " },
			"file:letter.missing":                 func(e *received.Entering) { e.Channel = "letter" },
			"dated:received.before_round":         func(e *received.Entering) { e.Dated = "2019-01-01" },
			"dated:post.letter_not_yet":           func(e *received.Entering) { e.Dated = "2030-01-01" },
			"quote:minutes.quote_gone":            func(e *received.Entering) { e.Quote = "没有说过的话" },
			"channel:input.choice":                func(e *received.Entering) { e.Channel = "pigeon" },
			"fault.stale":                         func(e *received.Entering) { e.Hash = "of another version" },
		} {
			e := t.call(m, received.Correction)
			change(&e)
			if _, err := t.enters("sunlizhen", e); house.Says(err) != says {
				t.Errorf("%q, want %q", house.Says(err), says)
			}
		}
		own := t.call(m, received.Agreement)
		own.Organisation = t.Actor(t.T, "sunlizhen").Memberships[0].Organisation
		if _, err := t.enters("sunlizhen", own); house.Says(err) != "organisation:received.choose_sender" {
			t.Errorf("her own organisation: %v", err)
		}
		stopped := t.call(m, received.Correction)
		stopped.Sender = "电话13800" + "138000"
		if _, err := t.enters("sunlizhen", stopped); err == nil {
			t.Error("the gate let a sender's telephone number through")
		}
		t.Whole()
	})
}

// What came in time is entered after it, too, with the day it came, until the minutes are approved; then an erratum is left. What came late,
// or is an answer to a version that was made later, is not entered.
func TestWhatCameInTimeIsEnteredLater(t *testing.T) {
	tables(t, func(t *table) {
		m := t.CirculatedMinutes(t)
		day := func(at time.Time) string { return at.Add(8 * time.Hour).Format(time.DateOnly) }
		t.Clock.Set(m.ClosesAt.AddDate(0, 0, 3))
		late := func(about, dated, came string) received.Entering {
			e := t.call(m, about)
			e.Dated, e.Received = dated, came
			return e
		}
		sent, last := day(*m.CirculatedAt), day(*m.ClosesAt)
		for says, e := range map[string]received.Entering{
			"received:input.required":                  late(received.Correction, sent, ""),
			"received:received.late":                   late(received.Correction, sent, day(m.ClosesAt.AddDate(0, 0, 1))),
			"received:post.letter_not_yet":             late(received.Correction, sent, day(m.ClosesAt.AddDate(0, 0, 9))),
			"received:statement.received_before_dated": late(received.Correction, last, sent),
			"dated:received.before_round":              late(received.Correction, day(m.CirculatedAt.AddDate(0, 0, -1)), last),
		} {
			if _, err := t.enters("sunlizhen", e); house.Says(err) != says {
				t.Errorf("%q, want %q", house.Says(err), says)
			}
		}
		if _, err := t.Rooms.Minutes.File(t.Context(), t.Actor(t.T, "maliqing"), t.call(m, received.Correction).Filing); house.Says(err) != "guard.minutes.window" {
			t.Errorf("somebody here asks after the time: %v", err)
		}
		l, err := t.enters("sunlizhen", late(received.Correction, sent, last))
		t.Must(err)
		if l.Received != last {
			t.Errorf("came on %q", l.Received)
		}
		t.Must(t.Rooms.Minutes.Sweep(t.Context(), t.Clock.Now()))
		if m = t.Minutes(t, m.ID); m.State != minutes.Circulated {
			t.Fatalf("%s over what nobody has compared", m.State)
		}
		t.Must(t.takes("wangliwen", l, "check", ""))
		var c minutes.Correction
		t.Must(t.Store.Read(t.Context()).Where("minutes_id = ?", m.ID).Take(&c).Error)
		if c.Received != last || c.Dated != sent || c.State != minutes.Asked {
			t.Errorf("the correction: %+v", c)
		}
		_, err = t.Rooms.Minutes.Settle(t.Context(), t.Actor(t.T, "sunlizhen"), minutes.Settling{Minutes: m.ID, Correction: c.ID, Verb: "accept", Version: c.Version})
		t.Must(err)
		m = t.Minutes(t, m.ID)
		answer := late(received.Agreement, sent, last)
		answer.Organisation = t.Org("huilin")
		if _, err := t.enters("sunlizhen", answer); house.Says(err) != "dated:received.before_version" {
			t.Errorf("an answer to a version that was made later: %v", err)
		}
		t.WalkedMinutes(t, m.ID, [2]string{"wangliwen", "confirm_version"})
		t.Must(t.Rooms.Minutes.Sweep(t.Context(), t.Clock.Now()))
		if m = t.Minutes(t, m.ID); m.State != minutes.Approved {
			t.Fatalf("%s, and nothing waits", m.State)
		}
		if _, err := t.enters("sunlizhen", late(received.Correction, sent, last)); house.Says(err) != "received.approved" {
			t.Errorf("silence has approved them: %v", err)
		}
		m = t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "issue"})
		if _, err := t.enters("sunlizhen", late(received.Correction, sent, last)); house.Says(err) != "received.issued" {
			t.Errorf("issued: %v", err)
		}
		if _, err := t.enters("maliqing", late(received.Correction, sent, last)); house.Says(err) != "workflow.not_yours" {
			t.Errorf("no secretary: %v", err)
		}
		t.Whole()
	})
}

// A correction that came counts once somebody else has compared it; until then the minutes are not approved. It says how it came, and its
// organisation hears what became of it.
func TestACorrectionThatCame(t *testing.T) {
	tables(t, func(t *table) {
		m := t.CirculatedMinutes(t)
		e := t.call(m, received.Correction)
		e.Channel, e.Paper = "letter", &input.Sent{File: strings.NewReader("%PDF-1.4 x"), Name: "来函.pdf"}
		l, err := t.enters("sunlizhen", e)
		t.Must(err)
		if a := t.said(m, "gaohu"); a.Said != minutes.NoReply {
			t.Errorf("it counts before anybody compared it: %+v", a)
		}
		for who, says := range map[string]string{"sunlizhen": "workflow.not_yours", "gaolicheng": "workflow.not_yours", "maliqing": "fault.not_found", "cairangli": "fault.not_found"} {
			if err := t.takes(who, l, "check", ""); house.Says(err) != says {
				t.Errorf("%s compares it: %q, want %q", who, house.Says(err), says)
			}
		}
		for who, opens := range map[string]bool{"sunlizhen": true, "wangliwen": true, "elin": true, "maliqing": false, "gaolicheng": false} {
			if _, err := t.Rooms.Received.Paper(t.Context(), t.Actor(t.T, who), m, l.ID); (err == nil) != opens {
				t.Errorf("%s opens the paper: %v", who, err)
			}
		}
		for who, waits := range map[string]int{"wangliwen": 1, "elin": 1, "sunlizhen": 0, "maliqing": 0} {
			if due, err := t.Rooms.Received.Duties(t.Context(), t.Actor(t.T, who)); err != nil || len(due) != waits {
				t.Errorf("%s has %d to compare, %v", who, len(due), err)
			}
		}
		t.Clock.Set(m.ClosesAt.Add(time.Minute))
		if _, err := t.WalkMinutes(t, "wangliwen", m.ID, "approve", ""); house.Says(err) != "guard.minutes.letters" {
			t.Errorf("approved over it: %v", err)
		}
		t.Must(t.Rooms.Minutes.Sweep(t.Context(), t.Clock.Now()))
		t.Must(t.takes("wangliwen", l, "check", ""))
		if a := t.said(m, "gaohu"); a != (minutes.Answered{Organisation: t.Org("gaohu"), Said: minutes.Corrected, Edition: 1, Channel: "letter", Dated: e.Dated}) {
			t.Errorf("compared: %+v", a)
		}
		var c minutes.Correction
		t.Must(t.Store.Read(t.Context()).Where("minutes_id = ?", m.ID).Take(&c).Error)
		if c.State != minutes.Asked || c.FiledBy != "" || c.FiledFor != t.Org("gaohu") || c.Sender != "高立成" || c.EnteredBy != t.Person(t, "sunlizhen") || c.CheckedBy != t.Person(t, "wangliwen") || c.Quote != e.Quote {
			t.Errorf("the correction: %+v", c)
		}
		_, err = t.Rooms.Minutes.Settle(t.Context(), t.Actor(t.T, "sunlizhen"), minutes.Settling{Minutes: m.ID, Correction: c.ID, Verb: "accept", Version: c.Version})
		t.Must(err)
		m = t.WalkedMinutes(t, m.ID, [2]string{"wangliwen", "confirm_version"}, [2]string{"wangliwen", "approve"})
		if !strings.Contains(t.BlockOf(t, m.ID, minutes.Discussion).Words, "拟于年底前提出方案") || m.State != minutes.Approved {
			t.Errorf("%s: %s", m.State, t.BlockOf(t, m.ID, minutes.Discussion).Words)
		}
		t.Whole()
	})
}

// The answer that came by telephone stands in the approval and on the paper: whose it is to those at the table, how many to others. What the
// organisation says itself takes its place; one that has answered is entered no more; what was not said is let go of with a reason.
func TestAnAnswerThatCame(t *testing.T) {
	tables(t, func(t *table) {
		m := t.CirculatedMinutes(t)
		l, err := t.enters("sunlizhen", t.call(m, received.Agreement))
		t.Must(err)
		if _, err := t.enters("sunlizhen", t.call(m, received.Agreement)); house.Says(err) != "organisation:guard.minutes_letter.once" {
			t.Errorf("twice: %v", err)
		}
		if err := t.takes("wangliwen", l, "refuse", " "); house.Says(err) != "reason:input.required" {
			t.Errorf("without a reason: %v", err)
		}
		t.Must(t.takes("wangliwen", l, "refuse", "来电时说的是另一份纪要。"))
		if a := t.said(m, "gaohu"); a.Said != minutes.NoReply {
			t.Errorf("refused: %+v", a)
		}
		l, err = t.enters("sunlizhen", t.call(m, received.Agreement))
		t.Must(err)
		t.Must(t.takes("elin", l, "check", ""))
		call := minutes.Answered{Organisation: t.Org("gaohu"), Said: minutes.Agreed, Edition: 1, Channel: "telephone", Dated: l.Dated}
		if a := t.said(m, "gaohu"); a != call {
			t.Errorf("by telephone: %+v", a)
		}
		other := t.call(m, received.Agreement)
		other.Organisation = t.Org("huilin")
		second, err := t.enters("sunlizhen", other)
		t.Must(err)
		m = t.WalkedMinutes(t, m.ID, [2]string{"maliqing", "agree"})
		if err := t.takes("wangliwen", second, "check", ""); house.Says(err) != "guard.minutes_letter.once" {
			t.Errorf("it has answered itself: %v", err)
		}
		t.Must(t.takes("wangliwen", second, "refuse", "该单位已自行答复。"))
		t.Clock.Set(m.ClosesAt.Add(time.Minute))
		m = t.WalkedMinutes(t, m.ID, [2]string{"wangliwen", "approve"})
		page, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "sunlizhen"), m, 0)
		t.Must(err)
		day := time.Date(2019, 6, 20, 0, 0, 0, 0, time.UTC)
		if d, err := time.Parse(time.DateOnly, l.Dated); err == nil {
			day = d
		}
		for language, how := range map[string]string{"zh": day.Format("2006年1月2日") + "来电", "en": "by telephone on " + day.Format("2 January 2006"), "sv": "per telefon den"} {
			inside := rendering.Show(rendering.Version{Set: m, Content: page.Content}, language, false).Approval
			outside := rendering.Show(rendering.Version{Set: m, Content: page.Content}, language, true).Approval
			var name string
			for _, a := range page.Content.Attendance {
				if a.Organisation == t.Org("gaohu") {
					name, _ = a.Names.In(language, "zh")
				}
			}
			if !strings.Contains(inside, how) || !strings.Contains(inside, name) || !strings.Contains(outside, how) || strings.Contains(outside, name) {
				t.Errorf("%s: inside %q, outside %q", language, inside, outside)
			}
		}
		t.Whole()
	})
}

// An answer is of the version it was said of: once another counts it can only be given back. The organisation's own answer takes the place of
// one that came.
func TestAnAnswerIsOfItsVersion(t *testing.T) {
	tables(t, func(t *table) {
		m := t.CirculatedMinutes(t)
		l, err := t.enters("sunlizhen", t.call(m, received.Agreement))
		t.Must(err)
		e := t.call(m, received.Correction)
		c, err := t.Rooms.Minutes.File(t.Context(), t.Actor(t.T, "maliqing"), e.Filing)
		t.Must(err)
		_, err = t.Rooms.Minutes.Settle(t.Context(), t.Actor(t.T, "sunlizhen"), minutes.Settling{Minutes: m.ID, Correction: c.ID, Verb: "accept", Version: c.Version})
		t.Must(err)
		if err := t.takes("wangliwen", l, "check", ""); house.Says(err) != "guard.minutes_letter.going" {
			t.Errorf("of the version before: %v", err)
		}
		t.Must(t.takes("wangliwen", l, "refuse", "版本已有改动。"))
		l, err = t.enters("sunlizhen", t.call(t.Minutes(t, m.ID), received.Agreement))
		if house.Says(err) == "quote:minutes.quote_gone" {
			t.Fatal("an answer quotes nothing")
		}
		t.Must(err)
		t.Must(t.takes("wangliwen", l, "check", ""))
		t.WalkedMinutes(t, m.ID, [2]string{"gaolicheng", "agree"})
		if a := t.said(m, "gaohu"); a.Said != minutes.Agreed || a.Channel != "" {
			t.Errorf("she has said it herself: %+v", a)
		}
		t.Whole()
	})
}
