package site

import (
	"strconv"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/text"
	"sametable/web"
)

// draftStatement begins the keys under which a device keeps the fields of a statement; the proposal's id and the field's name follow.
const draftStatement = "statement:"

// stating is a statement's form: what is typed, what stood there before, and what is wrong with it.
type stating struct {
	row     proposal.Row
	mandate policy.Mandate        // under which she states; no id: she has to choose
	own     proposal.StatementRow // what the organisation has said so far; no id: nothing
	letter  bool
	back    bool // it comes back
	bad     *fault.Fault
}

// statementFormPage is the form in which a representative states what her organisation thinks, or changes it. Whoever speaks for several
// is asked first for which, so that she sees what it has said; whoever could not send the form does not get it.
func statementFormPage(v *visit) error {
	s, err := v.statesOn()
	if err != nil {
		return err
	}
	if s.mandate.ID == "" {
		return v.showWhoStates(s)
	}
	if err := proposal.MayFile(v.actor, v.now, s.row.Proposal, s.own.Statement, s.mandate.Organisation); err != nil {
		return err
	}
	return v.showStating(s)
}

// statesOn finds the proposal and what the viewer's organisation has said, where stating is hers.
func (v *visit) statesOn() (stating, error) {
	row, err := v.stated()
	if err != nil {
		return stating{}, err
	}
	if err := proposal.MayState(v.actor, row.Forum, v.now); err != nil {
		return stating{}, err
	}
	s := stating{row: row}
	if m, ok := proposal.Settled(v.actor, row.Forum, v.now, policy.MandateID(v.FormValue("mandate"))); ok {
		s.mandate = m
		s.own, err = v.s.Proposals.OwnStatement(v.Request().Context(), v.actor, row.Proposal, m.Organisation, "")
	}
	return s, err
}

