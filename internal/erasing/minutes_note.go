package erasing

import (
	"cmp"
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// NoteNoun names what was noted at the table beside an item, by the item's id, between the moderators who erase it. In the register it is
// part of its minutes.
const NoteNoun = "minutes_note"

// notes gives what was noted beside some items, as what two moderators can erase.
func notes(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var found []minutes.Note
	if err := db.Where("item_id IN ?", ids).Order("item_id").Find(&found).Error; err != nil || len(found) == 0 {
		return nil, err
	}
	var of []string
	for _, n := range found {
		of = append(of, n.MinutesID)
	}
	sets, err := minutes.Erasables(db, viewer, now, of)
	var all []text.Erasable
	for _, n := range found {
		m, there := sets[n.MinutesID]
		if !there {
			continue
		}
		all = append(all, text.Erasable{Ref: policy.Ref{Noun: NoteNoun, ID: n.ItemID}, Of: m.Record(), Path: m.Path() + "#item-" + n.ItemID, Forum: m.Forum, Language: m.Language, Words: []string{n.Words},
			Note:    func(past string) register.Note { return m.Erasing(past, "note", n.ItemID) },
			Entries: func(e register.Entry) bool { return e.Fact("note") == n.ItemID },
			Empty:   func(tx *register.Tx) error { return blankNotes(tx, m.ID, n.ItemID) }}.Marked())
	}
	return all, err
}

// Passage is where words stand in a draft that never went round. A moderator learns of it, and reads the words where she erases them.
type Passage struct {
	Page
	Item int
	Kind string // of a paragraph; empty: it was noted at the table
}

// Passages gives those of a draft, in the order of its items; nothing to who is no moderator.
func (s *Erasings) Passages(ctx context.Context, viewer policy.Actor, m minutes.Set) ([]Passage, error) {
	if !policy.May(policy.EraseText, viewer.OfficeRoles()) {
		return nil, nil
	}
	type place struct {
		ID   string
		Item int
		Kind string
	}
	var paragraphs, noted []place
	err := s.r.Read(ctx).Model(&minutes.Block{}).Select("id, item, kind").Where("minutes_id = ?", m.ID).Order("item, place, id").Scan(&paragraphs).Error
	if err == nil {
		err = s.r.Read(ctx).Model(&minutes.Note{}).Select("minutes_notes.item_id AS id, meeting_items.number AS item").
			Joins("JOIN meeting_items ON meeting_items.id = minutes_notes.item_id").Where("minutes_id = ?", m.ID).Order("meeting_items.number, meeting_items.id").Scan(&noted).Error
	}
	var all []Passage
	for noun, places := range map[string][]place{ParagraphNoun: paragraphs, NoteNoun: noted} {
		var ids []string
		for _, p := range places {
			ids = append(ids, p.ID)
		}
		var pages map[string]Page
		if err == nil {
			pages, err = s.Some(ctx, viewer, noun, ids...)
		}
		for _, p := range places {
			if page, there := pages[p.ID]; there {
				all = append(all, Passage{page, p.Item, p.Kind})
			}
		}
	}
	slices.SortStableFunc(all, func(a, b Passage) int {
		return cmp.Or(cmp.Compare(a.Item, b.Item), cmp.Compare(b.Ref.Noun, a.Ref.Noun))
	})
	return all, store.Found(err)
}
