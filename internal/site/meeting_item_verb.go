package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/meeting"
	"sametable/web"
)

// itemVerbs are the steps of an item that have a page of their own.
func itemVerbs() []string { return []string{"take_up", "decline", "edit", "strike", "decide"} }

// itemOn finds the item of the address, where its step is the viewer's.
func (v *visit) itemOn() (meeting.Page, meeting.ItemRow, error) {
	p, row, err := v.itemOf()
	if err != nil {
		return p, row, err
	}
	return p, row, v.s.Meetings.MayItem(v.actor, p, row, v.Param("verb"))
}

// itemOf finds the item of the address.
func (v *visit) itemOf() (meeting.Page, meeting.ItemRow, error) {
	p, err := v.meetingOn()
	if err != nil {
		return p, meeting.ItemRow{}, err
	}
	at := slices.IndexFunc(p.Items, func(i meeting.ItemRow) bool { return i.ID == v.Param("item") })
	if at < 0 {
		return p, meeting.ItemRow{}, fault.NotFound()
	}
	return p, p.Items[at], nil
}

func itemVerbPage(v *visit) error {
	if !slices.Contains(itemVerbs(), v.Param("verb")) {
		return fault.NotFound()
	}
	p, row, err := v.itemOn()
	if err != nil {
		return err
	}
	return v.showItemVerb(p, row, v.itemForm(row), "", nil)
}

func (v *visit) showItemVerb(p meeting.Page, row meeting.ItemRow, form meeting.ItemForm, words string, bad *fault.Fault) error {
	verb := v.Param("verb")
	if verb == "decide" {
		return v.showDecide(p, row, v.actionsTyped(bad), bad)
	}
	word := v.t.Of("verb.agenda_item", verb)
	title, in := row.Title(v.code())
	view := web.LongForm{Word: word, Back: web.Link(v.t, p.Path()), Crumbs: v.meetingCrumbs(p.Row, word), Version: row.Version, Kind: map[bool]string{true: "danger", false: "first"}[verb == "strike"],
		Form: web.Form{Action: web.Link(v.t, "/meeting/"+p.ID+"/item/"+row.ID+"/"+verb)}, About: []web.Pair{{Key: v.t.Say("meeting.item"), Text: title, Lang: tagOf(in)}}}
	first := "words"
	switch {
	case verb == "edit":
		parts, err := v.itemParts(p, form, false, bad)
		if err != nil {
			return err
		}
		view.Parts, first = parts, "title_"+p.Language
	case meeting.NeedsReason(verb):
		area := &web.Area{Ask: web.Ask{Name: "words", Label: v.t.Say("post.reason"), Hint: v.t.Say("meeting.reason_hint"), Value: words}, Rows: 4, Max: meeting.ReasonMost, Check: web.Link(v.t, "/check")}
		if bad != nil {
			area.Error = web.Errors(v.t, bad.Fields)["words"]
		}
		area.Hits = v.fieldHits(bad, "words", words)
		view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: area}}}}
	}
	return v.showMeetingForm(view, bad, first)
}

// itemVerb takes a step of an item: those before the meeting come back to its page, those at the table to the holding page.
func itemVerb(v *visit) error {
	verb := v.Param("verb")
	p, row, err := v.itemOn()
	if bad, ok := v.overtaken(err, p.Record()); ok && bad.Reason == fault.ReasonConflict && row.ID != "" && !slices.Contains(itemVerbs(), verb) {
		return v.lateItem(p, bad)
	}
	if err != nil {
		return err
	}
	if verb == "decide" {
		return v.decide(p, row)
	}
	if !slices.Contains(itemVerbs(), verb) {
		return v.holdItem(p, row, verb)
	}
	form, words := v.itemTyped(p.ID), shaped(v.FormValue("words"))
	form.Item = row.ID
	step := meeting.ItemStep{Meeting: p.ID, Item: row.ID, Verb: verb, Words: words, Form: form, Version: v.version()}
	_, err = v.s.Meetings.TakeItem(v.once().Context(), v.actor, step)
	if bad, ok := v.overtaken(err, p.Record()); ok {
		return v.showItemVerb(p, row, form, words, bad)
	}
	if err != nil {
		return err
	}
	return v.to(p.Path(), "meeting_item_"+verb)
}
