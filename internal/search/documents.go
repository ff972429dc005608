package search

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/document"
	"sametable/internal/index"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/text"
)

// documents are found by title in each language they have one in, by issuer, and by number in whatever brackets it is typed. One that
// was withdrawn is looked for no more.
func documents(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []document.Document
	err := tx.Where("id IN ? AND state = ?", ids, document.Listed).Order("added_at, id").Find(&rows).Error
	if err != nil {
		return nil, store.Found(err)
	}
	var docs []index.Doc
	for _, d := range rows {
		for _, language := range []string{"zh", "en", "sv"} {
			title := d.Titles()[language]
			if title == "" {
				continue
			}
			state := text.Original
			if language != d.Language {
				state = text.Drafted // somebody's words for it, which nobody has reviewed
			}
			docs = append(docs, index.Doc{Noun: document.Noun, NounID: string(d.ID), Kind: document.Noun, Language: language, At: dated(d),
				Access: policy.Access{Class: policy.Public}, State: string(state), Title: title, Body: d.Cited() + " " + d.Issuer})
		}
	}
	return docs, nil
}

// dated is the day of a document; where its year alone is known, the day it was added, so that no day is made up.
func dated(d document.Document) time.Time {
	day, err := time.ParseInLocation(time.DateOnly, d.Dated, lang.Beijing.Location())
	if err != nil {
		return d.AddedAt
	}
	return day
}
