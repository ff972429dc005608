package site

import (
	"encoding/base64"
	"net/http"

	"github.com/labstack/echo/v4"

	"sametable/internal/lang"
	"sametable/web"
)

// The cookies of this house: the session, the language, the device that has signed in before, and two that live for one page.
const (
	sessionCookie  = "forum_session"
	deviceCookie   = "forum_device"
	languageCookie = "forum_language"
	flashCookie    = "forum_flash"
	acceptedCookie = "forum_accepted"
)

// cookieName adds the prefix that ties a cookie to this host, where people come by https.
func (s *Site) cookieName(name string) string {
	if s.Secure {
		return "__Host-" + name
	}
	return name
}

// remember sets a cookie; seconds 0 lets it end with the browser.
func (s *Site) remember(c echo.Context, name, value string, seconds int) {
	c.SetCookie(&http.Cookie{Name: s.cookieName(name), Value: base64.RawURLEncoding.EncodeToString([]byte(value)), Path: "/", MaxAge: seconds,
		HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
}

// keep sets a cookie whose value is a secret already fit for a cookie.
func (s *Site) keep(c echo.Context, name, secret string, seconds int) {
	c.SetCookie(&http.Cookie{Name: s.cookieName(name), Value: secret, Path: "/", MaxAge: seconds, HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
}

func (s *Site) forget(c echo.Context, name string) {
	c.SetCookie(&http.Cookie{Name: s.cookieName(name), Path: "/", MaxAge: -1, HttpOnly: true, Secure: s.Secure, SameSite: http.SameSiteLaxMode})
}

// mostRecalled is how long what a cookie of one page says may be: as long as the keys of an organisation's form.
const mostRecalled = 500

// recall reads a cookie of one page and lets it go.
func (v *visit) recall(name string) string {
	c, err := v.Cookie(v.s.cookieName(name))
	if err != nil || c.Value == "" {
		return ""
	}
	v.s.forget(v.Context, name)
	value, err := base64.RawURLEncoding.DecodeString(c.Value)
	if err != nil || len(value) > mostRecalled {
		return ""
	}
	return string(value)
}

// flash is what the last act led to. Only a name travels in the cookie, so nobody can put words into our mouth.
func (v *visit) flash() *web.Flash {
	name := v.recall(flashCookie)
	if !knownFlash(name) {
		return nil
	}
	return &web.Flash{Kind: web.Success, Text: v.t.Of("flash", name)}
}

// lastRead is the language she read in last; it is none of ours where no cookie says so.
func (s *Site) lastRead(c echo.Context) lang.Code { return lang.Code(s.kept(c, languageCookie)) }

// preferred is the language of someone who has not said one in the address and has no profile: the one she read in last, else what
// her browser reads. Never by address of the network.
func (s *Site) preferred(c echo.Context) lang.Code {
	if code := s.lastRead(c); code.Valid() {
		return code
	}
	return lang.Match(c.Request().Header.Get("Accept-Language"))
}
