package site

import (
	"net/http"
	"slices"
	"strings"

	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// forumRoutes are the pages of the forum room: forums, seats and mandates.
func (s *Site) forumRoutes() []Route {
	return []Route{
		get("/:l/forums", anyone, forumList),
		get("/:l/forums/new", signedIn, foundPage),
		post("/:l/forums/new", signedIn, foundForum),
		get("/:l/f/:key", anyone, forumPage),
		get("/:l/f/:key/seats", anyone, seatsPage),
		post("/:l/f/:key/seats", signedIn, seatGive),
		get("/:l/f/:key/seats/:id/end", signedIn, seatEndPage),
		post("/:l/f/:key/seats/:id/end", signedIn, seatEnd),
		get("/:l/f/:key/mandates", signedIn, mandatesPage),
		post("/:l/f/:key/mandates", signedIn, mandatePropose),
		get("/:l/mandate/:id/:verb", signedIn, mandateStepPage),
		post("/:l/mandate/:id/:verb", signedIn, mandateStep),
	}
}

// forumList shows every forum.
func forumList(v *visit) error {
	page, err := v.page(v.t.Say("web.forums"), web.SectionForums)
	if err != nil {
		return err
	}
	all, err := v.s.Forums.Overview(v.Request().Context())
	if err != nil {
		return err
	}
	view := web.ForumsView{Page: page}
	for _, o := range all {
		view.Forums = append(view.Forums, v.forumEntry(o))
	}
	if policy.May(policy.FoundForum, v.actor.OfficeRoles()) {
		view.Found = web.Link(v.t, "/forums/new")
	}
	return v.show(http.StatusOK, web.ForumsPage(view))
}

// forumEntry is a forum in a list.
func (v *visit) forumEntry(o forum.Overview) web.ForumEntry {
	e := web.ForumEntry{Key: o.Key, Region: organisation.Region{Zh: o.RegionZh, En: o.RegionEn, Sv: o.RegionSv}.Name(v.code()), Name: o.Name(v.code()), Href: web.Link(v.t, o.Path()), Status: v.forumStatus(o.State), Groups: tallied(o.Seats),
		Threads: o.Threads, Posts: o.Posts}
	if o.ActiveSince != nil {
		e.Since = *o.ActiveSince
	}
	return e
}

func (v *visit) forumStatus(state string) web.Status {
	s := web.Status{Family: web.Waiting, Word: v.t.Of("state.forum", state)}
	if state == forum.Active {
		s.Family = web.Done
	}
	return s
}

func (v *visit) charterStatus(state string) web.Status {
	s := web.Status{Family: web.Waiting, Word: v.t.Of("state.charter", state)}
	switch state {
	case forum.CharterAdopted:
		s.Family = web.Done
	case forum.CharterConsultation:
		s.Family = web.Open
	case forum.CharterSuperseded, forum.CharterRejected:
		s.Family = web.Neutral
	}
	return s
}

// threadsOnForum is how many discussions a forum's own page shows.
const threadsOnForum = 6

// forumPage shows one body: its charter in short, who sits there, and what is talked about.
func forumPage(v *visit) error {
	view, err := v.forum()
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, web.ForumPage(view))
}

func (v *visit) forum() (web.ForumView, error) {
	var view web.ForumView
	ctx := v.Request().Context()
	table, err := v.s.Forums.Table(ctx, v.Param("key"))
	if err != nil {
		return view, err
	}
	f := table.Forum
	bench, err := v.s.Forums.Bench(ctx, v.actor, f)
	if err != nil {
		return view, err
	}
	rows, err := v.s.Threads.List(ctx, v.actor, f.ID, v.code(), threadsOnForum+1)
	if err != nil {
		return view, err
	}
	page, err := v.page(f.Name(v.code()), web.SectionForums)
	if err != nil {
		return view, err
	}
	page.Print = f.Key
	seats, err := v.seatGroups(table)
	if err != nil {
		return view, err
	}
	view = web.ForumView{Page: page, Key: f.Key, Region: table.Region.Name(v.code()), Name: f.Name(v.code()), Status: v.forumStatus(f.State), Charter: v.charterStatus(table.Charter.State),
		Href: web.Link(v.t, f.Path()+"/charter"), Seats: seats, Voting: table.Voting(), Rules: v.rulesInShort(table),
		Threads: v.forumThreads(rows), SeatsAt: web.Link(v.t, f.Path()+"/seats")}
	for _, seat := range table.Seats {
		if seat.Voting {
			view.Table = append(view.Table, web.Seat{Kind: string(seat.Kind), Present: true})
		}
	}
	if table.Charter.State == forum.CharterAdopted && table.Charter.AdoptedOn != nil {
		view.Adopted = *table.Charter.AdoptedOn
	}
	if len(rows) > 0 {
		view.More = &web.Anchor{Word: v.t.Say("forum.all_discussions"), Href: web.Link(v.t, f.Path()+"/threads")}
	}
	v.forumPeople(&view, f, bench)
	v.forumVoice(&view, f)
	if err := v.forumProposals(&view, f); err != nil {
		return view, err
	}
	view.Follows = []web.Anchor{{Word: v.t.Say("meeting.list"), Href: web.Link(v.t, f.Path()+"/meetings")}, {Word: v.t.Say("results.title"), Href: v.resultsAt("/results", "forum", f.Key)}, {Word: v.t.Say("commitment.list"), Href: v.commitmentsAt("forum", f.Key)}, {Word: v.t.Say("partnership.list"), Href: v.partnershipsAt(f.Key, "", "")}}
	if err := v.forumMeeting(&view, f); err != nil {
		return view, err
	}
	if len(rows) == 0 {
		if err := v.forumTalk(&view, f); err != nil {
			return view, err
		}
	}
	return view, nil
}

