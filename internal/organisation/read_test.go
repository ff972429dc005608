package organisation_test

import (
	"slices"
	"testing"

	"sametable/internal/fault"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// everyState makes a body of each state, and gives them with the facilitator.
func (w *world) everyState() []organisation.Organisation {
	w.Helper()
	all := []organisation.Organisation{w.facilitator}
	for _, s := range organisation.Machine().States {
		if s.Name == organisation.Expired {
			o := w.to(organisation.Accredited)
			w.must(w.s.Sweep(w.ctx, o.AccreditedUntil.AddDate(0, 0, 1)))
			all = append(all, w.reload(o))
			w.reaccredit(all)
			continue
		}
		all = append(all, w.to(s.Name))
	}
	never := w.to(organisation.Draft)
	w.must(w.step(w.johan, &never, "close", "重复"))
	w.must(w.step(w.song, &never, "close", ""))
	return append(all, never)
}

// reaccredit takes back what the sweep did to the bodies made before.
func (w *world) reaccredit(all []organisation.Organisation) {
	for i, o := range all[:len(all)-1] {
		if now := w.reload(o); now.State != o.State {
			w.must(w.step(w.johan, &now, "review", ""))
			w.must(w.step(w.johan, &now, "accredit", ""))
			w.must(w.step(w.song, &now, "accredit", ""))
			all[i] = now
		}
	}
}

func (w *world) reload(o organisation.Organisation) organisation.Organisation {
	w.Helper()
	all, err := w.s.ByID(w.ctx, w.system, o.ID)
	w.must(err)
	return all[0]
}

// Listed, found, given by id and reported by the register's card: the same rows, for each actor; and they are those that
// policy.Actor.Sees lets her see.
func TestListedIsPermitted(t *testing.T) {
	worlds(t, func(w *world) {
		all := w.everyState()
		drafted, suspended := all[1], all[7]
		for name, viewer := range map[string]policy.Actor{"visitor": w.visitor, "stranger": w.stranger, "ACC": w.johan, "MOD": w.moderator, "ADM": w.mats,
			"SYS": w.system, "FP of a draft": focal(drafted, "a"), "member of a draft": member(drafted, "b"), "FP of a suspended one": focal(suspended, "c")} {
			listed, err := w.s.List(w.ctx, viewer, organisation.Filter{Ended: true})
			w.must(err)
			for _, o := range all {
				card, err := w.r.Card(w.ctx, w.system, o.Record())
				w.must(err)
				sees := viewer.Sees(card.Access, w.r.Now())
				has := func(in []organisation.Organisation) bool {
					return slices.ContainsFunc(in, func(x organisation.Organisation) bool { return x.ID == o.ID })
				}
				if has(listed) != sees {
					t.Errorf("%s: %s listed %v, permitted %v", name, o.State, has(listed), sees)
				}
				byID, err := w.s.ByID(w.ctx, viewer, o.ID, "nobody")
				if err != nil || has(byID) != sees {
					t.Errorf("%s: %s by id %v, permitted %v: %v", name, o.State, has(byID), sees, err)
				}
				found, err := w.s.Find(w.ctx, viewer, o.Key)
				if (err == nil) != sees || err != nil && !fault.Is(err, fault.ReasonNotFound) || err != nil && found.ID != "" {
					t.Errorf("%s: %s found %v, permitted %v", name, o.State, err, sees)
				}
			}
		}
		public, err := w.s.List(w.ctx, w.visitor, organisation.Filter{})
		w.must(err)
		var states []string
		for _, o := range public {
			states = append(states, o.State)
		}
		slices.Sort(states)
		if !slices.Equal(states, []string{organisation.Accredited, organisation.Accredited, organisation.Expired, organisation.Suspended}) {
			t.Errorf("the public directory has %v", states)
		}
	})
}

func TestWhatIsVeiled(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Suspended)
		w.must(w.step(w.johan, &o, "lift", "已整改"))
		for _, c := range []struct {
			name                       string
			viewer                     policy.Actor
			evidence, reason, proposal bool
		}{
			{"visitor", w.visitor, false, false, false}, {"stranger", w.stranger, false, false, false}, {"MOD", w.moderator, false, false, false},
			{"member", member(o, "b"), true, true, false}, {"ACC", w.song, true, true, true}, {"ADM", w.mats, false, false, true},
		} {
			got, err := w.s.Find(w.ctx, c.viewer, o.Key)
			w.must(err)
			if (got.Evidence != "") != c.evidence || (got.Reason != "") != c.reason || (got.ProposedVerb+got.Proposal != "") != c.proposal {
				t.Errorf("%s: %+v", c.name, got)
			}
		}
		names, err := w.s.Names(w.ctx, []policy.OrganisationID{o.ID, w.facilitator.ID, "nobody"})
		w.must(err)
		if len(names) != 2 || names[o.ID].Name("en") != o.NameEn || names[o.ID].Evidence != "" || names[w.facilitator.ID].Name("zh") != w.facilitator.NameNative {
			t.Errorf("%+v", names)
		}
	})
}

