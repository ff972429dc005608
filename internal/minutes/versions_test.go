package minutes_test

import (
	"slices"
	"testing"
	"time"

	"sametable/internal/forum"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/policy"
)

// answers is what an organisation has said so far, and whether somebody of it is asked to check the minutes.
func (t *table) answers(m minutes.Set, org, who string) (minutes.Answered, bool) {
	t.Helper()
	page, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "sunlizhen"), t.Minutes(t, m.ID), 0)
	t.Must(err)
	due, err := t.Rooms.Minutes.Duties(t.Context(), t.Actor(t.T, who))
	t.Must(err)
	all := page.Answered()
	at := slices.IndexFunc(all, func(a minutes.Answered) bool { return a.Organisation == t.Org(org) })
	return all[at], slices.ContainsFunc(due, func(d minutes.Duty) bool { return d.ID == m.ID && d.Task == "check" })
}

// That an organisation found a version correct stands, as said of it, while words change; once something decided has changed it counts no
// more, and the organisation is asked anew.
func TestAWordHoldsForTheVersionItWasSaidOf(t *testing.T) {
	tables(t, func(t *table) {
		m := t.WalkedMinutes(t, t.CirculatedMinutes(t).ID, [2]string{"maliqing", "agree"})
		file := func(f minutes.Filing, who string) minutes.Correction {
			f.Minutes, f.Language, f.Reason = m.ID, "zh", "记录有误。"
			c, err := t.Rooms.Minutes.File(t.Context(), t.Actor(t.T, who), f)
			t.Must(err)
			return c
		}
		c, err := t.settles(file(t.filing(m), "gaolicheng"), "accept", "", "")
		t.Must(err)
		m = t.WalkedMinutes(t, m.ID, [2]string{"wangliwen", "confirm_version"})
		if a, asked := t.answers(m, "huilin", "maliqing"); a.Said != minutes.Agreed || a.Edition != 1 || m.Edition != 2 || asked {
			t.Errorf("only words have changed: %+v, asked %v", a, asked)
		}
		decision := t.BlockOf(t, m.ID, minutes.Decision)
		d := file(minutes.Filing{Block: decision.ID, Kind: "omission", Instead: "不含任何个人资料。"}, "wangliwen")
		m = t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "recall"})
		_, err = t.settles(d, "accept_changed", "不含任何个人资料。", "")
		t.Must(err)
		m = t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "submit"}, [2]string{"wangliwen", "circulate"})
		if a, asked := t.answers(m, "huilin", "maliqing"); a.Said != minutes.NoReply || a.Lapsed != 1 || a.Edition != 0 || !asked {
			t.Errorf("a decision has changed: %+v, asked %v", a, asked)
		}
		if a, _ := t.answers(m, "gaohu", "gaolicheng"); a.Said != minutes.Corrected || a.Edition != c.Edition {
			t.Errorf("who asked for a correction: %+v", a)
		}
		m = t.WalkedMinutes(t, m.ID, [2]string{"maliqing", "agree"}, [2]string{"gaolicheng", "agree"})
		for org, who := range map[string]string{"huilin": "maliqing", "gaohu": "gaolicheng"} {
			if a, asked := t.answers(m, org, who); a.Said != minutes.Agreed || a.Edition != 3 || a.Lapsed != 0 || asked {
				t.Errorf("%s, said anew: %+v, asked %v", org, a, asked)
			}
		}
		t.Whole()
	})
}

// Who has opened minutes is told by organisation, and of the version that was sent round last alone.
func TestWhoHasOpenedThem(t *testing.T) {
	tables(t, func(t *table) {
		m := t.CirculatedMinutes(t)
		opened := func() []policy.OrganisationID {
			page, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "sunlizhen"), m, 0)
			t.Must(err)
			return page.OpenedBy()
		}
		if all := opened(); len(all) != 0 {
			t.Errorf("nobody has opened them, but %v", all)
		}
		page, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "maliqing"), m, 0)
		t.Must(err)
		t.Must(t.Rooms.Minutes.Open(t.Context(), t.Actor(t.T, "maliqing"), page))
		if _, asked := t.answers(m, "huilin", "maliqing"); !asked {
			t.Error("to open them is taken for an answer")
		}
		if all := opened(); !slices.Equal(all, []policy.OrganisationID{t.Org("huilin")}) {
			t.Errorf("opened by %v", all)
		}
		d := m
		d.CirculatedEdition = 2
		page.Set = d
		if orgs := page.OpenedBy(); len(orgs) != 0 {
			t.Errorf("of another version: %v", orgs)
		}
	})
}

// The time to correct minutes is that of the charter on the day they are sent round; what goes round keeps what it took.
func TestTheCharterSaysHowLongMinutesAreCorrected(t *testing.T) {
	tables(t, func(t *table) {
		t.Chartered(t, "HD", func(r *forum.Rules) { r.CorrectionDays = 4 })
		m := t.CirculatedMinutes(t)
		days, err := t.Rooms.Calendar.Days(t.Context())
		t.Must(err)
		if end, _ := days.After(*m.CirculatedAt, 4); !m.ClosesAt.Equal(end) || m.CorrectionDays != 4 {
			t.Errorf("until %s, %d working days", m.ClosesAt, m.CorrectionDays)
		}
		t.Chartered(t, "HD", func(r *forum.Rules) { r.CorrectionDays = 20 })
		if now := t.Minutes(t, m.ID); !now.ClosesAt.Equal(*m.ClosesAt) || now.CorrectionDays != 4 {
			t.Errorf("another charter moved what goes round: %s", now.ClosesAt)
		}
		again := t.circulatedAgain()
		if end, _ := days.After(*again.CirculatedAt, 20); !again.ClosesAt.Equal(end) {
			t.Errorf("under the next charter: until %s", again.ClosesAt)
		}
		t.Whole()
	})
}

// Minutes are expected twenty working days after the meeting where its rules say nothing else; a number is read off a reference as each paper bears it.
func TestExpectedAndNumbered(t *testing.T) {
	tables(t, func(t *table) {
		ended := time.Date(2017, 9, 1, 9, 0, 0, 0, time.UTC)
		on := func(rules string) time.Time {
			day, err := t.Rooms.Minutes.Expected(t.Context(), meeting.Meeting{HeldAt: &ended, RulesJSON: rules})
			t.Must(err)
			return day
		}
		if day := on(`{"notice_days": 14}`); day.Sub(ended) < 20*24*time.Hour || day.Sub(ended) > 45*24*time.Hour {
			t.Errorf("expected on %s", day)
		}
		if day := on(`{"minutes_days": 3, "correction_days": 4}`).In(time.FixedZone("", 8*3600)).Format(time.DateOnly); day != "2017-09-12" {
			t.Errorf("seven working days after a Friday: %s", day)
		}
		for reference, says := range map[string]string{"HD-P-2017-02": "nr 2 (2017)", "HD-M-2017-02": "", "": "", "HD-P-x": ""} {
			if got := minutes.NumberOf(reference, "sv"); got != says {
				t.Errorf("%q is %q, want %q", reference, got, says)
			}
		}
	})
}
