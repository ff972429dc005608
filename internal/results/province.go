package results

import (
	"context"
	"slices"
	"strings"

	"sametable/internal/commitment"
	"sametable/internal/forum"
	"sametable/internal/organisation"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// province tells what is of one: what a forum of that province has to do with; in a forum of several, what an organisation that works in
// the province proposed, promised or takes part in; and a partnership that names where it is, there alone.
type province struct {
	begins string // of the codes of its divisions; empty: nothing is narrowed
	forums map[policy.ForumID]string
	bodies map[policy.OrganisationID][]string
}

// provinceOf reads where the forums and the organisations are, in two queries.
func (s *Room) provinceOf(ctx context.Context, code string) (province, error) {
	in := province{forums: map[policy.ForumID]string{}, bodies: map[policy.OrganisationID][]string{}}
	if len(code) == 6 {
		in.begins = code[:2]
	}
	if in.begins == "" {
		return in, nil
	}
	var forums []forum.Forum
	if err := s.r.Read(ctx).Select("id", "region").Find(&forums).Error; err != nil {
		return in, store.Found(err)
	}
	for _, f := range forums {
		in.forums[f.ID] = f.Region
	}
	var bodies []organisation.Organisation
	err := s.r.Read(ctx).Select("id", "region", "also_regions").Find(&bodies).Error
	for _, o := range bodies {
		in.bodies[o.ID] = o.Regions()
	}
	return in, store.Found(err)
}

// has tells whether something in a forum is of the province, by whose it is.
func (in province) has(f policy.ForumID, whose ...policy.OrganisationID) bool {
	if region := in.forums[f]; region != "" {
		return strings.HasPrefix(region, in.begins)
	}
	return slices.ContainsFunc(whose, func(id policy.OrganisationID) bool {
		return slices.ContainsFunc(in.bodies[id], func(code string) bool { return strings.HasPrefix(code, in.begins) })
	})
}

func (in province) promise(c commitment.Row) bool { return in.has(c.Forum, c.OwnerID) }

func (in province) partnership(p partnership.Row) bool {
	if p.Region != "" {
		return strings.HasPrefix(p.Region, in.begins)
	}
	var parties []policy.OrganisationID
	for _, y := range p.Parties {
		parties = append(parties, y.OrganisationID)
	}
	return in.has(p.Forum, parties...)
}

// narrow leaves out of a group what is of another province. What came of a proposal stays together.
func (in province) narrow(g *Group) {
	if in.begins == "" {
		return
	}
	g.Promises = slices.DeleteFunc(g.Promises, func(c commitment.Row) bool { return !in.promise(c) })
	g.Partnerships = slices.DeleteFunc(g.Partnerships, func(p partnership.Row) bool { return !in.partnership(p) })
	g.Changes = slices.DeleteFunc(g.Changes, func(c Change) bool {
		return !in.has(c.Proposal.Forum, c.Proposal.Proposers()...) && !slices.ContainsFunc(c.Promises, in.promise) && !slices.ContainsFunc(c.Partnerships, in.partnership)
	})
}
