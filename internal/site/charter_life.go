package site

import (
	"slices"
	"strconv"
	"time"

	"sametable/internal/charter"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/web"
)

// charterRoutes are the pages of charters and of their life.
func (s *Site) charterRoutes() []Route {
	return []Route{
		get("/:l/f/:key/charter", anyone, charterPage),
		get("/:l/f/:key/charter/:number", anyone, charterNumberPage),
		get("/:l/f/:key/charter/:number/v/:version", anyone, charterVersionPage),
		get("/:l/f/:key/charter/:number/diff/:pair", anyone, charterDiffPage),
		get("/:l/f/:key/charter/:number/said", signedIn, charterSaidPage),
		get("/:l/f/:key/charter/edit", signedIn, charterEditPage),
		post("/:l/f/:key/charter/edit", signedIn, charterEdit),
		post("/:l/f/:key/charter/begin", signedIn, charterBegin),
		get("/:l/charter/:id/:verb", signedIn, charterVerbPage),
		post("/:l/charter/:id/:verb", signedIn, charterVerb),
		get("/:l/charter-comment/:id/:verb", signedIn, commentVerbPage),
		post("/:l/charter-comment/:id/:verb", signedIn, commentVerb),
		get("/:l/charter-change/:id/:verb", signedIn, changeVerbPage),
		post("/:l/charter-change/:id/:verb", signedIn, changeVerb),
	}
}

// charterStops are the stages of a charter's way.
func (v *visit) charterStops(c forum.Charter) []web.Stop {
	stop := func(name string) web.Stop { return web.Stop{Word: v.t.Of("charter.stop", name)} }
	all := []web.Stop{stop("draft"), stop("review"), stop("consult"), stop("decide"), stop("adopt")}
	now := slices.Index([]string{forum.CharterDraft, forum.CharterReview, forum.CharterConsultation, forum.CharterDecision, forum.CharterAdopted}, c.State)
	if now < 0 {
		now = 4
		all[4].Word = v.t.Of("state.charter", c.State)
	}
	all[0].When = c.MadeAt
	if c.ConsultedAt != nil && now >= 2 {
		all[2].When = *c.ConsultedAt
	}
	if c.StateSince != nil && now > 0 {
		all[now].When = *c.StateSince
	}
	if c.State == forum.CharterAdopted && c.AdoptedOn != nil {
		all[4].When = *c.AdoptedOn
	}
	if c.State == forum.CharterConsultation && c.WindowEnds != nil {
		all[2].Note = v.t.Say("proposal.until", fault.Args{"Day": v.t.Date(*c.WindowEnds, lang.Beijing)})
	}
	for i := range all {
		all[i].Past, all[i].Now = i < now, i == now
	}
	return all
}

// charterFacts are what is known of a charter's way: its window, the words that were consulted on, and the ballots.
func (v *visit) charterFacts(p charter.Page) []web.Pair {
	c, at := p.Charter, p.Charter.Path(p.Forum)
	facts := []web.Pair{{Key: v.t.Say("charter.reference"), Body: web.Ref(c.Reference(p.Forum.Key), "")}}
	if c.ConsultedAt != nil && c.WindowEnds != nil {
		facts = append(facts, web.Pair{Key: v.t.Say("charter.window"), Body: web.Window(v.t, *c.ConsultedAt, *c.WindowEnds)})
	}
	for _, x := range p.Versions {
		if x.ID == c.ConsultedID {
			n := strconv.Itoa(x.Number)
			facts = append(facts, web.Pair{Key: v.t.Say("charter.consulted"), Body: web.Ref(v.t.Say("proposal.version", fault.Args{"Number": n}), web.Link(v.t, at+"/v/"+n))})
			if x.ID != c.VersionID {
				facts = append(facts, web.Pair{Key: v.t.Say("charter.since"), Body: web.Lead(web.Anchor{Word: v.t.Say("charter.see_changes"), Href: web.Link(v.t, at+"/diff/"+n+".."+strconv.Itoa(p.Text.Number))})})
			}
		}
	}
	var lines []web.Anchor
	for _, b := range p.Ballots {
		word := v.t.Of("state.ballot", b.State)
		if b.Result != "" {
			word = v.t.Of("ballot.result", string(b.Result))
		}
		lines = append(lines, web.Anchor{Word: word + v.t.Say("ballot.day", fault.Args{"Day": v.t.Date(b.StateSince, lang.Beijing)}), Href: web.Link(v.t, b.Path())})
	}
	if len(lines) > 0 {
		facts = append(facts, web.Pair{Key: v.t.Say("decision.ballots"), Body: web.RefLines(lines)})
	}
	return facts
}

// aboutComments are the verbs that are offered beside the comment they are about.
func aboutComments() []string {
	return []string{"change_comment", "withdraw_comment", "answer_comment"}
}

