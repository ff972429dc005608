package cosign

import (
	"context"
	"slices"

	"gorm.io/gorm/clause"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// Step is one step of a signature's life that types nothing but a reason.
type Step struct {
	Cosignature string
	Verb        string
	Reason      string
	Version     int
	Anyway      bool // the reason may go out in a language its reader does not read
}

// past is what the register says of each step that Take takes; of the take-over the proposal itself tells.
func past() map[string]string {
	return map[string]string{"confirm": "cosign_confirmed", "check": "cosign_confirmed", "decline": "cosign_declined", "take_back": "cosign_taken_back",
		"ask_letter": "cosign_letter_asked", "refuse_letter": "cosign_letter_refused", "accept": "cosigned", "refuse": "cosign_refused", "withdraw": "cosign_left",
		"take_over": "take_over_asked", "confirm_take_over": "taken_over", "decline_take_over": "take_over_declined", "drop_take_over": "take_over_dropped"}
}

// Verbs are the steps that Take takes.
func Verbs() []string {
	return []string{"confirm", "decline", "take_back", "ask_letter", "check", "refuse_letter", "accept", "refuse", "withdraw", "take_over", "confirm_take_over",
		"decline_take_over", "drop_take_over"}
}

// NeedsReason tells the verbs that need a reason, which its readers get in the words it was given.
func NeedsReason(verb string) bool {
	return slices.Contains([]string{"decline", "refuse_letter", "refuse", "withdraw", "decline_take_over"}, verb)
}

// Take takes a signature one step on.
func (s *Cosignatures) Take(ctx context.Context, actor policy.Actor, step Step) (Cosignature, error) {
	var c Cosignature
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if past()[step.Verb] == "" {
			return fault.NotFound()
		}
		var p proposal.Proposal
		var err error
		if c, p, err = s.find(tx, step.Cosignature); err != nil {
			return err
		}
		to, err := s.step(tx, p, c, step.Verb, step.Version)
		if err != nil {
			return err
		}
		reason, err := s.reason(tx, c, step)
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(proposal.Noun, p.ID, "cosign"))
		before := c.State
		c.move(tx, to)
		if err := c.change(tx, p, step.Verb); err != nil {
			return err
		}
		if err := tx.Save(&c); err != nil {
			return err
		}
		switch {
		case step.Verb == "confirm_take_over":
			return s.takenOver(tx, &p, c, nil)
		case to == Joined && before == Confirmed, before == Joined && to == Withdrawn:
			if err := s.proposals.Sign(tx, &p, c.SignsFor, to == Joined); err != nil {
				return err
			}
		}
		return c.told(tx, p, past()[step.Verb], reason)
	})
	return c, err
}

// step gives the state a verb leads to, or why it is not the actor's. Whoever comes too late to take a proposal over hears that.
func (s *Cosignatures) step(tx *register.Tx, p proposal.Proposal, c Cosignature, verb string, version int) (string, error) {
	known, err := s.know(tx.DB, []Cosignature{c})
	if err != nil {
		return "", err
	}
	to, err := Machine().StepOn(version == c.Version, c.State, verb, tx.Actor.RolesIn(p.Forum, tx.Now()), Judge(tx.Actor, tx.Now(), p, c, known[c.ID]))
	if fault.Is(err, fault.ReasonConflict) && (verb == "take_over" || verb == "confirm_take_over") && p.State != proposal.Withdrawn {
		return "", fault.Conflict(guardOrphan, nil)
	}
	return to, err
}

