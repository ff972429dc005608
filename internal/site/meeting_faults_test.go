package site_test

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forumtest/house"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// On the mornings on which Sweden changes its clocks a meeting in China begins on one side of the change and ends on the other: the page has
// each end in both zones, and the calendar file the same instants.
func TestMeetingsOnTheDaysClocksAreChanged(t *testing.T) {
	a := newTable(t)
	m := a.h.Announced(t)
	for day, stockholm := range map[string][2]string{"2019-03-31": {"01:30", "03:45"}, "2019-10-27": {"02:30", "02:45"}} {
		begins, err := time.Parse(time.RFC3339, day+"T00:30:00Z")
		if err != nil {
			t.Fatal(err)
		}
		ends := begins.Add(75 * time.Minute)
		stamp := func(at time.Time) string { return at.Format("2006-01-02 15:04:05+00:00") }
		if _, err := a.h.Store.SQL().Exec(fmt.Sprintf("UPDATE meetings SET starts_at = '%s', ends_at = '%s', version = version + 1 WHERE id = '%s'", stamp(begins), stamp(ends), m.ID)); err != nil {
			t.Fatal(err)
		}
		visitor := a.h.Client(t, a.h.Serve(t)) // whose door remembers nothing of the day before
		for _, code := range lang.Codes() {
			s := a.h.Catalogue.Speaker(code)
			page := letters(visitor.Get("/" + string(code) + m.Path()).Text())
			for n, at := range []time.Time{begins, ends} {
				beijing := []string{"08:30", "09:45"}[n]
				want := []string{beijing, stockholm[n]}
				if code == "sv" {
					want = []string{strings.Replace(beijing, ":", ".", 1), strings.Replace(stockholm[n], ":", ".", 1)}
				}
				here, there := s.DateTimePair(at, lang.Beijing)
				if !strings.Contains(here, want[0]) || !strings.Contains(there, want[1]) || !strings.Contains(page, letters(here+there)) {
					t.Errorf("%s in %s: %q and %q, want %v; on the page: %v", day, code, here, there, want, strings.Contains(page, letters(here+there)))
				}
			}
			c, err := ics.ParseCalendar(strings.NewReader(visitor.Get("/" + string(code) + m.Path() + "/meeting.ics").Body))
			if err != nil || len(c.Events()) != 1 {
				t.Fatalf("%v", err)
			}
			from, _ := c.Events()[0].GetStartAt()
			to, _ := c.Events()[0].GetEndAt()
			note := strings.ReplaceAll(c.Events()[0].GetProperty(ics.ComponentPropertyDescription).Value, `\,`, ",")
			if !from.Equal(begins) || !to.Equal(ends) || !strings.Contains(note, s.DateTimeBoth(begins, lang.Beijing)) {
				t.Errorf("%s in %s: from %v to %v: %s", day, code, from, to, note)
			}
		}
	}
}

