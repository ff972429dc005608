package site

import (
	"slices"
	"strconv"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/rendering"
	"sametable/internal/workflow"
	"sametable/web"
)

func minutesFilePage(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	if !v.s.Minutes.Corrects(v.actor, p) {
		return fault.Forbidden("guard.minutes.attended", nil)
	}
	if !p.Set.Circulating(v.now) {
		return fault.Forbidden("guard.minutes.window", nil)
	}
	return v.showMinutesFile(p, nil)
}

// showMinutesFile asks what is wrong with a paragraph: its words stand above the form, and are quoted in it.
func (v *visit) showMinutesFile(p minutes.Page, bad *fault.Fault) error {
	b, known := p.Block(v.from("block"))
	if !known {
		return fault.NotFound()
	}
	view, err := v.minutesForm(p, v.t.Of("verb.minutes", "file"), "/file", "kind", bad)
	if err != nil {
		return err
	}
	s := v.sheet(bad)
	view.Lead, view.Hidden = v.t.Say("minutes.file_lead"), []web.Hidden{{Name: "block", Value: b.ID}, {Name: "hash", Value: v.readHash(bad, "hash", p.Set.Hash)}, {Name: "place", Value: v.from("place")}}
	view.About, view.Parts = v.minutesFiledOf(p, b), []web.FormPart{{Fields: v.minutesFileFields(p, s, bad)}}
	return v.show(status(bad), web.LongFormPage(view))
}

// minutesFiledOf is the paragraph a correction is of, as the viewer reads it and as it counts.
func (v *visit) minutesFiledOf(p minutes.Page, b minutes.Block) []web.Pair {
	var about []web.Pair
	for _, section := range rendering.Show(rendering.Version{Set: p.Set, Content: p.Content, Into: p.Into(v.code())}, v.code(), false).Sections {
		for _, part := range section.Paragraphs {
			if part.Block == b.ID && part.Words != b.Words {
				about = append(about, web.Pair{Key: v.t.Say("minutes.in_yours"), Text: wordsOf(part), Lang: tagOf(langOf(part))})
			}
		}
	}
	if b.Words != "" {
		about = append(about, web.Pair{Key: v.t.Say("minutes.paragraph"), Text: b.Words, Lang: tagOf(p.Set.Language)})
	}
	return about
}

// minutesFileFields ask what is wrong and what should stand there.
func (v *visit) minutesFileFields(p minutes.Page, s sheet, bad *fault.Fault) []web.FormField {
	kind := web.Choice{Ask: s.ask("kind", v.t.Say("minutes.what_wrong"), "", v.QueryParam("kind"))}
	for _, k := range minutes.CorrectionKinds() {
		kind.Options = append(kind.Options, web.Option{Value: k, Word: v.t.Of("minutes.correction", k)})
	}
	quote := s.ask("quote", v.t.Say("minutes.quote"), v.t.Say("minutes.quote_hint"), v.QueryParam("quote"))
	instead := s.ask("instead", v.t.Say("minutes.instead"), v.t.Say("minutes.instead_hint"), "")
	quote.Optional, instead.Optional, quote.Lang = true, true, tagOf(p.Set.Language)
	language := web.Choice{Ask: s.ask("language", v.t.Say("minutes.your_language"), "", v.code())}
	for _, code := range lang.Codes() {
		language.Options = append(language.Options, web.Option{Value: string(code), Word: code.Own(), Lang: code.Tag()})
	}
	return []web.FormField{{Radio: &kind}, {Text: v.area(bad, quote, 2, minutes.QuoteMost)}, {Text: v.area(bad, instead, 3, minutes.InsteadMost)},
		{Text: v.area(bad, s.ask("reason", v.t.Say("post.reason"), "", ""), 3, minutes.ReasonMost)}, {Radio: &language}}
}

