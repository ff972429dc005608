package charter_test

import (
	"testing"

	"sametable/internal/charter"
	"sametable/internal/forum"
	"sametable/internal/register"
)

// When the window ends, those whose comments stand and those who answer them are told, once; nobody else is.
func TestTheWindowEnds(t *testing.T) {
	tables(t, func(t *table) {
		t.consulted()
		if _, got := t.said("maliqing", charter.Said{Words: "建议甲。"}); got != "" {
			t.Fatal(got)
		}
		taken, got := t.said("qinliya", charter.Said{Words: "建议乙。"})
		if got != "" {
			t.Fatal(got)
		}
		_, err := t.Rooms.Charters.WithdrawComment(t.Context(), t.Actor(t.T, "qinliya"), taken.ID, taken.Version)
		t.Must(err)
		told := func(who string) (n int) {
			t.Helper()
			t.Must(t.Rooms.Register.CatchUp(t.Context()))
			items, _, err := t.Rooms.Notices.Inbox(t.Context(), t.Actor(t.T, who), 0, 1000)
			t.Must(err)
			for _, i := range items {
				if i.Verb == "charter.consultation_ended" && i.NounID == t.id {
					n++
				}
			}
			return n
		}
		t.Must(t.Rooms.Charters.Sweep(t.Context(), t.Clock.Now()))
		if n := told("maliqing"); n != 0 {
			t.Errorf("told %d times while the window is open", n)
		}
		t.Clock.Set(*t.now().WindowEnds)
		for range 2 {
			t.Must(t.Rooms.Charters.Sweep(t.Context(), t.Clock.Now()))
		}
		for who, want := range map[string]int{"maliqing": 1, "sunlizhen": 1, "qinliya": 0, "zhaoliran": 0} {
			if n := told(who); n != want {
				t.Errorf("%s is told %d times, want %d", who, n, want)
			}
		}
		var entries []register.Entry
		t.Must(t.Store.Read(t.Context()).Where("noun_id = ? AND verb = 'charter.consultation_ended'", t.id).Find(&entries).Error)
		if len(entries) != 1 || entries[0].Fact("comments") != "1" || t.now().State != forum.CharterConsultation {
			t.Errorf("%+v", entries)
		}
	})
}
