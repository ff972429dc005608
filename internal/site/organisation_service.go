package site

import (
	"sametable/internal/fault"
	"sametable/internal/organisation"
)

// describing finds the organisation of the address for whoever may say what it does.
func (v *visit) describing() (organisation.Organisation, error) {
	o, err := v.organisationInside()
	if err != nil {
		return o, err
	}
	return o, v.mayEditOrganisation(o)
}

// serviceHere finds the service of the address for whoever may change it. One that has ended stays as it was.
func (v *visit) serviceHere() (organisation.Organisation, organisation.Service, error) {
	o, err := v.describing()
	if err != nil {
		return o, organisation.Service{}, err
	}
	owner, row, err := v.s.Organisations.Service(v.Request().Context(), v.actor, v.Param("id"))
	switch {
	case err != nil:
		return o, row, err
	case owner.ID != o.ID:
		return o, row, fault.NotFound()
	case row.EndedOn != nil:
		return o, row, fault.Conflict("organisation.service_over", nil)
	}
	return o, row, nil
}

// serviceNewPage is the form in which an organisation lists a service.
func serviceNewPage(v *visit) error {
	o, err := v.describing()
	if err != nil {
		return err
	}
	return v.showService(o, organisation.Service{}, organisation.ServiceForm{Regions: o.Regions()}, nil)
}

func serviceNew(v *visit) error {
	o, err := v.describing()
	if err != nil {
		return err
	}
	form, err := v.serviceTyped()
	if err != nil {
		return err
	}
	_, err = v.s.Organisations.ListService(v.once().Context(), v.actor, o.ID, form)
	if f, ok := v.refused(err); ok {
		return v.showService(o, organisation.Service{}, form, f)
	}
	if err != nil {
		return err
	}
	v.taken(serviceDrafts(o.Key))
	return v.to("/o/"+o.Key+"#services", "service_listed")
}

// serviceEditPage is the form in which a service is changed.
func serviceEditPage(v *visit) error {
	o, row, err := v.serviceHere()
	if err != nil {
		return err
	}
	return v.showService(o, row, row.Form(), nil)
}

func serviceEdit(v *visit) error {
	o, row, err := v.serviceHere()
	if err != nil {
		return err
	}
	form, err := v.serviceTyped()
	if err != nil {
		return err
	}
	_, err = v.s.Organisations.ChangeService(v.once().Context(), v.actor, row.ID, form)
	if f, ok := v.overtaken(err, o.Record()); ok {
		return v.showService(o, row, form, f)
	}
	if err != nil {
		return err
	}
	v.taken(serviceDrafts(row.ID))
	return v.to("/o/"+o.Key+"#services", "service_changed")
}
