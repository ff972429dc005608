package site

import (
	"net/http"

	"github.com/a-h/templ"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/web"
)

// orgPage shows one organisation as the viewer may see it.
func orgPage(v *visit) error {
	ctx := v.Request().Context()
	o, err := v.s.Organisations.Find(ctx, v.actor, v.Param("key"))
	if err != nil {
		return err
	}
	regions, err := v.s.Organisations.Regions(ctx)
	if err != nil {
		return err
	}
	seats, err := v.s.Forums.SeatsOf(ctx, o.ID)
	if err != nil {
		return err
	}
	lines, err := v.s.Register.Timeline(ctx, v.actor, o.Record())
	if err != nil {
		return err
	}
	org, names := v.orgOf(o), v.regionNames(regions)
	page, err := v.page(org.Name, web.SectionOrganisations)
	if err != nil {
		return err
	}
	page.Private = o.AccreditedAt == nil
	view := web.OrgView{Page: page, Org: org, Status: v.orgStatus(o), Facts: v.orgFacts(o, names), Names: v.orgNames(o),
		Careful: o.Safeguarding, InLang: lang.Code(o.NativeLanguage).Tag(), Entries: v.orgEntries(lines)}
	view.DoesTitle = v.t.Say("directory.does")
	if view.Mandate = o.Kind.Authority(); view.Mandate {
		view.DoesTitle = v.t.Say("directory.mandate")
	}
	if view.Serves, err = v.services(o, names); err != nil {
		return err
	}
	does, in := o.Does(v.code())
	if does != "" {
		view.Does, view.DoesIn = does, web.Version{State: "original", Of: lang.Code(in)}
	}
	for _, f := range seats {
		view.Forums = append(view.Forums, v.forumAnchor(f))
	}
	if err := v.orgPeople(&view, o); err != nil {
		return err
	}
	return v.show(http.StatusOK, web.OrgPage(view))
}

// orgFacts are what is known of it, besides the group that stands under its name: where it works, its identifier, how long it is accredited. A form that holds says
// nothing of a registry that nobody has asked.
func (v *visit) orgFacts(o organisation.Organisation, names map[string]string) []web.Pair {
	var rows []web.Pair
	if where := v.where(o, names); where != "" {
		rows = append(rows, web.Pair{Key: v.t.Say("directory.region"), Text: where})
	}
	if o.Identifier != "" {
		body := []templ.Component{web.Plain(v.t, o.Identifier)}
		if label, ok := o.FormatLabel(); ok {
			body = append(body, web.StatusChip(web.Status{Family: web.Neutral, Word: v.t.Message(label)}))
		}
		rows = append(rows, web.Pair{Key: v.t.Of("scheme", string(o.Scheme)), Body: templ.Join(body...)})
		if o.IdentifierNote != "" {
			rows = append(rows, web.Pair{Key: v.t.Say("directory.identifier_note"), Body: web.Foreign(o.IdentifierNote, lang.Code(o.NativeLanguage).Tag())})
		}
	}
	if o.AccreditedAt != nil {
		rows = append(rows, web.Pair{Key: v.t.Say("directory.accredited"), Body: web.Day(v.t, *o.AccreditedAt, lang.Beijing)})
	}
	switch {
	case o.AccreditedUntil != nil:
		rows = append(rows, web.Pair{Key: v.t.Say("directory.until"), Body: web.Day(v.t, *o.AccreditedUntil, lang.Beijing)})
	case o.State == organisation.Accredited:
		rows = append(rows, web.Pair{Key: v.t.Say("directory.until"), Text: v.t.Say("directory.no_end")})
	}
	works := v.t.Say("directory.no_children")
	if o.WorksWithChildren {
		works = v.t.Say("directory.children")
	}
	return append(rows, web.Pair{Key: v.t.Say("directory.with_children"), Text: works})
}

// orgNames are its names in all languages, the registered one first.
func (v *visit) orgNames(o organisation.Organisation) []web.NameIn {
	var list []web.NameIn
	for _, n := range []struct {
		code lang.Code
		text string
	}{{lang.Chinese, o.NameZh}, {lang.English, o.NameEn}, {lang.Swedish, o.NameSv}} {
		if n.text != "" {
			list = append(list, web.NameIn{Word: v.t.Of("search.language", string(n.code)), Text: n.text, Lang: n.code.Tag()})
		}
	}
	return list
}

// orgPeople shows who belongs to it, to its own people and to whoever may invite anyone.
func (v *visit) orgPeople(view *web.OrgView, o organisation.Organisation) error {
	if v.actor.Visitor() {
		return nil
	}
	people, err := v.s.Organisations.People(v.Request().Context(), v.actor, o.ID)
	if fault.Is(err, fault.ReasonNotFound) {
		return nil
	}
	if err != nil {
		return err
	}
	view.Inside = true
	lang.Sort(v.t, people, func(m organisation.Member) (string, string) {
		name, _ := v.postName(m.Name, m.Latin)
		return name, m.SortKey
	})
	for _, m := range people {
		p := web.PersonLine{Focal: m.FocalPoint}
		p.Name, p.Lang = v.postName(m.Name, m.Latin)
		p.Post, p.PostLang = v.called(m.PostZh, m.PostEn, m.PostSv)
		view.People = append(view.People, p)
	}
	return nil
}

// orgEntries are the lines of its timeline that are everybody's. Its people's comings and goings are not.
func (v *visit) orgEntries(lines []register.Line) []web.CharterEntry {
	var shown []register.Line
	for _, line := range lines {
		if line.Class == policy.Public {
			shown = append(shown, line)
		}
	}
	list := v.entryLines(shown, nil)
	for i := range list {
		list[i].Who, list[i].Lang, list[i].Note = "", "", shown[i].Values["service"] // the organisation is what the line is about
	}
	return list
}
