package search

import (
	"gorm.io/gorm"

	"sametable/internal/index"
	"sametable/internal/proposal"
	"sametable/internal/store"
)

// proposals are found by title, text and reference from their submission on, by those who may see them.
func proposals(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []proposal.Proposal
	if err := tx.Where("id IN ? AND submitted_at IS NOT NULL", ids).Order("submitted_at, id").Find(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	vs, err := versions(tx, pick(rows, func(p proposal.Proposal) string { return p.VersionID }))
	if err != nil {
		return nil, err
	}
	trs, err := translations(tx, pick(rows, func(p proposal.Proposal) string { return p.TextID }))
	if err != nil {
		return nil, err
	}
	kinds, err := groups(tx, pick(rows, func(p proposal.Proposal) string { return string(p.ProposedFor) }))
	if err != nil {
		return nil, err
	}
	var docs []index.Doc
	for _, p := range rows {
		like := index.Doc{Noun: proposal.Noun, NounID: p.ID, Kind: proposal.Noun, Access: p.Access, ForumKey: p.ForumKey,
			VoiceID: p.ProposedFor, VoiceKind: kinds[p.ProposedFor], At: *p.SubmittedAt, Also: wholes(p.Reference)}
		docs = append(docs, inEach(like, vs[p.VersionID], trs[p.TextID])...)
	}
	return docs, nil
}
