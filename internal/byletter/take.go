package byletter

import (
	"context"
	"slices"
	"time"

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

// Asking asks to confirm something by letter: the new version on a sheet, the withdrawal of a proposal, or the take-over an organisation
// that signs one has asked for. Version is that of what it is of.
type Asking struct {
	About   About
	Of      string
	Version int
}

// asks begins the letter that is asked for, and gives its proposal, locked, with the version of what it is of.
func (s *Letters) asks(tx *register.Tx, a Asking) (l Letter, p proposal.Proposal, version int, err error) {
	l = Letter{ID: clock.NewID(), About: a.About, Content: []byte{}, Matter: a.Of, State: Machine().First, StateSince: tx.Now(), AskedBy: tx.Actor.Person, Version: 1}
	switch a.About {
	case Revision:
		sh, err := drafting.Find(tx.Clauses(clause.Locking{Strength: "UPDATE"}), tx.Actor, a.Of)
		if err == nil && sh.ProposalID == "" {
			err = fault.NotFound()
		}
		if err != nil {
			return l, p, 0, err
		}
		if p, err = proposal.Locked(tx, tx.Actor, sh.ProposalID); err != nil {
			return l, p, 0, err
		}
		l.Matter, l.SentFor, l.SheetID, l.SheetVersion, version = "", p.ProposedFor, sh.ID, sh.Version, sh.Version
	case Withdrawal:
		if p, err = proposal.Locked(tx, tx.Actor, a.Of); err != nil {
			return l, p, 0, err
		}
		l.SentFor, l.Mark, version = p.ProposedFor, withdrawalMark(p), p.Version
	case TakeOver:
		c, of, err := s.cosignatures.Locked(tx, a.Of)
		if err != nil {
			return l, p, 0, err
		}
		p, l.SentFor, l.Mark, version = of, c.SignsFor, takeOverMark(c), c.Version
	default:
		return l, p, 0, fault.NotFound()
	}
	l.ProposalID, l.ForumID = p.ID, p.Forum
	return l, p, version, nil
}

// Ask notes that the confirmation of something that waits for a colleague will come by letter. A colleague may still confirm.
func (s *Letters) Ask(ctx context.Context, actor policy.Actor, a Asking) (Letter, error) {
	var l Letter
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var p proposal.Proposal
		var version int
		var err error
		if l, p, version, err = s.asks(tx, a); err != nil {
			return err
		}
		about, err := s.know(tx.DB, []Letter{l}, map[string]proposal.Proposal{p.ID: p})
		if err != nil {
			return err
		}
		switch judged := Judge(actor, tx.Now(), l, about[l.ID].Known); {
		case !judged[guardOwn].OK:
			return fault.Forbidden(guardOwn, nil)
		case a.Version != version:
			return fault.Conflict("fault.stale", nil)
		case !judged[guardWaits].OK:
			return fault.Forbidden(guardWaits, nil)
		}
		tx.Permit(policy.Allow(proposal.Noun, p.ID, "by_letter"))
		if err := l.instead(tx); err != nil {
			return err
		}
		if err := tx.Add(&l); err != nil {
			return err
		}
		return l.told(tx, p, "asked", "")
	})
	return l, err
}

// instead lets go of the letters of the organisation about the same that are on their way for other words, unless one was asked for in
// these very words already.
func (l Letter) instead(tx *register.Tx) error {
	says := []About{l.Says()}
	if l.Says() == Revision {
		says = append(says, "")
	}
	var before []Letter
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Omit("content").Where("proposal_id = ? AND about IN ? AND revised_for = ? AND state IN ?", l.ProposalID, says, l.SentFor,
		[]string{Asked, Attached}).Order("id").Find(&before).Error
	if err != nil {
		return err
	}
	for i := range before {
		b := before[i]
		if b.SheetID == l.SheetID && b.SheetVersion == l.SheetVersion && b.Matter == l.Matter && b.Mark == l.Mark {
			return fault.Conflict("byletter.asked_already", nil)
		}
		if err := tx.Drop(&before[i]); err != nil {
			return err
		}
	}
	return nil
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
		var m Matter
		var err error
		if l, p, m, err = s.find(tx, a.Letter, "attach", a.Version); err != nil {
			return err
		}
		scan, err := s.proposals.Scanned(tx.Now(), a.Dated, m.since(p), a.Paper)
		if err != nil {
			return err
		}
		l.holds(a.Dated, actor.Person, scan)
		if err := tx.Save(&l); err != nil {
			return err
		}
		return l.told(tx, p, "attached", "")
	})
	return l, err
}

