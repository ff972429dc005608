package site

import (
	"net/http"
	"net/url"
	"time"

	"sametable/internal/commitment"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/web"
)

// commitmentRoutes are the pages of what organisations have promised.
func (s *Site) commitmentRoutes() []Route {
	return []Route{
		get("/:l/commitments", anyone, commitmentList),
		get("/:l/f/:key/c/:no", anyone, commitmentPage),
		get("/:l/f/:key/commitments/new", signedIn, commitmentNewPage),
		post("/:l/f/:key/commitments/new", signedIn, commitmentNew),
		get("/:l/commitment/:id/propose_again", signedIn, commitmentAgainPage),
		post("/:l/commitment/:id/propose_again", signedIn, commitmentAgain),
		get("/:l/commitment/:id/:verb", signedIn, commitmentVerbPage),
		post("/:l/commitment/:id/:verb", signedIn, commitmentVerb),
		get("/:l/commitment-file/:id", signedIn, commitmentFile),
	}
}

// commitmentStage is a group of states under which a list shows commitments.
type commitmentStage struct {
	name   string
	states []string
	late   bool // of them, those that are overdue
}

func commitmentStages() []commitmentStage {
	return []commitmentStage{
		{name: "proposed", states: []string{commitment.Proposed, commitment.Refused}},
		{name: "running", states: []string{commitment.Accepted, commitment.InProgress, commitment.Reopened}},
		{name: "overdue", states: []string{commitment.Accepted, commitment.InProgress, commitment.Reopened}, late: true},
		{name: "reported", states: []string{commitment.Reported}},
		{name: "verified", states: []string{commitment.Verified}},
		{name: "cancelled", states: []string{commitment.Cancelled}},
	}
}

// commitmentsAt is the list, narrowed; what is empty does not narrow.
func (v *visit) commitmentsAt(pairs ...string) string {
	query := url.Values{}
	for i := 0; i < len(pairs); i += 2 {
		if pairs[i+1] != "" {
			query.Set(pairs[i], pairs[i+1])
		}
	}
	at := web.Link(v.t, "/commitments")
	if len(query) > 0 {
		at += "?" + query.Encode()
	}
	return at
}

// commitmentList shows what was promised, in all forums or in one, as far as the viewer may see it.
func commitmentList(v *visit) error {
	ctx := v.Request().Context()
	forums, err := v.s.Forums.Overview(ctx)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("commitment.list"), web.SectionForums)
	if err != nil {
		return err
	}
	key, owner, chosen := v.QueryParam("forum"), v.QueryParam("owner"), v.QueryParam("stage")
	view := web.CommitmentsView{Page: page, Lead: v.t.Say("commitment.list_lead"), Empty: v.t.Say("commitment.none"), All: v.commitmentsAt(), Filtered: key != "" || owner != ""}
	filter := commitment.Filter{After: v.QueryParam("after")}
	if f, known := v.forumIn(forums, key); known {
		filter.Forum = f.ID
		view.Crumbs = []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, v.forumAnchor(f), {Word: page.Title}}
		if commitment.MayEnter(v.actor.RolesIn(f.ID, v.now)) == nil {
			view.Add = web.Link(v.t, f.Path()+"/commitments/new")
		}
	}
	keepers, err := v.s.Commitments.Keepers(ctx, v.actor, filter.Forum)
	if err != nil {
		return err
	}
	for _, o := range keepers {
		if o.Key == owner {
			filter.Owner = o.ID
		}
	}
	view.Filters = []web.Choice{v.forumFilter(forums, key), v.ownerFilter(keepers, owner)}
	counts, err := v.s.Commitments.Count(ctx, v.actor, filter)
	if err != nil {
		return err
	}
	v.commitmentTabs(&view, &filter, counts, chosen)
	rows, more, err := v.s.Commitments.List(ctx, v.actor, filter)
	if err != nil {
		return err
	}
	for _, row := range rows {
		view.Rows = append(view.Rows, v.commitmentEntry(row))
	}
	if more {
		view.Older = v.commitmentsAt("forum", key, "owner", owner, "stage", view.Stage, "after", rows[len(rows)-1].ID)
	}
	return v.show(http.StatusOK, web.Commitments(view))
}

