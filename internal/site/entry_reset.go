package site

import (
	"net/http"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/web"
)

// resetPage asks who has forgotten her password.
func resetPage(v *visit) error { return v.showReset(nil) }

// resetAsked takes in the wish for a new password. Everybody gets the same answer, whether there is such an account or not.
func resetAsked(v *visit) error {
	who := v.written("who")
	if who == "" {
		return v.showReset(fault.Invalid(fault.Says("who", "input.required", nil)))
	}
	err := v.s.Accounts.RequestReset(v.Request().Context(), who, v.RealIP())
	if f, ok := v.shut(err); ok {
		return v.showReset(f)
	}
	if err != nil {
		return err
	}
	return v.to("/reset", "reset_sent")
}

func (v *visit) showReset(f *fault.Fault) error {
	s := v.sheet(f)
	return v.showEntry(status(f), v.t.Say("reset.title"), web.DoorView{
		Lead: []string{v.t.Say("reset.lead"), v.t.Say("reset.without_mail")}, Wrongs: v.wrongs(f, "who"),
		Asks: []web.Asking{{Form: web.Form{Action: web.Link(v.t, "/reset")}, Word: v.t.Say("reset.ask"), Kind: "first",
			Questions: []web.Question{s.line(s.ask("who", v.t.Say("signin.username"), v.t.Say("signin.username_hint"), ""), "username")}}},
		Rest: []web.Anchor{{Word: v.t.Say("reset.code"), Href: web.Link(v.t, "/join")}, {Word: v.t.Say("web.sign_in"), Href: web.Link(v.t, "/login")}},
	})
}

// passwordPage is where the link to a new password leads.
func passwordPage(v *visit) error {
	slip, err := v.slip(account.ForReset)
	if err != nil {
		return v.slipRefused(err)
	}
	return v.showPassword(slip, nil)
}

// passwordSet sets the new password. All sessions end; she signs in with it.
func passwordSet(v *visit) error {
	slip, err := v.slip(account.ForReset)
	if err != nil {
		return v.slipRefused(err)
	}
	if err = v.twice("password"); err == nil {
		_, err = v.s.Accounts.Reset(v.once().Context(), v.Param("secret"), v.sealed("password"))
	}
	if fault.Is(err, fault.ReasonInvalid) {
		f, _ := v.refused(err)
		return v.showPassword(slip, f)
	}
	if err != nil {
		return v.slipRefused(err)
	}
	v.s.forget(v.Context, sessionCookie)
	return v.to("/login", "reset_done")
}

func (v *visit) showPassword(slip account.Slip, f *fault.Fault) error {
	people, err := v.s.Accounts.Named(v.Request().Context(), slip.PersonID)
	if err != nil {
		return err
	}
	p, s := people[slip.PersonID], v.sheet(f)
	form := web.Asking{Form: web.Form{Action: v.here(), Nonce: v.nonce()}, Word: v.t.Say("reset.set"), Kind: "first",
		Username:  p.Username,
		Questions: s.newPassword("password", v.t.Say("profile.password_new"))}
	return v.showEntry(status(f), v.t.Say("reset.new"), web.DoorView{Lead: []string{v.t.Say("reset.new_lead")}, WeChat: true, Wrongs: v.wrongs(f, "password"),
		Facts: []web.Pair{{Key: v.t.Say("signin.demo_name"), Body: web.PersonName(p.Name, v.nameLang(p.Name))}, {Key: v.t.Say("signin.username_only"), Text: p.Username}},
		Asks:  []web.Asking{form}})
}

// newPassword asks for a new password, twice: there is no other way to see what was typed. The rules are said beforehand.
func (s sheet) newPassword(name, label string) []web.Question {
	return []web.Question{s.password(name, label, s.v.t.Say("door.password_rules"), "new-password"),
		s.password("again", s.v.t.Say("door.again"), "", "new-password")}
}

// here is the address of the page, for a form that comes back to it.
func (v *visit) here() string { return web.Link(v.t, v.path()) }

// emailPage is where the link leads that was mailed to a new address. Programs that look into mail open links; so only the
// button confirms.
func emailPage(v *visit) error {
	slip, err := v.slip(account.ForEmail)
	if err != nil {
		return v.slipRefused(err)
	}
	return v.showEntry(http.StatusOK, v.t.Say("email_page.title"), web.DoorView{Lead: []string{v.t.Say("email_page.lead")},
		Facts: []web.Pair{{Key: v.t.Say("door.email"), Text: slip.Email}},
		Asks:  []web.Asking{{Form: web.Form{Action: v.here(), Nonce: v.nonce()}, Word: v.t.Say("email_page.confirm"), Kind: "first"}}})
}

// emailConfirmed takes the address into use.
func emailConfirmed(v *visit) error {
	if _, err := v.s.Accounts.ConfirmEmail(v.once().Context(), v.Param("secret")); err != nil {
		return v.slipRefused(err)
	}
	if v.actor.Visitor() {
		return v.to("/login", "email_confirmed")
	}
	return v.to("/account", "email_confirmed")
}
