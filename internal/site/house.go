package site

import (
	"net/http"
	"net/url"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/setup"
	"sametable/web"
)

// houseRoutes are the pages of those who run the house, and of those who check it.
func (s *Site) houseRoutes() []Route {
	return []Route{
		get("/:l/admin", signedIn, housePage),
		get("/:l/admin/offices", signedIn, func(v *visit) error {
			return v.Redirect(http.StatusMovedPermanently, web.Link(v.t, "/admin")+"#offices")
		}),
		get("/:l/admin/office/propose", signedIn, officeProposePage),
		post("/:l/admin/office/propose", signedIn, officePropose),
		get("/:l/admin/office/:id/:verb", signedIn, officeStepPage),
		post("/:l/admin/office/:id/:verb", signedIn, officeStep),
		get("/:l/admin/person/:id/:verb", signedIn, personTurnPage),
		post("/:l/admin/person/:id/:verb", signedIn, personTurn),
		get("/:l/admin/calendar", signedIn, calendarPage),
		post("/:l/admin/calendar", signedIn, calendarEnter),
		get("/:l/audit", signedIn, auditPage),
		get("/:l/audit/entries.csv", signedIn, auditExport),
		get("/:l/record/:noun/:id", anyone, recordPage),
	}
}

// confirmsOffices tells whether the viewer has a say in offices: administrators have, and focal points of the facilitator, who
// stand in where no second administrator is left.
func (v *visit) confirmsOffices() bool {
	if v.actor.Has(policy.Administrator) {
		return true
	}
	for _, m := range v.actor.Memberships {
		if m.Kind == policy.Facilitator && m.FocalPoint && m.Accredited {
			return true
		}
	}
	return false
}

// housePage is the administrator's page. Focal points of the facilitator see the offices alone; to everybody else it does not
// exist. Nothing on it shows anybody's texts.
func housePage(v *visit) error {
	if !v.confirmsOffices() {
		return fault.NotFound()
	}
	page, err := v.page(v.t.Say("house.title"), web.SectionNone)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.HouseView{Page: page, Accts: v.actor.Has(policy.Administrator)}
	grants, people, err := v.grants()
	if err != nil {
		return err
	}
	for _, g := range grants {
		view.Offices = append(view.Offices, v.officeView(g, grants, people))
	}
	if view.Accts {
		if view.Facts, err = v.houseFacts(); err != nil {
			return err
		}
		if err := v.houseAccounts(&view); err != nil {
			return err
		}
	}
	return v.show(http.StatusOK, web.House(view))
}

// houseFacts is what an administrator must know of the house.
func (v *visit) houseFacts() ([]web.Pair, error) {
	ctx := v.Request().Context()
	seq, hash, err := v.s.Register.Head(ctx)
	if err != nil {
		return nil, err
	}
	waiting, oldest, err := v.s.Notices.Queue(ctx)
	if err != nil {
		return nil, err
	}
	letters := v.t.Count("house.letters", waiting)
	if waiting > 0 {
		letters = v.t.Say("house.letters_since", fault.Args{"Letters": letters, "Since": v.t.DateTimeBoth(oldest, lang.Beijing)})
	}
	var houses []setup.House
	read := v.s.Register.Read(ctx)
	if err := read.Limit(1).Find(&houses).Error; err != nil {
		return nil, fault.Unavailable(err)
	}
	facts := []web.Pair{
		{Key: v.t.Say("house.engine"), Text: map[string]string{"postgres": "PostgreSQL", "sqlite": "SQLite"}[read.Name()]},
		{Key: v.t.Say("house.queue"), Text: letters},
		{Key: v.t.Say("house.register"), Body: web.RegisterHead(v.t, int(seq), hash)},
		{Key: v.t.Say("calendar.title"), Body: web.Lead(web.Anchor{Word: v.t.Say("calendar.add"), Href: web.Link(v.t, "/admin/calendar")})},
	}
	if v.s.Location != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("house.location"), Text: v.s.Location})
	}
	for _, h := range houses {
		name := h.Profile
		if p, known := setup.Profiles()[h.Profile]; known {
			name = p.Name.In(v.code())
		}
		facts = append(facts, web.Pair{Key: v.t.Say("house.profile"), Text: name}, web.Pair{Key: v.t.Say("house.set_up"), Text: v.t.DateTimeBoth(h.SetUpAt, lang.Beijing)})
	}
	return facts, nil
}

