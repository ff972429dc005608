package site

import (
	"sametable/internal/byletter"
	"sametable/internal/cosign"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// byLetterRoutes are the steps of letters that stand for a second person. /by-letter/ takes ids of letters.
func (s *Site) byLetterRoutes() []Route {
	return []Route{
		get("/:l/proposal/:id/by-letter", signedIn, byLetterAskPage),
		post("/:l/proposal/:id/by-letter", signedIn, byLetterAsk),
		get("/:l/proposal/:id/withdrawal-by-letter", signedIn, byLetterEndPage),
		post("/:l/proposal/:id/withdrawal-by-letter", signedIn, byLetterEnd),
		get("/:l/cosign/:id/by-letter", signedIn, byLetterTakePage),
		post("/:l/cosign/:id/by-letter", signedIn, byLetterTake),
		get("/:l/statement/:id/by-letter", signedIn, byLetterEnterPage),
		post("/:l/statement/:id/by-letter", signedIn, byLetterEnter),
		get("/:l/by-letter/:id/attach", signedIn, byLetterAttachPage),
		post("/:l/by-letter/:id/attach", signedIn, byLetterAttach),
		get("/:l/by-letter/:id/paper", signedIn, byLetterPaper),
		get("/:l/by-letter/:id/:verb", signedIn, byLetterVerbPage),
		post("/:l/by-letter/:id/:verb", signedIn, byLetterVerb),
	}
}

// letterWords are the words of a button of a letter.
func (v *visit) letterWords(says byletter.About, verb string) string {
	return v.t.Of("byletter.verb."+string(says), verb)
}

// letterActs are the steps with a letter that are the viewer's.
func (v *visit) letterActs(r byletter.Row) []web.Act {
	var acts []web.Act
	for _, o := range v.s.Letters.Options(v.actor, r) {
		if o.Blocked != nil {
			continue
		}
		a := web.Act{Word: v.letterWords(r.Says(), o.Verb), Href: web.Link(v.t, r.Path()+"/"+o.Verb)}
		if o.Verb == "attach" || o.Verb == "check" {
			a.Kind = "first"
		}
		acts = append(acts, a)
	}
	return acts
}

// letterNote says how a letter stands that is on its way.
func (v *visit) letterNote(r byletter.Row) web.PostNote {
	note := web.PostNote{Kind: web.Info, Title: v.t.Of("byletter.note."+string(r.Says()), r.State)}
	if !r.Known.Mandated {
		note.Lines = append(note.Lines, v.t.Say("guard.by_letter.mandate"))
	}
	return note
}

// proposalByLetter adds to a proposal's page the letters that are on their way for its new version and its withdrawal, and the way to one.
func (v *visit) proposalByLetter(row proposal.Row, letters []byletter.Row, view *web.ProposalView) error {
	waits := false
	for _, r := range letters {
		if r.Says() != byletter.Revision && r.Says() != byletter.Withdrawal {
			continue
		}
		waits = waits || r.Says() == byletter.Withdrawal
		view.Notes, view.Acts = append(view.Notes, v.letterNote(r)), append(view.Acts, v.letterActs(r)...)
		if err := v.layErase(policy.Ref{Noun: byletter.Noun, ID: r.ID}, false, &view.Notes, &view.Acts); err != nil {
			return err
		}
	}
	if !waits && v.s.Letters.Asks(v.actor, byletter.Withdrawal, row.Proposal, cosign.Cosignature{}) == nil {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Of("byletter.ask", string(byletter.Withdrawal)), Href: web.Link(v.t, "/proposal/"+row.ID+"/withdrawal-by-letter")})
		why, err := v.sole(row.ProposedFor)
		if err != nil {
			return err
		}
		for _, sentence := range why {
			view.Notes = append(view.Notes, web.PostNote{Kind: web.Info, Title: sentence})
		}
	}
	if row.State != proposal.Withdrawn || row.LeftFrom != proposal.Consultation {
		return nil
	}
	r, err := v.s.Letters.Behind(v.Request().Context(), v.actor, byletter.Withdrawal, row.ID)
	if err != nil || r == nil || r.StateSince.Before(row.StateSince) { // of an earlier withdrawal, after which somebody took it over
		return err
	}
	return v.behind(r, &view.Notes, &view.Acts)
}

// behind says by which letter something was withdrawn, and leads those to it who may open it.
func (v *visit) behind(r *byletter.Row, notes *[]web.PostNote, acts *[]web.Act) error {
	people, err := v.s.Accounts.Named(v.Request().Context(), r.CheckedBy)
	if err != nil {
		return err
	}
	name, _ := v.postName(people[r.CheckedBy].Name, people[r.CheckedBy].Latin)
	said := v.t.Pieces(fault.Message{ID: "byletter.behind." + string(r.Says()), Args: fault.Args{"Dated": v.letterDate(r.Dated), "By": web.Name(name)}})
	*notes = append(*notes, web.PostNote{Kind: web.Info, Said: said})
	if !r.Opens {
		return nil
	}
	*acts = append(*acts, web.Act{Word: v.t.Say("post.open_letter"), Href: web.Link(v.t, r.Path()+"/paper")})
	return v.layErase(policy.Ref{Noun: byletter.Noun, ID: r.ID}, false, notes, acts)
}

