package site

import (
	"sametable/internal/fault"
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
