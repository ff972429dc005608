package meeting

import (
	"context"
	"slices"
	"time"

	"sametable/internal/annex"
	"sametable/internal/ballot"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Page is a meeting with everything that hangs on it, as far as the viewer may see it.
type Page struct {
	Row
	Items   []ItemRow
	Places  []PlaceRow // for those who sit in the forum
	People  []Presence // the same
	Agendas []Agenda   // as they were sent, oldest first
	Notice  int
	Inside  bool // the viewer sits in the forum, or moderates it
	Open    int  // promises nobody has verified
	Instead string
}

// Page gives a meeting with everything that hangs on it.
func (s *Meetings) Page(ctx context.Context, viewer policy.Actor, forumKey, at string) (Page, error) {
	row, err := s.Find(ctx, viewer, forumKey, at)
	if err != nil {
		return Page{}, err
	}
	page := Page{Row: row, Inside: s.Inside(viewer, row.Forum)}
	rules, err := s.forums.RulesOf(ctx, row.Forum)
	if err != nil {
		return page, err
	}
	page.Notice = rules.NoticeDays
	if !row.Begun() { // what would hold if it began now
		page.RulesJSON = encode(rules)
	}
	if page.Items, err = s.items(ctx, viewer, row.Meeting, page.Inside); err != nil {
		return page, err
	}
	page.hush()
	if err = s.r.Read(ctx).Where("meeting_id = ?", row.ID).Order("revision").Find(&page.Agendas).Error; err != nil {
		return page, store.Found(err)
	}
	if page.Open, err = Unverified(s.r.Read(ctx), row.Forum); err != nil {
		return page, err
	}
	if row.FollowedBy != "" {
		var next Meeting
		err := s.r.Read(ctx).Scopes(register.Visible(viewer, s.r.Now(), "meetings.")).Where("id = ?", row.FollowedBy).Limit(1).Find(&next).Error
		if err != nil {
			return page, store.Found(err)
		}
		if next.ID != "" {
			page.Instead = next.Path()
		}
	}
	if !page.Inside {
		return page, nil
	}
	if page.Places, err = s.places(ctx, row.ID); err != nil {
		return page, err
	}
	if !row.Begun() {
		page.Provinces = authorities(page.Scene().Places)
	}
	err = s.r.Read(ctx).Where("meeting_id = ?", row.ID).Order("arrived, id").Find(&page.People).Error
	return page, store.Found(err)
}

// hush leaves out what came of the items. Whoever is not at the table reads that in the minutes, once they are issued, and what was
// withheld there stands nowhere else.
func (p *Page) hush() {
	withheld := p.Minutes.State == minutesWithheld
	if p.Inside && !withheld {
		return
	}
	for at := range p.Items {
		i := &p.Items[at]
		i.Outcome, i.Reason = "", ""
		if i.Over() && (withheld || p.Minutes.State != minutesIssued) {
			i.MotionZh, i.MotionEn, i.MotionSv, i.Hushed = "", "", "", true
			i.Favour, i.Against, i.Abstained, i.BallotID, i.Snapshot = 0, 0, 0, "", ""
		}
	}
}

// items reads the items of a meeting; those that are only asked for are read by those who sit in the forum.
func (s *Meetings) items(ctx context.Context, viewer policy.Actor, m Meeting, inside bool) ([]ItemRow, error) {
	q := s.r.Read(ctx).Table("meeting_items").Select("meeting_items.*, COALESCE(o.key, '') AS presenter_key, COALESCE(o.kind, '') AS presenter_kind, COALESCE(a.key, '') AS asker_key, COALESCE(a.kind, '') AS asker_kind, COALESCE(o.name_zh, '') AS presenter_zh, COALESCE(o.name_en, '') AS presenter_en, "+
		"COALESCE(o.name_sv, '') AS presenter_sv, COALESCE(a.name_zh, '') AS asker_zh, COALESCE(a.name_en, '') AS asker_en, COALESCE(a.name_sv, '') AS asker_sv, "+
		"COALESCE(b.state, '') AS ballot_state, COALESCE(b.result, '') AS ballot_result, COALESCE(b.favour, 0) AS favour, COALESCE(b.against, 0) AS against, "+
		"COALESCE(b.abstained, 0) AS abstained, COALESCE(b.seats, 0) AS seats").
		Joins("LEFT JOIN organisations o ON o.id = meeting_items.presenter").Joins("LEFT JOIN organisations a ON a.id = meeting_items.proposed_for").
		Joins("LEFT JOIN ballots b ON b.id = meeting_items.ballot_id").Where("meeting_items.meeting_id = ?", m.ID)
	if !inside {
		q = q.Where("meeting_items.number > 0")
	}
	var rows []ItemRow
	if err := q.Order("CASE WHEN meeting_items.number = 0 THEN 1 ELSE 0 END, meeting_items.number, meeting_items.id").Scan(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	files, err := annex.Of(s.r.Read(ctx), m.Record())
	if err != nil {
		return nil, err
	}
	var ids []string
	for _, r := range rows {
		for _, p := range r.Papers() {
			ids = append(ids, p.ID)
		}
	}
	var cards []register.Card
	err = s.r.Read(ctx).Scopes(register.Visible(viewer, s.r.Now(), "cards.")).Where("noun_id IN ?", ids).Find(&cards).Error
	for i := range rows {
		rows[i].Files = annex.With(files, rows[i].ID)
		for _, p := range rows[i].Papers() {
			for _, c := range cards {
				if c.Noun == p.Noun && c.NounID == p.ID {
					rows[i].Cards = append(rows[i].Cards, c)
				}
			}
		}
	}
	return rows, store.Found(err)
}

func (s *Meetings) places(ctx context.Context, meeting string) ([]PlaceRow, error) {
	var rows []PlaceRow
	err := s.r.Read(ctx).Table("meeting_places").Select("meeting_places.*, o.key AS org_key, o.kind AS org_kind, o.name_zh AS org_zh, o.name_en AS org_en, o.name_sv AS org_sv, "+
		"COALESCE(p.name, '') AS person_name, COALESCE(p.latin, '') AS person_latin, COALESCE(r.name, '') AS replier_name, COALESCE(r.latin, '') AS replier_latin").
		Joins("JOIN organisations o ON o.id = meeting_places.organisation_id").Joins("LEFT JOIN persons p ON p.id = meeting_places.person_id").
		Joins("LEFT JOIN persons r ON r.id = meeting_places.replied_by").
		Where("meeting_places.meeting_id = ?", meeting).Order("o.kind, o.sort_key, meeting_places.id").Scan(&rows).Error
	slices.SortStableFunc(rows, func(a, b PlaceRow) int {
		if a.Voting != b.Voting {
			return map[bool]int{true: -1, false: 1}[a.Voting]
		}
		return slices.Index(policy.Kinds(), a.Kind) - slices.Index(policy.Kinds(), b.Kind)
	})
	return rows, store.Found(err)
}

// Scene is what the guards ask about, as the page has read it.
func (p Page) Scene() Scene {
	s := Scene{Meeting: p.Meeting, Founding: p.ForumState == forum.Founding, Notice: p.Notice, People: p.People, Drafted: drafted(p.Minutes.State)}
	for _, i := range p.Items {
		s.Items = append(s.Items, i.Item)
	}
	for _, place := range p.Places {
		s.Places = append(s.Places, place.Place)
	}
	return s
}

// Own is the place the viewer answers for, if there is one.
func (p Page) Own(viewer policy.Actor, now time.Time) Place {
	for _, row := range p.Places {
		if row.Sits(viewer, p.Forum, now) {
			return row.Place
		}
	}
	return Place{}
}

// polled is the scene with how the ballot on an item stands.
func (p Page) polled(row ItemRow) Scene {
	scene := p.Scene()
	switch row.BallotState {
	case ballot.Prepared, ballot.Opened, ballot.Closed:
		scene.Polled = true
	case ballot.Tallied:
		scene.Stands.ID = row.BallotID
	}
	return scene
}
