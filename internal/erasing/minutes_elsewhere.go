package erasing

import (
	"errors"
	"slices"
	"strings"

	"sametable/internal/ballot"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// fromMinutes takes words from minutes that were erased in the room they came from: of an agenda's item its title, what was decided in it and
// whatever repeats its words; of a meeting what it is called; of a promise and a reservation what was laid down of them.
func fromMinutes(tx *register.Tx, of policy.Ref, said []string) error {
	sets, picks, titles, err := repeating(tx, of, said)
	for _, m := range sets {
		tx.Permit(policy.Allow(minutes.Noun, m.ID, "erase"))
		changed, failed := strike(tx, m, picks, titles)
		if err = errors.Join(err, failed); err != nil {
			return err
		}
		if of.Noun == meeting.Noun {
			if changed, err = renamed(tx, m); err != nil {
				return err
			}
		}
		if len(titles) > 0 {
			if err := blankNotes(tx, m.ID, titles...); err != nil {
				return err
			}
		}
		if changed {
			tx.Enter(m.Erasing("erased", of.Noun, of.ID))
		}
	}
	return err
}

// repeating finds the minutes that repeat words of another room, and which of their paragraphs do.
func repeating(tx *register.Tx, of policy.Ref, said []string) (sets []minutes.Set, picks func(minutes.Written) bool, titles []string, err error) {
	among := func(ids ...string) error { return tx.Where("id IN ?", ids).Order("id").Find(&sets).Error }
	picks = func(minutes.Written) bool { return false }
	switch of.Noun {
	case meeting.Noun:
		err = among(of.ID)
	case meeting.ItemNoun:
		var i meeting.Item
		if err = tx.Where("id = ?", of.ID).Take(&i).Error; err == nil {
			titles, picks, err = []string{i.ID}, repeats(i.Number, said), among(i.MeetingID)
		}
	case ballot.VoiceNoun:
		var v ballot.Voter
		var i meeting.Item
		if err = tx.Where("id = ?", of.ID).Take(&v).Error; err == nil {
			err = tx.Where("ballot_id = ? AND ballot_id <> ''", v.BallotID).Limit(1).Find(&i).Error
		}
		picks = func(w minutes.Written) bool {
			return w.Item == i.Number && w.Facts.Reservation != nil && w.Facts.Reservation.Organisation == v.OrganisationID
		}
		if err == nil && i.ID != "" {
			err = among(i.MeetingID)
		}
	default: // a commitment
		var blocks []minutes.Block
		err = tx.Where("facts LIKE ?", `%"`+of.ID+`"%`).Find(&blocks).Error
		ids := []string{}
		for _, b := range blocks {
			ids = append(ids, b.MinutesID)
		}
		picks = func(w minutes.Written) bool { return w.Facts.Action != nil && w.Facts.Action.Commitment == of.ID }
		if err == nil {
			err = among(ids...)
		}
	}
	return sets, picks, titles, err
}

// repeats picks the paragraphs of an item that say what was erased of it.
func repeats(item int, said []string) func(minutes.Written) bool {
	return func(w minutes.Written) bool {
		return w.Item == item && (w.Kind == minutes.Decision || slices.ContainsFunc(said, func(s string) bool { return s != "" && strings.Contains(w.Words, s) }))
	}
}

// renamed calls minutes by the kind of their meeting, since its title was erased, in every version as well.
func renamed(tx *register.Tx, m minutes.Set) (bool, error) {
	named, err := minutes.Rename(tx, m)
	if err != nil {
		return false, err
	}
	var editions []minutes.Edition
	if err := tx.Where("minutes_id = ?", m.ID).Order("number").Find(&editions).Error; err != nil {
		return true, err
	}
	for n := range editions {
		_, err := minutes.Strike(tx, &editions[n], func(c *minutes.Content) bool {
			changed := c.Meeting.Title != named || c.Meeting.Place != (minutes.Names{})
			c.Meeting.Title, c.Meeting.Place = named, minutes.Names{}
			return changed
		})
		if err != nil {
			return true, err
		}
	}
	return true, nil
}
