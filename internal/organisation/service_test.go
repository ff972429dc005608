package organisation_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// places loads two provinces of the table, one prefecture in each, and one that was abolished.
func (w *world) places() {
	w.Helper()
	w.must(w.r.Act(w.ctx, w.system, func(tx *register.Tx) error {
		var all []organisation.Region
		for code, ended := range map[string]string{"680000": "", "680100": "", "680200": "", "380000": "", "380100": "", "680900": "2012-05"} {
			all = append(all, organisation.Region{Code: code, Level: "prefecture", Zh: "地" + code, En: "Place " + code, Sv: "Ort " + code, ValidTo: ended})
		}
		return organisation.LoadRegions(tx, all)
	}))
}

func (w *world) lists(actor policy.Actor, o organisation.Organisation, form organisation.ServiceForm) organisation.Service {
	w.Helper()
	row, err := w.s.ListService(w.ctx, actor, o.ID, form)
	w.must(err)
	return row
}

func names(all []organisation.Service) []string {
	var list []string
	for _, s := range all {
		list = append(list, s.NameZh)
	}
	return list
}

func TestAServiceIsListedChangedAndEnded(t *testing.T) {
	worlds(t, func(w *world) {
		w.places()
		o := w.to(organisation.Accredited)
		fp := focal(o, "hanlian")
		row := w.lists(fp, o, organisation.ServiceForm{NameZh: " 入村探访 ", AboutZh: "每月一次。", ForWhom: []string{"families", "left_behind", "families"}})
		if row.NameZh != "入村探访" || row.ForWhom != "left_behind families" || row.Regions != "680100" || row.EndedOn != nil {
			t.Errorf("listed as %+v", row)
		}
		w.lists(fp, o, organisation.ServiceForm{NameZh: "家长小组", Regions: []string{"680200", "380000", "680200"}})
		form := row.Form()
		form.NameSv, form.Regions = "Uppsökande arbete", []string{"680200", "680100"}
		changed, err := w.s.ChangeService(w.ctx, fp, row.ID, form)
		if w.must(err); changed.NameSv != form.NameSv || changed.Regions != "680100 680200" || changed.AboutZh != "每月一次。" || changed.Version != row.Version+1 {
			t.Errorf("changed to %+v", changed)
		}
		_, err = w.s.ChangeService(w.ctx, fp, row.ID, form)
		w.refused(err, fault.ReasonConflict, "fault.stale")
		same, err := w.s.ChangeService(w.ctx, fp, row.ID, changed.Form())
		if w.must(err); same.Version != changed.Version {
			t.Errorf("nothing was changed, and it is version %d", same.Version)
		}
		ended, err := w.s.EndService(w.ctx, fp, organisation.ServiceEnd{ID: row.ID, Day: lang.ISO(w.r.Now(), lang.Beijing), Version: changed.Version})
		if w.must(err); ended.EndedOn == nil {
			t.Fatalf("ended: %+v", ended)
		}
		all, err := w.s.Services(w.ctx, w.visitor, o.ID)
		if w.must(err); !slices.Equal(names(all), []string{"家长小组", "入村探访"}) || all[0].Regions != "380000 680200" {
			t.Errorf("what is over comes last, and nothing is gone: %v", all)
		}
		for _, again := range []func() error{
			func() error { _, err := w.s.ChangeService(w.ctx, fp, row.ID, ended.Form()); return err },
			func() error {
				_, err := w.s.EndService(w.ctx, fp, organisation.ServiceEnd{ID: row.ID, Day: "2019-01-01", Version: ended.Version})
				return err
			},
		} {
			w.refused(again(), fault.ReasonConflict, "organisation.service_over")
		}
		w.lists(fp, o, organisation.ServiceForm{NameZh: "入村探访"}) // it is offered again
		var said []string
		lines, err := w.r.Timeline(w.ctx, w.visitor, o.Record())
		w.must(err)
		for _, l := range lines {
			if strings.HasPrefix(l.Verb, "service.") {
				said = append(said, l.Verb)
			}
			if strings.Contains(l.Facts, "探访") {
				t.Errorf("%s keeps the words for good: %s", l.Verb, l.Facts)
			}
		}
		if want := []string{"service.listed", "service.listed", "service.changed", "service.ended", "service.listed"}; !slices.Equal(said, want) {
			t.Errorf("the register says %v", said)
		}
		subject := register.Subject{Noun: organisation.Noun, Table: "organisations", Pieces: []register.Pieces{register.PiecesOf[organisation.Organisation](9),
			register.PiecesOf[organisation.Membership](9), register.PiecesOf[organisation.Service](9)}}
		if _, err := w.r.Verify(w.ctx, text.Witness(w.r), register.Verified{}, subject); err != nil {
			t.Error(err)
		}
	})
}

