package site

import (
	"strconv"

	"sametable/internal/commitment"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/web"
)

// commitmentTyped reads the form of a commitment as it was sent.
func (v *visit) commitmentTyped(key string) commitment.Form {
	line := func(name string) string { return input.Tidy(v.FormValue(name)) }
	form := commitment.Form{Forum: key, Owner: policy.OrganisationID(v.FormValue("owner")), Language: v.FormValue("language"), TitleZh: line("title_zh"), TitleEn: line("title_en"),
		TitleSv: line("title_sv"), Details: shaped(v.FormValue("details")), Due: line("due"), From: line("from"), Version: v.version()}
	form.Origin = commitment.Origin{Words: line("origin_words"), On: line("origin_on")}
	if typed := line("measure"); typed != "" {
		form.Origin.Measure = number(typed)
		if form.Origin.Measure == 0 { // none is counted from nought
			form.Origin.Measure = -1
		}
	}
	return form
}

// entersIn finds the forum of the address, where proposing commitments is the viewer's.
func (v *visit) entersIn() (forum.Forum, error) {
	f, err := v.s.Forums.Find(v.Request().Context(), v.Param("key"))
	if err != nil {
		return f, err
	}
	return f, commitment.MayEnter(v.actor.RolesIn(f.ID, v.now))
}

// commitmentNewPage is the form in which the secretary puts a commitment before an organisation.
func commitmentNewPage(v *visit) error {
	f, err := v.entersIn()
	if err != nil {
		return err
	}
	return v.showCommitmentNew(f, commitment.Form{Language: v.code(), From: v.QueryParam("from")}, nil)
}

func (v *visit) showCommitmentNew(f forum.Forum, form commitment.Form, bad *fault.Fault) error {
	list := v.commitmentsAt("forum", f.Key)
	view := web.LongForm{Word: v.t.Say("commitment.add"), Lead: v.t.Say("commitment.add_lead"), Back: list,
		Crumbs: []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, v.forumAnchor(f), {Word: v.t.Say("commitment.list"), Href: list}, {Word: v.t.Say("commitment.add")}},
		Form:   web.Form{Action: web.Link(v.t, f.Path()+"/commitments/new")}}
	return v.showCommitmentForm(view, f.ID, form, bad)
}

