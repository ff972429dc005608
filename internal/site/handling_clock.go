package site

import (
	"sametable/internal/fault"
	"sametable/internal/handling"
	"sametable/internal/lang"
	"sametable/web"
)

// handlingStops fill the stages after the decision.
func (v *visit) handlingStops(h handled, view *web.ProposalView) {
	stops := view.Stops
	if len(stops) < 7 {
		return
	}
	if h.row.DecidedAt != nil {
		stops[3].When = *h.row.DecidedAt
	}
	stops[4].When = h.st.HandedAt
	if h.st.RepliedAt != nil {
		stops[5].When = *h.st.RepliedAt
	}
	if h.row.InHands() {
		stops[5].Note = v.t.Say("handling.since", fault.Args{"Day": v.t.Date(h.st.Since, lang.Beijing)})
		if h.st.ShowsClock(v.actor, v.now) {
			stops[5].Note = v.t.Say("proposal.until", fault.Args{"Day": v.t.Date(h.st.Due, lang.Beijing)})
		}
	}
}

// clockChoices are what an authority can say when it is asked who sees its clock. Where the charter shows it to the forum's members, that
// is the least.
func (v *visit) clockChoices(st handling.State) []web.Option {
	var all []web.Option
	for _, class := range st.ClockChoices() {
		word := v.t.Of("handling.shown_to", "parties"+class)
		if class == "" && st.Known.ClockToMembers {
			word = v.t.Say("handling.shown_to_charter")
		}
		all = append(all, web.Option{Value: class, Word: word})
	}
	return all
}

// clockHint says what holds until the authority has spoken.
func (v *visit) clockHint(st handling.State) string {
	if st.Known.ClockToMembers {
		return v.t.Say("handling.shown_hint_charter")
	}
	return v.t.Say("handling.shown_hint")
}

// clockPart asks with a reply who may see the clock, where the authority has not said.
func (v *visit) clockPart(a answering, s sheet) []web.FormPart {
	if a.letter || !a.st.AsksClock() {
		return nil
	}
	who := &web.Choice{Ask: s.ask("shown", v.t.Say("handling.shown"), v.clockHint(a.st), handling.Later), Options: v.clockChoices(a.st)}
	who.Options[0].Value = handling.ClockParties // nothing chosen is no answer here
	return []web.FormPart{{Title: v.t.Say("handling.part_clock"), Fields: []web.FormField{{Radio: who}}}}
}

// handlingClock shows how long is left, to whom may see it.
func (v *visit) handlingClock(h handled, view *web.ProposalView) {
	if !h.row.InHands() || !h.st.ShowsClock(v.actor, v.now) {
		return
	}
	s := web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(h.st.Due, v.now)}
	if h.st.Overdue(h.row.Proposal, v.now) {
		s = web.Status{Family: web.Overdue, Word: s.Word}
	}
	view.Status = append(view.Status, s)
}
