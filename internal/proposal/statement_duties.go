package proposal

import (
	"context"

	"sametable/internal/policy"
	"sametable/internal/store"
)

// StatementDuties are the statements on their way that concern the viewer: those of her organisations, and letters to check or to enter
// again by her office; each with its proposal. What came too late to be confirmed is left out.
func (s *Proposals) StatementDuties(ctx context.Context, viewer policy.Actor, reader string) ([]StatementRow, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	waiting := s.r.Read(ctx).Where("proposal_statements.stated_for IN ?", viewer.Organisations())
	if viewer.Has(policy.Moderator) {
		waiting = waiting.Or("proposal_statements.letter <> ''")
	} else if forums := viewer.Keeps(s.r.Now()); len(forums) > 0 {
		waiting = waiting.Or("proposal_statements.letter <> '' AND proposal_statements.forum_id IN ?", forums)
	}
	var rows []StatementRow
	err := s.statementRows(ctx, reader).Where("proposal_statements.state IN ?", []string{Draft, Confirming}).Where(waiting).
		Order("proposal_statements.state_since, proposal_statements.id").Limit(200).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, store.Found(err)
	}
	var ids []string
	for _, row := range rows {
		ids = append(ids, row.ProposalID)
	}
	var proposals []Proposal
	if err := s.r.Read(ctx).Where("id IN ?", ids).Find(&proposals).Error; err != nil {
		return nil, store.Found(err)
	}
	by := map[string]Proposal{}
	for _, p := range proposals {
		by[p.ID] = p
	}
	var kept []StatementRow
	for _, row := range rows {
		row.Proposal = by[row.ProposalID]
		if row.Letter == "" && !row.Proposal.Takes(s.r.Now()) || row.Proposal.State != Consultation {
			continue
		}
		s.readStatement(viewer, &row, reader)
		kept = append(kept, row)
	}
	return kept, nil
}

// Unanswered lists the proposals on which one of the viewer's organisations was asked for a statement and has given none, while there
// is time, those that close first at the head. It is for those who can state for it.
func (s *Proposals) Unanswered(ctx context.Context, viewer policy.Actor, reader string) ([]Row, error) {
	now := s.r.Now()
	var forums []policy.ForumID
	for _, id := range viewer.ForumsNow(now) {
		if policy.May(policy.TakePosition, viewer.RolesIn(id, now)) {
			forums = append(forums, id)
		}
	}
	if len(forums) == 0 {
		return nil, nil
	}
	var rows []Row
	err := s.rows(ctx, viewer, reader).Where("proposals.state = ? AND proposals.closes_at >= ? AND proposals.forum_id IN ?", Consultation, now, forums).
		Order("proposals.closes_at, proposals.id").Limit(100).Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, store.Found(err)
	}
	var ids []string
	for _, row := range rows {
		ids = append(ids, row.ID)
	}
	var stated []Statement
	err = s.r.Read(ctx).Where("proposal_id IN ? AND stated_for IN ? AND state <> ?", ids, viewer.Organisations(), Withdrawn).Find(&stated).Error
	if err != nil {
		return nil, store.Found(err)
	}
	said := map[string]bool{}
	for _, st := range stated {
		said[st.ProposalID+" "+string(st.StatedFor)] = true
	}
	var open []Row
	for _, row := range rows {
		for _, m := range Represents(viewer, row.Forum, now) {
			if listed(row.InvitedTo(), m.Organisation) && !listed(row.Proposers(), m.Organisation) && !said[row.ID+" "+string(m.Organisation)] {
				row.read(reader)
				open = append(open, row)
				break
			}
		}
	}
	return open, nil
}

// HasStatements tells whether a proposal has anything to show on its page of statements: it was put to consultation once.
func (p Proposal) HasStatements() bool { return p.OpenedAt != nil && p.Class == policy.Public }
