package handling

import (
	"context"
	"errors"
	"slices"
	"strings"

	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
)

// lost are the authorities a proposal lies with that cannot act for now: they have no seat in the forum any more, or are not accredited.
func (m Handling) lost(k Known) []policy.OrganisationID {
	return slices.DeleteFunc(m.Authorities(), func(id policy.OrganisationID) bool { return k.Of[id].Sits })
}

// unheard are those of which nobody was told yet; changed tells whether the row has to say something else.
func (m Handling) unheard(k Known) (fresh []policy.OrganisationID, changed bool) {
	known := strings.Fields(m.Lost)
	now := m.lost(k)
	for _, id := range now {
		if !slices.Contains(known, string(id)) {
			fresh = append(fresh, id)
		}
	}
	return fresh, len(fresh) > 0 || len(known) != len(now)
}

// tellLost tells those who keep a forum's order of authorities that have a proposal and can no longer act. The clock runs on: the secretary
// takes the proposal back from a lead authority, or it stands again.
func (s *Handlings) tellLost(ctx context.Context) error {
	var all []Handling
	err := s.r.Read(ctx).Joins("JOIN proposals ON proposals.id = handlings.proposal_id AND proposals.state IN ?", []string{proposal.HandedOver, proposal.ReHandling}).
		Where("handlings.ended_at IS NULL").Order("handlings.handed_at, handlings.id").Find(&all).Error
	if err != nil || len(all) == 0 {
		return store.Found(err)
	}
	known, err := s.knowAll(ctx, all)
	if err != nil {
		return err
	}
	var failed []error
	for _, m := range all {
		if _, changed := m.unheard(known[m.ID]); changed {
			failed = append(failed, s.told(ctx, m.ProposalID))
		}
	}
	return errors.Join(failed...)
}

// told notes which authorities cannot act, and tells of those that could until now: the secretary and the chair, the authority itself, and
// of one beside it the lead.
func (s *Handlings) told(ctx context.Context, id string) error {
	actor := policy.SystemActor()
	return overtaken(s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, err := current(tx, actor, id)
		if err != nil || !c.Proposal.InHands() {
			return err
		}
		p, m := c.Proposal, c.Handling
		fresh, changed := m.unheard(c.Known)
		if !changed {
			return nil
		}
		var ids []string
		for _, org := range m.lost(c.Known) {
			ids = append(ids, string(org))
		}
		m.Lost = strings.Join(ids, " ")
		tx.Permit(policy.Allow(Noun, m.ID, "note_lost"))
		if len(fresh) == 0 { // one stands again
			tx.Enter(m.note(p, "standing_again", m.LeadID))
		}
		chairs, err := forum.Sitting(tx.DB, p.Forum, tx.Now(), "mandates.capacity = ?", policy.Chair)
		if err != nil {
			return err
		}
		for _, org := range fresh {
			n := m.note(p, "authority_lost", org)
			n.Facts["organisation"], n.Facts["leads"] = string(org), org == m.LeadID
			n.Tell = register.Tell{Secretaries: p.Forum, Persons: chairs, FocalPoints: []policy.OrganisationID{org}}
			tx.Enter(n)
			if org != m.LeadID {
				if err := m.tellLead(tx, p, org); err != nil {
					return err
				}
			}
		}
		return m.keep(tx, p)
	}))
}

// tellLead tells the lead authority in an entry it may read that one beside it gives no opinion for now.
func (m Handling) tellLead(tx *register.Tx, p proposal.Proposal, org policy.OrganisationID) error {
	people, err := m.responders(tx, m.LeadID)
	n := m.note(p, "co_handler_lost", m.LeadID)
	n.Facts["organisation"], n.Tell = string(org), register.Tell{Persons: people, FocalPoints: []policy.OrganisationID{m.LeadID}}
	tx.Enter(n)
	return err
}
