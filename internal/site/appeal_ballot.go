package site

import (
	"slices"

	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/web"
)

// onAppeal tells whether a ballot is about an appeal: it asks another question than one on a proposal, in other words.
func onAppeal(b ballot.Ballot) bool { return b.SubjectNoun == appeal.Noun }

// ballotOn is the title of a ballot's page.
func (v *visit) ballotOn(b ballot.Ballot) string {
	id := "ballot.on"
	if onAppeal(b) {
		id = "appeal.ballot_on"
	}
	return v.t.Say(id, fault.Args{"Reference": b.Reference})
}

// ballotOne is what a ballot is called on the way to it.
func (v *visit) ballotOne(b ballot.Ballot) string {
	if onAppeal(b) {
		return v.t.Say("appeal.ballot")
	}
	return v.t.Say("ballot.one")
}

// ballotWordsAt is where the words are read that a ballot is bound to.
func (v *visit) ballotWordsAt(b ballot.Ballot) string {
	if onAppeal(b) {
		return web.Link(v.t, b.SubjectPath) + "#words"
	}
	return web.Link(v.t, b.SubjectPath+"/v/"+v.t.Number(b.Revision))
}

// ballotCame is what a ballot came to.
func (v *visit) ballotCame(b ballot.Ballot) string {
	if onAppeal(b) && b.Result != ballot.Inquorate {
		return v.t.Of("appeal.result", string(b.Result))
	}
	return v.t.Of("ballot.result", string(b.Result))
}

// voiceIs says under a voice what it means.
func (v *visit) voiceIs(b ballot.Ballot, voice ballot.Voice) string {
	if onAppeal(b) {
		return v.t.Of("appeal.voice_is", string(voice))
	}
	return v.t.Of("ballot.voice_is", string(voice))
}

// voteWord is the title of the form of a voice, and on its button.
func (v *visit) voteWord(b ballot.Ballot, verb string) string {
	if onAppeal(b) && verb == "cast" {
		return v.t.Say("appeal.vote")
	}
	return v.t.Of("verb.ballot", verb)
}

// announceWord is on the button that leads to the announcement.
func (v *visit) announceWord(b ballot.Ballot) string {
	if onAppeal(b) {
		return v.t.Say("appeal.announce")
	}
	return v.t.Say("decision.announce")
}

// ballotTask is what a ballot asks of the viewer.
func (v *visit) ballotTask(d ballot.Duty) string {
	if onAppeal(d.Ballot) {
		return v.t.Of("desk.appeal_ballot", d.Task)
	}
	return v.t.Of("desk.ballot", d.Task)
}

// appealPreparePage is the form that asks the forum whether a refusal is set aside.
func appealPreparePage(v *visit) error {
	row, err := v.appealMay("open_ballot")
	if err != nil {
		return err
	}
	return v.showAppealPrepare(row, ballot.Form{}, nil)
}

func (v *visit) showAppealPrepare(row appeal.Row, form ballot.Form, bad *fault.Fault) error {
	view, err := v.appealForm(row, v.t.Of("verb.appeal", "open_ballot"), "/ballot", bad, "way")
	if err != nil {
		return err
	}
	view.Lead, view.Notes = v.t.Say("appeal.prepare_lead"), []string{v.t.Say("appeal.question")}
	return v.showPreparing(view, row.Proposal.Forum, row.Proposal.Revision, form, bad)
}

// appealPrepare puts the question.
func appealPrepare(v *visit) error {
	row, err := v.appealMay("open_ballot")
	if err != nil && !fault.Is(err, fault.ReasonConflict) && !fault.Is(err, fault.ReasonForbidden) { // what has moved on meanwhile comes back with what was typed
		return err
	}
	way := v.FormValue("way")
	form := ballot.Form{Written: way == "written", Meeting: input.Tidy(v.FormValue("meeting")), Until: input.Tidy(v.FormValue("until")), Present: v.present()}
	if err == nil && !slices.Contains([]string{"table", "written"}, way) {
		return v.showAppealPrepare(row, form, fault.Invalid(fault.Says("way", "input.choice", nil)))
	}
	b, err := v.s.Appeals.Put(v.once().Context(), v.actor, row.ID, v.version(), form)
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showAppealPrepare(row, form, f)
	}
	if err != nil {
		return err
	}
	return v.to(b.Path(), "ballot_prepared")
}

// appealAnnouncePage shows what was counted before it becomes the forum's decision on the appeal.
func appealAnnouncePage(v *visit) error {
	row, err := v.appealOn()
	if err != nil {
		return err
	}
	if err := v.s.Appeals.May(v.actor, row, appeal.Outcome(ballot.Result(row.Known.Decided))); err != nil {
		return err
	}
	return v.showAppealAnnounce(row, "", nil)
}

func (v *visit) showAppealAnnounce(row appeal.Row, typed string, bad *fault.Fault) error {
	all, err := v.s.Ballots.Of(v.Request().Context(), v.actor, row.Record())
	if err != nil {
		return err
	}
	verb := appeal.Outcome(ballot.Result(row.Known.Decided))
	view, err := v.appealForm(row, v.t.Of("verb.appeal", verb), "/announce", bad, "reason")
	if err != nil {
		return err
	}
	view.Lead = v.t.Of("appeal.announce_lead", verb)
	for _, b := range all {
		if b.State == ballot.Tallied {
			view.About = append(view.About, web.Pair{Key: v.t.Say("appeal.ballot"), Body: web.Ref(v.ballotCame(b), web.Link(v.t, b.Path()))},
				web.Pair{Key: v.t.Say("appeal.count"), Text: v.countSaid(b)})
		}
	}
	area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("appeal.outcome"), Hint: v.t.Say("appeal.outcome_hint"), Value: typed, Optional: verb == "uphold"}, Rows: 5, Max: ballot.WordsMost,
		Check: web.Link(v.t, "/check")}
	v.refusedReason(area, bad)
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: area}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// appealAnnounce makes it the forum's decision.
func appealAnnounce(v *visit) error {
	row, err := v.appealOn()
	if err != nil {
		return err
	}
	reason := shaped(v.FormValue("reason"))
	a, err := v.s.Appeals.Announce(v.once().Context(), v.actor, appeal.Announcement{Appeal: row.ID, Reason: reason, Version: v.version()})
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showAppealAnnounce(row, reason, f)
	}
	if err != nil {
		return err
	}
	return v.to(a.Path(), "appeal_"+map[string]string{appeal.Upheld: "uphold", appeal.Dismissed: "dismiss"}[a.State])
}
