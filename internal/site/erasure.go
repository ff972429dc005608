package site

import (
	"cmp"
	"slices"
	"strings"

	"sametable/internal/erasing"
	"sametable/internal/fault"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/web"
)

// erasureRoutes are the pages on which two moderators take words away for good.
func (s *Site) erasureRoutes() []Route {
	return []Route{
		get("/:l/erase/:noun/:id", signedIn, erasurePage),
		post("/:l/erase/:noun/:id", signedIn, erasureTaken),
	}
}

// erasable finds what the address names. To everybody who is no moderator the page does not exist.
func (v *visit) erasable() (erasing.Page, error) {
	return v.s.Erasings.Find(v.Request().Context(), v.actor, policy.Ref{Noun: v.Param("noun"), ID: v.Param("id")}, v.threadReader())
}

// erasurePage asks the first of two moderators why, and the second what she thinks of it.
func erasurePage(v *visit) error {
	e, err := v.erasable()
	if err != nil {
		return err
	}
	if e.Own {
		return fault.Forbidden("guard.proposal.own_matter", nil)
	}
	return v.showErasure(e, "", nil)
}

// erasedTitle is what the record of an erasure is called; of one that has no words any more, that they were erased.
func (v *visit) erasedTitle(c register.Card) (title, tag string) {
	if title, tag = v.cardTitle(c); title == "" {
		title, tag = v.t.Say("proposal.erased_title"), ""
	}
	return title, tag
}

func (v *visit) showErasure(e erasing.Page, typed string, bad *fault.Fault) error {
	word := v.t.Of("erase.act", e.Ref.Noun)
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	cards, err := v.cards([]string{e.Of.ID})
	if err != nil {
		return err
	}
	card := cards[e.Of.ID]
	title, tag := v.erasedTitle(card)
	page.Private = true
	crumbs := []web.Anchor{{Word: v.t.Say("mod.title"), Href: web.Link(v.t, "/mod")}, {Word: cmp.Or(card.Reference, title), Lang: map[bool]string{true: tag}[card.Reference == ""],
		Href: web.Link(v.t, e.Path)}, {Word: word}}
	view := web.LongForm{Page: page, Crumbs: crumbs, Lead: v.t.Say("proposal.erase_lead"), Wrongs: v.wrongs(bad, "reason"),
		Form: web.Form{Action: web.Link(v.t, erasurePath(e.Ref)), Nonce: v.nonceOf(bad)}, Hidden: []web.Hidden{{Name: "read", Value: e.Mark}},
		Word: word, Kind: "danger", Back: web.Link(v.t, e.Path), About: append([]web.Pair{{Key: v.t.Say("proposal.title"), Text: title, Lang: tag}}, v.erasureFiles(e)...)}
	area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("proposal.erase_read_by"), Value: typed}, Rows: 5, Max: reasonMax, Check: web.Link(v.t, "/check")}
	part := web.FormPart{About: v.erasureWords(e)}
	switch {
	case e.Waiting == nil:
	case e.Waiting.By == v.actor.Person:
		view.Lead, view.Word, view.Kind = v.t.Say("proposal.erase_yours"), v.t.Say("proposal.erase_keep"), "first"
		view.Hidden = append(view.Hidden, web.Hidden{Name: "keep", Value: "keep"})
	default:
		if err := v.erasureSecond(e, &view, &part, area, bad); err != nil {
			return err
		}
	}
	v.refusedReason(area, bad)
	part.Fields = append(part.Fields, web.FormField{Text: area})
	view.Parts = []web.FormPart{part}
	return v.show(status(bad), web.LongFormPage(view))
}

