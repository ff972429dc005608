package site

import (
	"strconv"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/text"
	"sametable/internal/translating"
	"sametable/web"
)

// translatingRoutes are the pages on which something is put into another language and reviewed.
func (s *Site) translatingRoutes() []Route {
	return []Route{
		get("/:l/translate/:noun/:id/:to", signedIn, translatingPage),
		post("/:l/translate/:noun/:id/:to", signedIn, translatingKept),
		post("/:l/translate/:noun/:id/:to/review", signedIn, translatingReviewed),
	}
}

// translatingPath is where something is put into a language.
func translatingPath(ref policy.Ref, to string) string {
	return "/translate/" + ref.Noun + "/" + ref.ID + "/" + to
}

// translatingOn finds what the address names. To whoever does not translate, or does not see it, the page does not exist.
func (v *visit) translatingOn() (translating.Page, lang.Code, error) {
	p, err := v.s.Translatings.Find(v.Request().Context(), v.actor, policy.Ref{Noun: v.Param("noun"), ID: v.Param("id")})
	to := lang.Code(v.Param("to"))
	if err == nil && (!to.Valid() || string(to) == p.Version.Language || p.Reference == "") {
		err = fault.NotFound()
	}
	return p, to, err
}

// translatingPage is the form of a translation beside its original, or the translation with the button that says it holds.
func translatingPage(v *visit) error {
	p, to, err := v.translatingOn()
	if err != nil {
		return err
	}
	return v.showTranslating(p, to, nil)
}

func (v *visit) showTranslating(p translating.Page, to lang.Code, bad *fault.Fault) error {
	page, err := v.page(v.t.Say("translating.into", fault.Args{"Language": v.t.Of("rule.language", string(to))}), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Wide = true, true
	at, tr := web.Link(v.t, translatingPath(p.Ref, string(to))), p.Into(string(to))
	view := web.TranslatingView{Page: page, Ref: p.Reference, Lead: v.t.Of("translating.lead", p.Ref.Noun), Wrongs: v.wrongs(bad, p.Parts[0].Name),
		Crumbs: []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, {Word: p.Reference, Href: web.Link(v.t, p.Path)}, {Word: page.Title}},
		Form:   web.Form{Action: at, Nonce: v.nonceOf(bad), Guard: true},
		Hidden: []web.Hidden{{Name: "source", Value: v.readHash(bad, "source", p.Version.Hash)}, {Name: "mark", Value: v.readHash(bad, "mark", tr.Hash)}},
		Word:   v.t.Say("translating.send"), Back: web.Link(v.t, p.Path)}
	v.translatingPairs(p, to, &view, bad)
	s := v.sheet(bad)
	view.Ready = web.Choice{Ask: s.ask("state", v.t.Say("translating.state"), "", string(text.InReview)), Options: []web.Option{
		{Value: string(text.InReview), Word: v.t.Say("translating.ready")}, {Value: string(text.Drafted), Word: v.t.Say("translating.draft")}}}
	if tr.ID != "" {
		if err := v.translatingStands(p, to, &view); err != nil {
			return err
		}
	}
	if bad == nil && p.Reviews(v.actor, string(to)) {
		view.Notes = append(view.Notes, v.t.Say("translating.review_note"))
		view.Review = &web.Form{Action: at + "/review?of=" + tr.Hash, Nonce: v.freshNonce()}
		view.Reviews = v.t.Say("translating.holds")
	}
	return v.show(status(bad), web.Translating(view))
}

// readHash is the hash of what she read: it stays while a form comes back for what she typed, and is anew where something else stands now.
func (v *visit) readHash(bad *fault.Fault, name, now string) string {
	if bad != nil && bad.Reason != fault.ReasonConflict {
		return v.FormValue(name)
	}
	return now
}

