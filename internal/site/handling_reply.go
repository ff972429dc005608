package site

import (
	"net/http"
	"slices"

	"sametable/internal/fault"
	"sametable/internal/handling"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/web"
)

// replyPage shows a reply at its permanent address: the newest one, or that of a round.
func replyPage(v *visit) error {
	row, err := v.s.Proposals.Find(v.Request().Context(), v.actor, v.Param("key"), v.Param("no"), v.threadReader())
	if err != nil {
		return err
	}
	h, err := v.handlingOf(row)
	if err != nil {
		return err
	}
	said, err := v.s.Handlings.Said(v.Request().Context(), v.actor, h.st)
	if err != nil {
		return err
	}
	round := number(v.Param("n"))
	for _, a := range slices.Backward(said) {
		if h.on && a.Kind == handling.Reply && a.State == handling.Given && (v.Param("n") == "" || a.Round == round) {
			return v.showAnswer(h, a)
		}
	}
	return fault.NotFound()
}

// answerPage shows an answer that not everybody may read; a reply that was issued has its own address.
func answerPage(v *visit) error {
	var h handled
	row, st, a, err := v.s.Handlings.Answer(v.Request().Context(), v.actor, v.Param("id"), v.threadReader())
	if err != nil {
		return err
	}
	if h = (handled{row, st, true}); a.Kind == handling.Reply && a.State == handling.Given && st.EndedAt == nil {
		return v.Redirect(http.StatusSeeOther, web.Link(v.t, handling.ReplyPath(row.Proposal, a.Round)))
	}
	return v.showAnswer(h, a)
}

// showAnswer shows a reply measure by measure, or the words of an opinion or a rating.
func (v *visit) showAnswer(h handled, a handling.Said) error {
	word := v.t.Say("handling.page_"+a.Kind, fault.Args{"Reference": h.row.Reference})
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Print = a.Class != policy.Public, h.row.Reference
	if page.Funding != nil { // an organisation's word: the donors seem not to have signed it
		page.Funding.Plain = true
	}
	view := web.ReplyView{Page: page, Crumbs: v.proposalCrumbs(h.row, v.t.Of("handling.kind", a.Kind)), Ref: h.row.Reference, About: v.proposalTitle(h.row), Back: web.Link(v.t, h.row.Path()),
		Status: []web.Status{{Family: web.Waiting, Word: v.t.Of("state.answer", a.State)}}}
	if view.Org, err = v.orgByID(a.AnswersFor); err != nil {
		return err
	}
	if a.Kind == handling.Reply {
		var in string
		view.Core, in = a.Core(v.code())
		view.CoreLang = tagOf(in)
		if in != a.Language {
			view.Original, _ = a.Core(a.Language)
			view.OriginalLang = tagOf(a.Language)
		}
		if view.Status[0] = (web.Status{Family: web.Neutral, Word: v.grade(a.Grade)}); a.State != handling.Given {
			view.Status = append(view.Status, web.Status{Family: web.Waiting, Word: v.t.Of("state.answer", a.State)})
		}
		for _, one := range a.Measures() {
			view.Verdicts = append(view.Verdicts, v.verdictLine(h, a, one))
		}
		if a.State == handling.Given {
			view.Page.Path = handling.ReplyPath(h.row.Proposal, a.Round)
			view.Share = web.Link(v.t, view.Page.Path)
		}
	} else {
		view.Words = v.answerWords(a)
		if a.Kind == handling.Rating {
			view.Status = append([]web.Status{{Family: web.Neutral, Word: v.t.Of("handling.rated", a.Rating)}}, view.Status...)
		}
	}
	v.answerFacts(h, a, &view)
	v.answerActs(h, a, &view)
	if err := v.layErase(a.Record(), a.Erased, &view.Notes, &view.Acts); err != nil {
		return err
	}
	lines, err := v.s.Register.Timeline(v.Request().Context(), v.actor, a.Record())
	if err != nil {
		return err
	}
	people, err := v.actors(lines)
	view.Entries = v.answerEntries(lines, v.entryLines(lines, people))
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, web.ReplyPage(view))
}

// answerEntries adds the reasons that were given.
func (v *visit) answerEntries(lines []register.Line, entries []web.CharterEntry) []web.CharterEntry {
	for i, line := range lines {
		entries[i].Note = line.Values["reason"]
	}
	return entries
}

