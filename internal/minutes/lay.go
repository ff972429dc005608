package minutes

import (
	"slices"

	"sametable/internal/ballot"
	"sametable/internal/clock"
	"sametable/internal/meeting"
	"sametable/internal/register"
)

// outline gives the paragraphs a meeting makes by itself: for each item what was said of it, what was decided with its votes, who recorded a
// reservation, and what follows. Those that were written while it went on stand before.
func (h held) outline(id string, written []Block) []Block {
	var all []Block
	for _, i := range h.items {
		of := slices.DeleteFunc(slices.Clone(written), func(b Block) bool { return b.ItemID != i.ID })
		place := len(of)
		add := func(kind, words string, noted bool, f Facts) {
			place++
			all = append(all, Block{ID: clock.NewID(), MinutesID: id, ItemID: i.ID, Item: i.Number, Place: place, Kind: kind, Words: words, Noted: noted, Facts: encode(f), Version: 1})
		}
		if len(of) == 0 {
			kind, words := Discussion, i.Outcome
			if i.Purpose == meeting.Inform {
				kind = Information
			}
			if i.Reason != "" {
				words = i.Reason
			}
			add(kind, words, words == "" && i.State != meeting.Open, Facts{})
		}
		if i.State == meeting.Decided || i.State == meeting.Agreed && i.MotionZh+i.MotionEn+i.MotionSv != "" {
			add(Decision, "", false, Facts{Decision: h.decided(i), Erased: i.Erased()})
		}
		if i.State == meeting.Decided {
			h.reserved(i, add)
		}
		for _, promise := range i.Promises() {
			c := h.commitments[promise]
			add(Action, "", false, Facts{Action: &Promised{Commitment: c.ID, Reference: c.Reference, Owner: c.OwnerID, OwnerNames: h.named(c.OwnerID),
				Title: Names{c.TitleZh, c.TitleEn, c.TitleSv}, Due: c.FirstDue}, Erased: c.ID != "" && c.Erased()})
		}
	}
	return all
}

// reserved adds the reservations of a ballot, in the words of those who recorded them.
func (h held) reserved(i meeting.Item, add func(kind, words string, noted bool, f Facts)) {
	for _, v := range h.voters[i.BallotID] {
		if v.Words == "" || !v.Counts() || v.Objection == ballot.Cleared {
			continue
		}
		add(Reservation, v.Words, false, Facts{Reservation: &Reserved{Organisation: v.OrganisationID, Names: h.named(v.OrganisationID), Language: v.Language}})
	}
}

// lay puts what a meeting came to into its minutes, once, when it has ended.
func (s *Scene) lay(tx *register.Tx) error {
	m := &s.Set
	if m.Laid || !s.Ended {
		return nil
	}
	h, err := gather(tx.DB, m.ID)
	if err != nil {
		return err
	}
	tx.Permit(m.permit("lay"))
	blocks := h.outline(m.ID, s.Blocks)
	for n := range blocks {
		if err := tx.Add(&blocks[n]); err != nil {
			return err
		}
	}
	s.Blocks = append(s.Blocks, blocks...)
	s.sort()
	m.Laid = true
	n := m.note("laid", m.State)
	n.Facts["blocks"] = len(s.Blocks)
	return m.keep(tx, n)
}

func (s *Scene) sort() {
	slices.SortStableFunc(s.Blocks, func(a, b Block) int {
		if a.Item != b.Item {
			return a.Item - b.Item
		}
		return a.Place - b.Place
	})
}
