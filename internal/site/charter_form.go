package site

import (
	"sametable/internal/charter"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/web"
)

// charterTyped is a charter's form as it was sent.
type charterTyped struct {
	form  charter.Form
	rules rulesTyped
}

func (v *visit) charterTyped() charterTyped {
	t := charterTyped{rules: v.rulesTyped()}
	t.form = charter.Form{Zh: shaped(v.FormValue("zh")), En: shaped(v.FormValue("en")), Sv: shaped(v.FormValue("sv")), Rules: t.rules.rules,
		Version: v.version()}
	return t
}

// charterEditPage is the form of a draft charter.
func charterEditPage(v *visit) error {
	c, err := v.charterToEdit()
	if err != nil {
		return err
	}
	typed := charterTyped{rules: rulesAs(c.Charter.Rules())}
	typed.form = charter.Form{Zh: c.Sources["zh"], En: c.Sources["en"], Sv: c.Sources["sv"], Version: c.Charter.Version}
	return v.showCharterForm(c, typed, nil)
}

// charterToEdit finds the draft for whoever may change it; others are told why they may not.
func (v *visit) charterToEdit() (forum.CharterPage, error) {
	ctx := v.Request().Context()
	f, err := v.s.Forums.Find(ctx, v.Param("key"))
	if err != nil {
		return forum.CharterPage{}, err
	}
	if !v.worksOnCharter(f) {
		return forum.CharterPage{}, fault.Forbidden("charter.not_yours", nil)
	}
	c, err := v.s.Forums.CharterDraft(ctx, f.Key, v.code())
	if fault.Is(err, fault.ReasonNotFound) {
		return c, fault.Conflict("charter.adopted_already", nil)
	}
	if err != nil {
		return c, err
	}
	p, err := v.s.Charters.Read(ctx, v.actor, c)
	if err != nil {
		return c, err
	}
	return c, v.s.Charters.May(v.actor, p, "edit", nil)
}

// showCharterForm shows the form with what was typed. Where somebody saved first, both texts stand there, and saving again keeps
// what was typed.
func (v *visit) showCharterForm(c forum.CharterPage, typed charterTyped, bad *fault.Fault) error {
	page, err := v.page(v.t.Say("charter.edit"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Wide = true, true
	path := web.Link(v.t, v.charterAt(c))
	errors := map[string]string{}
	view := web.CharterEditView{Page: page, Forum: v.forumAnchor(c.Forum), Form: web.Form{Action: web.Link(v.t, c.Forum.Path()+"/charter/edit"), Nonce: v.nonce(), Guard: true},
		Version: typed.form.Version, Back: path}
	if bad != nil {
		errors, view.Wrongs = web.Errors(v.t, bad.Fields), web.Wrongs(v.t, bad.Fields)
	}
	texts := map[lang.Code]string{lang.Chinese: typed.form.Zh, lang.English: typed.form.En, lang.Swedish: typed.form.Sv}
	if bad != nil && bad.Reason == fault.ReasonConflict {
		view.Version, view.Form.Nonce = c.Charter.Version, formNonce()
		view.Conflicts, view.Stale = v.charterConflicts(c, texts), true
	}
	for _, code := range lang.Codes() {
		name := string(code)
		hint := v.t.Say("charter.translation_hint")
		if name == c.Forum.Language {
			hint = v.t.Say("charter.authentic_hint")
		}
		area := web.Area{Ask: web.Ask{Name: name, Label: v.t.Of("rule.language", name), Hint: hint, Value: texts[code], Error: errors[name],
			Optional: name != c.Forum.Language, Lang: code.Tag()}, Rows: 16, Check: web.Link(v.t, "/check"), Draft: charterDraft(c.Forum.Key, name)}
		if area.Error != "" {
			area.Hits = v.hits(area.Value, v.s.Threads.Look(area.Value))
		}
		view.Texts = append(view.Texts, area)
	}
	view.Rules = v.ruleFields(typed.rules, errors)
	view.Rules.Watched.Draft = charterDraft(c.Forum.Key, "watched")
	return v.show(status(bad), web.CharterEdit(view))
}

// charterConflicts sets what was typed beside what stands there now, in each language that differs.
func (v *visit) charterConflicts(c forum.CharterPage, typed map[lang.Code]string) []web.TwoSides {
	var all []web.TwoSides
	for _, code := range lang.Codes() {
		theirs := c.Sources[string(code)]
		if theirs == typed[code] {
			continue
		}
		all = append(all, web.TwoSides{
			Yours:  web.Side{Title: v.t.Say("charter.yours"), Meta: v.t.Of("search.language", string(code)), Text: typed[code], Lang: code.Tag()},
			Theirs: web.Side{Title: v.t.Say("charter.theirs"), Meta: v.t.Of("search.language", string(code)), Text: theirs, Lang: code.Tag()}})
	}
	return all
}

// charterEdit saves the form.
func charterEdit(v *visit) error {
	c, err := v.charterToEdit()
	if err != nil {
		return err
	}
	typed := v.charterTyped()
	bad, ok := v.refused(typed.rules.err())
	if !ok {
		err = v.s.Charters.Edit(v.once().Context(), v.actor, c.Forum.Key, typed.form)
		bad, ok = v.overtaken(err, c.Charter.Record())
	}
	if ok {
		return v.showCharterForm(c, typed, bad)
	}
	if err != nil {
		return err
	}
	v.taken(charterDrafts(c.Forum.Key)...)
	return v.to(v.charterAt(c), "charter_saved")
}
