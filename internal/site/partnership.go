package site

import (
	"net/http"
	"net/url"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/web"
)

// partnershipRoutes are the pages of what organisations do together.
func (s *Site) partnershipRoutes() []Route {
	return []Route{
		get("/:l/partnerships", anyone, partnershipList),
		get("/:l/f/:key/partnerships/new", signedIn, partnershipNewPage),
		post("/:l/f/:key/partnerships/new", signedIn, partnershipNew),
		get("/:l/f/:key/partnerships/:no", anyone, partnershipPage),
		get("/:l/partnership/:id/revise", signedIn, partnershipRevisePage),
		post("/:l/partnership/:id/revise", signedIn, partnershipRevise),
		get("/:l/partnership/:id/:verb", signedIn, partnershipVerbPage),
		post("/:l/partnership/:id/:verb", signedIn, partnershipVerb),
		get("/:l/partnership-file/:id", signedIn, partnershipFile),
	}
}

// partnershipStage is a group of states under which a list shows partnerships.
type partnershipStage struct {
	name   string
	states []string
}

func partnershipStages() []partnershipStage {
	return []partnershipStage{{"proposed", []string{partnership.Proposed, partnership.Declined}}, {"agreed", []string{partnership.Agreed}},
		{"active", []string{partnership.Active}}, {"ended", []string{partnership.Ended, partnership.Withdrawn}}}
}

// partnershipsAt is the list, narrowed; what is empty does not narrow.
func (v *visit) partnershipsAt(key, stage, after string) string {
	query := url.Values{}
	for name, value := range map[string]string{"forum": key, "stage": stage, "after": after} {
		if value != "" {
			query.Set(name, value)
		}
	}
	at := web.Link(v.t, "/partnerships")
	if len(query) > 0 {
		at += "?" + query.Encode()
	}
	return at
}

// partnershipList shows what organisations do together, in all forums or in one, as far as the viewer may see it.
func partnershipList(v *visit) error {
	ctx := v.Request().Context()
	forums, err := v.s.Forums.Overview(ctx)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("partnership.list"), web.SectionForums)
	if err != nil {
		return err
	}
	view := web.PartnershipsView{Page: page, Lead: v.t.Say("partnership.list_lead"), Empty: v.t.Say("partnership.none")}
	key, filter := v.QueryParam("forum"), partnership.Filter{After: v.QueryParam("after")}
	if f, known := v.forumIn(forums, key); known {
		filter.Forum = f.ID
		view.Crumbs = []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, v.forumAnchor(f), {Word: page.Title}}
		if partnership.MayEnter(v.actor.RolesIn(f.ID, v.now)) == nil {
			view.Add = web.Link(v.t, f.Path()+"/partnerships/new")
		}
	} else if key != "" {
		v.unknownFilter(&view.Page, key)
		key = ""
	}
	counts, err := v.s.Partnerships.Count(ctx, v.actor, filter.Forum)
	if err != nil {
		return err
	}
	chosen, total := "", 0
	for _, s := range partnershipStages() {
		n := 0
		for _, state := range s.states {
			n += counts[state]
		}
		total += n
		current := s.name == v.QueryParam("stage")
		if current {
			chosen, filter.States, view.Empty = s.name, s.states, v.t.Say("partnership.none_in_stage")
		}
		if n > 0 || current {
			view.Stages = append(view.Stages, web.Tab{Word: v.t.Of("partnership.stage", s.name), Href: v.partnershipsAt(key, s.name, ""), Current: current, Count: n})
		}
	}
	if stage := v.QueryParam("stage"); stage != "" && chosen == "" {
		v.unknownFilter(&view.Page, stage)
	}
	view.Stages = append([]web.Tab{{Word: v.t.Say("commitment.stage_all"), Href: v.partnershipsAt(key, "", ""), Current: chosen == "", Count: total}}, view.Stages...)
	rows, more, err := v.s.Partnerships.List(ctx, v.actor, filter)
	if err != nil {
		return err
	}
	for _, row := range rows {
		view.Rows = append(view.Rows, v.partnershipEntry(row))
	}
	if more {
		view.Older = v.partnershipsAt(key, chosen, rows[len(rows)-1].ID)
	}
	return v.show(http.StatusOK, web.Partnerships(view))
}

// partnershipEntry is one partnership in a list.
func (v *visit) partnershipEntry(row partnership.Row) web.PartnershipEntry {
	e := web.PartnershipEntry{Ref: row.Reference, Href: web.Link(v.t, row.Path()), Status: v.partnershipStatus(row.Partnership), Since: row.StateSince}
	e.Title, e.Lang = v.partnershipTitle(row.Partnership)
	e.Where, _ = v.called(row.RegionZh, row.RegionEn, row.RegionSv)
	for _, y := range row.Parties {
		e.Parties = append(e.Parties, v.orgNamed(y.OrgKind, y.OrgKey, y.OrgZh, y.OrgEn, y.OrgSv))
	}
	if row.OriginReference != "" {
		e.From = &web.Anchor{Word: row.OriginReference, Href: web.Link(v.t, row.OriginPath)}
	}
	return e
}

