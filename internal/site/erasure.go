package site

import (
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// erasureRoutes are the pages on which two moderators take the words of a proposal or a statement away for good.
func (s *Site) erasureRoutes() []Route {
	return []Route{
		get("/:l/erase/:noun/:id", signedIn, erasurePage),
		post("/:l/erase/:noun/:id", signedIn, erasing),
	}
}

// erasable is what the address names, as the form shows it and as its refusal needs it.
type erasable struct {
	ref     policy.Ref
	version string // id of the newest text version
	owner   policy.OrganisationID
	about   proposal.Row
	words   *web.Wording
	erased  bool
	at      string // its page
	waiting *proposal.Erasure
}

// erasable finds what the address names. To everybody who is no moderator the page does not exist.
func (v *visit) erasable() (e erasable, err error) {
	if !policy.May(policy.EraseText, v.actor.OfficeRoles()) {
		return e, fault.NotFound()
	}
	ctx := v.Request().Context()
	id := v.Param("id")
	switch v.Param("noun") {
	case proposal.Noun:
		e.about, err = v.s.Proposals.ByID(ctx, v.actor, id, v.threadReader())
		e.ref, e.version, e.owner, e.erased, e.at = e.about.Record(), e.about.VersionID, e.about.ProposedFor, e.about.VErased, e.about.Path()
		w := v.proposalWords(e.about)
		e.words = &w
	case proposal.StatementNoun:
		var row proposal.StatementRow
		if row, err = v.s.Proposals.Statement(ctx, v.actor, id, v.threadReader()); err != nil {
			return e, err
		}
		e.about, err = v.s.Proposals.ByID(ctx, v.actor, row.ProposalID, v.code())
		e.ref, e.version, e.owner, e.at = row.Record(), row.Shown(), row.StatedFor, row.Path()
		w := v.statementWords(row)
		e.words, e.erased = &w, row.VErased || row.Newest.Erased
	default:
		return e, fault.NotFound()
	}
	if err != nil {
		return e, err
	}
	if e.erased {
		return e, fault.NotFound()
	}
	e.waiting, err = v.s.Proposals.ErasureOf(ctx, v.actor, e.ref)
	return e, err
}

// erasurePage asks the first of two moderators why, and the second what she thinks of it.
func erasurePage(v *visit) error {
	e, err := v.erasable()
	if err != nil {
		return err
	}
	if _, own := v.actor.Member(e.owner); own {
		return fault.Forbidden("guard.proposal.own_matter", nil)
	}
	return v.showErasure(e, "", nil)
}

func (v *visit) showErasure(e erasable, typed string, bad *fault.Fault) error {
	word := v.t.Say("proposal.erase")
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	title := v.proposalTitle(e.about)
	view := web.LongForm{Page: page, Crumbs: v.proposalCrumbs(e.about, word), Lead: v.t.Say("proposal.erase_lead"), Wrongs: v.wrongs(bad, "reason"),
		Form: web.Form{Action: web.Link(v.t, erasurePath(e.ref)), Nonce: v.nonceOf(bad)}, Hidden: []web.Hidden{{Name: "read", Value: e.version}},
		Word: word, Kind: "danger", Back: web.Link(v.t, e.at),
		About: []web.Pair{{Key: v.t.Say("proposal.title"), Text: title.Text, Lang: title.Lang}}}
	area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("proposal.erase_read_by"), Value: typed}, Rows: 5, Max: reasonMax, Check: web.Link(v.t, "/check")}
	part := web.FormPart{About: e.words}
	switch {
	case e.waiting == nil:
	case e.waiting.By == v.actor.Person:
		view.Lead, view.Word, view.Kind = v.t.Say("proposal.erase_yours"), v.t.Say("proposal.erase_keep"), "first"
		view.Hidden = append(view.Hidden, web.Hidden{Name: "keep", Value: "keep"})
	default:
		people, err := v.s.Accounts.Named(v.Request().Context(), e.waiting.By)
		if err != nil {
			return err
		}
		first := people[e.waiting.By]
		name, _ := v.postName(first.Name, first.Latin)
		view.About = append(view.About, web.Pair{Key: v.t.Say("proposal.erase_by"), Text: name}, web.Pair{Key: v.t.Say("post.reason"), Text: e.waiting.Reason, Lang: web.Tongue(v.t, e.waiting.Reason)})
		area.Ask.Hint, area.Ask.Optional = v.t.Say("proposal.erase_reason_hint"), true
		choice := &web.Choice{Ask: web.Ask{Name: "keep", Label: v.t.Say("proposal.erase_answer"), Value: v.FormValue("keep")}}
		choice.Options = []web.Option{{Value: "erase", Word: v.t.Say("proposal.erase_agree")}, {Value: "keep", Word: v.t.Say("proposal.erase_keep")}}
		if bad != nil {
			choice.Error = web.Errors(v.t, bad.Fields)["keep"]
		}
		part.Fields = append(part.Fields, web.FormField{Radio: choice})
		view.Word, view.Notes = v.t.Say("proposal.erase_decide"), []string{v.t.Say("proposal.erase_second")}
	}
	v.refusedReason(area, bad)
	part.Fields = append(part.Fields, web.FormField{Text: area})
	view.Parts = []web.FormPart{part}
	return v.show(status(bad), web.LongFormPage(view))
}

