package meeting

import (
	"context"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// MayPlan tells whether an actor may plan a meeting of a forum, with the fault that says why not. While the forum has no charter, a
// moderator does.
func MayPlan(actor policy.Actor, f forum.Forum, s *Meetings) error {
	now := s.r.Now()
	scene := Scene{Meeting: Meeting{Access: policy.Access{Forum: f.ID}}, Founding: f.State == forum.Founding}
	if !policy.May(policy.CallMeeting, actor.RolesIn(f.ID, now)) || !scene.keeps(actor, now) {
		return fault.Forbidden("meeting.who_calls", nil)
	}
	return nil
}

// Plan thinks of a day for a meeting. Nobody is called before it is announced.
func (s *Meetings) Plan(ctx context.Context, actor policy.Actor, form Form) (Meeting, error) {
	var m Meeting
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var f forum.Forum
		if err := tx.Where("key = ?", form.Forum).Take(&f).Error; err != nil {
			return store.Found(err)
		}
		if err := MayPlan(actor, f, s); err != nil {
			return err
		}
		m = Meeting{ID: clock.NewID(), ForumKey: f.Key, Language: f.Language, State: Machine().First, StateSince: tx.Now(), PlannedBy: actor.Person,
			Access: policy.Access{Forum: f.ID}, Version: 1}
		if err := m.read(text.Reads(s.gate, tx.Now()), f, form, tx.Now()); err != nil {
			return err
		}
		return s.begin(tx, &m)
	})
	return m, err
}

func (s *Meetings) begin(tx *register.Tx, m *Meeting) error {
	m.settle()
	tx.Permit(policy.Allow(Noun, m.ID, "plan"))
	if err := tx.Add(m); err != nil {
		return err
	}
	n := m.note("planned", "")
	n.Tell = register.Tell{Secretaries: m.Forum}
	tx.Put(m.card())
	tx.Enter(n)
	return nil
}

// judged finds a meeting and gives the state a verb leads to, or why it is not the actor's; then there is leave to change it.
func (s *Meetings) judged(tx *register.Tx, id, verb string, version int, place Place) (Scene, string, error) {
	scene, err := find(tx, tx.Actor, id)
	if err != nil {
		return scene, "", err
	}
	to, err := scene.step(tx, verb, version, place)
	return scene, to, err
}

func (s Scene) step(tx *register.Tx, verb string, version int, place Place) (string, error) {
	m := s.Meeting
	to, err := Machine().StepOn(version < 0 || version == m.Version, m.State, verb, tx.Actor.RolesIn(m.Forum, tx.Now()), s.Judge(tx.Actor, tx.Now(), place))
	if err == nil {
		tx.Permit(policy.Allow(Noun, m.ID, verb))
	}
	return to, err
}

// keep saves a meeting and enters what was done to it.
func (m *Meeting) keep(tx *register.Tx, n register.Note) error {
	m.settle()
	n.To, n.Access = m.State, m.Access
	if err := tx.Save(m); err != nil {
		return err
	}
	tx.Put(m.card())
	tx.Enter(n)
	return nil
}

// move takes a meeting to a state.
func (m *Meeting) move(tx *register.Tx, to string) (from string) {
	if from = m.State; from != to {
		m.State, m.StateSince = to, tx.Now()
	}
	return from
}

// Change moves a meeting to another day or place, or says better what it is about. Whoever was called is told.
func (s *Meetings) Change(ctx context.Context, actor policy.Actor, id string, form Form) (Meeting, error) {
	var m Meeting
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, to, err := s.judged(tx, id, "change", form.Version, Place{})
		if err != nil {
			return err
		}
		m = scene.Meeting
		var f forum.Forum
		if err := tx.Where("id = ?", m.Forum).Take(&f).Error; err != nil {
			return store.Found(err)
		}
		before := m
		r := text.Reads(s.gate, tx.Now())
		if err := m.read(r, f, form, tx.Now()); err != nil {
			return err
		}
		if err := m.changed(before, scene, r); err != nil {
			return err
		}
		n := m.note("changed", m.move(tx, to))
		m.calls(&n)
		if m.State == Announced {
			n.Facts["before"] = before.StartsAt.UTC().Format("2006-01-02T15:04Z07:00")
			if n.Tell, err = s.called(tx, m); err != nil {
				return err
			}
		}
		return m.keep(tx, n)
	})
	return m, err
}

// changed refuses to bring an announced meeting forward below the charter's notice: whoever was called has planned her journey.
func (m Meeting) changed(before Meeting, s Scene, r *text.Reader) error {
	if m.State != Announced {
		return nil
	}
	if m.Kind != before.Kind {
		r.Fields.Add("kind", "meeting.kind_stays", nil)
	}
	if m.Place == "" && m.Link == "" {
		r.Fields.Add("place", "meeting.where", nil)
	}
	if m.StartsAt.Before(before.StartsAt) && m.notice(*m.AnnouncedAt) < s.Notice {
		r.Fields.Add("day", "meeting.notice_kept", map[string]any{"Days": s.Notice})
	}
	return r.Err()
}

// MayAsk tells whether an actor may ask for an item on a meeting's agenda.
func MayAsk(actor policy.Actor, m Meeting, now time.Time) error {
	if m.State != Planned && m.State != Announced {
		return fault.Conflict("meeting.begun", nil)
	}
	if !policy.May(policy.AskItem, actor.RolesIn(m.Forum, now)) {
		return fault.Forbidden("meeting.who_asks", nil)
	}
	return nil
}
