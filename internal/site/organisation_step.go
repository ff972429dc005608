package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/workflow"
	"sametable/web"
)

// applicationPage is the file of an organisation: what it says of itself, what is missing, what was decided, what can be done.
func applicationPage(v *visit) error {
	o, err := v.organisationInside()
	if err != nil {
		return err
	}
	return v.showApplication(o, nil)
}

// showApplication shows it, and what is wrong with a paper that was sent.
func (v *visit) showApplication(o organisation.Organisation, bad *fault.Fault) error {
	ctx := v.Request().Context()
	options, err := v.s.Organisations.Possible(ctx, v.actor, o.ID)
	if err != nil {
		return err
	}
	lines, err := v.s.Register.Timeline(ctx, v.actor, o.Record())
	if err != nil {
		return err
	}
	regions, err := v.s.Organisations.Regions(ctx)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("org_page.file"), web.SectionOrganisations)
	if err != nil {
		return err
	}
	page.Private, page.Print = true, o.Key
	view := web.ApplicationView{Page: page, Crumbs: v.organisationCrumbs(o, v.t.Say("org_page.file")), Org: v.orgOf(o), Status: v.orgStatus(o),
		Until: o.AccreditedUntil, Reason: o.Reason, Facts: v.applicationFacts(o, regions), Texts: v.applicationTexts(o), Steps: v.organisationSteps(o, options)}
	if v.mayEditOrganisation(o) == nil {
		view.Edit = web.Link(v.t, "/o/"+o.Key+"/edit")
	}
	if _, member := v.actor.Member(o.ID); member || v.tendsPeople(o.ID) {
		view.People = web.Link(v.t, "/o/"+o.Key+"/people")
	}
	if view.Serves, err = v.services(o, v.regionNames(regions)); err != nil {
		return err
	}
	v.applicationFlaws(&view, o, regions)
	if err := v.evidence(&view, o, bad); err != nil {
		return err
	}
	if view.Proposal, err = v.proposal(o); err != nil {
		return err
	}
	if view.Lines, err = v.recordLines(lines); err != nil {
		return err
	}
	withoutConcern(view.Lines)
	return v.show(status(bad), web.Application(view))
}

// applicationFacts are the short answers of an application.
func (v *visit) applicationFacts(o organisation.Organisation, regions []organisation.Region) []web.Pair {
	form := o.Form()
	number := form.Identifier
	if label, holds := o.FormatLabel(); holds {
		number = v.t.Say("org_page.number_form", fault.Args{"Number": number, "Form": label})
	}
	facts := []web.Pair{{Key: v.t.Say("org_page.f.name_native"), Text: o.NameNative, Lang: lang.Code(o.NativeLanguage).Tag()},
		{Key: v.t.Say("org_page.f.name_zh"), Text: o.NameZh, Lang: lang.Chinese.Tag()}, {Key: v.t.Say("org_page.f.name_en"), Text: o.NameEn, Lang: lang.English.Tag()},
		{Key: v.t.Say("org_page.f.name_sv"), Text: o.NameSv, Lang: lang.Swedish.Tag()},
		{Key: v.t.Say("org_page.f.kind"), Text: v.t.Of("kind", form.Kind)}}
	if form.Scheme != "" {
		facts = append(facts, web.Pair{Key: v.t.Of("scheme", form.Scheme), Body: web.Mixed(v.t, number)})
	}
	children := v.t.Say("org_page.no")
	if o.WorksWithChildren {
		children = v.t.Say("org_page.yes")
	}
	facts = append(facts, web.Pair{Key: v.t.Say("org_page.f.identifier_note"), Text: o.IdentifierNote, Lang: web.Tongue(v.t, o.IdentifierNote)},
		web.Pair{Key: v.t.Say("org_page.f.region"), Text: v.where(o, v.regionNames(regions))},
		web.Pair{Key: v.t.Say("org_page.f.works_with_children"), Text: children}, web.Pair{Key: v.t.Say("org_page.f.key"), Text: o.Key})
	return slices.DeleteFunc(facts, func(p web.Pair) bool { return p.Text == "" })
}

