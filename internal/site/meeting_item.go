package site

import (
	"slices"
	"strconv"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/web"
)

// itemTyped reads the form of an item as it was sent.
func (v *visit) itemTyped(id string) meeting.ItemForm {
	line := func(name string) string { return input.Tidy(v.FormValue(name)) }
	form := meeting.ItemForm{Meeting: id, TitleZh: line("title_zh"), TitleEn: line("title_en"), TitleSv: line("title_sv"), Language: v.FormValue("language"), Purpose: v.FormValue("purpose"),
		Presenter: policy.OrganisationID(v.FormValue("presenter")), Minutes: line("minutes"), About: line("about"), Version: v.version()}
	form.Number = number(line("number"))
	return form
}

// itemForm is an item as the form shows it.
func (v *visit) itemForm(row meeting.ItemRow) meeting.ItemForm {
	form := meeting.ItemForm{Meeting: row.MeetingID, Item: row.ID, TitleZh: row.TitleZh, TitleEn: row.TitleEn, TitleSv: row.TitleSv, Language: row.Language, Purpose: row.Purpose,
		Presenter: row.Presenter, Number: row.Number, Version: row.Version}
	if row.Minutes > 0 {
		form.Minutes = strconv.Itoa(row.Minutes)
	}
	var refs []string
	for _, c := range row.Cards {
		if c.Reference != "" {
			refs = append(refs, c.Reference)
		}
	}
	form.About = strings.Join(refs, ", ")
	return form
}

// itemParts is the form of an item. Whoever asks for one says in which language; on the agenda it is the meeting's own.
func (v *visit) itemParts(p meeting.Page, form meeting.ItemForm, asking bool, bad *fault.Fault) ([]web.FormPart, error) {
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	ask := func(name, value string, optional bool) web.Ask {
		return web.Ask{Name: name, Label: v.t.Of("meeting.i", name), Hint: v.t.Of("meeting.ih", name), Error: said[name], Value: value, Optional: optional}
	}
	titled := func(code, value string) web.FormField {
		in := &web.Input{Ask: ask("title_"+code, value, asking || code != p.Language), Autocomplete: "off", Check: web.Link(v.t, "/check")}
		in.Lang, in.Hits = tagOf(code), v.fieldHits(bad, "title_"+code, value)
		return web.FormField{Line: in}
	}
	purpose := &web.Choice{Ask: ask("purpose", form.Purpose, false), Options: options(v.t, meeting.Purposes(), "meeting.purpose")}
	fields := []web.FormField{titled("zh", form.TitleZh), titled("en", form.TitleEn), titled("sv", form.TitleSv), {Radio: purpose}}
	if asking {
		fields = append([]web.FormField{{Pick: &web.Choice{Ask: ask("language", form.Language, false), Options: languageOptions()}}}, fields...)
	} else {
		all, err := v.s.Meetings.Presenters(v.Request().Context(), p.Forum)
		if err != nil {
			return nil, err
		}
		presenter := &web.Choice{Ask: ask("presenter", string(form.Presenter), true), Options: []web.Option{{Word: v.t.Say("meeting.nobody_presents")}}}
		for _, o := range v.sorted(all) {
			org := v.orgOf(o)
			presenter.Options = append(presenter.Options, web.Option{Value: string(o.ID), Word: org.Name, Lang: org.Lang})
		}
		fields = append(fields, web.FormField{Pick: presenter})
	}
	fields = append(fields, web.FormField{Line: &web.Input{Ask: ask("minutes", form.Minutes, true), Autocomplete: "off", Mode: "numeric", Short: true}})
	if !slices.ContainsFunc(p.Items, func(i meeting.ItemRow) bool { return i.ID == form.Item && i.Auto != "" }) { // that says itself what it is about
		fields = append(fields, web.FormField{Line: &web.Input{Ask: ask("about", form.About, true), Autocomplete: "off"}})
	}
	if !asking {
		place := ""
		if form.Number > 0 {
			place = strconv.Itoa(form.Number)
		}
		fields = append(fields, web.FormField{Line: &web.Input{Ask: ask("number", place, true), Autocomplete: "off", Mode: "numeric", Short: true}})
	}
	return []web.FormPart{{Fields: fields}}, nil
}

func itemNewPage(v *visit) error { return v.newItem(false) }

func itemAskPage(v *visit) error { return v.newItem(true) }

// mayItem finds the meeting of the address, where putting an item on its agenda, or asking for one, is the viewer's.
func (v *visit) mayItem(asking bool) (meeting.Page, error) {
	p, err := v.meetingOn()
	if err != nil {
		return p, err
	}
	if asking {
		return p, meeting.MayAsk(v.actor, p.Meeting, v.now)
	}
	return p, v.s.Meetings.May(v.actor, p, "change")
}

func (v *visit) newItem(asking bool) error {
	p, err := v.mayItem(asking)
	if err != nil {
		return err
	}
	return v.showItemNew(p, meeting.ItemForm{Purpose: meeting.Discuss, Language: v.code()}, asking, nil)
}

func (v *visit) showItemNew(p meeting.Page, form meeting.ItemForm, asking bool, bad *fault.Fault) error {
	word, to, lead := v.t.Say("meeting.add_item"), "/item", v.t.Say("meeting.add_item_lead")
	if asking {
		word, to, lead = v.t.Say("meeting.ask_item"), "/ask", v.t.Say("meeting.ask_item_lead")
	}
	parts, err := v.itemParts(p, form, asking, bad)
	if err != nil {
		return err
	}
	view := web.LongForm{Word: word, Lead: lead, Back: web.Link(v.t, p.Path()), Crumbs: v.meetingCrumbs(p.Row, word), Form: web.Form{Action: web.Link(v.t, "/meeting/"+p.ID+to)}, Parts: parts}
	return v.showMeetingForm(view, bad, "title_"+p.Language)
}

func itemNew(v *visit) error { return v.addItem(false) }

func itemAsk(v *visit) error { return v.addItem(true) }

func (v *visit) addItem(asking bool) error {
	p, err := v.mayItem(asking)
	if err != nil {
		return err
	}
	form, flash := v.itemTyped(p.ID), "meeting_item_added"
	add := v.s.Meetings.AddItem
	if asking {
		add, flash = v.s.Meetings.AskItem, "meeting_item_asked"
	}
	_, err = add(v.once().Context(), v.actor, form)
	if bad, ok := v.refused(err); ok {
		return v.showItemNew(p, form, asking, bad)
	}
	if err != nil {
		return err
	}
	return v.to(p.Path(), flash)
}
