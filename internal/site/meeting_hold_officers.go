package site

import (
	"slices"

	"sametable/internal/forum"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/web"
)

// holdOfficers puts right who presides and who records, while the minutes are a draft.
func (v *visit) holdOfficers(p meeting.Page, who map[string][]forum.MandateRow, view *web.HoldView, h holding) {
	if !p.Begun() || p.Minutes.State != minutes.Drafted {
		return
	}
	f := holdField{v, h, "officers"}
	view.Officers = &web.HoldForm{Form: web.Form{Action: web.Link(v.t, "/meeting/"+p.ID+"/officers"), Nonce: v.nonceOf(h.bad), Label: v.t.Say("meeting.officers")}, Word: v.t.Say("meeting.officers"),
		Open: h.key == "officers", Fields: v.officerFields(f, p, who), Hidden: []web.Hidden{{Name: "version", Value: "-1"}}}
}

// officerFields ask who presides and who records: before the roll is called of those who can sit there, after it of those who do.
func (v *visit) officerFields(f holdField, p meeting.Page, who map[string][]forum.MandateRow) []web.FormField {
	presides := web.Choice{Ask: f.ask("presides", v.t.Say("meeting.presides"), "", false), Options: []web.Option{{Word: v.t.Say("meeting.presides_chair")}}}
	presides.Value, presides.Hint = "", v.t.Say("meeting.presides_hint")
	records := web.Choice{Ask: f.ask("records", v.t.Say("meeting.records"), "", false)}
	add := func(to *web.Choice, id policy.PersonID, name, latin string, chosen policy.PersonID) {
		if id != "" && !slices.ContainsFunc(to.Options, func(o web.Option) bool { return o.Value == string(id) }) {
			to.Options = append(to.Options, web.Option{Value: string(id), Word: v.t.PersonName(name, latin, ""), Chosen: id == chosen})
		}
	}
	said, writes := p.Presides().Person, p.Records()
	if writes.Person == "" {
		writes = meeting.Officer{Person: v.actor.Person, Name: v.actor.Name}
	}
	chosen := writes.Person
	if f.h.bad != nil && f.h.key == f.k {
		said, chosen = policy.PersonID(v.FormValue("presides")), policy.PersonID(v.FormValue("records"))
	}
	if p.Begun() {
		presides.Options[0].Word = v.t.Say("meeting.choose")
	}
	add(&records, writes.Person, writes.Name, writes.Latin, chosen)
	for _, place := range p.Places {
		if p.Begun() {
			for _, x := range p.People {
				if x.PlaceID == place.ID {
					add(&records, x.PersonID, x.Name, x.Latin, chosen)
					if place.Voting {
						add(&presides, x.PersonID, x.Name, x.Latin, said)
					}
				}
			}
			continue
		}
		for _, m := range who[place.ID] {
			add(&records, m.PersonID, m.PersonName, m.Latin, chosen)
			if place.Voting {
				add(&presides, m.PersonID, m.PersonName, m.Latin, said)
			}
		}
	}
	return []web.FormField{{Pick: &presides}, {Pick: &records}}
}

// officers keeps who presides and who records.
func officers(v *visit) error {
	p, err := v.meetingOn()
	if err != nil {
		return err
	}
	m, err := v.s.Minutes.NameOfficers(v.once().Context(), v.actor, meeting.Officers{Meeting: p.ID, Presides: policy.PersonID(v.FormValue("presides")), Records: policy.PersonID(v.FormValue("records"))})
	if bad, ok := v.overtaken(err, p.Record()); ok && v.s.Meetings.May(v.actor, p, "note_roll") == nil {
		return v.showHold(p, holding{key: "officers", bad: bad})
	}
	if err != nil {
		return err
	}
	return v.to(heldAt(m, "places"), "meeting_noted")
}
