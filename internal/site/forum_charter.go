package site

import (
	"slices"
	"strconv"
	"strings"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/web"
)

// charterPage shows the charter a forum goes by, as an office would print it.
func charterPage(v *visit) error {
	c, err := v.s.Forums.Charter(v.Request().Context(), v.Param("key"), v.code())
	if err != nil {
		return err
	}
	return v.showCharter(c, nil)
}

// charterNumberPage shows one charter of a forum: the draft of the next one, or one that was superseded.
func charterNumberPage(v *visit) error {
	c, err := v.s.Forums.CharterNumber(v.Request().Context(), v.Param("key"), number(v.Param("number")), v.code())
	if err != nil {
		return err
	}
	return v.showCharter(c, nil)
}

// showCharter shows a charter, and the form of its adoption with what is wrong with it.
func (v *visit) showCharter(c forum.CharterPage, bad *fault.Fault) error {
	ctx := v.Request().Context()
	lines, err := v.s.Register.Timeline(ctx, v.actor, c.Charter.Record())
	if err != nil {
		return err
	}
	people, err := v.actors(lines)
	if err != nil {
		return err
	}
	seats, err := v.s.Forums.Seats(ctx, c.Forum.ID)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("charter.of", fault.Args{"Forum": c.Forum.Name(v.code())}), web.SectionForums)
	if err != nil {
		return err
	}
	if page.Funding != nil { // a formal paper: the donors' words, not their marks
		page.Funding.Plain = true
	}
	view := web.CharterView{Page: page, Forum: v.forumAnchor(c.Forum), Status: v.charterStatus(c.Charter.State), Title: v.t.Say("charter.title"),
		Authentic: v.authentic(c.Forum.Language), Rules: v.rulesTable(forum.Table{Forum: c.Forum, Charter: c.Charter, Seats: seats}),
		Entries: v.entryLines(lines, people), Hash: c.Text.Hash, Name: c.Forum.Name(v.code())}
	if c.Charter.State != forum.CharterDraft && c.Charter.AdoptedOn != nil {
		view.Adopted, view.Note = *c.Charter.AdoptedOn, c.Charter.AdoptedNote
	}
	if c.Charter.TextID != "" {
		w := wording(c.Reading)
		view.Text, view.Name = &w, c.Forum.Name(c.Reading.Language)
		view.Title, w.HTML = v.onPaper(c.Reading.Language, c.Sources[c.Reading.Language])
		view.Kept = v.s.speakers[lang.Code(c.Reading.Language)].Say("charter.title")
		view.Page.Print = v.t.Say("charter.print", fault.Args{"Forum": c.Forum.Key, "Version": strconv.Itoa(c.Text.Number), "Hash": c.Text.Hash})
		view.Others, view.States = v.charterLanguages(c), v.charterStates(c)
	}
	view.Versions = v.charterVersions(c)
	if v.editsCharter(c) {
		view.Edit = web.Link(v.t, c.Forum.Path()+"/charter/edit")
		view.Adopt = v.adoptForm(c, lines, bad)
	}
	if c.Next == 0 && c.Charter.State == forum.CharterAdopted && v.worksOnCharter(c.Forum) {
		view.Begin = &web.Form{Action: web.Link(v.t, c.Forum.Path()+"/charter/begin"), Nonce: v.nonce()}
	}
	return v.show(status(bad), web.CharterPage(view))
}

// onPaper gives a charter's title and its text below it. A text that brings its own title keeps it; its headings stand one level
// below, so that the page has one first heading and leaves no level out.
func (v *visit) onPaper(language, source string) (title, html string) {
	title = v.s.speakers[lang.Code(language)].Say("charter.title")
	first, rest, _ := strings.Cut(source, "\n")
	own, titled := strings.CutPrefix(first, "# ")
	if !titled || strings.Contains("\n"+rest, "\n# ") {
		return title, markup.RenderAt(source, 2).HTML
	}
	return strings.TrimSpace(own), markup.RenderAt(rest, 1).HTML
}

