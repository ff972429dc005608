package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/web"
)

// mandateStepPage asks before a step of a mandate: for a statement of interests, or for a reason.
func mandateStepPage(v *visit) error { return v.showMandateStep(nil) }

func (v *visit) showMandateStep(bad *fault.Fault) error {
	row, err := v.s.Forums.Mandate(v.Request().Context(), v.actor, policy.MandateID(v.Param("id")))
	if err != nil {
		return err
	}
	verb := v.Param("verb")
	if !slices.Contains(append(forum.StepVerbs(), "replace"), verb) {
		return fault.NotFound()
	}
	if err := v.s.Forums.May(v.actor, row, verb); err != nil && bad == nil {
		return err
	}
	page, err := v.page(v.t.Of("verb.mandate", verb), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	path := web.Link(v.t, mandatesAt(row.ForumKey, row.OrgKey))
	line := v.mandateLine(row)
	line.Acts, line.More, line.Why = nil, nil, nil
	view := web.MandateStepView{Page: page, Forum: web.Anchor{Word: row.ForumKey, Href: web.Link(v.t, "/f/"+row.ForumKey)}, Line: line,
		Lead: v.t.Of("mandate.lead", verb), Form: web.Form{Action: web.Link(v.t, "/mandate/"+string(row.ID)+"/"+verb), Nonce: v.nonce()}, Version: row.Version,
		Word: v.t.Of("verb.mandate", verb), Back: path, Kind: "first"}
	if slices.Contains([]string{"end", "refuse", "decline", "resign"}, verb) {
		view.Kind = "danger"
	}
	if verb != "confirm" {
		view.Note = &web.Area{Ask: web.Ask{Name: "note", Label: v.t.Say("mandate.reason"), Value: shaped(v.FormValue("note")), Optional: verb != "end" && verb != "refuse"}, Rows: 4, Max: 500, Check: web.Link(v.t, "/check"), Draft: mandateDraft(string(row.ID), verb)}
		if verb == "accept" {
			view.Note.Label, view.Note.Hint = v.t.Say("mandate.interests"), v.t.Say("mandate.interests_hint")
		}
	}
	if verb == "replace" {
		if err := v.replaceFields(&view, row, bad); err != nil {
			return err
		}
	}
	if bad != nil {
		view.Wrongs = web.Wrongs(v.t, bad.Fields)
		if len(bad.Fields) == 0 {
			view.Wrong = v.t.Message(bad.Message)
		}
		if view.Note != nil {
			view.Note.Error = web.Errors(v.t, bad.Fields)["note"]
			v.askAnyway(view.Note, bad)
			view.Note.Hits = v.hits(view.Note.Value, v.s.Threads.Look(view.Note.Value))
		}
	}
	return v.show(status(bad), web.MandateStep(view))
}

// mandateStep takes a mandate one step on.
func mandateStep(v *visit) error {
	ctx := v.Request().Context()
	row, err := v.s.Forums.Mandate(ctx, v.actor, policy.MandateID(v.Param("id")))
	if err != nil {
		return err
	}
	if v.Param("verb") == "replace" {
		return v.replaceMandate(row)
	}
	err = v.s.Forums.Step(v.once().Context(), v.actor, forum.MandateStep{ID: row.ID, Verb: v.Param("verb"), Note: v.FormValue("note"),
		Version: v.version(), Anyway: v.anyway()})
	if bad, ok := v.overtaken(err, row.Record()); ok {
		return v.showMandateStep(bad)
	}
	if err != nil {
		return err
	}
	v.taken(mandateDraft(string(row.ID), v.Param("verb")))
	return v.to(mandatesAt(row.ForumKey, row.OrgKey), "mandate_step")
}
