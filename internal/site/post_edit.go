package site

import (
	"errors"
	"strconv"

	"sametable/internal/fault"
	"sametable/internal/thread"
	"sametable/web"
)

// postEditPage is the form in which an author changes her published post.
func postEditPage(v *visit) error {
	t, row, err := v.editOn()
	if err != nil {
		return err
	}
	return v.showEdit(t, row, composing{typed: typedPost{language: row.Language, body: row.Source}})
}

// editOn finds the post of the address, if the viewer may edit it. The room asks again when she sends it.
func (v *visit) editOn() (thread.Row, thread.PostRow, error) {
	t, row, err := v.alone()
	if err != nil {
		return t, row, err
	}
	_, speaks := v.voice(row.Forum)
	switch {
	case row.AuthorID != v.actor.Person:
		err = fault.Forbidden("guard.post.author", nil)
	case !speaks:
		err = v.voiceless(row.Forum)
	case row.State != thread.Published:
		err = fault.Conflict("workflow.wrong_state", fault.Args{"State": fault.Message{ID: "state.post." + row.State}})
	case row.Kind == thread.Statement:
		err = fault.Forbidden("post.statement_stands", nil)
	case t.State != thread.Open:
		err = fault.Forbidden("guard.post.thread_open", nil)
	}
	return t, row, err
}

func (v *visit) showEdit(t thread.Row, row thread.PostRow, c composing) error {
	rules, err := v.s.Forums.RulesOf(v.Request().Context(), row.Forum)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("post.edit"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	c.typed.language = row.Language
	key := draftEdit + row.ID
	saved, err := v.draftOf(key, &c)
	if err != nil {
		return err
	}
	ref, at := t.Reference+" #"+strconv.Itoa(row.Number), web.Link(v.t, "/p/"+row.ID)
	form := v.compose(c, at+"/edit")
	form.Heading, form.Lead, form.Word = ref, v.t.Count("post.edit_lead", rules.QuietMinutes), v.t.Say("post.save")
	form.Explanation, form.Back = nil, web.Link(v.t, t.PostPath(row.Number)) // an edit cannot be held, so there is nothing to explain
	v.drafted(&form.Body, key, saved)
	form.Hidden = append(form.Hidden, web.Hidden{Name: "revision", Value: strconv.Itoa(v.revision(row, c))})
	v.conflict(&form, row, c)
	return v.show(status(c.fault), web.Composing(web.ComposePage{Page: page, Crumbs: v.postCrumbs(t.Thread, ref), Compose: form}))
}

// revision is the one the author has before her: the newest where the page shows it, else the one she began with.
func (v *visit) revision(row thread.PostRow, c composing) int {
	if sent, err := strconv.Atoi(v.FormValue("revision")); err == nil && staleText(c.fault) == nil {
		return sent
	}
	return row.Revision
}

// staleText is what stands against the typed text; nil when nobody changed it.
func staleText(f *fault.Fault) *thread.Stale {
	var stale *thread.Stale
	if f == nil || !errors.As(f.Cause, &stale) {
		return nil
	}
	return stale
}

// conflict shows both texts: hers, and the one that was saved meanwhile.
func (v *visit) conflict(form *web.Compose, row thread.PostRow, c composing) {
	stale := staleText(c.fault)
	if stale == nil {
		return
	}
	form.Wrongs = nil
	v.sides(form, row, c.typed.body, stale.Theirs)
	form.Back = web.Link(v.t, "/p/"+row.ID+"/edit")
}

// sides sets what she typed against what is saved.
func (v *visit) sides(form *web.Compose, row thread.PostRow, yours, theirs string) {
	tag := postTag(row.Language)
	form.Yours = &web.Side{Title: v.t.Say("post.yours"), Meta: v.t.Say("post.yours_meta"), Text: yours, Lang: tag}
	form.Theirs = &web.Side{Title: v.t.Say("post.theirs"), Text: theirs, Lang: tag,
		Meta: v.t.Say("post.revision", fault.Args{"Number": strconv.Itoa(row.Revision)})}
}

// done lets a draft go, here and on the device: what it was for was sent.
func (v *visit) done(key string) error {
	v.s.remember(v.Context, acceptedCookie, key, 60)
	_, err := v.s.Threads.SaveDraft(v.Request().Context(), v.actor, key, "")
	return err
}

// postEdit changes a post.
func postEdit(v *visit) error {
	t, row, err := v.editOn()
	if f, ok := v.overtaken(err, row.Record()); ok && row.ID != "" && row.AuthorID == v.actor.Person {
		return v.showEdit(t, row, composing{typed: v.typedPost(), fault: f}) // what she wrote is not lost
	}
	if err != nil {
		return err
	}
	typed := v.typedPost()
	if typed.again() {
		return v.showEdit(t, row, typed.shown(v.unseen))
	}
	in, p, err := v.s.Threads.Revise(v.once().Context(), v.actor, thread.Edit{Post: row.ID, Body: typed.body, Revision: number(v.FormValue("revision"))})
	if f, ok := v.overtaken(err, row.Record()); ok {
		c := composing{typed: typed, fault: f}
		if hotline(f) {
			return v.showHotline(v.postCrumbs(t.Thread, t.Reference), c, "/p/"+row.ID+"/edit")
		}
		return v.showEdit(t, row, c)
	}
	if err != nil {
		return err
	}
	if err := v.done(draftEdit + row.ID); err != nil {
		return err
	}
	return v.to(in.PostPath(p.Number), "revised")
}
