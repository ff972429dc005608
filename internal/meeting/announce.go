package meeting

import (
	"context"
	"fmt"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/ballot"
	"sametable/internal/clock"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Announce calls the meeting: it gets its working reference, the mandates of this day are invited, and its agenda is sent. What has to be on
// the agenda puts itself there.
func (s *Meetings) Announce(ctx context.Context, actor policy.Actor, id string, version int) (Meeting, error) {
	var m Meeting
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, to, err := s.judged(tx, id, "announce", version, Place{})
		if err != nil {
			return err
		}
		if err := scene.putThemselves(tx); err != nil {
			return err
		}
		m = scene.Meeting
		now := tx.Now()
		m.Year = now.In(zone()).Year()
		if m.Number, err = tx.Next(fmt.Sprintf("%s:%s:%d", Noun, m.ForumKey, m.Year)); err != nil {
			return err
		}
		m.Reference = fmt.Sprintf("%s-M-%s", m.ForumKey, atOf(m.Year, m.Number))
		from := m.move(tx, to)
		m.AnnouncedAt, m.AnnouncedBy = &now, actor.Person
		if scene.Places, err = call(tx, m, scene.Places); err != nil {
			return err
		}
		if err := m.send(tx, scene.Items); err != nil {
			return err
		}
		n := m.note("announced", from)
		n.Facts["days"], n.Facts["needed"] = m.notice(now), scene.Notice
		if n.Tell, err = s.called(tx, m); err != nil {
			return err
		}
		return m.keep(tx, n)
	})
	return m, err
}

func atOf(year, number int) string { return fmt.Sprintf("%d-%02d", year, number) }

// send keeps the agenda as it stands now, and what whoever was called reads.
func (m *Meeting) send(tx *register.Tx, items []Item) error {
	m.Revision++
	var lines []Line
	for _, i := range items {
		if i.State == Queued {
			lines = append(lines, i.Line())
		}
	}
	slices.SortFunc(lines, func(a, b Line) int { return a.Number - b.Number })
	return tx.Add(&Agenda{ID: clock.NewID(), MeetingID: m.ID, Revision: m.Revision, Lines: encode(lines), SentBy: tx.Actor.Person, SentAt: tx.Now(), Version: 1})
}

// SendAgenda sends the agenda as it stands now to those who were called; what differs from the one before is shown to them.
func (s *Meetings) SendAgenda(ctx context.Context, actor policy.Actor, id string, version int) (Meeting, error) {
	var m Meeting
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, to, err := s.judged(tx, id, "send_agenda", version, Place{})
		if err != nil {
			return err
		}
		m = scene.Meeting
		if err := m.send(tx, scene.Items); err != nil {
			return err
		}
		n := m.note("agenda_sent", m.move(tx, to))
		n.Facts["revision"] = m.Revision
		if n.Tell, err = s.called(tx, m); err != nil {
			return err
		}
		return m.keep(tx, n)
	})
	return m, err
}

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

// Ending is how a meeting that was called does not take place.
type Ending struct {
	Meeting string
	Reason  string
	Instead Form // with Postpone: the meeting that is planned in its stead
	Version int
}

// Cancel calls a meeting off. What was announced stays readable, with the reason.
func (s *Meetings) Cancel(ctx context.Context, actor policy.Actor, e Ending) (Meeting, error) {
	var m Meeting
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, to, err := s.judged(tx, e.Meeting, "cancel", e.Version, Place{})
		if err != nil {
			return err
		}
		m = scene.Meeting
		return s.callOff(tx, &m, e, to)
	})
	return m, err
}

// Postpone puts a meeting off: it stays readable, and another one is planned in its stead with the items of its agenda.
func (s *Meetings) Postpone(ctx context.Context, actor policy.Actor, e Ending) (next Meeting, err error) {
	err = s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, to, err := s.judged(tx, e.Meeting, "postpone", e.Version, Place{})
		if err != nil {
			return err
		}
		m := scene.Meeting
		var f forum.Forum
		if err := tx.Where("id = ?", m.Forum).Take(&f).Error; err != nil {
			return store.Found(err)
		}
		next = Meeting{ID: clock.NewID(), ForumKey: f.Key, Language: m.Language, State: Machine().First, StateSince: tx.Now(), PlannedBy: tx.Actor.Person, Access: policy.Access{Forum: f.ID}, Version: 1}
		if err := next.read(text.Reads(s.gate, tx.Now()), f, e.Instead, tx.Now()); err != nil {
			return err
		}
		m.FollowedBy = next.ID
		if err := s.callOff(tx, &m, e, to); err != nil {
			return err
		}
		if err := s.begin(tx, &next); err != nil {
			return err
		}
		after := Scene{Meeting: next}
		for _, i := range scene.Items {
			if i.State != Queued || i.Auto != "" {
				continue
			}
			copied := Item{ID: clock.NewID(), MeetingID: next.ID, Language: i.Language, TitleZh: i.TitleZh, TitleEn: i.TitleEn, TitleSv: i.TitleSv, Purpose: i.Purpose, Presenter: i.Presenter,
				Minutes: i.Minutes, About: i.About, State: Queued, MotionZh: i.MotionZh, MotionEn: i.MotionEn, MotionSv: i.MotionSv, ProposedBy: i.ProposedBy, ProposedFor: i.ProposedFor, Version: 1}
			if err := after.insert(tx, &copied, 0); err != nil {
				return err
			}
		}
		return nil
	})
	return next, err
}

func (s *Meetings) callOff(tx *register.Tx, m *Meeting, e Ending, to string) error {
	r := text.Reads(s.gate, tx.Now())
	m.Reason = r.Prose("reason", e.Reason, ReasonMost, true)
	if err := r.Err(); err != nil {
		return err
	}
	n := m.note(to, m.move(tx, to)) // the state is the word for what was done
	n.Values["reason"] = m.Reason
	if m.AnnouncedAt != nil {
		var err error
		if n.Tell, err = s.called(tx, *m); err != nil {
			return err
		}
	}
	return m.keep(tx, n)
}

// seated tells whether an organisation sits in a forum.
func seated(tx *register.Tx, id policy.ForumID, org policy.OrganisationID) (bool, error) {
	var n int64
	err := tx.DB.Session(&gorm.Session{NewDB: true}).Model(&forum.Seat{}).Where("forum_id = ? AND organisation_id = ? AND until IS NULL", id, org).Count(&n).Error
	return n > 0, store.Found(err)
}

// nameOf gives a person's names as they stand on a roll.
func nameOf(db *gorm.DB, id policy.PersonID) (account.Person, error) {
	var p account.Person
	return p, store.Found(db.Session(&gorm.Session{NewDB: true}).Select("id", "name", "latin").Where("id = ?", id).Take(&p).Error)
}
