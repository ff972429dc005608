package site

import (
	"slices"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/register"
	"sametable/internal/text"
	"sametable/web"
)

// adoptForm is what stands before whoever may put the charter in force: the day and the place, or, for a second person, what the
// first one said. Before there is a text there is nothing to adopt.
func (v *visit) adoptForm(c forum.CharterPage, lines []register.Line, bad *fault.Fault) *web.AdoptView {
	if c.Charter.TextID == "" {
		return nil
	}
	a := &web.AdoptView{Form: web.Form{Action: web.Link(v.t, c.Forum.Path()+"/charter/adopt"), Nonce: v.nonce()}, Version: c.Charter.Version}
	errors := map[string]string{}
	if bad != nil {
		errors, a.Wrongs = web.Errors(v.t, bad.Fields), web.Wrongs(v.t, bad.Fields)
		if len(bad.Fields) == 0 {
			a.Wrong = v.t.Message(bad.Message)
		}
	}
	if c.Charter.Proposed(c.Text) && c.Charter.AdoptedOn != nil {
		who := ""
		for _, line := range lines {
			if line.Verb == "charter.adoption_proposed" {
				who, _ = v.postName(line.Values["actor"], "")
			}
		}
		a.Notice = v.t.Pieces(fault.Message{ID: "charter.proposed", Args: fault.Args{"Who": web.Name(who), "Day": v.t.Date(*c.Charter.AdoptedOn, lang.Beijing),
			"Note": lang.Quoted{Text: c.Charter.AdoptedNote, Lang: lang.Guess(c.Charter.AdoptedNote).Tag()}}})
		if c.Charter.ProposedBy != v.actor.Person {
			a.Word, a.Read, a.Decline = v.t.Say("charter.confirm"), v.readChoice(c, errors["read"]), v.declineForm(c, errors["reason"], bad)
		}
		return a
	}
	a.On = &web.Input{Ask: web.Ask{Name: "on", Label: v.t.Say("charter.on"), Hint: v.t.Say("charter.on_hint"), Value: input.Tidy(v.FormValue("on")), Error: errors["on"]}, Type: "date", Short: true}
	a.Note = &web.Input{Ask: web.Ask{Name: "note", Label: v.t.Say("charter.note"), Hint: v.t.Say("charter.note_hint"), Value: input.Tidy(v.FormValue("note")), Error: errors["note"]}}
	a.Word = v.t.Say("charter.propose")
	return a
}

// readChoice asks the second person which translations she has read. Her own are not hers to review.
func (v *visit) readChoice(c forum.CharterPage, wrong string) *web.Choice {
	choice := &web.Choice{Ask: web.Ask{Name: "read", Label: v.t.Say("charter.read_in"), Hint: v.t.Say("charter.read_hint"), Error: wrong, Optional: true}}
	ticked := v.Request().Form["read"]
	for _, tr := range c.Translations {
		if tr.State != text.InReview || tr.SourceHash != c.Text.Hash || tr.TranslatedBy == v.actor.Person {
			continue
		}
		code := lang.Code(tr.Language)
		choice.Options = append(choice.Options, web.Option{Value: tr.Language, Word: code.Own(), Lang: code.Tag(), Chosen: slices.Contains(ticked, tr.Language)})
	}
	if len(choice.Options) == 0 {
		return nil
	}
	return choice
}

// declineForm asks the second person why she does not confirm.
func (v *visit) declineForm(c forum.CharterPage, wrong string, bad *fault.Fault) *web.DeclineView {
	const longest = 500
	typed := shaped(v.FormValue("reason"))
	reason := web.Area{Ask: web.Ask{Name: "reason", Label: v.t.Say("charter.decline_reason"), Hint: v.t.Say("charter.decline_hint"), Value: typed, Error: wrong},
		Rows: 3, Max: longest, Check: web.Link(v.t, "/check"), Draft: charterDraft(c.Forum.Key, "decline")}
	if bad != nil {
		v.askAnyway(&reason, bad)
	}
	if wrong != "" {
		reason.Hits = v.hits(typed, v.s.Threads.Look(typed))
	}
	return &web.DeclineView{Form: web.Form{Action: web.Link(v.t, c.Forum.Path()+"/charter/decline"), Nonce: v.nonce()}, Version: c.Charter.Version, Reason: reason}
}

// charterAdopt proposes the adoption, or confirms what another person proposed.
func charterAdopt(v *visit) error {
	before, err := v.charterToEdit()
	if err != nil {
		return err
	}
	var fields fault.Fields
	on := input.Date(&fields, "on", v.FormValue("on"), lang.Beijing.Location(), false)
	if bad, ok := v.refused(fields.Err()); ok {
		return v.showCharter(before, bad)
	}
	err = v.s.Forums.Adopt(v.once().Context(), v.actor, before.Forum.Key, forum.Adoption{On: on, Note: v.FormValue("note"), Read: v.Request().Form["read"],
		Version: v.version()})
	if bad, ok := v.overtaken(err, before.Charter.Record()); ok {
		return v.showCharterAgain(before.Forum.Key, bad)
	}
	if err != nil {
		return err
	}
	if before.Charter.Proposed(before.Text) {
		return v.to(before.Forum.Path()+"/charter", "charter_adopted")
	}
	return v.to(v.charterAt(before), "charter_proposed")
}

// showCharterAgain shows the draft as it is now, with what is wrong with the form that came.
func (v *visit) showCharterAgain(key string, bad *fault.Fault) error {
	now, err := v.s.Forums.CharterDraft(v.Request().Context(), key, v.code())
	if err != nil {
		return bad
	}
	return v.showCharter(now, bad)
}

// charterDecline is the second person's no.
func charterDecline(v *visit) error {
	before, err := v.charterToEdit()
	if err != nil {
		return err
	}
	err = v.s.Forums.DeclineAdoption(v.once().Context(), v.actor, before.Forum.Key, forum.Declining{Reason: shaped(v.FormValue("reason")), Anyway: v.anyway(), Version: v.version()})
	if bad, ok := v.overtaken(err, before.Charter.Record()); ok {
		return v.showCharterAgain(before.Forum.Key, bad)
	}
	if err != nil {
		return err
	}
	v.taken(charterDraft(before.Forum.Key, "decline"))
	return v.to(v.charterAt(before), "charter_declined")
}

// charterBegin begins the next charter from the one in force.
func charterBegin(v *visit) error {
	key := v.Param("key")
	if err := v.s.Forums.BeginCharter(v.once().Context(), v.actor, key); err != nil {
		return err
	}
	return v.to("/f/"+key+"/charter/edit", "charter_begun")
}
