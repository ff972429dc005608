package forum

import (
	"context"
	"time"

	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// Standing is what a person is, beyond herself: the organisations she belongs to and the mandates she holds.
type Standing struct {
	Memberships []policy.Membership
	Mandates    []policy.Mandate
}

type standingRow struct {
	OrganisationID  policy.OrganisationID
	FocalPoint      bool
	Kind            policy.Kind
	State           string
	AccreditedUntil *time.Time
	MandateID       policy.MandateID
	ForumID         policy.ForumID
	ForumKey        string
	Capacity        policy.Capacity
	Starts          *time.Time
	Ends            *time.Time
}

// Standing reads a person's standing in one query. Mandates of organisations that are not accredited do not count; those of
// accredited ones end with the accreditation at the latest.
func (s *Forums) Standing(ctx context.Context, person policy.PersonID) (Standing, error) {
	var rows []standingRow
	err := s.r.Read(ctx).Table("memberships").
		Select("memberships.organisation_id, memberships.focal_point, organisations.kind, organisations.state, organisations.accredited_until, "+
			"COALESCE(mandates.id, '') AS mandate_id, COALESCE(forums.id, '') AS forum_id, COALESCE(forums.key, '') AS forum_key, "+
			"COALESCE(mandates.capacity, '') AS capacity, mandates.starts, mandates.ends").
		Joins("JOIN organisations ON organisations.id = memberships.organisation_id").
		Joins("LEFT JOIN mandates ON mandates.organisation_id = memberships.organisation_id AND mandates.person_id = memberships.person_id AND mandates.state = ?", Confirmed).
		Joins("LEFT JOIN forums ON forums.id = mandates.forum_id").
		Where("memberships.person_id = ? AND memberships.until IS NULL", person).
		Order("memberships.since, memberships.id, forums.made_at, mandates.id").Scan(&rows).Error
	if err != nil {
		return Standing{}, store.Found(err)
	}
	var st Standing
	seen := map[policy.OrganisationID]bool{}
	for _, row := range rows {
		o := organisation.Organisation{State: row.State, AccreditedUntil: row.AccreditedUntil}
		accredited := o.Accredited(s.r.Now())
		if !seen[row.OrganisationID] {
			seen[row.OrganisationID] = true
			st.Memberships = append(st.Memberships, policy.Membership{Organisation: row.OrganisationID, Kind: row.Kind,
				FocalPoint: row.FocalPoint, Accredited: accredited})
		}
		if row.MandateID != "" && accredited {
			st.Mandates = append(st.Mandates, row.mandate())
		}
	}
	return st, nil
}

func (row standingRow) mandate() policy.Mandate {
	m := policy.Mandate{ID: row.MandateID, Forum: row.ForumID, ForumKey: row.ForumKey, Organisation: row.OrganisationID, Kind: row.Kind, Capacity: row.Capacity}
	if row.Starts != nil {
		m.From = *row.Starts
	}
	for _, end := range []*time.Time{row.Ends, row.AccreditedUntil} {
		if end != nil && (m.Until.IsZero() || end.Before(m.Until)) {
			m.Until = *end
		}
	}
	return m
}
