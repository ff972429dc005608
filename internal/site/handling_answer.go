package site

import (
	"slices"
	"strconv"
	"strings"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/handling"
	"sametable/internal/input"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// answering is an answer that somebody writes, or enters from a letter.
type answering struct {
	handled
	kind   string
	letter bool
	own    handling.Answer // what was said so far; its version 0: nothing
}

// answeringOn finds the proposal, where writing or entering an answer of the kind in the address is the viewer's.
func (v *visit) answeringOn() (answering, error) {
	a := answering{kind: v.Param("kind"), letter: strings.Contains(v.Path(), "/enter/")}
	if !slices.Contains(handling.Kinds(), a.kind) {
		return a, fault.NotFound()
	}
	var err error
	if a.handled, err = v.handlingOn(); err != nil {
		return a, err
	}
	if !a.on {
		return a, fault.NotFound()
	}
	verb := map[bool]string{true: "enter", false: "file"}[a.letter]
	a.own, err = handling.MayFile(v.actor, v.now, a.st.Case(a.row.Proposal), a.kind, verb)
	return a, err
}

// answerWritePage is the form of a reply, an opinion or a rating.
func answerWritePage(v *visit) error {
	a, err := v.answeringOn()
	if err != nil {
		return err
	}
	return v.showAnswering(a, nil)
}

func (v *visit) showAnswering(a answering, bad *fault.Fault) error {
	s := v.sheet(bad)
	words, err := v.s.Handlings.Words(v.Request().Context(), a.own)
	if err != nil {
		return err
	}
	var parts []web.FormPart
	if a.letter {
		fields, err := v.cameFields(a, s, bad)
		if err != nil {
			return err
		}
		parts = append(parts, web.FormPart{Title: v.t.Say("handling.part_letter"), Fields: fields})
	}
	switch a.kind {
	case handling.Reply:
		parts = append(append(parts, v.clockPart(a, s)...), v.replyParts(a, s, bad)...)
	case handling.Rating:
		how := &web.Choice{Ask: s.ask("rating", v.t.Say("handling.rating"), "", a.own.Rating)}
		for _, r := range handling.Ratings() {
			how.Options = append(how.Options, web.Option{Value: r, Word: v.t.Of("handling.rated", r)})
		}
		area := v.area(bad, s.ask("words", v.t.Say("handling.rating_words"), v.t.Say("handling.rating_words_hint"), words), 5, handling.WordsMost)
		area.Optional = true
		parts = append(parts, web.FormPart{Fields: []web.FormField{{Radio: how}, {Text: area}}})
	default:
		parts = append(parts, web.FormPart{Fields: []web.FormField{{Text: v.area(bad, s.ask("words", v.t.Say("handling.opinion_words"), v.t.Say("handling.opinion_words_hint"), words), 8, handling.WordsMost)}}})
	}
	how, word := "/write/", v.t.Of("handling.write", a.kind)
	if a.letter {
		how, word = "/enter/", v.t.Of("handling.enter", a.kind)
	}
	lead := v.t.Of("handling.write_lead", a.kind)
	if a.letter {
		lead = v.t.Say("handling.enter_lead")
	}
	view, err := v.handlingForm(a.handled, web.LongForm{Word: word, Lead: lead, Form: web.Form{Action: "/handling/" + a.row.ID + how + a.kind}, Parts: parts}, bad)
	if err != nil {
		return err
	}
	view.Version, view.Form.Files = a.own.Version, a.letter
	if view.Word = v.t.Of("verb.answer", "file"); a.letter {
		view.Word = v.t.Say("handling.enter_do")
	}
	if a.own.Reason != "" {
		view.About = append(view.About, web.Pair{Key: v.t.Say("handling.given_back"), Body: web.Typed(v.t, "", a.own.Reason)})
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// replyParts are the fields of a reply: a verdict with a reason on every measure, the sentence that says it all, its class, who answers.
func (v *visit) replyParts(a answering, s sheet, bad *fault.Fault) []web.FormPart {
	measures, tag := measuresOf(a.row)
	said := map[int]handling.Verdict{}
	for _, one := range a.own.Measures() {
		said[one.Measure] = one
	}
	var parts []web.FormPart
	for _, n := range a.measuresHere() {
		at, one := strconv.Itoa(n), said[n]
		verdict := &web.Choice{Ask: s.ask("verdict_"+at, v.t.Say("handling.verdict"), "", one.Verdict)}
		for _, name := range handling.Verdicts() {
			verdict.Options = append(verdict.Options, web.Option{Value: name, Word: v.t.Of("handling.verdict_of", name)})
		}
		until := v.lineAsk(bad, s.ask("until_"+at, v.t.Say("handling.until"), v.t.Say("handling.until_hint"), one.Until), true, true)
		referred := v.lineAsk(bad, s.ask("referred_"+at, v.t.Say("handling.referred"), v.t.Say("handling.referred_hint"), one.Referred), true, false)
		parts = append(parts, web.FormPart{Title: v.t.Say("handling.measure", fault.Args{"N": at}), About: &web.Wording{HTML: markup.Render(measures[n-1]).HTML, Lang: tag},
			Fields: []web.FormField{{Radio: verdict}, until, referred, {Text: v.area(bad, s.ask("why_"+at, v.t.Say("post.reason"), "", one.Reason), 4, handling.WordsMost)}}})
	}
	var core []web.FormField
	for _, code := range drafting.Languages() {
		before := map[string]string{"zh": a.own.CoreZh, "en": a.own.CoreEn, "sv": a.own.CoreSv}[code]
		f := v.lineAsk(bad, s.ask("core_"+code, v.t.Of("handling.core", code), map[bool]string{true: v.t.Say("handling.core_hint")}[code == a.row.Language], before), code != a.row.Language, false)
		f.Line.Lang = tagOf(code)
		core = append(core, f)
	}
	grade := &web.Choice{Ask: s.ask("grade", v.t.Say("handling.class"), v.t.Say("handling.class_hint"), a.own.Grade), Options: []web.Option{{Word: v.t.Say("handling.class_preset")}}}
	grade.Optional = true
	for _, g := range handling.Grades() {
		grade.Options = append(grade.Options, web.Option{Value: g, Word: v.grade(g)})
	}
	return append(parts, web.FormPart{Title: v.t.Say("handling.part_whole"), Fields: append(core, web.FormField{Pick: grade})},
		web.FormPart{Title: v.t.Say("handling.part_who"), Fields: []web.FormField{
			v.lineAsk(bad, s.ask("number", v.t.Say("handling.number"), v.t.Say("handling.number_hint"), a.own.Number), true, true),
			v.lineAsk(bad, s.ask("signer", v.t.Say("handling.signer"), v.t.Say("handling.signer_hint"), a.own.Signer), false, false),
			v.lineAsk(bad, s.ask("contact", v.t.Say("handling.contact"), v.t.Say("handling.contact_hint"), a.own.Contact), false, true)}})
}

// cameFields ask whose letter it is, how and when it came, and for the scan.
func (v *visit) cameFields(a answering, s sheet, bad *fault.Fault) ([]web.FormField, error) {
	var fields []web.FormField
	if a.kind == handling.Opinion {
		of, err := v.authorities(a.handled, s.ask("organisation", v.t.Say("statement.letter_of"), "", ""))
		if err != nil {
			return nil, err
		}
		of.Options = of.Options[1:] // the lead replies
		fields = append(fields, web.FormField{Pick: of})
	}
	channel := &web.Choice{Ask: s.ask("channel", v.t.Say("post.letter_channel"), "", proposal.Channels()[0])}
	for _, c := range proposal.Channels() {
		channel.Options = append(channel.Options, web.Option{Value: c, Word: v.t.Of("post.channel", c)})
	}
	return append(fields, web.FormField{Radio: channel}, v.lineAsk(bad, s.ask("dated", v.t.Say("post.letter_dated"), v.t.Say("post.letter_dated_hint"), a.own.Dated), false, true),
		v.lineAsk(bad, s.ask("received", v.t.Say("statement.received"), v.t.Say("statement.received_hint"), a.own.Received), false, true),
		web.FormField{Paper: v.paperAsk(composing{fault: bad}, false)}), nil
}

// filing reads what was typed.
func (v *visit) filing(a answering) handling.Filing {
	line := func(name string) string { return input.Tidy(v.FormValue(name)) }
	f := handling.Filing{Proposal: a.row.ID, Kind: a.kind, CoreZh: line("core_zh"), CoreEn: line("core_en"), CoreSv: line("core_sv"), Grade: v.FormValue("grade"), Number: line("number"),
		Signer: line("signer"), Contact: line("contact"), Words: shaped(v.FormValue("words")), Rating: v.FormValue("rating"), Version: v.version()}
	if a.kind == handling.Reply {
		f.Clock = v.FormValue("shown")
		for _, n := range a.measuresHere() {
			at := strconv.Itoa(n)
			f.Verdicts = append(f.Verdicts, handling.Verdict{Measure: n, Verdict: v.FormValue("verdict_" + at), Until: line("until_" + at), Referred: line("referred_" + at), Reason: shaped(v.FormValue("why_" + at))})
		}
	}
	return f
}

// answerWrite sends an answer to a second person.
func answerWrite(v *visit) error {
	a, err := v.answeringOn()
	if err != nil && !fault.Is(err, fault.ReasonConflict) { // what has moved on meanwhile comes back with what was typed
		return err
	}
	f := v.filing(a)
	if a.letter {
		paper, file, err := v.paper()
		if err != nil {
			return err
		}
		defer func() { _ = file.Close() }()
		f.Letter = &handling.Letter{Organisation: policy.OrganisationID(v.FormValue("organisation")), Channel: v.FormValue("channel"), Dated: input.Tidy(v.FormValue("dated")),
			Received: input.Tidy(v.FormValue("received")), Paper: paper}
	}
	given, err := v.s.Handlings.File(v.once().Context(), v.actor, f)
	if bad, ok := v.overtaken(err, a.own.Record()); ok {
		return v.showAnswering(a, bad)
	}
	if err != nil {
		return err
	}
	if a.letter {
		return v.to("/answer/"+given.ID, "answer_enter")
	}
	return v.to("/answer/"+given.ID, "answer_file")
}
