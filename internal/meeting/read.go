package meeting

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/ballot"
	"sametable/internal/forum"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// Row is a meeting with the names of its forum.
type Row struct {
	Meeting
	ForumZh, ForumEn, ForumSv string
	ForumState                string
	Minutes                   register.Card `gorm:"-"` // of its minutes, as far as the viewer may see them
}

// Names are an organisation's names on a page.
type Names struct {
	OrgKey              string
	OrgKind             policy.Kind
	OrgZh, OrgEn, OrgSv string
}

// PlaceRow is a place with names.
type PlaceRow struct {
	Place
	Names
	PersonName, PersonLatin   string // of a place that is a person's
	ReplierName, ReplierLatin string
}

// ItemRow is an item with the names of who presents it and who asked for it.
type ItemRow struct {
	Item
	PresenterKey, AskerKey                string
	PresenterKind, AskerKind              policy.Kind
	PresenterZh, PresenterEn, PresenterSv string
	AskerZh, AskerEn, AskerSv             string
	BallotState, BallotResult             string
	Favour, Against, Abstained, Seats     int
	Cards                                 []register.Card `gorm:"-"` // of what it is about, as far as the viewer may see it
}

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

const rowColumns = "meetings.*, forums.name_zh AS forum_zh, forums.name_en AS forum_en, forums.name_sv AS forum_sv, forums.state AS forum_state"

// rows begins a query for meetings the viewer may see.
func (s *Meetings) rows(ctx context.Context, viewer policy.Actor) *gorm.DB {
	return s.r.Read(ctx).Table("meetings").Select(rowColumns).Joins("JOIN forums ON forums.id = meetings.forum_id").Scopes(register.Visible(viewer, s.r.Now(), "meetings."))
}

// Inside tells whether a viewer sits in a forum or moderates it: she reads who was called and who came.
func (s *Meetings) Inside(viewer policy.Actor, id policy.ForumID) bool {
	return viewer.System || viewer.Has(policy.Moderator) || len(viewer.In(id, s.r.Now())) > 0
}

// Filter narrows a list of meetings. What is empty does not narrow.
type Filter struct {
	Forum  policy.ForumID
	Coming bool      // those that are not over, soonest first; else those that are, newest first
	From   time.Time // begins at or after
	To     time.Time // begins before
	After  string    // id of the last one of the page before
	Most   int
}

// PageSize is how many meetings stand on a page of a list.
const PageSize = 20

// coming are the states in which a meeting is still to be held or to be ended.
func coming() []string { return []string{Planned, Announced, InSession, Adjourned} }

// List gives the meetings the viewer may see, and tells whether there are more than the page holds.
func (s *Meetings) List(ctx context.Context, viewer policy.Actor, f Filter) (rows []Row, more bool, err error) {
	q := s.rows(ctx, viewer)
	if f.Forum != "" {
		q = q.Where("meetings.forum_id = ?", f.Forum)
	}
	order, after := "meetings.starts_at DESC, meetings.id DESC", "(meetings.starts_at, meetings.id) < (SELECT starts_at, id FROM meetings WHERE id = ?)"
	if f.Coming {
		order, after = "meetings.starts_at, meetings.id", "(meetings.starts_at, meetings.id) > (SELECT starts_at, id FROM meetings WHERE id = ?)"
		q = q.Where("meetings.state IN ?", coming())
	} else if f.From.IsZero() {
		q = q.Where("meetings.state NOT IN ?", coming())
	}
	if !f.From.IsZero() {
		q = q.Where("meetings.starts_at >= ? AND meetings.starts_at < ?", f.From.UTC(), f.To.UTC())
	}
	if f.After != "" {
		q = q.Where(after, f.After)
	}
	most := PageSize
	if f.Most > 0 {
		most = f.Most
	}
	if err = q.Order(order).Limit(most + 1).Scan(&rows).Error; err != nil {
		return nil, false, store.Found(err)
	}
	if len(rows) > most {
		rows, more = rows[:most], true
	}
	for i := range rows {
		if !s.Inside(viewer, rows[i].Forum) {
			rows[i].Link = ""
		}
	}
	return rows, more, s.minutes(ctx, viewer, rows)
}