// forumThreads are the first of a forum's discussions.
func (v *visit) forumThreads(rows []thread.Row) []web.Recent {
	var list []web.Recent
	for _, row := range rows[:min(len(rows), threadsOnForum)] {
		title := threadTitle(row.Title)
		r := web.Recent{Ref: row.Reference, Title: title.Text, Href: web.Link(v.t, row.Path()), Posts: row.Posts, At: row.LastAt}
		if title.Lang != v.t.Tag() {
			r.Lang = title.Lang
		}
		list = append(list, r)
	}
	return list
}

// forumPeople shows who presides to everybody, and the delegates to those who sit here.
func (v *visit) forumPeople(view *web.ForumView, f forum.Forum, bench []forum.BenchRow) {
	for _, role := range []policy.Capacity{policy.Convener, policy.Chair, policy.Secretary} {
		for _, row := range bench {
			if row.Capacity == role && row.Officer(v.now) {
				view.Officers = append(view.Officers, web.OfficerLine{Role: v.t.Of("capacity", string(role)), Actor: v.holder(row)})
			}
		}
	}
	view.Inside = policy.May(policy.ReadMembersArea, v.actor.RolesIn(f.ID, v.now))
	if !view.Inside {
		return
	}
	view.Mandates = web.Link(v.t, f.Path()+"/mandates")
	for _, row := range bench {
		if row.State == forum.Confirmed {
			v.seatPerson(view, v.holder(row), v.t.Of("capacity", string(row.Capacity)))
		}
	}
}

// seatPerson puts somebody beside the organisation she speaks for, once, with all she is at the table. Who sits there without a
// seat, such as the facilitator, comes behind the others of the group.
func (v *visit) seatPerson(view *web.ForumView, who web.Actor, role string) {
	group := slices.IndexFunc(view.Seats, func(g web.SeatGroup) bool { return g.Kind == who.Org.Kind })
	if group < 0 {
		group = len(view.Seats)
		view.Seats = append(view.Seats, web.SeatGroup{Kind: who.Org.Kind})
	}
	g := &view.Seats[group]
	at := slices.IndexFunc(g.Orgs, func(s web.SeatLine) bool { return s.Org.Href == who.Org.Href })
	if at < 0 {
		at = len(g.Orgs)
		g.Orgs = append(g.Orgs, web.SeatLine{Org: *who.Org})
	}
	people := &g.Orgs[at].People
	if i := slices.IndexFunc(*people, func(p web.SeatPerson) bool { return p.Name == who.Name }); i >= 0 {
		(*people)[i].Roles = v.t.List([]string{(*people)[i].Roles, strings.ToLower(role)}) // a role is no proper name
		return
	}
	*people = append(*people, web.SeatPerson{Name: who.Name, Lang: who.Lang, Roles: role})
}

// forumTalk gives those who may read no discussion here the numbers of what is said, and in the demo a way to read it.
func (v *visit) forumTalk(view *web.ForumView, f forum.Forum) error {
	talk, err := v.s.Threads.Talk(v.Request().Context(), f.ID)
	if err != nil || talk.Threads == 0 {
		return err
	}
	view.Talk = &web.Talked{LastAt: talk.LastAt, Groups: tallied(talk.Groups), Figures: []web.Figure{
		{Value: v.t.Number(talk.Threads), Name: v.t.Count("home.threads_n", talk.Threads)},
		{Value: v.t.Number(talk.Posts), Name: v.t.Count("home.posts_n", talk.Posts)}}}
	if len(v.s.Demo) > 0 && v.actor.Visitor() {
		view.TryDemo = view.SignIn
	}
	return nil
}

