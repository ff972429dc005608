package meeting

import (
	"encoding/json"
	"slices"
	"time"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Step is one step of a meeting as a whole: open, adjourn or end.
type Step struct {
	Meeting  string
	Verb     string
	At       string          // the minute; empty: now
	Reason   string          // with adjourn
	Resumes  string          // with adjourn: the day it goes on, "2017-03-17"; empty: nobody knows
	Presides policy.PersonID // with open; empty: the chair of the forum, if she sits there
	Records  policy.PersonID // with open; empty: who opens it
	Version  int
}

// Verbs are the steps that Step takes.
func Verbs() []string { return []string{"open", "adjourn", "end"} }

// Step takes a meeting one step on, inside an act of the room above, which keeps the record of it.
func (s *Meetings) Step(tx *register.Tx, step Step) (Meeting, error) {
	if !listed(Verbs(), step.Verb) {
		return Meeting{}, fault.NotFound()
	}
	scene, to, err := s.judged(tx, step.Meeting, step.Verb, step.Version, Place{})
	if err != nil {
		return Meeting{}, err
	}
	m := scene.Meeting
	r := text.Reads(s.gate, tx.Now())
	at := m.minute(r, "at", step.At, tx.Now())
	if step.Verb == "adjourn" {
		m.Reason = r.Prose("reason", step.Reason, ReasonMost, true)
		m.ResumesAt = nil
		if on := input.Date(&r.Fields, "resumes", step.Resumes, zone(), false); !on.IsZero() {
			if m.ResumesAt = &on; on.AddDate(0, 0, 1).Before(tx.Now()) {
				r.Fields.Add("resumes", "meeting.past", nil)
			}
		}
	}
	if err := r.Err(); err != nil {
		return m, err
	}
	n := m.note(past()[step.Verb], m.move(tx, to))
	n.Facts["at"] = at.UTC().Format(time.RFC3339)
	switch step.Verb {
	case "open":
		if err = s.opening(tx, &scene, &m, at); err == nil {
			err = scene.officers(tx, &m, step)
		}
	case "adjourn", "end":
		err = scene.rise(tx, &m, at, step.Verb)
		if step.Verb == "adjourn" {
			n.Values["reason"] = m.Reason
		}
	}
	if err != nil {
		return m, err
	}
	if m.Begun() {
		q := m.Quorum(scene.Places, scene.People, at)
		n.Facts["present"], n.Facts["seats"], n.Facts["needed"], n.Facts["quorate"] = q.Present, q.Seats, q.Needed, q.Met
	}
	if step.Verb != "end" { // of its end the minutes tell
		if n.Tell, err = s.called(tx, m); err != nil {
			return m, err
		}
	}
	return m, m.keep(tx, n)
}

// opening notes when the table sat down, and under which rules. What changes in the forum while it sits changes nothing there.
func (s *Meetings) opening(tx *register.Tx, scene *Scene, m *Meeting, at time.Time) error {
	if m.OpenedAt == nil {
		m.OpenedAt = &at
		if err := scene.freeze(tx); err != nil {
			return err
		}
	}
	m.ResumesAt, m.Reason = nil, ""
	rules, err := forum.RulesIn(tx.DB, m.Forum)
	if err != nil {
		return err
	}
	encoded, err := json.Marshal(rules)
	if err != nil {
		return err
	}
	m.RulesJSON = string(encoded)
	if scene.Places, err = call(tx, *m, scene.Places); err != nil {
		return err
	}
	m.Provinces = authorities(scene.Places)
	return nil
}

// rise ends the presence of everybody who is still there. Items that were not reached are deferred when the meeting ends.
func (s *Scene) rise(tx *register.Tx, m *Meeting, at time.Time, verb string) error {
	for _, p := range s.Places {
		if err := s.leave(tx, p.ID, at); err != nil {
			return err
		}
	}
	if verb == "adjourn" {
		return nil
	}
	m.HeldAt = &at
	for n := range s.Items {
		i := &s.Items[n]
		if i.State != Queued {
			continue
		}
		to, err := ItemMachine().Step(i.State, "defer", tx.Actor.RolesIn(m.Forum, tx.Now()), s.JudgeItem(tx.Actor, tx.Now(), *i))
		if err != nil {
			return err
		}
		i.State = to
		if err := tx.Save(i); err != nil {
			return err
		}
		if err := s.itemDone(tx, "defer", *i); err != nil {
			return err
		}
	}
	return nil
}

// Close says that a meeting is over for good, inside the act of the room above that issues its minutes.
func (s *Meetings) Close(tx *register.Tx, id string) error {
	scene, err := find(tx, policy.SystemActor(), id)
	if err != nil {
		return err
	}
	scene.Issued = true
	to, err := Machine().Step(scene.Meeting.State, "close", []policy.Role{policy.RoleSystem}, scene.Judge(policy.SystemActor(), tx.Now(), Place{}))
	if err != nil {
		return err
	}
	m := scene.Meeting
	tx.Permit(policy.Allow(Noun, m.ID, "close"))
	now := tx.Now()
	n := m.note("closed", m.move(tx, to))
	m.ClosedAt = &now
	return m.keep(tx, n)
}

// mark tells the ballot that is open who is there now.
func (s *Meetings) mark(tx *register.Tx, scene Scene) error {
	at := slices.IndexFunc(scene.Items, func(i Item) bool { return i.State == Open && i.BallotID != "" })
	if at < 0 {
		return nil
	}
	return s.ballots.Mark(tx, scene.Items[at].BallotID, present(scene.Places, scene.People, tx.Now()))
}
