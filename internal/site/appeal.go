package site

import (
	"net/http"
	"slices"

	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/web"
)

// appealRoutes are the pages of appeals against refusals. /appeal/ takes ids of appeals.
func (s *Site) appealRoutes() []Route {
	return []Route{
		get("/:l/proposal/:id/appeal", signedIn, appealFilePage),
		post("/:l/proposal/:id/appeal", signedIn, appealFile),
		get("/:l/appeal/:id", signedIn, appealPage),
		get("/:l/appeal/:id/letter", signedIn, appealLetterPage),
		post("/:l/appeal/:id/letter", signedIn, appealLetter),
		get("/:l/appeal/:id/paper", signedIn, appealPaper),
		get("/:l/appeal/:id/answer", signedIn, appealAnswerPage),
		post("/:l/appeal/:id/answer", signedIn, appealAnswer),
		get("/:l/appeal/:id/ballot", signedIn, appealPreparePage),
		post("/:l/appeal/:id/ballot", signedIn, appealPrepare),
		get("/:l/appeal/:id/announce", signedIn, appealAnnouncePage),
		post("/:l/appeal/:id/announce", signedIn, appealAnnounce),
		get("/:l/appeal/:id/:verb", signedIn, appealVerbPage),
		post("/:l/appeal/:id/:verb", signedIn, appealVerb),
	}
}

// appealOn finds the appeal of the address.
func (v *visit) appealOn() (appeal.Row, error) {
	return v.s.Appeals.One(v.Request().Context(), v.actor, v.Param("id"), v.threadReader())
}

// appealCrumbs lead from a page about an appeal back to it, and to the proposal where the viewer may see that.
func (v *visit) appealCrumbs(row appeal.Row, more ...string) []web.Anchor {
	crumbs := v.proposalCrumbs(row.Proposal, v.t.Say("appeal.one"))
	if !v.actor.Sees(row.Proposal.Access, v.now) {
		crumbs[len(crumbs)-2].Href = ""
	}
	if len(more) > 0 {
		crumbs[len(crumbs)-1].Href = web.Link(v.t, row.Path())
	}
	for _, word := range more {
		crumbs = append(crumbs, web.Anchor{Word: word})
	}
	return crumbs
}

func (v *visit) appealStatus(a appeal.Appeal) web.Status {
	s := web.Status{Family: web.Waiting, Word: v.t.Of("state.appeal", a.State)}
	switch a.State {
	case appeal.Upheld:
		s.Family = web.Done
	case appeal.Dismissed, appeal.Withdrawn, appeal.Unfiled:
		s.Family = web.Neutral
	}
	return s
}

// appealPage shows an appeal to those whose it is and those who decide on it.
func appealPage(v *visit) error {
	row, err := v.appealOn()
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("appeal.about_title", fault.Args{"Reference": row.Reference}), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Path, page.Print = true, row.Path(), row.Reference
	view := web.AppealView{Page: page, Crumbs: v.appealCrumbs(row), Ref: row.Reference, Title: v.proposalTitle(row.Proposal), Org: v.proposalOrg(row.Proposal),
		Status: []web.Status{v.appealStatus(row.Appeal)}, Said: v.appealSaid(row), Text: v.proposalWords(row.Proposal), Notes: v.appealNotes(row)}
	files, err := v.s.Appeals.Annexes(v.Request().Context(), v.actor, row)
	if err != nil {
		return err
	}
	for _, a := range files {
		view.Annexes = append(view.Annexes, v.annexView(a.Matter, "/annex/"+a.ID+"?appeal="+row.ID, row.Proposal.Language))
	}
	view.Acts, view.Why = v.appealActs(row)
	if err := v.layErase(row.Record(), row.Erased(), &view.Notes, &view.Acts); err != nil {
		return err
	}
	if err := v.appealFacts(row, &view); err != nil {
		return err
	}
	if row.Opens {
		view.Letter = &web.Anchor{Word: v.t.Say("post.open_letter"), Href: web.Link(v.t, row.Path()+"/paper")}
	}
	lines, err := v.s.Register.Timeline(v.Request().Context(), v.actor, row.Record())
	if err != nil {
		return err
	}
	people, err := v.actors(lines)
	if err != nil {
		return err
	}
	view.Entries = v.entryLines(lines, people)
	for i, line := range lines {
		view.Entries[i].Note = line.Values["reason"]
	}
	return v.show(http.StatusOK, web.AppealPage(view))
}

