package site

import (
	"sametable/internal/fault"
	"sametable/internal/handling"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// handOverPage is the form in which the secretary hands a recommended proposal over.
func handOverPage(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	if err := v.mayStep(row, "hand_over"); err != nil {
		return err
	}
	return v.showHandOver(row, nil)
}

func (v *visit) showHandOver(row proposal.Row, bad *fault.Fault) error {
	all, err := v.s.Handlings.Addressed(v.Request().Context(), row.Proposal)
	if err != nil {
		return err
	}
	s := v.sheet(bad)
	addressed := row.AddressedTo()
	lead := &web.Choice{Ask: s.ask("lead", v.t.Say("handling.lead"), v.t.Say("handling.lead_hint"), string(append(addressed, "")[0]))}
	lead.Options = append([]web.Option{{Word: v.t.Say("commitment.choose_owner")}}, v.bodies(all)...)
	ticked := v.Request().Form["beside"]
	if bad == nil && len(addressed) > 1 {
		for _, id := range addressed[1:] {
			ticked = append(ticked, string(id))
		}
	}
	beside := &web.Choice{Ask: s.ask("beside", v.t.Say("handling.beside"), v.t.Say("handling.beside_hint"), ""), Options: v.bodies(all, ticked...)}
	beside.Optional = true
	note := v.area(bad, s.ask("note", v.t.Say("handling.note"), v.t.Say("handling.note_hint"), ""), 4, handling.ReasonMost)
	note.Optional = true
	view, err := v.handlingForm(handled{row: row}, web.LongForm{Word: v.t.Of("verb.proposal", "hand_over"), Lead: v.t.Say("handling.hand_lead"), Form: web.Form{Action: "/handling/" + row.ID + "/hand_over"}, Parts: []web.FormPart{{Fields: []web.FormField{{Pick: lead}, {Ticks: beside}, {Text: note}}}}}, bad)
	if err != nil {
		return err
	}
	view.Version = row.Version
	return v.show(status(bad), web.LongFormPage(view))
}

// handOver hands it over.
func handOver(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	form := handling.HandOver{Proposal: row.ID, Lead: policy.OrganisationID(v.FormValue("lead")), Note: shaped(v.FormValue("note")), Version: v.version()}
	for _, id := range v.Request().Form["beside"] {
		form.Beside = append(form.Beside, policy.OrganisationID(id))
	}
	_, err = v.s.Handlings.Hand(v.once().Context(), v.actor, form)
	if f, ok := v.overtaken(err, row.Record()); ok {
		return v.showHandOver(row, f)
	}
	if err != nil {
		return err
	}
	return v.to(row.Path(), "handling_hand_over")
}
