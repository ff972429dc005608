package site

import (
	"errors"
	"slices"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// proposalVerbs are the steps with a page that asks before them; screening, the letter and the consultation have forms of their own.
func proposalVerbs() []string {
	return []string{"confirm", "decline", "take_back", "ask_letter", "check", "refuse_letter", "undo_refusal", "withdraw", "deliberate",
		"ask_withdrawal", "confirm_withdrawal", "decline_withdrawal", "drop_withdrawal"}
}

// verbOn finds the proposal of the address, where its verb is one of a step that is the viewer's.
func (v *visit) verbOn() (proposal.Row, error) {
	if !slices.Contains(proposalVerbs(), v.Param("verb")) {
		return proposal.Row{}, fault.NotFound()
	}
	return v.proposalOn()
}

// mayStep refuses a page whose button would not work, in the words of the room.
func (v *visit) mayStep(row proposal.Row, verb string) error {
	_, err := proposal.Machine().Step(row.State, verb, v.actor.RolesIn(row.Forum, v.now), proposal.Judge(v.actor, v.now, row.Proposal, row.Known))
	return err
}

// proposalVerbPage asks before a step, and for a reason where its reader gets one.
func proposalVerbPage(v *visit) error {
	row, err := v.verbOn()
	if err != nil {
		return err
	}
	if err := v.mayStep(row, v.Param("verb")); err != nil {
		return err
	}
	return v.showVerb(row, "", nil)
}

func (v *visit) showVerb(row proposal.Row, typed string, bad *fault.Fault) error {
	verb := v.Param("verb")
	word := v.t.Of("verb.proposal", verb)
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	at := "/proposal/" + row.ID
	view := web.LongForm{Page: page, Crumbs: v.proposalCrumbs(row, word), Lead: v.t.Of("proposal.step_lead", verb), Wrongs: v.wrongs(bad, "reason"),
		Form: web.Form{Action: web.Link(v.t, at+"/"+verb), Nonce: v.nonce()}, Version: row.Version, Word: word, Kind: "first", Back: web.Link(v.t, row.Path()),
		About: v.proposalIs(row)}
	withdraws := slices.Contains([]string{"withdraw", "ask_withdrawal", "confirm_withdrawal", "decline_withdrawal", "drop_withdrawal"}, verb)
	if withdraws && !slices.Contains([]string{"decline_withdrawal", "drop_withdrawal"}, verb) {
		view.Kind = "danger"
	}
	if row.EndsBy != "" && withdraws { // the reason others will read
		view.About = append(view.About, web.Pair{Key: v.t.Say("post.reason_given"), Body: web.Typed(v.t, "", row.EndsWhy)})
	}
	if !withdraws { // what is confirmed or declined stands on the page
		words := wording(row.Text)
		part := web.FormPart{Title: v.t.Say("proposal.text"), About: &words}
		if part.Annexes, err = v.annexes(row, row.VersionID); err != nil {
			return err
		}
		if verb == "confirm" || verb == "check" {
			part.Fields = v.vouch(part.Annexes, bad)
		}
		view.Parts = append(view.Parts, part)
	}
	if verb == "ask_withdrawal" {
		if view.Notes, err = v.sole(row.ProposedFor); err != nil {
			return err
		}
	}
	if proposal.NeedsReason(verb) || verb == "withdraw" {
		area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("proposal.reason_hint"), Value: typed}, Rows: 5, Max: reasonMax,
			Check: web.Link(v.t, "/check")}
		switch {
		case verb == "ask_withdrawal":
			area.Hint = v.t.Say("proposal.withdraw_hint_public")
		case verb == "withdraw":
			area.Hint, area.Optional = v.t.Say("proposal.withdraw_hint"), true
		}
		v.refusedReason(area, bad)
		view.Parts = append(view.Parts, web.FormPart{Fields: []web.FormField{{Text: area}}})
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// refusedReason says in the field of a reason what is wrong with it.
func (v *visit) refusedReason(area *web.Area, bad *fault.Fault) {
	if bad == nil {
		return
	}
	area.Error = web.Errors(v.t, bad.Fields)["reason"]
	v.askAnyway(area, bad)
	area.Hits = v.fieldHits(bad, "reason", area.Value)
}

// proposalIs names a proposal above a form about it.
func (v *visit) proposalIs(row proposal.Row) []web.Pair {
	title := v.proposalTitle(row)
	return []web.Pair{{Key: v.t.Say("proposal.title"), Text: title.Text, Lang: title.Lang},
		{Key: v.t.Say("proposal.from"), Body: web.OrgLine(v.t, v.proposalOrg(row))}}
}

// proposalVerb takes a step.
func proposalVerb(v *visit) error {
	row, err := v.verbOn()
	if err != nil {
		return err
	}
	reason := shaped(v.FormValue("reason"))
	p, err := v.s.Proposals.Take(v.once().Context(), v.actor, proposal.Step{Proposal: row.ID, Verb: v.Param("verb"), Reason: reason, Version: v.version(),
		Anyway: v.anyway(), NoChild: v.vouches()})
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showVerb(row, reason, f)
	}
	if err != nil {
		return err
	}
	return v.afterProposal(p, "proposal_"+v.Param("verb"))
}