// minutes reads the cards of the minutes of some meetings, in one query.
func (s *Meetings) minutes(ctx context.Context, viewer policy.Actor, rows []Row) error {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	var cards []register.Card
	err := s.r.Read(ctx).Scopes(register.Visible(viewer, s.r.Now(), "cards.")).Where("noun = ? AND noun_id IN ?", MinutesNoun, ids).Find(&cards).Error
	for _, c := range cards {
		rows[slices.Index(ids, c.NounID)].Minutes = c
	}
	return store.Found(err)
}

// Find gives one meeting by forum key and "2017-01", or by its id where it has no reference.
func (s *Meetings) Find(ctx context.Context, viewer policy.Actor, forumKey, at string) (Row, error) {
	var row Row
	q := s.rows(ctx, viewer).Where("meetings.forum_key = ?", forumKey)
	if year, number, ok := parse(at); ok {
		q = q.Where("meetings.year = ? AND meetings.number = ?", year, number)
	} else {
		q = q.Where("meetings.id = ?", at)
	}
	if err := q.Take(&row).Error; err != nil {
		return row, store.Found(err)
	}
	if !s.Inside(viewer, row.Forum) {
		row.Link = ""
	}
	rows := []Row{row}
	err := s.minutes(ctx, viewer, rows)
	return rows[0], err
}

// parse reads "2017-01".
func parse(at string) (year, number int, ok bool) {
	day, err := time.Parse("2006", cut(at, 4))
	if err != nil || len(at) < 7 || at[4] != '-' {
		return 0, 0, false
	}
	for _, c := range at[5:] {
		if c < '0' || c > '9' || number > 1_000_000 {
			return 0, 0, false
		}
		number = number*10 + int(c-'0')
	}
	return day.Year(), number, at == atOf(day.Year(), number)
}

func cut(s string, n int) string {
	if len(s) < n {
		return s
	}
	return s[:n]
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
	var ids []string
	for _, r := range rows {
		for _, p := range r.Papers() {
			ids = append(ids, p.ID)
		}
	}
	var cards []register.Card
	err := s.r.Read(ctx).Scopes(register.Visible(viewer, s.r.Now(), "cards.")).Where("noun_id IN ?", ids).Find(&cards).Error
	for i := range rows {
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
	s := Scene{Meeting: p.Meeting, Founding: p.ForumState == forum.Founding, Notice: p.Notice, People: p.People}
	for _, i := range p.Items {
		s.Items = append(s.Items, i.Item)
	}
	for _, place := range p.Places {
		s.Places = append(s.Places, place.Place)
	}
	return s
}

// Options are the steps the viewer could take with the meeting now, each with what still stands in its way; place is the one she answers for.
func (s *Meetings) Options(viewer policy.Actor, p Page) []workflow.Option {
	now := s.r.Now()
	scene := p.Scene()
	return Machine().Possible(p.State, viewer.RolesIn(p.Forum, now), scene.Judge(viewer, now, p.Own(viewer, now)))
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

// ItemOptions are the steps the viewer could take with an item now.
func (s *Meetings) ItemOptions(viewer policy.Actor, p Page, row ItemRow) []workflow.Option {
	now := s.r.Now()
	scene := p.polled(row)
	return ItemMachine().Possible(row.State, viewer.RolesIn(p.Forum, now), scene.JudgeItem(viewer, now, row.Item))
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

// ByID gives one meeting by its id.
func (s *Meetings) ByID(ctx context.Context, viewer policy.Actor, id string) (Row, error) {
	var row Row
	return row, store.Found(s.rows(ctx, viewer).Where("meetings.id = ?", id).Take(&row).Error)
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
	_, err := ItemMachine().Step(row.State, verb, viewer.RolesIn(p.Forum, now), p.polled(row).JudgeItem(viewer, now, row.Item))
	return err
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

// MayReply tells whether the viewer may answer the invitation for a place.
func (s *Meetings) MayReply(viewer policy.Actor, p Page, place Place) error {
	now := s.r.Now()
	_, err := Machine().Step(p.State, "reply", viewer.RolesIn(p.Forum, now), p.Scene().Judge(viewer, now, place))
	return err
}
