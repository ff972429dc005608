package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/text"
	"sametable/internal/workflow"
	"sametable/web"
)

// minutesMay finds the minutes of the address, where a step with them is the viewer's, whatever else it lacks.
func (v *visit) minutesMay(verb string) (minutes.Page, error) {
	p, err := v.minutesOn()
	if err != nil {
		return p, err
	}
	if verb == "certify" && v.certifies(p) {
		return p, nil
	}
	options := v.s.Minutes.Options(v.actor, p)
	at := slices.IndexFunc(options, func(o workflow.Option) bool { return o.Verb == verb })
	if at < 0 {
		return p, fault.Forbidden("workflow.not_yours", nil)
	}
	if why := options[at].Blocked; why != nil {
		return p, fault.Forbidden(why.ID, why.Args)
	}
	return p, nil
}

// certifies tells whether the viewer can stand by translations now: there is one that was reviewed and fits the words.
func (v *visit) certifies(p minutes.Page) bool {
	return policy.May(policy.CirculateMinutes, v.actor.RolesIn(p.Set.Forum, v.now)) && slices.Contains([]string{minutes.Approved, minutes.Issued}, p.Set.State) &&
		slices.ContainsFunc(p.Translations, func(t minutes.Translation) bool { return t.State == text.Reviewed })
}

// minutesForm is a page with a form about minutes.
func (v *visit) minutesForm(p minutes.Page, word, rest, first string, bad *fault.Fault) (web.LongForm, error) {
	page, err := v.page(word, web.SectionForums)
	page.Private = true
	return web.LongForm{Page: page, Crumbs: v.minutesCrumbs(p.Set, word), Wrongs: v.wrongs(bad, first), Form: web.Form{Action: v.minutesAt(p.Set, rest), Nonce: v.nonceOf(bad), Guard: true},
		Version: p.Set.Version, Word: word, Kind: "first", Back: web.Link(v.t, p.Set.Path())}, err
}

// minutesDone leads on after a step, or shows the form again.
func (v *visit) minutesDone(p minutes.Page, err error, again func(*fault.Fault) error) error {
	if f, ok := v.overtaken(err, p.Set.Record()); ok {
		return again(f)
	}
	if err != nil {
		return err
	}
	return v.to(p.Set.Path(), "minutes_done")
}

// from is what a form or an address says under a name.
func (v *visit) from(name string) string {
	if said := v.written(name); said != "" {
		return said
	}
	return v.QueryParam(name)
}

func minutesVerbPage(v *visit) error {
	p, err := v.minutesMay(v.Param("verb"))
	if err != nil {
		return err
	}
	return v.showMinutesVerb(p, nil)
}

// asks tells the steps that ask for words.
func asks(verb string) bool {
	return slices.Contains([]string{"return", "recall", "propose_withholding"}, verb)
}

func (v *visit) showMinutesVerb(p minutes.Page, bad *fault.Fault) error {
	verb := v.Param("verb")
	if !slices.Contains(minutesVerbs(), verb) {
		return fault.NotFound()
	}
	view, err := v.minutesForm(p, v.t.Of("verb.minutes", verb), "/"+verb, "reason", bad)
	if err != nil {
		return err
	}
	view.Lead = v.t.Of("minutes.step_lead", verb)
	hash := p.Set.Hash
	if e := p.Waiting(); e != nil && (verb == "correct" || verb == "drop_erratum") {
		hash = e.Hash
		for _, w := range []web.NameIn{{Lang: "zh", Text: e.WordsZh}, {Lang: "en", Text: e.WordsEn}, {Lang: "sv", Text: e.WordsSv}} {
			view.About = append(view.About, web.Pair{Key: v.t.Of("rule.language", w.Lang), Text: w.Text, Lang: tagOf(w.Lang)})
		}
	}
	if p.Set.Ground != "" && verb != "propose_withholding" {
		view.About = append(view.About, web.Pair{Key: v.t.Say("minutes.ground"), Text: p.Set.Ground, Lang: web.Tongue(v.t, p.Set.Ground)})
	}
	view.Hidden = []web.Hidden{{Name: "hash", Value: v.readHash(bad, "hash", hash)}}
	if slices.Contains([]string{"withhold", "propose_withholding"}, verb) {
		view.Kind = "danger"
	}
	if verb == "certify" {
		language := web.Choice{Ask: v.sheet(bad).ask("language", v.t.Say("minutes.certify_language"), "", "")}
		for _, code := range lang.Codes() {
			if string(code) != p.Set.Language {
				language.Options = append(language.Options, web.Option{Value: string(code), Word: v.t.Of("rule.language", string(code))})
			}
		}
		view.Parts = []web.FormPart{{Fields: []web.FormField{{Radio: &language}}}}
	}
	if asks(verb) {
		label := v.t.Say("post.reason")
		if verb == "propose_withholding" {
			label = v.t.Say("minutes.ground")
		}
		name := map[bool]string{true: "ground", false: "reason"}[verb == "propose_withholding"]
		view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: v.area(bad, v.sheet(bad).ask(name, label, "", ""), 5, minutes.ReasonMost)}}}}
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// minutesVerbs are the steps that have a page of their own here.
func minutesVerbs() []string {
	return append(minutes.Verbs(), "correct", "drop_erratum", "propose_withholding", "withhold", "dismiss_withholding", "certify")
}

