package site

import (
	"sametable/internal/fault"
	"sametable/internal/minutes"
	"sametable/web"
)

// minutesRemovePage asks the secretary why a paragraph is to be taken out of the draft, and whether she means it.
func minutesRemovePage(v *visit) error {
	p, err := v.minutesMay("edit")
	if err != nil {
		return err
	}
	b, known := p.Block(v.from("block"))
	switch {
	case !known:
		return fault.NotFound()
	case !p.Removable(b):
		return fault.Conflict("minutes.stays", nil)
	}
	return v.showMinutesRemove(p, nil)
}

func (v *visit) showMinutesRemove(p minutes.Page, bad *fault.Fault) error {
	b, known := p.Block(v.from("block"))
	if !known {
		return fault.NotFound()
	}
	view, err := v.minutesForm(p, v.t.Say("minutes.remove"), "/remove", "reason", bad)
	if err != nil {
		return err
	}
	view.Lead, view.Kind, view.Version = v.t.Say("minutes.remove_lead"), "danger", b.Version
	view.Hidden = []web.Hidden{{Name: "block", Value: b.ID}}
	view.About = v.minutesFiledOf(p, b)
	view.Back = v.minutesAt(p.Set, "/write?block="+b.ID)
	s := v.sheet(bad)
	sure := web.Choice{Ask: s.ask("sure", v.t.Say("minutes.remove_ask"), "", ""), Options: []web.Option{{Value: "1", Word: v.t.Say("minutes.remove_sure")}}}
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: v.area(bad, s.ask("reason", v.t.Say("post.reason"), v.t.Say("minutes.remove_why"), ""), 3, minutes.ReasonMost)}, {Ticks: &sure}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// minutesRemove takes the paragraph out.
func minutesRemove(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	err = v.s.Minutes.Remove(v.once().Context(), v.actor, minutes.Removal{Minutes: p.Set.ID, Block: v.written("block"), Reason: shaped(v.FormValue("reason")), Sure: v.written("sure") != "", Version: v.version()})
	return v.minutesDone(p, err, func(f *fault.Fault) error { return v.showMinutesRemove(p, f) })
}
