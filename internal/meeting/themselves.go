package meeting

import (
	"slices"

	"sametable/internal/clock"
	"sametable/internal/register"
)

// putThemselves brings what puts itself on an agenda up to the day it is sent: after the first item the minutes that nobody has approved, and
// the promises that nobody has verified. What is due no longer leaves.
func (s *Scene) putThemselves(tx *register.Tx) error {
	approval, err := approval(tx.DB, s.Meeting)
	if err != nil {
		return err
	}
	arising, err := arising(tx.DB, s.Meeting.Forum)
	if err != nil {
		return err
	}
	at := 2
	for _, wanted := range []Item{approval, arising} {
		if at, err = s.putItself(tx, wanted, at); err != nil {
			return err
		}
	}
	return nil
}

// putItself adds one of these items at a place, or brings the one that is there up to date, and gives the place of the next. One that somebody
// took away stays away; it still has its papers.
func (s *Scene) putItself(tx *register.Tx, wanted Item, at int) (next int, err error) {
	there, due := s.auto(wanted.Auto), len(wanted.Papers()) > 0
	away := slices.ContainsFunc(s.Items, func(i Item) bool { return i.Auto == wanted.Auto && i.State == Withdrawn && len(i.Papers()) > 0 })
	switch {
	case there == nil && (away || !due):
		return at, nil
	case there == nil:
		i := wanted
		i.ID, i.MeetingID, i.Language, i.State, i.Version = clock.NewID(), s.Meeting.ID, s.Meeting.Language, Queued, 1
		err := s.insert(tx, &i, at)
		return i.Number + 1, err
	case !due:
		there.About, there.Stood = wanted.About, wanted.Stood
		if err := s.close(tx, there); err != nil {
			return at, err
		}
		there.State = Withdrawn
		if err := tx.Save(there); err != nil {
			return at, err
		}
		return at, s.itemDone(tx, "strike", *there)
	}
	at = max(at, there.Number+1)
	if there.About == wanted.About && there.Stood == wanted.Stood {
		return at, nil
	}
	if err := there.retitle(tx.DB, wanted); err != nil {
		return at, err
	}
	there.About, there.Stood = wanted.About, wanted.Stood
	return at, tx.Save(there)
}

func (s *Scene) auto(kind string) *Item {
	for n := range s.Items {
		if s.Items[n].Auto == kind && listed([]string{Queued, Open}, s.Items[n].State) {
			return &s.Items[n]
		}
	}
	return nil
}

// MinutesNoun is what the minutes of a meeting are called in the register; their room stands above this one, which knows their card alone.
const MinutesNoun = "minutes"

// States of minutes that something of the meeting hangs on.
const (
	minutesDraft    = "draft"
	minutesIssued   = "issued"
	minutesWithheld = "withheld"
)

// drafted tells whether the minutes of a meeting are still being written, or not begun.
func drafted(state string) bool { return state == "" || state == minutesDraft }