// answerWords are the words of an answer, in the language they were written in.
func (v *visit) answerWords(a handling.Said) *web.Wording {
	if a.HTML == "" {
		return nil
	}
	return &web.Wording{HTML: a.HTML, Lang: tagOf(a.Language), Version: web.Version{State: "original", Of: lang.Code(a.Language)}}
}

// answerFacts say who answers, how it came and who stands behind it.
func (v *visit) answerFacts(h handled, a handling.Said, view *web.ReplyView) {
	add := func(key, text string) {
		if text != "" {
			view.Facts = append(view.Facts, web.Pair{Key: v.t.Say(key), Body: web.Typed(v.t, "", text)})
		}
	}
	if a.GivenAt != nil {
		view.Facts = append(view.Facts, web.Pair{Key: v.t.Say("handling.given_on"), Body: web.Day(v.t, *a.GivenAt, lang.Beijing)})
	}
	add("handling.number", a.Number)
	add("handling.signer", a.Signer)
	add("handling.contact", a.Contact)
	filed, _ := v.postName(a.FiledName, a.FiledLatin)
	given, _ := v.postName(a.GivenName, a.GivenLatin)
	id, args := "handling.by_one", fault.Args{"Who": web.Name(filed), "By": web.Name(given)}
	switch {
	case a.Letter != "" && a.GivenAt != nil:
		id = "handling.by_letter_checked"
	case a.Letter != "":
		id = "handling.by_letter"
	case a.GivenAt != nil && a.Alone:
		id = "handling.by_moderator"
	case a.GivenAt != nil:
		id = "handling.by_two"
	}
	view.Formal = v.t.Pieces(fault.Message{ID: id, Args: args})
	if a.Letter != "" {
		view.Facts = append(view.Facts, web.Pair{Key: v.t.Say("post.letter_channel"), Text: v.t.Of("post.channel", a.Letter)},
			web.Pair{Key: v.t.Say("post.letter_dated"), Body: web.Day(v.t, dayOf(a.Dated), lang.Beijing)}, web.Pair{Key: v.t.Say("statement.received"), Body: web.Day(v.t, dayOf(a.Received), lang.Beijing)})
		if v.s.Handlings.OpensPaper(v.actor, h.st.Handling, a.Answer) {
			view.Letter = &web.Anchor{Word: v.t.Say("post.open_letter"), Href: web.Link(v.t, "/handling-letter/"+a.LetterID)}
		}
	}
	if a.Reason != "" && a.State == handling.Draft {
		view.Notes = append(view.Notes, web.PostNote{Kind: web.Warning, Title: v.t.Say("handling.given_back"), Words: a.Reason, Label: v.t.Say("post.reason_given")})
	}
}

// answerActs fills what the viewer may do with an answer.
func (v *visit) answerActs(h handled, a handling.Said, view *web.ReplyView) {
	if v.actor.Visitor() {
		return
	}
	for _, o := range v.s.Handlings.AnswerOptions(v.actor, h.row.Proposal, h.st, a.Answer) {
		switch {
		case o.Verb == "publish_silently":
			continue
		case o.Blocked != nil && a.FiledBy == v.actor.Person && o.Verb == "confirm":
			view.Why = append(view.Why, v.t.Message(*o.Blocked))
			continue
		case o.Blocked != nil:
			continue
		}
		act := web.Act{Word: v.answerVerbWord(a.Answer, o.Verb), Href: web.Link(v.t, "/answer/"+a.ID+"/"+o.Verb)}
		switch o.Verb {
		case "file":
			act.Word, act.Href, act.Kind = v.t.Of("handling.write", a.Kind), web.Link(v.t, "/handling/"+h.row.ID+"/write/"+a.Kind), "first"
		case "enter":
			act.Word, act.Href = v.t.Of("handling.enter", a.Kind), web.Link(v.t, "/handling/"+h.row.ID+"/enter/"+a.Kind)
		case "confirm", "check", "publish":
			act.Kind = "first"
		}
		view.Acts = append(view.Acts, act)
	}
}

// orgByID names an organisation.
func (v *visit) orgByID(id policy.OrganisationID) (web.Org, error) {
	all, err := v.organisations([]policy.OrganisationID{id})
	return v.orgOf(all[id]), err
}
