package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/minutes"
	"sametable/web"
)

func minutesWritePage(v *visit) error {
	p, err := v.minutesMay("edit")
	if err != nil {
		return err
	}
	return v.showMinutesWrite(p, nil)
}

func (v *visit) showMinutesWrite(p minutes.Page, bad *fault.Fault) error {
	b, known := p.Block(v.from("block"))
	if !known && v.from("block") != "" {
		return fault.NotFound()
	}
	word := v.t.Say("minutes.edit")
	if !known {
		word = v.t.Say("minutes.add")
	}
	view, err := v.minutesForm(p, word, "/write", "words", bad)
	if err != nil {
		return err
	}
	s := v.sheet(bad)
	view.Version = b.Version
	view.Hidden = []web.Hidden{{Name: "block", Value: b.ID}, {Name: "item", Value: v.from("item")}}
	words := s.ask("words", v.t.Say("minutes.words"), v.t.Say("minutes.words_hint"), b.Words)
	words.Optional, words.Lang = true, tagOf(p.Set.Language)
	fields := []web.FormField{{Text: v.area(bad, words, 8, minutes.WordsMost)}}
	if !known {
		kind := web.Choice{Ask: s.ask("kind", v.t.Say("minutes.kind_of"), "", minutes.Discussion)}
		for _, k := range minutes.Addable() {
			kind.Options = append(kind.Options, web.Option{Value: k, Word: v.t.Of("minutes.kind", k)})
		}
		fields = append([]web.FormField{{Radio: &kind}}, fields...)
	}
	if minutes.Told(b.Kind) || !known {
		noted := web.Choice{Ask: s.ask("noted", v.t.Say("minutes.noted_ask"), "", ""), Options: []web.Option{{Value: "1", Word: v.t.Say("minutes.noted"), Chosen: b.Noted}}}
		noted.Optional = true
		fields = append(fields, web.FormField{Ticks: &noted})
	}
	if names, ask := v.minutesNamed(b, known); ask {
		for _, n := range []web.NameIn{{Lang: "zh", Text: names.Zh}, {Lang: "en", Text: names.En}, {Lang: "sv", Text: names.Sv}} {
			a := s.ask(n.Lang, v.t.Say("minutes.in_language", fault.Args{"Language": v.t.Of("rule.language", n.Lang)}), "", n.Text)
			a.Optional, a.Lang = true, tagOf(n.Lang)
			fields = append(fields, web.FormField{Text: v.area(bad, a, 2, minutes.TitleMost)})
		}
	}
	view.Parts = []web.FormPart{{Fields: fields}}
	if known && p.Removable(b) {
		view.Beside = &web.Anchor{Word: v.t.Say("minutes.remove"), Href: v.minutesAt(p.Set, "/remove?block="+b.ID)}
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// minutesNamed is what is typed of a paragraph in three languages, and whether the form asks for it: what was voted on stays.
func (v *visit) minutesNamed(b minutes.Block, known bool) (minutes.Names, bool) {
	f := b.Fact()
	switch {
	case !known:
		return minutes.Names{}, true
	case f.Election != nil:
		return *f.Election, true
	case f.Decision != nil && f.Decision.Ballot == "":
		return f.Decision.Words, true
	case f.Action != nil:
		return f.Action.Title, true
	}
	return minutes.Names{}, b.Kind == minutes.Election
}

func minutesWrite(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	_, err = v.s.Minutes.Write(v.once().Context(), v.actor, minutes.Paragraph{Minutes: p.Set.ID, Block: v.written("block"), Item: v.written("item"), Kind: v.written("kind"), Words: shaped(v.FormValue("words")),
		Noted: v.written("noted") != "", Zh: shaped(v.FormValue("zh")), En: shaped(v.FormValue("en")), Sv: shaped(v.FormValue("sv")), Version: v.version()})
	return v.minutesDone(p, err, func(f *fault.Fault) error { return v.showMinutesWrite(p, f) })
}

func minutesNotePage(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	if !p.Writes {
		return fault.Forbidden("workflow.not_yours", nil)
	}
	if !slices.ContainsFunc(p.Content.Items, func(i minutes.Item) bool { return i.ID == v.from("item") }) {
		return fault.NotFound()
	}
	return v.showMinutesNote(p, nil)
}

func (v *visit) showMinutesNote(p minutes.Page, bad *fault.Fault) error {
	view, err := v.minutesForm(p, v.t.Say("minutes.note_down"), "/note", "note", bad)
	if err != nil {
		return err
	}
	item := v.from("item")
	view.Lead, view.Hidden = v.t.Say("minutes.note_lead"), []web.Hidden{{Name: "item", Value: item}}
	ask := v.sheet(bad).ask("note", v.t.Say("minutes.notes"), "", p.Note(item).Words)
	ask.Optional = true
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: v.area(bad, ask, 10, minutes.NoteMost)}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

func minutesNote(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	if v.unseen != nil { // a note enters no record, so no act refuses it
		return v.showMinutesNote(p, v.unseen)
	}
	err = v.s.Minutes.NoteDown(v.Request().Context(), v.actor, p.Set.ID, v.written("item"), shaped(v.FormValue("note")))
	return v.minutesDone(p, err, func(f *fault.Fault) error { return v.showMinutesNote(p, f) })
}
