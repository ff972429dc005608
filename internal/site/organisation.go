package site

import (
	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/web"
)

// organisationRoutes are the pages in which an organisation is registered, accredited and looked after.
func (s *Site) organisationRoutes() []Route {
	return []Route{
		get("/:l/accreditation", signedIn, accreditationPage),
		post("/:l/accreditation/invite", signedIn, inviteNewcomer),
		post("/:l/accreditation/invitation/:slip/revoke", signedIn, revokeNewcomer),
		get("/:l/organisations/new", signedIn, organisationNewPage),
		post("/:l/organisations/new", signedIn, organisationNew),
		get("/:l/o/:key/application", signedIn, applicationPage),
		get("/:l/o/:key/edit", signedIn, organisationEditPage),
		post("/:l/o/:key/edit", signedIn, organisationEdit),
		post("/:l/o/:key/evidence", signedIn, evidenceAdd),
		post("/:l/o/:key/evidence/:id/remove", signedIn, evidenceRemove),
		get("/:l/evidence/:id", signedIn, evidenceFile),
		get("/:l/o/:key/services/new", signedIn, serviceNewPage),
		post("/:l/o/:key/services/new", signedIn, serviceNew),
		get("/:l/o/:key/services/:id/edit", signedIn, serviceEditPage),
		post("/:l/o/:key/services/:id/edit", signedIn, serviceEdit),
		get("/:l/o/:key/services/:id/end", signedIn, serviceEndPage),
		post("/:l/o/:key/services/:id/end", signedIn, serviceEnd),
		get("/:l/o/:key/step/:verb", signedIn, organisationStepPage),
		post("/:l/o/:key/step/:verb", signedIn, organisationStep),
		get("/:l/o/:key/people", signedIn, peoplePage),
		post("/:l/o/:key/invite", signedIn, inviteMember),
		post("/:l/o/:key/invitation/:slip/revoke", signedIn, revokeInvitation),
		post("/:l/o/:key/member/:id/focal", signedIn, memberFocal),
		post("/:l/o/:key/member/:id/verify", signedIn, memberVerify),
		get("/:l/o/:key/member/:id/reset", signedIn, memberResetPage),
		post("/:l/o/:key/member/:id/reset", signedIn, memberReset),
		get("/:l/o/:key/member/:id/end", signedIn, memberEndPage),
		post("/:l/o/:key/member/:id/end", signedIn, memberEnd),
	}
}

// accreditationPage is the queue of the accreditation officers. Administrators see the proposals they may second; to everybody
// else the page does not exist.
func accreditationPage(v *visit) error { return v.showAccreditation(nil) }

func (v *visit) showAccreditation(bad *fault.Fault) error {
	if !v.actor.Has(policy.AccreditationOfficer) && !v.actor.Has(policy.Administrator) {
		return fault.NotFound()
	}
	ctx := v.Request().Context()
	queue, err := v.s.Organisations.Queue(ctx, v.actor)
	if err != nil {
		return err
	}
	drafted, err := v.s.Organisations.Drafted(ctx, v.actor)
	if err != nil {
		return err
	}
	regions, err := v.s.Organisations.Regions(ctx)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("org_page.accreditation"), web.SectionOrganisations)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.AccreditationView{Page: page}
	names := v.regionNames(regions)
	for _, o := range queue {
		view.Items = append(view.Items, v.applicant(o, names))
	}
	registers := policy.May(policy.RegisterAnyOrg, v.actor.OfficeRoles())
	for _, o := range v.sorted(drafted) {
		a := v.applicant(o, names)
		if _, own := v.actor.Member(o.ID); !registers && !own {
			a.Href = "" // its file is the officers' and its own people's
		}
		view.Drafted = append(view.Drafted, a)
	}
	if len(drafted) > 0 && !registers {
		view.Why = v.t.Say("org_page.drafts_why")
	}
	if registers {
		view.New = web.Link(v.t, "/organisations/new")
		if err := v.newcomers(&view, bad); err != nil {
			return err
		}
	}
	return v.show(status(bad), web.Accreditation(view))
}

// newcomers adds the form for somebody who brings a new organisation, and who was invited so far.
func (v *visit) newcomers(view *web.AccreditationView, bad *fault.Fault) error {
	open, err := v.s.Accounts.Invitations(v.Request().Context(), v.actor, "")
	if err != nil {
		return err
	}
	view.Open = v.openInvitations(open, "/accreditation/invitation/")
	form := v.inviteForm("/accreditation/invite", inviting{newcomer: true}, bad)
	view.Invite = &form
	return nil
}

