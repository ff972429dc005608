package site

import (
	"errors"
	"slices"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/thread"
	"sametable/internal/workflow"
	"sametable/web"
)

// postVerbs are the steps with a page of their own; editing and sending again have forms in which something is written.
func postVerbs() []string {
	return []string{"confirm", "check", "refuse_letter", "decline", "ask_letter", "release", "return", "hide", "restore", "remove", "erase", "dismiss_removal",
		"undo_removal", "withdraw"}
}

// postStepPage asks before a step, and for a reason where its reader gets one.
func postStepPage(v *visit) error {
	t, row, err := v.stepOn()
	if err != nil {
		return err
	}
	if err := v.postMay(t.Thread, row); err != nil {
		return err
	}
	return v.showStep(t, row, "", nil)
}

// stepOn finds the post of the address, where its verb is one of a step.
func (v *visit) stepOn() (thread.Row, thread.PostRow, error) {
	if !slices.Contains(postVerbs(), v.Param("verb")) {
		return thread.Row{}, thread.PostRow{}, fault.NotFound()
	}
	return v.alone()
}

// postMay refuses a page whose button would not work, in the words of the room. A missing second person is no refusal: the
// first one asks for her.
func (v *visit) postMay(t thread.Thread, row thread.PostRow) error {
	verb := thread.Meant(row.Post, v.Param("verb"))
	_, err := thread.Machine().Step(row.State, verb, v.actor.RolesIn(row.Forum, v.now), v.postJudgement(t, row))
	var f *fault.Fault
	if errors.As(err, &f) && f.ID == workflow.SecondPerson && removing(verb) && !(row.Proposed() && row.ProposedVerb == verb) {
		return nil
	}
	return err
}

// removing tells the verbs that take a post away for good.
func removing(verb string) bool { return verb == "remove" || verb == "erase" }

func (v *visit) showStep(t thread.Row, row thread.PostRow, typed string, bad *fault.Fault) error {
	verb := v.Param("verb")
	ref, _, err := v.postTitle(t, row)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Of("verb.post", verb), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	at := web.Link(v.t, "/p/"+row.ID)
	view := web.PostStepView{
		Page: page, Crumbs: v.postCrumbs(t.Thread, ref), Post: v.postBare(t.Thread, row), Lead: v.t.Of("post.step", verb),
		Form: web.Form{Action: at + "/" + verb, Nonce: v.nonce()}, Version: row.Version, Word: v.t.Of("verb.post", verb), Kind: "first", Back: at,
	}
	view.Post.Notes = v.postNotes(row)
	if err := v.letterLink(&view.Post, row); err != nil {
		return err
	}
	if removing(verb) || verb == "withdraw" {
		view.Kind = "danger"
	}
	if bad != nil {
		view.Wrongs = web.Wrongs(v.t, bad.Fields)
		if len(bad.Fields) == 0 {
			view.Wrongs = []web.Wrong{{Href: "#main", Text: v.t.Message(bad.Message)}}
		}
	}
	v.askReason(&view, row, typed, bad)
	return v.show(status(bad), web.PostStep(view))
}

// askReason adds the field for a reason where the step takes something from the readers or gives it back to the author. The
// second of two who remove may leave the first one's reason as it is.
func (v *visit) askReason(view *web.PostStepView, row thread.PostRow, typed string, bad *fault.Fault) {
	verb := v.Param("verb")
	if !thread.NeedsReason(verb) {
		return
	}
	area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("post.reason_hint"), Value: typed,
		Optional: removing(verb) && row.Proposed() && row.ProposedVerb == verb && row.ProposedBy != v.actor.Person}, Rows: 5, Max: reasonMax, Check: web.Link(v.t, "/check")}
	if bad != nil {
		area.Error = web.Errors(v.t, bad.Fields)["reason"]
		v.askAnyway(area, bad)
		if stopped := stoppedBy(bad); stopped != nil {
			area.Hits = v.hits(typed, stopped.Finding)
		}
	}
	if verb == "return" {
		view.Templates = v.reasonTemplates(row, area)
	}
	view.Reason = area
}

// reasonTemplates offers polite reasons in the language of the post, each with its twin in the moderator's own. The chosen one
// fills the field, if nothing is typed there yet.
func (v *visit) reasonTemplates(row thread.PostRow, area *web.Area) []web.ReasonTemplate {
	code := lang.Code(row.Language)
	author, known := v.s.speakers[code]
	if !known {
		return nil
	}
	var all []web.ReasonTemplate
	for _, name := range []string{"photo", "identifying", "purpose"} {
		r := web.ReasonTemplate{
			Word: v.t.Of("post.template_for", name), Text: author.Of("post.template", name), Lang: code.Tag(),
			Href: web.Link(v.t, "/p/"+row.ID+"/return?template="+name) + "#f-reason", On: v.QueryParam("template") == name,
		}
		if code != v.t.Code() {
			r.Twin = v.t.Of("post.template", name)
		}
		if r.On && area.Value == "" {
			area.Value = r.Text
			area.Lang = code.Tag()
		}
		all = append(all, r)
	}
	return all
}

// postStep takes a step.
func postStep(v *visit) error {
	t, row, err := v.stepOn()
	if err != nil {
		return err
	}
	reason := shaped(v.FormValue("reason"))
	in, p, err := v.s.Threads.Take(v.once().Context(), v.actor, thread.Step{Post: row.ID, Verb: v.Param("verb"), Reason: reason, Version: v.version(),
		Anyway: v.anyway()})
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showStep(t, row, reason, f)
	}
	if err != nil {
		return err
	}
	return v.to(v.afterStep(in, p), stepFlash(v.Param("verb"), p))
}

// afterStep is the post in its thread, as far as the viewer may still see either.
func (v *visit) afterStep(t thread.Thread, p thread.Post) string {
	switch {
	case !v.actor.Sees(t.Access, v.now):
		return "/desk"
	case !v.actor.Sees(p.Access, v.now):
		return t.Path()
	}
	return t.PostPath(p.Number)
}

// stepFlash says what came of a step.
func stepFlash(verb string, p thread.Post) string {
	switch {
	case (verb == "confirm" || verb == "check") && p.State == thread.Held:
		return "held"
	case verb == "remove" && p.State != thread.Removed:
		return "removal_proposed"
	case verb == "erase" && p.State != thread.Erased:
		return "erasure_proposed"
	case verb == "refuse_letter":
		return "letter_refused"
	case verb == "ask_letter":
		return "letter_asked"
	}
	return map[string]string{"confirm": "confirmed", "check": "letter_checked", "decline": "declined", "release": "released", "return": "returned",
		"hide": "hidden", "restore": "restored", "remove": "removed", "withdraw": "withdrawn", "erase": "erased", "dismiss_removal": "removal_dismissed",
		"undo_removal": "removal_undone"}[verb]
}

// postTag is the value of a lang attribute for a language as it is stored.
func postTag(code string) string { return lang.Code(code).Tag() }

// insider tells whether the viewer is the post's author or a moderator: those who may read why something was taken away.
func (v *visit) insider(row thread.PostRow) bool {
	return v.actor.Has(policy.Moderator) || !v.actor.Visitor() && v.actor.Person == row.AuthorID
}
