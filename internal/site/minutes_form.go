package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/rendering"
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
		sheet := rendering.Show(rendering.Version{Set: p.Set, Content: p.Content}, v.code(), false)
		view.About = append(view.About, web.Pair{Key: v.t.Say("minutes.erratum_of"), Text: sheet.Place(*e)})
		for _, w := range []web.NameIn{{Lang: "zh", Text: e.WordsZh}, {Lang: "en", Text: e.WordsEn}, {Lang: "sv", Text: e.WordsSv}} {
			view.About = append(view.About, web.Pair{Key: v.t.Of("rule.language", w.Lang), Text: w.Text, Lang: tagOf(w.Lang)})
		}
	}
	if p.Set.Ground != "" && verb != "propose_withholding" {
		view.About = append(view.About, web.Pair{Key: v.t.Say("minutes.ground"), Text: p.Set.Ground, Lang: web.Tongue(v.t, p.Set.Ground)})
	}
	bound, err := v.minutesBound(p, verb)
	if err != nil {
		return err
	}
	view.About = append(view.About, bound...)
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
