package site

import (
	"slices"

	"sametable/internal/ballot"
	"sametable/internal/charter"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/web"
)

// charterOn finds the charter of the address with its life.
func (v *visit) charterOn() (charter.Page, error) {
	return v.s.Charters.ByID(v.Request().Context(), v.actor, v.Param("id"), v.code())
}

// charterVerbOf is the verb of the machine that an address stands for; what the ballot came to says which way it is announced.
func charterVerbOf(verb string, p charter.Page) string {
	if verb == "announce" {
		return charter.Outcome(p.Known.Decided)
	}
	return verb
}

// charterVerbs are the verbs of the addresses of forms about a charter.
func charterVerbs() []string {
	return append(charter.Verbs(), "open_ballot", "announce", "comment", "propose_change")
}

// charterVerbOn finds the charter of the address, where its verb is one of a step that is the viewer's.
func (v *visit) charterVerbOn() (charter.Page, error) {
	if !slices.Contains(charterVerbs(), v.Param("verb")) {
		return charter.Page{}, fault.NotFound()
	}
	p, err := v.charterOn()
	if err != nil {
		return p, err
	}
	return p, v.s.Charters.May(v.actor, p, charterVerbOf(v.Param("verb"), p), nil)
}

// charterVerbPage asks before a step.
func charterVerbPage(v *visit) error {
	p, err := v.charterVerbOn()
	if err != nil {
		return err
	}
	switch v.Param("verb") {
	case "comment":
		return v.showComment(p, charter.CommentRow{}, charter.Said{Language: v.code()}, nil)
	case "open_ballot":
		return v.showCharterPrepare(p, ballot.Form{}, nil)
	case "propose_change":
		return v.showProposeChange(p, changeOf(p, v.code()), nil)
	}
	return v.showCharterVerb(p, charter.Step{Until: windowDay(v.now)}, nil)
}

// charterVerb takes it.
func charterVerb(v *visit) error {
	verb := v.Param("verb")
	p, err := v.charterVerbOn()
	if err != nil && !fault.Is(err, fault.ReasonConflict) { // what has moved on meanwhile comes back with what was typed
		return err
	}
	switch verb {
	case "comment":
		return v.takeComment(p, charter.CommentRow{})
	case "open_ballot":
		return v.takeCharterPrepare(p)
	case "propose_change":
		return v.takeProposeChange(p)
	case "announce":
		_, err = v.s.Charters.Announce(v.once().Context(), v.actor, p.Charter.ID, v.version())
		if f, ok := v.overtaken(err, p.Charter.Record()); ok {
			return v.showCharterVerb(p, charter.Step{}, f)
		}
		if err != nil {
			return err
		}
		return v.to(p.Charter.Path(p.Forum), "charter_"+charter.Outcome(p.Known.Decided))
	}
	step := charter.Step{Charter: p.Charter.ID, Verb: verb, Version: v.version(), Until: input.Tidy(v.FormValue("until")), Reason: shaped(v.FormValue("reason")), Anyway: v.anyway()}
	step.Languages = v.Request().Form["read"]
	_, err = v.s.Charters.Take(v.once().Context(), v.actor, step)
	if f, ok := v.overtaken(err, p.Charter.Record()); ok {
		return v.showCharterVerb(p, step, f)
	}
	if err != nil {
		return err
	}
	v.taken(charterDraft(p.Forum.Key, "reason"))
	return v.to(p.Charter.Path(p.Forum), "charter_"+verb)
}

// charterForm begins a form about a charter.
func (v *visit) charterForm(p charter.Page, word, action string, bad *fault.Fault, first string) (web.LongForm, error) {
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return web.LongForm{}, err
	}
	page.Private = true
	at := web.Link(v.t, p.Charter.Path(p.Forum))
	return web.LongForm{Page: page, Crumbs: v.charterCrumbs(p, word), Wrongs: v.wrongs(bad, first), Form: web.Form{Action: web.Link(v.t, action), Nonce: v.nonceOf(bad), Guard: true},
		Version: p.Charter.Version, Word: word, Kind: "first", Back: at,
		About: []web.Pair{{Key: v.t.Say("charter.title"), Body: web.Ref(p.Charter.Reference(p.Forum.Key), at)}, {Key: v.t.Say("charter.state"), Text: v.t.Of("state.charter", p.Charter.State)}}}, nil
}

