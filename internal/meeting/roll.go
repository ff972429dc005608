package meeting

import (
	"context"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Arrival is somebody who sits down for a place.
type Arrival struct {
	Meeting string
	Place   string // empty: a guest without one
	Person  policy.PersonID
	Mode    string
	At      string // the minute; empty: now
	Version int    // of the meeting; negative: whatever it is
}

// candidate is somebody who can sit for a place.
type candidate struct {
	account.Person
	Mandate  policy.MandateID
	Capacity policy.Capacity
}

// candidates are the people with a mandate for a place at an instant. A mandate that has ended sits nowhere.
func candidates(db *gorm.DB, m Meeting, p Place, at time.Time) ([]candidate, error) {
	if p.guest() {
		var all []candidate
		err := db.Session(&gorm.Session{NewDB: true}).Table("persons").Select("persons.id, persons.name, persons.latin").Where("persons.id = ?", p.PersonID).Scan(&all).Error
		return all, store.Found(err)
	}
	q := db.Session(&gorm.Session{NewDB: true}).Table("persons").Select("persons.id, persons.name, persons.latin, mandates.id AS mandate, mandates.capacity").
		Joins("JOIN mandates ON mandates.person_id = persons.id").
		Where("mandates.forum_id = ? AND mandates.organisation_id = ? AND mandates.starts <= ? AND (mandates.ended_at IS NULL OR mandates.ended_at > ?) AND (mandates.ends IS NULL OR mandates.ends > ?)",
			m.Forum, p.OrganisationID, at, at, at).Where("mandates.state = 'confirmed' OR mandates.ended_at > ?", at)
	if p.Voting {
		q = q.Where("mandates.capacity IN ?", []policy.Capacity{policy.Titular, policy.Alternate})
	} else {
		q = q.Where("persons.id = ?", p.PersonID)
	}
	var all []candidate
	err := q.Order("CASE WHEN mandates.capacity = 'titular' THEN 0 ELSE 1 END, mandates.id").Scan(&all).Error
	return all, store.Found(err)
}

// Arrive notes that somebody sat down for a place, at a minute. Whoever sat there for it before leaves at that minute: an organisation has one
// voice.
func (s *Meetings) Arrive(ctx context.Context, actor policy.Actor, a Arrival) (Meeting, error) {
	return s.sit(ctx, actor, "note_roll", a)
}

// CheckIn is Arrive by the delegate herself, now.
func (s *Meetings) CheckIn(ctx context.Context, actor policy.Actor, a Arrival) (Meeting, error) {
	a.Person, a.At, a.Version = actor.Person, "", -1
	return s.sit(ctx, actor, "check_in", a)
}

func (s *Meetings) sit(ctx context.Context, actor policy.Actor, verb string, a Arrival) (Meeting, error) {
	var m Meeting
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, err := find(tx, actor, a.Meeting)
		if err != nil {
			return err
		}
		p, ok := scene.place(a.Place)
		if !ok {
			return fault.NotFound()
		}
		if _, err := scene.step(tx, verb, a.Version, *p); err != nil {
			return err
		}
		m = scene.Meeting
		return s.seat(tx, &scene, verb, p, a)
	})
	return m, err
}

// seat lets somebody sit down for a place.
func (s *Meetings) seat(tx *register.Tx, scene *Scene, verb string, p *Place, a Arrival) error {
	r := text.Reads(s.gate, tx.Now())
	mode := input.Choice(&r.Fields, "mode", a.Mode, Modes())
	if m := scene.Meeting; m.HeldAt != nil && strings.TrimSpace(a.At) == "" { // put right afterwards: she was there all the time
		a.At = m.OpenedAt.Format(time.RFC3339)
	}
	at := scene.Meeting.minute(r, "at", a.At, tx.Now())
	if err := r.Err(); err != nil {
		return err
	}
	all, err := candidates(tx.DB, scene.Meeting, *p, at)
	if err != nil {
		return err
	}
	who := slices.IndexFunc(all, func(c candidate) bool { return c.ID == a.Person })
	if who < 0 {
		return fault.Invalid(fault.Says("person", "meeting.no_mandate", nil))
	}
	if err := scene.leave(tx, p.ID, at); err != nil {
		return err
	}
	x := Presence{ID: clock.NewID(), MeetingID: scene.Meeting.ID, PlaceID: p.ID, PersonID: a.Person, Name: all[who].Name, Latin: all[who].Latin, Capacity: all[who].Capacity,
		MandateID: all[who].Mandate, Mode: mode, Arrived: at, NotedBy: tx.Actor.Person, Version: 1}
	if err := tx.Add(&x); err != nil {
		return err
	}
	scene.People = append(scene.People, x)
	return s.rolled(tx, *scene, verb, *p, map[string]any{"person": string(a.Person), "mode": mode, "arrived": at.UTC().Format(time.RFC3339), "capacity": string(x.Capacity)})
}

// leave ends whatever presence there is for a place at a minute. What would have no minute left is taken as a slip: it never was.
func (s *Scene) leave(tx *register.Tx, place string, at time.Time) error {
	for n := range s.People {
		x := &s.People[n]
		if x.PlaceID != place || x.Left != nil && !x.Left.After(at) {
			continue
		}
		left := at
		if left.Before(x.Arrived) {
			left = x.Arrived
		}
		x.Left = &left
		if err := tx.Save(x); err != nil {
			return err
		}
	}
	return nil
}
