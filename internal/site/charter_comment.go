package site

import (
	"slices"

	"sametable/internal/charter"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/web"
)

// kindOf is a group as a row of names has it.
func kindOf(kind string) policy.Kind { return policy.Kind(kind) }

// delegateChoice asks for which of her organisations she speaks, where she has the choice; nil where there is none.
func (v *visit) delegateChoice(p charter.Page, chosen policy.MandateID, wrong string) *web.Choice {
	all := charter.Delegates(v.actor, p.Forum.ID, v.now)
	if len(all) < 2 {
		return nil
	}
	choice := &web.Choice{Ask: web.Ask{Name: "mandate", Label: v.t.Say("charter.speaks_for"), Value: string(chosen), Error: wrong}}
	for _, m := range all {
		org := v.orgOf(v.orgs[m.Organisation])
		choice.Options = append(choice.Options, web.Option{Value: string(m.ID), Word: org.Name, Lang: org.Lang})
	}
	return choice
}

// showComment shows the form of a comment, a new one or one that is changed.
func (v *visit) showComment(p charter.Page, row charter.CommentRow, typed charter.Said, bad *fault.Fault) error {
	verb, action := "comment", "/charter/"+p.Charter.ID+"/comment"
	if row.ID != "" {
		verb, action = "change_comment", "/charter-comment/"+row.ID+"/change_comment"
	}
	view, err := v.charterForm(p, v.t.Of("verb.charter", verb), action, bad, "words")
	if err != nil {
		return err
	}
	if row.ID != "" {
		view.Version = row.Version
	}
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	view.Lead = v.t.Say("charter.comment_lead")
	place := &web.Choice{Ask: web.Ask{Name: "place", Label: v.t.Say("charter.place"), Hint: v.t.Say("charter.place_hint"), Value: typed.Place, Error: said["place"], Optional: true}, Options: v.placeOptions(p)}
	quote := &web.Area{Ask: web.Ask{Name: "quote", Label: v.t.Say("charter.quote"), Hint: v.t.Say("charter.quote_hint"), Value: typed.Quote, Error: said["quote"], Optional: true}, Rows: 2, Max: charter.QuoteMost}
	quote.Hits = v.fieldHits(bad, "quote", typed.Quote)
	words := &web.Area{Ask: web.Ask{Name: "words", Label: v.t.Say("charter.words"), Value: typed.Words, Error: said["words"]}, Rows: 6, Max: charter.CommentMost, Check: web.Link(v.t, "/check"),
		Draft: charterDraft(p.Forum.Key, "words")}
	words.Hits = v.fieldHits(bad, "words", typed.Words)
	language := &web.Choice{Ask: web.Ask{Name: "language", Label: v.t.Say("ballot.language"), Value: typed.Language, Error: said["language"]}, Options: languageOptions()}
	fields := []web.FormField{{Pick: place}, {Text: quote}, {Text: words}, {Pick: language}}
	if choice := v.delegateChoice(p, typed.Mandate, said["mandate"]); choice != nil && row.ID == "" {
		fields = append([]web.FormField{{Radio: choice}}, fields...)
	}
	view.Parts = []web.FormPart{{Fields: fields}}
	return v.show(status(bad), web.LongFormPage(view))
}

// takeComment files a comment, or changes it.
func (v *visit) takeComment(p charter.Page, row charter.CommentRow) error {
	typed := charter.Said{Charter: p.Charter.ID, Comment: row.ID, Mandate: policy.MandateID(v.FormValue("mandate")), Place: v.FormValue("place"), Quote: input.Tidy(v.FormValue("quote")),
		Words: shaped(v.FormValue("words")), Language: v.FormValue("language"), Version: v.version()}
	c, err := v.s.Charters.Comment(v.once().Context(), v.actor, typed)
	if f, ok := v.overtaken(err, p.Charter.Record()); ok {
		return v.showComment(p, row, typed, f)
	}
	if err != nil {
		return err
	}
	v.taken(charterDraft(p.Forum.Key, "words"))
	flash := "charter_comment"
	if row.ID != "" {
		flash = "charter_change_comment"
	}
	return v.to(p.Charter.Path(p.Forum)+"#c-"+c.ID, flash)
}

