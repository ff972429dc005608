package account

import (
	"context"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Longest texts, in characters.
const (
	longestName   = 80
	longestPost   = 120
	longestReason = 500
)

// Invitation is what a focal point knows of the person she invites. Nothing but the organisation is needed.
type Invitation struct {
	Organisation policy.OrganisationID
	FocalPoint   bool
	Username     string // empty: the person chooses
	Name         string
	Latin        string
	Email        string
	Language     string
	Checked      bool   // "I checked who she is"
	ByMail       bool   // the link goes to Email and to nobody else
	Again        SlipID // the earlier invitation this one replaces
}

// mayInvite is the right to name people of an organisation: its focal points, and the offices that invite anyone.
func mayInvite(actor policy.Actor, organisation policy.OrganisationID) bool {
	roles := actor.OfficeRoles()
	if actor.FocalPointOf(organisation) {
		roles = append(roles, policy.RoleFocalPoint)
	}
	return actor.System || policy.May(policy.InviteAnyone, roles) || organisation != "" && policy.May(policy.InviteOwn, roles)
}

// Invite makes an invitation in an open act: for the focal points of the organisation, and whoever may invite anyone. The room
// above has judged the state of the organisation. An open invitation to the same address, or the one named, is replaced.
func (a *Accounts) Invite(tx *register.Tx, i Invitation) (Handout, error) {
	if tx.Actor.Visitor() {
		return Handout{}, fault.Unauthenticated()
	}
	if !mayInvite(tx.Actor, i.Organisation) {
		return Handout{}, fault.Forbidden("invitation.not_yours", nil)
	}
	s, err := a.invited(i)
	if err != nil {
		return Handout{}, err
	}
	if s.PersonID, err = a.invitee(tx, i, s.Email); err != nil {
		return Handout{}, err
	}
	tx.Permit(policy.Allow(Noun, string(s.PersonID), "invite"))
	h, err := a.issue(tx, s, inviteLife)
	if err != nil {
		return Handout{}, err
	}
	n := h.Slip.note("person.invited")
	n.Values["name"] = s.Name
	n.Facts["focal_point"] = s.FocalPoint
	if s.OrganisationID != "" && !tx.Actor.FocalPointOf(s.OrganisationID) { // from outside: its focal points know at once
		n.Tell = register.Tell{FocalPoints: []policy.OrganisationID{s.OrganisationID}}
	}
	tx.Enter(n)
	return h, nil
}

// invited reads the form.
func (a *Accounts) invited(i Invitation) (Slip, error) {
	var f fault.Fields
	s := Slip{Purpose: ForInvite, OrganisationID: i.Organisation, FocalPoint: i.FocalPoint, Checked: i.Checked, ByMail: i.ByMail}
	s.Name, s.Latin = a.names(&f, i.Name, i.Latin, i.Checked, false)
	s.Email = input.Email(&f, "email", i.Email, i.ByMail)
	s.Language = input.Choice(&f, "language", i.Language, lang.Codes())
	if i.Username != "" {
		s.Username = a.username(&f, i.Username)
	}
	return s, f.Err()
}

// invitee is the id of the person to come: that of an open invitation this one replaces, or a new one.
func (a *Accounts) invitee(tx *register.Tx, i Invitation, email string) (policy.PersonID, error) {
	var earlier []Slip
	q := tx.Where("purpose = ? AND organisation_id = ? AND outcome = ''", ForInvite, i.Organisation)
	if email != "" {
		q = q.Where("id = ? OR email = ?", i.Again, email)
	} else {
		q = q.Where("id = ?", i.Again)
	}
	if err := q.Order("id DESC").Limit(1).Find(&earlier).Error; err != nil {
		return "", store.Found(err)
	}
	if len(earlier) > 0 {
		return earlier[0].PersonID, nil
	}
	if i.Again != "" {
		return "", fault.NotFound()
	}
	return policy.PersonID(clock.NewID()), nil
}

// access is who sees a slip's entries: the people of the organisation, else the person, else the administration.
func (s Slip) access() policy.Access {
	switch {
	case s.Purpose == ForReset || s.Purpose == ForEmail:
		return policy.Access{Class: policy.Own, Person: s.PersonID}
	case s.OrganisationID != "":
		return policy.Access{Class: policy.Organisational, Organisation: s.OrganisationID, Person: s.PersonID}
	}
	return policy.Access{Class: policy.Administration, Person: s.PersonID}
}

// note begins an entry about a slip: its id, never its secret.
func (s Slip) note(verb string) register.Note {
	return register.Note{Noun: Noun, ID: string(s.PersonID), Verb: verb, For: s.OrganisationID, Access: s.access(), Values: map[string]string{},
		Facts: map[string]any{"slip": s.ID, "purpose": s.Purpose, "organisation": s.OrganisationID, "by_mail": s.ByMail}}
}

// Invitations lists the open invitations of an organisation, newest first, for those who may invite to it; others get NotFound.
func (a *Accounts) Invitations(ctx context.Context, viewer policy.Actor, organisation policy.OrganisationID) ([]Slip, error) {
	if !mayInvite(viewer, organisation) {
		return nil, fault.NotFound()
	}
	var open []Slip
	err := a.register.Read(ctx).Where("purpose = ? AND organisation_id = ? AND outcome = '' AND expires_at > ?",
		ForInvite, organisation, a.register.Now()).Order("issued_at DESC, id DESC").Find(&open).Error
	return open, store.Found(err)
}

// Revoke ends a slip before its time: whoever issued it, the focal points of its organisation, or an administrator. Others get
// NotFound; a slip that has ended is a Conflict.
func (a *Accounts) Revoke(ctx context.Context, actor policy.Actor, id SlipID) error {
	return a.register.Act(ctx, actor, func(tx *register.Tx) error {
		var s Slip
		if err := tx.Where("id = ?", id).Take(&s).Error; err != nil {
			return store.Found(err)
		}
		issued := s.IssuerID == actor.Person && !actor.Visitor()
		if !issued && !actor.FocalPointOf(s.OrganisationID) && !actor.Has(policy.Administrator) {
			return fault.NotFound()
		}
		if err := s.usable(tx.Now()); err != nil {
			return err
		}
		return revoke(tx, s)
	})
}

// revoke ends a slip in an act that was judged.
func revoke(tx *register.Tx, s Slip) error {
	tx.Permit(policy.Allow(Noun, string(s.PersonID), "revoke_slip"))
	n := s.note("person.slip_revoked")
	n.Values["name"] = s.Name
	s.end(Revoked, tx.Now())
	if err := tx.Save(&s); err != nil {
		return err
	}
	tx.Enter(n)
	return store.Found(tx.Where("slip_id = ?", s.ID).Delete(&SecretMail{}).Error)
}

// RevokeInvitations ends, in the act that ends somebody's say in an organisation, the open invitations to it that she issued: they do
// not outlive her authority.
func (a *Accounts) RevokeInvitations(tx *register.Tx, issuer policy.PersonID, organisation policy.OrganisationID) error {
	return revokeInvitations(tx, issuer, func(s Slip) bool { return s.OrganisationID == organisation })
}

func revokeInvitations(tx *register.Tx, issuer policy.PersonID, which func(Slip) bool) error {
	var open []Slip
	err := tx.Where("issuer_id = ? AND issuer_id <> '' AND purpose = ? AND outcome = '' AND expires_at > ?", issuer, ForInvite, tx.Now()).Order("id").Find(&open).Error
	for _, s := range open {
		if err == nil && which(s) {
			err = revoke(tx, s)
		}
	}
	return store.Found(err)
}

// Inviter is what an invitation rests on besides memberships: its issuer as an actor with the offices she holds now. Nobody stands
// behind it any more, and ok is false, when her account is disabled; the system always does.
func (a *Accounts) Inviter(tx *register.Tx, s Slip) (issuer policy.Actor, ok bool, err error) {
	if s.IssuerID == "" {
		return policy.SystemActor(), true, nil
	}
	var persons []Person
	if err := tx.Select("id", "state").Where("id = ?", s.IssuerID).Find(&persons).Error; err != nil || len(persons) == 0 || !persons[0].Active() {
		return policy.Actor{}, false, store.Found(err)
	}
	offices, err := officesIn(tx.DB, s.IssuerID, held()...)
	return policy.Actor{Person: s.IssuerID, Offices: offices}, true, err
}