// afterProposal leads to a proposal, as far as the viewer may still see it.
func (v *visit) afterProposal(p proposal.Proposal, flash string) error {
	if !v.actor.Sees(p.Access, v.now) {
		return v.to("/desk", flash)
	}
	return v.to(p.Path(), flash)
}

// screeningPage shows what is to be screened, what is like it, and the form of the decision.
func screeningPage(v *visit) error {
	row, err := v.screens()
	if err != nil {
		return err
	}
	return v.showScreening(row, proposal.Step{Verb: "admit"}, nil)
}

// screens finds the proposal of the address, where screening it is the viewer's.
func (v *visit) screens() (proposal.Row, error) {
	row, err := v.proposalOn()
	if err != nil {
		return row, err
	}
	return row, v.mayStep(row, "return")
}

func (v *visit) showScreening(row proposal.Row, step proposal.Step, bad *fault.Fault) error {
	page, err := v.page(v.t.Say("proposal.screen"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	by, known, err := v.screenedBy(row.Proposal)
	if err != nil {
		return err
	}
	view := web.ScreeningView{Page: page, Crumbs: v.proposalCrumbs(row, page.Title), Wrongs: v.wrongs(bad, "decision"), Ref: row.Reference, Title: v.proposalTitle(row),
		Due: v.t.Say("proposal.screened_by", fault.Args{"Day": v.t.Date(by, lang.Beijing)}), Text: wording(row.Text), None: v.t.Say("proposal.similar_none"),
		Form: web.Form{Action: web.Link(v.t, "/proposal/"+row.ID+"/screen"), Nonce: v.nonce(), Guard: true}, Version: row.Version, Back: web.Link(v.t, row.Path())}
	if !known {
		view.Due += " " + v.t.Say("calendar.unknown")
	}
	view.Checks = web.Choice{Ask: web.Ask{Name: "checks", Label: v.t.Say("proposal.checks"), Hint: v.t.Say("proposal.checks_hint"), Error: said["checks"], Optional: true}}
	for _, c := range proposal.Checks() {
		view.Checks.Options = append(view.Checks.Options, web.Option{Value: c, Word: v.t.Of("proposal.check", c), Chosen: slices.Contains(step.Checks, c)})
	}
	view.Decision = web.Choice{Ask: web.Ask{Name: "decision", Label: v.t.Say("proposal.decision"), Value: step.Verb, Error: said["decision"]}}
	for _, verb := range []string{"admit", "return", "merge", "forward", "refuse"} {
		view.Decision.Options = append(view.Decision.Options, web.Option{Value: verb, Word: v.t.Of("verb.proposal", verb), Hint: v.t.Of("proposal.decision_is", verb)})
	}
	view.Reason = web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("proposal.screen_reason_hint"), Value: step.Reason, Optional: true}, Rows: 5, Max: reasonMax, Check: web.Link(v.t, "/check")}
	v.refusedReason(&view.Reason, bad)
	view.Into = web.Input{Ask: web.Ask{Name: "into", Label: v.t.Say("proposal.into"), Hint: v.t.Say("proposal.into_hint"), Value: step.Into, Error: said["into"], Optional: true}, Short: true, Autocomplete: "off"}
	view.To = web.Input{Ask: web.Ask{Name: "to", Label: v.t.Say("proposal.to"), Hint: v.t.Say("proposal.to_hint"), Value: step.To, Error: said["to"], Optional: true}, Autocomplete: "off", Check: web.Link(v.t, "/check")}
	if row.RefusalBy != "" {
		view.Refusal = row.RefusalWhy
	}
	v.screeningTemplates(row, &view)
	if view.Annexes, err = v.annexes(row, row.VersionID); err != nil {
		return err
	}
	if view.Similar, err = v.similar(row); err != nil {
		return err
	}
	return v.show(status(bad), web.Screening(view))
}

// screeningTemplates offers polite reasons in the language of the proposal, each with its twin in the reader's own.
func (v *visit) screeningTemplates(row proposal.Row, view *web.ScreeningView) {
	code := lang.Code(row.Language)
	author := v.s.speakers[code]
	for _, name := range []string{"existing", "bodies", "one_matter", "figures"} {
		r := web.ReasonTemplate{Word: v.t.Of("proposal.template_for", name), Text: author.Of("proposal.template", name), Lang: code.Tag(),
			Href: web.Link(v.t, "/proposal/"+row.ID+"/screen?template="+name) + "#f-reason", On: v.QueryParam("template") == name}
		if code != v.t.Code() {
			r.Twin = v.t.Of("proposal.template", name)
		}
		if r.On && view.Reason.Value == "" {
			view.Reason.Value, view.Reason.Lang, view.Decision.Value = r.Text, code.Tag(), "return"
		}
		view.Templates = append(view.Templates, r)
	}
}

