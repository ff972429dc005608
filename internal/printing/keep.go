package printing

import (
	"context"

	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/printed"
	"sametable/internal/register"
)

// paperOf is a paper that was made.
type paperOf struct {
	key     printed.Key
	content []byte
}

// keep keeps papers that were made, unless what they were made of is no longer what stands. It gives them as they are kept.
func (p *Printings) keep(ctx context.Context, id string, made []paperOf) (kept []printed.File, err error) {
	err = p.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		s, err := load(tx.DB, id, true)
		if err != nil || !s.final() {
			return err
		}
		of := s.set.Record()
		tx.Permit(policy.Allow(of.Noun, of.ID, "print"))
		var entered []map[string]any
		for _, one := range made {
			if s.key(one.key.Language, one.key.Reader, one.key.Ending) != one.key {
				continue
			}
			f, fresh, err := printed.Keep(tx, of, one.key, one.content)
			if err != nil {
				return err
			}
			kept = append(kept, f)
			if fresh {
				entered = append(entered, map[string]any{"language": f.Language, "reader": f.Reader, "ending": f.Ending, "sha256": f.Hash})
			}
		}
		if len(entered) > 0 {
			tx.Enter(note(s.set, map[string]any{"papers": entered}))
		}
		return nil
	})
	return kept, err
}

func note(m minutes.Set, facts map[string]any) register.Note {
	facts["meeting"] = m.MeetingReference
	return register.Note{Noun: minutes.Noun, ID: m.ID, Verb: Verb, From: m.State, To: m.State, Access: m.Access, Facts: facts}
}

// Of lists the papers that were kept of minutes, without their content.
func (p *Printings) Of(ctx context.Context, m minutes.Set) ([]printed.File, error) {
	return printed.Of(ctx, p.r, m.Record())
}
