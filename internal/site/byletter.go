package site

import (
	"slices"

	"sametable/internal/byletter"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// byLetterRoutes are the steps of a letter that confirms a proposal's new version.
func (s *Site) byLetterRoutes() []Route {
	return []Route{
		get("/:l/proposal/:id/by-letter", signedIn, byLetterAskPage),
		post("/:l/proposal/:id/by-letter", signedIn, byLetterAsk),
		get("/:l/revision-letter/:id/attach", signedIn, byLetterAttachPage),
		post("/:l/revision-letter/:id/attach", signedIn, byLetterAttach),
		get("/:l/revision-letter/:id/paper", signedIn, byLetterPaper),
		get("/:l/revision-letter/:id/:verb", signedIn, byLetterVerbPage),
		post("/:l/revision-letter/:id/:verb", signedIn, byLetterVerb),
	}
}

// proposalByLetter adds to a proposal's page the letter that is on its way for its new version.
func (v *visit) proposalByLetter(row proposal.Row, view *web.ProposalView) error {
	r, err := v.s.RevisionLetters.Of(v.Request().Context(), v.actor, row.Proposal)
	if r == nil || err != nil {
		return err
	}
	note := web.PostNote{Kind: web.Info, Title: v.t.Of("byletter.note", r.State)}
	if !r.Known.Mandated {
		note.Lines = append(note.Lines, v.t.Say("guard.revision_letter.mandate"))
	}
	view.Notes = append(view.Notes, note)
	for _, o := range v.s.RevisionLetters.Options(v.actor, *r) {
		if o.Blocked != nil {
			continue
		}
		a := web.Act{Word: v.t.Of("verb.revision_letter", o.Verb), Href: web.Link(v.t, r.Path()+"/"+o.Verb)}
		if o.Verb == "attach" || o.Verb == "check" {
			a.Kind = "first"
		}
		view.Acts = append(view.Acts, a)
	}
	return v.layErase(policy.Ref{Noun: byletter.Noun, ID: r.ID}, false, &view.Notes, &view.Acts)
}

// byLetterAskPage asks before a new version is to be confirmed by letter.
func byLetterAskPage(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	return v.showByLetterAsk(row, nil)
}

func (v *visit) showByLetterAsk(row proposal.Row, bad *fault.Fault) error {
	if row.Known.Sheet == "" {
		return fault.NotFound()
	}
	sh, err := v.s.Proposals.Sheet(v.Request().Context(), v.actor, row.Known.Sheet)
	if err != nil {
		return err
	}
	word := v.t.Say("byletter.ask")
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	return v.show(status(bad), web.LongFormPage(web.LongForm{Page: page, Crumbs: v.proposalCrumbs(row, word), Lead: v.t.Say("byletter.ask_lead"), Wrongs: v.wrongs(bad, ""),
		Form: web.Form{Action: web.Link(v.t, "/proposal/"+row.ID+"/by-letter"), Nonce: v.nonceOf(bad)}, Version: sh.Version, Word: word, Kind: "first", Back: web.Link(v.t, row.Path()),
		About: v.proposalIs(row), Parts: []web.FormPart{{Title: v.t.Say("proposal.text"), About: asItStands(sh)}}}))
}

// byLetterAsk notes that the confirmation will come by letter.
func byLetterAsk(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	_, err = v.s.RevisionLetters.Ask(v.once().Context(), v.actor, byletter.Asking{Sheet: row.Known.Sheet, Version: v.version()})
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showByLetterAsk(row, f)
	}
	if err != nil {
		return err
	}
	return v.to(row.Path(), "revision_letter_asked")
}

// letterOn finds the letter of the address with its proposal, where a step with it is the viewer's.
func (v *visit) letterOn(verb string) (byletter.Row, proposal.Row, error) {
	ctx := v.Request().Context()
	r, err := v.s.RevisionLetters.One(ctx, v.actor, v.Param("id"))
	if err != nil {
		return r, proposal.Row{}, err
	}
	about, err := v.s.Proposals.ByID(ctx, v.actor, r.ProposalID, v.threadReader())
	if err != nil {
		return r, about, err
	}
	return r, about, v.s.RevisionLetters.May(v.actor, r, verb)
}

// byLetterAttachPage is the form in which the secretary attaches the letter.
func byLetterAttachPage(v *visit) error {
	r, about, err := v.letterOn("attach")
	if err != nil {
		return err
	}
	return v.showByLetterAttach(r, about, nil)
}

