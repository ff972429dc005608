package site

import (
	"net/http"
	"slices"

	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/web"
)

// ballotRoutes are the pages of ballots, and of what the table decides on a proposal.
func (s *Site) ballotRoutes() []Route {
	return []Route{
		get("/:l/ballot/:id", anyone, ballotPage),
		get("/:l/ballot/:id/vote/:org", signedIn, votePage),
		post("/:l/ballot/:id/vote/:org", signedIn, vote),
		post("/:l/ballot/:id/confirm/:org", signedIn, voteConfirm),
		get("/:l/ballot/:id/objection/:org/:verb", signedIn, settlePage),
		post("/:l/ballot/:id/objection/:org/:verb", signedIn, settle),
		get("/:l/ballot/:id/:verb", signedIn, ballotVerbPage),
		post("/:l/ballot/:id/:verb", signedIn, ballotVerb),
		get("/:l/proposal/:id/ballot", signedIn, preparePage),
		post("/:l/proposal/:id/ballot", signedIn, prepare),
		get("/:l/proposal/:id/put_off", signedIn, putOffPage),
		post("/:l/proposal/:id/put_off", signedIn, putOff),
		get("/:l/proposal/:id/announce", signedIn, announcePage),
		post("/:l/proposal/:id/announce", signedIn, announce),
	}
}

// ballotTitle is the title of what is decided on, as its reader gets it.
func (v *visit) ballotTitle(row ballot.Row) web.Titled {
	title, in := row.Card.Title(v.code())
	return web.Titled{Text: title, Lang: tagOf(in)}
}

// ballotCrumbs lead from a page about a ballot back to what it is about.
func (v *visit) ballotCrumbs(row ballot.Row, more ...string) []web.Anchor {
	name, tag := v.called(row.ForumZh, row.ForumEn, row.ForumSv)
	crumbs := []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, {Word: name, Lang: tag, Href: web.Link(v.t, "/f/"+row.ForumKey)},
		{Word: row.Reference, Href: web.Link(v.t, row.SubjectPath)}}
	word := v.ballotOne(row.Ballot)
	if len(more) == 0 {
		return append(crumbs, web.Anchor{Word: word})
	}
	crumbs = append(crumbs, web.Anchor{Word: word, Href: web.Link(v.t, row.Path())})
	for _, word := range more {
		crumbs = append(crumbs, web.Anchor{Word: word})
	}
	return crumbs
}

