package meeting_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/commitment"
	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
	"sametable/internal/policy"
)

type table struct{ house.Table }

func tables(t *testing.T, test func(t *table)) {
	house.Worlds(t, func(t *testing.T, h *house.House) { test(&table{house.Table{T: t, House: h}}) })
}

// next is the reference of a forum's newest meeting of the demo's year, or of the one after it, counted.
func (t *table) next(key string, plus int) string {
	t.Helper()
	var n int64
	t.Must(t.Store.Read(t.Context()).Model(&meeting.Meeting{}).Where("forum_key = ? AND year = 2019", key).Count(&n).Error)
	return fmt.Sprintf("%s-M-2019-%02d", key, int(n)+plus)
}

func (t *table) page(who string, m meeting.Meeting) meeting.Page {
	t.Helper()
	viewer := policy.Actor{}
	if who != "" {
		viewer = t.Actor(t.T, who)
	}
	page, err := t.Rooms.Meetings.Page(t.Context(), viewer, m.ForumKey, m.At())
	t.Must(err)
	return page
}

// A meeting walks from a thought to its end: its places are those of the day it was announced, its quorum those of each minute, and what it
// decides makes a promise in the same act.
func TestAMeetingsWay(t *testing.T) {
	tables(t, func(t *table) {
		m := t.Held(t)
		if m.State != meeting.Held || m.Reference != t.next("HD", 0) || m.HeldAt == nil {
			t.Fatalf("%s %s", m.Reference, m.State)
		}
		page := t.page("maliqing", m)
		standing := map[string]int{}
		for _, p := range page.Places {
			standing[p.Standing(page.People)]++
		}
		if standing[meeting.Present] != 9 || len(page.People) != 9 {
			t.Errorf("%v of %d", standing, len(page.People))
		}
		var decided, arising meeting.ItemRow
		for _, i := range page.Items {
			switch {
			case i.State == meeting.Decided:
				decided = i
			case i.Auto == meeting.Arising:
				arising = i
			}
		}
		if decided.Favour != 9 || decided.BallotState != ballot.Published || len(decided.Table().Organisations) != 9 || !decided.Table().Met || len(decided.Promises()) != 1 {
			t.Errorf("decided: %+v", decided)
		}
		if arising.Number != 2 || arising.State != meeting.Deferred {
			t.Errorf("matters arising: %+v", arising.Item)
		}
		c, err := t.Rooms.Commitments.ByID(t.Context(), t.Actor(t.T, "maliqing"), decided.Promises()[0])
		if err != nil || c.OriginReference != m.Reference || c.State != commitment.Proposed {
			t.Errorf("promise: %+v, %v", c.Commitment, err)
		}
		for _, p := range page.People {
			if p.Left == nil || !p.Left.Equal(*m.HeldAt) {
				t.Errorf("%s left at %v", p.Name, p.Left)
			}
		}
		t.Whole()
	})
}

