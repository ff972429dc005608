package forum

import (
	"context"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// MandateRow is a mandate with the names a page shows.
type MandateRow struct {
	Mandate
	ForumKey   string
	PersonName string
	Latin      string
	OrgKey     string
	OrgZh      string
	OrgEn      string
	OrgSv      string
	Kind       policy.Kind
}

const mandateRow = "mandates.*, forums.key AS forum_key, persons.name AS person_name, persons.latin, organisations.key AS org_key, " +
	"organisations.name_zh AS org_zh, organisations.name_en AS org_en, organisations.name_sv AS org_sv, organisations.kind"

func (s *Forums) rows(ctx context.Context) *gorm.DB {
	return s.r.Read(ctx).Table("mandates").Select(mandateRow).Joins("JOIN forums ON forums.id = mandates.forum_id").
		Joins("JOIN persons ON persons.id = mandates.person_id").Joins("JOIN organisations ON organisations.id = mandates.organisation_id")
}

// Mandates lists a forum's living mandates, for those who sit there.
func (s *Forums) Mandates(ctx context.Context, viewer policy.Actor, f Forum) ([]MandateRow, error) {
	if !viewer.System && !policy.May(policy.ReadMembersArea, viewer.RolesIn(f.ID, s.r.Now())) {
		return nil, nil
	}
	var rows []MandateRow
	err := s.rows(ctx).Where("mandates.forum_id = ? AND mandates.state <> ?", f.ID, Ended).
		Order("organisations.kind, organisations.sort_key, mandates.starts").Scan(&rows).Error
	return rows, store.Found(err)
}

// Waiting lists the mandates that wait for the viewer: to accept her own, to confirm those of forums she keeps.
func (s *Forums) Waiting(ctx context.Context, viewer policy.Actor) ([]MandateRow, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	var keeps []policy.ForumID
	for _, id := range viewer.ForumsNow(s.r.Now()) {
		if policy.May(policy.ConfirmMandate, viewer.RolesIn(id, s.r.Now())) {
			keeps = append(keeps, id)
		}
	}
	own := s.r.Read(ctx).Where("mandates.person_id = ? AND mandates.state = ?", viewer.Person, Proposed)
	if viewer.Has(policy.Moderator) {
		own = own.Or("mandates.state = ? AND mandates.person_id <> ?", Accepted, viewer.Person)
	} else if len(keeps) > 0 {
		own = own.Or("mandates.state = ? AND mandates.forum_id IN ? AND mandates.person_id <> ?", Accepted, keeps, viewer.Person)
	}
	var rows []MandateRow
	err := s.rows(ctx).Where(own).Order("mandates.starts").Scan(&rows).Error
	return rows, store.Found(err)
}
