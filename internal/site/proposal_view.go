package site

import (
	"errors"
	"maps"
	"net/http"
	"slices"
	"strconv"

	"sametable/internal/document"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
	"sametable/web"
)

func (v *visit) showProposal(row proposal.Row) error {
	view, err := v.proposalView(row)
	if err != nil {
		return err
	}
	return v.show(http.StatusOK, web.ProposalPage(view))
}

// proposalView fills the page of a proposal as it stands.
func (v *visit) proposalView(row proposal.Row) (web.ProposalView, error) {
	title := v.proposalTitle(row)
	page, err := v.page(title.Text, web.SectionForums)
	if err != nil {
		return web.ProposalView{}, err
	}
	page.Private, page.Path, page.Print = row.Class != policy.Public, row.Path(), row.Reference
	if page.Funding != nil { // an organisation's word: the donors seem not to have signed it
		page.Funding.Plain = true
	}
	view := web.ProposalView{Page: page, Crumbs: v.proposalCrumbs(row), Ref: row.Reference, Title: title, Org: v.proposalOrg(row), Text: v.proposalWords(row),
		Status: []web.Status{v.proposalStatus(row.Proposal)}, Formal: v.proposalFormal(row), Stops: v.proposalStops(row.Proposal), Notes: v.proposalNotes(row)}
	if left := v.proposalUntil(row.Proposal); left != "" {
		view.Status = append(view.Status, web.Status{Family: web.Waiting, Icon: "clock", Word: left})
	}
	if row.Number > 0 {
		view.Share = web.Link(v.t, row.Path())
	}
	if view.Facts, err = v.proposalFacts(row); err != nil {
		return view, err
	}
	if row.HasStatements() {
		stands, err := v.positionsOf(row)
		if err != nil {
			return view, err
		}
		view.Stands = &stands
	}
	if err := v.proposalFiles(row, &view); err != nil {
		return view, err
	}
	v.proposalActs(row, &view)
	v.stateAct(row, &view)
	if err := v.layErase(row.Record(), false, &view.Notes, &view.Acts); err != nil {
		return view, err
	}
	letters, err := v.s.Letters.Of(v.Request().Context(), v.actor, row.Proposal)
	if err != nil {
		return view, err
	}
	if err := errors.Join(v.proposalSigning(row, letters, &view), v.proposalByLetter(row, letters, &view), v.addHandling(row, &view), v.addPartnership(row, &view), v.proposalVersions(row, &view)); err != nil {
		return view, err
	}
	lines, err := v.history(row.Record())
	if err != nil {
		return view, err
	}
	if lines, err = v.proposalAppeal(row, &view, lines); err != nil {
		return view, err
	}
	people, err := v.actors(lines)
	if err != nil {
		return view, err
	}
	told := v.telling(lines)
	view.Entries = v.entryLines(told, people)
	return view, v.nameSigners(told, view.Entries)
}

// stateAct leads to the form of a statement whoever may give one: whoever proposes gives none.
func (v *visit) stateAct(row proposal.Row, view *web.ProposalView) {
	if !row.Takes(v.now) || v.actor.Person == "" || proposal.MayState(v.actor, row.Forum, v.now) != nil {
		return
	}
	if m, settled := proposal.Settled(v.actor, row.Forum, v.now, ""); !settled || !slices.Contains(row.Proposers(), m.Organisation) {
		view.Acts = append(view.Acts, web.Act{Word: v.t.Say("statement.write"), Icon: "pen", Kind: "first", Href: web.Link(v.t, row.Path()+"/statement")})
	}
}

// proposalFiles adds the files that go with a proposal, and the letter behind it for those who may open it.
func (v *visit) proposalFiles(row proposal.Row, view *web.ProposalView) error {
	var err error
	if view.Annexes, err = v.annexes(row, row.VersionID); err != nil {
		return err
	}
	letter, err := v.s.Proposals.LetterOf(v.Request().Context(), v.actor, row.Proposal)
	if err != nil || letter == nil {
		return err
	}
	view.Letter = &web.Anchor{Word: v.t.Say("post.open_letter"), Href: web.Link(v.t, "/proposal-letter/"+letter.ID)}
	return nil
}

// telling leaves out of a history what only its organisation needs to know, once others read it.
func (v *visit) telling(lines []register.Line) []register.Line {
	return slices.DeleteFunc(slices.Clone(lines), func(l register.Line) bool { return l.Verb == "proposal.translated" })
}

