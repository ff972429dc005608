package organisation

import (
	"context"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// ListService adds a service to those an organisation offers. Whoever may edit its profile may: it is part of what the organisation
// says of itself, and like its profile it is open to the officer who registers a body.
func (s *Organisations) ListService(ctx context.Context, actor policy.Actor, id policy.OrganisationID, form ServiceForm) (Service, error) {
	var row Service
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		o, err := find(tx, id)
		if err != nil {
			return err
		}
		if err := mayEdit(actor, o); err != nil {
			return err
		}
		row = Service{ID: clock.NewID(), OrganisationID: o.ID, ListedAt: tx.Now()}
		if err := s.readService(tx.DB, o, form, &row); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, string(o.ID), "list_service"))
		if err := tx.Add(&row); err != nil {
			return err
		}
		return row.enter(tx, o, "service.listed")
	})
	return row, err
}

// ChangeService changes what an organisation says of a service it offers. One that has ended stays as it was.
func (s *Organisations) ChangeService(ctx context.Context, actor policy.Actor, id string, form ServiceForm) (Service, error) {
	var row Service
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		o, before, err := offered(tx, id, form.Version)
		if err != nil {
			return err
		}
		row = before
		if err := s.readService(tx.DB, o, form, &row); err != nil {
			return err
		}
		if row == before {
			return nil
		}
		tx.Permit(policy.Allow(Noun, string(o.ID), "change_service"))
		if err := tx.Save(&row); err != nil {
			return err
		}
		return row.enter(tx, o, "service.changed")
	})
	return row, err
}

// offered finds a service that the actor may change now, as the page of a version showed it.
func offered(tx *register.Tx, id string, version int) (Organisation, Service, error) {
	o, row, err := serviceOf(tx.DB, tx.Actor, id)
	if err != nil {
		return o, row, err
	}
	if err := mayEdit(tx.Actor, o); err != nil {
		return o, row, err
	}
	if row.EndedOn != nil {
		return o, row, fault.Conflict("organisation.service_over", nil)
	}
	if version != row.Version {
		return o, row, fault.Conflict("fault.stale", nil)
	}
	return o, row, nil
}

// enter notes what was done to a service among what is known of its organisation. What officers have proposed on an application
// lapses, as with every other change of what they judge.
func (s Service) enter(tx *register.Tx, o Organisation, verb string) error {
	n := o.note(verb, "")
	n.To, n.Facts["service"] = "", s.ID
	n.Values["service"], _ = s.Called(o.NativeLanguage, o.NativeLanguage)
	if s.EndedOn != nil {
		n.Facts["last_day"] = s.EndedOn.In(lang.Beijing.Location()).Format(time.DateOnly)
	}
	tx.Enter(n)
	if o.ProposedVerb != "accredit" && o.ProposedVerb != "extend" {
		return nil
	}
	o.dropProposal()
	if err := tx.Save(&o); err != nil {
		return err
	}
	tx.Enter(o.edited([]string{"services"}, true))
	return nil
}
