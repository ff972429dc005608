package world

import (
	"maps"
	"testing"
)

func load(t *testing.T) *World {
	t.Helper()
	w, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	return w
}

func same[K comparable](t *testing.T, what string, got, want map[K]int) {
	t.Helper()
	if !maps.Equal(got, want) {
		t.Errorf("%s: %v, want %v", what, got, want)
	}
}

func TestCountsOfRegionsAndOrganisations(t *testing.T) {
	w := load(t)
	tiles := map[string]int{}
	for _, r := range w.Regions {
		if !r.IsProvince() {
			tiles[r.Province]++
		}
	}
	same(t, "tiles", tiles, map[string]int{"680000": 8, "380000": 16})
	kinds, children := map[string]int{}, 0
	for _, o := range w.Organisations {
		kinds[o.Kind]++
		if o.WorksWithChildren {
			children++
		}
	}
	same(t, "organisations", kinds, map[string]int{"ngo": 7, "university": 3, "company": 3, "civil_affairs": 4, "other_authority": 1, "facilitator": 1, "donor": 2})
	if len(w.Organisations) != 21 || children == 0 {
		t.Errorf("%d organisations, %d work with children", len(w.Organisations), children)
	}
}

func TestCountsOfPeople(t *testing.T) {
	w := load(t)
	sex, of, clicks := map[string]int{}, map[string]int{}, 0
	for _, p := range w.People {
		sex[p.Sex]++
		o, _ := w.Organisation(p.Organisation)
		switch {
		case o.Votes():
			of["voting"]++
		default:
			of[o.Kind]++
		}
		if p.OneClick != (Text{}) {
			clicks++
		}
	}
	same(t, "sex", sex, map[string]int{"female": 23, "male": 25, "": 1})
	same(t, "people", of, map[string]int{"voting": 39, "facilitator": 8, "donor": 2})
	if len(w.People) != 49 || clicks != 10 {
		t.Errorf("%d people, %d one-click labels", len(w.People), clicks)
	}
}

// Every acting organisation but sanquan has two people, so that a second person can confirm.
func TestSecondPeople(t *testing.T) {
	w := load(t)
	n := map[string]int{}
	for _, p := range w.People {
		n[p.Organisation]++
	}
	for _, o := range w.Organisations {
		want := n[o.Key] >= 2
		if o.Key == "sanquan" {
			want = n[o.Key] == 1
		}
		if o.Kind != "donor" && !want {
			t.Errorf("%s has %d people", o.Key, n[o.Key])
		}
	}
}

func TestCountsOfForums(t *testing.T) {
	w := load(t)
	seats, needed, groups := map[string]int{}, map[string]int{}, map[string]int{}
	titular, alternate := 0, 0
	for _, f := range w.Forums {
		seats[f.Key], needed[f.Key] = len(f.Seats), f.Rules.Quorum.Needed
		for _, s := range f.Seats {
			o, _ := w.Organisation(s.Organisation)
			groups[f.Key+" "+o.Kind]++
			titular++
			if s.Alternate != "" {
				alternate++
			}
		}
	}
	same(t, "seats", seats, map[string]int{"HD": 11, "JH": 10, "LH": 18})
	same(t, "needed", needed, map[string]int{"HD": 6, "JH": 6, "LH": 12})
	same(t, "groups", groups, map[string]int{
		"HD ngo": 4, "HD university": 2, "HD company": 2, "HD civil_affairs": 2, "HD other_authority": 1,
		"JH ngo": 4, "JH university": 2, "JH company": 2, "JH civil_affairs": 2,
		"LH ngo": 7, "LH university": 3, "LH company": 3, "LH civil_affairs": 4, "LH other_authority": 1,
	})
	if titular != 39 || alternate != 37 {
		t.Errorf("titular %d, alternate %d", titular, alternate)
	}
}

func TestOfficersOnTheDemoDay(t *testing.T) {
	w := load(t)
	want := map[string][3]string{
		"HD": {"zhengliyuan", "wangliwen", "sunlizhen"},
		"JH": {"dinglichuan", "zhoulining", "qianlian"},
		"LH": {"dinglichuan", "chenlichuan", "sunlizhen"},
	}
	for _, f := range w.Forums {
		for i, role := range []string{"convener", "chair", "secretary"} {
			if !f.HasOfficer(role, want[f.Key][i], w.StartsAt) {
				t.Errorf("%s: %s is not %s on the demo day", f.Key, want[f.Key][i], role)
			}
		}
	}
	lh, _ := w.Forum("LH")
	for _, o := range lh.Officers {
		if o.Role == "convener" && (o.Person == "zhengliyuan") != (o.From.Year() == 2018) {
			t.Errorf("LH: %s convenes in %d", o.Person, o.From.Year())
		}
	}
}
