package byletter

import (
	"context"
	"errors"
	"time"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Sweep lets go of the letters that can confirm nothing any more, since what they are about was settled, changed or taken back: those who
// wait hear so, and no paper is kept that nobody can open any more. Each is an act of its own.
func (s *Letters) Sweep(ctx context.Context, _ time.Time) error {
	var found []Letter
	if err := s.rows(ctx).Where("state IN ?", []string{Asked, Attached}).Order("id").Find(&found).Error; err != nil || len(found) == 0 {
		return store.Found(err)
	}
	var ids []string
	for _, l := range found {
		ids = append(ids, l.ProposalID)
	}
	of, err := byID(s.r.Read(ctx), ids, func(p proposal.Proposal) string { return p.ID })
	if err != nil {
		return store.Found(err)
	}
	about, err := s.know(s.r.Read(ctx), found, of)
	if err != nil {
		return store.Found(err)
	}
	var failed []error
	for _, l := range found {
		if about[l.ID].Known.Over {
			failed = append(failed, s.lapse(ctx, l))
		}
	}
	return errors.Join(failed...)
}

// lapse lets go of one. Somebody else may have been first; then there is nothing to do.
func (s *Letters) lapse(ctx context.Context, l Letter) error {
	err := s.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		l, p, _, err := s.find(tx, l.ID, "lapse", l.Version)
		if err != nil {
			return err
		}
		if err := tx.Drop(&l); err != nil {
			return err
		}
		return l.told(tx, p, "dropped", "")
	})
	if fault.Is(err, fault.ReasonNotFound) || fault.Is(err, fault.ReasonConflict) || fault.Is(err, fault.ReasonForbidden) {
		return nil
	}
	return err
}