// change does what a step does besides moving the signature.
func (c *Cosignature) change(tx *register.Tx, p proposal.Proposal, verb string) error {
	now := tx.Now()
	switch verb {
	case "confirm", "check":
		c.ConfirmedBy, c.LetterAsked = tx.Actor.Person, c.LetterAsked && c.Letter != ""
	case "ask_letter":
		c.LetterAsked = true
	case "decline", "take_back", "refuse_letter":
		return c.letGo(tx)
	case "accept":
		c.TakenBy, c.JoinedAt = tx.Actor.Person, &now
	case "withdraw":
		c.JoinedAt = nil
	case "take_over":
		for _, m := range proposal.Represents(tx.Actor, p.Forum, now) {
			if m.Organisation == c.SignsFor {
				c.HeirBy, c.HeirMandate = tx.Actor.Person, m.ID
				break
			}
		}
	case "drop_take_over":
		c.HeirBy, c.HeirMandate = "", ""
	}
	return nil
}

// Locked gives a signature the actor may see with its proposal, both locked until the act is over.
func (s *Cosignatures) Locked(tx *register.Tx, id string) (Cosignature, proposal.Proposal, error) {
	return s.find(tx, id)
}

// TakenByLetter makes the organisation the proposer whose one person has asked for it and whose letter confirms that, which the room
// above has judged. The proposal is locked.
func (s *Cosignatures) TakenByLetter(tx *register.Tx, p *proposal.Proposal, id string, letter *proposal.Letter) error {
	var c Cosignature
	if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(&c).Error; err != nil {
		return store.Found(err)
	}
	known, err := s.know(tx.DB, []Cosignature{c})
	if err != nil {
		return err
	}
	judged := Judge(tx.Actor, tx.Now(), *p, c, known[c.ID])
	judged[guardPaper] = workflow.If(true, nil)
	to, err := Machine().Step(c.State, "take_over_by_letter", tx.Actor.RolesIn(p.Forum, tx.Now()), judged)
	if err != nil {
		return err
	}
	tx.Permit(policy.Allow(proposal.Noun, p.ID, "cosign"))
	c.move(tx, to)
	if err := tx.Save(&c); err != nil {
		return err
	}
	return s.takenOver(tx, p, c, letter)
}

// takenOver makes the organisation the proposer, and lets go of what others have asked for meanwhile: the first has it.
func (s *Cosignatures) takenOver(tx *register.Tx, p *proposal.Proposal, c Cosignature, letter *proposal.Letter) error {
	var others []Cosignature
	if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("proposal_id = ? AND state = ?", p.ID, Taking).Order("id").Find(&others).Error; err != nil {
		return err
	}
	for i := range others {
		to, err := Machine().Step(others[i].State, "lapse", []policy.Role{policy.RoleSystem}, nil)
		if err != nil {
			return err
		}
		others[i].move(tx, to)
		others[i].HeirBy, others[i].HeirMandate = "", ""
		if err := tx.Save(&others[i]); err != nil {
			return err
		}
	}
	return s.proposals.TakenOver(tx, p, proposal.Heir{Organisation: c.SignsFor, AskedBy: c.HeirBy, Mandate: c.HeirMandate, Letter: letter})
}

// reason reads why, and lets it through the gate.
func (s *Cosignatures) reason(tx *register.Tx, c Cosignature, step Step) (string, error) {
	if !NeedsReason(step.Verb) {
		return "", nil
	}
	var fields fault.Fields
	reason := input.Prose(&fields, "reason", step.Reason, 600, true)
	if err := fields.Err(); err != nil {
		return "", err
	}
	if found := s.proposals.Look(reason); len(found) > 0 {
		return "", safeguard.Stop("reason", found, false)
	}
	var to []policy.PersonID
	for _, id := range map[string][]policy.PersonID{"decline": {c.OfferedBy}, "refuse_letter": {c.OfferedBy, c.EnteredBy}, "refuse": {c.OfferedBy, c.ConfirmedBy},
		"withdraw": {c.TakenBy}, "decline_take_over": {c.HeirBy}}[step.Verb] {
		if id != "" {
			to = append(to, id)
		}
	}
	err := (account.Reason{Field: "reason", Text: reason, From: tx.Actor.Person, To: to, Anyway: step.Anyway}).Legible(tx.DB, &fields)
	if err != nil {
		return "", err
	}
	return reason, fields.Err()
}
