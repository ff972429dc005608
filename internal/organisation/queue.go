package organisation

import (
	"context"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// Drafted lists what bodies are drafts that nobody has proposed anything about, or were asked a question: for officers whole, for
// administrators, who set the house up and invite its people, by kind, name and place alone. For others it is empty.
func (s *Organisations) Drafted(ctx context.Context, viewer policy.Actor) ([]Organisation, error) {
	q := s.r.Read(ctx)
	switch {
	case viewer.System || viewer.Has(policy.AccreditationOfficer):
	case viewer.Has(policy.Administrator):
		q = q.Select("id", "key", "kind", "name_zh", "name_en", "name_sv", "name_native", "native_language", "sort_key", "region", "also_regions", "state", "state_since")
	default:
		return nil, nil
	}
	var all []Organisation
	err := q.Where("state IN ? AND proposed_verb = ''", []string{Draft, InfoRequested}).Order("state_since, id").Find(&all).Error
	return all, store.Found(err)
}

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