// crowd gives a meeting that sits so many items and people besides.
func crowd(t *testing.T, h *house.House, m meeting.Meeting, items, people int) {
	t.Helper()
	places := func() []meeting.Place {
		var all []meeting.Place
		if err := h.Store.Read(t.Context()).Where("meeting_id = ?", m.ID).Order("id").Find(&all).Error; err != nil {
			t.Fatal(err)
		}
		return all
	}()
	from := len(h.Items(t, m.ID))
	err := h.Rooms.Register.Act(t.Context(), policy.SystemActor(), func(tx *register.Tx) error {
		tx.Permit(policy.Allow(meeting.Noun, m.ID, "change"))
		for n := range items {
			i := meeting.Item{ID: clock.NewID(), MeetingID: m.ID, Number: from + n + 1, Language: "zh", TitleZh: fmt.Sprintf("第%d项工作的情况通报", n), TitleEn: fmt.Sprintf("Report on matter %d", n),
				TitleSv: fmt.Sprintf("Rapport om ärende %d", n), Purpose: meeting.Discuss, State: meeting.Queued, About: "[]", Actions: "[]", Snapshot: "{}", Version: 1}
			if err := tx.Add(&i); err != nil {
				return err
			}
		}
		for n := range people {
			person := policy.PersonID(clock.NewID())
			p := meeting.Place{ID: clock.NewID(), MeetingID: m.ID, OrganisationID: places[n%len(places)].OrganisationID, PersonID: person, Capacity: policy.Observer, Kind: places[n%len(places)].Kind, InvitedAt: tx.Now(), Version: 1}
			x := meeting.Presence{ID: clock.NewID(), MeetingID: m.ID, PlaceID: p.ID, PersonID: person, Name: fmt.Sprintf("例文%d", n), Latin: fmt.Sprintf("LI Wen %d", n), Capacity: policy.Observer, Mode: "link", Arrived: tx.Now(), Version: 1}
			if err := tx.Add(&p, &x); err != nil {
				return err
			}
		}
		tx.Enter(register.Note{Noun: meeting.Noun, ID: m.ID, Verb: "meeting.changed", From: m.State, To: m.State, Access: m.Access})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

// packed is how much of a page goes over the line.
func packed(page []byte) int {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	_, _ = w.Write(page) // into memory
	_ = w.Close()
	return b.Len()
}

// A table of 200 with 300 items asks the database no more often than a small one, on the page of the meeting, the one it is held on and the one of
// its minutes: six times at most when they are read again, and as often as docs/performance.md says when they are read anew.
func TestALargeMeetingAsksAsOftenAsASmallOne(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		m := h.InSession(t)
		measure := func(who string) map[string]int64 {
			all := map[string]int64{}
			for _, at := range []string{"", "/hold", "/minutes"} {
				e, err := h.Handler() // which remembers nothing
				if err != nil {
					t.Fatal(err)
				}
				cookie := cookieOf(t, e, who)
				read := func() int64 {
					ctx, n := store.WithCounter(t.Context())
					rec := get(ctx, e, "/sv"+m.Path()+at, cookie)
					if rec.Code != http.StatusOK {
						t.Fatalf("%s: %d", at, rec.Code)
					}
					t.Logf("%s %q: %d statements, %d kB, %d packed", who, at, n.Load(), rec.Body.Len()/1024, packed(rec.Body.Bytes())/1024)
					return n.Load()
				}
				all[at] = read()
				if again := read(); again > 6 {
					t.Errorf("%q asks %d times when it is read again", at, again)
				}
			}
			return all
		}
		crowd(t, h, m, 4, 3) // one of everything
		small := measure("sunlizhen")
		crowd(t, h, m, 292, 188)
		most := map[string]int64{"": 18, "/hold": 16, "/minutes": 27} // two of the last for the promises that the agenda names
		for at, n := range measure("sunlizhen") {
			if n > small[at] || n > most[at] {
				t.Errorf("%q asks %d times, %d when it is small", at, n, small[at])
			}
		}
	})
}

// What is far too long is refused with how long it may be, and comes back as it was typed, on the agenda and at the table.
func TestAnItemOf100kBIsRefused(t *testing.T) {
	a := newTable(t, "sunlizhen")
	long := strings.Repeat("长", 34_000) // 102 kB
	m := a.h.InSession(t)
	form := house.MeetingForm()
	form.Day = m.StartsAt.AddDate(0, 1, 0).Format(time.DateOnly)
	next, err := a.h.Rooms.Meetings.Plan(t.Context(), a.h.Actor(t, "sunlizhen"), form)
	if err != nil {
		t.Fatal(err)
	}
	for code, speaker := range map[string]*lang.Speaker{"zh": a.h.Catalogue.Speaker("zh"), "en": a.h.Catalogue.Speaker("en"), "sv": a.h.Catalogue.Speaker("sv")} {
		says := func(most int) string {
			return strings.Join(strings.Fields(speaker.Say("input.too_long", fault.Args{"N": 34_000, "Max": most})), " ")
		}
		at := "/" + code + "/meeting/" + next.ID + "/item"
		p := a.want(a.send("sunlizhen", at, at, url.Values{"title_zh": {long}, "purpose": {meeting.Discuss}, "minutes": {"25"}}), http.StatusUnprocessableEntity, says(meeting.TitleMost))
		if kept, _ := p.Form(at); kept.Get("title_zh") != long || kept.Get("minutes") != "25" {
			t.Errorf("%s: %d bytes came back", code, len(kept.Get("title_zh")))
		}
	}
	hold, item := "/en"+m.Path()+"/hold", "/en/meeting/"+m.ID+"/item/"+a.h.Items(t, m.ID)[0].ID
	a.want(a.send("sunlizhen", hold, item+"/open", nil), http.StatusOK)
	says := strings.Join(strings.Fields(a.h.Catalogue.Speaker("en").Say("input.too_long", fault.Args{"N": 34_000, "Max": meeting.OutcomeMost})), " ")
	p := a.want(a.send("sunlizhen", hold, item+"/note", url.Values{"words": {long}}), http.StatusUnprocessableEntity, says)
	if kept, _ := p.Form(item + "/note"); kept.Get("words") != long {
		t.Errorf("%d bytes of what was noted came back", len(kept.Get("words")))
	}
}

// The line drops while somebody is noted down: the browser sends the same form again ten minutes later, and it is entered once.
func TestTheRollIsSentAgainAfterTheLineDropped(t *testing.T) {
	a := newTable(t, "sunlizhen")
	m := a.h.InSession(t)
	hold, place := "/zh"+m.Path()+"/hold", a.h.PlaceOf(t, m.ID, "sanquan").ID
	action := "/zh/meeting/" + m.ID + "/roll"
	form, ok := a.c["sunlizhen"].Get(hold).Form(action)
	if !ok {
		t.Fatal("no form for the roll")
	}
	form["person_"+place], form["mode_"+place], form["at"] = []string{string(a.h.Person(t, "cairangli"))}, []string{"room"}, []string{a.h.Clock.Now().UTC().Format(time.RFC3339)}
	filled := a.h.Clock.Now().Truncate(time.Minute)
	for range 3 {
		a.want(a.c["sunlizhen"].Post(action, form), http.StatusOK)
		a.h.Clock.Set(a.h.Clock.Now().Add(10 * time.Minute))
	}
	var all []meeting.Presence
	if err := a.h.Store.Read(t.Context()).Where("place_id = ?", place).Find(&all).Error; err != nil || len(all) != 1 || !all[0].Arrived.Equal(filled) {
		t.Errorf("%+v, %v", all, err)
	}
}

// Whoever keeps an item that another has kept meanwhile is told so, and what she has typed comes back.
func TestWordsOfASecondSecretaryAreNotLost(t *testing.T) {
	a := newTable(t, "sunlizhen")
	m := a.h.InSession(t)
	a.h.TakesItem(t, m, 1, meeting.ItemStep{Verb: "open"})
	hold, item := "/zh"+m.Path()+"/hold", "/zh/meeting/"+m.ID+"/item/"+a.h.Items(t, m.ID)[0].ID
	form, ok := a.c["sunlizhen"].Get(hold).Form(item + "/note")
	if !ok {
		t.Fatal("no form to note the item")
	}
	a.h.TakesItem(t, m, 1, meeting.ItemStep{Verb: "note", Words: "另一位记录员所记。"})
	form["words"] = []string{"这一位记录员所记。"}
	p := a.want(a.c["sunlizhen"].Post(item+"/note", form), http.StatusConflict)
	if !strings.Contains(p.Body, "这一位记录员所记。") {
		t.Errorf("what was typed is gone: %s", p.Text())
	}
	if got := a.h.Items(t, m.ID)[0].Outcome; got != "另一位记录员所记。" {
		t.Errorf("what stands is %q", got)
	}
}
