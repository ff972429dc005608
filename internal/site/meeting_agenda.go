package site

import (
	"slices"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/web"
)

// agendaItem is an item as its reader gets it.
func (v *visit) agendaItem(p meeting.Page, row meeting.ItemRow) web.AgendaItem {
	i := web.AgendaItem{ID: row.ID, Number: row.Number, Purpose: v.t.Of("meeting.purpose", row.Purpose), Reason: row.Reason, Outcome: row.Outcome, OutcomeIn: tagOf(row.Language)}
	title, in := row.Title(v.code())
	if i.Title = title; in != v.code() {
		i.Lang = tagOf(in)
	}
	if row.Erased() {
		i.Title, i.Lang = v.t.Say("proposal.erased_title"), ""
	}
	if row.State != meeting.Queued {
		s := v.itemStatus(row.Item)
		i.Status = &s
	}
	if row.State == meeting.Decided { // the state says it
		i.Purpose = ""
	}
	if row.OpenedAt != nil && row.ConcludedAt != nil {
		i.Minutes = v.t.TimeRange(*row.OpenedAt, *row.ConcludedAt, lang.Beijing)
	} else if row.Minutes > 0 {
		i.Minutes = v.t.Count("meeting.minutes_n", row.Minutes)
	}
	if row.PresenterKey != "" {
		org := v.orgNamed(row.PresenterKind, row.PresenterKey, row.PresenterZh, row.PresenterEn, row.PresenterSv)
		i.Presenter = &org
	}
	if row.AskerKey != "" {
		org := v.orgNamed(row.AskerKind, row.AskerKey, row.AskerZh, row.AskerEn, row.AskerSv)
		i.Asker = &org
	}
	for _, c := range row.Cards {
		title, tag := v.cardTitle(c)
		a := web.Anchor{Word: title, Lang: tag, Href: web.Link(v.t, c.Path)}
		if c.Reference != "" {
			a.Word, a.Lang = c.Reference, ""
		}
		i.Papers = append(i.Papers, a)
	}
	if row.Auto != "" {
		i.Auto = v.t.Of("meeting.auto", row.Auto)
	}
	for _, promised := range row.Pledges {
		i.Promises = append(i.Promises, v.agendaPromise(p, promised))
	}
	v.itemDecision(row, &i)
	i.Files = v.agendaFiles(p, row)
	return i
}

// agendaPromise is a promise under matters arising: as it stood, and how it stands now where the table has sat down or it has moved.
func (v *visit) agendaPromise(p meeting.Page, promised meeting.Pledge) web.AgendaPromise {
	then := promised.Commitment
	then.State, then.Due = promised.Then.State, promised.Then.Due
	l := web.AgendaPromise{Ref: promised.Reference, Href: web.Link(v.t, promised.Path()), Owner: v.orgNamed(promised.Owned.OrgKind, promised.Owned.OrgKey, promised.Owned.OrgZh, promised.Owned.OrgEn, promised.Owned.OrgSv),
		Due: dayOf(then.Due), Status: v.commitmentStatus(then)[0]}
	l.Title, l.Lang = v.commitmentTitle(promised.Commitment)
	if !p.Begun() && !promised.Moved() {
		return l
	}
	l.Now = v.commitmentStatus(promised.Commitment)
	if promised.Due != then.Due {
		l.NowDue = dayOf(promised.Due)
	}
	if promised.OwnerID != promised.Then.Owner {
		org := v.orgNamed(promised.Owner.OrgKind, promised.Owner.OrgKey, promised.Owner.OrgZh, promised.Owner.OrgEn, promised.Owner.OrgSv)
		l.NowOwner = &org
	}
	return l
}

// itemDecision adds what is asked of the table, or what it decided, with its numbers.
func (v *visit) itemDecision(row meeting.ItemRow, i *web.AgendaItem) {
	if row.Hushed {
		return
	}
	if words, in := row.Motion(v.code()); words != "" {
		i.Motion, i.Label = words, v.t.Say("meeting.motion")
		if in != v.code() {
			i.MotionIn = tagOf(in)
		}
	}
	if row.State == meeting.Decided {
		i.Label = v.t.Say("meeting.decision")
		if row.BallotResult == string(ballot.Fallen) {
			i.Label = v.t.Say("meeting.fallen")
		}
		table := row.Table()
		i.Facts = append(i.Facts, v.t.Say("meeting.tally", fault.Args{"Favour": v.t.Number(row.Favour), "Against": v.t.Number(row.Against), "Abstained": v.t.Number(row.Abstained),
			"Present": v.t.Number(len(table.Organisations)), "Seats": v.t.Number(table.Seats)}))
	}
	if row.BallotID != "" {
		i.Papers = append(i.Papers, web.Anchor{Word: v.t.Say("meeting.ballot"), Href: web.Link(v.t, "/ballot/"+row.BallotID)})
	}
}

func (v *visit) itemStatus(i meeting.Item) web.Status {
	s := web.Status{Family: web.Neutral, Word: v.t.Of("state.agenda_item", i.State)}
	switch i.State {
	case meeting.Open:
		s.Family = web.Open
	case meeting.Decided, meeting.Agreed, meeting.Noted:
		s.Family = web.Done
	case meeting.Asked, meeting.Deferred:
		s.Family = web.Waiting
	}
	if i.Indicative {
		s.Word = v.t.Say("meeting.indicative", fault.Args{"State": s.Word})
	}
	return s
}

// agendaSum says how long the agenda takes, and leads to what differs from the one before.
func (v *visit) agendaSum(p meeting.Page, view *web.MeetingView) {
	sum := 0
	for _, i := range p.Items {
		if i.Number > 0 {
			sum += i.Minutes
		}
	}
	if sum > 0 && !p.Begun() {
		view.Sum = v.t.Say("meeting.sum", fault.Args{"Minutes": v.t.Count("meeting.minutes_n", sum), "Until": v.t.TimeBoth(p.StartsAt.Add(time.Duration(sum)*time.Minute), lang.Beijing)})
	}
	if p.Revision > 1 {
		view.Sent = &web.Anchor{Word: v.t.Say("meeting.what_differs", fault.Args{"Revision": v.t.Number(p.Revision)}), Href: web.Link(v.t, p.Path()+"/agenda")}
	}
	if p.State != meeting.Announced || len(p.Agendas) == 0 || !p.Inside {
		return
	}
	if slices.ContainsFunc(meeting.Compare(p.Sent(p.Agendas[len(p.Agendas)-1]), p.Queue()), func(c meeting.Change) bool { return c.What != meeting.Same }) {
		view.Unsent = v.t.Say("meeting.unsent")
	}
}
