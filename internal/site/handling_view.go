package site

import (
	"slices"
	"strconv"

	"sametable/internal/fault"
	"sametable/internal/handling"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// addHandling adds to the page of a proposal who has it in hands, what was answered, and what the viewer may do.
func (v *visit) addHandling(row proposal.Row, view *web.ProposalView) error {
	if row.State == proposal.Submitted {
		by, _, err := v.screenedBy(row.Proposal)
		view.Stops[1].Note = v.t.Say("proposal.screened_by", fault.Args{"Day": v.t.Date(by, lang.Beijing)})
		return err
	}
	if row.State != proposal.Recommended && !slices.Contains(proposal.Handled(), row.State) {
		return nil
	}
	h, err := fact(v, "handling", row.ID, func() (handled, error) { return v.handlingOf(row) })
	if err != nil {
		return err
	}
	h.row = row // in this reader's words
	if row.State == proposal.Recommended {
		v.cameBack(h, view)
		if !v.actor.Visitor() && v.mayStep(row, "hand_over") == nil {
			view.Acts = append(view.Acts, web.Act{Word: v.t.Of("verb.proposal", "hand_over"), Kind: "first", Href: web.Link(v.t, "/handling/"+row.ID+"/hand_over")})
		}
		return nil
	}
	if !h.on {
		return nil
	}
	said, err := v.s.Handlings.Said(v.Request().Context(), v.actor, h.st)
	if err != nil {
		return err
	}
	view.Handling = &web.HandlingView{Title: v.t.Say("handling.title")}
	if view.Handling.Facts, err = v.handlingFacts(h, said); err != nil {
		return err
	}
	if view.Handling.Promises, err = v.handlingPromises(row); err != nil {
		return err
	}
	v.handlingStops(h, view)
	v.handlingClock(h, view)
	for _, a := range slices.Backward(said) {
		if a.Kind == handling.Reply && a.State == handling.Given && view.Reply == nil {
			view.Reply = v.replyBrief(h, a)
		}
	}
	v.handlingActs(h, view)
	return v.layErase(h.st.Record(), false, &view.Notes, &view.Acts)
}

// cameBack says why a proposal is with the secretariat again.
func (v *visit) cameBack(h handled, view *web.ProposalView) {
	if len(h.st.Past) == 0 {
		return
	}
	last := h.st.Past[len(h.st.Past)-1]
	if !last.Party(v.actor, v.now) {
		return
	}
	note := web.PostNote{Kind: web.Warning, Title: v.t.Say("handling.came_back"), Words: last.Reason, Label: v.t.Say("post.reason_given")}
	if last.RightBody != "" {
		note.Lines = []string{v.t.Say("handling.right_body_is", fault.Args{"Body": last.RightBody})}
	}
	view.Notes = slices.DeleteFunc(view.Notes, func(n web.PostNote) bool { return n.Words == last.Reason })
	view.Notes = append(view.Notes, note)
}

// handlingFacts are what stands of the handling beside the text.
func (v *visit) handlingFacts(h handled, said []handling.Said) ([]web.Pair, error) {
	all, err := v.organisations(h.st.Authorities())
	if err != nil {
		return nil, err
	}
	st := h.st
	facts := []web.Pair{{Key: v.t.Say("handling.lead"), Body: web.OrgLine(v.t, v.orgOf(all[st.LeadID]))}, {Key: v.t.Say("handling.handed_on"), Body: web.Day(v.t, st.HandedAt, lang.Beijing)}}
	party := st.Party(v.actor, v.now)
	if ids := st.Beside(); len(ids) > 0 {
		var heard []web.OpinionLine
		for _, id := range ids {
			line := web.OpinionLine{Org: v.orgOf(all[id])}
			if party {
				v.opinionState(h, id, said, &line)
			}
			heard = append(heard, line)
		}
		facts = append(facts, web.Pair{Key: v.t.Say("handling.beside"), Body: web.OpinionLines(v.t, heard)})
	}
	if st.Note != "" && party {
		facts = append(facts, web.Pair{Key: v.t.Say("handling.note"), Body: web.Typed(v.t, "", st.Note)})
	}
	if h.row.InHands() {
		facts = append(facts, web.Pair{Key: v.t.Say("handling.reply"), Text: v.t.Say("handling.preparing", fault.Args{"Day": v.t.Date(st.Since, lang.Beijing)})})
		if st.ShowsClock(v.actor, v.now) {
			facts = append(facts, web.Pair{Key: v.t.Say("handling.due"), Body: web.Day(v.t, st.Due, lang.Beijing)})
		}
	}
	if party && st.AskedDue != nil {
		facts = append(facts, web.Pair{Key: v.t.Say("handling.asked_day"), Body: web.Day(v.t, *st.AskedDue, lang.Beijing)}, web.Pair{Key: v.t.Say("handling.asked_why"), Body: web.Typed(v.t, "", st.AskedWhy)})
	}
	if party && st.MetOn != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("handling.met"), Body: web.Met(v.t, dayOf(st.MetOn), v.t.Of("handling.way", st.MetHow), st.MetNote)})
	}
	if st.Asked != "" {
		facts = append(facts, web.Pair{Key: v.t.Say("handling.asked_again"), Text: st.Asked})
	}
	return append(facts, v.ratingFacts(h, said)...), nil
}

