package house

import (
	"testing"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/commitment"
	"sametable/internal/meeting"
	"sametable/internal/policy"
)

// MeetingForm is a plenary of HD on a day in three weeks of the demo's.
func MeetingForm() meeting.Form {
	return meeting.Form{Forum: "HD", Kind: meeting.Plenary, Day: "2019-07-04", From: "14:30", To: "17:30", Place: "湖宁", PlaceLatin: "Huning", Link: "https://meet.example.org/hd", Languages: []string{"zh", "en"}}
}

// Seated are the delegates of HD that sit down at a meeting of tests, by organisation: nine of eleven.
func Seated() map[string]string {
	return map[string]string{"huilin": "maliqing", "fed": "qinliya", "huyuan": "zhaoliran", "beidi": "yelizhi", "gaohu": "gaolicheng", "xunli": "denglitong", "hd-ca": "liliming",
		"dongze-ca": "malidong", "hd-edu": "jialixing"}
}

// Must ends a test that something keeps from going on.
func must[T any](t testing.TB) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

// Announced plans a meeting of HD with two items, one for information and one for decision, and announces it.
func (h *House) Announced(t testing.TB) meeting.Meeting {
	t.Helper()
	secretary := h.Actor(t, "sunlizhen")
	m := must[meeting.Meeting](t)(h.Rooms.Meetings.Plan(t.Context(), secretary, MeetingForm()))
	for _, form := range []meeting.ItemForm{
		{Meeting: m.ID, TitleZh: "开会和点名", TitleEn: "Opening and roll", TitleSv: "Öppnande och upprop", Purpose: meeting.Inform, Minutes: "10"},
		{Meeting: m.ID, TitleZh: "工作时间汇总报告", TitleEn: "Report on working hours", TitleSv: "Rapport om arbetstider", Purpose: meeting.Decide, Minutes: "30", Presenter: h.OrgOf(t, "huilin")},
	} {
		must[meeting.Item](t)(h.Rooms.Meetings.AddItem(t.Context(), secretary, form))
	}
	m = h.Meeting(t, m.ID)
	return must[meeting.Meeting](t)(h.Rooms.Meetings.Announce(t.Context(), secretary, m.ID, m.Version))
}

// Meeting reads a meeting as it stands.
func (h *House) Meeting(t testing.TB, id string) meeting.Meeting {
	t.Helper()
	var m meeting.Meeting
	if err := h.Store.Read(t.Context()).Where("id = ?", id).Take(&m).Error; err != nil {
		t.Fatal(err)
	}
	return m
}

// Items reads a meeting's items in their order.
func (h *House) Items(t testing.TB, id string) []meeting.Item {
	t.Helper()
	var all []meeting.Item
	if err := h.Store.Read(t.Context()).Where("meeting_id = ?", id).Order("CASE WHEN number = 0 THEN 1 ELSE 0 END, number, id").Find(&all).Error; err != nil {
		t.Fatal(err)
	}
	return all
}

// PlaceOf reads the place of an organisation at a meeting.
func (h *House) PlaceOf(t testing.TB, id, org string) meeting.Place {
	t.Helper()
	var p meeting.Place
	if err := h.Store.Read(t.Context()).Where("meeting_id = ? AND organisation_id = ? AND voting", id, h.OrgOf(t, org)).Take(&p).Error; err != nil {
		t.Fatalf("place of %s: %v", org, err)
	}
	return p
}

// OrgOf is the id of an organisation by its key.
func (h *House) OrgOf(t testing.TB, key string) policy.OrganisationID {
	t.Helper()
	var id policy.OrganisationID
	if err := h.Store.Read(t.Context()).Table("organisations").Select("id").Where("key = ?", key).Row().Scan(&id); err != nil {
		t.Fatalf("organisation %s: %v", key, err)
	}
	return id
}

// InSession announces a meeting of HD, lets its day come, opens it at its hour and lets nine delegates of eleven sit down.
func (h *House) InSession(t testing.TB) meeting.Meeting {
	t.Helper()
	return h.Opens(t, h.Announced(t))
}

// Opens lets the table of a meeting of HD that was announced sit down.
func (h *House) Opens(t testing.TB, m meeting.Meeting) meeting.Meeting {
	t.Helper()
	m = h.Meeting(t, m.ID)
	h.Clock.Set(m.StartsAt)
	secretary := h.Actor(t, "sunlizhen")
	m = must[meeting.Meeting](t)(h.Rooms.Minutes.Take(t.Context(), secretary, meeting.Step{Meeting: m.ID, Verb: "open", Presides: h.Person(t, "maliqing"), Version: m.Version}))
	for org, who := range Seated() {
		must[meeting.Meeting](t)(h.Rooms.Meetings.Arrive(t.Context(), secretary, meeting.Arrival{Meeting: m.ID, Place: h.PlaceOf(t, m.ID, org).ID, Person: h.Person(t, who), Mode: "room", Version: -1}))
	}
	return h.Meeting(t, m.ID)
}

