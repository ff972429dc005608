// Package server is the front of the house: Echo with its limits, headers and the one error handler, before the doors.
package server

import (
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"sametable/internal/site"
	"sametable/web"
)

// Settings are the limits of a server.
type Settings struct {
	Secure         bool
	TrustedProxies []netip.Prefix
	PerMinute      int // requests per person, or per address of visitors, and minute; 0: no limit
	Burst          int
	Health         Health
}

// New builds the handler: doors behind limits.
func New(door *site.Site, s Settings) *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = door.Refuse
	e.IPExtractor = extractor(s.TrustedProxies)
	e.Use(middleware.RecoverWithConfig(middleware.RecoverConfig{DisablePrintStack: true, DisableErrorHandler: false}))
	e.Use(headers(s.Secure))
	mountHealth(e, s.Health)
	e.GET("/static/*", echo.WrapHandler(web.Assets()))
	e.HEAD("/static/*", echo.WrapHandler(web.Assets()))
	protection := http.NewCrossOriginProtection()
	l := newLimiter(door, s)
	e.Use(l.limit(protection))
	e.Use(legible)
	e.Use(sameOrigin(protection))
	e.Use(l.bodies)
	e.Use(middleware.ContextTimeout(15 * time.Second))
	e.Use(door.Shelf)
	e.Use(middleware.GzipWithConfig(middleware.GzipConfig{Level: 5, MinLength: 860, Skipper: isStatic}))
	e.Use(answerErrors) // innermost: the page of an error is written while the request's context still lives
	door.Mount(e)
	return e
}

// answerErrors lets the error handler answer before the middleware outside takes its context and its writer back.
func answerErrors(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if err := next(c); err != nil {
			c.Error(err)
		}
		return nil
	}
}

func isStatic(c echo.Context) bool { return strings.HasPrefix(c.Request().URL.Path, "/static/") }

// headers keep a page to itself: nothing from third parties, no frame, no script of a page's own.
func headers(secure bool) echo.MiddlewareFunc {
	const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
		"form-action 'self'; base-uri 'none'; frame-ancestors 'none'; manifest-src 'self'"
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			h := c.Response().Header()
			h.Set("Content-Security-Policy", policy)
			h.Set("X-Content-Type-Options", "nosniff")
			h.Set("Referrer-Policy", "same-origin")
			h.Set("X-Frame-Options", "DENY")
			h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), interest-cohort=()")
			h.Set("Cross-Origin-Opener-Policy", "same-origin")
			h.Set("Cross-Origin-Resource-Policy", "same-origin")
			if secure {
				h.Set("Strict-Transport-Security", "max-age=31536000; includeSubDomains")
			}
			return next(c)
		}
	}
}

// sameOrigin refuses a form that another site sent, by Sec-Fetch-Site or Origin. Old browsers that send neither are held off
// by SameSite cookies.
func sameOrigin(protection *http.CrossOriginProtection) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := protection.Check(c.Request()); err != nil {
				return echo.NewHTTPError(http.StatusForbidden).SetInternal(err)
			}
			return next(c)
		}
	}
}

// extractor believes X-Forwarded-For only from the networks it was told, and from none by default.
func extractor(trusted []netip.Prefix) echo.IPExtractor {
	if len(trusted) == 0 {
		return echo.ExtractIPDirect()
	}
	options := []echo.TrustOption{echo.TrustLoopback(false), echo.TrustLinkLocal(false), echo.TrustPrivateNet(false)}
	for _, p := range trusted {
		_, network, err := net.ParseCIDR(p.String())
		if err == nil {
			options = append(options, echo.TrustIPRange(network))
		}
	}
	return echo.ExtractIPFromXFFHeader(options...)
}
