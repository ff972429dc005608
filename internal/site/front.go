package site

import (
	"context"

	"github.com/labstack/echo/v4"
)

// SessionCookie is the secret of a request's session, or ""; it need not open one.
func (s *Site) SessionCookie(c echo.Context) string {
	cookie, err := c.Cookie(s.cookieName(sessionCookie))
	if err != nil {
		return ""
	}
	return cookie.Value
}

// PersonOf is who is signed in with the secret of a session, or "": the front counts requests by her.
func (s *Site) PersonOf(ctx context.Context, secret string) string {
	seen, err := s.Accounts.Session(ctx, secret)
	if err != nil {
		return ""
	}
	return string(seen.Person.ID)
}
