package site

import (
	"slices"

	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/web"
)

// ballotForm begins a form about a ballot.
func (v *visit) ballotForm(row ballot.Row, word, path string, bad *fault.Fault, first string) (web.LongForm, error) {
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return web.LongForm{}, err
	}
	page.Private = true
	title := v.ballotTitle(row)
	return web.LongForm{Page: page, Crumbs: v.ballotCrumbs(row, word), Wrongs: v.wrongs(bad, first), Form: web.Form{Action: web.Link(v.t, row.Path()+path), Nonce: v.nonceOf(bad), Guard: true},
		Version: row.Version, Word: word, Kind: "first", Back: web.Link(v.t, row.Path()),
		About: []web.Pair{{Key: v.t.Say("proposal.title"), Text: title.Text, Lang: title.Lang}, {Key: v.t.Say("rule.decision"), Text: v.t.Of("rule.decision", row.Rules().Decision)}}}, nil
}

// ballotVerbOn finds the ballot of the address, where its verb is one of a step that is the viewer's.
func (v *visit) ballotVerbOn() (ballot.Row, error) {
	if !slices.Contains(ballot.Verbs(), v.Param("verb")) {
		return ballot.Row{}, fault.NotFound()
	}
	row, err := v.s.Ballots.Find(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return row, err
	}
	return row, v.s.Ballots.May(v.actor, row, ballot.Voter{}, v.Param("verb"))
}

// ballotVerbPage asks before a step of a ballot.
func ballotVerbPage(v *visit) error {
	row, err := v.ballotVerbOn()
	if err != nil {
		return err
	}
	return v.showBallotVerb(row, "", nil)
}

func (v *visit) showBallotVerb(row ballot.Row, reason string, bad *fault.Fault) error {
	verb := v.Param("verb")
	word := v.t.Of("verb.ballot", verb)
	view, err := v.ballotForm(row, word, "/"+verb, bad, "reason")
	if err != nil {
		return err
	}
	view.Lead = v.t.Of("ballot.step_lead", verb)
	switch verb {
	case "void":
		view.Kind = "danger"
		area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("ballot.void_hint"), Value: reason}, Rows: 4, Max: ballot.WordsMost, Check: web.Link(v.t, "/check")}
		v.refusedReason(area, bad)
		view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: area}}}}
	case "mark":
		view.Parts = []web.FormPart{{Fields: []web.FormField{{Ticks: v.presence(row.Voters, v.sheet(bad))}}}}
	case "open", "close":
		view.About = append(view.About, web.Pair{Key: v.t.Say("rule.quorum"), Text: v.quorumSaid(row.Tally.Quorum)})
		if silent := row.Tally.Silent; verb == "close" && silent > 0 {
			view.Notes = append(view.Notes, v.t.Count("ballot.silent_n", silent))
		}
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// presence asks which organisations are at the table.
func (v *visit) presence(voters []ballot.VoterRow, s sheet) *web.Choice {
	ticks := &web.Choice{Ask: s.ask("present", v.t.Say("ballot.present"), v.t.Say("ballot.present_hint"), "")}
	ticks.Optional = true
	chosen := v.Request().Form["present"]
	for _, voter := range voters {
		name, tag := v.called(voter.OrgZh, voter.OrgEn, voter.OrgSv)
		on := voter.Present
		if s.sent {
			on = slices.Contains(chosen, string(voter.OrganisationID))
		}
		ticks.Options = append(ticks.Options, web.Option{Value: string(voter.OrganisationID), Word: name, Lang: tag, Hint: v.t.Of("web.group", string(voter.Kind)), Chosen: on})
	}
	return ticks
}

// present reads which organisations were ticked.
func (v *visit) present() []policy.OrganisationID {
	var ids []policy.OrganisationID
	for _, id := range v.Request().Form["present"] {
		ids = append(ids, policy.OrganisationID(id))
	}
	return ids
}

// ballotVerb takes a step of a ballot.
func ballotVerb(v *visit) error {
	row, err := v.ballotVerbOn()
	if err != nil {
		return err
	}
	verb, reason := v.Param("verb"), shaped(v.FormValue("reason"))
	_ = v.FormValue("present") // reads the form
	b, err := v.s.Ballots.Take(v.once().Context(), v.actor, ballot.Step{Ballot: row.ID, Verb: verb, Version: v.version(), Present: v.present(), Reason: reason})
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showBallotVerb(row, reason, f)
	}
	if err != nil {
		return err
	}
	if verb == "close" && b.State == ballot.Closed {
		return v.to(b.Path(), "ballot_closed_waits")
	}
	return v.to(b.Path(), "ballot_"+verb)
}

