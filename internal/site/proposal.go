package site

import (
	"net/http"
	"strconv"

	"sametable/internal/drafting"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// proposalRoutes are the pages of the room of proposals. /proposal/ takes ids: one that has no number yet is known by nothing else.
func (s *Site) proposalRoutes() []Route {
	return []Route{
		get("/:l/f/:key/p", anyone, func(v *visit) error {
			return v.Redirect(http.StatusMovedPermanently, web.Link(v.t, "/f/"+v.Param("key")+"/proposals"))
		}),
		get("/:l/f/:key/proposals", anyone, proposalList),
		get("/:l/f/:key/p/:no", anyone, proposalPage),
		get("/:l/f/:key/p/:no/v/:n", anyone, proposalVersionPage),
		get("/:l/f/:key/p/:no/diff/:pair", anyone, proposalDiffPage),
		get("/:l/f/:key/p/:no/synopsis", anyone, synopsisPage),
		get("/:l/f/:key/p/:no/synopsis.csv", anyone, synopsisCSV),
		get("/:l/write/proposal", signedIn, proposalBeginPage),
		post("/:l/write/proposal", signedIn, proposalBegin),
		get("/:l/write/proposal/:id", signedIn, proposalSheet),
		get("/:l/write/proposal/:id/:step", signedIn, proposalStepPage),
		post("/:l/write/proposal/:id/:step", signedIn, proposalStep),
		get("/:l/proposal/:id", anyone, proposalByID),
		get("/:l/proposal/:id/screen", signedIn, screeningPage),
		post("/:l/proposal/:id/screen", signedIn, screen),
		get("/:l/proposal/:id/letter", signedIn, proposalLetterPage),
		post("/:l/proposal/:id/letter", signedIn, proposalLetter),
		get("/:l/proposal/:id/consult", signedIn, consultPage),
		post("/:l/proposal/:id/consult", signedIn, consult),
		post("/:l/proposal/:id/change", signedIn, proposalChange),
		get("/:l/proposal/:id/:verb", signedIn, proposalVerbPage),
		post("/:l/proposal/:id/:verb", signedIn, proposalVerb),
		get("/:l/proposal-letter/:id", signedIn, proposalPaper),
	}
}

// proposalOn finds the proposal of an address with an id.
func (v *visit) proposalOn() (proposal.Row, error) {
	return v.s.Proposals.ByID(v.Request().Context(), v.actor, v.Param("id"), v.threadReader())
}

// proposalCrumbs lead from a page about a proposal back to it; a proposal without a number is called what it is.
func (v *visit) proposalCrumbs(row proposal.Row, more ...string) []web.Anchor {
	crumbs := []web.Anchor{{Word: v.t.Say("web.forums"), Href: web.Link(v.t, "/forums")}, v.proposalForum(row),
		{Word: v.t.Say("proposal.list"), Href: web.Link(v.t, "/f/"+row.ForumKey+"/proposals")}}
	ref := row.Reference
	if ref == "" {
		ref = v.t.Say("proposal.unnumbered")
	}
	if len(more) == 0 {
		return append(crumbs, web.Anchor{Word: ref})
	}
	crumbs = append(crumbs, web.Anchor{Word: ref, Href: web.Link(v.t, row.Path())})
	for _, word := range more {
		crumbs = append(crumbs, web.Anchor{Word: word})
	}
	return crumbs
}

func (v *visit) proposalForum(row proposal.Row) web.Anchor {
	name, tag := v.called(row.ForumZh, row.ForumEn, row.ForumSv)
	return web.Anchor{Word: name, Lang: tag, Href: web.Link(v.t, "/f/"+row.ForumKey)}
}

// proposalOrg is the organisation a proposal comes from.
func (v *visit) proposalOrg(row proposal.Row) web.Org {
	o := web.Org{Kind: string(row.OrgKind), Href: web.Link(v.t, "/o/"+row.OrgKey)}
	o.Name, o.Lang = v.called(row.OrgZh, row.OrgEn, row.OrgSv)
	return o
}

// proposalStatus is a chip for a state: what it means to the reader chooses its tint.
func (v *visit) proposalStatus(p proposal.Proposal) web.Status {
	s := web.Status{Family: web.Waiting, Word: v.t.Of("state.proposal", p.State)}
	switch p.State {
	case proposal.Recommended, proposal.Partnership:
		s.Family = web.Done
	case proposal.Declined, proposal.Draft, proposal.Withdrawn, proposal.Merged, proposal.Refused, proposal.Forwarded:
		s.Family = web.Neutral
	case proposal.Closed:
		s.Family = web.Done
	case proposal.Returned:
		if _, own := v.actor.Member(p.ProposedFor); own {
			s.Family = web.Needs
		}
	case proposal.Consultation:
		if s.Family = web.Open; !p.Takes(v.now) {
			s.Family, s.Word = web.Waiting, v.t.Say("proposal.window_closed")
		}
		if p.AnsweredAt != nil {
			s.Word = v.t.Say("proposal.answered")
		}
	}
	return s
}

// proposalUntil says how long is left where something ends: the consultation, or the time for screening.
func (v *visit) proposalUntil(p proposal.Proposal) string {
	if p.Takes(v.now) {
		return v.t.Remaining(*p.ClosesAt, v.now)
	}
	return ""
}

// stages are the groups in which a list shows states.
func stages() []struct {
	name   string
	states []string
} {
	return []struct {
		name   string
		states []string
	}{
		{"preparing", []string{proposal.Draft, proposal.Confirming, proposal.Returned}},
		{"screening", []string{proposal.Submitted, proposal.Admitted}},
		{"consultation", []string{proposal.Consultation}},
		{"deliberation", []string{proposal.Deliberation}},
		{"handling", []string{proposal.Recommended, proposal.HandedOver, proposal.ReHandling}},
		{"answered", []string{proposal.Replied, proposal.Rated}},
		{"following", []string{proposal.FollowUp}},
		{"partnership", []string{proposal.Partnership}},
		{"closed", []string{proposal.Closed}},
		{"ended", []string{proposal.Declined, proposal.Merged, proposal.Refused, proposal.Forwarded, proposal.Withdrawn}},
	}
}

// proposalList shows a forum's proposals, as far as the viewer may see them.
func proposalList(v *visit) error {
	ctx := v.Request().Context()
	f, err := v.s.Forums.Find(ctx, v.Param("key"))
	if err != nil {
		return err
	}
	counts, err := v.s.Proposals.Stages(ctx, v.actor, f.ID)
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("proposal.list"), web.SectionForums)
	if err != nil {
		return err
	}
	page.Path = f.Path() + "/proposals"
	here := web.Link(v.t, page.Path)
	view := web.ProposalListView{Page: page, Forum: v.forumAnchor(f), Empty: v.t.Say("proposal.none")}
	filter, total, chosen := proposal.Filter{Forum: f.ID, After: v.QueryParam("after")}, 0, v.QueryParam("stage")
	for _, s := range stages() {
		n := 0
		for _, state := range s.states {
			n += counts[state]
		}
		total += n
		if s.name == chosen {
			filter.States, view.Empty = s.states, v.t.Say("proposal.none_in_stage")
		}
		if n > 0 || s.name == chosen {
			view.Stages = append(view.Stages, web.Tab{Word: v.t.Of("proposal.stage", s.name), Href: here + "?stage=" + s.name, Current: s.name == chosen, Count: n})
		}
	}
	if chosen != "" && filter.States == nil {
		v.unknownFilter(&view.Page, chosen)
		chosen = ""
	}
	view.Stages = append([]web.Tab{{Word: v.t.Say("proposal.stage_all"), Href: here, Current: filter.States == nil, Count: total}}, view.Stages...)
	rows, more, err := v.s.Proposals.List(ctx, v.actor, filter, v.code())
	if err != nil {
		return err
	}
	for _, row := range rows {
		view.Rows = append(view.Rows, v.proposalEntry(row))
	}
	if more {
		view.Older = here + "?stage=" + chosen + "&after=" + rows[len(rows)-1].ID
	}
	if why := drafting.MayWrite(v.actor, f.ID, v.now); why == nil {
		view.Write = web.Link(v.t, "/write/proposal?forum="+f.Key)
	} else {
		view.Why = v.t.Say("proposal.who_writes")
	}
	return v.show(http.StatusOK, web.ProposalList(view))
}

