package meeting_test

import (
	"testing"
	"time"

	"sametable/internal/meeting"
	"sametable/internal/policy"
)

// A roll call is noted as a whole or not at all; whoever has sat down since is not moved by it.
func TestARollIsCalledAsAWhole(t *testing.T) {
	tables(t, func(t *table) {
		m := t.InSession(t)
		secretary := t.Actor(t.T, "sunlizhen")
		place := func(org string) string { return t.PlaceOf(t, m.ID, org).ID }
		sits := func(org, who string) meeting.Called {
			return meeting.Called{Place: place(org), Person: t.Person(t.T, who), Mode: "room"}
		}
		call := func(all ...meeting.Called) error {
			_, err := t.Rooms.Meetings.Call(t.Context(), secretary, meeting.RollCall{Meeting: m.ID, Places: all})
			return err
		}
		there := func(who string) (n int) {
			for _, x := range t.page("sunlizhen", m).People {
				if x.PersonID == t.Person(t.T, who) {
					n++
				}
			}
			return n
		}
		for _, wrong := range [][]meeting.Called{
			nil,
			{sits("sanquan", "cairangli"), sits("tongxing", "maliqing")},
			{sits("sanquan", "cairangli"), {Place: place("tongxing"), Person: t.Person(t.T, "suliyi"), Mode: "pigeon"}},
			{sits("sanquan", "cairangli"), sits("huilin", "hanlian")},
			{sits("sanquan", "cairangli"), {Place: "nowhere", Word: meeting.Excused}},
		} {
			if call(wrong...) == nil || there("cairangli") != 0 {
				t.Errorf("%+v was noted, or half of it", wrong)
			}
		}
		t.Must(call(sits("huilin", "maliqing"), sits("sanquan", "cairangli"), meeting.Called{Place: place("tongxing"), Word: meeting.Excused}))
		if there("maliqing") != 1 || there("cairangli") != 1 || !t.PlaceOf(t, m.ID, "tongxing").Excused {
			t.Error("the roll was not noted as called")
		}
		t.Must(call(meeting.Called{Place: place("tongxing"), Word: meeting.Absent}))
		if t.PlaceOf(t, m.ID, "tongxing").Excused {
			t.Error("the apologies were not taken back")
		}
		_, err := t.Rooms.Meetings.Call(t.Context(), policy.Actor{}, meeting.RollCall{Meeting: m.ID, Places: []meeting.Called{sits("tongxing", "suliyi")}})
		if err == nil {
			t.Error("a visitor calls the roll")
		}
		t.Whole()
		held := t.EndsMeeting(t, t.Meeting(t, m.ID))
		t.Must(call(sits("tongxing", "suliyi")))
		for _, x := range t.page("sunlizhen", held).People {
			if x.PersonID == t.Person(t.T, "suliyi") && !x.Arrived.Equal(*held.OpenedAt) {
				t.Errorf("put right afterwards: there from %v", x.Arrived)
			}
		}
		if _, err := t.Rooms.Meetings.Call(t.Context(), secretary, meeting.RollCall{Meeting: m.ID, At: held.HeldAt.Add(time.Minute).Format(time.RFC3339), Places: []meeting.Called{sits("tongxing", "liangliheng")}}); err == nil {
			t.Error("somebody came after the end")
		}
	})
}
