package server

import (
	"context"
	"log/slog"
	"net/http"
	"time"

	"github.com/labstack/echo/v4"
)

// Health tells how the house is.
type Health interface {
	// Ready is nil when requests can be served.
	Ready(context.Context) error
	// Degraded says what does not work although pages are read, or "".
	Degraded(context.Context) string
}

const (
	alivePath = "/healthz"
	readyPath = "/readyz"
)

// mountHealth puts up the two questions of a machine. No limit holds them back: whoever asks too often would take the house for
// dead.
func mountHealth(e *echo.Echo, h Health) {
	for _, method := range []string{http.MethodGet, http.MethodHead} {
		e.Add(method, alivePath, func(c echo.Context) error { return c.String(http.StatusOK, "ok\n") })
		e.Add(method, readyPath, ready(h))
	}
}

func isHealth(c echo.Context) bool { return c.Path() == alivePath || c.Path() == readyPath }

// ready answers 503 while nothing can be served. A house that can be read but not written to is ready and says so: taken out of
// service it would help nobody.
func ready(h Health) echo.HandlerFunc {
	return func(c echo.Context) error {
		ctx, cancel := context.WithTimeout(c.Request().Context(), 3*time.Second)
		defer cancel()
		c.Response().Header().Set("Cache-Control", "no-store")
		if err := h.Ready(ctx); err != nil {
			slog.WarnContext(ctx, "not ready", "error", err)
			c.Response().Header().Set("Retry-After", "5")
			return c.String(http.StatusServiceUnavailable, "not ready\n")
		}
		if what := h.Degraded(ctx); what != "" {
			return c.String(http.StatusOK, "degraded: "+what+"\n")
		}
		return c.String(http.StatusOK, "ready\n")
	}
}
