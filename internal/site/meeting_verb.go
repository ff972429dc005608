package site

import (
	"sametable/internal/fault"
	"sametable/internal/meeting"
	"sametable/web"
)

// meetingVerbPage asks before a step, for what it needs.
func meetingVerbPage(v *visit) error {
	p, err := v.meetingOn()
	if err != nil {
		return err
	}
	if err := v.mayMeeting(p, v.Param("verb")); err != nil {
		return err
	}
	form := p.Form()
	if v.Param("verb") == "postpone" {
		form.Day = ""
	}
	return v.showMeetingVerb(p, form, "", nil)
}

func (v *visit) showMeetingVerb(p meeting.Page, form meeting.Form, reason string, bad *fault.Fault) error {
	verb := v.Param("verb")
	word := v.t.Of("verb.meeting", verb)
	view := web.LongForm{Word: word, Lead: v.t.Of("meeting.step_lead", verb), Back: web.Link(v.t, p.Path()), Crumbs: v.meetingCrumbs(p.Row, word), Version: p.Version,
		Form: web.Form{Action: web.Link(v.t, "/meeting/"+p.ID+"/"+verb)}, Kind: map[bool]string{true: "danger", false: "first"}[verb == "cancel"]}
	if verb != "change" {
		view.About = v.meetingFacts(p)[:4]
	}
	if meeting.NeedsReason(verb) {
		area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("meeting.reason_hint"), Value: reason}, Rows: 4, Max: meeting.ReasonMost, Check: web.Link(v.t, "/check")}
		v.refusedReason(area, bad)
		view.Parts = append(view.Parts, web.FormPart{Fields: []web.FormField{{Text: area}}})
	}
	if verb == "change" || verb == "postpone" {
		view.Parts = append(view.Parts, v.meetingParts(form, p.Language, bad)...)
	}
	return v.showMeetingForm(view, bad, "kind")
}

// meetingVerb takes a step.
func meetingVerb(v *visit) error {
	p, err := v.meetingOn()
	if err != nil {
		return err
	}
	verb := v.Param("verb")
	if err := v.mayMeeting(p, verb); err != nil {
		return err
	}
	form, reason, ctx := v.meetingTyped(p.ForumKey), shaped(v.FormValue("reason")), v.once().Context()
	ending := meeting.Ending{Meeting: p.ID, Reason: reason, Instead: form, Version: v.version()}
	var m meeting.Meeting
	switch verb {
	case "change":
		m, err = v.s.Meetings.Change(ctx, v.actor, p.ID, form)
	case "announce":
		m, err = v.s.Meetings.Announce(ctx, v.actor, p.ID, v.version())
	case "send_agenda":
		m, err = v.s.Meetings.SendAgenda(ctx, v.actor, p.ID, v.version())
	case "cancel":
		m, err = v.s.Meetings.Cancel(ctx, v.actor, ending)
	case "postpone":
		m, err = v.s.Meetings.Postpone(ctx, v.actor, ending)
	default:
		return v.holdStep(p, verb)
	}
	if bad, ok := v.overtaken(err, p.Record()); ok {
		return v.showMeetingVerb(p, form, reason, bad)
	}
	if err != nil {
		return err
	}
	return v.to(m.Path(), "meeting_"+verb)
}
