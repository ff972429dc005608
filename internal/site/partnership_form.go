package site

import (
	"slices"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// partnershipTyped reads the form of a partnership as it was sent.
func (v *visit) partnershipTyped(key string) partnership.Form {
	line := func(name string) string { return input.Tidy(v.FormValue(name)) }
	form := partnership.Form{Forum: key, Language: v.FormValue("language"), TitleZh: line("title_zh"), TitleEn: line("title_en"), TitleSv: line("title_sv"), Scope: shaped(v.FormValue("scope")),
		Region: line("region"), Starts: line("starts"), Ends: line("ends"), From: line("from"), Origin: partnership.Origin{Words: line("origin_words"), On: line("origin_on")}, Version: v.version()}
	for n := 1; n <= partnership.MostParties; n++ {
		form.Parties = append(form.Parties, partnership.Brought{Organisation: policy.OrganisationID(v.FormValue(partnership.OrganisationField(n))), Brings: line(partnership.BringsField(n))})
	}
	return form
}

// partnersIn finds the forum of the address, where proposing partnerships is the viewer's.
func (v *visit) partnersIn() (forum.Forum, error) {
	f, err := v.s.Forums.Find(v.Request().Context(), v.Param("key"))
	if err != nil {
		return f, err
	}
	return f, partnership.MayEnter(v.actor.RolesIn(f.ID, v.now))
}

// partnershipNewPage is the form in which the secretary puts a partnership before its parties.
func partnershipNewPage(v *visit) error {
	f, err := v.partnersIn()
	if err != nil {
		return err
	}
	form := partnership.Form{Language: v.code(), From: v.QueryParam("from"), Region: f.Region}
	if at, is := strings.CutPrefix(form.From, f.Key+"-"); is { // a proposal brings what it says
		row, err := v.s.Proposals.Find(v.Request().Context(), v.actor, f.Key, at, v.code())
		switch {
		case fault.Is(err, fault.ReasonNotFound):
		case err != nil:
			return err
		case row.State == proposal.Partnership:
			if form, err = v.s.Decisions.Partnering(v.Request().Context(), v.actor, row); err != nil {
				return err
			}
			form.Region = f.Region
		}
	}
	return v.showPartnershipNew(f, form, nil)
}

func (v *visit) showPartnershipNew(f forum.Forum, form partnership.Form, bad *fault.Fault) error {
	list := v.partnershipsAt(f.Key, "", "")
	view := web.LongForm{Word: v.t.Say("partnership.add"), Lead: v.t.Say("partnership.add_lead"), Back: list,
		Crumbs: []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, v.forumAnchor(f), {Word: v.t.Say("partnership.list"), Href: list}, {Word: v.t.Say("partnership.add")}},
		Form:   web.Form{Action: web.Link(v.t, f.Path()+"/partnerships/new")}}
	return v.showPartnershipForm(view, f.ID, form, bad)
}

