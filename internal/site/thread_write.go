package site

import (
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/web"
)

// threadWritePage is the form for a new discussion.
func threadWritePage(v *visit) error {
	f, org, err := v.writeIn()
	if err != nil {
		return err
	}
	return v.showWrite(f, org, composing{typed: v.asked()})
}

// writeIn finds the forum and for whom the viewer would speak there; whoever has no voice is told so.
func (v *visit) writeIn() (forum.Forum, policy.OrganisationID, error) {
	f, err := v.s.Forums.Find(v.Request().Context(), v.Param("key"))
	if err != nil {
		return f, "", err
	}
	org, speaks := v.voice(f.ID)
	if !speaks {
		return f, "", v.voiceless(f.ID)
	}
	return f, org, nil
}

func (v *visit) showWrite(f forum.Forum, org policy.OrganisationID, c composing) error {
	page, err := v.page(v.t.Say("thread.open"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	key := draftWrite + f.Key
	saved, err := v.draftOf(key, &c)
	if err != nil {
		return err
	}
	form := v.compose(c, web.Link(v.t, f.Path()+"/write"))
	form.Heading, form.Lead, form.Word, form.Save = f.Name(v.code()), v.t.Say("thread.open_lead"), v.t.Say("thread.open"), true
	form.For = v.ownOrg(org)
	v.voiceChoice(&form, f.ID, c)
	form.First, form.Back = v.t.Say("thread.first_post"), web.Link(v.t, f.Path()+"/threads")
	form.Language, form.Kind = v.languageChoice(c), v.kindChoice(c)
	form.Title = &web.Input{Draft: draftTitle + f.Key, Check: web.Link(v.t, "/check") + "?draft=" + key, Hits: form.TitleHits, Ask: web.Ask{Name: "title", Label: v.t.Say("thread.title"), Hint: v.t.Say("thread.title_hint"), Value: c.typed.title, Error: v.composeWrong(c, "title")}, Autocomplete: "off"}
	form.Purpose = v.purposeArea(f, c)
	v.drafted(&form.Body, key, saved)
	form.Title.Saved, form.Purpose.Saved = saved, saved
	crumbs := []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, v.forumAnchor(f),
		{Word: v.t.Say("thread.list"), Href: web.Link(v.t, f.Path()+"/threads")}, {Word: v.t.Say("thread.open")}}
	return v.show(status(c.fault), web.Composing(web.ComposePage{Page: page, Crumbs: crumbs, Compose: form}))
}

func (v *visit) purposeArea(f forum.Forum, c composing) *web.Area {
	area := &web.Area{
		Ask:  web.Ask{Name: "purpose", Label: v.t.Say("thread.purpose"), Hint: v.t.Say("thread.purpose_hint"), Value: c.typed.purpose, Error: v.composeWrong(c, "purpose"), Optional: true},
		Rows: 3, Max: purposeMax, Draft: draftPurpose + f.Key, Check: web.Link(v.t, "/check") + "?draft=" + draftWrite + f.Key,
	}
	if stopped := stoppedBy(c.fault); stopped != nil && stopped.Field == "purpose" {
		area.Hits = v.hits(c.typed.purpose, stopped.Finding)
	}
	return area
}

// threadOpen opens a discussion with its first post.
func threadOpen(v *visit) error {
	f, org, err := v.writeIn()
	if err != nil {
		return err
	}
	typed := v.typedPost()
	back := func(bad *fault.Fault) error { return v.showWrite(f, org, composing{typed: typed, fault: bad}) }
	if typed.again() {
		return back(typed.shown(v.unseen).fault)
	}
	if typed.act == "save" {
		return v.putAside(draftWrite+f.Key, f.Path()+"/write", typed, back)
	}
	t, p, err := v.s.Threads.OpenThread(v.once().Context(), v.actor, thread.OpenForm{Forum: f.Key, Language: typed.language, Title: typed.title,
		Purpose: typed.purpose, First: v.postForm(typed, "")})
	if bad, ok := v.refused(err); ok {
		if hotline(bad) {
			return v.showHotline([]web.Anchor{v.forumAnchor(f)}, composing{typed: typed, fault: bad}, f.Path()+"/write")
		}
		return back(bad)
	}
	if err != nil {
		return err
	}
	return v.opened(f, t, p)
}

// opened leads to the new thread. Device drafts of both texts go.
func (v *visit) opened(f forum.Forum, t thread.Thread, p thread.Post) error {
	key := draftWrite + f.Key
	if _, err := v.s.Threads.SaveDraft(v.Request().Context(), v.actor, key, ""); err != nil {
		return err
	}
	v.s.remember(v.Context, acceptedCookie, key+" "+draftPurpose+f.Key+" "+draftTitle+f.Key, 60)
	flash := map[string]string{thread.Held: "held", thread.Confirming: "waits_confirmation"}[p.State]
	if flash == "" {
		flash = "thread_opened"
	}
	return v.to(t.Path(), flash)
}