// charterCrumbs lead from a page about a charter back to it.
func (v *visit) charterCrumbs(p charter.Page, word string) []web.Anchor {
	return []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, v.forumAnchor(p.Forum),
		{Word: v.t.Say("charter.title"), Href: web.Link(v.t, p.Charter.Path(p.Forum))}, {Word: word}}
}

func (v *visit) showCharterVerb(p charter.Page, step charter.Step, bad *fault.Fault) error {
	verb := v.Param("verb")
	way := charterVerbOf(verb, p)
	view, err := v.charterForm(p, v.t.Of("verb.charter", way), "/charter/"+p.Charter.ID+"/"+verb, bad, map[string]string{"consult": "until", "review_translation": "read"}[verb])
	if err != nil {
		return err
	}
	view.Lead = v.t.Of("charter.step_lead", way)
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	var field web.FormField
	switch verb {
	case "consult":
		field.Line = &web.Input{Ask: web.Ask{Name: "until", Label: v.t.Say("charter.until"), Hint: v.t.Say("charter.until_hint", fault.Args{"Least": v.t.Number(charter.ConsultLeast)}), Value: step.Until, Error: said["until"]},
			Autocomplete: "off", Short: true}
	case "return", "reopen":
		field.Text = &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("charter.return_hint"), Value: step.Reason}, Rows: 4, Max: charter.ReasonMost,
			Check: web.Link(v.t, "/check"), Draft: charterDraft(p.Forum.Key, "reason")}
		v.refusedReason(field.Text, bad)
	case "review_translation":
		field.Ticks = &web.Choice{Ask: web.Ask{Name: "read", Label: v.t.Say("charter.read_in"), Hint: v.t.Say("charter.read_hint"), Error: said["read"]}}
		for _, language := range p.Known.For(v.actor.Person) {
			code := lang.Code(language)
			field.Ticks.Options = append(field.Ticks.Options, web.Option{Value: language, Word: code.Own(), Lang: code.Tag(), Chosen: slices.Contains(step.Languages, language)})
		}
	case "announce":
		for _, b := range p.Ballots {
			if b.State == ballot.Tallied {
				view.About = append(view.About, web.Pair{Key: v.t.Say("ballot.one"), Body: web.Ref(v.t.Of("ballot.result", string(b.Result)), web.Link(v.t, b.Path()))},
					web.Pair{Key: v.t.Say("ballot.count"), Text: v.countSaid(b)})
			}
		}
	}
	if field != (web.FormField{}) {
		view.Parts = []web.FormPart{{Fields: []web.FormField{field}}}
	}
	return v.show(status(bad), web.LongFormPage(view))
}

func (v *visit) showCharterPrepare(p charter.Page, form ballot.Form, bad *fault.Fault) error {
	view, err := v.charterForm(p, v.t.Of("verb.charter", "open_ballot"), "/charter/"+p.Charter.ID+"/open_ballot", bad, "way")
	if err != nil {
		return err
	}
	view.Lead = v.t.Of("charter.step_lead", "open_ballot")
	return v.showPreparing(view, p.Forum.ID, p.Text.Number, form, bad)
}

// takeCharterPrepare puts a charter to the vote.
func (v *visit) takeCharterPrepare(p charter.Page) error {
	way := v.FormValue("way")
	form := ballot.Form{Written: way == "written", Meeting: input.Tidy(v.FormValue("meeting")), Until: input.Tidy(v.FormValue("until")), Present: v.present()}
	if !slices.Contains([]string{"table", "written"}, way) {
		if err := v.s.Charters.May(v.actor, p, "open_ballot", nil); err != nil {
			return err
		}
		return v.showCharterPrepare(p, form, fault.Invalid(fault.Says("way", "input.choice", nil)))
	}
	b, err := v.s.Charters.Put(v.once().Context(), v.actor, p.Charter.ID, v.version(), form)
	if f, ok := v.overtaken(err, p.Charter.Record()); ok {
		return v.showCharterPrepare(p, form, f)
	}
	if err != nil {
		return err
	}
	return v.to(b.Path(), "ballot_prepared")
}
