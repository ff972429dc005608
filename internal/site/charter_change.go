package site

import (
	"slices"
	"strconv"

	"sametable/internal/charter"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/web"
)

// changeTyped is an editorial change as its form has it: the numbers as they were typed.
type changeTyped struct {
	charter.Proposing
	numbers map[string]string
}

// changeOf is the form of an editorial change as it is shown first: everything as it stands.
func changeOf(p charter.Page, language string) changeTyped {
	r := p.Charter.Rules()
	t := changeTyped{numbers: map[string]string{"consultation_days": strconv.Itoa(r.ConsultationDays), "quiet_minutes": strconv.Itoa(r.QuietMinutes)}}
	t.Form = charter.Form{Zh: p.Sources["zh"], En: p.Sources["en"], Sv: p.Sources["sv"], Rules: r, Version: p.Charter.Version}
	t.Language = language
	return t
}

// showProposeChange shows the form with what was typed.
func (v *visit) showProposeChange(p charter.Page, typed changeTyped, bad *fault.Fault) error {
	view, err := v.charterForm(p, v.t.Of("verb.charter", "propose_change"), "/charter/"+p.Charter.ID+"/propose_change", bad, "reason")
	if err != nil {
		return err
	}
	view.Lead = v.t.Of("charter.step_lead", "propose_change")
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	texts := web.FormPart{Title: v.t.Say("charter.text"), Lead: v.t.Say("charter.text_hint")}
	for code, words := range map[string]string{"zh": typed.Zh, "en": typed.En, "sv": typed.Sv} {
		area := &web.Area{Ask: web.Ask{Name: code, Label: v.t.Of("rule.language", code), Value: words, Error: said[code], Optional: code != p.Forum.Language, Lang: tagOf(code)}, Rows: 14,
			Check: web.Link(v.t, "/check")}
		if area.Error != "" {
			area.Hits = v.hits(words, v.s.Threads.Look(words))
		}
		texts.Fields = append(texts.Fields, web.FormField{Text: area})
	}
	slices.SortFunc(texts.Fields, func(a, b web.FormField) int {
		return slices.Index(lang.Codes(), lang.Code(a.Text.Name)) - slices.Index(lang.Codes(), lang.Code(b.Text.Name))
	})
	rules := web.FormPart{Title: v.t.Say("charter.rules"), Lead: v.t.Say("charter.editorial_rules")}
	for _, name := range forum.EditorialRules() {
		rules.Fields = append(rules.Fields, web.FormField{Line: &web.Input{Ask: web.Ask{Name: name, Label: v.t.Say(editorialWord(name)), Value: typed.numbers[name], Error: said[name]}, Mode: "numeric", Short: true}})
	}
	reason := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("charter.change_reason"), Hint: v.t.Say("charter.change_reason_hint"), Value: typed.Reason}, Rows: 4, Max: charter.ReasonMost, Check: web.Link(v.t, "/check")}
	v.refusedReason(reason, bad)
	language := &web.Choice{Ask: web.Ask{Name: "language", Label: v.t.Say("ballot.language"), Value: typed.Language, Error: said["language"]}, Options: languageOptions()}
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: reason}, {Pick: language}}}, texts, rules}
	return v.show(status(bad), web.LongFormPage(view))
}

// editorialWord is the label of a rule that an editorial change may touch.
func editorialWord(name string) string { return "rule." + name }

// takeProposeChange puts a change before the chair.
func (v *visit) takeProposeChange(p charter.Page) error {
	typed := changeOf(p, v.FormValue("language"))
	typed.Charter, typed.Reason = p.Charter.ID, shaped(v.FormValue("reason"))
	typed.Zh, typed.En, typed.Sv, typed.Version = shaped(v.FormValue("zh")), shaped(v.FormValue("en")), shaped(v.FormValue("sv")), v.version()
	for _, name := range forum.EditorialRules() {
		typed.numbers[name] = v.FormValue(name)
	}
	typed.Rules.ConsultationDays, typed.Rules.QuietMinutes = number(typed.numbers["consultation_days"]), number(typed.numbers["quiet_minutes"])
	_, err := v.s.Charters.ProposeChange(v.once().Context(), v.actor, typed.Proposing)
	if f, ok := v.overtaken(err, p.Charter.Record()); ok {
		return v.showProposeChange(p, typed, f)
	}
	if err != nil {
		return err
	}
	return v.to(p.Charter.Path(p.Forum)+"#changes", "charter_propose_change")
}

