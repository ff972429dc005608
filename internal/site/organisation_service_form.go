package site

import (
	"slices"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/web"
)

// serviceTyped reads the form of a service as it was sent.
func (v *visit) serviceTyped() (organisation.ServiceForm, error) {
	sent, err := v.FormParams()
	if err != nil {
		return organisation.ServiceForm{}, fault.Invalid()
	}
	line := func(name string) string { return input.Tidy(sent.Get(name)) }
	return organisation.ServiceForm{NameZh: line("name_zh"), NameEn: line("name_en"), NameSv: line("name_sv"), AboutZh: shaped(sent.Get("about_zh")),
		AboutEn: shaped(sent.Get("about_en")), AboutSv: shaped(sent.Get("about_sv")), ForWhom: sent["for_whom"], Regions: sent["regions"], Version: v.version()}, nil
}

// serviceAsk is what every field of the form has.
func (v *visit) serviceAsk(name, value string, said map[string]string) web.Ask {
	ask := web.Ask{Name: name, Label: v.t.Of("service.f", name), Value: value, Error: said[name], Optional: true}
	if code := lang.Code(name[strings.LastIndex(name, "_")+1:]); code.Valid() {
		ask.Lang = code.Tag() // one hint for three fields stands above them
	} else {
		ask.Hint = v.t.Of("service.h", name)
	}
	return ask
}

// showService shows the form. A row without an id is a new service. What was changed by somebody else meanwhile stands beside what was
// typed, and the form goes out with the newer version, so that sending it again is a decision.
func (v *visit) showService(o organisation.Organisation, row organisation.Service, form organisation.ServiceForm, bad *fault.Fault) error {
	title, word, path, draft := v.t.Say("service.list"), v.t.Say("service.list"), "new", o.Key
	if row.ID != "" {
		title, word, path, draft = v.t.Say("service.change"), v.t.Say("org_page.save"), row.ID+"/edit", row.ID
	}
	view, err := v.servicePage(o, row, title, path, bad)
	if err != nil {
		return err
	}
	view.Lead, view.Word, view.Form.Guard = v.t.Say("service.lead"), word, true
	if o.ProposedVerb == "accredit" || o.ProposedVerb == "extend" {
		view.Notes = append(view.Notes, v.t.Say("org_page.proposal_lapses"))
	}
	regions, err := v.s.Organisations.Regions(v.Request().Context())
	if err != nil {
		return err
	}
	if bad != nil && bad.Reason == fault.ReasonConflict && row.ID != "" {
		view.Yours, view.Theirs = v.serviceSides(form, row.Form(), v.regionNames(regions))
	}
	view.Parts = v.serviceParts(o, form, draft, regions, bad)
	return v.show(status(bad), web.LongFormPage(view))
}

// servicePage is a page with a form about a service.
func (v *visit) servicePage(o organisation.Organisation, row organisation.Service, title, path string, bad *fault.Fault) (web.LongForm, error) {
	page, err := v.page(title, web.SectionOrganisations)
	page.Private = true
	view := web.LongForm{Page: page, Crumbs: v.organisationCrumbs(o, title), Version: row.Version,
		Form: web.Form{Action: web.Link(v.t, "/o/"+o.Key+"/services/"+path), Nonce: v.nonce()}, Wrongs: v.wrongs(bad, "name_"+o.NativeLanguage),
		Back: web.Link(v.t, "/o/"+o.Key) + "#services"}
	return view, err
}

// serviceParts asks for names first, the one in the organisation's own language before the others.
func (v *visit) serviceParts(o organisation.Organisation, form organisation.ServiceForm, draft string, regions []organisation.Region, bad *fault.Fault) []web.FormPart {
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	names := map[string]string{"zh": form.NameZh, "en": form.NameEn, "sv": form.NameSv}
	abouts := map[string]string{"zh": form.AboutZh, "en": form.AboutEn, "sv": form.AboutSv}
	codes := []string{o.NativeLanguage}
	for _, code := range lang.Codes() {
		if string(code) != o.NativeLanguage {
			codes = append(codes, string(code))
		}
	}
	var called, about []web.FormField
	for _, code := range codes {
		called = append(called, web.FormField{Line: &web.Input{Ask: v.serviceAsk("name_"+code, names[code], said), Autocomplete: "off"}})
		about = append(about, web.FormField{Text: v.serviceArea("about_"+code, abouts[code], draft, said)})
	}
	whom := &web.Choice{Ask: v.serviceAsk("for_whom", "", said)}
	for _, a := range organisation.Audiences() {
		whom.Options = append(whom.Options, web.Option{Value: string(a), Word: v.t.Of("service.for", string(a)), Chosen: slices.Contains(form.ForWhom, string(a))})
	}
	where := v.regionTicks(v.serviceAsk("regions", "", said), regions, form.Regions, o.Regions()...)
	return []web.FormPart{{Title: v.t.Say("service.part_name"), Lead: v.t.Say("service.part_name_lead"), Fields: called},
		{Title: v.t.Say("service.part_about"), Lead: v.t.Say("service.part_about_lead"), Fields: append(about, web.FormField{Ticks: whom})},
		{Title: v.t.Say("service.part_where"), Fields: []web.FormField{{Ticks: where}}}}
}

func (v *visit) serviceArea(name, value, draft string, said map[string]string) *web.Area {
	const longest = 600
	area := &web.Area{Ask: v.serviceAsk(name, value, said), Rows: 3, Max: longest, Check: web.Link(v.t, "/check"), Draft: serviceDraft(draft, name)}
	if area.Error != "" {
		area.Hits = v.hits(value, v.s.Threads.Look(value))
	}
	return area
}