// showPartnershipForm shows the form with what was typed.
func (v *visit) showPartnershipForm(view web.LongForm, id policy.ForumID, form partnership.Form, bad *fault.Fault) error {
	page, err := v.page(view.Word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	view.Page, view.Wrongs = page, v.wrongs(bad, "scope")
	view.Form.Nonce, view.Form.Guard = v.nonceOf(bad), true
	if view.Parts, err = v.partnershipParts(id, form, bad); err != nil {
		return err
	}
	return v.show(status(bad), web.LongFormPage(view))
}

func partnershipNew(v *visit) error {
	f, err := v.partnersIn()
	if err != nil {
		return err
	}
	form := v.partnershipTyped(f.Key)
	p, err := v.s.Partnerships.Enter(v.once().Context(), v.actor, form)
	if bad, ok := v.refused(err); ok {
		return v.showPartnershipNew(f, form, bad)
	}
	if err != nil {
		return err
	}
	return v.to(p.Path(), "partnership_proposed")
}

// partnershipOn finds the partnership of an address with an id, where a step with it is the viewer's.
func (v *visit) partnershipOn(verb string) (partnership.Row, error) {
	row, err := v.s.Partnerships.ByID(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return row, err
	}
	return row, v.s.Partnerships.May(v.actor, row, verb)
}

// partnershipRevisePage is the form in which a partnership is put before its parties in other words.
func partnershipRevisePage(v *visit) error {
	row, err := v.partnershipOn("revise")
	if err != nil {
		return err
	}
	return v.showPartnershipRevise(row, row.Form(), nil)
}

func (v *visit) showPartnershipRevise(row partnership.Row, form partnership.Form, bad *fault.Fault) error {
	word := v.t.Of("verb.partnership", "revise")
	view := web.LongForm{Word: word, Lead: v.t.Of("partnership.step_lead", "revise"), Back: web.Link(v.t, row.Path()), Crumbs: v.partnershipCrumbs(row, word), Version: row.Version,
		Form: web.Form{Action: web.Link(v.t, "/partnership/"+row.ID+"/revise")}}
	if row.State == partnership.Declined {
		view.About = []web.Pair{{Key: v.t.Of("partnership.reason_of", row.State), Body: web.Typed(v.t, "", row.Reason)}}
	}
	return v.showPartnershipForm(view, row.Forum, form, bad)
}

func partnershipRevise(v *visit) error {
	row, err := v.partnershipOn("revise")
	if err != nil {
		return err
	}
	form := v.partnershipTyped(row.ForumKey)
	p, err := v.s.Partnerships.Revise(v.once().Context(), v.actor, row.ID, form)
	if bad, ok := v.overtaken(err, row.Record()); ok {
		return v.showPartnershipRevise(row, form, bad)
	}
	if err != nil {
		return err
	}
	return v.to(p.Path(), "partnership_revise")
}

// partnershipFields are the fields of the form but those of the parties.
func partnershipFields() []string {
	return []string{"from", "origin_words", "origin_on", "language", "title_zh", "title_en", "title_sv", "scope", "region", "starts", "ends", "party", "brings"}
}

// partnershipParts is the form in parts: what it comes from, what it is about, who brings what, where and for how long.
func (v *visit) partnershipParts(id policy.ForumID, form partnership.Form, bad *fault.Fault) ([]web.FormPart, error) {
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	ask := func(name, word, value string, optional bool) web.Ask {
		return web.Ask{Name: name, Label: v.t.Of("partnership.f", word), Hint: v.t.Of("partnership.h", word), Error: said[name], Value: value, Optional: optional}
	}
	line := func(name, word, value string, optional, short bool) web.FormField {
		in := &web.Input{Ask: ask(name, word, value, optional), Autocomplete: "off", Short: short}
		in.Hits = v.fieldHits(bad, name, value)
		return web.FormField{Line: in}
	}
	titled := func(code, value string) web.FormField {
		f := line("title_"+code, "title_"+code, value, code != form.Language, false)
		f.Line.Lang, f.Line.Check = tagOf(code), web.Link(v.t, "/check")
		return f
	}
	scope := &web.Area{Ask: ask("scope", "scope", form.Scope, false), Rows: 8, Max: partnership.ScopeMost, Check: web.Link(v.t, "/check")}
	scope.Hits = v.fieldHits(bad, "scope", form.Scope)
	regions, err := v.s.Organisations.Regions(v.Request().Context())
	if err != nil {
		return nil, err
	}
	region := v.regionFilter(form.Region, regions)
	region.Ask = ask("region", "region", form.Region, true)
	orgs, err := v.s.Commitments.Owners(v.Request().Context(), id)
	if err != nil {
		return nil, err
	}
	parties := web.FormPart{Title: v.t.Of("partnership.part", "parties"), Lead: v.t.Say("partnership.parties_lead")}
	for n := 1; n <= partnership.MostParties; n++ {
		var b partnership.Brought
		if n <= len(form.Parties) {
			b = form.Parties[n-1]
		}
		parties.Fields = append(parties.Fields, web.FormField{Pick: v.partyChoice(orgs, ask(partnership.OrganisationField(n), "party", string(b.Organisation), n > 2))},
			line(partnership.BringsField(n), "brings", b.Brings, n > 2, false))
	}
	return []web.FormPart{
		{Title: v.t.Of("partnership.part", "origin"), Fields: []web.FormField{line("from", "from", form.From, true, true), line("origin_words", "origin_words", form.Origin.Words, true, false),
			line("origin_on", "origin_on", form.Origin.On, true, true)}},
		{Title: v.t.Of("partnership.part", "what"), Fields: []web.FormField{{Pick: &web.Choice{Ask: ask("language", "language", form.Language, false), Options: languageOptions()}},
			titled("zh", form.TitleZh), titled("en", form.TitleEn), titled("sv", form.TitleSv), {Text: scope}}},
		parties,
		{Title: v.t.Of("partnership.part", "where"), Fields: []web.FormField{{Pick: &region}, line("starts", "starts", form.Starts, true, true), line("ends", "ends", form.Ends, true, true)}},
	}, nil
}

// partyChoice asks which organisation of a forum is party.
func (v *visit) partyChoice(orgs []organisation.Organisation, ask web.Ask) *web.Choice {
	c := &web.Choice{Ask: ask, Options: []web.Option{{Word: v.t.Say("commitment.choose_owner")}}}
	for _, o := range v.sorted(slices.Clone(orgs)) {
		org := v.orgOf(o)
		c.Options = append(c.Options, web.Option{Value: string(o.ID), Word: org.Name, Lang: org.Lang})
	}
	return c
}
