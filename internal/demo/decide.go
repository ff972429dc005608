package demo

import (
	"context"
	"fmt"

	"sametable/internal/ballot"
	"sametable/internal/demo/world"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// deciding finds the proposal of a step, as it stands, and who acts.
func (p *Play) deciding(ctx context.Context, step world.Step) (*world.Proposal, policy.Actor, proposal.Row, error) {
	w, a, err := p.proposalAt(ctx, step)
	if err != nil {
		return w, a, proposal.Row{}, err
	}
	row, err := p.rooms.Proposals.ByID(ctx, a, p.proposals[w.Key], "")
	return w, a, row, err
}

// speaksFor is the organisation of somebody.
func (p *Play) speaksFor(username string) policy.OrganisationID {
	who, _ := p.w.Person(username)
	return p.orgs[who.Organisation]
}

// putToVote puts a proposal to the vote at the meeting that has it on its agenda.
func (p *Play) putToVote(ctx context.Context, step world.Step) error {
	step.Meeting, step.Number = p.w.Deciding(step.Proposal)
	b, err := p.putItem(ctx, step)
	p.ballots[step.Proposal] = b.ID
	return err
}

// vote lets delegates give the voices of their organisations.
func (p *Play) vote(ctx context.Context, step world.Step) error {
	w, _, err := p.proposalAt(ctx, step)
	if err != nil {
		return err
	}
	b, err := p.rooms.Ballots.Find(ctx, policy.SystemActor(), p.ballots[w.Key])
	if err != nil {
		return err
	}
	said := w.Steps[step.Number]
	return p.as(ctx, step.Actors, func(i int, a policy.Actor) error {
		org := p.speaksFor(step.Actors[i])
		_, err := p.rooms.Ballots.Cast(ctx, a, ballot.Vote{Ballot: b.ID, Organisation: org, Voice: said.Voice, Words: said.Reason, Language: "zh", Version: voterOf(b, org)})
		return err
	})
}

// voterOf is the version of an organisation's row in a ballot.
func voterOf(b ballot.Row, org policy.OrganisationID) int {
	for _, v := range b.Voters {
		if v.OrganisationID == org {
			return v.Version
		}
	}
	return 0
}

// keepObjection lets whoever objects say that it stays: the table decides nevertheless, and the words go with it.
func (p *Play) keepObjection(ctx context.Context, step world.Step) error {
	w, a, err := p.proposalAt(ctx, step)
	if err != nil {
		return err
	}
	b, err := p.rooms.Ballots.Find(ctx, a, p.ballots[w.Key])
	if err != nil {
		return err
	}
	org := p.speaksFor(step.Actors[0])
	_, err = p.rooms.Ballots.Settle(ctx, a, ballot.Settling{Ballot: b.ID, Organisation: org, Verb: "maintain", Version: voterOf(b, org)})
	return err
}

func (p *Play) closeBallot(ctx context.Context, step world.Step) error {
	w, a, err := p.proposalAt(ctx, step)
	if err != nil {
		return err
	}
	b, err := p.rooms.Ballots.Find(ctx, a, p.ballots[w.Key])
	if err != nil {
		return err
	}
	_, err = p.rooms.Ballots.Take(ctx, a, ballot.Step{Ballot: b.ID, Verb: "close", Version: b.Version})
	return err
}

// announce makes the ballot's result the table's decision; each of those that are played was carried.
func (p *Play) announce(ctx context.Context, step world.Step) error {
	step.Meeting, step.Number = p.w.Deciding(step.Proposal)
	if err := p.decideItem(ctx, step); err != nil {
		return err
	}
	w, _, row, err := p.deciding(ctx, step)
	if err == nil && row.State != proposal.Recommended && row.State != proposal.Partnership {
		err = fmt.Errorf("%s is %s", w.Key, row.State)
	}
	return err
}
