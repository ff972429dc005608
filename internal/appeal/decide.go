package appeal

import (
	"context"

	"sametable/internal/ballot"
	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// Answer is what one of the two who refused says beside an appeal.
type Answer struct {
	Appeal   string
	Words    string
	Language string
	Version  int
}

// Answer lets one of the two who refused say once what she thinks of the appeal. It decides nothing.
func (s *Appeals) Answer(ctx context.Context, actor policy.Actor, said Answer) (Appeal, error) {
	var a Appeal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var p proposal.Proposal
		var err error
		if a, p, err = find(tx, said.Appeal); err != nil {
			return err
		}
		if _, err := s.step(tx, a, p, "answer", said.Version); err != nil {
			return err
		}
		r := text.Reads(s.gate, tx.Now())
		words := r.Prose("words", said.Words, ballot.WordsMost, true)
		language := input.Choice(&r.Fields, "language", said.Language, lang.Codes())
		if err := r.Err(); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, a.ID, "answer"))
		v := View{ID: clock.NewID(), AppealID: a.ID, StatedBy: actor.Person, Words: words, Language: string(language), StatedAt: tx.Now()}
		for _, role := range actor.RolesIn(a.Forum, tx.Now()) {
			if policy.May(policy.AnswerAppeal, []policy.Role{role}) {
				v.Office = role
				break
			}
		}
		if err := tx.Add(&v); err != nil {
			return err
		}
		if err := tx.Save(&a); err != nil { // of two who write at once, one reads what the other said first
			return err
		}
		return a.told(tx, a.note("answered", a.State), "answer")
	})
	return a, err
}

// Put asks the forum whether the refusal is set aside, on the words that were refused. It is another question than the one about the
// proposal itself, which comes after its consultation.
func (s *Appeals) Put(ctx context.Context, actor policy.Actor, id string, version int, form ballot.Form) (ballot.Ballot, error) {
	var b ballot.Ballot
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		a, p, err := find(tx, id)
		if err != nil {
			return err
		}
		if _, err := s.step(tx, a, p, "open_ballot", version); err != nil {
			return err
		}
		_, v, _, err := text.Of(tx.DB, p.Record())
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, a.ID, "open_ballot"))
		if err := tx.Save(&a); err != nil {
			return err
		}
		if err := a.told(tx, a.note("ballot_prepared", a.State), "open_ballot"); err != nil {
			return err
		}
		b, err = s.ballots.Put(tx, ballot.Question{Subject: a.Record(), Forum: a.Forum, ForumKey: p.ForumKey, Path: a.Path(), Reference: a.Reference, Revision: p.Revision,
			VersionID: v.ID, VersionHash: v.Hash, Within: policy.Deciders, Of: a.Organisation}, form)
		return err
	})
	return b, err
}

// Announcement is what the chair says of the forum's decision. What was decided nobody types.
type Announcement struct {
	Appeal  string
	Reason  string
	Version int
}

// Outcome is the verb by which a ballot's result is announced for an appeal.
func Outcome(result ballot.Result) string {
	if result == ballot.Carried {
		return "uphold"
	}
	return "dismiss"
}

// Announce makes what the ballot came to the forum's decision on the appeal. Upheld, the proposal is admitted.
func (s *Appeals) Announce(ctx context.Context, actor policy.Actor, said Announcement) (Appeal, error) {
	var a Appeal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var p proposal.Proposal
		var err error
		if a, p, err = find(tx, said.Appeal); err != nil {
			return err
		}
		_, b, err := ballot.Stand(tx.DB, a.Record())
		if err != nil {
			return err
		}
		verb := Outcome(b.Result)
		to, err := s.step(tx, a, p, verb, said.Version)
		if err != nil {
			return err
		}
		if _, v, _, err := text.Of(tx.DB, p.Record()); err != nil || v.Hash != b.VersionHash {
			if err == nil {
				err = fault.Conflict("decision.other_words", nil)
			}
			return err
		}
		r, now := text.Reads(s.gate, tx.Now()), tx.Now()
		reason := r.Prose("reason", said.Reason, ballot.WordsMost, verb == "dismiss")
		if err := r.Err(); err != nil {
			return err
		}
		if verb == "uphold" {
			if err := s.admit(tx, p, b); err != nil {
				return err
			}
		}
		tx.Permit(policy.Allow(Noun, a.ID, verb))
		from := a.State
		a.move(tx, to)
		a.Outcome, a.DecidedAt = reason, &now
		a.settle()
		if err := tx.Save(&a); err != nil {
			return err
		}
		n := a.note(past()[verb], from)
		counted(&n, b)
		if reason != "" {
			n.Values["reason"] = reason
		}
		if err := a.told(tx, n, verb); err != nil {
			return err
		}
		_, err = s.ballots.Publish(tx, b.ID)
		return err
	})
	return a, err
}

// admit lets the proposal go on as an admitted one.
func (s *Appeals) admit(tx *register.Tx, p proposal.Proposal, b ballot.Ballot) error {
	now := tx.Now()
	return s.proposals.Move(tx, &p, proposal.Move{Verb: "admit_on_appeal", Past: "admitted_on_appeal", Version: -1, Judged: workflow.Judgement{proposal.GuardAppeal: workflow.Pass()},
		Change: func(p *proposal.Proposal) error {
			p.ScreenedAt, p.JudgedBy, p.Reason = &now, tx.Actor.Person, ""
			return nil
		},
		Note: func(n *register.Note) { counted(n, b) }})
}

func counted(n *register.Note, b ballot.Ballot) {
	n.Facts["ballot"], n.Facts["favour"], n.Facts["against"], n.Facts["abstained"] = b.ID, b.Favour, b.Against, b.Abstained
	n.Facts["present"], n.Facts["seats"], n.Facts["recused"] = b.Present, b.Seats, b.Recused
}
