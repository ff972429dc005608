package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/minutes"
	"sametable/internal/received"
	"sametable/web"
)

// receivedOn finds what came and the step of the address.
func (v *visit) receivedOn() (minutes.Page, received.Letter, string, error) {
	p, err := v.minutesOn()
	if err != nil {
		return p, received.Letter{}, "", err
	}
	waiting, err := v.s.Received.Waiting(v.Request().Context(), v.actor, p.Set)
	if err != nil {
		return p, received.Letter{}, "", err
	}
	at := slices.IndexFunc(waiting, func(l received.Letter) bool { return l.ID == v.from("letter") })
	verb := v.from("verb")
	if at < 0 || !slices.Contains(received.Verbs(), verb) {
		return p, received.Letter{}, "", fault.NotFound()
	}
	return p, waiting[at], verb, nil
}

// minutesComparePage asks the second person whether what was entered is what came.
func minutesComparePage(v *visit) error {
	p, l, verb, err := v.receivedOn()
	if err != nil {
		return err
	}
	if why := v.receivedMay(p, l, verb); why != nil {
		return why
	}
	return v.showMinutesCompare(p, l, verb, nil)
}

// receivedMay says why a step with what came is not the viewer's now.
func (v *visit) receivedMay(p minutes.Page, l received.Letter, verb string) error {
	for _, o := range v.s.Received.Options(v.actor, p, l) {
		switch {
		case o.Verb == verb && o.Blocked == nil:
			return nil
		case o.Verb == verb:
			return fault.Forbidden(o.Blocked.ID, o.Blocked.Args)
		}
	}
	return fault.Forbidden("workflow.not_yours", nil)
}

func (v *visit) showMinutesCompare(p minutes.Page, l received.Letter, verb string, bad *fault.Fault) error {
	view, err := v.minutesForm(p, v.t.Of("verb.minutes_letter", verb), "/compare", "reason", bad)
	if err != nil {
		return err
	}
	people, err := v.receivedBy(l.Came)
	if err != nil {
		return err
	}
	view.Lead, view.Version = v.t.Of("received.step_lead", verb), l.Version
	view.Hidden = []web.Hidden{{Name: "letter", Value: l.ID}, {Name: "verb", Value: verb}}
	name, in := v.minutesOrg(p, l.OrganisationID)
	view.About = []web.Pair{{Key: v.t.Say("statement.letter_of"), Text: name, Lang: in}, {Key: v.t.Say("post.letter_channel"), Body: web.Said(v.t, v.cameBy(l.Came, people))},
		{Key: v.t.Say("received.what"), Text: v.t.Of("received.about", l.About)}}
	if b, ok := p.Block(l.BlockID); ok {
		view.About = append(append(view.About, v.minutesFiledOf(p, b)...), v.receivedSays(p, l)...)
	}
	if v.s.Received.Opens(v.actor, l) {
		view.About = append(view.About, web.Pair{Key: v.t.Say("letter.file"), Body: web.LinkButton("", v.receivedPaper(p, l).Href, "", v.t.Say("post.open_letter"))})
	}
	if verb == "refuse" {
		view.Kind = "danger"
		view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: v.area(bad, v.sheet(bad).ask("reason", v.t.Say("post.reason"), "", ""), 3, minutes.ReasonMost)}}}}
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// receivedSays is the correction that was entered.
func (v *visit) receivedSays(p minutes.Page, l received.Letter) []web.Pair {
	pairs := []web.Pair{{Key: v.t.Say("minutes.what_wrong"), Text: v.t.Of("minutes.correction", l.Wrong)}}
	for _, one := range []web.Pair{{Key: "minutes.quote", Text: l.Quote, Lang: tagOf(p.Set.Language)}, {Key: "minutes.instead", Text: l.Instead, Lang: tagOf(l.Language)},
		{Key: "post.reason", Text: l.Reason, Lang: tagOf(l.Language)}} {
		if one.Key = v.t.Say(one.Key); one.Text != "" {
			pairs = append(pairs, one)
		}
	}
	return pairs
}

func minutesCompare(v *visit) error {
	p, l, verb, err := v.receivedOn()
	if err != nil {
		return err
	}
	_, err = v.s.Received.Take(v.once().Context(), v.actor, received.Step{Minutes: p.Set.ID, Letter: l.ID, Verb: verb, Reason: shaped(v.FormValue("reason")), Version: v.version()})
	return v.minutesDone(p, err, func(f *fault.Fault) error { return v.showMinutesCompare(p, l, verb, f) })
}

// minutesPaperFile serves the scan to the few who may open it.
func minutesPaperFile(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	l, err := v.s.Received.Paper(v.Request().Context(), v.actor, p.Set, v.QueryParam("letter"))
	if err != nil {
		return err
	}
	return v.scan(l.Kind, l.Name, l.Content)
}
