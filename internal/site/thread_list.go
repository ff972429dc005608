package site

import (
	"strconv"

	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// threadList shows a forum's discussions.
func threadList(v *visit) error {
	ctx := v.Request().Context()
	f, err := v.s.Forums.Find(ctx, v.Param("key"))
	if err != nil {
		return err
	}
	const most = 200
	rows, err := v.s.Threads.List(ctx, v.actor, f.ID, v.code(), most)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("thread.list"), web.SectionForums)
	if err != nil {
		return err
	}
	view := web.ThreadListView{Page: page, Forum: v.forumAnchor(f)}
	if _, ok := v.voice(f.ID); ok {
		view.Write = web.Link(v.t, f.Path()+"/write")
	} else {
		view.Why = v.threadListWhy(f.ID)
	}
	for _, row := range rows {
		view.Rows = append(view.Rows, v.threadEntry(row))
	}
	if len(rows) == 0 {
		if view.Empty, err = v.threadListEmpty(f.ID); err != nil {
			return err
		}
	}
	return v.show(200, web.ThreadList(view))
}

// threadListEmpty tells a forum without discussions from one whose discussions the viewer may not read.
func (v *visit) threadListEmpty(id policy.ForumID) (string, error) {
	if policy.May(policy.ReadMembersArea, v.actor.RolesIn(id, v.now)) {
		return v.t.Say("thread.list_empty"), nil
	}
	talk, err := v.s.Threads.Talk(v.Request().Context(), id)
	if talk.Threads > 0 {
		return v.t.Say("thread.list_members"), err
	}
	return v.t.Say("thread.list_empty"), err
}

// threadListWhy says why somebody without a voice sees what she sees.
func (v *visit) threadListWhy(id policy.ForumID) string {
	switch {
	case v.actor.Visitor():
		return v.t.Say("thread.list_visitor")
	case policy.May(policy.ReadMembersArea, v.actor.RolesIn(id, v.now)):
		return v.whyVoiceless(id)
	}
	return v.t.Say("thread.list_stranger")
}

func (v *visit) threadEntry(row thread.Row) web.ThreadEntry {
	href := web.Link(v.t, row.Path())
	e := web.ThreadEntry{Ref: row.Reference, Title: threadTitle(row.Title), Href: href, Status: v.threadStatus(row.State), Posts: row.Posts, LastAt: row.LastAt}
	e.LastBy, e.LastIn = v.postName(row.LastName, row.LastLatin)
	if row.ReadTo > 0 && row.ReadTo < row.Numbered {
		e.New = href + "?at=" + strconv.Itoa(row.ReadTo+1) + "#new"
	}
	return e
}