func (v *visit) applicationTexts(o organisation.Organisation) []web.TextBlock {
	var blocks []web.TextBlock
	for _, b := range []struct{ name, text, in string }{
		{"services_zh", o.ServicesZh, "zh"}, {"services_en", o.ServicesEn, "en"}, {"services_sv", o.ServicesSv, "sv"},
		{"safeguarding", o.Safeguarding, o.NativeLanguage}, {"evidence", o.Evidence, o.NativeLanguage},
	} {
		in := lang.Code(b.in)
		if read := lang.Guess(b.text); read != "" { // what is written for the officers may be in any language
			in = read
		}
		if b.text != "" {
			blocks = append(blocks, web.TextBlock{Title: v.t.Of("org_page.f", worded(o.Kind, b.name)), Text: b.text, Lang: in.Tag()})
		}
	}
	return blocks
}

// applicationFlaws lists what is missing, for whoever may still mend it, and what an officer should look at.
func (v *visit) applicationFlaws(view *web.ApplicationView, o organisation.Organisation, regions []organisation.Region) {
	if o.State != organisation.Declined && o.State != organisation.Closed {
		for _, m := range o.Missing() {
			view.Missing = append(view.Missing, v.t.Message(m))
		}
	}
	if v.actor.Has(policy.AccreditationOfficer) {
		for _, w := range o.Warnings(regions) {
			view.Warnings = append(view.Warnings, v.t.Message(w))
		}
	}
}

// proposal is the first step of two, for those who may take the second.
func (v *visit) proposal(o organisation.Organisation) (*web.ProposalNote, error) {
	if o.ProposedVerb == "" {
		return nil, nil
	}
	people, err := v.s.Accounts.Named(v.Request().Context(), o.ProposedBy)
	if err != nil {
		return nil, err
	}
	name := people[o.ProposedBy].Called(v.code())
	return &web.ProposalNote{What: v.t.Of("verb.organisation", o.ProposedVerb), Who: name, Lang: v.nameLang(name), Words: o.Proposal}, nil
}

// graveSteps take something away.
func graveSteps() []string { return []string{"decline", "suspend", "close"} }

// organisationSteps are the buttons: what is possible, what waits for a second person, and why the rest is not possible. The
// strong one is the step somebody proposed and she may complete, else the first she may take.
func (v *visit) organisationSteps(o organisation.Organisation, options []workflow.Option) []web.StepButton {
	var steps []web.StepButton
	strong := ""
	for _, option := range options {
		open := option.Blocked == nil || option.NeedsOnlySecond() && (option.Verb != o.ProposedVerb || o.ProposedBy != v.actor.Person)
		if open && !slices.Contains(graveSteps(), option.Verb) && (strong == "" || option.Verb == o.ProposedVerb) {
			strong = option.Verb
		}
	}
	for _, option := range options {
		s := web.StepButton{Word: v.t.Of("verb.organisation", option.Verb), Href: web.Link(v.t, "/o/"+o.Key+"/step/"+option.Verb)}
		mine := o.ProposedVerb == option.Verb && o.ProposedBy == v.actor.Person
		switch {
		case option.Blocked == nil && option.Second:
			s.Second = v.t.Say("org_page.second_completes")
		case option.NeedsOnlySecond() && mine:
			s.Why = v.t.Say("org_page.you_proposed")
		case option.NeedsOnlySecond():
			s.Second = v.t.Say("org_page.second_follows")
		case option.Blocked != nil:
			s.Why = v.t.Message(*option.Blocked)
		}
		if slices.Contains(graveSteps(), option.Verb) {
			s.Kind = "danger"
		} else if option.Verb == strong {
			s.Kind = "first"
		}
		steps = append(steps, s)
	}
	return steps
}

