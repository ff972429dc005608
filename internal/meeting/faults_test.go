package meeting_test

import (
	"context"
	"strings"
	"sync"
	"testing"
	"time"

	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/rendering"
)

// at is an instant of the clock on a wall in Beijing.
func at(t *table, on string) time.Time {
	t.Helper()
	when, err := time.ParseInLocation("2006-01-02 15:04", on, time.FixedZone("CST", 8*60*60))
	t.Must(err)
	return when
}

// called announces a meeting of HD on a day, from an hour to another, with one item, and opens it at its hour.
func (t *table) called(day, from, to string) meeting.Meeting {
	t.Helper()
	secretary := t.Actor(t.T, "sunlizhen")
	form := house.MeetingForm()
	form.Day, form.From, form.To = day, from, to
	m, err := t.Rooms.Meetings.Plan(t.Context(), secretary, form)
	t.Must(err)
	_, err = t.Rooms.Meetings.AddItem(t.Context(), secretary, meeting.ItemForm{Meeting: m.ID, TitleZh: "开会和点名", TitleEn: "Opening and roll", TitleSv: "Öppnande och upprop", Purpose: meeting.Inform})
	t.Must(err)
	m, err = t.Rooms.Meetings.Announce(t.Context(), secretary, m.ID, t.Meeting(t, m.ID).Version)
	t.Must(err)
	t.Clock.Set(m.StartsAt)
	m, err = t.Rooms.Minutes.Take(t.Context(), secretary, meeting.Step{Meeting: m.ID, Verb: "open", Version: m.Version})
	t.Must(err)
	for org, who := range house.Seated() {
		_, err := t.Rooms.Meetings.Arrive(t.Context(), secretary, meeting.Arrival{Meeting: m.ID, Place: t.PlaceOf(t, m.ID, org).ID, Person: t.Person(t, who), Mode: "room", Version: -1})
		t.Must(err)
	}
	return t.Meeting(t, m.ID)
}

// ends ends a meeting at a minute as somebody types it, and gives the first sentence of its minutes in a language.
func (t *table) ends(m meeting.Meeting, at string) (meeting.Meeting, func(language string) string) {
	t.Helper()
	m, err := t.Rooms.Minutes.Take(t.Context(), t.Actor(t.T, "sunlizhen"), meeting.Step{Meeting: m.ID, Verb: "end", At: at, Version: t.Meeting(t, m.ID).Version})
	t.Must(err)
	page, err := t.Rooms.Minutes.Page(t.Context(), t.Actor(t.T, "sunlizhen"), t.Minutes(t, m.ID), 0)
	t.Must(err)
	if opened := page.Content.Meeting.Opened; opened != m.OpenedAt.UTC().Format(time.RFC3339) || page.Content.Meeting.Ended != m.HeldAt.UTC().Format(time.RFC3339) {
		t.Errorf("the minutes have it from %s to %s, the meeting from %v to %v", opened, page.Content.Meeting.Ended, m.OpenedAt, m.HeldAt)
	}
	return m, func(language string) string {
		return rendering.Show(rendering.Version{Set: page.Set, Content: page.Content}, language, false).Opening
	}
}

// A meeting goes on over midnight: hours that are typed are those of its two days, whoever leaves does at the minute she left, and the minutes
// name both days.
func TestAMeetingGoesOverMidnight(t *testing.T) {
	tables(t, func(t *table) {
		m := t.called("2019-07-04", "22:00", "01:30")
		if !m.EndsAt.Equal(at(t, "2019-07-05 01:30")) || m.Form().To != "01:30" {
			t.Errorf("until %v", m.EndsAt)
		}
		secretary := t.Actor(t.T, "sunlizhen")
		t.Clock.Set(at(t, "2019-07-05 00:40"))
		for org, hour := range map[string]string{"huilin": "23:50", "beidi": "00:10"} {
			_, err := t.Rooms.Meetings.Leave(t.Context(), secretary, meeting.Leaving{Meeting: m.ID, Place: t.PlaceOf(t, m.ID, org).ID, At: hour, Version: -1})
			t.Must(err)
		}
		_, err := t.Rooms.Meetings.Leave(t.Context(), secretary, meeting.Leaving{Meeting: m.ID, Place: t.PlaceOf(t, m.ID, "fed").ID, At: "00:50", Version: -1})
		if house.Says(err) != "at:meeting.minute_outside" {
			t.Errorf("a minute that has not come: %v", err)
		}
		left := map[string]time.Time{}
		for _, x := range t.page("sunlizhen", m).People {
			if x.Left != nil {
				left[string(x.PersonID)] = *x.Left
			}
		}
		for who, want := range map[string]string{"maliqing": "2019-07-04 23:50", "yelizhi": "2019-07-05 00:10"} {
			if got := left[string(t.Person(t, who))]; !got.Equal(at(t, want)) {
				t.Errorf("%s left at %v, want %s", who, got, want)
			}
		}
		t.Clock.Set(at(t, "2019-07-05 01:20"))
		m, opening := t.ends(m, "01:10")
		if !m.HeldAt.Equal(at(t, "2019-07-05 01:10")) || m.HeldAt.Sub(*m.OpenedAt) != 190*time.Minute {
			t.Errorf("from %v to %v", m.OpenedAt, m.HeldAt)
		}
		for language, want := range map[string]string{"zh": "2019年7月4日 22:00至2019年7月5日 01:10（北京时间）", "en": "4 July 2019, 22:00 – 5 July 2019, 01:10 (Beijing time)",
			"sv": "4 juli 2019 kl. 22.00 – 5 juli 2019 kl. 01.10 (Pekingtid)"} {
			if got := opening(language); !strings.Contains(got, want) {
				t.Errorf("%s: %q, want %q", language, got, want)
			}
		}
		t.Whole()
	})
}

