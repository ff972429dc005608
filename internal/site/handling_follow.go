package site

import (
	"strconv"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/handling"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/web"
)

// followPage is the form that makes a commitment of each measure that was accepted.
func followPage(v *visit) error {
	h, err := v.handlingOn()
	if err != nil {
		return err
	}
	if err := v.s.Handlings.May(v.actor, h.row.Proposal, h.st, "follow_up"); err != nil {
		return err
	}
	return v.showFollow(h, nil)
}

// promised is the longest title of a commitment that is taken over from a measure.
const promised = 100

func (v *visit) showFollow(h handled, bad *fault.Fault) error {
	taken, err := v.s.Handlings.ToFollow(v.Request().Context(), h.row.Proposal, h.st)
	if err != nil {
		return err
	}
	s := v.sheet(bad)
	own, tr := h.row.Content(), h.row.Rendered()
	var parts []web.FormPart
	for _, verdict := range taken {
		n := strconv.Itoa(verdict.Measure)
		title := func(code string) string {
			for _, c := range []drafting.Content{own, tr} {
				if c.Language == code && verdict.Measure <= len(c.Measures) {
					return shortened(c.Measures[verdict.Measure-1], promised)
				}
			}
			return ""
		}
		owner, err := v.authorities(h, s.ask("owner_"+n, v.t.Of("commitment.f", "owner"), v.t.Say("handling.owner_hint"), string(h.st.LeadID)))
		if err != nil {
			return err
		}
		fields := []web.FormField{{Pick: owner}, v.lineAsk(bad, s.ask("due_"+n, v.t.Of("commitment.f", "due"), v.t.Of("commitment.h", "due"), ""), false, true)}
		for _, code := range drafting.Languages() {
			f := v.lineAsk(bad, s.ask("title_"+code+"_"+n, v.t.Of("commitment.f", "title_"+code), "", title(code)), code != h.row.Language, false)
			f.Line.Lang = tagOf(code)
			fields = append(fields, f)
		}
		parts = append(parts, web.FormPart{Title: v.t.Say("handling.measure", fault.Args{"N": n}), Fields: fields})
	}
	lead := v.t.Say("handling.follow_lead")
	if len(taken) == 0 {
		lead = v.t.Say("handling.follow_none")
	}
	view, err := v.handlingForm(h, web.LongForm{Word: v.t.Of("verb.proposal", "follow_up"), Lead: lead, Form: web.Form{Action: "/handling/" + h.row.ID + "/follow_up"}, Parts: parts}, bad)
	if err != nil {
		return err
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// shortened cuts a text to a number of characters.
func shortened(words string, most int) string {
	if runes := []rune(words); len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return words
}

// follow begins the follow-up.
func follow(v *visit) error {
	h, err := v.handlingOn()
	if err != nil {
		return err
	}
	f := handling.Following{Proposal: h.row.ID, Version: v.version()}
	for n := range len(h.row.Content().Measures) {
		at := strconv.Itoa(n + 1)
		if v.FormValue("owner_"+at) == "" {
			continue
		}
		f.Promises = append(f.Promises, handling.Promise{Measure: n + 1, Owner: policy.OrganisationID(v.FormValue("owner_" + at)), Due: input.Tidy(v.FormValue("due_" + at)),
			TitleZh: input.Tidy(v.FormValue("title_zh_" + at)), TitleEn: input.Tidy(v.FormValue("title_en_" + at)), TitleSv: input.Tidy(v.FormValue("title_sv_" + at))})
	}
	_, err = v.s.Handlings.Follow(v.once().Context(), v.actor, f)
	if bad, ok := v.overtaken(err, h.st.Record()); ok {
		return v.showFollow(h, bad)
	}
	if err != nil {
		return err
	}
	return v.to(h.row.Path(), "handling_follow_up")
}
