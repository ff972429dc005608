package site

import (
	"fmt"
	"net/http"
	"slices"
	"strconv"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/received"
	"sametable/internal/rendering"
	"sametable/internal/text"
	"sametable/web"
)

// minutesRoutes are the pages of the records of meetings. /minutes/ takes ids of minutes, which are those of their meetings.
func (s *Site) minutesRoutes() []Route {
	return []Route{
		get("/:l/f/:key/m/:at/minutes", anyone, minutesPage),
		get("/:l/f/:key/m/:at/minutes.pdf", anyone, minutesPDF),
		get("/:l/f/:key/m/:at/minutes.docx", anyone, minutesDOCX),
		get("/:l/f/:key/m/:at/minutes.json", anyone, minutesJSON),
		get("/:l/verify", anyone, verifyPage),
		get("/:l/minutes/:id/write", signedIn, minutesWritePage),
		post("/:l/minutes/:id/write", signedIn, minutesWrite),
		get("/:l/minutes/:id/remove", signedIn, minutesRemovePage),
		post("/:l/minutes/:id/remove", signedIn, minutesRemove),
		get("/:l/minutes/:id/note", signedIn, minutesNotePage),
		post("/:l/minutes/:id/note", signedIn, minutesNote),
		get("/:l/minutes/:id/checkers", signedIn, minutesCheckersPage),
		post("/:l/minutes/:id/checkers", signedIn, minutesCheckers),
		get("/:l/minutes/:id/file", signedIn, minutesFilePage),
		post("/:l/minutes/:id/file", signedIn, minutesFile),
		get("/:l/minutes/:id/received", signedIn, minutesReceivedPage),
		post("/:l/minutes/:id/received", signedIn, minutesReceived),
		get("/:l/minutes/:id/compare", signedIn, minutesComparePage),
		post("/:l/minutes/:id/compare", signedIn, minutesCompare),
		get("/:l/minutes/:id/paper", signedIn, minutesPaperFile),
		get("/:l/minutes/:id/settle", signedIn, minutesSettlePage),
		post("/:l/minutes/:id/settle", signedIn, minutesSettle),
		get("/:l/minutes/:id/translate", signedIn, minutesTranslatePage),
		post("/:l/minutes/:id/translate", signedIn, minutesTranslate),
		post("/:l/minutes/:id/review", signedIn, minutesReviewed),
		get("/:l/minutes/:id/erratum", signedIn, minutesErratumPage),
		post("/:l/minutes/:id/erratum", signedIn, minutesErratum),
		get("/:l/minutes/:id/:verb", signedIn, minutesVerbPage),
		post("/:l/minutes/:id/:verb", signedIn, minutesVerb),
	}
}

// minutesOn finds the minutes of the address.
func (v *visit) minutesOn() (minutes.Page, error) {
	m, err := v.s.Minutes.ByID(v.Request().Context(), v.actor, v.Param("id"))
	if err != nil {
		return minutes.Page{}, err
	}
	return v.minutesSeen(m, 0)
}

// minutesSeen gives minutes the viewer has found as she may see them; number is the version that is asked for, 0 the newest one.
func (v *visit) minutesSeen(m minutes.Set, number int) (minutes.Page, error) {
	ctx := v.Request().Context()
	wanted, err := v.s.Minutes.Wanted(v.actor, m, number)
	if err != nil {
		return minutes.Page{}, err
	}
	whole, err := fact(v, "minutes", fmt.Sprint(m.ID, wanted), func() (minutes.Whole, error) { return v.s.Minutes.Whole(ctx, m, wanted) })
	if err != nil {
		return minutes.Page{}, err
	}
	return v.s.Minutes.Seen(ctx, v.actor, m, whole)
}

// minutesCrumbs lead from a page about minutes back to them.
func (v *visit) minutesCrumbs(m minutes.Set, more ...string) []web.Anchor {
	title, _ := m.Title(v.code())
	crumbs := []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, {Word: m.ForumKey, Href: web.Link(v.t, "/f/"+m.ForumKey)}, {Word: m.MeetingReference}, {Word: title}}
	if len(more) > 0 {
		crumbs[3].Href = web.Link(v.t, m.Path())
	}
	for _, word := range more {
		crumbs = append(crumbs, web.Anchor{Word: word})
	}
	return crumbs
}