// forumVoice says what the reader could do here: open a discussion, sign in, or learn how one comes to sit here.
func (v *visit) forumVoice(view *web.ForumView, f forum.Forum) {
	if _, speaks := v.voice(f.ID); speaks {
		view.Write = web.Link(v.t, f.Path()+"/write")
	}
	switch {
	case v.actor.Visitor():
		view.Silence, view.SignIn = v.t.Say("forum.why_visitor"), web.Link(v.t, "/login")+"?to="+f.Path()
	case !view.Inside:
		view.Silence = v.t.Say("forum.why_stranger")
		if v.focalPoint() {
			view.Mandates = web.Link(v.t, f.Path()+"/mandates")
		}
	case len(view.Threads) == 0:
		view.Silence = v.t.Say("forum.no_threads")
	}
}

// focalPoint tells whether she answers for an organisation.
func (v *visit) focalPoint() bool {
	for _, m := range v.actor.Memberships {
		if m.FocalPoint {
			return true
		}
	}
	return false
}

// holder is who holds a mandate, and for whom.
func (v *visit) holder(row forum.BenchRow) web.Actor {
	org := web.Org{Kind: string(row.Kind), Href: web.Link(v.t, "/o/"+row.OrgKey)}
	org.Name, org.Lang = v.called(row.OrgZh, row.OrgEn, row.OrgSv)
	a := web.Actor{Org: &org}
	a.Name, a.Lang = v.postName(row.PersonName, row.Latin)
	return a
}

// called is a name in the reader's language, else in the first it has, with that language.
func (v *visit) called(zh, en, sv string) (name, tag string) {
	names := map[lang.Code]string{lang.Chinese: zh, lang.English: en, lang.Swedish: sv}
	if names[v.t.Code()] != "" {
		return names[v.t.Code()], ""
	}
	for _, code := range lang.Codes() {
		if names[code] != "" {
			return names[code], code.Tag()
		}
	}
	return "", ""
}

// seatGroups are the seats by stakeholder group, each in the order of the reader's language.
func (v *visit) seatGroups(table forum.Table) ([]web.SeatGroup, error) {
	invited, err := v.s.Setup.Invited(v.Request().Context(), v.actor, table.Forum)
	if err != nil {
		return nil, err
	}
	most := table.Charter.Rules().Seats
	var groups []web.SeatGroup
	for _, kind := range policy.Kinds() {
		var rows []forum.SeatRow
		for _, seat := range table.Seats {
			if seat.Kind == kind {
				rows = append(rows, seat)
			}
		}
		g := web.SeatGroup{Kind: string(kind), Most: most[kind], Invited: v.invitedOf(invited, kind), Awaits: v.t.Say("seat.invited")}
		if kind == policy.Donor {
			g.Awaits = v.t.Say("seat.invited_observer")
		}
		if len(rows) == 0 && len(g.Invited) == 0 && most[kind] == 0 {
			continue
		}
		lang.Sort(v.t, rows, func(r forum.SeatRow) (name, key string) {
			name, _ = v.called(r.NameZh, r.NameEn, r.NameSv)
			return name, r.SortKey
		})
		for _, r := range rows {
			org := web.Org{Kind: string(kind), Href: web.Link(v.t, "/o/"+r.OrgKey)}
			org.Name, org.Lang = v.called(r.NameZh, r.NameEn, r.NameSv)
			g.Orgs = append(g.Orgs, web.SeatLine{ID: r.ID, Org: org, Voting: r.Voting, Since: r.Since})
		}
		groups = append(groups, g)
	}
	return groups, nil
}

// invitedOf are the bodies of a kind that are meant for a seat and not accredited yet. Whose file is not the viewer's is no link.
func (v *visit) invitedOf(invited []organisation.Organisation, kind policy.Kind) []web.Org {
	var orgs []web.Org
	for _, o := range v.sorted(invited) {
		if o.Kind != kind {
			continue
		}
		org := v.orgOf(o)
		if _, member := v.actor.Member(o.ID); !member && !v.actor.Has(policy.AccreditationOfficer) {
			org.Href = ""
		}
		orgs = append(orgs, org)
	}
	return orgs
}