// appealSaid is what the sides say: why it was refused, what its organisation says against that, and those who refused beside it.
func (v *visit) appealSaid(row appeal.Row) []web.AppealSaid {
	filer, _ := v.postName(row.FilerName, row.FilerLatin)
	confirmer, _ := v.postName(row.ConfName, row.ConfLatin)
	id := "proposal.asked_by"
	switch {
	case row.ConfirmedBy != "" && row.Letter != "":
		id = "proposal.confirmed_by_letter"
	case row.ConfirmedBy != "":
		id = "proposal.confirmed_by"
	}
	said := []web.AppealSaid{{Title: v.t.Say("appeal.refusal_why"), Words: row.RefusalWhy}, {Title: v.t.Say("appeal.words"), Words: row.Words, Lang: tagOf(row.Language),
		Who: v.t.Pieces(fault.Message{ID: id, Args: fault.Args{"Who": web.Name(filer), "By": web.Name(confirmer), "Dated": v.letterDate(row.LetterDated)}})}}
	for _, view := range row.Views {
		who, _ := v.postName(view.StaterName, view.StaterLatin)
		office := v.t.Say("capacity.secretary")
		if view.Office == policy.RoleModerator {
			office = v.t.Say("capacity.moderator")
		}
		said = append(said, web.AppealSaid{Title: v.t.Say("appeal.answer"), Words: view.Words, Lang: tagOf(view.Language),
			Who: v.t.Pieces(fault.Message{ID: "appeal.answered_by", Args: fault.Args{"Who": web.Name(who), "Office": office, "Day": v.t.Date(view.StatedAt, lang.Beijing)}})})
	}
	return slices.DeleteFunc(said, func(s web.AppealSaid) bool { return s.Words == "" })
}

// appealNotes say what came of it, or what it waits for.
func (v *visit) appealNotes(row appeal.Row) []web.PostNote {
	switch row.State {
	case appeal.Upheld, appeal.Dismissed:
		note := web.PostNote{Kind: web.Info, Title: v.t.Of("appeal.came", row.State), Words: row.Outcome}
		if row.Outcome != "" {
			note.Label = v.t.Say("appeal.outcome")
		}
		return []web.PostNote{note}
	case appeal.Confirming:
		note := web.PostNote{Kind: web.Info, Title: v.t.Say("appeal.waits_confirmation"), Lines: []string{v.appealUntil(row)}}
		if row.LetterAsked {
			note.Title = v.t.Say("appeal.waits_letter")
		}
		if !row.Known.Mandated {
			note.Lines = append(note.Lines, v.t.Say("guard.appeal.mandate"))
		}
		return []web.PostNote{note}
	case appeal.Lodged:
		return []web.PostNote{{Kind: web.Info, Title: v.t.Say("appeal.question"), Lines: []string{v.t.Say("appeal.not_the_proposal"), v.t.Say("appeal.closed_circle")}}}
	}
	return nil
}

// appealUntil says until when there is time, or that it is over.
func (v *visit) appealUntil(row appeal.Row) string {
	id := "appeal.until"
	if v.now.After(row.EndsAt) {
		id = "appeal.over"
	}
	return v.t.Say(id, fault.Args{"Day": v.t.Date(row.EndsAt, lang.Beijing), "Days": v.t.Number(appeal.Days)})
}

// appealFacts fills what stands beside it, with the ballots on it and the way to one that is open.
func (v *visit) appealFacts(row appeal.Row, view *web.AppealView) error {
	facts := []web.Pair{{Key: v.t.Say("appeal.refused_on"), Body: web.Day(v.t, row.RefusedAt, lang.Beijing)}}
	if row.LodgedAt != nil {
		facts = append(facts, web.Pair{Key: v.t.Say("appeal.lodged_on"), Body: web.Day(v.t, *row.LodgedAt, lang.Beijing)})
	} else {
		facts = append(facts, web.Pair{Key: v.t.Say("appeal.last_day"), Body: web.Moment(v.t, row.EndsAt, lang.Beijing)})
	}
	if row.DecidedAt != nil {
		facts = append(facts, web.Pair{Key: v.t.Say("appeal.decided_on"), Body: web.Day(v.t, *row.DecidedAt, lang.Beijing)})
	}
	facts = append(facts, web.Pair{Key: v.t.Say("ballot.words"), Text: v.t.Say("proposal.version", fault.Args{"Number": v.t.Number(row.Proposal.Revision)})},
		web.Pair{Key: v.t.Say("proposal.hash"), Text: row.Proposal.VHash[:16]})
	view.Facts = facts
	all, err := v.s.Ballots.Of(v.Request().Context(), v.actor, row.Record())
	if err != nil || len(all) == 0 {
		return err
	}
	var lines []web.Anchor
	for _, b := range all {
		word := v.t.Of("state.ballot", b.State)
		if b.Result != "" {
			word = v.ballotCame(b)
		}
		lines = append(lines, web.Anchor{Word: word + v.t.Say("ballot.day", fault.Args{"Day": v.t.Date(b.StateSince, lang.Beijing)}), Href: web.Link(v.t, b.Path())})
		if b.State == ballot.Opened {
			view.Acts = append([]web.Act{{Word: v.t.Say("appeal.to_ballot"), Kind: "first", Href: web.Link(v.t, b.Path())}}, view.Acts...)
		}
		if b.Result != "" {
			facts = append(facts, web.Pair{Key: v.t.Say("appeal.count"), Text: v.countSaid(b)})
		}
	}
	view.Facts = append(facts, web.Pair{Key: v.t.Say("appeal.ballots"), Body: web.RefLines(lines)})
	return nil
}

