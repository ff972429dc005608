package received

import (
	"context"

	"gorm.io/gorm/clause"

	"sametable/internal/fault"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Step is one step of what came. A refusal has a reason.
type Step struct {
	Minutes string
	Letter  string
	Verb    string
	Reason  string
	Version int
}

// Take takes what came one step on: somebody other than who entered it has compared it, and it counts; or it was not what was said, and is
// let go of.
func (s *Received) Take(ctx context.Context, actor policy.Actor, step Step) (Letter, error) {
	var l Letter
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, err := s.minutes.Locked(tx, step.Minutes)
		if err != nil {
			return err
		}
		if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ? AND minutes_id = ?", step.Letter, step.Minutes).Take(&l).Error; err != nil {
			return store.Found(err)
		}
		m := scene.Set
		if !l.sees(actor, tx.Now()) {
			return fault.NotFound()
		}
		answered, err := answeredBy(tx, l)
		if err != nil {
			return err
		}
		to, err := Machine().StepOn(step.Version == l.Version, l.State, step.Verb, actor.RolesIn(m.Forum, tx.Now()), Judge(actor, m, l, answered))
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(minutes.Noun, m.ID, "by_letter"))
		l.State, l.StateSince = to, tx.Now()
		if to == Refused {
			return s.refuses(tx, m, l, step.Reason)
		}
		return s.counts(tx, scene, &l)
	})
	return l, err
}

func (s *Received) refuses(tx *register.Tx, m minutes.Set, l Letter, typed string) error {
	r := text.Reads(s.gate, tx.Now())
	reason := r.Prose("reason", typed, minutes.ReasonMost, true)
	if err := r.Err(); err != nil {
		return err
	}
	if err := tx.Drop(&l); err != nil {
		return err
	}
	n := l.note(m, "letter_refused")
	n.Values["reason"] = reason
	n.Tell = register.Tell{Persons: []policy.PersonID{l.EnteredBy}, FocalPoints: []policy.OrganisationID{l.OrganisationID}}
	tx.Enter(n)
	return nil
}

// counts makes what came the organisation's word.
func (s *Received) counts(tx *register.Tx, scene minutes.Scene, l *Letter) error {
	l.CheckedBy = tx.Actor.Person
	if l.Content == nil { // an engine gives none for what is empty
		l.Content = []byte{}
	}
	if err := tx.Save(l); err != nil {
		return err
	}
	n := l.note(scene.Set, "letter_checked")
	n.Tell = register.Tell{Persons: []policy.PersonID{l.EnteredBy}, FocalPoints: []policy.OrganisationID{l.OrganisationID}}
	tx.Enter(n)
	if l.About == Agreement {
		return minutes.AgreeAs(tx, scene, minutes.Answer{OrganisationID: l.OrganisationID, Came: l.Came})
	}
	c := l.correction()
	return minutes.FileAs(tx, scene, &c)
}
