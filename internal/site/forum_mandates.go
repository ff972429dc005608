package site

import (
	"slices"
	"time"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/web"
)

// mandatesPage shows who speaks for whom in a forum, as far as it is the viewer's business.
func mandatesPage(v *visit) error { return v.showMandates(nil) }

func (v *visit) showMandates(bad *fault.Fault) error {
	ctx := v.Request().Context()
	f, err := v.s.Forums.Find(ctx, v.Param("key"))
	if err != nil {
		return err
	}
	bench, err := v.s.Forums.Bench(ctx, v.actor, f)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("mandate.title"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.MandatesView{Page: page, Forum: v.forumAnchor(f)}
	for _, row := range v.benchPart(&view, f, bench) {
		view.Rows = append(view.Rows, v.mandateLine(row))
	}
	if !policy.May(policy.ReadMembersArea, v.actor.RolesIn(f.ID, v.now)) {
		view.Why = v.t.Say("mandate.why_some")
	}
	view.Propose, err = v.proposeForm(f, bad)
	if err != nil {
		return err
	}
	if view.Propose == nil && view.Why == "" {
		view.Why = v.t.Say("mandate.who_proposes")
	}
	return v.show(status(bad), web.Mandates(view))
}

// mandateLine is a mandate with what may be done with it. Steps that want a word go to a page of their own.
func (v *visit) mandateLine(row forum.BenchRow) web.MandateLine {
	line := web.MandateLine{ID: string(row.ID), Actor: v.holder(row), Capacity: v.t.Of("capacity", string(row.Capacity)), Term: v.term(row), Letter: row.Letter,
		Status: v.mandateStatus(row)}
	if v.actor.Visitor() {
		return line
	}
	for _, o := range v.s.Forums.Options(v.actor, row) {
		if o.Verb == "replace" && !v.replaces(row) {
			continue
		}
		word := v.t.Of("verb.mandate", o.Verb)
		if o.Blocked != nil {
			line.Why = append(line.Why, v.t.Say("mandate.not_yet", fault.Args{"Step": word, "Why": *o.Blocked}))
			continue
		}
		act := web.Act{Word: word, Href: web.Link(v.t, "/mandate/"+string(row.ID)+"/"+o.Verb)}
		if o.Verb == "confirm" {
			act = web.Act{Word: word, Action: act.Href, Nonce: v.freshNonce(), Version: row.Version}
		}
		if slices.Contains([]string{"pause", "resume", "end", "resign", "replace"}, o.Verb) {
			line.More = append(line.More, act)
			continue
		}
		line.Acts = append(line.Acts, act)
	}
	return line
}

// term says from when to when a mandate lasts. It is kept to the instant after its last day.
func (v *visit) term(row forum.BenchRow) string {
	if row.Ends == nil {
		return v.t.Say("mandate.since", fault.Args{"Day": v.t.Date(row.Starts, lang.Beijing)})
	}
	last := row.Ends.Add(-time.Second)
	if last.Before(row.Starts) {
		last = row.Starts
	}
	return v.t.DateRange(row.Starts, last, lang.Beijing)
}

func (v *visit) mandateStatus(row forum.BenchRow) web.Status {
	s := web.Status{Family: web.Neutral, Word: v.t.Of("state.mandate", row.State)}
	switch {
	case row.Asleep(v.now):
		return web.Status{Family: web.Overdue, Word: v.t.Say("mandate.asleep")}
	case row.State == forum.Confirmed && row.Ends != nil && !row.Ends.After(v.now):
		return web.Status{Family: web.Neutral, Word: v.t.Say("mandate.over")}
	case row.State == forum.Confirmed:
		s.Family = web.Done
	case row.State == forum.Proposed && row.PersonID == v.actor.Person:
		s.Family = web.Needs
	case row.State == forum.Proposed, row.State == forum.Accepted:
		s.Family = web.Waiting
	}
	return s
}

// proposeForm is the form with which she sends someone to the table: for an organisation whose focal point she is, or, where she
// keeps the forum, for one whose letter came on paper. Nil: she answers for none.
func (v *visit) proposeForm(f forum.Forum, bad *fault.Fault) (*web.ProposeView, error) {
	ctx := v.Request().Context()
	mine := v.answersFor(f)
	if len(mine) == 0 {
		return nil, nil
	}
	all, err := v.s.Organisations.ByID(ctx, v.actor, mine...)
	if err != nil || len(all) == 0 {
		return nil, err
	}
	v.sorted(all)
	chosen := all[0]
	for _, o := range all {
		if string(o.ID) == v.FormValue("organisation") || o.Key == v.QueryParam("for") {
			chosen = o
		}
	}
	people, err := v.s.Organisations.People(ctx, v.actor, chosen.ID)
	if err != nil && !fault.Is(err, fault.ReasonNotFound) {
		return nil, err
	}
	view := v.proposeFields(f, bad)
	org := v.orgOf(chosen)
	view.For, view.Hidden = &org, []web.Hidden{{Name: "organisation", Value: string(chosen.ID)}}
	for _, o := range all {
		if o.ID != chosen.ID {
			other := v.orgOf(o)
			view.Others = append(view.Others, web.Anchor{Word: other.Name, Lang: other.Lang, Href: web.Link(v.t, f.Path()+"/mandates") + "?for=" + o.Key + "#propose"})
		}
	}
	v.personOptions(view, people)
	return view, nil
}

// personOptions lists the people of an organisation in the order of the reader's language.
func (v *visit) personOptions(view *web.ProposeView, people []organisation.Member) {
	view.Nobody = len(people) == 0
	lang.Sort(v.t, people, func(m organisation.Member) (string, string) {
		name, _ := v.postName(m.Name, m.Latin)
		return name, m.SortKey
	})
	view.Person.Options = []web.Option{{Word: v.t.Say("mandate.choose")}}
	for _, m := range people {
		name, tag := v.postName(m.Name, m.Latin)
		view.Person.Options = append(view.Person.Options, web.Option{Value: string(m.PersonID), Word: name, Lang: tag})
	}
}

// answersFor lists the organisations she may propose for here.
func (v *visit) answersFor(f forum.Forum) []policy.OrganisationID {
	var ids []policy.OrganisationID
	keeps := policy.May(policy.ConfirmMandate, v.actor.RolesIn(f.ID, v.now))
	for _, m := range v.actor.Memberships {
		if m.FocalPoint || keeps {
			ids = append(ids, m.Organisation)
		}
	}
	if !v.actor.Has(policy.Moderator) {
		return ids
	}
	seats, err := v.s.Forums.Seats(v.Request().Context(), f.ID)
	if err != nil {
		return ids
	}
	for _, seat := range seats {
		if !slices.Contains(ids, seat.OrganisationID) {
			ids = append(ids, seat.OrganisationID)
		}
	}
	return ids
}

// proposeFields are the fields, with what was typed and what is wrong with it.
func (v *visit) proposeFields(f forum.Forum, bad *fault.Fault) *web.ProposeView {
	view := &web.ProposeView{Form: web.Form{Action: web.Link(v.t, f.Path()+"/mandates"), Nonce: v.nonce(), Guard: true}}
	errors := map[string]string{}
	if bad != nil {
		errors, view.Wrongs = web.Errors(v.t, bad.Fields), web.Wrongs(v.t, bad.Fields)
		if len(bad.Fields) == 0 {
			view.Wrong = v.t.Message(bad.Message)
		}
	}
	ask := func(name, label, hint string) web.Ask {
		return web.Ask{Name: name, Label: label, Hint: hint, Value: input.Tidy(v.FormValue(name)), Error: errors[name]}
	}
	view.Person = web.Choice{Ask: ask("person", v.t.Say("mandate.person"), v.t.Say("mandate.person_hint"))}
	view.Capacity = web.Choice{Ask: ask("capacity", v.t.Say("mandate.capacity"), v.t.Say("mandate.capacity_hint"))}
	for _, c := range policy.Capacities() {
		view.Capacity.Options = append(view.Capacity.Options, web.Option{Value: string(c), Word: v.t.Of("capacity", string(c))})
	}
	view.Starts = web.Input{Ask: ask("starts", v.t.Say("mandate.starts"), v.t.Say("mandate.starts_hint")), Type: "date", Short: true}
	view.Ends = web.Input{Ask: ask("ends", v.t.Say("mandate.ends"), v.t.Say("mandate.ends_hint")), Type: "date", Short: true}
	view.Starts.Optional, view.Ends.Optional = true, true
	view.Letter = web.Input{Ask: ask("letter", v.t.Say("mandate.letter"), v.t.Say("mandate.letter_hint"))}
	return view
}

// mandatePropose proposes a mandate. Days are whole days in Beijing; the last one counts.
func mandatePropose(v *visit) error {
	f, err := v.s.Forums.Find(v.Request().Context(), v.Param("key"))
	if err != nil {
		return err
	}
	org := policy.OrganisationID(v.FormValue("organisation"))
	if !v.actor.FocalPointOf(org) && !policy.May(policy.ConfirmMandate, v.actor.RolesIn(f.ID, v.now)) {
		return fault.NotFound() // whatever stands in her form
	}
	var fields fault.Fields
	starts := input.Date(&fields, "starts", v.FormValue("starts"), lang.Beijing.Location(), false)
	ends := input.Date(&fields, "ends", v.FormValue("ends"), lang.Beijing.Location(), false)
	if v.FormValue("person") == "" {
		fields.Add("person", "input.required", nil)
	}
	if bad, ok := v.refused(fields.Err()); ok {
		return v.showMandates(bad)
	}
	if !ends.IsZero() {
		ends = ends.Add(24 * time.Hour)
	}
	proposed, err := v.s.Forums.Propose(v.once().Context(), v.actor, forum.MandateForm{Forum: f.Key, Organisation: org, Person: policy.PersonID(v.FormValue("person")), Capacity: v.FormValue("capacity"), Starts: starts, Ends: ends, Letter: v.FormValue("letter")})
	if bad, ok := v.refused(err); ok {
		return v.showMandates(bad)
	}
	if err != nil {
		return err
	}
	row, err := v.s.Forums.Mandate(v.Request().Context(), v.actor, proposed.ID)
	if err != nil {
		return err
	}
	return v.to(mandatesAt(f.Key, row.OrgKey), "mandate_proposed")
}
