package minutes_test

import (
	"strings"
	"testing"
	"time"

	"sametable/internal/forum"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
)

// Where the minutes of several meetings wait, one item names them all, the oldest first, and is called after them; what the next meeting says of it holds
// for each. What was approved meanwhile is named no more.
func TestTheNextMeetingApprovesAllThatWait(t *testing.T) {
	tables(t, func(t *table) {
		t.Chartered(t, "HD", func(r *forum.Rules) { r.MinutesApproval = minutes.ByBallot })
		first := t.CirculatedMinutes(t)
		second := t.circulatedAgain()
		t.Clock.Set(second.ClosesAt.Add(time.Minute))
		next := t.NextMeeting(t, t.Clock.Now().AddDate(0, 0, 20).Format(time.DateOnly))
		on := func(m minutes.Set) time.Time { return t.Meeting(t, m.ID).StartsAt.In(time.FixedZone("", 8*3600)) }
		item := func() (at int, i meeting.Item) {
			for n, i := range t.Items(t, next.ID) {
				if i.Auto == meeting.Approval {
					return n + 1, i
				}
			}
			t.Fatal("nothing is to be approved")
			return 0, i
		}
		at, i := item()
		if p := i.Papers(); len(p) != 2 || p[0].ID != first.ID || p[1].ID != second.ID {
			t.Fatalf("it names %+v", p)
		}
		a, b := first.MeetingReference, second.MeetingReference
		if i.TitleZh != "审定"+a+"、"+b+"会议纪要" || i.TitleEn != "Approval of the minutes of "+a+", "+on(first).Format("2 January 2006")+", and "+b+", "+on(second).Format("2 January 2006") ||
			!strings.HasPrefix(i.TitleSv, "Godkännande av protokollen från "+a+" den ") {
			t.Errorf("it is called %q, %q, %q", i.TitleZh, i.TitleEn, i.TitleSv)
		}
		t.Opens(t, next)
		t.TakesItem(t, next, at, meeting.ItemStep{Verb: "open"})
		t.TakesItem(t, next, at, meeting.ItemStep{Verb: "agree"})
		t.Must(t.Rooms.Minutes.Sweep(t.Context(), t.Clock.Now()))
		for _, m := range []minutes.Set{first, second} {
			if m = t.Minutes(t, m.ID); m.State != minutes.Approved || m.ApprovedHash != m.Hash {
				t.Errorf("the meeting agreed to %s: %s", m.MeetingReference, m.State)
			}
		}
		t.Whole()
	})
}

// What is approved before an agenda is sent again is named there no more, and the item is called after what is left; a title of the secretary's own stays.
func TestTheItemIsCalledAfterWhatIsLeft(t *testing.T) {
	tables(t, func(t *table) {
		first := t.CirculatedMinutes(t)
		second := t.circulatedAgain()
		next := t.NextMeeting(t, t.Clock.Now().AddDate(0, 0, 40).Format(time.DateOnly))
		other := t.NextMeeting(t, t.Clock.Now().AddDate(0, 0, 41).Format(time.DateOnly))
		approval := func(m meeting.Meeting) (i meeting.Item) {
			for _, i := range t.Items(t, m.ID) {
				if i.Auto == meeting.Approval && i.Number > 0 {
					return i
				}
			}
			return i
		}
		own := approval(other)
		_, err := t.Rooms.Meetings.TakeItem(t.Context(), t.Actor(t.T, "sunlizhen"), meeting.ItemStep{Meeting: other.ID, Item: own.ID, Verb: "edit", Version: own.Version,
			Form: meeting.ItemForm{TitleZh: "审定纪要", Purpose: meeting.Decide, Number: own.Number}})
		t.Must(err)
		t.Clock.Set(first.ClosesAt.Add(time.Minute))
		t.Must(t.Rooms.Minutes.Sweep(t.Context(), t.Clock.Now()))
		if t.Minutes(t, first.ID).State != minutes.Approved || t.Minutes(t, second.ID).State != minutes.Circulated {
			t.Fatal("both windows end on one day")
		}
		sends := func(m meeting.Meeting) meeting.Item {
			m = t.Meeting(t, m.ID)
			_, err := t.Rooms.Meetings.SendAgenda(t.Context(), t.Actor(t.T, "sunlizhen"), m.ID, m.Version)
			t.Must(err)
			return approval(m)
		}
		if i := sends(next); len(i.Papers()) != 1 || i.Papers()[0].ID != second.ID || i.TitleZh != "审定"+second.MeetingReference+"会议纪要" {
			t.Errorf("it is called %q and names %+v", i.TitleZh, i.Papers())
		}
		if i := sends(other); len(i.Papers()) != 1 || i.TitleZh != "审定纪要" {
			t.Errorf("the secretary's own: %q, %+v", i.TitleZh, i.Papers())
		}
		t.Clock.Set(second.ClosesAt.Add(time.Minute))
		t.Must(t.Rooms.Minutes.Sweep(t.Context(), t.Clock.Now()))
		if i := sends(next); i.ID != "" {
			t.Errorf("nothing waits: %+v", i)
		}
		t.Whole()
	})
}
