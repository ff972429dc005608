package site

import (
	"sametable/internal/fault"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/web"
)

// holding is what comes back to the holding page: which form was refused, and why.
type holding struct {
	key  string // of the form: "open", "item-defer", "place-<id>-arrive"; empty: of one that is no longer offered
	bad  *fault.Fault
	kept []string // what was typed into that
}

// lateItem gives what was typed about an item that has moved on back to whoever typed it. Its form is gone, and that of another item is not its
// place.
func (v *visit) lateItem(p meeting.Page, bad *fault.Fault) error {
	var kept []string
	for _, name := range []string{"words", "motion_zh", "motion_en", "motion_sv"} {
		if words := shaped(v.FormValue(name)); words != "" {
			kept = append(kept, words)
		}
	}
	return v.showHold(p, holding{bad: bad, kept: kept})
}

// holdPage is where the secretary notes what happens at the table.
func holdPage(v *visit) error {
	p, err := v.meetingAt()
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
		Table: *v.meetingTable(p, q), Modes: options(v.t, meeting.Modes(), "meeting.mode"), Hint: v.t.Say("meeting.hold_lead_plain"), Clock: v.now, Back: web.Link(v.t, heldAt(p.Meeting, ""))}
	if p.Begun() {
		view.Status = append(view.Status, web.Status{Family: map[bool]web.Family{true: web.Done, false: web.Waiting}[q.Met], Word: v.quorumSaid(q)})
	} else {
		view.Table.Sentence = v.t.Say("meeting.not_begun")
	}
	if h.bad != nil {
		view.Wrongs, view.Kept = v.wrongsOf(h), h.kept
	}
	options := v.s.Meetings.ItemOptions(v.actor, p)
	for _, row := range p.Items {
		if row.Number == 0 {
			continue
		}
		item := v.agendaItem(p, row)
		if row.State == meeting.Open {
			v.fileAct(p, row, &item)
			view.Now = &item
			view.Forms = v.holdForms(p, row, options(row), h)
			continue
		}
		v.holdActs(p, row, options(row), &item)
		view.Items = append(view.Items, item)
	}
	who, err := v.s.Meetings.Candidates(v.Request().Context(), p)
	if err != nil {
		return err
	}
	v.holdSteps(p, who, &view, h)
	v.holdOfficers(p, who, &view, h)
	if err := v.holdGuest(p, &view, h); err != nil {
		return err
	}
	v.holdPlaces(p, who, &view, h)
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

// heldAt is the holding page of a meeting, at a place of it.
func heldAt(m meeting.Meeting, at string) string {
	if at != "" {
		at = "#" + at
	}
	return m.Path() + "/hold" + at
}

// holdStep takes a step of the meeting as a whole.
func (v *visit) holdStep(p meeting.Page, verb string) error {
	m, err := v.s.Minutes.Take(v.once().Context(), v.actor, meeting.Step{Meeting: p.ID, Verb: verb, At: v.written("at"), Reason: shaped(v.FormValue("reason")), Resumes: v.written("resumes"),
		Presides: policy.PersonID(v.FormValue("presides")), Records: policy.PersonID(v.FormValue("records")), Version: v.version()})
	if bad, ok := v.overtaken(err, p.Record()); ok {
		return v.showHold(p, holding{key: verb, bad: bad})
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
		return v.showHold(p, holding{key: "item-" + verb, bad: bad})
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
