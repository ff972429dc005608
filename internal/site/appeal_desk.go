package site

import (
	"sametable/internal/appeal"
	"sametable/web"
)

// layAppeals lays out the appeals that wait for her, those of her organisations that are on their way, and refusals that she could still
// appeal against.
func (v *visit) layAppeals(d *laid) error {
	rows, err := v.s.Appeals.Duties(v.Request().Context(), v.actor)
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
		task, mine := v.appealTask(r)
		if task == "" {
			continue
		}
		item := web.DeskItem{Task: v.t.Of("desk.appeal", task), Ref: r.Reference, Href: web.Link(v.t, r.Path())}
		if r.FiledBy == "" {
			item.Href = web.Link(v.t, r.Proposal.Path())
		}
		item.Title, item.Lang = v.cardTitle(cards[r.ProposalID])
		family := web.Waiting
		if mine {
			family = web.Needs
		}
		item.Status = []web.Status{v.since(family, r.StateSince)}
		if r.State == appeal.Confirming && r.Letter == "" || r.State == appeal.Unfiled {
			item.Status = append(item.Status, web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(r.EndsAt, v.now)})
		}
		if mine {
			d.needs = append(d.needs, item)
		} else {
			d.waits = append(d.waits, item)
		}
	}
	return nil
}

// appealTask says what an appeal asks of the viewer, and whether it is hers to do; "" where it is no business of hers now, and where the
// ballot on it lies on her desk itself.
func (v *visit) appealTask(r appeal.Row) (task string, mine bool) {
	for _, verb := range []string{"confirm", "check", "attach_letter", "open_ballot"} {
		if v.s.Appeals.May(v.actor, r, verb) == nil {
			return verb, true
		}
	}
	over := v.now.After(r.EndsAt)
	switch {
	case v.s.Appeals.May(v.actor, r, "answer") == nil:
		return "answer", false
	case v.s.Appeals.May(v.actor, r, "file") == nil:
		return "file", false
	case !r.Own:
	case r.State == appeal.Confirming && (!over || r.Letter != ""):
		return "confirming", false
	case r.State == appeal.Lodged:
		return "lodged", false
	}
	return "", false
}
