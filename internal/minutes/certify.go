package minutes

import (
	"context"
	"slices"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/printed"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Translatable tells the states in which minutes are put into other languages: once they were sent round.
func Translatable(state string) bool {
	return slices.Contains([]string{Circulated, Approved, Issued}, state)
}

func (s Scene) translated(tx *register.Tx, t Translation) error {
	m := s.Set
	return m.record(tx, "translated", map[string]any{"block": t.BlockID, "language": t.Language, "translation_state": string(t.State), "translation": t.Hash}, register.Tell{})
}

// Certify says, of every reviewed translation into a language that fits the words as they stand, that the forum stands by it. The chair does,
// of minutes that are approved.
func (s *Minutes) Certify(ctx context.Context, actor policy.Actor, id, language string, version int) (certified int, err error) {
	err = s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, err := s.find(tx, actor, id)
		if err != nil {
			return err
		}
		m := c.Set
		switch {
		case !policy.May(policy.CirculateMinutes, actor.RolesIn(m.Forum, tx.Now())):
			return fault.Forbidden("workflow.not_yours", nil)
		case m.State != Approved && m.State != Issued:
			return fault.Conflict("minutes.not_approved", nil)
		case version != m.Version:
			return stale()
		}
		var all []Translation
		if err := tx.Where("minutes_id = ? AND language = ? AND state = ?", id, language, text.Reviewed).Order("id").Find(&all).Error; err != nil {
			return err
		}
		tx.Permit(m.permit("certify"))
		for n := range all {
			t := &all[n]
			if b, ok := c.block(t.BlockID); !ok || b.Source(m.Language) != t.SourceHash {
				continue
			}
			t.State, t.CertifiedBy = text.Certified, actor.Person
			if err := tx.Save(t); err != nil {
				return err
			}
			certified++
		}
		if certified == 0 {
			return fault.Conflict("translating.nothing", nil)
		}
		if m.State == Issued {
			if err := printed.Order(tx, m.Record()); err != nil {
				return err
			}
		}
		return m.record(tx, "certified", map[string]any{"language": language, "paragraphs": certified}, register.Tell{Secretaries: m.Forum})
	})
	return certified, err
}
