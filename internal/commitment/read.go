package commitment

import (
	"context"
	"fmt"

	"gorm.io/gorm"

	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// Row is a commitment with the names of those it belongs to.
type Row struct {
	Commitment
	ForumZh, ForumEn, ForumSv          string
	OwnerKey                           string
	OwnerKind                          policy.Kind
	OwnerZh, OwnerEn, OwnerSv          string
	NextKey                            string
	NextKind                           policy.Kind
	NextZh, NextEn, NextSv             string
	VerifierKey                        string
	VerifierKind                       policy.Kind
	VerifierZh, VerifierEn, VerifierSv string
	ReporterName, ReporterLatin        string
	VerifierName, VerifierLatin        string
	OriginReference, OriginPath        string
	OriginTitleZh                      string
	OriginTitleEn                      string
	OriginTitleSv                      string
	OriginLanguage                     string
}

func named(table, prefix string) string {
	return fmt.Sprintf(", COALESCE(%[1]s.key, '') AS %[2]s_key, COALESCE(%[1]s.kind, '') AS %[2]s_kind, COALESCE(%[1]s.name_zh, '') AS %[2]s_zh, "+
		"COALESCE(%[1]s.name_en, '') AS %[2]s_en, COALESCE(%[1]s.name_sv, '') AS %[2]s_sv", table, prefix)
}

func columns() string {
	return "commitments.*, forums.name_zh AS forum_zh, forums.name_en AS forum_en, forums.name_sv AS forum_sv" + named("o", "owner") + named("n", "next") +
		named("vo", "verifier") + ", COALESCE(rp.name, '') AS reporter_name, COALESCE(rp.latin, '') AS reporter_latin, COALESCE(vp.name, '') AS verifier_name, " +
		"COALESCE(vp.latin, '') AS verifier_latin, COALESCE(oc.reference, '') AS origin_reference, COALESCE(oc.path, '') AS origin_path, " +
		"COALESCE(oc.title_zh, '') AS origin_title_zh, COALESCE(oc.title_en, '') AS origin_title_en, COALESCE(oc.title_sv, '') AS origin_title_sv, " +
		"COALESCE(oc.language, '') AS origin_language"
}

// rows begins a query for commitments the viewer may see. What one comes from is named where she may see that too.
func (s *Commitments) rows(ctx context.Context, viewer policy.Actor) *gorm.DB {
	now := s.r.Now()
	origins := s.r.Read(ctx).Model(&register.Card{}).Scopes(register.Visible(viewer, now, "cards."))
	return s.r.Read(ctx).Table("commitments").Select(columns()).
		Joins("JOIN forums ON forums.id = commitments.forum_id").
		Joins("JOIN organisations o ON o.id = commitments.owner_id").
		Joins("LEFT JOIN organisations n ON n.id = commitments.next_owner").
		Joins("LEFT JOIN organisations vo ON vo.id = commitments.verified_for").
		Joins("LEFT JOIN persons rp ON rp.id = commitments.reported_by").
		Joins("LEFT JOIN persons vp ON vp.id = commitments.verified_by").
		Joins("LEFT JOIN (?) oc ON oc.noun = commitments.origin_noun AND oc.noun_id = commitments.origin_id", origins).
		Scopes(register.Visible(viewer, now, "commitments."))
}

// Comes gives the title of what the commitment comes from, where the viewer may see it, and the language it is in.
func (r Row) Comes(language string) (title, in string) {
	return register.Card{Language: r.OriginLanguage, TitleZh: r.OriginTitleZh, TitleEn: r.OriginTitleEn, TitleSv: r.OriginTitleSv}.Title(language)
}

// Filter narrows a list of commitments. What is empty does not narrow.
type Filter struct {
	Forum   policy.ForumID
	States  []string
	Owner   policy.OrganisationID
	Overdue bool
	Soonest bool   // those due first at the head; else those that moved last
	After   string // id of the last one of the page before
	Most    int    // how many; 0: PageSize
}

// PageSize is how many commitments stand on a page of a list.
const PageSize = 20

func (s *Commitments) narrow(q *gorm.DB, f Filter) *gorm.DB {
	if f.Forum != "" {
		q = q.Where("commitments.forum_id = ?", f.Forum)
	}
	if f.Owner != "" {
		q = q.Where("commitments.owner_id = ?", f.Owner)
	}
	if len(f.States) > 0 {
		q = q.Where("commitments.state IN ?", f.States)
	}
	if f.Overdue {
		q = q.Where("commitments.state IN ? AND commitments.due < ?", running(), today(s.r.Now()))
	}
	return q
}

// List gives the commitments the viewer may see, and tells whether there are more than the page holds.
func (s *Commitments) List(ctx context.Context, viewer policy.Actor, f Filter) (rows []Row, more bool, err error) {
	q, order := s.narrow(s.rows(ctx, viewer), f), "commitments.state_since DESC, commitments.id DESC"
	after := "(commitments.state_since, commitments.id) < (SELECT state_since, id FROM commitments WHERE id = ?)"
	if f.Soonest {
		order, after = "commitments.due, commitments.id", "(commitments.due, commitments.id) > (SELECT due, id FROM commitments WHERE id = ?)"
	}
	if f.After != "" {
		q = q.Where(after, f.After)
	}
	most := PageSize
	if f.Most > 0 {
		most = f.Most
	}
	err = q.Order(order).Limit(most + 1).Scan(&rows).Error
	if len(rows) > most {
		rows, more = rows[:most], true
	}
	return rows, more, store.Found(err)
}

// Counts are how many commitments stand in each state, and how many of them are late.
type Counts struct {
	By      map[string]int
	Overdue int
}

// Count counts what List would list, in one query; the filter's states and lateness do not narrow it.
func (s *Commitments) Count(ctx context.Context, viewer policy.Actor, f Filter) (Counts, error) {
	f.States, f.Overdue = nil, false
	var rows []struct {
		State string
		Late  bool
		N     int
	}
	q := s.r.Read(ctx).Table("commitments").Select("state, due < ? AS late, COUNT(*) AS n", today(s.r.Now())).Scopes(register.Visible(viewer, s.r.Now(), "commitments."))
	err := s.narrow(q, f).Group("state, late").Scan(&rows).Error
	c := Counts{By: map[string]int{}}
	for _, r := range rows {
		c.By[r.State] += r.N
		if r.Late && listed(running(), r.State) {
			c.Overdue += r.N
		}
	}
	return c, store.Found(err)
}

// Find gives one commitment by forum key and "2017-01".
func (s *Commitments) Find(ctx context.Context, viewer policy.Actor, forumKey, at string) (Row, error) {
	var c Commitment
	if _, err := fmt.Sscanf(at, "%d-%d", &c.Year, &c.Number); err != nil || at != c.At() {
		return Row{}, store.Found(gorm.ErrRecordNotFound)
	}
	return s.one(ctx, viewer, "commitments.forum_key = ? AND commitments.year = ? AND commitments.number = ?", forumKey, c.Year, c.Number)
}

// ByID gives one commitment by its id.
func (s *Commitments) ByID(ctx context.Context, viewer policy.Actor, id string) (Row, error) {
	return s.one(ctx, viewer, "commitments.id = ?", id)
}

func (s *Commitments) one(ctx context.Context, viewer policy.Actor, where string, args ...any) (Row, error) {
	var row Row
	return row, store.Found(s.rows(ctx, viewer).Where(where, args...).Take(&row).Error)
}

// ByOrigin gives the commitments that come from something, in the order of its measures, as far as the viewer may see them.
func (s *Commitments) ByOrigin(ctx context.Context, viewer policy.Actor, origin policy.Ref) ([]Row, error) {
	var rows []Row
	err := s.rows(ctx, viewer).Where("commitments.origin_noun = ? AND commitments.origin_id = ?", origin.Noun, origin.ID).
		Order("commitments.origin_measure, commitments.year, commitments.number").Limit(100).Scan(&rows).Error
	return rows, store.Found(err)
}

// Options are the steps the viewer could take with a commitment now, each with what still stands in its way.
func (s *Commitments) Options(viewer policy.Actor, r Row) []workflow.Option {
	now := s.r.Now()
	return Machine().Possible(r.State, viewer.RolesIn(r.Forum, now), Judge(viewer, now, r.Commitment, r.OwnerKind))
}

// May tells whether the viewer may take a step with a commitment now, with the fault that says why not.
func (s *Commitments) May(viewer policy.Actor, r Row, verb string) error {
	now := s.r.Now()
	_, err := Machine().Step(r.State, verb, viewer.RolesIn(r.Forum, now), Judge(viewer, now, r.Commitment, r.OwnerKind))
	return err
}

// Duties are the commitments on their way that may concern the viewer: those of her organisations, those they are asked to take over,
// and in the forums she sits in what waits to be verified or was refused, those due first at the head.
func (s *Commitments) Duties(ctx context.Context, viewer policy.Actor) ([]Row, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	orgs, forums := viewer.Organisations(), viewer.ForumsNow(s.r.Now())
	var rows []Row
	err := s.rows(ctx, viewer).Where(s.r.Read(ctx).
		Where("commitments.owner_id IN ? AND commitments.state IN ?", orgs, append(running(), Proposed, Reported)).
		Or("commitments.next_owner IN ? AND commitments.next_owner <> ''", orgs).
		Or("commitments.forum_id IN ? AND (commitments.state IN ? OR commitments.asked_due <> '')", forums, []string{Reported, Refused})).
		Order("commitments.due, commitments.id").Limit(200).Scan(&rows).Error
	return rows, store.Found(err)
}

// Owners lists the organisations that sit in a forum: those that can be asked to keep a commitment.
func (s *Commitments) Owners(ctx context.Context, id policy.ForumID) ([]organisation.Organisation, error) {
	var all []organisation.Organisation
	err := s.r.Read(ctx).Joins("JOIN seats ON seats.organisation_id = organisations.id AND seats.until IS NULL").Where("seats.forum_id = ?", id).
		Order("organisations.kind, organisations.sort_key").Find(&all).Error
	return all, store.Found(err)
}

// Keepers lists the organisations that have commitments the viewer may see, in a forum or in all of them.
func (s *Commitments) Keepers(ctx context.Context, viewer policy.Actor, id policy.ForumID) ([]organisation.Organisation, error) {
	var all []organisation.Organisation
	of := s.narrow(s.r.Read(ctx).Table("commitments").Select("commitments.owner_id").Scopes(register.Visible(viewer, s.r.Now(), "commitments.")), Filter{Forum: id})
	err := s.r.Read(ctx).Where("id IN (?)", of).Order("kind, sort_key").Find(&all).Error
	return all, store.Found(err)
}
