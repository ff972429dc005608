package site

import (
	"slices"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/received"
	"sametable/internal/rendering"
	"sametable/internal/workflow"
	"sametable/web"
)

// minutesPaper lays the paper out in the reader's language, beside another one where she asks for it.
func (v *visit) minutesPaper(p minutes.Page, view *web.MinutesView) error {
	sheet := rendering.Show(rendering.Version{Set: p.Set, Content: p.Content, Into: p.Into(v.code()), Errata: p.Errata}, v.code(), !p.Inside)
	view.Paper.Body, view.Paper.Kind, view.Paper.Number = sheet.Mark, sheet.Dated, sheet.Number
	view.Paper.Foot = v.t.Say("minutes.foot", fault.Args{"Version": p.Read.Number, "Hash": short(p.Read.Hash)})
	if p.Set.Code != "" {
		view.Paper.Foot += " " + v.t.Say("minutes.foot_code", fault.Args{"Code": p.Set.Code})
	}
	view.MinutesFrame = minutesFrame(v.t, sheet)
	v.minutesRollActs(p, view)
	var material []string
	if p.Before.Form > 0 {
		material = minutes.Material(p.Before, p.Content)
	}
	for _, s := range sheet.Sections {
		section := web.MinutesSection{ID: s.Item, Label: s.Label, Title: s.Title, Lang: tagOf(s.In), Outcome: s.OutcomeIn, Papers: s.Papers, Files: v.filedView(s.Files), Note: v.minutesNoted(p, s.Item)}
		for _, part := range s.Paragraphs {
			one := v.minutesPart(p, part)
			one.Changed = slices.Contains(material, part.Block)
			section.Parts = append(section.Parts, one)
		}
		if p.Writes && p.Set.State == minutes.Drafted && !p.Past() {
			section.Acts = []web.Anchor{{Word: v.t.Say("minutes.add"), Href: v.minutesAt(p.Set, "/write?item="+s.Item)}, {Word: v.t.Say("minutes.note_down"), Href: v.minutesAt(p.Set, "/note?item="+s.Item)}}
		}
		view.Sections = append(view.Sections, section)
	}
	v.minutesSecond(p, sheet, view)
	return v.minutesMine(p, view)
}

// minutesFrame is what stands round the items: the first sentence, who was there, and how the paper came to be.
func minutesFrame(t *lang.Speaker, sheet rendering.Sheet) web.MinutesFrame {
	f := web.MinutesFrame{Tag: t.Tag(), Opening: sheet.Opening, Counts: sheet.Counts, Approval: sheet.Approval, RollWord: t.Say("minutes.roll")}
	comma := t.Say("minutes.comma")
	for _, list := range sheet.Attendance {
		l := web.MinutesList{Word: list.Word}
		for _, line := range list.Of {
			one := web.MinutesLine{Name: line.Name, People: peopleOf(line, comma)}
			if line.In != sheet.Language {
				one.Lang = tagOf(line.In)
			}
			l.Lines = append(l.Lines, one)
		}
		f.Roll = append(f.Roll, l)
	}
	if len(sheet.Recorders) > 0 {
		f.Roll = append(f.Roll, web.MinutesList{Word: t.Say("minutes.recorded_by"), Lines: []web.MinutesLine{{Name: strings.Join(sheet.Recorders, comma)}}})
	}
	for _, q := range sheet.Quorum {
		f.Quorum = append(f.Quorum, web.MinutesTurn{Clock: q.Clock, Words: q.Words})
	}
	for _, e := range sheet.Errata {
		head := t.Say("minutes.erratum_head", fault.Args{"Number": e.Number, "Day": e.Dated})
		if e.Of != "" {
			head += " · " + e.Of
		}
		f.Errata = append(f.Errata, web.MinutesErratum{Head: head, Words: e.Words})
	}
	return f
}