func TestFilters(t *testing.T) {
	worlds(t, func(w *world) {
		o := w.to(organisation.Accredited)
		other := w.form()
		other.Kind, other.NameEn, other.NameZh, other.Region, other.AlsoRegions, other.Scheme = "company", "Gaohu Example Dairy", "高湖例乳业", "380100", "680200", "uscc"
		other.Identifier, other.SortKey, other.Key = "91680100DEMA021153", "gaohu", "gaohu"
		c := w.draft(other)
		for _, x := range []struct {
			filter organisation.Filter
			want   []policy.OrganisationID
		}{
			{organisation.Filter{}, []policy.OrganisationID{o.ID, c.ID, w.facilitator.ID}},
			{organisation.Filter{Kind: policy.Company}, []policy.OrganisationID{c.ID}},
			{organisation.Filter{Region: "680000"}, []policy.OrganisationID{o.ID, c.ID}},
			{organisation.Filter{Region: "680100"}, []policy.OrganisationID{o.ID}},
			{organisation.Filter{Region: "680200"}, []policy.OrganisationID{c.ID}},
			{organisation.Filter{Region: "SE"}, []policy.OrganisationID{w.facilitator.ID}},
			{organisation.Filter{Region: "%"}, nil}, {organisation.Filter{Query: "%"}, nil},
			{organisation.Filter{Query: " gaohu EXAMPLE"}, []policy.OrganisationID{c.ID}},
			{organisation.Filter{Query: "高湖"}, []policy.OrganisationID{c.ID}}, {organisation.Filter{Query: "föreningen"}, []policy.OrganisationID{w.facilitator.ID}},
			{organisation.Filter{Query: "ＨＵＩＬＩＮ"}, []policy.OrganisationID{o.ID}},
			{organisation.Filter{Query: "91680100 dema 021153"}, []policy.OrganisationID{c.ID}}, {organisation.Filter{Query: "91680100"}, nil},
			{organisation.Filter{Query: "example", Region: "680000", Kind: policy.NGO}, []policy.OrganisationID{o.ID}},
		} {
			listed, err := w.s.List(w.ctx, w.johan, x.filter)
			w.must(err)
			var got []policy.OrganisationID
			for _, o := range listed {
				got = append(got, o.ID)
			}
			slices.Sort(got)
			slices.Sort(x.want)
			if !slices.Equal(got, x.want) {
				t.Errorf("%+v: %v, want %v", x.filter, got, x.want)
			}
		}
	})
}

