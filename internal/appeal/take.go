package appeal

import (
	"context"
	"slices"

	"sametable/internal/account"
	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Step is one step of an appeal that types nothing but a reason.
type Step struct {
	Appeal  string
	Verb    string
	Reason  string
	Version int
	Anyway  bool // the reason may go out in a language its reader does not read
}

// Verbs are the steps that Take takes.
func Verbs() []string {
	return []string{"confirm", "decline", "take_back", "ask_letter", "check", "refuse_letter", "withdraw"}
}

// NeedsReason tells the verbs that need a reason, which its readers get in the words it was given.
func NeedsReason(verb string) bool { return verb == "decline" || verb == "refuse_letter" }

// Take takes an appeal one step on.
func (s *Appeals) Take(ctx context.Context, actor policy.Actor, step Step) (Appeal, error) {
	var a Appeal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !slices.Contains(Verbs(), step.Verb) {
			return fault.NotFound()
		}
		var p proposal.Proposal
		var err error
		if a, p, err = find(tx, step.Appeal); err != nil {
			return err
		}
		to, err := s.step(tx, a, p, step.Verb, step.Version)
		if err != nil {
			return err
		}
		reason, err := s.reason(tx, a, step)
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, a.ID, step.Verb))
		before := a
		a.move(tx, to)
		if err := s.change(tx, &a, step.Verb); err != nil {
			return err
		}
		a.settle()
		if err := tx.Save(&a); err != nil {
			return err
		}
		n := a.note(past()[step.Verb], before.State)
		if reason != "" {
			n.Values["reason"] = reason
		}
		if before.LetterAsked && a.State == Unfiled { // whoever was to enter or check it learns that it is not
			n.Access.Class = policy.Secretariat
		}
		n.Tell.Persons = append(n.Tell.Persons, before.people()...)
		return a.told(tx, n, step.Verb)
	})
	return a, err
}

// step gives the state a verb leads to, or why it is not the actor's.
func (s *Appeals) step(tx *register.Tx, a Appeal, p proposal.Proposal, verb string, version int) (string, error) {
	known, err := s.know(tx.DB, a, p)
	if err != nil {
		return "", err
	}
	return Machine().StepOn(version < 0 || version == a.Version, a.State, verb, tx.Actor.RolesIn(a.Forum, tx.Now()), Judge(tx.Actor, tx.Now(), a, known))
}

// change does what a step does besides moving the appeal.
func (s *Appeals) change(tx *register.Tx, a *Appeal, verb string) error {
	now := tx.Now()
	switch verb {
	case "confirm", "check":
		a.ConfirmedBy, a.LodgedAt, a.LetterAsked = tx.Actor.Person, &now, a.LetterAsked && a.Letter != "" // a colleague's word makes the letter needless
	case "ask_letter":
		a.LetterAsked = true
	case "decline", "take_back", "refuse_letter":
		return a.letGo(tx)
	case "withdraw":
		return s.unpoll(tx, *a)
	}
	return nil
}

// unpoll declares the ballot on a withdrawn appeal void: there is nothing to decide any more.
func (s *Appeals) unpoll(tx *register.Tx, a Appeal) error {
	var running []string
	err := tx.Model(&ballot.Ballot{}).Where("subject_noun = ? AND subject_id = ? AND state NOT IN ?", Noun, a.ID, []string{ballot.Published, ballot.Void}).Pluck("id", &running).Error
	if err != nil {
		return store.Found(err)
	}
	for _, id := range running {
		if err := s.ballots.Lapse(tx, id); err != nil {
			return err
		}
	}
	return nil
}

// reason reads why, and lets it through the gate.
func (s *Appeals) reason(tx *register.Tx, a Appeal, step Step) (string, error) {
	if !NeedsReason(step.Verb) {
		return "", nil
	}
	r := text.Reads(s.gate, tx.Now())
	reason := r.Prose("reason", step.Reason, ballot.WordsMost, true)
	if err := r.Err(); err != nil {
		return "", err
	}
	var fields fault.Fields
	err := (account.Reason{Field: "reason", Text: reason, From: tx.Actor.Person, To: a.people(), Anyway: step.Anyway}).Legible(tx.DB, &fields)
	if err != nil {
		return "", err
	}
	return reason, fields.Err()
}

// people are those who have a hand in it: who filed it, and who entered its letter.
func (a Appeal) people() []policy.PersonID {
	return slices.DeleteFunc([]policy.PersonID{a.FiledBy, a.EnteredBy}, func(id policy.PersonID) bool { return id == "" })
}
