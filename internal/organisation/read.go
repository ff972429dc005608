package organisation

import (
	"context"
	"regexp"
	"slices"
	"strings"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// visible is Organisation.access with policy.Actor.Sees in SQL.
func visible(viewer policy.Actor) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB {
		if viewer.System || !viewer.Visitor() && viewer.Has(policy.AccreditationOfficer) {
			return g
		}
		or := g.Session(&gorm.Session{NewDB: true}).Where("organisations.state IN ?", publicStates()).Or("organisations.accredited_at IS NOT NULL")
		if own := viewer.Organisations(); !viewer.Visitor() && len(own) > 0 {
			or = or.Or("organisations.id IN ?", own)
		}
		return g.Where(or)
	}
}

// veil takes out of an organisation what the viewer has no business with: proposals that wait for a second are the officers' and
// administrators'; evidence and reasons are theirs and the organisation's own.
func (o Organisation) veil(viewer policy.Actor) Organisation {
	if viewer.System || viewer.Has(policy.AccreditationOfficer) {
		return o
	}
	if !viewer.Has(policy.Administrator) {
		o.dropProposal()
	}
	if _, member := viewer.Member(o.ID); !member {
		o.Evidence, o.Reason = "", ""
	}
	return o
}

func veilAll(all []Organisation, viewer policy.Actor) []Organisation {
	for i := range all {
		all[i] = all[i].veil(viewer)
	}
	return all
}

// Find gives an organisation by its key, or NotFound.
func (s *Organisations) Find(ctx context.Context, viewer policy.Actor, key string) (Organisation, error) {
	var o Organisation
	err := s.r.Read(ctx).Scopes(visible(viewer)).Where("organisations.key = ?", strings.ToLower(key)).Take(&o).Error
	return o.veil(viewer), store.Found(err)
}

// ByID gives those of the organisations that the viewer may see, in no order.
func (s *Organisations) ByID(ctx context.Context, viewer policy.Actor, ids ...policy.OrganisationID) ([]Organisation, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var all []Organisation
	err := s.r.Read(ctx).Scopes(visible(viewer)).Where("organisations.id IN ?", ids).Find(&all).Error
	return veilAll(all, viewer), store.Found(err)
}

// Filter narrows the directory. Empty fields do not.
type Filter struct {
	Kind   policy.Kind
	Region string // a division: everything in it, so a province gives its prefectures too
	Query  string // part of a name in any language, of its pinyin, of a service it offers, or a whole identifier
	Ended  bool   // also those that were declined or closed
}

var regionFilter = regexp.MustCompile(`^([0-9]{2,6}|[A-Z]{2})$`)

// List gives the directory as the viewer may see it, in no order; the page sorts in its language.
func (s *Organisations) List(ctx context.Context, viewer policy.Actor, filter Filter) ([]Organisation, error) {
	q := s.r.Read(ctx).Scopes(visible(viewer))
	if filter.Kind != "" {
		q = q.Where("organisations.kind = ?", filter.Kind)
	}
	if !filter.Ended {
		q = q.Where("organisations.state NOT IN ?", []string{Declined, Closed})
	}
	if filter.Region != "" {
		if !regionFilter.MatchString(filter.Region) {
			return nil, nil
		}
		prefix := within(filter.Region) + "%"
		q = q.Where("organisations.region LIKE ? OR ' ' || organisations.also_regions LIKE ?", prefix, "% "+prefix)
	}
	var all []Organisation
	if err := q.Find(&all).Error; err != nil {
		return nil, store.Found(err)
	}
	if query := folded(filter.Query); query != "" {
		runs, err := offering(s.r.Read(ctx))
		if err != nil {
			return nil, err
		}
		all = slices.DeleteFunc(all, func(o Organisation) bool { return !o.matches(query, runs[o.ID]) })
	}
	return veilAll(all, viewer), nil
}

// matches compares in Go: a directory is a few hundred rows, and neither engine folds å or full width as readers do.
func (o Organisation) matches(query string, services []string) bool {
	if slices.ContainsFunc(services, func(name string) bool { return strings.Contains(name, query) }) {
		return true
	}
	for _, name := range []string{o.NameZh, o.NameEn, o.NameSv, o.NameNative, o.SortKey, o.Key} {
		if strings.Contains(folded(name), query) {
			return true
		}
	}
	return o.Identifier != "" && folded(plain(o.Identifier)) == folded(plain(query))
}

// ToAccredit gives those of some organisations that were never accredited and still may be, by what pages call them: as Names does, it
// asks nobody's leave. In no order.
func (s *Organisations) ToAccredit(ctx context.Context, keys []string) ([]Organisation, error) {
	var all []Organisation
	err := s.r.Read(ctx).Select("id", "key", "kind", "name_zh", "name_en", "name_sv", "name_native", "native_language", "sort_key", "state").
		Where("key IN ? AND accredited_at IS NULL AND state NOT IN ?", keys, []string{Declined, Closed}).Find(&all).Error
	return all, store.Found(err)
}

// Names gives what pages call organisations by: key, kind, names, state. It asks nobody's leave, since the acts that name an
// organisation were visible before their names were asked for; nothing else of it comes along.
func (s *Organisations) Names(ctx context.Context, ids []policy.OrganisationID) (map[policy.OrganisationID]Organisation, error) {
	names := map[policy.OrganisationID]Organisation{}
	if len(ids) == 0 {
		return names, nil
	}
	var all []Organisation
	err := s.r.Read(ctx).Select("id", "key", "kind", "name_zh", "name_en", "name_sv", "name_native", "native_language", "sort_key", "region", "state").
		Where("id IN ?", ids).Find(&all).Error
	for _, o := range all {
		names[o.ID] = o
	}
	return names, store.Found(err)
}

// ByIDs reads organisations by their ids; their names are no secret.
func (s *Organisations) ByIDs(ctx context.Context, ids []policy.OrganisationID) (map[policy.OrganisationID]Organisation, error) {
	by := map[policy.OrganisationID]Organisation{}
	if len(ids) == 0 {
		return by, nil
	}
	var rows []Organisation
	err := s.r.Read(ctx).Where("id IN ?", ids).Find(&rows).Error
	for _, o := range rows {
		by[o.ID] = o
	}
	return by, store.Found(err)
}