func (v *visit) minutesStatus(m minutes.Set) []web.Status {
	family := map[string]web.Family{minutes.Issued: web.Done, minutes.Approved: web.Done, minutes.Circulated: web.Needs, minutes.Withheld: web.Neutral}[m.State]
	if family == "" {
		family = web.Waiting
	}
	all := []web.Status{{Family: family, Word: v.t.Of("state.minutes", m.State)}}
	if m.Circulating(v.now) {
		all = append(all, web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(*m.ClosesAt, v.now)})
	}
	if m.Corrected > 0 {
		all = append(all, web.Status{Family: web.Neutral, Word: v.t.Say("minutes.corrected_times", fault.Args{"Count": m.Corrected})})
	}
	return all
}

// minutesPage is the record of a meeting.
func minutesPage(v *visit) error {
	ctx := v.Request().Context()
	m, err := v.s.Minutes.Find(ctx, v.actor, v.Param("key"), v.Param("at"))
	if err != nil {
		return err
	}
	asked, _ := strconv.Atoi(v.QueryParam("v")) // what is no number asks for the newest
	p, err := v.minutesSeen(m, max(asked, 0))
	if err != nil {
		return err
	}
	if err := v.s.Minutes.Open(ctx, v.actor, p); err != nil {
		return err
	}
	title, _ := m.Title(v.code())
	page, err := v.page(title, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private, page.Path, page.Print = m.Class != policy.Public, m.Path(), m.Reference()
	view := web.MinutesView{Page: page, Crumbs: v.minutesCrumbs(m), Status: v.minutesStatus(m), Paper: web.Document{Title: title, Lang: v.t.Tag()}}
	if p.Hidden {
		view.Stub = v.t.Say("minutes.not_yet")
		if m.State == minutes.Withheld {
			view.Stub = v.t.Say("minutes.stub", fault.Args{"Number": m.Numbered(v.code())})
			view.Facts = append(view.Facts, web.Pair{Key: v.t.Say("minutes.ground"), Text: m.Ground, Lang: web.Tongue(v.t, m.Ground)})
		}
	} else {
		v.minutesPaper(p, &view)
		if p.Set.Circulating(v.now) && v.s.Minutes.Corrects(v.actor, p) {
			view.Passage, view.Quoted = web.Anchor{Word: v.t.Say("minutes.passage"), Href: "#corrections"}, minutes.QuoteMost
		}
		v.minutesFiles(p, &view)
		if err := v.minutesBeside(p, &view); err != nil {
			return err
		}
		if err := v.minutesErasures(p, &view); err != nil {
			return err
		}
	}
	v.minutesActs(p, &view)
	lines, err := v.history(m.Record())
	if err != nil {
		return err
	}
	people, err := v.actors(lines)
	if err != nil {
		return err
	}
	view.Entries = v.entryLines(lines, people)
	return v.show(http.StatusOK, web.MinutesPage(view))
}

// minutesPaper lays the paper out in the reader's language, beside another one where she asks for it.
func (v *visit) minutesPaper(p minutes.Page, view *web.MinutesView) {
	sheet := rendering.Show(rendering.Version{Set: p.Set, Content: p.Content, Into: p.Into(v.code()), Errata: p.Errata}, v.code(), !p.Inside)
	with := lang.Code(v.QueryParam("with"))
	beside := map[string]rendering.Part{}
	if with.Valid() && string(with) != v.code() {
		view.With = string(with)
		for _, s := range rendering.Show(rendering.Version{Set: p.Set, Content: p.Content, Into: p.Into(string(with))}, string(with), !p.Inside).Sections {
			for _, part := range s.Paragraphs {
				beside[part.Block] = part
			}
		}
	}
	view.Paper.Body, view.Paper.Kind, view.Paper.Number = sheet.Mark, sheet.Dated, sheet.Number
	view.Paper.Foot = v.t.Say("minutes.foot", fault.Args{"Version": p.Read.Number, "Hash": short(p.Read.Hash)})
	if p.Set.Code != "" {
		view.Paper.Foot += " " + v.t.Say("minutes.foot_code", fault.Args{"Code": p.Set.Code})
	}
	view.Opening, view.Approval = sheet.Opening, sheet.Approval
	var material []string
	if p.Before.Form > 0 {
		material = minutes.Material(p.Before, p.Content)
	}
	own := v.minutesOwn()
	mine := v.QueryParam("mine") != ""
	for _, s := range sheet.Sections {
		section := web.MinutesSection{ID: s.Item, Label: s.Label, Title: s.Title, Lang: tagOf(s.In), Outcome: s.OutcomeIn, Papers: s.Papers, Note: p.Note(s.Item)}
		concerns := false
		for _, part := range s.Paragraphs {
			concerns = concerns || part.Facts.Action != nil && slices.Contains(own, part.Facts.Action.Owner) || part.Facts.Reservation != nil && slices.Contains(own, part.Facts.Reservation.Organisation)
			one := v.minutesPart(p, part)
			one.Changed = slices.Contains(material, part.Block)
			if other, ok := beside[part.Block]; ok {
				one.Beside, one.BesideIn = wordsOf(other), tagOf(langOf(other))
				one.Words, one.Lang = wordsOf(part), tagOf(langOf(part))
			}
			section.Parts = append(section.Parts, one)
		}
		if concerns && view.Mine == nil && !mine {
			view.Mine = &web.Anchor{Word: v.t.Say("minutes.mine"), Href: web.Link(v.t, p.Set.Path()+"?mine=1")}
		}
		if p.Writes && p.Set.State == minutes.Drafted {
			section.Acts = []web.Anchor{{Word: v.t.Say("minutes.add"), Href: v.minutesAt(p.Set, "/write?item="+s.Item)}, {Word: v.t.Say("minutes.note_down"), Href: v.minutesAt(p.Set, "/note?item="+s.Item)}}
		}
		if !mine || concerns {
			view.Sections = append(view.Sections, section)
		}
	}
	if mine {
		view.Mine = &web.Anchor{Word: v.t.Say("minutes.all_items"), Href: web.Link(v.t, p.Set.Path())}
	}
	v.minutesRoll(sheet, view)
}

// minutesOwn are the organisations of the viewer.
func (v *visit) minutesOwn() []policy.OrganisationID { return v.actor.Organisations() }

// wordsOf is what a paragraph says in one line, whatever it is; langOf is the language of it.
func wordsOf(p rendering.Part) string {
	switch {
	case p.Decision != nil:
		return strings.TrimSpace(p.Decision.Words + "\n" + p.Words)
	case p.Action != nil:
		return p.Action.Title
	case p.Words == "":
		return p.Noted
	}
	return p.Words
}

func langOf(p rendering.Part) string {
	switch {
	case p.Decision != nil:
		return p.Decision.In
	case p.Action != nil:
		return p.Action.In
	}
	return p.In
}

// short is a hash as a paper bears it.
func short(hash string) string {
	if len(hash) > 16 {
		return hash[:16]
	}
	return hash
}

// minutesAt is the page of a step with minutes.
func (v *visit) minutesAt(m minutes.Set, rest string) string {
	return web.Link(v.t, "/minutes/"+m.ID+rest)
}

// minutesPart is one paragraph on the page, with what can be done with it.
func (v *visit) minutesPart(p minutes.Page, part rendering.Part) web.MinutesPart {
	one := web.MinutesPart{ID: part.Block, Label: part.Label, Head: part.Head, Words: wordsOf(part), Lang: tagOf(langOf(part)), Box: part.Decision != nil || part.Action != nil}
	if part.By != "" {
		one.Head += v.t.Say("minutes.by", fault.Args{"Organisation": part.By})
	}
	if d := part.Decision; d != nil {
		one.Pairs = []web.Pair{{Key: v.t.Say("minutes.votes"), Text: d.Votes}, {Key: v.t.Say("minutes.rule"), Text: d.Rule}, {Key: v.t.Say("minutes.quorum"), Text: d.Quorum}}
		for _, g := range d.Groups {
			one.Pairs = append(one.Pairs, web.Pair{Key: g.Name, Text: v.t.Say("minutes.group", fault.Args{"For": g.Favour, "Against": g.Against, "Abstained": g.Abstained})})
		}
	}
	if a := part.Action; a != nil {
		one.Pairs = []web.Pair{{Key: v.t.Say("minutes.owner"), Text: a.Owner, Lang: v.foreign(a.OwnerIn)}, {Key: v.t.Say("minutes.due"), Text: a.Until},
			{Key: v.t.Say("minutes.promise"), Body: web.Ref(a.Promised.Reference, "")}}
	}
	if part.State == text.Missing {
		one.Notes = append(one.Notes, v.t.Say("minutes.untranslated"))
	}
	if part.Stale {
		one.Notes = append(one.Notes, v.t.Say("translating.stale"))
	}
	v.minutesPartActs(p, part, &one)
	return one
}

// foreign is the lang of something on a page, empty where it is the page's own.
func (v *visit) foreign(code string) string {
	if code == v.code() {
		return ""
	}
	return tagOf(code)
}

func (v *visit) minutesPartActs(p minutes.Page, part rendering.Part, one *web.MinutesPart) {
	add := func(word, rest string) {
		one.Acts = append(one.Acts, web.Anchor{Word: word, Href: v.minutesAt(p.Set, rest)})
	}
	if p.Writes && p.Set.State == minutes.Drafted && p.Set.Laid && part.Kind != minutes.Reservation {
		add(v.t.Say("minutes.edit"), "/write?block="+part.Block)
	}
	if p.Set.Circulating(v.now) && v.s.Minutes.Corrects(v.actor, p) {
		add(v.t.Of("verb.minutes", "file"), "/file?block="+part.Block)
		if one.Passage = v.minutesAt(p.Set, "/file?block="+part.Block); langOf(part) != p.Set.Language {
			one.Passage += "&kind=" + minutes.Rendering
		}
	}
	if received.MayEnter(v.actor, p.Set, v.now) == nil {
		add(v.t.Of("received.enter", received.Correction), "/received?block="+part.Block)
	}
	translates := policy.May(policy.LinkTranslation, v.actor.OfficeRoles()) && minutes.Translatable(p.Set.State)
	if b, ok := p.Block(part.Block); ok && translates && b.Words != "" {
		for _, code := range lang.Codes() {
			if string(code) != p.Set.Language {
				add(v.t.Say("minutes.translate_into", fault.Args{"Language": v.t.Of("rule.language", string(code))}), "/translate?block="+part.Block+"&to="+string(code))
			}
		}
	}
}

func (v *visit) minutesRoll(sheet rendering.Sheet, view *web.MinutesView) {
	view.RollWord = v.t.Say("minutes.roll")
	for _, list := range sheet.Attendance {
		l := web.MinutesList{Word: list.Word}
		for _, line := range list.Of {
			var people []string
			for _, sat := range line.People {
				name := sat.Name
				if sat.Hours != "" {
					name += " (" + sat.Hours + ")"
				}
				people = append(people, name)
			}
			l.Lines = append(l.Lines, web.MinutesLine{Name: line.Name, Lang: v.foreign(line.In), People: strings.Join(people, v.t.Say("minutes.comma"))})
		}
		view.Roll = append(view.Roll, l)
	}
	if len(sheet.Recorders) > 0 {
		view.Roll = append(view.Roll, web.MinutesList{Word: v.t.Say("minutes.recorded_by"), Lines: []web.MinutesLine{{Name: strings.Join(sheet.Recorders, v.t.Say("minutes.comma"))}}})
	}
	for _, q := range sheet.Quorum {
		view.Quorum = append(view.Quorum, web.MinutesTurn{Clock: q.Clock, Words: q.Words})
	}
	for _, e := range sheet.Errata {
		view.Errata = append(view.Errata, web.MinutesErratum{Head: v.t.Say("minutes.erratum_head", fault.Args{"Number": e.Number, "Day": e.Dated}), Words: e.Words})
	}
}