// commentVerbOn finds the comment of the address, where its verb is one of a step that is the viewer's.
func (v *visit) commentVerbOn() (charter.CommentRow, charter.Page, error) {
	if !slices.Contains(aboutComments(), v.Param("verb")) {
		return charter.CommentRow{}, charter.Page{}, fault.NotFound()
	}
	row, p, err := v.s.Charters.OneComment(v.Request().Context(), v.actor, v.Param("id"), v.code())
	if err != nil {
		return row, p, err
	}
	return row, p, v.s.Charters.May(v.actor, p, v.Param("verb"), &row.Comment)
}

// commentVerbPage asks before a step about a comment.
func commentVerbPage(v *visit) error {
	row, p, err := v.commentVerbOn()
	if err != nil {
		return err
	}
	if v.Param("verb") == "change_comment" {
		return v.showComment(p, row, charter.Said{Place: row.Place, Quote: row.Quote, Words: row.Words, Language: row.Language}, nil)
	}
	typed := charter.Answering{Fate: row.Fate, Answer: row.Answer, Language: row.AnswerLanguage}
	if typed.Language == "" {
		typed.Language = v.code()
	}
	return v.showCommentVerb(row, p, typed, nil)
}

func (v *visit) showCommentVerb(row charter.CommentRow, p charter.Page, typed charter.Answering, bad *fault.Fault) error {
	verb := v.Param("verb")
	view, err := v.charterForm(p, v.t.Of("verb.charter", verb), "/charter-comment/"+row.ID+"/"+verb, bad, "fate")
	if err != nil {
		return err
	}
	view.Version, view.Lead = row.Version, v.t.Of("charter.step_lead", verb)
	line := v.commentLine(row)
	view.About = append(view.About, web.Pair{Key: v.t.Say("charter.from"), Body: web.OrgLine(v.t, line.Org)}, web.Pair{Key: v.t.Say("charter.place"), Text: line.Place})
	if row.Quote != "" {
		view.About = append(view.About, web.Pair{Key: v.t.Say("charter.quote"), Text: row.Quote, Lang: line.QuoteLang})
	}
	view.About = append(view.About, web.Pair{Key: v.t.Say("charter.words"), Body: web.Typed(v.t, "", row.Words)})
	if verb == "withdraw_comment" {
		view.Kind = "danger"
		return v.show(status(bad), web.LongFormPage(view))
	}
	said := map[string]string{}
	if bad != nil {
		said = web.Errors(v.t, bad.Fields)
	}
	fate := &web.Choice{Ask: web.Ask{Name: "fate", Label: v.t.Say("charter.became"), Value: typed.Fate, Error: said["fate"]}, Options: options(v.t, charter.Fates(), "charter.fate")}
	answer := &web.Area{Ask: web.Ask{Name: "answer", Label: v.t.Say("charter.why"), Hint: v.t.Say("charter.why_hint"), Value: typed.Answer, Error: said["answer"]}, Rows: 4, Max: charter.AnswerMost, Check: web.Link(v.t, "/check")}
	answer.Hits = v.fieldHits(bad, "answer", typed.Answer)
	language := &web.Choice{Ask: web.Ask{Name: "language", Label: v.t.Say("ballot.language"), Value: typed.Language, Error: said["language"]}, Options: languageOptions()}
	view.Parts = []web.FormPart{{Fields: []web.FormField{{Radio: fate}, {Text: answer}, {Pick: language}}}}
	return v.show(status(bad), web.LongFormPage(view))
}

// commentVerb takes a step about a comment.
func commentVerb(v *visit) error {
	row, p, err := v.commentVerbOn()
	if err != nil && !fault.Is(err, fault.ReasonConflict) {
		return err
	}
	verb := v.Param("verb")
	if verb == "change_comment" {
		return v.takeComment(p, row)
	}
	typed := charter.Answering{Comment: row.ID, Fate: v.FormValue("fate"), Answer: shaped(v.FormValue("answer")), Language: v.FormValue("language"), Version: v.version()}
	if verb == "withdraw_comment" {
		_, err = v.s.Charters.WithdrawComment(v.once().Context(), v.actor, row.ID, v.version())
	} else {
		_, err = v.s.Charters.Answer(v.once().Context(), v.actor, typed)
	}
	if f, ok := v.overtaken(err, p.Charter.Record()); ok {
		return v.showCommentVerb(row, p, typed, f)
	}
	if err != nil {
		return err
	}
	return v.to(p.Charter.Path(p.Forum)+"#c-"+row.ID, "charter_"+verb)
}
