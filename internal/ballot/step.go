package ballot

import (
	"context"
	"slices"

	"gorm.io/gorm/clause"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// find gives a ballot the actor may see with its voters, locked until the act is over.
func find(tx *register.Tx, actor policy.Actor, id string) (b Ballot, voters []Voter, err error) {
	err = tx.Clauses(clause.Locking{Strength: "UPDATE"}).Scopes(register.Visible(actor, tx.Now(), "ballots.")).Where("id = ?", id).Take(&b).Error
	if err == nil {
		err = tx.Where("ballot_id = ?", b.ID).Order("kind, id").Find(&voters).Error
	}
	return b, voters, store.Found(err)
}

// Step is one step of a ballot as a whole: open, close, mark or void.
type Step struct {
	Ballot  string
	Verb    string
	Version int
	Present []policy.OrganisationID // with mark
	Reason  string                  // with void
}

// Verbs are the steps that Take takes.
func Verbs() []string { return []string{"mark", "open", "close", "void"} }

// Take takes a ballot one step on.
func (s *Ballots) Take(ctx context.Context, actor policy.Actor, step Step) (Ballot, error) {
	var b Ballot
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		b, err = s.Step(tx, step)
		return err
	})
	return b, err
}

// Step is Take inside an act of another room.
func (s *Ballots) Step(tx *register.Tx, step Step) (Ballot, error) {
	if !listed(Verbs(), step.Verb) {
		return Ballot{}, fault.NotFound()
	}
	b, voters, err := find(tx, tx.Actor, step.Ballot)
	if err != nil {
		return b, err
	}
	if step.Verb == "close" {
		return b, s.close(tx, &b, voters, step.Version)
	}
	return b, s.take(tx, &b, voters, step)
}

// Mark notes in a ballot that is not over who is at the table now, inside the act of the room that keeps the roll and has judged its actor.
func (s *Ballots) Mark(tx *register.Tx, id string, there []policy.OrganisationID) error {
	b, voters, err := find(tx, policy.SystemActor(), id)
	if err != nil || b.State != Prepared && b.State != Opened {
		return err
	}
	there = slices.DeleteFunc(slices.Clone(there), func(org policy.OrganisationID) bool { return of(voters, org) < 0 }) // it came to the table after the question was put
	tx.Permit(policy.Allow(Noun, b.ID, "mark"))
	if err := s.mark(tx, b, voters, there); err != nil {
		return err
	}
	n := b.moved(tx, "mark", b.State)
	n.Facts["present"], n.Facts["seats"] = b.Quorum(voters).Present, b.Seats
	return b.keep(tx, n, voters)
}

// judged gives the state a step of a ballot leads to, with leave to change it.
func (b *Ballot) judged(tx *register.Tx, voters []Voter, verb string, version int) (string, error) {
	to, err := Machine().StepOn(version < 0 || version == b.Version, b.State, verb, tx.Actor.RolesIn(b.Forum, tx.Now()), Judge(tx.Actor, tx.Now(), *b, voters, Voter{}))
	if err == nil {
		tx.Permit(policy.Allow(Noun, b.ID, verb))
	}
	return to, err
}

func (s *Ballots) take(tx *register.Tx, b *Ballot, voters []Voter, step Step) error {
	to, err := b.judged(tx, voters, step.Verb, step.Version)
	if err != nil {
		return err
	}
	r, now := text.Reads(s.gate, tx.Now()), tx.Now()
	switch step.Verb {
	case "void":
		b.Reason = r.Prose("reason", step.Reason, WordsMost, true)
	case "open":
		b.OpenedAt = &now
	case "mark":
		if err := s.mark(tx, *b, voters, step.Present); err != nil {
			return err
		}
	}
	if err := r.Err(); err != nil {
		return err
	}
	n := b.moved(tx, step.Verb, to)
	if step.Verb == "void" {
		n.Values["reason"] = b.Reason
	}
	if step.Verb != "void" {
		n.Facts["present"], n.Facts["seats"] = b.Quorum(voters).Present, b.Seats
	}
	return b.keep(tx, n, voters)
}

// mark notes who is there now. Whoever has left keeps what it said, but does not count.
func (s *Ballots) mark(tx *register.Tx, b Ballot, voters []Voter, present []policy.OrganisationID) error {
	before := make([]bool, len(voters))
	for i := range voters {
		before[i] = voters[i].Present
	}
	if !mark(voters, present) {
		return fault.Invalid(fault.Says("present", "input.choice", nil))
	}
	for i := range voters {
		if before[i] == voters[i].Present {
			continue
		}
		if err := tx.Save(&voters[i]); err != nil {
			return err
		}
	}
	return nil
}

// moved takes a ballot to a state, and begins the entry of the step.
func (b *Ballot) moved(tx *register.Tx, verb, to string) register.Note {
	from := b.State
	if b.State = to; from != to {
		b.StateSince = tx.Now()
	}
	b.settle()
	return b.note(past()[verb], from)
}

// keep saves a ballot and enters what was done to it.
func (b *Ballot) keep(tx *register.Tx, n register.Note, voters []Voter) error {
	if err := tx.Save(b); err != nil {
		return err
	}
	return b.told(tx, n, voters)
}

// Lapse declares a ballot void whose question is no more, inside the act of the room that asked it.
func (s *Ballots) Lapse(tx *register.Tx, id string) error {
	b, voters, err := find(tx, policy.SystemActor(), id)
	if err != nil {
		return err
	}
	to, err := Machine().Step(b.State, "void", []policy.Role{policy.RoleSystem}, nil)
	if err != nil {
		return err
	}
	tx.Permit(policy.Allow(Noun, b.ID, "void"))
	return b.keep(tx, b.moved(tx, "void", to), voters)
}
