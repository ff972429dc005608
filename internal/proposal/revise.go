package proposal

import (
	"context"
	"strings"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/account"
	"sametable/internal/document"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/text"
)

// revision knows what a step with a proposal's new version can ask for.
func (s *Proposals) revision(db *gorm.DB, p Proposal, k *Known) error {
	var found []drafting.Sheet
	if err := db.Session(&gorm.Session{NewDB: true}).Where("proposal_id = ?", p.ID).Find(&found).Error; err != nil {
		return err
	}
	if len(found) == 1 && found[0].Asked() {
		k.Sheet, k.RevisedBy = found[0].ID, found[0].AskedBy
		held, err := s.holds(db, p.Forum, found[0].AskedBy, found[0].AskedMandate)
		if err != nil {
			return err
		}
		k.Mandated = held
	}
	if p.AnsweredAt == nil {
		return nil
	}
	statements, err := standing(db, p.ID)
	if err != nil {
		return err
	}
	answered := strings.Fields(p.Synopsis)
	for _, st := range statements { // a letter that came in time may have been checked after the answers
		if st.Standing.Stance.NeedsReasons() && !listed(answered, st.ID) {
			k.Unanswered++
		}
	}
	return nil
}

// askRevision sends a new version with its synopsis to a second person of the organisation. Until she confirms it, it stays inside:
// what readers see is the version that was answered.
func (s *Proposals) askRevision(tx *register.Tx, sh *drafting.Sheet, p Proposal, m policy.Mandate) error {
	known, err := s.know(tx.DB, p)
	if err != nil {
		return err
	}
	if _, err := Machine().Step(p.State, "ask_revision", tx.Actor.RolesIn(p.Forum, tx.Now()), Judge(tx.Actor, tx.Now(), p, known)); err != nil {
		return err
	}
	tx.Permit(policy.Allow(Noun, p.ID, "ask_revision"))
	sh.AskedBy, sh.AskedMandate, sh.AskedVersion = tx.Actor.Person, m.ID, sh.Version
	if err := tx.DB.Save(sh).Error; err != nil {
		return err
	}
	n := p.inside("proposal.revision_asked")
	n.Mandate = m.ID
	if err := p.tellColleagues(tx, &n.Tell); err != nil {
		return err
	}
	tx.Enter(n)
	return nil
}

// inside begins an entry that is the organisation's own business.
func (p Proposal) inside(verb string) register.Note {
	n := p.note(verb, p.State)
	n.From, n.To, n.Version = "", "", ""
	n.Access = policy.Access{Class: policy.Colleagues, Forum: p.Forum, Organisation: p.ProposedFor}
	return n
}

// Revising is a colleague's word on a new version: Version is that of the sheet she read.
type Revising struct {
	Sheet   string
	Version int
	NoChild bool   // she says that no child can be recognised in its files
	Reason  string // why it is given back
	Anyway  bool
}

// ConfirmRevision makes what was written after the consultation the proposal's new version, with the answers to the statements in it.
func (s *Proposals) ConfirmRevision(ctx context.Context, actor policy.Actor, rev Revising) (Proposal, error) {
	var p Proposal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		sh, err := s.revising(tx, actor, rev, "confirm_revision", &p)
		if err != nil {
			return err
		}
		return s.Revised(tx, &p, sh, nil, rev.NoChild)
	})
	return p, err
}

