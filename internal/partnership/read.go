package partnership

import (
	"context"
	"fmt"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// Row is a partnership with the names of where it is, what it comes from, and its parties.
type Row struct {
	Partnership
	ForumZh, ForumEn, ForumSv                   string
	RegionZh, RegionEn, RegionSv                string
	OriginReference, OriginPath, OriginLanguage string
	OriginTitleZh, OriginTitleEn, OriginTitleSv string
	Parties                                     []PartyRow `gorm:"-"`
}

// PartyRow is a party with its names.
type PartyRow struct {
	Party
	OrgKey                string
	OrgKind               policy.Kind
	OrgZh, OrgEn, OrgSv   string
	PersonName, PersonLat string
}

// bare are the parties without their names.
func (r Row) bare() []Party {
	all := make([]Party, len(r.Parties))
	for i, y := range r.Parties {
		all[i] = y.Party
	}
	return all
}

// Form is the partnership as the form shows it.
func (r Row) Form() Form { return r.Partnership.Form(r.bare(), r.OriginReference) }

// Comes gives the title of what the partnership comes from, where the viewer may see it, and the language it is in.
func (r Row) Comes(language string) (title, in string) {
	return register.Card{Language: r.OriginLanguage, TitleZh: r.OriginTitleZh, TitleEn: r.OriginTitleEn, TitleSv: r.OriginTitleSv}.Title(language)
}

const columns = "partnerships.*, forums.name_zh AS forum_zh, forums.name_en AS forum_en, forums.name_sv AS forum_sv, COALESCE(rg.zh, '') AS region_zh, " +
	"COALESCE(rg.en, '') AS region_en, COALESCE(rg.sv, '') AS region_sv, COALESCE(oc.reference, '') AS origin_reference, COALESCE(oc.path, '') AS origin_path, " +
	"COALESCE(oc.language, '') AS origin_language, COALESCE(oc.title_zh, '') AS origin_title_zh, COALESCE(oc.title_en, '') AS origin_title_en, " +
	"COALESCE(oc.title_sv, '') AS origin_title_sv"

// rows begins a query for partnerships the viewer may see. What one comes from is named where she may see that too.
func (s *Partnerships) rows(ctx context.Context, viewer policy.Actor) *gorm.DB {
	now := s.r.Now()
	origins := s.r.Read(ctx).Model(&register.Card{}).Scopes(register.Visible(viewer, now, "cards."))
	return s.r.Read(ctx).Table("partnerships").Select(columns).
		Joins("JOIN forums ON forums.id = partnerships.forum_id").
		Joins("LEFT JOIN regions rg ON rg.code = partnerships.region").
		Joins("LEFT JOIN (?) oc ON oc.noun = partnerships.origin_noun AND oc.noun_id = partnerships.origin_id", origins).
		Scopes(register.Visible(viewer, now, "partnerships."))
}

// withParties reads the parties of some partnerships, in one query.
func (s *Partnerships) withParties(ctx context.Context, rows []Row) error {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	var all []PartyRow
	err := s.r.Read(ctx).Table("partnership_parties y").
		Select("y.*, o.key AS org_key, o.kind AS org_kind, o.name_zh AS org_zh, o.name_en AS org_en, o.name_sv AS org_sv, COALESCE(p.name, '') AS person_name, COALESCE(p.latin, '') AS person_lat").
		Joins("JOIN organisations o ON o.id = y.organisation_id").Joins("LEFT JOIN persons p ON p.id = y.confirmed_by").
		Where("y.partnership_id IN ?", ids).Order("y.place, y.id").Scan(&all).Error
	for _, y := range all {
		at := slices.IndexFunc(rows, func(r Row) bool { return r.ID == y.PartnershipID })
		rows[at].Parties = append(rows[at].Parties, y)
	}
	return store.Found(err)
}

// Filter narrows a list of partnerships. What is empty does not narrow.
type Filter struct {
	Forum  policy.ForumID
	States []string
	After  string // id of the last one of the page before
	Most   int    // how many; 0: PageSize
}

// PageSize is how many partnerships stand on a page of a list.
const PageSize = 20

// List gives the partnerships the viewer may see, those that moved last first, and tells whether there are more than the page holds.
func (s *Partnerships) List(ctx context.Context, viewer policy.Actor, f Filter) (rows []Row, more bool, err error) {
	q := s.rows(ctx, viewer)
	if f.Forum != "" {
		q = q.Where("partnerships.forum_id = ?", f.Forum)
	}
	if len(f.States) > 0 {
		q = q.Where("partnerships.state IN ?", f.States)
	}
	if f.After != "" {
		q = q.Where("(partnerships.state_since, partnerships.id) < (SELECT state_since, id FROM partnerships WHERE id = ?)", f.After)
	}
	most := PageSize
	if f.Most > 0 {
		most = f.Most
	}
	if err := q.Order("partnerships.state_since DESC, partnerships.id DESC").Limit(most + 1).Scan(&rows).Error; err != nil {
		return nil, false, store.Found(err)
	}
	if len(rows) > most {
		rows, more = rows[:most], true
	}
	return rows, more, s.withParties(ctx, rows)
}

// Count counts the partnerships of a forum, or of all, by state, as far as the viewer may see them.
func (s *Partnerships) Count(ctx context.Context, viewer policy.Actor, id policy.ForumID) (map[string]int, error) {
	var rows []struct {
		State string
		N     int
	}
	q := s.r.Read(ctx).Table("partnerships").Select("state, COUNT(*) AS n").Scopes(register.Visible(viewer, s.r.Now(), "partnerships."))
	if id != "" {
		q = q.Where("forum_id = ?", id)
	}
	err := q.Group("state").Scan(&rows).Error
	by := map[string]int{}
	for _, r := range rows {
		by[r.State] = r.N
	}
	return by, store.Found(err)
}

// Find gives one partnership by forum key and "2018-01".
func (s *Partnerships) Find(ctx context.Context, viewer policy.Actor, forumKey, at string) (Row, error) {
	var p Partnership
	if _, err := fmt.Sscanf(at, "%d-%d", &p.Year, &p.Number); err != nil || at != p.At() {
		return Row{}, store.Found(gorm.ErrRecordNotFound)
	}
	return s.one(ctx, viewer, "partnerships.forum_key = ? AND partnerships.year = ? AND partnerships.number = ?", forumKey, p.Year, p.Number)
}

// ByID gives one partnership by its id.
func (s *Partnerships) ByID(ctx context.Context, viewer policy.Actor, id string) (Row, error) {
	return s.one(ctx, viewer, "partnerships.id = ?", id)
}

func (s *Partnerships) one(ctx context.Context, viewer policy.Actor, where string, args ...any) (Row, error) {
	rows := make([]Row, 1)
	if err := s.rows(ctx, viewer).Where(where, args...).Take(&rows[0]).Error; err != nil {
		return Row{}, store.Found(err)
	}
	err := s.withParties(ctx, rows)
	return rows[0], err
}

// ByOrigin gives the partnerships that come from something, as far as the viewer may see them.
func (s *Partnerships) ByOrigin(ctx context.Context, viewer policy.Actor, origin policy.Ref) ([]Row, error) {
	var rows []Row
	err := s.rows(ctx, viewer).Where("partnerships.origin_noun = ? AND partnerships.origin_id = ?", origin.Noun, origin.ID).
		Order("partnerships.year, partnerships.number").Limit(50).Scan(&rows).Error
	if err != nil {
		return nil, store.Found(err)
	}
	return rows, s.withParties(ctx, rows)
}

// Options are the steps the viewer could take with a partnership now, each with what still stands in its way. The last confirmation is
// one as the others.
func (s *Partnerships) Options(viewer policy.Actor, r Row) []workflow.Option {
	now := s.r.Now()
	all := Machine().Possible(r.State, viewer.RolesIn(r.Forum, now), Judge(viewer, now, r.Partnership, r.bare()))
	other := map[string]string{"confirm": "conclude", "conclude": "confirm"}[last("confirm", r.bare())]
	all = slices.DeleteFunc(all, func(o workflow.Option) bool { return o.Verb == other })
	for i := range all {
		if all[i].Verb == "conclude" {
			all[i].Verb = "confirm"
		}
	}
	return all
}

// May tells whether the viewer may take a step with a partnership now, with the fault that says why not.
func (s *Partnerships) May(viewer policy.Actor, r Row, verb string) error {
	now := s.r.Now()
	_, err := Machine().Step(r.State, last(verb, r.bare()), viewer.RolesIn(r.Forum, now), Judge(viewer, now, r.Partnership, r.bare()))
	return err
}

// Waiting are the parties for which the viewer can confirm and has not.
func (s *Partnerships) Waiting(viewer policy.Actor, r Row) []PartyRow {
	mine := waiting(hers(viewer, s.r.Now(), r.Partnership, r.bare()))
	return slices.DeleteFunc(slices.Clone(r.Parties), func(y PartyRow) bool {
		return !slices.ContainsFunc(mine, func(m Party) bool { return m.ID == y.ID })
	})
}

// Duties are the partnerships on their way in the forums the viewer sits in: those to confirm, those a party declined, those that were
// agreed and are not active yet.
func (s *Partnerships) Duties(ctx context.Context, viewer policy.Actor) ([]Row, error) {
	forums := viewer.ForumsNow(s.r.Now())
	if len(forums) == 0 {
		return nil, nil
	}
	var rows []Row
	err := s.rows(ctx, viewer).Where("partnerships.forum_id IN ? AND partnerships.state IN ?", forums, []string{Proposed, Declined, Agreed}).
		Order("partnerships.state_since, partnerships.id").Limit(100).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, store.Found(err)
	}
	return rows, s.withParties(ctx, rows)
}
