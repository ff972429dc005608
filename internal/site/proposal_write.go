package site

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"sametable/internal/clock"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/safeguard"
	"sametable/web"
)

// writeSteps are the parts of writing, in their order; the last shows the whole and sends it. A new version after the consultation
// has one more: the answers to the statements.
func writeSteps(sh drafting.Sheet) []string {
	if sh.Revises {
		return []string{"answers", "situation", "analysis", "measures", "check"}
	}
	return []string{"situation", "analysis", "measures", "check"}
}

// proposalBeginPage asks where, to what end and in which language a proposal is to be written.
func proposalBeginPage(v *visit) error { return v.showBegin(nil) }

func (v *visit) showBegin(bad *fault.Fault) error {
	forums, err := v.writableForums()
	if err != nil {
		return err
	}
	if len(forums) == 0 {
		return fault.Forbidden("proposal.not_a_delegate", nil)
	}
	page, err := v.page(v.t.Say("proposal.write"), web.SectionDesk)
	if err != nil {
		return err
	}
	page.Private = true
	s := v.sheet(bad)
	form := web.LongForm{Page: page, Crumbs: []web.Anchor{{Word: v.t.Say("web.desk"), Href: web.Link(v.t, "/desk")}, {Word: v.t.Say("proposal.write")}},
		Lead: v.t.Say("proposal.begin_lead"), Wrongs: v.wrongs(bad, "title"), Form: web.Form{Action: web.Link(v.t, "/write/proposal"), Nonce: v.nonceOf(bad), Guard: true},
		Word: v.t.Say("proposal.begin"), Back: web.Link(v.t, "/desk")}
	where := web.Choice{Ask: s.ask("forum", v.t.Say("proposal.forum"), "", v.QueryParam("forum"))}
	for _, f := range forums {
		where.Options = append(where.Options, web.Option{Value: f.Key, Word: f.Name(v.code())})
	}
	if where.Value == "" {
		where.Value = forums[0].Key
	}
	outcome := web.Choice{Ask: s.ask("outcome", v.t.Say("proposal.outcome_label"), v.t.Say("proposal.outcome_hint"), "")}
	for _, o := range drafting.Outcomes() {
		outcome.Options = append(outcome.Options, web.Option{Value: string(o), Word: v.t.Of("proposal.outcome", string(o)), Hint: v.t.Of("proposal.outcome_is", string(o))})
	}
	tongue := s.languages(s.ask("language", v.t.Say("post.language"), v.t.Say("proposal.language_hint"), v.code()))
	title := &web.Input{Ask: s.ask("title", v.t.Say("proposal.title"), v.t.Say("proposal.title_hint"), ""), Autocomplete: "off", Check: web.Link(v.t, "/check"), Draft: draftProposal + "new"}
	title.Hits = v.fieldHits(bad, "title", title.Value)
	fields := []web.FormField{{Radio: &where}, {Radio: &outcome}, {Radio: tongue.Radios}, {Line: title}}
	if choice := v.mandateChoice(s, where.Value, forums); choice != nil {
		fields = append(fields, web.FormField{Radio: choice})
	}
	form.Parts = []web.FormPart{{Fields: fields}}
	return v.show(status(bad), web.LongFormPage(form))
}

// fieldHits are the gate's findings in a field of a form that came back.
func (v *visit) fieldHits(bad *fault.Fault, name, text string) []web.Hit {
	if stopped := stoppedBy(bad); stopped != nil && stopped.Field == name {
		return v.unexplained(v.hits(text, stopped.Finding))
	}
	return nil
}

// unexplained are findings where nobody is asked for a word on them: what warns of a post stops a formal text.
func (v *visit) unexplained(hits []web.Hit) []web.Hit {
	for i := range hits {
		if hits[i].Severity == string(safeguard.SeverityWarn) {
			hits[i].Severity, hits[i].Why = string(safeguard.SeverityBlock), v.t.Say("proposal.gate_why")
		}
	}
	return hits
}

// writableForums are those in which the viewer may write proposals.
func (v *visit) writableForums() ([]forum.Forum, error) {
	all, err := v.s.Forums.Overview(v.Request().Context())
	if err != nil {
		return nil, err
	}
	var mine []forum.Forum
	for _, f := range all {
		if drafting.MayWrite(v.actor, f.ID, v.now) == nil {
			mine = append(mine, f.Forum)
		}
	}
	return mine, nil
}

// mandateChoice asks under which mandate she writes, where she has several in the forum.
func (v *visit) mandateChoice(s sheet, key string, forums []forum.Forum) *web.Choice {
	at := slices.IndexFunc(forums, func(f forum.Forum) bool { return f.Key == key })
	if at < 0 {
		return nil
	}
	voices := v.actor.Voices(forums[at].ID, v.now)
	if _, settled := v.actor.VoiceIn(forums[at].ID, v.now, ""); settled || len(voices) == 0 {
		return nil
	}
	return v.chooseMandate(s, voices)
}

