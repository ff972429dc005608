package proposal

import (
	"context"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// Tally is how the organisations of one stakeholder group stand. What nobody has confirmed is not counted.
type Tally struct {
	Kind      policy.Kind // empty: those of whom not even the group is shown
	By        map[Stance]int
	Proposing int  // organisations of the group that propose it: apart, they give no statement
	Voting    bool // the group has seats with a vote in the forum
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
// those that answered or propose besides. Whoever proposes, the organisation itself and those that sign it too, is counted apart.
type Positions struct {
	Groups    []Tally
	Sum       map[Stance]int
	Proposing int
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

// FewAnswers is from how many answers of a group on it is shown to everybody that one of them is of this group although its organisation
// is not to be named in public: among fewer, the seats, which are public, tell which it is.
const FewAnswers = 3

// Stood is how many organisations of a group took one stance, under their name or not; with no stance those that sit or propose.
type Stood struct {
	Kind   policy.Kind
	Stance Stance
	Named  bool
	N      int
	Seats  int
	Signs  int
}

// Stood counts the confirmed statements of a proposal in one query, whoever asks. What of it somebody is shown, PositionsFor says.
func (s *Proposals) Stood(ctx context.Context, p Proposal) ([]Stood, error) {
	var rows []Stood
	err := s.r.Read(ctx).Table("organisations o").
		Select("o.kind, COALESCE(st.standing_stance, '') AS stance, COALESCE(st.standing_named, TRUE) AS named, COUNT(st.id) AS n, COUNT(seats.id) AS seats, "+
			"SUM(CASE WHEN o.id IN ? THEN 1 ELSE 0 END) AS signs", p.Proposers()).
		Joins("LEFT JOIN seats ON seats.organisation_id = o.id AND seats.forum_id = ? AND seats.until IS NULL AND seats.voting", p.Forum).
		Joins("LEFT JOIN proposal_statements st ON st.stated_for = o.id AND st.proposal_id = ? AND st.stands", p.ID).
		Where("seats.id IS NOT NULL OR st.id IS NOT NULL OR o.id IN ?", p.Proposers()).Group("o.kind, st.standing_stance, st.standing_named").Scan(&rows).Error
	return rows, store.Found(err)
}

// Positions counts the confirmed statements of a proposal the viewer may see.
func (s *Proposals) Positions(ctx context.Context, viewer policy.Actor, p Proposal) (Positions, error) {
	rows, err := s.Stood(ctx, p)
	if err != nil {
		return Positions{}, err
	}
	return s.PositionsFor(viewer, p, rows)
}

// PositionsFor is what the viewer may see of how the organisations stood. What would give an organisation away that is not to be named
// stands for those outside under no group.
func (s *Proposals) PositionsFor(viewer policy.Actor, p Proposal, rows []Stood) (Positions, error) {
	all := Positions{Sum: map[Stance]int{}}
	if !viewer.Sees(p.Access, s.r.Now()) {
		return all, fault.NotFound()
	}
	answered := map[policy.Kind]int{}
	for _, row := range rows {
		answered[row.Kind] += row.N
	}
	outside := !insideOf(viewer, viewer.RolesIn(p.Forum, s.r.Now()))
	by := map[policy.Kind]*Tally{}
	of := func(kind policy.Kind) *Tally {
		if by[kind] == nil {
			by[kind] = &Tally{Kind: kind, By: map[Stance]int{}}
		}
		return by[kind]
	}
	for _, row := range rows {
		t := of(row.Kind)
		t.Voting = t.Voting || row.Seats > 0
		t.Proposing, all.Proposing = t.Proposing+row.Signs, all.Proposing+row.Signs
		if row.Stance == "" {
			continue
		}
		if outside && !row.Named && answered[row.Kind] < FewAnswers {
			t = of("")
		}
		t.By[row.Stance] += row.N
		all.Sum[row.Stance] += row.N
	}
	for _, kind := range append(policy.Kinds(), "") {
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
