package site

import (
	"sametable/internal/forum"
	"sametable/internal/minutes"
	"sametable/internal/printed"
	"sametable/internal/received"
	"sametable/web"
)

// layMinutes lays out the minutes that wait for her: to be written, reviewed, checked, settled, signed, approved or issued.
func (v *visit) layMinutes(d *laid) error {
	rows, err := v.s.Minutes.Duties(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	for _, r := range rows {
		title, in := r.Title(v.code())
		item := web.DeskItem{Task: v.t.Of("desk.minutes", r.Task), Ref: r.MeetingReference, Title: title, Lang: v.foreign(in), Href: web.Link(v.t, r.Path()), Status: []web.Status{v.since(web.Needs, r.StateSince)}}
		if r.Due != nil {
			item.Status = []web.Status{{Family: web.Needs, Icon: "clock", Word: v.t.Remaining(*r.Due, v.now)}}
		}
		d.needs = append(d.needs, item)
	}
	came, err := v.s.Received.Duties(v.Request().Context(), v.actor)
	for _, m := range came {
		title, in := m.Title(v.code())
		d.needs = append(d.needs, web.DeskItem{Task: v.t.Of("desk.minutes", "compare"), Ref: m.MeetingReference, Title: title, Lang: v.foreign(in),
			Href: web.Link(v.t, m.Path()) + "#came", Status: []web.Status{v.since(web.Needs, m.StateSince)}})
	}
	return err
}

// minutesMessages lists the ids these pages put together.
func minutesMessages() []string {
	var ids []string
	for _, verb := range minutesVerbs() {
		ids = append(ids, "minutes.step_lead."+verb, "verb.minutes."+verb)
	}
	for _, mode := range forum.ApprovalModes() {
		ids = append(ids, "minutes.mode."+mode)
	}
	for _, about := range received.Abouts() {
		ids = append(ids, "received.enter."+about, "received.lead."+about)
	}
	for _, verb := range received.Verbs() {
		ids = append(ids, "received.step_lead."+verb)
	}
	for _, task := range append(minutes.Tasks(), "compare") {
		ids = append(ids, "desk.minutes."+task)
	}
	return append(ids, "verify.reader."+printed.Table, "verify.reader."+printed.Outside)
}
