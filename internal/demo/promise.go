package demo

import (
	"context"
	"fmt"

	"sametable/internal/commitment"
	"sametable/internal/demo/world"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// promise enters what an organisation has promised at the table.
func (p *Play) promise(ctx context.Context, step world.Step) error {
	w, ok := p.w.Commitment(step.Commitment)
	if !ok {
		return fmt.Errorf("no commitment %s", step.Commitment)
	}
	a, err := p.actor(ctx, step.Actors[0])
	if err != nil {
		return err
	}
	origin := commitment.Origin{Words: w.From, On: w.On, Measure: w.Measure}
	if w.Proposal != "" {
		origin.Ref = policy.Ref{Noun: proposal.Noun, ID: p.proposals[w.Proposal]}
	}
	c, err := p.rooms.Commitments.Enter(ctx, a, commitment.Form{Forum: w.Forum, Owner: p.orgs[w.Owner], Language: "zh", TitleZh: w.Title.ZH, TitleEn: w.Title.EN,
		TitleSv: w.Title.SV, Due: w.Due, Origin: origin})
	p.commitments[w.Key] = c.ID
	return err
}

// stepCommitment takes it one step on.
func (p *Play) stepCommitment(verb string) action {
	return func(ctx context.Context, step world.Step) error {
		w, ok := p.w.Commitment(step.Commitment)
		if !ok {
			return fmt.Errorf("no commitment %s", step.Commitment)
		}
		a, err := p.actor(ctx, step.Actors[0])
		if err != nil {
			return err
		}
		row, err := p.rooms.Commitments.ByID(ctx, a, p.commitments[w.Key])
		if err != nil {
			return err
		}
		said := w.Steps[step.Number]
		s := commitment.Step{Commitment: row.ID, Verb: verb, Due: said.Due, Version: row.Version}
		if verb == "report" {
			s.Proof = commitment.Proof{Words: said.Words, Link: said.Link}
		} else {
			s.Reason = said.Words
		}
		_, err = p.rooms.Commitments.Take(ctx, a, s)
		return err
	}
}
