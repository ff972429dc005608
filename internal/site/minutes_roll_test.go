package site_test

import (
	"net/http"
	"net/url"
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
)

// What came of a meeting stands in its minutes alone for whoever was not at the table: before they are issued nowhere, and nowhere once they
// are withheld.
func TestOutsidersReadWhatCameOfAMeetingInItsMinutes(t *testing.T) {
	a := newTable(t, "maliqing")
	h := a.h
	m := h.CirculatedMinutes(t)
	at := "/en" + strings.TrimSuffix(m.Path(), "/minutes")
	motion := house.Motion().En
	a.want(a.c["maliqing"].Get(at), http.StatusOK, motion)
	if p := h.Client(t, h.Serve(t)).Get(at); p.Status != http.StatusOK || p.Has(motion) || p.Has("9 for") {
		t.Errorf("a visitor reads what was decided before it is issued: %s", p.Text())
	}
}

// Who was there is put right until it goes round in minutes. Then somebody who was there asks for it, the minutes are taken back, the roll is
// put right, and they go round anew.
func TestTheRollIsPutRightThroughTheMinutes(t *testing.T) {
	a := newTable(t, "sunlizhen", "maliqing", "wangliwen")
	h := a.h
	m := h.CirculatedMinutes(t)
	on, paper := "/en/minutes/"+m.ID, "/en"+m.Path()
	place := h.PlaceOf(t, m.ID, "sanquan")
	arrives := func() error {
		_, err := h.Rooms.Meetings.Arrive(t.Context(), h.Actor(t, "sunlizhen"), meeting.Arrival{Meeting: m.ID, Place: place.ID, Person: h.Person(t, "cairangli"), Mode: "link", Version: -1})
		return err
	}
	if err := arrives(); house.Says(err) != "guard.meeting.drafted" {
		t.Fatalf("the roll changes while the minutes go round: %v", err)
	}
	file := on + "/file?block=" + h.BlockOf(t, m.ID, minutes.Discussion).ID + "&kind=" + minutes.Attendance
	form := url.Values{"kind": {minutes.Attendance}, "reason": {"三泉镇的才让例当天通过视频到会。"}, "language": {"zh"}}
	a.want(a.c["maliqing"].Get(file), http.StatusOK)
	sends(t, a.c["maliqing"], file, form)
	a.want(a.c["sunlizhen"].Get(paper), http.StatusOK, "Who was there")
	var c minutes.Correction
	if err := h.Store.Read(t.Context()).Where("minutes_id = ?", m.ID).Take(&c).Error; err != nil || c.Kind != minutes.Attendance {
		t.Fatalf("%+v, %v", c, err)
	}
	if p := a.c["sunlizhen"].Get(on + "/settle?correction=" + c.ID + "&verb=accept"); p.Status != http.StatusForbidden {
		t.Errorf("the roll is corrected while it goes round: %d", p.Status)
	}
	sends(t, a.c["sunlizhen"], on+"/recall", url.Values{"reason": {"出席情况有误"}})
	if err := arrives(); err != nil {
		t.Fatal(err)
	}
	a.want(sends(t, a.c["sunlizhen"], on+"/settle?correction="+c.ID+"&verb=accept", url.Values{"answer": {"已补记。"}}), http.StatusOK)
	h.WalkedMinutes(t, m.ID, [2]string{"sunlizhen", "submit"}, [2]string{"wangliwen", "circulate"})
	now := h.Minutes(t, m.ID)
	if now.State != minutes.Circulated || now.Edition != 2 {
		t.Errorf("they do not go round anew: %+v", now)
	}
	a.want(a.c["wangliwen"].Get(paper+"?v=1"), http.StatusOK, "Attendance")
}