// chooseMandate asks under which of several mandates somebody speaks.
func (v *visit) chooseMandate(s sheet, voices []policy.Mandate) *web.Choice {
	choice := &web.Choice{Ask: s.ask("mandate", v.t.Say("post.speak_for"), v.t.Say("post.speak_for_hint"), "")}
	for _, m := range voices {
		name, in := v.orgs[m.Organisation].Called(v.code())
		choice.Options = append(choice.Options, web.Option{Value: string(m.ID), Said: v.t.Pieces(fault.Message{ID: "post.speak_as",
			Args: fault.Args{"Organisation": lang.Quoted{Text: name, Lang: lang.Code(in).Tag()}, "Capacity": v.t.Of("capacity", string(m.Capacity))}})})
	}
	return choice
}

// proposalBegin begins a proposal.
func proposalBegin(v *visit) error {
	forums, err := v.writableForums()
	if err != nil {
		return err
	}
	if len(forums) == 0 {
		return fault.Forbidden("proposal.not_a_delegate", nil)
	}
	if v.FormValue("forum") == "" {
		return v.showBegin(fault.Invalid(fault.Says("forum", "input.required", nil)))
	}
	v.mendForm()
	if v.FormValue("mend") != "" {
		return v.showBegin(fault.Invalid())
	}
	if v.unseen != nil { // a sheet enters no record, so no act refuses it
		return v.showBegin(v.unseen)
	}
	sh, err := v.s.Proposals.Begin(v.once().Context(), v.actor, drafting.Beginning{Forum: v.FormValue("forum"), Mandate: policy.MandateID(v.FormValue("mandate")),
		Language: v.FormValue("language"), Outcome: v.FormValue("outcome"), Title: shaped(v.FormValue("title"))})
	if f, ok := v.refused(err); ok {
		if hotline(f) {
			return v.proposalHotline("/write/proposal")
		}
		return v.showBegin(f)
	}
	if err != nil {
		return err
	}
	v.taken(draftProposal + "new")
	return v.to(sh.Path()+"/"+writeSteps(sh)[0], "")
}

// proposalHotline shows where help is; the text stays in the browser, where going back finds it.
func (v *visit) proposalHotline(path string) error {
	c := composing{typed: typedPost{language: v.code()}, fault: fault.Invalid()}
	return v.showHotline([]web.Anchor{{Word: v.t.Say("web.desk"), Href: web.Link(v.t, "/desk")}}, c, path)
}

// mendForm puts an offer's words in place of a hit in any field of the form, where no script has done it: field:start:end:replacement.
// The gate is asked again, so that nothing but its own offers is put in.
func (v *visit) mendForm() {
	part := strings.SplitN(v.FormValue("mend"), ":", 4)
	if len(part) != 4 || !v.Request().Form.Has(part[0]) {
		return
	}
	typed := shaped(v.FormValue(part[0]))
	for _, h := range v.s.Proposals.Look(typed) {
		if strconv.Itoa(h.Start) != part[1] || strconv.Itoa(h.End) != part[2] {
			continue
		}
		for _, o := range h.Offers {
			if replacement([]rune(typed), h, o) == part[3] {
				v.Request().Form.Set(part[0], o.Apply(typed, h))
				return
			}
		}
	}
}