// organisationStepPage asks before a step, and for a reason where its reader gets one.
func organisationStepPage(v *visit) error {
	o, err := v.organisationInside()
	if err != nil {
		return err
	}
	return v.showOrganisationStep(o, "", nil)
}

// stepOption finds the step of the address among those open to the viewer.
func (v *visit) stepOption(o organisation.Organisation) (workflow.Option, error) {
	options, err := v.s.Organisations.Possible(v.Request().Context(), v.actor, o.ID)
	at := slices.IndexFunc(options, func(option workflow.Option) bool { return option.Verb == v.Param("verb") })
	if err != nil || at < 0 {
		return workflow.Option{}, err
	}
	return options[at], nil
}

func (v *visit) showOrganisationStep(o organisation.Organisation, note string, bad *fault.Fault) error {
	verb := v.Param("verb")
	if !slices.Contains(organisationVerbs(), verb) {
		return fault.NotFound()
	}
	if err := v.s.Organisations.May(v.Request().Context(), v.actor, o.ID, verb); err != nil && bad == nil {
		return err
	}
	option, err := v.stepOption(o)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Of("verb.organisation", verb), web.SectionOrganisations)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.LongForm{Page: page, Crumbs: v.organisationCrumbs(o, v.t.Of("verb.organisation", verb)), Lead: v.t.Of("org_page.step", verb),
		Wrongs: v.wrongs(bad, "note"), Version: o.Version, Form: web.Form{Action: web.Link(v.t, "/o/"+o.Key+"/step/"+verb), Nonce: v.nonce()},
		Word: v.t.Of("verb.organisation", verb), Back: web.Link(v.t, "/o/"+o.Key+"/application")}
	switch {
	case option.Second && option.Blocked == nil:
		view.Notes = append(view.Notes, v.t.Say("org_page.second_completes"))
	case option.Second:
		view.Notes = append(view.Notes, v.t.Say("org_page.second_follows"))
	}
	if slices.Contains(graveSteps(), verb) {
		view.Kind = "danger"
	}
	const longest = 1000
	needed := slices.Contains([]string{"ask", "decline", "suspend", "lift", "close"}, verb) && (option.Blocked != nil || !option.Second)
	area := &web.Area{Ask: web.Ask{Name: "note", Label: v.t.Say("org_page.note"), Hint: v.t.Of("org_page.note_hint", noteReader(verb)), Value: note, Optional: !needed},
		Rows: 4, Max: longest, Check: web.Link(v.t, "/check"), Draft: organisationDraft(o.Key, verb)}
	if bad != nil {
		area.Error = web.Errors(v.t, bad.Fields)["note"]
		v.askAnyway(area, bad)
		area.Hits = v.hits(note, v.s.Threads.Look(note))
	}
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: area}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// organisationVerbs are the steps people take; time takes the others.
func organisationVerbs() []string {
	return []string{"submit", "review", "ask", "answer", "accredit", "decline", "suspend", "lift", "renew", "extend", "close"}
}

// noteReader says who reads what is written with a step.
func noteReader(verb string) string {
	if slices.Contains([]string{"submit", "answer", "renew"}, verb) {
		return "officers"
	}
	return "organisation"
}

// organisationStep takes a step, or the first half of one that takes two.
func organisationStep(v *visit) error {
	o, err := v.organisationInside()
	if err != nil {
		return err
	}
	verb, note := v.Param("verb"), shaped(v.FormValue("note"))
	after, err := v.s.Organisations.Step(v.once().Context(), v.actor, organisation.Step{ID: o.ID, Verb: verb, Note: note, Version: v.version(), Anyway: v.anyway()})
	if f, ok := v.overtaken(err, o.Record()); ok {
		return v.showOrganisationStep(o, note, f)
	}
	if err != nil {
		return err
	}
	v.taken(organisationDraft(o.Key, verb))
	path := "/o/" + o.Key + "/application"
	if after.ProposedVerb == verb {
		return v.to(path, "organisation_second")
	}
	return v.to(path, "organisation_step")
}