// countSaid are the numbers of a ballot in a sentence.
func (v *visit) countSaid(b ballot.Ballot) string {
	return v.t.Say("ballot.counted", fault.Args{"Favour": v.t.Number(b.Favour), "Against": v.t.Number(b.Against), "Abstained": v.t.Number(b.Abstained), "Recused": v.t.Number(b.Recused),
		"Present": v.t.Number(b.Present), "Seats": v.t.Number(b.Seats)})
}

// appealActs are what the viewer may do with an appeal, and why what is hers cannot be done yet.
func (v *visit) appealActs(row appeal.Row) (acts []web.Act, why []string) {
	for _, o := range v.s.Appeals.Options(v.actor, row) {
		a := web.Act{Word: v.t.Of("verb.appeal", o.Verb), Href: web.Link(v.t, row.Path()+"/"+o.Verb)}
		switch o.Verb {
		case "file":
			a.Href, a.Kind = web.Link(v.t, "/proposal/"+row.ProposalID+"/appeal"), "first"
		case "attach_letter":
			a.Href, a.Kind = web.Link(v.t, row.Path()+"/letter"), "first"
		case "open_ballot":
			a.Href, a.Kind = web.Link(v.t, row.Path()+"/ballot"), "first"
		case "uphold", "dismiss":
			a.Word, a.Href, a.Kind = v.t.Say("appeal.announce"), web.Link(v.t, row.Path()+"/announce"), "first"
		case "confirm", "check":
			a.Kind = "first"
		case "withdraw":
			a.Kind = "danger"
		}
		if o.Blocked == nil {
			acts = append(acts, a)
		} else if slices.Contains([]string{"guard.appeal.mandate", "guard.appeal.accredited", "guard.appeal.in_time"}, o.Blocked.ID) && o.Verb != "attach_letter" {
			if said := v.t.Message(*o.Blocked); !slices.Contains(why, said) {
				why = append(why, said)
			}
		}
	}
	return acts, why
}

// proposalAppeal adds to a proposal's page how an appeal against its refusal stands, or until when there can be one, and to its history
// what was done about it.
func (v *visit) proposalAppeal(row proposal.Row, view *web.ProposalView, lines []register.Line) ([]register.Line, error) {
	upheld := slices.ContainsFunc(lines, func(l register.Line) bool { return l.Verb == "proposal.admitted_on_appeal" })
	if row.State != proposal.Refused && !upheld {
		return lines, nil
	}
	ctx := v.Request().Context()
	r, err := v.s.Appeals.Of(ctx, v.actor, row.Proposal)
	if r == nil || err != nil {
		return lines, err
	}
	card := &web.AppealCard{}
	card.Acts, card.Why = v.appealActs(*r)
	if r.FiledBy != "" {
		s := v.appealStatus(r.Appeal)
		card.Status, card.More = &s, &web.Anchor{Word: v.t.Say("appeal.to_page"), Href: web.Link(v.t, r.Path())}
	}
	switch r.State {
	case appeal.Unfiled, appeal.Confirming:
		card.Lines = append(card.Lines, v.appealUntil(*r))
		if r.State == appeal.Unfiled && !v.now.After(r.EndsAt) {
			card.Lines = append(card.Lines, v.t.Say("appeal.how"))
		}
		card.Why = nil // said above
	case appeal.Lodged:
		card.Lines = append(card.Lines, v.t.Say("appeal.waits_forum"))
	default:
		card.Lines = append(card.Lines, v.t.Of("appeal.came", r.State))
	}
	view.Appeal = card
	if r.LodgedAt != nil && row.State == proposal.Refused {
		for i := range view.Stops {
			view.Stops[i].Past, view.Stops[i].Now = true, false
		}
		view.Stops = append(view.Stops, web.Stop{Word: v.t.Of("appeal.stop", r.State), When: r.StateSince, Now: true})
	}
	more, err := v.s.Register.Timeline(ctx, v.actor, r.Record())
	lines = append(lines, more...)
	slices.SortStableFunc(lines, func(a, b register.Line) int { return int(a.Seq - b.Seq) })
	return lines, err
}
