package meeting

import (
	"context"

	"sametable/internal/annex"
	"sametable/internal/clock"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

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
		files, err := annex.Of(tx.DB, m.Record())
		if err != nil {
			return err
		}
		after := Scene{Meeting: next}
		for _, i := range scene.Items {
			if i.State != Queued || i.Auto != "" {
				continue
			}
			copied := Item{ID: clock.NewID(), MeetingID: next.ID, Language: i.Language, TitleZh: i.TitleZh, TitleEn: i.TitleEn, TitleSv: i.TitleSv, Purpose: i.Purpose, Presenter: i.Presenter,
				Minutes: i.Minutes, About: i.About, State: Queued, MotionZh: i.MotionZh, MotionEn: i.MotionEn, MotionSv: i.MotionSv, ProposedBy: i.ProposedBy, ProposedFor: i.ProposedFor, Version: 1}
			err := after.insert(tx, &copied, 0)
			if err == nil {
				err = annex.Copy(tx, annex.With(files, i.ID), next.Record(), copied.ID)
			}
			if err != nil {
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
