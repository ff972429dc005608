package meeting

import (
	"context"
	"time"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Duty is a meeting that waits for the viewer.
type Duty struct {
	Row
	Place string // the one she answers for
	Task  string // reply, announce, hold, end
	Due   time.Time
}

// Duties are the invitations the viewer has not answered, and in the forums she keeps the meetings that are to be announced, opened or ended.
func (s *Meetings) Duties(ctx context.Context, viewer policy.Actor) ([]Duty, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	now := s.r.Now()
	var rows []struct {
		Row
		PlaceID     string
		PlaceOrg    policy.OrganisationID
		PlacePerson policy.PersonID
		PlaceVoting bool
		PlaceReply  string
	}
	err := s.r.Read(ctx).Table("meetings").Select(rowColumns+", COALESCE(p.id, '') AS place_id, COALESCE(p.organisation_id, '') AS place_org, COALESCE(p.person_id, '') AS place_person, "+
		"COALESCE(p.voting, FALSE) AS place_voting, COALESCE(p.reply, '') AS place_reply").
		Joins("JOIN forums ON forums.id = meetings.forum_id").
		Joins("LEFT JOIN meeting_places p ON p.meeting_id = meetings.id AND p.organisation_id IN ?", viewer.Organisations()).
		Where("meetings.state IN ?", coming()).Scopes(register.Visible(viewer, now, "meetings.")).
		Order("meetings.starts_at, meetings.id, p.id").Limit(300).Scan(&rows).Error
	var all []Duty
	seen := map[string]bool{}
	for _, row := range rows {
		place := Place{ID: row.PlaceID, OrganisationID: row.PlaceOrg, PersonID: row.PlacePerson, Voting: row.PlaceVoting}
		d := Duty{Row: row.Row, Place: row.PlaceID, Due: row.StartsAt}
		keeper := Scene{Meeting: row.Meeting, Founding: false}.keeps(viewer, now) && policy.May(policy.HoldMeeting, viewer.RolesIn(row.Forum, now))
		switch {
		case row.State == Announced && row.PlaceReply == "" && place.Sits(viewer, row.Forum, now):
			d.Task = "reply"
		case keeper && !seen[row.ID]:
			d.Task = s.task(row.Meeting, now)
		}
		if d.Task != "" {
			all = append(all, d)
			seen[row.ID] = true
		}
	}
	return all, store.Found(err)
}

// task is what waits for whoever keeps a meeting.
func (s *Meetings) task(m Meeting, now time.Time) string {
	switch {
	case m.State == Planned:
		return "announce"
	case m.State == Announced && !now.Before(m.StartsAt.Add(-early)), m.State == Adjourned:
		return "open"
	case m.State == InSession:
		return "end"
	}
	return ""
}
