package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/markup"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/web"
)

// partnershipVerbOn finds the partnership of the address, where its verb is one of a step that is the viewer's.
func (v *visit) partnershipVerbOn() (partnership.Row, error) {
	if !slices.Contains(partnership.Verbs(), v.Param("verb")) {
		return partnership.Row{}, fault.NotFound()
	}
	return v.partnershipOn(v.Param("verb"))
}

// partnershipVerbPage asks before a step, and shows the words it is about.
func partnershipVerbPage(v *visit) error {
	row, err := v.partnershipVerbOn()
	if err != nil {
		return err
	}
	return v.showPartnershipVerb(row, partnership.Step{Verb: v.Param("verb"), Starts: row.Starts, Ends: row.Ends, Link: row.AgreementLink}, nil)
}

func (v *visit) showPartnershipVerb(row partnership.Row, step partnership.Step, bad *fault.Fault) error {
	word := v.t.Of("verb.partnership", step.Verb)
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	title, tag := v.partnershipTitle(row.Partnership)
	view := web.LongForm{Page: page, Crumbs: v.partnershipCrumbs(row, word), Lead: v.t.Of("partnership.step_lead", step.Verb), Wrongs: v.wrongs(bad, "reason"),
		Form:    web.Form{Action: web.Link(v.t, "/partnership/"+row.ID+"/"+step.Verb), Nonce: v.nonceOf(bad), Guard: true, Files: step.Verb == "activate"},
		Version: row.Version, Word: word, Kind: "first", Back: web.Link(v.t, row.Path()),
		About: []web.Pair{{Key: v.t.Say("partnership.title"), Text: title, Lang: tag}, {Key: v.t.Say("partnership.parties"), Body: web.PartyLines(v.t, v.partyLines(row))}}}
	if step.Verb == "confirm" { // the words that are confirmed
		view.About = append(view.About, web.Pair{Key: v.t.Say("partnership.scope"), Body: web.Prose(v.t, tagOf(row.Language), markup.RenderAt(row.Scope, 2).HTML)})
		view.About = append(view.About, v.partnershipFacts(row)...)
	}
	if step.Verb == "withdraw" || step.Verb == "end" {
		view.Kind = "danger"
	}
	if fields := v.partnershipStepFields(row, step, bad); len(fields) > 0 {
		view.Parts = []web.FormPart{{Fields: fields}}
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// partnershipStepFields are what a step asks for: for whom, from when to when and under which agreement, or a reason.
func (v *visit) partnershipStepFields(row partnership.Row, step partnership.Step, bad *fault.Fault) []web.FormField {
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	var fields []web.FormField
	if mine := v.s.Partnerships.Waiting(v.actor, row); step.Verb == "confirm" && len(mine) > 1 {
		choice := &web.Choice{Ask: web.Ask{Name: "party", Label: v.t.Say("partnership.for_party"), Error: said["party"], Value: string(step.Party)}}
		for _, y := range mine {
			org := v.orgNamed(y.OrgKind, y.OrgKey, y.OrgZh, y.OrgEn, y.OrgSv)
			choice.Options = append(choice.Options, web.Option{Value: string(y.OrganisationID), Word: org.Name, Lang: org.Lang})
		}
		fields = append(fields, web.FormField{Radio: choice})
	}
	if step.Verb == "activate" {
		line := func(name, value string, optional bool) web.FormField {
			return web.FormField{Line: &web.Input{Ask: web.Ask{Name: name, Label: v.t.Of("partnership.f", name), Hint: v.t.Of("partnership.h", name), Error: said[name], Value: value, Optional: optional},
				Short: true, Autocomplete: "off"}}
		}
		link := &web.Input{Ask: web.Ask{Name: "link", Label: v.t.Say("partnership.agreement"), Hint: v.t.Say("commitment.link_hint"), Error: said["link"], Value: step.Link, Optional: true}, Type: "url", Mode: "url",
			Autocomplete: "off"}
		file := v.paperAsk(composing{fault: bad}, true)
		file.Label, file.Hint = v.t.Say("partnership.agreement_file"), v.t.Say("commitment.file_hint")
		fields = append(fields, line("starts", step.Starts, false), line("ends", step.Ends, true), web.FormField{Line: link}, web.FormField{Paper: file})
	}
	if partnership.NeedsReason(step.Verb) {
		area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("commitment.reason_hint"), Value: step.Reason}, Rows: 5, Max: partnership.ReasonMost,
			Check: web.Link(v.t, "/check")}
		v.refusedReason(area, bad)
		fields = append(fields, web.FormField{Text: area})
	}
	return fields
}

// partnershipVerb takes a step.
func partnershipVerb(v *visit) error {
	row, err := v.partnershipVerbOn()
	if err != nil {
		return err
	}
	paper, file, err := v.paper()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	step := partnership.Step{Partnership: row.ID, Verb: v.Param("verb"), Reason: shaped(v.FormValue("reason")), Party: policy.OrganisationID(v.FormValue("party")),
		Starts: input.Tidy(v.FormValue("starts")), Ends: input.Tidy(v.FormValue("ends")), Link: input.Tidy(v.FormValue("link")), File: paper, Version: v.version(), Anyway: v.anyway()}
	p, err := v.s.Partnerships.Take(v.once().Context(), v.actor, step)
	if f, ok := v.overtaken(err, row.Record()); ok {
		if f.Reason == fault.ReasonConflict { // what stands now is shown beside the refusal
			if row, err = v.partnershipVerbOn(); err != nil {
				return err
			}
		}
		return v.showPartnershipVerb(row, step, f)
	}
	if err != nil {
		return err
	}
	if p.State == partnership.Agreed && step.Verb == "confirm" {
		return v.to(p.Path(), "partnership_agreed")
	}
	return v.to(p.Path(), "partnership_"+step.Verb)
}

// partnershipFile serves the scanned agreement to those who may open it.
func partnershipFile(v *visit) error {
	f, err := v.s.Partnerships.File(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.scan(f.Kind, f.Name, f.Content)
}

// partnershipMessages lists the sentences that the pages of partnerships put together at run time.
func partnershipMessages() []string {
	families := map[string][]string{
		"partnership.stop":      {"confirm", "agree", "active", "end"},
		"partnership.part":      {"origin", "what", "parties", "where"},
		"partnership.f":         partnershipFields(),
		"partnership.h":         partnershipFields(),
		"partnership.reason_of": {partnership.Declined, partnership.Ended, partnership.Withdrawn},
		"partnership.step_lead": append(partnership.Verbs(), "revise"),
		"desk.partnership":      {"propose", "confirm", "activate", "declined", "waiting"},
	}
	for _, s := range partnershipStages() {
		families["partnership.stage"] = append(families["partnership.stage"], s.name)
	}
	ids := []string{"record.noun." + partnership.Noun}
	for family, members := range families {
		for _, m := range members {
			ids = append(ids, family+"."+m)
		}
	}
	return ids
}
