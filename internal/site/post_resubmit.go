package site

import (
	"strconv"

	"sametable/internal/fault"
	"sametable/internal/thread"
	"sametable/web"
)

// draftResubmit is the key of a returned post that is being changed.
const draftResubmit = "resubmit:"

// postResubmitPage is the returned text with the reason on top.
func postResubmitPage(v *visit) error {
	t, row, err := v.resubmitOn()
	if err != nil {
		return err
	}
	return v.showResubmit(t, row, composing{typed: typedPost{language: row.Language, body: row.Source, explanation: row.Explanation}})
}

// resubmitOn finds the returned post of the address; it is its author's to send again.
func (v *visit) resubmitOn() (thread.Row, thread.PostRow, error) {
	t, row, err := v.alone()
	switch {
	case err != nil:
	case row.Writer() != v.actor.Person:
		err = fault.Forbidden("guard.post.writer", nil)
	case row.State != thread.Returned:
		err = fault.Conflict("workflow.wrong_state", fault.Args{"State": fault.Message{ID: "state.post." + row.State}})
	case t.State != thread.Open:
		err = fault.Forbidden("guard.post.thread_open", nil)
	}
	return t, row, err
}

func (v *visit) showResubmit(t thread.Row, row thread.PostRow, c composing) error {
	page, err := v.page(v.t.Say("post.change_and_send"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	c.typed.language = row.Language
	key := draftResubmit + row.ID
	saved, err := v.draftOf(key, &c)
	if err != nil {
		return err
	}
	ref, at := t.Reference+" #"+strconv.Itoa(row.Number), web.Link(v.t, "/p/"+row.ID)
	form := v.compose(c, at+"/resubmit")
	form.Heading, form.Lead, form.Word, form.Back = ref, v.t.Say("post.resubmit_lead"), v.t.Say("post.send_again"), at
	if row.Kind == thread.Statement {
		form.Lead = v.t.Say("post.resubmit_lead_statement")
	}
	if v.typedFromLetter(row) {
		form.Lead, form.Explain, form.Explanation = v.t.Say("post.resubmit_lead_letter"), nil, nil
	}
	v.drafted(&form.Body, key, saved)
	if row.PhotoID != "" {
		form.DropPhoto = &web.Choice{Ask: web.Ask{Name: "drop_photo", Label: v.t.Say("photo.of_post"), Hint: v.t.Say("photo.stays"), Value: v.FormValue("drop_photo"), Optional: true},
			Options: []web.Option{{Value: "1", Word: v.t.Say("photo.drop")}}}
	}
	if c.fault != nil && c.fault.Reason == fault.ReasonConflict && row.Source != c.typed.body {
		v.sides(&form, row, c.typed.body, row.Source)
	}
	form.Hidden = append(form.Hidden, web.Hidden{Name: "version", Value: strconv.Itoa(row.Version)})
	return v.show(status(c.fault), web.Composing(web.ComposePage{Page: page, Crumbs: v.postCrumbs(t.Thread, ref), Compose: form, Notes: v.postNotes(row)}))
}

// postResubmit sends a returned post again, under the same number.
func postResubmit(v *visit) error {
	t, row, err := v.resubmitOn()
	if f, ok := v.overtaken(err, row.Record()); ok && row.ID != "" && row.Writer() == v.actor.Person {
		return v.showResubmit(t, row, composing{typed: v.typedPost(), fault: f}) // what she wrote is not lost
	}
	if err != nil {
		return err
	}
	typed := v.typedPost()
	if typed.again() {
		return v.showResubmit(t, row, typed.shown(v.unseen))
	}
	in, p, err := v.s.Threads.Take(v.once().Context(), v.actor, thread.Step{Post: row.ID, Verb: "resubmit", Body: typed.body,
		Explanation: v.explained(typed), DropPhoto: v.FormValue("drop_photo") == "1", Version: v.version()})
	if f, ok := v.overtaken(err, row.Record()); ok {
		c := composing{typed: typed, fault: f}
		if hotline(f) {
			return v.showHotline(v.postCrumbs(t.Thread, t.Reference), c, "/p/"+row.ID+"/resubmit")
		}
		return v.showResubmit(t, row, c)
	}
	if err != nil {
		return err
	}
	if err := v.done(draftResubmit + row.ID); err != nil {
		return err
	}
	if p.State == thread.Confirming {
		return v.to(in.PostPath(p.Number), "waits_confirmation")
	}
	return v.to(in.PostPath(p.Number), "resubmitted")
}
