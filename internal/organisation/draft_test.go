package organisation_test

import (
	"slices"
	"testing"

	"sametable/internal/fault"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
)

func TestWhoRegistersABody(t *testing.T) {
	worlds(t, func(w *world) {
		for name, c := range map[string]struct {
			actor policy.Actor
			want  string
		}{"ACC": {w.johan, ""}, "SYS": {w.system, ""}, "MOD": {w.moderator, "fault.not_found"}, "ADM": {w.mats, "fault.not_found"},
			"focal point of another": {focal(w.facilitator, "anna"), "fault.not_found"}, "visitor": {w.visitor, "fault.not_found"}} {
			o, err := w.s.Draft(w.ctx, c.actor, w.form())
			if got := idOf(err); got != c.want {
				t.Errorf("%s: %q, want %q", name, got, c.want)
			}
			if err == nil && (o.State != organisation.Draft || o.Accredited(w.r.Now())) {
				t.Errorf("%s: %+v", name, o)
			}
		}
	})
}

func TestTheFirstStartFoundsOneFacilitator(t *testing.T) {
	worlds(t, func(w *world) {
		if !w.facilitator.Accredited(w.r.Now().AddDate(50, 0, 0)) || w.facilitator.AccreditedUntil != nil {
			t.Errorf("%+v", w.facilitator)
		}
		if got := w.verbs(w.visitor, w.facilitator); !slices.Equal(got, []string{"founded"}) {
			t.Errorf("the register says %v", got)
		}
		found := func(actor policy.Actor, spoil func(f *organisation.Form)) error {
			return w.r.Act(w.ctx, actor, func(tx *register.Tx) error {
				form := w.form()
				form.Kind = "facilitator"
				spoil(&form)
				_, err := w.s.FoundFacilitator(tx, form)
				return err
			})
		}
		w.refused(found(w.mats, func(*organisation.Form) {}), fault.ReasonNotFound, "fault.not_found")
		w.refused(found(w.system, func(*organisation.Form) {}), fault.ReasonConflict, "organisation.founded_already")
	})
}

func TestFormsAreReadWithTheirFlaws(t *testing.T) {
	worlds(t, func(w *world) {
		taken := w.draft(w.form())
		for _, c := range []struct {
			name, want string
			spoil      func(f *organisation.Form)
		}{
			{"no kind", "kind: input.required", func(f *organisation.Form) { f.Kind = "" }},
			{"no name at all", "name_native: input.required", func(f *organisation.Form) { f.NameZh, f.NameEn, f.NameNative = "", "", "" }},
			{"language", "native_language: input.choice", func(f *organisation.Form) { f.NativeLanguage = "de" }},
			{"region", "region: organisation.region_form", func(f *organisation.Form) { f.Region = "68" }},
			{"more regions", "also_regions: organisation.region_form", func(f *organisation.Form) { f.AlsoRegions = "680200, x" }},
			{"code", "identifier: identifier.uscc_letter", func(f *organisation.Form) { f.Scheme, f.Identifier = "uscc", "5263O000DEMB002330" }},
			{"key taken", "key: organisation.key_taken", func(f *organisation.Form) { f.Key = taken.Key }},
			{"key in capitals", "key: organisation.key_taken", func(f *organisation.Form) { f.Key = "HUILIN-1" }},
			{"key of a page", "key: organisation.key_taken", func(f *organisation.Form) { f.Key = "new" }},
			{"key the forum gives", "key: organisation.key_taken", func(f *organisation.Form) { f.Key = "org-7" }},
			{"a child in the services", "services_zh: safeguard.stopped", func(f *organisation.Form) { f.ServicesZh = aChild }},
			{"a child in the evidence", "evidence: safeguard.stopped", func(f *organisation.Form) { f.Evidence = aChild }},
			{"a child in the policy", "safeguarding: safeguard.stopped", func(f *organisation.Form) { f.Safeguarding = aChild }},
			{"a child in the name", "name_zh: safeguard.stopped", func(f *organisation.Form) { f.NameZh = aChild }},
			{"a child in the note", "identifier_note: safeguard.stopped", func(f *organisation.Form) { f.IdentifierNote = aChild }},
		} {
			form := w.form()
			c.spoil(&form)
			_, err := w.s.Draft(w.ctx, w.johan, form)
			if err == nil {
				t.Errorf("%s: taken", c.name)
				continue
			}
			w.refused(err, fault.ReasonInvalid, c.want)
		}
	})
}

// aChild is an invented child by name, age, school and class, with an invented number.
const aChild = "王小明，男，9岁，东泽镇中心小学三年级二班，身份证号110101201001011237。"

func TestKeysAndRegions(t *testing.T) {
	worlds(t, func(w *world) {
		form := w.form()
		form.Key, form.AlsoRegions = "", "680200，680300 ６８０２００　680100"
		a := w.draft(form)
		b := w.draft(form)
		if a.Key != "org-1" || b.Key != "org-2" || a.AlsoRegions != "680200 680300" {
			t.Errorf("%q %q %q", a.Key, b.Key, a.AlsoRegions)
		}
	})
}

