package handling

import (
	"context"

	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/store"
)

// Duty is a handling that concerns the viewer, with its proposal.
type Duty struct {
	proposal.Row
	Handling State
}

// Duties are the handlings that concern the viewer: of her organisations, of the forums she keeps, and for moderators the ratings.
func (s *Handlings) Duties(ctx context.Context, viewer policy.Actor, reader string) ([]Duty, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	waiting := s.r.Read(ctx).Where("lead_id IN ? OR proposed_for IN ?", viewer.Organisations(), viewer.Organisations())
	for _, id := range viewer.Organisations() {
		waiting = waiting.Or("' ' || co_handlers || ' ' LIKE ?", "% "+string(id)+" %")
	}
	if forums := viewer.Keeps(s.r.Now()); len(forums) > 0 {
		waiting = waiting.Or("forum_id IN ?", forums)
	}
	if viewer.Has(policy.Moderator) {
		waiting = waiting.Or("1 = 1")
	}
	var all []Handling
	err := s.r.Read(ctx).Where("ended_at IS NULL").Where(waiting).Order("due, id").Limit(200).Find(&all).Error
	if err != nil || len(all) == 0 {
		return nil, store.Found(err)
	}
	return s.duties(ctx, viewer, reader, all)
}

func (s *Handlings) duties(ctx context.Context, viewer policy.Actor, reader string, all []Handling) ([]Duty, error) {
	var ids []string
	for _, m := range all {
		ids = append(ids, m.ProposalID)
	}
	rows, err := s.proposals.These(ctx, viewer, ids, reader)
	if err != nil {
		return nil, err
	}
	known, err := s.knowAll(ctx, all)
	if err != nil {
		return nil, err
	}
	var list []Duty
	for _, m := range all {
		if row, there := rows[m.ProposalID]; there && row.State != proposal.Closed {
			list = append(list, Duty{Row: row, Handling: State{Handling: m, Known: known[m.ID]}})
		}
	}
	return list, nil
}