// editsCharter tells whether the viewer may work on a charter now.
func (v *visit) editsCharter(c forum.CharterPage) bool {
	return c.Charter.State == forum.CharterDraft && v.worksOnCharter(c.Forum)
}

// worksOnCharter tells whether the viewer works on the charters of a forum.
func (v *visit) worksOnCharter(f forum.Forum) bool {
	return policy.May(policy.EditCharter, v.actor.RolesIn(f.ID, v.now))
}

// charterVersions lead from the charter in force to the draft of the next one, and back.
func (v *visit) charterVersions(c forum.CharterPage) []web.Anchor {
	switch {
	case c.Charter.Number != c.InForce:
		return []web.Anchor{{Word: v.t.Say("charter.see_force"), Href: web.Link(v.t, c.Forum.Path()+"/charter")}}
	case c.Next != 0 && c.Next != c.InForce:
		return []web.Anchor{{Word: v.t.Say("charter.see_draft"), Href: web.Link(v.t, forum.Charter{Number: c.Next}.Path(c.Forum))}}
	}
	return nil
}

// charterStates tell how far each translation can be trusted.
func (v *visit) charterStates(c forum.CharterPage) []web.Version {
	var list []web.Version
	for _, tr := range c.Translations {
		state := string(tr.State)
		if tr.SourceHash != c.Text.Hash {
			state = "stale"
		}
		list = append(list, web.Version{State: state, Of: lang.Code(tr.Language)})
	}
	return list
}

// charterAt is the address of a charter's page without the language.
func (v *visit) charterAt(c forum.CharterPage) string {
	if c.Charter.Number == c.InForce {
		return c.Forum.Path() + "/charter"
	}
	return c.Charter.Path(c.Forum)
}

// charterLanguages are the languages the charter can be read in.
func (v *visit) charterLanguages(c forum.CharterPage) []web.Anchor {
	var list []web.Anchor
	for _, code := range lang.Codes() {
		if code == v.t.Code() || c.Sources[string(code)] == "" {
			continue
		}
		list = append(list, web.Anchor{Word: v.t.Of("search.language", string(code)), Href: "/" + string(code) + v.charterAt(c), Lang: code.Tag()})
	}
	return list
}

// actors are the people the lines name, so that each reader gets their names as she reads them.
func (v *visit) actors(lines []register.Line) (map[policy.PersonID]account.Person, error) {
	var ids []policy.PersonID
	for _, line := range lines {
		if !slices.Contains(ids, line.ActorID) {
			ids = append(ids, line.ActorID)
		}
	}
	return fact(v, "people", keyOf(ids), func() (map[policy.PersonID]account.Person, error) {
		return v.s.Accounts.Named(v.Request().Context(), ids...)
	})
}

// entryLines are entries of the register for a timeline, newest last.
func (v *visit) entryLines(lines []register.Line, people map[policy.PersonID]account.Person) []web.CharterEntry {
	list := make([]web.CharterEntry, 0, len(lines))
	for _, line := range lines {
		e := web.CharterEntry{Seq: int(line.Seq), At: line.At, What: v.t.Of("entry", line.Verb), Note: line.Values["note"]}
		if line.ActorID != "system" {
			e.Who = line.Values["actor"]
			if p, known := people[line.ActorID]; known && p.Name == e.Who {
				e.Who = p.Called(v.code())
			}
			e.Lang = v.nameLang(e.Who)
		}
		list = append(list, e)
	}
	return list
}

// charterTyped is a charter's form as it was sent.
type charterTyped struct {
	form  forum.CharterForm
	rules rulesTyped
}

func (v *visit) charterTyped() charterTyped {
	t := charterTyped{rules: v.rulesTyped()}
	t.form = forum.CharterForm{Zh: shaped(v.FormValue("zh")), En: shaped(v.FormValue("en")), Sv: shaped(v.FormValue("sv")), Rules: t.rules.rules,
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
	typed.form = forum.CharterForm{Zh: c.Sources["zh"], En: c.Sources["en"], Sv: c.Sources["sv"], Version: c.Charter.Version}
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
	return c, err
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
		err = v.s.Forums.EditCharter(v.once().Context(), v.actor, c.Forum.Key, typed.form)
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
