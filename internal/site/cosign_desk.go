package site

import (
	"sametable/internal/cosign"
	"sametable/internal/proposal"
	"sametable/web"
)

// laySignatures lays out the signatures that wait for her, and those of her organisations that are on their way.
func (v *visit) laySignatures(d *laid) error {
	rows, err := v.s.Cosignatures.Duties(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.ProposalID)
	}
	cards, err := v.cards(ids)
	if err != nil {
		return err
	}
	for _, r := range rows {
		task, mine := v.signatureTask(r)
		if task == "" {
			continue
		}
		item := web.DeskItem{Task: v.t.Of("desk.cosign", task), Ref: r.Proposal.Reference, Href: web.Link(v.t, r.Proposal.Path())}
		item.Title, item.Lang = v.cardTitle(cards[r.ProposalID])
		family := web.Waiting
		if mine {
			family = web.Needs
		}
		item.Status = []web.Status{v.since(family, r.StateSince)}
		switch {
		case r.Proposal.State == proposal.Withdrawn:
			item.Status = append(item.Status, web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(r.Proposal.Heirless(), v.now)})
		case r.Proposal.Takes(v.now):
			item.Status = append(item.Status, web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(*r.Proposal.ClosesAt, v.now)})
		}
		if mine {
			d.needs = append(d.needs, item)
		} else {
			d.waits = append(d.waits, item)
		}
	}
	return nil
}

// signatureTask says what a signature asks of the viewer, and whether it is hers to do; "" where it is no business of hers now. What came
// too late is none.
func (v *visit) signatureTask(r cosign.Row) (task string, mine bool) {
	for _, verb := range []string{"confirm", "check", "attach_letter", "accept", "confirm_take_over", "take_over"} {
		if v.s.Cosignatures.May(v.actor, r, verb) == nil {
			return verb, true
		}
	}
	open := r.Proposal.State == proposal.Admitted || r.Proposal.Takes(v.now)
	switch {
	case !r.Own:
	case r.State == cosign.Offered && open:
		return "confirming", false
	case r.State == cosign.Confirmed && open:
		return "accepting", false
	case r.State == cosign.Taking && r.Proposal.Orphaned(v.now):
		return "taking", false
	}
	return "", false
}
