package site

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/a-h/templ"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/web"
)

// entryRoutes are the ways in: sign-in, invitations, new passwords, the first start.
func (s *Site) entryRoutes() []Route {
	return []Route{
		get("/:l/login", anyone, signInPage), post("/:l/login", anyone, signIn), post("/:l/login/demo", anyone, signInDemo),
		post("/:l/logout", anyone, signOut),
		get("/:l/join", anyone, codePage), post("/:l/join", anyone, codeTyped),
		get("/:l/join/:secret", anyone, joinPage), post("/:l/join/:secret", anyone, join),
		get("/:l/reset", anyone, resetPage), post("/:l/reset", anyone, resetAsked),
		get("/:l/reset/:secret", anyone, passwordPage), post("/:l/reset/:secret", anyone, passwordSet),
		get("/:l/email/:secret", anyone, emailPage), post("/:l/email/:secret", anyone, emailConfirmed),
		get("/:l/setup/:secret", anyone, setupPage), post("/:l/setup/:secret", anyone, setUp),
	}
}

// written is what stands in a field of a form that was sent, free of what nobody sees. The address is not asked: what it says
// was not typed here.
func (v *visit) written(name string) string { return input.Tidy(v.Request().PostFormValue(name)) }

// sealed is what stands in a field for a password. It is passed on and never shown.
func (v *visit) sealed(name string) string { return v.Request().PostFormValue(name) }

// sheet is a form being filled: each field with what was typed, or what stands there before anything was.
type sheet struct {
	v    *visit
	said map[string]string
	sent bool // it comes back
}

func (v *visit) sheet(f *fault.Fault) sheet {
	s := sheet{v: v, sent: f != nil}
	if f != nil {
		s.said = web.Errors(v.t, f.Fields)
	}
	return s
}

// ask is a field whose value comes back as it was typed.
func (s sheet) ask(name, label, hint, before string) web.Ask {
	a := web.Ask{Name: name, Label: label, Hint: hint, Value: before, Error: s.said[name]}
	if s.sent {
		a.Value = s.v.written(name)
	}
	return a
}

// line is a question of one line.
func (s sheet) line(ask web.Ask, autocomplete string) web.Question {
	return web.Question{Line: &web.Input{Ask: ask, Autocomplete: autocomplete}}
}

// optional is a question of one line that may stay empty.
func (s sheet) optional(ask web.Ask, autocomplete string) web.Question {
	ask.Optional = true
	return s.line(ask, autocomplete)
}

// password asks for a password. It comes back empty, always.
func (s sheet) password(name, label, hint, autocomplete string) web.Question {
	return web.Question{Line: &web.Input{Ask: web.Ask{Name: name, Label: label, Hint: hint, Error: s.said[name]}, Type: "password", Autocomplete: autocomplete}}
}

// languages asks for one of the languages of the forum, each called by its own name.
func (s sheet) languages(ask web.Ask) web.Question {
	c := web.Choice{Ask: ask}
	for _, code := range lang.Codes() {
		c.Options = append(c.Options, web.Option{Value: string(code), Word: code.Own(), Lang: code.Tag()})
	}
	return web.Question{Radios: &c}
}

// twice refuses a new password that was typed in two ways.
func (v *visit) twice(name string) error {
	if first := v.sealed(name); first != "" && first != v.sealed("again") {
		return fault.Invalid(fault.Says("again", "door.again_differs", nil))
	}
	return nil
}

// wrongs is the summary of a refused form; a fault of no field leads to the first.
func (v *visit) wrongs(f *fault.Fault, first string) []web.Wrong {
	switch {
	case f == nil:
		return nil
	case len(f.Fields) > 0:
		return web.Wrongs(v.t, f.Fields)
	}
	return []web.Wrong{{Href: "#f-" + first, Text: v.sentence(f)}}
}

// sentence is what a fault says. Who has to wait learns for how long, and so does her browser.
func (v *visit) sentence(f *fault.Fault) string {
	if f.Reason != fault.ReasonTooMany || f.RetryAfter <= 0 {
		return v.t.Message(f.Message)
	}
	v.Response().Header().Set("Retry-After", strconv.Itoa(int(f.RetryAfter.Seconds())+1))
	minutes := int((f.RetryAfter + time.Minute - 1) / time.Minute)
	if minutes > 90 {
		return v.t.Count("door.wait_hours", (minutes+59)/60)
	}
	return v.t.Count("door.wait_minutes", minutes)
}

