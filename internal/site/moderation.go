package site

import (
	"net/http"
	"slices"
	"strings"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/thread"
	"sametable/web"
)

// moderationRoutes are the pages of those who keep order.
func (s *Site) moderationRoutes() []Route {
	return []Route{
		get("/:l/mod", signedIn, modQueue),
		get("/:l/mod/p/:id", signedIn, modItem),
	}
}

// The risks, gravest first: the order of the queue.
const (
	riskChild = iota
	riskHeld
	riskRemoval
	riskLetter
	riskNone
)

func modRisk(row thread.PostRow) int {
	switch {
	case row.State == thread.Held && strings.Contains(row.HeldFor, "rule:"):
		return riskChild
	case row.State == thread.Held:
		return riskHeld
	case row.Proposed():
		return riskRemoval
	case row.State == thread.Confirming && row.Letter != "":
		return riskLetter
	}
	return riskNone
}

func (v *visit) modRiskStatus(risk int) web.Status {
	switch risk {
	case riskChild:
		return web.Status{Family: web.Overdue, Icon: "shield", Word: v.t.Say("mod.risk_child")}
	case riskHeld:
		return web.Status{Family: web.Needs, Word: v.t.Say("mod.risk_held")}
	case riskRemoval:
		return web.Status{Family: web.Waiting, Icon: "eye", Word: v.t.Say("mod.risk_removal")}
	case riskLetter:
		return web.Status{Family: web.Open, Icon: "file", Word: v.t.Say("mod.risk_letter")}
	}
	return web.Status{Family: web.Neutral, Word: v.t.Say("mod.risk_none")}
}

// waitingForModerators gives every post that waits for one, the riskiest first; among those of one risk first what the viewer
// reads the language of, and then the longest waiting.
func (v *visit) waitingForModerators() ([]thread.PostRow, error) {
	ctx := v.Request().Context()
	rows, err := v.s.Threads.Held(ctx, v.actor, v.code())
	if err != nil {
		return nil, err
	}
	asked, err := v.s.Threads.ToConfirm(ctx, v.actor, v.code())
	if err != nil {
		return nil, err
	}
	for _, row := range asked {
		if row.Letter != "" {
			rows = append(rows, row)
		}
	}
	slices.SortStableFunc(rows, func(a, b thread.PostRow) int {
		if d := modRisk(a) - modRisk(b); d != 0 {
			return d
		}
		if reads := v.readsLanguage(a.Language); reads != v.readsLanguage(b.Language) {
			if reads {
				return -1
			}
			return 1
		}
		return a.SentAt.Compare(b.SentAt)
	})
	return rows, nil
}

// modQueue shows what waits for moderators. To everybody else the page does not exist.
func modQueue(v *visit) error {
	if !v.actor.Has(policy.Moderator) {
		return fault.NotFound()
	}
	rows, err := v.waitingForModerators()
	if err != nil {
		return err
	}
	ids := make([]string, len(rows))
	for i, row := range rows {
		ids[i] = row.ID
	}
	cards, err := v.cards(ids)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("mod.title"), web.SectionNone)
	if err != nil {
		return err
	}
	page.Private = true
	view := web.QueueView{Page: page}
	counts := map[int]int{}
	for _, row := range rows {
		counts[modRisk(row)]++
		view.Items = append(view.Items, v.modEntry(row, cards[row.ID]))
	}
	erasures, err := v.modErasures()
	if err != nil {
		return err
	}
	view.Items, counts[riskRemoval] = v.modWith(rows, view.Items, erasures), counts[riskRemoval]+len(erasures)
	for risk := riskChild; risk < riskNone; risk++ {
		view.Figures = append(view.Figures, web.Figure{Value: v.t.Number(counts[risk]), Name: v.modRiskStatus(risk).Word})
	}
	return v.show(http.StatusOK, web.Queue(view))
}

