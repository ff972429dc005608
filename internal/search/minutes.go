package search

import (
	"gorm.io/gorm"

	"sametable/internal/index"
	"sametable/internal/minutes"
	"sametable/internal/rendering"
	"sametable/internal/store"
	"sametable/internal/text"
)

// minutesDocs are issued minutes, found in each language by what their paper says to readers outside the table, and by their number and that
// of their meeting. What is withheld is found no more.
func minutesDocs(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []minutes.Set
	if err := tx.Where("id IN ? AND state = ?", ids, minutes.Issued).Order("year, number, id").Find(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	var docs []index.Doc
	for _, m := range rows {
		var e minutes.Edition
		var translations []minutes.Translation
		var errata []minutes.Erratum
		err := tx.Where("minutes_id = ? AND number = ?", m.ID, m.Edition).Take(&e).Error
		if err == nil {
			err = tx.Where("minutes_id = ?", m.ID).Find(&translations).Error
		}
		if err == nil {
			err = tx.Where("minutes_id = ?", m.ID).Order("number").Find(&errata).Error
		}
		if err != nil {
			return nil, store.Found(err)
		}
		for _, language := range []string{"zh", "en", "sv"} {
			into := map[string]minutes.Translation{}
			for _, t := range translations {
				if t.Language == language {
					into[t.BlockID] = t
				}
			}
			title, _ := m.Title(language)
			d := index.Doc{Noun: minutes.Noun, NounID: m.ID, Kind: minutes.Noun, Language: language, Access: m.Access, ForumKey: m.ForumKey, At: *m.IssuedAt, State: string(text.Reviewed), Title: title,
				Also: append(wholes(m.Reference()), wholes(m.MeetingReference)...), Body: rendering.Show(rendering.Version{Set: m, Content: e.Read(), Into: into, Errata: errata}, language, true).Plain()}
			if language == m.Language {
				d.State = string(text.Original)
			}
			docs = append(docs, d)
		}
	}
	return docs, nil
}
