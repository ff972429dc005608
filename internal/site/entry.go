package site

import (
	"bytes"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"github.com/a-h/templ"

	"sametable/internal/account"
	"sametable/internal/fault"
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
