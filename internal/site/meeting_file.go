package site

import (
	"net/http"
	"strings"

	"sametable/internal/ical"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/web"
)

// calendarEvent is a meeting as a calendar shows it, with the time in both zones in words. What only members may know, the link, stays on
// the page: a file is handed on.
func (v *visit) calendarEvent(row meeting.Row) ical.Event {
	title, _ := v.meetingTitle(row.Meeting)
	name, _ := v.called(row.ForumZh, row.ForumEn, row.ForumSv)
	where, _ := v.meetingWhere(row.Meeting)
	e := ical.Event{UID: row.ID + "@" + strings.TrimPrefix(strings.TrimPrefix(v.s.Origin, "https://"), "http://"), Sequence: row.Version, Start: row.StartsAt, End: row.EndsAt, Stamp: row.StateSince,
		Title: strings.TrimSpace(row.Reference + " " + title), Place: where, Page: v.s.Origin + web.Link(v.t, row.Path()),
		Note: name + "\n" + v.t.DateTimeBoth(row.StartsAt, lang.Beijing), Off: row.State == meeting.Cancelled || row.State == meeting.Postponed, Maybe: row.State == meeting.Planned}
	return e
}

// meetingFile is the calendar file of one meeting.
func meetingFile(v *visit) error {
	row, err := v.s.Meetings.Find(v.Request().Context(), v.actor, v.Param("key"), v.Param("at"))
	if err != nil {
		return err
	}
	title, _ := v.meetingTitle(row.Meeting)
	name := row.Reference
	if name == "" {
		name = row.ForumKey
	}
	return v.calendarFile(name, title, []ical.Event{v.calendarEvent(row)}, row.Class == policy.Public)
}

// meetingsFile is the calendar of the meetings to come, for a calendar that asks for it again and again.
func meetingsFile(v *visit) error {
	filter, name := meeting.Filter{Coming: true, Most: 200}, v.t.Say("meeting.list")
	file := "meetings"
	if key := v.Param("key"); key != "" {
		f, err := v.s.Forums.Find(v.Request().Context(), key)
		if err != nil {
			return err
		}
		filter.Forum, name, file = f.ID, f.Name(v.code()), f.Key+"-meetings"
	}
	rows, _, err := v.s.Meetings.List(v.Request().Context(), v.actor, filter)
	if err != nil {
		return err
	}
	var events []ical.Event
	for _, row := range rows {
		events = append(events, v.calendarEvent(row))
	}
	return v.calendarFile(file, name, events, false)
}

// calendarFile serves a calendar file.
func (v *visit) calendarFile(file, name string, events []ical.Event, public bool) error {
	h := v.Response().Header()
	h.Set("Content-Disposition", `attachment; filename="`+file+`.ics"`)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Cache-Control", map[bool]string{true: "public, max-age=300", false: "private, no-store"}[public])
	return v.Blob(http.StatusOK, "text/calendar; charset=utf-8", ical.Calendar(name, v.t.Tag(), events))
}
