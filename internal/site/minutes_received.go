package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/received"
	"sametable/web"
)

// minutesReceivedPage is the form in which the secretary enters what came from outside: a correction of the paragraph of the address, or
// the answer that the minutes are right.
func minutesReceivedPage(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	if err := received.MayEnter(v.actor, p.Set, v.now); err != nil {
		return err
	}
	return v.showMinutesReceived(p, nil)
}

func (v *visit) showMinutesReceived(p minutes.Page, bad *fault.Fault) error {
	b, known := p.Block(v.from("block"))
	if !known && v.from("block") != "" {
		return fault.NotFound()
	}
	about := received.Agreement
	if known {
		about = received.Correction
	}
	view, err := v.minutesForm(p, v.t.Of("received.enter", about), "/received", "organisation", bad)
	if err != nil {
		return err
	}
	s := v.sheet(bad)
	view.Lead, view.Form.Files = v.t.Of("received.lead", about), true
	view.Hidden = []web.Hidden{{Name: "block", Value: b.ID}, {Name: "hash", Value: v.readHash(bad, "hash", p.Set.Hash)}}
	view.Parts = []web.FormPart{{Title: v.t.Say("received.part_how"), Fields: v.receivedFields(p, s, bad)}}
	if known {
		view.About = v.minutesFiledOf(p, b)
		view.Parts = append(view.Parts, web.FormPart{Title: v.t.Say("received.part_what"), Fields: v.minutesFileFields(p, s, bad)})
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// receivedFields ask from whom, how and when something came, and for the scan.
func (v *visit) receivedFields(p minutes.Page, s sheet, bad *fault.Fault) []web.FormField {
	of := web.Choice{Ask: s.ask("organisation", v.t.Say("statement.letter_of"), v.t.Say("received.of_hint"), ""), Options: []web.Option{{Word: v.t.Say("statement.letter_choose")}}}
	for _, a := range p.Content.Attendance {
		if _, own := v.actor.Member(a.Organisation); own || !slices.Contains(p.There, a.Organisation) {
			continue
		}
		name, in := a.Names.In(v.code(), p.Set.Language)
		of.Options = append(of.Options, web.Option{Value: string(a.Organisation), Word: name, Lang: v.foreign(in)})
	}
	channel := web.Choice{Ask: s.ask("channel", v.t.Say("post.letter_channel"), "", minutes.Channels()[0])}
	for _, c := range minutes.Channels() {
		channel.Options = append(channel.Options, web.Option{Value: c, Word: v.t.Of("minutes.channel", c)})
	}
	paper := v.paperAsk(composing{fault: bad}, true)
	paper.Hint = v.t.Say("received.file_hint")
	fields := []web.FormField{{Pick: &of}, {Radio: &channel}, v.lineAsk(bad, s.ask("sender", v.t.Say("received.sender"), v.t.Say("received.sender_hint"), ""), false, false),
		v.lineAsk(bad, s.ask("dated", v.t.Say("received.dated"), v.t.Say("post.letter_dated_hint"), ""), false, true)}
	if !p.Set.Circulating(v.now) {
		hint := v.t.Say("received.received_hint", fault.Args{"Until": v.t.Date(*p.Set.ClosesAt, lang.Beijing)})
		fields = append(fields, v.lineAsk(bad, s.ask("received", v.t.Say("statement.received"), hint, ""), false, true))
	}
	return append(fields, web.FormField{Paper: paper})
}

// minutesReceived takes in what came; it counts once a second person has compared it.
func minutesReceived(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	paper, file, err := v.paper()
	if err != nil {
		return err
	}
	defer func() { _ = file.Close() }()
	e := received.Entering{Filing: v.minutesFiling(p), About: received.Agreement, Organisation: policy.OrganisationID(v.written("organisation")), Channel: v.written("channel"),
		Sender: v.written("sender"), Dated: v.written("dated"), Received: v.written("received"), Paper: paper}
	if e.Block != "" {
		e.About = received.Correction
	}
	_, err = v.s.Received.Enter(v.once().Context(), v.actor, e)
	if f, ok := v.overtaken(err, p.Set.Record()); ok {
		return v.showMinutesReceived(p, f)
	}
	if err != nil {
		return err
	}
	return v.to(p.Set.Path(), "received_entered")
}
