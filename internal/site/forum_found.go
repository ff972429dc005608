package site

import (
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/web"
)

// foundPage is the form that founds a forum.
func foundPage(v *visit) error {
	return v.showFounding(forum.FoundingForm{Language: "zh"}, rulesAs(forum.DefaultRules()), nil)
}

// showFounding shows it with what was typed. Who may not found one is a stranger here.
func (v *visit) showFounding(typed forum.FoundingForm, rules rulesTyped, bad *fault.Fault) error {
	if !policy.May(policy.FoundForum, v.actor.OfficeRoles()) {
		return fault.NotFound()
	}
	regions, err := v.s.Organisations.Regions(v.Request().Context())
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("forum.found"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	errors := map[string]string{}
	view := web.FoundView{Page: page, Form: web.Form{Action: web.Link(v.t, "/forums/new"), Nonce: v.nonce(), Guard: true}}
	if bad != nil {
		errors, view.Wrongs = web.Errors(v.t, bad.Fields), web.Wrongs(v.t, bad.Fields)
	}
	view.Key = web.Input{Ask: web.Ask{Name: "key", Label: v.t.Say("forum.key"), Hint: v.t.Say("forum.key_hint"), Value: typed.Key, Error: errors["key"]}, Short: true, Autocomplete: "off"}
	for _, name := range []struct{ field, language, value string }{{"name_zh", "zh", typed.NameZh}, {"name_en", "en", typed.NameEn}, {"name_sv", "sv", typed.NameSv}} {
		view.Names = append(view.Names, web.Input{Ask: web.Ask{Name: name.field, Label: v.t.Say("forum.name_in", fault.Args{"Language": v.t.Of("rule.language", name.language)}),
			Value: name.value, Error: errors[name.field], Lang: lang.Code(name.language).Tag()}, Autocomplete: "off"})
	}
	view.Region = v.provinceChoice(typed.Region, regions, errors["region"])
	view.Language = v.ruleChoice(web.Ask{Name: "language", Label: v.t.Say("forum.language"), Hint: v.t.Say("forum.language_hint"), Error: errors["language"]},
		typed.Language, "rule.language", []string{"zh", "en", "sv"})
	view.Rules = v.ruleFields(rules, errors)
	return v.show(status(bad), web.Found(view))
}

// provinceChoice asks for which province a forum is; none stands for more than one.
func (v *visit) provinceChoice(chosen string, regions []organisation.Region, wrong string) web.Choice {
	c := web.Choice{Ask: web.Ask{Name: "region", Label: v.t.Say("forum.region"), Value: chosen, Error: wrong, Optional: true},
		Options: []web.Option{{Word: v.t.Say("forum.several_provinces")}}}
	for _, r := range living(regions) {
		if r.Level == levelProvince {
			c.Options = append(c.Options, web.Option{Value: r.Code, Word: r.Name(v.code())})
		}
	}
	return c
}

// foundForum founds it; the next thing to do is its charter.
func foundForum(v *visit) error {
	rules := v.rulesTyped()
	typed := forum.FoundingForm{Key: input.Tidy(v.FormValue("key")), NameZh: input.Tidy(v.FormValue("name_zh")), NameEn: input.Tidy(v.FormValue("name_en")),
		NameSv: input.Tidy(v.FormValue("name_sv")), Region: v.FormValue("region"), Language: v.FormValue("language"), Rules: rules.rules}
	for _, wrong := range []error{rules.err(), rules.rules.Err()} {
		if bad, ok := v.refused(wrong); ok {
			return v.showFounding(typed, rules, bad)
		}
	}
	f, err := v.s.Forums.Found(v.once().Context(), v.actor, typed)
	if bad, ok := v.refused(err); ok {
		return v.showFounding(typed, rules, bad)
	}
	if err != nil {
		return err
	}
	return v.to(f.Path()+"/charter/edit", "forum_founded")
}