// translatingPairs lays each part beside the field for its translation.
func (v *visit) translatingPairs(p translating.Page, to lang.Code, view *web.TranslatingView, bad *fault.Fault) {
	s, from := v.sheet(bad), lang.Code(p.Version.Language)
	said := map[string]string{}
	if tr := p.Into(string(to)); tr.ID != "" {
		said = p.Said(tr)
	}
	for _, part := range p.Parts {
		ask := s.ask(part.Name, v.partWord(p.Ref.Noun, part.Name), "", said[part.Name])
		ask.Optional, ask.Lang = part.Optional, to.Tag()
		pair := web.TranslatingPair{Head: v.t.Say("translating.original", fault.Args{"Language": v.t.Of("rule.language", string(from))}), HTML: markup.Render(part.Words).HTML, Lang: from.Tag()}
		if part.Line {
			pair.Field = v.lineAsk(bad, ask, part.Optional, false)
		} else {
			pair.Field = web.FormField{Text: v.area(bad, ask, min(3+len([]rune(part.Words))/60, 12), part.Most)}
		}
		view.Pairs = append(view.Pairs, pair)
	}
}

// translatingStands says how far the translation is, who made it, and that the original has moved on.
func (v *visit) translatingStands(p translating.Page, to lang.Code, view *web.TranslatingView) error {
	credits, err := v.s.Translatings.Credits(v.Request().Context(), string(to), p.Version.TextID)
	if err != nil {
		return err
	}
	if p.Stale(string(to)) {
		view.Notes = append(view.Notes, v.t.Say("translating.stale"))
	}
	view.State, view.Made = []web.Version{standing(p, string(to))}, v.credited(credits[p.Version.TextID])
	return nil
}

// standing is how far the translation into a language is.
func standing(p translating.Page, to string) web.Version {
	if p.Stale(to) {
		return web.Version{State: "stale", Of: lang.Code(to)}
	}
	return web.Version{State: string(p.Stands(to)), Of: lang.Code(to)}
}

// credit adds to words in translation who made and who reviewed it.
func (v *visit) credit(textID string, w *web.Wording) error {
	if w.Original == nil {
		return nil
	}
	credits, err := v.s.Translatings.Credits(v.Request().Context(), v.threadReader(), textID)
	w.Made = v.credited(credits[textID])
	return err
}

// credited says who made a translation and who reviewed it; of a machine's nothing, the badge says that.
func (v *visit) credited(c translating.Credit) []lang.Piece {
	if c.ByName == "" {
		return nil
	}
	who, _ := v.postName(c.ByName, c.ByLatin)
	args := fault.Args{"Who": web.Name(who)}
	if c.ReviewerName == "" {
		return v.t.Pieces(fault.Message{ID: "translating.by", Args: args})
	}
	by, _ := v.postName(c.ReviewerName, c.ReviewerLatin)
	args["By"] = web.Name(by)
	return v.t.Pieces(fault.Message{ID: "translating.by_reviewed", Args: args})
}

// partWord names a part of what is translated.
func (v *visit) partWord(noun, name string) string {
	stem, rest, _ := strings.Cut(name, "_")
	at, _, _ := strings.Cut(rest, "_")
	n := fault.Args{"N": at}
	switch {
	case noun == proposal.StatementNoun:
		for i, block := range blocks() {
			if block == name {
				return v.blockWord(i)
			}
		}
	case stem == "measure":
		return v.t.Say("proposal.measure", n)
	case stem == "asked":
		return v.t.Say("synopsis.asked_n", n)
	case stem == "reply":
		return v.t.Say("synopsis.why_n", n)
	}
	return v.fieldWord(name)
}

// translatingKept keeps a translation.
func translatingKept(v *visit) error {
	p, to, err := v.translatingOn()
	if err != nil {
		return err
	}
	v.mendForm()
	if v.FormValue("mend") != "" {
		return v.showTranslating(p, to, fault.Invalid())
	}
	said := map[string]string{}
	for _, part := range p.Parts {
		said[part.Name] = shaped(v.FormValue(part.Name))
	}
	err = v.s.Translatings.Translate(v.once().Context(), v.actor, translating.Translating{Of: p.Ref, Language: string(to), State: text.State(v.FormValue("state")), Said: said,
		Source: v.FormValue("source"), Mark: v.FormValue("mark")})
	if f, ok := v.overtaken(err, p.Ref); ok {
		return v.showTranslating(p, to, f)
	}
	if err != nil {
		return err
	}
	return v.to(p.Path, "translated")
}

