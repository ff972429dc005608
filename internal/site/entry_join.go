package site

import (
	"errors"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/web"
)

// codePage asks for the code of a printed slip.
func codePage(v *visit) error { return v.showCode(nil) }

// codeTyped leads on to what the slip is for.
func codeTyped(v *visit) error {
	typed := v.written("code")
	if typed == "" {
		return v.showCode(fault.Invalid(fault.Says("code", "input.required", nil)))
	}
	slip, err := v.s.Accounts.FindSlip(v.Request().Context(), typed)
	var f *fault.Fault
	if errors.As(err, &f) && (f.Reason == fault.ReasonNotFound || f.Reason == fault.ReasonConflict) {
		return v.showCode(fault.Invalid(fault.Field{Name: "code", Message: f.Message}))
	}
	if err != nil {
		return err
	}
	pages := map[account.Purpose]string{account.ForInvite: "/join/", account.ForReset: "/reset/", account.ForEmail: "/email/", account.ForSetup: "/setup/"}
	return v.to(pages[slip.Purpose]+plainCode(typed), "")
}

func (v *visit) showCode(f *fault.Fault) error {
	s := v.sheet(f)
	ask := s.line(s.ask("code", v.t.Say("code.code"), v.t.Say("code.hint"), ""), "off")
	ask.Line.Short = true
	return v.showEntry(status(f), v.t.Say("code.title"), web.DoorView{Lead: []string{v.t.Say("code.lead")}, WeChat: true, Wrongs: v.wrongs(f, "code"),
		Asks: []web.Asking{{Form: web.Form{Action: web.Link(v.t, "/join")}, Word: v.t.Say("code.next"), Kind: "first", Questions: []web.Question{ask}}}})
}

// invitation finds the invitation of the address.
func (v *visit) invitation() (organisation.Invitation, error) {
	return v.s.Organisations.Invited(v.Request().Context(), v.Param("secret"))
}

// joinPage is where an invitation leads.
func joinPage(v *visit) error {
	i, err := v.invitation()
	if err != nil {
		return v.slipRefused(err)
	}
	return v.showJoin(i, nil)
}

// join uses an invitation: with a new account, or with that of whoever is signed in.
func join(v *visit) error {
	i, err := v.invitation()
	if fault.Is(err, fault.ReasonConflict) && v.actor.Visitor() && v.letIn(v.written("username"), "joined") == nil {
		return nil
	}
	if err != nil {
		return v.slipRefused(err)
	}
	if v.actor.Visitor() {
		return v.joinAnew(i)
	}
	var brought *organisation.Form
	if i.Slip.OrganisationID == "" {
		if f := v.unfilled(v.sheet(nil).organisation()); len(f) > 0 {
			return v.showJoin(i, v.with(fault.Invalid(f...)))
		}
		form := v.broughtForm()
		brought = &form
	}
	err = v.s.Organisations.Accept(v.once().Context(), v.actor, v.Param("secret"), brought)
	if fault.Is(err, fault.ReasonInvalid) {
		f, _ := v.refused(err)
		return v.showJoin(i, f)
	}
	if err != nil {
		return v.slipRefused(err)
	}
	return v.to("/desk", "joined")
}

// joinAnew makes the account and lets its owner in with the password she has just chosen.
func (v *visit) joinAnew(i organisation.Invitation) error {
	if f := v.unfilled(v.joinQuestions(i, nil)); len(f) > 0 {
		_, err := v.s.Accounts.Prepare(v.Request().Context(), i.Slip, v.joinForm())
		return v.showJoin(i, v.with(fault.Invalid(merged(f, err)...)))
	}
	p, err := v.s.Organisations.Join(v.once().Context(), v.Param("secret"), organisation.Registration{JoinForm: v.joinForm(), Organisation: v.broughtForm()})
	if fault.Is(err, fault.ReasonInvalid) {
		f, _ := v.refused(err)
		return v.showJoin(i, f)
	}
	var again *register.Replayed
	if fault.Is(err, fault.ReasonConflict) || errors.As(err, &again) {
		if v.letIn(v.written("username"), "joined") == nil {
			return nil
		}
	}
	if err != nil {
		return v.slipRefused(err)
	}
	return v.letIn(p.Username, "joined")
}

