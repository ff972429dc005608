package minutes_test

import (
	"slices"
	"testing"
	"time"

	"sametable/internal/meeting"
	"sametable/internal/minutes"
)

// Minutes that were taken back and in which nothing decided was changed go on going round, with some days left: what those who were there
// read meanwhile is the text they read last.
func TestTakenBackForNothing(t *testing.T) {
	tables(t, func(t *table) {
		m := t.CirculatedMinutes(t)
		ends := *m.ClosesAt
		b := t.BlockOf(t, m.ID, minutes.Decision)
		t.Clock.Set(ends.Add(-time.Hour))
		c, err := t.Rooms.Minutes.File(t.Context(), t.Actor(t.T, "maliqing"), minutes.Filing{Minutes: m.ID, Block: b.ID, Kind: "omission", Instead: "不含任何个人资料。", Reason: "漏记。", Language: "zh"})
		t.Must(err)
		m = t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "recall"})
		_, err = t.settles(c, "decline", "", "决定记录无误。")
		t.Must(err)
		m = t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "submit"})
		page, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "maliqing"), m, 0)
		t.Must(err)
		if page.Read.Number != m.Edition || page.Past() {
			t.Errorf("a delegate reads version %d of %d, past: %v", page.Read.Number, m.Edition, page.Past())
		}
		t.Clock.Set(ends.AddDate(0, 0, 3))
		t.refuses("wangliwen", m.ID, "circulate", "guard.minutes.news")
		t.refuses("sunlizhen", m.ID, "resume", "workflow.not_yours")
		m = t.WalkedMinutes(t, m.ID, [2]string{"wangliwen", "resume"})
		if m.State != minutes.Circulated || m.Edition != 1 || m.ChairHash != m.Hash || m.ClosesAt.Before(t.Clock.Now().AddDate(0, 0, 3)) || m.ClosesAt.After(t.Clock.Now().AddDate(0, 0, 8)) {
			t.Errorf("version %d, %s until %v", m.Edition, m.State, m.ClosesAt)
		}
		t.refuses("wangliwen", m.ID, "approve", "guard.minutes.window_over")
		t.Clock.Set(m.ClosesAt.Add(time.Minute))
		t.Must(t.Rooms.Minutes.Sweep(t.Context(), t.Clock.Now()))
		if m = t.Minutes(t, m.ID); m.State != minutes.Approved {
			t.Errorf("when the time is over they are %s", m.State)
		}
		t.Whole()
	})
}

// Words that were changed before they go on make a version, which the chair stands for.
func TestTakenBackAndReworded(t *testing.T) {
	tables(t, func(t *table) {
		m := t.CirculatedMinutes(t)
		decision, told := t.BlockOf(t, m.ID, minutes.Decision), t.BlockOf(t, m.ID, minutes.Discussion)
		c, err := t.Rooms.Minutes.File(t.Context(), t.Actor(t.T, "maliqing"), minutes.Filing{Minutes: m.ID, Block: decision.ID, Kind: "omission", Instead: "不含任何个人资料。", Reason: "漏记。", Language: "zh"})
		t.Must(err)
		t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "recall"})
		_, err = t.settles(c, "decline", "", "决定记录无误。")
		t.Must(err)
		_, err = t.Rooms.Minutes.Write(t.Context(), t.Actor(t.T, "sunlizhen"), minutes.Paragraph{Minutes: m.ID, Block: told.ID, Words: "会议讨论了方案。", Version: told.Version})
		t.Must(err)
		now := t.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "submit"}, [2]string{"wangliwen", "resume"})
		page, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "maliqing"), now, 0)
		t.Must(err)
		said := slices.ContainsFunc(page.Content.Blocks, func(b minutes.Written) bool { return b.ID == told.ID && b.Words == "会议讨论了方案。" })
		if now.Edition != 2 || now.CirculatedEdition != 1 || now.Hash == m.Hash || now.ChairHash != now.Hash || !said {
			t.Errorf("version %d, sent round %d, the chair's %v, said %v", now.Edition, now.CirculatedEdition, now.ChairHash == now.Hash, said)
		}
		t.Whole()
	})
}

// A slip in the roll that is taken back at its own minute leaves nobody there: neither in the record, nor among those who are asked.
func TestASlipInTheRollLeavesNobodyThere(t *testing.T) {
	tables(t, func(t *table) {
		m := t.WrittenMinutes(t)
		secretary, place, wrong := t.Actor(t.T, "sunlizhen"), t.PlaceOf(t, m.ID, "sanquan"), t.Person(t, "cairangli")
		held, err := t.Rooms.Meetings.ByID(t.Context(), secretary, m.ID)
		t.Must(err)
		stands := func() (standing string, there, asked bool) {
			page, err := t.Rooms.Minutes.Page(t.Context(), secretary, t.Minutes(t, m.ID), 0)
			t.Must(err)
			for _, a := range page.Content.Attendance {
				if a.Organisation == t.Org("sanquan") {
					standing, there = a.Standing, len(a.People) > 0
				}
			}
			return standing, there, slices.Contains(page.There, t.Org("sanquan"))
		}
		before, _, _ := stands()
		at := held.StartsAt.In(time.FixedZone("Asia/Shanghai", 8*60*60)).Add(20 * time.Minute).Format("15:04")
		_, err = t.Rooms.Meetings.Arrive(t.Context(), secretary, meeting.Arrival{Meeting: m.ID, Place: place.ID, Person: wrong, Mode: "room", At: at, Version: -1})
		t.Must(err)
		if standing, there, asked := stands(); standing != meeting.Present || !there || !asked {
			t.Errorf("noted: %s, %v, %v", standing, there, asked)
		}
		_, err = t.Rooms.Meetings.Leave(t.Context(), secretary, meeting.Leaving{Meeting: m.ID, Place: place.ID, At: at, Version: -1})
		t.Must(err)
		if standing, there, asked := stands(); standing != before || there || asked {
			t.Errorf("taken back: %s, %v, %v", standing, there, asked)
		}
	})
}