func TestWhoEditsAndWhat(t *testing.T) {
	worlds(t, func(w *world) {
		for _, c := range []struct {
			state  string
			actor  func(o organisation.Organisation) policy.Actor
			change func(f *organisation.Form)
			want   string
		}{
			{organisation.Draft, fp, identifier, ""},
			{organisation.Draft, by(w.johan), identifier, ""},
			{organisation.Draft, colleague, identifier, "guard.organisation.focal_point"},
			{organisation.Draft, by(w.moderator), identifier, "fault.not_found"},
			{organisation.Draft, by(w.stranger), identifier, "fault.not_found"},
			{organisation.InfoRequested, fp, identifier, ""},
			{organisation.InfoRequested, by(w.johan), identifier, "guard.organisation.focal_point"},
			{organisation.Submitted, fp, identifier, "identifier: organisation.locked"},
			{organisation.InReview, fp, services, ""},
			{organisation.Accredited, fp, services, ""},
			{organisation.Accredited, fp, otherName, ""},
			{organisation.Accredited, fp, ownName, "name_zh: organisation.locked"},
			{organisation.Accredited, fp, identifier, "identifier: organisation.locked"},
			{organisation.Accredited, fp, func(f *organisation.Form) { f.Kind = "company" }, "kind: organisation.locked"},
			{organisation.Accredited, fp, func(f *organisation.Form) { f.Safeguarding = "" }, ""},
			{organisation.Accredited, fp, func(f *organisation.Form) { f.ServicesEn = aChild }, "services_en: safeguard.stopped"},
			{organisation.Accredited, fp, func(f *organisation.Form) { *f = organisation.Form{ServicesZh: "入村", Version: f.Version} }, ""},
			{organisation.Accredited, fp, func(f *organisation.Form) { f.Version-- }, "fault.stale"},
			{organisation.Accredited, by(w.stranger), services, "guard.organisation.focal_point"},
			{organisation.Accredited, by(w.johan), services, "guard.organisation.focal_point"},
			{organisation.Suspended, fp, services, ""},
			{organisation.Declined, fp, services, "organisation.edits_ended"},
			{organisation.Closed, fp, services, "organisation.edits_ended"},
		} {
			o := w.to(c.state)
			form := o.Form()
			c.change(&form)
			edited, err := w.s.Edit(w.ctx, c.actor(o), o.ID, form)
			if c.want != "" {
				if got := said(err); !slices.Contains(got, c.want) {
					t.Errorf("%s: %v, want %s", c.state, got, c.want)
				}
				continue
			}
			if err != nil || edited.Version != o.Version+1 || edited.Key != o.Key || edited.NameNative != o.NameNative {
				t.Errorf("%s: %v, %+v", c.state, err, edited)
			}
		}
	})
}

func fp(o organisation.Organisation) policy.Actor        { return focal(o, "hanlian") }
func colleague(o organisation.Organisation) policy.Actor { return member(o, "maliqing") }
func by(a policy.Actor) func(organisation.Organisation) policy.Actor {
	return func(organisation.Organisation) policy.Actor { return a }
}
func identifier(f *organisation.Form) {
	f.Scheme, f.Identifier = "uscc", "52680100DEMA02019T"
	f.Key += "-x"
}
func services(f *organisation.Form)  { f.ServicesSv = "uppsökande arbete" }
func otherName(f *organisation.Form) { f.NameSv = "Huilin exempelcenter" }
func ownName(f *organisation.Form)   { f.NameZh = "另一个名称" }

func said(err error) []string {
	f, ok := err.(*fault.Fault)
	if !ok {
		return nil
	}
	all := []string{f.ID}
	for _, field := range f.Fields {
		all = append(all, field.Name+": "+field.ID)
	}
	return all
}

func TestAnEditEndsWhatOneOfficerHadProposed(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.InReview)
		w.must(w.step(w.johan, &o, "accredit", ""))
		form := o.Form()
		form.ServicesEn = "village outreach"
		o, err := w.s.Edit(w.ctx, focal(o, "hanlian"), o.ID, form)
		w.must(err)
		if o.ProposedVerb != "" {
			t.Error("the second officer would decide on what the first one never saw")
		}
		w.must(w.step(w.song, &o, "accredit", ""))
		if o.State != organisation.InReview {
			t.Error("one officer was enough")
		}
		o = w.to(organisation.Accredited)
		w.must(w.step(w.johan, &o, "suspend", "理由"))
		form = o.Form()
		form.ServicesEn = "village outreach"
		o, err = w.s.Edit(w.ctx, focal(o, "hanlian"), o.ID, form)
		w.must(err)
		if o.ProposedVerb != "suspend" {
			t.Error("nobody edits her way out of a suspension")
		}
		seq, _, err := w.r.Head(w.ctx)
		w.must(err)
		if _, err = w.s.Edit(w.ctx, focal(o, "hanlian"), o.ID, o.Form()); err != nil {
			t.Error(err)
		}
		if again, _, _ := w.r.Head(w.ctx); again != seq {
			t.Error("an edit that changes nothing was entered")
		}
	})
}
