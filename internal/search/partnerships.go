package search

import (
	"strings"

	"gorm.io/gorm"

	"sametable/internal/index"
	"sametable/internal/markup"
	"sametable/internal/partnership"
	"sametable/internal/store"
	"sametable/internal/text"
)

// partnerships are found by title in each language they have one in, by reference, and by what they are about and what each party brings,
// while they are not withdrawn.
func partnerships(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []partnership.Partnership
	err := tx.Where("id IN ? AND state <> ?", ids, partnership.Withdrawn).Order("year, number, id").Find(&rows).Error
	if err != nil {
		return nil, store.Found(err)
	}
	var parties []partnership.Party
	if err := tx.Where("partnership_id IN ?", ids).Order("place, id").Find(&parties).Error; err != nil {
		return nil, store.Found(err)
	}
	brings := map[string][]string{}
	for _, y := range parties {
		brings[y.PartnershipID] = append(brings[y.PartnershipID], y.Brings)
	}
	var docs []index.Doc
	for _, p := range rows {
		for _, language := range []string{"zh", "en", "sv"} {
			title := p.Titles()[language]
			if title == "" {
				continue
			}
			d := index.Doc{Noun: partnership.Noun, NounID: p.ID, Kind: partnership.Noun, Language: language, Access: p.Access, ForumKey: p.ForumKey, At: p.StateSince,
				State: string(text.Drafted), Title: title, Also: wholes(p.Reference)}
			if language == p.Language {
				d.State, d.Body = string(text.Original), markup.Render(p.Scope).Text+"\n"+strings.Join(brings[p.ID], "\n")
			}
			docs = append(docs, d)
		}
	}
	return docs, nil
}
