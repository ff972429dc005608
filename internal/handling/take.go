package handling

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"sametable/internal/account"
	"sametable/internal/calendar"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// AnswerStep is one step of an answer's life that types none.
type AnswerStep struct {
	Answer  string
	Verb    string
	Reason  string
	Version int
	Anyway  bool // the reason may go out in a language its reader does not read
}

// AnswerVerbs are the steps that TakeAnswer takes.
func AnswerVerbs() []string {
	return []string{"confirm", "decline", "take_back", "check", "refuse_letter", "publish"}
}

// AnswerNeedsReason tells the verbs that need a reason.
func AnswerNeedsReason(verb string) bool { return verb == "decline" || verb == "refuse_letter" }

// TakeAnswer takes an answer one step on. A reply that is issued answers the proposal, a rating that is confirmed rates it, and one that
// a moderator publishes is public.
func (s *Handlings) TakeAnswer(ctx context.Context, actor policy.Actor, step AnswerStep) (Answer, error) {
	var a Answer
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !slices.Contains(AnswerVerbs(), step.Verb) {
			return fault.NotFound()
		}
		return s.takeAnswer(tx, step, &a)
	})
	return a, err
}

// answer finds an answer the actor may see, with what it belongs to, all locked until the act is over.
func (s *Handlings) answer(tx *register.Tx, id string, a *Answer) (c Case, err error) {
	var found Answer
	if err := tx.Where("id = ?", id).Take(&found).Error; err != nil {
		return c, store.Found(err)
	}
	if c.Proposal, err = proposal.Locked(tx, tx.Actor, found.ProposalID); err != nil {
		return c, err
	}
	if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", found.HandlingID).Take(&c.Handling).Error; err != nil {
		return c, store.Found(err)
	}
	if err := tx.Where("id = ?", id).Take(a).Error; err != nil {
		return c, store.Found(err)
	}
	if !a.Seen(tx.Actor, c.Handling, tx.Now()) {
		return c, fault.NotFound()
	}
	c.Known, err = know(tx.DB, tx.Now(), c.Proposal, c.Handling)
	return c, err
}

func (s *Handlings) takeAnswer(tx *register.Tx, step AnswerStep, a *Answer) error {
	c, err := s.answer(tx, step.Answer, a)
	if err != nil {
		return err
	}
	p, m := c.Proposal, c.Handling
	to, err := Machine().StepOn(tx.Actor.System || step.Version == a.Version, a.State, step.Verb, tx.Actor.RolesIn(p.Forum, tx.Now()), JudgeAnswer(tx.Actor, tx.Now(), c, *a))
	if err != nil {
		return err
	}
	reason, err := s.givenBack(tx, *a, step)
	if err != nil {
		return err
	}
	tx.Permit(policy.Allow(AnswerNoun, a.ID, step.Verb))
	from, now := a.State, tx.Now()
	a.State, a.StateSince, a.Reason = to, now, reason
	switch step.Verb {
	case "confirm", "check":
		a.GivenBy, a.GivenAt = tx.Actor.Person, &now
	case "publish", "publish_silently":
		a.PublishedAt = &now
	case "refuse_letter":
		if err := a.dropPaper(tx); err != nil {
			return err
		}
	}
	a.settle()
	if err := tx.Save(a); err != nil {
		return err
	}
	n := a.note(p, past()[step.Verb], from)
	if reason != "" {
		n.Values["reason"] = reason
	}
	if err := s.toldAnswer(tx, p, m, *a, n); err != nil {
		return err
	}
	return s.answered(tx, c, *a)
}

// givenBack reads why an answer is given back.
func (s *Handlings) givenBack(tx *register.Tx, a Answer, step AnswerStep) (string, error) {
	if !AnswerNeedsReason(step.Verb) {
		return "", nil
	}
	r := text.Reads(s.gate, tx.Now())
	reason := r.Prose("reason", step.Reason, ReasonMost, true)
	reader := a.FiledBy
	if step.Verb == "refuse_letter" {
		reader = a.EnteredBy
	}
	why := account.Reason{Field: "reason", Text: reason, From: tx.Actor.Person, To: []policy.PersonID{reader}, Anyway: step.Anyway}
	if err := why.Legible(tx.DB, &r.Fields); err != nil {
		return "", err
	}
	return reason, r.Err()
}

// answered does with the handling and its proposal what an answer that was given does.
func (s *Handlings) answered(tx *register.Tx, c Case, a Answer) error {
	p, m, k := c.Proposal, c.Handling, c.Known
	if a.State == Confirming || a.State == Draft || a.Kind == Opinion {
		return nil
	}
	for i := range k.Replies {
		if k.Replies[i].ID == a.ID {
			k.Replies[i] = a
		}
	}
	now := tx.Now()
	move := proposal.Move{Verb: "reply", Past: "replied", Version: -1}
	switch {
	case a.Kind == Reply:
		days, err := calendar.Of(tx.DB)
		if err != nil {
			return err
		}
		by, counted := days.After(now, rateDays)
		m.RepliedAt, m.RateBy, m.Counted, m.AskedDue, m.Rating = &now, &by, counted, nil, ""
		move.Note = func(n *register.Note) {
			n.Facts["class"], n.Facts["round"] = a.Grade, m.Round
			n.Tell.FocalPoints = m.Authorities()
		}
	case a.State == Given:
		move.Verb, move.Past = "rate", "rated"
		move.Note = func(n *register.Note) { n.Tell.Moderators = true } // how, the moderators alone learn
	default:
		m.Rating = a.Rating
	}
	tx.Permit(policy.Allow(Noun, m.ID, move.Verb))
	if err := m.keep(tx, p); err != nil {
		return err
	}
	n := m.note(p, strings.ToLower(a.Kind)+"_"+a.State, m.LeadID)
	if a.State == Published {
		n.Facts["rating"] = a.Rating
	}
	tx.Enter(n)
	if a.State == Published {
		return nil
	}
	move.Judged = Judge(tx.Actor, now, p, m, k)
	return s.proposals.Move(tx, &p, move)
}
