package site

import (
	"strings"

	"sametable/internal/document"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/web"
)

// documentTyped reads the form of a document as it was sent.
func (v *visit) documentTyped() document.Form {
	line := func(name string) string { return input.Tidy(v.FormValue(name)) }
	return document.Form{Number: line("number"), Unsure: v.FormValue("unsure") == "1", Reference: line("reference"), Dated: line("dated"), Issuer: line("issuer"),
		Language: v.FormValue("language"), TitleZh: line("title_zh"), TitleEn: line("title_en"), TitleSv: line("title_sv"), Link: line("link"), Version: v.version()}
}

// documentAddPage is the form that adds a document.
func documentAddPage(v *visit) error {
	return v.showDocumentAdd(document.Form{Language: string(lang.Chinese)}, nil)
}

func (v *visit) showDocumentAdd(form document.Form, bad *fault.Fault) error {
	if err := v.mayAddDocument(); err != nil {
		return err
	}
	view := web.LongForm{Lead: v.t.Say("document.add_lead"), Word: v.t.Say("document.add"), Back: web.Link(v.t, "/documents"),
		Crumbs: v.documentCrumbs(nil, v.t.Say("document.add")), Form: web.Form{Action: web.Link(v.t, "/documents/add")}}
	return v.showDocumentForm(view, form, bad)
}

// showDocumentForm shows the form with what was typed.
func (v *visit) showDocumentForm(view web.LongForm, form document.Form, bad *fault.Fault) error {
	page, err := v.page(view.Word, web.SectionNone)
	if err != nil {
		return err
	}
	page.Private = true
	view.Page, view.Wrongs, view.Parts = page, v.wrongs(bad, "number"), v.documentParts(form, bad)
	view.Form.Nonce, view.Form.Guard = v.nonce(), true
	return v.show(status(bad), web.LongFormPage(view))
}

func documentAdd(v *visit) error {
	form := v.documentTyped()
	d, err := v.s.Documents.Add(v.once().Context(), v.actor, form)
	if bad, ok := v.refused(err); ok && bad.Reason != fault.ReasonForbidden {
		return v.showDocumentAdd(form, bad)
	}
	if err != nil {
		return err
	}
	return v.to(d.Path(), "document_added")
}

// documentCrumbs lead back to the list, and to the document.
func (v *visit) documentCrumbs(d *document.Document, here string) []web.Anchor {
	crumbs := []web.Anchor{{Word: v.t.Say("document.list"), Href: web.Link(v.t, "/documents")}}
	if d != nil {
		crumbs = append(crumbs, web.Anchor{Word: d.Cited(), Lang: web.Tongue(v.t, d.Cited()), Href: web.Link(v.t, d.Path())})
	}
	return append(crumbs, web.Anchor{Word: here})
}

// documentFor finds the document of the address for a step, and refuses a form whose button would not work, as the room will.
func (v *visit) documentFor(verb string) (document.Document, error) {
	d, err := v.document()
	if err != nil {
		return d, err
	}
	return d, d.May(v.actor, verb, v.now)
}

// documentChangePage is the form that corrects a document.
func documentChangePage(v *visit) error {
	d, err := v.documentFor("change")
	if err != nil {
		return err
	}
	return v.showDocumentChange(d, d.Form(), nil)
}

// showDocumentChange shows the form. What somebody else has saved meanwhile stands beside what was typed, and the form goes out with
// the newer version.
func (v *visit) showDocumentChange(d document.Document, form document.Form, bad *fault.Fault) error {
	view := web.LongForm{Word: v.t.Say("document.save"), Back: web.Link(v.t, d.Path()), Version: d.Version,
		Crumbs: v.documentCrumbs(&d, v.t.Of("verb.document", "change")), Form: web.Form{Action: web.Link(v.t, d.Path()+"/change")}}
	if bad != nil && bad.Reason == fault.ReasonConflict {
		view.Yours, view.Theirs = v.documentSides(form, d.Form())
	}
	return v.showDocumentForm(view, form, bad)
}

func documentChange(v *visit) error {
	d, err := v.documentFor("change")
	if err != nil {
		return err
	}
	form := v.documentTyped()
	after, err := v.s.Documents.Change(v.once().Context(), v.actor, d.Key(), form)
	if bad, ok := v.overtaken(err, d.Record()); ok {
		return v.showDocumentChange(d, form, bad)
	}
	if err != nil {
		return err
	}
	return v.to(after.Path(), "document_changed")
}

