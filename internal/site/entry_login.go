package site

import (
	"errors"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/web"
)

// How long the browser keeps the cookies of a sign-in, in seconds. The session ends by the server's rules, whatever the browser
// keeps; the device is known for two years.
const (
	sessionSeconds  = 30 * 24 * 3600
	deviceSeconds   = 2 * 365 * 24 * 3600
	languageSeconds = 365 * 24 * 3600
)

// signInPage is the form to sign in. Who is in already goes on; in the demo world she may become somebody else.
func signInPage(v *visit) error {
	if !v.actor.Visitor() && len(v.s.Demo) == 0 {
		return v.to(orDesk(local(v.QueryParam("to"))), "")
	}
	return v.showSignIn(local(v.QueryParam("to")), nil)
}

// signIn lets somebody in. The answer is the same whether there is such an account or not.
func signIn(v *visit) error {
	to := local(v.written("to"))
	var f fault.Fields
	username, password := v.written("username"), v.sealed("password")
	if username == "" {
		f.Add("username", "input.required", nil)
	}
	if password == "" {
		f.Add("password", "password.required", nil)
	}
	err := f.Err()
	var entered account.Entered
	if err == nil {
		entered, err = v.s.Accounts.SignIn(v.Request().Context(), username, password, v.device())
	}
	if bad, ok := v.kept(err); ok {
		return v.showSignIn(to, bad)
	}
	if err != nil {
		return err
	}
	return v.enter(entered, to, "signed_in")
}

// kept tells whether an error keeps somebody out with a sentence on the form.
func (v *visit) kept(err error) (*fault.Fault, bool) {
	var f *fault.Fault
	if errors.As(err, &f) && f.Reason == fault.ReasonUnauthenticated {
		return f, true
	}
	return v.shut(err)
}

// signInDemo lets a guest of the demo world be one of its people; the page offers a few, and all have the one password that is no
// secret. A house in earnest has no such door.
func signInDemo(v *visit) error {
	if len(v.s.Demo) == 0 || v.s.DemoPassword == "" {
		return fault.NotFound()
	}
	username := v.written("username")
	to := local(v.written("to"))
	entered, err := v.s.Accounts.SignIn(v.Request().Context(), username, v.s.DemoPassword, v.device())
	if bad, ok := v.kept(err); ok {
		return v.showSignIn(to, bad)
	}
	if err != nil {
		return err
	}
	return v.enter(entered, orDesk(to), "signed_in") // guests go on in the language they read
}

// enter opens the house: the cookies of session and device, the reader's language, and the way to where she wanted to go. An
// address she came with is read in the language it had, everything else in that of her profile.
func (v *visit) enter(e account.Entered, to, flash string) error {
	seen, err := v.s.Accounts.Session(v.Request().Context(), e.Cookie)
	if err != nil {
		return err
	}
	if old, err := v.Cookie(v.s.cookieName(sessionCookie)); err == nil && v.seen != nil {
		if err := v.s.Accounts.SignOut(v.Request().Context(), old.Value); err != nil {
			return err
		}
	}
	v.s.keep(v.Context, sessionCookie, e.Cookie, sessionSeconds)
	v.s.keep(v.Context, deviceCookie, e.Device, deviceSeconds)
	if to == "" {
		v.read(seen.Person.Language)
	}
	return v.to(orDesk(to), flash)
}

// read makes a language that of the answer, and of what the browser asks for next.
func (v *visit) read(code lang.Code) {
	if !code.Valid() {
		return
	}
	v.t = v.s.speakers[code]
	v.s.remember(v.Context, languageCookie, string(code), languageSeconds)
}

func orDesk(to string) string {
	if to == "" {
		return "/desk"
	}
	return to
}

// signOut ends the session. That there was none is no error: whoever presses it wants to be out.
func signOut(v *visit) error {
	if c, err := v.Cookie(v.s.cookieName(sessionCookie)); err == nil {
		if err := v.s.Accounts.SignOut(v.Request().Context(), c.Value); err != nil {
			return err
		}
	}
	return v.leave("/", "signed_out")
}

// leave forgets the session in the browser, with what the device kept of her texts.
func (v *visit) leave(path, flash string) error {
	v.s.forget(v.Context, sessionCookie)
	v.Response().Header().Set("Clear-Site-Data", `"storage"`)
	return v.to(path, flash)
}

func (v *visit) showSignIn(to string, f *fault.Fault) error {
	s := v.sheet(f)
	view := web.DoorView{WeChat: true, Wrongs: v.wrongs(f, "username"), Demo: v.demoDoors(to)}
	form := web.Asking{Form: web.Form{Action: web.Link(v.t, "/login"), Label: v.t.Say("web.sign_in")}, Word: v.t.Say("web.sign_in"), Kind: "first",
		Questions: []web.Question{
			s.line(s.ask("username", v.t.Say("signin.username"), v.t.Say("signin.username_hint"), ""), "username"),
			s.password("password", v.t.Say("signin.password"), "", "current-password"),
		}}
	if to != "" {
		form.Hidden = []web.Hidden{{Name: "to", Value: to}}
		view.Lead = []string{v.t.Say("signin.first")}
	}
	view.Asks = []web.Asking{form}
	view.Rest = []web.Anchor{{Word: v.t.Say("signin.forgotten"), Href: web.Link(v.t, "/reset")}, {Word: v.t.Say("signin.code"), Href: web.Link(v.t, "/join")}}
	return v.showEntry(statusOf(f), v.t.Say("web.sign_in"), view)
}

// demoDoors are the sign-ins of the demo world; nil in a house in earnest.
func (v *visit) demoDoors(to string) *web.DemoDoors {
	if len(v.s.Demo) == 0 {
		return nil
	}
	doors := &web.DemoDoors{Action: web.Link(v.t, "/login/demo"), To: to}
	for _, r := range v.s.Demo {
		name := v.t.PersonName(r.Name, r.Latin, "")
		doors.Doors = append(doors.Doors, web.DemoDoor{Username: r.Username, Name: name, NameLang: v.nameLang(name), Role: r.Role[v.code()], Kind: string(r.Kind), Try: r.Try[v.code()]})
	}
	return doors
}

// nameLang is the language of a name where its letters show that it is another than the page's.
func (v *visit) nameLang(name string) string {
	if v.t.Code() != lang.Chinese && !latin(name) {
		return lang.Chinese.Tag()
	}
	if lang.OfName(name) == lang.Swedish && v.t.Code() != lang.Swedish {
		return lang.Swedish.Tag()
	}
	return ""
}
