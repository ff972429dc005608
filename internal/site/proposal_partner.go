package site

import (
	"net/url"

	"sametable/internal/lang"
	"sametable/internal/partnership"
	"sametable/internal/proposal"
	"sametable/web"
)

// partnerAt is the form of the partnership that comes of a proposal.
func (v *visit) partnerAt(row proposal.Row) string {
	return web.Link(v.t, "/f/"+row.ForumKey+"/partnerships/new") + "?from=" + url.QueryEscape(row.Reference)
}

// addPartnership adds to the page of a proposal the table has made a partnership what became of that: its way goes on with the
// partnership's. Until every party has confirmed, only those who sit in the forum see it.
func (v *visit) addPartnership(row proposal.Row, view *web.ProposalView) error {
	if row.State != proposal.Partnership {
		return nil
	}
	rows, err := v.s.Partnerships.ByOrigin(v.Request().Context(), v.actor, row.Record())
	if err != nil {
		return err
	}
	stands := false
	view.Partners = &web.PartnersView{Title: v.t.Say("partnership.list")}
	for _, p := range rows {
		e := v.partnershipEntry(p)
		e.From = nil
		view.Partners.Rows = append(view.Partners.Rows, e)
		if p.State != partnership.Withdrawn {
			view.Stops, stands = v.partnerStops(row, p), true
		}
	}
	if view.Partners.Promises, err = v.handlingPromises(row); err != nil || stands {
		return err
	}
	if !v.actor.Visitor() && partnership.MayEnter(v.actor.RolesIn(row.Forum, v.now)) == nil {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Say("partnership.add"), Kind: "first", Href: v.partnerAt(row)})
	}
	view.Partners.Next = v.t.Say("partnership.from_decision")
	return nil
}

// partnerStops are the stages of a proposal's way until the decision, and after it those of its partnership.
func (v *visit) partnerStops(row proposal.Row, p partnership.Row) []web.Stop {
	before := v.proposalStops(row.Proposal)
	for i := range before {
		before[i].Past, before[i].Now = true, false
	}
	return append(before, v.partnershipStops(p.Partnership)...)
}

// layPartnering lays out the proposals that the table has made partnerships and that wait for the secretary to put one before its parties.
func (v *visit) layPartnering(d *laid) error {
	rows, err := v.s.Decisions.Unpartnered(v.Request().Context(), v.actor, v.code())
	if err != nil {
		return err
	}
	for _, row := range rows {
		item := web.DeskItem{Task: v.t.Of("desk.partnership", "propose"), Ref: row.Reference, Href: v.partnerAt(row), Status: []web.Status{v.since(web.Needs, row.StateSince)}}
		title := v.proposalTitle(row)
		if item.Title = title.Text; title.Lang != lang.Code(v.code()).Tag() {
			item.Lang = title.Lang
		}
		d.needs = append(d.needs, item)
	}
	return nil
}
