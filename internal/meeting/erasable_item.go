package meeting

import (
	"errors"
	"time"

	"gorm.io/gorm"

	"sametable/internal/ballot"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// ItemErasables gives those of some items of agendas that a viewer sees: what stands on the agenda, what was asked of the table, and what came
// of it.
func ItemErasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var items []Item
	if err := db.Where("id IN ?", ids).Order("id").Find(&items).Error; err != nil {
		return nil, err
	}
	of, err := meetingsOf(db, viewer, now, items, func(i Item) string { return i.MeetingID })
	var all []text.Erasable
	for _, i := range items {
		m, seen := of[i.MeetingID]
		if !seen {
			continue
		}
		e := text.Erasable{Ref: policy.Ref{Noun: ItemNoun, ID: i.ID}, Of: m.Record(), Path: m.Path() + "#item-" + i.ID, Forum: m.Forum, Language: i.Language, Words: i.words(),
			Note:    func(past string) register.Note { return m.itemErasing(past, i) },
			Entries: func(e register.Entry) bool { return e.Fact("item") == i.ID },
			Empty:   func(tx *register.Tx) error { return errors.Join(m.forget(tx, i), m.forgetTwins(tx, i)) }}
		if i.ProposedFor != "" {
			e.Owners = []policy.OrganisationID{i.ProposedFor}
		}
		all = append(all, e.Marked())
	}
	return all, err
}

func (i Item) words() []string {
	return []string{i.TitleZh, i.TitleEn, i.TitleSv, i.MotionZh, i.MotionEn, i.MotionSv, i.Outcome, i.Reason}
}

// Erased tells whether two moderators took the words away: each item has a title otherwise.
func (i Item) Erased() bool { return i.TitleZh+i.TitleEn+i.TitleSv == "" }

// itemErasing begins an entry about words of an item that are erased.
func (m Meeting) itemErasing(past string, i Item) register.Note {
	n := m.erasing(past)
	n.From, n.To, n.Facts["item"], n.Facts["number"], n.Facts["state"] = "", "", i.ID, i.Number, i.State
	if i.Number == 0 {
		n.Access = policy.Access{Class: policy.Members, Forum: m.Forum}
	}
	return n
}

// forget takes the words of an item, from every agenda that was sent as well, and from the ballot on them, and the files that go with it. Its number, its numbers of votes and
// who was there stay.
func (m Meeting) forget(tx *register.Tx, i Item) error {
	i.TitleZh, i.TitleEn, i.TitleSv, i.MotionZh, i.MotionEn, i.MotionSv, i.Outcome, i.Reason = "", "", "", "", "", "", "", ""
	if err := tx.Save(&i); err != nil {
		return err
	}
	err := m.restate(tx, i.ID, func(l *Line) { l.TitleZh, l.TitleEn, l.TitleSv = "", "", "" })
	if err := errors.Join(err, m.forgetFiles(tx, i.ID)); err != nil {
		return err
	}
	if ref := i.subject(); i.BallotID == "" || ref.Noun != ItemNoun {
		return nil
	}
	access := policy.Access{Class: policy.Public, Forum: m.Forum}
	tx.Permit(policy.Allow(ItemNoun, i.ID, "erase"))
	tx.Put(register.Card{Noun: ItemNoun, NounID: i.ID, Language: i.Language, State: i.State, Path: m.Path() + "#item-" + i.ID, Access: access})
	tx.Enter(register.Note{Noun: ItemNoun, ID: i.ID, Verb: ItemNoun + ".erased", To: i.State, Access: access, Facts: map[string]any{"meeting": m.Reference, "number": i.Number}})
	return ballot.Retitle(tx, i.subject())
}

// forgetTwins takes the same words where a meeting that was put off gave its agenda to another one.
func (m Meeting) forgetTwins(tx *register.Tx, i Item) error {
	var others []Meeting
	if err := tx.Where("id = ? OR followed_by = ?", m.FollowedBy, m.ID).Order("id").Find(&others).Error; err != nil {
		return err
	}
	for _, other := range others {
		var twins []Item
		err := tx.Where("meeting_id = ? AND title_zh = ? AND title_en = ? AND title_sv = ?", other.ID, i.TitleZh, i.TitleEn, i.TitleSv).Order("id").Find(&twins).Error
		if err != nil {
			return err
		}
		for _, twin := range twins {
			tx.Permit(policy.Allow(Noun, other.ID, "erase"))
			err := tx.EraseSome(other.Record(), func(e register.Entry) bool { return e.Fact("item") == twin.ID }, "actor")
			if err := errors.Join(err, other.forget(tx, twin)); err != nil {
				return err
			}
			tx.Enter(other.itemErasing("erased", twin))
		}
	}
	return nil
}
