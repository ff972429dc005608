package handling

import (
	"context"
	"slices"
	"strings"

	"sametable/internal/calendar"
	"sametable/internal/clock"
	"sametable/internal/forum"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
)

// HandOver is what the secretariat hands to whom: one authority leads, others are heard beside it.
type HandOver struct {
	Proposal string
	Lead     policy.OrganisationID
	Beside   []policy.OrganisationID
	Note     string
	Version  int // of the proposal
}

// Hand hands a recommended proposal over. An authority that sits in the forum has agreed in its charter to be addressed; no other can be.
func (s *Handlings) Hand(ctx context.Context, actor policy.Actor, h HandOver) (Handling, error) {
	var m Handling
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		p, err := proposal.Locked(tx, actor, h.Proposal)
		if err != nil {
			return err
		}
		move := proposal.Move{Verb: "hand_over", Past: "handed_over", Version: h.Version}
		if _, err := s.proposals.May(tx, p, move); err != nil {
			return err
		}
		if m, err = s.handed(tx, p, h); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, m.ID, "hand_over"))
		if err := tx.Add(&m); err != nil {
			return err
		}
		if err := m.put(tx, p); err != nil {
			return err
		}
		tell, err := m.toAuthorities(tx)
		if err != nil {
			return err
		}
		n := m.note(p, "begun", m.LeadID)
		n.Facts["lead"], n.Facts["beside"], n.Facts["due"] = string(m.LeadID), m.CoHandlers, today(m.Due)
		if m.Note != "" {
			n.Values["note"] = m.Note
		}
		tx.Enter(n)
		move.Note = func(n *register.Note) {
			n.Facts["lead"], n.Facts["beside"], n.Tell = string(m.LeadID), m.CoHandlers, tell
		}
		move.Change = func(p *proposal.Proposal) error { p.Reason = ""; return nil }
		return s.proposals.Move(tx, &p, move)
	})
	return m, err
}

// handed reads who is to act, and reckons by when.
func (s *Handlings) handed(tx *register.Tx, p proposal.Proposal, h HandOver) (Handling, error) {
	now := tx.Now()
	m := Handling{ID: clock.NewID(), ProposalID: p.ID, ForumKey: p.ForumKey, ProposedFor: p.ProposedFor, LeadID: h.Lead, Round: 1, HandedBy: tx.Actor.Person, HandedAt: now, Since: now, Version: 1}
	all, err := Addressable(tx, p)
	if err != nil {
		return m, err
	}
	known := func(id policy.OrganisationID) bool {
		return slices.ContainsFunc(all, func(o organisation.Organisation) bool { return o.ID == id })
	}
	r := text.Reads(s.gate, now)
	if !known(h.Lead) {
		r.Fields.Add("lead", "handling.choose_lead", nil)
	}
	var beside []string
	for _, id := range h.Beside {
		switch {
		case !known(id):
			r.Fields.Add("beside", "input.choice", nil)
		case id == h.Lead:
			r.Fields.Add("beside", "handling.lead_beside", nil)
		default:
			beside = append(beside, string(id))
		}
	}
	m.CoHandlers, m.Note = strings.Join(beside, " "), r.Prose("note", h.Note, ReasonMost, false)
	if err := r.Err(); err != nil {
		return m, err
	}
	rules, err := forum.RulesIn(tx.DB, p.Forum)
	if err != nil {
		return m, err
	}
	days, err := calendar.Of(tx.DB)
	if err != nil {
		return m, err
	}
	m.ReturnBy, m.Counted = days.After(now, returnDays)
	m.Due, m.MostDue, m.CoDue = months(now, rules.ReplyMonths), months(now, rules.ReplyMonthsMost), months(now, coMonths)
	m.FirstDue = m.Due
	m.Access = m.open()
	m.Forum = p.Forum
	return m, nil
}
