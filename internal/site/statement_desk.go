package site

import (
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// layStatements lays out the statements that wait for her, those of her organisations on their way, and the proposals on which one of
// them was asked and has not answered.
func (v *visit) layStatements(d *laid) error {
	ctx := v.Request().Context()
	rows, err := v.s.Proposals.StatementDuties(ctx, v.actor, v.code())
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(rows))
	for _, row := range rows {
		ids = append(ids, row.ID, row.ProposalID)
	}
	cards, err := v.cards(ids)
	if err != nil {
		return err
	}
	for _, row := range rows {
		task, mine := v.statementTask(row)
		if task == "" {
			continue
		}
		item := web.DeskItem{Task: v.t.Of("desk.statement", task), Ref: row.Proposal.Reference, Href: web.Link(v.t, row.Path())}
		item.Title, item.Lang = v.cardTitle(cards[row.ProposalID])
		family := web.Waiting
		if mine {
			family = web.Needs
		}
		item.Status = []web.Status{v.since(family, row.StateSince)}
		if row.Proposal.Takes(v.now) {
			item.Status = append(item.Status, web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(*row.Proposal.ClosesAt, v.now)})
		}
		if mine {
			d.needs = append(d.needs, item)
		} else {
			d.waits = append(d.waits, item)
		}
	}
	return v.layUnanswered(d)
}

// layUnanswered lays out the proposals that wait for a statement, with the days that are left.
func (v *visit) layUnanswered(d *laid) error {
	asked, err := v.s.Proposals.Unanswered(v.Request().Context(), v.actor, v.code())
	if err != nil {
		return err
	}
	for _, row := range asked {
		title := v.proposalTitle(row)
		item := web.DeskItem{Task: v.t.Of("desk.statement", "asked"), Ref: row.Reference, Title: title.Text, Href: web.Link(v.t, row.Path()+"/statement"),
			Status: []web.Status{{Family: web.Needs, Icon: "clock", Word: v.t.Remaining(*row.ClosesAt, v.now)}}}
		if title.Lang != v.t.Tag() {
			item.Lang = title.Lang
		}
		d.needs = append(d.needs, item)
	}
	return nil
}

// statementTask says what a statement asks of the viewer, and whether it is hers to do; "" where it is no business of hers now.
func (v *visit) statementTask(row proposal.StatementRow) (task string, mine bool) {
	roles := v.actor.RolesIn(row.Forum, v.now)
	_, own := v.actor.Member(row.StatedFor)
	judged := proposal.JudgeStatement(v.actor, v.now, row.Proposal, row.Statement, proposal.StatementKnown{Mandated: true, Sits: true})
	switch {
	case row.State == proposal.Confirming && row.Letter != "":
		switch {
		case policy.May(policy.CheckLetter, roles) && judged["guard.statement.checker"].OK:
			return "check", true
		case own || row.EnteredBy == v.actor.Person:
			return "checking", false
		}
	case row.State == proposal.Confirming && own:
		if judged["guard.statement.member"].OK && judged["guard.statement.colleague"].OK && judged["guard.statement.accredited"].OK {
			return "confirm", true
		}
		return "confirming", false
	case row.State == proposal.Draft && row.Letter != "":
		return "letter_back", policy.May(policy.EnterLetter, roles)
	case row.State == proposal.Draft && own:
		return "back", judged["guard.statement.own"].OK
	}
	return "", false
}
