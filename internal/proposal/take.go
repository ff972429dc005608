package proposal

import (
	"context"
	"slices"
	"strings"

	"gorm.io/gorm/clause"

	"sametable/internal/account"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// Step is one step of a proposal's life: a verb of the machine. Reason is asked for where something is given back or ended; Into, the
// reference of another proposal of the forum, goes with merge, and To, who may take it on, with forward.
type Step struct {
	Proposal string
	Verb     string
	Reason   string
	Into     string
	To       string
	Checks   []string // of Checks: what whoever screens has looked at
	NoChild  bool     // with confirm and check: no child can be recognised in its files
	Version  int
	Anyway   bool // the reason may go out in a language its reader does not read
}

// Checks lists what is looked at before a proposal is screened. None is admitted before all of it was.
func Checks() []string { return []string{"one_matter", "facts", "measures", "bodies", "children"} }

// screens tells the verbs of screening.
func screens(verb string) bool {
	return slices.Contains([]string{"admit", "return", "merge", "forward", "refuse"}, verb)
}

// NeedsReason tells the verbs that need a reason, which its reader gets in the words it was given.
func NeedsReason(verb string) bool {
	return slices.Contains([]string{"decline", "refuse_letter", "return", "merge", "forward", "refuse", "ask_withdrawal", "decline_withdrawal"}, verb)
}

// past is what the register says of each step that Take takes.
func past() map[string]string {
	return map[string]string{"take_back": "taken_back", "confirm": "submitted", "check": "submitted", "decline": "declined", "ask_letter": "letter_asked",
		"refuse_letter": "letter_refused", "admit": "admitted", "return": "returned", "merge": "merged", "forward": "forwarded", "refuse": "refused",
		"undo_refusal": "refusal_undone", "withdraw": "withdrawn", "deliberate": "deliberation_opened", "ask_withdrawal": "withdrawal_asked",
		"confirm_withdrawal": "withdrawn", "decline_withdrawal": "withdrawal_declined", "drop_withdrawal": "withdrawal_dropped"}
}

// Take takes a proposal one step on.
func (s *Proposals) Take(ctx context.Context, actor policy.Actor, step Step) (Proposal, error) {
	var p Proposal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		if p, err = find(tx, actor, step.Proposal); err != nil {
			return err
		}
		return s.take(tx, actor, &p, step)
	})
	return p, err
}

// find gives a proposal the actor may see, locked until the act is over.
func find(tx *register.Tx, actor policy.Actor, id string) (Proposal, error) {
	var p Proposal
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Scopes(register.Visible(actor, tx.Now(), "proposals.")).Where("id = ?", id).Take(&p).Error
	return p, store.Found(err)
}

func (s *Proposals) take(tx *register.Tx, actor policy.Actor, p *Proposal, step Step) error {
	if past()[step.Verb] == "" {
		return fault.NotFound()
	}
	known, err := s.know(tx.DB, *p)
	if err != nil {
		return err
	}
	roles := actor.RolesIn(p.Forum, tx.Now())
	to, err := Machine().StepOn(step.Version == p.Version, p.State, step.Verb, roles, Judge(actor, tx.Now(), *p, known))
	first := workflow.OnlySecond(err) && p.RefusalBy == ""
	if err != nil && !first {
		return err
	}
	reason, err := s.reason(tx, *p, step)
	if err != nil {
		return err
	}
	if err := step.checked(); err != nil {
		return err
	}
	tx.Permit(policy.Allow(Noun, p.ID, step.Verb))
	from, ender := p.State, p.EndsBy
	verb := "proposal." + past()[step.Verb]
	if first {
		p.RefusalBy, p.RefusalAs, p.RefusalWhy = actor.Person, officeOf(roles), reason
		verb = "proposal.refusal_proposed"
	} else {
		if err := s.change(tx, p, step, reason); err != nil {
			return err
		}
		if step.Verb == "confirm_withdrawal" { // in the words of whoever asked for it
			reason = p.Reason
		}
		if p.State = to; from != to {
			p.StateSince = tx.Now()
		}
	}
	p.settle()
	if err := tx.Save(p); err != nil {
		return err
	}
	n, err := p.entry(tx, step, verb, from, reason)
	if err != nil {
		return err
	}
	if ender != "" {
		n.Tell.Persons = append(n.Tell.Persons, ender)
	}
	return s.told(tx, *p, n)
}

