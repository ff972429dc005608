package site

import (
	"net/http"
	"slices"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/register"
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
		post("/:l/meeting/:id/guest", signedIn, guest),
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
	filter.Coming, filter.Most = true, 100
	coming, _, err := v.s.Meetings.List(ctx, v.actor, filter)
	if err != nil {
		return err
	}
	filter.Coming, filter.Most, filter.After = false, 0, v.QueryParam("after")
	past, more, err := v.s.Meetings.List(ctx, v.actor, filter)
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

// meetingPage shows one meeting.
func meetingPage(v *visit) error {
	ctx := v.Request().Context()
	p, err := v.s.Meetings.Page(ctx, v.actor, v.Param("key"), v.Param("at"))
	if err != nil {
		return err
	}
	title, tag := v.meetingTitle(p.Meeting)
	page, err := v.page(title, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Path, page.Print = p.Class != policy.Public, p.Path(), p.Reference
	view := web.MeetingView{Page: page, Crumbs: v.meetingCrumbs(p.Row), Ref: p.Reference, Title: title, Lang: tag, Status: []web.Status{v.meetingStatus(p.Meeting)}, Starts: p.StartsAt,
		Facts: v.meetingFacts(p), Share: web.Link(v.t, p.Path()), Notes: v.meetingNotes(p)}
	if p.State == meeting.Announced {
		view.Status = append(view.Status, web.Status{Family: web.Neutral, Icon: "clock", Word: v.t.Remaining(p.StartsAt, v.now)})
	}
	for _, i := range p.Items {
		item := v.agendaItem(p, i)
		v.itemActs(p, i, &item)
		if i.Number > 0 {
			view.Items = append(view.Items, item)
		} else {
			view.Asked = append(view.Asked, item)
		}
	}
	v.agendaSum(p, &view)
	v.meetingRoll(p, &view)
	v.meetingActs(p, &view)
	lines, err := v.s.Register.Timeline(ctx, v.actor, p.Record())
	if err != nil {
		return err
	}
	people, err := v.actors(lines)
	if err != nil {
		return err
	}
	lines = slices.DeleteFunc(lines, func(l register.Line) bool { return l.ToState == "" }) // items and places say themselves when what happened
	view.Entries = v.entryLines(lines, people)
	for i, line := range lines {
		if reason := line.Values["reason"]; reason != "" {
			view.Entries[i].Note = reason
		}
	}
	return v.show(http.StatusOK, web.MeetingPage(view))
}

// meetingFacts are when and where it is, and what hangs on it.
func (v *visit) meetingFacts(p meeting.Page) []web.Pair {
	name, tag := v.called(p.ForumZh, p.ForumEn, p.ForumSv)
	facts := []web.Pair{{Key: v.t.Say("meeting.forum"), Body: web.Lead(web.Anchor{Word: name, Lang: tag, Href: web.Link(v.t, "/f/"+p.ForumKey)})},
		{Key: v.t.Say("meeting.kind"), Text: meeting.KindWord(p.Kind, v.code())},
		{Key: v.t.Say("meeting.begins"), Body: web.Moment(v.t, p.StartsAt, lang.Beijing)}, {Key: v.t.Say("meeting.ends"), Body: web.Moment(v.t, p.EndsAt, lang.Beijing)}}
	if where, tag := v.meetingWhere(p.Meeting); where != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("meeting.place"), Text: where, Lang: tag})
	}
	if p.Link != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("meeting.link"), Body: web.Outside(p.Link, v.t.Say("meeting.join"))})
	}
	var spoken []string
	for _, language := range p.Languages() {
		spoken = append(spoken, v.t.Of("rule.language", language))
	}
	facts = append(facts, web.Pair{Key: v.t.Say("meeting.languages"), Text: v.t.List(spoken)})
	if p.OpenedAt != nil {
		facts = append(facts, web.Pair{Key: v.t.Say("meeting.opened"), Body: web.Moment(v.t, *p.OpenedAt, lang.Beijing)})
	}
	if p.HeldAt != nil {
		facts = append(facts, web.Pair{Key: v.t.Say("meeting.held"), Body: web.Moment(v.t, *p.HeldAt, lang.Beijing)})
	}
	if p.AnnouncedAt != nil {
		facts = append(facts, web.Pair{Key: v.t.Say("meeting.announced"), Body: web.Moment(v.t, *p.AnnouncedAt, lang.Beijing)})
	}
	if p.Minutes.Path != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("meeting.record"), Body: web.Lead(web.Anchor{Word: v.t.Of("state.minutes", p.Minutes.State), Href: web.Link(v.t, p.Minutes.Path)})})
	}
	if p.AnnouncedAt != nil {
		facts = append(facts, web.Pair{Key: v.t.Say("meeting.calendar"), Body: web.Lead(web.Anchor{Word: v.t.Say("meeting.file"), Href: web.Link(v.t, p.Path()+"/meeting.ics")})})
	}
	return facts
}

// meetingNotes say why a meeting does not take place as it was announced.
func (v *visit) meetingNotes(p meeting.Page) []web.PostNote {
	var notes []web.PostNote
	if p.Reason != "" {
		note := web.PostNote{Kind: web.Warning, Title: v.t.Of("state.meeting", p.State), Words: p.Reason, Label: v.t.Say("post.reason_given")}
		if p.ResumesAt != nil {
			note.Lines = append(note.Lines, v.t.Say("meeting.resumes", fault.Args{"Day": v.t.Date(*p.ResumesAt, lang.Beijing)}))
		}
		notes = append(notes, note)
	}
	if p.Kind == meeting.Founding && p.ForumState == forum.Founding {
		notes = append(notes, web.PostNote{Kind: web.Info, Title: v.t.Say("meeting.draft_rules")})
	}
	return notes
}

// forumMeeting is the next meeting of a forum, on its page.
func (v *visit) forumMeeting(view *web.ForumView, f forum.Forum) error {
	rows, _, err := v.s.Meetings.List(v.Request().Context(), v.actor, meeting.Filter{Forum: f.ID, Coming: true, Most: 1})
	if err == nil && len(rows) > 0 {
		e := v.meetingEntry(rows[0], false)
		view.Meeting = &e
	}
	return err
}