func (v *visit) applicant(o organisation.Organisation, places map[string]string) web.Applicant {
	a := web.Applicant{Org: v.orgOf(o), Status: v.orgStatus(o), Asks: v.organisationAsks(o), Since: o.StateSince, Waiting: v.t.Ago(o.StateSince, v.now),
		Place: v.where(o, places), Href: web.Link(v.t, "/o/"+o.Key+"/application")}
	if _, own := v.actor.Member(o.ID); own {
		a.Own = v.t.Say("guard.organisation.own")
	}
	if o.ProposedVerb != "" && o.ProposedBy == v.actor.Person {
		a.Own = v.t.Say("org_page.you_proposed")
	}
	return a
}

// organisationAsks says what is asked of the officers.
func (v *visit) organisationAsks(o organisation.Organisation) string {
	switch {
	case o.ProposedVerb != "":
		return v.t.Say("org_page.asks_second", fault.Args{"Step": fault.Message{ID: organisation.Machine().VerbID(o.ProposedVerb)}})
	case o.RenewalFiled:
		return v.t.Say("org_page.asks_renewal")
	case o.State == organisation.Submitted:
		return v.t.Say("org_page.asks_review")
	case o.State == organisation.Expired:
		return v.t.Say("org_page.asks_expired")
	case o.State == organisation.Draft:
		return v.t.Say("org_page.asks_draft")
	case o.State == organisation.InfoRequested:
		return v.t.Say("org_page.asks_answer")
	}
	return v.t.Say("org_page.asks_decision")
}

// organisationCrumbs lead from a page about an organisation back to it.
func (v *visit) organisationCrumbs(o organisation.Organisation, here string) []web.Anchor {
	org := v.orgOf(o)
	return []web.Anchor{{Word: v.t.Say("web.organisations"), Href: web.Link(v.t, "/orgs")}, {Word: org.Name, Lang: org.Lang, Href: org.Href}, {Word: here}}
}

// tendsPeople tells whether the viewer looks after the people of an organisation.
func (v *visit) tendsPeople(id policy.OrganisationID) bool {
	return v.actor.FocalPointOf(id) || policy.May(policy.InviteAnyone, v.actor.OfficeRoles())
}

// organisationInside finds an organisation whose file is the viewer's business: as its member, an officer or an administrator.
func (v *visit) organisationInside() (organisation.Organisation, error) {
	o, err := v.s.Organisations.Find(v.Request().Context(), v.actor, v.Param("key"))
	if err != nil {
		return o, err
	}
	_, member := v.actor.Member(o.ID)
	if !member && !v.actor.Has(policy.AccreditationOfficer) && !v.actor.Has(policy.Administrator) {
		return o, fault.NotFound()
	}
	return o, nil
}

// inviteNewcomer invites somebody to bring a new organisation.
func inviteNewcomer(v *visit) error {
	if bad := v.unknownWay(); bad != nil && policy.May(policy.RegisterAnyOrg, v.actor.OfficeRoles()) {
		return v.showAccreditation(bad)
	}
	h, err := v.issued(v.s.Organisations.Invite(v.once().Context(), v.actor, v.invitationTyped()))
	if f, ok := v.refused(err); ok {
		return v.showAccreditation(f)
	}
	if err != nil {
		return err
	}
	return v.showSlip(h, handed{Back: "/accreditation"})
}

func revokeNewcomer(v *visit) error {
	if err := v.s.Accounts.Revoke(v.once().Context(), v.actor, account.SlipID(v.Param("slip"))); err != nil {
		return err
	}
	return v.to("/accreditation#invitations", "invitation_revoked")
}

// organisationNewPage is the form in which an officer registers a body.
func organisationNewPage(v *visit) error {
	return v.showOrganisationNew(organisation.Form{NativeLanguage: "zh", Scheme: string(organisation.USCC)}, nil)
}

