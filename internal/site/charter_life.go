package site

import (
	"slices"
	"strconv"

	"sametable/internal/charter"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
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

// charterChanges are the editorial changes of a charter, newest first.
func (v *visit) charterChanges(p charter.Page) []web.CharterChange {
	var list []web.CharterChange
	for _, x := range p.Changes {
		line := web.CharterChange{Status: v.changeStatus(x.Change), Reason: x.Reason, Lang: tagOf(x.Language), Objection: x.Objection, ObjectionLang: tagOf(x.ObjectionLanguage), Declined: x.Declined, DeclinedLang: tagOf(x.DeclinedLanguage)}
		name, _ := v.postName(x.Name, x.Latin)
		line.Facts = []web.Pair{{Key: v.t.Say("charter.change_by"), Text: name, Lang: v.nameLang(name)}, {Key: v.t.Say("charter.change_window"), Body: web.Window(v.t, x.Since(), x.EndsAt)}}
		if !x.Announced() {
			line.Facts = line.Facts[:1]
		}
		if x.Erased() {
			line.Reason, line.Lang = v.t.Say("proposal.erased_stub"), v.t.Tag()
		} else {
			line.Blocks = v.changeBlocks(p, x.Change)
		}
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