// TakesItem takes an item of a meeting one step on, by the forum's secretary.
func (h *House) TakesItem(t testing.TB, m meeting.Meeting, number int, step meeting.ItemStep) meeting.Item {
	t.Helper()
	i := h.Items(t, m.ID)[number-1]
	step.Meeting, step.Item, step.Version = m.ID, i.ID, i.Version
	return must[meeting.Item](t)(h.Rooms.Meetings.TakeItem(t.Context(), h.Actor(t, "sunlizhen"), step))
}

// Polled puts the item that is open to the vote, lets everybody who sits there say yes and closes the ballot.
func (h *House) Polled(t testing.TB, id string) {
	t.Helper()
	secretary := h.Actor(t, "sunlizhen")
	i := h.openItem(t, id)
	b := must[ballot.Ballot](t)(h.Rooms.Meetings.Put(t.Context(), secretary, meeting.ItemStep{Meeting: id, Item: i.ID, Version: i.Version}))
	for org, who := range Seated() {
		_ = must[ballot.Ballot](t)(h.Rooms.Ballots.Cast(t.Context(), h.Actor(t, who), ballot.Vote{Ballot: b.ID, Organisation: h.OrgOf(t, org), Voice: "yes", Version: h.voter(t, b.ID, org)}))
	}
	if err := h.Store.Read(t.Context()).Where("id = ?", b.ID).Take(&b).Error; err != nil {
		t.Fatal(err)
	}
	_ = must[ballot.Ballot](t)(h.Rooms.Ballots.Take(t.Context(), secretary, ballot.Step{Ballot: b.ID, Verb: "close", Version: b.Version}))
}

func (h *House) openItem(t testing.TB, id string) meeting.Item {
	t.Helper()
	for _, i := range h.Items(t, id) {
		if i.State == meeting.Open {
			return i
		}
	}
	t.Fatal("no item is open")
	return meeting.Item{}
}

// Voted does the same and has the chair announce what it came to.
func (h *House) Voted(t testing.TB, m meeting.Meeting, d meeting.Deciding) meeting.Item {
	t.Helper()
	h.Polled(t, m.ID)
	i := h.openItem(t, m.ID)
	d.Meeting, d.Item, d.Version = m.ID, i.ID, i.Version
	return must[meeting.Item](t)(h.Rooms.Meetings.Decide(t.Context(), h.Actor(t, "wangliwen"), d))
}

func (h *House) voter(t testing.TB, id, org string) int {
	t.Helper()
	var v ballot.Voter
	if err := h.Store.Read(t.Context()).Where("ballot_id = ? AND organisation_id = ?", id, h.OrgOf(t, org)).Take(&v).Error; err != nil {
		t.Fatal(err)
	}
	return v.Version
}

// Held lets a meeting of HD run to its end: one item noted, one decided with a promise that follows from it.
func (h *House) Held(t testing.TB) meeting.Meeting {
	t.Helper()
	return h.EndsMeeting(t, h.InSession(t))
}

// EndsMeeting lets a meeting that sits run to its end.
func (h *House) EndsMeeting(t testing.TB, m meeting.Meeting) meeting.Meeting {
	t.Helper()
	h.TakesItem(t, m, 1, meeting.ItemStep{Verb: "open"})
	h.TakesItem(t, m, 1, meeting.ItemStep{Verb: "note", Words: "会议听取了开场说明。"})
	at := h.decisionItem(t, m)
	h.TakesItem(t, m, at, meeting.ItemStep{Verb: "open"})
	h.TakesItem(t, m, at, meeting.ItemStep{Verb: "word", Motion: Motion()})
	h.Voted(t, m, meeting.Deciding{Actions: Actions(h, t)})
	h.Clock.Set(m.StartsAt.Add(2 * time.Hour))
	for n, i := range h.Items(t, m.ID) {
		if i.State == meeting.Queued {
			h.TakesItem(t, m, n+1, meeting.ItemStep{Verb: "defer", Words: "时间不够。"})
		}
	}
	m = h.Meeting(t, m.ID)
	return must[meeting.Meeting](t)(h.Rooms.Minutes.Take(t.Context(), h.Actor(t, "sunlizhen"), meeting.Step{Meeting: m.ID, Verb: "end", Version: m.Version}))
}

// decisionItem is the place of the item of huilin on the agenda.
func (h *House) decisionItem(t testing.TB, m meeting.Meeting) int {
	t.Helper()
	for n, i := range h.Items(t, m.ID) {
		if i.Presenter != "" {
			return n + 1
		}
	}
	t.Fatal("no item to decide")
	return 0
}

// Motion is what the meeting of tests decides.
func Motion() meeting.Motion {
	return meeting.Motion{Zh: "惠邻中心于2019年9月30日前提交工作时间的汇总报告。", En: "Huilin submits a summary report on working hours by 30 September 2019.",
		Sv: "Huilin lämnar en sammanställning av arbetstider senast den 30 september 2019."}
}

// Actions are the promises that follow from it.
func Actions(h *House, t testing.TB) []commitment.Form {
	return []commitment.Form{{Owner: h.OrgOf(t, "huilin"), TitleZh: "提交工作时间汇总报告", TitleEn: "Summary report on working hours", TitleSv: "Sammanställning av arbetstider", Due: "2019-09-30"}}
}
