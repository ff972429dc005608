package demo

import (
	"context"
	"fmt"

	"sametable/internal/commitment"
	"sametable/internal/demo/world"
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
	c, err := p.rooms.Commitments.Enter(ctx, a, commitment.Form{Forum: w.Forum, Owner: p.orgs[w.Owner], Language: "zh", TitleZh: w.Title.ZH, TitleEn: w.Title.EN,
		TitleSv: w.Title.SV, Due: w.Due, Origin: commitment.Origin{Words: w.From, On: w.On}})
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
		_, err = p.rooms.Commitments.Take(ctx, a, commitment.Step{Commitment: row.ID, Verb: verb, Version: row.Version, Proof: commitment.Proof{Words: said.Words, Link: said.Link}})
		return err
	}
}
