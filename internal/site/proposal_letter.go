package site

import (
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/proposal"
	"sametable/web"
)

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
	view := web.LongForm{Page: page, Crumbs: v.proposalCrumbs(row, page.Title), Lead: v.t.Say("proposal.letter_lead"), Wrongs: v.wrongs(bad, "dated"),
		Form: web.Form{Action: web.Link(v.t, "/proposal/"+row.ID+"/letter"), Nonce: v.nonceOf(bad), Files: true}, Version: row.Version, Word: page.Title, Back: web.Link(v.t, row.Path()),
		About: v.proposalIs(row)}
	view.Parts = v.letterParts(bad)
	return v.show(status(bad), web.LongFormPage(view))
}

// proposalLetter takes the letter in; a second person checks it.
func proposalLetter(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	var p proposal.Proposal
	return v.letterSent(row.Record(), func(paper *input.Sent) error {
		var err error
		p, err = v.s.Proposals.AttachLetter(v.once().Context(), v.actor, proposal.Attachment{Proposal: row.ID, Dated: v.FormValue("dated"), Paper: paper, Version: v.version()})
		return err
	}, func(f *fault.Fault) error { return v.showProposalLetter(row, f) }, func() error { return v.afterProposal(p, "letter_attached") })
}

// proposalPaper is the scanned letter, for those who may open it.
func proposalPaper(v *visit) error {
	l, err := v.s.Proposals.Paper(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.scan(l.Kind, l.Name, l.Content)
}
