package site

import (
	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/proposal"
	"sametable/web"
)

// appealFilePage is the form of an appeal against the refusal of a proposal.
func appealFilePage(v *visit) error {
	row, r, err := v.appeals()
	if err != nil {
		return err
	}
	if err := v.s.Appeals.May(v.actor, *r, "file"); err != nil {
		return err
	}
	form := appeal.Form{Words: r.Words, Language: r.Language, Version: r.Version} // what was given back comes to hand again
	if form.Language == "" {
		form.Language = v.code()
	}
	return v.showAppeal(row, *r, form, nil)
}

// appeals finds the proposal of the address with the appeal against its refusal.
func (v *visit) appeals() (proposal.Row, *appeal.Row, error) {
	row, err := v.proposalOn()
	if err != nil {
		return row, nil, err
	}
	r, err := v.s.Appeals.Of(v.Request().Context(), v.actor, row.Proposal)
	if err == nil && r == nil {
		err = fault.NotFound()
		if row.State == proposal.Refused { // she sees it, and it is not her organisation's
			err = fault.Forbidden("guard.appeal.own", nil)
		}
	}
	return row, r, err
}

func (v *visit) showAppeal(row proposal.Row, r appeal.Row, form appeal.Form, bad *fault.Fault) error {
	page, err := v.page(v.t.Of("verb.appeal", "file"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.LongForm{Page: page, Crumbs: v.proposalCrumbs(row, page.Title), Lead: v.t.Say("appeal.file_lead"), Wrongs: v.wrongs(bad, "words"),
		Form: web.Form{Action: web.Link(v.t, "/proposal/"+row.ID+"/appeal"), Nonce: v.nonceOf(bad), Guard: true}, Version: form.Version, Word: v.t.Say("appeal.send"), Kind: "first",
		Back: web.Link(v.t, row.Path()), About: append(v.proposalIs(row), web.Pair{Key: v.t.Say("appeal.refusal_why"), Body: web.Typed(v.t, "", r.RefusalWhy)},
			web.Pair{Key: v.t.Say("appeal.last_day"), Body: web.Moment(v.t, r.EndsAt, lang.Beijing)})}
	ask := web.Ask{Name: "words", Label: v.t.Say("appeal.words"), Hint: v.t.Say("appeal.words_hint"), Value: form.Words}
	view.Parts = v.appealWords(ask, form.Language, 10, appeal.WordsMost, bad)
	return v.show(status(bad), web.LongFormPage(view))
}

// appealWords are the fields of words that many will read, with the language they are in.
func (v *visit) appealWords(ask web.Ask, language string, rows, most int, bad *fault.Fault) []web.FormPart {
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	ask.Error = said["words"]
	area := &web.Area{Ask: ask, Rows: rows, Max: most, Check: web.Link(v.t, "/check")}
	if area.Hits = v.fieldHits(bad, "words", ask.Value); ask.Value != "" {
		area.Lang = tagOf(language)
	}
	pick := &web.Choice{Ask: web.Ask{Name: "language", Label: v.t.Say("ballot.language"), Value: language, Error: said["language"]}, Options: languageOptions()}
	return []web.FormPart{{Fields: []web.FormField{{Text: area}, {Pick: pick}}}}
}

// appealFile sends it to a second person of the organisation.
func appealFile(v *visit) error {
	row, r, err := v.appeals()
	if err != nil {
		return err
	}
	form := appeal.Form{Proposal: row.ID, Words: shaped(v.FormValue("words")), Language: v.FormValue("language"), Version: v.version()}
	a, err := v.s.Appeals.File(v.once().Context(), v.actor, form)
	if f, ok := v.overtaken(err, r.Record()); ok {
		return v.showAppeal(row, *r, form, f)
	}
	if err != nil {
		return err
	}
	return v.to(a.Path(), "appeal_file")
}

// appealAnswerPage is the form in which one of the two who refused says what she thinks of the appeal.
func appealAnswerPage(v *visit) error {
	row, err := v.appealMay("answer")
	if err != nil {
		return err
	}
	return v.showAppealAnswer(row, appeal.Answer{Language: v.code()}, nil)
}

// appealMay finds the appeal of the address, where a step of it is the viewer's.
func (v *visit) appealMay(verb string) (appeal.Row, error) {
	row, err := v.appealOn()
	if err != nil {
		return row, err
	}
	return row, v.s.Appeals.May(v.actor, row, verb)
}

// appealForm begins a form about an appeal.
func (v *visit) appealForm(row appeal.Row, word, path string, bad *fault.Fault, first string) (web.LongForm, error) {
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return web.LongForm{}, err
	}
	page.Private = true
	return web.LongForm{Page: page, Crumbs: v.appealCrumbs(row, word), Wrongs: v.wrongs(bad, first), Form: web.Form{Action: web.Link(v.t, row.Path()+path), Nonce: v.nonceOf(bad), Guard: true},
		Version: row.Version, Word: word, Kind: "first", Back: web.Link(v.t, row.Path()), About: v.proposalIs(row.Proposal)}, nil
}

func (v *visit) showAppealAnswer(row appeal.Row, typed appeal.Answer, bad *fault.Fault) error {
	view, err := v.appealForm(row, v.t.Of("verb.appeal", "answer"), "/answer", bad, "words")
	if err != nil {
		return err
	}
	view.Lead = v.t.Say("appeal.answer_lead")
	view.About = append(view.About, web.Pair{Key: v.t.Say("appeal.words"), Body: web.Typed(v.t, "", row.Words), Lang: tagOf(row.Language)})
	view.Parts = v.appealWords(web.Ask{Name: "words", Label: v.t.Say("appeal.answer"), Value: typed.Words}, typed.Language, 6, ballot.WordsMost, bad)
	return v.show(status(bad), web.LongFormPage(view))
}

// appealAnswer keeps it beside the appeal.
func appealAnswer(v *visit) error {
	row, err := v.appealOn()
	if err != nil {
		return err
	}
	typed := appeal.Answer{Appeal: row.ID, Words: shaped(v.FormValue("words")), Language: v.FormValue("language"), Version: v.version()}
	a, err := v.s.Appeals.Answer(v.once().Context(), v.actor, typed)
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showAppealAnswer(row, typed, f)
	}
	if err != nil {
		return err
	}
	return v.to(a.Path(), "appeal_answer")
}
