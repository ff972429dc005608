package cosign

import (
	"context"

	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

// Offer is what a representative sends to let her organisation sign a proposal.
type Offer struct {
	Proposal string
	Mandate  policy.MandateID
}

// mayOffer refuses whoever represents no organisation in the forum.
func mayOffer(actor policy.Actor, roles []policy.Role) error {
	switch {
	case actor.Visitor():
		return fault.Unauthenticated()
	case !policy.May(policy.WriteProposal, roles):
		return fault.Forbidden("cosign.not_a_delegate", nil)
	}
	return nil
}

// Offer lets an organisation offer to sign another's proposal. A second person of it confirms, then the proposer takes it.
func (s *Cosignatures) Offer(ctx context.Context, actor policy.Actor, o Offer) (Cosignature, error) {
	var c Cosignature
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		p, err := proposal.Locked(tx, actor, o.Proposal)
		if err != nil {
			return err
		}
		if err := mayOffer(actor, actor.RolesIn(p.Forum, tx.Now())); err != nil {
			return err
		}
		m, settled := proposal.Settled(actor, p.Forum, tx.Now(), o.Mandate)
		if !settled {
			return fault.Invalid(fault.Says("mandate", "post.choose_voice", nil))
		}
		if c, err = of(tx, p, m.Organisation); err != nil {
			return err
		}
		known, err := s.know(tx.DB, []Cosignature{c})
		if err != nil {
			return err
		}
		to, err := Machine().Step(c.State, "offer", actor.RolesIn(p.Forum, tx.Now()), Judge(actor, tx.Now(), p, c, known[c.ID]))
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(proposal.Noun, p.ID, "cosign"))
		first := c.Version == 0
		c.move(tx, to)
		c.OfferedBy, c.MandateID, c.ConfirmedBy, c.TakenBy, c.JoinedAt = actor.Person, m.ID, "", "", nil
		if err := c.letGo(tx); err != nil {
			return err
		}
		if first {
			c.Version = 1
			err = tx.Add(&c)
		} else {
			err = tx.Save(&c)
		}
		if err != nil {
			return err
		}
		return c.told(tx, p, "cosign_offered", "")
	})
	return c, err
}

// of gives what an organisation has said of signing a proposal; one that is new has the version 0. The proposal is locked: of two who
// offer at once, the second finds the first one's.
func of(tx *register.Tx, p proposal.Proposal, org policy.OrganisationID) (Cosignature, error) {
	var found []Cosignature
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("proposal_id = ? AND signs_for = ?", p.ID, org).Limit(1).Find(&found).Error
	if err != nil || len(found) == 1 {
		return append(found, Cosignature{})[0], err
	}
	return Cosignature{ID: clock.NewID(), ProposalID: p.ID, ForumID: p.Forum, SignsFor: org, State: Machine().First}, nil
}

func (c *Cosignature) move(tx *register.Tx, to string) {
	if c.State != to {
		c.State, c.StateSince = to, tx.Now()
	}
}
