package meeting

import (
	"context"
	"errors"
	"slices"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// RollCall is what a roll call comes to, at one minute.
type RollCall struct {
	Meeting string
	At      string // the minute; empty: now
	Places  []Called
}

// Called is what it says of one place. A place nobody came for and nobody spoke of is left out.
type Called struct {
	Place  string
	Person policy.PersonID // who sits down; empty: nobody does
	Mode   string
	Word   string // of a place nobody comes for: Excused, or Absent where the apologies do not hold
}

// Call notes a roll call as a whole: all that it says is noted, or nothing. Whoever has sat down for a place since is not moved: the same
// person is passed over, another is an error beside the place, as "person_" and the place's id.
func (s *Meetings) Call(ctx context.Context, actor policy.Actor, c RollCall) (Meeting, error) {
	var m Meeting
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, err := find(tx, actor, c.Meeting)
		if err != nil {
			return err
		}
		if _, err := scene.step(tx, "note_roll", -1, Place{}); err != nil {
			return err
		}
		m = scene.Meeting
		r := text.Reads(s.gate, tx.Now())
		if m.minute(r, "at", c.At, tx.Now()); len(c.Places) == 0 {
			r.Fields.Add("roll", "meeting.nobody_called", nil)
		}
		if err := r.Err(); err != nil {
			return err
		}
		var wrong []fault.Field
		for _, one := range c.Places {
			err := s.rollOf(tx, &scene, c.At, one)
			var bad *fault.Fault
			if !errors.As(err, &bad) || len(bad.Fields) == 0 {
				if err != nil {
					return err
				}
				continue
			}
			for _, f := range bad.Fields {
				f.Name += "_" + one.Place
				wrong = append(wrong, f)
			}
		}
		if len(wrong) > 0 {
			return fault.Invalid(wrong...)
		}
		return nil
	})
	return m, err
}

// rollOf notes what a roll call says of one place.
func (s *Meetings) rollOf(tx *register.Tx, scene *Scene, at string, c Called) error {
	p, ok := scene.place(c.Place)
	if !ok {
		return fault.NotFound()
	}
	sits := slices.IndexFunc(scene.People, func(x Presence) bool { return x.PlaceID == p.ID && x.Left == nil })
	switch {
	case sits >= 0 && (c.Person == "" || scene.People[sits].PersonID == c.Person):
		return nil
	case sits >= 0:
		return fault.Invalid(fault.Says("person", "meeting.place_taken", nil))
	case c.Person != "":
		return s.seat(tx, scene, "note_roll", p, Arrival{Person: c.Person, Mode: c.Mode, At: strings.TrimSpace(at)})
	}
	if p.Excused == (c.Word == Excused) {
		return nil
	}
	facts, err := scene.excuse(tx, p, c.Word == Excused)
	if err != nil {
		return err
	}
	return s.rolled(tx, *scene, "note_roll", *p, facts)
}
