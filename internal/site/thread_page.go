package site

import (
	"log/slog"
	"net/http"
	"strconv"

	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// threadPage shows a discussion.
func threadPage(v *visit) error {
	row, err := v.threadRow()
	if err != nil {
		return err
	}
	return v.showThread(row, composing{typed: v.asked()})
}

// threadRow finds the thread of the address, with its title for the reader, or as it was written where originals are asked for.
func (v *visit) threadRow() (thread.Row, error) {
	return v.s.Threads.Find(v.Request().Context(), v.actor, v.Param("key"), v.Param("at"), v.threadReader())
}

// threadReader is the language texts are wanted in; none means: as they were written.
func (v *visit) threadReader() string {
	if v.QueryParam("original") == "1" {
		return ""
	}
	return v.code()
}

// showThread shows the page of a discussion that holds a post, with the form as it was typed.
func (v *visit) showThread(row thread.Row, c composing) error {
	posts, more, err := v.s.Threads.Page(v.Request().Context(), v.actor, row.ID, v.threadReader(), v.threadAfter(row))
	if err != nil {
		return err
	}
	view, err := v.threadWith(row, posts, more, c)
	if err != nil {
		return err
	}
	if err := v.show(status(c.refusal()), web.ThreadPage(view)); err != nil {
		return err
	}
	v.markRead(row, posts, more)
	return nil
}

// threadWith is the page of a discussion with these posts.
func (v *visit) threadWith(row thread.Row, posts []thread.PostRow, more bool, c composing) (web.ThreadView, error) {
	view, err := v.threadView(row, row.Table(), c)
	if err != nil {
		return view, err
	}
	view.Posts = v.postViews(row.Thread, posts)
	spoken, err := v.spoken(row)
	if err != nil {
		return view, err
	}
	view.Groups = tallied(spoken)
	for _, p := range view.Posts {
		if !p.Personal && view.Page.Funding != nil { // the donors' words, lest they seem to have signed a statement
			view.Page.Funding.Plain = true
		}
	}
	view.NewFrom = v.newFrom(row, posts)
	view.Earlier, view.Later, view.Latest = v.threadPaging(row, posts, v.threadAfter(row), more)
	return view, v.threadForm(&view, row, posts, c)
}

// spoken counts the posts of a discussion by stakeholder group. Whoever sees the discussion sees its published posts, so the
// count is the same for all.
func (v *visit) spoken(row thread.Row) (map[policy.Kind]int, error) {
	read := func() (map[policy.Kind]int, error) { return v.s.Threads.Spoken(v.Request().Context(), row.Thread) }
	if v.seen == nil { // a visitor's page lies on the shelf
		return read()
	}
	return v.s.spoken.get(row.ID, v.seen.Head, read)
}

// threadAfter is the number after which the page begins. Pages asked for by a post are blocks of numbers, so that the post is
// on its page whatever else the viewer may see.
func (v *visit) threadAfter(row thread.Row) int {
	at, _ := strconv.Atoi(v.QueryParam("at"))
	if at == 0 { // the post that is being answered
		at, _ = strconv.Atoi(v.FormValue("quote"))
	}
	if at == 0 && v.Request().Method == http.MethodPost { // a form came back
		at = row.Numbered
	}
	if at > 0 {
		return (min(at, max(row.Numbered, 1)) - 1) / thread.PageSize * thread.PageSize
	}
	after, _ := strconv.Atoi(v.QueryParam("after"))
	return max(after, 0)
}

// threadPaging gives the addresses of the page before, the page after and, where that is another one, the last page.
func (v *visit) threadPaging(row thread.Row, posts []thread.PostRow, after int, more bool) (earlier, later, latest string) {
	query := func(name string, n int) string {
		address := web.Link(v.t, row.Path()) + "?" + name + "=" + strconv.Itoa(n)
		if v.threadReader() == "" {
			address += "&original=1"
		}
		return address
	}
	if after > 0 {
		earlier = query("after", max(after-thread.PageSize, 0))
	}
	if more {
		later = query("after", posts[len(posts)-1].Number)
		latest = query("at", row.Numbered)
	}
	return earlier, later, latest
}

// newFrom is the first post on the page that somebody else wrote after what the viewer has read; 0 when she has read nothing,
// or everything.
func (v *visit) newFrom(row thread.Row, posts []thread.PostRow) int {
	if row.ReadTo == 0 {
		return 0
	}
	for _, p := range posts {
		if p.Number > row.ReadTo && p.AuthorID != v.actor.Person {
			return p.Number
		}
	}
	return 0
}

// markRead notes how far she has read. On the last page that is to the last number given: a post she may not see must not look
// new for ever. A mark that cannot be written is no reason to refuse a page.
func (v *visit) markRead(row thread.Row, posts []thread.PostRow, more bool) {
	number := row.Numbered
	if more && len(posts) > 0 {
		number = posts[len(posts)-1].Number
	}
	if v.actor.Visitor() || v.Request().Method != http.MethodGet || number <= row.ReadTo {
		return
	}
	if err := v.s.Threads.Mark(v.Request().Context(), v.actor, row.ID, number); err != nil {
		slog.WarnContext(v.Request().Context(), "read mark not kept", "error", err)
	}
}

// threadByID leads from a thread's id to its page: where drafts lead.
func threadByID(v *visit) error {
	row, err := v.s.Threads.ByID(v.Request().Context(), v.actor, v.Param("id"), v.code())
	if err != nil {
		return err
	}
	return v.Redirect(http.StatusSeeOther, web.Link(v.t, row.Path()))
}
