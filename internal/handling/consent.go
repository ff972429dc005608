package handling

import (
	"slices"
	"time"

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

// ShowsClock tells whether the viewer sees by when a reply is due: the parties do, the forum's members if the charter in force says so,
// and others as far as the authority agrees.
func (st State) ShowsClock(viewer policy.Actor, now time.Time) bool {
	sees := func(class policy.Class) bool { return viewer.Sees(policy.Access{Class: class, Forum: st.Forum}, now) }
	return st.Party(viewer, now) || st.Known.ClockToMembers && sees(policy.Members) || st.Shown != "" && sees(st.Shown)
}

// ClockChoices are those the authority has to choose from: what the charter opens to the forum's members, no authority closes to them,
// and later can only be said before yes or no.
func (st State) ClockChoices() []string {
	all := Shown()
	if st.Known.ClockToMembers {
		all = slices.DeleteFunc(all, func(class string) bool { return class == string(policy.Members) })
	}
	if st.AsksClock() {
		all = append(all, Later)
	}
	return all
}

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
