package demo

import (
	"context"
	"fmt"
	"strings"

	"sametable/internal/demo/world"
	"sametable/internal/drafting"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/text"
	"sametable/internal/translating"
)

// proposalAt finds the proposal of a step and who acts.
func (p *Play) proposalAt(ctx context.Context, step world.Step) (*world.Proposal, policy.Actor, error) {
	w, ok := p.w.Proposal(step.Proposal)
	if !ok {
		return nil, policy.Actor{}, fmt.Errorf("no proposal %s", step.Proposal)
	}
	a, err := p.actor(ctx, step.Actors[0])
	return w, a, err
}

// typed is a proposal as it stands in a form.
func (p *Play) typed(situation, analysis string, measures, grant []string) drafting.Typed {
	t := drafting.Typed{"situation": {p.refer(situation)}, "analysis": {p.refer(analysis)}}
	for i, m := range measures {
		t[drafting.MeasureField(i+1)] = []string{m}
	}
	for i, line := range grant {
		t[drafting.GrantFields()[i]] = []string{line}
	}
	return t
}

// written gives the sheet of a proposal with all that is known of it: a new one, or that of one that came back.
func (p *Play) written(ctx context.Context, w *world.Proposal, a policy.Actor, step world.ProposalStep) (drafting.Sheet, error) {
	var sh drafting.Sheet
	var err error
	if id := p.proposals[w.Key]; id != "" {
		sh, err = p.rooms.Proposals.Resume(ctx, a, id)
	} else {
		sh, err = p.rooms.Proposals.Begin(ctx, a, drafting.Beginning{Forum: w.Forum, Mandate: p.voice(a, w.Forum), Language: "zh", Outcome: w.Outcome, Title: w.Title.ZH})
	}
	if err != nil {
		return sh, err
	}
	analysis, addressed := w.Analysis, w.Addressed
	if step.Analysis != "" {
		analysis, addressed = step.Analysis, step.Addressed
	}
	t := p.typed(w.Situation, analysis, w.Measures, w.Grant)
	if w.Level != "" {
		t["level"] = []string{w.Level}
	}
	t["documents"], t["addressed"] = []string{strings.Join(w.Documents, "\n")}, []string{""}
	for _, key := range addressed {
		t["addressed"] = append(t["addressed"], string(p.orgs[key]))
	}
	return p.rooms.Proposals.Keep(ctx, a, sh.ID, sh.Version, t)
}

func (p *Play) keepSheet(ctx context.Context, step world.Step) error {
	w, a, err := p.proposalAt(ctx, step)
	if err != nil {
		return err
	}
	_, err = p.written(ctx, w, a, w.Steps[step.Number])
	return err
}

func (p *Play) askFor(ctx context.Context, step world.Step) error {
	w, a, err := p.proposalAt(ctx, step)
	if err != nil {
		return err
	}
	sh, err := p.written(ctx, w, a, w.Steps[step.Number])
	if err != nil {
		return err
	}
	made, err := p.rooms.Proposals.Ask(ctx, a, proposal.Asking{Sheet: sh.ID, Mandate: p.voice(a, w.Forum), Version: sh.Version})
	p.proposals[w.Key] = made.ID
	return err
}

// stepProposal takes a proposal one step on; what gets a number gets the one the world says.
func (p *Play) stepProposal(verb string) action {
	return func(ctx context.Context, step world.Step) error {
		w, a, err := p.proposalAt(ctx, step)
		if err != nil {
			return err
		}
		row, err := p.rooms.Proposals.ByID(ctx, a, p.proposals[w.Key], "zh")
		if err != nil {
			return err
		}
		s := proposal.Step{Proposal: row.ID, Verb: verb, Reason: p.refer(w.Steps[step.Number].Reason), Version: row.Version}
		if verb == "admit" {
			s.Checks = proposal.Checks()
		}
		done, err := p.rooms.Proposals.Take(ctx, a, s)
		if err == nil && verb == "confirm" && done.Reference != w.Key {
			err = fmt.Errorf("it got the number %s", done.Reference)
		}
		return err
	}
}

func (p *Play) translateProposal(ctx context.Context, step world.Step) error {
	w, a, err := p.proposalAt(ctx, step)
	if err != nil {
		return err
	}
	tr := w.Translations[step.Number]
	row, err := p.rooms.Proposals.ByID(ctx, a, p.proposals[w.Key], "")
	if err != nil {
		return err
	}
	typed := p.typed(tr.Situation, tr.Analysis, tr.Measures, tr.Grant)
	typed["title"] = []string{strings.TrimSpace(w.Title.In(tr.Language))}
	read, err := p.rooms.Translatings.Find(ctx, a, row.Record())
	if err != nil {
		return err
	}
	said := map[string]string{}
	for name := range typed {
		said[name] = typed.One(name)
	}
	err = p.rooms.Translatings.Translate(ctx, a, translating.Translating{Of: read.Ref, Language: tr.Language, State: text.InReview, Said: said, Source: read.Version.Hash, Mark: read.Into(tr.Language).Hash})
	if err != nil {
		return err
	}
	reviewer, err := p.actor(ctx, step.Actors[1])
	if err != nil {
		return err
	}
	if read, err = p.rooms.Translatings.Find(ctx, reviewer, row.Record()); err != nil {
		return err
	}
	return p.rooms.Translatings.Review(ctx, reviewer, translating.Reviewing{Of: read.Ref, Language: tr.Language, Mark: read.Into(tr.Language).Hash})
}

// consult opens a consultation; everybody who sits with a vote is asked.
func (p *Play) consult(ctx context.Context, step world.Step) error {
	w, a, err := p.proposalAt(ctx, step)
	if err != nil {
		return err
	}
	row, err := p.rooms.Proposals.ByID(ctx, a, p.proposals[w.Key], "")
	if err != nil {
		return err
	}
	seats, err := p.rooms.Forums.Seats(ctx, row.Forum)
	if err != nil {
		return err
	}
	o := proposal.Opening{Proposal: row.ID, Preset: "days_30", Version: row.Version}
	for _, seat := range seats {
		if seat.Voting {
			o.Invited = append(o.Invited, seat.OrganisationID)
		}
	}
	_, err = p.rooms.Proposals.Consult(ctx, a, o)
	return err
}