func TestWhoListsServicesAndWhen(t *testing.T) {
	worlds(t, func(w *world) {
		draft, accredited, suspended, closed := w.to(organisation.Draft), w.to(organisation.Accredited), w.to(organisation.Suspended), w.to(organisation.Closed)
		list := func(actor policy.Actor, o organisation.Organisation) error {
			_, err := w.s.ListService(w.ctx, actor, o.ID, organisation.ServiceForm{NameSv: fmt.Sprintf("Läxhjälp åt %s", actor.Person)})
			return err
		}
		w.must(list(focal(draft, "a"), draft))
		w.must(list(w.johan, draft)) // the officer who registers it
		w.must(list(focal(accredited, "a"), accredited))
		w.must(list(focal(suspended, "a"), suspended))
		w.refused(list(member(accredited, "b"), accredited), fault.ReasonForbidden, "guard.organisation.focal_point")
		w.refused(list(focal(draft, "a"), accredited), fault.ReasonForbidden, "guard.organisation.focal_point")
		w.refused(list(w.johan, accredited), fault.ReasonForbidden, "guard.organisation.focal_point")
		w.refused(list(w.visitor, accredited), fault.ReasonForbidden, "guard.organisation.focal_point")
		w.refused(list(w.stranger, draft), fault.ReasonNotFound, "fault.not_found")
		w.refused(list(focal(closed, "a"), closed), fault.ReasonConflict, "organisation.edits_ended")

		theirs, err := w.s.Services(w.ctx, focal(draft, "a"), draft.ID)
		if w.must(err); len(theirs) != 2 {
			t.Errorf("%d services", len(theirs))
		}
		for name, viewer := range map[string]policy.Actor{"a stranger": w.stranger, "a visitor": w.visitor, "another's focal point": focal(accredited, "a")} {
			if all, err := w.s.Services(w.ctx, viewer, draft.ID); err != nil || len(all) != 0 {
				t.Errorf("%s sees %d services of a draft, %v", name, len(all), err)
			}
			if _, _, err := w.s.Service(w.ctx, viewer, theirs[0].ID); !fault.Is(err, fault.ReasonNotFound) {
				t.Errorf("%s gets a service of a draft: %v", name, err)
			}
			_, err := w.s.EndService(w.ctx, viewer, organisation.ServiceEnd{ID: theirs[0].ID})
			w.refused(err, fault.ReasonNotFound, "fault.not_found")
		}
	})
}

func TestWhatAServiceCanBe(t *testing.T) {
	worlds(t, func(w *world) {
		w.places()
		o := w.to(organisation.Accredited)
		fp := focal(o, "a")
		w.lists(fp, o, organisation.ServiceForm{NameZh: "家长小组", NameEn: "Parent groups"})
		number := "138" + "0013" + "8000"
		for name, c := range map[string]struct {
			form organisation.ServiceForm
			want string
		}{
			"no name":                    {organisation.ServiceForm{AboutZh: "每月一次。"}, "name_zh: organisation.service_unnamed"},
			"a name of the same letters": {organisation.ServiceForm{NameSv: "Föräldragrupper", NameEn: "parent  GROUPS"}, "name_en: organisation.service_double"},
			"two lines":                  {organisation.ServiceForm{NameEn: "Day\ncare"}, "name_en: input.one_line"},
			"a long name":                {organisation.ServiceForm{NameSv: strings.Repeat("å", 121)}, "name_sv: input.too_long"},
			"a long description":         {organisation.ServiceForm{NameSv: "Läxhjälp", AboutSv: strings.Repeat("å", 601)}, "about_sv: input.too_long"},
			"a telephone in the name":    {organisation.ServiceForm{NameZh: "热线" + number}, "name_zh: safeguard.stopped"},
			"a child in the words":       {organisation.ServiceForm{NameZh: "课后辅导", AboutZh: aChild}, "about_zh: safeguard.stopped"},
			"for nobody there is":        {organisation.ServiceForm{NameZh: "托育", ForWhom: []string{"families", "pigeons"}}, "for_whom: input.choice"},
			"an unknown place":           {organisation.ServiceForm{NameZh: "托育", Regions: []string{"680100", "689900"}}, "regions: input.choice"},
			"an abolished place":         {organisation.ServiceForm{NameZh: "托育", Regions: []string{"680900"}}, "regions: input.choice"},
			"no code at all":             {organisation.ServiceForm{NameZh: "托育", Regions: []string{"680100 680200"}}, "regions: input.choice"},
		} {
			_, err := w.s.ListService(w.ctx, fp, o.ID, c.form)
			t.Log(name)
			w.refused(err, fault.ReasonInvalid, c.want)
		}
		row := w.lists(fp, o, organisation.ServiceForm{NameZh: "托育"})
		now := w.r.Now().In(lang.Beijing.Location())
		for day, want := range map[string]string{"": "day: input.required", "soon": "day: input.date", now.AddDate(0, 0, 1).Format(time.DateOnly): "day: organisation.service_day_ahead"} {
			_, err := w.s.EndService(w.ctx, fp, organisation.ServiceEnd{ID: row.ID, Day: day, Version: row.Version})
			w.refused(err, fault.ReasonInvalid, want)
		}
		for i := range 38 {
			w.lists(fp, o, organisation.ServiceForm{NameEn: fmt.Sprintf("Service %d", i)})
		}
		_, err := w.s.ListService(w.ctx, fp, o.ID, organisation.ServiceForm{NameEn: "One too many"})
		w.refused(err, fault.ReasonInvalid, "name_zh: organisation.services_many")
		if _, err := w.s.EndService(w.ctx, fp, organisation.ServiceEnd{ID: row.ID, Day: "2012-03-04", Version: row.Version}); err != nil {
			t.Error(err)
		}
		w.lists(fp, o, organisation.ServiceForm{NameEn: "Room for one"})
	})
}

