package site

import (
	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"sametable/internal/policy"
	"sametable/web"
)

// ThreadBare prepares what a page of posts shows, so that a benchmark can ask for the posts and render the page with nothing
// else around them. It gives what to ask for, and the page.
func (s *Site) ThreadBare(c echo.Context) (actor policy.Actor, thread string, page templ.Component, err error) {
	v, err := s.visit(c)
	if err != nil {
		return actor, "", nil, err
	}
	row, err := v.threadRow()
	if err != nil {
		return actor, "", nil, err
	}
	posts, more, err := s.Threads.Page(c.Request().Context(), v.actor, row.ID, v.threadReader(), v.threadAfter(row))
	if err != nil {
		return actor, "", nil, err
	}
	view, err := v.threadWith(row, posts, more, composing{typed: v.asked()})
	return v.actor, row.ID, web.ThreadPage(view), err
}
