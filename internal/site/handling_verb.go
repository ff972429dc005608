package site

import (
	"slices"
	"strconv"

	"sametable/internal/fault"
	"sametable/internal/handling"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/web"
)

// handlingVerbOn finds the proposal, where the verb of the address is a step of its handling that is the viewer's.
func (v *visit) handlingVerbOn() (handled, error) {
	if !slices.Contains(handling.Verbs(), v.Param("verb")) {
		return handled{}, fault.NotFound()
	}
	h, err := v.handlingOn()
	if err != nil {
		return h, err
	}
	if !h.on {
		return h, fault.NotFound()
	}
	return h, v.s.Handlings.May(v.actor, h.row.Proposal, h.st, v.Param("verb"))
}

// handlingVerbPage asks before a step, for what it needs.
func handlingVerbPage(v *visit) error {
	h, err := v.handlingVerbOn()
	if err != nil {
		return err
	}
	return v.showHandlingVerb(h, nil)
}

func (v *visit) showHandlingVerb(h handled, bad *fault.Fault) error {
	verb := v.Param("verb")
	var parts []web.FormPart
	fields, err := v.handlingFields(h, verb, bad)
	if err != nil {
		return err
	}
	if len(fields) > 0 {
		parts = []web.FormPart{{Fields: fields}}
	}
	view, err := v.handlingForm(h, web.LongForm{Word: v.t.Of("verb.proposal", verb), Lead: v.t.Of("handling.step_lead", verb), Form: web.Form{Action: "/handling/" + h.row.ID + "/" + verb}, Parts: parts}, bad)
	if err != nil {
		return err
	}
	if h.st.AskedDue != nil && (verb == "extend" || verb == "keep_limit") {
		view.About = append(view.About, web.Pair{Key: v.t.Say("handling.asked_day"), Body: web.Day(v.t, *h.st.AskedDue, lang.Beijing)},
			web.Pair{Key: v.t.Say("handling.asked_why"), Body: web.Typed(v.t, "", h.st.AskedWhy)})
	}
	if h.st.ReopenBy != "" && h.st.ReopenVerb == verb {
		view.About = append(view.About, web.Pair{Key: v.t.Say("handling.reopen_why"), Body: web.Typed(v.t, "", h.st.ReopenWhy)})
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// handlingFields are what a step asks for.
func (v *visit) handlingFields(h handled, verb string, bad *fault.Fault) ([]web.FormField, error) {
	s := v.sheet(bad)
	var fields []web.FormField
	day := func(label, hint, before string) {
		fields = append(fields, v.lineAsk(bad, s.ask("day", label, hint, before), false, true))
	}
	switch verb {
	case "give_back":
		fields = append(fields, v.lineAsk(bad, s.ask("right", v.t.Say("handling.right_body"), v.t.Say("handling.right_body_hint"), ""), false, false))
	case "meet":
		day(v.t.Say("handling.met_on"), v.t.Of("commitment.h", "due"), h.st.MetOn)
		how := &web.Choice{Ask: s.ask("how", v.t.Say("handling.met_how"), "", handling.Ways()[0])}
		for _, way := range handling.Ways() {
			how.Options = append(how.Options, web.Option{Value: way, Word: v.t.Of("handling.way", way)})
		}
		fields = append(fields, web.FormField{Radio: how})
	case "ask_extension", "extend":
		asked := ""
		if h.st.AskedDue != nil {
			asked = h.st.AskedDue.In(lang.Beijing.Location()).Format("2006-01-02")
		}
		day(v.t.Say("handling.new_day"), v.t.Say("handling.new_day_hint", fault.Args{"Until": v.t.Date(h.st.MostDue, lang.Beijing)}), asked)
	case "show_clock":
		shown := string(h.st.Shown)
		if h.st.Known.ClockToMembers && h.st.Shown == policy.Members {
			shown = "" // the charter says so by now
		}
		fields = append(fields, web.FormField{Radio: &web.Choice{Ask: s.ask("shown", v.t.Say("handling.shown"), v.clockHint(h.st), shown), Options: v.clockChoices(h.st)}})
	case "remind":
		to, err := v.authorities(h, s.ask("to", v.t.Say("handling.remind_whom"), "", string(h.st.LeadID)))
		if err != nil {
			return nil, err
		}
		fields = append(fields, web.FormField{Pick: to})
	case "re_handle", "reopen_handling":
		fields = append(fields, web.FormField{Ticks: v.measureTicks(h, s)})
	}
	label := ""
	switch {
	case verb == "meet":
		label = v.t.Say("handling.met_note")
	case handling.NeedsReason(verb):
		label = v.t.Say("post.reason")
	}
	if label != "" {
		area := v.area(bad, s.ask("reason", label, v.t.Say("handling.reason_hint"), ""), 5, handling.ReasonMost)
		v.refusedReason(area, bad)
		fields = append(fields, web.FormField{Text: area})
	}
	return fields, nil
}

// authorities asks for one of those it was handed to.
func (v *visit) authorities(h handled, ask web.Ask) (*web.Choice, error) {
	all, err := v.organisations(h.st.Authorities())
	c := &web.Choice{Ask: ask}
	for _, id := range h.st.Authorities() {
		if o, known := all[id]; known {
			org := v.orgOf(o)
			c.Options = append(c.Options, web.Option{Value: string(id), Word: org.Name, Lang: org.Lang})
		}
	}
	return c, err
}

// measureTicks asks which measures are asked again.
func (v *visit) measureTicks(h handled, s sheet) *web.Choice {
	c := &web.Choice{Ask: s.ask("measures", v.t.Say("handling.asked_again"), v.t.Say("handling.asked_again_hint"), "")}
	all, tag := measuresOf(h.row)
	for i, m := range all {
		n := strconv.Itoa(i + 1)
		c.Options = append(c.Options, web.Option{Value: n, Word: n + ". " + m, Lang: otherTag(v, tag), Chosen: slices.Contains(v.Request().Form["measures"], n)})
	}
	return c
}

// otherTag is a language tag where it is not the page's.
func otherTag(v *visit, tag string) string {
	if tag == v.t.Tag() {
		return ""
	}
	return tag
}

// handlingVerb takes a step.
func handlingVerb(v *visit) error {
	h, err := v.handlingVerbOn()
	if err != nil {
		return err
	}
	step := handling.Step{Proposal: h.row.ID, Verb: v.Param("verb"), Reason: shaped(v.FormValue("reason")), Right: input.Tidy(v.FormValue("right")), Day: input.Tidy(v.FormValue("day")),
		How: v.FormValue("how"), Shown: v.FormValue("shown"), To: policy.OrganisationID(v.FormValue("to")), Version: v.version(), Anyway: v.anyway()}
	for _, n := range v.Request().Form["measures"] {
		step.Measures = append(step.Measures, number(n))
	}
	m, err := v.s.Handlings.Take(v.once().Context(), v.actor, step)
	if f, ok := v.overtaken(err, h.st.Record()); ok {
		return v.showHandlingVerb(h, f)
	}
	if err != nil {
		return err
	}
	flash := "handling_" + step.Verb
	if m.ReopenBy != "" {
		flash = "handling_reopening_proposed"
	}
	return v.to(h.row.Path(), flash)
}
