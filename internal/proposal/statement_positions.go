package proposal

import (
	"context"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// Tally is how the organisations of one stakeholder group stand. What nobody has confirmed is not counted.
type Tally struct {
	Kind   policy.Kind
	By     map[Stance]int
	Voting bool // the group has seats with a vote in the forum
}

// All is how many of the group have answered.
func (t Tally) All() int {
	n := 0
	for _, of := range t.By {
		n += of
	}
	return n
}

// Positions is who stands where on a proposal, by stakeholder group in the order pages show them: the groups that sit with a vote, and
// those that answered besides. The proposer is not among them.
type Positions struct {
	Groups []Tally
	Sum    map[Stance]int
}

// All is how many organisations have answered.
func (p Positions) All() int { return Tally{By: p.Sum}.All() }

// Supporting counts the groups that sit with a vote, and those among them with at least one organisation that supports the proposal as
// it stands. There is no score.
func (p Positions) Supporting() (with, of int) {
	for _, g := range p.Groups {
		if g.Voting {
			of++
			if g.By[Support] > 0 {
				with++
			}
		}
	}
	return with, of
}

// Positions counts the confirmed statements of a proposal the viewer may see, in one query.
func (s *Proposals) Positions(ctx context.Context, viewer policy.Actor, p Proposal) (Positions, error) {
	all := Positions{Sum: map[Stance]int{}}
	if !viewer.Sees(p.Access, s.r.Now()) {
		return all, fault.NotFound()
	}
	var rows []struct {
		Kind   policy.Kind
		Stance Stance
		N      int
		Seats  int
	}
	err := s.r.Read(ctx).Table("organisations o").
		Select("o.kind, COALESCE(st.standing_stance, '') AS stance, COUNT(st.id) AS n, COUNT(seats.id) AS seats").
		Joins("LEFT JOIN seats ON seats.organisation_id = o.id AND seats.forum_id = ? AND seats.until IS NULL AND seats.voting", p.Forum).
		Joins("LEFT JOIN proposal_statements st ON st.stated_for = o.id AND st.proposal_id = ? AND st.stands", p.ID).
		Where("seats.id IS NOT NULL OR st.id IS NOT NULL").Group("o.kind, st.standing_stance").Scan(&rows).Error
	if err != nil {
		return all, store.Found(err)
	}
	by := map[policy.Kind]*Tally{}
	for _, row := range rows {
		if by[row.Kind] == nil {
			by[row.Kind] = &Tally{Kind: row.Kind, By: map[Stance]int{}}
		}
		t := by[row.Kind]
		t.Voting = t.Voting || row.Seats > 0
		if row.Stance != "" {
			t.By[row.Stance] += row.N
			all.Sum[row.Stance] += row.N
		}
	}
	for _, kind := range policy.Kinds() {
		if t := by[kind]; t != nil {
			all.Groups = append(all.Groups, *t)
		}
	}
	return all, nil
}

// insideOf tells whether the viewer sits in a forum or keeps its order: those who learn which organisation said what, whether it may
// be named in public or not.
func insideOf(viewer policy.Actor, roles []policy.Role) bool {
	return !viewer.Visitor() && (viewer.System || policy.May(policy.ReadMembersArea, roles))
}

// hides tells whether the viewer learns of a statement's organisation no more than its group.
func (s *Proposals) hides(viewer policy.Actor, st Statement) bool {
	_, own := viewer.Member(st.StatedFor)
	return !st.Standing.Named && !own && !insideOf(viewer, viewer.RolesIn(st.Forum, s.r.Now()))
}
