package partnership

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

// MayEnter tells whether an actor may propose partnerships in a forum, with the fault that says why not.
func MayEnter(roles []policy.Role) error {
	if !policy.May(policy.RunPartnership, roles) {
		return fault.Forbidden("partnership.who_proposes", nil)
	}
	return nil
}

// Enter puts a partnership before its parties: the secretary does, out of a decision.
func (s *Partnerships) Enter(ctx context.Context, actor policy.Actor, form Form) (Partnership, error) {
	var p Partnership
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		f, err := forumOf(tx, form.Forum)
		if err != nil {
			return err
		}
		if err := MayEnter(actor.RolesIn(f.ID, tx.Now())); err != nil {
			return err
		}
		p, err = Propose(tx, s.gate, form)
		return err
	})
	return p, err
}

// Propose puts a partnership before its parties, inside an act of a room that has judged its actor: a decision was taken.
func Propose(tx *register.Tx, gate *safeguard.Gate, form Form) (Partnership, error) {
	f, err := forumOf(tx, form.Forum)
	if err != nil {
		return Partnership{}, err
	}
	now := tx.Now()
	p := Partnership{ID: clock.NewID(), ForumKey: f.Key, State: Machine().First, StateSince: now, ProposedBy: tx.Actor.Person, Access: policy.Access{Forum: f.ID}}
	parties, err := reads(gate, now).form(tx, form, &p)
	if err != nil {
		return p, err
	}
	p.Year = now.In(zone()).Year()
	if p.Number, err = tx.Next(fmt.Sprintf("%s:%s:%d", Noun, p.ForumKey, p.Year)); err != nil {
		return p, err
	}
	p.Reference = fmt.Sprintf("%s-PA-%s", p.ForumKey, p.At())
	p.settle()
	tx.Permit(policy.Allow(Noun, p.ID, "propose"))
	if err := tx.Add(&p); err != nil {
		return p, err
	}
	for i := range parties {
		if err := tx.Add(&parties[i]); err != nil {
			return p, err
		}
	}
	return p, p.told(tx, parties, p.note("proposed", ""))
}

// forumOf finds the forum of a key within an act.
func forumOf(tx *register.Tx, key string) (forum.Forum, error) {
	var f forum.Forum
	return f, store.Found(tx.Where("key = ?", key).Take(&f).Error)
}

// Revise puts a partnership before its parties in other words, or before others. Whoever has confirmed is asked again.
func (s *Partnerships) Revise(ctx context.Context, actor policy.Actor, id string, form Form) (Partnership, error) {
	var p Partnership
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		h, to, err := s.step(tx, id, "revise", form.Version)
		if err != nil {
			return err
		}
		p = h.Partnership
		parties, err := reads(s.gate, tx.Now()).form(tx, form, &p)
		if err != nil {
			return err
		}
		for i := range h.parties {
			if err := tx.Drop(&h.parties[i]); err != nil {
				return err
			}
		}
		for i := range parties {
			if err := tx.Add(&parties[i]); err != nil {
				return err
			}
		}
		from := p.State
		p.State, p.StateSince, p.Reason = to, tx.Now(), ""
		return p.keep(tx, parties, p.note(past()["revise"], from))
	})
	return p, err
}

// held is a partnership with its parties, as an act has found them.
type held struct {
	Partnership
	parties []Party
}

// hold reads a partnership with its parties, and locks it until the act is over.
func hold(tx *register.Tx, id string) (h held, err error) {
	err = tx.Clauses(clause.Locking{Strength: "UPDATE"}).Scopes(register.Visible(tx.Actor, tx.Now(), "partnerships.")).Where("id = ?", id).Take(&h.Partnership).Error
	if err == nil {
		err = tx.Where("partnership_id = ?", id).Order("place, id").Find(&h.parties).Error
	}
	return h, store.Found(err)
}

// step finds a partnership and gives the state a verb leads to, or why it is not the actor's; then it has leave to change it.
func (s *Partnerships) step(tx *register.Tx, id, verb string, version int) (h held, to string, err error) {
	if h, err = hold(tx, id); err != nil {
		return h, "", err
	}
	verb = last(verb, h.parties)
	to, err = Machine().StepOn(version == h.Version, h.State, verb, tx.Actor.RolesIn(h.Forum, tx.Now()), Judge(tx.Actor, tx.Now(), h.Partnership, h.parties))
	if err == nil {
		tx.Permit(policy.Allow(Noun, h.ID, verb))
	}
	return h, to, err
}

// last tells a confirmation that concludes the partnership from the others.
func last(verb string, parties []Party) string {
	if verb == "confirm" && len(waiting(parties)) == 1 {
		return "conclude"
	}
	return verb
}

// keep saves a partnership and enters what was done to it.
func (p *Partnership) keep(tx *register.Tx, parties []Party, n register.Note) error {
	p.settle()
	n.To, n.Access = p.State, p.Access
	if err := tx.Save(p); err != nil {
		return err
	}
	return p.told(tx, parties, n)
}
