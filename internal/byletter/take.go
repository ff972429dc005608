package byletter

import (
	"context"
	"slices"

	"gorm.io/gorm/clause"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/safeguard"
)

// Asking asks to confirm a new version by letter. Version is that of its sheet.
type Asking struct {
	Sheet   string
	Version int
}

// Ask notes that the confirmation of a new version, which waits for a colleague, will come by letter. A colleague may still confirm.
func (s *Letters) Ask(ctx context.Context, actor policy.Actor, a Asking) (Letter, error) {
	var l Letter
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		sh, err := drafting.Find(tx.Clauses(clause.Locking{Strength: "UPDATE"}), actor, a.Sheet)
		if err != nil {
			return err
		}
		if sh.ProposalID == "" {
			return fault.NotFound()
		}
		p, err := proposal.Locked(tx, actor, sh.ProposalID)
		if err != nil {
			return err
		}
		l = Letter{ID: clock.NewID(), Content: []byte{}, ProposalID: p.ID, ForumID: p.Forum, RevisedFor: p.ProposedFor, SheetID: sh.ID, SheetVersion: sh.Version, State: Machine().First,
			StateSince: tx.Now(), AskedBy: actor.Person, Version: 1}
		about, err := s.know(tx.DB, []Letter{l}, map[string]proposal.Proposal{p.ID: p})
		if err != nil {
			return err
		}
		switch judged := Judge(actor, tx.Now(), l, about[l.ID].known); {
		case !judged[guardOwn].OK:
			return fault.Forbidden(guardOwn, nil)
		case a.Version != sh.Version:
			return fault.Conflict("fault.stale", nil)
		case !judged[guardWaits].OK:
			return fault.Forbidden(guardWaits, nil)
		}
		tx.Permit(policy.Allow(proposal.Noun, p.ID, "revision_letter"))
		var before []Letter
		if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Omit("content").Where("proposal_id = ?", p.ID).Find(&before).Error; err != nil {
			return err
		}
		for i := range before { // of other words, unless it was asked for already
			if before[i].SheetID == sh.ID && before[i].SheetVersion == sh.Version {
				return fault.Conflict("byletter.asked_already", nil)
			}
			if err := tx.Drop(&before[i]); err != nil {
				return err
			}
		}
		if err := tx.Add(&l); err != nil {
			return err
		}
		return l.told(tx, p, "asked", "")
	})
	return l, err
}

// Attachment is the letter as it came.
type Attachment struct {
	Letter  string
	Dated   string // 2006-01-02
	Paper   *input.Sent
	Version int
}

// Attach takes the letter in. A second person then compares it with the words.
func (s *Letters) Attach(ctx context.Context, actor policy.Actor, a Attachment) (Letter, error) {
	var l Letter
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var p proposal.Proposal
		var sh drafting.Sheet
		var err error
		if l, p, sh, err = s.find(tx, a.Letter, "attach", a.Version); err != nil {
			return err
		}
		scan, err := s.proposals.Scanned(tx.Now(), a.Dated, sh.SavedAt, a.Paper)
		if err != nil {
			return err
		}
		l.Dated, l.EnteredBy, l.Content, l.Kind, l.Name, l.Hash = a.Dated, actor.Person, scan.Content, scan.Kind, scan.Name, scan.Hash
		if err := tx.Save(&l); err != nil {
			return err
		}
		return l.told(tx, p, "attached", "")
	})
	return l, err
}

// Step is one step of a letter that takes no paper in.
type Step struct {
	Letter  string
	Verb    string
	Reason  string
	Version int
	Anyway  bool // the reason may go out in a language its reader does not read
	NoChild bool // with check: no child can be recognised in the files
}

// Verbs are the steps that Take takes.
func Verbs() []string { return []string{"check", "refuse", "take_back"} }

// NeedsReason tells the verbs that need a reason.
func NeedsReason(verb string) bool { return verb == "refuse" }

// Take takes a letter one step on: it was compared with the words, which become the proposal's, or given back; or no letter will come.
func (s *Letters) Take(ctx context.Context, actor policy.Actor, step Step) (proposal.Proposal, error) {
	var p proposal.Proposal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !slices.Contains(Verbs(), step.Verb) {
			return fault.NotFound()
		}
		var l Letter
		var sh drafting.Sheet
		var err error
		if l, p, sh, err = s.find(tx, step.Letter, step.Verb, step.Version); err != nil {
			return err
		}
		reason, err := s.reason(tx, l, step)
		if err != nil {
			return err
		}
		if err := tx.Drop(&l); err != nil {
			return err
		}
		switch step.Verb {
		case "check":
			return s.proposals.Revised(tx, &p, sh, &proposal.Letter{ID: clock.NewID(), ProposalID: p.ID, Content: l.Content, Kind: l.Kind, Name: l.Name, Hash: l.Hash,
				AddedBy: l.EnteredBy, AddedAt: tx.Now(), Dated: l.Dated}, step.NoChild)
		case "refuse":
			sh.AskedBy, sh.AskedMandate, sh.AskedVersion = "", "", 0
			if err := tx.DB.Save(&sh).Error; err != nil {
				return err
			}
			return l.told(tx, p, "refused", reason)
		}
		return l.told(tx, p, "dropped", "")
	})
	return p, err
}

// reason reads why, and lets it through the gate.
func (s *Letters) reason(tx *register.Tx, l Letter, step Step) (string, error) {
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
	err := (account.Reason{Field: "reason", Text: reason, From: tx.Actor.Person, To: []policy.PersonID{l.AskedBy, l.EnteredBy}, Anyway: step.Anyway}).Legible(tx.DB, &fields)
	if err != nil {
		return "", err
	}
	return reason, fields.Err()
}

// told enters what was done with whom it concerns: it is between the organisation and those who handle letters.
func (l Letter) told(tx *register.Tx, p proposal.Proposal, past, reason string) error {
	n := p.Beside("proposal.revision_letter_"+past, policy.Access{Class: policy.Secretariat, Forum: p.Forum, Organisation: l.RevisedFor})
	n.For = l.RevisedFor
	if reason != "" {
		n.Values["reason"] = reason
	}
	var err error
	switch past {
	case "asked":
		n.Tell.Secretaries = p.Forum
	case "attached":
		n.Tell.Moderators = true
		n.Tell.Persons, err = forum.Sitting(tx.DB, p.Forum, tx.Now(), "mandates.capacity = ?", policy.Chair)
	default:
		n.Tell.FocalPoints = []policy.OrganisationID{l.RevisedFor}
	}
	for _, id := range []policy.PersonID{l.AskedBy, l.EnteredBy} {
		if id != "" {
			n.Tell.Persons = append(n.Tell.Persons, id)
		}
	}
	tx.Enter(n)
	return err
}
