package site

import (
	"net/url"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/web"
)

// benchOrganisations is how many organisations the page of mandates shows at a time: who answers for thirty at a full table
// would else wait for a page of twice the weight a slow line bears.
const benchOrganisations = 10

// mandatesAt is the address of a forum's mandates, beginning with an organisation where they do not all fit on a page.
func mandatesAt(forum, organisation string) string {
	return "/f/" + forum + "/mandates?" + url.Values{"from": {organisation}}.Encode()
}

// benchPart gives the mandates of the organisations this page shows, and writes into the view how to get to the others.
func (v *visit) benchPart(view *web.MandatesView, f forum.Forum, bench []forum.BenchRow) []forum.BenchRow {
	var starts []int // where each organisation begins
	for i, row := range bench {
		if i == 0 || row.OrganisationID != bench[i-1].OrganisationID {
			starts = append(starts, i)
		}
	}
	if len(starts) <= benchOrganisations {
		return bench
	}
	at := func(i int) string { return bench[starts[i]].OrgKey }
	first := 0
	for i := range starts {
		if at(i) == v.QueryParam("from") {
			first = i
		}
	}
	link := func(i int) string { return web.Link(v.t, mandatesAt(f.Key, at(i))) }
	view.Here = web.Link(v.t, f.Path()+"/mandates")
	view.Where = v.t.Say("mandate.where", fault.Args{"First": first + 1, "All": len(starts)})
	if first > 0 {
		view.Newer = link(max(0, first-benchOrganisations))
		view.Page.Title += " · " + view.Where
	}
	view.From = &web.Choice{Ask: web.Ask{Name: "from", Label: v.t.Say("mandate.from"), Value: at(first), Optional: true, Filter: true}}
	for _, i := range starts {
		org := v.holder(bench[i]).Org
		view.From.Options = append(view.From.Options, web.Option{Value: bench[i].OrgKey, Word: org.Name, Lang: org.Lang})
	}
	last := first + benchOrganisations
	if last >= len(starts) {
		return bench[starts[first]:]
	}
	view.Older = link(last)
	return bench[starts[first]:starts[last]]
}
