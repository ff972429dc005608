// Package decision lets the table decide on a proposal: it puts its words to the vote as they stand, and when the votes are counted takes the
// proposal where the charter's rule says. Nobody types what was decided.
package decision

import (
	"context"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/text"
)

// Decisions is the room's door.
type Decisions struct {
	r         *register.Register
	proposals *proposal.Proposals
	ballots   *ballot.Ballots
	gate      *safeguard.Gate
}

// New opens the room.
func New(r *register.Register, proposals *proposal.Proposals, ballots *ballot.Ballots, gate *safeguard.Gate) *Decisions {
	return &Decisions{r, proposals, ballots, gate}
}

// Put puts a proposal to the vote, on its words as they stand.
func (s *Decisions) Put(ctx context.Context, actor policy.Actor, id string, version int, form ballot.Form) (ballot.Ballot, error) {
	var b ballot.Ballot
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		b, err = s.Puts(tx, id, version, form)
		return err
	})
	return b, err
}

// Puts is Put inside an act of another room; a negative version is whatever the proposal's is.
func (s *Decisions) Puts(tx *register.Tx, id string, version int, form ballot.Form) (ballot.Ballot, error) {
	p, err := proposal.Locked(tx, tx.Actor, id)
	if err != nil {
		return ballot.Ballot{}, err
	}
	if version < 0 {
		version = p.Version
	}
	if err := s.proposals.Move(tx, &p, proposal.Move{Verb: "open_ballot", Past: "ballot_prepared", Version: version}); err != nil {
		return ballot.Ballot{}, err
	}
	_, v, _, err := text.Of(tx.DB, p.Record())
	if err != nil {
		return ballot.Ballot{}, err
	}
	return s.ballots.Put(tx, ballot.Question{Subject: p.Record(), Forum: p.Forum, ForumKey: p.ForumKey, Path: p.Path(), Reference: p.Reference, Revision: p.Revision,
		VersionID: v.ID, VersionHash: v.Hash}, form)
}

// PutOff defers the decision to another day; everybody reads why.
func (s *Decisions) PutOff(ctx context.Context, actor policy.Actor, id string, version int, reason string) (proposal.Proposal, error) {
	var p proposal.Proposal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		if p, err = proposal.Locked(tx, actor, id); err != nil {
			return err
		}
		change := func(p *proposal.Proposal) error {
			r := text.Reads(s.gate, tx.Now())
			p.Reason = r.Prose("reason", reason, ballot.WordsMost, true)
			p.PutOff++
			return r.Err()
		}
		return s.proposals.Move(tx, &p, proposal.Move{Verb: "put_off", Past: "put_off", Version: version, Change: change,
			Note: func(n *register.Note) { n.Values["reason"], n.Facts["put_off"] = p.Reason, p.PutOff }})
	})
	return p, err
}

// Announce makes what the ballot came to the table's decision.
func (s *Decisions) Announce(ctx context.Context, actor policy.Actor, id string, version int) (proposal.Proposal, error) {
	var p proposal.Proposal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		p, err = s.Announces(tx, id, version)
		return err
	})
	return p, err
}

// Announces is Announce inside an act of another room; a negative version is whatever the proposal's is.
func (s *Decisions) Announces(tx *register.Tx, id string, version int) (proposal.Proposal, error) {
	p, err := proposal.Locked(tx, tx.Actor, id)
	if err != nil {
		return p, err
	}
	_, b, err := ballot.Stand(tx.DB, p.Record())
	if err != nil {
		return p, err
	}
	move := announcing(p, b, tx.Now())
	if move.Version = version; version < 0 {
		move.Version = p.Version
	}
	if _, err := s.proposals.May(tx, p, move); err != nil {
		return p, err
	}
	if _, v, _, err := text.Of(tx.DB, p.Record()); err != nil || v.Hash != b.VersionHash {
		if err == nil {
			err = fault.Conflict("decision.other_words", nil)
		}
		return p, err
	}
	if err := s.proposals.Move(tx, &p, move); err != nil { // while the ballot still stands behind it
		return p, err
	}
	if move.Verb == "partner" {
		due(tx, p)
	}
	_, err = s.ballots.Publish(tx, b.ID)
	return p, err
}

// Outcome is the verb by which a ballot's result is announced for a proposal.
func Outcome(p proposal.Proposal, result ballot.Result) string {
	switch {
	case result == ballot.Fallen:
		return "not_recommend"
	case p.Outcome == drafting.Partnership:
		return "partner"
	}
	return "recommend"
}

func announcing(p proposal.Proposal, b ballot.Ballot, now time.Time) proposal.Move {
	verb := Outcome(p, b.Result)
	return proposal.Move{Verb: verb, Past: past()[verb],
		Change: func(p *proposal.Proposal) error {
			p.DecidedAt, p.Reason = &now, ""
			return nil
		},
		Note: func(n *register.Note) {
			n.Facts["ballot"], n.Facts["favour"], n.Facts["against"], n.Facts["abstained"] = b.ID, b.Favour, b.Against, b.Abstained
			n.Facts["present"], n.Facts["seats"], n.Facts["recused"] = b.Present, b.Seats, b.Recused
		}}
}

// due tells the forum's secretaries that it is theirs to put the partnership before its parties.
func due(tx *register.Tx, p proposal.Proposal) {
	tx.Enter(register.Note{Noun: proposal.Noun, ID: p.ID, Verb: proposal.Noun + "." + partnershipDue, For: p.ProposedFor, Facts: map[string]any{"reference": p.Reference},
		Access: policy.Access{Class: policy.Secretariat, Forum: p.Forum}, Tell: register.Tell{Secretaries: p.Forum}})
}

// partnershipDue is what the register says where the secretaries are told of a partnership that the table has decided on.
const partnershipDue = "partnership_due"

// past is what the register says of each step.
func past() map[string]string {
	return map[string]string{"open_ballot": "ballot_prepared", "put_off": "put_off", "recommend": "recommended", "partner": "made_partnership", "not_recommend": "not_recommended"}
}

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	ids := []string{"entry." + proposal.Noun + "." + partnershipDue}
	for _, verb := range past() {
		ids = append(ids, "entry."+proposal.Noun+"."+verb)
	}
	return ids
}
