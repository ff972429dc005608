package site

import (
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/web"
)

// seatsPage shows who sits at a table, and the form with which a seat is given.
func seatsPage(v *visit) error { return v.showSeats(nil) }

func (v *visit) showSeats(bad *fault.Fault) error {
	table, err := v.s.Forums.Table(v.Request().Context(), v.Param("key"))
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("seat.title"), web.SectionForums)
	if err != nil {
		return err
	}
	groups, err := v.seatGroups(table)
	if err != nil {
		return err
	}
	view := web.SeatsView{Page: page, Forum: v.forumAnchor(table.Forum), Groups: groups}
	if policy.May(policy.EditCharter, v.actor.RolesIn(table.Forum.ID, v.now)) {
		v.endings(view.Groups, table)
		if err := v.seatForm(&view, table, bad); err != nil {
			return err
		}
	}
	return v.show(status(bad), web.Seats(view))
}

// seatForm offers the accredited bodies that have no seat yet, and room in their group.
func (v *visit) seatForm(view *web.SeatsView, table forum.Table, bad *fault.Fault) error {
	all, err := v.s.Organisations.List(v.Request().Context(), v.actor, organisation.Filter{})
	if err != nil {
		return err
	}
	taken, seated := map[policy.Kind]int{}, map[policy.OrganisationID]bool{}
	for _, seat := range table.Seats {
		taken[seat.Kind]++
		seated[seat.OrganisationID] = true
	}
	errors := map[string]string{}
	if bad != nil {
		fields := bad.Fields
		if len(fields) == 0 {
			fields = []fault.Field{{Name: "organisation", Message: bad.Message}}
		}
		errors, view.Wrongs = web.Errors(v.t, fields), web.Wrongs(v.t, fields)
	}
	most := table.Charter.Rules().Seats
	view.Org = web.Choice{Ask: web.Ask{Name: "organisation", Label: v.t.Say("seat.organisation"), Hint: v.t.Say("seat.organisation_hint"),
		Value: v.FormValue("organisation"), Error: errors["organisation"]}, Options: []web.Option{{Word: v.t.Say("seat.choose")}}}
	for _, o := range v.sorted(v.accredited(all)) {
		room, limited := most[o.Kind]
		if seated[o.ID] || limited && taken[o.Kind] >= room {
			continue
		}
		org := v.orgOf(o)
		view.Org.Options = append(view.Org.Options, web.Option{Value: string(o.ID), Word: org.Name, Lang: org.Lang})
	}
	view.None = len(view.Org.Options) == 1
	view.Form = &web.Form{Action: web.Link(v.t, table.Forum.Path()+"/seats"), Nonce: v.nonce()}
	return nil
}

// seatGive gives an organisation a seat.
func seatGive(v *visit) error {
	key := v.Param("key")
	err := v.s.Forums.GiveSeat(v.once().Context(), v.actor, key, policy.OrganisationID(v.FormValue("organisation")))
	if bad, ok := v.refused(err); ok {
		return v.showSeats(bad)
	}
	if err != nil {
		return err
	}
	return v.to("/f/"+key+"/seats", "seat_given")
}
