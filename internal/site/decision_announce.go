package site

import (
	"sametable/internal/ballot"
	"sametable/internal/decision"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/proposal"
	"sametable/web"
)

// putOffPage asks why a decision is deferred.
func putOffPage(v *visit) error {
	row, err := v.decides("put_off")
	if err != nil {
		return err
	}
	return v.showPutOff(row, "", nil)
}

func (v *visit) showPutOff(row proposal.Row, typed string, bad *fault.Fault) error {
	view, err := v.decisionForm(row, v.t.Of("verb.proposal", "put_off"), "/put_off", bad, "reason")
	if err != nil {
		return err
	}
	view.Lead = v.t.Say("decision.put_off_lead", fault.Args{"Most": v.t.Number(proposal.PutOffMost)})
	area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("decision.reason_hint"), Value: typed}, Rows: 4, Max: ballot.WordsMost, Check: web.Link(v.t, "/check")}
	v.refusedReason(area, bad)
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: area}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// putOff defers a decision.
func putOff(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	reason := shaped(v.FormValue("reason"))
	p, err := v.s.Decisions.PutOff(v.once().Context(), v.actor, row.ID, v.version(), reason)
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showPutOff(row, reason, f)
	}
	if err != nil {
		return err
	}
	return v.afterProposal(p, "proposal_put_off")
}

// announcePage shows what was counted before it becomes the table's decision.
func announcePage(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	if err := v.mayStep(row, decision.Outcome(row.Proposal, ballot.Result(row.Known.Decided))); err != nil {
		return err
	}
	return v.showAnnounce(row, nil)
}

func (v *visit) showAnnounce(row proposal.Row, bad *fault.Fault) error {
	all, err := v.s.Ballots.Of(v.Request().Context(), v.actor, row.Record())
	if err != nil {
		return err
	}
	verb := decision.Outcome(row.Proposal, ballot.Result(row.Known.Decided))
	view, err := v.decisionForm(row, v.t.Of("verb.proposal", verb), "/announce", bad, "version")
	if err != nil {
		return err
	}
	view.Lead = v.t.Of("decision.announce_lead", verb)
	for _, b := range all {
		if b.State == ballot.Tallied {
			args := fault.Args{"Favour": v.t.Number(b.Favour), "Against": v.t.Number(b.Against), "Abstained": v.t.Number(b.Abstained), "Recused": v.t.Number(b.Recused),
				"Present": v.t.Number(b.Present), "Seats": v.t.Number(b.Seats)}
			view.About = append(view.About, web.Pair{Key: v.t.Say("ballot.one"), Body: web.Ref(v.t.Of("ballot.result", string(b.Result)), web.Link(v.t, b.Path()))},
				web.Pair{Key: v.t.Say("ballot.count"), Text: v.t.Say("ballot.counted", args)})
		}
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// announce makes it the table's decision.
func announce(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	p, err := v.s.Decisions.Announce(v.once().Context(), v.actor, row.ID, v.version())
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showAnnounce(row, f)
	}
	if err != nil {
		return err
	}
	return v.afterProposal(p, "proposal_announced")
}

// ballotLines lead to the ballots on a proposal, each with what it came to.
func (v *visit) ballotLines(row proposal.Row) ([]web.Pair, error) {
	if row.State != proposal.Deliberation && row.DecidedAt == nil {
		return nil, nil
	}
	all, err := fact(v, "ballots", row.ID, func() ([]ballot.Ballot, error) { return v.s.Ballots.Held(v.Request().Context(), row.Record()) })
	var lines []web.Anchor
	for _, b := range all {
		if !v.actor.Sees(b.Access, v.now) {
			continue
		}
		word := v.t.Of("state.ballot", b.State)
		if b.Result != "" {
			word = v.t.Of("ballot.result", string(b.Result))
		}
		lines = append(lines, web.Anchor{Word: word + v.t.Say("ballot.day", fault.Args{"Day": v.t.Date(b.StateSince, lang.Beijing)}), Href: web.Link(v.t, b.Path())})
	}
	if len(lines) == 0 {
		return nil, err
	}
	return []web.Pair{{Key: v.t.Say("decision.ballots"), Body: web.RefLines(lines)}}, nil
}