// minutesRollActs leads to where it is said that who was there stands wrong.
func (v *visit) minutesRollActs(p minutes.Page, view *web.MinutesView) {
	if p.Past() || len(p.Blocks) == 0 {
		return
	}
	about := "block=" + p.Blocks[0].ID + "&kind=" + minutes.Attendance
	if p.Set.Circulating(v.now) && v.s.Minutes.Corrects(v.actor, p) {
		view.RollActs = append(view.RollActs, web.Anchor{Word: v.t.Of("verb.minutes", "file"), Href: v.minutesAt(p.Set, "/file?"+about)})
	}
	if received.MayEnter(v.actor, p.Set, v.now) == nil {
		view.RollActs = append(view.RollActs, web.Anchor{Word: v.t.Of("received.enter", received.Correction), Href: v.minutesAt(p.Set, "/received?"+about)})
	}
	if slices.ContainsFunc(v.s.Minutes.Options(v.actor, p), func(o workflow.Option) bool { return o.Verb == "propose_erratum" && o.Blocked == nil }) {
		view.RollActs = append(view.RollActs, web.Anchor{Word: v.t.Of("verb.minutes", "propose_erratum"), Href: v.minutesAt(p.Set, "/erratum?block="+minutes.Attendance)})
	}
	if p.Writes && p.Set.State == minutes.Drafted {
		view.RollActs = append(view.RollActs, web.Anchor{Word: v.t.Say("minutes.roll_right"), Href: web.Link(v.t, strings.TrimSuffix(p.Set.Path(), "/minutes")+"#roll")})
	}
}

// minutesPart is one paragraph on the page, with what can be done with it.
func (v *visit) minutesPart(p minutes.Page, part rendering.Part) web.MinutesPart {
	one := v.minutesSaid(v.t, part)
	if !p.Past() {
		v.minutesPartActs(p, part, &one)
	}
	return one
}

// minutesSaid is what a paragraph says in a language; what is said about it is said in the page's.
func (v *visit) minutesSaid(t *lang.Speaker, part rendering.Part) web.MinutesPart {
	one := web.MinutesPart{ID: part.Block, Label: part.Label, Head: part.Head, Words: wordsOf(part), Lang: tagOf(langOf(part)), Box: part.Decision != nil || part.Action != nil, Pairs: minutesPairs(t, part)}
	if part.By != "" {
		one.Head += t.Say("minutes.by", fault.Args{"Organisation": part.By})
	}
	if part.Decision != nil && part.Words != "" && part.In != part.Decision.In { // each in its own language, with its own mark
		one.Words, one.More, one.MoreLang = part.Decision.Words, part.Words, tagOf(part.In)
	}
	for _, mark := range []string{part.Typed, part.Mark} {
		switch {
		case mark == "" || slices.Contains(one.Notes, mark):
		case mark == part.Mark && one.More != "":
			one.MoreNote = mark
		default:
			one.Notes = append(one.Notes, mark)
		}
	}
	return one
}

// minutesSecond lays the paper out once more, in the language the reader wants beside hers: everything that stands in the one column stands
// in the other. Words that are in one language alone stand in one column alone; the other says that they are not translated.
func (v *visit) minutesSecond(p minutes.Page, first rendering.Sheet, view *web.MinutesView) {
	with := lang.Code(v.QueryParam("with"))
	if !with.Valid() || string(with) == v.code() {
		return
	}
	t := v.s.speakers[with]
	sheet := rendering.Show(rendering.Version{Set: p.Set, Content: p.Content, Into: p.Into(string(with)), Errata: p.Errata}, string(with), !p.Inside)
	frame := minutesFrame(t, sheet)
	title, _ := p.Set.Title(string(with))
	frame.Title = sheet.Mark + " · " + title
	view.Other, view.Turn = &frame, v.t.Say("minutes.turn_translation")
	if string(with) == p.Set.Language {
		view.Turn = v.t.Say("minutes.turn_original")
	}
	missing := func(words *string, notes *[]string) {
		*words, *notes = "", []string{v.t.Say("minutes.not_translated")}
	}
	for n := range view.Sections {
		s, here, there := &view.Sections[n], first.Sections[n], sheet.Sections[n]
		s.Other = &web.MinutesSection{Label: there.Label, Title: there.Title, Lang: tagOf(there.In), Outcome: there.OutcomeIn}
		if there.In != string(with) {
			s.Other.Title, s.Other.Missing = "", v.t.Say("minutes.not_translated")
		} else if here.In == there.In {
			s.Title, s.Missing = "", v.t.Say("minutes.not_translated")
		}
		for k := range s.Parts {
			own, other := &s.Parts[k], v.minutesSaid(t, there.Paragraphs[k])
			if in := langOf(there.Paragraphs[k]); in != string(with) && other.Words != "" {
				missing(&other.Words, &other.Notes)
			} else if langOf(here.Paragraphs[k]) == in && own.Words != "" && in != v.code() {
				missing(&own.Words, &own.Notes)
			}
			own.Other = &other
		}
	}
}
