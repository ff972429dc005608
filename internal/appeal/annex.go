package appeal

import (
	"context"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/store"
)

// Annexes lists the files that went with the words that were refused: whoever reads those here to decide reads these too. Row is one that
// One gave. Once the proposal goes on, its own room says who sees its files.
func (s *Appeals) Annexes(ctx context.Context, viewer policy.Actor, row Row) ([]drafting.Annex, error) {
	p := row.Proposal.Proposal
	if p.State != proposal.Refused {
		return s.proposals.Annexes(ctx, viewer, p, p.VersionID)
	}
	files, err := drafting.Annexes(s.r.Read(ctx), p.VersionID)
	return files, store.Found(err)
}

// Annex gives one of these files with its content. To whoever may not see the appeal it does not exist, and no other file does.
func (s *Appeals) Annex(ctx context.Context, viewer policy.Actor, id, annex string) (drafting.Annex, error) {
	var row Row
	if err := s.rows(ctx, viewer).Where("appeals.id = ?", id).Take(&row).Error; err != nil {
		return drafting.Annex{}, store.Found(err)
	}
	var err error
	if row.Proposal, err = s.proposals.ByID(ctx, policy.SystemActor(), row.ProposalID, "zh"); err != nil {
		return drafting.Annex{}, err
	}
	files, err := s.Annexes(ctx, viewer, row)
	if err != nil {
		return drafting.Annex{}, err
	}
	for _, a := range files {
		if a.ID == annex {
			return a, store.Found(s.r.Read(ctx).Where("id = ?", annex).Take(&a).Error)
		}
	}
	return drafting.Annex{}, fault.NotFound()
}
