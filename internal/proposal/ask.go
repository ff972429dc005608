package proposal

import (
	"context"

	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/document"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// Asking sends a sheet to a second person of the organisation. Version is the one that was read.
type Asking struct {
	Sheet   string
	Mandate policy.MandateID
	Version int
}

// Ask sends what was written for confirmation. Whoever asks signs it under her mandate; another person confirms those very words.
func (s *Proposals) Ask(ctx context.Context, actor policy.Actor, ask Asking) (Proposal, error) {
	var p Proposal
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		sh, err := drafting.Find(tx.Clauses(clause.Locking{Strength: "UPDATE"}), actor, ask.Sheet)
		if err != nil {
			return err
		}
		if err := sh.Permits(actor, tx.Now()); err != nil {
			return err
		}
		m, err := drafting.Writes(actor, sh.ForumID, tx.Now(), ask.Mandate)
		if err != nil {
			return err
		}
		if m.Organisation != sh.OrganisationID {
			return fault.Invalid(fault.Says("mandate", "proposal.other_organisation", nil))
		}
		if ask.Version != sh.Version {
			f := fault.Conflict("proposal.changed_meanwhile", nil)
			f.Cause = &drafting.Stale{Theirs: sh}
			return f
		}
		c := sh.Whole()
		if err := s.whole(tx.DB, sh, c); err != nil {
			return err
		}
		if err := s.LookAtAll(tx.DB, sh, c); err != nil {
			return err
		}
		if sh.Revises {
			if p, err = find(tx, actor, sh.ProposalID); err != nil {
				return err
			}
			return s.askRevision(tx, &sh, p, m)
		}
		if p, err = s.asked(tx, sh, m, text.Draft{Language: sh.Language, Title: c.Title, Source: c.Compose()}); err != nil {
			return err
		}
		return tx.Delete(&sh).Error
	})
	return p, err
}

// asked keeps the words and moves the proposal; one that was never sent begins here.
func (s *Proposals) asked(tx *register.Tx, sh drafting.Sheet, m policy.Mandate, d text.Draft) (Proposal, error) {
	p := Proposal{ID: clock.NewID(), ForumKey: sh.ForumKey, State: Draft, Language: sh.Language, ProposedFor: sh.OrganisationID, StartedBy: sh.StartedBy,
		Access: policy.Access{Forum: sh.ForumID}}
	if sh.ProposalID != "" {
		p = Proposal{}
		if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", sh.ProposalID).Take(&p).Error; err != nil {
			return p, store.Found(err)
		}
	}
	to, err := Machine().Step(p.State, "ask", tx.Actor.RolesIn(sh.ForumID, tx.Now()), workflow.Judgement{guardOwn: workflow.Whose(true)})
	if err != nil {
		return p, err
	}
	tx.Permit(policy.Allow(Noun, p.ID, "ask"))
	from := p.State
	p.State, p.StateSince, p.Outcome, p.Level, p.Addressed = to, tx.Now(), sh.Outcome, sh.Level, sh.Addressed
	p.Documents = sh.Documents
	p.AskedBy, p.MandateID, p.ConfirmedBy, p.Reason = tx.Actor.Person, m.ID, "", ""
	if err := p.renewLetter(tx); err != nil {
		return p, err
	}
	var version text.Version
	if sh.ProposalID == "" {
		var doc text.Text
		doc, version, err = text.Begin(tx, p.Record(), d)
		p.TextID = doc.ID
	} else {
		version, err = reworded(tx, p, sh, d)
	}
	if err != nil {
		return p, err
	}
	p.VersionID, p.Revision = version.ID, version.Number
	p.settle()
	if sh.ProposalID == "" {
		if err = tx.Add(&p); err == nil {
			err = drafting.Attach(tx, p.ID, version.ID, sh.ID)
		}
	} else {
		err = tx.Save(&p)
	}
	if err != nil {
		return p, err
	}
	if err := document.Cite(tx, p.Record(), drafting.Documents(p.Documents)); err != nil {
		return p, err
	}
	return p, s.told(tx, p, p.note("proposal.confirmation_asked", from))
}

// reworded adds a version where the words or the files are others than before.
func reworded(tx *register.Tx, p Proposal, sh drafting.Sheet, d text.Draft) (text.Version, error) {
	doc, current, _, err := text.Of(tx.DB, p.Record())
	if err != nil {
		return current, err
	}
	same, err := drafting.SameFiles(tx.DB, sh.ID, current.ID)
	if err != nil || same && text.Digest(d.Language, d.Title, d.Source) == current.Hash {
		return current, err
	}
	v, err := text.Revise(tx, &doc, d)
	if err != nil {
		return v, err
	}
	return v, drafting.Attach(tx, p.ID, v.ID, sh.ID)
}
