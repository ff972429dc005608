package site

import (
	"slices"
	"strconv"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/web"
)

// holding is what comes back to the holding page: which form was refused, and why.
type holding struct {
	key string // of the form: "open", "item-defer", "place-<id>-arrive"
	bad *fault.Fault
}

// holdPage is where the secretary notes what happens at the table.
func holdPage(v *visit) error {
	p, err := v.s.Meetings.Page(v.Request().Context(), v.actor, v.Param("key"), v.Param("at"))
	if err != nil {
		return err
	}
	return v.showHold(p, holding{})
}

func (v *visit) showHold(p meeting.Page, h holding) error {
	if err := v.s.Meetings.May(v.actor, p, "note_roll"); err != nil {
		return err
	}
	title, tag := v.meetingTitle(p.Meeting)
	page, err := v.page(v.t.Say("meeting.hold"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	scene := p.Scene()
	q := p.Quorum(scene.Places, scene.People, v.rollAt(p))
	view := web.HoldView{Page: page, Crumbs: v.meetingCrumbs(p.Row, page.Title), Ref: p.Reference, Title: title, Lang: tag, Status: []web.Status{v.meetingStatus(p.Meeting)},
		Table: *v.meetingTable(p, q), Modes: options(v.t, meeting.Modes(), "meeting.mode"), Hint: v.t.Say("meeting.hold_lead")}
	if !p.Begun() {
		view.Table.Sentence = v.t.Say("meeting.not_begun")
	}
	if h.bad != nil {
		view.Wrongs = v.wrongsOf(h)
	}
	for _, row := range p.Items {
		if row.Number == 0 {
			continue
		}
		item := v.agendaItem(p, row)
		if row.State == meeting.Open {
			view.Now = &item
			view.Forms = v.holdForms(p, row, h)
			continue
		}
		v.holdActs(p, row, &item)
		view.Items = append(view.Items, item)
	}
	v.holdSteps(p, &view, h)
	if err := v.holdGuest(p, &view, h); err != nil {
		return err
	}
	if view.Places, err = v.holdPlaces(p); err != nil {
		return err
	}
	return v.show(status(h.bad), web.Hold(view))
}

// wrongsOf leads from the head of the page to the fields of the form that was refused.
func (v *visit) wrongsOf(h holding) []web.Wrong {
	if len(h.bad.Fields) == 0 {
		return []web.Wrong{{Text: v.sentence(h.bad)}}
	}
	var all []web.Wrong
	for _, f := range h.bad.Fields {
		id := web.Ask{Name: f.Name, Key: h.key}.ID()
		all = append(all, web.Wrong{Href: "#" + id, Of: id, Text: v.t.Message(f.Message)})
	}
	return all
}

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
func (v *visit) holdForms(p meeting.Page, row meeting.ItemRow, h holding) []web.HoldForm {
	var forms []web.HoldForm
	base := web.Link(v.t, "/meeting/"+p.ID+"/item/"+row.ID)
	version := []web.Hidden{{Name: "version", Value: strconv.Itoa(row.Version)}}
	for _, o := range v.s.Meetings.ItemOptions(v.actor, p, row) {
		if o.Blocked != nil {
			if o.Verb == "put" && row.Purpose == meeting.Decide {
				forms = append(forms, web.HoldForm{Word: v.t.Message(*o.Blocked), Blocked: true})
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

// holdActs are what can be done with an item that is not open.
func (v *visit) holdActs(p meeting.Page, row meeting.ItemRow, i *web.AgendaItem) {
	for _, o := range v.s.Meetings.ItemOptions(v.actor, p, row) {
		if o.Blocked != nil || o.Verb != "open" && o.Verb != "resume" {
			continue
		}
		i.Acts = append(i.Acts, web.Act{Word: v.t.Of("verb.agenda_item", o.Verb), Kind: map[bool]string{true: "first"}[o.Verb == "open"],
			Action: web.Link(v.t, "/meeting/"+p.ID+"/item/"+row.ID+"/"+o.Verb), Nonce: v.nonce(), Version: row.Version})
	}
}

// holdSteps are the steps of the meeting as a whole.
func (v *visit) holdSteps(p meeting.Page, view *web.HoldView, h holding) {
	for _, o := range v.s.Meetings.Options(v.actor, p) {
		if !slices.Contains(meeting.Verbs(), o.Verb) {
			continue
		}
		if o.Blocked != nil {
			view.Why = append(view.Why, v.t.Message(*o.Blocked))
			continue
		}
		f := holdField{v, h, o.Verb}
		step := web.HoldStep{Form: web.Form{Action: web.Link(v.t, "/meeting/"+p.ID+"/"+o.Verb), Nonce: v.nonceOf(h.bad), Label: v.t.Of("verb.meeting", o.Verb)}, Word: v.t.Of("verb.meeting", o.Verb),
			At: f.minute(), Hidden: []web.Hidden{{Name: "version", Value: strconv.Itoa(p.Version)}}, Kind: map[bool]string{true: "first"}[o.Verb == "open"], Open: h.key == f.k || o.Verb == "open"}
		if o.Verb == "adjourn" {
			step.Fields = append(step.Fields, f.area(f.ask("reason", v.t.Say("post.reason"), "", false), "", meeting.ReasonMost),
				web.FormField{Line: &web.Input{Ask: f.ask("resumes", v.t.Say("meeting.resumes_on"), "", true), Short: true, Autocomplete: "off"}})
		}
		view.Steps = append(view.Steps, step)
	}
}

// holdGuest asks who else attends without a vote.
func (v *visit) holdGuest(p meeting.Page, view *web.HoldView, h holding) error {
	all, err := v.s.Meetings.Attendables(v.Request().Context(), p)
	if err != nil || len(all) == 0 {
		return err
	}
	f := holdField{v, h, "guest"}
	choice := web.Choice{Ask: f.ask("guest", v.t.Say("meeting.who_attends"), "", false), Options: []web.Option{{Word: v.t.Say("meeting.choose")}}}
	for _, one := range all {
		org, _ := v.called(one.OrgZh, one.OrgEn, one.OrgSv)
		choice.Options = append(choice.Options, web.Option{Value: string(one.PersonID), Word: v.t.Say("meeting.person_as", fault.Args{"Name": v.t.PersonName(one.Name, one.Latin, ""), "Capacity": org})})
	}
	view.Guest = &web.HoldForm{Form: web.Form{Action: web.Link(v.t, "/meeting/"+p.ID+"/guest"), Nonce: v.nonceOf(h.bad), Label: v.t.Say("meeting.add_guest")}, Word: v.t.Say("meeting.add_guest"),
		Open: h.key == "guest", Fields: []web.FormField{{Pick: &choice}}, Hidden: []web.Hidden{{Name: "version", Value: "-1"}}}
	return nil
}

// guest gives somebody a place without a vote.
func guest(v *visit) error {
	p, err := v.meetingOn()
	if err != nil {
		return err
	}
	m, err := v.s.Meetings.Invite(v.once().Context(), v.actor, meeting.Guest{Meeting: p.ID, Person: policy.PersonID(v.FormValue("guest")), Version: -1})
	if bad, ok := v.overtaken(err, p.Record()); ok && v.s.Meetings.May(v.actor, p, "note_roll") == nil {
		return v.showHold(p, holding{"guest", bad})
	}
	if err != nil {
		return err
	}
	return v.to(heldAt(m, "places"), "meeting_noted")
}

// holdPlaces are the places at the table with the forms of the roll.
func (v *visit) holdPlaces(p meeting.Page) ([]web.HoldPlace, error) {
	who, err := v.s.Meetings.Candidates(v.Request().Context(), p)
	if err != nil {
		return nil, err
	}
	var all []web.HoldPlace
	for _, place := range p.Places {
		all = append(all, v.holdPlace(p, place, who[place.ID]))
	}
	return all, nil
}

func (v *visit) holdPlace(p meeting.Page, place meeting.PlaceRow, who []forum.MandateRow) web.HoldPlace {
	one := web.HoldPlace{ID: place.ID, Org: v.placeOrg(place), Voting: place.Voting, Hidden: []web.Hidden{{Name: "version", Value: "-1"}},
		At: web.Input{Ask: web.Ask{Name: "at", Label: v.t.Say("meeting.minute"), Optional: true}, Short: true, Autocomplete: "off", Mode: "numeric"}}
	if person := v.placePerson(place); person.Name != "" {
		one.Person, one.PLang = person.Name, person.Lang
	}
	for _, x := range p.People {
		if x.PlaceID != place.ID {
			continue
		}
		if x.At(v.rollAt(p)) {
			one.Here = append(one.Here, v.rollPerson(p, x))
		} else {
			one.Past = append(one.Past, v.rollPerson(p, x))
		}
	}
	base := web.Link(v.t, "/meeting/"+p.ID+"/place/"+place.ID)
	form := func(verb, word string) *web.Form {
		return &web.Form{Action: base + "/" + verb, Nonce: v.nonce(), Label: v.t.List([]string{word, one.Org.Name})}
	}
	seated := map[policy.PersonID]bool{}
	for _, m := range who {
		if seated[m.PersonID] {
			continue
		}
		seated[m.PersonID] = true
		name := v.t.PersonName(m.PersonName, m.Latin, "")
		one.People = append(one.People, web.Option{Value: string(m.PersonID), Word: v.t.Say("meeting.person_as", fault.Args{"Name": name, "Capacity": v.seatedAs(m.Capacity)})})
	}
	if len(one.People) > 0 && p.Begun() {
		one.Arrive = form("arrive", v.t.Say("meeting.arrive"))
	}
	if len(one.Here) > 0 {
		one.Leave = form("leave", v.t.Say("meeting.leave"))
	}
	if len(one.Here)+len(one.Past) == 0 {
		one.Excuse, one.Excuses, one.Excused = form("excuse", v.t.Say("meeting.excuse")), v.t.Say("meeting.excuse"), "1"
		one.Said = v.t.Say("meeting.no_reply")
		if place.Reply != "" {
			one.Said = v.t.Of("meeting.reply", place.Reply)
		}
		if place.Excused {
			one.Excuses, one.Excused, one.Said = v.t.Say("meeting.not_excused"), "0", v.t.Of("meeting.standing", meeting.Excused)
		}
	}
	return one
}

// heldAt is the holding page of a meeting, at a place of it.
func heldAt(m meeting.Meeting, at string) string {
	if at != "" {
		at = "#" + at
	}
	return m.Path() + "/hold" + at
}

// holdStep takes a step of the meeting as a whole.
func (v *visit) holdStep(p meeting.Page, verb string) error {
	m, err := v.s.Minutes.Take(v.once().Context(), v.actor, meeting.Step{Meeting: p.ID, Verb: verb, At: v.written("at"), Reason: shaped(v.FormValue("reason")), Resumes: v.written("resumes"), Version: v.version()})
	if bad, ok := v.overtaken(err, p.Record()); ok {
		return v.showHold(p, holding{verb, bad})
	}
	if err != nil {
		return err
	}
	if m.State == meeting.Held {
		return v.to(m.Path(), "meeting_end")
	}
	return v.to(heldAt(m, ""), "meeting_"+verb)
}

// holdItem takes a step of an item at the table.
func (v *visit) holdItem(p meeting.Page, row meeting.ItemRow, verb string) error {
	step := meeting.ItemStep{Meeting: p.ID, Item: row.ID, Verb: verb, At: v.written("at"), Words: shaped(v.FormValue("words")), Version: v.version(),
		Motion: meeting.Motion{Zh: shaped(v.FormValue("motion_zh")), En: shaped(v.FormValue("motion_en")), Sv: shaped(v.FormValue("motion_sv"))}}
	var err error
	if verb == "put" {
		_, err = v.s.Meetings.Put(v.once().Context(), v.actor, step)
	} else {
		_, err = v.s.Meetings.TakeItem(v.once().Context(), v.actor, step)
	}
	if bad, ok := v.overtaken(err, p.Record()); ok {
		return v.showHold(p, holding{"item-" + verb, bad})
	}
	if err != nil {
		return err
	}
	at := "now"
	if verb != "open" && verb != "word" && verb != "put" && verb != "resume" {
		at = "item-" + row.ID
	}
	return v.to(heldAt(p.Meeting, at), "meeting_noted")
}

// placeVerb notes who sits down and who leaves.
func placeVerb(v *visit) error {
	p, err := v.meetingOn()
	if err != nil {
		return err
	}
	ctx, place, verb := v.once().Context(), v.Param("place"), v.Param("verb")
	arrival := meeting.Arrival{Meeting: p.ID, Place: place, Person: policy.PersonID(v.FormValue("person")), Mode: v.FormValue("mode"), At: v.written("at"), Version: -1}
	leaving := meeting.Leaving{Meeting: p.ID, Place: place, At: v.written("at"), Excused: v.FormValue("excused") == "1", Version: -1}
	switch verb {
	case "arrive":
		_, err = v.s.Meetings.Arrive(ctx, v.actor, arrival)
	case "check_in":
		if _, err = v.s.Meetings.CheckIn(ctx, v.actor, arrival); err == nil {
			return v.to(p.Path(), "meeting_check_in")
		}
		return err
	case "leave":
		_, err = v.s.Meetings.Leave(ctx, v.actor, leaving)
	case "excuse":
		_, err = v.s.Meetings.Excuse(ctx, v.actor, leaving)
	default:
		return fault.NotFound()
	}
	if bad, ok := v.overtaken(err, p.Record()); ok && v.s.Meetings.May(v.actor, p, "note_roll") == nil {
		form := map[string]string{"arrive": "came", "leave": "left"}[verb]
		return v.showHold(p, holding{strings.TrimPrefix(form+"-"+place, "-"), bad})
	}
	if err != nil {
		return err
	}
	return v.to(heldAt(p.Meeting, "place-"+place), "meeting_noted")
}

// invitedPage asks whether an organisation comes.
func invitedPage(v *visit) error {
	p, place, err := v.placeOn()
	if err != nil {
		return err
	}
	return v.showReply(p, place, meeting.Answer{Reply: place.Reply, Note: place.ReplyNote}, nil)
}

// placeOn finds the place of the address, where answering for it is the viewer's.
func (v *visit) placeOn() (meeting.Page, meeting.PlaceRow, error) {
	p, err := v.meetingOn()
	if err != nil {
		return p, meeting.PlaceRow{}, err
	}
	at := slices.IndexFunc(p.Places, func(x meeting.PlaceRow) bool { return x.ID == v.Param("place") })
	if at < 0 {
		return p, meeting.PlaceRow{}, fault.NotFound()
	}
	return p, p.Places[at], v.s.Meetings.MayReply(v.actor, p, p.Places[at].Place)
}

func (v *visit) showReply(p meeting.Page, place meeting.PlaceRow, typed meeting.Answer, bad *fault.Fault) error {
	s := v.sheet(bad)
	word := v.t.Of("verb.meeting", "reply")
	choice := &web.Choice{Ask: s.ask("reply", v.t.Say("meeting.do_you_come"), "", typed.Reply)}
	for _, reply := range meeting.Replies() {
		if reply == meeting.AlternateComes && !place.Voting {
			continue
		}
		choice.Options = append(choice.Options, web.Option{Value: reply, Word: v.t.Of("meeting.reply", reply), Chosen: reply == choice.Value})
	}
	note := &web.Input{Ask: s.ask("note", v.t.Say("meeting.reply_note"), v.t.Say("meeting.reply_note_hint"), typed.Note), Autocomplete: "off", Check: web.Link(v.t, "/check")}
	note.Optional, note.Hits = true, v.fieldHits(bad, "note", note.Value)
	org := v.placeOrg(place)
	when := v.t.DateTimeBoth(p.StartsAt, lang.Beijing)
	view := web.LongForm{Word: word, Lead: v.t.Say("meeting.reply_lead"), Back: web.Link(v.t, p.Path()), Crumbs: v.meetingCrumbs(p.Row, word), Version: place.Version,
		Form:  web.Form{Action: web.Link(v.t, "/meeting/"+p.ID+"/reply/"+place.ID)},
		About: []web.Pair{{Key: v.t.Say("meeting.for"), Text: org.Name, Lang: org.Lang}, {Key: v.t.Say("meeting.begins"), Text: when}},
		Parts: []web.FormPart{{Fields: []web.FormField{{Radio: choice}, {Line: note}}}}}
	return v.showMeetingForm(view, bad, "reply")
}

func invited(v *visit) error {
	p, place, err := v.placeOn()
	if err != nil {
		return err
	}
	answer := meeting.Answer{Meeting: p.ID, Place: place.ID, Reply: v.FormValue("reply"), Note: v.written("note"), Version: v.version()}
	m, err := v.s.Meetings.Reply(v.once().Context(), v.actor, answer)
	if bad, ok := v.overtaken(err, p.Record()); ok {
		return v.showReply(p, place, answer, bad)
	}
	if err != nil {
		return err
	}
	return v.to(m.Path(), "meeting_reply")
}
