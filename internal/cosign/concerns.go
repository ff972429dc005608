package cosign

import (
	"context"
	"slices"

	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Concerning gives those of some proposals, by their references, that the viewer's organisations made or sign, that are addressed to them or
// that were handed to them.
func (s *Cosignatures) Concerning(ctx context.Context, viewer policy.Actor, references []string) ([]string, error) {
	own := viewer.Organisations()
	if len(own) == 0 || len(references) == 0 {
		return nil, nil
	}
	var rows []struct {
		proposal.Proposal
		Signs int64
		Leads int64
	}
	err := s.r.Read(ctx).Table("proposals").Select("proposals.*, "+
		"(SELECT COUNT(*) FROM cosignatures c WHERE c.proposal_id = proposals.id AND c.signs_for IN @own AND c.joined_at IS NOT NULL) AS signs, "+
		"(SELECT COUNT(*) FROM handlings h WHERE h.proposal_id = proposals.id AND h.lead_id IN @own) AS leads", map[string]any{"own": own}).
		Scopes(register.Visible(viewer, s.r.Now(), "proposals.")).Where("proposals.reference IN ?", references).Order("proposals.id").Scan(&rows).Error
	var all []string
	for _, r := range rows {
		named := append(r.AddressedTo(), r.ProposedFor)
		if r.Signs+r.Leads > 0 || slices.ContainsFunc(named, func(org policy.OrganisationID) bool { return slices.Contains(own, org) }) {
			all = append(all, r.Reference)
		}
	}
	return all, store.Found(err)
}
