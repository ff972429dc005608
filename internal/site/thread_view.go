package site

import (
	"strconv"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/text"
	"sametable/internal/thread"
	"sametable/web"
)

// threadView fills what stands above the posts.
func (v *visit) threadView(row thread.Row, f forum.Forum, c composing) (web.ThreadView, error) {
	title := threadTitle(row.Title)
	page, err := v.page(title.Text, web.SectionForums)
	if err != nil {
		return web.ThreadView{}, err
	}
	page.Print, page.Private, page.Path = row.Reference, row.Class != policy.Public, row.Path()
	view := web.ThreadView{
		Page: page, Forum: v.forumAnchor(f), Ref: row.Reference, Title: title, Status: v.threadStatus(row.State), Count: row.Posts,
		Original: v.threadReader() == "", Originals: v.otherReading(row.Thread), Steer: v.threadSteps(row.Thread, c),
		Letter: v.letterAct(row.Thread),
	}
	if row.Purpose.HTML != "" {
		purpose := wording(row.Purpose)
		view.Purpose = &purpose
	}
	if v.actor.Visitor() {
		return view, nil
	}
	view.Follow, err = v.followAct(row.Thread)
	return view, err
}

func (v *visit) forumAnchor(f forum.Forum) web.Anchor {
	return web.Anchor{Word: f.Name(v.code()), Href: web.Link(v.t, f.Path())}
}

// otherReading is this page with originals everywhere, or with translations again.
func (v *visit) otherReading(t thread.Thread) string {
	query := v.Request().URL.Query()
	if v.threadReader() == "" {
		query.Del("original")
	} else {
		query.Set("original", "1")
	}
	address := web.Link(v.t, t.Path())
	if encoded := query.Encode(); encoded != "" {
		address += "?" + encoded
	}
	return address
}

func (v *visit) threadStatus(state string) web.Status {
	s := web.Status{Family: web.Neutral, Word: v.t.Of("state.thread", state)}
	switch state {
	case thread.Open:
		s.Family = web.Open
	case thread.Locked:
		s.Icon = "lock"
	}
	return s
}

// threadSteps is the form of those who keep order in a thread; nil for everybody else.
func (v *visit) threadSteps(t thread.Thread, c composing) *web.SteerView {
	form := &web.SteerView{Nonce: v.nonce(), Version: t.Version}
	for _, o := range thread.ThreadMachine().Possible(t.State, v.actor.RolesIn(t.Forum, v.now), nil) {
		if o.Blocked == nil {
			form.Steps = append(form.Steps, web.Act{Word: v.t.Of("verb.thread", o.Verb), Action: web.Link(v.t, "/t/"+t.ID+"/"+o.Verb)})
		}
	}
	if len(form.Steps) == 0 {
		return nil
	}
	form.Reason = web.Input{Ask: web.Ask{Name: "reason", Label: v.t.Say("thread.steer_reason"), Hint: v.t.Say("thread.steer_reason_hint"), Value: c.reason, Optional: true}}
	if c.steer == nil {
		return form
	}
	form.Wrongs = web.Wrongs(v.t, c.steer.Fields)
	if len(c.steer.Fields) == 0 {
		form.Wrongs = []web.Wrong{{Href: "#f-reason", Text: v.t.Message(c.steer.Message)}}
	}
	form.Reason.Error = web.Errors(v.t, c.steer.Fields)["reason"]
	if stopped := stoppedBy(c.steer); stopped != nil {
		form.Hits = v.hits(c.reason, stopped.Finding)
	}
	return form
}

// letterAct leads the secretary to the form for what came on paper.
func (v *visit) letterAct(t thread.Thread) *web.Act {
	if t.State != thread.Open || !policy.May(policy.EnterLetter, v.actor.RolesIn(t.Forum, v.now)) {
		return nil
	}
	return &web.Act{Word: v.t.Say("post.enter_letter"), Icon: "file", Href: web.Link(v.t, t.Path()+"/letter")}
}

// followAct offers what she does not do yet.
func (v *visit) followAct(t thread.Thread) (*web.Act, error) {
	follows, err := v.follows(t)
	if err != nil {
		return nil, err
	}
	act := web.Act{Action: web.Link(v.t, "/t/"+t.ID+"/follow"), Word: v.t.Say("thread.follow"), Fields: []web.Hidden{{Name: "on", Value: "1"}}}
	if follows {
		act.Word, act.Fields = v.t.Say("thread.unfollow"), []web.Hidden{{Name: "on", Value: "0"}}
	}
	return &act, nil
}

// follows tells whether she is told about the thread.
func (v *visit) follows(t thread.Thread) (bool, error) {
	var found int64
	err := v.s.Register.Read(v.Request().Context()).Model(&thread.Follower{}).
		Where("person_id = ? AND noun = ? AND noun_id = ? AND level <> ?", v.actor.Person, thread.Noun, t.ID, "off").Count(&found).Error
	if err != nil {
		return false, fault.Unavailable(err)
	}
	return found > 0, nil
}

// threadTitle is a title with its state, and the original beside a translation.
func threadTitle(r text.Reading) web.Titled {
	w := wording(r)
	titled := web.Titled{Text: r.Title, Lang: w.Lang, Version: w.Version}
	if r.Original != nil {
		titled.Original, titled.Tag = r.Original.Title, lang.Code(r.Original.Language).Tag()
		titled.Version.Href = "" // the original stands beside it
	}
	return titled
}

// wording is a text as a reader gets it, for the page.
func wording(r text.Reading) web.Wording {
	code := lang.Code(r.Language)
	w := web.Wording{HTML: r.HTML, Lang: code.Tag(), Version: web.Version{State: string(r.State), Of: code}}
	if r.Stale {
		w.Version.State = "stale"
	}
	if r.Original != nil {
		original := wording(*r.Original)
		w.Original = &original
	}
	return w
}

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
	return v.show(200, web.ThreadList(view))
}

// threadListWhy says why somebody without a voice sees what she sees.
func (v *visit) threadListWhy(id policy.ForumID) string {
	switch {
	case v.actor.Visitor():
		return v.t.Say("thread.list_visitor")
	case policy.May(policy.ReadMembersArea, v.actor.RolesIn(id, v.now)):
		return v.t.Say("post.no_voice")
	}
	return v.t.Say("thread.list_stranger")
}

func (v *visit) threadEntry(row thread.Row) web.ThreadEntry {
	href := web.Link(v.t, row.Path())
	e := web.ThreadEntry{Ref: row.Reference, Title: threadTitle(row.Title), Href: href, Status: v.threadStatus(row.State), Posts: row.Posts, LastAt: row.LastAt}
	e.LastBy, e.LastIn = v.postName(row.LastName, "")
	if row.ReadTo > 0 && row.ReadTo < row.Numbered {
		e.New = href + "?at=" + strconv.Itoa(row.ReadTo+1) + "#new"
	}
	return e
}
