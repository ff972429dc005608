package search

import (
	"gorm.io/gorm"

	"sametable/internal/index"
	"sametable/internal/markup"
	"sametable/internal/store"
	"sametable/internal/text"
)

// versions reads versions by their ids, without what only pages need.
func versions(tx *gorm.DB, ids []string) (map[string]text.Version, error) {
	var rows []text.Version
	err := tx.Select("id", "text_id", "language", "title", "source", "erased").Where("id IN ?", ids).Find(&rows).Error
	byID := map[string]text.Version{}
	for _, v := range rows {
		byID[v.ID] = v
	}
	return byID, store.Found(err)
}

// translations reads the translations of texts that readers are shown: no drafts, none in review.
func translations(tx *gorm.DB, texts []string) (map[string][]text.Translation, error) {
	var rows []text.Translation
	err := tx.Select("text_id", "language", "state", "title", "source", "source_hash").
		Where("text_id IN ? AND state IN ?", texts, []text.State{text.Machine, text.Reviewed, text.Certified}).Order("language").Find(&rows).Error
	byText := map[string][]text.Translation{}
	for _, t := range rows {
		byText[t.TextID] = append(byText[t.TextID], t)
	}
	return byText, store.Found(err)
}

// inEach makes a document for each language a text can be read in, after one that carries all but the words. An erased text
// gives none.
func inEach(like index.Doc, v text.Version, trs []text.Translation) []index.Doc {
	if v.ID == "" || v.Erased {
		return nil
	}
	said := func(language string, state text.State, title, source string) index.Doc {
		d := like
		d.Language, d.State, d.Title, d.Body = language, string(state), title, markup.Render(source).Text
		return d
	}
	docs := []index.Doc{said(v.Language, text.Original, v.Title, v.Source)}
	for _, t := range trs {
		if t.Language != v.Language {
			docs = append(docs, said(t.Language, t.State, t.Title, t.Source))
		}
	}
	return docs
}

// pick gives one value of each row.
func pick[T any](rows []T, value func(T) string) []string {
	list := make([]string, len(rows))
	for i, row := range rows {
		list[i] = value(row)
	}
	return list
}
