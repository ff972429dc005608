package site

import (
	"errors"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/web"
)

// memberEndPage asks before a membership ends, and for a reason where somebody else ends it.
func memberEndPage(v *visit) error {
	o, m, err := v.memberOf()
	if err != nil {
		return err
	}
	if m.PersonID != v.actor.Person && !v.tendsPeople(o.ID) {
		return fault.Forbidden("guard.organisation.focal_point", nil)
	}
	return v.showMemberEnd(o, m, nil)
}

func (v *visit) showMemberEnd(o organisation.Organisation, m organisation.Member, bad *fault.Fault) error {
	leaves := m.PersonID == v.actor.Person
	title, lead := v.t.Say("org_page.end"), v.t.Say("org_page.end_lead")
	if leaves {
		title, lead = v.t.Say("org_page.leave"), v.t.Say("org_page.leave_lead")
	}
	view, err := v.memberForm(o, m, title, bad)
	if err != nil {
		return err
	}
	view.Lead, view.Word, view.Kind = lead, title, "danger"
	view.Form.Action = web.Link(v.t, "/o/"+o.Key+"/member/"+m.ID+"/end")
	view.Wrongs = v.wrongs(bad, "reason")
	reason := shaped(v.FormValue("reason"))
	const longest = 1000
	area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("org_page.note"), Hint: v.t.Say("org_page.end_reason_hint"), Value: reason, Optional: leaves},
		Rows: 3, Max: longest, Check: web.Link(v.t, "/check")}
	if bad != nil {
		area.Error = web.Errors(v.t, bad.Fields)["reason"]
		v.askAnyway(area, bad)
		area.Hits = v.hits(reason, v.s.Threads.Look(reason))
	}
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: area}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// memberForm is a form about one member.
func (v *visit) memberForm(o organisation.Organisation, m organisation.Member, title string, bad *fault.Fault) (web.LongForm, error) {
	page, err := v.page(title, web.SectionOrganisations)
	if err != nil {
		return web.LongForm{}, err
	}
	page.Private = true
	name, tag := v.postName(m.Name, m.Latin)
	crumbs := v.organisationCrumbs(o, title)
	crumbs[2] = web.Anchor{Word: v.t.Say("org_page.people"), Href: web.Link(v.t, "/o/"+o.Key+"/people")}
	crumbs = append(crumbs, web.Anchor{Word: name, Lang: tag})
	return web.LongForm{Page: page, Crumbs: crumbs, Version: m.Version, Form: web.Form{Nonce: v.nonce()}, Back: web.Link(v.t, "/o/"+o.Key+"/people"),
		Wrongs: v.wrongs(bad, "how")}, nil
}

// memberEnd ends a membership.
func memberEnd(v *visit) error {
	o, m, err := v.memberOf()
	if err != nil {
		return err
	}
	step := organisation.MemberStep{Membership: m.ID, Reason: shaped(v.FormValue("reason")), Anyway: v.anyway(), Version: v.version()}
	err = v.s.Organisations.EndMembership(v.once().Context(), v.actor, step)
	if f, ok := v.overtaken(err, o.Record()); ok {
		return v.showMemberEnd(o, m, f)
	}
	if err != nil {
		return err
	}
	if m.PersonID == v.actor.Person {
		return v.to("/desk", "membership_ended")
	}
	return v.to("/o/"+o.Key+"/people", "membership_ended")
}

// memberResetPage asks how a member who cannot get in is to get her link.
func memberResetPage(v *visit) error {
	o, m, err := v.memberOf()
	if err != nil {
		return err
	}
	if !v.mayReset(o.ID) {
		return fault.Forbidden("guard.organisation.focal_point", nil)
	}
	return v.showMemberReset(o, m, nil)
}

// mayReset tells whether she may give a member of an organisation a new way in.
func (v *visit) mayReset(id policy.OrganisationID) bool {
	return v.actor.FocalPointOf(id) || v.actor.Has(policy.Administrator)
}