// charterActs fills what the viewer may do with the charter as a whole, and why what is hers cannot be done yet.
func (v *visit) charterActs(p charter.Page, view *web.CharterView) {
	if v.actor.Visitor() {
		return
	}
	for _, o := range v.s.Charters.Options(v.actor, p) {
		if slices.Contains(aboutComments(), o.Verb) {
			continue
		}
		word := v.t.Of("verb.charter", o.Verb)
		if o.Blocked != nil {
			if o.Verb == "reject" || o.Verb == "adopt" && p.Known.Decided != "" || o.Verb == "supersede" || o.Blocked.ID == "guard.charter.to_review" {
				continue // the other way of what is announced, what comes with that, and what is not hers
			}
			view.Why = append(view.Why, v.t.Say("charter.not_yet", fault.Args{"Step": word, "Why": v.t.Message(*o.Blocked)}))
			continue
		}
		a := web.Act{Word: word, Href: web.Link(v.t, "/charter/"+p.Charter.ID+"/"+o.Verb)}
		switch o.Verb {
		case "edit":
			a.Href, a.Icon = web.Link(v.t, p.Forum.Path()+"/charter/edit"), "pen"
		case "adopt", "reject":
			a.Href, a.Kind = web.Link(v.t, "/charter/"+p.Charter.ID+"/announce"), "first"
		case "submit", "consult", "comment", "open_ballot":
			a.Kind = "first"
		}
		view.Acts = append(view.Acts, a)
	}
}

// rulePlaces are the words for the rules a comment can be about, by the names of their fields.
func rulePlaces() map[string]string {
	return map[string]string{"notice_days": "rule.notice", "quorum_share": "rule.quorum", "quorum_groups": "rule.quorum_groups", "quorum_needs": "rule.needs", "both_provinces": "rule.provinces",
		"decision": "rule.decision", "roll_call": "rule.roll_call", "attributed_dissent": "rule.dissent", "minutes_approval": "rule.minutes", "consultation_days": "rule.consultation",
		"reply_months": "rule.reply", "reply_months_most": "rule.reply_months_most", "clock_to_members": "rule.clock", "seats": "rule.seats", "threads": "rule.threads",
		"watched": "rule.watched", "quiet_minutes": "rule.quiet", "languages": "rule.languages"}
}

// placeWord says what a comment is about.
func (v *visit) placeWord(c charter.Comment) string {
	switch {
	case c.Block() > 0:
		return v.t.Say("charter.place_block", fault.Args{"N": strconv.Itoa(c.Block())})
	case c.Rule() != "":
		return v.t.Say("charter.place_rule", fault.Args{"Rule": v.t.Say(rulePlaces()[c.Rule()])})
	}
	return v.t.Say("charter.place_whole")
}

// placeOptions are the places of the charter a comment can be about.
func (v *visit) placeOptions(p charter.Page) []web.Option {
	list := []web.Option{{Value: "", Word: v.t.Say("charter.place_whole")}}
	source, tag := p.Text.Source, tagOf(p.Text.Language)
	if own := p.Sources[v.code()]; own != "" && len(markup.Render(own).Blocks) == len(markup.Render(source).Blocks) {
		source, tag = own, v.t.Tag()
	}
	for i, b := range markup.Render(source).Blocks {
		const shown = 60
		list = append(list, web.Option{Value: charter.BlockPlace(i + 1), Word: markup.Excerpt(b.Source, shown), Lang: tag})
	}
	for _, name := range forum.RuleNames() {
		list = append(list, web.Option{Value: charter.RulePlace(name), Word: v.t.Say("charter.place_rule", fault.Args{"Rule": v.t.Say(rulePlaces()[name])})})
	}
	return list
}

// charterComments are what was said on a charter and what became of it, where the viewer may read that; nil where there was no
// consultation.
func (v *visit) charterComments(p charter.Page) (*web.CharterComments, error) {
	if p.Charter.ConsultedAt == nil || !v.s.Charters.Reads(v.actor, p.Forum) {
		return nil, nil
	}
	view := &web.CharterComments{Title: v.t.Say("charter.said"), Empty: v.t.Say("charter.nothing_said"), Lead: v.t.Say("charter.said_lead"),
		List: web.Link(v.t, p.Charter.Path(p.Forum)+"/said")}
	var ids []string
	for _, c := range p.Comments {
		ids = append(ids, c.ID)
	}
	ways, err := v.eraseSome(charter.CommentNoun, ids...)
	if err != nil {
		return nil, err
	}
	counts := map[string]int{}
	for i, c := range p.Comments {
		line := v.commentLine(c)
		line.N = i + 1
		v.commentActs(p, c, &line)
		if way := ways[c.ID]; way != nil {
			line.Acts, line.Notes = append(line.Acts, *way.act), way.notes
		}
		if c.WithdrawnAt == nil {
			counts[c.Fate]++
		}
		view.Rows = append(view.Rows, line)
	}
	if len(p.Comments) > 0 {
		view.Counts = v.t.Say("charter.counts", fault.Args{"All": v.t.Number(len(p.Comments)), "Taken": v.t.Number(counts[charter.TakenUp]), "Part": v.t.Number(counts[charter.InPart]),
			"Not": v.t.Number(counts[charter.NotUp]), "Open": v.t.Number(counts[""])})
	}
	return view, nil
}

