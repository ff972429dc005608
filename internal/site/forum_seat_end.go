package site

import (
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/web"
)

// endings gives every seat the address of the page that ends it.
func (v *visit) endings(groups []web.SeatGroup, table forum.Table) {
	for i := range groups {
		for j := range groups[i].Orgs {
			groups[i].Orgs[j].End = web.Link(v.t, table.Forum.Path()+"/seats/"+groups[i].Orgs[j].ID+"/end")
		}
	}
}

// seatToEnd finds a living seat of the forum for whoever may end it.
func (v *visit) seatToEnd() (forum.Forum, forum.SeatRow, error) {
	table, err := v.s.Forums.Table(v.Request().Context(), v.Param("key"))
	if err != nil {
		return forum.Forum{}, forum.SeatRow{}, err
	}
	if !policy.May(policy.EditCharter, v.actor.RolesIn(table.Forum.ID, v.now)) {
		return table.Forum, forum.SeatRow{}, fault.Forbidden("seat.not_yours", nil)
	}
	for _, seat := range table.Seats {
		if seat.ID == v.Param("id") {
			return table.Forum, seat, nil
		}
	}
	return table.Forum, forum.SeatRow{}, fault.NotFound()
}

// seatEndPage asks before a seat is ended, for the reason.
func seatEndPage(v *visit) error {
	f, seat, err := v.seatToEnd()
	if err != nil {
		return err
	}
	return v.showSeatEnd(f, seat, nil)
}

func (v *visit) showSeatEnd(f forum.Forum, seat forum.SeatRow, bad *fault.Fault) error {
	page, err := v.page(v.t.Say("seat.end"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	path := web.Link(v.t, f.Path()+"/seats")
	name, _ := v.called(seat.NameZh, seat.NameEn, seat.NameSv)
	const longest = 500
	typed := shaped(v.FormValue("reason"))
	reason := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("seat.end_reason"), Hint: v.t.Say("seat.end_hint"), Value: typed}, Rows: 4, Max: longest,
		Check: web.Link(v.t, "/check"), Draft: seatDraft(seat.ID)}
	if bad != nil {
		reason.Error = web.Errors(v.t, bad.Fields)["reason"]
		v.askAnyway(reason, bad)
		reason.Hits = v.hits(typed, v.s.Threads.Look(typed))
	}
	view := web.LongForm{Page: page, Crumbs: []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, v.forumAnchor(f),
		{Word: v.t.Say("seat.title"), Href: path}, {Word: v.t.Say("seat.end")}}, Lead: v.t.Say("seat.end_lead"), Wrongs: v.wrongs(bad, "reason"),
		Version: seat.Version, Form: web.Form{Action: path + "/" + seat.ID + "/end", Nonce: v.nonce()}, Kind: "danger", Word: v.t.Say("seat.end"), Back: path,
		About: []web.Pair{{Key: v.t.Say("seat.organisation"), Text: name}, {Key: v.t.Say("mandate.starts"), Text: v.t.Date(seat.Since, lang.Beijing)}},
		Parts: []web.FormPart{{Fields: []web.FormField{{Text: reason}}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// seatEnd ends a seat.
func seatEnd(v *visit) error {
	f, seat, err := v.seatToEnd()
	if err != nil {
		return err
	}
	err = v.s.Forums.EndSeat(v.once().Context(), v.actor, forum.SeatEnd{ID: seat.ID, Reason: shaped(v.FormValue("reason")), Anyway: v.anyway(), Version: v.version()})
	if bad, ok := v.overtaken(err, policy.Ref{Noun: forum.SeatNoun, ID: seat.ID}); ok {
		return v.showSeatEnd(f, seat, bad)
	}
	if err != nil {
		return err
	}
	v.taken(seatDraft(seat.ID))
	return v.to(f.Path()+"/seats", "seat_ended")
}
