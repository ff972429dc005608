package search

import (
	"gorm.io/gorm"

	"sametable/internal/index"
	"sametable/internal/proposal"
	"sametable/internal/store"
	"sametable/internal/text"
)

// statements are found by their reasons, and by title and reference of the proposal, while they stand. One whose organisation is not to
// be named in public is found by the forum alone: whose it is would show.
func statements(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []proposal.Statement
	if err := tx.Where("id IN ? AND stands", ids).Order("standing_filed_at, id").Find(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	var of []proposal.Proposal
	if err := tx.Where("id IN ?", pick(rows, func(st proposal.Statement) string { return st.ProposalID })).Find(&of).Error; err != nil {
		return nil, store.Found(err)
	}
	about := map[string]proposal.Proposal{}
	for _, p := range of {
		about[p.ID] = p
	}
	vs, err := versions(tx, append(pick(rows, func(st proposal.Statement) string { return st.Standing.VersionID }),
		pick(of, func(p proposal.Proposal) string { return p.VersionID })...))
	if err != nil {
		return nil, err
	}
	trs, err := translations(tx, append(pick(rows, func(st proposal.Statement) string { return st.TextID }),
		pick(of, func(p proposal.Proposal) string { return p.TextID })...))
	if err != nil {
		return nil, err
	}
	kinds, err := groups(tx, pick(rows, func(st proposal.Statement) string { return string(st.StatedFor) }))
	if err != nil {
		return nil, err
	}
	var docs []index.Doc
	for _, st := range rows {
		p := about[st.ProposalID]
		like := index.Doc{Noun: proposal.StatementNoun, NounID: st.ID, Kind: proposal.StatementNoun, Parent: p.ID, Access: st.Access, ForumKey: st.ForumKey,
			VoiceID: st.StatedFor, VoiceKind: kinds[st.StatedFor], At: *st.Standing.FiledAt, Also: wholes(p.Reference)}
		for _, d := range inEach(like, vs[st.Standing.VersionID], trs[st.TextID]) {
			d.Title = titleIn(d.Language, vs[p.VersionID], trs[p.TextID])
			docs = append(docs, d)
		}
	}
	return docs, nil
}

// titleIn is what a text is called in a language, or in its own.
func titleIn(language string, v text.Version, trs []text.Translation) string {
	for _, tr := range trs {
		if tr.Language == language {
			return tr.Title
		}
	}
	return v.Title
}