// changeVerbOn finds the editorial change of the address, where its verb is one of a step that is the viewer's.
func (v *visit) changeVerbOn() (charter.ChangeRow, charter.Page, error) {
	if !slices.Contains(charter.ChangeVerbs(), v.Param("verb")) {
		return charter.ChangeRow{}, charter.Page{}, fault.NotFound()
	}
	x, p, err := v.s.Charters.OneChange(v.Request().Context(), v.actor, v.Param("id"), v.code())
	if err != nil {
		return x, p, err
	}
	return x, p, v.s.Charters.MayChange(v.actor, x.Change, v.Param("verb"))
}

// changeVerbPage asks before the chair announces or declines a change, before an objection, or before it is withdrawn.
func changeVerbPage(v *visit) error {
	x, p, err := v.changeVerbOn()
	if err != nil {
		return err
	}
	return v.showChangeVerb(x, p, charter.ChangeStep{Language: v.code()}, nil)
}

func (v *visit) showChangeVerb(x charter.ChangeRow, p charter.Page, typed charter.ChangeStep, bad *fault.Fault) error {
	verb := v.Param("verb")
	view, err := v.charterForm(p, v.t.Of("verb.charter_change", verb), "/charter-change/"+x.ID+"/"+verb, bad, "reason")
	if err != nil {
		return err
	}
	view.Version, view.Lead = x.Version, v.t.Of("charter.change_lead", verb)
	view.About = append(view.About, web.Pair{Key: v.t.Say("charter.change_reason"), Body: web.Typed(v.t, "", x.Reason)})
	if x.Announced() {
		view.About = append(view.About, web.Pair{Key: v.t.Say("charter.change_window"), Body: web.Window(v.t, x.Since(), x.EndsAt)})
	}
	switch verb {
	case "withdraw":
		view.Kind = "danger"
		return v.show(status(bad), web.LongFormPage(view))
	case "announce":
		return v.show(status(bad), web.LongFormPage(view))
	}
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	reason := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("charter.object_hint"), Value: typed.Reason}, Rows: 4, Max: charter.ReasonMost, Check: web.Link(v.t, "/check")}
	v.refusedReason(reason, bad)
	language := &web.Choice{Ask: web.Ask{Name: "language", Label: v.t.Say("ballot.language"), Value: typed.Language, Error: said["language"]}, Options: languageOptions()}
	fields := []web.FormField{{Text: reason}, {Pick: language}}
	if choice := v.delegateChoice(p, typed.Mandate, said["mandate"]); choice != nil && verb == "object" {
		fields = append([]web.FormField{{Radio: choice}}, fields...)
	}
	view.Parts = []web.FormPart{{Fields: fields}}
	return v.show(status(bad), web.LongFormPage(view))
}

// changeVerb takes the step.
func changeVerb(v *visit) error {
	x, p, err := v.changeVerbOn()
	if err != nil && !fault.Is(err, fault.ReasonConflict) {
		return err
	}
	typed := charter.ChangeStep{Change: x.ID, Verb: v.Param("verb"), Mandate: policy.MandateID(v.FormValue("mandate")), Reason: shaped(v.FormValue("reason")), Language: v.FormValue("language"), Version: v.version()}
	_, err = v.s.Charters.TakeChange(v.once().Context(), v.actor, typed)
	if f, ok := v.overtaken(err, p.Charter.Record()); ok {
		return v.showChangeVerb(x, p, typed, f)
	}
	if err != nil {
		return err
	}
	return v.to(p.Charter.Path(p.Forum)+"#changes", "charter_"+typed.Verb)
}