// translatingReviewed says that a translation holds.
func translatingReviewed(v *visit) error {
	p, to, err := v.translatingOn()
	if err != nil {
		return err
	}
	err = v.s.Translatings.Review(v.once().Context(), v.actor, translating.Reviewing{Of: p.Ref, Language: string(to), Mark: v.QueryParam("of")})
	if f, ok := v.overtaken(err, p.Ref); ok { // what stands now is what the page has already
		v.Request().PostForm, v.Request().Form = nil, nil
		return v.showTranslating(p, to, f)
	}
	if err != nil {
		return err
	}
	return v.to(p.Path, "reviewed")
}

// tongues says of something how far it is translated into each language, to those who translate, with what they can do about it.
func (v *visit) tongues(ref policy.Ref) ([]web.TongueLine, error) {
	if !v.translates() {
		return nil, nil
	}
	p, err := v.s.Translatings.Find(v.Request().Context(), v.actor, ref)
	if fault.Is(err, fault.ReasonNotFound) {
		return nil, nil
	}
	var lines []web.TongueLine
	for _, code := range p.Languages() {
		l := web.TongueLine{Version: standing(p, code), Word: v.t.Say("translating.do"), Href: web.Link(v.t, translatingPath(p.Ref, code))}
		if p.Reviews(v.actor, code) {
			l.Word = v.t.Say("translating.review")
		}
		l.Name = l.Word + " – " + v.t.Of("rule.language", code) // begins with what is seen (WCAG 2.5.3)
		lines = append(lines, l)
	}
	return lines, err
}

// layTranslations lays out the translations that wait for translators: to be made, to be reviewed, or by somebody else to be reviewed. Of
// the statements on one proposal each makes one line, which leads to the one that has waited longest.
func (v *visit) layTranslations(d *laid) error {
	duties, err := v.s.Translatings.Duties(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	type like struct{ noun, reference, task, to string }
	count := map[like]int{}
	var first []translating.Duty
	of := func(duty translating.Duty) like {
		switch {
		case duty.Waits:
			return like{duty.Ref.Noun, duty.Reference, "waits", duty.To}
		case duty.Review:
			return like{duty.Ref.Noun, duty.Reference, "review", duty.To}
		}
		return like{duty.Ref.Noun, duty.Reference, "", duty.To}
	}
	for _, duty := range duties {
		l := of(duty)
		if count[l]++; count[l] == 1 || duty.Ref.Noun != proposal.StatementNoun {
			first = append(first, duty)
		}
	}
	for _, duty := range first {
		item := web.DeskItem{Ref: duty.Reference, Title: duty.Title, Href: web.Link(v.t, translatingPath(duty.Ref, duty.To)), Status: []web.Status{v.since(web.Needs, duty.Since)}}
		args := fault.Args{"Language": v.t.Of("rule.language", duty.To), "N": strconv.Itoa(count[of(duty)])}
		switch {
		case duty.Waits:
			item.Task, item.Status = v.t.Say("desk.translation_waits."+duty.Ref.Noun, args), []web.Status{v.since(web.Waiting, duty.Since)}
		case duty.Review:
			item.Task = v.t.Say("desk.translation_review."+duty.Ref.Noun, args)
		default:
			item.Task = v.t.Say("desk.translate."+duty.Ref.Noun, args)
		}
		if tag := tagOf(duty.TitleIn); tag != v.t.Tag() {
			item.Lang = tag
		}
		if duty.Waits {
			d.waits = append(d.waits, item)
		} else {
			d.needs = append(d.needs, item)
		}
	}
	return nil
}
