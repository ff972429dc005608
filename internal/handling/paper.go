package handling

import (
	"context"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// OpensPaper tells who may open the letter of an answer: who entered it, who checks letters, the secretariat, and for a reply the lead.
func (s *Handlings) OpensPaper(viewer policy.Actor, m Handling, a Answer) bool {
	if a.LetterID == "" || viewer.Visitor() {
		return false
	}
	now := s.r.Now()
	_, lead := viewer.Member(m.LeadID)
	roles := viewer.RolesIn(m.Forum, now)
	return lead && (a.Kind == Reply || a.State == Given) || viewer.Person == a.EnteredBy || policy.May(policy.CheckLetter, roles) || policy.May(policy.EnterLetter, roles)
}

// Paper gives the letter itself. To everybody who may not open it, it does not exist.
func (s *Handlings) Paper(ctx context.Context, viewer policy.Actor, id string) (Paper, error) {
	var l Paper
	if err := s.r.Read(ctx).Omit("content").Where("id = ?", id).Take(&l).Error; err != nil {
		return l, store.Found(err)
	}
	var a Answer
	if err := s.r.Read(ctx).Where("id = ?", l.AnswerID).Take(&a).Error; err != nil {
		return Paper{}, store.Found(err)
	}
	var m Handling
	if err := s.r.Read(ctx).Where("id = ?", a.HandlingID).Take(&m).Error; err != nil {
		return Paper{}, store.Found(err)
	}
	if !s.OpensPaper(viewer, m, a) {
		return Paper{}, fault.NotFound()
	}
	l = Paper{}
	return l, store.Found(s.r.Read(ctx).Where("id = ?", id).Take(&l).Error)
}
