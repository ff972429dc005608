package site

import (
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/proposal"
	"sametable/web"
)

// revisionSteps are the pages of a colleague who is asked to confirm a new version.
func revisionSteps() []string { return []string{"confirm", "decline"} }

// firstFree is the field of the line of a synopsis that comes after those there are.
func firstFree(sh drafting.Sheet, statement string) string {
	n := 1
	for _, a := range sh.Content().Answers {
		if a.Of == statement {
			n++
		}
	}
	asked, _, _ := drafting.AnswerFields(statement, min(n, drafting.AnswersPerOpinion))
	return asked
}

// revisionNote says on the last step that a colleague has been asked, and leads her to her page.
func (v *visit) revisionNote(sh drafting.Sheet, view *web.ProposalWriteView) {
	if !sh.Asked() {
		return
	}
	view.Silent, view.Next, view.Parts = v.t.Say("proposal.revision_waits"), "", nil
	if sh.AskedBy != v.actor.Person {
		for _, step := range revisionSteps() {
			act := web.Act{Word: v.t.Of("verb.proposal", step+"_revision"), Href: web.Link(v.t, sh.Path()+"/"+step)}
			if step == "confirm" {
				act.Kind = "first"
			}
			view.Acts = append(view.Acts, act)
		}
	}
	if sh.Writable(v.actor, v.now) {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Of("byletter.ask", "revision"), Href: web.Link(v.t, "/proposal/"+sh.ProposalID+"/by-letter")})
	}
}

// showRevision shows a colleague the new version, whole, with the button that makes it the organisation's word or gives it back.
func (v *visit) showRevision(sh drafting.Sheet, step, typed string, bad *fault.Fault) error {
	row, err := v.s.Proposals.ByID(v.Request().Context(), v.actor, sh.ProposalID, v.threadReader())
	if err != nil {
		return err
	}
	if err := v.mayStep(row, step+"_revision"); err != nil && bad == nil {
		return err
	}
	word := v.t.Of("verb.proposal", step+"_revision")
	page, err := v.page(word, web.SectionDesk)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.LongForm{Page: page, Crumbs: v.proposalCrumbs(row, word), Lead: v.t.Of("proposal.step_lead", step+"_revision"), Wrongs: v.wrongs(bad, "reason"),
		Form: web.Form{Action: web.Link(v.t, sh.Path()+"/"+step), Nonce: v.nonceOf(bad)}, Version: sh.Version, Word: word, Back: web.Link(v.t, row.Path()), About: v.proposalIs(row)}
	part := web.FormPart{Title: v.t.Say("proposal.text"), About: asItStands(sh)}
	if part.Annexes, err = v.laidFiles(sh, ""); err != nil {
		return err
	}
	if step == "confirm" {
		part.Fields = v.vouch(part.Annexes, bad)
	}
	if step == "decline" {
		area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("proposal.reason_hint"), Value: typed}, Rows: 5, Max: reasonMax, Check: web.Link(v.t, "/check")}
		v.refusedReason(area, bad)
		part.Fields = []web.FormField{{Text: area}}
	}
	view.Parts = []web.FormPart{part}
	return v.show(status(bad), web.LongFormPage(view))
}

// revise takes a colleague's word on a new version. Where somebody has changed it since she read it, she is shown it again.
func (v *visit) revise(sh drafting.Sheet, step string) error {
	rev := proposal.Revising{Sheet: sh.ID, Version: v.version(), Reason: shaped(v.FormValue("reason")), Anyway: v.anyway(), NoChild: v.vouches()}
	ctx, act := v.once().Context(), v.s.Proposals.ConfirmRevision
	if step == "decline" {
		act = v.s.Proposals.DeclineRevision
	}
	p, err := act(ctx, v.actor, rev)
	if f, ok := v.refused(err); ok {
		return v.showRevision(sh, step, rev.Reason, f)
	}
	if err != nil {
		return err
	}
	return v.to(p.Path(), "proposal_"+step+"_revision")
}
