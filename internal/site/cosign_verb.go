package site

import (
	"slices"

	"sametable/internal/cosign"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// cosignOfferPage asks before an organisation offers to sign a proposal, and for which of hers somebody offers it.
func cosignOfferPage(v *visit) error {
	row, err := v.offersOn()
	if err != nil {
		return err
	}
	return v.showOffer(row, nil)
}

// offersOn finds the proposal of the address, where offering a signature is the viewer's.
func (v *visit) offersOn() (proposal.Row, error) {
	row, err := v.proposalOn()
	if err != nil {
		return row, err
	}
	rows, err := v.s.Cosignatures.Of(v.Request().Context(), v.actor, row.Proposal)
	if err != nil {
		return row, err
	}
	return row, v.s.Cosignatures.Offering(v.Request().Context(), v.actor, row.Proposal, rows)
}

func (v *visit) showOffer(row proposal.Row, bad *fault.Fault) error {
	word := v.t.Of("verb.cosignature", "offer")
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	words := wording(row.Text)
	view := web.LongForm{Page: page, Crumbs: v.proposalCrumbs(row, word), Lead: v.t.Of("cosign.step_lead", "offer"), Wrongs: v.wrongs(bad, "mandate"),
		Form: web.Form{Action: web.Link(v.t, "/proposal/"+row.ID+"/cosign"), Nonce: v.nonceOf(bad)}, Version: row.Version, Word: word, Kind: "first", Back: web.Link(v.t, row.Path()),
		Parts: []web.FormPart{{Title: v.t.Say("proposal.text"), About: &words}}}
	if m, settled := proposal.Settled(v.actor, row.Forum, v.now, ""); settled {
		view.About = v.signerIs(row, v.orgCalled(m.Organisation))
	} else {
		view.About = v.proposalIs(row)
		view.Parts = append(view.Parts, web.FormPart{Fields: []web.FormField{{Radio: v.chooseMandate(v.sheet(bad), proposal.Represents(v.actor, row.Forum, v.now))}}})
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// cosignOffer offers it.
func cosignOffer(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	_, err = v.s.Cosignatures.Offer(v.once().Context(), v.actor, cosign.Offer{Proposal: row.ID, Mandate: policy.MandateID(v.FormValue("mandate"))})
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showOffer(row, f)
	}
	if err != nil {
		return err
	}
	return v.to(row.Path(), "cosign_offer")
}

// signatureOn finds the signature of the address with its proposal.
func (v *visit) signatureOn() (cosign.Row, proposal.Row, error) {
	r, err := v.s.Cosignatures.One(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return r, proposal.Row{}, err
	}
	about, err := v.s.Proposals.ByID(v.Request().Context(), v.actor, r.ProposalID, v.threadReader())
	return r, about, err
}

// cosignVerbPage asks before a step, and for a reason where its reader gets one.
func cosignVerbPage(v *visit) error {
	if !slices.Contains(cosign.Verbs(), v.Param("verb")) {
		return fault.NotFound()
	}
	r, about, err := v.signatureOn()
	if err != nil {
		return err
	}
	if err := v.s.Cosignatures.May(v.actor, r, v.Param("verb")); err != nil {
		return err
	}
	return v.showSigning(r, about, "", nil)
}

func (v *visit) showSigning(r cosign.Row, about proposal.Row, typed string, bad *fault.Fault) error {
	verb := v.Param("verb")
	word := v.t.Of("verb.cosignature", verb)
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	org := v.signerOrg(r)
	view := web.LongForm{Page: page, Crumbs: v.proposalCrumbs(about, word), Lead: v.t.Of("cosign.step_lead", verb), Wrongs: v.wrongs(bad, "reason"),
		Form: web.Form{Action: web.Link(v.t, r.Path()+"/"+verb), Nonce: v.nonceOf(bad), Guard: true}, Version: r.Version, Word: word, Kind: "first", Back: web.Link(v.t, about.Path()),
		About: v.signerIs(about, &org)}
	if verb == "withdraw" {
		view.Kind = "danger"
	}
	if r.Opens && (verb == "check" || verb == "refuse_letter") {
		view.About = append(view.About, web.Pair{Key: v.t.Say("letter.file"), Body: web.LinkButton("", web.Link(v.t, r.Path()+"/paper"), "download", v.t.Say("post.open_letter"))})
	}
	if slices.Contains([]string{"confirm", "check", "take_over", "confirm_take_over"}, verb) { // the words that become the organisation's
		words := wording(about.Text)
		view.Parts = append(view.Parts, web.FormPart{Title: v.t.Say("proposal.text"), About: &words})
	}
	if verb == "take_over" {
		if view.Notes, err = v.sole(r.SignsFor); err != nil {
			return err
		}
	}
	if cosign.NeedsReason(verb) {
		area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("cosign.reason_hint"), Value: typed}, Rows: 5, Max: reasonMax, Check: web.Link(v.t, "/check")}
		v.refusedReason(area, bad)
		view.Parts = append(view.Parts, web.FormPart{Fields: []web.FormField{{Text: area}}})
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// cosignVerb takes a step.
func cosignVerb(v *visit) error {
	verb := v.Param("verb")
	if !slices.Contains(cosign.Verbs(), verb) {
		return fault.NotFound()
	}
	r, about, err := v.signatureOn()
	if err != nil {
		return err
	}
	reason := shaped(v.FormValue("reason"))
	_, err = v.s.Cosignatures.Take(v.once().Context(), v.actor, cosign.Step{Cosignature: r.ID, Verb: verb, Reason: reason, Version: v.version(), Anyway: v.anyway()})
	if f, ok := v.overtaken(err, about.Record()); ok {
		return v.showSigning(r, about, reason, f)
	}
	if err != nil {
		return err
	}
	return v.to(about.Path(), "cosign_"+verb)
}

// cosignLetterPage is the form in which the secretary attaches the letter by which an organisation confirms that it signs.
func cosignLetterPage(v *visit) error {
	r, about, err := v.signatureOn()
	if err != nil {
		return err
	}
	if err := v.s.Cosignatures.May(v.actor, r, "attach_letter"); err != nil {
		return err
	}
	return v.showSigningLetter(r, about, nil)
}

func (v *visit) showSigningLetter(r cosign.Row, about proposal.Row, bad *fault.Fault) error {
	page, err := v.page(v.t.Of("verb.cosignature", "attach_letter"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	org := v.signerOrg(r)
	return v.show(status(bad), web.LongFormPage(web.LongForm{Page: page, Crumbs: v.proposalCrumbs(about, page.Title), Lead: v.t.Say("cosign.letter_lead"), Wrongs: v.wrongs(bad, "dated"),
		Form: web.Form{Action: web.Link(v.t, r.Path()+"/letter"), Nonce: v.nonceOf(bad), Files: true}, Version: r.Version, Word: page.Title, Back: web.Link(v.t, about.Path()),
		About: v.signerIs(about, &org), Parts: v.letterParts(bad)}))
}

// cosignLetter takes the letter in; a second person checks it.
func cosignLetter(v *visit) error {
	r, about, err := v.signatureOn()
	if err != nil {
		return err
	}
	return v.letterSent(about.Record(), func(paper *input.Sent) error {
		_, err := v.s.Cosignatures.AttachLetter(v.once().Context(), v.actor, cosign.Attachment{Cosignature: r.ID, Dated: v.FormValue("dated"), Paper: paper, Version: v.version()})
		return err
	}, func(f *fault.Fault) error { return v.showSigningLetter(r, about, f) }, func() error { return v.to(about.Path(), "letter_attached") })
}

// cosignPaper is the scanned letter, for those who may open it.
func cosignPaper(v *visit) error {
	l, err := v.s.Cosignatures.Paper(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.scan(l.Kind, l.Name, l.Content)
}