// shut tells whether an error is one the form of a door shows: besides what every form shows, that it asks too often.
func shut(err error) (*fault.Fault, bool) {
	var f *fault.Fault
	if errors.As(err, &f) && f.Reason == fault.ReasonTooMany {
		return f, true
	}
	return refused(err)
}

// showEntry shows a page of the way in. Nothing of it stays in a cache, for some of them carry a secret in their address.
func (v *visit) showEntry(code int, title string, view web.DoorView) error {
	page, err := v.page(title, web.SectionNone)
	if err != nil {
		return err
	}
	page.Private = true
	view.Wrongs = web.InOrder(view.Wrongs, view.Asks...)
	view.Page, view.WeChat = page, view.WeChat && strings.Contains(v.Request().UserAgent(), "MicroMessenger")
	return v.showOnce(code, web.DoorPage(view))
}

// showOnce is show for what no cache may keep.
func (v *visit) showOnce(code int, component templ.Component) error {
	var b bytes.Buffer
	if err := component.Render(v.Request().Context(), &b); err != nil {
		return err
	}
	v.Response().Header().Set("Cache-Control", "no-store")
	return v.HTMLBlob(code, b.Bytes())
}

// slipRefused shows why a link or code cannot be used, and the ways on. Other errors stay what they are.
func (v *visit) slipRefused(err error) error {
	var f *fault.Fault
	if !errors.As(err, &f) || (f.Reason != fault.ReasonNotFound && f.Reason != fault.ReasonConflict) {
		return err
	}
	return v.showEntry(codeOf(f.Reason), v.t.Say("door.refused"), web.DoorView{Note: &web.Notice{Kind: web.Warning}, Said: v.t.Message(f.Message),
		Rest: []web.Anchor{{Word: v.t.Say("web.sign_in"), Href: web.Link(v.t, "/login")}, {Word: v.t.Say("code.title"), Href: web.Link(v.t, "/join")}}})
}

// slip finds the one-time slip of the address, if it is for this.
func (v *visit) slip(purpose account.Purpose) (account.Slip, error) {
	slip, err := v.s.Accounts.FindSlip(v.Request().Context(), v.Param("secret"))
	if err == nil && slip.Purpose != purpose {
		err = &fault.Fault{Reason: fault.ReasonNotFound, Message: fault.Message{ID: "slip.unknown"}}
	}
	return slip, err
}

// local is a path of this forum without its language, of what somebody says she wanted to go to; empty when it leads elsewhere.
func local(to string) string {
	u, err := url.Parse(to)
	bad := func(r rune) bool { return r <= ' ' || r == '\\' || r == 0x7f }
	if err != nil || len(to) > 500 || u.Host != "" || u.Scheme != "" || u.User != nil || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") ||
		strings.ContainsFunc(to, bad) {
		return ""
	}
	path := u.EscapedPath()
	if first, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/"); lang.Code(first).Valid() {
		path = "/" + rest
	}
	if strings.HasPrefix(path, "//") || path == "/login" || strings.HasPrefix(path, "/login/") || path == "/logout" {
		return ""
	}
	if u.RawQuery != "" {
		path += "?" + u.RawQuery
	}
	if u.Fragment != "" {
		path += "#" + u.EscapedFragment()
	}
	return path
}

// device is where somebody signs in from.
func (v *visit) device() account.Device {
	d := account.Device{Address: v.RealIP(), Agent: v.Request().UserAgent()}
	if c, err := v.Cookie(v.s.cookieName(deviceCookie)); err == nil {
		d.Cookie = c.Value
	}
	return d
}

// statusOf is the status code of a door that did not open. That a password was wrong is answered as any form that comes back.
func statusOf(f *fault.Fault) int {
	if f != nil && f.Reason == fault.ReasonUnauthenticated {
		return http.StatusUnprocessableEntity
	}
	return status(f)
}