// showCommitmentForm shows the form with what was typed.
func (v *visit) showCommitmentForm(view web.LongForm, id policy.ForumID, form commitment.Form, bad *fault.Fault) error {
	page, err := v.page(view.Word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	view.Page, view.Wrongs = page, v.wrongs(bad, "title_zh")
	view.Form.Nonce, view.Form.Guard = v.nonceOf(bad), true
	if view.Parts, err = v.commitmentParts(id, form, bad); err != nil {
		return err
	}
	return v.show(status(bad), web.LongFormPage(view))
}

func commitmentNew(v *visit) error {
	f, err := v.entersIn()
	if err != nil {
		return err
	}
	form := v.commitmentTyped(f.Key)
	c, err := v.s.Commitments.Enter(v.once().Context(), v.actor, form)
	if bad, ok := v.refused(err); ok {
		return v.showCommitmentNew(f, form, bad)
	}
	if err != nil {
		return err
	}
	return v.to(c.Path(), "commitment_proposed")
}

// commitmentOn finds the commitment of an address with an id, where a step with it is the viewer's.
func (v *visit) commitmentOn(verb string) (commitment.Row, error) {
	row, err := v.s.Commitments.ByID(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return row, err
	}
	return row, v.s.Commitments.May(v.actor, row, verb)
}

// commitmentAgainPage is the form in which a refused commitment is put to an organisation in other words.
func commitmentAgainPage(v *visit) error {
	row, err := v.commitmentOn("propose_again")
	if err != nil {
		return err
	}
	return v.showCommitmentAgain(row, row.Form(row.OriginReference), nil)
}

func (v *visit) showCommitmentAgain(row commitment.Row, form commitment.Form, bad *fault.Fault) error {
	word := v.t.Of("verb.commitment", "propose_again")
	view := web.LongForm{Word: word, Lead: v.t.Of("commitment.step_lead", "propose_again"), Back: web.Link(v.t, row.Path()), Crumbs: v.commitmentCrumbs(row, word), Version: row.Version,
		Form: web.Form{Action: web.Link(v.t, "/commitment/"+row.ID+"/propose_again")}, About: v.commitmentIs(row)}
	if row.Reason != "" {
		view.About = append(view.About, web.Pair{Key: v.t.Of("commitment.reason_of", commitment.Refused), Body: web.Typed(v.t, "", row.Reason)})
	}
	return v.showCommitmentForm(view, row.Forum, form, bad)
}

func commitmentAgain(v *visit) error {
	row, err := v.commitmentOn("propose_again")
	if err != nil {
		return err
	}
	form := v.commitmentTyped(row.ForumKey)
	c, err := v.s.Commitments.ProposeAgain(v.once().Context(), v.actor, row.ID, form)
	if bad, ok := v.overtaken(err, row.Record()); ok {
		return v.showCommitmentAgain(row, form, bad)
	}
	if err != nil {
		return err
	}
	return v.to(c.Path(), "commitment_propose_again")
}

// commitmentFields are the fields of the form.
func commitmentFields() []string {
	return []string{"from", "measure", "origin_words", "origin_on", "owner", "due", "language", "title_zh", "title_en", "title_sv", "details"}
}

// commitmentParts is the form in parts: what it comes from, who is to keep it by when, and what is promised.
func (v *visit) commitmentParts(id policy.ForumID, form commitment.Form, bad *fault.Fault) ([]web.FormPart, error) {
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	ask := func(name, value string, optional bool) web.Ask {
		return web.Ask{Name: name, Label: v.t.Of("commitment.f", name), Hint: v.t.Of("commitment.h", name), Error: said[name], Value: value, Optional: optional}
	}
	line := func(name, value string, optional, short bool) web.FormField {
		in := &web.Input{Ask: ask(name, value, optional), Autocomplete: "off", Short: short}
		in.Hits = v.fieldHits(bad, name, value)
		return web.FormField{Line: in}
	}
	titled := func(code, value string) web.FormField {
		f := line("title_"+code, value, code != form.Language, false)
		f.Line.Lang, f.Line.Check = tagOf(code), web.Link(v.t, "/check")
		return f
	}
	owner, err := v.ownerChoice(id, ask("owner", string(form.Owner), false))
	if err != nil {
		return nil, err
	}
	measure := ""
	if form.Origin.Measure > 0 {
		measure = strconv.Itoa(form.Origin.Measure)
	} else if form.Origin.Measure < 0 {
		measure = input.Tidy(v.FormValue("measure"))
	}
	details := &web.Area{Ask: ask("details", form.Details, true), Rows: 5, Max: commitment.DetailsMost, Check: web.Link(v.t, "/check")}
	details.Hits = v.fieldHits(bad, "details", form.Details)
	return []web.FormPart{
		{Title: v.t.Of("commitment.part", "origin"), Fields: []web.FormField{line("from", form.From, true, true), line("measure", measure, true, true),
			line("origin_words", form.Origin.Words, true, false), line("origin_on", form.Origin.On, true, true)}},
		{Title: v.t.Of("commitment.part", "who"), Fields: []web.FormField{{Pick: owner}, line("due", form.Due, false, true)}},
		{Title: v.t.Of("commitment.part", "what"), Fields: []web.FormField{{Pick: &web.Choice{Ask: ask("language", form.Language, false), Options: languageOptions()}},
			titled("zh", form.TitleZh), titled("en", form.TitleEn), titled("sv", form.TitleSv), {Text: details}}},
	}, nil
}

// ownerChoice asks which organisation of a forum is meant.
func (v *visit) ownerChoice(id policy.ForumID, ask web.Ask) (*web.Choice, error) {
	all, err := v.s.Commitments.Owners(v.Request().Context(), id)
	if err != nil {
		return nil, err
	}
	c := &web.Choice{Ask: ask, Options: []web.Option{{Word: v.t.Say("commitment.choose_owner")}}}
	for _, o := range v.sorted(all) {
		org := v.orgOf(o)
		c.Options = append(c.Options, web.Option{Value: string(o.ID), Word: org.Name, Lang: org.Lang})
	}
	return c, nil
}

// commitmentIs names a commitment above a form about it.
func (v *visit) commitmentIs(row commitment.Row) []web.Pair {
	title, tag := v.commitmentTitle(row.Commitment)
	return append([]web.Pair{{Key: v.t.Say("commitment.promised"), Text: title, Lang: tag}}, v.commitmentFacts(row)...)
}
