package site

import (
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/meeting"
	"sametable/web"
)

// meetingTyped reads the form of a meeting as it was sent.
func (v *visit) meetingTyped(key string) meeting.Form {
	line := func(name string) string { return input.Tidy(v.FormValue(name)) }
	form := meeting.Form{Forum: key, Kind: v.FormValue("kind"), TitleZh: line("title_zh"), TitleEn: line("title_en"), TitleSv: line("title_sv"), Day: line("day"), From: line("from"), To: line("to"),
		Place: line("place"), PlaceLatin: line("place_latin"), Link: line("link"), Version: v.version()}
	_ = v.Request().ParseForm()
	form.Languages = v.Request().PostForm["languages"]
	return form
}

// meetingParts is the form in parts.
func (v *visit) meetingParts(form meeting.Form, language string, bad *fault.Fault) []web.FormPart {
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	line := func(name, value string, optional, short bool) web.FormField {
		in := &web.Input{Ask: web.Ask{Name: name, Label: v.t.Of("meeting.f", name), Hint: v.t.Of("meeting.h", name), Error: said[name], Value: value, Optional: optional}, Autocomplete: "off", Short: short}
		in.Hits = v.fieldHits(bad, name, value)
		return web.FormField{Line: in}
	}
	titled := func(code, value string) web.FormField {
		f := line("title_"+code, value, true, false)
		f.Line.Lang, f.Line.Check = tagOf(code), web.Link(v.t, "/check")
		return f
	}
	kind := &web.Choice{Ask: web.Ask{Name: "kind", Label: v.t.Of("meeting.f", "kind"), Error: said["kind"], Value: form.Kind}}
	for _, k := range meeting.Kinds() {
		kind.Options = append(kind.Options, web.Option{Value: k, Word: meeting.KindWord(k, v.code())})
	}
	spoken := &web.Choice{Ask: web.Ask{Name: "languages", Label: v.t.Of("meeting.f", "languages"), Error: said["languages"]}}
	for _, o := range languageOptions() {
		for _, chosen := range form.Languages {
			o.Chosen = o.Chosen || chosen == o.Value
		}
		spoken.Options = append(spoken.Options, o)
	}
	place := line("place", form.Place, true, false)
	place.Line.Lang = tagOf(language)
	return []web.FormPart{
		{Title: v.t.Of("meeting.part", "when"), Lead: v.t.Of("meeting.part_lead", "when"), Fields: []web.FormField{{Pick: kind}, line("day", form.Day, false, true), line("from", form.From, false, true), line("to", form.To, false, true)}},
		{Title: v.t.Of("meeting.part", "where"), Fields: []web.FormField{place, line("place_latin", form.PlaceLatin, true, false), line("link", form.Link, true, false), {Ticks: spoken}}},
		{Title: v.t.Of("meeting.part", "title"), Lead: v.t.Of("meeting.part_lead", "title"), Fields: []web.FormField{titled("zh", form.TitleZh), titled("en", form.TitleEn), titled("sv", form.TitleSv)}},
	}
}

// plansIn finds the forum of the address, where planning meetings is the viewer's.
func (v *visit) plansIn() (forum.Forum, error) {
	f, err := v.s.Forums.Find(v.Request().Context(), v.Param("key"))
	if err != nil {
		return f, err
	}
	return f, meeting.MayPlan(v.actor, f, v.s.Meetings)
}

func meetingNewPage(v *visit) error {
	f, err := v.plansIn()
	if err != nil {
		return err
	}
	form := meeting.Form{Kind: meeting.Plenary, Languages: []string{f.Language}}
	if f.State == forum.Founding {
		form.Kind = meeting.Founding
	}
	return v.showMeetingNew(f, form, nil)
}

func (v *visit) showMeetingNew(f forum.Forum, form meeting.Form, bad *fault.Fault) error {
	list := web.Link(v.t, f.Path()+"/meetings")
	view := web.LongForm{Word: v.t.Say("meeting.add"), Lead: v.t.Say("meeting.add_lead"), Back: list,
		Crumbs: []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, v.forumAnchor(f), {Word: v.t.Say("meeting.list"), Href: list}, {Word: v.t.Say("meeting.add")}},
		Form:   web.Form{Action: web.Link(v.t, f.Path()+"/meetings/new")}, Parts: v.meetingParts(form, f.Language, bad)}
	return v.showMeetingForm(view, bad, "kind")
}

// showMeetingForm shows a form about meetings with what was typed.
func (v *visit) showMeetingForm(view web.LongForm, bad *fault.Fault, first string) error {
	page, err := v.page(view.Word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	view.Page, view.Wrongs = page, v.wrongs(bad, first)
	view.Form.Nonce, view.Form.Guard = v.nonceOf(bad), true
	return v.show(status(bad), web.LongFormPage(view))
}

func meetingNew(v *visit) error {
	f, err := v.plansIn()
	if err != nil {
		return err
	}
	form := v.meetingTyped(f.Key)
	m, err := v.s.Meetings.Plan(v.once().Context(), v.actor, form)
	if bad, ok := v.refused(err); ok {
		return v.showMeetingNew(f, form, bad)
	}
	if err != nil {
		return err
	}
	return v.to(m.Path(), "meeting_planned")
}
