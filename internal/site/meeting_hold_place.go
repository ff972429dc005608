package site

import (
	"slices"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/web"
)

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
		return v.showHold(p, holding{key: "guest", bad: bad})
	}
	if err != nil {
		return err
	}
	return v.to(heldAt(m, "places"), "meeting_noted")
}

// holdPlaces are the places at the table: those somebody sits at, with the forms for changes, and the roll call for the others.
func (v *visit) holdPlaces(p meeting.Page, who map[string][]forum.MandateRow, view *web.HoldView, h holding) {
	f := holdField{v, h, "roll"}
	roll := web.RollCall{Form: web.Form{Action: web.Link(v.t, "/meeting/"+p.ID+"/roll"), Nonce: v.nonceOf(h.bad), Label: v.t.Say("meeting.call_roll")}, At: f.minute()}
	for _, place := range p.Places {
		one := v.holdPlace(p, place, who[place.ID])
		if len(one.Here) == 0 {
			if p.Begun() {
				roll.Rows = append(roll.Rows, v.rollRow(place, one, f))
			} else {
				view.Places = append(view.Places, one)
			}
			continue
		}
		for _, form := range []string{"came", "left"} {
			if h.bad != nil && h.key == form+"-"+place.ID {
				one.At.Value, one.At.Error, one.Open = v.written("at"), web.Errors(v.t, h.bad.Fields)["at"], form
				one.Wrong = web.Errors(v.t, h.bad.Fields)["person"]
			}
		}
		view.Places = append(view.Places, one)
	}
	if p.HeldAt != nil {
		roll.At.Hint = v.t.Say("meeting.minute_hint_held")
	}
	if len(roll.Rows) > 0 {
		view.Roll = &roll
	}
}

// rollRow is a place that is called in the roll: who sits down there, and how.
func (v *visit) rollRow(place meeting.PlaceRow, one web.HoldPlace, f holdField) web.RollRow {
	said := []web.Option{{Word: one.Said}}
	if place.Excused {
		said = append(said, web.Option{Value: meeting.Absent, Word: v.t.Say("meeting.not_excused")})
	}
	people := slices.Concat(said, one.People)
	if !place.Excused {
		people = append(people, web.Option{Value: meeting.Excused, Word: v.t.Say("meeting.excuse")})
	}
	row := web.RollRow{ID: place.ID, Org: one.Org, Person: one.Person, PLang: one.PLang, Past: one.Past, Whose: one.Whose,
		Who: web.Choice{Ask: f.ask("person_"+place.ID, v.t.Say("meeting.who_sits"), "", false), Options: people},
		How: web.Choice{Ask: f.ask("mode_"+place.ID, v.t.Say("meeting.how"), "", false), Options: options(v.t, meeting.Modes(), "meeting.mode")}}
	return row
}

// rollCall notes the roll call as a whole.
func rollCall(v *visit) error {
	p, err := v.meetingOn()
	if err != nil {
		return err
	}
	c := meeting.RollCall{Meeting: p.ID, At: v.written("at")}
	for _, place := range p.Places {
		switch said := v.FormValue("person_" + place.ID); said {
		case "":
		case meeting.Excused, meeting.Absent:
			c.Places = append(c.Places, meeting.Called{Place: place.ID, Word: said})
		default:
			c.Places = append(c.Places, meeting.Called{Place: place.ID, Person: policy.PersonID(said), Mode: v.FormValue("mode_" + place.ID)})
		}
	}
	m, err := v.s.Meetings.Call(v.once().Context(), v.actor, c)
	if bad, ok := v.overtaken(err, p.Record()); ok && v.s.Meetings.May(v.actor, p, "note_roll") == nil {
		for n := range bad.Fields {
			if bad.Fields[n].Name == "roll" { // of no place: said at the first
				bad.Fields[n].Name = "person_" + v.firstMissing(p)
			}
		}
		return v.showHold(p, holding{key: "roll", bad: bad})
	}
	if err != nil {
		return err
	}
	return v.to(heldAt(m, "places"), "meeting_noted")
}

// firstMissing is the first place nobody sits at.
func (v *visit) firstMissing(p meeting.Page) string {
	for _, place := range p.Places {
		if !slices.ContainsFunc(p.People, func(x meeting.Presence) bool { return x.PlaceID == place.ID && x.At(v.rollAt(p)) }) {
			return place.ID
		}
	}
	return ""
}

// holdPlace is a place with who sits there, who sat there before and who could.
func (v *visit) holdPlace(p meeting.Page, place meeting.PlaceRow, who []forum.MandateRow) web.HoldPlace {
	one := web.HoldPlace{ID: place.ID, Org: v.placeOrg(place), Voting: place.Voting, Hidden: []web.Hidden{{Name: "version", Value: "-1"}},
		At: web.Input{Ask: web.Ask{Name: "at", Label: v.t.Say("meeting.minute"), Optional: true}, Short: true, Autocomplete: "off", Mode: "numeric"}}
	one.Whose = one.Org.Name
	if person := v.placePerson(place); person.Name != "" { // an organisation can have several places without a vote
		one.Person, one.PLang = person.Name, person.Lang
		one.Whose = v.t.Say("meeting.person_as", fault.Args{"Name": one.Person, "Capacity": one.Org.Name})
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
	seated := map[policy.PersonID]bool{}
	for _, m := range who {
		if seated[m.PersonID] {
			continue
		}
		seated[m.PersonID] = true
		name := v.t.PersonName(m.PersonName, m.Latin, "")
		one.People = append(one.People, web.Option{Value: string(m.PersonID), Word: v.t.Say("meeting.person_as", fault.Args{"Name": name, "Capacity": v.seatedAs(m.Capacity)})})
	}
	form := func(verb, word string) *web.Form {
		return &web.Form{Action: web.Link(v.t, "/meeting/"+p.ID+"/place/"+place.ID+"/"+verb), Nonce: v.nonce(), Label: word + " · " + one.Whose}
	}
	if len(one.Here) > 0 {
		one.Leave = form("leave", v.t.Say("meeting.leave"))
		if len(one.People) > 1 {
			one.Arrive = form("arrive", v.t.Say("meeting.replaced"))
		}
		return one
	}
	one.Said = v.t.Say("meeting.not_here")
	switch {
	case place.Excused:
		one.Said = v.t.Of("meeting.standing", meeting.Excused)
	case place.Reply != "":
		one.Said = v.t.Say("meeting.not_here_but", fault.Args{"Reply": v.t.Of("meeting.reply", place.Reply)})
	}
	return one
}

// placeVerb notes who sits down and who leaves.
func placeVerb(v *visit) error {
	p, err := v.meetingOn()
	if err != nil {
		return err
	}
	ctx, place, verb := v.once().Context(), v.Param("place"), v.Param("verb")
	arrival := meeting.Arrival{Meeting: p.ID, Place: place, Person: policy.PersonID(v.FormValue("person")), Mode: v.FormValue("mode"), At: v.written("at"), Version: -1}
	leaving := meeting.Leaving{Meeting: p.ID, Place: place, At: v.written("at"), Version: -1}
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
	default:
		return fault.NotFound()
	}
	if bad, ok := v.overtaken(err, p.Record()); ok && v.s.Meetings.May(v.actor, p, "note_roll") == nil {
		form := map[string]string{"arrive": "came", "leave": "left"}[verb]
		return v.showHold(p, holding{key: strings.TrimPrefix(form+"-"+place, "-"), bad: bad})
	}
	if err != nil {
		return err
	}
	return v.to(heldAt(p.Meeting, "place-"+place), "meeting_noted")
}