// When somebody leaves and the quorum is lost, what is to be decided cannot be put to the vote, and the page says with which numbers; when she
// comes back it can.
func TestTheQuorumIsLostAndFound(t *testing.T) {
	tables(t, func(t *table) {
		m := t.InSession(t)
		items := t.Items(t, m.ID)
		at := len(items)
		t.TakesItem(t, m, at, meeting.ItemStep{Verb: "open"})
		t.TakesItem(t, m, at, meeting.ItemStep{Verb: "word", Motion: house.Motion()})
		secretary := t.Actor(t.T, "sunlizhen")
		t.Clock.Set(m.StartsAt.Add(40 * time.Minute))
		for _, org := range []string{"huilin", "fed", "huyuan", "beidi"} {
			_, err := t.Rooms.Meetings.Leave(t.Context(), secretary, meeting.Leaving{Meeting: m.ID, Place: t.PlaceOf(t, m.ID, org).ID, At: "15:05", Version: -1})
			t.Must(err)
		}
		page := t.page("sunlizhen", m)
		turns := page.Turns(page.Scene().Places, page.People)
		last := turns[len(turns)-1]
		if last.Quorum.Met || last.Quorum.Present != 5 || last.Quorum.Needed != 6 || last.At.Sub(m.StartsAt) != 35*time.Minute {
			t.Errorf("turns: %+v", turns)
		}
		i := t.Items(t, m.ID)[at-1]
		_, err := t.Rooms.Meetings.Put(t.Context(), secretary, meeting.ItemStep{Meeting: m.ID, Item: i.ID, Version: i.Version})
		if house.Says(err) != "guard.agenda_item.quorum" {
			t.Errorf("without a quorum: %v", err)
		}
		options := t.Rooms.Meetings.ItemOptions(secretary, page)(page.Items[at-1])
		for _, o := range options {
			if o.Verb == "put" && (o.Blocked == nil || o.Blocked.Args["Present"] != 5) {
				t.Errorf("the button: %+v", o.Blocked)
			}
		}
		agreed := t.TakesItem(t, m, at, meeting.ItemStep{Verb: "agree", Words: "方向一致。"})
		if !agreed.Indicative {
			t.Error("agreed without a quorum is more than an indication")
		}
		t.TakesItem(t, m, at, meeting.ItemStep{Verb: "resume"})
		_, err = t.Rooms.Meetings.CheckIn(t.Context(), t.Actor(t.T, "maliqing"), meeting.Arrival{Meeting: m.ID, Place: t.PlaceOf(t, m.ID, "huilin").ID, Mode: "link"})
		t.Must(err)
		i = t.Items(t, m.ID)[at-1]
		b, err := t.Rooms.Meetings.Put(t.Context(), secretary, meeting.ItemStep{Meeting: m.ID, Item: i.ID, Version: i.Version})
		t.Must(err)
		// whoever leaves while the ballot is open no longer counts in it
		_, err = t.Rooms.Meetings.Leave(t.Context(), secretary, meeting.Leaving{Meeting: m.ID, Place: t.PlaceOf(t, m.ID, "huilin").ID, Version: -1})
		t.Must(err)
		row, err := t.Rooms.Ballots.Find(t.Context(), secretary, b.ID)
		t.Must(err)
		if row.Quorum(row.Plain()).Present != 5 {
			t.Errorf("in the ballot are %d", row.Quorum(row.Plain()).Present)
		}
		_, err = t.Rooms.Ballots.Take(t.Context(), secretary, ballot.Step{Ballot: b.ID, Verb: "close", Version: row.Version})
		t.Must(err)
		i = t.Items(t, m.ID)[at-1]
		if _, err = t.Rooms.Meetings.Decide(t.Context(), t.Actor(t.T, "wangliwen"), meeting.Deciding{Meeting: m.ID, Item: i.ID, Version: i.Version}); house.Says(err) != "guard.agenda_item.counted" {
			t.Errorf("a ballot without a quorum decides: %v", err)
		}
		t.TakesItem(t, m, at, meeting.ItemStep{Verb: "defer", Words: "未达到法定人数。"})
	})
}

// Notice, place and agenda are asked for before anybody is called; the reference is given then, without gaps.
func TestWhatCallingAMeetingTakes(t *testing.T) {
	tables(t, func(t *table) {
		secretary := t.Actor(t.T, "sunlizhen")
		form := house.MeetingForm()
		form.Place, form.PlaceLatin, form.Link, form.Day = "", "", "", "2019-06-20"
		m, err := t.Rooms.Meetings.Plan(t.Context(), secretary, form)
		t.Must(err)
		if m.Reference != "" || m.Class != policy.Members {
			t.Errorf("planned: %+v", m)
		}
		announce := func() error {
			m = t.Meeting(t, m.ID)
			_, err := t.Rooms.Meetings.Announce(t.Context(), secretary, m.ID, m.Version)
			return err
		}
		change := func(f func(*meeting.Form)) {
			f(&form)
			form.Version = t.Meeting(t, m.ID).Version
			_, err := t.Rooms.Meetings.Change(t.Context(), secretary, m.ID, form)
			t.Must(err)
		}
		if err := announce(); house.Says(err) != "guard.meeting.notice" {
			t.Errorf("ten days ahead: %v", err)
		}
		change(func(f *meeting.Form) { f.Day = "2019-06-24" })
		if err := announce(); house.Says(err) != "guard.meeting.where" {
			t.Errorf("nowhere: %v", err)
		}
		change(func(f *meeting.Form) { f.Place = "湖宁" })
		if err := announce(); house.Says(err) != "guard.meeting.agenda" {
			t.Errorf("about nothing: %v", err)
		}
		_, err = t.Rooms.Meetings.AddItem(t.Context(), secretary, meeting.ItemForm{Meeting: m.ID, TitleZh: "议题", Purpose: meeting.Discuss, About: "HD-2018-01，HD-9999-01"})
		if house.Says(err) != "about:meeting.paper_unknown" {
			t.Errorf("a paper that is not there: %v", err)
		}
		_, err = t.Rooms.Meetings.AddItem(t.Context(), secretary, meeting.ItemForm{Meeting: m.ID, TitleZh: "议题", Purpose: meeting.Discuss, About: "HD-2018-01"})
		t.Must(err)
		t.Must(announce())
		m = t.Meeting(t, m.ID)
		if m.Reference != t.next("HD", 0) || m.Class != policy.Public || m.Revision != 1 {
			t.Errorf("announced: %+v", m)
		}
		if page := t.page("", m); page.Link != "" || page.Places != nil || len(page.Items) == 0 {
			t.Errorf("a visitor reads %q, %d places", page.Link, len(page.Places))
		}
		form.Day, form.Version = "2019-06-22", m.Version
		if _, err := t.Rooms.Meetings.Change(t.Context(), secretary, m.ID, form); house.Says(err) != "day:meeting.notice_kept" {
			t.Errorf("brought forward: %v", err)
		}
	})
}

