package demo

import (
	"context"
	"fmt"

	"sametable/internal/demo/world"
	"sametable/internal/drafting"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// reviseProposal writes the second version of a proposal: its measures, and a line for whatever the statements asked.
func (p *Play) reviseProposal(ctx context.Context, step world.Step) error {
	w, a, err := p.proposalAt(ctx, step)
	if err != nil {
		return err
	}
	sh, err := p.rooms.Proposals.Resume(ctx, a, p.proposals[w.Key])
	if err != nil {
		return err
	}
	row, err := p.rooms.Proposals.ByID(ctx, a, sh.ProposalID, "zh")
	if err != nil {
		return err
	}
	said, _, err := p.rooms.Proposals.Statements(ctx, a, row.Proposal, "zh", "")
	if err != nil {
		return err
	}
	by := map[policy.OrganisationID]string{}
	for _, st := range said {
		by[st.StatedFor] = st.Key
	}
	typed := drafting.Typed{}
	for i, m := range w.Second.Measures {
		typed[drafting.MeasureField(i+1)] = []string{m}
	}
	nth := map[string]int{}
	for _, line := range w.Second.Answers {
		statement := by[p.orgs[line.From]]
		if statement == "" {
			return fmt.Errorf("%s has no statement of %s", w.Key, line.From)
		}
		if nth[statement]++; nth[statement] == 1 {
			typed["answers"] = append(typed["answers"], statement)
		}
		asked, fate, reply := drafting.AnswerFields(statement, nth[statement])
		typed[asked], typed[fate], typed[reply] = []string{line.Asked}, []string{line.Fate}, []string{line.Reply}
	}
	if sh, err = p.rooms.Proposals.Keep(ctx, a, sh.ID, sh.Version, typed); err != nil {
		return err
	}
	_, err = p.rooms.Proposals.Ask(ctx, a, proposal.Asking{Sheet: sh.ID, Mandate: p.voice(a, w.Forum), Version: sh.Version})
	return err
}

// confirmRevision makes it the organisation's word.
func (p *Play) confirmRevision(ctx context.Context, step world.Step) error {
	w, a, err := p.proposalAt(ctx, step)
	if err != nil {
		return err
	}
	sh, err := p.rooms.Proposals.Resume(ctx, a, p.proposals[w.Key])
	if err != nil {
		return err
	}
	_, err = p.rooms.Proposals.ConfirmRevision(ctx, a, proposal.Revising{Sheet: sh.ID, Version: sh.Version})
	return err
}
