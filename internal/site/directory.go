package site

import (
	"net/http"
	"slices"

	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/web"
)

// directoryRoutes are the pages of who takes part, and of searching.
func (s *Site) directoryRoutes() []Route {
	return []Route{
		get("/:l/orgs", anyone, orgList),
		get("/:l/o/:key", anyone, orgPage),
		get("/:l/search", anyone, searchPage),
	}
}

// orgList is the directory: in the order of the reader's language, with tile diagrams of the provinces.
func orgList(v *visit) error {
	ctx := v.Request().Context()
	query, wrong := v.narrowing("q")
	filter := organisation.Filter{Kind: policy.Kind(v.QueryParam("kind")), Region: v.QueryParam("region"), Query: query}
	if !slices.Contains(policy.Kinds(), filter.Kind) {
		filter.Kind = ""
	}
	all, regions, err := v.directory(organisation.Filter{Kind: filter.Kind, Query: filter.Query})
	if err != nil {
		return err
	}
	region := v.regionFilter(v.QueryParam("region"), regions)
	if region.Error != "" {
		filter.Region = ""
	}
	found := inRegion(all, filter.Region)
	seats, err := v.s.Forums.AllSeats(ctx)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("web.organisations"), web.SectionOrganisations)
	if err != nil {
		return err
	}
	view := web.OrgsView{Page: page, Filtered: filter != organisation.Filter{}, Count: len(found), Groups: tally(found),
		Provinces: v.provinces(v.accredited(all), regions), Kind: v.kindFilter(v.QueryParam("kind")), Region: region,
		Query: web.Input{Ask: web.Ask{Name: "q", Label: v.t.Say("directory.query"), Value: filter.Query, Error: wrong, Optional: true, Filter: true}, Type: "search", Autocomplete: "off"}}
	names := v.regionNames(regions)
	for _, o := range v.sorted(found) {
		row := web.OrgRow{Org: v.orgOf(o), Where: v.where(o, names)}
		if !o.Accredited(v.now) {
			s := v.orgStatus(o)
			row.State = &s
		}
		for _, f := range seats[o.ID] {
			row.Forums = append(row.Forums, web.Anchor{Word: f.Key, Href: web.Link(v.t, f.Path())})
		}
		view.Rows = append(view.Rows, row)
	}
	return v.show(http.StatusOK, web.Orgs(view))
}

// directory reads the organisations a filter leaves, and the table of divisions.
func (v *visit) directory(filter organisation.Filter) ([]organisation.Organisation, []organisation.Region, error) {
	ctx := v.Request().Context()
	all, err := v.s.Organisations.List(ctx, v.actor, filter)
	if err != nil {
		return nil, nil, err
	}
	regions, err := v.s.Organisations.Regions(ctx)
	return all, regions, err
}

// accredited leaves those that may speak now.
func (v *visit) accredited(all []organisation.Organisation) []organisation.Organisation {
	var kept []organisation.Organisation
	for _, o := range all {
		if o.Accredited(v.now) {
			kept = append(kept, o)
		}
	}
	return kept
}

// tally counts organisations by group, in the order of the groups.
func tally(all []organisation.Organisation) []web.GroupTally {
	counts := map[policy.Kind]int{}
	for _, o := range all {
		counts[o.Kind]++
	}
	return tallied(counts)
}

func tallied(counts map[policy.Kind]int) []web.GroupTally {
	var groups []web.GroupTally
	for _, kind := range policy.Kinds() {
		if counts[kind] > 0 {
			groups = append(groups, web.GroupTally{Kind: string(kind), N: counts[kind]})
		}
	}
	return groups
}

// sorted puts organisations into the order of the reader's language.
func (v *visit) sorted(all []organisation.Organisation) []organisation.Organisation {
	lang.Sort(v.t, all, func(o organisation.Organisation) (name, key string) { return o.Name(v.code()), o.SortKey })
	return all
}

// orgOf names an organisation as a link to its page.
func (v *visit) orgOf(o organisation.Organisation) web.Org {
	org := orgIn(o, v.code())
	org.Href = web.Link(v.t, "/o/"+o.Key)
	return org
}

// orgIn names an organisation on a page in a language, and marks a name that is in another.
func orgIn(o organisation.Organisation, page string) web.Org {
	name, in := o.Called(page)
	org := web.Org{Kind: string(o.Kind), Name: name}
	if in != page {
		org.Lang = tagOf(in)
	}
	return org
}

func (v *visit) orgStatus(o organisation.Organisation) web.Status {
	state := o.State
	if state == organisation.Accredited && !o.Accredited(v.now) {
		state = organisation.Expired // the timer has not come round yet
	}
	s := web.Status{Family: web.Waiting, Word: v.t.Of("state.organisation", state)}
	switch state {
	case organisation.Accredited:
		s.Family = web.Done
	case organisation.Suspended, organisation.Expired, organisation.Declined:
		s.Family = web.Overdue
	case organisation.Draft, organisation.Closed:
		s.Family = web.Neutral
	}
	return s
}

// kindFilter lets the reader choose a stakeholder group.
func (v *visit) kindFilter(chosen string) web.Choice {
	c := web.Choice{Ask: web.Ask{Name: "kind", Label: v.t.Say("directory.kind"), Value: chosen, Optional: true, Filter: true},
		Options: []web.Option{{Word: v.t.Say("directory.all_kinds")}}}
	c.Options = append(c.Options, options(v.t, policy.Kinds(), "web.group")...)
	return v.offered(c)
}

// regionFilter lets her choose a division: provinces, and the prefectures under each.
func (v *visit) regionFilter(chosen string, regions []organisation.Region) web.Choice {
	c := web.Choice{Ask: web.Ask{Name: "region", Label: v.t.Say("directory.region"), Value: chosen, Optional: true, Filter: true},
		Options: []web.Option{{Word: v.t.Say("directory.all_regions")}}}
	for _, r := range living(regions) {
		word := r.Name(v.code())
		if r.Level == levelPrefecture {
			word = "– " + word
		}
		c.Options = append(c.Options, web.Option{Value: r.Code, Word: word})
	}
	return v.offered(c)
}

// where says in which divisions an organisation works.
func (v *visit) where(o organisation.Organisation, names map[string]string) string {
	var words []string
	for _, code := range o.Regions() {
		if names[code] != "" {
			words = append(words, names[code])
		}
	}
	return v.t.List(words)
}

// cardTitle is a card's title for the reader, and its language where that is not the page's.
func (v *visit) cardTitle(c register.Card) (title, tag string) {
	title, in := c.Title(v.code())
	if in != v.code() {
		tag = lang.Code(in).Tag()
	}
	return title, tag
}

// options lists the members of a closed list by their names.
func options[T ~string](t *lang.Speaker, values []T, family string) []web.Option {
	list := make([]web.Option, 0, len(values))
	for _, value := range values {
		list = append(list, web.Option{Value: string(value), Word: t.Of(family, string(value))})
	}
	return list
}
