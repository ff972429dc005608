package site

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/proposal"
	"sametable/web"
)

// showWriting shows one step of writing with what was typed, or what stands on the sheet.
func (v *visit) showWriting(sh drafting.Sheet, step string, typed drafting.Typed, bad *fault.Fault) error {
	title := v.t.Say("proposal.write")
	if sh.Revises {
		title = v.t.Of("verb.proposal", "ask_revision")
	}
	page, err := v.page(title, web.SectionDesk)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.ProposalWriteView{Page: page, Version: sh.Version, Wrongs: v.wrongs(bad, firstField(step)), Lead: v.t.Of("proposal.lead", step),
		Form:   web.Form{Action: web.Link(v.t, sh.Path()+"/"+step), Nonce: v.nonceOf(bad), Guard: true},
		Crumbs: []web.Anchor{{Word: v.t.Say("web.desk"), Href: web.Link(v.t, "/desk")}, {Word: title}},
		Kept:   v.t.Say("proposal.saved_at", fault.Args{"At": v.t.DateTimeBoth(sh.SavedAt, lang.Beijing)})}
	if typed != nil { // it comes back: what was read stays what it is sent against, unless a colleague's words stand beside it now
		view.Version = v.version()
	}
	if sh.Aside() && (step == "situation" || step == "check") {
		view.Aside = v.t.Say("proposal.grant_aside")
	}
	steps := writeSteps(sh)
	at := slices.Index(steps, step)
	for i, s := range steps {
		view.Steps = append(view.Steps, web.Step{Word: v.t.Of("proposal.step", s), Current: i == at, Past: i < at})
	}
	if at > 0 {
		view.Back = web.Link(v.t, sh.Path()+"/"+steps[at-1])
	}
	if !sh.Writable(v.actor, v.now) {
		return v.showReading(sh, view)
	}
	view.Next, view.Drop = v.t.Say("proposal.step_next"), v.dropForm(sh)
	if step == "check" {
		if err := v.checkStep(sh, &view, bad); err != nil {
			return err
		}
		return v.show(status(bad), web.ProposalWrite(view))
	}
	if step != "answers" {
		view.Example = v.t.Of("proposal.example_of", step)
	}
	if err := v.beforeColleague(typed, bad, &view); err != nil {
		return err
	}
	f := fields{v: v, sh: sh, typed: typed, bad: bad, version: view.Version, said: map[string]string{}}
	if bad != nil {
		f.said = web.Errors(v.t, bad.Fields)
	}
	if view.Parts, err = f.parts(step); err != nil {
		return err
	}
	if step == "measures" && f.measures() < drafting.MostMeasures {
		view.More = v.t.Say("proposal.measure_more")
	}
	return v.show(status(bad), web.ProposalWrite(view))
}

// firstField is the field to which a refusal leads that names none.
func firstField(step string) string {
	if step == "check" {
		return "alt"
	}
	return "title"
}

// showReading shows a sheet to a colleague who only reads along.
func (v *visit) showReading(sh drafting.Sheet, view web.ProposalWriteView) error {
	view.Silent, view.Whole, view.Steps, view.Back, view.Lead = v.t.Say("proposal.only_read"), asItStands(sh), nil, "", ""
	files, err := v.laidFiles(sh, "")
	if err != nil {
		return err
	}
	if len(files) > 0 {
		view.Annexes = &web.AnnexDesk{Files: files}
	}
	return v.show(http.StatusOK, web.ProposalWrite(view))
}

func measureFields() []string {
	var names []string
	for n := 1; n <= drafting.MostMeasures; n++ {
		names = append(names, drafting.MeasureField(n))
	}
	return names
}

// fields makes the fields of a step.
type fields struct {
	v       *visit
	sh      drafting.Sheet
	typed   drafting.Typed
	bad     *fault.Fault
	version int // of the sheet the form is sent against
	said    map[string]string
}

// value is what was typed into a field, else what stands on the sheet.
func (f fields) value(name, stored string) string {
	if values, there := f.typed[name]; there && len(values) > 0 {
		return values[0]
	}
	return stored
}

func (f fields) ask(name, label, hint, stored string) web.Ask {
	a := web.Ask{Name: name, Label: label, Hint: hint, Value: f.value(name, stored), Error: f.said[name]}
	if tag := lang.Code(f.sh.Language).Tag(); tag != f.v.t.Tag() {
		a.Lang = tag
	}
	return a
}

// check is the address at which a field is looked at and kept.
func (f fields) check() string {
	return web.Link(f.v.t, "/check") + "?draft=" + draftProposal + f.sh.ID
}

func (f fields) line(name, label, hint, stored string) web.FormField {
	in := &web.Input{Ask: f.ask(name, label, hint, stored), Autocomplete: "off", Draft: draftProposal + f.sh.ID + ":" + name, Version: f.version, Check: f.check()}
	in.Hits = f.v.fieldHits(f.bad, name, in.Value)
	return web.FormField{Line: in}
}

