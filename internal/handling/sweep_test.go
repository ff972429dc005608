package handling_test

import (
	"strings"
	"testing"

	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/handling"
	"sametable/internal/input"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

func (d *desk) sweep(day string) {
	d.Helper()
	d.Clock.Set(at(d.T, day))
	d.Must(d.Rooms.Handlings.Sweep(d.Context(), d.Clock.Now()))
}

// told counts the entries of a verb that the register has of the handling.
func (d *desk) told(verb string) int {
	d.Helper()
	var n int64
	d.Must(d.Store.Read(d.Context()).Model(&register.Entry{}).Where("noun_id = ? AND verb = ?", d.m.ID, verb).Count(&n).Error)
	return int(n)
}

// Authorities are reminded seven and two days before, on the day and three days after, each once; co-handlers until they have answered.
// Whether a reply is late is reckoned.
func TestRemindersGoOutOnce(t *testing.T) {
	desks(t, func(d *desk) { // handed over on 10 June 2019: opinions by 10 July, the reply by 10 September
		d.Must(d.hand("sunlizhen", "hd-ca"))
		d.gives("liliming", "zhengliyuan", handling.Filing{Proposal: d.p.ID, Kind: handling.Opinion, Words: "支持试点。"})
		d.sweep("2019-07-14 09:00")
		if n := d.told("handling.due_soon") + d.told("handling.overdue"); n != 0 {
			d.Errorf("an authority that has answered is reminded %d times", n)
		}
		for _, c := range []struct {
			day        string
			soon, late int
		}{{"2019-09-02 09:00", 0, 0}, {"2019-09-03 09:00", 1, 0}, {"2019-09-03 18:00", 1, 0}, {"2019-09-08 09:00", 2, 0}, {"2019-09-10 09:00", 3, 0}, {"2019-09-12 09:00", 3, 0},
			{"2019-09-13 09:00", 3, 1}, {"2019-09-20 09:00", 3, 1}} {
			d.sweep(c.day)
			if soon, late := d.told("handling.due_soon"), d.told("handling.overdue"); soon != c.soon || late != c.late {
				d.Errorf("%s: %d reminders before and %d after, want %d and %d", c.day, soon, late, c.soon, c.late)
			}
			if got, want := d.state().Overdue(d.now(), d.Clock.Now()), c.day > "2019-09-11"; got != want {
				d.Errorf("%s: late %v", c.day, got)
			}
		}
	})
}

// Who does not rate a reply within fifteen working days is recorded as silent, not as satisfied; a rating that no moderator publishes is
// public after fourteen days.
func TestSilenceIsRecorded(t *testing.T) {
	desks(t, func(d *desk) {
		d.replied(handling.NotAccepted, handling.NotAccepted, handling.NotAccepted)
		waiting, err := d.file("maliqing", handling.Filing{Proposal: d.p.ID, Kind: handling.Rating, Rating: handling.Satisfied})
		d.Must(err)
		d.sweep("2019-07-01 23:00")
		d.is(proposal.Replied)
		d.sweep("2019-07-02 00:01") // fifteen working days after 10 June: 1 July
		d.is(proposal.Rated)
		if got := d.state(); got.Rating != handling.NoFeedback {
			d.Errorf("silence is recorded as %q", got.Rating)
		}
		if _, err := d.step("hanlian", "confirm", waiting); house.Says(err) == "" {
			d.Error("a rating is confirmed after its time")
		}
		d.Must(d.follow("sunlizhen", "2019-12-31"))
		d.Must(d.take("sunlizhen", handling.Step{Verb: "close"})) // nothing was accepted
		d.is(proposal.Closed)
	})
	desks(t, func(d *desk) {
		d.replied(handling.Accepted, handling.Accepted, handling.Accepted)
		rating := d.rated(handling.Satisfied)
		d.sweep("2019-06-24 08:00")
		if got := d.state().Rating; got != "" {
			d.Errorf("published before its time: %q", got)
		}
		d.sweep("2019-06-24 10:00")
		if got := d.state().Rating; got != handling.Satisfied {
			d.Errorf("after fourteen days: %q", got)
		}
		lines, err := d.Rooms.Register.Timeline(d.Context(), d.Actor(d.T, ""), rating.Record())
		if err != nil || len(lines) != 1 || lines[0].Verb != "answer.published_silently" {
			d.Errorf("a visitor reads %d entries: %v", len(lines), err)
		}
	})
}

// A reply that dissatisfies is answered once more, on the measures that were named; then it is rated again, and no third time.
func TestItIsHandledAgainOnce(t *testing.T) {
	desks(t, func(d *desk) {
		d.replied(handling.UnderStudy, handling.NotAccepted, handling.NotCompetent)
		rating := d.rated(handling.NotSatisfied)
		if got := house.Says(d.take("elin", handling.Step{Verb: "re_handle", Measures: []int{2}})); got != proposal.GuardPublished {
			d.Errorf("handled again while the rating is private: %s", got)
		}
		_, err := d.step("elin", "publish", rating)
		d.Must(err)
		if got := house.Says(d.take("elin", handling.Step{Verb: "re_handle"})); got != "measures:handling.measures_again" {
			d.Errorf("without a measure: %s", got)
		}
		d.Must(d.take("elin", handling.Step{Verb: "re_handle", Measures: []int{2}}))
		d.is(proposal.ReHandling)
		if got := d.state(); got.Round != 2 || got.Due.Before(at(d.T, "2019-07-10 00:00")) || got.Due.After(at(d.T, "2019-07-11 00:00")) {
			d.Errorf("round %d is due %s", got.Round, got.Due)
		}
		if got := house.Says(d.take("jialixing", handling.Step{Verb: "ask_extension", Day: "2019-08-01"})); got != "workflow.wrong_state" {
			d.Errorf("a second reply is put off: %s", got)
		}
		f := d.reply()
		f.Verdicts = []handling.Verdict{{Measure: 2, Verdict: handling.InPart, Reason: "先公布汇总数。"}}
		second := d.gives("jialixing", "jiangliyan", f)
		if got := second.Measures(); len(got) != 1 || got[0].Measure != 2 || second.Round != 2 {
			d.Errorf("the second reply answers %v", got)
		}
		again := d.rated(handling.NotSatisfied)
		_, err = d.step("elin", "publish", again)
		d.Must(err)
		if got := house.Says(d.take("sunlizhen", handling.Step{Verb: "re_handle", Measures: []int{1}})); got != proposal.GuardFirst {
			d.Errorf("a third time: %s", got)
		}
		taken, err := d.Rooms.Handlings.ToFollow(d.Context(), d.now(), d.state())
		if err != nil || len(taken) != 1 || taken[0].Measure != 2 {
			d.Errorf("to follow: %v, %v", taken, err)
		}
	})
}

// More time is granted once, up to what the charter allows, by somebody of another organisation.
func TestMoreTimeOnce(t *testing.T) {
	desks(t, func(d *desk) {
		d.Must(d.hand("sunlizhen"))
		for day, want := range map[string]string{"2019-09-10": "day:handling.day_between", "2019-12-11": "day:handling.day_between", "soon": "day:input.date"} {
			if got := house.Says(d.take("jialixing", handling.Step{Verb: "ask_extension", Day: day})); got != want {
				d.Errorf("until %s: %s, want %s", day, got, want)
			}
		}
		d.Must(d.take("jialixing", handling.Step{Verb: "ask_extension", Day: "2019-11-01"}))
		d.Must(d.take("wangliwen", handling.Step{Verb: "extend", Day: "2019-10-15"}))
		if got := d.state(); got.Due.Before(at(d.T, "2019-10-15 23:00")) || got.Extended != 1 || got.AskedDue != nil {
			d.Errorf("extended %d times, until %s", got.Extended, got.Due)
		}
		if got := house.Says(d.take("jialixing", handling.Step{Verb: "ask_extension", Day: "2019-12-01"})); got != proposal.GuardOnce {
			d.Errorf("a second time: %s", got)
		}
	})
}

// Within seven working days the lead gives back what is not its own, naming who should have it; afterwards it replies. What was handed
// over anew begins anew.
func TestItIsGivenBackInTime(t *testing.T) {
	desks(t, func(d *desk) {
		d.Must(d.hand("sunlizhen"))
		first := d.m.ID
		if got := house.Says(d.take("jialixing", handling.Step{Verb: "give_back"})); got != "right:input.required" {
			d.Errorf("without the right body: %s", got)
		}
		d.Clock.Set(at(t, "2019-06-19 23:59"))
		d.Must(d.take("jialixing", handling.Step{Verb: "give_back", Right: "湖东省民政厅"}))
		d.is(proposal.Recommended)
		d.Must(d.hand("sunlizhen"))
		if d.m.ID == first || d.m.HandedAt.Before(at(d.T, "2019-06-19 00:00")) {
			d.Errorf("the clock did not begin anew: %s", d.m.HandedAt)
		}
		d.Clock.Set(at(t, "2019-06-29 00:01"))
		if got := house.Says(d.take("jialixing", handling.Step{Verb: "give_back", Right: "湖东省民政厅"})); got != proposal.GuardInTime {
			d.Errorf("too late: %s", got)
		}
	})
}

// An authority that loses its seat cannot act any more; the secretary takes the proposal back, and what it was writing is no reply.
func TestTheLeadLosesItsSeat(t *testing.T) {
	desks(t, func(d *desk) {
		d.Must(d.hand("sunlizhen"))
		waiting, err := d.file("jialixing", d.reply(handling.Accepted, handling.Accepted, handling.Accepted))
		d.Must(err)
		if got := house.Says(d.take("sunlizhen", handling.Step{Verb: "recall"})); got != proposal.GuardLost {
			d.Errorf("taken from an authority that stands: %s", got)
		}
		var seat forum.Seat
		d.Must(d.Store.Read(d.Context()).Where("organisation_id = ? AND forum_id = ? AND until IS NULL", d.Org("hd-edu"), d.p.Forum).Take(&seat).Error)
		d.Must(d.Rooms.Forums.EndSeat(d.Context(), d.Actor(d.T, "elin"), forum.SeatEnd{ID: seat.ID, Reason: "本单位退出。", Version: seat.Version}))
		if _, err := d.step("jiangliyan", "confirm", waiting); house.Says(err) == "" {
			d.Error("an authority without a seat issues a reply")
		}
		if _, err := d.step("jialixing", "take_back", waiting); house.Says(err) == "" {
			d.Error("its responder acts on without a mandate")
		}
		d.Must(d.take("sunlizhen", handling.Step{Verb: "recall"}))
		d.is(proposal.Recommended)
		if got := house.Says(d.hand("sunlizhen")); got != "lead:handling.choose_lead" {
			d.Errorf("handed to an authority without a seat: %s", got)
		}
	})
}

// A reply that came by letter counts once somebody of another organisation has compared it with the paper, which few may open.
func TestAReplyComesByLetter(t *testing.T) {
	desks(t, func(d *desk) {
		d.Must(d.hand("sunlizhen", "hd-ca"))
		f := d.reply(handling.Accepted, handling.InPart, handling.NotAccepted)
		f.Letter = &handling.Letter{Channel: "letter", Dated: "2019-06-10", Received: "2019-06-09"}
		if _, err := d.file("sunlizhen", f); house.Says(err) != "received:statement.received_before_dated" {
			d.Errorf("it came before it was written: %s", house.Says(err))
		}
		f.Letter = &handling.Letter{Channel: "letter", Dated: "2019-06-09", Received: "2019-06-10", Paper: &input.Sent{File: strings.NewReader("%PDF-1.4 x"), Name: "函.pdf"}}
		a, err := d.file("sunlizhen", f)
		d.Must(err)
		d.is(proposal.HandedOver)
		for who, opens := range map[string]bool{"": false, "maliqing": false, "zhaoliran": false, "liliming": false, "jialixing": true, "sunlizhen": true, "elin": true, "wangliwen": true} {
			if _, err := d.Rooms.Handlings.Paper(d.Context(), d.Actor(d.T, who), a.LetterID); (err == nil) != opens {
				d.Errorf("%q opens the letter: %v", who, err)
			}
		}
		if _, err := d.step("jiangliyan", "confirm", a); house.Says(err) != "guard.answer.colleague" {
			d.Errorf("the authority confirms a letter: %s", house.Says(err))
		}
		a, err = d.step("wangliwen", "check", a)
		d.Must(err)
		d.is(proposal.Replied)
		if a.Grade != "B" || a.EnteredBy == "" || a.FiledBy != "" {
			d.Errorf("class %s, entered by %q", a.Grade, a.EnteredBy)
		}
	})
}
