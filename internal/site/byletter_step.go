package site

import (
	"slices"

	"sametable/internal/byletter"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// letterOn finds the letter of the address with its proposal, where a step with it is the viewer's.
func (v *visit) letterOn(verb string) (byletter.Row, proposal.Row, error) {
	ctx := v.Request().Context()
	r, err := v.s.Letters.One(ctx, v.actor, v.Param("id"))
	if err != nil {
		return r, proposal.Row{}, err
	}
	about, err := v.s.Proposals.ByID(ctx, v.actor, r.ProposalID, v.threadReader())
	if err != nil {
		return r, about, err
	}
	return r, about, v.s.Letters.May(v.actor, r, verb)
}

// byLetterAttachPage is the form in which the secretary attaches the letter.
func byLetterAttachPage(v *visit) error {
	r, about, err := v.letterOn("attach")
	if err != nil {
		return err
	}
	return v.showByLetterAttach(r, about, nil)
}

func (v *visit) showByLetterAttach(r byletter.Row, about proposal.Row, bad *fault.Fault) error {
	page, err := v.page(v.letterWords(r.Says(), "attach"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	pairs, err := v.letterIs(r, about)
	if err != nil {
		return err
	}
	return v.show(status(bad), web.LongFormPage(web.LongForm{Page: page, Crumbs: v.proposalCrumbs(about, page.Title), Lead: v.t.Of("byletter.lead."+string(r.Says()), "attach"), Wrongs: v.wrongs(bad, "dated"),
		Form: web.Form{Action: web.Link(v.t, r.Path()+"/attach"), Nonce: v.nonceOf(bad), Files: true}, Version: r.Version, Word: page.Title, Back: web.Link(v.t, about.Path()),
		About: pairs, Parts: v.letterParts(bad)}))
}

// byLetterAttach takes the letter in; a second person checks it.
func byLetterAttach(v *visit) error {
	r, about, err := v.letterOn("attach")
	if err != nil {
		return err
	}
	return v.letterSent(about.Record(), func(paper *input.Sent) error {
		_, err := v.s.Letters.Attach(v.once().Context(), v.actor, byletter.Attachment{Letter: r.ID, Dated: v.FormValue("dated"), Paper: paper, Version: v.version()})
		return err
	}, func(f *fault.Fault) error { return v.showByLetterAttach(r, about, f) }, func() error { return v.to(about.Path(), "letter_attached") })
}

// byLetterVerbPage asks before a step, beside the words the letter is compared with.
func byLetterVerbPage(v *visit) error {
	verb := v.Param("verb")
	if !slices.Contains(byletter.Verbs(), verb) {
		return fault.NotFound()
	}
	r, about, err := v.letterOn(verb)
	if err != nil {
		return err
	}
	return v.showByLetter(r, about, "", nil)
}

func (v *visit) showByLetter(r byletter.Row, about proposal.Row, typed string, bad *fault.Fault) error {
	verb := v.Param("verb")
	word := v.letterWords(r.Says(), verb)
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.LongForm{Page: page, Crumbs: v.proposalCrumbs(about, word), Lead: v.t.Of("byletter.lead."+string(r.Says()), verb), Wrongs: v.wrongs(bad, "reason"),
		Form: web.Form{Action: web.Link(v.t, r.Path()+"/"+verb), Nonce: v.nonceOf(bad), Guard: true}, Version: r.Version, Word: word, Kind: "first", Back: web.Link(v.t, v.letterPath(r, about))}
	if view.About, err = v.letterIs(r, about); err != nil {
		return err
	}
	if r.Opens {
		view.About = append(view.About, web.Pair{Key: v.t.Say("letter.file"), Body: web.LinkButton("", web.Link(v.t, r.Path()+"/paper"), "download", v.t.Say("post.open_letter"))})
	}
	if says := r.Says(); verb == "check" && (says == byletter.Withdrawal || says == byletter.Statement) {
		view.Kind = "danger"
	}
	if r.Says() == byletter.TakeOver && verb == "check" {
		words := wording(about.Text)
		view.Parts = append(view.Parts, web.FormPart{Title: v.t.Say("proposal.text"), About: &words})
	}
	if r.Says() == byletter.Revision && verb != "take_back" {
		part := web.FormPart{Title: v.t.Say("proposal.text"), About: asItStands(r.Sheet)}
		if part.Annexes, err = v.laidFiles(r.Sheet, r.ID); err != nil {
			return err
		}
		if verb == "check" {
			part.Fields = v.vouch(part.Annexes, bad)
		}
		view.Parts = append(view.Parts, part)
	}
	if byletter.NeedsReason(verb) {
		area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("proposal.reason_hint"), Value: typed}, Rows: 5, Max: reasonMax, Check: web.Link(v.t, "/check")}
		v.refusedReason(area, bad)
		view.Parts = append(view.Parts, web.FormPart{Fields: []web.FormField{{Text: area}}})
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// byLetterVerb takes a step.
func byLetterVerb(v *visit) error {
	verb := v.Param("verb")
	if !slices.Contains(byletter.Verbs(), verb) {
		return fault.NotFound()
	}
	r, about, err := v.letterOn(verb)
	if err != nil {
		return err
	}
	reason := shaped(v.FormValue("reason"))
	_, err = v.s.Letters.Take(v.once().Context(), v.actor, byletter.Step{Letter: r.ID, Verb: verb, Reason: reason, Version: v.version(), Anyway: v.anyway(), NoChild: v.vouches()})
	if f, ok := v.overtaken(err, about.Record()); ok {
		return v.showByLetter(r, about, reason, f)
	}
	if err != nil {
		return err
	}
	flash := "by_letter_" + verb
	if verb == "check" {
		flash += "_" + string(r.Says())
	}
	return v.to(v.letterPath(r, about), flash)
}

// letterPath is the page on which a letter stands: that of a statement, or of its proposal.
func (v *visit) letterPath(r byletter.Row, about proposal.Row) string {
	if r.Says() == byletter.Statement {
		return r.Statement.Path()
	}
	return about.Path()
}

// letterIs says above a step what a letter is about: the proposal, why it is to be withdrawn, who takes it over, or what is withdrawn.
func (v *visit) letterIs(r byletter.Row, about proposal.Row) ([]web.Pair, error) {
	switch r.Says() {
	case byletter.Withdrawal:
		return append(v.proposalIs(about), web.Pair{Key: v.t.Say("post.reason_given"), Body: web.Typed(v.t, "", about.EndsWhy)}), nil
	case byletter.TakeOver:
		all, err := v.s.Organisations.ByIDs(v.Request().Context(), []policy.OrganisationID{r.SentFor})
		org := v.orgOf(all[r.SentFor])
		return v.signerIs(about, &org), err
	case byletter.Statement:
		row, err := v.s.Proposals.Statement(v.Request().Context(), v.actor, r.Statement.ID, v.threadReader())
		pairs := append(v.statementIs(row, about), web.Pair{Key: v.t.Say("post.letter_dated"), Text: v.letterDate(r.Dated)}, web.Pair{Key: v.t.Say("statement.received"), Text: v.letterDate(r.Received)})
		return pairs, err
	}
	return v.proposalIs(about), nil
}

// byLetterPaper is the scanned letter, for those who may open it.
func byLetterPaper(v *visit) error {
	l, err := v.s.Letters.Paper(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.scan(l.Kind, l.Name, l.Content)
}
