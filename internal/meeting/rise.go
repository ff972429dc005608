package meeting

import (
	"context"
	"slices"
	"time"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Leaving is somebody who gets up.
type Leaving struct {
	Meeting string
	Place   string
	At      string // the minute; empty: now
	Version int    // of the meeting; negative: whatever it is
}

// Leave notes that whoever sat for a place got up at a minute.
func (s *Meetings) Leave(ctx context.Context, actor policy.Actor, l Leaving) (Meeting, error) {
	var m Meeting
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, err := find(tx, actor, l.Meeting)
		if err != nil {
			return err
		}
		p, ok := scene.place(l.Place)
		if !ok {
			return fault.NotFound()
		}
		if _, err := scene.step(tx, "note_roll", l.Version, *p); err != nil {
			return err
		}
		m = scene.Meeting
		r := text.Reads(s.gate, tx.Now())
		at := m.minute(r, "at", l.At, tx.Now())
		if err := r.Err(); err != nil {
			return err
		}
		if !slices.ContainsFunc(scene.People, func(x Presence) bool { return x.PlaceID == p.ID && x.At(at) }) {
			return fault.Invalid(fault.Says("at", "meeting.nobody_there", nil))
		}
		if err := scene.leave(tx, p.ID, at); err != nil {
			return err
		}
		return s.rolled(tx, scene, "note_roll", *p, map[string]any{"left": at.UTC().Format(time.RFC3339)})
	})
	return m, err
}

// excuse keeps that nobody will come for a place, or that this no longer holds.
func (s *Scene) excuse(tx *register.Tx, p *Place, excused bool) (map[string]any, error) {
	if slices.ContainsFunc(s.People, func(x Presence) bool { return x.PlaceID == p.ID }) {
		return nil, fault.Conflict("meeting.was_there", nil)
	}
	p.Excused = excused
	return map[string]any{"excused": excused}, tx.Save(p)
}

// rolled enters who came or left, and tells the ballot that is open who is there now.
func (s *Meetings) rolled(tx *register.Tx, scene Scene, verb string, p Place, facts map[string]any) error {
	m := scene.Meeting
	n := m.note(past()[verb], "")
	n.To, n.Access = "", policy.Access{Class: policy.Members, Forum: m.Forum}
	n.Facts["organisation"] = string(p.OrganisationID)
	for k, v := range facts {
		n.Facts[k] = v
	}
	tx.Enter(n)
	return s.mark(tx, scene)
}
