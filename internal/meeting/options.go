package meeting

import (
	"context"

	"sametable/internal/forum"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// Options are the steps the viewer could take with the meeting now, each with what still stands in its way; place is the one she answers for.
func (s *Meetings) Options(viewer policy.Actor, p Page) []workflow.Option {
	now := s.r.Now()
	scene := p.Scene()
	return Machine().Possible(p.State, viewer.RolesIn(p.Forum, now), scene.Judge(viewer, now, p.Own(viewer, now)))
}

// ItemOptions tells of each item of a meeting the steps the viewer could take with it now.
func (s *Meetings) ItemOptions(viewer policy.Actor, p Page) func(ItemRow) []workflow.Option {
	now, scene := s.r.Now(), p.Scene()
	roles := viewer.RolesIn(p.Forum, now)
	return func(row ItemRow) []workflow.Option {
		return ItemMachine().Possible(row.State, roles, scene.polled(row).JudgeItem(viewer, now, row.Item))
	}
}

// Candidates are the people who can sit for each place of a meeting now, by place, in one query.
func (s *Meetings) Candidates(ctx context.Context, p Page) (map[string][]forum.MandateRow, error) {
	now := s.r.Now()
	var rows []forum.MandateRow
	err := s.r.Read(ctx).Table("mandates").Select("mandates.*, persons.name AS person_name, persons.latin").Joins("JOIN persons ON persons.id = mandates.person_id").
		Where("mandates.forum_id = ? AND mandates.state = ? AND mandates.starts <= ? AND (mandates.ends IS NULL OR mandates.ends > ?)", p.Forum, forum.Confirmed, now, now).
		Order("CASE WHEN mandates.capacity = 'titular' THEN 0 ELSE 1 END, mandates.id").Scan(&rows).Error
	all := map[string][]forum.MandateRow{}
	for _, place := range p.Places {
		if place.guest() {
			all[place.ID] = []forum.MandateRow{{Mandate: forum.Mandate{PersonID: place.PersonID}, PersonName: place.PersonName, Latin: place.PersonLatin}}
		}
		for _, m := range rows {
			titled := listed([]policy.Capacity{policy.Titular, policy.Alternate}, m.Capacity)
			if m.OrganisationID == place.OrganisationID && (place.Voting && titled || !place.Voting && m.PersonID == place.PersonID && m.Capacity == place.Capacity) {
				all[place.ID] = append(all[place.ID], m)
			}
		}
	}
	return all, store.Found(err)
}

// Presenters are the organisations that sit in a forum.
func (s *Meetings) Presenters(ctx context.Context, id policy.ForumID) ([]organisation.Organisation, error) {
	var all []organisation.Organisation
	err := s.r.Read(ctx).Joins("JOIN seats ON seats.organisation_id = organisations.id AND seats.until IS NULL").Where("seats.forum_id = ?", id).
		Order("organisations.kind, organisations.sort_key").Find(&all).Error
	return all, store.Found(err)
}

// May tells whether the viewer may take a step with a meeting now, with the fault that says why not.
func (s *Meetings) May(viewer policy.Actor, p Page, verb string) error {
	now := s.r.Now()
	_, err := Machine().Step(p.State, verb, viewer.RolesIn(p.Forum, now), p.Scene().Judge(viewer, now, p.Own(viewer, now)))
	return err
}

// MayItem tells the same of a step with an item.
func (s *Meetings) MayItem(viewer policy.Actor, p Page, row ItemRow, verb string) error {
	now := s.r.Now()
	_, err := ItemMachine().Step(row.State, verb, viewer.RolesIn(p.Forum, now), p.Scene().polled(row).JudgeItem(viewer, now, row.Item))
	return err
}

// MayReply tells whether the viewer may answer the invitation for a place.
func (s *Meetings) MayReply(viewer policy.Actor, p Page, place Place) error {
	now := s.r.Now()
	_, err := Machine().Step(p.State, "reply", viewer.RolesIn(p.Forum, now), p.Scene().Judge(viewer, now, place))
	return err
}