func (v *visit) showMemberReset(o organisation.Organisation, m organisation.Member, bad *fault.Fault) error {
	view, err := v.memberForm(o, m, v.t.Say("org_page.reset"), bad)
	if err != nil {
		return err
	}
	view.Lead, view.Word = v.t.Say("org_page.reset_lead"), v.t.Say("org_page.reset_issue")
	view.Form.Action = web.Link(v.t, "/o/"+o.Key+"/member/"+m.ID+"/reset")
	ways := []web.Option{
		{Value: "slip", Word: v.t.Say("org_page.how_slip"), Hint: v.t.Say("org_page.reset_slip_hint")},
		{Value: "mail", Word: v.t.Say("org_page.how_mail"), Hint: v.t.Say("org_page.reset_mail_hint")},
	}
	var why *fault.Fault
	if err := v.s.Organisations.MayPrint(v.Request().Context(), v.actor, m.PersonID); errors.As(err, &why) && why.Reason == fault.ReasonForbidden {
		ways = ways[1:]
		view.Notes = append(view.Notes, v.t.Say(why.Message.ID))
	} else if err != nil {
		return err
	}
	how := v.FormValue("how")
	if how == "" {
		how = ways[0].Value
	}
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Radio: &web.Choice{Ask: web.Ask{Name: "how", Label: v.t.Say("org_page.how"), Value: how}, Options: ways}}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// memberReset gives a member a link to a new password.
func memberReset(v *visit) error {
	o, m, err := v.memberOf()
	if err != nil {
		return err
	}
	if bad := v.unknownWay(); bad != nil && v.mayReset(o.ID) {
		return v.showMemberReset(o, m, bad)
	}
	h, err := v.issued(v.s.Organisations.IssueReset(v.once().Context(), v.actor, m.PersonID, v.FormValue("how") == "mail"))
	if f, ok := v.refused(err); ok {
		return v.showMemberReset(o, m, f)
	}
	if err != nil {
		return err
	}
	return v.showSlip(h, handed{Organisation: o, Back: "/o/" + o.Key + "/people"})
}

// inviting says what kind of invitation a form makes.
type inviting struct {
	focal    bool // the first of an organisation is to be its focal point
	newcomer bool // she brings an organisation, and is its focal point anyhow
	member   bool // from outside, to an organisation that names its own focal points
}

// unknownWay is what is wrong with how a link is to reach its person; nil: nothing. A way nobody offered must not end on paper.
func (v *visit) unknownWay() *fault.Fault {
	var f fault.Fields
	input.Choice(&f, "how", v.written("how"), []string{"slip", "mail"})
	bad, _ := v.refused(f.Err())
	return bad
}

// invitationTyped reads an invitation as it was sent.
func (v *visit) invitationTyped() account.Invitation {
	return account.Invitation{Name: v.written("name"), Latin: v.written("latin"), Email: v.written("email"), Language: v.written("language"),
		FocalPoint: v.written("focal_point") == "1", Checked: v.written("checked") == "1", ByMail: v.written("how") == "mail"}
}

