package site

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/register"
	"sametable/web"
)

// codeOf maps a reason to a status code.
func codeOf(r fault.Reason) int {
	switch r {
	case fault.ReasonInvalid:
		return http.StatusUnprocessableEntity
	case fault.ReasonUnauthenticated:
		return http.StatusUnauthorized
	case fault.ReasonForbidden:
		return http.StatusForbidden
	case fault.ReasonNotFound:
		return http.StatusNotFound
	case fault.ReasonConflict:
		return http.StatusConflict
	case fault.ReasonTooMany:
		return http.StatusTooManyRequests
	case fault.ReasonUnavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// Refuse is the one error handler: it answers with a page in the reader's language. The cause goes to the log only.
func (s *Site) Refuse(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	v, ok := c.Get(visitKey).(*visit)
	if !ok {
		v = &visit{Context: c, s: s, t: s.speakers[s.preferredOrPath(c)], now: s.Register.Now()}
	}
	var again *register.Replayed
	if errors.As(err, &again) { // the form was carried out before: lead to what it made
		_ = v.Redirect(http.StatusSeeOther, web.Link(v.t, again.Path))
		return
	}
	f := asFault(err)
	if f.Reason == fault.ReasonUnauthenticated && c.Request().Method == http.MethodGet {
		_ = v.Redirect(http.StatusSeeOther, web.Link(v.t, "/login")+"?to="+url.QueryEscape(v.path()))
		return
	}
	reference, code := "", frontCode(err)
	if code == 0 {
		code = codeOf(f.Reason)
	}
	switch {
	case code == http.StatusRequestTimeout || errors.Is(err, context.Canceled): // the other side was slow, or went
		slog.InfoContext(c.Request().Context(), "request not finished", "path", c.Path(), "error", err)
	case code == http.StatusInternalServerError || code == http.StatusServiceUnavailable:
		reference = clock.NewID()[18:]
		slog.ErrorContext(c.Request().Context(), "request failed", "reference", reference, "path", c.Path(), "error", err)
	}
	if f.ID == "fault.unexpected" {
		f.Args = fault.Args{"Reference": reference}
	}
	if f.RetryAfter > 0 {
		c.Response().Header().Set("Retry-After", strconv.Itoa(int(f.RetryAfter.Seconds())+1))
	}
	if shown := v.refusal(code, f); shown != nil {
		slog.ErrorContext(c.Request().Context(), "error page failed", "error", shown)
		_ = c.String(code, v.t.Message(f.Message))
	}
}

// frontCode is the status code of a refusal by the front of the house that no reason of the rooms has, or 0.
func frontCode(err error) int {
	var h *echo.HTTPError
	if errors.As(err, &h) && slices.Contains([]int{http.StatusMethodNotAllowed, http.StatusRequestTimeout, http.StatusRequestEntityTooLarge}, h.Code) {
		return h.Code
	}
	return 0
}

// preferredOrPath finds the language of a request that met no route.
func (s *Site) preferredOrPath(c echo.Context) (code lang.Code) {
	first, _, _ := strings.Cut(strings.TrimPrefix(c.Request().URL.Path, "/"), "/")
	if lang.Code(first).Valid() {
		return lang.Code(first)
	}
	return s.preferred(c)
}

// asFault makes a fault of any error; one that is none ends as an internal error.
func asFault(err error) *fault.Fault {
	var f *fault.Fault
	if errors.As(err, &f) {
		return f
	}
	var h *echo.HTTPError
	if errors.As(err, &h) {
		switch h.Code {
		case http.StatusNotFound:
			return fault.NotFound()
		case http.StatusMethodNotAllowed:
			return &fault.Fault{Reason: fault.ReasonNotFound, Message: fault.Message{ID: "fault.method"}}
		case http.StatusRequestEntityTooLarge:
			return &fault.Fault{Reason: fault.ReasonInvalid, Message: fault.Message{ID: "fault.too_large", Args: fault.Args{"Size": "12 MB"}}}
		case http.StatusRequestTimeout:
			return &fault.Fault{Reason: fault.ReasonInvalid, Message: fault.Message{ID: "fault.too_slow"}}
		case http.StatusForbidden:
			return fault.Forbidden("fault.cross_origin", nil)
		case http.StatusTooManyRequests:
			return fault.TooMany(0)
		case http.StatusBadRequest:
			return fault.Invalid()
		}
	}
	return &fault.Fault{Message: fault.Message{ID: "fault.unexpected"}, Cause: err}
}

// refusal shows the page of a fault.
func (v *visit) refusal(code int, f *fault.Fault) error {
	// The page is owed although the request's own time is over.
	v.SetRequest(v.Request().WithContext(context.WithoutCancel(v.Request().Context())))
	page, err := v.page(v.t.Say("refusal.title"), web.SectionNone)
	if err != nil { // the page's own frame may be what is unavailable
		page = web.Page{T: v.t, Title: v.t.Say("refusal.title"), Path: v.path(), Origin: v.s.Origin, Site: v.house(), Today: v.t.Date(v.now, lang.Beijing), Demo: len(v.s.Demo) > 0}
	}
	page.Private = true
	view := web.RefusalView{Page: page, Code: code, Text: v.t.Message(f.Message)}
	if v.Request().Method == http.MethodPost && passing(code) {
		view.Sent = sent(v.Request())
		view.Lost = view.Sent == nil
		v.Response().Header().Set("Cache-Control", "no-store")
	}
	return v.show(code, web.Refusal(view))
}