// showWhoStates asks for which of her organisations somebody states.
func (v *visit) showWhoStates(s stating) error {
	page, err := v.page(v.t.Say("statement.write"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	choice := v.chooseMandate(v.sheet(s.bad), proposal.Represents(v.actor, s.row.Forum, v.now))
	return v.show(status(s.bad), web.LongFormPage(web.LongForm{Page: page, Crumbs: v.proposalCrumbs(s.row, page.Title), Lead: v.t.Say("statement.for_whom_lead"),
		Wrongs: v.wrongs(s.bad, "mandate"), Word: v.t.Say("proposal.step_next"), About: v.proposalIs(s.row), Back: web.Link(v.t, statementsPath(s.row.Proposal)),
		Form: web.Form{Action: web.Link(v.t, s.row.Path()+"/statement")}, Hidden: []web.Hidden{{Name: "choose", Value: "1"}},
		Parts: []web.FormPart{{Fields: []web.FormField{{Radio: choice}}}}}))
}

func (v *visit) showStating(s stating) error {
	word := v.t.Say("statement.write")
	lead, at := v.t.Say("statement.write_lead"), s.row.Path()+"/statement"
	if s.letter {
		word, lead, at = v.t.Say("statement.enter_letter"), v.t.Say("statement.letter_lead"), at+"/letter"
	}
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	about := v.proposalIs(s.row)
	if !s.letter {
		name, in := v.orgs[s.mandate.Organisation].Called(v.code())
		about = append(about, web.Pair{Key: v.t.Say("statement.organisation"), Text: name, Lang: lang.Code(in).Tag()})
	}
	if s.row.ClosesAt != nil {
		about = append(about, web.Pair{Key: v.t.Say("statement.until"), Body: web.Moment(v.t, *s.row.ClosesAt, lang.Beijing)})
	}
	form := web.LongForm{Page: page, Crumbs: v.proposalCrumbs(s.row, word), Lead: lead, Wrongs: v.wrongs(s.bad, "stance"), Word: v.t.Say("statement.send"), About: about,
		Form: web.Form{Action: web.Link(v.t, at), Nonce: v.nonceOf(s.bad), Guard: true, Files: s.letter}, Version: s.version(v), Back: web.Link(v.t, statementsPath(s.row.Proposal)),
		Hidden: []web.Hidden{{Name: "of", Value: strconv.Itoa(s.row.Revision)}}, Notes: v.statingNotes(s)}
	if !s.letter {
		form.Hidden = append(form.Hidden, web.Hidden{Name: "mandate", Value: string(s.mandate.ID)})
	}
	if s.asTyped() {
		form.Hidden[0].Value = strconv.Itoa(number(v.FormValue("of")))
	}
	if form.Parts, err = v.statingParts(s); err != nil {
		return err
	}
	return v.show(status(s.bad), web.LongFormPage(form))
}

// asTyped tells whether the form comes back against what was read before. After a conflict what stands now was read with the answer:
// sending again replaces it, knowingly.
func (s stating) asTyped() bool {
	return s.back && (s.bad == nil || s.bad.Reason != fault.ReasonConflict)
}

// version is the statement the form is sent against.
func (s stating) version(v *visit) int {
	if s.asTyped() {
		return max(v.version(), 0)
	}
	return s.own.Version
}

// statingNotes say what stands already, and what sending does to it.
func (v *visit) statingNotes(s stating) []string {
	var notes []string
	switch {
	case s.letter || s.own.ID == "":
	case s.own.Stands && s.own.Pending():
		notes = append(notes, v.t.Say("statement.note_both"))
	case s.own.Stands:
		notes = append(notes, v.t.Say("statement.note_stands"))
	case s.own.State == proposal.Confirming:
		notes = append(notes, v.t.Say("statement.note_waits"))
	}
	if !s.letter && s.own.Position.Outdated(s.row.Proposal) {
		notes = append(notes, v.t.Say("statement.note_newer", fault.Args{"Was": strconv.Itoa(s.own.OfRevision), "Is": strconv.Itoa(s.row.Revision)}))
	}
	return notes
}

// value is what was typed into a field, else what stood there.
func (v *visit) statingValue(s stating, name, stored string) string {
	if s.back {
		return shaped(v.FormValue(name))
	}
	return stored
}

func (v *visit) statingAsk(s stating, name, label, hint, stored string) web.Ask {
	a := web.Ask{Name: name, Label: label, Hint: hint, Value: v.statingValue(s, name, stored)}
	if s.bad != nil {
		a.Error = web.Errors(v.t, s.bad.Fields)[name]
	}
	return a
}

// statingParts are the fields: who speaks, where she stands, why, what is said on each block, and whether the organisation may be named.
func (v *visit) statingParts(s stating) ([]web.FormPart, error) {
	var first []web.FormField
	if s.letter {
		fields, err := v.letterFields(s)
		if err != nil {
			return nil, err
		}
		first = fields
	}
	stance := web.Choice{Ask: v.statingAsk(s, "stance", v.t.Say("statement.stance"), v.t.Say("statement.stance_hint"), string(s.own.Stance))}
	for _, of := range proposal.Stances() {
		stance.Options = append(stance.Options, web.Option{Value: string(of), Word: v.t.Of("web.stand", string(of)), Hint: v.t.Of("statement.stance_is", string(of))})
	}
	written := v.code()
	if s.own.ID != "" {
		written = s.own.Language
	}
	language := web.Choice{Ask: v.statingAsk(s, "language", v.t.Say("post.language"), v.t.Say("statement.language_hint"), written)}
	for _, code := range lang.Codes() {
		language.Options = append(language.Options, web.Option{Value: string(code), Word: code.Own(), Lang: code.Tag()})
	}
	said := drafting.ParseRemarks(s.own.Newest.Language, s.own.Newest.Source)
	reasons := v.remarkField(s, v.statingAsk(s, drafting.ReasonsField, v.t.Say("statement.reasons"), v.t.Say("statement.reasons_hint"), said.General), drafting.ReasonsMost)
	first = append(first, web.FormField{Radio: &stance}, web.FormField{Pick: &language}, reasons)
	parts := []web.FormPart{{Fields: first}}
	for i, block := range blockWords(s.row) {
		if block == nil {
			continue
		}
		name := blocks()[i]
		part := web.FormPart{Title: v.blockWord(i), About: block,
			Fields: []web.FormField{v.remarkField(s, v.statingAsk(s, name, v.t.Say("statement.remark", fault.Args{"Block": v.blockWord(i)}), "", said.Block(name)), drafting.RemarkMost)}}
		if len(parts) == 1 {
			part.Lead = v.t.Say("statement.remarks_lead")
		}
		parts = append(parts, part)
	}
	hint, err := v.namedHint(s)
	if err != nil {
		return nil, err
	}
	named := web.Choice{Ask: v.statingAsk(s, "named", v.t.Say("statement.named"), hint, yesNo(s.own.ID == "" || s.own.Named)),
		Options: []web.Option{{Value: "yes", Word: v.t.Say("statement.named_yes")}, {Value: "no", Word: v.t.Say("statement.named_no")}}}
	return append(parts, web.FormPart{Title: v.t.Say("statement.in_public"), Fields: []web.FormField{{Radio: &named}}}), nil
}

// namedHint says what it means not to be named, plainly where hardly anybody else could have said it.
func (v *visit) namedHint(s stating) (string, error) {
	hint := v.t.Say("statement.named_hint")
	if s.letter {
		return hint, nil
	}
	n, err := v.s.Forums.SeatsLike(v.Request().Context(), s.row.Forum, s.mandate.Organisation)
	if n < proposal.FewAnswers {
		hint = v.t.Say("statement.named_hint_few")
	}
	return hint, err
}

// blockWords are the blocks of a proposal by their place among blocks, in the reader's language where somebody has put them into it,
// with the original beside it; nil where there is nothing.
func blockWords(row proposal.Row) []*web.Wording {
	textsOf := func(c drafting.Content) []string { return append([]string{"", c.Situation, c.Analysis}, c.Measures...) }
	whole := wording(row.Text)
	texts, rendered := textsOf(row.Content()), textsOf(row.Rendered())
	list := make([]*web.Wording, len(texts))
	for i, source := range texts {
		if source == "" {
			continue
		}
		code := lang.Code(row.Language)
		original := web.Wording{HTML: markup.RenderAt(source, 3).HTML, Lang: code.Tag(), Version: web.Version{State: string(text.Original), Of: code}}
		if list[i] = &original; i < len(rendered) && rendered[i] != "" {
			list[i] = &web.Wording{HTML: markup.RenderAt(rendered[i], 3).HTML, Lang: whole.Lang, Version: whole.Version, Original: &original}
		}
	}
	return list
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// remarkField asks for reasons. The device keeps what is typed; the server keeps nothing before it is sent.
func (v *visit) remarkField(s stating, ask web.Ask, most int) web.FormField {
	area := &web.Area{Ask: ask, Rows: most / 1000, Max: most, Check: web.Link(v.t, "/check") + "?formal=1", Draft: draftStatement + s.row.ID + ":" + ask.Name,
		Version: s.version(v)}
	area.Optional = true // whether reasons are needed hangs on the stance
	if tag := web.Tongue(v.t, area.Value); tag != v.t.Tag() {
		area.Lang = tag
	}
	area.Hits = v.fieldHits(s.bad, ask.Name, area.Value)
	return web.FormField{Text: area}
}

// typedStatement reads the form.
func (v *visit) typedStatement(row proposal.Row) proposal.Stating {
	typed := drafting.Typed{}
	for _, name := range blocks() {
		typed[name] = []string{shaped(v.FormValue(name))}
	}
	return proposal.Stating{Proposal: row.ID, Mandate: policy.MandateID(v.FormValue("mandate")), Language: v.FormValue("language"), Stance: v.FormValue("stance"),
		Typed: typed, Unnamed: v.FormValue("named") == "no", Of: number(v.FormValue("of")), Version: v.version()}
}

// statementFile files what was typed; a second person of the organisation confirms it.
func statementFile(v *visit) error {
	s, err := v.statesOn()
	if err != nil {
		return err
	}
	switch chosen := s.mandate.ID != ""; {
	case chosen && v.FormValue("choose") != "":
		return v.to(s.row.Path()+"/statement?mandate="+string(s.mandate.ID), "")
	case !chosen:
		s.bad = fault.Invalid(fault.Says("mandate", "post.choose_voice", nil))
		return v.showWhoStates(s)
	}
	s.back = true
	if v.mendForm(); v.FormValue("mend") != "" {
		return v.showStating(s)
	}
	st, err := v.s.Proposals.FileStatement(v.once().Context(), v.actor, v.typedStatement(s.row))
	return v.afterStating(s, st, "statement_filed", err)
}

// afterStating leads to the statement, or shows the form again with what is wrong.
func (v *visit) afterStating(s stating, st proposal.Statement, flash string, err error) error {
	if f, ok := v.overtaken(err, s.own.Record()); ok {
		if hotline(f) {
			return v.proposalHotline(s.row.Path() + "/statement")
		}
		if f.Reason == fault.ReasonConflict {
			row, found := v.stated()
			if found != nil {
				return found
			}
			s.row = row
			if !s.letter {
				if s.own, err = v.s.Proposals.OwnStatement(v.Request().Context(), v.actor, row.Proposal, s.mandate.Organisation, ""); err != nil {
					return err
				}
			}
		}
		s.bad = f
		return v.showStating(s)
	}
	if err != nil {
		return err
	}
	v.taken(draftStatement + s.row.ID)
	return v.to(st.Path(), flash)
}
