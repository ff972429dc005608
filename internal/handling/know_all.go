package handling

import (
	"context"

	"sametable/internal/commitment"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/store"
)

// knowAll reads what is known of several handlings, in as many queries as for one.
func (s *Handlings) knowAll(ctx context.Context, all []Handling) (map[string]Known, error) {
	db, now := s.r.Read(ctx), s.r.Now()
	by, forums, ids := map[string]Known{}, map[policy.ForumID][]policy.OrganisationID{}, []string{}
	var proposals []string
	for _, m := range all {
		ids, proposals = append(ids, m.ID), append(proposals, m.ProposalID)
		forums[m.Forum] = append(append(forums[m.Forum], m.Authorities()...), m.ProposedFor)
	}
	stands, clocks := map[policy.ForumID]map[policy.OrganisationID]Standing{}, map[policy.ForumID]bool{}
	for id, orgs := range forums { // as many as there are forums, however many handlings
		var err error
		if stands[id], err = standings(db, id, now, orgs); err != nil {
			return nil, err
		}
		rules, err := forum.RulesIn(db, id)
		if err != nil {
			return nil, err
		}
		clocks[id] = rules.ClockToMembers
	}
	var answers []Answer
	if err := s.r.Read(ctx).Where("handling_id IN ?", ids).Order("round, kind, id").Find(&answers).Error; err != nil {
		return nil, store.Found(err)
	}
	var open []struct {
		OriginID string
		N        int
	}
	err := s.r.Read(ctx).Model(&commitment.Commitment{}).Select("origin_id, COUNT(*) AS n").Where("origin_noun = ? AND origin_id IN ? AND state NOT IN ?", proposal.Noun, proposals,
		[]string{commitment.Verified, commitment.Cancelled}).Group("origin_id").Scan(&open).Error
	for _, m := range all {
		k := Known{Of: stands[m.Forum], ClockToMembers: clocks[m.Forum]}
		for _, a := range answers {
			if a.HandlingID == m.ID {
				k.Replies = append(k.Replies, a)
			}
		}
		for _, o := range open {
			if o.OriginID == m.ProposalID {
				k.Open = o.N
			}
		}
		by[m.ID] = k
	}
	return by, store.Found(err)
}
