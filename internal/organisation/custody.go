package organisation

import (
	"context"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// IssueReset gives a person who cannot get in a slip to set a new password: a focal point of her organisation does, or an
// administrator. A focal point of one organisation must not get at the account of somebody who also acts for another: then it takes
// an administrator, or a focal point of all of them.
func (s *Organisations) IssueReset(ctx context.Context, actor policy.Actor, person policy.PersonID, byMail bool) (account.Handout, error) {
	permit, err := s.custody(ctx, actor, person, account.VerbIssueReset)
	if err == nil && !byMail {
		err = s.MayPrint(ctx, actor, person)
	}
	if err != nil {
		return account.Handout{}, err
	}
	return s.accounts.IssueReset(ctx, actor, permit, person, byMail)
}

// MayPrint refuses paper where it would empty a rule of two. Whoever holds a printed slip can be its person: a focal point of the
// facilitator takes the second step where there is one administrator, so hers goes to her own address; and an administrator prints
// for nobody whose own focal point can.
func (s *Organisations) MayPrint(ctx context.Context, actor policy.Actor, person policy.PersonID) error {
	var hers []Membership
	if err := s.r.Read(ctx).Where("person_id = ? AND until IS NULL", person).Find(&hers).Error; err != nil {
		return store.Found(err)
	}
	for _, m := range hers {
		var o Organisation
		if err := s.r.Read(ctx).Select("kind").Where("id = ?", m.OrganisationID).Take(&o).Error; err != nil {
			return store.Found(err)
		}
		if m.FocalPoint && o.Kind == policy.Facilitator {
			return fault.Forbidden("reset.facilitator_focal_point", nil)
		}
		var others int64
		err := s.r.Read(ctx).Model(&Membership{}).Where("organisation_id = ? AND focal_point AND until IS NULL AND person_id <> ?", m.OrganisationID, person).
			Count(&others).Error
		if err != nil {
			return store.Found(err)
		}
		if others > 0 && len(hers) == 1 && !actor.FocalPointOf(m.OrganisationID) {
			return fault.Forbidden("reset.by_focal_point", nil)
		}
	}
	return nil
}

// Verify notes that a focal point or an administrator has checked who a person is.
func (s *Organisations) Verify(ctx context.Context, actor policy.Actor, person policy.PersonID, version int) (account.Person, error) {
	permit, err := s.custody(ctx, actor, person, account.VerbVerify)
	if err != nil {
		return account.Person{}, err
	}
	return s.accounts.Verify(ctx, actor, permit, person, version)
}

// Rename corrects the name of a person whose identity was checked, by a focal point or an administrator.
func (s *Organisations) Rename(ctx context.Context, actor policy.Actor, form account.RenameForm) (account.Person, error) {
	permit, err := s.custody(ctx, actor, form.Person, account.VerbRename)
	if err != nil {
		return account.Person{}, err
	}
	return s.accounts.Rename(ctx, actor, permit, form)
}

// custody judges whose person somebody is. Who does not share an organisation with her gets NotFound; so does whoever sees the
// people of every organisation, of somebody who is of none.
func (s *Organisations) custody(ctx context.Context, actor policy.Actor, person policy.PersonID, verb string) (policy.Permit, error) {
	if actor.Has(policy.Administrator) && !actor.Visitor() {
		return policy.Allow(account.Noun, string(person), verb), nil
	}
	var hers []policy.OrganisationID
	err := s.r.Read(ctx).Model(&Membership{}).Where("person_id = ? AND until IS NULL", person).Pluck("organisation_id", &hers).Error
	if err != nil {
		return policy.Permit{}, store.Found(err)
	}
	seen, focal := 0, 0
	for _, id := range hers {
		if _, member := actor.Member(id); member || tends(actor, id) {
			seen++
		}
		if actor.FocalPointOf(id) {
			focal++
		}
	}
	switch {
	case seen == 0:
		return policy.Permit{}, fault.NotFound()
	case focal == 0:
		return policy.Permit{}, fault.Forbidden(guardMember, nil)
	case focal < len(hers):
		return policy.Permit{}, fault.Forbidden("organisation.other_custody", nil)
	}
	return policy.Allow(account.Noun, string(person), verb), nil
}
