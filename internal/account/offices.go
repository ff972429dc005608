package account

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// OfficesOf gives the offices a person holds now, in the order of policy.Offices.
func (a *Accounts) OfficesOf(ctx context.Context, person policy.PersonID) ([]policy.Office, error) {
	if person == "" {
		return nil, nil
	}
	return officesIn(a.register.Read(ctx), person, held()...)
}

func officesIn(g *gorm.DB, person policy.PersonID, states ...string) ([]policy.Office, error) {
	var offices []policy.Office
	err := g.Model(&Grant{}).Where("person_id = ? AND state IN ?", person, states).Pluck("office", &offices).Error
	slices.SortFunc(offices, func(x, y policy.Office) int {
		return slices.Index(policy.Offices(), x) - slices.Index(policy.Offices(), y)
	})
	return slices.Compact(offices), store.Found(err)
}

// Holders gives the active persons who hold an office now, in a fixed order: whom a notice to an office reaches.
func (a *Accounts) Holders(ctx context.Context, office policy.Office) ([]policy.PersonID, error) {
	var ids []policy.PersonID
	err := a.register.Read(ctx).Model(&Grant{}).Joins("JOIN persons ON persons.id = office_grants.person_id").
		Where("office_grants.office = ? AND office_grants.state IN ? AND persons.state = ?", office, held(), Active).
		Order("office_grants.id").Pluck("office_grants.person_id", &ids).Error
	return ids, store.Found(err)
}

// visibleGrants is who may see which grants: administrators, auditors and the facilitator's focal points all, everybody else
// her own.
func visibleGrants(viewer policy.Actor, g *gorm.DB) *gorm.DB {
	if viewer.System || viewer.Has(policy.Administrator) || viewer.Has(policy.Auditor) || facilitates(viewer) {
		return g
	}
	return g.Where("office_grants.person_id = ? AND office_grants.person_id <> ''", viewer.Person)
}

// Grants lists the grants a viewer may see, those that wait for somebody first, then the newest.
func (a *Accounts) Grants(ctx context.Context, viewer policy.Actor) ([]Grant, error) {
	if viewer.Visitor() {
		return nil, fault.Unauthenticated()
	}
	var grants []Grant
	err := visibleGrants(viewer, a.register.Read(ctx)).Order("proposed_at DESC, id DESC").Find(&grants).Error
	waiting := func(g Grant) int {
		return []int{1, 0}[min(1, slices.Index([]string{"", Proposed, RevocationProposed, Suspended}, g.State)+1)]
	}
	slices.SortStableFunc(grants, func(x, y Grant) int { return waiting(x) - waiting(y) })
	return grants, store.Found(err)
}

// OfficeOptions gives the buttons a viewer has on a grant, each with the guard that holds it back.
func (a *Accounts) OfficeOptions(ctx context.Context, viewer policy.Actor, id GrantID) ([]workflow.Option, error) {
	var g Grant
	if err := visibleGrants(viewer, a.register.Read(ctx)).Where("office_grants.id = ?", id).Take(&g).Error; err != nil {
		return nil, store.Found(err)
	}
	var p Person
	if err := a.register.Read(ctx).Where("id = ?", g.PersonID).Take(&p).Error; err != nil {
		return nil, store.Found(err)
	}
	administrators, err := a.Holders(ctx, policy.Administrator)
	if err != nil {
		return nil, err
	}
	return OfficeMachine().Possible(g.State, stewardRoles(viewer), judge(viewer, g, p, administrators)), nil
}

// FoundOffices gives a person offices without a second one, at the first start: by the system or by whoever has just used the
// setup slip, in the act in which the first person of all joined, before any office was ever granted.
func (a *Accounts) FoundOffices(tx *register.Tx, person policy.PersonID, offices ...policy.Office) error {
	p, err := load(tx, person)
	if err != nil {
		return err
	}
	first, err := firstStart(tx, p)
	if err != nil {
		return err
	}
	judgement := workflow.Judgement{guardFirstStart: workflow.If(first, nil)}
	for _, office := range offices {
		now := tx.Now()
		g := Grant{ID: GrantID(clock.NewID()), PersonID: p.ID, Office: office, ProposedBy: bySystem, OpenedBy: bySystem, ProposedAt: now, GrantedAt: &now}
		m := OfficeMachine()
		if g.State, err = m.Step(m.First, "found", []policy.Role{policy.RoleSystem}, judgement); err != nil {
			return err
		}
		tx.Permit(policy.Allow(OfficeNoun, string(g.ID), "found"))
		if err := add(tx, &g); err != nil {
			return err
		}
		g.enter(tx, p, "found", "")
	}
	return nil
}

// firstStart tells whether nobody but this person is there, no office was granted before this act, and the actor may found.
func firstStart(tx *register.Tx, p Person) (bool, error) {
	var persons, grants, slips int64
	err := tx.Model(&Person{}).Where("id <> ?", p.ID).Count(&persons).Error
	if err == nil {
		err = tx.Model(&Grant{}).Where("NOT (person_id = ? AND proposed_by = ? AND proposed_at = ?)", p.ID, bySystem, tx.Now()).Count(&grants).Error
	}
	if err == nil {
		err = tx.Model(&Slip{}).Where("person_id = ? AND purpose = ? AND outcome = ? AND ended_at = ?", p.ID, ForSetup, Used, tx.Now()).Count(&slips).Error
	}
	founder := tx.Actor.System || tx.Actor.Person == p.ID && slips > 0
	return persons == 0 && grants == 0 && founder && p.JoinedAt.Equal(tx.Now()), store.Found(err)
}
