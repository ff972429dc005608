package forum

import (
	"context"
	"time"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// Replacement sends another person in place of the one who holds a mandate.
type Replacement struct {
	ID           policy.MandateID
	Version      int
	Person       policy.PersonID
	Starts, Ends time.Time // zero: from now on; open
	Letter       string
	Note         string
}

// Replace ends a mandate and proposes another person in the same capacity, in one act: either both happen or neither. The new
// mandate goes the usual way, she accepts and the secretary confirms.
func (s *Forums) Replace(ctx context.Context, actor policy.Actor, r Replacement) (Mandate, error) {
	var next Mandate
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		m, f, err := s.mandate(tx, actor, r.ID)
		if err != nil {
			return err
		}
		from, err := s.move(tx, &m, "replace", r.Version)
		if err != nil {
			return err
		}
		if r.Person == m.PersonID {
			return fault.Invalid(fault.Says("person", "mandate.same_person", nil))
		}
		if m.Reason, err = s.mandateNote(r.Note, false); err != nil {
			return err
		}
		next, err = s.propose(tx, f, MandateForm{Forum: f.Key, Organisation: m.OrganisationID, Person: r.Person, Capacity: string(m.Capacity),
			Starts: r.Starts, Ends: r.Ends, Letter: r.Letter}, m.ID)
		if err != nil {
			return err
		}
		return m.keep(tx, f, moved{verb: "replace", from: from, note: m.Reason, by: next.ID})
	})
	return next, err
}