// inviteForm asks whom to invite. Nothing but the language is needed; the link goes by mail or on a printed slip.
func (v *visit) inviteForm(action string, i inviting, bad *fault.Fault) web.LongForm {
	typed := v.invitationTyped()
	sent := bad != nil
	if !sent {
		typed = account.Invitation{Language: v.code(), FocalPoint: i.focal}
	}
	said := map[string]string{}
	if sent {
		said = web.Errors(v.t, bad.Fields)
	}
	ask := func(name, value string) web.Ask {
		return web.Ask{Name: name, Label: v.t.Of("org_page.invite_f", name), Hint: v.t.Of("org_page.invite_h", name), Value: value, Error: said[name], Optional: true}
	}
	language := web.Choice{Ask: ask("language", typed.Language), Options: languageOptions()}
	language.Optional = false
	how := web.Choice{Ask: ask("how", "slip"), Options: []web.Option{{Value: "slip", Word: v.t.Say("org_page.how_slip"), Hint: v.t.Say("org_page.slip_hint")},
		{Value: "mail", Word: v.t.Say("org_page.how_mail"), Hint: v.t.Say("org_page.mail_hint")}}}
	how.Optional = false
	if typed.ByMail {
		how.Value = "mail"
	}
	fields := []web.FormField{{Line: &web.Input{Ask: ask("name", typed.Name), Autocomplete: "off"}}, {Line: &web.Input{Ask: ask("latin", typed.Latin), Autocomplete: "off"}},
		{Radio: &language}, {Radio: &how}, {Line: &web.Input{Ask: ask("email", typed.Email), Type: "email", Autocomplete: "off"}}}
	if !i.newcomer && !i.member {
		fields = append(fields, web.FormField{Ticks: &web.Choice{Ask: ask("focal_point", ""), Options: []web.Option{
			{Value: "1", Word: v.t.Say("org_page.as_focal"), Chosen: typed.FocalPoint}}}})
	}
	fields = append(fields, web.FormField{Ticks: &web.Choice{Ask: ask("checked", ""), Options: []web.Option{
		{Value: "1", Word: v.t.Say("org_page.i_checked"), Chosen: typed.Checked}}}})
	return web.LongForm{Form: web.Form{Action: web.Link(v.t, action), Nonce: v.nonce(), Guard: true, Label: v.t.Say("org_page.invite")},
		Wrongs: v.wrongs(bad, "name"), Parts: []web.FormPart{{Fields: fields}}, Word: v.t.Say("org_page.invite_send")}
}

// inviteMember invites somebody to an organisation.
func inviteMember(v *visit) error {
	o, err := v.peopleOf()
	if err != nil {
		return err
	}
	if bad := v.unknownWay(); bad != nil && v.tendsPeople(o.ID) {
		return v.showPeople(o, bad)
	}
	typed := v.invitationTyped()
	typed.Organisation = o.ID
	h, err := v.issued(v.s.Organisations.Invite(v.once().Context(), v.actor, typed))
	if f, ok := v.refused(err); ok && v.tendsPeople(o.ID) {
		return v.showPeople(o, f)
	}
	if err != nil {
		return err
	}
	return v.showSlip(h, handed{Organisation: o, Back: "/o/" + o.Key + "/people"})
}

// openInvitations lists the invitations nobody has used yet; those she may take back have a button.
func (v *visit) openInvitations(slips []account.Slip, at string) []web.OpenInvitation {
	var open []web.OpenInvitation
	for _, s := range slips {
		i := web.OpenInvitation{Until: s.ExpiresAt, Left: v.t.Remaining(s.ExpiresAt, v.now)}
		i.Name, i.Lang = v.postName(s.Name, s.Latin)
		if s.FocalPoint {
			i.Marks = append(i.Marks, web.Status{Family: web.Open, Icon: "person", Word: v.t.Say("org_page.focal_point")})
		}
		how := web.Status{Icon: "file", Family: web.Neutral, Word: v.t.Say("org_page.how_slip")}
		if s.ByMail {
			how = web.Status{Icon: "link", Family: web.Neutral, Word: v.t.Say("org_page.how_mail")}
		}
		i.Marks = append(i.Marks, how)
		if s.IssuerID == v.actor.Person || v.actor.FocalPointOf(s.OrganisationID) || v.actor.Has(policy.Administrator) {
			i.Revoke = &web.Act{Word: v.t.Say("org_page.revoke"), Action: web.Link(v.t, at+string(s.ID)+"/revoke"), Nonce: formNonce()}
		}
		open = append(open, i)
	}
	return open
}

// revokeInvitation takes an invitation back.
func revokeInvitation(v *visit) error {
	o, err := v.peopleOf()
	if err != nil {
		return err
	}
	if err := v.s.Accounts.Revoke(v.once().Context(), v.actor, account.SlipID(v.Param("slip"))); err != nil {
		return v.peopleRefused(o, err)
	}
	return v.to("/o/"+o.Key+"/people", "invitation_revoked")
}
