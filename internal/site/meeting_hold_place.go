package site

import (
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

// holdPlaces are the places at the table with the forms of the roll.
func (v *visit) holdPlaces(p meeting.Page, h holding) ([]web.HoldPlace, error) {
	who, err := v.s.Meetings.Candidates(v.Request().Context(), p)
	if err != nil {
		return nil, err
	}
	var all []web.HoldPlace
	for _, place := range p.Places {
		one := v.holdPlace(p, place, who[place.ID])
		for _, form := range []string{"came", "left"} {
			if h.bad != nil && h.key == form+"-"+place.ID {
				one.At.Value, one.At.Error, one.Open = v.written("at"), web.Errors(v.t, h.bad.Fields)["at"], form
				one.Wrong = web.Errors(v.t, h.bad.Fields)["person"]
			}
		}
		all = append(all, one)
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
		whose := one.Org.Name
		if one.Person != "" { // an organisation can have several places without a vote
			whose = v.t.Say("meeting.person_as", fault.Args{"Name": one.Person, "Capacity": one.Org.Name})
		}
		return &web.Form{Action: base + "/" + verb, Nonce: v.nonce(), Label: word + " · " + whose}
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
		return v.showHold(p, holding{key: strings.TrimPrefix(form+"-"+place, "-"), bad: bad})
	}
	if err != nil {
		return err
	}
	return v.to(heldAt(p.Meeting, "place-"+place), "meeting_noted")
}
