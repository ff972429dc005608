package handling

import (
	"slices"

	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
)

// What an authority says when it is asked whether others than the parties may see by when it replies. It can change its mind as long as the
// clock runs; whoever says later is asked again when the reply is written.
const (
	clockYes = "yes"
	clockNo  = "no"
	Later    = "later"
)

// ClockParties is how a form says that nobody but the parties sees the clock.
const ClockParties = clockNo

// AsksClock tells whether the authority has yet to say who sees its clock.
func (m Handling) AsksClock() bool { return m.ClockSaid == "" || m.ClockSaid == Later }

// consents reads who may see the clock.
func (m *Handling) consents(r *text.Reader, shown string) {
	switch {
	case shown == Later && m.AsksClock():
		m.ClockSaid = Later
	case !slices.Contains(Shown(), shown):
		r.Fields.Add("shown", "input.choice", nil)
	case shown == "":
		m.Shown, m.ClockSaid = "", clockNo
	default:
		m.Shown, m.ClockSaid = policy.Class(shown), clockYes
	}
}

// asked reads what the lead authority says of its clock with its reply, as far as it was not settled before.
func (m *Handling) asked(r *text.Reader, a Answer, f Filing) (said bool) {
	if a.Kind != Reply || f.Letter != nil || f.Clock == "" || !m.AsksClock() {
		return false
	}
	shown := f.Clock
	if shown == ClockParties {
		shown = ""
	}
	m.consents(r, shown)
	return true
}

// shows keeps what was said of the clock with a reply.
func (m *Handling) shows(tx *register.Tx, p proposal.Proposal) error {
	step := Step{Verb: "show_clock"}
	tx.Permit(policy.Allow(Noun, m.ID, step.Verb))
	if err := m.keep(tx, p); err != nil {
		return err
	}
	n := m.note(p, verbs()[step.Verb], m.LeadID)
	m.facts(n.Facts, step)
	tx.Enter(n)
	return nil
}