// Revised makes what is on a sheet the proposal's new version, as the actor confirms: a colleague, or whoever has checked the letter that
// came. The step was judged, here or in the room above; noChild says that no child can be recognised in its files.
func (s *Proposals) Revised(tx *register.Tx, p *Proposal, sh drafting.Sheet, letter *Letter, noChild bool) error {
	c := sh.Whole()
	if err := s.whole(tx.DB, sh, c); err != nil {
		return err
	}
	if err := s.LookAtAll(tx.DB, sh, c); err != nil {
		return err
	}
	version, err := reworded(tx, *p, sh, text.Draft{Language: sh.Language, Title: c.Title, Source: c.Compose()})
	if err != nil {
		return err
	}
	if err := p.confirmedBy(tx, letter); err != nil {
		return err
	}
	now := tx.Now()
	p.Outcome, p.Level, p.Addressed, p.Documents, p.Synopsis = sh.Outcome, sh.Level, sh.Addressed, sh.Documents, c.AnsweredTo()
	p.VersionID, p.Revision, p.AskedBy, p.MandateID, p.ConfirmedBy, p.AnsweredAt = version.ID, version.Number, sh.AskedBy, sh.AskedMandate, tx.Actor.Person, &now
	if err := tx.Save(p); err != nil {
		return err
	}
	if err := document.Cite(tx, p.Record(), drafting.Documents(p.Documents)); err != nil {
		return err
	}
	if err := tx.Delete(&sh).Error; err != nil {
		return err
	}
	n := p.note("proposal.revised", p.State)
	if err := drafting.Vouch(tx, &n, noChild); err != nil {
		return err
	}
	for fate, count := range drafting.CountFates(c.Answers) {
		n.Facts[string(fate)] = count
	}
	if n.Tell.FocalPoints, err = statedFor(tx.DB, *p); err != nil {
		return err
	}
	n.Tell.Secretaries = p.Forum
	return s.told(tx, *p, n)
}

// DeclineRevision gives a new version back to whoever wrote it.
func (s *Proposals) DeclineRevision(ctx context.Context, actor policy.Actor, rev Revising) (Proposal, error) {
	var p Proposal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		sh, err := s.revising(tx, actor, rev, "decline_revision", &p)
		if err != nil {
			return err
		}
		var fields fault.Fields
		reason := input.Prose(&fields, "reason", rev.Reason, 600, true)
		if err := fields.Err(); err != nil {
			return err
		}
		if found := s.Look(reason); len(found) > 0 {
			return safeguard.Stop("reason", found, false)
		}
		err = (account.Reason{Field: "reason", Text: reason, From: actor.Person, To: []policy.PersonID{sh.AskedBy}, Anyway: rev.Anyway}).Legible(tx.DB, &fields)
		if err != nil {
			return err
		}
		if err := fields.Err(); err != nil {
			return err
		}
		n := p.inside("proposal.revision_declined")
		n.Values["reason"], n.Tell.Persons = reason, []policy.PersonID{sh.AskedBy}
		sh.AskedBy, sh.AskedMandate, sh.AskedVersion = "", "", 0
		if err := tx.DB.Save(&sh).Error; err != nil {
			return err
		}
		tx.Enter(n)
		return nil
	})
	return p, err
}

// revising finds the sheet a colleague has read and its proposal, and judges the step.
func (s *Proposals) revising(tx *register.Tx, actor policy.Actor, rev Revising, verb string, p *Proposal) (drafting.Sheet, error) {
	sh, err := drafting.Find(tx.Clauses(clause.Locking{Strength: "UPDATE"}), actor, rev.Sheet)
	if err != nil {
		return sh, err
	}
	if *p, err = find(tx, actor, sh.ProposalID); err != nil {
		return sh, err
	}
	known, err := s.know(tx.DB, *p)
	if err != nil {
		return sh, err
	}
	_, err = Machine().Step(p.State, verb, actor.RolesIn(p.Forum, tx.Now()), Judge(actor, tx.Now(), *p, known))
	if rev.Version != sh.Version && !fault.Is(err, fault.ReasonForbidden) { // whoever may not hears that first
		f := fault.Conflict("proposal.changed_meanwhile", nil)
		f.Cause = &drafting.Stale{Theirs: sh}
		return sh, f
	}
	if err != nil {
		return sh, err
	}
	tx.Permit(policy.Allow(Noun, p.ID, verb))
	return sh, nil
}

// whole refuses a sheet that is not complete; a new version after the consultation has to answer what was asked.
func (s *Proposals) whole(db *gorm.DB, sh drafting.Sheet, c drafting.Content) error {
	fields := sh.Missing(c)
	if sh.Revises {
		statements, err := standing(db, sh.ProposalID)
		if err != nil {
			return err
		}
		if foreign(c.Answers, statements) {
			fields.Add("answers", "input.choice", nil)
		}
		unanswered(c.Answers, statements, &fields)
	}
	return fields.Err()
}

// statedFor lists the organisations whose statements count.
func statedFor(db *gorm.DB, p Proposal) ([]policy.OrganisationID, error) {
	statements, err := standing(db, p.ID)
	var ids []policy.OrganisationID
	for _, st := range statements {
		ids = append(ids, st.StatedFor)
	}
	return ids, err
}
