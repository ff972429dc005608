package site

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"sametable/internal/commitment"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/handling"
	"sametable/internal/lang"
	"sametable/internal/proposal"
	"sametable/internal/results"
	"sametable/web"
)

// resultRoutes are the pages of what has changed.
func (s *Site) resultRoutes() []Route {
	return []Route{get("/:l/results", anyone, resultsPage), get("/:l/results.csv", anyone, resultsCSV)}
}

// resultMessages lists the sentences that these pages put together at run time.
func resultMessages() []string {
	ids := []string{"results.rest_of.agreed", "results.rest_of.partnership", "results.kind.proposal", "results.kind.commitment", "results.kind.partnership"}
	for _, o := range drafting.Outcomes() {
		ids = append(ids, "results.nothing_of."+string(o))
	}
	for _, column := range resultColumns() {
		ids = append(ids, "results.column."+column)
	}
	return ids
}

// resultsAt is the page, or the table of it, narrowed by names and values in turn; what is empty does not narrow.
func (v *visit) resultsAt(path string, narrow ...string) string {
	query := url.Values{}
	for i := 0; i+1 < len(narrow); i += 2 {
		if narrow[i+1] != "" {
			query.Set(narrow[i], narrow[i+1])
		}
	}
	at := web.Link(v.t, path)
	if len(query) > 0 {
		at += "?" + query.Encode()
	}
	return at
}

// narrowed are the results the address asks for, with the fields that narrow them. A forum, a province or a year there is none of narrows nothing.
func (v *visit) narrowed() (results.Results, []web.Choice, []web.Anchor, error) {
	ctx := v.Request().Context()
	forums, err := v.s.Forums.Overview(ctx)
	if err != nil {
		return results.Results{}, nil, nil, err
	}
	provinces, err := v.provincesOf(forums)
	if err != nil {
		return results.Results{}, nil, nil, err
	}
	key, year := v.QueryParam("forum"), v.QueryParam("year")
	var filter results.Filter
	if provinces.Error == "" {
		filter.Province = provinces.Value
	}
	var crumbs []web.Anchor
	if f, known := v.forumIn(forums, key); known {
		filter.Forum = f.ID
		crumbs = []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, v.forumAnchor(f), {Word: v.t.Say("results.title")}}
	}
	if n, err := strconv.Atoi(year); err == nil && n > 0 {
		filter.Year = n
	}
	all, err := v.s.Results.Of(ctx, v.actor, filter, v.code())
	if err != nil {
		return all, nil, nil, err
	}
	years := web.Choice{Ask: web.Ask{Name: "year", Label: v.t.Say("results.year"), Hint: v.t.Say("results.year_hint"), Value: year, Optional: true, Filter: true},
		Options: []web.Option{{Word: v.t.Say("results.all_years")}}}
	for _, y := range all.Years {
		years.Options = append(years.Options, web.Option{Value: strconv.Itoa(y), Word: strconv.Itoa(y)})
	}
	return all, []web.Choice{v.forumFilter(forums, key), provinces, v.offered(years)}, crumbs, nil
}

// provincesOf lets her choose one of the provinces the forums are about.
func (v *visit) provincesOf(forums []forum.Overview) (web.Choice, error) {
	c := web.Choice{Ask: web.Ask{Name: "region", Label: v.t.Say("results.province"), Hint: v.t.Say("results.province_hint"), Value: v.QueryParam("region"), Optional: true, Filter: true},
		Options: []web.Option{{Word: v.t.Say("results.all_provinces")}}}
	regions, err := v.s.Organisations.Regions(v.Request().Context())
	for _, r := range living(regions) {
		if r.Level == levelProvince && slices.ContainsFunc(forums, func(f forum.Overview) bool { return f.Region == r.Code }) {
			c.Options = append(c.Options, web.Option{Value: r.Code, Word: r.Name(v.code())})
		}
	}
	return v.offered(c), err
}

