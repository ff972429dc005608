// Package server is the front of the house: Echo with its limits, headers and the one error handler, before the doors.
package server

import (
	"context"
	"net"
	"net/http"
	"net/netip"
	"strings"
	"time"

	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"
	"golang.org/x/time/rate"

	"sametable/internal/site"
	"sametable/web"
)

// Settings are the limits of a server.
type Settings struct {
	Secure         bool
	TrustedProxies []netip.Prefix
	PerMinute      int // requests per address and minute; 0: no limit
	Burst          int
	Health         Health
}

// Health tells how the house is.
type Health interface {
	// Ready is nil when requests can be served.
	Ready(context.Context) error
}

// bodyLimit is the largest form: a photo of 8 MB with its text. A megabyte of typed text is refused beside its field.
const bodyLimit = "12M"

// New builds the handler: doors behind limits.
func New(door *site.Site, s Settings) *echo.Echo {
	e := echo.New()
	e.HideBanner, e.HidePort = true, true
	e.HTTPErrorHandler = door.Refuse
	e.IPExtractor = extractor(s.TrustedProxies)
	e.Use(middleware.RecoverWithConfig(middleware.RecoverConfig{DisablePrintStack: true, DisableErrorHandler: false}))
	e.Use(headers(s.Secure))
	e.GET("/healthz", func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
	e.GET("/readyz", ready(s.Health))
	e.GET("/static/*", echo.WrapHandler(web.Assets()))
	e.HEAD("/static/*", echo.WrapHandler(web.Assets()))
	e.Use(legible)
	e.Use(limit(s))
	e.Use(middleware.BodyLimit(bodyLimit))
	e.Use(sameOrigin())
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

func ready(h Health) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx, cancel := context.WithTimeout(c.Request().Context(), 3*time.Second)
		defer cancel()
		if err := h.Ready(ctx); err != nil {
			c.Response().Header().Set("Retry-After", "5")
			return c.String(http.StatusServiceUnavailable, "not ready\n")
		}
		return c.String(http.StatusOK, "ready\n")
	}
}

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
func sameOrigin() echo.MiddlewareFunc {
	protection := http.NewCrossOriginProtection()
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if err := protection.Check(c.Request()); err != nil {
				return echo.NewHTTPError(http.StatusForbidden).SetInternal(err)
			}
			return next(c)
		}
	}
}

func limit(s Settings) echo.MiddlewareFunc {
	if s.PerMinute == 0 {
		return func(next echo.HandlerFunc) echo.HandlerFunc { return next }
	}
	store := middleware.NewRateLimiterMemoryStoreWithConfig(middleware.RateLimiterMemoryStoreConfig{
		Rate: rate.Limit(float64(s.PerMinute) / 60), Burst: s.Burst, ExpiresIn: 3 * time.Minute})
	return middleware.RateLimiterWithConfig(middleware.RateLimiterConfig{
		Skipper: isStatic, Store: store,
		IdentifierExtractor: func(c echo.Context) (string, error) { return c.RealIP(), nil },
		DenyHandler: func(c echo.Context, _ string, _ error) error {
			c.Response().Header().Set("Retry-After", "10")
			return echo.NewHTTPError(http.StatusTooManyRequests)
		},
	})
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

// Serve listens until the context ends, then lets running requests finish for up to ten seconds.
func Serve(ctx context.Context, e *echo.Echo, l net.Listener) error {
	srv := &http.Server{Handler: e, ReadHeaderTimeout: 5 * time.Second, ReadTimeout: 30 * time.Second, WriteTimeout: 60 * time.Second,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 64 << 10}
	failed := make(chan error, 1)
	go func() { failed <- srv.Serve(l) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	// The requests that run may finish although the program was told to end; so their time is not the ended context's.
	end, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	return srv.Shutdown(end)
}
