package site

import (
	"strconv"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/proposal"
	"sametable/internal/text"
	"sametable/web"
)

// translationOn finds a proposal and the language it is to be put into. To whoever does not translate, the page does not exist.
func (v *visit) translationOn() (proposal.Row, lang.Code, *text.Translation, error) {
	row, err := v.s.Proposals.ByID(v.Request().Context(), v.actor, v.Param("id"), "")
	to := lang.Code(v.Param("to"))
	if err == nil && (!v.translates() || !to.Valid() || string(to) == row.Language || row.Number == 0) {
		err = fault.NotFound()
	}
	if err != nil {
		return row, to, nil, err
	}
	all, err := v.s.Proposals.Translations(v.Request().Context(), v.actor, row.Proposal)
	for i := range all {
		if all[i].Language == string(to) {
			return row, to, &all[i], err
		}
	}
	return row, to, nil, err
}

// proposalTranslationPage is the form of a translation beside its original, or the translation with the button that says it holds.
func proposalTranslationPage(v *visit) error {
	row, to, tr, err := v.translationOn()
	if err != nil {
		return err
	}
	return v.showTranslation(row, to, tr, nil)
}

func (v *visit) showTranslation(row proposal.Row, to lang.Code, tr *text.Translation, bad *fault.Fault) error {
	page, err := v.page(v.t.Say("proposal.translate_into", fault.Args{"Language": v.t.Of("rule.language", string(to))}), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	stored := drafting.Content{Language: string(to)}
	if tr != nil {
		stored = drafting.Parse(tr.Language, tr.Title, tr.Source)
	}
	source := row.Content()
	view := web.LongForm{Page: page, Crumbs: v.proposalCrumbs(row, page.Title), Lead: v.t.Say("proposal.translate_lead"), Wrongs: v.wrongs(bad, "title"),
		Form: web.Form{Action: web.Link(v.t, "/proposal/"+row.ID+"/translation/"+string(to)), Nonce: v.nonceOf(bad), Guard: true}, Version: row.Version,
		Word: v.t.Say("proposal.translation_send"), Back: web.Link(v.t, row.Path())}
	s := v.sheet(bad)
	ask := func(name, label, original, value string, optional bool) web.Ask {
		a := s.ask(name, label, original, value)
		a.Optional, a.Lang = optional, to.Tag()
		return a
	}
	add := func(part *web.FormPart, f web.FormField) { part.Fields = append(part.Fields, f) }
	part := web.FormPart{}
	add(&part, web.FormField{Line: &web.Input{Ask: ask("title", v.t.Say("proposal.title"), source.Title, stored.Title, false), Autocomplete: "off", Check: web.Link(v.t, "/check"), Hits: v.fieldHits(bad, "title", v.FormValue("title"))}})
	grants := []string{source.Grant.Name, source.Grant.Who, source.Grant.Where, source.Grant.Obstacle, source.Grant.Before, source.Grant.After}
	mine := []string{stored.Grant.Name, stored.Grant.Who, stored.Grant.Where, stored.Grant.Obstacle, stored.Grant.Before, stored.Grant.After}
	for i, name := range drafting.GrantFields() {
		if grants[i] != "" {
			add(&part, web.FormField{Line: &web.Input{Ask: ask(name, v.t.Of("proposal.field", name), grants[i], mine[i], true), Autocomplete: "off", Check: web.Link(v.t, "/check")}})
		}
	}
	for i, m := range source.Measures {
		value := ""
		if i < len(stored.Measures) {
			value = stored.Measures[i]
		}
		name := drafting.MeasureField(i + 1)
		add(&part, web.FormField{Text: &web.Area{Ask: ask(name, v.t.Say("proposal.measure", fault.Args{"N": strconv.Itoa(i + 1)}), m, value, false), Rows: 3, Max: drafting.MeasureMost,
			Check: web.Link(v.t, "/check"), Hits: v.fieldHits(bad, name, v.FormValue(name))}})
	}
	add(&part, web.FormField{Text: &web.Area{Ask: ask("situation", v.t.Of("proposal.step", "situation"), source.Situation, stored.Situation, true), Rows: 8, Max: drafting.PartMost, Check: web.Link(v.t, "/check")}})
	add(&part, web.FormField{Text: &web.Area{Ask: ask("analysis", v.t.Of("proposal.step", "analysis"), source.Analysis, stored.Analysis, true), Rows: 8, Max: drafting.PartMost, Check: web.Link(v.t, "/check")}})
	v.translateAnswers(&part, ask, source, stored)
	state := web.Choice{Ask: s.ask("state", v.t.Say("proposal.translation_state"), "", string(text.InReview)), Options: []web.Option{
		{Value: string(text.InReview), Word: v.t.Say("proposal.translation_ready")}, {Value: string(text.Drafted), Word: v.t.Say("proposal.translation_draft")}}}
	add(&part, web.FormField{Radio: &state})
	view.Parts = []web.FormPart{part}
	if tr != nil && tr.State == text.InReview && tr.SourceHash == row.VHash && tr.TranslatedBy != v.actor.Person && v.FormValue("title") == "" {
		view.Notes = append(view.Notes, v.t.Say("proposal.review_note"))
		view.Second = &web.Form{Action: web.Link(v.t, "/proposal/"+row.ID+"/review/"+string(to)+"?of="+tr.Hash), Nonce: v.freshNonce()}
		view.SecondWord = v.t.Say("proposal.review_holds")
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// proposalTranslation keeps a translation.
func proposalTranslation(v *visit) error {
	row, to, tr, err := v.translationOn()
	if err != nil {
		return err
	}
	v.mendForm()
	if v.FormValue("mend") != "" {
		return v.showTranslation(row, to, tr, fault.Invalid())
	}
	err = v.s.Proposals.Translate(v.once().Context(), v.actor, proposal.Translating{Proposal: row.ID, Language: string(to), State: text.State(v.FormValue("state")),
		Typed: v.typedProposal(), Version: v.version()})
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showTranslation(row, to, tr, f)
	}
	if err != nil {
		return err
	}
	return v.to(row.Path(), "saved")
}

// proposalReview says that a translation holds.
func proposalReview(v *visit) error {
	row, to, tr, err := v.translationOn()
	if err != nil {
		return err
	}
	err = v.s.Proposals.Review(v.once().Context(), v.actor, row.ID, string(to), v.QueryParam("of"))
	if f, ok := v.overtaken(err, row.Record()); ok { // what stands now is what the page has already
		return v.showTranslation(row, to, tr, f)
	}
	if err != nil {
		return err
	}
	return v.to(row.Path(), "saved")
}

// proposalLetterPage is the form in which the secretary attaches the letter that an organisation signed.
func proposalLetterPage(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	if err := v.mayStep(row, "attach_letter"); err != nil {
		return err
	}
	return v.showProposalLetter(row, nil)
}

func (v *visit) showProposalLetter(row proposal.Row, bad *fault.Fault) error {
	page, err := v.page(v.t.Of("verb.proposal", "attach_letter"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	s := v.sheet(bad)
	view := web.LongForm{Page: page, Crumbs: v.proposalCrumbs(row, page.Title), Lead: v.t.Say("proposal.letter_lead"), Wrongs: v.wrongs(bad, "dated"),
		Form: web.Form{Action: web.Link(v.t, "/proposal/"+row.ID+"/letter"), Nonce: v.nonceOf(bad), Files: true}, Version: row.Version, Word: page.Title, Back: web.Link(v.t, row.Path()),
		About: v.proposalIs(row)}
	dated := &web.Input{Ask: s.ask("dated", v.t.Say("post.letter_dated"), v.t.Say("post.letter_dated_hint"), ""), Short: true}
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Line: dated}, {Paper: v.paperAsk(composing{fault: bad}, false)}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// proposalLetter takes the letter in; a second person checks it.
func proposalLetter(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	paper, file, err := v.paper()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	p, err := v.s.Proposals.AttachLetter(v.once().Context(), v.actor, proposal.Attachment{Proposal: row.ID, Dated: v.FormValue("dated"), Paper: paper, Version: v.version()})
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showProposalLetter(row, f)
	}
	if err != nil {
		return err
	}
	return v.afterProposal(p, "letter_attached")
}

// proposalPaper is the scanned letter, for those who may open it.
func proposalPaper(v *visit) error {
	l, err := v.s.Proposals.Paper(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.scan(l.Kind, l.Name, l.Content)
}