// commitmentTabs fills the stages with their numbers, and narrows the list to the one that is chosen.
func (v *visit) commitmentTabs(view *web.CommitmentsView, filter *commitment.Filter, counts commitment.Counts, chosen string) {
	key, owner, total := v.QueryParam("forum"), v.QueryParam("owner"), 0
	for _, s := range commitmentStages() {
		n := 0
		for _, state := range s.states {
			n += counts.By[state]
		}
		if s.late {
			n = counts.Overdue
		} else {
			total += n
		}
		if s.name == chosen {
			view.Stage, view.Empty = s.name, v.t.Say("commitment.none_in_stage")
			filter.States, filter.Overdue, filter.Soonest = s.states, s.late, s.late || s.name == "running"
		}
		if n > 0 || s.name == chosen {
			view.Stages = append(view.Stages, web.Tab{Word: v.t.Of("commitment.stage", s.name), Href: v.commitmentsAt("forum", key, "owner", owner, "stage", s.name),
				Current: s.name == chosen, Count: n})
		}
	}
	if chosen != "" && view.Stage == "" {
		v.unknownFilter(&view.Page, chosen)
	}
	view.Stages = append([]web.Tab{{Word: v.t.Say("commitment.stage_all"), Href: v.commitmentsAt("forum", key, "owner", owner), Current: view.Stage == "", Count: total}}, view.Stages...)
}

// forumIn finds a forum by its key among those there are.
func (v *visit) forumIn(forums []forum.Overview, key string) (forum.Forum, bool) {
	for _, f := range forums {
		if f.Key == key {
			return f.Forum, true
		}
	}
	return forum.Forum{}, false
}

// forumFilter lets the reader choose a forum.
func (v *visit) forumFilter(forums []forum.Overview, chosen string) web.Choice {
	c := web.Choice{Ask: web.Ask{Name: "forum", Label: v.t.Say("commitment.forum"), Value: chosen, Optional: true, Filter: true},
		Options: []web.Option{{Word: v.t.Say("commitment.all_forums")}}}
	for _, f := range forums {
		c.Options = append(c.Options, web.Option{Value: f.Key, Word: f.Name(v.code())})
	}
	return v.offered(c)
}

// ownerFilter lets her choose an organisation among those that have promised something.
func (v *visit) ownerFilter(keepers []organisation.Organisation, chosen string) web.Choice {
	c := web.Choice{Ask: web.Ask{Name: "owner", Label: v.t.Say("commitment.owner"), Value: chosen, Optional: true, Filter: true},
		Options: []web.Option{{Word: v.t.Say("commitment.all_owners")}}}
	for _, o := range v.sorted(keepers) {
		org := v.orgOf(o)
		c.Options = append(c.Options, web.Option{Value: o.Key, Word: org.Name, Lang: org.Lang})
	}
	return v.offered(c)
}

// commitmentEntry is one commitment in a list.
func (v *visit) commitmentEntry(row commitment.Row) web.CommitmentEntry {
	e := web.CommitmentEntry{Ref: row.Reference, Href: web.Link(v.t, row.Path()), Status: v.commitmentStatus(row.Commitment), Owner: v.commitmentOwner(row),
		Due: dayOf(row.Due)}
	e.Title, e.Lang = v.commitmentTitle(row.Commitment)
	if row.OriginReference != "" {
		e.From = &web.Anchor{Word: row.OriginReference, Href: web.Link(v.t, row.OriginPath)}
	}
	return e
}

// commitmentTitle is the title for the reader, and the language it is in where that is not the page's.
func (v *visit) commitmentTitle(c commitment.Commitment) (title, tag string) {
	title, in := c.Title(v.code())
	if c.Erased() {
		return v.t.Say("proposal.erased_title"), ""
	}
	if in != v.code() {
		tag = tagOf(in)
	}
	return title, tag
}

func (v *visit) commitmentOwner(row commitment.Row) web.Org {
	return v.orgNamed(row.OwnerKind, row.OwnerKey, row.OwnerZh, row.OwnerEn, row.OwnerSv)
}

// dayOf is a day in Beijing, as it stands in a row.
func dayOf(day string) time.Time {
	at, err := time.ParseInLocation(time.DateOnly, day, lang.Beijing.Location())
	if err != nil { // no row has such a day: the form reads it
		return time.Time{}
	}
	return at
}

// commitmentStatus is what a reader must know of a commitment at once: where it stands, and how its day does.
func (v *visit) commitmentStatus(c commitment.Commitment) []web.Status {
	s := web.Status{Family: web.Waiting, Word: v.t.Of("state.commitment", c.State)}
	switch c.State {
	case commitment.Verified:
		s.Family = web.Done
	case commitment.Cancelled, commitment.Refused:
		s.Family = web.Neutral
	case commitment.InProgress:
		s.Family = web.Open
	}
	all := []web.Status{s}
	if c.Overdue(v.now) {
		all = append(all, web.Status{Family: web.Overdue, Word: v.t.Remaining(c.Ends().Add(-time.Second), v.now)})
	} else if c.State == commitment.Accepted || c.State == commitment.InProgress || c.State == commitment.Reopened {
		all = append(all, web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(c.Ends().Add(-time.Second), v.now)})
	}
	if c.Extended > 0 {
		all = append(all, web.Status{Family: web.Neutral, Word: v.t.Count("commitment.extended_n", c.Extended)})
	}
	return all
}
