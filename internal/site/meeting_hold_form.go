package site

import (
	"slices"
	"strconv"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/meeting"
	"sametable/internal/workflow"
	"sametable/web"
)

// holdField makes the fields of one form of the holding page.
type holdField struct {
	v *visit
	h holding
	k string // of the form
}

func (f holdField) ask(name, label, value string, optional bool) web.Ask {
	a := web.Ask{Name: name, Key: f.k, Label: label, Value: value, Optional: optional}
	if f.h.bad != nil && f.h.key == f.k {
		a.Error = web.Errors(f.v.t, f.h.bad.Fields)[name]
		a.Value = f.v.written(name)
	}
	return a
}

// minute asks when it happened; empty is now, so that nobody has to type what the clock knows.
func (f holdField) minute() web.Input {
	in := web.Input{Ask: f.ask("at", f.v.t.Say("meeting.minute"), "", true), Short: true, Autocomplete: "off", Mode: "numeric"}
	in.Hint = f.v.t.Say("meeting.minute_hint")
	return in
}

func (f holdField) area(ask web.Ask, tag string, most int) web.FormField {
	area := &web.Area{Ask: ask, Rows: 3, Max: most, Check: web.Link(f.v.t, "/check")}
	area.Lang = tag
	if f.h.key == f.k {
		area.Hits = f.v.fieldHits(f.h.bad, ask.Name, area.Value)
	}
	return web.FormField{Text: area}
}

// holdForms are the forms about the item that is open.
func (v *visit) holdForms(p meeting.Page, row meeting.ItemRow, options []workflow.Option, h holding) []web.HoldForm {
	var forms []web.HoldForm
	base := web.Link(v.t, "/meeting/"+p.ID+"/item/"+row.ID)
	version := []web.Hidden{{Name: "version", Value: strconv.Itoa(row.Version)}}
	for _, o := range options {
		if o.Blocked != nil {
			if o.Verb == "put" && row.Purpose == meeting.Decide {
				forms = append(forms, web.HoldForm{Word: v.putWhy(p, *o.Blocked), Blocked: true})
			}
			continue
		}
		f := holdField{v, h, "item-" + o.Verb}
		form := web.HoldForm{Form: web.Form{Action: base + "/" + o.Verb, Nonce: v.nonceOf(h.bad), Label: v.t.Of("verb.agenda_item", o.Verb)}, Word: v.t.Of("verb.agenda_item", o.Verb), Hidden: version,
			Open: h.key == f.k}
		switch o.Verb {
		case "word":
			for _, one := range []struct{ code, words string }{{"zh", row.MotionZh}, {"en", row.MotionEn}, {"sv", row.MotionSv}} {
				form.Fields = append(form.Fields, f.area(f.ask("motion_"+one.code, v.t.Of("meeting.m", one.code), one.words, false), tagOf(one.code), meeting.MotionMost))
			}
			form.Open = form.Open || row.MotionZh == ""
		case "put":
			form.Open, form.Kind = true, "first"
		case "decide":
			form.Go, form.Kind = base+"/decide", "first"
		case "note", "agree":
			form.Fields = append(form.Fields, f.area(f.ask("words", v.t.Say("meeting.outcome"), row.Outcome, true), tagOf(row.Language), meeting.OutcomeMost))
		case "defer", "refer", "withdraw":
			form.Fields = append(form.Fields, f.area(f.ask("words", v.t.Say("post.reason"), "", false), "", meeting.ReasonMost))
		default:
			continue
		}
		if o.Verb != "word" && o.Verb != "decide" {
			at := f.minute()
			form.Fields = append(form.Fields, web.FormField{Line: &at})
		}
		forms = append(forms, form)
	}
	return forms
}

// putWhy says why nothing can be put to the table; where there is no quorum, what is missing of it.
func (v *visit) putWhy(p meeting.Page, why fault.Message) string {
	if why.ID != meeting.GuardQuorum {
		return v.t.Message(why)
	}
	scene := p.Scene()
	return v.quorumSaid(p.Quorum(scene.Places, scene.People, v.now))
}

// holdActs are what can be done with an item that is not open.
func (v *visit) holdActs(p meeting.Page, row meeting.ItemRow, options []workflow.Option, i *web.AgendaItem) {
	for _, o := range options {
		if o.Blocked != nil || o.Verb != "open" && o.Verb != "resume" {
			continue
		}
		i.Acts = append(i.Acts, web.Act{Word: v.t.Of("verb.agenda_item", o.Verb), Kind: map[bool]string{true: "first"}[o.Verb == "open"],
			Action: web.Link(v.t, "/meeting/"+p.ID+"/item/"+row.ID+"/"+o.Verb), Nonce: v.nonce(), Version: row.Version,
			Fields: []web.Hidden{{Name: "at"}}}) // a script fills in the minute at which she pressed, should the line be down
	}
	v.fileAct(p, row, i)
}

// holdSteps are the steps of the meeting as a whole.
func (v *visit) holdSteps(p meeting.Page, who map[string][]forum.MandateRow, view *web.HoldView, h holding) {
	for _, o := range v.s.Meetings.Options(v.actor, p) {
		if !slices.Contains(meeting.Verbs(), o.Verb) {
			continue
		}
		if o.Blocked != nil {
			view.Why = append(view.Why, web.Pair{Key: v.t.Of("verb.meeting", o.Verb), Text: v.t.Message(*o.Blocked)})
			continue
		}
		f := holdField{v, h, o.Verb}
		step := web.HoldStep{Form: web.Form{Action: web.Link(v.t, "/meeting/"+p.ID+"/"+o.Verb), Nonce: v.nonceOf(h.bad), Label: v.t.Of("verb.meeting", o.Verb)}, Word: v.t.Of("verb.meeting", o.Verb),
			At: f.minute(), Hidden: []web.Hidden{{Name: "version", Value: strconv.Itoa(p.Version)}}, Kind: map[bool]string{true: "first"}[o.Verb == "open"], Open: h.key == f.k || o.Verb == "open"}
		if o.Verb == "open" && !p.Begun() {
			step.Fields = v.officerFields(f, p, who)
		}
		if o.Verb == "adjourn" {
			step.Fields = append(step.Fields, f.area(f.ask("reason", v.t.Say("post.reason"), "", false), "", meeting.ReasonMost),
				web.FormField{Line: &web.Input{Ask: f.ask("resumes", v.t.Say("meeting.resumes_on"), "", true), Short: true, Autocomplete: "off"}})
		}
		view.Steps = append(view.Steps, step)
	}
}