func (v *visit) proposalEntry(row proposal.Row) web.ProposalEntry {
	return web.ProposalEntry{Ref: row.Reference, Title: v.proposalTitle(row), Href: web.Link(v.t, row.Path()), Status: v.proposalStatus(row.Proposal),
		Org: v.proposalOrg(row), With: v.signedWith(row.Proposal), Outcome: v.t.Of("proposal.outcome", string(row.Outcome)), Since: row.StateSince, Until: v.proposalUntil(row.Proposal)}
}

// proposalByID leads to the page of a proposal that has a number, and shows one that has none.
func proposalByID(v *visit) error {
	row, err := v.proposalOn()
	if err != nil {
		return err
	}
	if row.Number > 0 {
		return v.Redirect(http.StatusSeeOther, web.Link(v.t, row.Path()))
	}
	return v.showProposal(row)
}

// proposalPage shows a proposal.
func proposalPage(v *visit) error {
	row, err := v.s.Proposals.Find(v.Request().Context(), v.actor, v.Param("key"), v.Param("no"), v.threadReader())
	if err != nil {
		return err
	}
	return v.showProposal(row)
}

// proposalTag is the language a proposal is written in, as a lang attribute.
func proposalTag(p proposal.Proposal) string { return lang.Code(p.Language).Tag() }

