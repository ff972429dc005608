package site

import (
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// statementLetterPage is the form in which the secretary enters a statement that came from outside.
func statementLetterPage(v *visit) error {
	s, err := v.entersOn()
	if err != nil {
		return err
	}
	return v.showStating(s)
}

// entersOn finds the proposal, where entering letters is the viewer's and there is still a consultation.
func (v *visit) entersOn() (stating, error) {
	row, err := v.stated()
	if err != nil {
		return stating{}, err
	}
	if !policy.May(policy.EnterLetter, v.actor.RolesIn(row.Forum, v.now)) {
		return stating{}, fault.Forbidden("statement.letter_not_yours", nil)
	}
	if row.State != proposal.Consultation {
		return stating{}, fault.Forbidden("guard.statement.consultation", nil)
	}
	return stating{row: row, letter: true}, nil
}

// letterFields ask whose letter it is, how and when it came, and for the scan.
func (v *visit) letterFields(s stating) ([]web.FormField, error) {
	senders, err := v.s.Proposals.Senders(v.Request().Context(), v.actor, s.row.Proposal)
	if err != nil {
		return nil, err
	}
	of := web.Choice{Ask: v.statingAsk(s, "organisation", v.t.Say("statement.letter_of"), v.t.Say("statement.letter_of_hint"), ""),
		Options: []web.Option{{Word: v.t.Say("statement.letter_choose")}}}
	for _, o := range v.sorted(senders) {
		org := v.orgOf(o)
		of.Options = append(of.Options, web.Option{Value: string(o.ID), Word: org.Name, Lang: org.Lang})
	}
	channel := web.Choice{Ask: v.statingAsk(s, "channel", v.t.Say("post.letter_channel"), "", proposal.Channels()[0])}
	for _, c := range proposal.Channels() {
		channel.Options = append(channel.Options, web.Option{Value: c, Word: v.t.Of("post.channel", c)})
	}
	dated := web.Input{Ask: v.statingAsk(s, "dated", v.t.Say("post.letter_dated"), v.t.Say("post.letter_dated_hint"), ""), Short: true}
	received := web.Input{Ask: v.statingAsk(s, "received", v.t.Say("statement.received"), v.t.Say("statement.received_hint"), ""), Short: true}
	paper := v.paperAsk(composing{fault: s.bad}, false)
	return []web.FormField{{Pick: &of}, {Radio: &channel}, {Line: &dated}, {Line: &received}, {Paper: paper}}, nil
}

// statementEnter takes the letter in; it counts once a second person has compared it with the paper.
func statementEnter(v *visit) error {
	s, err := v.entersOn()
	if err != nil {
		return err
	}
	s.back = true
	if v.mendForm(); v.FormValue("mend") != "" {
		return v.showStating(s)
	}
	paper, file, err := v.paper()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	st, err := v.s.Proposals.EnterStatement(v.once().Context(), v.actor, proposal.StatedByLetter{Stating: v.typedStatement(s.row),
		Organisation: policy.OrganisationID(v.FormValue("organisation")), Channel: v.FormValue("channel"), Dated: input.Tidy(v.FormValue("dated")),
		Received: input.Tidy(v.FormValue("received")), Paper: paper})
	return v.afterStating(s, st, "statement_entered", err)
}

// statementPaper serves the scanned letter to the few who may open it.
func statementPaper(v *visit) error {
	l, err := v.s.Proposals.StatementPaper(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return err
	}
	return v.scan(l.Kind, l.Name, l.Content)
}
