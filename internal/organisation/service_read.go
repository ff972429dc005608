package organisation

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// Services lists what an organisation runs and has run, as far as the viewer may see the organisation: first what is offered, in the
// order in which it was listed, then what has ended, the latest first.
func (s *Organisations) Services(ctx context.Context, viewer policy.Actor, id policy.OrganisationID) ([]Service, error) {
	var all []Service
	seen := s.r.Read(ctx).Model(&Organisation{}).Scopes(visible(viewer)).Where("organisations.id = ?", id).Select("organisations.id")
	if err := s.r.Read(ctx).Where("organisation_id IN (?)", seen).Order("listed_at, id").Find(&all).Error; err != nil {
		return nil, store.Found(err)
	}
	slices.SortStableFunc(all, func(a, b Service) int {
		switch {
		case a.EndedOn == nil && b.EndedOn == nil:
			return 0
		case a.EndedOn == nil:
			return -1
		case b.EndedOn == nil:
			return 1
		}
		return b.EndedOn.Compare(*a.EndedOn)
	})
	return all, nil
}

// Service gives one of them with its organisation, or NotFound.
func (s *Organisations) Service(ctx context.Context, viewer policy.Actor, id string) (Organisation, Service, error) {
	o, row, err := serviceOf(s.r.Read(ctx), viewer, id)
	return o.veil(viewer), row, err
}

// serviceOf finds a service whose organisation the viewer may see.
func serviceOf(db *gorm.DB, viewer policy.Actor, id string) (Organisation, Service, error) {
	var row Service
	var o Organisation
	if err := db.Where("id = ?", id).Take(&row).Error; err != nil {
		return o, row, store.Found(err)
	}
	err := db.Scopes(visible(viewer)).Where("organisations.id = ?", row.OrganisationID).Take(&o).Error
	return o, row, store.Found(err)
}

// offering gives the words by which the services of organisations are looked for, folded. Names only: a description speaks of much.
func offering(db *gorm.DB) (map[policy.OrganisationID][]string, error) {
	var rows []Service
	err := db.Select("organisation_id", "name_zh", "name_en", "name_sv").Where("ended_on IS NULL").Find(&rows).Error
	names := map[policy.OrganisationID][]string{}
	for _, s := range rows {
		names[s.OrganisationID] = append(names[s.OrganisationID], folded(s.NameZh), folded(s.NameEn), folded(s.NameSv))
	}
	return names, store.Found(err)
}
