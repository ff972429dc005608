package minutes_test

import (
	"testing"
	"time"

	"sametable/internal/calendar"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/minutes"
	"sametable/internal/notice"
	"sametable/internal/register"
	"sametable/internal/store"
)

// counted is how often the register says something of minutes.
func (t *table) counted(m minutes.Set, verb string) (n int64) {
	t.Helper()
	t.Must(t.Store.Read(t.Context()).Model(&register.Entry{}).Where("noun_id = ? AND verb = ?", m.ID, "minutes."+verb).Count(&n).Error)
	return n
}

// told is how often somebody was told of them.
func (t *table) told(m minutes.Set, who, verb string) (n int64) {
	t.Helper()
	t.Must(t.Store.Read(t.Context()).Model(&notice.Notice{}).Where("noun_id = ? AND person_id = ? AND verb = ?", m.ID, t.Person(t.T, who), "minutes."+verb).Count(&n).Error)
	return n
}

// sweepsAt lets the clock strike noon so many working days after the last one, twice, as after a restart.
func (t *table) sweepsAt(m minutes.Set, working int) {
	t.Helper()
	days, err := calendar.Of(t.Store.Read(t.Context()))
	t.Must(err)
	at, step := m.ClosesAt.Add(-12*time.Hour), 1
	if working < 0 {
		working, step = -working, -1
	}
	for working > 0 {
		if at = at.AddDate(0, 0, step); days.Works(at) {
			working--
		}
	}
	t.Clock.Set(at)
	for range 2 {
		t.Must(t.Rooms.Minutes.Sweep(t.Context(), t.Clock.Now()))
	}
}

// Those whose organisations have not answered are reminded seven and two working days before the end and on the last day, each time once, and those that
// have are not; after the end its keepers are told, and once more three working days later.
func TestRemindersWhileMinutesGoRound(t *testing.T) {
	tables(t, func(t *table) {
		m := t.CirculatedMinutes(t)
		_, err := t.Rooms.Minutes.Walk(t.Context(), t.Actor(t.T, "maliqing"), minutes.Step{Minutes: m.ID, Verb: "agree", Hash: m.Hash, Version: m.Version})
		t.Must(err)
		for _, at := range []struct {
			working int
			sent    int64
		}{{-8, 0}, {-7, 1}, {-6, 1}, {-3, 1}, {-2, 2}, {-1, 2}, {0, 3}} {
			t.sweepsAt(m, at.working)
			if n := t.counted(m, "reminded"); n != at.sent {
				t.Errorf("%d working days: reminded %d times, want %d", at.working, n, at.sent)
			}
		}
		f := t.filing(m)
		f.Hash = t.Minutes(t, m.ID).Hash
		_, err = t.Rooms.Minutes.File(t.Context(), t.Actor(t.T, "gaolicheng"), f)
		t.Must(err)
		for _, at := range []struct {
			working       int
			over, overdue int64
		}{{1, 1, 0}, {2, 1, 0}, {3, 1, 1}, {4, 1, 1}, {20, 1, 1}} {
			t.sweepsAt(m, at.working)
			if a, b := t.counted(m, "window_over"), t.counted(m, "overdue"); a != at.over || b != at.overdue {
				t.Errorf("%d working days after: over %d, overdue %d", at.working, a, b)
			}
		}
		t.Must(t.Rooms.Register.CatchUp(t.Context()))
		if a, b, c := t.told(m, "maliqing", "reminded"), t.told(m, "gaolicheng", "reminded"), t.told(m, "sunlizhen", "overdue"); a != 0 || b != 3 || c != 1 {
			t.Errorf("told: who has answered %d, who has not %d, the secretary %d", a, b, c)
		}
		t.Whole()
	})
}

// After days without a clock only the newest reminder is sent, and before a short time begins none.
func TestMissedRemindersAreOne(t *testing.T) {
	for name, at := range map[string]struct {
		window, working         int
		reminded, over, overdue int64
	}{
		"before the end":  {10, -1, 1, 0, 0},
		"on the last day": {10, 0, 1, 0, 0},
		"after it":        {10, 1, 0, 1, 0},
		"long after it":   {10, 9, 0, 0, 1},
		"a short time":    {7, -6, 0, 0, 0},
		"its second":      {7, -2, 1, 0, 0},
	} {
		t.Run(name, func(t *testing.T) {
			x := &table{house.Table{T: t, House: house.World(t, store.SQLite)}}
			if at.window != 10 {
				x.Chartered(t, "HD", func(r *forum.Rules) { r.CorrectionDays = at.window })
			}
			m := x.CirculatedMinutes(t)
			_, err := x.Rooms.Minutes.File(t.Context(), x.Actor(t, "gaolicheng"), x.filing(m))
			x.Must(err)
			x.sweepsAt(m, at.working)
			if a, b, c := x.counted(m, "reminded"), x.counted(m, "window_over"), x.counted(m, "overdue"); a != at.reminded || b != at.over || c != at.overdue {
				t.Errorf("reminded %d, over %d, overdue %d", a, b, c)
			}
		})
	}
}
