package search

import (
	"gorm.io/gorm"

	"sametable/internal/ballot"
	"sametable/internal/cosign"
	"sametable/internal/handling"
	"sametable/internal/index"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/store"
)

// proposals are found by title, text and reference from their submission on, and by the names of those who sign them too, by those who may
// see them.
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
	var signed []string
	for _, p := range rows {
		for _, id := range p.SignedWith() {
			signed = append(signed, string(id))
		}
	}
	signers, err := organisationsOf(tx, signed)
	if err != nil {
		return nil, err
	}
	var docs []index.Doc
	for _, p := range rows {
		like := index.Doc{Noun: proposal.Noun, NounID: p.ID, Kind: proposal.Noun, Access: p.Access, ForumKey: p.ForumKey,
			VoiceID: p.ProposedFor, VoiceKind: kinds[p.ProposedFor], At: *p.SubmittedAt, Also: wholes(p.Reference)}
		for _, d := range inEach(like, vs[p.VersionID], trs[p.TextID]) {
			for _, id := range p.SignedWith() {
				d.Body += "\n" + signers[id].Name(d.Language)
			}
			docs = append(docs, d)
		}
	}
	return docs, nil
}

// saidOf gives what is found under the title of some proposals: statements, ballots and replies. Where the title changes, or is erased, so
// it does with them.
func saidOf(tx *gorm.DB, ids []string) ([]policy.Ref, error) {
	var docs []index.Doc
	err := tx.Distinct("noun", "noun_id").Where("parent IN ? AND noun IN ?", ids, []string{proposal.StatementNoun, ballot.Noun, handling.AnswerNoun}).
		Order("noun, noun_id").Find(&docs).Error
	return pickRefs(docs), store.Found(err)
}

// namedIn gives what is found by the names of some organisations beside themselves: the proposals they sign too, and the replies of
// authorities.
func namedIn(tx *gorm.DB, ids []string) ([]policy.Ref, error) {
	var proposals, replies []string
	err := tx.Model(&cosign.Cosignature{}).Distinct("proposal_id").Where("signs_for IN ? AND state IN ?", ids, []string{cosign.Joined, cosign.Taking}).
		Order("proposal_id").Pluck("proposal_id", &proposals).Error
	if err != nil {
		return nil, store.Found(err)
	}
	err = tx.Model(&index.Doc{}).Distinct("noun_id").Where("noun = ? AND voice_id IN ?", handling.AnswerNoun, ids).Order("noun_id").Pluck("noun_id", &replies).Error
	return append(refsOf(proposal.Noun, proposals), refsOf(handling.AnswerNoun, replies)...), store.Found(err)
}
