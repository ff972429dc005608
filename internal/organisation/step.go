package organisation

import (
	"context"
	"slices"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/workflow"
)

// Step is one step of an organisation's life: a verb of the machine with a note. Version is that of the page it was taken on.
type Step struct {
	ID      policy.OrganisationID
	Verb    string
	Note    string
	Version int
	Anyway  bool // the note may go out in a language its reader does not read
}

// explained are the verbs that are nobody's to take without saying why. The second of two may leave it at the first one's reason.
func explained(verb string) bool {
	return slices.Contains([]string{"ask", "decline", "suspend", "lift", "close"}, verb)
}

// Step takes an organisation one step on. Where a verb takes two, the first person's step is a proposal that changes no state and
// tells the officers; the same step by a different person completes it. It answers NotFound to a stranger, Forbidden with the guard
// that does not hold, Conflict when the state is another or the page was old.
func (s *Organisations) Step(ctx context.Context, actor policy.Actor, step Step) (Organisation, error) {
	var o Organisation
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		if o, err = find(tx, step.ID); err != nil {
			return err
		}
		return s.step(tx, &o, step)
	})
	return o, err
}

func (s *Organisations) step(tx *register.Tx, o *Organisation, step Step) error {
	judged, err := judge(tx.DB, tx.Actor, *o, tx.Now())
	if err != nil {
		return err
	}
	judged[workflow.SecondPerson] = o.seconds(tx.Actor, step.Verb)
	to, err := Machine().StepOn(step.Version == o.Version, o.State, step.Verb, o.roles(tx.Actor), judged)
	proposing := workflow.OnlySecond(err) && (o.ProposedVerb != step.Verb || o.ProposedBy == "")
	if err != nil && !proposing {
		return err
	}
	proposed := err == nil && o.ProposedVerb == step.Verb
	note, err := s.reason(step, explained(step.Verb) && !proposed)
	if err != nil {
		return err
	}
	m := moved{to: to, note: note, kept: proposed && explained(step.Verb)}
	if m.note == "" && m.kept {
		m.note = o.Proposal
	}
	if !proposing && explained(step.Verb) {
		if err := legible(tx, *o, step, m.note); err != nil {
			return err
		}
	}
	tx.Permit(policy.Allow(Noun, string(o.ID), step.Verb))
	if proposing {
		return propose(tx, o, step.Verb, note)
	}
	return move(tx, o, step.Verb, m)
}

// legible refuses a note in a language that a focal point who is told does not read, unless the actor sends it anyway.
func legible(tx *register.Tx, o Organisation, step Step, note string) error {
	told, err := focalPoints(tx, o.ID)
	if err != nil {
		return err
	}
	var f fault.Fields
	if err := (account.Reason{Field: "note", Text: note, From: tx.Actor.Person, To: told, Anyway: step.Anyway}).Legible(tx.DB, &f); err != nil {
		return err
	}
	return f.Err()
}

// focalPoints are who answers for an organisation.
func focalPoints(tx *register.Tx, id policy.OrganisationID) (ids []policy.PersonID, err error) {
	err = tx.Model(&Membership{}).Where("organisation_id = ? AND focal_point AND until IS NULL", id).Pluck("person_id", &ids).Error
	return ids, err
}

func (s *Organisations) reason(step Step, required bool) (string, error) {
	var f fault.Fields
	note := input.Prose(&f, "note", step.Note, longestReason, required)
	s.look(&f, "note", note, false)
	return note, f.Err()
}

// propose keeps the first person's proposal. One for another verb takes its place: who disagrees proposes the opposite.
func propose(tx *register.Tx, o *Organisation, verb, note string) error {
	o.ProposedVerb, o.ProposedBy = verb, tx.Actor.Person
	o.Proposal = note
	if err := tx.Save(o); err != nil {
		return err
	}
	n := o.note("organisation."+proposals()[verb], o.State)
	n.Access = policy.Access{Class: policy.Accreditation} // of no organisation: the officers' alone
	n.Values["note"], n.Tell = note, register.Tell{Office: policy.AccreditationOfficer}
	tx.Enter(n)
	return nil
}

// moved is where a step leads and what was said with it; kept: the reason of the proposal stands unless another was given.
type moved struct {
	to, note string
	kept     bool
}

// move carries a step out: the state, what follows from it, the entry.
func move(tx *register.Tx, o *Organisation, verb string, m moved) error {
	from := o.State
	o.Reason = m.note
	if m.to != from {
		o.State, o.StateSince = m.to, tx.Now()
	}
	switch verb {
	case "accredit":
		if now := tx.Now(); o.AccreditedAt == nil {
			o.AccreditedAt = &now
		}
		o.AccreditedUntil, o.RenewalFiled, o.Reminded = termFrom(tx.Now()), false, 0
	case "extend":
		o.AccreditedUntil, o.RenewalFiled, o.Reminded = termFrom(*o.AccreditedUntil), false, 0
	case "decline":
		o.RenewalFiled = false
	case "renew":
		o.RenewalFiled = true
	}
	first := o.ProposedBy
	o.dropProposal()
	if err := tx.Save(o); err != nil {
		return twin(err)
	}
	tx.Put(o.card())
	o.enter(tx, verb, from, first)
	return nil
}

func (o *Organisation) dropProposal() { o.ProposedVerb, o.ProposedBy, o.Proposal = "", "", "" }
