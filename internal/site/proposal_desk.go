package site

import (
	"sametable/internal/clock"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// layProposals lays out the proposals that wait for her, and those of her organisations that are on their way.
func (v *visit) layProposals(d *laid) error {
	rows, err := v.s.Proposals.Duties(v.Request().Context(), v.actor, v.code())
	if err != nil || len(rows) == 0 {
		return err
	}
	days, err := v.s.Calendar.Days(v.Request().Context())
	if err != nil {
		return err
	}
	for _, row := range rows {
		item := web.DeskItem{Ref: row.Reference, Href: web.Link(v.t, row.Path())}
		title := v.proposalTitle(row)
		if item.Title = title.Text; title.Lang != v.t.Tag() {
			item.Lang = title.Lang
		}
		task, mine := v.proposalTask(row)
		if task == "" {
			continue
		}
		item.Task = v.t.Of("desk.proposal", task)
		family := web.Waiting
		if mine {
			family = web.Needs
		}
		item.Status = []web.Status{v.since(family, row.StateSince)}
		if task == "screen" {
			by, _ := days.After(row.StateSince, screeningDays)
			clock := web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(by, v.now)}
			if v.now.After(by) {
				clock = web.Status{Family: web.Overdue, Word: clock.Word}
			}
			item.Status = append(item.Status, clock)
			item.Href = web.Link(v.t, "/proposal/"+row.ID+"/screen")
		}
		if mine {
			d.needs = append(d.needs, item)
		} else {
			d.waits = append(d.waits, item)
		}
	}
	return nil
}

// proposalTask says what a proposal asks of the viewer, and whether it is hers to do; "" where it is no business of hers now.
func (v *visit) proposalTask(row proposal.Row) (task string, mine bool) {
	roles := v.actor.RolesIn(row.Forum, v.now)
	_, own := v.actor.Member(row.ProposedFor)
	judged := proposal.Judge(v.actor, v.now, row.Proposal, proposal.Known{Mandated: true})
	switch row.State {
	case proposal.Confirming:
		switch {
		case row.Letter != "" && policy.May(policy.CheckLetter, roles) && judged["guard.proposal.checker"].OK:
			return "check_letter", true
		case judged["guard.proposal.letter_asked"].OK && policy.May(policy.EnterLetter, roles):
			return "attach_letter", true
		case own && judged["guard.proposal.member"].OK && judged["guard.proposal.colleague"].OK:
			return "confirm", true
		case own:
			return "confirming", false
		}
	case proposal.Returned, proposal.Draft:
		if own {
			return "returned", judged["guard.proposal.own"].OK
		}
	case proposal.Submitted:
		if policy.May(policy.ScreenProposal, roles) && judged["guard.proposal.own_matter"].OK {
			return "screen", row.RefusalBy != v.actor.Person
		}
		if own {
			return "screening", false
		}
	case proposal.Consultation:
		switch {
		case own && row.EndsBy != "":
			if mayConfirm := judged["guard.proposal.member"].OK && judged["guard.proposal.withdrawal_other"].OK; mayConfirm {
				return "confirm_withdrawal", true
			}
			return "withdrawing", false
		case row.AnsweredAt != nil && policy.May(policy.DeliberateProposal, roles):
			return "deliberate", true
		case own && row.AnsweredAt == nil:
			return "revise", judged["guard.proposal.own"].OK
		}
	case proposal.Deliberation:
		switch {
		case policy.May(policy.KeepBallot, roles):
			return "decide", false
		case own:
			return "deliberating", false
		}
	case proposal.Admitted:
		switch {
		case !policy.May(policy.ConsultProposal, roles):
		case row.Known.Missing > 0:
			return "translating", false
		default:
			return "consult", true
		}
	}
	return "", false
}

// laySheets lists the proposals that she or her colleagues are writing.
func (v *visit) laySheets(d *laid) error {
	all, err := v.s.Proposals.Sheets(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	for _, sh := range all {
		draft := web.DeskDraft{Where: v.t.Of("desk.draft", "proposal"), Title: sh.Title, Lang: tagOf(sh.Language), Words: excerptOf(sh), Href: web.Link(v.t, sh.Path()), At: sh.SavedAt}
		if sh.Asked() && sh.AskedBy != v.actor.Person {
			d.needs = append(d.needs, web.DeskItem{Title: sh.Title, Lang: tagOf(sh.Language), Href: web.Link(v.t, sh.Path()+"/confirm"), Task: v.t.Of("desk.proposal", "confirm_revision"),
				Status: []web.Status{v.since(web.Needs, sh.SavedAt)}})
			continue
		}
		if sh.Writable(v.actor, v.now) {
			draft.Delete = web.Form{Action: web.Link(v.t, sh.Path()+"/drop"), Nonce: clock.NewSecret()}
		}
		d.drafts = append(d.drafts, draft)
	}
	return nil
}
