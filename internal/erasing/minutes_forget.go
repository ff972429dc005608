package erasing

import (
	"encoding/json"
	"errors"

	"gorm.io/gorm"

	"sametable/internal/minutes"
	"sametable/internal/received"
	"sametable/internal/register"
)

// strike takes the words of the paragraphs that a question picks, and the titles of items by their ids: from the rows, from every version, and
// whatever hangs on them. The versions keep their hashes. It tells whether there was anything.
func strike(tx *register.Tx, m minutes.Set, picks func(minutes.Written) bool, titles []string) (bool, error) {
	var blocks []minutes.Block
	if err := tx.Where("minutes_id = ?", m.ID).Order("id").Find(&blocks).Error; err != nil {
		return false, err
	}
	gone := map[string]bool{}
	for n := range blocks {
		b := &blocks[n]
		if !picks(minutes.Written{ID: b.ID, Item: b.Item, Kind: b.Kind, Words: b.Words, Facts: b.Fact()}) {
			continue
		}
		gone[b.ID] = true
		b.Words, b.Noted, b.Facts = "", false, facts(b)
		if err := tx.Save(b); err != nil {
			return false, err
		}
	}
	changed := len(gone) > 0
	var editions []minutes.Edition
	if err := tx.Where("minutes_id = ?", m.ID).Order("number").Find(&editions).Error; err != nil {
		return changed, err
	}
	for n := range editions {
		did, err := minutes.Strike(tx, &editions[n], func(c *minutes.Content) bool { return strikeIn(c, picks, gone, titles) })
		if changed = changed || did; err != nil {
			return changed, err
		}
	}
	return changed, dropAt(tx, m.ID, gone)
}

// strikeIn takes them from what a version says, and notes which paragraphs they were.
func strikeIn(c *minutes.Content, picks func(minutes.Written) bool, gone map[string]bool, titles []string) bool {
	changed := untitle(c, titles)
	for n := range c.Blocks {
		w := &c.Blocks[n]
		if !gone[w.ID] && !picks(*w) {
			continue
		}
		changed, gone[w.ID] = true, true
		w.Words, w.Noted, w.Facts = "", false, blank(w.Facts)
	}
	return changed
}

// facts are those of a paragraph without the words, as its row keeps them.
func facts(b *minutes.Block) string {
	kept, _ := json.Marshal(blank(b.Fact())) // plain values always marshal
	return string(kept)
}

// dropAt takes what hangs on paragraphs: their translations, what was asked to be corrected there, and the words of errata.
func dropAt(tx *register.Tx, id string, gone map[string]bool) error {
	if len(gone) == 0 {
		return nil
	}
	ids := []string{}
	for block := range gone {
		ids = append(ids, block)
	}
	var translations []minutes.Translation
	var corrections []minutes.Correction
	var errata []minutes.Erratum
	of := func() *gorm.DB { return tx.Where("minutes_id = ? AND block_id IN ?", id, ids).Order("id") }
	if err := errors.Join(of().Find(&translations).Error, of().Find(&corrections).Error, of().Find(&errata).Error); err != nil {
		return err
	}
	failed := []error{received.Forget(tx, id, "", ids...)}
	for n := range translations {
		failed = append(failed, tx.Drop(&translations[n]))
	}
	for n := range corrections {
		failed = append(failed, emptied(tx, corrections[n]))
	}
	for n := range errata {
		errata[n].WordsZh, errata[n].WordsEn, errata[n].WordsSv = "", "", ""
		failed = append(failed, tx.Save(&errata[n]))
	}
	return errors.Join(failed...)
}

// blankNotes takes what was noted at the table beside items: it says in other words what is to be said no more. That something was noted, by
// whom and when, stays.
func blankNotes(tx *register.Tx, id string, items ...string) error {
	return tx.Model(&minutes.Note{}).Where("minutes_id = ? AND item_id IN ?", id, items).Updates(map[string]any{"words": "", "erased": true}).Error
}