// Clocks are changed in Sweden while a meeting sits in China: nothing of it moves, and its length is what it was.
func TestClocksAreChangedInSwedenWhileItSits(t *testing.T) {
	tables(t, func(t *table) {
		now := t.Clock.Now()
		if _, err := t.Store.SQL().Exec("UPDATE mandates SET ends = NULL"); err != nil { // those of the world's end before autumn
			t.Fatal(err)
		}
		for _, day := range []string{"2019-03-31", "2019-10-27"} {
			t.Clock.Set(now)
			if on := at(t, day+" 08:30"); on.Before(now) {
				t.Clock.Set(on.AddDate(0, 0, -30))
			}
			m := t.called(day, "08:30", "09:45")
			t.Clock.Set(at(t, day+" 09:40"))
			m, opening := t.ends(m, "09:30")
			if m.HeldAt.Sub(*m.OpenedAt) != time.Hour || !m.OpenedAt.Equal(at(t, day+" 08:30")) || !strings.Contains(opening("sv"), "08.30–09.30 (Pekingtid)") {
				t.Errorf("%s: from %v to %v, %q", day, m.OpenedAt, m.HeldAt, opening("sv"))
			}
		}
	})
}

// atOnce does two things in two processes at the same time.
func atOnce(do [2]func() error) [2]error {
	var wait sync.WaitGroup
	var errs [2]error
	for i := range do {
		wait.Go(func() { errs[i] = do[i]() })
	}
	wait.Wait()
	return errs
}

// Two secretaries keep the same meeting from two processes: entries of the roll at different places do not collide; of two who put the same
// item into words one is told that it has changed, and the words of the other stand.
func TestTwoSecretariesAtOnce(t *testing.T) {
	house.Pairs(t, func(t *testing.T, twins [2]*house.House) {
		one := &table{house.Table{T: t, House: twins[0]}}
		m := one.InSession(t)
		twins[1].Clock.Set(one.Clock.Now())
		who := [2]policy.Actor{twins[0].Actor(t, "sunlizhen"), twins[1].Actor(t, "sunlizhen")}
		var orgs []string
		for org := range house.Seated() {
			orgs = append(orgs, org)
		}
		for pair := 0; pair+1 < len(orgs); pair += 2 {
			leave := func(i int) func() error {
				place := one.PlaceOf(t, m.ID, orgs[pair+i]).ID
				return func() error {
					_, err := twins[i].Rooms.Meetings.Leave(context.Background(), who[i], meeting.Leaving{Meeting: m.ID, Place: place, Version: -1})
					return err
				}
			}
			for _, err := range atOnce([2]func() error{leave(0), leave(1)}) {
				one.Must(err)
			}
		}
		var left int64
		one.Must(one.Store.Read(t.Context()).Model(&meeting.Presence{}).Where("meeting_id = ? AND gone IS NOT NULL", m.ID).Count(&left).Error)
		if left != 8 {
			t.Errorf("%d have left of the eight who were noted", left)
		}
		item := one.Items(t, m.ID)[0]
		one.TakesItem(t, m, 1, meeting.ItemStep{Verb: "open"})
		item = one.Items(t, m.ID)[0]
		words := [2]string{"甲记录：会议听取了说明。", "乙记录：会议听取了介绍。"}
		note := func(i int) func() error {
			return func() error {
				_, err := twins[i].Rooms.Meetings.TakeItem(context.Background(), who[i], meeting.ItemStep{Meeting: m.ID, Item: item.ID, Verb: "note", Words: words[i], Version: item.Version})
				return err
			}
		}
		errs := atOnce([2]func() error{note(0), note(1)})
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("both or neither: %v, %v", errs[0], errs[1])
		}
		for i, err := range errs {
			if err == nil && one.Items(t, m.ID)[0].Outcome != words[i] {
				t.Errorf("what stands is %q", one.Items(t, m.ID)[0].Outcome)
			}
			if err != nil && house.Says(err) != "fault.stale" && house.Says(err) != "workflow.wrong_state" {
				t.Errorf("the second was told %s", house.Says(err))
			}
		}
		one.Whole()
	})
}

// The line drops: a form that is sent again ten minutes later is carried out once, at the minute it was filled in.
func TestAFormIsSentAgainTenMinutesLater(t *testing.T) {
	tables(t, func(t *table) {
		m := t.InSession(t)
		secretary, place := t.Actor(t.T, "sunlizhen"), t.PlaceOf(t, m.ID, "huilin").ID
		filled := t.Clock.Now().Add(20 * time.Minute)
		t.Clock.Set(filled)
		form := meeting.Leaving{Meeting: m.ID, Place: place, At: filled.UTC().Format(time.RFC3339), Version: -1}
		ctx := register.WithOnce(t.Context(), "a-form-of-the-roll")
		entries := func() (n int64) {
			t.Must(t.Store.Read(t.Context()).Model(&register.Entry{}).Where("noun_id = ?", m.ID).Count(&n).Error)
			return n
		}
		before := entries()
		for range 3 {
			t.Clock.Set(t.Clock.Now().Add(10 * time.Minute))
			if _, err := t.Rooms.Meetings.Leave(ctx, secretary, form); err != nil {
				if _, again := err.(*register.Replayed); !again {
					t.Fatal(err)
				}
			}
		}
		if n := entries() - before; n != 1 {
			t.Errorf("%d entries", n)
		}
		for _, x := range t.page("sunlizhen", m).People {
			if x.PlaceID == place && (x.Left == nil || !x.Left.Equal(filled)) {
				t.Errorf("she left at %v, the form was filled in at %v", x.Left, filled)
			}
		}
		t.Whole()
	})
}
