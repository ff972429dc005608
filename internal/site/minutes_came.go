package site

import (
	"slices"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/received"
	"sametable/internal/rendering"
	"sametable/web"
)

func (v *visit) receivedPaper(p minutes.Page, l received.Letter) web.Anchor {
	return web.Anchor{Word: v.t.Say("post.open_letter"), Href: v.minutesAt(p.Set, "/paper?letter="+l.ID)}
}

// minutesReceivedBeside lists what came and nobody has compared yet, to those who may know of it.
func (v *visit) minutesReceivedBeside(p minutes.Page, view *web.MinutesView) error {
	if v.actor.Visitor() {
		return nil
	}
	all, err := fact(v, "letters", p.Set.ID, func() (received.Uncompared, error) { return v.s.Received.Uncompared(v.Request().Context(), p.Set) })
	waiting := v.s.Received.Known(v.actor, all)
	if err != nil || len(waiting) == 0 {
		return err
	}
	var came []minutes.Came
	for _, l := range waiting {
		came = append(came, l.Came)
	}
	people, err := v.receivedBy(came...)
	if err != nil {
		return err
	}
	for _, l := range waiting {
		one := web.MinutesAsked{ID: l.ID, Head: v.t.Of("received.about", l.About), Lang: tagOf(l.Language), Quote: l.Quote, Instead: l.Instead, Reason: l.Reason,
			Status: web.Status{Family: web.Waiting, Word: v.t.Of("state.minutes_letter", l.State)}, How: v.cameBy(l.Came, people)}
		if _, ok := p.Block(l.BlockID); ok {
			one.Head = v.minutesAskedHead(p, l.BlockID, l.Wrong)
		}
		one.Who, one.WhoLang = v.minutesOrg(p, l.OrganisationID)
		for _, o := range v.s.Received.Options(v.actor, p, l) {
			if o.Blocked == nil && !p.Past() {
				one.Acts = append(one.Acts, web.Anchor{Word: v.t.Of("verb.minutes_letter", o.Verb), Href: v.minutesAt(p.Set, "/compare?letter="+l.ID+"&verb="+o.Verb)})
			}
		}
		if v.s.Received.Opens(v.actor, l) {
			one.Acts = append(one.Acts, v.receivedPaper(p, l))
		}
		view.Came = append(view.Came, one)
	}
	return nil
}

// minutesOrg is an organisation as the attendance list names it, with the language of the name where that is not the page's.
func (v *visit) minutesOrg(p minutes.Page, id policy.OrganisationID) (name, tag string) {
	for _, a := range p.Content.Attendance {
		if a.Organisation == id && id != "" {
			said, in := a.Names.In(v.code(), p.Set.Language)
			return said, v.foreign(in)
		}
	}
	return "", ""
}

// receivedBy are the people who entered and compared what came.
func (v *visit) receivedBy(came ...minutes.Came) (map[policy.PersonID]account.Person, error) {
	var ids []policy.PersonID
	for _, c := range came {
		for _, id := range []policy.PersonID{c.EnteredBy, c.CheckedBy} {
			if id != "" && !slices.Contains(ids, id) {
				ids = append(ids, id)
			}
		}
	}
	if len(ids) == 0 {
		return nil, nil
	}
	return v.people(ids)
}

// cameBy says how something came, from whom, and who entered and compared it; nothing where it was said here.
func (v *visit) cameBy(c minutes.Came, people map[policy.PersonID]account.Person) []lang.Piece {
	if c.Channel == "" {
		return nil
	}
	id := "received.entered"
	if c.CheckedBy != "" {
		id = "received.compared"
	}
	how := rendering.Arrived(c.Channel, c.Dated, v.code())
	if c.Received != "" {
		how = v.t.Say("received.afterwards", fault.Args{"How": how, "Received": v.letterDate(c.Received)})
	}
	return v.t.Pieces(fault.Message{ID: id, Args: fault.Args{"How": how, "Sender": web.Name(c.Sender),
		"Entered": web.Name(people[c.EnteredBy].Called(v.code())), "Checked": web.Name(people[c.CheckedBy].Called(v.code()))}})
}
