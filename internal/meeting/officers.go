package meeting

import (
	"encoding/json"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Officer is who presides at a meeting or records it, by the name she bore then.
type Officer struct {
	Person policy.PersonID `json:"person"`
	Name   string          `json:"name"`
	Latin  string          `json:"latin"`
}

// Officers is what the secretary says of the two. Whoever presides sits there with a vote; who records need not.
type Officers struct {
	Meeting  string
	Presides policy.PersonID
	Records  policy.PersonID
}

// Presides is who was said to preside; nobody where it is left to the forum's chair, who does when she sits there.
func (m Meeting) Presides() Officer { return officer(m.Presider) }

// Records is who was said to record.
func (m Meeting) Records() Officer { return officer(m.Recorder) }

func officer(encoded string) (o Officer) {
	_ = json.Unmarshal([]byte(encoded), &o) // written below; empty where nothing was said
	return o
}

// officers keeps what was said at the opening. The roll is not called yet: whoever is to preside can sit down at a place with a vote.
func (s *Scene) officers(tx *register.Tx, m *Meeting, step Step) error {
	records := step.Records
	if records == "" && m.Recorder == "" {
		records = tx.Actor.Person // who opens the meeting notes what happens there
	}
	if records != "" {
		if err := m.recordedBy(tx, records); err != nil {
			return err
		}
	}
	if step.Presides == "" {
		return nil
	}
	var of []policy.OrganisationID
	for _, p := range s.Places {
		if p.Voting {
			of = append(of, p.OrganisationID)
		}
	}
	now := tx.Now()
	var found []Officer
	err := tx.DB.Session(&gorm.Session{NewDB: true}).Table("persons").Select("persons.id AS person, persons.name, persons.latin").Joins("JOIN mandates ON mandates.person_id = persons.id").
		Where("persons.id = ? AND mandates.forum_id = ? AND mandates.organisation_id IN ? AND mandates.capacity IN ? AND mandates.state = 'confirmed'", step.Presides, m.Forum, of,
			[]policy.Capacity{policy.Titular, policy.Alternate}).
		Where("mandates.starts <= ? AND (mandates.ends IS NULL OR mandates.ends > ?)", now, now).Limit(1).Scan(&found).Error
	if err != nil {
		return store.Found(err)
	}
	if len(found) == 0 {
		return fault.Invalid(fault.Says("presides", "meeting.presides_seat", nil))
	}
	m.Presider = encode(found[0])
	return nil
}

// recordedBy keeps who records. Whoever sits in the forum can.
func (m *Meeting) recordedBy(tx *register.Tx, person policy.PersonID) error {
	q := tx.DB.Session(&gorm.Session{NewDB: true}).Table("persons").Select("id AS person, name, latin").Where("id = ?", person)
	if person != tx.Actor.Person {
		q = q.Where("EXISTS (SELECT 1 FROM mandates WHERE mandates.person_id = persons.id AND mandates.forum_id = ? AND mandates.state = 'confirmed') OR EXISTS "+
			"(SELECT 1 FROM meeting_presences WHERE meeting_presences.person_id = persons.id AND meeting_presences.meeting_id = ?)", m.Forum, m.ID)
	}
	var found []Officer
	if err := q.Limit(1).Scan(&found).Error; err != nil {
		return store.Found(err)
	}
	if len(found) == 0 {
		return fault.Invalid(fault.Says("records", "input.choice", nil))
	}
	m.Recorder = encode(found[0])
	return nil
}

// Name puts right who presides and who records, inside an act of the room above, which keeps the record of it.
func (s *Meetings) Name(tx *register.Tx, o Officers) (Meeting, error) {
	scene, _, err := s.judged(tx, o.Meeting, "note_roll", -1, Place{})
	if err != nil {
		return scene.Meeting, err
	}
	m := scene.Meeting
	if !m.Begun() {
		return m, fault.Conflict("meeting.not_begun", nil)
	}
	at := slices.IndexFunc(scene.People, func(x Presence) bool {
		place, ok := scene.place(x.PlaceID)
		return ok && place.Voting && x.PersonID == o.Presides && o.Presides != ""
	})
	if at < 0 {
		return m, fault.Invalid(fault.Says("presides", "meeting.presides_roll", nil))
	}
	m.Presider = encode(Officer{o.Presides, scene.People[at].Name, scene.People[at].Latin})
	if err := m.recordedBy(tx, o.Records); err != nil {
		return m, err
	}
	n := m.note("officers_named", m.State)
	n.Facts["presides"], n.Facts["records"] = string(o.Presides), string(o.Records)
	return m, m.keep(tx, n)
}
