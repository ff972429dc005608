package site

import (
	"slices"
	"strconv"

	"sametable/internal/fault"
	"sametable/internal/handling"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// handlingRoutes are the pages of what becomes of a recommended proposal. /handling/ takes the id of the proposal.
func (s *Site) handlingRoutes() []Route {
	return []Route{
		get("/:l/f/:key/p/:no/reply", anyone, replyPage),
		get("/:l/f/:key/p/:no/reply/:n", anyone, replyPage),
		get("/:l/handling/:id/hand_over", signedIn, handOverPage),
		post("/:l/handling/:id/hand_over", signedIn, handOver),
		get("/:l/handling/:id/follow_up", signedIn, followPage),
		post("/:l/handling/:id/follow_up", signedIn, follow),
		get("/:l/handling/:id/write/:kind", signedIn, answerWritePage),
		post("/:l/handling/:id/write/:kind", signedIn, answerWrite),
		get("/:l/handling/:id/enter/:kind", signedIn, answerWritePage),
		post("/:l/handling/:id/enter/:kind", signedIn, answerWrite),
		get("/:l/handling/:id/:verb", signedIn, handlingVerbPage),
		post("/:l/handling/:id/:verb", signedIn, handlingVerb),
		get("/:l/answer/:id", signedIn, answerPage),
		get("/:l/answer/:id/:verb", signedIn, answerVerbPage),
		post("/:l/answer/:id/:verb", signedIn, answerVerb),
		get("/:l/handling-letter/:id", signedIn, handlingPaper),
	}
}

// handled is a proposal with its handling, as a page reads them.
type handled struct {
	row proposal.Row
	st  handling.State
	on  bool // it is, or was, in the hands of authorities
}

// handlingOn finds the proposal of an address with an id, and its handling.
func (v *visit) handlingOn() (handled, error) {
	row, err := v.proposalOn()
	if err != nil {
		return handled{}, err
	}
	return v.handlingOf(row)
}

func (v *visit) handlingOf(row proposal.Row) (handled, error) {
	st, on, err := v.s.Handlings.Of(v.Request().Context(), row.Proposal)
	return handled{row, st, on}, err
}

// measuresOf are the measures of a proposal in the words its reader gets, with the language they are in.
func measuresOf(row proposal.Row) (all []string, tag string) {
	own := row.Content()
	if tr := row.Rendered(); len(tr.Measures) == len(own.Measures) && len(tr.Measures) > 0 {
		return tr.Measures, tagOf(row.TrLanguage)
	}
	return own.Measures, proposalTag(row.Proposal)
}

// measuresHere are the numbers of the measures that are asked in this round.
func (h handled) measuresHere() []int { return h.st.Measures(len(h.row.Content().Measures)) }

// handlingForm is a page with a form about a proposal in the hands of authorities.
func (v *visit) handlingForm(h handled, view web.LongForm, bad *fault.Fault) (web.LongForm, error) {
	page, err := v.page(view.Word, web.SectionForums)
	page.Private = true
	view.Page, view.Crumbs, view.Wrongs, view.Version, view.Kind = page, v.proposalCrumbs(h.row, view.Word), v.wrongs(bad, "reason"), h.st.Version, "first"
	view.Form.Action, view.Form.Nonce, view.Form.Guard = web.Link(v.t, view.Form.Action), v.nonceOf(bad), true
	view.Back, view.About = web.Link(v.t, h.row.Path()), v.proposalIs(h.row)
	return view, err
}

// area is a field of many lines that is looked through for children.
func (v *visit) area(bad *fault.Fault, ask web.Ask, rows, most int) *web.Area {
	return &web.Area{Ask: ask, Rows: rows, Max: most, Check: web.Link(v.t, "/check"), Hits: v.fieldHits(bad, ask.Name, ask.Value)}
}

// lineAsk is a field of one line that is looked through for children.
func (v *visit) lineAsk(bad *fault.Fault, ask web.Ask, optional, short bool) web.FormField {
	in := &web.Input{Ask: ask, Autocomplete: "off", Short: short, Hits: v.fieldHits(bad, ask.Name, ask.Value)}
	in.Optional = optional
	if !short {
		in.Check = web.Link(v.t, "/check")
	}
	return web.FormField{Line: in}
}

// bodies lists organisations as options.
func (v *visit) bodies(all []organisation.Organisation, chosen ...string) []web.Option {
	var list []web.Option
	for _, o := range v.sorted(all) {
		org := v.orgOf(o)
		list = append(list, web.Option{Value: string(o.ID), Word: org.Name, Lang: org.Lang, Chosen: slices.Contains(chosen, string(o.ID))})
	}
	return list
}

// handOverPage is the form in which the secretary hands a recommended proposal over.
func handOverPage(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	if err := v.mayStep(row, "hand_over"); err != nil {
		return err
	}
	return v.showHandOver(row, nil)
}

func (v *visit) showHandOver(row proposal.Row, bad *fault.Fault) error {
	all, err := v.s.Handlings.Addressed(v.Request().Context(), row.Proposal)
	if err != nil {
		return err
	}
	s := v.sheet(bad)
	addressed := row.AddressedTo()
	lead := &web.Choice{Ask: s.ask("lead", v.t.Say("handling.lead"), v.t.Say("handling.lead_hint"), string(append(addressed, "")[0]))}
	lead.Options = append([]web.Option{{Word: v.t.Say("commitment.choose_owner")}}, v.bodies(all)...)
	ticked := v.Request().Form["beside"]
	if bad == nil && len(addressed) > 1 {
		for _, id := range addressed[1:] {
			ticked = append(ticked, string(id))
		}
	}
	beside := &web.Choice{Ask: s.ask("beside", v.t.Say("handling.beside"), v.t.Say("handling.beside_hint"), ""), Options: v.bodies(all, ticked...)}
	beside.Optional = true
	note := v.area(bad, s.ask("note", v.t.Say("handling.note"), v.t.Say("handling.note_hint"), ""), 4, handling.ReasonMost)
	note.Optional = true
	view, err := v.handlingForm(handled{row: row}, web.LongForm{Word: v.t.Of("verb.proposal", "hand_over"), Lead: v.t.Say("handling.hand_lead"), Form: web.Form{Action: "/handling/" + row.ID + "/hand_over"}, Parts: []web.FormPart{{Fields: []web.FormField{{Pick: lead}, {Ticks: beside}, {Text: note}}}}}, bad)
	if err != nil {
		return err
	}
	view.Version = row.Version
	return v.show(status(bad), web.LongFormPage(view))
}

// handOver hands it over.
func handOver(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	form := handling.HandOver{Proposal: row.ID, Lead: policy.OrganisationID(v.FormValue("lead")), Note: shaped(v.FormValue("note")), Version: v.version()}
	for _, id := range v.Request().Form["beside"] {
		form.Beside = append(form.Beside, policy.OrganisationID(id))
	}
	_, err = v.s.Handlings.Hand(v.once().Context(), v.actor, form)
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showHandOver(row, f)
	}
	if err != nil {
		return err
	}
	return v.to(row.Path(), "handling_hand_over")
}

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
		who := &web.Choice{Ask: s.ask("shown", v.t.Say("handling.shown"), "", string(h.st.Shown))}
		for _, class := range handling.Shown() {
			who.Options = append(who.Options, web.Option{Value: class, Word: v.t.Of("handling.shown_to", "parties"+class)})
		}
		fields = append(fields, web.FormField{Radio: who})
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
	all, err := v.s.Organisations.ByIDs(v.Request().Context(), h.st.Authorities())
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