func (v *visit) showOrganisationNew(form organisation.Form, bad *fault.Fault) error {
	if !policy.May(policy.RegisterAnyOrg, v.actor.OfficeRoles()) {
		return fault.NotFound()
	}
	page, err := v.page(v.t.Say("org_page.draft_body"), web.SectionOrganisations)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.LongForm{Page: page, Lead: v.t.Say("org_page.draft_lead"), Form: web.Form{Action: web.Link(v.t, "/organisations/new"), Nonce: v.nonce(), Guard: true},
		Wrongs: v.wrongs(bad, "kind"), Word: v.t.Say("org_page.draft_save"), Back: web.Link(v.t, "/accreditation"),
		Crumbs: []web.Anchor{{Word: v.t.Say("org_page.accreditation"), Href: web.Link(v.t, "/accreditation")}, {Word: v.t.Say("org_page.draft_body")}}}
	regions, err := v.s.Organisations.Regions(v.Request().Context())
	if err != nil {
		return err
	}
	view.Parts = v.organisationParts(form, nil, regions, bad)
	return v.show(status(bad), web.LongFormPage(view))
}

// organisationNew registers a body; its people page comes next, where its focal point can be invited.
func organisationNew(v *visit) error {
	form, err := v.organisationTyped()
	if err != nil {
		return err
	}
	o, err := v.s.Organisations.Draft(v.once().Context(), v.actor, form)
	if f, ok := v.refused(err); ok {
		return v.showOrganisationNew(form, f)
	}
	if err != nil {
		return err
	}
	v.taken(organisationDrafts("new")...)
	return v.to("/o/"+o.Key+"/people", "organisation_drafted")
}

// organisationEditPage is the form in which an organisation says what it is.
func organisationEditPage(v *visit) error {
	o, err := v.organisationInside()
	if err != nil {
		return err
	}
	if err := v.mayEditOrganisation(o); err != nil {
		return err
	}
	return v.showOrganisationEdit(o, o.Form(), nil)
}

// mayEditOrganisation refuses a form whose button would not work, as the room will.
func (v *visit) mayEditOrganisation(o organisation.Organisation) error {
	registering := o.State == organisation.Draft && policy.May(policy.RegisterAnyOrg, v.actor.OfficeRoles())
	switch {
	case !registering && !v.actor.FocalPointOf(o.ID):
		return fault.Forbidden("guard.organisation.focal_point", nil)
	case o.State == organisation.Declined || o.State == organisation.Closed:
		return fault.Conflict("organisation.edits_ended", nil)
	}
	return nil
}

func organisationEdit(v *visit) error {
	o, err := v.organisationInside()
	if err != nil {
		return err
	}
	form, err := v.organisationTyped()
	if err != nil {
		return err
	}
	_, err = v.s.Organisations.Edit(v.once().Context(), v.actor, o.ID, form)
	if f, ok := v.overtaken(err, o.Record()); ok {
		return v.showOrganisationEdit(o, form, f)
	}
	if err != nil {
		return err
	}
	v.taken(organisationDrafts(o.Key)...)
	return v.to("/o/"+o.Key+"/application", "organisation_saved")
}

// showOrganisationEdit shows the form. What was changed by somebody else meanwhile stands beside what was typed, and the form
// goes out with the newer version, so that sending it again is a decision.
func (v *visit) showOrganisationEdit(o organisation.Organisation, form organisation.Form, bad *fault.Fault) error {
	page, err := v.page(v.t.Say("org_page.edit"), web.SectionOrganisations)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.LongForm{Page: page, Crumbs: v.organisationCrumbs(o, v.t.Say("org_page.edit")), Lead: v.t.Say("org_page.edit_lead"), Version: o.Version,
		Form: web.Form{Action: web.Link(v.t, "/o/"+o.Key+"/edit"), Nonce: v.nonce(), Guard: true}, Wrongs: v.wrongs(bad, "services_zh"),
		Word: v.t.Say("org_page.save"), Back: web.Link(v.t, "/o/"+o.Key+"/application")}
	if o.ProposedVerb == "accredit" || o.ProposedVerb == "extend" {
		view.Notes = append(view.Notes, v.t.Say("org_page.proposal_lapses"))
	}
	if bad != nil && bad.Reason == fault.ReasonConflict {
		view.Yours, view.Theirs = v.organisationSides(form, o.Form(), lockedFields(o))
	}
	regions, err := v.s.Organisations.Regions(v.Request().Context())
	if err != nil {
		return err
	}
	view.Parts = v.organisationParts(form, &o, regions, bad)
	v.lockedPairs(&view, o, regions)
	return v.show(status(bad), web.LongFormPage(view))
}
