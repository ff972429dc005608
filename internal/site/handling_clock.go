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

// clockChoices are what an authority can say when it is asked who sees its clock: later, as long as it has not said yes or no.
func clockChoices(m handling.Handling) []string {
	if m.AsksClock() {
		return append(handling.Shown(), handling.Later)
	}
	return handling.Shown()
}

// clockPart asks with a reply who may see the clock, where the authority has not said.
func (v *visit) clockPart(a answering, s sheet) []web.FormPart {
	if a.letter || !a.st.AsksClock() {
		return nil
	}
	who := &web.Choice{Ask: s.ask("shown", v.t.Say("handling.shown"), v.t.Say("handling.shown_hint"), handling.Later)}
	for _, class := range clockChoices(a.st.Handling) {
		value := class
		if value == "" {
			value = handling.ClockParties
		}
		who.Options = append(who.Options, web.Option{Value: value, Word: v.t.Of("handling.shown_to", "parties"+class)})
	}
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
