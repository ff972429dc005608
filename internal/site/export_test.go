package site

import (
	"context"
	"fmt"

	"github.com/a-h/templ"
	"github.com/labstack/echo/v4"

	"sametable/internal/thread"
	"sametable/web"
)

// Bare is what a page cannot do without: one query for what it is about, and its component, made beforehand.
type Bare struct {
	Query func(context.Context) error
	Page  templ.Component
}

// Bare prepares the page a request asks for, so that a benchmark can ask and render with nothing else around it: a discussion
// where there is "at", a forum where there is "key", else the first page.
func (s *Site) Bare(c echo.Context) (Bare, error) {
	v, err := s.visit(c)
	switch {
	case err != nil:
		return Bare{}, err
	case c.Param("at") != "":
		return v.bareThread()
	case c.Param("key") != "":
		return v.bareForum()
	}
	view, err := v.home()
	return Bare{Page: web.Home(view), Query: func(ctx context.Context) error {
		all, err := s.Forums.Overview(ctx)
		return whole(len(all), len(view.Forums), err)
	}}, err
}

func (v *visit) bareForum() (Bare, error) {
	table, err := v.s.Forums.Table(v.Request().Context(), v.Param("key"))
	if err != nil {
		return Bare{}, err
	}
	view, err := v.forum()
	return Bare{Page: web.ForumPage(view), Query: func(ctx context.Context) error {
		rows, err := v.s.Threads.List(ctx, v.actor, table.Forum.ID, v.code(), threadsOnForum)
		return whole(len(rows), len(view.Threads), err)
	}}, err
}

func (v *visit) bareThread() (Bare, error) {
	row, err := v.threadRow()
	if err != nil {
		return Bare{}, err
	}
	posts, more, err := v.s.Threads.Page(v.Request().Context(), v.actor, row.ID, v.threadReader(), v.threadAfter(row))
	if err != nil {
		return Bare{}, err
	}
	view, err := v.threadWith(row, posts, more, composing{typed: v.asked()})
	return Bare{Page: web.ThreadPage(view), Query: func(ctx context.Context) error {
		posts, _, err := v.s.Threads.Page(ctx, v.actor, row.ID, v.code(), 0)
		return whole(len(posts), thread.PageSize, err)
	}}, err
}

// whole refuses a measurement of less than the page shows.
func whole(n, shown int, err error) error {
	if err == nil && (n != shown || n == 0) {
		return fmt.Errorf("%d rows where the page shows %d", n, shown)
	}
	return err
}
