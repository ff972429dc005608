package site

import (
	"slices"

	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// preparePage is the form that puts a proposal to the vote.
func preparePage(v *visit) error {
	row, err := v.decides("open_ballot")
	if err != nil {
		return err
	}
	return v.showPrepare(row, ballot.Form{}, nil)
}

// decides finds the proposal of the address, where a step of its decision is the viewer's.
func (v *visit) decides(verb string) (proposal.Row, error) {
	row, err := v.proposalOn()
	if err != nil {
		return row, err
	}
	return row, v.mayStep(row, verb)
}

// decisionForm begins a form about the decision on a proposal.
func (v *visit) decisionForm(row proposal.Row, word, path string, bad *fault.Fault, first string) (web.LongForm, error) {
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return web.LongForm{}, err
	}
	page.Private = true
	return web.LongForm{Page: page, Crumbs: v.proposalCrumbs(row, word), Wrongs: v.wrongs(bad, first), Form: web.Form{Action: web.Link(v.t, "/proposal/"+row.ID+path), Nonce: v.nonceOf(bad), Guard: true},
		Version: row.Version, Word: word, Kind: "first", Back: web.Link(v.t, row.Path()), About: v.proposalIs(row)}, nil
}

func (v *visit) showPrepare(row proposal.Row, form ballot.Form, bad *fault.Fault) error {
	view, err := v.decisionForm(row, v.t.Of("verb.proposal", "open_ballot"), "/ballot", bad, "way")
	if err != nil {
		return err
	}
	view.Lead = v.t.Say("decision.prepare_lead")
	return v.showPreparing(view, row.Forum, row.Revision, form, bad)
}

// showPreparing fills the form that prepares a ballot on some words: by which rules, and how it is held.
func (v *visit) showPreparing(view web.LongForm, id policy.ForumID, revision int, form ballot.Form, bad *fault.Fault) error {
	ctx := v.Request().Context()
	rules, err := v.s.Forums.RulesOf(ctx, id)
	if err != nil {
		return err
	}
	seats, err := v.s.Forums.Seats(ctx, id)
	if err != nil {
		return err
	}
	var voters []ballot.VoterRow
	for _, seat := range seats {
		if seat.Voting {
			voters = append(voters, ballot.VoterRow{Voter: ballot.Voter{OrganisationID: seat.OrganisationID, Kind: seat.Kind}, OrgZh: seat.NameZh, OrgEn: seat.NameEn, OrgSv: seat.NameSv})
		}
	}
	slices.SortStableFunc(voters, func(a, b ballot.VoterRow) int {
		return slices.Index(policy.Kinds(), a.Kind) - slices.Index(policy.Kinds(), b.Kind)
	})
	view.About = append(view.About, web.Pair{Key: v.t.Say("ballot.words"), Text: v.t.Say("proposal.version", fault.Args{"Number": v.t.Number(revision)})},
		web.Pair{Key: v.t.Say("rule.decision"), Text: v.t.Of("rule.decision", rules.Decision)}, web.Pair{Key: v.t.Say("rule.quorum"), Text: v.quorum(rules, len(voters))})
	s := v.sheet(bad)
	chosen := "table"
	if form.Written {
		chosen = "written"
	}
	way := &web.Choice{Ask: s.ask("way", v.t.Say("ballot.way"), "", chosen), Options: []web.Option{
		{Value: "table", Word: v.t.Say("ballot.at_table"), Hint: v.t.Say("ballot.at_table_hint")}, {Value: "written", Word: v.t.Say("ballot.in_writing"), Hint: v.t.Say("ballot.in_writing_hint")}}}
	meeting := &web.Input{Ask: s.ask("meeting", v.t.Say("ballot.meeting"), v.t.Say("ballot.meeting_hint"), ""), Autocomplete: "off", Check: web.Link(v.t, "/check")}
	meeting.Optional = true
	until := &web.Input{Ask: s.ask("until", v.t.Say("ballot.until"), v.t.Say("ballot.until_hint"), ""), Autocomplete: "off", Short: true}
	until.Optional = true
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Radio: way}}}, {Title: v.t.Say("ballot.at_table"), Fields: []web.FormField{{Line: meeting}, {Ticks: v.presence(voters, s)}}},
		{Title: v.t.Say("ballot.in_writing"), Fields: []web.FormField{{Line: until}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// prepare puts a proposal to the vote.
func prepare(v *visit) error {
	row, err := v.decides("open_ballot")
	if err != nil && !fault.Is(err, fault.ReasonConflict) { // what has moved on meanwhile comes back with what was typed
		return err
	}
	way := v.FormValue("way")
	form := ballot.Form{Written: way == "written", Meeting: input.Tidy(v.FormValue("meeting")), Until: input.Tidy(v.FormValue("until")), Present: v.present()}
	if !slices.Contains([]string{"table", "written"}, way) {
		if err := v.mayStep(row, "open_ballot"); err != nil {
			return err
		}
		return v.showPrepare(row, form, fault.Invalid(fault.Says("way", "input.choice", nil)))
	}
	b, err := v.s.Decisions.Put(v.once().Context(), v.actor, row.ID, v.version(), form)
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showPrepare(row, form, f)
	}
	if err != nil {
		return err
	}
	return v.to(b.Path(), "ballot_prepared")
}