func TestTheQueue(t *testing.T) {
	worlds(t, func(w *world) {
		waiting := map[policy.OrganisationID]bool{w.to(organisation.Submitted).ID: true, w.to(organisation.InReview).ID: true}
		w.to(organisation.InfoRequested)
		w.to(organisation.Declined)
		proposed := w.to(organisation.Accredited)
		w.must(w.step(w.mats, &proposed, "suspend", "理由"))
		waiting[proposed.ID] = true
		queue, err := w.s.Queue(w.ctx, w.johan)
		w.must(err)
		for _, o := range queue {
			if !waiting[o.ID] {
				t.Errorf("%s waits for nobody", o.State)
			}
		}
		if len(queue) != len(waiting) {
			t.Errorf("%d wait, want %d", len(queue), len(waiting))
		}
		for name, c := range map[string]struct {
			viewer policy.Actor
			n      int
		}{"ADM": {w.mats, 1}, "MOD": {w.moderator, 0}, "FP": {focal(proposed, "a"), 0}, "visitor": {w.visitor, 0}} {
			if queue, err := w.s.Queue(w.ctx, c.viewer); err != nil || len(queue) != c.n {
				t.Errorf("%s: %d, %v", name, len(queue), err)
			}
		}
		w.must(w.step(w.johan, &proposed, "suspend", ""))
		if proposed.State != organisation.Suspended {
			t.Errorf("an administrator and an officer are two: %s", proposed.State)
		}
	})
}

func TestDivisions(t *testing.T) {
	worlds(t, func(w *world) {
		load := func(rs ...organisation.Region) error {
			return w.r.Act(w.ctx, w.system, func(tx *register.Tx) error { return organisation.LoadRegions(tx, rs) })
		}
		w.must(load(organisation.Region{Code: "680000", Level: "province", Zh: "湖东省", En: "Hudong Province", Sv: "Hudongprovinsen"},
			organisation.Region{Code: "680100", Level: "prefecture", Parent: "680000", Zh: "湖宁市", En: "Huning", Sv: "Huning"}))
		w.must(load(organisation.Region{Code: "680100", Level: "prefecture", Parent: "680000", Zh: "湖宁市", En: "Huning City", Sv: "Huning", ValidTo: "2019-12"}))
		w.refused(load(organisation.Region{Code: "68", Zh: "x", En: "x", Sv: "x"}), fault.ReasonInvalid, "regions: organisation.region_row")
		w.must(load())
		all, err := w.s.Regions(w.ctx)
		w.must(err)
		if len(all) != 2 || all[1].En != "Huning City" || all[1].ValidTo != "2019-12" {
			t.Errorf("%+v", all)
		}
		if r, err := w.s.Region(w.ctx, "680000"); err != nil || r.Name("sv") != "Hudongprovinsen" {
			t.Errorf("%+v, %v", r, err)
		}
		_, err = w.s.Region(w.ctx, "990000")
		w.refused(err, fault.ReasonNotFound, "fault.not_found")
	})
}

func TestAnOrganisationIsAlwaysCalledSomething(t *testing.T) {
	for _, c := range []struct {
		o        organisation.Organisation
		asked    string
		name, in string
	}{
		{organisation.Organisation{NameNative: "惠邻例中心", NativeLanguage: "zh", NameSv: "Huilin"}, "sv", "Huilin", "sv"},
		{organisation.Organisation{NameNative: "惠邻例中心", NativeLanguage: "zh", NameEn: "Huilin Example"}, "sv", "Huilin Example", "en"},
		{organisation.Organisation{NameNative: "惠邻例中心", NativeLanguage: "zh", NameZh: "惠邻例中心"}, "sv", "惠邻例中心", "zh"},
		{organisation.Organisation{NameNative: "惠邻例中心", NativeLanguage: "zh", NameSv: "Huilin"}, "en", "惠邻例中心", "zh"},
		{organisation.Organisation{NameNative: "Provbyns kommun", NativeLanguage: "sv", NameEn: "Provbyn"}, "sv", "Provbyns kommun", "sv"},
		{organisation.Organisation{NativeLanguage: "zh", NameEn: "Huilin Example"}, "sv", "Huilin Example", "en"},
		{organisation.Organisation{NativeLanguage: "zh", NameSv: "Huilin"}, "zh", "Huilin", "sv"},
	} {
		if name, in := c.o.Called(c.asked); name != c.name || in != c.in {
			t.Errorf("%+v in %s is called %q in %s", c.o, c.asked, name, in)
		}
	}
}