// proposalFormal says how a proposal became its organisation's word: who wrote it, and who confirmed it.
func (v *visit) proposalFormal(row proposal.Row) []lang.Piece {
	asker, _ := v.postName(row.AskerName, row.AskerLatin)
	confirmer, _ := v.postName(row.ConfName, row.ConfLatin)
	args := fault.Args{"Who": web.Name(asker), "By": web.Name(confirmer), "Dated": v.letterDate(row.LetterDated)}
	id := "proposal.asked_by"
	switch {
	case row.ConfirmedBy != "" && row.Letter != "":
		id = "proposal.confirmed_by_letter"
	case row.ConfirmedBy != "":
		id = "proposal.confirmed_by"
	}
	return v.t.Pieces(fault.Message{ID: id, Args: args})
}

// proposalNotes tell those whose it is why it waits, and what happens next.
func (v *visit) proposalNotes(row proposal.Row) []web.PostNote {
	var notes []web.PostNote
	_, own := v.actor.Member(row.ProposedFor)
	insider := own || policy.May(policy.ScreenProposal, v.actor.RolesIn(row.Forum, v.now))
	if row.Reason != "" && row.State != proposal.Deliberation && (insider || row.State == proposal.Withdrawn && row.Class == policy.Public) {
		notes = append(notes, web.PostNote{Kind: web.Warning, Title: v.t.Of("proposal.reason_of", row.State), Words: row.Reason, Label: v.t.Say("post.reason_given")})
	}
	if row.PutOff > 0 && row.State == proposal.Deliberation {
		notes = append(notes, web.PostNote{Kind: web.Info, Title: v.t.Count("decision.put_off_n", row.PutOff), Words: row.Reason, Label: v.t.Say("post.reason_given")})
	}
	if row.RefusalBy != "" && policy.May(policy.ScreenProposal, v.actor.RolesIn(row.Forum, v.now)) {
		notes = append(notes, web.PostNote{Kind: web.Warning, Title: v.t.Say("proposal.refusal_waits"), Words: row.RefusalWhy, Label: v.t.Say("post.reason_given")})
	}
	if row.State == proposal.Confirming && own {
		note := web.PostNote{Kind: web.Info, Title: v.t.Say("proposal.waits_confirmation")}
		if row.LetterAsked {
			note.Title = v.t.Say("proposal.waits_letter")
		}
		if !row.Known.Mandated {
			note.Lines = append(note.Lines, v.t.Say("guard.proposal.mandate"))
		}
		notes = append(notes, note)
	}
	if row.EndsBy != "" && own {
		note := web.PostNote{Kind: web.Warning, Title: v.t.Say("proposal.waits_withdrawal"), Words: row.EndsWhy, Label: v.t.Say("post.reason_given")}
		if !row.Known.EndsHeld {
			note.Lines = append(note.Lines, v.t.Say("guard.proposal.withdrawal_mandate"))
		}
		notes = append(notes, note)
	}
	if row.Orphaned(v.now) {
		notes = append(notes, web.PostNote{Kind: web.Info, Title: v.t.Say("cosign.orphaned", fault.Args{"Day": v.t.Date(row.Heirless().Add(-1), lang.Beijing)})})
	}
	if row.ForwardedTo != "" && insider {
		notes = append(notes, web.PostNote{Kind: web.Info, Title: v.t.Say("proposal.forwarded_to"), Words: row.ForwardedTo})
	}
	return notes
}

