package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/web"
)

// invitedPage asks whether an organisation comes.
func invitedPage(v *visit) error {
	p, place, err := v.placeOn()
	if err != nil {
		return err
	}
	return v.showReply(p, place, meeting.Answer{Reply: place.Reply, Note: place.ReplyNote}, nil)
}

// placeOn finds the place of the address, where answering for it is the viewer's.
func (v *visit) placeOn() (meeting.Page, meeting.PlaceRow, error) {
	p, err := v.meetingOn()
	if err != nil {
		return p, meeting.PlaceRow{}, err
	}
	at := slices.IndexFunc(p.Places, func(x meeting.PlaceRow) bool { return x.ID == v.Param("place") })
	if at < 0 {
		return p, meeting.PlaceRow{}, fault.NotFound()
	}
	return p, p.Places[at], v.s.Meetings.MayReply(v.actor, p, p.Places[at].Place)
}

func (v *visit) showReply(p meeting.Page, place meeting.PlaceRow, typed meeting.Answer, bad *fault.Fault) error {
	s := v.sheet(bad)
	word := v.t.Of("verb.meeting", "reply")
	choice := &web.Choice{Ask: s.ask("reply", v.t.Say("meeting.do_you_come"), "", typed.Reply)}
	for _, reply := range meeting.Replies() {
		if reply == meeting.AlternateComes && !place.Voting {
			continue
		}
		choice.Options = append(choice.Options, web.Option{Value: reply, Word: v.t.Of("meeting.reply", reply), Chosen: reply == choice.Value})
	}
	note := &web.Input{Ask: s.ask("note", v.t.Say("meeting.reply_note"), v.t.Say("meeting.reply_note_hint"), typed.Note), Autocomplete: "off", Check: web.Link(v.t, "/check")}
	note.Optional, note.Hits = true, v.fieldHits(bad, "note", note.Value)
	org := v.placeOrg(place)
	when := v.t.DateTimeBoth(p.StartsAt, lang.Beijing)
	view := web.LongForm{Word: word, Lead: v.t.Say("meeting.reply_lead"), Back: web.Link(v.t, p.Path()), Crumbs: v.meetingCrumbs(p.Row, word), Version: place.Version,
		Form:  web.Form{Action: web.Link(v.t, "/meeting/"+p.ID+"/reply/"+place.ID)},
		About: []web.Pair{{Key: v.t.Say("meeting.for"), Text: org.Name, Lang: org.Lang}, {Key: v.t.Say("meeting.begins"), Text: when}},
		Parts: []web.FormPart{{Fields: []web.FormField{{Radio: choice}, {Line: note}}}}}
	return v.showMeetingForm(view, bad, "reply")
}

func invited(v *visit) error {
	p, place, err := v.placeOn()
	if err != nil {
		return err
	}
	answer := meeting.Answer{Meeting: p.ID, Place: place.ID, Reply: v.FormValue("reply"), Note: v.written("note"), Version: v.version()}
	m, err := v.s.Meetings.Reply(v.once().Context(), v.actor, answer)
	if bad, ok := v.overtaken(err, p.Record()); ok {
		return v.showReply(p, place, answer, bad)
	}
	if err != nil {
		return err
	}
	return v.to(m.Path(), "meeting_reply")
}