// letIn signs in whoever has just made an account, with the password that stands in the same form; also when that form was sent
// twice and the second answer is the one she sees. It gives an error when the password is not that person's.
func (v *visit) letIn(username, flash string) error {
	entered, err := v.s.Accounts.SignIn(v.Request().Context(), username, v.sealed("password"), v.device())
	if err != nil {
		return err
	}
	return v.enter(entered, "", flash)
}

func (v *visit) showJoin(i organisation.Invitation, f *fault.Fault) error {
	facts, err := v.invitedTo(i)
	if err != nil {
		return err
	}
	view := web.DoorView{Lead: []string{v.t.Say("join.lead")}, Facts: facts, WeChat: true}
	if v.actor.Visitor() {
		view.Wrongs = v.wrongs(f, "username")
		view.Asks = []web.Asking{{Form: web.Form{Action: v.here(), Nonce: v.nonce(), Guard: true}, Word: v.t.Say("join.join"), Kind: "first",
			Questions: v.joinQuestions(i, f)}}
		view.Rest = []web.Anchor{{Word: v.t.Say("join.have_account"), Href: web.Link(v.t, "/login") + "?to=" + v.path()}}
		return v.showEntry(status(f), v.t.Say("join.title"), view)
	}
	accept := web.Asking{Form: web.Form{Action: v.here(), Nonce: v.nonce()}, Word: v.t.Say("join.accept"), Kind: "first"}
	if i.Slip.OrganisationID == "" {
		accept.Questions = v.sheet(f).organisation()
	}
	view.Facts = append(view.Facts, web.Pair{Key: v.t.Say("join.signed_in_as"), Body: web.PersonName(v.seen.Person.Name, v.nameLang(v.seen.Person.Name))})
	view.Wrongs = v.wrongs(f, "name_native")
	view.Asks = []web.Asking{accept, {Form: web.Form{Action: web.Link(v.t, "/logout")}, Word: v.t.Say("join.not_me"), SignsOut: true}}
	return v.showEntry(status(f), v.t.Say("join.title"), view)
}

// invitedTo says which organisation it is, who invites, in which function and until when.
func (v *visit) invitedTo(i organisation.Invitation) ([]web.Pair, error) {
	facts := []web.Pair{{Key: v.t.Say("join.organisation"), Text: v.t.Say("join.new_organisation")}}
	if i.Slip.OrganisationID != "" {
		o := i.Organisation
		facts[0] = web.Pair{Key: facts[0].Key, Body: web.OrgLine(v.t, orgIn(o, v.code()))}
	}
	if i.Slip.IssuerID != "" {
		people, err := v.s.Accounts.Named(v.Request().Context(), i.Slip.IssuerID)
		if err != nil {
			return nil, err
		}
		p := people[i.Slip.IssuerID]
		name := p.Called(v.code())
		facts = append(facts, web.Pair{Key: v.t.Say("join.invited_by"), Body: web.PersonName(name, v.nameLang(name))})
	}
	if i.Slip.FocalPoint {
		facts = append(facts, web.Pair{Key: v.t.Say("join.as"), Text: v.t.Say("join.as_focal_point")})
	}
	return append(facts, web.Pair{Key: v.t.Say("join.until"), Body: web.Moment(v.t, i.Slip.ExpiresAt, beijing)}), nil
}

// kinds are the stakeholder groups somebody who brings a new organisation may choose from. The facilitator is there already.
func (v *visit) kinds() []web.Option {
	var options []web.Option
	for _, kind := range policy.Kinds() {
		if kind != policy.Facilitator {
			options = append(options, web.Option{Value: string(kind), Word: v.t.Of("web.group", string(kind))})
		}
	}
	return options
}