// proposalFacts are what stands beside the text.
func (v *visit) proposalFacts(row proposal.Row) ([]web.Pair, error) {
	facts := []web.Pair{{Key: v.t.Say("proposal.outcome_label"), Text: v.t.Of("proposal.outcome", string(row.Outcome))},
		{Key: v.t.Say("proposal.level"), Text: v.t.Of("proposal.level_of", string(row.Level))}}
	addressed, err := v.organisations(row.AddressedTo())
	if err != nil {
		return nil, err
	}
	var orgs []web.Org
	for _, o := range v.sorted(slices.Collect(maps.Values(addressed))) {
		orgs = append(orgs, v.orgOf(o))
	}
	if len(orgs) > 0 {
		facts = append(facts, web.Pair{Key: v.t.Say("proposal.addressed"), Body: web.OrgLines(v.t, orgs)})
	}
	cited, err := fact(v, "documents", row.ID, func() ([]document.Document, error) { return v.s.Documents.Cited(v.Request().Context(), row.Record()) })
	if err != nil {
		return nil, err
	}
	if len(cited) > 0 {
		var refs []web.Anchor
		for _, d := range cited {
			refs = append(refs, web.Anchor{Word: d.Cited(), Href: web.Link(v.t, d.Path())})
		}
		facts = append(facts, web.Pair{Key: v.t.Say("proposal.documents"), Body: web.RefLines(refs)})
	}
	if row.SubmittedAt != nil {
		facts = append(facts, web.Pair{Key: v.t.Say("proposal.submitted_on"), Body: web.Day(v.t, *row.SubmittedAt, lang.Beijing)})
	}
	if row.OpenedAt != nil && row.ClosesAt != nil {
		facts = append(facts, web.Pair{Key: v.t.Say("proposal.window"), Body: web.Window(v.t, *row.OpenedAt, *row.ClosesAt)},
			web.Pair{Key: v.t.Say("proposal.preset"), Text: v.t.Of("proposal.preset_of", row.Preset)},
			web.Pair{Key: v.t.Say("proposal.invited"), Text: v.t.Count("proposal.invited_n", len(row.InvitedTo()))})
	}
	if row.Synopsis != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("synopsis.name"), Body: web.Lead(web.Anchor{Word: v.fatesSaid(row), Href: web.Link(v.t, synopsisPath(row.Proposal))})})
	}
	if row.RelatedID != "" {
		cards, err := v.cards([]string{row.RelatedID})
		if err != nil {
			return nil, err
		}
		if c := cards[row.RelatedID]; c.NounID != "" {
			facts = append(facts, web.Pair{Key: v.t.Say("proposal.merged_into"), Body: web.Ref(c.Reference, web.Link(v.t, c.Path))})
		}
	}
	ballots, err := v.ballotLines(row)
	return append(facts, ballots...), err
}

// proposalActs fills what the viewer may do, and why what is hers cannot be done yet.
func (v *visit) proposalActs(row proposal.Row, view *web.ProposalView) {
	if v.actor.Visitor() {
		return
	}
	at := "/proposal/" + row.ID
	act := func(o string, href string) web.Act {
		return web.Act{Word: v.t.Of("verb.proposal", o), Href: web.Link(v.t, href), Icon: ""}
	}
	screened := false
	for _, o := range v.s.Proposals.Options(v.actor, row, nil) {
		if row.State == proposal.Recommended || slices.Contains(proposal.Handled(), row.State) { // its handling offers them
			break
		}
		a := act(o.Verb, at+"/"+o.Verb)
		switch {
		case slices.Contains([]string{"admit", "return", "merge", "forward", "refuse"}, o.Verb):
			if !screened && (o.Blocked == nil || o.NeedsOnlySecond()) {
				screened = true
				view.Acts = append(view.Acts, web.Act{Word: v.t.Say("proposal.screen"), Href: web.Link(v.t, at+"/screen"), Kind: "first"})
			}
			if o.Blocked != nil && o.Blocked.ID == "guard.proposal.own_matter" && len(view.Why) == 0 {
				view.Why = append(view.Why, v.t.Message(*o.Blocked))
			}
			continue
		case o.Verb == "ask_revision" && (o.Blocked == nil || o.Blocked.ID == "guard.proposal.unasked"):
			view.Acts = append(view.Acts, web.Act{Word: v.t.Of("verb.proposal", o.Verb), Kind: "first", Action: web.Link(v.t, at+"/change"), Nonce: v.freshNonce(), Version: row.Version})
			continue
		case o.Blocked != nil:
			if slices.Contains([]string{"guard.proposal.accredited", "guard.proposal.mandate", "guard.proposal.languages", "guard.proposal.answered"}, o.Blocked.ID) {
				view.Why = append(view.Why, v.t.Message(*o.Blocked))
			}
			continue
		case o.Verb == "ask":
			view.Acts = append(view.Acts, web.Act{Word: v.t.Say("proposal.change"), Kind: "first", Action: web.Link(v.t, at+"/change"), Nonce: v.freshNonce(), Version: row.Version})
			continue
		case o.Verb == "recommend" || o.Verb == "partner" || o.Verb == "not_recommend":
			a.Word, a.Href, a.Kind = v.t.Say("decision.announce"), web.Link(v.t, at+"/announce"), "first"
		case o.Verb == "open_ballot":
			a.Href, a.Kind = web.Link(v.t, at+"/ballot"), "first"
		case o.Verb == "decline_revision": // stands on the page of the confirmation
			continue
		case o.Verb == "admit_on_appeal": // announced on the appeal's page
			continue
		case o.Verb == "take_over_admitted" || o.Verb == "take_over_consulted": // stands beside her organisation's signature
			continue
		case o.Verb == "confirm_revision":
			a.Href, a.Kind = web.Link(v.t, "/write/proposal/"+row.Known.Sheet+"/confirm"), "first"
		case o.Verb == "confirm_withdrawal":
			a.Kind = "danger"
		case o.Verb == "confirm" || o.Verb == "check" || o.Verb == "consult" || o.Verb == "deliberate":
			a.Kind = "first"
		case o.Verb == "attach_letter":
			a.Href, a.Kind = web.Link(v.t, at+"/letter"), "first"
		}
		if (o.Verb == "confirm" || o.Verb == "check") && len(view.Annexes) == 0 { // with files there is more to say than yes
			a.Action, a.Href, a.Nonce, a.Version = a.Href, "", v.freshNonce(), row.Version
		}
		view.Acts = append(view.Acts, a)
	}
}