// erasureSecond shows a second moderator what the first one wants and why, and asks her what is to be done.
func (v *visit) erasureSecond(e erasing.Page, view *web.LongForm, part *web.FormPart, area *web.Area, bad *fault.Fault) error {
	people, err := v.s.Accounts.Named(v.Request().Context(), e.Waiting.By)
	if err != nil {
		return err
	}
	first := people[e.Waiting.By]
	name, _ := v.postName(first.Name, first.Latin)
	view.About = append(view.About, web.Pair{Key: v.t.Say("proposal.erase_by"), Text: name},
		web.Pair{Key: v.t.Say("post.reason"), Text: e.Waiting.Reason, Lang: web.Tongue(v.t, e.Waiting.Reason)})
	area.Ask.Hint, area.Ask.Optional = v.t.Say("proposal.erase_reason_hint"), true
	choice := &web.Choice{Ask: web.Ask{Name: "keep", Label: v.t.Say("proposal.erase_answer"), Value: v.FormValue("keep")}}
	choice.Options = []web.Option{{Value: "erase", Word: v.t.Say("proposal.erase_agree")}, {Value: "keep", Word: v.t.Say("proposal.erase_keep")}}
	if bad != nil {
		choice.Error = web.Errors(v.t, bad.Fields)["keep"]
	}
	part.Fields = append(part.Fields, web.FormField{Radio: choice})
	view.Word, view.Notes = v.t.Say("proposal.erase_decide"), []string{v.t.Say("proposal.erase_second")}
	return nil
}

// erasureFiles lead to the papers that go with the words.
func (v *visit) erasureFiles(e erasing.Page) []web.Pair {
	var pairs []web.Pair
	for _, at := range e.Files {
		pairs = append(pairs, web.Pair{Key: v.t.Say("letter.file"), Body: web.LinkButton("", web.Link(v.t, at), "download", v.t.Say("erase.open"))})
	}
	return pairs
}

// erasureWords are the words as they stand: of a text for its reader, of rows one after the other as they were typed; nil where there is a
// paper only.
func (v *visit) erasureWords(e erasing.Page) *web.Wording {
	if e.Version != "" {
		w := wording(e.Reading)
		return &w
	}
	words := slices.DeleteFunc(slices.Clone(e.Words), func(s string) bool { return s == "" })
	if len(words) == 0 {
		return nil
	}
	return &web.Wording{HTML: markup.RenderAt(strings.Join(words, "\n\n"), 2).HTML, Lang: cmp.Or(tagOf(e.Language), v.t.Tag())}
}

// erasurePath is the page on which words are erased.
func erasurePath(ref policy.Ref) string { return "/erase/" + ref.Noun + "/" + ref.ID }

// erasureTaken takes what a moderator says.
func erasureTaken(v *visit) error {
	e, err := v.erasable()
	if err != nil {
		return err
	}
	reason, keep := shaped(v.FormValue("reason")), v.FormValue("keep")
	if e.Waiting != nil && keep != "erase" && keep != "keep" {
		return v.showErasure(e, reason, fault.Invalid(fault.Says("keep", "proposal.erase_choose", nil)))
	}
	done, err := v.s.Erasings.Erase(v.once().Context(), v.actor, erasing.Erasing{Of: e.Ref, Keep: keep == "keep", Reason: reason, Mark: v.FormValue("read")})
	if f, ok := v.overtaken(err, e.Of); ok {
		return v.showErasure(e, reason, f)
	}
	switch {
	case err != nil:
		return err
	case done:
		return v.to(e.Path, "proposal_erased")
	case keep == "keep":
		return v.to(e.Path, "proposal_kept")
	}
	return v.to(e.Path, "proposal_erasure_proposed")
}

// proposalTitle is a proposal's title for its reader, and where its words were erased what stands in their place.
func (v *visit) proposalTitle(row proposal.Row) web.Titled {
	if row.VErased {
		return web.Titled{Text: v.t.Say("proposal.erased_title"), Lang: v.t.Tag()}
	}
	return threadTitle(row.Text)
}

// proposalWords are a proposal's words for its reader, and where they were erased what stands in their place.
func (v *visit) proposalWords(row proposal.Row) web.Wording {
	if row.VErased {
		return v.erasedWords()
	}
	return wording(row.Text)
}

// erasedWords stand in place of words that two moderators took away for good.
func (v *visit) erasedWords() web.Wording {
	return web.Wording{Stub: v.t.Say("proposal.erased_stub"), Lang: v.t.Tag()}
}