// entry begins what the register says of a step.
func (p Proposal) entry(tx *register.Tx, step Step, verb, from, reason string) (register.Note, error) {
	n := p.note(verb, from)
	if step.Verb == "confirm" || step.Verb == "check" {
		if err := drafting.Vouch(tx, &n, step.NoChild); err != nil {
			return n, err
		}
	}
	if between(step.Verb) {
		n = p.inside(verb)
	}
	if reason != "" {
		n.Values["reason"] = reason
	}
	if screens(step.Verb) {
		n.Facts["checks"] = step.Checks
	}
	if step.Verb == "merge" {
		n.Facts["into"] = p.RelatedID
	}
	return n, nil
}

// change does what a step does besides moving the proposal.
func (s *Proposals) change(tx *register.Tx, p *Proposal, step Step, reason string) error {
	if (NeedsReason(step.Verb) || step.Verb == "withdraw") && !between(step.Verb) {
		p.Reason = reason
	}
	switch step.Verb {
	case "confirm", "check":
		p.ConfirmedBy, p.LetterAsked = tx.Actor.Person, p.LetterAsked && p.Letter != "" // a colleague's word makes the letter needless
		return p.submit(tx)
	case "ask_letter":
		p.LetterAsked = true
	case "decline", "take_back", "refuse_letter":
		return p.renewLetter(tx)
	case "withdraw", "confirm_withdrawal", "ask_withdrawal", "decline_withdrawal", "drop_withdrawal", "deliberate":
		return p.ends(tx, step.Verb, reason)
	case "undo_refusal":
		p.RefusalBy, p.RefusalAs, p.RefusalWhy = "", "", ""
	case "admit", "return", "refuse", "merge", "forward":
		now := tx.Now()
		p.JudgedBy, p.ScreenedAt = tx.Actor.Person, &now
		p.RefusalBy, p.RefusalAs, p.RefusalWhy = "", "", ""
		return s.settleScreening(tx, p, step)
	}
	return nil
}

// checked refuses a check nobody knows, and an admission before all were made.
func (step Step) checked() error {
	for _, c := range step.Checks {
		if !slices.Contains(Checks(), c) {
			return fault.Invalid(fault.Says("checks", "input.choice", nil))
		}
	}
	if step.Verb != "admit" {
		return nil
	}
	for _, c := range Checks() {
		if !slices.Contains(step.Checks, c) {
			return fault.Invalid(fault.Says("checks", "proposal.check_all", nil))
		}
	}
	return nil
}

// settleScreening reads where a proposal goes that is merged or forwarded.
func (s *Proposals) settleScreening(tx *register.Tx, p *Proposal, step Step) error {
	var fields fault.Fields
	switch step.Verb {
	case "merge":
		var into Proposal
		reference := input.Line(&fields, "into", step.Into, 40, true)
		if err := fields.Err(); err != nil {
			return err
		}
		err := tx.Scopes(register.Visible(tx.Actor, tx.Now(), "proposals.")).Where("UPPER(reference) = ? AND forum_id = ? AND id <> ? AND state IN ?", strings.ToUpper(reference), p.Forum, p.ID,
			[]string{Submitted, Returned, Admitted, Consultation}).Take(&into).Error
		if err != nil {
			return fault.Invalid(fault.Says("into", "proposal.merge_into", nil))
		}
		p.RelatedID = into.ID
	case "forward":
		p.ForwardedTo = input.Line(&fields, "to", step.To, 200, true)
		if found := s.Look(p.ForwardedTo); len(found) > 0 && len(fields) == 0 {
			return safeguard.Stop("to", found, false)
		}
	}
	return fields.Err()
}

func (s *Proposals) reason(tx *register.Tx, p Proposal, step Step) (string, error) {
	var fields fault.Fields
	needed := NeedsReason(step.Verb)
	kept := ""
	if step.Verb == "refuse" && p.RefusalBy != tx.Actor.Person {
		kept = p.RefusalWhy
	}
	reason := input.Prose(&fields, "reason", step.Reason, 600, needed && kept == "")
	if err := fields.Err(); err != nil {
		return "", err
	}
	if found := s.Look(reason); len(found) > 0 {
		return "", safeguard.Stop("reason", found, false)
	}
	if reason == "" {
		return kept, nil
	}
	if needed {
		err := (account.Reason{Field: "reason", Text: reason, From: tx.Actor.Person, To: p.reads(step.Verb), Anyway: step.Anyway}).Legible(tx.DB, &fields)
		if err != nil {
			return "", err
		}
	}
	return reason, fields.Err()
}