func (v *visit) showByLetterAttach(r byletter.Row, about proposal.Row, bad *fault.Fault) error {
	page, err := v.page(v.t.Of("verb.revision_letter", "attach"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	dated := &web.Input{Ask: v.sheet(bad).ask("dated", v.t.Say("post.letter_dated"), v.t.Say("post.letter_dated_hint"), ""), Short: true}
	return v.show(status(bad), web.LongFormPage(web.LongForm{Page: page, Crumbs: v.proposalCrumbs(about, page.Title), Lead: v.t.Say("byletter.attach_lead"), Wrongs: v.wrongs(bad, "dated"),
		Form: web.Form{Action: web.Link(v.t, r.Path()+"/attach"), Nonce: v.nonceOf(bad), Files: true}, Version: r.Version, Word: page.Title, Back: web.Link(v.t, about.Path()),
		About: v.proposalIs(about), Parts: []web.FormPart{{Fields: []web.FormField{{Line: dated}, {Paper: v.paperAsk(composing{fault: bad}, false)}}}}}))
}

// byLetterAttach takes the letter in; a second person checks it.
func byLetterAttach(v *visit) error {
	r, about, err := v.letterOn("attach")
	if err != nil {
		return err
	}
	paper, file, err := v.paper()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	_, err = v.s.RevisionLetters.Attach(v.once().Context(), v.actor, byletter.Attachment{Letter: r.ID, Dated: v.FormValue("dated"), Paper: paper, Version: v.version()})
	if f, ok := v.overtaken(err, about.Record()); ok {
		return v.showByLetterAttach(r, about, f)
	}
	if err != nil {
		return err
	}
	return v.to(about.Path(), "letter_attached")
}

// byLetterVerbPage asks before a step, beside the words the letter is compared with.
func byLetterVerbPage(v *visit) error {
	verb := v.Param("verb")
	if !slices.Contains(byletter.Verbs(), verb) {
		return fault.NotFound()
	}
	r, about, err := v.letterOn(verb)
	if err != nil {
		return err
	}
	return v.showByLetter(r, about, "", nil)
}

func (v *visit) showByLetter(r byletter.Row, about proposal.Row, typed string, bad *fault.Fault) error {
	verb := v.Param("verb")
	word := v.t.Of("verb.revision_letter", verb)
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.LongForm{Page: page, Crumbs: v.proposalCrumbs(about, word), Lead: v.t.Of("byletter.step_lead", verb), Wrongs: v.wrongs(bad, "reason"),
		Form: web.Form{Action: web.Link(v.t, r.Path()+"/"+verb), Nonce: v.nonceOf(bad), Guard: true}, Version: r.Version, Word: word, Kind: "first", Back: web.Link(v.t, about.Path()),
		About: v.proposalIs(about)}
	if r.Opens {
		view.About = append(view.About, web.Pair{Key: v.t.Say("letter.file"), Body: web.LinkButton("", web.Link(v.t, r.Path()+"/paper"), "download", v.t.Say("post.open_letter"))})
	}
	if verb != "take_back" {
		part := web.FormPart{Title: v.t.Say("proposal.text"), About: asItStands(r.Sheet)}
		if part.Annexes, err = v.laidFiles(r.Sheet, r.ID); err != nil {
			return err
		}
		if verb == "check" {
			part.Fields = v.vouch(part.Annexes, bad)
		}
		view.Parts = append(view.Parts, part)
	}
	if byletter.NeedsReason(verb) {
		area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("proposal.reason_hint"), Value: typed}, Rows: 5, Max: reasonMax, Check: web.Link(v.t, "/check")}
		v.refusedReason(area, bad)
		view.Parts = append(view.Parts, web.FormPart{Fields: []web.FormField{{Text: area}}})
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// byLetterVerb takes a step.
func byLetterVerb(v *visit) error {
	verb := v.Param("verb")
	if !slices.Contains(byletter.Verbs(), verb) {
		return fault.NotFound()
	}
	r, about, err := v.letterOn(verb)
	if err != nil {
		return err
	}
	reason := shaped(v.FormValue("reason"))
	_, err = v.s.RevisionLetters.Take(v.once().Context(), v.actor, byletter.Step{Letter: r.ID, Verb: verb, Reason: reason, Version: v.version(), Anyway: v.anyway(), NoChild: v.vouches()})
	if f, ok := v.overtaken(err, about.Record()); ok {
		return v.showByLetter(r, about, reason, f)
	}
	if err != nil {
		return err
	}
	return v.to(about.Path(), "revision_letter_"+verb)
}

// byLetterPaper is the scanned letter, for those who may open it.
func byLetterPaper(v *visit) error {
	l, err := v.s.RevisionLetters.Paper(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.scan(l.Kind, l.Name, l.Content)
}

// layRevisionLetters lays out the letters for new versions that are to be entered or checked, and those she waits for.
func (v *visit) layRevisionLetters(d *laid) error {
	rows, err := v.s.RevisionLetters.Duties(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.ProposalID)
	}
	cards, err := v.cards(ids)
	if err != nil {
		return err
	}
	for _, r := range rows {
		item := web.DeskItem{Ref: r.Proposal.Reference, Href: web.Link(v.t, r.Proposal.Path()), Status: []web.Status{v.since(web.Needs, r.StateSince)}}
		item.Title, item.Lang = v.cardTitle(cards[r.ProposalID])
		switch {
		case v.s.RevisionLetters.May(v.actor, r, "attach") == nil:
			item.Task = v.t.Of("desk.byletter", "attach")
			d.needs = append(d.needs, item)
		case v.s.RevisionLetters.May(v.actor, r, "check") == nil:
			item.Task = v.t.Of("desk.byletter", "check")
			d.needs = append(d.needs, item)
		case r.Own:
			item.Task, item.Status = v.t.Of("desk.byletter", "waits"), []web.Status{v.since(web.Waiting, r.StateSince)}
			d.waits = append(d.waits, item)
		}
	}
	return nil
}

// byLetterMessages are the sentences whose ids are put together.
func byLetterMessages() []string {
	ids := []string{"desk.byletter.attach", "desk.byletter.check", "desk.byletter.waits", "byletter.note." + byletter.Asked, "byletter.note." + byletter.Attached}
	for _, verb := range byletter.Verbs() {
		ids = append(ids, "byletter.step_lead."+verb)
	}
	return ids
}