// houseAccounts lists the accounts, with what the viewer may do about each. No address is among them.
func (v *visit) houseAccounts(view *web.HouseView) error {
	const size = 30
	view.Query, view.Only = shaped(v.QueryParam("q")), v.QueryParam("state")
	if view.Only != account.Active && view.Only != account.Disabled {
		view.Only = ""
	}
	view.States = []web.Option{{Word: v.t.Say("house.any_state")}}
	for _, state := range []string{account.Active, account.Disabled} {
		view.States = append(view.States, web.Option{Value: state, Word: v.t.Of("state.person", state)})
	}
	all, err := v.s.Accounts.List(v.Request().Context(), v.actor, account.PersonFilter{Text: view.Query, State: view.Only,
		AfterKey: v.QueryParam("key"), AfterID: policy.PersonID(v.QueryParam("after")), PerPage: size + 1})
	if err != nil {
		return err
	}
	if len(all) > size {
		all = all[:size]
		last := all[size-1]
		view.More = web.Link(v.t, "/admin") + "?" + url.Values{"q": {view.Query}, "state": {view.Only}, "key": {last.SortKey}, "after": {string(last.ID)}}.Encode() + "#people"
	}
	for _, p := range all {
		view.Persons = append(view.Persons, v.accountView(p))
	}
	return nil
}

func (v *visit) accountView(p account.Person) web.AccountView {
	name := p.Called(v.code())
	a := web.AccountView{Name: name, Lang: v.nameLang(name), Username: p.Username, Joined: p.JoinedAt,
		Status: web.Status{Family: web.Done, Word: v.t.Of("state.person", p.State)}}
	at := web.Link(v.t, "/admin/person/"+string(p.ID))
	switch {
	case p.ID == v.actor.Person:
	case p.Active():
		a.Steps = []web.StepButton{{Word: v.t.Say("house.propose"), Href: web.Link(v.t, "/admin/office/propose") + "?person=" + string(p.ID)},
			{Word: v.t.Of("verb.person", "disable"), Href: at + "/disable", Kind: "danger"}}
	default:
		a.Steps = []web.StepButton{{Word: v.t.Of("verb.person", "enable"), Href: at + "/enable"}}
	}
	if !p.Active() {
		a.Status = web.Status{Family: web.Overdue, Icon: "lock", Word: v.t.Of("state.person", p.State)}
	}
	return a
}

// houseForm is a form of the administrator's.
func (v *visit) houseForm(title, action string) (web.LongForm, error) {
	page, err := v.page(title, web.SectionNone)
	if err != nil {
		return web.LongForm{}, err
	}
	page.Private = true
	return web.LongForm{Page: page, Crumbs: []web.Anchor{{Word: v.t.Say("house.title"), Href: web.Link(v.t, "/admin")}, {Word: title}}, Word: title,
		Form: web.Form{Action: web.Link(v.t, action), Nonce: v.nonce()}, Back: web.Link(v.t, "/admin")}, nil
}

// reasonArea asks for a reason.
func (v *visit) reasonArea(hint string, optional bool, bad *fault.Fault) web.FormField {
	const longest = 500
	area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("house.reason"), Hint: hint, Value: shaped(v.FormValue("reason")), Optional: optional}, Rows: 3, Max: longest}
	if bad != nil {
		area.Error = web.Errors(v.t, bad.Fields)["reason"]
		v.askAnyway(area, bad)
	}
	return web.FormField{Text: area}
}

// personTurnPage asks before an account is disabled or enabled.
func personTurnPage(v *visit) error {
	p, err := v.turned()
	if err != nil {
		return err
	}
	return v.showTurn(p, nil)
}

// turned finds the account of the address, for administrators.
func (v *visit) turned() (account.Person, error) {
	verb := v.Param("verb")
	if !v.actor.Has(policy.Administrator) || verb != "disable" && verb != "enable" {
		return account.Person{}, fault.NotFound()
	}
	return v.s.Accounts.Find(v.Request().Context(), v.actor, policy.PersonID(v.Param("id")))
}

func (v *visit) showTurn(p account.Person, bad *fault.Fault) error {
	verb := v.Param("verb")
	view, err := v.houseForm(v.t.Of("verb.person", verb), "/admin/person/"+string(p.ID)+"/"+verb)
	if err != nil {
		return err
	}
	view.Version, view.Wrongs = p.Version, v.wrongs(bad, "reason")
	view.Lead = v.t.Of("house.turn", verb)
	view.About = []web.Pair{{Key: v.t.Say("house.name"), Text: p.Called(v.code())}, {Key: v.t.Say("house.username"), Text: p.Username}}
	if verb == "disable" {
		view.Kind = "danger"
	}
	view.Parts = []web.FormPart{{Fields: []web.FormField{v.reasonArea(v.t.Say("house.turn_reason"), false, bad)}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// personTurn disables or enables an account.
func personTurn(v *visit) error {
	p, err := v.turned()
	if err != nil {
		return err
	}
	step := account.AccountStep{Person: p.ID, Version: v.version(), Reason: shaped(v.FormValue("reason")), Anyway: v.anyway()}
	if v.Param("verb") == "disable" {
		_, err = v.s.Accounts.Disable(v.once().Context(), v.actor, step)
	} else {
		_, err = v.s.Accounts.Enable(v.once().Context(), v.actor, step)
	}
	if f, ok := v.overtaken(err, p.Record()); ok {
		return v.showTurn(p, f)
	}
	if err != nil {
		return err
	}
	return v.to("/admin#people", "saved")
}
