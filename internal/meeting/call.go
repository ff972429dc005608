package meeting

import (
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/ballot"
	"sametable/internal/clock"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// call makes the places at the table from the seats and mandates of this instant, beside those there are.
func call(tx *register.Tx, m Meeting, places []Place) ([]Place, error) {
	voters, err := ballot.Electorate(tx.DB, m.Forum, tx.Now())
	if err != nil {
		return nil, err
	}
	votes := map[policy.OrganisationID]bool{}
	add := func(p Place) error {
		p.ID, p.MeetingID, p.InvitedAt, p.Version = clock.NewID(), m.ID, tx.Now(), 1
		places = append(places, p)
		return tx.Add(&places[len(places)-1])
	}
	for _, v := range voters {
		votes[v.OrganisationID] = true
		if slices.ContainsFunc(places, func(p Place) bool { return p.Voting && p.OrganisationID == v.OrganisationID }) {
			continue
		}
		if err := add(Place{OrganisationID: v.OrganisationID, Kind: v.Kind, Provinces: v.Provinces, Voting: true}); err != nil {
			return nil, err
		}
	}
	beside, err := attendants(tx.DB, m.Forum, tx.Now())
	if err != nil {
		return nil, err
	}
	for _, a := range beside {
		if votes[a.OrganisationID] || slices.ContainsFunc(places, func(p Place) bool { return p.PersonID == a.PersonID }) {
			continue
		}
		if err := add(Place{OrganisationID: a.OrganisationID, PersonID: a.PersonID, Capacity: a.Capacity, Kind: a.Kind}); err != nil {
			return nil, err
		}
	}
	for n := range places { // an organisation that has lost its vote since sits there without one
		if p := &places[n]; p.Voting && !votes[p.OrganisationID] {
			p.Voting = false
			if err := tx.Save(p); err != nil {
				return nil, err
			}
		}
	}
	return places, nil
}

// attendants are the mandates of a forum that are no organisation's vote: advisers, observers, experts, those who keep the forum.
func attendants(db *gorm.DB, id policy.ForumID, now time.Time) ([]forum.MandateRow, error) {
	var rows []forum.MandateRow
	err := db.Session(&gorm.Session{NewDB: true}).Table("mandates").Select("mandates.*, organisations.kind").Joins("JOIN organisations ON organisations.id = mandates.organisation_id").
		Where("mandates.forum_id = ? AND mandates.state = ? AND mandates.starts <= ? AND (mandates.ends IS NULL OR mandates.ends > ?)", id, forum.Confirmed, now, now).
		Where("mandates.capacity IN ?", []policy.Capacity{policy.Adviser, policy.Observer, policy.Expert, policy.Chair, policy.Secretary, policy.Convener}).
		Order("mandates.starts, mandates.id").Scan(&rows).Error
	return rows, store.Found(err)
}

// called names everybody who was called: the delegates of the organisations at the table and whoever attends beside them, and who follows
// the forum.
func (s *Meetings) called(tx *register.Tx, m Meeting) (register.Tell, error) {
	persons, err := forum.Sitting(tx.DB, m.Forum, tx.Now(), "mandates.capacity NOT IN ?", []policy.Capacity{policy.Responder, policy.Signatory})
	return register.Tell{Persons: persons, Followers: []policy.Ref{{Noun: forum.Noun, ID: string(m.Forum)}, m.Record()}}, err
}

// seated tells whether an organisation sits in a forum.
func seated(tx *register.Tx, id policy.ForumID, org policy.OrganisationID) (bool, error) {
	var n int64
	err := tx.DB.Session(&gorm.Session{NewDB: true}).Model(&forum.Seat{}).Where("forum_id = ? AND organisation_id = ? AND until IS NULL", id, org).Count(&n).Error
	return n > 0, store.Found(err)
}
