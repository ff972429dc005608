package meeting

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/annex"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
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
	Pledges                               []Pledge        `gorm:"-"` // of matters arising, the same
	Hushed                                bool            `gorm:"-"` // what came of it stands in minutes that are not issued, or withheld
	Files                                 []annex.File    `gorm:"-"` // without their content; those that were taken away as well
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
	if rows, more, err = s.list(ctx, viewer, f); err != nil {
		return nil, false, err
	}
	return rows, more, s.minutes(ctx, viewer, rows)
}

// mostComing is how many meetings to come stand in a calendar.
const mostComing = 100

// Calendar gives both lists of a page: the meetings that are not over, and those that are, after the one of the filter.
func (s *Meetings) Calendar(ctx context.Context, viewer policy.Actor, f Filter) (coming, past []Row, more bool, err error) {
	if coming, _, err = s.list(ctx, viewer, Filter{Forum: f.Forum, Coming: true, Most: mostComing}); err != nil {
		return nil, nil, false, err
	}
	if past, more, err = s.list(ctx, viewer, Filter{Forum: f.Forum, After: f.After}); err != nil {
		return nil, nil, false, err
	}
	all := slices.Concat(coming, past)
	err = s.minutes(ctx, viewer, all)
	return all[:len(coming)], all[len(coming):], more, err
}

func (s *Meetings) list(ctx context.Context, viewer policy.Actor, f Filter) (rows []Row, more bool, err error) {
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
	return rows, more, nil
}

// minutes reads the cards of the minutes of some meetings, in one query.
func (s *Meetings) minutes(ctx context.Context, viewer policy.Actor, rows []Row) error {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	if len(ids) == 0 {
		return nil
	}
	var cards []register.Card
	err := s.r.Read(ctx).Scopes(register.Visible(viewer, s.r.Now(), "cards.")).Where("noun = ? AND noun_id IN ?", MinutesNoun, ids).Find(&cards).Error
	for _, c := range cards {
		rows[slices.Index(ids, c.NounID)].Minutes = c
	}
	return store.Found(err)
}

// Find gives one meeting by forum key and "2017-01", or by its id where it has no reference, without the card of its minutes.
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
	return row, nil
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

// ByID gives one meeting by its id.
func (s *Meetings) ByID(ctx context.Context, viewer policy.Actor, id string) (Row, error) {
	var row Row
	err := s.rows(ctx, viewer).Where("meetings.id = ?", id).Take(&row).Error
	if !s.Inside(viewer, row.Forum) {
		row.Link = ""
	}
	return row, store.Found(err)
}