// similar lists proposals and discussions that share words with a proposal.
func (v *visit) similar(row proposal.Row) ([]web.Entry, error) {
	hits, err := v.s.Search.Similar(v.Request().Context(), v.actor, row.Record(), row.VTitle, v.code())
	if err != nil {
		return nil, err
	}
	var list []web.Entry
	for _, h := range hits {
		e := web.Entry{Ref: h.Card.Reference, Href: web.Link(v.t, h.Card.Path), Meta: []string{v.recordWord(h.Card.Noun)}}
		e.Title, e.Lang = v.cardTitle(h.Card)
		if word := v.stateWord(h.Card.Noun, h.Card.State); word != "" {
			e.Status = []web.Status{{Family: web.Neutral, Word: word}}
		}
		list = append(list, e)
	}
	return list, nil
}

// screen takes the decision.
func screen(v *visit) error {
	row, err := v.screens()
	if err != nil && !fault.Is(err, fault.ReasonConflict) { // what has moved on meanwhile comes back with what was typed
		return err
	}
	step := proposal.Step{Proposal: row.ID, Verb: v.FormValue("decision"), Reason: shaped(v.FormValue("reason")), Into: shaped(v.FormValue("into")),
		To: shaped(v.FormValue("to")), Checks: v.Request().Form["checks"], Version: v.version(), Anyway: v.anyway()}
	if !slices.Contains([]string{"admit", "return", "merge", "forward", "refuse"}, step.Verb) {
		return v.showScreening(row, step, fault.Invalid(fault.Says("decision", "input.choice", nil)))
	}
	p, err := v.s.Proposals.Take(v.once().Context(), v.actor, step)
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showScreening(row, step, f)
	}
	if err != nil {
		return err
	}
	flash := "proposal_" + step.Verb
	if step.Verb == "refuse" && p.State != proposal.Refused {
		flash = "proposal_refusal_proposed"
	}
	return v.afterProposal(p, flash)
}

// consultPage is the form that opens a consultation.
func consultPage(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	var f *fault.Fault
	if err := v.mayStep(row, "consult"); err != nil && (!errors.As(err, &f) || f.ID != "guard.proposal.languages") { // what is missing is said above the form
		return err
	}
	return v.showConsult(row, nil)
}

func (v *visit) showConsult(row proposal.Row, bad *fault.Fault) error {
	seats, err := v.s.Forums.Seats(v.Request().Context(), row.Forum)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Of("verb.proposal", "consult"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	s := v.sheet(bad)
	preset := web.Choice{Ask: s.ask("preset", v.t.Say("proposal.preset"), v.t.Say("proposal.preset_hint"), proposal.Presets()[0])}
	for _, name := range proposal.Presets() {
		ends := v.t.Date(proposal.Closes(name, v.now), lang.Beijing)
		preset.Options = append(preset.Options, web.Option{Value: name, Word: v.t.Of("proposal.preset_of", name), Hint: v.t.Say("proposal.would_close", fault.Args{"Day": ends})})
	}
	ticks := web.Choice{Ask: s.ask("invited", v.t.Say("proposal.invited"), v.t.Say("proposal.invited_hint"), "")}
	ticks.Optional = true
	chosen := v.Request().Form["invited"]
	for _, seat := range seats {
		if seat.OrganisationID == row.ProposedFor || !seat.Voting {
			continue
		}
		name, tag := v.called(seat.NameZh, seat.NameEn, seat.NameSv)
		ticks.Options = append(ticks.Options, web.Option{Value: string(seat.OrganisationID), Word: name, Lang: tag, Chosen: bad == nil || slices.Contains(chosen, string(seat.OrganisationID))})
	}
	view := web.LongForm{Page: page, Crumbs: v.proposalCrumbs(row, page.Title), Lead: v.t.Say("proposal.consult_lead"), Wrongs: v.wrongs(bad, "preset"),
		Form: web.Form{Action: web.Link(v.t, "/proposal/"+row.ID+"/consult"), Nonce: v.nonce()}, Version: row.Version, Word: page.Title, Back: web.Link(v.t, row.Path()),
		About: v.proposalIs(row), Parts: []web.FormPart{{Fields: []web.FormField{{Radio: &preset}, {Ticks: &ticks}}}}}
	if row.Known.Missing > 0 && bad == nil { // a refusal says it itself
		view.Notes = []string{v.t.Say("guard.proposal.languages", fault.Args{"N": row.Known.Missing})}
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// consult opens a consultation.
func consult(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	o := proposal.Opening{Proposal: row.ID, Preset: v.FormValue("preset"), Version: v.version()}
	for _, id := range v.Request().Form["invited"] {
		o.Invited = append(o.Invited, policy.OrganisationID(id))
	}
	p, err := v.s.Proposals.Consult(v.once().Context(), v.actor, o)
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showConsult(row, f)
	}
	if err != nil {
		return err
	}
	return v.afterProposal(p, "proposal_consult")
}