// resultsPage shows what has changed, by what it was to bring about.
func resultsPage(v *visit) error {
	all, filters, crumbs, err := v.narrowed()
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("results.title"), web.SectionNone)
	if err != nil {
		return err
	}
	page.Description, page.Print = v.t.Say("results.lead"), v.t.Say("results.title")
	if page.Funding != nil { // what authorities and organisations did is theirs: the donors seem not to have signed it
		page.Funding.Plain = true
	}
	narrow, filtered := []string{}, false
	for _, f := range filters {
		narrow, filtered = append(narrow, f.Name, f.Value), filtered || f.Value != ""
		if f.Name == "region" && f.Error != "" {
			v.unknownFilter(&page, f.Value)
		}
	}
	view := web.ResultsView{Page: page, Crumbs: crumbs, Lead: v.t.Say("results.lead"), Filters: filters, Filtered: filtered, All: v.resultsAt("/results"),
		CSV: v.resultsAt("/results.csv", narrow...), AsOf: v.now, Figures: v.resultFigures(all.Sum, v.QueryParam("forum"), v.QueryParam("region"))}
	if all.Empty() {
		view.Empty, view.How = v.t.Say("results.none"), v.t.Say("results.none_how")
	}
	if all.More {
		view.More = v.t.Say("results.more", fault.Args{"Most": v.t.Number(results.Most)})
	}
	for _, g := range all.Groups {
		view.Groups = append(view.Groups, v.resultGroup(g, all))
	}
	return v.show(http.StatusOK, web.Results(view))
}

// resultFigures are the numbers above the page, each out of how many. The lists behind them cannot be narrowed by a province.
func (v *visit) resultFigures(s results.Sum, key, province string) []web.Figure {
	of := func(n, all int) string {
		if all == 0 {
			return v.t.Number(0)
		}
		return v.t.Say("results.of", fault.Args{"N": v.t.Number(n), "All": v.t.Number(all)})
	}
	figures := []web.Figure{{Value: of(s.Answered, s.Decided), Name: v.t.Say("results.figure_answered")},
		{Value: of(s.Accepted+s.Part, s.Measures), Name: v.t.Say("results.figure_measures")},
		{Value: of(s.Verified, s.Promised), Name: v.t.Say("results.figure_verified"), Href: v.commitmentsAt("forum", key, "stage", "verified")},
		{Value: v.t.Number(s.Late), Name: v.t.Say("results.figure_late"), Href: v.commitmentsAt("forum", key, "stage", "overdue")},
		{Value: v.t.Number(s.Active), Name: v.t.Say("results.figure_active"), Href: v.partnershipsAt(key, "active", "")}}
	for i := range figures {
		if figures[i].Value == "0" || province != "" { // there is nothing to look at, or it would be other numbers
			figures[i].Href = ""
		}
	}
	return figures
}

// resultGroup is one outcome on the page.
func (v *visit) resultGroup(g results.Group, all results.Results) web.ResultGroup {
	group := web.ResultGroup{ID: "other", Title: v.t.Say("results.other"), Sum: v.resultSum(g.Sum), RestName: v.t.Of("results.rest_of", "agreed")}
	if g.Outcome != "" {
		group.ID, group.Title = string(g.Outcome), v.t.Of("proposal.outcome", string(g.Outcome))
	}
	if g.Outcome == drafting.Partnership {
		group.RestName = v.t.Of("results.rest_of", "partnership")
	}
	if g.Empty() {
		group.Empty = v.t.Of("results.nothing_of", string(g.Outcome))
		return group
	}
	for _, c := range g.Changes {
		e := web.ResultEntry{ProposalEntry: v.proposalEntry(c.Proposal), ResultLines: v.resultLines(results.Group{Promises: c.Promises, Partnerships: c.Partnerships}, all)}
		e.Reply = v.resultReply(c)
		switch {
		case e.Reply == nil && c.Proposal.State == proposal.Partnership && len(c.Partnerships) == 0:
			e.Wait = v.t.Say("results.waits_partnership")
		case c.Proposal.State == proposal.Recommended:
			e.Wait = v.t.Say("results.waits_handover")
		case c.Proposal.InHands():
			e.Wait = v.t.Say("results.waits_reply")
		}
		if e.Reply == nil && !e.Any() {
			group.Waiting = append(group.Waiting, e)
			continue
		}
		group.Changes = append(group.Changes, e)
	}
	group.Rest = v.resultLines(g, all)
	return group
}