func (f fields) area(a web.Ask, rows, most int) web.FormField {
	area := &web.Area{Ask: a, Rows: rows, Max: most, Draft: draftProposal + f.sh.ID + ":" + a.Name, Version: f.version, Check: f.check()}
	area.Hits = f.v.fieldHits(f.bad, a.Name, area.Value)
	return web.FormField{Text: area}
}

// grant gives the fields of a grant that belong to a step: two or three of the six.
func (f fields) grant(from, to int) web.FormPart {
	g := f.sh.Content().Grant
	stored := []string{g.Name, g.Who, g.Where, g.Obstacle, g.Before, g.After}
	part := web.FormPart{Title: f.v.t.Say("proposal.grant")}
	for i, name := range drafting.GrantFields()[from:to] {
		part.Fields = append(part.Fields, f.line(name, f.v.t.Of("proposal.field", name), f.v.t.Of("proposal.field_hint", name), stored[from+i]))
	}
	return part
}

// parts are the fields of a step.
func (f fields) parts(step string) ([]web.FormPart, error) {
	t, c := f.v.t, f.sh.Content()
	isGrant := f.sh.Outcome == drafting.Grants
	var parts []web.FormPart
	switch step {
	case "answers":
		return f.answerParts()
	case "situation":
		outcome := web.Choice{Ask: f.ask("outcome", t.Say("proposal.outcome_label"), "", string(f.sh.Outcome)), Options: options(t, drafting.Outcomes(), "proposal.outcome")}
		outcome.Lang = ""
		if sh := f.sh; sh.ProposalID == "" {
			tongue := web.Choice{Ask: f.ask("language", t.Say("post.language"), t.Say("proposal.language_hint"), sh.Language)}
			for _, code := range lang.Codes() {
				tongue.Options = append(tongue.Options, web.Option{Value: string(code), Word: code.Own(), Lang: code.Tag()})
			}
			tongue.Lang = ""
			parts = append(parts, web.FormPart{Fields: []web.FormField{{Pick: &tongue}}})
		}
		parts = append(parts, web.FormPart{Fields: []web.FormField{f.line("title", t.Say("proposal.title"), t.Say("proposal.title_hint"), c.Title), {Pick: &outcome}}})
		if isGrant {
			parts = append(parts, f.grant(0, 3))
		}
		parts = append(parts, web.FormPart{Fields: []web.FormField{f.area(f.ask("situation", t.Of("proposal.step", "situation"), t.Say("proposal.situation_hint"), c.Situation), 10, drafting.PartMost)}})
	case "analysis":
		if isGrant {
			parts = append(parts, f.grant(3, 4))
		}
		parts = append(parts, web.FormPart{Fields: []web.FormField{f.area(f.ask("analysis", t.Of("proposal.step", "analysis"), t.Say("proposal.analysis_hint"), c.Analysis), 10, drafting.PartMost)}})
	case "measures":
		if isGrant {
			parts = append(parts, f.grant(4, 6))
		}
		rests, err := f.documents()
		return append(parts, f.measurePart(c), f.addressees(), rests), err
	}
	return parts, nil
}

// measures is how many fields for measures the page shows.
func (f fields) measures() int {
	n := max(3, len(f.sh.Content().Measures), number(f.v.QueryParam("measures")))
	return min(max(n, shownMeasures(f.sh, f.typed)), drafting.MostMeasures)
}

// shownMeasures is how many measures there are, typed or kept, and three at least.
func shownMeasures(sh drafting.Sheet, typed drafting.Typed) int {
	n := max(3, len(sh.Content().Measures))
	for i, name := range measureFields() {
		if _, there := typed[name]; there {
			n = max(n, i+1)
		}
	}
	return min(n, drafting.MostMeasures)
}

func (f fields) measurePart(c drafting.Content) web.FormPart {
	part := web.FormPart{Title: f.v.t.Of("proposal.step", "measures"), Lead: f.v.t.Say("proposal.measures_hint")}
	for n := 1; n <= f.measures(); n++ {
		stored := ""
		if n <= len(c.Measures) {
			stored = c.Measures[n-1]
		}
		a := f.ask(drafting.MeasureField(n), f.v.t.Say("proposal.measure", fault.Args{"N": strconv.Itoa(n)}), "", stored)
		a.Optional = n > 1
		part.Fields = append(part.Fields, f.area(a, 3, drafting.MeasureMost))
	}
	return part
}