// takeOverByLetter adds to the row of a signature the letter by which its organisation takes the proposal over, or the way to one.
func (v *visit) takeOverByLetter(r cosign.Row, letters []byletter.Row, line *web.CosignRow, notes *[]web.PostNote) error {
	if r.State != cosign.Taking {
		return nil
	}
	for _, l := range letters {
		if l.Says() != byletter.TakeOver || l.Signature.ID != r.ID {
			continue
		}
		note := v.letterNote(l)
		line.Why, line.Acts = append(append(line.Why, note.Title), note.Lines...), append(line.Acts, v.letterActs(l)...)
		return v.layErase(policy.Ref{Noun: byletter.Noun, ID: l.ID}, false, notes, &line.Acts)
	}
	if v.s.Letters.Asks(v.actor, byletter.TakeOver, r.Proposal, r.Cosignature) != nil {
		return nil
	}
	line.Acts = append(line.Acts, web.Act{Word: v.t.Of("byletter.ask", string(byletter.TakeOver)), Href: web.Link(v.t, r.Path()+"/by-letter")})
	why, err := v.sole(r.SignsFor)
	line.Why = append(line.Why, why...)
	return err
}

// statementByLetter adds to a statement's page the letter that withdraws it, on its way or checked, and the way to enter one.
func (v *visit) statementByLetter(row proposal.StatementRow, view *web.StatementView) error {
	ctx := v.Request().Context()
	if row.State == proposal.Withdrawn {
		r, err := v.s.Letters.Behind(ctx, v.actor, byletter.Statement, row.ID)
		if err != nil || r == nil || r.StateSince.Before(row.StateSince) {
			return err
		}
		return v.behind(r, &view.Notes, &view.Acts)
	}
	letters, err := v.s.Letters.Of(ctx, v.actor, row.Proposal)
	if err != nil {
		return err
	}
	for _, r := range letters {
		if r.Says() == byletter.Statement && r.Statement.ID == row.ID {
			view.Notes, view.Acts = append(view.Notes, v.letterNote(r)), append(view.Acts, v.letterActs(r)...)
			return v.layErase(policy.Ref{Noun: byletter.Noun, ID: r.ID}, false, &view.Notes, &view.Acts)
		}
	}
	if v.s.Letters.MayEnter(v.actor, row.Proposal, row.Statement) == nil {
		view.Acts = append(view.Acts, web.Act{Word: v.letterWords(byletter.Statement, "enter"), Href: web.Link(v.t, row.Path()+"/by-letter")})
	}
	return nil
}

// sole says that a letter confirms, where an organisation of the viewer's has one registered person.
func (v *visit) sole(id policy.OrganisationID) ([]string, error) {
	if _, own := v.actor.Member(id); !own {
		return nil, nil
	}
	alone, err := v.s.Organisations.Alone(v.Request().Context(), id)
	if !alone || err != nil {
		return nil, err
	}
	return []string{v.t.Say("byletter.alone")}, nil
}

// layByLetters lays out the letters that are to be entered or checked, and those she waits for.
func (v *visit) layByLetters(d *laid) error {
	rows, err := v.s.Letters.Duties(v.Request().Context(), v.actor)
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
		if r.Says() == byletter.Statement {
			item.Href = web.Link(v.t, r.Statement.Path())
		}
		if r.Says() == byletter.TakeOver {
			item.Status = append(item.Status, web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(r.Proposal.Heirless(), v.now)})
		}
		item.Title, item.Lang = v.cardTitle(cards[r.ProposalID])
		task := func(name string) string { return v.t.Of("desk.byletter."+string(r.Says()), name) }
		switch {
		case v.s.Letters.May(v.actor, r, "attach") == nil:
			item.Task = task("attach")
			d.needs = append(d.needs, item)
		case v.s.Letters.May(v.actor, r, "check") == nil:
			item.Task = task("check")
			d.needs = append(d.needs, item)
		case r.Own:
			item.Task, item.Status[0] = task("waits"), v.since(web.Waiting, r.StateSince)
			d.waits = append(d.waits, item)
		}
	}
	return nil
}

// byLetterMessages are the sentences whose ids are put together.
func byLetterMessages() []string {
	var ids []string
	for _, says := range byletter.Abouts() {
		about, verbs, states := string(says), append([]string{"attach"}, byletter.Verbs()...), []string{byletter.Asked, byletter.Attached}
		if says == byletter.Statement {
			verbs, states = []string{"enter", "check", "refuse"}, states[1:]
			ids = append(ids, "byletter.behind."+about)
		} else {
			ids = append(ids, "byletter.ask."+about, "byletter.ask_lead."+about, "desk.byletter."+about+".attach")
		}
		if says == byletter.Withdrawal {
			ids = append(ids, "byletter.behind."+about)
		}
		ids = append(ids, "desk.byletter."+about+".check", "desk.byletter."+about+".waits", "flash.by_letter_check_"+about)
		for _, verb := range verbs {
			ids = append(ids, "byletter.verb."+about+"."+verb, "byletter.lead."+about+"."+verb)
		}
		for _, state := range states {
			ids = append(ids, "byletter.note."+about+"."+state)
		}
	}
	return ids
}
