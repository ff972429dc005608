package erasing

import (
	"errors"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// ParagraphNoun names a paragraph between the moderators who erase its words. In the register it is part of its minutes.
const ParagraphNoun = "minutes_paragraph"

// paragraphs gives those of some paragraphs that a viewer reads, as what two moderators can erase: the words in every version and language,
// with the corrections that were asked for there and the errata.
func paragraphs(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var blocks []minutes.Block
	if err := db.Where("id IN ?", ids).Order("id").Find(&blocks).Error; err != nil || len(blocks) == 0 {
		return nil, err
	}
	var of []string
	for _, b := range blocks {
		of = append(of, b.MinutesID)
	}
	sets, err := minutes.Erasables(db, viewer, now, of)
	if err != nil {
		return nil, err
	}
	words, asked, err := besides(db, blocks, of)
	var all []text.Erasable
	for _, b := range blocks {
		m, reads := sets[b.MinutesID]
		if !reads {
			continue
		}
		e := text.Erasable{Ref: policy.Ref{Noun: ParagraphNoun, ID: b.ID}, Of: m.Record(), Path: m.Path() + "#b-" + b.ID, Forum: m.Forum, Language: m.Language, Words: words[b.ID],
			Note:    func(past string) register.Note { return m.Erasing(past, "block", b.ID) },
			Entries: func(e register.Entry) bool { return e.Fact("block") == b.ID || asked[e.Fact("correction")] == b.ID },
			Empty: func(tx *register.Tx) error {
				_, err := strike(tx, m, func(w minutes.Written) bool { return w.ID == b.ID }, nil)
				return errors.Join(err, blankNotes(tx, m.ID, b.ItemID))
			}}
		if r := b.Fact().Reservation; r != nil {
			e.Owners, e.Language = []policy.OrganisationID{r.Organisation}, r.Language
		}
		all = append(all, e.Marked())
	}
	return all, err
}

// besides gives the words of some paragraphs wherever they stand, and which paragraph each correction is about.
func besides(db *gorm.DB, blocks []minutes.Block, of []string) (words map[string][]string, asked map[string]string, err error) {
	words, asked = map[string][]string{}, map[string]string{"": "-"}
	add := func(id string, more ...string) {
		for _, s := range more {
			if !slices.Contains(words[id], s) && s != "" {
				words[id] = append(words[id], s)
			}
		}
	}
	for _, b := range blocks {
		add(b.ID, b.Words)
		add(b.ID, typedOf(b.Fact())...)
	}
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}).Where("minutes_id IN ?", of) }
	var editions []minutes.Edition
	var translations []minutes.Translation
	var corrections []minutes.Correction
	var errata []minutes.Erratum
	err = errors.Join(fresh().Order("number").Find(&editions).Error, fresh().Order("id").Find(&translations).Error, fresh().Order("id").Find(&corrections).Error,
		fresh().Order("id").Find(&errata).Error)
	for _, e := range editions {
		for _, w := range e.Read().Blocks {
			add(w.ID, w.Words)
			add(w.ID, typedOf(w.Facts)...)
		}
	}
	for _, t := range translations {
		add(t.BlockID, t.Words)
	}
	for _, c := range corrections {
		asked[c.ID] = c.BlockID
		add(c.BlockID, c.Quote, c.Instead, c.Reason, c.Answer, c.Became)
	}
	for _, e := range errata {
		add(e.BlockID, e.WordsZh, e.WordsEn, e.WordsSv)
	}
	return words, asked, err
}
