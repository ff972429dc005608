package organisation

import (
	"context"
	"slices"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// Edit changes what an organisation says of itself. Its focal point may: everything while it drafts or was asked for more, later
// only what it does, its safeguarding, and its names in languages other than its own. The officer who registers a body may edit
// its draft. A field that is locked may be left empty; another value in it is refused beside it.
func (s *Organisations) Edit(ctx context.Context, actor policy.Actor, id policy.OrganisationID, form Form) (Organisation, error) {
	var o Organisation
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		if o, err = find(tx, id); err != nil {
			return err
		}
		if err := mayEdit(actor, o); err != nil {
			return err
		}
		if form.Version != o.Version {
			return fault.Conflict("fault.stale", nil)
		}
		return s.edit(tx, &o, form)
	})
	return o, err
}

func mayEdit(actor policy.Actor, o Organisation) error {
	registering := o.State == Draft && policy.May(policy.RegisterAnyOrg, actor.OfficeRoles())
	if !actor.System && !registering && !policy.May(policy.DescribeOwnOrg, o.roles(actor)) {
		return fault.Forbidden(guardMember, nil)
	}
	if o.State == Declined || o.State == Closed {
		return fault.Conflict("organisation.edits_ended", nil)
	}
	return nil
}

func (s *Organisations) edit(tx *register.Tx, o *Organisation, form Form) error {
	var f fault.Fields
	next := *o
	if !o.open() {
		form.keepLocked(*o)
	}
	s.read(&f, form, &next)
	if !o.open() {
		next.lockedFields(&f, *o)
	}
	if err := f.Err(); err != nil {
		return err
	}
	if !o.open() && !slices.Equal(o.spellings(), next.spellings()) { // an application is judged when it is filed
		double, err := duplicated(tx.DB, next)
		if err != nil {
			return err
		}
		if double {
			return fault.Forbidden(guardDuplicate, nil)
		}
	}
	fields := changed(*o, next)
	if len(fields) == 0 {
		return nil
	}
	if next.ProposedVerb == "accredit" || next.ProposedVerb == "extend" { // the second officer must see what the first one saw
		next.dropProposal()
	}
	tx.Permit(policy.Allow(Noun, string(o.ID), "edit"))
	if err := tx.Save(&next); err != nil {
		return twin(err)
	}
	n := next.edited(fields, o.ProposedVerb != next.ProposedVerb)
	*o = next
	tx.Put(o.card())
	tx.Enter(n)
	return nil
}

// edited notes which parts of what an organisation says of itself were changed. Where that made a proposal lapse, the officers are told.
func (o Organisation) edited(fields []string, lapsed bool) register.Note {
	n := o.note("organisation.edited", "")
	n.Facts["fields"], n.Facts["proposal_lapsed"] = fields, lapsed
	if lapsed {
		n.Tell = register.Tell{Office: policy.AccreditationOfficer}
	}
	return n
}

// open tells whether all fields may be changed.
func (o Organisation) open() bool { return o.State == Draft || o.State == InfoRequested }

// locked are the fields that only an application changes: the place in the form and what is kept.
type locked struct {
	field string
	form  *string
	kept  string
}

// lockedIn lists the locked fields of an organisation with their places in a form.
func (o Organisation) lockedIn(form *Form) []locked {
	all := []locked{
		{"kind", &form.Kind, string(o.Kind)}, {"name_native", &form.NameNative, o.NameNative},
		{"native_language", &form.NativeLanguage, o.NativeLanguage}, {"sort_key", &form.SortKey, o.SortKey},
		{"region", &form.Region, o.Region}, {"also_regions", &form.AlsoRegions, o.AlsoRegions}, {"scheme", &form.Scheme, string(o.Scheme)},
		{"identifier", &form.Identifier, o.Identifier}, {"identifier_note", &form.IdentifierNote, o.IdentifierNote},
		{"evidence", &form.Evidence, o.Evidence},
	}
	switch o.NativeLanguage {
	case "zh":
		return append(all, locked{"name_zh", &form.NameZh, o.NameZh})
	case "en":
		return append(all, locked{"name_en", &form.NameEn, o.NameEn})
	case "sv":
		return append(all, locked{"name_sv", &form.NameSv, o.NameSv})
	}
	return all
}

// keepLocked fills locked fields that a form left out.
func (form *Form) keepLocked(o Organisation) {
	for _, l := range o.lockedIn(form) {
		if *l.form == "" {
			*l.form = l.kept
		}
	}
}

// lockedFields adds a message beside each locked field that would change.
func (o Organisation) lockedFields(f *fault.Fields, before Organisation) {
	after := o.Form()
	for _, l := range before.lockedIn(&after) {
		if *l.form != l.kept && !slices.ContainsFunc(*f, func(said fault.Field) bool { return said.Name == l.field }) {
			f.Add(l.field, "organisation.locked", nil)
		}
	}
}

// changed names the fields in which two states of an organisation differ, never what stands in them.
func changed(before, after Organisation) []string {
	a, b := before.Form(), after.Form()
	fields := []string{}
	for i, l := range before.lockedIn(&a) {
		if *l.form != *before.lockedIn(&b)[i].form {
			fields = append(fields, l.field)
		}
	}
	for _, c := range []struct {
		field string
		same  bool
	}{
		{"name_zh", a.NameZh == b.NameZh}, {"name_en", a.NameEn == b.NameEn}, {"name_sv", a.NameSv == b.NameSv},
		{"services", a.ServicesZh == b.ServicesZh && a.ServicesEn == b.ServicesEn && a.ServicesSv == b.ServicesSv},
		{"safeguarding", a.Safeguarding == b.Safeguarding && a.WorksWithChildren == b.WorksWithChildren},
	} {
		if !c.same && !slices.Contains(fields, c.field) {
			fields = append(fields, c.field)
		}
	}
	return fields
}
