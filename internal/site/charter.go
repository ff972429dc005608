package site

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sametable/internal/account"
	"sametable/internal/charter"
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
	c, err := fact(v, "charter", v.code()+" "+v.Param("key"), func() (forum.CharterPage, error) {
		return v.s.Forums.Charter(v.Request().Context(), v.Param("key"), v.code())
	})
	if err != nil {
		return err
	}
	return v.showCharter(c)
}

// charterNumberPage shows one charter of a forum: the draft of the next one, or one that was superseded.
func charterNumberPage(v *visit) error {
	n := number(v.Param("number"))
	c, err := fact(v, "charter", v.code()+" "+v.Param("key")+" "+strconv.Itoa(n), func() (forum.CharterPage, error) {
		return v.s.Forums.CharterNumber(v.Request().Context(), v.Param("key"), n, v.code())
	})
	if err != nil {
		return err
	}
	return v.showCharter(c)
}

// showCharter shows a charter with its life: where it stands, what was said on it and what became of that.
func (v *visit) showCharter(c forum.CharterPage) error {
	ctx := v.Request().Context()
	life, err := fact(v, "charter's life", c.Charter.ID, func() (charter.Life, error) { return v.s.Charters.Life(ctx, c) })
	if err != nil {
		return err
	}
	p := v.s.Charters.Seen(v.actor, c, life)
	lines, err := v.history(c.Charter.Record())
	if err != nil {
		return err
	}
	people, err := v.actors(lines)
	if err != nil {
		return err
	}
	seats, err := fact(v, "seats", string(c.Forum.ID), func() ([]forum.SeatRow, error) { return v.s.Forums.Seats(ctx, c.Forum.ID) })
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
		Entries: v.entryLines(lines, people), Hash: c.Text.Hash, Name: c.Forum.Name(v.code()), Stops: v.charterStops(c.Charter), Facts: v.charterFacts(p)}
	if (c.Charter.State == forum.CharterAdopted || c.Charter.State == forum.CharterSuperseded) && c.Charter.AdoptedOn != nil {
		view.Adopted, view.Note = *c.Charter.AdoptedOn, c.Charter.AdoptedNote
	}
	if err := v.charterText(c, &view); err != nil {
		return err
	}
	view.Versions = v.charterVersions(c)
	v.charterActs(p, &view)
	if view.Comments, err = v.charterComments(p); err != nil {
		return err
	}
	view.Changes = v.charterChanges(p)
	if err := v.charterErasures(p, &view); err != nil {
		return err
	}
	if c.Next == 0 && !c.Charter.OnItsWay() && c.Charter.Number == c.InForce && v.worksOnCharter(c.Forum) {
		view.Begin = &web.Form{Action: web.Link(v.t, c.Forum.Path()+"/charter/begin"), Nonce: v.nonce()}
	}
	return v.show(http.StatusOK, web.CharterPage(view))
}

// charterText adds a charter's text as its reader gets it, where it has one.
func (v *visit) charterText(c forum.CharterPage, view *web.CharterView) error {
	if c.Charter.TextID == "" {
		return nil
	}
	w, language := v.charterWords(c), c.Reading.Language
	view.Text, view.Name = &w, c.Forum.Name(language)
	if !c.Text.Erased {
		paper, err := fact(v, "charter on paper", c.Charter.ID+" "+language, func() ([2]string, error) {
			title, html := v.onPaper(language, c.Sources[language])
			return [2]string{title, html}, nil
		})
		if err != nil {
			return err
		}
		view.Title, w.HTML = paper[0], paper[1]
	}
	view.Kept = v.s.speakers[lang.Code(language)].Say("charter.title")
	view.Page.Print = v.t.Say("charter.print", fault.Args{"Forum": c.Forum.Key, "Version": strconv.Itoa(c.Text.Number), "Hash": c.Text.Hash})
	view.Others, view.States = v.charterLanguages(c), v.charterStates(c)
	return nil
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
	return v.people(ids)
}

// people are people by their ids, with their names.
func (v *visit) people(ids []policy.PersonID) (map[policy.PersonID]account.Person, error) {
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

// charterBegin begins the next charter from the one in force.
func charterBegin(v *visit) error {
	key := v.Param("key")
	if err := v.s.Charters.Begin(v.once().Context(), v.actor, key); err != nil {
		return err
	}
	return v.to("/f/"+key+"/charter/edit", "charter_begun")
}
