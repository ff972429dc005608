package erasing

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/received"
	"sametable/internal/register"
	"sametable/internal/text"
)

// corrections gives those of some corrections that a viewer reads: what stands wrong, what was asked for, why, and what it was answered.
func corrections(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var found []minutes.Correction
	if err := db.Where("id IN ?", ids).Order("id").Find(&found).Error; err != nil || len(found) == 0 {
		return nil, err
	}
	var of []string
	for _, c := range found {
		of = append(of, c.MinutesID)
	}
	sets, err := minutes.Erasables(db, viewer, now, of)
	var all []text.Erasable
	for _, c := range found {
		m, reads := sets[c.MinutesID]
		if !reads || !viewer.Sees(policy.Access{Class: policy.Members, Forum: m.Forum}, now) {
			continue
		}
		e := text.Erasable{Ref: policy.Ref{Noun: minutes.CorrectionNoun, ID: c.ID}, Of: m.Record(), Path: m.Path(), Forum: m.Forum, Language: c.Language,
			Words:   []string{c.Quote, c.Instead, c.Reason, c.Answer, c.Became, c.Sender},
			Note:    func(past string) register.Note { return m.Erasing(past, "correction", c.ID) },
			Entries: func(e register.Entry) bool { return e.Fact("correction") == c.ID || ofLetter(e, c) }, Empty: func(tx *register.Tx) error { return emptied(tx, c) }}
		if c.FiledFor != "" {
			e.Owners = []policy.OrganisationID{c.FiledFor}
		}
		all = append(all, e.Marked())
	}
	return all, err
}

// emptied takes the words of a correction; who asked for it, at which paragraph, and what became of it stays. The letter it came by goes
// with it.
func emptied(tx *register.Tx, c minutes.Correction) error {
	c.Quote, c.Instead, c.Reason, c.Answer, c.Became, c.Sender = "", "", "", "", "", ""
	if err := tx.Save(&c); err != nil || c.Channel == "" {
		return err
	}
	return received.Forget(tx, c.MinutesID, c.FiledFor, c.BlockID)
}

// ofLetter tells whether an entry is about the letter a correction came by.
func ofLetter(e register.Entry, c minutes.Correction) bool {
	return c.Channel != "" && e.Fact("block") == c.BlockID && e.Fact("organisation") == string(c.FiledFor)
}
