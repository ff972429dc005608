package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/rendering"
	"sametable/web"
)

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
	block := web.Choice{Ask: s.ask("block", v.t.Say("minutes.erratum_of"), "", v.QueryParam("block"))}
	if len(p.Blocks) > 0 {
		block.Options = append(block.Options, web.Option{Value: minutes.Attendance, Word: v.t.Of("minutes.correction", minutes.Attendance)})
	}
	sheet := rendering.Show(rendering.Version{Set: p.Set, Content: p.Content}, v.code(), false)
	for _, section := range sheet.Sections {
		for _, part := range section.Paragraphs {
			words, in := wordsOf(part), langOf(part)
			block.Options = append(block.Options, web.Option{Value: part.Block, Lang: tagOf(in), Word: v.t.Say("minutes.place_of", fault.Args{"Label": sheet.Place(minutes.Erratum{BlockID: part.Block}), "Words": clipped(words)})})
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
	p, err := v.minutesMay("propose_erratum")
	if err != nil {
		return err
	}
	_, err = v.s.Minutes.ProposeErratum(v.once().Context(), v.actor, minutes.ErratumForm{Minutes: p.Set.ID, Block: v.written("block"), Zh: shaped(v.FormValue("zh")), En: shaped(v.FormValue("en")),
		Sv: shaped(v.FormValue("sv")), Version: v.version()})
	return v.minutesDone(p, err, func(f *fault.Fault) error { return v.showMinutesErratum(p, f) })
}