// partnershipTitle is the title for the reader, and the language it is in where that is not the page's.
func (v *visit) partnershipTitle(p partnership.Partnership) (title, tag string) {
	title, in := p.Title(v.code())
	if p.Erased() {
		return v.t.Say("proposal.erased_title"), ""
	}
	if in != v.code() {
		tag = tagOf(in)
	}
	return title, tag
}

func (v *visit) partnershipStatus(p partnership.Partnership) web.Status {
	s := web.Status{Family: web.Waiting, Word: v.t.Of("state.partnership", p.State)}
	switch p.State {
	case partnership.Active:
		s.Family = web.Open
	case partnership.Agreed:
		s.Family = web.Done
	case partnership.Ended, partnership.Withdrawn, partnership.Declined:
		s.Family = web.Neutral
	}
	return s
}

// partnershipPage shows one partnership.
func partnershipPage(v *visit) error {
	ctx := v.Request().Context()
	row, err := v.s.Partnerships.Find(ctx, v.actor, v.Param("key"), v.Param("no"))
	if err != nil {
		return err
	}
	title, tag := v.partnershipTitle(row.Partnership)
	page, err := v.page(title, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Path, page.Print = row.Class != policy.Public, row.Path(), row.Reference
	if page.Funding != nil { // organisations' word: the donors seem not to have signed it
		page.Funding.Plain = true
	}
	view := web.PartnershipView{Page: page, Crumbs: v.partnershipCrumbs(row), Ref: row.Reference, Title: title, Lang: tag, Status: []web.Status{v.partnershipStatus(row.Partnership)},
		Stops: v.partnershipStops(row.Partnership), Names: v.titlesIn(row.Language, row.Titles()), Scope: web.Wording{HTML: markup.Render(row.Scope).HTML, Lang: tagOf(row.Language)},
		Parties: v.partyLines(row), Facts: v.partnershipFacts(row), Share: web.Link(v.t, row.Path())}
	if row.Reason != "" && (row.State == partnership.Declined || row.State == partnership.Ended || row.State == partnership.Withdrawn) {
		view.Notes = []web.PostNote{{Kind: web.Warning, Title: v.t.Of("partnership.reason_of", row.State), Words: row.Reason, Label: v.t.Say("post.reason_given")}}
	}
	v.partnershipActs(row, &view)
	if err := v.layErase(row.Record(), row.Erased(), &view.Notes, &view.Acts); err != nil {
		return err
	}
	lines, err := v.s.Register.Timeline(ctx, v.actor, row.Record())
	if err != nil {
		return err
	}
	people, err := v.actors(lines)
	if err != nil {
		return err
	}
	view.Entries = v.commitmentEntries(lines, v.entryLines(lines, people))
	return v.show(http.StatusOK, web.PartnershipPage(view))
}

// partnershipCrumbs lead from a page about a partnership back to it.
func (v *visit) partnershipCrumbs(row partnership.Row, more ...string) []web.Anchor {
	name, tag := v.called(row.ForumZh, row.ForumEn, row.ForumSv)
	crumbs := []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, {Word: name, Lang: tag, Href: web.Link(v.t, "/f/"+row.ForumKey)},
		{Word: v.t.Say("partnership.list"), Href: v.partnershipsAt(row.ForumKey, "", "")}}
	if len(more) == 0 {
		return append(crumbs, web.Anchor{Word: row.Reference})
	}
	crumbs = append(crumbs, web.Anchor{Word: row.Reference, Href: web.Link(v.t, row.Path())})
	for _, word := range more {
		crumbs = append(crumbs, web.Anchor{Word: word})
	}
	return crumbs
}

// partnershipStops are the stages of a partnership's way.
func (v *visit) partnershipStops(p partnership.Partnership) []web.Stop {
	stop := func(name string) web.Stop { return web.Stop{Word: v.t.Of("partnership.stop", name)} }
	all := []web.Stop{stop("confirm"), stop("agree"), stop("active"), stop("end")}
	now := map[string]int{partnership.Proposed: 0, partnership.Declined: 0, partnership.Withdrawn: 0, partnership.Agreed: 1, partnership.Active: 2, partnership.Ended: 3}[p.State]
	if p.AgreedAt != nil {
		all[1].When = *p.AgreedAt
	}
	if p.ActiveAt != nil {
		all[2].When = *p.ActiveAt
	}
	switch {
	case p.State == partnership.Ended:
		all[3].When = p.StateSince
	case p.Ends != "":
		all[3].Note = v.t.Say("commitment.until", fault.Args{"Day": v.t.Date(dayOf(p.Ends), lang.Beijing)})
	}
	if p.State == partnership.Withdrawn || p.State == partnership.Declined {
		all = []web.Stop{{Word: v.t.Of("state.partnership", p.State), When: p.StateSince}}
	}
	for i := range all {
		all[i].Past, all[i].Now = i < now, i == now
	}
	return all
}

