package site

import (
	"net/http"
	"slices"

	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/web"
)

// meetingRoutes are the pages of meetings.
func (s *Site) meetingRoutes() []Route {
	return []Route{
		get("/:l/meetings", anyone, meetingList),
		get("/:l/meetings.ics", anyone, meetingsFile),
		get("/:l/f/:key/meetings", anyone, meetingList),
		get("/:l/f/:key/meetings.ics", anyone, meetingsFile),
		get("/:l/f/:key/meetings/new", signedIn, meetingNewPage),
		post("/:l/f/:key/meetings/new", signedIn, meetingNew),
		get("/:l/f/:key/m/:at", anyone, meetingPage),
		get("/:l/f/:key/m/:at/meeting.ics", anyone, meetingFile),
		get("/:l/f/:key/m/:at/agenda", anyone, agendaDiff),
		get("/:l/f/:key/m/:at/hold", signedIn, holdPage),
		get("/:l/meeting/:id/reply/:place", signedIn, invitedPage),
		post("/:l/meeting/:id/reply/:place", signedIn, invited),
		get("/:l/meeting/:id/item", signedIn, itemNewPage),
		post("/:l/meeting/:id/item", signedIn, itemNew),
		get("/:l/meeting/:id/ask", signedIn, itemAskPage),
		post("/:l/meeting/:id/ask", signedIn, itemAsk),
		get("/:l/meeting/:id/item/:item/:verb", signedIn, itemVerbPage),
		post("/:l/meeting/:id/item/:item/:verb", signedIn, itemVerb),
		post("/:l/meeting/:id/place/:place/:verb", signedIn, placeVerb),
		post("/:l/meeting/:id/roll", signedIn, rollCall),
		post("/:l/meeting/:id/guest", signedIn, guest),
		post("/:l/meeting/:id/officers", signedIn, officers),
		get("/:l/meeting/:id/:verb", signedIn, meetingVerbPage),
		post("/:l/meeting/:id/:verb", signedIn, meetingVerb),
	}
}

// meetingTitle is what a meeting is called for the reader, and the language that is in where it is not the page's.
func (v *visit) meetingTitle(m meeting.Meeting) (title, tag string) {
	title, in := m.Title(v.code())
	if in != v.code() {
		tag = tagOf(in)
	}
	return title, tag
}

func (v *visit) meetingStatus(m meeting.Meeting) web.Status {
	s := web.Status{Family: web.Neutral, Word: v.t.Of("state.meeting", m.State)}
	switch m.State {
	case meeting.Announced:
		s.Family = web.Waiting
	case meeting.InSession:
		s.Family = web.Open
	case meeting.Held, meeting.Closed:
		s.Family = web.Done
	}
	return s
}

// meetingWhere is the place as the reader reads it, and the language it is in.
func (v *visit) meetingWhere(m meeting.Meeting) (where, tag string) {
	if v.t.Code() != lang.Chinese && m.PlaceLatin != "" {
		return m.PlaceLatin, ""
	}
	return m.Place, tagOf(m.Language)
}

// meetingList is the calendar of a forum's meetings, or of all the reader may see.
func meetingList(v *visit) error {
	ctx, key := v.Request().Context(), v.Param("key")
	page, err := v.page(v.t.Say("meeting.list"), web.SectionForums)
	if err != nil {
		return err
	}
	view := web.MeetingsView{Page: page, Lead: v.t.Say("meeting.list_lead"), None: v.t.Say("meeting.none"),
		Crumbs: []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, {Word: page.Title}}}
	filter, base := meeting.Filter{}, "/meetings"
	if key != "" {
		f, err := v.s.Forums.Find(ctx, key)
		if err != nil {
			return err
		}
		filter.Forum, base = f.ID, f.Path()+"/meetings"
		view.Crumbs = slices.Insert(view.Crumbs, 1, v.forumAnchor(f))
		if meeting.MayPlan(v.actor, f, v.s.Meetings) == nil {
			view.Add = web.Link(v.t, base+"/new")
		}
	}
	filter.After = v.QueryParam("after")
	coming, past, more, err := v.s.Meetings.Calendar(ctx, v.actor, filter)
	if err != nil {
		return err
	}
	for _, row := range coming {
		view.Coming = append(view.Coming, v.meetingEntry(row, key == ""))
	}
	for _, row := range past {
		view.Past = append(view.Past, v.meetingEntry(row, key == ""))
	}
	if more {
		view.Older = web.Link(v.t, base) + "?after=" + past[len(past)-1].ID
	}
	if len(coming) > 0 {
		view.File = web.Link(v.t, base+".ics")
	}
	return v.show(http.StatusOK, web.Meetings(view))
}

// meetingEntry is one meeting in a list.
func (v *visit) meetingEntry(row meeting.Row, named bool) web.MeetingEntry {
	e := web.MeetingEntry{Ref: row.Reference, Href: web.Link(v.t, row.Path()), Status: v.meetingStatus(row.Meeting), Starts: row.StartsAt}
	e.Title, e.Lang = v.meetingTitle(row.Meeting)
	e.Where, e.In = v.meetingWhere(row.Meeting)
	if named {
		name, tag := v.called(row.ForumZh, row.ForumEn, row.ForumSv)
		e.Forum = &web.Anchor{Word: name, Lang: tag, Href: web.Link(v.t, "/f/"+row.ForumKey)}
	}
	if row.Minutes.Path != "" {
		e.Record = &web.Anchor{Word: v.t.Say("meeting.record"), Href: web.Link(v.t, row.Minutes.Path)}
	}
	return e
}

// meetingCrumbs lead from a page about a meeting back to it.
func (v *visit) meetingCrumbs(row meeting.Row, more ...string) []web.Anchor {
	name, tag := v.called(row.ForumZh, row.ForumEn, row.ForumSv)
	crumbs := []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, {Word: name, Lang: tag, Href: web.Link(v.t, "/f/"+row.ForumKey)},
		{Word: v.t.Say("meeting.list"), Href: web.Link(v.t, "/f/"+row.ForumKey+"/meetings")}}
	title, in := v.meetingTitle(row.Meeting)
	here := web.Anchor{Word: row.Reference}
	if row.Reference == "" {
		here = web.Anchor{Word: title, Lang: in}
	}
	if len(more) > 0 {
		here.Href = web.Link(v.t, row.Path())
	}
	crumbs = append(crumbs, here)
	for _, word := range more {
		crumbs = append(crumbs, web.Anchor{Word: word})
	}
	return crumbs
}