// proposalSheet leads to the step of a sheet that is to be written next.
func proposalSheet(v *visit) error {
	sh, err := v.s.Proposals.Sheet(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	c, next := sh.Content(), "check"
	switch {
	case sh.Revises && !sh.Asked() && len(c.Answers) == 0:
		next = "answers"
	case c.Situation == "":
		next = "situation"
	case c.Analysis == "":
		next = "analysis"
	case len(c.Measures) == 0:
		next = "measures"
	}
	return v.Redirect(http.StatusSeeOther, web.Link(v.t, sh.Path()+"/"+next))
}

// stepOf finds the sheet and the step of the address.
func (v *visit) stepOf() (drafting.Sheet, string, error) {
	step := v.Param("step")
	sh, err := v.s.Proposals.Sheet(v.Request().Context(), v.actor, v.Param("id"))
	if err == nil && step != "drop" && !slices.Contains(writeSteps(sh), step) && !(sh.Asked() && slices.Contains(revisionSteps(), step)) {
		err = fault.NotFound()
	}
	return sh, step, err
}

// proposalStepPage is one step of writing.
func proposalStepPage(v *visit) error {
	sh, step, err := v.stepOf()
	if err == nil && step == "drop" {
		err = fault.NotFound()
	}
	if err != nil {
		return err
	}
	if slices.Contains(revisionSteps(), step) {
		return v.showRevision(sh, step, "", nil)
	}
	return v.showWriting(sh, step, nil, nil)
}

// typedProposal is what stands in the form, by the names of the room.
func (v *visit) typedProposal() drafting.Typed {
	typed := drafting.Typed{}
	names := append([]string{"title", "situation", "analysis", "language", "outcome", "level", "addressed", "documents"}, drafting.GrantFields()...)
	for n := 1; n <= drafting.MostMeasures; n++ {
		names = append(names, drafting.MeasureField(n))
	}
	for _, name := range names {
		if values, there := v.Request().Form[name]; there {
			for _, value := range values {
				typed[name] = append(typed[name], shaped(value))
			}
		}
	}
	v.typedAnswers(typed)
	return typed
}

// keepSheet keeps what was typed while it is typed.
func (v *visit) keepSheet(id string, answer *checked) error {
	if field := v.FormValue("field"); field != "" && v.Request().Form.Has(field) {
		v.Request().Form.Set(field, v.FormValue("text"))
	}
	sh, err := v.s.Proposals.Keep(v.Request().Context(), v.actor, id, v.version(), v.typedProposal())
	switch {
	case fault.Is(err, fault.ReasonConflict):
		answer.Said = v.t.Say("proposal.changed_meanwhile")
		return nil
	case fault.Is(err, fault.ReasonInvalid), fault.Is(err, fault.ReasonNotFound), fault.Is(err, fault.ReasonForbidden):
		return nil // it stays on the device
	case err != nil:
		return err
	}
	answer.Saved, answer.Version, answer.Said = sh.SavedAt.UnixMilli(), sh.Version, v.t.Say("proposal.kept", fault.Args{"At": v.t.TimeBoth(sh.SavedAt, lang.Beijing)})
	return nil
}

// proposalStep keeps a step and leads on, or sends the whole for confirmation.
func proposalStep(v *visit) error {
	sh, step, err := v.stepOf()
	if err != nil {
		return err
	}
	ctx := v.once().Context()
	if step == "drop" {
		if err := v.s.Proposals.Drop(ctx, v.actor, sh.ID); err != nil {
			return err
		}
		v.taken(draftProposal + sh.ID)
		return v.to("/desk", "draft_deleted")
	}
	switch step {
	case "check":
		return v.askConfirmation(sh)
	case "confirm", "decline":
		return v.revise(sh, step)
	}
	v.mendForm()
	typed := v.typedProposal()
	if v.FormValue("mend") != "" {
		return v.showWriting(sh, step, typed, fault.Invalid())
	}
	if v.unseen != nil {
		return v.showWriting(sh, step, typed, v.unseen)
	}
	kept, err := v.s.Proposals.Keep(ctx, v.actor, sh.ID, v.version(), typed)
	if f, ok := v.refused(err); ok {
		if hotline(f) {
			return v.proposalHotline(sh.Path() + "/" + step)
		}
		return v.showWriting(sh, step, typed, f)
	}
	if err != nil {
		return err
	}
	v.taken(draftProposal + sh.ID)
	steps := writeSteps(sh)
	switch v.FormValue("act") {
	case "more":
		return v.to(kept.Path()+"/"+step+"?measures="+strconv.Itoa(shownMeasures(kept, typed)+1)+"#f-"+drafting.MeasureField(shownMeasures(kept, typed)+1), "")
	case "save":
		return v.to("/desk", "saved")
	}
	if statement, line := strings.CutPrefix(v.FormValue("act"), "line:"); line {
		return v.to(kept.Path()+"/"+step+"?line="+url.QueryEscape(statement)+"#f-"+firstFree(kept, statement), "")
	}
	return v.to(kept.Path()+"/"+steps[slices.Index(steps, step)+1], "")
}

// askConfirmation sends a sheet to a second person of the organisation.
func (v *visit) askConfirmation(sh drafting.Sheet) error {
	p, err := v.s.Proposals.Ask(v.once().Context(), v.actor, proposal.Asking{Sheet: sh.ID, Mandate: policy.MandateID(v.FormValue("mandate")), Version: v.version()})
	if f, ok := v.refused(err); ok {
		if hotline(f) {
			return v.proposalHotline(sh.Path() + "/check")
		}
		return v.showWriting(sh, "check", nil, f)
	}
	if err != nil {
		return err
	}
	v.taken(draftProposal + sh.ID)
	if sh.Revises {
		return v.to(p.Path(), "proposal_revision_asked")
	}
	return v.to(p.Path(), "proposal_asked")
}

// proposalChange leads from a proposal that came back to the sheet on which it is changed.
func proposalChange(v *visit) error {
	sh, err := v.s.Proposals.Resume(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.to(sh.Path()+"/"+writeSteps(sh)[0], "")
}

// dropForm throws a sheet away.
func (v *visit) dropForm(sh drafting.Sheet) *web.Form {
	return &web.Form{Action: web.Link(v.t, sh.Path()+"/drop"), Nonce: clock.NewSecret()}
}

// asItStands is the text as it will stand.
func asItStands(sh drafting.Sheet) *web.Wording {
	c := sh.Whole()
	return &web.Wording{HTML: markup.Render(c.Compose()).HTML, Lang: lang.Code(sh.Language).Tag()}
}

// at is the address of a step with an anchor.
func stepAt(t *lang.Speaker, sh drafting.Sheet, step, field string) string {
	u := url.URL{Path: web.Link(t, sh.Path()+"/"+step), Fragment: "f-" + field}
	return u.String()
}
