package organisation

import (
	"context"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Invite invites a person to an organisation: its focal points do, and moderators, accreditation officers and administrators to any.
// An accreditation officer may leave the organisation open: then whoever joins brings a new body and becomes its focal point. It
// gives the link's secret and the code for a printed slip, unless the link goes by mail. A stranger gets NotFound.
func (s *Organisations) Invite(ctx context.Context, actor policy.Actor, i account.Invitation) (account.Handout, error) {
	var h account.Handout
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if err := mayInvite(tx, &i); err != nil {
			return err
		}
		var err error
		h, err = s.accounts.Invite(tx, i)
		return err
	})
	return h, err
}

func mayInvite(tx *register.Tx, i *account.Invitation) error {
	if i.Organisation == "" {
		i.FocalPoint = true
		if !tx.Actor.System && !policy.May(policy.RegisterAnyOrg, tx.Actor.OfficeRoles()) {
			return fault.NotFound()
		}
		return nil
	}
	if !tends(tx.Actor, i.Organisation) {
		return fault.NotFound()
	}
	if _, err := living(tx, i.Organisation); err != nil {
		return err
	}
	if names, err := namesFocalPoint(tx, i.Organisation); err != nil || names || !i.FocalPoint {
		return err
	}
	return fault.Invalid(fault.Says("focal_point", "organisation.names_its_own", nil))
}

// namesFocalPoint tells whether the actor may make a focal point of an organisation. While it has one, who else answers for it is
// its own to say. Where nobody answers for it yet, or any more, those who may invite anyone begin.
func namesFocalPoint(tx *register.Tx, id policy.OrganisationID) (bool, error) {
	if tx.Actor.System || tx.Actor.FocalPointOf(id) {
		return true, nil
	}
	answered, err := hasFocalPoint(tx, id)
	return !answered, err
}

// hasFocalPoint tells whether somebody answers for an organisation.
func hasFocalPoint(tx *register.Tx, id policy.OrganisationID) (bool, error) {
	var n int64
	err := tx.Model(&Membership{}).Where("organisation_id = ? AND focal_point AND until IS NULL", id).Count(&n).Error
	return n > 0, store.Found(err)
}

// tends tells whether somebody looks after the people of an organisation: its focal points, and whoever may invite anyone.
func tends(actor policy.Actor, id policy.OrganisationID) bool {
	return actor.System || actor.FocalPointOf(id) || policy.May(policy.InviteAnyone, actor.OfficeRoles())
}

// living gives an organisation that can take people in, in an act whose actor was judged already.
func living(tx *register.Tx, id policy.OrganisationID) (Organisation, error) {
	var o Organisation
	if err := tx.Where("id = ?", id).Take(&o).Error; err != nil {
		return o, store.Found(err)
	}
	if o.State == Declined || o.State == Closed {
		return o, fault.Conflict("organisation.takes_nobody", nil)
	}
	return o, nil
}

// Invitation is what the page behind a link shows: the slip, and the organisation it leads to (zero: a new one).
type Invitation struct {
	Slip         account.Slip
	Organisation Organisation
}

// Invited gives the invitation behind a secret or a typed code: whoever holds it may see which organisation it is for. It answers
// as account.FindSlip does.
func (s *Organisations) Invited(ctx context.Context, secret string) (Invitation, error) {
	slip, err := s.invitation(ctx, secret)
	if err != nil {
		return Invitation{}, err
	}
	names, err := s.Names(ctx, []policy.OrganisationID{slip.OrganisationID})
	return Invitation{Slip: slip, Organisation: names[slip.OrganisationID]}, err
}

// invitation finds the slip behind a secret; slips for anything else are unknown here.
func (s *Organisations) invitation(ctx context.Context, secret string) (account.Slip, error) {
	slip, err := s.accounts.FindSlip(ctx, secret)
	if err == nil && slip.Purpose != account.ForInvite {
		err = &fault.Fault{Reason: fault.ReasonNotFound, Message: fault.Message{ID: "slip.unknown"}}
	}
	return slip, err
}
