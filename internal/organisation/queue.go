package organisation

import (
	"context"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// Queue lists what waits for accreditation officers, longest waiting first: applications, expired accreditations, renewals, and
// proposals that wait for a second person. Administrators see the proposals they may second. For others it is empty.
func (s *Organisations) Queue(ctx context.Context, viewer policy.Actor) ([]Organisation, error) {
	q := s.r.Read(ctx)
	switch {
	case viewer.System || viewer.Has(policy.AccreditationOfficer):
		q = q.Where("state IN ? OR proposed_verb <> '' OR renewal_filed", []string{Submitted, InReview, Expired})
	case viewer.Has(policy.Administrator):
		q = q.Scopes(visible(viewer)).Where("proposed_verb IN ?", []string{"suspend", "lift", "close"})
	default:
		return nil, nil
	}
	var all []Organisation
	err := q.Order("state_since, id").Find(&all).Error
	return veilAll(all, viewer), store.Found(err)
}
