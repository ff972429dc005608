package minutes

import (
	"context"
	"slices"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/printed"
	"sametable/internal/register"
	"sametable/internal/text"
)

// ProposeWithholding asks that issued minutes are no longer to be read, by the law that says so: the convener or an administrator does, and
// one of the other kind decides.
func (s *Minutes) ProposeWithholding(ctx context.Context, actor policy.Actor, id, ground string, version int) (Set, error) {
	return s.withholding(ctx, actor, Step{Minutes: id, Verb: "propose_withholding", Reason: ground, Version: version})
}

// Withhold takes issued minutes from the readers. Their number, their title and the ground stay.
func (s *Minutes) Withhold(ctx context.Context, actor policy.Actor, id string, version int) (Set, error) {
	return s.withholding(ctx, actor, Step{Minutes: id, Verb: "withhold", Version: version})
}

// DismissWithholding lets issued minutes stand.
func (s *Minutes) DismissWithholding(ctx context.Context, actor policy.Actor, id string, version int) (Set, error) {
	return s.withholding(ctx, actor, Step{Minutes: id, Verb: "dismiss_withholding", Version: version})
}

func (s *Minutes) withholding(ctx context.Context, actor policy.Actor, step Step) (Set, error) {
	var m Set
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, to, err := s.judged(tx, step.Minutes, step.Verb, step.Version)
		if err != nil {
			return err
		}
		m = c.Set
		from := m.move(tx, to)
		n := m.note(past()[step.Verb], from)
		n.Access = m.Access
		tell := register.Tell{Secretaries: m.Forum, Office: policy.Administrator}
		switch step.Verb {
		case "propose_withholding":
			if m.WithholdBy != "" {
				return fault.Conflict("minutes.withholding_waits", nil)
			}
			r := text.Reads(s.gate, tx.Now())
			m.Ground = r.Prose("ground", step.Reason, GroundMost, true)
			if err := r.Err(); err != nil {
				return err
			}
			m.WithholdBy, m.WithholdRole = actor.Person, s.asWhom(tx, m)
			tell.Persons, err = forum.Sitting(tx.DB, m.Forum, tx.Now(), "mandates.capacity = ?", policy.Convener)
			if err != nil {
				return err
			}
		case "dismiss_withholding":
			m.WithholdBy, m.WithholdRole, m.Ground = "", "", ""
		case "withhold":
			if tell, err = c.tell(tx, "withhold"); err != nil {
				return err
			}
			if n.Facts["papers_dropped"], err = printed.Drop(tx, m.Record()); err != nil {
				return err
			}
		}
		if m.Ground != "" {
			n.Values = map[string]string{"reason": m.Ground}
		}
		n.Tell = tell
		return m.keep(tx, n)
	})
	return m, err
}

// seconds tells whether somebody decides on a proposed withholding: another person, of the other kind.
func (m Set) seconds(actor policy.Actor, roles []policy.Role) bool {
	return m.WithholdBy != actor.Person && slices.ContainsFunc(policy.Who(policy.WithholdMinutes), func(r policy.Role) bool { return r != m.WithholdRole && slices.Contains(roles, r) })
}

// asWhom is the role in which somebody asks that minutes be withheld.
func (s *Minutes) asWhom(tx *register.Tx, m Set) policy.Role {
	for _, r := range policy.Who(policy.WithholdMinutes) {
		if slices.Contains(tx.Actor.RolesIn(m.Forum, tx.Now()), r) {
			return r
		}
	}
	return ""
}
