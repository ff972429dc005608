package site

import (
	"sametable/internal/byletter"
	"sametable/internal/cosign"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/proposal"
	"sametable/web"
)

// asking is a form that asks for a letter in the stead of a second person.
type asking struct {
	byletter.Asking
	row   proposal.Row
	at    string
	about []web.Pair
	parts []web.FormPart
}

// revisionAsked is the form about a new version.
func (v *visit) revisionAsked() (asking, error) {
	row, err := v.proposalOn()
	if err != nil {
		return asking{}, err
	}
	if row.Known.Sheet == "" {
		return asking{}, fault.NotFound()
	}
	sh, err := v.s.Proposals.Sheet(v.Request().Context(), v.actor, row.Known.Sheet)
	return asking{Asking: byletter.Asking{About: byletter.Revision, Of: sh.ID, Version: sh.Version}, row: row, at: "/proposal/" + row.ID + "/by-letter", about: v.proposalIs(row),
		parts: []web.FormPart{{Title: v.t.Say("proposal.text"), About: asItStands(sh)}}}, err
}

// endAsked is the form about a withdrawal, and takeAsked that about a take-over.
func (v *visit) endAsked() (asking, error) {
	row, err := v.proposalOn()
	if err != nil {
		return asking{}, err
	}
	if err := v.s.Letters.Asks(v.actor, byletter.Withdrawal, row.Proposal, cosign.Cosignature{}); err != nil {
		return asking{}, err
	}
	return asking{Asking: byletter.Asking{About: byletter.Withdrawal, Of: row.ID, Version: row.Version}, row: row, at: "/proposal/" + row.ID + "/withdrawal-by-letter",
		about: append(v.proposalIs(row), web.Pair{Key: v.t.Say("post.reason_given"), Body: web.Typed(v.t, "", row.EndsWhy)})}, nil
}

func (v *visit) takeAsked() (asking, error) {
	r, row, err := v.signatureOn()
	if err != nil {
		return asking{}, err
	}
	if err := v.s.Letters.Asks(v.actor, byletter.TakeOver, row.Proposal, r.Cosignature); err != nil {
		return asking{}, err
	}
	org, words := v.signerOrg(r), wording(row.Text)
	return asking{Asking: byletter.Asking{About: byletter.TakeOver, Of: r.ID, Version: r.Version}, row: row, at: r.Path() + "/by-letter", about: v.signerIs(row, &org),
		parts: []web.FormPart{{Title: v.t.Say("proposal.text"), About: &words}}}, nil
}

func byLetterAskPage(v *visit) error  { return v.byLetterAskForm(v.revisionAsked()) }
func byLetterEndPage(v *visit) error  { return v.byLetterAskForm(v.endAsked()) }
func byLetterTakePage(v *visit) error { return v.byLetterAskForm(v.takeAsked()) }

func byLetterAsk(v *visit) error  { return v.byLetterAsk(v.revisionAsked()) }
func byLetterEnd(v *visit) error  { return v.byLetterAsk(v.endAsked()) }
func byLetterTake(v *visit) error { return v.byLetterAsk(v.takeAsked()) }

// byLetterAskForm asks before something is to be confirmed by letter.
func (v *visit) byLetterAskForm(a asking, err error) error {
	if err != nil {
		return err
	}
	return v.showByLetterAsk(a, nil)
}

func (v *visit) showByLetterAsk(a asking, bad *fault.Fault) error {
	word := v.t.Of("byletter.ask", string(a.About))
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	return v.show(status(bad), web.LongFormPage(web.LongForm{Page: page, Crumbs: v.proposalCrumbs(a.row, word), Lead: v.t.Of("byletter.ask_lead", string(a.About)), Wrongs: v.wrongs(bad, ""),
		Form: web.Form{Action: web.Link(v.t, a.at), Nonce: v.nonceOf(bad)}, Version: a.Version, Word: word, Kind: "first", Back: web.Link(v.t, a.row.Path()), About: a.about, Parts: a.parts}))
}

// byLetterAsk notes that the confirmation will come by letter.
func (v *visit) byLetterAsk(a asking, err error) error {
	if err != nil {
		return err
	}
	asked := a.Asking
	asked.Version = v.version()
	_, err = v.s.Letters.Ask(v.once().Context(), v.actor, asked)
	if f, ok := v.overtaken(err, a.row.Record()); ok {
		return v.showByLetterAsk(a, f)
	}
	if err != nil {
		return err
	}
	return v.to(a.row.Path(), "by_letter_asked")
}

// entersWithdrawal finds the statement of the address with its proposal, where entering a letter that withdraws it is the viewer's.
func (v *visit) entersWithdrawal() (proposal.StatementRow, proposal.Row, error) {
	row, err := v.statementOn()
	if err != nil {
		return row, proposal.Row{}, err
	}
	if err := v.s.Letters.MayEnter(v.actor, row.Proposal, row.Statement); err != nil {
		return row, proposal.Row{}, err
	}
	about, err := v.s.Proposals.ByID(v.Request().Context(), v.actor, row.ProposalID, v.threadReader())
	return row, about, err
}

// byLetterEnterPage is the form in which the secretary enters a letter that withdraws a statement.
func byLetterEnterPage(v *visit) error {
	row, about, err := v.entersWithdrawal()
	if err != nil {
		return err
	}
	return v.showByLetterEnter(row, about, nil)
}

func (v *visit) showByLetterEnter(row proposal.StatementRow, about proposal.Row, bad *fault.Fault) error {
	word := v.letterWords(byletter.Statement, "enter")
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	s := v.sheet(bad)
	received := &web.Input{Ask: s.ask("received", v.t.Say("statement.received"), v.t.Say("statement.received_hint"), ""), Short: true}
	return v.show(status(bad), web.LongFormPage(web.LongForm{Page: page, Crumbs: v.statementCrumbs(about, word), Lead: v.t.Of("byletter.lead."+string(byletter.Statement), "enter"),
		Wrongs: v.wrongs(bad, "dated"), Form: web.Form{Action: web.Link(v.t, row.Path()+"/by-letter"), Nonce: v.nonceOf(bad), Files: true}, Version: row.Version, Word: word,
		Back: web.Link(v.t, row.Path()), About: v.statementIs(row, about),
		Parts: v.letterParts(bad, web.FormField{Line: received})}))
}

// byLetterEnter takes the letter in; a second person checks it.
func byLetterEnter(v *visit) error {
	row, about, err := v.entersWithdrawal()
	if err != nil {
		return err
	}
	return v.letterSent(row.Record(), func(paper *input.Sent) error {
		_, err := v.s.Letters.Enter(v.once().Context(), v.actor, byletter.Entering{Statement: row.ID, Dated: input.Tidy(v.FormValue("dated")), Received: input.Tidy(v.FormValue("received")),
			Paper: paper, Version: v.version()})
		return err
	}, func(f *fault.Fault) error { return v.showByLetterEnter(row, about, f) }, func() error { return v.to(row.Path(), "by_letter_entered") })
}
