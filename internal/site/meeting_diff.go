package site

import (
	"net/http"
	"strconv"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/register"
	"sametable/web"
)

// agendaDiff shows what differs between the last two agendas that were sent, or between two that the address names.
func agendaDiff(v *visit) error {
	p, err := v.meetingAt()
	if err != nil {
		return err
	}
	to := p.Revision
	if asked, err := strconv.Atoi(v.QueryParam("v")); err == nil {
		to = asked
	}
	if to < 2 || to > len(p.Agendas) {
		return fault.NotFound()
	}
	word := v.t.Say("meeting.differs", fault.Args{"From": v.t.Number(to - 1), "To": v.t.Number(to)})
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Print = p.Reference
	view := web.AgendaDiffView{Page: page, Crumbs: v.meetingCrumbs(p.Row, v.t.Say("meeting.agenda")),
		Lead: v.t.Say("meeting.differs_lead", fault.Args{"Day": v.t.DateTimeBoth(p.Agendas[to-1].SentAt, lang.Beijing)})}
	for _, c := range meeting.Compare(p.Sent(p.Agendas[to-2]), p.Sent(p.Agendas[to-1])) {
		line := v.agendaChange(c)
		came, left := p.Named(c)
		line.Papers = append(v.papersNamed(came, "meeting.paper_came", false), v.papersNamed(left, "meeting.paper_left", true)...)
		view.Lines = append(view.Lines, line)
	}
	return v.show(http.StatusOK, web.AgendaDiff(view))
}

// papersNamed are the things that came to an item, or left it.
func (v *visit) papersNamed(cards []register.Card, change string, left bool) []web.AgendaPaper {
	var all []web.AgendaPaper
	for _, c := range cards {
		title, tag := v.cardTitle(c)
		if title == "" {
			title, tag = v.t.Say("proposal.erased_title"), ""
		}
		all = append(all, web.AgendaPaper{Ref: c.Reference, Title: title, Lang: tag, Href: web.Link(v.t, c.Path), Change: v.t.Say(change), Left: left})
	}
	return all
}

func (v *visit) agendaChange(c meeting.Change) web.AgendaChange {
	titled := func(l meeting.Line) (string, string) {
		title, in := l.Title(v.code())
		if title == "" {
			title, in = v.t.Say("proposal.erased_title"), v.code()
		}
		if in == v.code() {
			return title, ""
		}
		return title, tagOf(in)
	}
	l := web.AgendaChange{Number: c.Number, Status: web.Status{Family: web.Neutral, Word: v.t.Of("meeting.change", c.What)}, Said: v.t.Of("meeting.purpose", c.Purpose)}
	l.Title, l.Lang = titled(c.Line)
	if c.Minutes > 0 {
		l.Said += " · " + v.t.Count("meeting.minutes_n", c.Minutes)
	}
	l.Files = v.fileChanges(c)
	if c.Before != nil {
		l.Was = c.Before.Number
		if old, in := titled(*c.Before); old != l.Title {
			l.Old, l.OldIn = old, in
		}
	}
	switch c.What {
	case meeting.Added:
		l.Status.Family = web.Open
	case meeting.Removed:
		l.Number = 0
	case meeting.Changed, meeting.Moved:
		l.Status.Family = web.Waiting
	}
	return l
}
