package site

import (
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// threadReply takes in a post.
func threadReply(v *visit) error {
	row, err := v.threadRow()
	if err != nil {
		return err
	}
	typed, key := v.typedPost(), draftReply+row.ID
	if typed.again() {
		return v.showThread(row, typed.shown(v.unseen))
	}
	if typed.act == "save" {
		return v.putAside(key, row.Path()+"#reply", typed, func(f *fault.Fault) error { return v.showThread(row, composing{typed: typed, fault: f}) })
	}
	form := v.postForm(typed, row.ID)
	photo, err := v.photo(&form, typed)
	if err != nil {
		return err
	}
	defer photo.Close()
	t, p, err := v.s.Threads.Reply(v.once().Context(), v.actor, form)
	if f, ok := v.refused(err); ok {
		if hotline(f) {
			return v.showHotline(threadCrumbs(v, row), composing{typed: typed, fault: f}, row.Path())
		}
		return v.showThread(row, composing{typed: typed, fault: f})
	}
	if err != nil {
		return err
	}
	return v.sent(t, p, key)
}

// postForm is the form as the room takes it.
func (v *visit) postForm(t typedPost, threadID string) thread.PostForm {
	return thread.PostForm{Thread: threadID, Mandate: policy.MandateID(t.mandate), Language: t.language, Body: t.body, Kind: thread.Kind(t.kind), Explanation: v.explained(t),
		Quote: t.quote, QuoteText: t.quoteText}
}

// sent leads to the post that was taken in; server and device let the draft go.
func (v *visit) sent(t thread.Thread, p thread.Post, key string) error {
	if _, err := v.s.Threads.SaveDraft(v.Request().Context(), v.actor, key, ""); err != nil {
		return err
	}
	v.s.remember(v.Context, acceptedCookie, key, 60)
	flash := map[string]string{thread.Held: "held", thread.Confirming: "waits_confirmation"}[p.State]
	if flash == "" {
		flash = "posted"
	}
	return v.to(t.PostPath(p.Number), flash)
}

// putAside keeps what was typed as a draft, for another day; the gate lets nothing else through.
func (v *visit) putAside(key, path string, typed typedPost, back func(*fault.Fault) error) error {
	if v.unseen != nil { // a draft enters no record, so no act refuses it
		return back(v.unseen)
	}
	_, err := v.s.Threads.KeepDraft(v.Request().Context(), v.actor, key, typed.body, typed.begun())
	if f, ok := v.refused(err); ok {
		return back(f)
	}
	if err != nil {
		return err
	}
	v.s.remember(v.Context, acceptedCookie, key, 60)
	return v.to(path, "saved")
}

// hotline tells whether a text seemed to speak of one child in danger.
func hotline(f *fault.Fault) bool {
	stopped := stoppedBy(f)
	return stopped != nil && stopped.Finding.Hotline()
}

// showHotline shows where help is. Nothing was stored; the text stands only in the answer to her who typed it.
func (v *visit) showHotline(crumbs []web.Anchor, c composing, action string) error {
	page, err := v.page(v.t.Say("safeguard.hotline.title"), web.SectionNone)
	if err != nil {
		return err
	}
	page.Private = true
	form := v.compose(c, web.Link(v.t, action))
	form.Heading, form.Word = v.t.Say("safeguard.hotline.back"), v.t.Say("post.send")
	form.Language, form.Kind = v.languageChoice(c), v.kindChoice(c)
	return v.show(status(c.fault), web.Hotline(web.HotlineView{Page: page, Crumbs: crumbs, Compose: form, Lines: v.helplines()}))
}

// helplines are the numbers to call, the most urgent first: those of China, where the children are.
func (v *visit) helplines() []string {
	number := func(n string) fault.Args { return fault.Args{"Number": n} }
	return []string{v.t.Say("safeguard.hotline.emergency", number("110")), v.t.Say("safeguard.hotline.city", number("12345")),
		v.t.Say("safeguard.hotline.civil_affairs", number("12349")), v.t.Say("safeguard.hotline.women", number("12338"))}
}

// threadCrumbs lead from a form back to its thread.
func threadCrumbs(v *visit, row thread.Row) []web.Anchor {
	return []web.Anchor{
		{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")},
		{Word: v.t.Say("thread.list"), Href: web.Link(v.t, "/f/"+row.ForumKey+"/threads")},
		{Word: row.Reference, Href: web.Link(v.t, row.Path())},
	}
}

// postCrumbs lead from a page about a post to its thread, where the viewer may read it.
func (v *visit) postCrumbs(t thread.Thread, ref string) []web.Anchor {
	if t.ID == "" {
		return []web.Anchor{{Word: v.t.Say("web.desk"), Href: web.Link(v.t, "/desk")}, {Word: ref}}
	}
	return []web.Anchor{
		{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")},
		{Word: v.t.Say("thread.list"), Href: web.Link(v.t, "/f/"+t.ForumKey+"/threads")},
		{Word: t.Reference, Href: web.Link(v.t, t.Path())},
		{Word: ref},
	}
}

// alone gives a post with its thread. Whoever may read the post and not the thread, such as a focal point who confirms a
// statement, gets a thread that says only where the post belongs.
func (v *visit) alone() (thread.Row, thread.PostRow, error) {
	ctx := v.Request().Context()
	row, err := v.s.Threads.Post(ctx, v.actor, v.Param("id"), v.threadReader())
	if err != nil {
		return thread.Row{}, row, err
	}
	t, err := v.s.Threads.ByID(ctx, v.actor, row.ThreadID, v.threadReader())
	if fault.Is(err, fault.ReasonNotFound) {
		return thread.Row{Thread: thread.Thread{Access: policy.Access{Forum: row.Forum}}}, row, nil
	}
	return t, row, err
}