// voterOn finds the ballot of the address and the organisation in it, with the verb by which the viewer gives its voice: her own
// organisation's, or another one's in its stead.
func (v *visit) voterOn() (row ballot.Row, voter ballot.VoterRow, verb string, err error) {
	row, voter, err = v.oneVoter()
	if err != nil {
		return row, voter, "", err
	}
	verb = "cast"
	if !ballot.Votes(v.actor, row.Forum, voter.OrganisationID, v.now) {
		verb = "enter"
	}
	return row, voter, verb, v.s.Ballots.May(v.actor, row, voter.Voter, verb)
}

func (v *visit) oneVoter() (ballot.Row, ballot.VoterRow, error) {
	row, err := v.s.Ballots.Find(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return row, ballot.VoterRow{}, err
	}
	at := slices.IndexFunc(row.Voters, func(x ballot.VoterRow) bool { return x.OrgKey == v.Param("org") })
	if at < 0 {
		return row, ballot.VoterRow{}, fault.NotFound()
	}
	return row, row.Voters[at], nil
}

// votePage is the form of a voice.
func votePage(v *visit) error {
	row, voter, verb, err := v.voterOn()
	if err != nil {
		return err
	}
	typed := ballot.Vote{Voice: string(voter.Voice), Words: voter.Words, Language: voter.Language}
	if typed.Language == "" {
		typed.Language = v.code()
	}
	return v.showVote(row, voter, verb, typed, nil)
}

func (v *visit) showVote(row ballot.Row, voter ballot.VoterRow, verb string, typed ballot.Vote, bad *fault.Fault) error {
	view, err := v.ballotForm(row, v.voteWord(row.Ballot, verb), "/vote/"+voter.OrgKey, bad, "voice")
	if err != nil {
		return err
	}
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	view.Version, view.Lead = voter.Version, v.t.Of("ballot.vote_lead", verb)
	view.About = append([]web.Pair{{Key: v.t.Say("ballot.organisation"), Body: web.OrgLine(v.t, v.orgNamed(voter.Kind, voter.OrgKey, voter.OrgZh, voter.OrgEn, voter.OrgSv))}}, view.About...)
	view.About = append(view.About, web.Pair{Key: v.t.Say("ballot.words"), Body: web.Ref(v.t.Say("proposal.version", fault.Args{"Number": v.t.Number(row.Revision)}), v.ballotWordsAt(row.Ballot))})
	if onAppeal(row.Ballot) {
		view.About = append([]web.Pair{{Key: v.t.Say("appeal.asked"), Text: v.t.Say("appeal.set_aside")}}, view.About...)
		view.Notes = append(view.Notes, v.t.Say("appeal.not_the_proposal"))
	}
	voice := &web.Choice{Ask: web.Ask{Name: "voice", Label: v.t.Say("ballot.your_voice"), Value: typed.Voice, Error: said["voice"]}}
	for _, x := range ballot.Voices() {
		voice.Options = append(voice.Options, web.Option{Value: string(x), Word: v.t.Of("ballot.voice", string(x)), Hint: v.voiceIs(row.Ballot, x)})
	}
	words := &web.Area{Ask: web.Ask{Name: "words", Label: v.t.Say("ballot.your_words"), Hint: v.t.Say("ballot.your_words_hint"), Value: typed.Words, Error: said["words"], Optional: true}, Rows: 4,
		Max: ballot.WordsMost, Check: web.Link(v.t, "/check")}
	words.Hits = v.fieldHits(bad, "words", typed.Words)
	if words.Value != "" {
		words.Lang = tagOf(typed.Language)
	}
	language := &web.Choice{Ask: web.Ask{Name: "language", Label: v.t.Say("ballot.language"), Value: typed.Language, Error: said["language"]}, Options: languageOptions()}
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Radio: voice}, {Text: words}, {Pick: language}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// vote gives a voice.
func vote(v *visit) error {
	row, voter, verb, err := v.voterOn()
	if err != nil {
		return err
	}
	typed := ballot.Vote{Ballot: row.ID, Organisation: voter.OrganisationID, Voice: v.FormValue("voice"), Words: shaped(v.FormValue("words")), Language: v.FormValue("language"), Version: v.version()}
	give := v.s.Ballots.Cast
	if verb == "enter" {
		give = v.s.Ballots.Enter
	}
	b, err := give(v.once().Context(), v.actor, typed)
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showVote(row, voter, verb, typed, f)
	}
	if err != nil {
		return err
	}
	return v.to(b.Path(), "ballot_"+verb)
}

// voteConfirm makes what the secretary entered the organisation's own word.
func voteConfirm(v *visit) error {
	row, voter, err := v.oneVoter()
	if err != nil {
		return err
	}
	b, err := v.s.Ballots.ConfirmEntry(v.once().Context(), v.actor, ballot.Vote{Ballot: row.ID, Organisation: voter.OrganisationID, Version: v.version()})
	if err != nil {
		return err
	}
	return v.to(b.Path(), "ballot_confirm_entry")
}
