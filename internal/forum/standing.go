package forum

import (
	"context"
	"time"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// Standing is what a person is, beyond herself: the organisations she belongs to and the mandates she holds.
type Standing struct {
	Offices       []policy.Office // those she can act in now
	Resting       []policy.Office // those she was granted, while she belongs to no accredited organisation
	Memberships   []policy.Membership
	Mandates      []policy.Mandate
	Organisations map[policy.OrganisationID]organisation.Organisation // names of those she belongs to
}

// Actor is a person with her standing, as far as she can speak.
func (st Standing) Actor(person policy.PersonID) policy.Actor {
	return policy.Actor{Person: person, Offices: st.Offices, Memberships: st.Memberships, Mandates: st.Mandates}
}

type standingRow struct {
	PersonID        policy.PersonID
	Office          policy.Office
	OrganisationID  policy.OrganisationID
	FocalPoint      bool
	Key             string
	NameZh          string
	NameEn          string
	NameSv          string
	NameNative      string
	NativeLanguage  string
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
// accredited ones end with the accreditation at the latest. An office rests while she belongs to no accredited organisation: nobody
// acts alone.
func (s *Forums) Standing(ctx context.Context, person policy.PersonID) (Standing, error) {
	all, err := s.Standings(ctx, []policy.PersonID{person})
	return all[person], err
}

// Standings reads the standings of several people in one query.
func (s *Forums) Standings(ctx context.Context, persons []policy.PersonID) (map[policy.PersonID]Standing, error) {
	return s.StandingsIn(s.r.Read(ctx), persons)
}

// StandingsIn is Standings within an act: what it says holds at the instant of the act.
func (s *Forums) StandingsIn(db *gorm.DB, persons []policy.PersonID) (map[policy.PersonID]Standing, error) {
	all := map[policy.PersonID]Standing{}
	if len(persons) == 0 {
		return all, nil
	}
	var rows []standingRow
	err := db.Table("persons").Select(standingColumns).
		Joins("LEFT JOIN office_grants ON office_grants.person_id = persons.id AND office_grants.state IN ?", account.HeldOffices()).
		Joins("LEFT JOIN memberships ON memberships.person_id = persons.id AND memberships.until IS NULL").
		Joins("LEFT JOIN organisations ON organisations.id = memberships.organisation_id").
		Joins("LEFT JOIN mandates ON mandates.organisation_id = memberships.organisation_id AND mandates.person_id = persons.id AND mandates.state = ?", Confirmed).
		Joins("LEFT JOIN forums ON forums.id = mandates.forum_id").
		Where("persons.id IN ?", persons).
		Order("memberships.since, memberships.id, forums.made_at, mandates.id, office_grants.office").Scan(&rows).Error
	if err != nil {
		return nil, store.Found(err)
	}
	byPerson := map[policy.PersonID][]standingRow{}
	for _, row := range rows {
		byPerson[row.PersonID] = append(byPerson[row.PersonID], row)
	}
	for id, own := range byPerson {
		all[id] = s.standing(own)
	}
	return all, nil
}

func (s *Forums) standing(rows []standingRow) Standing {
	st := Standing{Organisations: map[policy.OrganisationID]organisation.Organisation{}}
	held, mandated := map[policy.Office]bool{}, map[policy.MandateID]bool{}
	for _, row := range rows {
		if row.Office != "" && !held[row.Office] {
			held[row.Office] = true
			st.Offices = append(st.Offices, row.Office)
		}
		o := row.organisation()
		accredited := o.Accredited(s.r.Now())
		if _, seen := st.Organisations[o.ID]; o.ID != "" && !seen {
			st.Organisations[o.ID] = o
			st.Memberships = append(st.Memberships, policy.Membership{Organisation: o.ID, Kind: o.Kind, FocalPoint: row.FocalPoint, Accredited: accredited})
		}
		if row.MandateID != "" && accredited && !mandated[row.MandateID] {
			mandated[row.MandateID] = true
			st.Mandates = append(st.Mandates, row.mandate())
		}
	}
	if !policy.Stands(st.Memberships) {
		st.Offices, st.Resting = nil, st.Offices
	}
	return st
}

const standingColumns = "persons.id AS person_id, COALESCE(office_grants.office, '') AS office, COALESCE(memberships.organisation_id, '') AS organisation_id, " +
	"COALESCE(memberships.focal_point, FALSE) AS focal_point, COALESCE(organisations.key, '') AS key, COALESCE(organisations.kind, '') AS kind, " +
	"COALESCE(organisations.name_zh, '') AS name_zh, COALESCE(organisations.name_en, '') AS name_en, COALESCE(organisations.name_sv, '') AS name_sv, " +
	"COALESCE(organisations.name_native, '') AS name_native, COALESCE(organisations.native_language, '') AS native_language, " +
	"COALESCE(organisations.state, '') AS state, organisations.accredited_until, COALESCE(mandates.id, '') AS mandate_id, " +
	"COALESCE(forums.id, '') AS forum_id, COALESCE(forums.key, '') AS forum_key, COALESCE(mandates.capacity, '') AS capacity, mandates.starts, mandates.ends"

func (row standingRow) organisation() organisation.Organisation {
	return organisation.Organisation{ID: row.OrganisationID, Key: row.Key, Kind: row.Kind, NameZh: row.NameZh, NameEn: row.NameEn, NameSv: row.NameSv,
		NameNative: row.NameNative, NativeLanguage: row.NativeLanguage, State: row.State, AccreditedUntil: row.AccreditedUntil}
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
