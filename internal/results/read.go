package results

import (
	"context"
	"maps"
	"slices"
	"time"

	"sametable/internal/commitment"
	"sametable/internal/document"
	"sametable/internal/drafting"
	"sametable/internal/handling"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Of reads what has changed, as far as the viewer may see it, in eight queries at most however much it is.
func (s *Room) Of(ctx context.Context, viewer policy.Actor, f Filter, reader string) (Results, error) {
	proposals, more, err := s.proposals.List(ctx, viewer, proposal.Filter{Forum: f.Forum, States: decided(), Most: Most}, reader)
	if err != nil {
		return Results{}, err
	}
	replies, err := s.replies(ctx, viewer, proposals)
	if err != nil {
		return Results{}, err
	}
	promises, morePromises, err := s.commitments.List(ctx, viewer, commitment.Filter{Forum: f.Forum, States: promised(), Most: Most})
	if err != nil {
		return Results{}, err
	}
	partnerships, morePartnerships, err := s.partnerships.List(ctx, viewer, partnership.Filter{Forum: f.Forum, States: agreed(), Most: Most})
	if err != nil {
		return Results{}, err
	}
	all := Results{More: more || morePromises || morePartnerships}
	if all.Documents, err = s.documents(ctx, promises); err != nil {
		return all, err
	}
	groups := gather(proposals, replies, promises, partnerships)
	in, err := s.provinceOf(ctx, f.Province)
	if err != nil {
		return all, err
	}
	for i := range groups {
		in.narrow(&groups[i])
	}
	all.Years = years(groups)
	if !slices.Contains(all.Years, f.Year) { // nothing is of that year: it narrows nothing
		f.Year = 0
	}
	for i := range groups {
		groups[i].narrow(f.Year)
		groups[i].count(s.r.Now(), f.Year)
		all.Sum.add(groups[i].Sum)
	}
	if last := len(groups) - 1; groups[last].Empty() {
		groups = groups[:last]
	}
	all.Groups = groups
	return all, nil
}

// replies reads the replies to some proposals that were issued, in the order of their rounds.
func (s *Room) replies(ctx context.Context, viewer policy.Actor, proposals []proposal.Row) (map[string][]Reply, error) {
	ids := make([]string, len(proposals))
	for i, p := range proposals {
		ids[i] = p.ID
	}
	var rows []Reply
	err := s.r.Read(ctx).Table("handling_answers").
		Select("handling_answers.*, o.key AS org_key, o.kind AS org_kind, o.name_zh AS org_zh, o.name_en AS org_en, o.name_sv AS org_sv").
		Joins("JOIN organisations o ON o.id = handling_answers.answers_for").
		Scopes(register.Visible(viewer, s.r.Now(), "handling_answers.")).
		Where("handling_answers.kind = ? AND handling_answers.state = ? AND handling_answers.proposal_id IN ?", handling.Reply, handling.Given, ids).
		Order("handling_answers.given_at, handling_answers.id").Scan(&rows).Error
	by := map[string][]Reply{}
	for _, r := range rows {
		by[r.ProposalID] = append(by[r.ProposalID], r)
	}
	return by, store.Found(err)
}

// documents reads the papers that some commitments give as evidence, by their numbers. All papers are public.
func (s *Room) documents(ctx context.Context, promises []commitment.Row) (map[string]document.Document, error) {
	var numbers []string
	for _, c := range promises {
		if c.EvidencePaper != "" {
			numbers = append(numbers, c.EvidencePaper)
		}
	}
	by := map[string]document.Document{}
	if len(numbers) == 0 {
		return by, nil
	}
	var rows []document.Document
	err := s.r.Read(ctx).Where("number IN ?", numbers).Order("dated, id").Find(&rows).Error
	for _, d := range rows {
		by[d.Number] = d
	}
	return by, store.Found(err)
}

// gather puts everything where it comes from; what comes of no proposal that is here stands for itself.
func gather(proposals []proposal.Row, replies map[string][]Reply, promises []commitment.Row, partnerships []partnership.Row) []Group {
	var groups []Group
	group := map[drafting.Outcome]int{}
	for i, o := range append(drafting.Outcomes(), "") {
		groups, group[o] = append(groups, Group{Outcome: o}), i
	}
	place := map[string][2]int{}
	for _, p := range proposals {
		g := group[p.Outcome]
		place[p.ID] = [2]int{g, len(groups[g].Changes)}
		groups[g].Changes = append(groups[g].Changes, Change{Proposal: p, Replies: replies[p.ID]})
	}
	from := func(origin policy.Ref) *Change {
		at, known := place[origin.ID]
		if origin.Noun != proposal.Noun || !known {
			return nil
		}
		return &groups[at[0]].Changes[at[1]]
	}
	for _, p := range partnerships {
		if c := from(p.Origin().Ref); c != nil {
			c.Partnerships = append(c.Partnerships, p)
			continue
		}
		g := &groups[group[drafting.Partnership]]
		g.Partnerships = append(g.Partnerships, p)
	}
	for _, p := range promises {
		if c := from(p.Origin().Ref); c != nil {
			c.Promises = append(c.Promises, p)
			continue
		}
		g := &groups[group[""]]
		if p.OriginNoun == partnership.Noun {
			g = &groups[group[drafting.Partnership]]
		}
		g.Promises = append(g.Promises, p)
	}
	return groups
}

// years are those there is something of, newest first.
func years(groups []Group) []int {
	of := map[int]bool{}
	each := func(promises []commitment.Row, partnerships []partnership.Row) {
		for _, c := range promises {
			of[yearOfPromise(c.Commitment)] = true
		}
		for _, p := range partnerships {
			of[yearOfPartnership(p.Partnership)] = true
		}
	}
	for _, g := range groups {
		each(g.Promises, g.Partnerships)
		for _, c := range g.Changes {
			of[c.year()] = true
			each(c.Promises, c.Partnerships)
		}
	}
	all := slices.Sorted(maps.Keys(of))
	slices.Reverse(all)
	return all
}

// narrow leaves out what is of another year, and the proposals of which nothing is left.
func (g *Group) narrow(year int) {
	if year == 0 {
		return
	}
	g.Promises, g.Partnerships = promisesOf(year, g.Promises), partnershipsOf(year, g.Partnerships)
	for i := range g.Changes {
		g.Changes[i].Promises, g.Changes[i].Partnerships = promisesOf(year, g.Changes[i].Promises), partnershipsOf(year, g.Changes[i].Partnerships)
	}
	g.Changes = slices.DeleteFunc(g.Changes, func(c Change) bool { return c.year() != year && len(c.Promises)+len(c.Partnerships) == 0 })
}

func promisesOf(year int, all []commitment.Row) []commitment.Row {
	return slices.DeleteFunc(all, func(c commitment.Row) bool { return yearOfPromise(c.Commitment) != year })
}

func partnershipsOf(year int, all []partnership.Row) []partnership.Row {
	return slices.DeleteFunc(all, func(p partnership.Row) bool { return yearOfPartnership(p.Partnership) != year })
}

func (g *Group) count(now time.Time, year int) {
	for _, c := range g.Changes {
		g.Sum.change(c, now, year)
	}
	for _, p := range g.Promises {
		g.Sum.promise(p.Commitment, now)
	}
	for _, p := range g.Partnerships {
		g.Sum.partnership(p.Partnership)
	}
}
