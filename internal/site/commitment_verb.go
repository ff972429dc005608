package site

import (
	"slices"

	"sametable/internal/commitment"
	"sametable/internal/document"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/web"
)

// commitmentVerbOn finds the commitment of the address, where its verb is one of a step that is the viewer's.
func (v *visit) commitmentVerbOn() (commitment.Row, error) {
	if !slices.Contains(commitment.Verbs(), v.Param("verb")) {
		return commitment.Row{}, fault.NotFound()
	}
	return v.commitmentOn(v.Param("verb"))
}

// commitmentVerbPage asks before a step, for what it needs.
func commitmentVerbPage(v *visit) error {
	row, err := v.commitmentVerbOn()
	if err != nil {
		return err
	}
	step := commitment.Step{Verb: v.Param("verb"), Due: row.AskedDue}
	if step.Verb == "report" { // what was said before it was reopened
		step.Proof = commitment.Proof{Words: row.Evidence, Link: row.EvidenceLink, Paper: row.EvidencePaper}
	}
	return v.showCommitmentVerb(row, step, nil)
}

func (v *visit) showCommitmentVerb(row commitment.Row, step commitment.Step, bad *fault.Fault) error {
	word := v.t.Of("verb.commitment", step.Verb)
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.LongForm{Page: page, Crumbs: v.commitmentCrumbs(row, word), Lead: v.t.Of("commitment.step_lead", step.Verb), Wrongs: v.wrongs(bad, "reason"),
		Form:    web.Form{Action: web.Link(v.t, "/commitment/"+row.ID+"/"+step.Verb), Nonce: v.nonceOf(bad), Guard: true, Files: step.Verb == "report"},
		Version: row.Version, Word: word, Kind: "first", Back: web.Link(v.t, row.Path()), About: v.commitmentIs(row)}
	if step.Verb == "cancel" {
		view.Kind = "danger"
	}
	if row.AskedDue != "" && (step.Verb == "extend" || step.Verb == "keep_day") {
		view.About = append(view.About, web.Pair{Key: v.t.Say("commitment.asked_why"), Body: web.Typed(v.t, "", row.AskedWhy)})
	}
	if step.Verb == "verify" || step.Verb == "reopen" { // what is judged stands above the form
		proof, err := v.commitmentProof(row)
		if err != nil {
			return err
		}
		view.About = append(view.About, proof...)
	}
	fields, err := v.commitmentStepFields(row, step, bad)
	if err != nil {
		return err
	}
	if len(fields) > 0 {
		view.Parts = []web.FormPart{{Fields: fields}}
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// commitmentStepFields are what a step asks for: another day, another owner, what shows that it was kept, a reason.
func (v *visit) commitmentStepFields(row commitment.Row, step commitment.Step, bad *fault.Fault) ([]web.FormField, error) {
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	var fields []web.FormField
	if commitment.MovesDay(step.Verb) {
		fields = append(fields, web.FormField{Line: &web.Input{Ask: web.Ask{Name: "due", Label: v.t.Say("commitment.new_due"), Hint: v.t.Of("commitment.h", "due"), Error: said["due"], Value: step.Due},
			Autocomplete: "off", Short: true}})
	}
	if step.Verb == "transfer" {
		owner, err := v.ownerChoice(row.Forum, web.Ask{Name: "owner", Label: v.t.Say("commitment.new_owner"), Hint: v.t.Say("commitment.new_owner_hint"), Error: said["owner"], Value: string(step.Owner)})
		if err != nil {
			return nil, err
		}
		fields = append(fields, web.FormField{Pick: owner})
	}
	if step.Verb == "report" {
		fields = append(fields, v.proofFields(step.Proof, bad)...)
	}
	if commitment.NeedsReason(step.Verb) {
		area := &web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("post.reason"), Hint: v.t.Say("commitment.reason_hint"), Value: step.Reason}, Rows: 5, Max: commitment.ReasonMost,
			Check: web.Link(v.t, "/check")}
		v.refusedReason(area, bad)
		fields = append(fields, web.FormField{Text: area})
	}
	return fields, nil
}

// proofFields ask for what shows that a commitment was kept.
func (v *visit) proofFields(p commitment.Proof, bad *fault.Fault) []web.FormField {
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	words := &web.Area{Ask: web.Ask{Name: "evidence", Label: v.t.Say("commitment.evidence"), Hint: v.t.Say("commitment.evidence_hint"), Error: said["evidence"], Value: p.Words}, Rows: 6,
		Max: commitment.EvidenceMost, Check: web.Link(v.t, "/check")}
	words.Hits = v.fieldHits(bad, "evidence", p.Words)
	link := &web.Input{Ask: web.Ask{Name: "link", Label: v.t.Say("commitment.link"), Hint: v.t.Say("commitment.link_hint"), Error: said["link"], Value: p.Link, Optional: true}, Type: "url", Mode: "url",
		Autocomplete: "off"}
	paper := &web.Input{Ask: web.Ask{Name: "paper", Label: v.t.Say("commitment.paper"), Hint: v.t.Say("commitment.paper_hint"), Error: said["paper"], Value: p.Paper, Optional: true}, Short: true,
		Autocomplete: "off"}
	file := v.paperAsk(composing{fault: bad}, true)
	file.Label, file.Hint = v.t.Say("commitment.file"), v.t.Say("commitment.file_hint")
	return []web.FormField{{Text: words}, {Line: link}, {Line: paper}, {Paper: file}}
}

// commitmentStep reads what was sent with a step.
func (v *visit) commitmentStep(row commitment.Row) commitment.Step {
	step := commitment.Step{Commitment: row.ID, Verb: v.Param("verb"), Reason: shaped(v.FormValue("reason")), Due: input.Tidy(v.FormValue("due")),
		Owner: policy.OrganisationID(v.FormValue("owner")), Version: v.version(), Anyway: v.anyway()}
	step.Proof = commitment.Proof{Words: shaped(v.FormValue("evidence")), Link: input.Tidy(v.FormValue("link")), Paper: input.Tidy(v.FormValue("paper"))}
	if number, ok := document.Normalise(step.Proof.Paper); ok {
		step.Proof.Paper = number
	}
	return step
}

// commitmentVerb takes a step.
func commitmentVerb(v *visit) error {
	row, err := v.commitmentVerbOn()
	if err != nil {
		return err
	}
	step := v.commitmentStep(row)
	paper, file, err := v.paper()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	step.Proof.File = paper
	c, err := v.s.Commitments.Take(v.once().Context(), v.actor, step)
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showCommitmentVerb(row, step, f)
	}
	if err != nil {
		return err
	}
	return v.to(c.Path(), "commitment_"+step.Verb)
}

// commitmentFile serves the scanned paper to those who may open it.
func commitmentFile(v *visit) error {
	f, err := v.s.Commitments.File(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.scan(f.Kind, f.Name, f.Content)
}