// since is from when on there was what the letter confirms.
func (m Matter) since(p proposal.Proposal) time.Time {
	switch {
	case m.Sheet.ID != "":
		return m.Sheet.SavedAt
	case m.Signature.ID != "":
		return m.Signature.StateSince
	case p.EndsSince != nil:
		return *p.EndsSince
	}
	return p.StateSince
}

func (l *Letter) holds(dated string, by policy.PersonID, scan input.Scan) {
	l.Dated, l.EnteredBy, l.Content, l.Kind, l.Name, l.Hash = dated, by, scan.Content, scan.Kind, scan.Name, scan.Hash
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

// Take takes a letter one step on: it was compared with the words, and what it confirms is done, or given back; or no letter will come.
func (s *Letters) Take(ctx context.Context, actor policy.Actor, step Step) (proposal.Proposal, error) {
	var p proposal.Proposal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !slices.Contains(Verbs(), step.Verb) {
			return fault.NotFound()
		}
		var l Letter
		var m Matter
		var err error
		if l, p, m, err = s.find(tx, step.Letter, step.Verb, step.Version); err != nil {
			return err
		}
		reason, err := s.reason(tx, l, step)
		if err != nil {
			return err
		}
		if step.Verb == "check" {
			return s.confirm(tx, l, &p, m, step)
		}
		if err := tx.Drop(&l); err != nil {
			return err
		}
		if step.Verb == "refuse" && l.Says() == Revision { // its words go back; what else waits does so for another letter, or a colleague
			sh := m.Sheet
			sh.AskedBy, sh.AskedMandate, sh.AskedVersion = "", "", 0
			if err := tx.DB.Save(&sh).Error; err != nil {
				return err
			}
		}
		return l.told(tx, p, map[string]string{"refuse": "refused", "take_back": "dropped"}[step.Verb], reason)
	})
	return p, err
}

// confirm does what a letter confirms. Where it confirms a proposal's words, the proposal has it from then on; else it stays, checked.
func (s *Letters) confirm(tx *register.Tx, l Letter, p *proposal.Proposal, m Matter, step Step) error {
	paper := &proposal.Letter{ID: clock.NewID(), ProposalID: p.ID, Content: l.Content, Kind: l.Kind, Name: l.Name, Hash: l.Hash, AddedBy: l.EnteredBy, AddedAt: tx.Now(), Dated: l.Dated}
	switch l.Says() {
	case Revision:
		if err := tx.Drop(&l); err != nil {
			return err
		}
		return s.proposals.Revised(tx, p, m.Sheet, paper, step.NoChild)
	case TakeOver:
		if err := tx.Drop(&l); err != nil {
			return err
		}
		return s.cosignatures.TakenByLetter(tx, p, l.Matter, paper)
	}
	l.CheckedBy = tx.Actor.Person
	if err := tx.Save(&l); err != nil {
		return err
	}
	if l.Says() == Statement {
		tx.Enter(l.note(*p, "checked")) // the statement itself tells of its withdrawal
		return s.proposals.StatementEnded(tx, *p, m.Statement, proposal.Paper{Dated: l.Dated, Received: l.Received, EnteredBy: l.EnteredBy})
	}
	return s.proposals.Ended(tx, p, proposal.Paper{Dated: l.Dated, EnteredBy: l.EnteredBy})
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
	var to []policy.PersonID
	for _, id := range []policy.PersonID{l.AskedBy, l.EnteredBy} {
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

// told enters what was done with whom it concerns: it is between the organisation and those who handle letters.
func (l Letter) told(tx *register.Tx, p proposal.Proposal, past, reason string) error {
	n := l.note(p, past)
	if reason != "" {
		n.Values["reason"] = reason
	}
	var err error
	switch past {
	case "asked":
		n.Tell.Secretaries = p.Forum
	case "attached", "entered":
		n.Tell.Moderators = true
		n.Tell.Persons, err = forum.Sitting(tx.DB, p.Forum, tx.Now(), "mandates.capacity = ?", policy.Chair)
	}
	if past != "asked" && past != "attached" {
		n.Tell.FocalPoints = []policy.OrganisationID{l.SentFor}
	}
	for _, id := range []policy.PersonID{l.AskedBy, l.EnteredBy} {
		if id != "" {
			n.Tell.Persons = append(n.Tell.Persons, id)
		}
	}
	tx.Enter(n)
	return err
}

// note begins an entry about the letter.
func (l Letter) note(p proposal.Proposal, past string) register.Note {
	n := p.Beside("proposal."+string(l.Says())+"_letter_"+past, policy.Access{Class: policy.Secretariat, Forum: p.Forum, Organisation: l.SentFor})
	n.For = l.SentFor
	return n
}
