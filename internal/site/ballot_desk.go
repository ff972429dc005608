package site

import (
	"sametable/internal/ballot"
	"sametable/web"
)

// layBallots lays out the voices she has to give for her organisation, and the ballots she keeps.
func (v *visit) layBallots(d *laid) error {
	all, err := v.s.Ballots.Duties(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	for _, duty := range all {
		item := web.DeskItem{Task: v.ballotTask(duty), Ref: duty.Reference, Href: web.Link(v.t, duty.Path()), Status: []web.Status{v.since(web.Needs, duty.Since)}}
		if duty.State == ballot.Opened && duty.Until != nil {
			item.Status = append(item.Status, web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(*duty.Until, v.now)})
		}
		title, in := duty.Title(v.code())
		if item.Title = title; tagOf(in) != v.t.Tag() {
			item.Lang = tagOf(in)
		}
		d.needs = append(d.needs, item)
	}
	return nil
}
