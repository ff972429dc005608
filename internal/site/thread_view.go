package site

import (
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
		Original: v.threadReader() == "", Originals: v.otherReading(row.Thread), Letter: v.letterAct(row.Thread),
	}
	if steer := v.threadSteps(row.Thread, c); steer != nil && c.steer == nil && v.QueryParam("steer") == "" {
		view.Steering = "?steer=1#steer"
	} else {
		view.Steer = steer
	}
	if row.Purpose.HTML != "" {
		purpose := wording(row.Purpose)
		view.Purpose = &purpose
	}
	if v.actor.Visitor() {
		return view, nil
	}
	view.Follow = v.followAct(row)
	return view, nil
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

// letterAct leads the secretary to the form for what came on paper.
func (v *visit) letterAct(t thread.Thread) *web.Act {
	if t.State != thread.Open || t.ShownAt == nil || !policy.May(policy.EnterLetter, v.actor.RolesIn(t.Forum, v.now)) {
		return nil
	}
	return &web.Act{Word: v.t.Say("post.enter_letter"), Icon: "file", Href: web.Link(v.t, t.Path()+"/letter")}
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
	state := string(r.State)
	if r.Stale {
		state = "stale"
	}
	w := web.Wording{HTML: r.HTML, Lang: code.Tag(), Version: web.Version{State: state, Of: code}}
	if r.Original != nil {
		original := wording(*r.Original)
		w.Original = &original
	}
	return w
}
