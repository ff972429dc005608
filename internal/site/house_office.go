package site

import (
	"slices"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/workflow"
	"sametable/web"
)

// grants gives the grants of offices the viewer may see, and the persons in them.
func (v *visit) grants() ([]account.Grant, map[policy.PersonID]account.Person, error) {
	ctx := v.Request().Context()
	grants, err := v.s.Accounts.Grants(ctx, v.actor)
	if err != nil {
		return nil, nil, err
	}
	var ids []policy.PersonID
	for _, g := range grants {
		for _, id := range []policy.PersonID{g.PersonID, g.OpenedBy} {
			if !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	people, err := v.s.Accounts.Named(ctx, ids...)
	return grants, people, err
}

// officeJudgement asks of a grant what the room asks before a step, from what the page has read anyway, so that it shows only
// buttons that work. The room asks again, and decides.
func (v *visit) officeJudgement(g account.Grant, grants []account.Grant, people map[policy.PersonID]account.Person) workflow.Judgement {
	var others, remaining int
	for _, held := range grants {
		if held.Office != policy.Administrator || held.State != account.Granted && held.State != account.RevocationProposed {
			continue
		}
		p := people[held.PersonID]
		if !p.Active() || held.PersonID == g.PersonID {
			continue
		}
		remaining++
		if held.PersonID != g.OpenedBy {
			others++
		}
	}
	stands := others == 0 && v.confirmsOffices()
	return workflow.Judgement{
		"guard.office.not_own":            workflow.If(g.PersonID != v.actor.Person, nil),
		"guard.office.confirmer":          workflow.If(v.actor.Has(policy.Administrator) || stands, fault.Args{"N": others}),
		"guard.office.active":             workflow.If(people[g.PersonID].State == account.Active, nil),
		"guard.office.last_administrator": workflow.If(g.Office != policy.Administrator || remaining > 0, nil),
		"guard.office.first_start":        workflow.If(false, nil),
		workflow.SecondPerson:             workflow.If(g.OpenedBy != v.actor.Person, nil),
	}
}

// officeRoles are the roles in which the viewer decides on offices.
func (v *visit) officeRoles() []policy.Role {
	roles := v.actor.OfficeRoles()
	if v.confirmsOffices() && !v.actor.Has(policy.Administrator) {
		roles = append(roles, policy.RoleFocalPoint)
	}
	return roles
}

func (v *visit) officeOptions(g account.Grant, grants []account.Grant, people map[policy.PersonID]account.Person) []workflow.Option {
	return account.OfficeMachine().Possible(g.State, v.officeRoles(), v.officeJudgement(g, grants, people))
}

// mayDecide tells whether the viewer can take any step on a grant now.
func (v *visit) mayDecide(g account.Grant, grants []account.Grant, people map[policy.PersonID]account.Person) bool {
	return slices.ContainsFunc(v.officeOptions(g, grants, people), func(o workflow.Option) bool { return o.Blocked == nil })
}

func (v *visit) officeView(g account.Grant, grants []account.Grant, people map[policy.PersonID]account.Person) web.OfficeView {
	name := people[g.PersonID].Called(v.code())
	view := web.OfficeView{ID: string(g.ID), Name: name, Lang: v.nameLang(name), Office: v.t.Of("office", string(g.Office)), Since: g.ProposedAt, Reason: g.Reason,
		Status: web.Status{Family: web.Waiting, Word: v.t.Of("state.office", g.State)}}
	switch g.State {
	case account.Granted:
		view.Status.Family = web.Done
	case account.GrantDeclined, account.GrantRevoked:
		view.Status.Family = web.Neutral
	case account.Suspended:
		view.Status.Family = web.Overdue
	}
	if g.GrantedAt != nil {
		view.Since = *g.GrantedAt
	}
	if opener, known := people[g.OpenedBy]; known && view.Status.Family != web.Neutral {
		view.Second = opener.Called(v.code())
	}
	for _, o := range v.officeOptions(g, grants, people) {
		at, word := web.Link(v.t, "/admin/office/"+string(g.ID)+"/"+o.Verb), v.t.Of("verb.office", o.Verb)
		switch {
		case o.Blocked != nil:
			view.Steps = append(view.Steps, web.StepButton{Word: word, Why: v.t.Message(*o.Blocked)})
		case o.Verb == "grant":
			view.Pressed = append(view.Pressed, web.Act{Word: word, Kind: "first", Action: at, Nonce: v.freshNonce(), Version: g.Version})
		default:
			view.Steps = append(view.Steps, web.StepButton{Word: word, Href: at, Kind: officeKind(o.Verb)})
		}
	}
	return view
}

func officeKind(verb string) string {
	if slices.Contains([]string{"decline", "propose_revocation", "suspend", "revoke"}, verb) {
		return "danger"
	}
	return ""
}

// officeProposePage asks for which office a person is proposed.
func officeProposePage(v *visit) error {
	p, err := v.proposed()
	if err != nil {
		return err
	}
	return v.showPropose(p, nil)
}

// proposed finds the person who is proposed, for administrators.
func (v *visit) proposed() (account.Person, error) {
	if !policy.May(policy.GrantOffice, v.actor.OfficeRoles()) {
		return account.Person{}, fault.NotFound()
	}
	return v.s.Accounts.Find(v.Request().Context(), v.actor, policy.PersonID(v.FormValue("person")))
}

func (v *visit) showPropose(p account.Person, bad *fault.Fault) error {
	view, err := v.houseForm(v.t.Say("house.propose"), "/admin/office/propose")
	if err != nil {
		return err
	}
	view.Lead, view.Wrongs, view.Hidden = v.t.Say("house.propose_lead"), v.wrongs(bad, "office"), []web.Hidden{{Name: "person", Value: string(p.ID)}}
	view.About = []web.Pair{{Key: v.t.Say("house.name"), Text: p.Called(v.code())}, {Key: v.t.Say("house.username"), Text: p.Username}}
	choice := &web.Choice{Ask: web.Ask{Name: "office", Label: v.t.Say("house.office"), Value: v.FormValue("office")}}
	for _, o := range policy.Offices() {
		choice.Options = append(choice.Options, web.Option{Value: string(o), Word: v.t.Of("office", string(o)), Hint: v.t.Of("house.office_does", string(o))})
	}
	if bad != nil {
		choice.Error = web.Errors(v.t, bad.Fields)["office"]
	}
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Radio: choice}, v.reasonArea(v.t.Say("house.propose_reason"), true, bad)}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// officePropose proposes a person for an office.
func officePropose(v *visit) error {
	p, err := v.proposed()
	if err != nil {
		return err
	}
	proposal := account.OfficeProposal{Person: p.ID, Office: v.FormValue("office"), Reason: shaped(v.FormValue("reason")), Anyway: v.anyway()}
	_, err = v.s.Accounts.ProposeOffice(v.once().Context(), v.actor, proposal)
	if f, ok := v.refused(err); ok {
		return v.showPropose(p, f)
	}
	if err != nil {
		return err
	}
	return v.to("/admin#offices", "office_proposed")
}

// grantOf finds the grant of the address among those the viewer may see, with the step it names.
func (v *visit) grantOf() (account.Grant, map[policy.PersonID]account.Person, error) {
	if !v.confirmsOffices() || !slices.Contains(officeVerbs(), v.Param("verb")) {
		return account.Grant{}, nil, fault.NotFound()
	}
	grants, people, err := v.grants()
	if err != nil {
		return account.Grant{}, nil, err
	}
	at := slices.IndexFunc(grants, func(g account.Grant) bool { return string(g.ID) == v.Param("id") })
	if at < 0 {
		return account.Grant{}, nil, fault.NotFound()
	}
	return grants[at], people, nil
}

// officeVerbs are the steps people take on an office.
func officeVerbs() []string {
	return []string{"grant", "decline", "propose_revocation", "keep", "suspend", "restore", "revoke"}
}

// officeStepPage asks for the reason of a step on an office.
func officeStepPage(v *visit) error {
	g, people, err := v.grantOf()
	if err != nil {
		return err
	}
	return v.showOfficeStep(g, people, nil)
}

func (v *visit) showOfficeStep(g account.Grant, people map[policy.PersonID]account.Person, bad *fault.Fault) error {
	verb := v.Param("verb")
	view, err := v.houseForm(v.t.Of("verb.office", verb), "/admin/office/"+string(g.ID)+"/"+verb)
	if err != nil {
		return err
	}
	view.Lead, view.Wrongs, view.Version, view.Kind = v.t.Of("house.office_step", verb), v.wrongs(bad, "reason"), g.Version, officeKind(verb)
	view.About = []web.Pair{{Key: v.t.Say("house.name"), Text: people[g.PersonID].Called(v.code())}, {Key: v.t.Say("house.office"), Text: v.t.Of("office", string(g.Office))}}
	view.Parts = []web.FormPart{{Fields: []web.FormField{v.reasonArea(v.t.Say("house.office_reason"), verb == "grant", bad)}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// officeStep takes a step on an office.
func officeStep(v *visit) error {
	g, people, err := v.grantOf()
	if err != nil {
		return err
	}
	verb := v.Param("verb")
	_, err = v.s.Accounts.DecideOffice(v.once().Context(), v.actor, account.OfficeStep{Grant: g.ID, Version: v.version(), Verb: verb, Reason: shaped(v.FormValue("reason")), Anyway: v.anyway()})
	if f, ok := v.overtaken(err, g.Record()); ok {
		return v.showOfficeStep(g, people, f)
	}
	if err != nil {
		return err
	}
	flash := map[string]string{"grant": "office_granted", "restore": "office_granted", "keep": "office_granted", "revoke": "office_revoked", "suspend": "office_revoked"}[verb]
	if flash == "" {
		flash = "saved"
	}
	return v.to("/admin#offices", flash)
}
