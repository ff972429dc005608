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

// meetingPage shows one meeting.
func meetingPage(v *visit) error {
	p, err := v.meetingAt()
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
	if awaited, err := v.minutesAwaited(p.Row); err != nil {
		return err
	} else if awaited != "" {
		view.Notes = append(view.Notes, web.PostNote{Kind: web.Info, Title: awaited})
	}
	if p.State == meeting.Announced {
		view.Status = append(view.Status, web.Status{Family: web.Neutral, Icon: "clock", Word: v.t.Remaining(p.StartsAt, v.now)})
	}
	options := v.s.Meetings.ItemOptions(v.actor, p)
	for _, i := range p.Items {
		item := v.agendaItem(p, i)
		v.itemActs(p, i, options, &item)
		if i.Number > 0 {
			view.Items = append(view.Items, item)
		} else if i.Auto == "" { // what put itself there and left again nobody has asked for
			view.Asked = append(view.Asked, item)
		}
	}
	v.agendaSum(p, &view)
	v.fileHelp(p, &view)
	v.meetingRoll(p, &view)
	v.meetingActs(p, &view)
	if err := v.meetingErasures(p, &view); err != nil {
		return err
	}
	lines, err := v.history(p.Record())
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
	rows, err := fact(v, "next meeting", string(f.ID), func() ([]meeting.Row, error) { // one that was announced is the same for every reader
		rows, _, err := v.s.Meetings.List(v.Request().Context(), policy.Actor{}, meeting.Filter{Forum: f.ID, Coming: true, Most: 1})
		return rows, err
	})
	if err == nil && len(rows) > 0 {
		e := v.meetingEntry(rows[0], false)
		view.Meeting = &e
	}
	return err
}
