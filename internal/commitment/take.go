package commitment

import (
	"context"
	"maps"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Step is one step of a commitment's life: a verb of the machine. Due goes with what moves the day, Owner with a transfer, Proof with the
// report that it is done.
type Step struct {
	Commitment string
	Verb       string
	Reason     string
	Due        string
	Owner      policy.OrganisationID
	Proof      Proof
	Version    int
	Anyway     bool // the reason may go out in a language its reader does not read
}

// Proof is what shows that a commitment was kept: words, and a link, the number of a document or a scanned paper.
type Proof struct {
	Words string
	Link  string
	Paper string // number of a document
	File  *input.Sent
}

// Verbs are the steps that Take takes, sorted.
func Verbs() []string {
	return slices.DeleteFunc(slices.Sorted(maps.Keys(past())), func(verb string) bool { return verb == "propose_again" || verb == "escalate" })
}

// NeedsReason tells the verbs that need a reason, which its reader gets in the words it was given.
func NeedsReason(verb string) bool {
	return listed([]string{"refuse", "reopen", "ask_extension", "extend", "keep_day", "transfer", "decline_transfer", "cancel"}, verb)
}

// MovesDay tells the verbs that name another day.
func MovesDay(verb string) bool { return verb == "ask_extension" || verb == "extend" }

// Take takes a commitment one step on.
func (s *Commitments) Take(ctx context.Context, actor policy.Actor, step Step) (Commitment, error) {
	var c Commitment
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !listed(Verbs(), step.Verb) {
			return fault.NotFound()
		}
		to, err := s.step(tx, step.Commitment, step.Verb, step.Version, &c)
		if err != nil {
			return err
		}
		before := c
		r := reads(s.gate, tx.Now())
		if err := r.step(tx, step, &c); err != nil {
			return err
		}
		if c.State = to; to != before.State {
			c.StateSince = tx.Now()
		}
		n := c.note(past()[step.Verb], before.State)
		if NeedsReason(step.Verb) {
			n.Values["reason"] = c.Reason
		}
		if c.Due != before.Due || c.AskedDue != before.AskedDue && c.AskedDue != "" {
			n.Facts["before"], n.Facts["after"] = before.Due, step.day(c)
		}
		if before.OwnerID != c.OwnerID || c.NextOwner != before.NextOwner {
			n.Facts["from_owner"], n.Facts["to_owner"] = string(before.OwnerID), string(c.NextOwner)+map[bool]string{true: string(c.OwnerID)}[c.NextOwner == ""]
		}
		if step.Verb == "report" {
			n.Facts["link"], n.Facts["paper"], n.Facts["file"] = c.EvidenceLink, c.EvidencePaper, c.FileID
		}
		return c.keep(tx, n)
	})
	return c, err
}

// day is the day a step is about: the one that is asked for, or the one that counts now.
func (step Step) day(c Commitment) string {
	if step.Verb == "ask_extension" {
		return c.AskedDue
	}
	return c.Due
}

// read reads what a step carries and does with the commitment what it says, besides moving it.
func (r *reader) step(tx *register.Tx, step Step, c *Commitment) error {
	if NeedsReason(step.Verb) {
		c.Reason = r.Prose("reason", step.Reason, ReasonMost, true)
		why := account.Reason{Field: "reason", Text: c.Reason, From: tx.Actor.Person, To: c.readers(step.Verb), Anyway: step.Anyway}
		if err := why.Legible(tx.DB, &r.Fields); err != nil {
			return err
		}
	}
	due := ""
	if MovesDay(step.Verb) {
		if due = r.day("due", step.Due, true); due != "" && (due <= c.Due || due < today(r.now)) {
			r.Fields.Add("due", "commitment.due_later", nil)
		}
	}
	if step.Verb == "transfer" {
		if err := r.heir(tx, step, c); err != nil {
			return err
		}
	}
	if step.Verb == "report" {
		if err := r.proof(tx, step.Proof, c); err != nil {
			return err
		}
	}
	if err := r.Err(); err != nil {
		return err
	}
	c.change(tx, step.Verb, due)
	return nil
}

// readers are who gets the reason of a step.
func (c Commitment) readers(verb string) []policy.PersonID {
	reader := c.AcceptedBy
	switch verb {
	case "refuse", "decline_transfer", "ask_extension":
		reader = c.ProposedBy
	case "reopen":
		reader = c.ReportedBy
	case "keep_day":
		reader = c.AskedBy
	}
	if reader == "" {
		return nil
	}
	return []policy.PersonID{reader}
}

// heir reads who is asked to take a commitment over.
func (r *reader) heir(tx *register.Tx, step Step, c *Commitment) error {
	sits, err := seated(tx.DB, c.Forum, step.Owner)
	if err != nil {
		return err
	}
	switch c.NextOwner = step.Owner; {
	case !sits:
		r.Fields.Add("owner", "commitment.owner_sits", nil)
	case step.Owner == c.OwnerID:
		r.Fields.Add("owner", "commitment.owner_already", nil)
	}
	return nil
}

// change does what a step does.
func (c *Commitment) change(tx *register.Tx, verb, due string) {
	now := tx.Now()
	switch verb {
	case "accept":
		c.AcceptedBy, c.AcceptedAt = tx.Actor.Person, &now
	case "ask_extension":
		c.AskedDue, c.AskedWhy, c.AskedBy = due, c.Reason, tx.Actor.Person
	case "extend":
		c.Due, c.Extended, c.EscalatedAt = due, c.Extended+1, nil
		c.askNoMore()
	case "keep_day":
		c.askNoMore()
	case "take_over":
		c.OwnerID, c.NextOwner, c.AcceptedBy, c.AcceptedAt = c.NextOwner, "", tx.Actor.Person, &now
		c.askNoMore()
	case "decline_transfer":
		c.NextOwner = ""
	case "report":
		c.ReportedBy, c.ReportedAt, c.NextOwner = tx.Actor.Person, &now, ""
		c.askNoMore()
	case "verify":
		c.VerifiedBy, c.VerifiedAt = tx.Actor.Person, &now
		c.VerifiedFor, _ = tx.Actor.ActsFor(c.Forum, now)
	case "cancel":
		c.NextOwner = ""
		c.askNoMore()
	}
}

func (c *Commitment) askNoMore() { c.AskedDue, c.AskedWhy, c.AskedBy = "", "", "" }

// kindOf is the stakeholder group of an organisation.
func kindOf(db *gorm.DB, id policy.OrganisationID) (policy.Kind, error) {
	var o organisation.Organisation
	err := db.Session(&gorm.Session{NewDB: true}).Select("kind").Where("id = ?", id).Take(&o).Error
	return o.Kind, store.Found(err)
}