func minutesVerb(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	ctx, id, version := v.once().Context(), p.Set.ID, v.version()
	switch verb := v.Param("verb"); verb {
	case "correct":
		_, err = v.s.Minutes.Correct(ctx, v.actor, id, v.written("hash"), version)
	case "drop_erratum":
		_, err = v.s.Minutes.DropErratum(ctx, v.actor, id, version)
	case "propose_withholding":
		_, err = v.s.Minutes.ProposeWithholding(ctx, v.actor, id, shaped(v.FormValue("ground")), version)
	case "withhold":
		_, err = v.s.Minutes.Withhold(ctx, v.actor, id, version)
	case "dismiss_withholding":
		_, err = v.s.Minutes.DismissWithholding(ctx, v.actor, id, version)
	case "certify":
		_, err = v.s.Minutes.Certify(ctx, v.actor, id, v.written("language"), version)
	default:
		_, err = v.s.Minutes.Walk(ctx, v.actor, minutes.Step{Minutes: id, Verb: verb, Reason: shaped(v.FormValue("reason")), Hash: v.written("hash"), Version: version})
	}
	return v.minutesDone(p, err, func(f *fault.Fault) error { return v.showMinutesVerb(p, f) })
}

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
	ask := v.sheet(bad).ask("note", v.t.Say("minutes.notes"), "", p.Note(item))
	ask.Optional = true
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: v.area(bad, ask, 10, minutes.NoteMost)}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

func minutesNote(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	err = v.s.Minutes.NoteDown(v.Request().Context(), v.actor, p.Set.ID, v.written("item"), shaped(v.FormValue("note")))
	return v.minutesDone(p, err, func(f *fault.Fault) error { return v.showMinutesNote(p, f) })
}

func minutesCheckersPage(v *visit) error {
	p, err := v.minutesMay("name_checkers")
	if err != nil {
		return err
	}
	return v.showMinutesCheckers(p, nil)
}

func (v *visit) showMinutesCheckers(p minutes.Page, bad *fault.Fault) error {
	view, err := v.minutesForm(p, v.t.Of("verb.minutes", "name_checkers"), "/checkers", "checkers", bad)
	if err != nil {
		return err
	}
	choice := web.Choice{Ask: v.sheet(bad).ask("checkers", v.t.Say("minutes.checkers"), v.t.Say("minutes.checkers_hint"), "")}
	for _, a := range p.Content.Attendance {
		for _, x := range a.People {
			if x.ID != "" {
				chosen := slices.ContainsFunc(p.Checkers, func(c minutes.Checker) bool { return c.PersonID == x.ID })
				choice.Options = append(choice.Options, web.Option{Value: string(x.ID), Word: x.Written(v.code()), Chosen: chosen})
			}
		}
	}
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Ticks: &choice}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

func minutesCheckers(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	_ = v.written("checkers") // parses the form
	var persons []policy.PersonID
	for _, id := range v.Request().PostForm["checkers"] {
		persons = append(persons, policy.PersonID(id))
	}
	_, err = v.s.Minutes.NameCheckers(v.once().Context(), v.actor, p.Set.ID, persons, v.version())
	return v.minutesDone(p, err, func(f *fault.Fault) error { return v.showMinutesCheckers(p, f) })
}

func minutesErratumPage(v *visit) error {
	p, err := v.minutesMay("propose_erratum")
	if err != nil {
		return err
	}
	return v.showMinutesErratum(p, nil)
}

func (v *visit) showMinutesErratum(p minutes.Page, bad *fault.Fault) error {
	view, err := v.minutesForm(p, v.t.Of("verb.minutes", "propose_erratum"), "/erratum", "zh", bad)
	if err != nil {
		return err
	}
	s := v.sheet(bad)
	block := web.Choice{Ask: s.ask("block", v.t.Say("minutes.paragraph"), "", "")}
	for _, section := range minutes.Show(minutes.Version{Set: p.Set, Content: p.Content}, v.code(), false).Sections {
		for _, part := range section.Paragraphs {
			block.Options = append(block.Options, web.Option{Value: part.Block, Word: section.Label + " " + part.Label + " " + clipped(wordsOf(part))})
		}
	}
	fields := []web.FormField{{Pick: &block}}
	for _, code := range lang.Codes() {
		a := s.ask(string(code), v.t.Say("minutes.in_language", fault.Args{"Language": v.t.Of("rule.language", string(code))}), "", "")
		a.Lang = code.Tag()
		fields = append(fields, web.FormField{Text: v.area(bad, a, 3, minutes.ReasonMost)})
	}
	view.Lead, view.Parts = v.t.Say("minutes.erratum_lead"), []web.FormPart{{Fields: fields}}
	return v.show(status(bad), web.LongFormPage(view))
}

// clipped is the beginning of a paragraph, as a list names it.
func clipped(words string) string {
	const most = 40
	if r := []rune(words); len(r) > most {
		return string(r[:most]) + "…"
	}
	return words
}

func minutesErratum(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	_, err = v.s.Minutes.ProposeErratum(v.once().Context(), v.actor, minutes.ErratumForm{Minutes: p.Set.ID, Block: v.written("block"), Zh: shaped(v.FormValue("zh")), En: shaped(v.FormValue("en")),
		Sv: shaped(v.FormValue("sv")), Version: v.version()})
	return v.minutesDone(p, err, func(f *fault.Fault) error { return v.showMinutesErratum(p, f) })
}
