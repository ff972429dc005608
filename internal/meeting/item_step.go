package meeting

import (
	"time"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// word reads what is asked of the table. It stands in all three languages before anybody votes: a decision and its translations are one
// record.
func (i *Item) word(r *text.Reader, m Motion) {
	i.MotionZh, i.MotionEn, i.MotionSv = r.Prose("motion_zh", m.Zh, MotionMost, true), r.Prose("motion_en", m.En, MotionMost, true), r.Prose("motion_sv", m.Sv, MotionMost, true)
	r.Look("motion_"+i.Language, i.MotionZh+"\n\n"+i.MotionEn+"\n\n"+i.MotionSv)
}

// concluded notes when an item was over and who was there. What was agreed without a quorum is an indication.
func (i *Item) concluded(s Scene, at time.Time) {
	there := s.Meeting.snapshot(s.Places, s.People, at)
	i.ConcludedAt, i.Snapshot, i.Indicative = &at, encode(there), i.State == Agreed && !there.Met
}

// itemDone enters a step of an item with whom it concerns.
func (s Scene) itemDone(tx *register.Tx, verb string, i Item) error {
	n := s.itemNote(itemPast()[verb], i)
	if i.Reason != "" {
		n.Values["reason"] = i.Reason
	}
	if table := i.Table(); i.ConcludedAt != nil && table.Seats > 0 {
		n.Facts["present"], n.Facts["seats"], n.Facts["quorate"] = len(table.Organisations), table.Seats, table.Met
	}
	switch verb {
	case "take_up", "decline":
		n.Access = policy.Access{Class: policy.Members, Forum: s.Meeting.Forum}
		n.Tell = register.Tell{Persons: []policy.PersonID{i.ProposedBy}}
	}
	tx.Enter(n)
	return nil
}

// shift gives an item another place on the agenda, and moves those between.
func (s Scene) shift(tx *register.Tx, i *Item, to int) error {
	to = min(max(to, 1), s.numbered())
	for n := range s.Items {
		other := &s.Items[n]
		switch {
		case other.ID == i.ID || other.Number == 0:
			continue
		case i.Number < other.Number && other.Number <= to:
			other.Number--
		case to <= other.Number && other.Number < i.Number:
			other.Number++
		default:
			continue
		}
		if err := tx.Save(other); err != nil {
			return err
		}
	}
	i.Number = to
	return nil
}

// close moves the items after one that is taken off the agenda up to its place.
func (s Scene) close(tx *register.Tx, i *Item) error {
	for n := range s.Items {
		other := &s.Items[n]
		if other.ID == i.ID || other.Number <= i.Number {
			continue
		}
		other.Number--
		if err := tx.Save(other); err != nil {
			return err
		}
	}
	i.Number = 0
	return nil
}
