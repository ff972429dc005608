package site

import (
	"net/http"
	"strconv"

	"sametable/internal/clock"
	"sametable/internal/forum"
	"sametable/internal/meeting"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/web"
)

// latestOnHome is how many discussions the first page shows.
const latestOnHome = 6

// meetingsOnHome is how many meetings it shows.
const meetingsOnHome = 3

// homePage shows visitors what this is and who sits here; whoever is signed in, what waits for her first.
func homePage(v *visit) error {
	view, err := v.home()
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, web.Home(view))
}

func (v *visit) home() (web.HomeView, error) {
	ctx := v.Request().Context()
	page, err := v.page("", web.SectionNone)
	if err != nil {
		return web.HomeView{}, err
	}
	page.Description = v.t.Say("home.text")
	view := web.HomeView{Page: page, AsOf: v.now}
	tables, err := v.s.Forums.Overview(ctx)
	if err != nil {
		return view, err
	}
	view.Empty = len(tables) == 0
	for _, o := range tables {
		view.Forums = append(view.Forums, v.forumEntry(o))
	}
	latest, err := v.s.Forums.Latest(ctx, v.actor, latestOnHome)
	if err != nil {
		return view, err
	}
	view.Latest = v.recent(latest, tables)
	if view.Open, err = v.homeConsultations(); err != nil {
		return view, err
	}
	if view.Meetings, err = v.homeMeetings(); err != nil {
		return view, err
	}
	members := 0
	if v.actor.Visitor() {
		members, err = v.homeDirectory(&view)
	} else {
		err = v.homeDuties(&view)
	}
	if err != nil {
		return view, err
	}
	view.Figures = v.homeFigures(tables, members)
	view.Where = web.Anchor{Word: v.t.Say("home.see_forums"), Href: web.Link(v.t, "/forums")}
	return view, nil
}

// homeMeetings are the next meetings that were announced: those everybody may know of, the same for every reader.
func (v *visit) homeMeetings() ([]web.MeetingEntry, error) {
	rows, err := fact(v, "coming meetings", "", func() ([]meeting.Row, error) {
		rows, _, err := v.s.Meetings.List(v.Request().Context(), policy.Actor{}, meeting.Filter{Coming: true, Most: meetingsOnHome})
		return rows, err
	})
	var all []web.MeetingEntry
	for _, row := range rows {
		all = append(all, v.meetingEntry(row, true))
	}
	return all, err
}

// homeFigures are the numbers of the whole house. Members counts accredited bodies that may sit with a vote; 0 leaves them out.
func (v *visit) homeFigures(tables []forum.Overview, members int) []web.Figure {
	threads, posts := 0, 0
	for _, o := range tables {
		threads, posts = threads+o.Threads, posts+o.Posts
	}
	figures := []web.Figure{{Value: v.t.Number(len(tables)), Name: v.t.Count("home.forums_n", len(tables)), Href: web.Link(v.t, "/forums")}}
	if members > 0 {
		figures = append(figures, web.Figure{Value: v.t.Number(members), Name: v.t.Count("home.members_n", members), Href: web.Link(v.t, "/orgs")})
	}
	return append(figures, web.Figure{Value: v.t.Number(threads), Name: v.t.Count("home.threads_n", threads)},
		web.Figure{Value: v.t.Number(posts), Name: v.t.Count("home.posts_n", posts)})
}

// homeDirectory shows a visitor who takes part: by group, by region, and who bears the forum. It gives the number of members.
func (v *visit) homeDirectory(view *web.HomeView) (members int, err error) {
	all, regions, err := v.directory(organisation.Filter{})
	if err != nil {
		return 0, err
	}
	accredited := v.accredited(all)
	view.Groups = tally(accredited)
	for _, g := range view.Groups {
		if g.Kind != string(policy.Facilitator) && g.Kind != string(policy.Donor) {
			members += g.N
		}
	}
	view.Provinces = v.provinces(accredited, regions)
	for _, kind := range []policy.Kind{policy.Facilitator, policy.Donor} {
		line := web.PartnerLine{Role: v.t.Of("home.partner", string(kind))}
		for _, o := range all { // who bore it once is not forgotten when an accreditation runs out
			if o.Kind == kind && o.AccreditedAt != nil {
				line.Orgs = append(line.Orgs, v.orgOf(o))
			}
		}
		if len(line.Orgs) > 0 {
			view.Partners = append(view.Partners, line)
		}
	}
	return members, nil
}

// homeDuties is what waits for her, the most pressing first: not more than three kinds.
func (v *visit) homeDuties(view *web.HomeView) error {
	d, err := v.s.Forums.Duties(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	desk := web.Link(v.t, "/desk")
	add := func(n int, id string, family web.Family, href string) {
		if n > 0 && len(view.Duties) < 3 {
			view.Duties = append(view.Duties, web.Duty{Word: v.t.Count(id, n), Href: href, Family: family})
		}
	}
	add(d.Returned, "home.returned", web.Needs, desk)
	add(d.ToConfirm, "home.to_confirm", web.Needs, desk)
	add(d.Mandates, "home.mandates", web.Needs, desk)
	if view.Page.Person != nil {
		add(view.Page.Person.Unread, "home.unread", web.Open, web.Link(v.t, "/notices"))
	}
	add(d.Drafts, "home.drafts", web.Neutral, desk)
	add(d.Waiting, "home.waiting", web.Waiting, desk)
	view.Easy = len(view.Duties) == 0
	return nil
}

// recent fills discussions of several forums.
func (v *visit) recent(latest []forum.Latest, tables []forum.Overview) []web.Recent {
	names := map[string]string{}
	for _, o := range tables {
		names[o.Key] = o.Name(v.code())
	}
	var list []web.Recent
	for _, l := range latest {
		r := web.Recent{Ref: l.Reference, Href: web.Link(v.t, l.Path), Forum: names[l.ForumKey], Posts: l.Posts, At: l.LastAt}
		r.Title, r.Lang = v.cardTitle(l.Card)
		list = append(list, r)
	}
	return list
}

// formNonce is a fresh key for a form on a page that several forms share.
func formNonce() string { return clock.NewSecret() }

// number reads a number in a form; what is none is below every measure.
func number(raw string) int {
	n, err := strconv.Atoi(raw)
	if err != nil {
		return -1
	}
	return n
}
