package site

import (
	"slices"

	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/web"
)

// settlePage asks before a step of an objection.
func settlePage(v *visit) error {
	row, voter, err := v.settles()
	if err != nil {
		return err
	}
	return v.showSettle(row, voter, "", nil)
}

// settles finds the objection of the address, where the step is the viewer's.
func (v *visit) settles() (ballot.Row, ballot.VoterRow, error) {
	row, voter, err := v.oneVoter()
	if err != nil {
		return row, voter, err
	}
	if voter.Objection == "" || !slices.Contains([]string{"answer", "clear", "maintain", "override"}, v.Param("verb")) {
		return row, voter, fault.NotFound()
	}
	return row, voter, v.s.Ballots.MaySettle(v.actor, row, voter.Voter, v.Param("verb"))
}

func (v *visit) showSettle(row ballot.Row, voter ballot.VoterRow, typed string, bad *fault.Fault) error {
	verb := v.Param("verb")
	view, err := v.ballotForm(row, v.t.Of("verb.objection", verb), "/objection/"+voter.OrgKey+"/"+verb, bad, "words")
	if err != nil {
		return err
	}
	view.Version, view.Lead = voter.Version, v.t.Of("ballot.settle_lead", verb)
	view.About = append(view.About, web.Pair{Key: v.t.Say("ballot.organisation"), Body: web.OrgLine(v.t, v.orgNamed(voter.Kind, voter.OrgKey, voter.OrgZh, voter.OrgEn, voter.OrgSv))},
		web.Pair{Key: v.t.Say("ballot.resolves"), Text: voter.Words, Lang: lang.Code(voter.Language).Tag()})
	if voter.Answer != "" {
		view.About = append(view.About, web.Pair{Key: v.t.Say("ballot.answer"), Body: web.Typed(v.t, "", voter.Answer)})
	}
	if ballot.Answers(verb) {
		area := &web.Area{Ask: web.Ask{Name: "words", Label: v.t.Of("ballot.settle_words", verb), Value: typed}, Rows: 4, Max: ballot.WordsMost, Check: web.Link(v.t, "/check")}
		if bad != nil {
			area.Error = web.Errors(v.t, bad.Fields)["words"]
		}
		area.Hits = v.fieldHits(bad, "words", typed)
		view.Parts = []web.FormPart{{Fields: []web.FormField{{Text: area}}}}
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// settle takes a step of an objection.
func settle(v *visit) error {
	row, voter, err := v.settles()
	if err != nil {
		return err
	}
	words := shaped(v.FormValue("words"))
	b, err := v.s.Ballots.Settle(v.once().Context(), v.actor, ballot.Settling{Ballot: row.ID, Organisation: voter.OrganisationID, Verb: v.Param("verb"), Words: words, Version: v.version()})
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showSettle(row, voter, words, f)
	}
	if err != nil {
		return err
	}
	return v.to(b.Path(), "ballot_objection_"+v.Param("verb"))
}
