package site

import (
	"slices"

	"sametable/internal/appeal"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/web"
)

// appealVerbPage asks before a step, and for a reason where its reader gets one.
func appealVerbPage(v *visit) error {
	if !slices.Contains(appeal.Verbs(), v.Param("verb")) {
		return fault.NotFound()
	}
	row, err := v.appealMay(v.Param("verb"))
	if err != nil {
		return err
	}
	return v.showAppealVerb(row, "", nil)
}

func (v *visit) showAppealVerb(row appeal.Row, typed string, bad *fault.Fault) error {
	verb := v.Param("verb")
	view, err := v.appealForm(row, v.t.Of("verb.appeal", verb), "/"+verb, bad, "reason")
	if err != nil {
		return err
	}
	view.Lead = v.t.Of("appeal.step_lead", verb)
	if verb == "withdraw" {
		view.Kind = "danger"
	}
	view.About = append(view.About, web.Pair{Key: v.t.Say("appeal.words"), Body: web.Typed(v.t, "", row.Words), Lang: tagOf(row.Language)})
	if row.Opens && (verb == "check" || verb == "refuse_letter") {
		view.About = append(view.About, web.Pair{Key: v.t.Say("letter.file"), Body: web.LinkButton("", web.Link(v.t, row.Path()+"/paper"), "download", v.t.Say("post.open_letter"))})
	}
	if appeal.NeedsReason(verb) {
		area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("cosign.reason_hint"), Value: typed}, Rows: 5, Max: reasonMax, Check: web.Link(v.t, "/check")}
		v.refusedReason(area, bad)
		view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: area}}}}
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// appealVerb takes a step.
func appealVerb(v *visit) error {
	verb := v.Param("verb")
	if !slices.Contains(appeal.Verbs(), verb) {
		return fault.NotFound()
	}
	row, err := v.appealOn()
	if err != nil {
		return err
	}
	reason := shaped(v.FormValue("reason"))
	a, err := v.s.Appeals.Take(v.once().Context(), v.actor, appeal.Step{Appeal: row.ID, Verb: verb, Reason: reason, Version: v.version(), Anyway: v.anyway()})
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showAppealVerb(row, reason, f)
	}
	if err != nil {
		return err
	}
	return v.afterAppeal(a, "appeal_"+verb)
}

// afterAppeal leads to an appeal, as far as the viewer may still see it: what was given back is its organisation's alone.
func (v *visit) afterAppeal(a appeal.Appeal, flash string) error {
	if !v.actor.Sees(a.Access, v.now) {
		return v.to("/desk", flash)
	}
	return v.to(a.Path(), flash)
}

// appealLetterPage is the form in which the secretary attaches the letter by which an organisation confirms its appeal.
func appealLetterPage(v *visit) error {
	row, err := v.appealMay("attach_letter")
	if err != nil {
		return err
	}
	return v.showAppealLetter(row, nil)
}

func (v *visit) showAppealLetter(row appeal.Row, bad *fault.Fault) error {
	view, err := v.appealForm(row, v.t.Of("verb.appeal", "attach_letter"), "/letter", bad, "dated")
	if err != nil {
		return err
	}
	view.Lead, view.Kind, view.Form.Files, view.Form.Guard = v.t.Say("appeal.letter_lead"), "", true, false
	view.Parts = v.letterParts(bad)
	return v.show(status(bad), web.LongFormPage(view))
}

// appealLetter takes the letter in; a second person checks it.
func appealLetter(v *visit) error {
	row, err := v.appealOn()
	if err != nil {
		return err
	}
	var a appeal.Appeal
	return v.letterSent(row.Record(), func(paper *input.Sent) error {
		var err error
		a, err = v.s.Appeals.AttachLetter(v.once().Context(), v.actor, appeal.Attachment{Appeal: row.ID, Dated: v.FormValue("dated"), Paper: paper, Version: v.version()})
		return err
	}, func(f *fault.Fault) error { return v.showAppealLetter(row, f) }, func() error { return v.to(a.Path(), "letter_attached") })
}

// appealPaper is the scanned letter, for those who may open it.
func appealPaper(v *visit) error {
	l, err := v.s.Appeals.Paper(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.scan(l.Kind, l.Name, l.Content)
}
