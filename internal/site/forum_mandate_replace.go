package site

import (
	"slices"
	"time"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/web"
)

// replaces tells whether the viewer can name somebody of the mandate's organisation: she must know its people.
func (v *visit) replaces(row forum.BenchRow) bool {
	return v.actor.FocalPointOf(row.OrganisationID) || v.actor.Has(policy.Moderator)
}

// replaceFields adds to the page of a step whom the organisation sends instead, by which letter and for how long.
func (v *visit) replaceFields(view *web.MandateStepView, row forum.BenchRow, bad *fault.Fault) error {
	if !v.replaces(row) {
		return fault.NotFound()
	}
	people, err := v.s.Organisations.People(v.Request().Context(), v.actor, row.OrganisationID)
	if err != nil {
		return err
	}
	people = slices.DeleteFunc(people, func(m organisation.Member) bool { return m.PersonID == row.PersonID })
	fields := v.proposeFields(forum.Forum{Key: row.ForumKey}, bad)
	fields.Person.Value = v.FormValue("person")
	v.personOptions(fields, people)
	view.Person, view.Lines = &fields.Person, []web.Input{fields.Starts, fields.Ends, fields.Letter}
	if fields.Nobody && bad == nil {
		view.Wrong = v.t.Say("mandate.nobody")
	}
	return nil
}

// replaceMandate sends another person in place of the one who holds a mandate.
func (v *visit) replaceMandate(row forum.BenchRow) error {
	var fields fault.Fields
	starts := input.Date(&fields, "starts", v.FormValue("starts"), lang.Beijing.Location(), false)
	ends := input.Date(&fields, "ends", v.FormValue("ends"), lang.Beijing.Location(), false)
	if v.FormValue("person") == "" {
		fields.Add("person", "input.required", nil)
	}
	if bad, ok := v.refused(fields.Err()); ok && v.s.Forums.May(v.actor, row, "replace") == nil {
		return v.showMandateStep(bad)
	}
	if !ends.IsZero() {
		ends = ends.Add(24 * time.Hour)
	}
	_, err := v.s.Forums.Replace(v.once().Context(), v.actor, forum.Replacement{ID: row.ID, Version: v.version(),
		Person: policy.PersonID(v.FormValue("person")), Starts: starts, Ends: ends, Letter: v.FormValue("letter"), Note: v.FormValue("note")})
	if bad, ok := v.overtaken(err, row.Record()); ok {
		return v.showMandateStep(bad)
	}
	if err != nil {
		return err
	}
	v.taken(mandateDraft(string(row.ID), "replace"))
	return v.to(mandatesAt(row.ForumKey, row.OrgKey), "mandate_proposed")
}