// modErasures are what a first moderator wants erased for good, as the queue shows it.
func (v *visit) modErasures() ([]web.QueueItem, error) {
	waiting, cards, err := v.erasuresWaiting()
	var items []web.QueueItem
	for _, e := range waiting {
		card := cards[e.Of.ID]
		item := web.QueueItem{Risk: v.modRiskStatus(riskRemoval), Kind: []string{v.t.Say("mod.erasure_proposed")}, Ref: card.Reference, Href: web.Link(v.t, erasurePath(e.Ref()))}
		if item.Title, item.Lang = v.erasedTitle(card); e.By == v.actor.Person {
			item.Own = v.t.Say("mod.you_proposed")
		}
		items = append(items, item)
	}
	return items, err
}

// modWith puts erasures of other things among the posts, before what is less grave than a removal.
func (v *visit) modWith(rows []thread.PostRow, items, erasures []web.QueueItem) []web.QueueItem {
	at := slices.IndexFunc(rows, func(row thread.PostRow) bool { return modRisk(row) > riskRemoval })
	if at < 0 {
		at = len(items)
	}
	return slices.Insert(items, at, erasures...)
}

func (v *visit) modEntry(row thread.PostRow, card register.Card) web.QueueItem {
	risk := modRisk(row)
	code := lang.Code(row.Language)
	item := web.QueueItem{
		Risk: v.modRiskStatus(risk), Kind: v.modReasons(row), Ref: card.Reference, Href: web.Link(v.t, "/mod/p/"+row.ID), By: v.postAuthor(row),
		In: code.Tag(), InName: v.t.Of("search.language", row.Language), Excerpt: v.modExcerpt(row), Since: row.SentAt, Own: v.modOwn(row),
	}
	item.Title, item.Lang = v.cardTitle(card)
	if risk != riskRemoval {
		item.Waiting = v.t.Ago(row.SentAt, v.now)
	}
	return item
}

// modReasons says why a post waits, each reason once.
func (v *visit) modReasons(row thread.PostRow) []string {
	switch modRisk(row) {
	case riskRemoval:
		return []string{v.modProposal(row)}
	case riskLetter:
		return []string{v.t.Say("mod.letter_to_check")}
	}
	var all []string
	for _, code := range strings.Fields(row.HeldFor) {
		reason, _, _ := strings.Cut(code, ":")
		if !slices.Contains([]string{"rule", "photo", "watched", "new_organisation", "returned"}, reason) {
			reason = "other"
		}
		if word := v.t.Of("mod.held", reason); !slices.Contains(all, word) {
			all = append(all, word)
		}
	}
	if row.Proposed() {
		all = append(all, v.modProposal(row))
	}
	return all
}

// modProposal says what the first of two wants.
func (v *visit) modProposal(row thread.PostRow) string {
	if row.ProposedVerb == "erase" {
		return v.t.Say("mod.erasure_proposed")
	}
	return v.t.Say("mod.removal_proposed")
}

// modFound is what the gate finds in a post now. Where it held the post and finds nothing any more, since the rules have
// changed, the whole text counts as found: better masked too much than too little.
func (v *visit) modFound(row thread.PostRow) (found safeguard.Finding, all bool) {
	found = v.s.Threads.Look(row.Source)
	return found, len(found) == 0 && modRisk(row) == riskChild
}

// modExcerpt is the beginning of a post without what may identify a child.
func (v *visit) modExcerpt(row thread.PostRow) string {
	const most = 90
	found, all := v.modFound(row)
	if all {
		return ""
	}
	return markup.Excerpt(safeguard.Mask(row.Source, found), most)
}

// modOwn says why a post is not the viewer's to judge; empty when it is.
func (v *visit) modOwn(row thread.PostRow) string {
	judged := v.postJudgement(thread.Thread{State: thread.Open}, row)
	switch {
	case row.Proposed() && row.ProposedBy == v.actor.Person:
		return v.t.Say("mod.you_proposed")
	case modRisk(row) == riskLetter && !judged["guard.post.checker"].OK:
		return v.t.Say("mod.you_entered")
	case modRisk(row) != riskLetter && !judged[guardOwnMatter].OK:
		return v.t.Say("mod.own_matter")
	case modRisk(row) == riskRemoval && !judged["guard.post.language"].OK:
		return v.t.Say("mod.needs_reader")
	}
	return ""
}
