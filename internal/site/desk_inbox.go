package site

import (
	"net/http"
	"strconv"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/notice"
	"sametable/web"
)

// inboxPage shows what the viewer was told, newest first.
func inboxPage(v *visit) error {
	const size = 30
	before, _ := strconv.ParseInt(v.QueryParam("before"), 10, 64)
	items, more, err := v.s.Notices.Inbox(v.Request().Context(), v.actor, before, size)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("desk.notices"), web.SectionDesk)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.InboxView{Page: page, Unread: page.Person.Unread, Read: web.Form{Action: web.Link(v.t, "/notices/read"), Nonce: clock.NewSecret()}}
	if before > 0 {
		view.Newer = web.Link(v.t, "/notices")
	}
	if more {
		view.Older = web.Link(v.t, "/notices") + "?before=" + strconv.FormatInt(items[len(items)-1].Seq, 10)
	}
	for _, item := range items {
		view.UpTo = max(view.UpTo, int(item.Seq))
		day := lang.ISO(item.At, lang.Beijing)
		if n := len(view.Days); n == 0 || lang.ISO(view.Days[n-1].Day, lang.Beijing) != day {
			view.Days = append(view.Days, web.InboxDay{Day: item.At})
		}
		today := &view.Days[len(view.Days)-1]
		today.Notices = append(today.Notices, v.inboxNotice(item))
	}
	return v.show(http.StatusOK, web.Inbox(view))
}

func (v *visit) inboxNotice(item notice.Item) web.InboxNotice {
	said := item.Message(v.code())
	return web.InboxNotice{ID: string(item.ID), Said: v.t.Message(said), Pieces: v.t.Pieces(said), Ref: item.Reference(), Href: web.Link(v.t, item.Path()),
		At: item.At, New: item.ReadAt == nil, Reason: item.Reason()}
}

// inboxRead marks one notice, or all up to the newest that was shown.
func inboxRead(v *visit) error {
	marking := notice.Marking{}
	if id := v.written("id"); id != "" {
		marking.IDs = []notice.ID{notice.ID(id)}
	} else {
		var err error
		if marking.UpTo, err = strconv.ParseInt(v.written("upto"), 10, 64); err != nil {
			return &fault.Fault{Reason: fault.ReasonInvalid, Message: fault.Message{ID: "input.nonce"}}
		}
	}
	if err := v.s.Notices.MarkRead(v.Request().Context(), v.actor, marking); err != nil {
		return err
	}
	return v.to("/notices", "notices_read")
}
