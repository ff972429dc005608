package proposal

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Resume gives the sheet on which a proposal that came back is changed, and makes one of its text where there is none.
func (s *Proposals) Resume(ctx context.Context, actor policy.Actor, id string) (drafting.Sheet, error) {
	var sh drafting.Sheet
	err := s.r.Loose(ctx, func(g *gorm.DB) error {
		var p Proposal
		err := g.Clauses(clause.Locking{Strength: "UPDATE"}).Scopes(register.Visible(actor, s.r.Now(), "proposals.")).Where("id = ?", id).Take(&p).Error
		if err != nil {
			return store.Found(err)
		}
		var known []drafting.Sheet
		if err := g.Where("proposal_id = ?", p.ID).Find(&known).Error; err != nil {
			return err
		}
		if len(known) == 1 {
			sh = known[0]
			return sh.Permits(actor, s.r.Now())
		}
		if p.State != Draft && p.State != Returned && (p.State != Consultation || p.Takes(s.r.Now())) {
			return fault.Conflict("workflow.wrong_state", fault.Args{"State": fault.Message{ID: Machine().StateID(p.State)}})
		}
		sh, err = s.again(g, actor, p)
		return err
	})
	return sh, err
}

// again makes a sheet of a proposal's text.
func (s *Proposals) again(g *gorm.DB, actor policy.Actor, p Proposal) (drafting.Sheet, error) {
	_, v, _, err := text.Of(g, p.Record())
	if err != nil {
		return drafting.Sheet{}, err
	}
	now := s.r.Now()
	sh := drafting.Sheet{ID: clock.NewID(), ProposalID: p.ID, ForumID: p.Forum, ForumKey: p.ForumKey, OrganisationID: p.ProposedFor, StartedBy: p.StartedBy, StartedAt: now,
		Language: p.Language, Outcome: p.Outcome, Level: p.Level, Addressed: p.Addressed, Documents: p.Documents, SavedBy: actor.Person, SavedAt: now, Revises: p.State == Consultation}
	if err := sh.Permits(actor, now); err != nil {
		return sh, err
	}
	c := drafting.Parse(v.Language, v.Title, v.Source)
	c.Answers = p.answered(c.Answers)
	if err := sh.Fill(c); err != nil {
		return sh, err
	}
	if err := g.Create(&sh).Error; err != nil {
		return sh, err
	}
	return sh, drafting.Lay(g, sh.ID, v.ID)
}