// translates tells whether the viewer makes or reviews translations.
func (v *visit) translates() bool { return policy.May(policy.LinkTranslation, v.actor.OfficeRoles()) }

// versionPath is the permanent address of one version.
func versionPath(p proposal.Proposal, n int) string { return p.Path() + "/v/" + strconv.Itoa(n) }

// proposalsOnForum is how many proposals a forum's own page shows, and proposalsCounted how many are counted as they are read.
const (
	proposalsOnForum = 3
	proposalsCounted = 200
)

// forumProposals adds a forum's proposals by stage, those that moved last, and the way to write one.
func (v *visit) forumProposals(view *web.ForumView, f forum.Forum) error {
	ctx := v.Request().Context()
	rows, more, err := v.s.Proposals.List(ctx, v.actor, proposal.Filter{Forum: f.ID, Most: proposalsCounted}, v.code())
	if err != nil {
		return err
	}
	counts := map[string]int{}
	for i, row := range rows {
		counts[row.State]++
		if i < proposalsOnForum {
			view.Open = append(view.Open, v.proposalEntry(row))
		}
	}
	if more {
		if counts, err = v.s.Proposals.Stages(ctx, v.actor, f.ID); err != nil {
			return err
		}
	}
	at := web.Link(v.t, f.Path()+"/proposals")
	for _, s := range stages() {
		n := 0
		for _, state := range s.states {
			n += counts[state]
		}
		if n > 0 {
			view.Stages = append(view.Stages, web.Figure{Value: v.t.Number(n), Name: v.t.Of("proposal.stage", s.name), Href: at + "?stage=" + s.name})
		}
	}
	if drafting.MayWrite(v.actor, f.ID, v.now) == nil {
		view.Propose = web.Link(v.t, "/write/proposal?forum="+f.Key)
	}
	if len(rows) > 0 {
		view.AllOfIt = &web.Anchor{Word: v.t.Say("proposal.all"), Href: at}
	}
	return nil
}

// openOnHome is how many open consultations the first page shows.
const openOnHome = 3

// homeConsultations are the consultations that are open now, those that close first before the others.
func (v *visit) homeConsultations() ([]web.ProposalEntry, error) {
	rows, err := v.s.Proposals.Open(v.Request().Context(), v.actor, v.code(), openOnHome)
	var list []web.ProposalEntry
	for _, row := range rows {
		list = append(list, v.proposalEntry(row))
	}
	return list, err
}