// commentLine is one comment with what became of it.
func (v *visit) commentLine(c charter.CommentRow) web.CharterComment {
	line := web.CharterComment{ID: "c-" + c.ID, Org: v.orgNamed(kindOf(c.OrgKind), c.OrgKey, c.OrgZh, c.OrgEn, c.OrgSv), Place: v.placeWord(c.Comment), Quote: c.Quote, Words: c.Words, Lang: tagOf(c.Language),
		When: c.FiledAt, Answer: c.Answer, AnswerLang: tagOf(c.AnswerLanguage)}
	line.QuoteLang = lang.Guess(c.Quote).Tag()
	if c.ChangedAt != nil {
		line.When = *c.ChangedAt
	}
	switch {
	case c.Erased():
		line.Stub = v.t.Say("proposal.erased_title")
	case c.WithdrawnAt != nil:
		line.Stub = v.t.Say("charter.comment_withdrawn", fault.Args{"Day": v.t.Date(*c.WithdrawnAt, lang.Beijing)})
	}
	line.Fate = web.SynopsisLine{Fate: map[string]string{charter.TakenUp: "taken", charter.InPart: "part"}[c.Fate], Word: v.t.Say("charter.no_fate")}
	if c.Fate != "" {
		line.Fate.Word = v.t.Of("charter.fate", c.Fate)
	}
	return line
}

// commentActs fills what the viewer may do with one comment.
func (v *visit) commentActs(p charter.Page, c charter.CommentRow, line *web.CharterComment) {
	for _, verb := range aboutComments() {
		if v.actor.Visitor() || v.s.Charters.May(v.actor, p, verb, &c.Comment) != nil {
			continue
		}
		line.Acts = append(line.Acts, web.Act{Word: v.t.Of("verb.charter", verb), Href: web.Link(v.t, "/charter-comment/"+c.ID+"/"+verb)})
	}
}

// charterChanges are the editorial changes of a charter, newest first.
func (v *visit) charterChanges(p charter.Page) []web.CharterChange {
	var list []web.CharterChange
	for _, x := range p.Changes {
		line := web.CharterChange{Status: v.changeStatus(x.Change), Reason: x.Reason, Lang: tagOf(x.Language), Objection: x.Objection, ObjectionLang: tagOf(x.ObjectionLanguage)}
		name, _ := v.postName(x.Name, x.Latin)
		line.Facts = []web.Pair{{Key: v.t.Say("charter.change_by"), Text: name, Lang: v.nameLang(name)}, {Key: v.t.Say("charter.change_window"), Body: web.Window(v.t, x.ProposedAt, x.EndsAt)}}
		line.Blocks = v.changeBlocks(p, x.Change)
		if x.OrgKey != "" {
			org := v.orgNamed(kindOf(x.OrgKind), x.OrgKey, x.OrgZh, x.OrgEn, x.OrgSv)
			line.Objector = &org
		}
		for _, verb := range charter.ChangeVerbs() {
			if !v.actor.Visitor() && v.s.Charters.MayChange(v.actor, x.Change, verb) == nil {
				line.Acts = append(line.Acts, web.Act{Word: v.t.Of("verb.charter_change", verb), Href: web.Link(v.t, "/charter-change/"+x.ID+"/"+verb)})
			}
		}
		list = append(list, line)
	}
	return list
}

func (v *visit) changeStatus(x charter.Change) web.Status {
	s := web.Status{Family: web.Neutral, Word: v.t.Of("state.charter_change", x.State)}
	switch x.State {
	case charter.ChangeOpen:
		s.Family = web.Open
	case charter.ChangeInForce:
		s.Family = web.Done
	}
	return s
}

// layCharters lays out the charters that ask something of her.
func (v *visit) layCharters(d *laid) error {
	duties, err := v.s.Charters.Duties(v.Request().Context(), v.actor)
	if err != nil {
		return err
	}
	for _, duty := range duties {
		name, tag := v.called(duty.Forum.NameZh, duty.Forum.NameEn, duty.Forum.NameSv)
		item := web.DeskItem{Task: v.t.Of("desk.charter", duty.Task), Ref: duty.Charter.Reference(duty.Forum.Key), Title: name, Lang: tag,
			Href: web.Link(v.t, duty.Charter.Path(duty.Forum))}
		family := web.Waiting
		if duty.Mine {
			family = web.Needs
		}
		item.Status = []web.Status{v.since(family, duty.Since)}
		if duty.Ends != nil {
			item.Status = append(item.Status, web.Status{Family: web.Waiting, Icon: "clock", Word: v.t.Remaining(*duty.Ends, v.now)})
		}
		if duty.Mine {
			d.needs = append(d.needs, item)
		} else {
			d.waits = append(d.waits, item)
		}
	}
	return nil
}

// windowDay is the first day that a consultation can end on, as its field has it.
func windowDay(now time.Time) string {
	return forum.Window(now, charter.ConsultLeast, lang.Beijing.Location()).In(lang.Beijing.Location()).Format(time.DateOnly)
}
