package site

import (
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/web"
)

// services shows what an organisation runs, in the order of the reader's language; whoever may say so adds to it, changes it and ends it.
func (v *visit) services(o organisation.Organisation, places map[string]string) (web.ServicesView, error) {
	all, err := v.s.Organisations.Services(v.Request().Context(), v.actor, o.ID)
	if err != nil {
		return web.ServicesView{}, err
	}
	var view web.ServicesView
	mine := v.mayEditOrganisation(o) == nil
	at := web.Link(v.t, "/o/"+o.Key+"/services/")
	if mine {
		view.New = at + "new"
	}
	for _, row := range all {
		line := v.serviceLine(o, row, places)
		if row.EndedOn != nil {
			view.Ended = append(view.Ended, line)
			continue
		}
		if mine {
			line.Acts = []web.Act{{Word: v.t.Say("service.change"), Href: at + row.ID + "/edit"}, {Word: v.t.Say("service.end"), Kind: "danger", Href: at + row.ID + "/end"}}
		}
		view.Now = append(view.Now, line)
	}
	lang.Sort(v.t, view.Now, func(s web.ServiceLine) (string, string) { return s.Name, "" })
	return view, nil
}

func (v *visit) serviceLine(o organisation.Organisation, row organisation.Service, places map[string]string) web.ServiceLine {
	var line web.ServiceLine
	name, in := row.Called(v.code(), o.NativeLanguage)
	line.Name, line.Lang = name, lang.Code(in).Tag()
	if line.About, in = row.About(v.code(), o.NativeLanguage); line.About != "" {
		line.AboutLang = lang.Code(in).Tag()
	}
	for _, who := range row.For() {
		line.For = append(line.For, v.t.Of("service.for", who))
	}
	var where []string
	for _, code := range row.Where() {
		if places[code] != "" {
			where = append(where, places[code])
		}
	}
	if len(where) > 0 {
		line.Where = v.t.Say("service.where", fault.Args{"Where": v.t.List(where)})
	}
	if row.EndedOn != nil {
		line.Over = v.t.Say("service.over", fault.Args{"Day": v.t.Date(*row.EndedOn, lang.Beijing)})
	}
	return line
}
