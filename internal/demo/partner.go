package demo

import (
	"context"
	"fmt"

	"sametable/internal/demo/world"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// proposePartnership puts a partnership before its parties.
func (p *Play) proposePartnership(ctx context.Context, step world.Step) error {
	w, ok := p.w.Partnership(step.Partnership)
	if !ok {
		return fmt.Errorf("no partnership %s", step.Partnership)
	}
	a, err := p.actor(ctx, step.Actors[0])
	if err != nil {
		return err
	}
	form := partnership.Form{Forum: w.Forum, Language: "zh", TitleZh: w.Title.ZH, TitleEn: w.Title.EN, TitleSv: w.Title.SV, Scope: w.Scope, Region: w.Region,
		Starts: w.Starts, Ends: w.Ends, Origin: partnership.Origin{Ref: policy.Ref{Noun: proposal.Noun, ID: p.proposals[w.Proposal]}}}
	for _, y := range w.Parties {
		form.Parties = append(form.Parties, partnership.Brought{Organisation: p.orgs[y.Organisation], Brings: y.Brings})
	}
	made, err := p.rooms.Partnerships.Enter(ctx, a, form)
	p.partnerships[w.Key] = made.ID
	return err
}

// stepPartnership takes it one step on; with what makes it active goes the memorandum as it was signed.
func (p *Play) stepPartnership(verb string) action {
	return func(ctx context.Context, step world.Step) error {
		w, ok := p.w.Partnership(step.Partnership)
		if !ok {
			return fmt.Errorf("no partnership %s", step.Partnership)
		}
		a, err := p.actor(ctx, step.Actors[0])
		if err != nil {
			return err
		}
		row, err := p.rooms.Partnerships.ByID(ctx, a, p.partnerships[w.Key])
		if err != nil {
			return err
		}
		s := partnership.Step{Partnership: row.ID, Verb: verb, Version: row.Version}
		if verb == "activate" {
			s.Starts, s.Ends, s.File = w.Starts, w.Ends, emptyPage("memorandum.pdf")
		}
		_, err = p.rooms.Partnerships.Take(ctx, a, s)
		return err
	}
}