// documentSides sets what was typed against what somebody else has saved, in the fields that differ.
func (v *visit) documentSides(yours, theirs document.Form) (mine, other *web.Side) {
	mine = &web.Side{Title: v.t.Say("org_page.yours"), Lang: v.t.Tag()}
	other = &web.Side{Title: v.t.Say("org_page.theirs"), Lang: v.t.Tag()}
	for _, f := range []struct{ name, yours, theirs string }{
		{"number", yours.Number, theirs.Number}, {"reference", yours.Reference, theirs.Reference}, {"dated", yours.Dated, theirs.Dated},
		{"issuer", yours.Issuer, theirs.Issuer}, {"title_zh", yours.TitleZh, theirs.TitleZh}, {"title_en", yours.TitleEn, theirs.TitleEn},
		{"title_sv", yours.TitleSv, theirs.TitleSv}, {"link", yours.Link, theirs.Link},
	} {
		if f.yours != f.theirs {
			label := v.t.Of("document.f", f.name)
			mine.Text += label + "\n" + f.yours + "\n\n"
			other.Text += label + "\n" + f.theirs + "\n\n"
		}
	}
	return mine, other
}

// documentParts is the form in parts.
func (v *visit) documentParts(form document.Form, bad *fault.Fault) []web.FormPart {
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	ask := func(name, value string, optional bool) web.Ask {
		return web.Ask{Name: name, Label: v.t.Of("document.f", name), Hint: v.t.Of("document.h", name), Error: said[name], Value: value, Optional: optional}
	}
	line := func(name, value string, optional bool) web.FormField {
		a := ask(name, value, optional)
		if code, isTitle := strings.CutPrefix(name, "title_"); isTitle {
			a.Lang = tagOf(code)
		}
		return web.FormField{Line: &web.Input{Ask: a, Autocomplete: "off", Short: name == "number" || name == "reference" || name == "dated"}}
	}
	language := ask("language", form.Language, false)
	unsure := ask("unsure", "", true)
	link := line("link", form.Link, true)
	link.Line.Type, link.Line.Mode = "url", "url"
	return []web.FormPart{
		{Title: v.t.Of("document.part", "number"), Fields: []web.FormField{line("number", form.Number, true),
			{Ticks: &web.Choice{Ask: unsure, Options: []web.Option{{Value: "1", Word: v.t.Say("document.unsure"), Chosen: form.Unsure}}}},
			line("reference", form.Reference, true), line("dated", form.Dated, true), line("issuer", form.Issuer, false)}},
		{Title: v.t.Of("document.part", "titles"), Fields: []web.FormField{{Pick: &web.Choice{Ask: language, Options: languageOptions()}},
			line("title_zh", form.TitleZh, true), line("title_en", form.TitleEn, true), line("title_sv", form.TitleSv, true)}},
		{Title: v.t.Of("document.part", "where"), Fields: []web.FormField{link}},
	}
}

// documentWithdrawPage asks for the reason before a document leaves the list.
func documentWithdrawPage(v *visit) error {
	d, err := v.documentFor("withdraw")
	if err != nil {
		return err
	}
	return v.showDocumentWithdraw(d, "", nil)
}

func (v *visit) showDocumentWithdraw(d document.Document, reason string, bad *fault.Fault) error {
	word := v.t.Of("verb.document", "withdraw")
	page, err := v.page(word, web.SectionNone)
	if err != nil {
		return err
	}
	page.Private = true
	title, in, tag := v.documentTitle(d)
	area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("document.reason"), Hint: v.t.Say("document.reason_hint"), Value: reason}, Rows: 4, Max: 1000,
		Check: web.Link(v.t, "/check")}
	if bad != nil {
		area.Error = web.Errors(v.t, bad.Fields)["reason"]
		area.Hits = v.hits(reason, v.s.Threads.Look(reason))
	}
	view := web.LongForm{Page: page, Crumbs: v.documentCrumbs(&d, word), Lead: v.t.Say("document.withdraw_lead"), Version: d.Version, Wrongs: v.wrongs(bad, "reason"),
		Form: web.Form{Action: web.Link(v.t, d.Path()+"/withdraw"), Nonce: v.nonce(), Guard: true}, Word: word, Kind: "danger", Back: web.Link(v.t, d.Path()),
		About: []web.Pair{v.documentFacts(d)[0], {Key: v.t.Of("document.f", "title_"+in), Text: title, Lang: tag}}, Parts: []web.FormPart{{Fields: []web.FormField{{Text: area}}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

func documentWithdraw(v *visit) error {
	d, err := v.documentFor("withdraw")
	if err != nil {
		return err
	}
	reason := shaped(v.FormValue("reason"))
	_, err = v.s.Documents.Withdraw(v.once().Context(), v.actor, document.Withdrawal{Key: d.Key(), Reason: reason, Version: v.version()})
	if bad, ok := v.overtaken(err, d.Record()); ok {
		return v.showDocumentWithdraw(d, reason, bad)
	}
	if err != nil {
		return err
	}
	return v.to(d.Path(), "document_withdrawn")
}
