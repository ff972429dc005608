package site_test

import (
	"strings"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/meeting"
)

// meetingThings are a meeting that was announced, with an agenda that was revised and an item that somebody asks for, and one that is planned.
func meetingThings(t *testing.T, h *house.House) []string {
	t.Helper()
	m := h.Announced(t)
	secretary := h.Actor(t, "sunlizhen")
	_, err := h.Rooms.Meetings.AddItem(t.Context(), secretary, meeting.ItemForm{Meeting: m.ID, TitleZh: "村级儿童主任岗位补贴", TitleEn: "Allowances of village child welfare directors", TitleSv: "Ersättning till byarnas barnansvariga",
		Purpose: meeting.Decide, Minutes: "40", About: "HD-2018-01"})
	if err != nil {
		t.Fatal(err)
	}
	m = h.Meeting(t, m.ID)
	if m, err = h.Rooms.Meetings.SendAgenda(t.Context(), secretary, m.ID, m.Version); err != nil {
		t.Fatal(err)
	}
	asked, err := h.Rooms.Meetings.AskItem(t.Context(), h.Actor(t, "maliqing"), meeting.ItemForm{Meeting: m.ID, TitleZh: "请求讨论寒假安排", Language: "zh", Purpose: meeting.Discuss})
	if err != nil {
		t.Fatal(err)
	}
	planned, err := h.Rooms.Meetings.Plan(t.Context(), secretary, house.MeetingForm())
	if err != nil {
		t.Fatal(err)
	}
	i := h.Items(t, m.ID)[0]
	f, err := h.Rooms.Meetings.AddFile(t.Context(), secretary, meeting.FileForm{Meeting: m.ID, Item: i.ID, Title: "经费测算", Language: "zh", Version: i.Version,
		Sent: &input.Sent{File: strings.NewReader("运行经费由县级财政承担。"), Name: "经费.txt"}})
	if err != nil {
		t.Fatal(err)
	}
	id := "/meeting/" + m.ID
	return []string{"/f/:key/m/:at/meeting.ics", m.Path() + "/meeting.ics", "/f/:key/m/:at/agenda", m.Path() + "/agenda", "/f/:key/m/:at/hold", m.Path() + "/hold", "/f/:key/m/:at", m.Path(),
		"/meeting/:id/reply/:place", id + "/reply/" + h.PlaceOf(t, m.ID, "huilin").ID, "/meeting/:id/place/:place/:verb", id + "/place/" + h.PlaceOf(t, m.ID, "huilin").ID + "/leave", "/meeting/:id/roll", id + "/roll",
		"/meeting-file/:id", meeting.FilePath(f.ID), "/meeting/:id/item/:item/file/:file/remove", id + "/item/" + i.ID + "/file/" + f.ID + "/remove", "/meeting/:id/item/:item/file", id + "/item/" + i.ID + "/file",
		"/meeting/:id/item/:item/:verb", id + "/item/" + asked.ID + "/decline", "/meeting/:id/item", id + "/item", "/meeting/:id/ask", id + "/ask", "/meeting/:id/guest", id + "/guest", "/meeting/:id/officers", id + "/officers",
		"/meeting/:id/:verb", "/meeting/" + planned.ID + "/change"}
}