// statementWords are a statement's reasons for its reader, and where they were erased what stands in their place.
func (v *visit) statementWords(row proposal.StatementRow) web.Wording {
	if row.VErased {
		return v.erasedWords()
	}
	return wording(row.Text)
}

// eraseAct leads a moderator to the page on which words are erased, and says above them where a first one wants it.
func (v *visit) eraseAct(ref policy.Ref) (*web.Act, []web.PostNote, error) {
	some, err := v.eraseSome(ref.Noun, ref.ID)
	if err != nil || some[ref.ID] == nil {
		return nil, nil, err
	}
	return some[ref.ID].act, some[ref.ID].notes, nil
}

// layErase adds the same to a page, and where the words are gone that they were erased.
func (v *visit) layErase(ref policy.Ref, gone bool, notes *[]web.PostNote, acts *[]web.Act) error {
	if gone {
		*notes = append(*notes, web.PostNote{Kind: web.Info, Title: v.t.Say("proposal.erased_stub")})
	}
	act, more, err := v.eraseAct(ref)
	if *notes = append(*notes, more...); act != nil {
		*acts = append(*acts, *act)
	}
	return err
}

// eraseWay is the way to an erasure, and what is said where a first moderator has asked for it.
type eraseWay struct {
	act   *web.Act
	notes []web.PostNote
}

// eraseSome gives the ways to the erasure of several things of a kind that are not the viewer's own matter.
func (v *visit) eraseSome(noun string, ids ...string) (map[string]*eraseWay, error) {
	if !policy.May(policy.EraseText, v.actor.OfficeRoles()) || len(ids) == 0 {
		return nil, nil
	}
	key := string(v.actor.Person) + " " + noun + " " + keyOf(ids) // hers alone: it is read as far as she may see it
	some, err := fact(v, "erasures", key, func() (map[string]erasing.Page, error) {
		return v.s.Erasings.Some(v.Request().Context(), v.actor, noun, ids...)
	})
	ways := map[string]*eraseWay{}
	for id, e := range some {
		if e.Own {
			continue
		}
		way := &eraseWay{act: &web.Act{Word: v.t.Of("erase.act", noun), Href: web.Link(v.t, erasurePath(e.Ref))}}
		if e.Waiting != nil {
			way.notes = []web.PostNote{v.eraseWaits(e.Waiting)}
		}
		ways[id] = way
	}
	return ways, err
}

// eraseWaits says that a first moderator has asked for it, and why.
func (v *visit) eraseWaits(e *erasing.Erasure) web.PostNote {
	return web.PostNote{Kind: web.Warning, Title: v.t.Say("proposal.erase_waits"), Words: e.Reason, Label: v.t.Say("post.reason_given")}
}

// layErasures lays out what a first moderator wants erased: before the others to judge, before herself to wait for.
func (v *visit) layErasures(d *laid) error {
	waiting, cards, err := v.erasuresWaiting()
	for _, e := range waiting {
		card := cards[e.Of.ID]
		item := web.DeskItem{Ref: card.Reference, Href: web.Link(v.t, erasurePath(e.Ref()))}
		item.Title, item.Lang = v.erasedTitle(card)
		if e.By == v.actor.Person {
			item.Task = v.t.Of("desk.erasure", "waiting")
			d.waits = append(d.waits, item)
			continue
		}
		item.Task = v.t.Of("desk.erasure", "judge")
		d.needs = append(d.needs, item)
	}
	return err
}

// erasuresWaiting are the erasures that wait for a second moderator, with the cards of what they are of.
func (v *visit) erasuresWaiting() ([]erasing.Waiting, map[string]register.Card, error) {
	waiting, err := v.s.Erasings.Erasures(v.Request().Context(), v.actor)
	if err != nil || len(waiting) == 0 {
		return nil, nil, err
	}
	ids := make([]string, len(waiting))
	for i, e := range waiting {
		ids[i] = e.Of.ID
	}
	cards, err := v.cards(ids)
	return waiting, cards, err
}
