package organisation

import (
	"context"
	"errors"

	"gorm.io/gorm"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// Registration is what a person fills in behind her link: herself, and the new body where the invitation left it open.
type Registration struct {
	account.JoinForm
	Organisation Form
}

// Join makes a person and her membership in one act, by the invitation behind a secret or a typed code. It answers Invalid beside
// the fields, Conflict when the invitation has ended or the organisation takes nobody any more.
func (s *Organisations) Join(ctx context.Context, secret string, form Registration) (account.Person, error) {
	slip, err := s.invitation(ctx, secret)
	if err != nil {
		return account.Person{}, err
	}
	prepared, err := s.accounts.Prepare(ctx, slip, form.JoinForm)
	if err != nil {
		return account.Person{}, err
	}
	var p account.Person
	err = s.r.Act(ctx, prepared.Actor(), func(tx *register.Tx) error {
		var err error
		if p, err = s.accounts.Join(tx, prepared); err != nil {
			return err
		}
		return s.admit(tx, slip, &form.Organisation)
	})
	return p, err
}

// Accept lets somebody who has an account use an invitation: she joins a further organisation. It answers Conflict when she belongs
// to it already.
func (s *Organisations) Accept(ctx context.Context, actor policy.Actor, secret string, form *Form) error {
	slip, err := s.invitation(ctx, secret)
	if err != nil {
		return err
	}
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		used, err := s.accounts.Accept(tx, slip)
		if err != nil {
			return err
		}
		return s.admit(tx, used, form)
	})
}

// admit makes the person of the act a member of the slip's organisation, or of the new one she brings.
func (s *Organisations) admit(tx *register.Tx, slip account.Slip, form *Form) error {
	id := slip.OrganisationID
	if stands, err := s.stillInvites(tx, slip); err != nil {
		return err
	} else if !stands {
		return fault.Conflict("slip.issuer_gone", nil)
	}
	if id == "" {
		if form == nil {
			return fault.Invalid(fault.Says("name_native", "input.required", nil))
		}
		own := *form
		own.Key = ""
		o, err := s.draft(tx, own)
		if err != nil {
			return err
		}
		id = o.ID
	}
	o, err := living(tx, id)
	if err != nil {
		return err
	}
	focal, err := joinsAsFocalPoint(tx, slip, o.ID)
	if err != nil {
		return err
	}
	return AddMember(tx, Membership{OrganisationID: o.ID, PersonID: tx.Actor.Person, FocalPoint: focal}, tx.Actor.Name)
}

// stillInvites tells whether whoever issued an invitation may invite there at this instant: an invitation does not outlive the authority
// of its issuer.
func (s *Organisations) stillInvites(tx *register.Tx, slip account.Slip) (bool, error) {
	issuer, active, err := s.accounts.Inviter(tx, slip)
	if err != nil || !active {
		return false, err
	}
	var members []Membership
	if err := tx.Where("person_id = ? AND until IS NULL", issuer.Person).Order("id").Find(&members).Error; err != nil {
		return false, err
	}
	for _, m := range members {
		var o Organisation
		if err := tx.Select("id", "kind", "state", "accredited_until").Where("id = ?", m.OrganisationID).Take(&o).Error; err != nil {
			return false, err
		}
		issuer.Memberships = append(issuer.Memberships, policy.Membership{Organisation: o.ID, Kind: o.Kind, FocalPoint: m.FocalPoint, Accredited: o.Accredited(tx.Now())})
	}
	if !policy.Stands(issuer.Memberships) {
		issuer.Offices = nil // they rest
	}
	if slip.OrganisationID == "" {
		return issuer.System || policy.May(policy.RegisterAnyOrg, issuer.OfficeRoles()), nil
	}
	return tends(issuer, slip.OrganisationID), nil
}

// joinsAsFocalPoint tells whether an invitation still makes a focal point. One from outside was for an organisation nobody answered
// for; where somebody does by now, it makes an ordinary member.
func joinsAsFocalPoint(tx *register.Tx, slip account.Slip, id policy.OrganisationID) (bool, error) {
	if !slip.FocalPoint {
		return false, nil
	}
	var inside int64
	err := tx.Model(&Membership{}).Where("organisation_id = ? AND person_id = ? AND focal_point AND until IS NULL", id, slip.IssuerID).Count(&inside).Error
	if err != nil || inside > 0 {
		return inside > 0, err
	}
	answered, err := hasFocalPoint(tx, id)
	return !answered, err
}

// AddMember makes a person a member of an organisation in an open act that was judged; the first start uses it for the people of
// the facilitator. Name is hers, for the record. It answers Conflict when she is a member already.
func AddMember(tx *register.Tx, m Membership, name string) error {
	m.ID, m.Since = clock.NewID(), tx.Now()
	tx.Permit(policy.Allow(Noun, string(m.OrganisationID), "join"))
	if err := tx.Add(&m); err != nil {
		if errors.Is(err, gorm.ErrDuplicatedKey) {
			return fault.Conflict("organisation.member_already", nil)
		}
		return err
	}
	n := m.note("organisation.joined")
	n.Values["person"] = name
	tx.Enter(n)
	return nil
}

// note begins an entry about a membership.
func (m Membership) note(verb string) register.Note {
	return register.Note{Noun: Noun, ID: string(m.OrganisationID), Verb: verb, For: m.OrganisationID,
		Facts:  map[string]any{"person": string(m.PersonID), "focal_point": m.FocalPoint},
		Values: map[string]string{}, Access: policy.Access{Class: policy.Organisational, Organisation: m.OrganisationID, Person: m.PersonID},
		Tell: register.Tell{Persons: []policy.PersonID{m.PersonID}, FocalPoints: []policy.OrganisationID{m.OrganisationID}}}
}