// partyLines are the parties, each with what it brings and whether it has confirmed.
func (v *visit) partyLines(row partnership.Row) []web.PartyLine {
	var list []web.PartyLine
	for _, y := range row.Parties {
		line := web.PartyLine{Org: v.orgNamed(y.OrgKind, y.OrgKey, y.OrgZh, y.OrgEn, y.OrgSv), Brings: y.Brings, Lang: tagOf(row.Language),
			Status: web.Status{Family: web.Waiting, Word: v.t.Say("partnership.not_confirmed")}}
		if y.ConfirmedAt != nil {
			line.Status = web.Status{Family: web.Done, Word: v.t.Say("partnership.confirmed_on", fault.Args{"Day": v.t.Date(*y.ConfirmedAt, lang.Beijing)})}
		}
		list = append(list, line)
	}
	return list
}

// partnershipFacts are what stands beside the words.
func (v *visit) partnershipFacts(row partnership.Row) []web.Pair {
	var facts []web.Pair
	if where, tag := v.called(row.RegionZh, row.RegionEn, row.RegionSv); where != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("partnership.f.region"), Text: where, Lang: tag})
	}
	if row.Starts != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("partnership.f.starts"), Body: web.Day(v.t, dayOf(row.Starts), lang.Beijing)})
	}
	if row.Ends != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("partnership.f.ends"), Body: web.Day(v.t, dayOf(row.Ends), lang.Beijing)})
	}
	if row.OriginReference != "" {
		title, in := row.Comes(v.code())
		facts = append(facts, web.Pair{Key: v.t.Say("commitment.from"), Body: web.Ref(row.OriginReference, web.Link(v.t, row.OriginPath))},
			web.Pair{Key: v.t.Say("commitment.from_title"), Body: web.Foreign(title, tagOf(in))})
	}
	if row.OriginWords != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("commitment.origin_words"), Body: web.Typed(v.t, "", row.OriginWords)})
	}
	if row.OriginOn != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("commitment.origin_on"), Body: web.Day(v.t, dayOf(row.OriginOn), lang.Beijing)})
	}
	if u, err := url.Parse(row.AgreementLink); err == nil && row.AgreementLink != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("partnership.agreement"), Body: web.Outside(row.AgreementLink, u.Hostname())})
	}
	if v.s.Partnerships.OpensFile(v.actor, row.Partnership) {
		facts = append(facts, web.Pair{Key: v.t.Say("partnership.agreement_file"), Body: web.LinkButton("", web.Link(v.t, "/partnership-file/"+row.FileID), "download", v.t.Say("commitment.open_file"))})
	}
	return facts
}

// partnershipActs fills what the viewer may do, and why what is hers cannot be done.
func (v *visit) partnershipActs(row partnership.Row, view *web.PartnershipView) {
	if v.actor.Visitor() {
		return
	}
	for _, o := range v.s.Partnerships.Options(v.actor, row) {
		if o.Blocked != nil {
			if o.Blocked.ID == "guard.partnership.proposer" || o.Blocked.ID == "guard.partnership.waiting" {
				view.Why = append(view.Why, v.t.Message(*o.Blocked))
			}
			continue
		}
		a := web.Act{Word: v.t.Of("verb.partnership", o.Verb), Href: web.Link(v.t, "/partnership/"+row.ID+"/"+o.Verb)}
		switch o.Verb {
		case "confirm", "activate":
			a.Kind = "first"
		case "withdraw", "end":
			a.Kind = "danger"
		}
		view.Acts = append(view.Acts, a)
	}
}

// layPartnerships lays out what waits for her organisations' confirmation, and what came back to, or waits for, the secretary.
func (v *visit) layPartnerships(d *laid) error {
	rows, err := v.s.Partnerships.Duties(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	for _, row := range rows {
		task, mine := v.partnershipTask(row)
		if task == "" {
			continue
		}
		item := web.DeskItem{Task: v.t.Of("desk.partnership", task), Ref: row.Reference, Href: web.Link(v.t, row.Path()), Status: []web.Status{v.since(web.Waiting, row.StateSince)}}
		item.Title, item.Lang = v.partnershipTitle(row.Partnership)
		if mine {
			item.Status[0].Family = web.Needs
			d.needs = append(d.needs, item)
		} else {
			d.waits = append(d.waits, item)
		}
	}
	return nil
}

// partnershipTask says what a partnership asks of the viewer, and whether it is hers to do; "" where it is no business of hers.
func (v *visit) partnershipTask(row partnership.Row) (task string, mine bool) {
	may := func(verb string) bool { return v.s.Partnerships.May(v.actor, row, verb) == nil }
	switch {
	case may("confirm"):
		return "confirm", true
	case may("activate"):
		return "activate", true
	case row.State == partnership.Declined && may("revise"):
		return "declined", true
	case row.State == partnership.Proposed && may("decline"): // her organisation has confirmed
		return "waiting", false
	}
	return "", false
}
