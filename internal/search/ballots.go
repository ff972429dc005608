package search

import (
	"strings"

	"gorm.io/gorm"

	"sametable/internal/ballot"
	"sametable/internal/index"
	"sametable/internal/store"
	"sametable/internal/text"
)

// ballots are found by the words that were put to the vote, by what they came to and at which meeting, and by the reference of their
// subject, while they are not void: by those who sit in the forum, and once they are published by everybody. Who said what is in no index.
func ballots(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []ballot.Ballot
	err := tx.Where("id IN ? AND state <> ?", ids, ballot.Void).Order("state_since, id").Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, store.Found(err)
	}
	vs, err := versions(tx, pick(rows, func(b ballot.Ballot) string { return b.VersionID }))
	if err != nil {
		return nil, err
	}
	var of []string
	for _, v := range vs {
		of = append(of, v.TextID)
	}
	trs, err := translations(tx, of)
	if err != nil {
		return nil, err
	}
	var docs []index.Doc
	for _, b := range rows {
		v := vs[b.VersionID]
		var those []text.Translation // of these words, not of later ones
		for _, tr := range trs[v.TextID] {
			if tr.SourceHash == b.VersionHash {
				those = append(those, tr)
			}
		}
		like := index.Doc{Noun: ballot.Noun, NounID: b.ID, Kind: ballot.Noun, Parent: b.SubjectID, Access: b.Access, ForumKey: b.ForumKey, At: b.StateSince,
			Also: wholes(b.Reference)}
		for _, d := range inEach(like, v, those) {
			d.Body = strings.Join([]string{b.Result.Word(d.Language), b.Meeting, d.Body}, "\n")
			docs = append(docs, d)
		}
	}
	return docs, nil
}
