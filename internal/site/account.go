package site

import (
	"net/http"
	"net/url"
	"strings"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/web"
)

// accountRoutes are a person's own room.
func (s *Site) accountRoutes() []Route {
	return []Route{
		get("/:l/account", signedIn, accountPage), post("/:l/account/for", signedIn, speakFor),
		post("/:l/account/profile", signedIn, changeProfile),
		post("/:l/account/language", signedIn, keepLanguage), post("/:l/account/email", signedIn, changeEmail),
		post("/:l/account/password", signedIn, changePassword),
		post("/:l/account/sessions/end-all", signedIn, endSessions), post("/:l/account/sessions/:id/end", signedIn, endSession),
	}
}

// back is which form of the room comes back, and why.
type back struct {
	form  string // profile, email or password
	fault *fault.Fault
}

// of is the fault of one form; nil for the others.
func (b back) of(form string) *fault.Fault {
	if b.form == form {
		return b.fault
	}
	return nil
}

func accountPage(v *visit) error { return v.showAccount(back{}) }

// changeProfile saves what she says of herself. A new language is the one she reads from now on.
func changeProfile(v *visit) error {
	before := v.seen.Person
	form := account.ProfileForm{Name: v.written("name"), Latin: v.written("latin"), Language: v.written("language"), MailMode: v.written("mail_mode"),
		PostZh: v.written("post_zh"), PostEn: v.written("post_en"), PostSv: v.written("post_sv"), Sex: v.written("sex"), Reads: v.Request().PostForm["reads"]}
	form.Version = v.version()
	if before.Verified() { // what was checked is not in the form
		form.Name = before.Name
		if before.Latin != "" {
			form.Latin = before.Latin
		}
	}
	after, err := v.s.Accounts.ChangeProfile(v.once().Context(), v.actor, form)
	if f, ok := v.refused(err); ok {
		return v.showAccount(back{"profile", f})
	}
	if err != nil {
		return err
	}
	if after.Language != before.Language {
		v.read(after.Language)
	}
	return v.to("/account", "saved")
}

// keepLanguage makes the language of the page that of her profile, and leads back to where she was. Switching alone does not:
// whoever looks at a page in another language for a moment goes on getting her mails in her own.
func keepLanguage(v *visit) error {
	p := v.seen.Person
	_, err := v.s.Accounts.ChangeProfile(v.once().Context(), v.actor, account.ProfileForm{Version: p.Version, Name: p.Name, Latin: p.Latin,
		Language: v.code(), MailMode: string(p.MailMode), Reads: strings.Fields(p.Reads), PostZh: p.PostZh, PostEn: p.PostEn, PostSv: p.PostSv, Sex: string(p.Sex)})
	if err != nil {
		return err
	}
	return v.to(v.cameFrom("/account"), "saved")
}

// changeEmail asks for another address, or takes it away. The answer is the same whether somebody else has it or not.
func changeEmail(v *visit) error {
	email := v.written("email")
	err := v.s.Accounts.ChangeEmail(v.once().Context(), v.actor, account.EmailForm{Email: email, Password: v.sealed("email_current")})
	if f, ok := v.shut(err); ok {
		return v.showAccount(back{"email", renamed(f, "current", "email_current")})
	}
	if err != nil {
		return err
	}
	if email == "" {
		return v.to("/account", "saved")
	}
	return v.to("/account", "email_asked")
}

// renamed puts a field's message beside the field's name on the page, where two forms ask for the same thing.
func renamed(f *fault.Fault, from, to string) *fault.Fault {
	moved := *f
	moved.Fields = nil
	for _, field := range f.Fields {
		if field.Name == from {
			field.Name = to
		}
		moved.Fields = append(moved.Fields, field)
	}
	return &moved
}

