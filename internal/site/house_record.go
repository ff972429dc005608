package site

import (
	"net/http"
	"slices"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/web"
)

// recordNouns are the nouns of the register, in the order a reader looks for them.
func recordNouns() []string {
	return []string{"statement", "proposal", "commitment", "partnership", "handling", "answer", "calendar", "post", "thread", "forum", "charter", "seat", "mandate", "document", "organisation", "person", "office", "house", "regions", "terms"}
}

// statefulNouns are those whose states have names.
func statefulNouns() []string {
	return []string{"statement", "proposal", "commitment", "partnership", "handling", "answer", "post", "thread", "charter", "mandate", "document", "organisation", "person", "office"}
}

// recordWord names the kind of a thing.
func (v *visit) recordWord(noun string) string {
	if !slices.Contains(recordNouns(), noun) {
		noun = "thing"
	}
	return v.t.Of("record.noun", noun)
}

// stateWord names a state; nothing where there is none, or none that a reader would know.
func (v *visit) stateWord(noun, state string) string {
	if state == "" || !slices.Contains(statefulNouns(), noun) {
		return ""
	}
	return v.t.Of("state."+noun, state)
}

// recordPage is what the register says of one thing, as far as the viewer may see it.
func recordPage(v *visit) error {
	ctx := v.Request().Context()
	ref := policy.Ref{Noun: v.Param("noun"), ID: v.Param("id")}
	lines, err := v.s.Register.Timeline(ctx, v.actor, ref)
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		return fault.NotFound()
	}
	page, err := v.page(v.t.Say("record.title"), web.SectionNone)
	if err != nil {
		return err
	}
	if page.Funding != nil { // nobody has paid for what the register says
		page.Funding.Plain = true
	}
	const most = 500
	view := web.RecordView{Page: page, Noun: v.recordWord(ref.Noun), Full: len(lines) == most}
	card, err := v.s.Register.Card(ctx, v.actor, ref)
	switch {
	case err == nil:
		view.Ref = card.Reference
		title, in := card.Title(v.code())
		view.Title, view.Back = title, &web.Anchor{Word: title, Href: web.Link(v.t, card.Path)}
		if in != v.code() && title != "" {
			view.Lang, view.Back.Lang = tagOf(in), tagOf(in)
		}
		if title == "" {
			view.Back.Word = view.Noun
		}
	case !fault.Is(err, fault.ReasonNotFound): // a noun without a card has its entries alone
		return err
	}
	view.Page.Private = card.Class != policy.Public
	view.Page.Print = view.Ref
	view.Lines, err = v.recordLines(lines)
	if err != nil {
		return err
	}
	if ref.Noun == organisation.Noun {
		withoutConcern(view.Lines)
	}
	return v.show(http.StatusOK, web.Record(view))
}

// withoutConcern leaves out whom each line concerns, on a page that is about that organisation.
func withoutConcern(lines []web.RecordLine) {
	for i := range lines {
		lines[i].Concerns = nil
	}
}

// recordLines says lines of the register as sentences.
func (v *visit) recordLines(lines []register.Line) ([]web.RecordLine, error) {
	names, people, err := v.namesIn(lines)
	if err != nil {
		return nil, err
	}
	said := make([]web.RecordLine, 0, len(lines))
	for _, l := range lines {
		said = append(said, v.recordLine(l, names, people))
	}
	return said, nil
}

// namesIn are the organisations and persons in lines of the register, in one query each.
func (v *visit) namesIn(lines []register.Line) (map[policy.OrganisationID]organisation.Organisation, map[policy.PersonID]account.Person, error) {
	var orgs []policy.OrganisationID
	var persons []policy.PersonID
	for _, l := range lines {
		for _, id := range []policy.OrganisationID{l.ActorFor, l.Organisation} {
			if id != "" && !slices.Contains(orgs, id) {
				orgs = append(orgs, id)
			}
		}
		if !slices.Contains(persons, l.ActorID) {
			persons = append(persons, l.ActorID)
		}
	}
	ctx := v.Request().Context()
	names, err := v.s.Organisations.Names(ctx, orgs)
	if err != nil {
		return nil, nil, err
	}
	people, err := v.s.Accounts.Named(ctx, persons...)
	return names, people, err
}

func (v *visit) recordLine(l register.Line, orgs map[policy.OrganisationID]organisation.Organisation, people map[policy.PersonID]account.Person) web.RecordLine {
	e := web.RecordLine{Seq: int(l.Seq), At: l.At, What: v.t.Of("entry", l.Verb), From: v.stateWord(l.Noun, l.FromState), To: v.stateWord(l.Noun, l.ToState),
		Hash: l.Hash, Version: l.VersionHash, Code: l.Verb, Noun: v.recordWord(l.Noun)}
	e.Who, e.WhoLang = v.recordActor(l, people)
	if o, known := orgs[l.ActorFor]; known {
		org := v.orgOf(o)
		e.Org = &org
	}
	if o, known := orgs[l.Organisation]; known && l.Organisation != l.ActorFor {
		org := v.orgOf(o)
		e.Concerns = &org
	}
	if !l.Masked && v.actor.Sees(l.Access, v.now) {
		e.About = &web.Anchor{Word: e.Noun, Href: web.Link(v.t, "/record/"+l.Noun+"/"+l.NounID)}
	}
	return e
}

// recordActor is who acted, under the name the entry holds; in Latin letters where she still has that name and a reader needs them.
func (v *visit) recordActor(l register.Line, people map[policy.PersonID]account.Person) (name, tag string) {
	name = l.Values["actor"]
	switch {
	case l.Masked:
		return v.t.Say("record.masked"), ""
	case l.ActorID == "system":
		return v.t.Say("record.system"), ""
	case name == "":
		return v.t.Say("record.erased"), ""
	case people[l.ActorID].Name == name:
		name = people[l.ActorID].Called(v.code())
	}
	return name, v.nameLang(name)
}

// cards are the cards the viewer may see of things with these ids, in one query.
func (v *visit) cards(ids []string) (map[string]register.Card, error) {
	found := map[string]register.Card{}
	if len(ids) == 0 {
		return found, nil
	}
	var all []register.Card
	err := v.s.Register.Read(v.Request().Context()).Scopes(register.Visible(v.actor, v.now, "cards.")).Where("noun_id IN ?", ids).Find(&all).Error
	if err != nil {
		return nil, fault.Unavailable(err)
	}
	for _, c := range all {
		found[c.NounID] = c
	}
	return found, nil
}
