package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/meeting"
	"sametable/internal/workflow"
	"sametable/web"
)

// meetingActs fills what the viewer may do with a meeting, and why what is hers cannot be done yet.
func (v *visit) meetingActs(p meeting.Page, view *web.MeetingView) {
	if v.actor.Visitor() {
		return
	}
	base := "/meeting/" + p.ID
	holds := false
	for _, o := range v.s.Meetings.Options(v.actor, p) {
		if o.Verb == "note_roll" {
			holds = o.Blocked == nil && p.State != meeting.Announced
			continue
		}
		if !slices.Contains(meetingVerbs(), o.Verb) {
			continue
		}
		if o.Blocked != nil {
			if o.Verb == "announce" || o.Verb == "open" {
				view.Why = append(view.Why, v.t.Message(*o.Blocked))
			}
			continue
		}
		a := web.Act{Word: v.t.Of("verb.meeting", o.Verb), Href: web.Link(v.t, base+"/"+o.Verb)}
		switch o.Verb {
		case "announce", "open":
			a.Kind = "first"
		case "cancel":
			a.Kind = "danger"
		case "adjourn", "end":
			continue // on the holding page
		}
		view.Acts = append(view.Acts, a)
	}
	if holds {
		hold := web.Act{Word: v.t.Say("meeting.hold"), Kind: "first", Href: web.Link(v.t, p.Path()+"/hold")}
		if p.State == meeting.Held { // what is left to do is its record
			hold.Word, hold.Kind = v.t.Say("meeting.mend_roll"), ""
			if p.Minutes.Path != "" {
				view.Acts = append(view.Acts, web.Act{Word: v.t.Say("meeting.record"), Kind: "first", Href: web.Link(v.t, p.Minutes.Path)})
			}
		}
		view.Acts = append([]web.Act{hold}, view.Acts...)
	}
	if v.arranges(p) {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Say("meeting.add_item"), Icon: "plus", Href: web.Link(v.t, base+"/item")})
	} else if meeting.MayAsk(v.actor, p.Meeting, v.now) == nil {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Say("meeting.ask_item"), Icon: "plus", Href: web.Link(v.t, base+"/ask")})
	}
	v.ownPlace(p, view)
}

// ownPlace is what the viewer's own place at the table asks of her: to answer, or to say that she is there.
func (v *visit) ownPlace(p meeting.Page, view *web.MeetingView) {
	own := p.Own(v.actor, v.now)
	if own.ID == "" {
		return
	}
	base := "/meeting/" + p.ID
	switch p.State {
	case meeting.Announced:
		a := web.Act{Word: v.t.Of("verb.meeting", "reply"), Kind: "first", Href: web.Link(v.t, base+"/reply/"+own.ID)}
		if own.Reply != "" {
			a.Word, a.Kind = v.t.Say("meeting.answer_anew"), ""
		}
		view.Mine = append(view.Mine, a)
	case meeting.InSession:
		here := slices.ContainsFunc(p.People, func(x meeting.Presence) bool { return x.PlaceID == own.ID && x.At(v.now) })
		if here {
			return
		}
		for _, mode := range []string{"room", "link"} {
			if mode == "link" && p.Link == "" {
				continue
			}
			view.Mine = append(view.Mine, web.Act{Word: v.t.Say("meeting.here_" + mode), Kind: map[bool]string{true: "first"}[mode == "room"],
				Action: web.Link(v.t, base+"/place/"+own.ID+"/check_in"), Nonce: v.nonce(), Version: p.Version, Fields: []web.Hidden{{Name: "mode", Value: mode}}})
		}
	}
}

// arranges tells whether the agenda is the viewer's to arrange now.
func (v *visit) arranges(p meeting.Page) bool {
	for _, o := range v.s.Meetings.Options(v.actor, p) {
		if o.Verb == "change" {
			return true
		}
	}
	return false
}

// itemActs fills what the viewer may do with an item before the meeting; while the table sits that is on the holding page.
func (v *visit) itemActs(p meeting.Page, row meeting.ItemRow, options func(meeting.ItemRow) []workflow.Option, i *web.AgendaItem) {
	if v.actor.Visitor() || p.Begun() {
		return
	}
	defer v.fileAct(p, row, i)
	for _, o := range options(row) {
		if o.Blocked != nil || !slices.Contains([]string{"take_up", "decline", "edit", "strike"}, o.Verb) {
			continue
		}
		a := web.Act{Word: v.t.Of("verb.agenda_item", o.Verb), Href: web.Link(v.t, "/meeting/"+p.ID+"/item/"+row.ID+"/"+o.Verb)}
		switch o.Verb {
		case "take_up":
			a.Kind = "first"
		case "strike":
			a.Kind = "danger"
		}
		i.Acts = append(i.Acts, a)
	}
}

// layMeetings lays out the invitations she has not answered, and the meetings she keeps.
func (v *visit) layMeetings(d *laid) error {
	all, err := v.s.Meetings.Duties(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	for _, duty := range all {
		item := web.DeskItem{Task: v.t.Of("desk.meeting", duty.Task), Ref: duty.Reference, Href: web.Link(v.t, duty.Path()),
			Status: []web.Status{{Family: web.Needs, Icon: "clock", Word: v.t.Remaining(duty.StartsAt, v.now)}}}
		if duty.Task == "end" {
			item.Href = web.Link(v.t, duty.Path()+"/hold")
			item.Status = []web.Status{v.meetingStatus(duty.Meeting)}
		}
		item.Title, item.Lang = v.meetingTitle(duty.Meeting)
		d.needs = append(d.needs, item)
	}
	return nil
}

// meetingVerbs are the steps of a meeting that have a page of their own.
func meetingVerbs() []string {
	return []string{"change", "announce", "send_agenda", "open", "adjourn", "end", "cancel", "postpone"}
}

// meetingOn finds the meeting of an address with an id.
func (v *visit) meetingOn() (meeting.Page, error) {
	row, err := v.s.Meetings.ByID(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return meeting.Page{}, err
	}
	return v.meetingSeen(row)
}

// meetingAt finds the meeting of an address with a forum.
func (v *visit) meetingAt() (meeting.Page, error) {
	row, err := v.s.Meetings.Find(v.Request().Context(), v.actor, v.Param("key"), v.Param("at"))
	if err != nil {
		return meeting.Page{}, err
	}
	return v.meetingSeen(row)
}

// meetingSeen gives a meeting the viewer has found with what of the rest she may see.
func (v *visit) meetingSeen(row meeting.Row) (meeting.Page, error) {
	ctx := v.Request().Context()
	around, err := fact(v, "meeting", row.ID, func() (meeting.Around, error) { return v.s.Meetings.Around(ctx, row.Meeting) })
	var table meeting.Table
	if err == nil && v.s.Meetings.Inside(v.actor, row.Forum) {
		table, err = fact(v, "table", row.ID, func() (meeting.Table, error) { return v.s.Meetings.Table(ctx, row.Meeting) })
	}
	return v.s.Meetings.Seen(v.actor, row, around, table), err
}

// mayMeeting tells why a step of a meeting is not the viewer's, or cannot be taken now.
func (v *visit) mayMeeting(p meeting.Page, verb string) error {
	if !slices.Contains(meetingVerbs(), verb) {
		return fault.NotFound()
	}
	return v.s.Meetings.May(v.actor, p, verb)
}