// proposalVersions adds the permanent addresses of a proposal's versions, and the translations for those who work on them.
func (v *visit) proposalVersions(row proposal.Row, view *web.ProposalView) error {
	if row.Number == 0 {
		return nil
	}
	ctx := v.Request().Context()
	made, err := fact(v, "versions", row.ID, func() ([]proposal.Made, error) { return v.s.Proposals.Made(ctx, row.Proposal) })
	if err != nil {
		return err
	}
	all := v.s.Proposals.Shown(v.actor, row.Proposal, made)
	for i, version := range all {
		word := v.t.Say("proposal.version_of", fault.Args{"Number": strconv.Itoa(version.Number), "Day": v.t.Date(version.MadeAt, lang.Beijing)})
		view.Versions = append(view.Versions, web.Anchor{Word: word, Href: web.Link(v.t, versionPath(row.Proposal, version.Number))})
		if i > 0 && !version.Erased {
			pair := strconv.Itoa(all[i-1].Number) + ".." + strconv.Itoa(version.Number)
			view.Versions = append(view.Versions, web.Anchor{Word: v.t.Say("proposal.diff", fault.Args{"From": strconv.Itoa(all[i-1].Number), "To": strconv.Itoa(version.Number)}),
				Href: web.Link(v.t, row.Path()+"/diff/"+pair)})
		}
	}
	view.Tongues, err = v.tongues(row.Record())
	return err
}

// proposalVersionPage shows one version at its permanent address.
func proposalVersionPage(v *visit) error {
	row, all, err := v.proposalTexts()
	if err != nil {
		return err
	}
	n := number(v.Param("n"))
	at := slices.IndexFunc(all, func(x text.Version) bool { return x.Number == n })
	if at < 0 {
		return fault.NotFound()
	}
	version := all[at]
	row.VErased = version.Erased
	if version.Number == row.Revision {
		row.Text = text.Read(version, nil, "")
	} else {
		row.Text = text.Reading{Language: version.Language, State: text.Original, Title: version.Title, HTML: version.HTML}
	}
	view, err := v.proposalView(row)
	if err != nil {
		return err
	}
	view.Acts, view.Why, view.Notes, view.Entries, view.Stops, view.Signing, view.Handling, view.Reply, view.Partners, view.Appeal = nil, nil, nil, nil, nil, nil, nil, nil, nil, nil
	if view.Annexes, err = v.annexes(row, version.ID); err != nil {
		return err
	}
	number := strconv.Itoa(version.Number)
	view.Crumbs = v.proposalCrumbs(row, v.t.Say("proposal.version", fault.Args{"Number": number}))
	if version.Number != row.Revision {
		view.Old = v.t.Say("proposal.old_version", fault.Args{"Number": number, "Day": v.t.Date(version.MadeAt, lang.Beijing)})
	}
	view.Facts = append([]web.Pair{{Key: v.t.Say("proposal.hash"), Text: version.Hash[:16]}}, view.Facts...)
	return v.show(http.StatusOK, web.ProposalPage(view))
}

// proposalTexts finds the proposal of the address with the versions its reader may see.
func (v *visit) proposalTexts() (proposal.Row, []text.Version, error) {
	ctx := v.Request().Context()
	row, err := v.s.Proposals.Find(ctx, v.actor, v.Param("key"), v.Param("no"), v.threadReader())
	if err != nil {
		return row, nil, err
	}
	all, err := v.s.Proposals.Versions(ctx, v.actor, row.Proposal)
	return row, all, err
}
