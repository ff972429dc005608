package account

import (
	"context"
	"errors"
	"slices"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// OfficeProposal proposes a person for an office.
type OfficeProposal struct {
	Person policy.PersonID
	Office string
	Reason string // optional
	Anyway bool   // the reason may stand in a language its reader does not read
}

// ProposeOffice is the first of two steps to an office; an administrator takes it, for somebody else. It answers Conflict when
// the person has the office, or a proposal for it is open.
func (a *Accounts) ProposeOffice(ctx context.Context, actor policy.Actor, proposal OfficeProposal) (Grant, error) {
	if err := steward(actor); err != nil {
		return Grant{}, err
	}
	var f fault.Fields
	office := input.Choice(&f, "office", proposal.Office, policy.Offices())
	reason := a.reason(&f, proposal.Reason, false)
	var g Grant
	err := a.register.Act(ctx, actor, func(tx *register.Tx) error {
		p, err := load(tx, proposal.Person)
		switch {
		case err != nil:
			return err
		case p.ID == actor.Person:
			return fault.Forbidden(guardNotOwn, nil)
		case !p.Active():
			return fault.Conflict("person.is_disabled", nil)
		}
		confirmers, err := administrators(tx)
		if err != nil {
			return err
		}
		if err := legible(tx, &f, reason, confirmers, proposal.Anyway); err != nil {
			return err
		}
		g = Grant{ID: GrantID(clock.NewID()), PersonID: p.ID, Office: office, State: OfficeMachine().First, Reason: reason,
			ProposedBy: actor.Person, OpenedBy: actor.Person, ProposedAt: tx.Now()}
		tx.Permit(policy.Allow(OfficeNoun, string(g.ID), "propose"))
		if err := add(tx, &g); err != nil {
			return err
		}
		g.enter(tx, p, "propose", "")
		return nil
	})
	return g, err
}

// add writes a new grant; of two for the same office one stays.
func add(tx *register.Tx, g *Grant) error {
	err := tx.Add(g)
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.Conflict("office.already", nil)
	}
	return store.Found(err)
}

// steward refuses whoever is no administrator; to a stranger the page of offices does not exist.
func steward(actor policy.Actor) error {
	switch {
	case actor.Visitor():
		return fault.Unauthenticated()
	case !policy.May(policy.GrantOffice, actor.OfficeRoles()):
		return fault.NotFound()
	}
	return nil
}

// OfficeStep is one step on a grant: a verb of OfficeMachine. Version is that of the page it was taken on.
type OfficeStep struct {
	Grant   GrantID
	Version int
	Verb    string
	Reason  string // asked for, except to grant
	Anyway  bool   // the reason may stand in a language its reader does not read
}

// DecideOffice takes a step on a grant. It answers NotFound to whoever may not see it, Forbidden with the guard that does not
// hold, Conflict for a wrong state or an old page, Invalid when the reason is missing.
func (a *Accounts) DecideOffice(ctx context.Context, actor policy.Actor, step OfficeStep) (Grant, error) {
	if actor.Visitor() {
		return Grant{}, fault.Unauthenticated()
	}
	var f fault.Fields
	reason := a.reason(&f, step.Reason, step.Verb != "grant")
	var g Grant
	err := a.register.Act(ctx, actor, func(tx *register.Tx) error {
		if err := visibleGrants(actor, tx.DB).Where("office_grants.id = ?", step.Grant).Take(&g).Error; err != nil {
			return store.Found(err)
		}
		p, err := load(tx, g.PersonID)
		if err != nil {
			return err
		}
		administrators, err := administrators(tx)
		if err != nil {
			return err
		}
		from := g.State
		to, err := OfficeMachine().StepOn(step.Version == g.Version, from, step.Verb, stewardRoles(actor), judge(actor, g, p, administrators))
		if err != nil {
			return err
		}
		if err := legible(tx, &f, reason, g.readers(step.Verb, administrators), step.Anyway); err != nil {
			return err
		}
		tx.Permit(policy.Allow(OfficeNoun, string(g.ID), step.Verb))
		g.State, g.Reason, g.OpenedBy = to, reason, actor.Person
		g.stamp(tx)
		if err := tx.Save(&g); err != nil {
			return err
		}
		g.enter(tx, p, step.Verb, from)
		return nil
	})
	return g, err
}

// readers are who reads the reason of a step: the person concerned where she is told, else whoever took the step before, or the
// administrators, one of whom takes the next.
func (g Grant) readers(verb string, administrators []policy.PersonID) []policy.PersonID {
	switch _, told := deed(verb); {
	case told != "":
		return []policy.PersonID{g.PersonID}
	case verb == "propose_revocation":
		return administrators
	}
	return []policy.PersonID{g.OpenedBy}
}

// stamp notes when an office began and ended.
func (g *Grant) stamp(tx *register.Tx) {
	now := tx.Now()
	switch {
	case g.State == Granted && g.GrantedAt == nil:
		g.GrantedAt = &now
	case g.State == GrantDeclined || g.State == GrantRevoked:
		g.EndedAt = &now
	}
}

// stewardRoles are the roles in which somebody decides on offices.
func stewardRoles(actor policy.Actor) []policy.Role {
	roles := actor.OfficeRoles()
	if facilitates(actor) {
		roles = append(roles, policy.RoleFocalPoint)
	}
	return roles
}

// facilitates tells whether the actor is focal point of the accredited facilitator.
func facilitates(actor policy.Actor) bool {
	return slices.ContainsFunc(actor.Memberships, func(m policy.Membership) bool {
		return m.Kind == policy.Facilitator && m.FocalPoint && m.Accredited
	})
}

// judge finds out about every guard of the machine of offices.
func judge(actor policy.Actor, g Grant, p Person, administrators []policy.PersonID) workflow.Judgement {
	others := slices.DeleteFunc(slices.Clone(administrators), func(id policy.PersonID) bool { return id == g.OpenedBy || id == g.PersonID })
	last := g.Office == policy.Administrator && len(slices.DeleteFunc(slices.Clone(administrators),
		func(id policy.PersonID) bool { return id == g.PersonID })) == 0
	return workflow.Judgement{
		guardNotOwn:            workflow.Whose(g.PersonID != actor.Person),
		guardConfirmer:         workflow.If(actor.Has(policy.Administrator) || len(others) == 0 && facilitates(actor), fault.Args{"N": len(others)}),
		guardActive:            workflow.If(p.Active(), nil),
		guardLastAdministrator: workflow.If(!last, nil),
		guardFirstStart:        workflow.If(false, nil),
		workflow.SecondPerson:  workflow.If(g.OpenedBy != actor.Person, nil),
	}
}

// administrators gives who holds the office and can sign in. Their rows are locked, so that two cannot put each other out.
func administrators(tx *register.Tx) ([]policy.PersonID, error) {
	var grants []Grant
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).
		Where("office = ? AND state IN ? AND person_id IN (?)", policy.Administrator, held(), tx.Model(&Person{}).Select("id").Where("state = ?", Active)).
		Order("id").Find(&grants).Error
	ids := make([]policy.PersonID, len(grants))
	for i, g := range grants {
		ids[i] = g.PersonID
	}
	return ids, store.Found(err)
}
