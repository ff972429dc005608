package received

import (
	"context"
	"slices"
	"time"

	"sametable/internal/fault"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// sees tells whether somebody may know of what nobody has compared yet: the organisation's people, and those who enter and check letters.
func (l Letter) sees(viewer policy.Actor, now time.Time) bool {
	_, own := viewer.Member(l.OrganisationID)
	return viewer.System || own || l.opens(viewer, now)
}

// opens tells who may open the paper.
func (l Letter) opens(viewer policy.Actor, now time.Time) bool {
	return has(viewer, l.ForumID, now, policy.EnterLetter, policy.CheckLetter)
}

// Uncompared are those of some minutes that nobody has compared yet, whoever asks. Which of them somebody may know of, Known says.
type Uncompared struct{ letters []Letter }

// Uncompared reads those of some minutes that nobody has compared yet, oldest first, without their papers.
func (s *Received) Uncompared(ctx context.Context, m minutes.Set) (Uncompared, error) {
	var u Uncompared
	if m.Edition == 0 { // nobody outside has read them
		return u, nil
	}
	err := s.r.Read(ctx).Omit("content").Where("minutes_id = ? AND state = ?", m.ID, Entered).Order("state_since, id").Find(&u.letters).Error
	return u, store.Found(err)
}

// Known are those the viewer may know of.
func (s *Received) Known(viewer policy.Actor, u Uncompared) []Letter {
	now := s.r.Now()
	return slices.DeleteFunc(slices.Clone(u.letters), func(l Letter) bool { return viewer.Visitor() || !l.sees(viewer, now) })
}

// Waiting are those of some minutes that the viewer may know of and nobody has compared yet.
func (s *Received) Waiting(ctx context.Context, viewer policy.Actor, m minutes.Set) ([]Letter, error) {
	u, err := s.Uncompared(ctx, m)
	return s.Known(viewer, u), err
}

// Paper gives one with its paper. To everybody who may not open it, it does not exist.
func (s *Received) Paper(ctx context.Context, viewer policy.Actor, m minutes.Set, id string) (Letter, error) {
	var l Letter
	if err := s.r.Read(ctx).Where("id = ? AND minutes_id = ?", id, m.ID).Take(&l).Error; err != nil {
		return l, store.Found(err)
	}
	if l.Kind == "" || !l.opens(viewer, s.r.Now()) {
		return Letter{}, fault.NotFound()
	}
	return l, nil
}

// Opens tells whether the viewer may open the paper of one, where it has one.
func (s *Received) Opens(viewer policy.Actor, l Letter) bool {
	return l.Kind != "" && l.opens(viewer, s.r.Now())
}

// Options are the steps the viewer could take with one now, each with what still stands in its way.
func (s *Received) Options(viewer policy.Actor, p minutes.Page, l Letter) []workflow.Option {
	answered := false
	for _, a := range p.Replies {
		answered = answered || a.OrganisationID == l.OrganisationID && a.Hash == l.Hash
	}
	return Machine().Possible(l.State, viewer.RolesIn(l.ForumID, s.r.Now()), Judge(viewer, p.Set, l, answered))
}

// Duties are what waits for the viewer to be compared, one for each set of minutes.
func (s *Received) Duties(ctx context.Context, viewer policy.Actor) ([]minutes.Set, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	now := s.r.Now()
	var found []Letter
	waiting := s.r.Read(ctx).Omit("content")
	if !viewer.Has(policy.Moderator) {
		waiting = waiting.Where("forum_id IN ?", append(viewer.Keeps(now), ""))
	}
	err := waiting.Where("state = ? AND entered_by <> ? AND organisation_id NOT IN ?", Entered, viewer.Person, append(viewer.Organisations(), "")).
		Order("state_since, id").Limit(50).Find(&found).Error
	var ids []string
	for _, l := range found {
		if has(viewer, l.ForumID, now, policy.CheckLetter) {
			ids = append(ids, l.MinutesID)
		}
	}
	if err != nil || len(ids) == 0 {
		return nil, store.Found(err)
	}
	var all []minutes.Set
	err = s.r.Read(ctx).Where("id IN ?", ids).Order("state_since, id").Find(&all).Error
	return all, store.Found(err)
}
