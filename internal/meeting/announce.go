package meeting

import (
	"context"
	"fmt"
	"slices"

	"sametable/internal/annex"
	"sametable/internal/clock"
	"sametable/internal/policy"
	"sametable/internal/register"
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
		m.calls(&n)
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
	files, err := annex.Of(tx.DB, m.Record())
	if err != nil {
		return err
	}
	var lines []Line
	for _, i := range items {
		if i.State == Queued {
			lines = append(lines, i.Line(annex.With(files, i.ID)))
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
		if err := scene.putThemselves(tx); err != nil {
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