// ballotPage shows one ballot.
func ballotPage(v *visit) error {
	ctx := v.Request().Context()
	row, err := v.s.Ballots.Find(ctx, v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	page, err := v.page(v.ballotOn(row.Ballot), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Path, page.Print = row.Class != policy.Public, row.Path(), row.Reference
	view := web.BallotView{Page: page, Crumbs: v.ballotCrumbs(row), Ref: row.Reference, Title: v.ballotTitle(row), Status: []web.Status{v.ballotStatus(row.Ballot)}, Facts: v.ballotFacts(row),
		Caption: v.t.Say("ballot.count")}
	if row.State == ballot.Opened && row.Until != nil {
		view.Status = append(view.Status, web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(*row.Until, v.now)})
	}
	if onAppeal(row.Ballot) {
		view.Notes = append(view.Notes, web.PostNote{Kind: web.Info, Title: v.t.Say("appeal.question"), Lines: []string{v.t.Say("appeal.not_the_proposal")}})
	}
	if row.State == ballot.Void {
		view.Notes = append(view.Notes, web.PostNote{Kind: web.Warning, Title: v.t.Of("state.ballot", ballot.Void), Words: row.Reason, Label: v.t.Say("post.reason_given")})
	}
	v.ballotCount(row, &view)
	if !row.Written && row.Result == "" && len(row.Tally.Groups) > 0 {
		view.Table = v.ballotTable(row)
	}
	lines, err := v.s.Register.Timeline(ctx, v.actor, row.Record())
	if err != nil {
		return err
	}
	names, err := v.ballotVoices(row, lines, &view)
	if err != nil {
		return err
	}
	if row.Folded {
		view.Folded = v.t.Say("ballot.folded")
	}
	v.ballotActs(row, &view)
	people, err := v.actors(lines)
	if err != nil {
		return err
	}
	view.Entries = v.entryLines(lines, people)
	for i, line := range lines {
		view.Entries[i].Note = line.Values["reason"]
		if name := names[line.Fact("organisation")]; name != "" {
			view.Entries[i].What = v.t.Say("ballot.entry_of", fault.Args{"What": view.Entries[i].What, "Organisation": name})
		}
	}
	return v.show(http.StatusOK, web.BallotPage(view))
}

// ballotVoices adds what each organisation said, and gives their names by id.
func (v *visit) ballotVoices(row ballot.Row, lines []register.Line, view *web.BallotView) (map[string]string, error) {
	names, ids, earlier := map[string]string{}, []string{}, v.ballotEarlier(lines)
	for _, voter := range row.Voters {
		ids = append(ids, voter.ID)
	}
	ways, err := v.eraseSome(ballot.VoiceNoun, ids...)
	if err != nil {
		return nil, err
	}
	for _, voter := range row.Voters {
		e := v.ballotVoice(row, voter)
		e.Earlier = earlier[voter.OrganisationID]
		if way := ways[voter.ID]; way != nil {
			e.Acts = append(e.Acts, *way.act)
			view.Notes = append(view.Notes, way.notes...)
		}
		if ballot.Votes(v.actor, row.Forum, voter.OrganisationID, v.now) {
			view.Mine, e.Acts = append(view.Mine, e.Acts...), nil
		}
		view.Voices, names[string(voter.OrganisationID)] = append(view.Voices, e), e.Org.Name
	}
	return names, nil
}

func (v *visit) ballotStatus(b ballot.Ballot) web.Status {
	s := web.Status{Family: web.Waiting, Word: v.t.Of("state.ballot", b.State)}
	switch b.State {
	case ballot.Opened:
		s.Family = web.Open
	case ballot.Published:
		s.Family = web.Done
	case ballot.Void:
		s.Family = web.Neutral
	}
	return s
}

// ballotFacts are what the ballot is bound to.
func (v *visit) ballotFacts(row ballot.Row) []web.Pair {
	number := fault.Args{"Number": v.t.Number(row.Revision)}
	facts := []web.Pair{{Key: v.t.Say("ballot.words"), Body: web.Ref(v.t.Say("proposal.version", number), v.ballotWordsAt(row.Ballot))},
		{Key: v.t.Say("proposal.hash"), Text: row.VersionHash[:16]},
		{Key: v.t.Say("rule.decision"), Text: v.t.Of("rule.decision", row.Rules().Decision)},
		{Key: v.t.Say("rule.quorum"), Text: v.quorum(row.Rules(), row.Seats)}}
	if onAppeal(row.Ballot) {
		facts = append([]web.Pair{{Key: v.t.Say("appeal.one"), Body: web.Lead(web.Anchor{Word: v.t.Say("appeal.to_page"), Href: web.Link(v.t, row.SubjectPath)})}}, facts...)
	}
	if row.Rules().BothProvinces {
		facts = append(facts, web.Pair{Key: v.t.Say("rule.provinces"), Text: v.t.Say("rule.yes")})
	}
	if row.Written {
		facts = append(facts, web.Pair{Key: v.t.Say("ballot.way"), Text: v.t.Say("ballot.in_writing")}, web.Pair{Key: v.t.Say("ballot.until"), Body: web.Moment(v.t, *row.Until, lang.Beijing)})
	} else {
		facts = append(facts, web.Pair{Key: v.t.Say("ballot.meeting"), Body: web.Typed(v.t, "", row.Meeting)})
	}
	if row.OpenedAt != nil {
		facts = append(facts, web.Pair{Key: v.t.Say("ballot.opened"), Body: web.Moment(v.t, *row.OpenedAt, lang.Beijing)})
	}
	if row.ClosedAt != nil {
		facts = append(facts, web.Pair{Key: v.t.Say("ballot.closed"), Body: web.Moment(v.t, *row.ClosedAt, lang.Beijing)})
	}
	return facts
}

// quorumSaid says whether enough of the table is there, and else what is missing.
func (v *visit) quorumSaid(q ballot.Quorum) string {
	args := fault.Args{"Present": v.t.Number(q.Present), "Seats": v.t.Number(q.Seats), "Needed": v.t.Number(q.Needed)}
	switch {
	case q.Met:
		return v.t.Say("ballot.quorate", args)
	case q.Present < q.Needed:
		return v.t.Say("ballot.few", args)
	case q.Groups < q.NeedsOf:
		return v.t.Say("ballot.few_groups", fault.Args{"Groups": v.t.Number(q.Groups), "Needed": v.t.Number(q.NeedsOf)})
	case len(q.Missing) > 0:
		return v.t.Say("ballot.group_missing", fault.Args{"Groups": v.t.List(v.groupWords(q.Missing))})
	}
	return v.t.Say("ballot.province_missing")
}

// ballotTable draws who is at the table.
func (v *visit) ballotTable(row ballot.Row) *web.Quorum {
	q := row.Tally.Quorum
	table := &web.Quorum{Needed: q.Needed, Sentence: v.quorumSaid(q), Met: q.Met}
	for _, g := range row.Tally.Groups {
		for i := range g.Seats {
			table.Seats = append(table.Seats, web.Seat{Kind: string(g.Kind), Present: i < g.Present})
		}
	}
	return table
}

// ballotCount is what was counted, by group.
func (v *visit) ballotCount(row ballot.Row, view *web.BallotView) {
	if row.State == ballot.Prepared {
		return
	}
	t := row.Tally
	if row.Result != "" {
		args := fault.Args{"Favour": v.t.Number(row.Favour), "Against": v.t.Number(row.Against), "Abstained": v.t.Number(row.Abstained), "Recused": v.t.Number(row.Recused),
			"Present": v.t.Number(row.Present), "Seats": v.t.Number(row.Seats)}
		view.Result = &web.PostNote{Kind: web.Info, Title: v.ballotCame(row.Ballot), Lines: []string{v.t.Say("ballot.counted", args), v.quorumSaid(t.Quorum)}}
		if row.Reservations > 0 {
			view.Result.Lines = append(view.Result.Lines, v.t.Count("ballot.reservations", row.Reservations))
		}
	}
	if len(t.Groups) == 0 {
		view.Hidden = v.t.Say("ballot.group_of_one")
		return
	}
	for _, g := range t.Groups {
		view.Count = append(view.Count, web.BallotGroup{Kind: string(g.Kind), Favour: g.Favour, Against: g.Against, Abstained: g.Abstained, Recused: g.Recused, Silent: g.Silent})
	}
	view.Count = append(view.Count, web.BallotGroup{Favour: t.Favour, Against: t.Against, Abstained: t.Abstained, Recused: t.Recused, Silent: t.Silent})
}

// ballotActs fills what the viewer may do with the ballot as a whole, and why what is hers cannot be done yet.
func (v *visit) ballotActs(row ballot.Row, view *web.BallotView) {
	if v.actor.Visitor() {
		return
	}
	for _, o := range v.s.Ballots.Options(v.actor, row) {
		if !slices.Contains(ballot.Verbs(), o.Verb) {
			continue
		}
		if o.Blocked != nil {
			if o.Verb == "open" {
				view.Why = append(view.Why, v.quorumSaid(row.Tally.Quorum))
			}
			continue
		}
		a := web.Act{Word: v.t.Of("verb.ballot", o.Verb), Href: web.Link(v.t, row.Path()+"/"+o.Verb)}
		switch o.Verb {
		case "open":
			a.Kind = "first"
		case "void":
			a.Kind = "danger"
		}
		view.Acts = append(view.Acts, a)
	}
	if row.State == ballot.Tallied && policy.May(policy.DecideProposal, v.actor.RolesIn(row.Forum, v.now)) {
		view.Acts = append(view.Acts, web.Act{Word: v.announceWord(row.Ballot), Kind: "first", Href: web.Link(v.t, "/"+row.SubjectNoun+"/"+row.SubjectID+"/announce")})
	}
}
