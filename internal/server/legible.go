package server

import (
	"net/http"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/labstack/echo/v4"
)

// legible refuses an address that is no text: malformed UTF-8 or control characters in its path lead nowhere, and the two
// databases would not agree on what to do with them.
func legible(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		path := c.Request().URL.Path
		if !utf8.ValidString(path) || strings.ContainsFunc(path, unicode.IsControl) {
			return echo.NewHTTPError(http.StatusNotFound)
		}
		return next(c)
	}
}
