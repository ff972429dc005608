package site

import (
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/text"
	"sametable/web"
)

func minutesTranslatePage(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	return v.showMinutesTranslate(p, nil)
}

func (v *visit) showMinutesTranslate(p minutes.Page, bad *fault.Fault) error {
	b, known := p.Block(v.from("block"))
	to := lang.Code(v.from("to"))
	if !known || !minutes.Translatable(p.Set.State) || !to.Valid() || string(to) == p.Set.Language || !policy.May(policy.LinkTranslation, v.actor.OfficeRoles()) {
		return fault.NotFound()
	}
	tr := p.Into(string(to))[b.ID]
	view, err := v.minutesForm(p, v.t.Say("minutes.translate_into", fault.Args{"Language": v.t.Of("rule.language", string(to))}), "/translate", "words", bad)
	if err != nil {
		return err
	}
	view.Version = tr.Version
	view.Hidden = []web.Hidden{{Name: "block", Value: b.ID}, {Name: "to", Value: string(to)}, {Name: "source", Value: v.readHash(bad, "source", b.Source(p.Set.Language))}}
	view.About = []web.Pair{{Key: v.t.Say("translating.original", fault.Args{"Language": v.t.Of("rule.language", p.Set.Language)}), Text: b.Words, Lang: tagOf(p.Set.Language)}}
	s := v.sheet(bad)
	ask := s.ask("words", v.t.Say("minutes.words"), "", tr.Words)
	ask.Lang = to.Tag()
	ready := web.Choice{Ask: s.ask("state", v.t.Say("translating.state"), "", string(text.InReview)), Options: []web.Option{
		{Value: string(text.InReview), Word: v.t.Say("translating.ready")}, {Value: string(text.Drafted), Word: v.t.Say("translating.draft")}}}
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: v.area(bad, ask, 8, minutes.WordsMost)}, {Radio: &ready}}}}
	if bad == nil && tr.State == text.InReview && tr.TranslatedBy != v.actor.Person {
		view.Second = &web.Form{Action: v.minutesAt(p.Set, "/review?of="+tr.ID+"&mark="+tr.Hash), Nonce: v.freshNonce()}
		view.SecondWord = v.t.Say("translating.holds")
	}
	return v.show(status(bad), web.LongFormPage(view))
}

func minutesTranslate(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	_, err = v.s.Minutes.Translate(v.once().Context(), v.actor, minutes.Rendered{Minutes: p.Set.ID, Block: v.written("block"), Language: v.written("to"), State: text.State(v.written("state")),
		Words: shaped(v.FormValue("words")), Source: v.written("source"), Version: v.version()})
	return v.minutesDone(p, err, func(f *fault.Fault) error { return v.showMinutesTranslate(p, f) })
}

func minutesReviewed(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	if _, err := v.s.Minutes.Reviewed(v.once().Context(), v.actor, p.Set.ID, v.QueryParam("of"), v.QueryParam("mark")); err != nil {
		return err
	}
	return v.to(p.Set.Path(), "minutes_done")
}
