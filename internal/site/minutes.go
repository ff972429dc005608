package site

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/received"
	"sametable/internal/rendering"
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
	title, in := m.Title(v.code())
	crumbs := []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, {Word: m.ForumKey, Href: web.Link(v.t, "/f/"+m.ForumKey)},
		{Word: m.MeetingReference, Href: web.Link(v.t, strings.TrimSuffix(m.Path(), "/minutes"))}, {Word: title, Lang: v.foreign(in)}}
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
		return v.minutesAbsent(err)
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
		v.minutesStub(m, &view)
	} else {
		if err := v.minutesPaper(p, &view); err != nil {
			return err
		}
		if p.Set.Circulating(v.now) && !p.Past() && v.s.Minutes.Corrects(v.actor, p) {
			view.Passage, view.Quoted = web.Anchor{Word: v.t.Say("minutes.passage"), Href: "#corrections"}, minutes.QuoteMost
		}
		if err := v.minutesPast(p, &view); err != nil {
			return err
		}
		v.minutesFiles(p, &view)
		if err := v.minutesBeside(p, &view); err != nil {
			return err
		}
		if err := v.minutesErasures(p, &view); err != nil {
			return err
		}
	}
	if err := v.minutesUnread(p, &view); err != nil {
		return err
	}
	if !p.Past() {
		v.minutesActs(p, &view)
	}
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

// minutesStub says why there is nothing to read: they are not there yet, or withheld, and on what ground.
func (v *visit) minutesStub(m minutes.Set, view *web.MinutesView) {
	view.Stub = v.t.Say("minutes.not_yet")
	if m.State == minutes.Withheld {
		view.Stub = v.t.Say("minutes.stub", fault.Args{"Number": m.Numbered(v.code())})
		view.Facts = append(view.Facts, web.Pair{Key: v.t.Say("minutes.ground"), Text: m.Ground, Lang: web.Tongue(v.t, m.Ground)})
	}
}

// filedView are the files that went with an item, as the paper names them, each leading to the file.
func (v *visit) filedView(files []rendering.Filed) []web.AgendaFile {
	var all []web.AgendaFile
	for _, f := range files {
		one := web.AgendaFile{ID: f.ID, Title: f.Title, Lang: tagOf(f.In), Said: f.Said}
		if !f.Gone {
			one.Href = web.Link(v.t, meeting.FilePath(f.ID))
		}
		all = append(all, one)
	}
	return all
}

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

// minutesPairs is what is typed of a paragraph, in the words of a language.
func minutesPairs(t *lang.Speaker, part rendering.Part) (pairs []web.Pair) {
	if d := part.Decision; d != nil {
		pairs = []web.Pair{{Key: t.Say("minutes.votes"), Text: d.Votes}, {Key: t.Say("minutes.rule"), Text: d.Rule}, {Key: t.Say("minutes.quorum"), Text: d.Quorum}}
		for _, g := range d.Groups {
			pairs = append(pairs, web.Pair{Key: g.Name, Text: g.Said})
		}
		for _, r := range d.Roll {
			pairs = append(pairs, web.Pair{Key: r.Voice, Text: r.Of})
		}
	}
	if a := part.Action; a != nil {
		owner := web.Pair{Key: t.Say("minutes.owner"), Text: a.Owner}
		if a.OwnerIn != string(t.Code()) {
			owner.Lang = tagOf(a.OwnerIn)
		}
		pairs = []web.Pair{owner, {Key: t.Say("minutes.due"), Text: a.Until}, {Key: t.Say("minutes.promise"), Text: a.Promised.Reference, Body: web.Ref(a.Promised.Reference, "")}}
	}
	return pairs
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
