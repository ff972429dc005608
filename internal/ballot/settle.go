package ballot

import (
	"context"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Settling is a step of an objection.
type Settling struct {
	Ballot       string
	Organisation policy.OrganisationID // whose objection
	Verb         string                // of the objection's machine
	Words        string                // the answer, or why it is passed over
	Version      int                   // of the organisation's row
}

// Settle takes an objection one step on.
func (s *Ballots) Settle(ctx context.Context, actor policy.Actor, step Settling) (Ballot, error) {
	var b Ballot
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var voters []Voter
		var err error
		if b, voters, err = find(tx, actor, step.Ballot); err != nil {
			return err
		}
		at := of(voters, step.Organisation)
		if at < 0 || voters[at].Objection == "" || past()[step.Verb] == "" {
			return fault.NotFound()
		}
		v := &voters[at]
		to, err := ObjectionMachine().StepOn(step.Version == v.Version, v.Objection, step.Verb, actor.RolesIn(b.Forum, tx.Now()), JudgeObjection(actor, tx.Now(), b, voters, *v))
		if err != nil {
			return err
		}
		r := text.Reads(s.gate, tx.Now())
		words := r.Prose("words", step.Words, WordsMost, Answers(step.Verb))
		if err := r.Err(); err != nil {
			return err
		}
		if Answers(step.Verb) {
			v.Answer, v.AnsweredBy = words, actor.Person
		}
		from := v.Objection
		v.Objection = to
		tx.Permit(policy.Allow(Noun, b.ID, step.Verb))
		if err := tx.Save(v); err != nil {
			return err
		}
		n := b.note(past()[step.Verb], b.State)
		n.Facts["organisation"], n.Facts["objection"], n.Facts["before"] = string(v.OrganisationID), to, from
		if words != "" {
			n.Values["words"] = words
		}
		return b.told(tx, n, voters)
	})
	return b, err
}

// Answers tells the verbs of an objection that carry words everybody at the table reads.
func Answers(verb string) bool { return verb == "answer" || verb == "override" }
