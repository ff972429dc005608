package handling

import (
	"context"
	"maps"
	"slices"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// Step is one step with a proposal in the hands of authorities.
type Step struct {
	Proposal string
	Verb     string
	Reason   string
	Right    string                // give_back: who should handle it
	Day      string                // of a meeting, or to which the limit is moved
	How      string                // of Ways
	Shown    string                // who sees the clock: of Shown, or Later
	Measures []int                 // that are asked again
	To       policy.OrganisationID // who is reminded
	Version  int
	Anyway   bool
}

// Ways are those in which an authority meets the proposer.
func Ways() []string { return []string{"visit", "telephone", "round_table"} }

// Shown are who may see the clock beside the parties.
func Shown() []string { return []string{"", string(policy.Members), string(policy.Public)} }

// verbs is what the register says of each step that Take takes.
func verbs() map[string]string {
	return map[string]string{"give_back": "given_back", "recall": "recalled", "meet": "met", "ask_extension": "extension_asked", "extend": "extended", "keep_limit": "limit_kept",
		"show_clock": "clock_shown", "remind": "reminded", "re_handle": "handled_again", "close": "closed", "reopen": "reopened", "reopen_handling": "handling_reopened"}
}

// Verbs are the steps that Take takes, sorted.
func Verbs() []string { return slices.Sorted(maps.Keys(verbs())) }

// moves tells the verbs that take the proposal to another state.
func moves(verb string) bool {
	return slices.Contains([]string{"give_back", "recall", "re_handle", "close", "reopen", "reopen_handling"}, verb)
}

// NeedsReason tells the verbs that need a reason, which its reader gets in the words it was given.
func NeedsReason(verb string) bool {
	return slices.Contains([]string{"give_back", "recall", "ask_extension", "keep_limit", "re_handle", "reopen", "reopen_handling"}, verb)
}

// Take takes one step.
func (s *Handlings) Take(ctx context.Context, actor policy.Actor, step Step) (Handling, error) {
	var m Handling
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !slices.Contains(Verbs(), step.Verb) {
			return fault.NotFound()
		}
		c, err := current(tx, actor, step.Proposal)
		if err != nil {
			return err
		}
		p, found, k := c.Proposal, c.Handling, c.Known
		if m = found; step.Verb != m.ReopenVerb { // who wants something else begins anew
			found.ReopenBy = ""
		}
		move := proposal.Move{Verb: step.Verb, Past: verbs()[step.Verb], Version: -1, Judged: Judge(actor, tx.Now(), p, found, k)}
		if step.Version != m.Version {
			move.Version = p.Version + 1 // an old page
		}
		_, err = s.proposals.May(tx, p, move)
		first := workflow.OnlySecond(err)
		if err != nil && !first {
			return err
		}
		if err := s.read(tx, &m, step, first); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, m.ID, step.Verb))
		if err := m.change(tx, p, k, step, first); err != nil {
			return err
		}
		if err := m.keep(tx, p); err != nil {
			return err
		}
		return s.stepped(tx, Case{p, m, k}, step, move, first)
	})
	return m, err
}

// stepped moves the proposal where the step does, and tells of it: what all may know with the proposal, the rest to the parties.
func (s *Handlings) stepped(tx *register.Tx, c Case, step Step, move proposal.Move, first bool) error {
	p, m := c.Proposal, c.Handling
	tell, err := m.tells(tx, p, step)
	if err != nil {
		return err
	}
	reason := m.Reason
	if first || !moves(step.Verb) {
		n := m.note(p, verbs()[step.Verb], m.about(step))
		if n.Tell = tell; first {
			n.Verb, reason = Noun+".reopening_proposed", m.ReopenWhy
			n.Tell = register.Tell{Secretaries: p.Forum, Moderators: true}
		}
		if reason != "" && NeedsReason(step.Verb) {
			n.Values["reason"] = reason
		}
		m.facts(n.Facts, step)
		tx.Enter(n)
		if step.Verb == "extend" { // the other parties hear of it too, each for itself
			for _, id := range append(m.Beside(), m.ProposedFor) {
				other := m.note(p, "day_moved", id)
				other.Access.Class, other.Tell = policy.Colleagues, register.Tell{FocalPoints: []policy.OrganisationID{id}}
				m.facts(other.Facts, step)
				tx.Enter(other)
			}
		}
		return nil
	}
	n := m.note(p, verbs()[step.Verb], m.LeadID) // the row's own
	tx.Enter(n)
	move.Change = func(p *proposal.Proposal) error {
		if NeedsReason(step.Verb) {
			p.Reason = m.Reason
		}
		return nil
	}
	move.Note = func(n *register.Note) {
		n.Tell = tell
		if NeedsReason(step.Verb) {
			n.Values["reason"] = m.Reason
		}
		m.facts(n.Facts, step)
	}
	return s.proposals.Move(tx, &p, move)
}

// about is the party between which and the secretariat a step stays.
func (m Handling) about(step Step) policy.OrganisationID {
	switch {
	case step.Verb == "meet":
		return m.ProposedFor
	case step.Verb == "remind":
		return step.To
	}
	return m.LeadID
}

// facts say in an entry what a step changed.
func (m Handling) facts(facts map[string]any, step Step) {
	switch step.Verb {
	case "meet":
		facts["on"], facts["way"] = m.MetOn, m.MetHow
	case "ask_extension":
		facts["after"] = today(*m.AskedDue)
	case "extend":
		facts["before"], facts["after"] = today(m.FirstDue), today(m.Due)
	case "re_handle", "reopen_handling":
		facts["measures"], facts["due"] = m.Asked, today(m.Due)
	case "show_clock":
		facts["shown"], facts["said"] = string(m.Shown), m.ClockSaid
	case "give_back":
		facts["lead"] = string(m.LeadID)
	}
}

// read reads what a step carries.
func (s *Handlings) read(tx *register.Tx, m *Handling, step Step, first bool) error {
	r := text.Reads(s.gate, tx.Now())
	if NeedsReason(step.Verb) {
		reason := r.Prose("reason", step.Reason, ReasonMost, true)
		why := account.Reason{Field: "reason", Text: reason, From: tx.Actor.Person, To: m.readers(step.Verb), Anyway: step.Anyway}
		if err := why.Legible(tx.DB, &r.Fields); err != nil {
			return err
		}
		if m.Reason = reason; first {
			m.ReopenWhy = reason
		}
	}
	switch step.Verb {
	case "give_back":
		m.RightBody = r.Line("right", step.Right, 2*lineMost, true)
	case "meet":
		if m.MetOn = r.Day("day", step.Day, zone(), true); m.MetOn > today(tx.Now()) || m.MetOn != "" && m.MetOn < today(m.HandedAt) {
			r.Fields.Add("day", "handling.met_when", nil)
		}
		m.MetHow = string(input.Choice(&r.Fields, "how", step.How, Ways()))
		m.MetNote = r.Prose("reason", step.Reason, ReasonMost, true)
	case "ask_extension", "extend":
		m.newDay(r, step)
	case "show_clock":
		m.consents(r, step.Shown)
	case "remind":
		if !slices.Contains(m.Authorities(), step.To) {
			r.Fields.Add("to", "input.choice", nil)
		}
	case "re_handle", "reopen_handling":
		m.askedAgain(r, step)
	}
	return r.Err()
}
