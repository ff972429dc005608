package proposal

import (
	"context"

	"gorm.io/gorm/clause"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
)

// StatementStep is one step of a statement's life that types no statement: it is confirmed, given back, checked or withdrawn.
type StatementStep struct {
	Statement string
	Verb      string
	Reason    string
	Version   int
	Anyway    bool // the reason may go out in a language its reader does not read
}

// StatementNeedsReason tells the verbs that need a reason.
func StatementNeedsReason(verb string) bool { return verb == "decline" || verb == "refuse_letter" }

// StatementVerbs are the steps TakeStatement takes, each with what the register says of it.
func StatementVerbs() map[string]string {
	return map[string]string{"confirm": "confirmed", "decline": "declined", "take_back": "taken_back", "check": "checked", "refuse_letter": "letter_refused",
		"withdraw": "withdrawn"}
}

// TakeStatement takes a statement one step on.
func (s *Proposals) TakeStatement(ctx context.Context, actor policy.Actor, step StatementStep) (Statement, error) {
	var st Statement
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		p, err := s.statement(tx, actor, step.Statement, &st)
		if err != nil {
			return err
		}
		past := StatementVerbs()[step.Verb]
		if past == "" {
			return fault.NotFound()
		}
		known, err := s.knowStatement(tx.DB, st)
		if err != nil {
			return err
		}
		to, err := StatementMachine().StepOn(step.Version == st.Version, st.State, step.Verb, actor.RolesIn(p.Forum, tx.Now()),
			JudgeStatement(actor, tx.Now(), p, st, known))
		if err != nil {
			return err
		}
		reason, err := s.statementReason(tx, st, step)
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(StatementNoun, st.ID, step.Verb))
		from, now := st.State, tx.Now()
		st.State, st.StateSince, st.Reason = to, now, reason
		switch step.Verb {
		case "confirm", "check":
			st.Stands, st.Standing, st.ConfirmedBy, st.ConfirmedAt = true, st.Position, actor.Person, &now
		case "withdraw":
			st.Stands = false
		case "refuse_letter":
			if err := st.dropLetter(tx); err != nil {
				return err
			}
			st.LetterID = ""
		}
		st.settle(p)
		if err := tx.Save(&st); err != nil {
			return err
		}
		n := st.note(p, "statement."+past, from)
		if reason != "" {
			n.Values["reason"] = reason
		}
		return s.toldStatement(tx, p, st, n)
	})
	return st, err
}

// statement reads a statement the actor may see, with its proposal. The proposal is locked first, as where one is filed.
func (s *Proposals) statement(tx *register.Tx, actor policy.Actor, id string, st *Statement) (Proposal, error) {
	var p Proposal
	if err := tx.Scopes(s.seen(actor)).Where("id = ?", id).Take(st).Error; err != nil {
		return p, store.Found(err)
	}
	p, err := find(tx, actor, st.ProposalID)
	if err != nil {
		return p, err
	}
	*st = Statement{}
	return p, store.Found(tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(st).Error)
}

func (s *Proposals) statementReason(tx *register.Tx, st Statement, step StatementStep) (string, error) {
	var fields fault.Fields
	needed := StatementNeedsReason(step.Verb)
	reason := input.Prose(&fields, "reason", step.Reason, 600, needed)
	if err := fields.Err(); err != nil {
		return "", err
	}
	if found := s.Look(reason); len(found) > 0 {
		return "", safeguard.Stop("reason", found, false)
	}
	if needed {
		reader := st.FiledBy
		if step.Verb == "refuse_letter" {
			reader = st.EnteredBy
		}
		if err := (account.Reason{Field: "reason", Text: reason, From: tx.Actor.Person, To: []policy.PersonID{reader}, Anyway: step.Anyway}).Legible(tx.DB, &fields); err != nil {
			return "", err
		}
	}
	return reason, fields.Err()
}