// documents asks for the numbers of the background documents the proposal rests on.
func (f fields) documents() (web.FormPart, error) {
	t, stored := f.v.t, []string{}
	known, err := f.v.s.Proposals.RestsOn(f.v.Request().Context(), f.sh)
	for _, d := range known {
		stored = append(stored, d.Number)
	}
	a := f.ask("documents", t.Say("proposal.documents"), t.Say("proposal.documents_hint"), strings.Join(stored, "\n"))
	a.Optional, a.Lang = true, lang.Chinese.Tag()
	return web.FormPart{Fields: []web.FormField{{Text: &web.Area{Ask: a, Rows: 3}}}}, err
}

// addressees asks which level and which bodies are to act.
func (f fields) addressees() web.FormPart {
	t := f.v.t
	level := web.Choice{Ask: f.ask("level", t.Say("proposal.level"), t.Say("proposal.level_hint"), string(f.sh.Level)), Options: options(t, drafting.Levels(), "proposal.level_of")}
	level.Options = append([]web.Option{{Word: t.Say("proposal.level_choose")}}, level.Options...)
	level.Lang = ""
	part := web.FormPart{Title: t.Say("proposal.addressed"), Fields: []web.FormField{{Pick: &level}}}
	bodies, err := f.v.s.Proposals.Addressable(f.v.Request().Context(), f.sh.ForumID)
	if err != nil || len(bodies) == 0 {
		return part
	}
	chosen := strings.Fields(f.sh.Addressed)
	if values, there := f.typed["addressed"]; there {
		chosen = values
	}
	ticks := web.Choice{Ask: web.Ask{Name: "addressed", Label: t.Say("proposal.bodies"), Hint: t.Say("proposal.bodies_hint"), Error: f.said["addressed"], Optional: true}}
	for _, o := range f.v.sorted(bodies) {
		org := orgIn(o, f.v.code())
		ticks.Options = append(ticks.Options, web.Option{Value: string(o.ID), Word: org.Name, Lang: org.Lang, Chosen: slices.Contains(chosen, string(o.ID))})
	}
	part.Fields = append(part.Fields, web.FormField{Ticks: &ticks})
	return part
}

// checkStep shows the whole, what it lacks, and the button that sends it.
func (v *visit) checkStep(sh drafting.Sheet, view *web.ProposalWriteView, bad *fault.Fault) error {
	view.Whole, view.Next = asItStands(sh), v.t.Say("proposal.send")
	var err error
	if view.Annexes, err = v.annexDesk(sh, bad); err != nil {
		return err
	}
	lacks, err := v.s.Proposals.Lacks(v.Request().Context(), sh)
	if err != nil {
		return err
	}
	var statements []proposal.StatementRow
	if sh.Revises && len(lacks) > 0 {
		row, err := v.s.Proposals.ByID(v.Request().Context(), v.actor, sh.ProposalID, v.code())
		if err != nil {
			return err
		}
		if statements, err = v.allStatements(row); err != nil {
			return err
		}
	}
	for _, lack := range lacks {
		view.Lacks = append(view.Lacks, web.Wrong{Href: stepAt(v.t, sh, stepOfField(lack.Name), lack.Name),
			Text: v.t.Say("proposal.lack", fault.Args{"Part": v.lackOf(lack.Name, statements), "Why": v.t.Message(lack.Message)})})
	}
	if len(view.Lacks) > 0 { // nothing can be sent yet: the ways to what is missing are all there is to press
		view.Wrongs, view.Next = nil, ""
		return nil
	}
	if sh.Revises {
		view.Next = v.t.Say("proposal.send_revision")
		v.revisionNote(sh, view)
	}
	forums, err := v.writableForums()
	if err != nil {
		return err
	}
	if choice := v.mandateChoice(v.sheet(bad), sh.ForumKey, forums); choice != nil {
		view.Parts = []web.FormPart{{Fields: []web.FormField{{Radio: choice}}}}
	}
	return nil
}

// stepOfField is the step on which a field stands.
func stepOfField(name string) string {
	switch {
	case strings.HasPrefix(name, "asked_"), strings.HasPrefix(name, "fate_"), strings.HasPrefix(name, "reply_"), name == "answers":
		return "answers"
	case name == "analysis", name == "grant_obstacle":
		return "analysis"
	case strings.HasPrefix(name, "measure_"), name == "level", name == "grant_before", name == "grant_after":
		return "measures"
	}
	return "situation"
}

// fieldWord is what a field is called.
func (v *visit) fieldWord(name string) string {
	switch {
	case slices.Contains(drafting.GrantFields(), name):
		return v.t.Of("proposal.field", name)
	case strings.HasPrefix(name, "measure_"):
		return v.t.Of("proposal.step", "measures")
	case name == "title":
		return v.t.Say("proposal.title")
	case name == "outcome":
		return v.t.Say("proposal.outcome_label")
	case name == "level":
		return v.t.Say("proposal.level")
	}
	return v.t.Of("proposal.step", name)
}

// excerptOf is the beginning of what was written.
func excerptOf(sh drafting.Sheet) string {
	const most = 120
	return markup.Excerpt(sh.Situation, most)
}