// minutesFiling is a correction as the form says it.
func (v *visit) minutesFiling(p minutes.Page) minutes.Filing {
	place, _ := strconv.Atoi(v.written("place")) // of the words in the paragraph; none: the first that are alike
	return minutes.Filing{Minutes: p.Set.ID, Block: v.written("block"), Kind: v.written("kind"), Quote: shaped(v.FormValue("quote")), Place: place,
		Instead: shaped(v.FormValue("instead")), Reason: shaped(v.FormValue("reason")), Language: v.written("language"), Hash: v.written("hash")}
}

func minutesFile(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	_, err = v.s.Minutes.File(v.once().Context(), v.actor, v.minutesFiling(p))
	return v.minutesDone(p, err, func(f *fault.Fault) error { return v.showMinutesFile(p, f) })
}

// settled finds the correction and the step of the address.
func (v *visit) settled(p minutes.Page) (minutes.Correction, string, error) {
	at := slices.IndexFunc(p.Corrections, func(c minutes.Correction) bool { return c.ID == v.from("correction") })
	verb := v.from("verb")
	if at < 0 || !slices.Contains(minutes.SettleVerbs(), verb) {
		return minutes.Correction{}, "", fault.NotFound()
	}
	return p.Corrections[at], verb, nil
}

func minutesSettlePage(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	c, verb, err := v.settled(p)
	if err != nil {
		return err
	}
	options := v.s.Minutes.CorrectionOptions(v.actor, p, c)
	n := slices.IndexFunc(options, func(o workflow.Option) bool { return o.Verb == verb })
	if n < 0 {
		return fault.Forbidden("workflow.not_yours", nil)
	}
	if why := options[n].Blocked; why != nil {
		return fault.Forbidden(why.ID, why.Args)
	}
	return v.showMinutesSettle(p, nil)
}

func (v *visit) showMinutesSettle(p minutes.Page, bad *fault.Fault) error {
	c, verb, err := v.settled(p)
	if err != nil {
		return err
	}
	view, err := v.minutesForm(p, v.t.Of("verb.minutes_correction", verb), "/settle", "answer", bad)
	if err != nil {
		return err
	}
	view.Version = c.Version
	view.Hidden = []web.Hidden{{Name: "correction", Value: c.ID}, {Name: "verb", Value: verb}}
	about := func(key, words, in string) {
		if words != "" {
			view.About = append(view.About, web.Pair{Key: v.t.Say(key), Text: words, Lang: tagOf(in)})
		}
	}
	b, _ := p.Block(c.BlockID)
	if verb != "take_back" { // while the minutes are taken back, their words are the secretariat's
		about("minutes.paragraph", b.Words, p.Set.Language)
	}
	about("minutes.quote", c.Quote, p.Set.Language)
	about("minutes.instead", c.Instead, c.Language)
	about("post.reason", c.Reason, c.Language)
	s := v.sheet(bad)
	var fields []web.FormField
	if verb == "accept_changed" {
		ask := s.ask("words", v.t.Say("minutes.words"), "", b.Words)
		ask.Lang = tagOf(p.Set.Language)
		fields = append(fields, web.FormField{Text: v.area(bad, ask, 8, minutes.WordsMost)})
	}
	if verb != "take_back" {
		ask := s.ask("answer", v.t.Say("minutes.answer"), v.t.Say("minutes.answer_hint"), "")
		ask.Optional = verb != "decline"
		fields = append(fields, web.FormField{Text: v.area(bad, ask, 3, minutes.ReasonMost)})
	}
	if len(fields) > 0 {
		view.Parts = []web.FormPart{{Fields: fields}}
	}
	return v.show(status(bad), web.LongFormPage(view))
}

func minutesSettle(v *visit) error {
	p, err := v.minutesOn()
	if err != nil {
		return err
	}
	c, verb, err := v.settled(p)
	if err != nil {
		return err
	}
	_, err = v.s.Minutes.Settle(v.once().Context(), v.actor, minutes.Settling{Minutes: p.Set.ID, Correction: c.ID, Verb: verb, Words: shaped(v.FormValue("words")), Answer: shaped(v.FormValue("answer")), Version: v.version()})
	return v.minutesDone(p, err, func(f *fault.Fault) error { return v.showMinutesSettle(p, f) })
}