// A revised agenda shows what is new, what is gone, what is changed and what has moved; items after a new one have not moved.
func TestARevisedAgendaShowsItsDifference(t *testing.T) {
	tables(t, func(t *table) {
		m := t.Announced(t)
		secretary := t.Actor(t.T, "sunlizhen")
		items := t.Items(t, m.ID)
		_, err := t.Rooms.Meetings.AddItem(t.Context(), secretary, meeting.ItemForm{Meeting: m.ID, TitleZh: "新的议题", Purpose: meeting.Discuss, Number: 1})
		t.Must(err)
		last := t.Items(t, m.ID)[len(items)]
		_, err = t.Rooms.Meetings.TakeItem(t.Context(), secretary, meeting.ItemStep{Meeting: m.ID, Item: last.ID, Verb: "edit", Version: last.Version,
			Form: meeting.ItemForm{TitleZh: last.TitleZh, TitleEn: last.TitleEn, TitleSv: last.TitleSv, Purpose: last.Purpose, Presenter: last.Presenter, Minutes: "30", Number: 2}})
		t.Must(err)
		m = t.Meeting(t, m.ID)
		m, err = t.Rooms.Meetings.SendAgenda(t.Context(), secretary, m.ID, m.Version)
		t.Must(err)
		page := t.page("", m)
		changes := meeting.Compare(page.Agendas[0].List(), page.Agendas[1].List())
		var what []string
		for _, c := range changes {
			what = append(what, c.What)
		}
		if m.Revision != 2 || !slices.Equal(what, []string{meeting.Added, meeting.Moved, meeting.Moved, meeting.Moved}) {
			t.Errorf("revision %d: %v", m.Revision, what)
		}
	})
}

// Those who have not answered are reminded once, a week before; the others are not.
func TestWhoHasNotAnsweredIsReminded(t *testing.T) {
	tables(t, func(t *table) {
		m := t.Announced(t)
		_, err := t.Rooms.Meetings.Reply(t.Context(), t.Actor(t.T, "maliqing"), meeting.Answer{Meeting: m.ID, Place: t.PlaceOf(t, m.ID, "huilin").ID, Reply: meeting.Coming, Version: t.PlaceOf(t, m.ID, "huilin").Version})
		t.Must(err)
		told := func() (all []string) {
			t.Must(t.Rooms.Register.CatchUp(t.Context()))
			t.Must(t.Store.Read(t.Context()).Table("notices").Joins("JOIN entries ON entries.seq = notices.seq").Joins("JOIN persons ON persons.id = notices.person_id").
				Where("entries.noun_id = ? AND entries.verb = 'meeting.reminded'", m.ID).Pluck("persons.username", &all).Error)
			return all
		}
		for _, at := range []time.Duration{-8 * 24 * time.Hour, -6 * 24 * time.Hour, -5 * 24 * time.Hour} {
			t.Clock.Set(m.StartsAt.Add(at))
			t.Must(t.Rooms.Meetings.Sweep(t.Context(), t.Clock.Now()))
			all := told()
			if late := at > -7*24*time.Hour; slices.Contains(all, "cairangli") != late || slices.Contains(all, "maliqing") {
				t.Errorf("%v before: %v", at, all)
			}
		}
		if all := told(); len(all) != len(slices.Compact(slices.Sorted(slices.Values(all)))) {
			t.Errorf("told twice: %v", all)
		}
	})
}