// ratingFacts are by when the reply is rated, and how it was, as far as the viewer may know.
func (v *visit) ratingFacts(h handled, said []handling.Said) []web.Pair {
	st := h.st
	if h.row.State == proposal.Replied && st.RateBy != nil {
		key := web.Pair{Key: v.t.Say("handling.rate_by"), Body: web.Day(v.t, *st.RateBy, lang.Beijing)}
		if st.Counted {
			return []web.Pair{key}
		}
		return []web.Pair{key, {Key: v.t.Say("calendar.title"), Text: v.t.Say("calendar.unknown")}}
	}
	var facts []web.Pair
	for _, a := range said {
		if a.Kind != handling.Rating || a.State != handling.Given && a.State != handling.Published {
			continue
		}
		key := v.t.Say("handling.rating_fact")
		if a.State == handling.Given {
			key = v.t.Say("handling.rating_private")
		}
		facts = append(facts, web.Pair{Key: key, Body: web.RatingLine(v.t, v.t.Of("handling.rated", a.Rating), tagOf(a.Language), a.HTML)})
	}
	if st.Rating == handling.NoFeedback {
		facts = append(facts, web.Pair{Key: v.t.Say("handling.rating_fact"), Text: v.t.Of("handling.rated", handling.NoFeedback)})
	} else if h.row.State == proposal.Rated && len(facts) == 0 {
		facts = append(facts, web.Pair{Key: v.t.Say("handling.rating_fact"), Text: v.t.Say("handling.rating_closed")})
	}
	return facts
}

// opinionState says how far an authority is that is heard beside the lead.
func (v *visit) opinionState(h handled, id policy.OrganisationID, said []handling.Said, line *web.OpinionLine) {
	for _, a := range said {
		if a.Kind == handling.Opinion && a.AnswersFor == id && a.State == handling.Given {
			line.Status = web.Status{Family: web.Done, Word: v.t.Say("handling.opinion_in", fault.Args{"Day": v.t.Date(*a.GivenAt, lang.Beijing)})}
			line.Href = web.Link(v.t, "/answer/"+a.ID)
			return
		}
	}
	line.Status = web.Status{Family: web.Waiting, Word: v.t.Say("handling.opinion_by", fault.Args{"Day": v.t.Date(h.st.CoDue, lang.Beijing)})}
	switch {
	case !h.st.Known.Of[id].Sits:
		line.Status = web.Status{Family: web.Neutral, Word: v.t.Say("handling.opinion_lost")}
	case h.row.State != proposal.HandedOver:
		line.Status = web.Status{Family: web.Neutral, Word: v.t.Say("handling.opinion_none")}
	case v.now.After(h.st.CoDue):
		line.Status = web.Status{Family: web.Overdue, Word: v.t.Remaining(h.st.CoDue, v.now)}
	}
}

// handlingPromises are the commitments that came out of a proposal.
func (v *visit) handlingPromises(row proposal.Row) ([]web.CommitmentEntry, error) {
	rows, err := v.s.Commitments.ByOrigin(v.Request().Context(), v.actor, row.Record())
	var list []web.CommitmentEntry
	for _, c := range rows {
		e := v.commitmentEntry(c)
		e.From = nil
		list = append(list, e)
	}
	return list, err
}

// replyBrief is the reply on the page of its proposal.
func (v *visit) replyBrief(h handled, a handling.Said) *web.ReplyBrief {
	b := &web.ReplyBrief{Title: v.t.Say("handling.reply"), Class: v.grade(a.Grade), Href: web.Link(v.t, handling.ReplyPath(h.row.Proposal, a.Round)), On: *a.GivenAt}
	var in string
	b.Core, in = a.Core(v.code())
	b.Lang = tagOf(in)
	for _, one := range a.Measures() {
		b.Verdicts = append(b.Verdicts, v.verdictLine(h, a, one))
	}
	return b
}

// verdictFamily is what a verdict means at a glance.
func verdictFamily(verdict string) web.Family {
	switch verdict {
	case handling.Accepted, handling.InPart:
		return web.Done
	case handling.UnderStudy:
		return web.Waiting
	}
	return web.Neutral
}

func (v *visit) verdictLine(h handled, a handling.Said, one handling.Verdict) web.VerdictLine {
	measures, tag := measuresOf(h.row)
	l := web.VerdictLine{Number: strconv.Itoa(one.Measure), Verdict: web.Status{Family: verdictFamily(one.Verdict), Word: v.t.Of("handling.verdict_of", one.Verdict)},
		Reason: markup.Render(one.Reason).HTML, Lang: tagOf(a.Language)}
	if one.Measure <= len(measures) {
		l.Measure, l.MeasureLang = markup.Render(measures[one.Measure-1]).HTML, tag
	}
	if one.Until != "" {
		l.More = v.t.Say("handling.until_day", fault.Args{"Day": v.t.Date(dayOf(one.Until), lang.Beijing)})
	}
	l.Referred = one.Referred
	return l
}