// changePassword sets a new password. Every other session ends; this one goes on under a new cookie.
func changePassword(v *visit) error {
	err := v.twice("new")
	cookie := ""
	if err == nil {
		cookie, err = v.s.Accounts.ChangePassword(v.once().Context(), v.actor,
			account.PasswordForm{Session: v.seen.Session.ID, Current: v.sealed("current"), New: v.sealed("new")})
	}
	if f, ok := v.shut(err); ok {
		return v.showAccount(back{"password", f})
	}
	if err != nil {
		return err
	}
	if cookie == "" {
		return v.leave("/login", "password_changed")
	}
	v.s.keep(v.Context, sessionCookie, cookie, sessionSeconds)
	return v.to("/account", "password_changed")
}

// endSession signs her out on one device.
func endSession(v *visit) error {
	id := account.SessionID(v.Param("id"))
	if err := v.s.Accounts.EndSession(v.Request().Context(), v.actor, id); err != nil {
		return err
	}
	if id == v.seen.Session.ID {
		return v.leave("/", "signed_out")
	}
	return v.to("/account", "saved")
}

// endSessions signs her out everywhere, here too.
func endSessions(v *visit) error {
	if err := v.s.Accounts.SignOutEverywhere(v.once().Context(), v.actor); err != nil {
		return err
	}
	if err := v.s.Threads.DropDrafts(v.Request().Context(), v.actor.Person); err != nil {
		return err
	}
	return v.leave("/login", "signed_out_everywhere")
}

// speakFor chooses for which of her organisations she speaks, and leads back to where she was.
func speakFor(v *visit) error {
	err := v.s.Accounts.SpeakFor(v.Request().Context(), v.actor, v.seen.Session.ID, policy.OrganisationID(v.written("for")))
	if err != nil {
		return err
	}
	return v.to(v.cameFrom("/account"), "speaks_for")
}

// cameFrom is the page of this house whose form was sent, else another.
func (v *visit) cameFrom(otherwise string) string {
	from, err := url.Parse(v.Request().Referer())
	if err != nil || from.Host != v.Request().Host {
		return otherwise
	}
	from.Scheme, from.Host, from.User, from.Fragment = "", "", nil, ""
	if path := local(from.String()); path != "" {
		return path
	}
	return otherwise
}

func (v *visit) showAccount(b back) error {
	page, err := v.page(v.t.Say("web.account"), web.SectionNone)
	if err != nil {
		return err
	}
	page.Private, page.Path = true, "/account"
	sessions, err := v.s.Accounts.Sessions(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	p := v.seen.Person
	view := web.OwnAccountView{Page: page, Name: p.Name, NameLang: v.nameLang(p.Name), Facts: v.accountFacts(), Profile: v.profileForm(b.of("profile")),
		Stale:       b.form == "profile" && b.fault != nil && b.fault.Reason == fault.ReasonConflict,
		Memberships: v.memberships(), Speak: web.Asking{Form: web.Form{Action: web.Link(v.t, "/account/for")}},
		Email: v.emailForm(b.of("email")), EmailNow: p.Email, Password: v.passwordForm(b.of("password")),
		Sessions: v.sessionLines(sessions), EndAll: web.Asking{Form: web.Form{Action: web.Link(v.t, "/account/sessions/end-all")},
			Word: v.t.Say("sessions.end_all"), Kind: "danger", SignsOut: true},
		Notices: web.Anchor{Word: v.t.Say("web.notices"), Href: web.Link(v.t, "/notices")},
	}
	for _, office := range v.actor.Offices {
		view.Offices = append(view.Offices, v.t.Of("office", string(office)))
	}
	for _, office := range v.resting {
		view.Resting = append(view.Resting, v.t.Of("office", string(office)))
	}
	code := http.StatusOK
	if b.fault != nil {
		first := map[string]string{"profile": "language", "email": "email", "password": "current"}[b.form]
		view.Wrongs, code = web.InOrder(v.wrongs(b.fault, first), view.Profile, view.Email, view.Password), codeOf(b.fault.Reason)
	}
	return v.showOnce(code, web.OwnAccount(view))
}
