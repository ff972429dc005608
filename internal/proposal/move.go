package proposal

import (
	"maps"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/workflow"
)

// Move is a step that a room above takes with a proposal, inside its own act: the table has decided, an authority has answered.
type Move struct {
	Verb    string             // of the machine
	Past    string             // what the register says of it, without the noun
	Version int                // of the proposal as the actor saw it; below 0: the room above has asked for its own
	Judged  workflow.Judgement // of the guards that only the room above can judge
	Change  func(*Proposal) error
	Note    func(*register.Note)
}

// Locked gives a proposal the actor may see, locked until the act is over.
func Locked(tx *register.Tx, actor policy.Actor, id string) (Proposal, error) {
	return find(tx, actor, id)
}

// May tells whether a step is the actor's now, with the fault that says why not, and gives the state it leads to.
func (s *Proposals) May(tx *register.Tx, p Proposal, m Move) (to string, err error) {
	known, err := s.know(tx.DB, p)
	if err != nil {
		return "", err
	}
	judged := Judge(tx.Actor, tx.Now(), p, known)
	maps.Copy(judged, m.Judged)
	return Machine().StepOn(m.Version < 0 || m.Version == p.Version, p.State, m.Verb, tx.Actor.RolesIn(p.Forum, tx.Now()), judged)
}

// Move takes a locked proposal one step on, and tells of it.
func (s *Proposals) Move(tx *register.Tx, p *Proposal, m Move) error {
	to, err := s.May(tx, *p, m)
	if err != nil {
		return err
	}
	if m.Change != nil {
		if err := m.Change(p); err != nil {
			return err
		}
	}
	tx.Permit(policy.Allow(Noun, p.ID, m.Verb))
	from := p.State
	if p.State = to; from != to {
		p.StateSince = tx.Now()
	}
	p.settle()
	if err := tx.Save(p); err != nil {
		return err
	}
	n := p.note(Noun+"."+m.Past, from)
	if m.Note != nil {
		m.Note(&n)
	}
	return s.told(tx, *p, n)
}
