package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/handling"
	"sametable/web"
)

// answerVerbOn finds an answer, where the verb of the address is a step with it that is the viewer's.
func (v *visit) answerVerbOn() (handled, handling.Said, error) {
	var h handled
	var a handling.Said
	if !slices.Contains(handling.AnswerVerbs(), v.Param("verb")) {
		return h, a, fault.NotFound()
	}
	var err error
	if h.row, h.st, a, err = v.s.Handlings.Answer(v.Request().Context(), v.actor, v.Param("id"), v.threadReader()); err != nil {
		return h, a, err
	}
	h.on = true
	_, err = handling.Machine().Step(a.State, v.Param("verb"), v.actor.RolesIn(h.row.Forum, v.now), handling.JudgeAnswer(v.actor, v.now, h.st.Case(h.row.Proposal), a.Answer))
	return h, a, err
}

// answerVerbPage asks before a step, and for a reason where its reader gets one.
func answerVerbPage(v *visit) error {
	h, a, err := v.answerVerbOn()
	if err != nil {
		return err
	}
	return v.showAnswerVerb(h, a, nil)
}

func (v *visit) showAnswerVerb(h handled, a handling.Said, bad *fault.Fault) error {
	verb := v.Param("verb")
	var parts []web.FormPart
	if words := v.answerWords(a); words != nil {
		parts = append(parts, web.FormPart{Title: v.t.Of("handling.kind", a.Kind), About: words})
	}
	if handling.AnswerNeedsReason(verb) {
		area := v.area(bad, v.sheet(bad).ask("reason", v.t.Say("post.reason"), v.t.Say("handling.reason_hint"), ""), 5, handling.ReasonMost)
		v.refusedReason(area, bad)
		parts = append(parts, web.FormPart{Fields: []web.FormField{{Text: area}}})
	}
	view, err := v.handlingForm(h, web.LongForm{Word: v.answerVerbWord(a.Answer, verb), Lead: v.t.Of("handling.answer_lead", verb), Form: web.Form{Action: "/answer/" + a.ID + "/" + verb}, Parts: parts}, bad)
	if err != nil {
		return err
	}
	view.Version, view.Back = a.Version, web.Link(v.t, "/answer/"+a.ID)
	return v.show(status(bad), web.LongFormPage(view))
}

// answerVerbWord calls a step with an answer by what it is: a reply is issued, an opinion confirmed.
func (v *visit) answerVerbWord(a handling.Answer, verb string) string {
	if verb == "confirm" && a.Kind == handling.Reply {
		return v.t.Say("handling.issue")
	}
	return v.t.Of("verb.answer", verb)
}

// answerVerb takes a step.
func answerVerb(v *visit) error {
	h, a, err := v.answerVerbOn()
	if err != nil && !fault.Is(err, fault.ReasonConflict) {
		return err
	}
	done, err := v.s.Handlings.TakeAnswer(v.once().Context(), v.actor, handling.AnswerStep{Answer: a.ID, Verb: v.Param("verb"), Reason: shaped(v.FormValue("reason")),
		Version: v.version(), Anyway: v.anyway()})
	if bad, ok := v.overtaken(err, a.Record()); ok {
		return v.showAnswerVerb(h, a, bad)
	}
	if err != nil {
		return err
	}
	if done.Kind == handling.Reply && done.State == handling.Given {
		return v.to(handling.ReplyPath(h.row.Proposal, done.Round), "answer_issued")
	}
	return v.to(h.row.Path(), "answer_"+v.Param("verb"))
}

// handlingPaper serves the scanned letter to the few who may open it.
func handlingPaper(v *visit) error {
	l, err := v.s.Handlings.Paper(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.scan(l.Kind, l.Name, l.Content)
}