// The facilitator works in a country the table does not have: it may offer what it does where it works.
func TestADivisionOutsideTheTable(t *testing.T) {
	worlds(t, func(w *world) {
		w.places()
		row := w.lists(focal(w.facilitator, "mats"), w.facilitator, organisation.ServiceForm{NameSv: "Översättning", Regions: []string{"SE", "680000"}})
		if row.Regions != "680000 SE" {
			t.Errorf("offered in %q", row.Regions)
		}
	})
}

// What a first officer saw before she proposed to accredit is what the second one must see.
func TestAServiceMakesAProposalLapse(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.InReview)
		w.must(w.step(w.johan, &o, "accredit", ""))
		w.lists(focal(o, "a"), o, organisation.ServiceForm{NameZh: "托育"})
		o, err := w.s.Find(w.ctx, w.johan, o.Key)
		if w.must(err); o.ProposedVerb != "" {
			t.Errorf("the proposal to %s stands", o.ProposedVerb)
		}
		e := w.last(o, "organisation.edited")
		if e.Fact("proposal_lapsed") != "true" || e.Audience().Office != policy.AccreditationOfficer {
			t.Errorf("the officers are not told: %+v", e)
		}
	})
}

func TestTheDirectoryFindsServices(t *testing.T) {
	worlds(t, func(w *world) {
		one, other := w.to(organisation.Accredited), w.to(organisation.Accredited)
		row := w.lists(focal(one, "a"), one, organisation.ServiceForm{NameSv: "Läxhjälp på kvällen"})
		w.lists(focal(other, "b"), other, organisation.ServiceForm{NameSv: "Daghem"})
		find := func(query string) (keys []string) {
			all, err := w.s.List(w.ctx, w.visitor, organisation.Filter{Query: query})
			w.must(err)
			for _, o := range all {
				keys = append(keys, o.Key)
			}
			return keys
		}
		if got := find("LÄXHJÄLP på"); !slices.Equal(got, []string{one.Key}) {
			t.Errorf("found %v", got)
		}
		_, err := w.s.EndService(w.ctx, focal(one, "a"), organisation.ServiceEnd{ID: row.ID, Day: "2015-01-01", Version: row.Version})
		w.must(err)
		if got := find("läxhjälp"); len(got) != 0 {
			t.Errorf("what is over is found: %v", got)
		}
	})
}

func TestAServiceInTheReadersLanguage(t *testing.T) {
	for _, c := range []struct {
		row                  organisation.Service
		reader, native, want string
	}{
		{organisation.Service{NameZh: "托育", NameEn: "Nursery", NameSv: "Daghem"}, "sv", "zh", "Daghem sv"},
		{organisation.Service{NameZh: "托育", NameEn: "Nursery"}, "sv", "zh", "Nursery en"},
		{organisation.Service{NameZh: "托育"}, "sv", "zh", "托育 zh"},
		{organisation.Service{NameSv: "Daghem"}, "zh", "zh", "Daghem sv"},
		{organisation.Service{NameSv: "Daghem", NameEn: "Nursery"}, "zh", "sv", "Daghem sv"},
	} {
		if name, in := c.row.Called(c.reader, c.native); name+" "+in != c.want {
			t.Errorf("%s for a reader of %s", name+" "+in, c.reader)
		}
	}
	if about, _ := (organisation.Service{}).About("en", "zh"); about != "" {
		t.Errorf("%q of nothing", about)
	}
}
