package site

import (
	"strconv"

	"sametable/internal/commitment"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/web"
)

// actionsMost is how many promises one decision can make on its form.
const actionsMost = 3

// actionName is the name of a field of the n-th promise: the first one's are called as they are.
func actionName(n int, name string) string {
	if n == 0 {
		return name
	}
	return strconv.Itoa(n+1) + "_" + name
}

// actionsTyped reads the promises of the form; those nobody began are none.
func (v *visit) actionsTyped(sent *fault.Fault) []commitment.Form {
	if sent == nil && v.Request().Method != "POST" {
		return nil
	}
	var all []commitment.Form
	for n := range actionsMost {
		line := func(name string) string { return input.Tidy(v.FormValue(actionName(n, name))) }
		form := commitment.Form{Owner: policy.OrganisationID(v.FormValue(actionName(n, "owner"))), TitleZh: line("title_zh"), TitleEn: line("title_en"), TitleSv: line("title_sv"), Due: line("due")}
		if form.Owner != "" || form.TitleZh+form.TitleEn+form.TitleSv+form.Due != "" {
			all = append(all, form)
		}
	}
	return all
}

// showDecide shows what the ballot came to, and asks which promises follow.
func (v *visit) showDecide(p meeting.Page, row meeting.ItemRow, typed []commitment.Form, bad *fault.Fault) error {
	word := v.t.Of("verb.agenda_item", "decide")
	title, in := row.Title(v.code())
	words, motionIn := row.Motion(v.code())
	s := v.sheet(bad)
	view := web.LongForm{Word: word, Lead: v.t.Say("meeting.decide_lead"), Back: web.Link(v.t, heldAt(p.Meeting, "now")), Crumbs: v.meetingCrumbs(p.Row, word), Version: row.Version,
		Form: web.Form{Action: web.Link(v.t, "/meeting/"+p.ID+"/item/"+row.ID+"/decide")},
		About: []web.Pair{{Key: v.t.Say("meeting.item"), Text: title, Lang: tagOf(in)}, {Key: v.t.Say("meeting.motion"), Text: words, Lang: tagOf(motionIn)},
			{Key: v.t.Say("meeting.ballot"), Body: web.Lead(web.Anchor{Word: v.t.Of("ballot.result", row.BallotResult), Href: web.Link(v.t, "/ballot/"+row.BallotID)})},
			{Key: v.t.Say("ballot.count"), Text: v.t.Say("meeting.votes", fault.Args{"Favour": v.t.Number(row.Favour), "Against": v.t.Number(row.Against), "Abstained": v.t.Number(row.Abstained)})}}}
	at := s.ask("at", v.t.Say("meeting.minute"), "", "")
	at.Optional = true
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Line: &web.Input{Ask: at, Short: true, Autocomplete: "off", Mode: "numeric"}}}}}
	if row.BallotResult == "carried" {
		for n := range actionsMost {
			form := commitment.Form{}
			if n < len(typed) {
				form = typed[n]
			}
			part, err := v.actionPart(p, s, n, form)
			if err != nil {
				return err
			}
			view.Parts = append(view.Parts, part)
		}
	}
	return v.showMeetingForm(view, bad, "title_zh")
}

// actionPart asks for one promise.
func (v *visit) actionPart(p meeting.Page, s sheet, n int, form commitment.Form) (web.FormPart, error) {
	ask := func(name, value string) web.Ask {
		a := web.Ask{Name: actionName(n, name), Label: v.t.Of("commitment.f", name), Value: value, Error: s.said[actionName(n, name)], Optional: true}
		if name == "due" {
			a.Hint = v.t.Of("commitment.h", "due")
		}
		return a
	}
	owner, err := v.ownerChoice(p.Forum, ask("owner", string(form.Owner)))
	if err != nil {
		return web.FormPart{}, err
	}
	part := web.FormPart{Title: v.t.Say("meeting.action_n", fault.Args{"N": v.t.Number(n + 1)})}
	for _, one := range []struct{ code, value string }{{"zh", form.TitleZh}, {"en", form.TitleEn}, {"sv", form.TitleSv}} {
		in := &web.Input{Ask: ask("title_"+one.code, one.value), Autocomplete: "off", Check: web.Link(v.t, "/check")}
		in.Lang = tagOf(one.code)
		part.Fields = append(part.Fields, web.FormField{Line: in})
	}
	part.Fields = append(part.Fields, web.FormField{Pick: owner}, web.FormField{Line: &web.Input{Ask: ask("due", form.Due), Autocomplete: "off", Short: true}})
	return part, nil
}

// decide announces what the ballot came to.
func (v *visit) decide(p meeting.Page, row meeting.ItemRow) error {
	actions := v.actionsTyped(nil)
	_, err := v.s.Meetings.Decide(v.once().Context(), v.actor, meeting.Deciding{Meeting: p.ID, Item: row.ID, At: v.written("at"), Actions: actions, Version: v.version()})
	if bad, ok := v.overtaken(err, p.Record()); ok {
		return v.showDecide(p, row, actions, bad)
	}
	if err != nil {
		return err
	}
	return v.to(heldAt(p.Meeting, "item-"+row.ID), "meeting_item_decide")
}
