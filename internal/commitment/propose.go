package commitment

import (
	"context"
	"fmt"

	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
)

// MayEnter tells whether an actor may propose commitments in a forum, with the fault that says why not.
func MayEnter(roles []policy.Role) error {
	if !policy.May(policy.ProposeCommitment, roles) {
		return fault.Forbidden("commitment.who_proposes", nil)
	}
	return nil
}

// Enter proposes a commitment to the organisation that is to keep it: the secretary does, out of a decision or a reply.
func (s *Commitments) Enter(ctx context.Context, actor policy.Actor, form Form) (Commitment, error) {
	var c Commitment
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		f, err := forumOf(tx, form.Forum)
		if err != nil {
			return err
		}
		if err := MayEnter(actor.RolesIn(f.ID, tx.Now())); err != nil {
			return err
		}
		c, err = Propose(tx, s.gate, form)
		return err
	})
	return c, err
}

// Propose puts a commitment before the organisation that is to keep it, inside an act of a room that has judged its actor: a decision was
// taken, or a reply accepts a measure.
func Propose(tx *register.Tx, gate *safeguard.Gate, form Form) (Commitment, error) {
	f, err := forumOf(tx, form.Forum)
	if err != nil {
		return Commitment{}, err
	}
	now := tx.Now()
	c := Commitment{ID: clock.NewID(), ForumKey: f.Key, State: Machine().First, StateSince: now, ProposedBy: tx.Actor.Person, Access: policy.Access{Forum: f.ID}}
	r := reads(gate, now)
	if err := r.form(tx, form, &c); err != nil {
		return c, err
	}
	c.FirstDue, c.Year = c.Due, now.In(zone()).Year()
	if c.Number, err = tx.Next(fmt.Sprintf("%s:%s:%d", Noun, c.ForumKey, c.Year)); err != nil {
		return c, err
	}
	c.Reference = fmt.Sprintf("%s-C-%s", c.ForumKey, c.At())
	c.settle()
	tx.Permit(policy.Allow(Noun, c.ID, "propose"))
	if err := tx.Add(&c); err != nil {
		return c, err
	}
	return c, c.told(tx, c.note("proposed", ""))
}

// forumOf finds the forum of a key within an act.
func forumOf(tx *register.Tx, key string) (forum.Forum, error) {
	var f forum.Forum
	return f, store.Found(tx.Where("key = ?", key).Take(&f).Error)
}

// ProposeAgain puts a refused commitment before an organisation in other words, with another day, or before another organisation.
func (s *Commitments) ProposeAgain(ctx context.Context, actor policy.Actor, id string, form Form) (Commitment, error) {
	var c Commitment
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		to, err := s.step(tx, id, "propose_again", form.Version, &c)
		if err != nil {
			return err
		}
		r := reads(s.gate, tx.Now())
		if err := r.form(tx, form, &c); err != nil {
			return err
		}
		from := c.State
		c.State, c.StateSince, c.Reason, c.FirstDue, c.ProposedBy = to, tx.Now(), "", c.Due, actor.Person
		return c.keep(tx, c.note("proposed_again", from))
	})
	return c, err
}

// find gives a commitment the actor may see, locked until the act is over.
func find(tx *register.Tx, actor policy.Actor, id string) (Commitment, error) {
	var c Commitment
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Scopes(register.Visible(actor, tx.Now(), "commitments.")).Where("id = ?", id).Take(&c).Error
	return c, store.Found(err)
}

// step finds a commitment and gives the state a verb leads to, or why it is not the actor's; then it has leave to change it.
func (s *Commitments) step(tx *register.Tx, id, verb string, version int, c *Commitment) (to string, err error) {
	if *c, err = find(tx, tx.Actor, id); err != nil {
		return "", err
	}
	kind, err := kindOf(tx.DB, c.OwnerID)
	if err != nil {
		return "", err
	}
	to, err = Machine().StepOn(version == c.Version, c.State, verb, tx.Actor.RolesIn(c.Forum, tx.Now()), Judge(tx.Actor, tx.Now(), *c, kind))
	if err == nil {
		tx.Permit(policy.Allow(Noun, c.ID, verb))
	}
	return to, err
}

// keep saves a commitment and enters what was done to it.
func (c *Commitment) keep(tx *register.Tx, n register.Note) error {
	c.settle()
	n.To, n.Access = c.State, c.Access
	if err := tx.Save(c); err != nil {
		return err
	}
	return c.told(tx, n)
}
