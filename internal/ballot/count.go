package ballot

import (
	"errors"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// close ends the time for voices, and counts where nothing waits.
func (s *Ballots) close(tx *register.Tx, b *Ballot, voters []Voter, version int) error {
	to, err := b.judged(tx, voters, "close", version)
	if err != nil {
		return err
	}
	now := tx.Now()
	b.ClosedAt = &now
	if err := b.keep(tx, b.moved(tx, "close", to), voters); err != nil {
		return err
	}
	return s.count(tx, b, voters)
}

// count tallies a closed ballot, unless a voice that was entered still waits for its organisation. What decided nothing is public at once:
// nobody has to announce it.
func (s *Ballots) count(tx *register.Tx, b *Ballot, voters []Voter) error {
	to, err := b.judged(tx, voters, "tally", -1)
	var f *fault.Fault
	if errors.As(err, &f) && f.ID == guardEntries {
		return nil
	}
	if err != nil {
		return err
	}
	t, now := b.Count(voters), tx.Now()
	b.Result, b.Present, b.Favour, b.Against, b.Abstained, b.Recused = t.Result, t.Present, t.Favour, t.Against, t.Abstained, t.Recused
	b.Reservations, b.TalliedAt = t.Reservations, &now
	n := b.moved(tx, "tally", to)
	b.counted(n)
	if err := b.keep(tx, n, voters); err != nil || b.Result != Inquorate {
		return err
	}
	return b.publish(tx, policy.SystemActor(), voters)
}

func (b Ballot) counted(n register.Note) {
	n.Facts["result"], n.Facts["present"], n.Facts["seats"] = string(b.Result), b.Present, b.Seats
	n.Facts["favour"], n.Facts["against"], n.Facts["abstained"], n.Facts["recused"] = b.Favour, b.Against, b.Abstained, b.Recused
}

func (b *Ballot) publish(tx *register.Tx, by policy.Actor, voters []Voter) error {
	to, err := Machine().Step(b.State, "publish", by.RolesIn(b.Forum, tx.Now()), Judge(by, tx.Now(), *b, voters, Voter{}))
	if err != nil {
		return err
	}
	tx.Permit(policy.Allow(Noun, b.ID, "publish"))
	n := b.moved(tx, "publish", to)
	b.counted(n)
	return b.keep(tx, n, voters)
}

// Publish announces what a ballot came to, inside the act of the room that carries it out.
func (s *Ballots) Publish(tx *register.Tx, id string) (Ballot, error) {
	b, voters, err := find(tx, tx.Actor, id)
	if err != nil {
		return b, err
	}
	return b, b.publish(tx, tx.Actor, voters)
}