// erasurePath is the page on which the words of a proposal or statement are erased.
func erasurePath(ref policy.Ref) string { return "/erase/" + ref.Noun + "/" + ref.ID }

// erasing takes what a moderator says.
func erasing(v *visit) error {
	e, err := v.erasable()
	if err != nil {
		return err
	}
	reason, keep := shaped(v.FormValue("reason")), v.FormValue("keep")
	if e.waiting != nil && keep != "erase" && keep != "keep" {
		return v.showErasure(e, reason, fault.Invalid(fault.Says("keep", "proposal.erase_choose", nil)))
	}
	done, err := v.s.Proposals.Erase(v.once().Context(), v.actor, proposal.Erasing{Of: e.ref, Keep: keep == "keep", Reason: reason, Version: v.FormValue("read")})
	if f, ok := v.overtaken(err, e.ref); ok {
		return v.showErasure(e, reason, f)
	}
	switch {
	case err != nil:
		return err
	case done:
		return v.to(e.at, "proposal_erased")
	case keep == "keep":
		return v.to(e.at, "proposal_kept")
	}
	return v.to(e.at, "proposal_erasure_proposed")
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
func (v *visit) eraseAct(ref policy.Ref, owner policy.OrganisationID, erased bool) (*web.Act, []web.PostNote, error) {
	if _, own := v.actor.Member(owner); own || erased || !policy.May(policy.EraseText, v.actor.OfficeRoles()) {
		return nil, nil, nil
	}
	waiting, err := v.s.Proposals.ErasureOf(v.Request().Context(), v.actor, ref)
	if err != nil {
		return nil, nil, err
	}
	act := &web.Act{Word: v.t.Say("proposal.erase"), Href: web.Link(v.t, erasurePath(ref))}
	if waiting == nil {
		return act, nil, nil
	}
	return act, []web.PostNote{{Kind: web.Warning, Title: v.t.Say("proposal.erase_waits"), Words: waiting.Reason, Label: v.t.Say("post.reason_given")}}, nil
}

// layErasures lays out what a first moderator wants erased: before the others to judge, before herself to wait for.
func (v *visit) layErasures(d *laid) error {
	waiting, err := v.s.Proposals.Erasures(v.Request().Context(), v.actor)
	if err != nil || len(waiting) == 0 {
		return err
	}
	ids := make([]string, len(waiting))
	for i, e := range waiting {
		ids[i] = e.NounID
	}
	cards, err := v.cards(ids)
	if err != nil {
		return err
	}
	for _, e := range waiting {
		card := cards[e.NounID]
		item := web.DeskItem{Ref: card.Reference, Href: web.Link(v.t, erasurePath(e.Record()))}
		item.Title, item.Lang = v.cardTitle(card)
		if e.By == v.actor.Person {
			item.Task = v.t.Of("desk.erasure", "waiting")
			d.waits = append(d.waits, item)
			continue
		}
		item.Task = v.t.Of("desk.erasure", "judge")
		d.needs = append(d.needs, item)
	}
	return nil
}
