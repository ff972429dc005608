package site

import (
	"slices"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/web"
)

// peoplePage is who belongs to an organisation, for its members and whoever looks after them.
func peoplePage(v *visit) error {
	o, err := v.peopleOf()
	if err != nil {
		return err
	}
	return v.showPeople(o, nil)
}

// peopleOf finds the organisation whose people the viewer may see.
func (v *visit) peopleOf() (organisation.Organisation, error) {
	o, err := v.s.Organisations.Find(v.Request().Context(), v.actor, v.Param("key"))
	if err != nil {
		return o, err
	}
	if _, member := v.actor.Member(o.ID); !member && !v.tendsPeople(o.ID) {
		return o, fault.NotFound()
	}
	return o, nil
}

func (v *visit) showPeople(o organisation.Organisation, bad *fault.Fault) error {
	ctx := v.Request().Context()
	people, err := v.s.Organisations.People(ctx, v.actor, o.ID)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("org_page.people"), web.SectionOrganisations)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.PeopleView{Page: page, Crumbs: v.organisationCrumbs(o, v.t.Say("org_page.people")), Org: v.orgOf(o), Tends: v.tendsPeople(o.ID)}
	versions := map[policy.PersonID]account.Person{}
	focal := focalPoints(people)
	if view.Tends {
		ids := make([]policy.PersonID, len(people))
		for i, m := range people {
			ids[i] = m.PersonID
		}
		if versions, err = v.s.Accounts.Named(ctx, ids...); err != nil {
			return err
		}
		open, err := v.s.Accounts.Invitations(ctx, v.actor, o.ID)
		if err != nil {
			return err
		}
		view.Open = v.openInvitations(open, "/o/"+o.Key+"/invitation/")
		if o.State != organisation.Declined && o.State != organisation.Closed {
			form := v.inviteForm("/o/"+o.Key+"/invite", inviting{focal: len(people) == 0, member: focal > 0 && !v.actor.FocalPointOf(o.ID)}, bad)
			view.Invite = &form
		}
	}
	for _, m := range people {
		view.Members = append(view.Members, v.memberView(o, m, versions[m.PersonID], focal))
	}
	return v.show(status(bad), web.People(view))
}

// focalPoints counts who answers for an organisation.
func focalPoints(people []organisation.Member) int {
	n := 0
	for _, m := range people {
		if m.FocalPoint {
			n++
		}
	}
	return n
}

// memberView is one member with what the viewer may do for her. focal: how many focal points there are.
func (v *visit) memberView(o organisation.Organisation, m organisation.Member, p account.Person, focal int) web.MemberView {
	view := web.MemberView{Username: m.Username, Since: m.Since, You: m.PersonID == v.actor.Person}
	view.Name, view.Lang = v.postName(m.Name, m.Latin)
	if view.Name != m.Name {
		view.Other = m.Name
	} else if m.Latin != "" {
		view.Other = m.Latin
	}
	view.Post, view.PostLang = v.called(m.PostZh, m.PostEn, m.PostSv)
	if m.FocalPoint {
		view.Marks = append(view.Marks, web.Status{Family: web.Open, Icon: "person", Word: v.t.Say("org_page.focal_point")})
	}
	if m.Verified {
		view.Marks = append(view.Marks, web.Status{Family: web.Done, Word: v.t.Say("org_page.verified")})
	}
	if m.State != account.Active {
		view.Marks = append(view.Marks, web.Status{Family: web.Overdue, Icon: "lock", Word: v.t.Of("state.person", m.State)})
	}
	view.Acts = v.memberActs(o, m, p, focal)
	return view
}

func (v *visit) memberActs(o organisation.Organisation, m organisation.Member, p account.Person, focals int) []web.Act {
	last := focals == 1 && m.FocalPoint
	at := web.Link(v.t, "/o/"+o.Key+"/member/"+m.ID)
	_, inside := v.actor.Member(o.ID)
	if m.PersonID == v.actor.Person {
		if last {
			return nil
		}
		return []web.Act{{Word: v.t.Say("org_page.leave"), Kind: "danger", Href: at + "/end"}}
	}
	if !v.tendsPeople(o.ID) {
		return nil
	}
	var acts []web.Act
	focal := web.Act{Word: v.t.Say("org_page.name_focal"), Action: at + "/focal", Nonce: clock.NewSecret(), Version: m.Version, Fields: []web.Hidden{{Name: "on", Value: "1"}}}
	if m.FocalPoint {
		focal.Word, focal.Fields = v.t.Say("org_page.relieve_focal"), []web.Hidden{{Name: "on", Value: "0"}}
	}
	if names := focals == 0 || v.actor.FocalPointOf(o.ID); !last && (m.FocalPoint || names) {
		acts = append(acts, focal)
	}
	if v.actor.FocalPointOf(o.ID) || v.actor.Has(policy.Administrator) {
		if !m.Verified {
			acts = append(acts, web.Act{Word: v.t.Say("org_page.verify"), Action: at + "/verify", Nonce: clock.NewSecret(), Version: p.Version})
		}
		if m.State == account.Active {
			acts = append(acts, web.Act{Word: v.t.Say("org_page.reset"), Href: at + "/reset"})
		}
	}
	if !last || !inside {
		acts = append(acts, web.Act{Word: v.t.Say("org_page.end"), Kind: "danger", Href: at + "/end"})
	}
	return acts
}

// memberOf finds the member of the address.
func (v *visit) memberOf() (organisation.Organisation, organisation.Member, error) {
	o, err := v.peopleOf()
	if err != nil {
		return o, organisation.Member{}, err
	}
	people, err := v.s.Organisations.People(v.Request().Context(), v.actor, o.ID)
	if err != nil {
		return o, organisation.Member{}, err
	}
	at := slices.IndexFunc(people, func(m organisation.Member) bool { return m.ID == v.Param("id") })
	if at < 0 {
		return o, organisation.Member{}, fault.NotFound()
	}
	return o, people[at], nil
}

// version is the version of the row a form was filled in on. What cannot be read is none there ever was, so that no room takes it.
func (v *visit) version() int { return number(v.FormValue("version")) }

// garbled tells whether the form says a version that cannot be read.
func (v *visit) garbled() bool { return v.FormValue("version") != "" && v.version() < 0 }

// memberFocal makes a member focal point, or relieves her.
func memberFocal(v *visit) error {
	o, m, err := v.memberOf()
	if err != nil {
		return err
	}
	var unread fault.Fields
	on := input.Choice(&unread, "on", v.FormValue("on"), []string{"0", "1"})
	if err := unread.Err(); err != nil && v.tendsPeople(o.ID) {
		return v.peopleRefused(o, err)
	}
	step := organisation.MemberStep{Membership: m.ID, FocalPoint: on == "1", Version: v.version()}
	if err := v.s.Organisations.SetFocalPoint(v.once().Context(), v.actor, step); err != nil {
		return v.peopleRefused(o, err)
	}
	return v.to("/o/"+o.Key+"/people", "saved")
}

// memberVerify notes that the viewer has checked who a member is.
func memberVerify(v *visit) error {
	o, m, err := v.memberOf()
	if err != nil {
		return err
	}
	if _, err := v.s.Organisations.Verify(v.once().Context(), v.actor, m.PersonID, v.version()); err != nil {
		return v.peopleRefused(o, err)
	}
	return v.to("/o/"+o.Key+"/people", "saved")
}

// peopleRefused shows the people again with what was wrong.
func (v *visit) peopleRefused(o organisation.Organisation, err error) error {
	if f, ok := v.refused(err); ok && v.tendsPeople(o.ID) {
		return v.showPeople(o, f)
	}
	return err
}
