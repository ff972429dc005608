package meeting

import (
	"context"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Guest is somebody who is asked to attend one meeting without a vote and without a mandate in the forum: 列席.
type Guest struct {
	Meeting string
	Person  policy.PersonID
	Version int // of the meeting; negative: whatever it is
}

// Attendable is somebody who can be asked to attend: she belongs to an organisation that the forum knows.
type Attendable struct {
	PersonID            policy.PersonID
	Name, Latin         string
	OrganisationID      policy.OrganisationID
	Kind                policy.Kind
	OrgZh, OrgEn, OrgSv string
}

// attendable begins a query for those who can be asked to attend a meeting of a forum.
func attendable(db *gorm.DB, id policy.ForumID) *gorm.DB {
	known := db.Session(&gorm.Session{NewDB: true})
	return known.Table("persons").Select("persons.id AS person_id, persons.name, persons.latin, o.id AS organisation_id, o.kind, o.name_zh AS org_zh, o.name_en AS org_en, o.name_sv AS org_sv").
		Joins("JOIN memberships ON memberships.person_id = persons.id AND memberships.until IS NULL").Joins("JOIN organisations o ON o.id = memberships.organisation_id").
		Where("o.id IN (?) OR o.id IN (?)", db.Session(&gorm.Session{NewDB: true}).Table("seats").Select("organisation_id").Where("forum_id = ? AND until IS NULL", id),
			db.Session(&gorm.Session{NewDB: true}).Table("mandates").Select("organisation_id").Where("forum_id = ? AND state = 'confirmed'", id))
}

// Attendables lists those who could be asked to attend a meeting and have no place there.
func (s *Meetings) Attendables(ctx context.Context, p Page) ([]Attendable, error) {
	var taken []policy.PersonID
	for _, place := range p.Places {
		if place.PersonID != "" {
			taken = append(taken, place.PersonID)
		}
	}
	q := attendable(s.r.Read(ctx), p.Forum)
	if len(taken) > 0 {
		q = q.Where("persons.id NOT IN ?", taken)
	}
	var all []Attendable
	err := q.Order("o.kind, o.sort_key, persons.sort_key, persons.id").Limit(300).Scan(&all).Error
	return all, store.Found(err)
}

// Invite gives somebody a place at one meeting without a vote.
func (s *Meetings) Invite(ctx context.Context, actor policy.Actor, g Guest) (Meeting, error) {
	var m Meeting
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, _, err := s.judged(tx, g.Meeting, "note_roll", g.Version, Place{})
		if err != nil {
			return err
		}
		m = scene.Meeting
		var who []Attendable
		if err := attendable(tx.DB, m.Forum).Where("persons.id = ?", g.Person).Order("o.id").Limit(1).Scan(&who).Error; err != nil {
			return store.Found(err)
		}
		if len(who) == 0 {
			return fault.Invalid(fault.Says("guest", "input.choice", nil))
		}
		for _, p := range scene.Places {
			if p.PersonID == g.Person {
				return fault.Conflict("meeting.has_place", nil)
			}
		}
		p := Place{ID: clock.NewID(), MeetingID: m.ID, OrganisationID: who[0].OrganisationID, PersonID: g.Person, Kind: who[0].Kind, InvitedAt: tx.Now(), Version: 1}
		if err := tx.Add(&p); err != nil {
			return err
		}
		n := m.note("guest_invited", "")
		m.calls(&n)
		n.To, n.Access = "", policy.Access{Class: policy.Members, Forum: m.Forum, Person: g.Person}
		n.Facts["person"], n.Facts["organisation"] = string(g.Person), string(p.OrganisationID)
		n.Tell = register.Tell{Persons: []policy.PersonID{g.Person}}
		tx.Enter(n)
		return nil
	})
	return m, err
}

// guest is a place without a mandate behind it.
func (p Place) guest() bool { return !p.Voting && p.Capacity == "" }
