package minutes

import (
	"context"
	"maps"
	"slices"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// agrees notes that an organisation finds the minutes right as they went round.
func (s Scene) agrees(tx *register.Tx) (map[string]any, error) {
	org, ok := s.speaksFor(tx.Actor, tx)
	if !ok {
		return nil, fault.Forbidden("minutes.for_whom", nil)
	}
	return map[string]any{"organisation": string(org)}, AgreeAs(tx, s, Answer{OrganisationID: org, PersonID: tx.Actor.Person})
}

// AgreeAs keeps the answer of an organisation that the version which counts is right, in the place of what it had said before.
func AgreeAs(tx *register.Tx, s Scene, a Answer) error {
	var known []Answer
	if err := tx.Where("minutes_id = ? AND organisation_id = ?", s.Set.ID, a.OrganisationID).Find(&known).Error; err != nil {
		return err
	}
	a.MinutesID, a.Hash, a.SaidAt = s.Set.ID, s.Set.Hash, tx.Now()
	if len(known) > 0 {
		a.ID, a.Version = known[0].ID, known[0].Version
		return tx.Save(&a)
	}
	a.ID, a.Version = clock.NewID(), 1
	return tx.Add(&a)
}

// speaksFor is the organisation for which somebody speaks on the minutes: the one she sat there for, else one she has a mandate of that was
// there.
func (s Scene) speaksFor(actor policy.Actor, tx *register.Tx) (policy.OrganisationID, bool) {
	for _, m := range actor.In(s.Set.Forum, tx.Now()) {
		if slices.Contains(s.There, m.Organisation) {
			return m.Organisation, true
		}
	}
	org, ok := s.Sat[actor.Person]
	return org, ok && actor.Person != ""
}

// tell names whom a step concerns: those who were there, the chair, or the secretariat.
func (s Scene) tell(tx *register.Tx, verb string) (register.Tell, error) {
	switch verb {
	case "submit":
		chairs, err := forum.Sitting(tx.DB, s.Set.Forum, tx.Now(), "mandates.capacity = ?", policy.Chair)
		return register.Tell{Persons: chairs}, err
	case "return", "sign", "confirm_version":
		return register.Tell{Secretaries: s.Set.Forum}, nil
	case "agree":
		return register.Tell{}, nil
	}
	persons, err := s.those(tx)
	t := register.Tell{Persons: persons, Secretaries: s.Set.Forum}
	if verb == "issue" || verb == "correct" || verb == "withhold" {
		t.Followers = []policy.Ref{{Noun: forum.Noun, ID: string(s.Set.Forum)}, {Noun: meeting.Noun, ID: s.Set.ID}, s.Set.Record()}
	}
	return t, err
}

// those are the people before whom the minutes lie: who sat there, and who speaks now for an organisation that did.
func (s Scene) those(tx *register.Tx) ([]policy.PersonID, error) {
	persons, err := forum.Sitting(tx.DB, s.Set.Forum, tx.Now(), "mandates.organisation_id IN ? AND mandates.capacity IN ?", s.There,
		[]policy.Capacity{policy.Titular, policy.Alternate, policy.Adviser, policy.Expert, policy.Observer, policy.Chair, policy.Convener})
	for _, p := range slices.Concat(slices.Collect(maps.Keys(s.Sat)), s.Beside) {
		if p != "" && !slices.Contains(persons, p) {
			persons = append(persons, p)
		}
	}
	slices.Sort(persons)
	return persons, err
}

// NameCheckers names those who check the minutes: the meeting chose them among those who were there.
func (s *Minutes) NameCheckers(ctx context.Context, actor policy.Actor, id string, persons []policy.PersonID, version int) (Set, error) {
	var m Set
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, _, err := s.judged(tx, id, "name_checkers", version)
		if err != nil {
			return err
		}
		m = c.Set
		var fields fault.Fields
		if m.Mode != Checking {
			return fault.Conflict("minutes.no_checkers", nil)
		}
		var there []meeting.Presence
		if err := tx.Where("meeting_id = ? AND person_id IN ?", m.ID, persons).Order("arrived").Find(&there).Error; err != nil {
			return err
		}
		for n := range c.Checkers {
			if err := tx.Drop(&c.Checkers[n]); err != nil {
				return err
			}
		}
		var named []policy.PersonID
		for _, p := range there {
			if slices.Contains(named, p.PersonID) {
				continue
			}
			named = append(named, p.PersonID)
			if err := tx.Add(&Checker{ID: clock.NewID(), MinutesID: m.ID, PersonID: p.PersonID, OrganisationID: c.Sat[p.PersonID], Name: p.Name, Latin: p.Latin, Version: 1}); err != nil {
				return err
			}
		}
		if len(named) == 0 || len(named) != len(slices.Compact(slices.Sorted(slices.Values(persons)))) || len(named) > 5 {
			fields.Add("checkers", "minutes.checkers_there", fault.Args{"Most": 5})
			return fields.Err()
		}
		n := m.note("checkers_named", m.State)
		n.Facts["checkers"], n.Tell = len(named), register.Tell{Persons: named}
		return m.keep(tx, n)
	})
	return m, err
}
