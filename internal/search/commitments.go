package search

import (
	"gorm.io/gorm"

	"sametable/internal/commitment"
	"sametable/internal/index"
	"sametable/internal/markup"
	"sametable/internal/store"
	"sametable/internal/text"
)

// commitments are found by title in each language they have one in, by reference, and by what is promised in detail, while they are not
// cancelled.
func commitments(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []commitment.Commitment
	err := tx.Where("id IN ? AND state <> ?", ids, commitment.Cancelled).Order("year, number, id").Find(&rows).Error
	if err != nil {
		return nil, store.Found(err)
	}
	kinds, err := groups(tx, pick(rows, func(c commitment.Commitment) string { return string(c.OwnerID) }))
	if err != nil {
		return nil, err
	}
	var docs []index.Doc
	for _, c := range rows {
		for _, language := range []string{"zh", "en", "sv"} {
			title := c.Titles()[language]
			if title == "" {
				continue
			}
			d := index.Doc{Noun: commitment.Noun, NounID: c.ID, Kind: commitment.Noun, Language: language, Access: c.Access, ForumKey: c.ForumKey,
				VoiceID: c.OwnerID, VoiceKind: kinds[c.OwnerID], At: c.StateSince, State: string(text.Drafted), Title: title, Also: wholes(c.Reference)}
			if language == c.Language {
				d.State, d.Body = string(text.Original), markup.Render(c.Details).Text
			}
			docs = append(docs, d)
		}
	}
	return docs, nil
}
