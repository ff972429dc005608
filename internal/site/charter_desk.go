package site

import (
	"time"

	"sametable/internal/charter"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/web"
)

// layCharters lays out the charters that ask something of her.
func (v *visit) layCharters(d *laid) error {
	duties, err := v.s.Charters.Duties(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	for _, duty := range duties {
		name, tag := v.called(duty.Forum.NameZh, duty.Forum.NameEn, duty.Forum.NameSv)
		item := web.DeskItem{Task: v.t.Of("desk.charter", duty.Task), Ref: duty.Charter.Reference(duty.Forum.Key), Title: name, Lang: tag,
			Href: web.Link(v.t, duty.Charter.Path(duty.Forum))}
		family := web.Waiting
		if duty.Mine {
			family = web.Needs
		}
		item.Status = []web.Status{v.since(family, duty.Since)}
		if duty.Ends != nil {
			item.Status = append(item.Status, web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(*duty.Ends, v.now)})
		}
		if duty.Mine {
			d.needs = append(d.needs, item)
		} else {
			d.waits = append(d.waits, item)
		}
	}
	return nil
}

// windowDay is the first day that a consultation can end on, as its field has it.
func windowDay(now time.Time) string {
	return forum.Window(now, charter.ConsultLeast, lang.Beijing.Location()).In(lang.Beijing.Location()).Format(time.DateOnly)
}
