package site_test

import (
	"net/http"
	"net/url"
	"testing"
	"time"

	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
)

// sentRound writes minutes of HD and sends them round, on pages.
func (a table) sentRound(t *testing.T, m minutes.Set) minutes.Set {
	t.Helper()
	sends(t, a.c["sunlizhen"], "/zh/minutes/"+m.ID+"/submit", nil)
	sends(t, a.c["wangliwen"], "/zh/minutes/"+m.ID+"/circulate", nil)
	m = a.h.Minutes(t, m.ID)
	if m.State != minutes.Circulated {
		t.Fatalf("sent round: %s", m.State)
	}
	return m
}

// Where the charter lets silence pass, nobody approves before the time is over, then it passes by itself: organisations that said nothing
// stand there as such. Whoever was not there is told in a sentence that she cannot object.
func TestMinutesPassInSilence(t *testing.T) {
	a := newTable(t, "sunlizhen", "wangliwen", "maliqing", "cairangli")
	h := a.h
	m := a.sentRound(t, h.WrittenMinutes(t))
	b, at := h.BlockOf(t, m.ID, minutes.Discussion), "/en/minutes/"+m.ID
	a.want(a.c["cairangli"].Get(at+"/file?block="+b.ID), http.StatusForbidden, "Only those who were at the meeting can do this.")
	a.want(a.c["cairangli"].Post(at+"/file", url.Values{"block": {b.ID}, "kind": {"fact"}, "quote": {"将于年底实施"}, "instead": {"别的"}, "reason": {"理由"}, "language": {"zh"}}), http.StatusForbidden,
		"Only those who were at the meeting can do this.")
	a.want(a.c["cairangli"].Get(at+"/agree"), http.StatusForbidden, "Only those who were at the meeting can do this.")
	if p := a.c["cairangli"].Get("/en" + m.Path()); p.Has("Ask for a correction") || p.Has("We find it correct") {
		t.Error("she is offered what is not hers")
	}
	sends(t, a.c["maliqing"], at+"/agree", nil)
	a.want(a.c["wangliwen"].Get(at+"/approve"), http.StatusForbidden, "The time for corrections is not over yet.")
	h.Clock.Set(m.ClosesAt.Add(time.Minute))
	a.want(a.c["maliqing"].Get(at+"/agree"), http.StatusForbidden, "The time for corrections is over.")
	if err := h.Rooms.Minutes.Sweep(t.Context(), h.Clock.Now()); err != nil {
		t.Fatal(err)
	}
	for language, says := range map[string][]string{"zh": {"已审定", "核对无误1个单位", "未回复8个"}, "en": {"Found correct by 1 organisations", "no reply from 8, which is no consent"}, "sv": {"Inget att rätta: 1 organisationer", "inget svar: 8, vilket inte är samtycke"}} {
		a.want(a.c["maliqing"].Get("/"+language+m.Path()), http.StatusOK, says...)
	}
}

// Where the charter leaves it to the next meeting, the chair approves once that has agreed, and not before.
func TestMinutesAreApprovedByTheNextMeeting(t *testing.T) {
	a := newTable(t, "sunlizhen", "wangliwen", "maliqing")
	h := a.h
	h.Chartered(t, "HD", func(r *forum.Rules) { r.MinutesApproval = minutes.ByBallot })
	m := a.sentRound(t, h.WrittenMinutes(t))
	h.Clock.Set(m.ClosesAt.Add(time.Minute))
	at := "/en/minutes/" + m.ID
	a.want(a.c["wangliwen"].Get("/en"+m.Path()), http.StatusOK, "By the next meeting", "What the charter asks for before approval is not there yet")
	a.want(a.c["wangliwen"].Get(at+"/approve"), http.StatusForbidden, "What the charter asks for before approval is not there yet")
	a.want(a.c["wangliwen"].Post(at+"/approve", url.Values{"hash": {m.Hash}}), http.StatusForbidden)
	agreedTo(t, h)
	a.want(a.c["maliqing"].Get(at+"/approve"), http.StatusForbidden)
	a.want(sends(t, a.c["wangliwen"], at+"/approve", nil), http.StatusOK, "Approved", "Approved on")
	if m = h.Minutes(t, m.ID); m.State != minutes.Approved || m.ApprovedBy != h.Person(t, "wangliwen") || m.ApprovedHash != m.Hash {
		t.Errorf("%+v", m)
	}
}

// agreedTo holds the next meeting of HD, which agrees to the minutes on its agenda.
func agreedTo(t *testing.T, h *house.House) {
	t.Helper()
	next := h.NextMeeting(t, h.Clock.Now().AddDate(0, 0, 20).Format(time.DateOnly))
	h.Clock.Set(next.StartsAt)
	secretary := h.Actor(t, "sunlizhen")
	next, err := h.Rooms.Minutes.Take(t.Context(), secretary, meeting.Step{Meeting: next.ID, Verb: "open", Version: next.Version})
	if err != nil {
		t.Fatal(err)
	}
	for org, who := range house.Seated() {
		if _, err := h.Rooms.Meetings.Arrive(t.Context(), secretary, meeting.Arrival{Meeting: next.ID, Place: h.PlaceOf(t, next.ID, org).ID, Person: h.Person(t, who), Mode: "room", Version: -1}); err != nil {
			t.Fatal(err)
		}
	}
	for n, i := range h.Items(t, next.ID) {
		if i.Auto == meeting.Approval {
			h.TakesItem(t, next, n+1, meeting.ItemStep{Verb: "open"})
			h.TakesItem(t, next, n+1, meeting.ItemStep{Verb: "agree"})
		}
	}
}

// Where the charter has checkers, the secretary names them among those who were there, each signs, and the chair approves what all have signed.
func TestMinutesAreSignedAndApproved(t *testing.T) {
	a := newTable(t, "sunlizhen", "wangliwen", "maliqing", "gaolicheng", "zhaoliran")
	h := a.h
	h.Chartered(t, "HD", func(r *forum.Rules) { r.MinutesApproval = minutes.Checking })
	m := h.WrittenMinutes(t)
	at := "/en/minutes/" + m.ID
	none := a.want(sends(t, a.c["sunlizhen"], at+"/checkers", url.Values{}), http.StatusUnprocessableEntity, "Choose one to 5 people who were at the meeting.")
	if _, ok := none.Form(at + "/checkers"); !ok {
		t.Error("the form is gone")
	}
	sends(t, a.c["sunlizhen"], at+"/checkers", url.Values{"checkers": {string(h.Person(t, "maliqing")), string(h.Person(t, "gaolicheng"))}})
	m = a.sentRound(t, m)
	a.want(a.c["maliqing"].Get("/en/desk"), http.StatusOK, "Sign as checker")
	a.want(a.c["zhaoliran"].Get(at+"/sign"), http.StatusForbidden, "You were not chosen to check these minutes")
	sends(t, a.c["maliqing"], at+"/sign", nil)
	h.Clock.Set(m.ClosesAt.Add(time.Minute))
	a.want(a.c["wangliwen"].Get(at+"/approve"), http.StatusForbidden, "(signed: 1 of 2)")
	sends(t, a.c["gaolicheng"], at+"/sign", nil)
	a.want(sends(t, a.c["wangliwen"], at+"/approve", nil), http.StatusOK, "Approved on")
	if m = h.Minutes(t, m.ID); m.State != minutes.Approved || m.ApprovedBy != h.Person(t, "wangliwen") {
		t.Errorf("%+v", m)
	}
}