// resultSum says in a line what a group comes to.
func (v *visit) resultSum(s results.Sum) string {
	var parts []string
	add := func(n int, id string, args fault.Args) {
		if n > 0 {
			parts = append(parts, v.t.Say(id, args))
		}
	}
	n := v.t.Number
	add(s.Decided, "results.sum_answered", fault.Args{"N": n(s.Answered), "All": n(s.Decided)})
	add(s.Measures, "results.sum_measures", fault.Args{"N": n(s.Accepted), "Part": n(s.Part), "All": n(s.Measures)})
	add(s.Promised, "results.sum_verified", fault.Args{"N": n(s.Verified), "All": n(s.Promised)})
	add(s.Late, "results.sum_late", fault.Args{"N": n(s.Late)})
	add(s.Active, "results.sum_active", fault.Args{"N": n(s.Active)})
	add(s.Agreed, "results.sum_agreed", fault.Args{"N": n(s.Agreed)})
	add(s.Concluded, "results.sum_concluded", fault.Args{"N": n(s.Concluded)})
	line := ""
	for i, p := range parts {
		if i > 0 {
			line += " · "
		}
		line += p
	}
	return line
}

// resultReply is the newest reply to a proposal, with the newest word on each measure.
func (v *visit) resultReply(c results.Change) *web.ResultReply {
	newest, replied := c.Newest()
	if !replied {
		return nil
	}
	r := &web.ResultReply{Word: v.t.Say("handling.reply"), Href: web.Link(v.t, handling.ReplyPath(c.Proposal.Proposal, newest.Round)), On: *newest.GivenAt, Class: v.grade(newest.Grade),
		Org: v.orgNamed(newest.OrgKind, newest.OrgKey, newest.OrgZh, newest.OrgEn, newest.OrgSv), Verdicts: v.verdictsSaid(c)}
	core, in := newest.Core(v.code())
	r.Core, r.Lang = core, tagOf(in)
	return r
}

// verdictsSaid counts what was answered: "accepted 2 · under study 1".
func (v *visit) verdictsSaid(c results.Change) string {
	counts := map[string]int{}
	for _, verdict := range c.Verdicts() {
		counts[verdict]++
	}
	line := ""
	for _, verdict := range handling.Verdicts() {
		if counts[verdict] == 0 {
			continue
		}
		if line != "" {
			line += " · "
		}
		line += v.t.Of("handling.verdict_of", verdict) + " " + v.t.Number(counts[verdict])
	}
	return line
}

// resultLines are the commitments, those that were verified apart from the others, and the partnerships. Those that are late come first
// of the others.
func (v *visit) resultLines(g results.Group, all results.Results) web.ResultLines {
	var lines web.ResultLines
	late := 0
	for _, c := range g.Promises {
		p := v.resultPromise(c, all)
		switch {
		case c.State == commitment.Verified:
			lines.Done = append(lines.Done, p)
		case c.Overdue(v.now):
			lines.Open = slices.Insert(lines.Open, late, p)
			late++
		default:
			lines.Open = append(lines.Open, p)
		}
	}
	for _, p := range g.Partnerships {
		e := v.partnershipEntry(p)
		e.From = nil
		lines.Partners = append(lines.Partners, e)
	}
	return lines
}

func (v *visit) resultPromise(c commitment.Row, all results.Results) web.ResultPromise {
	p := web.ResultPromise{CommitmentEntry: v.commitmentEntry(c)}
	if c.ReportedAt == nil || c.State != commitment.Verified && c.State != commitment.Reported {
		return p
	}
	p.Evidence = c.Evidence
	if u, err := url.Parse(c.EvidenceLink); err == nil && c.EvidenceLink != "" {
		p.Link, p.Host = c.EvidenceLink, u.Hostname()
	}
	if c.EvidencePaper != "" {
		p.Paper = &web.Anchor{Word: c.EvidencePaper}
		if d, known := all.Documents[c.EvidencePaper]; known {
			p.Paper.Href = web.Link(v.t, d.Path())
		}
	}
	if c.State == commitment.Verified && c.VerifiedAt != nil {
		who, _ := v.postName(c.VerifierName, c.VerifierLatin)
		p.Verified = v.t.Pieces(fault.Message{ID: "results.verified_by", Args: fault.Args{"Who": web.Name(who), "Day": v.t.Date(*c.VerifiedAt, lang.Beijing)}})
		if c.VerifierKey != "" {
			org := v.orgNamed(c.VerifierKind, c.VerifierKey, c.VerifierZh, c.VerifierEn, c.VerifierSv)
			p.For = &org
		}
	}
	return p
}
