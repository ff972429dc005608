package forum

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// current joins the charter a forum goes by now: the adopted one, else the newest, with which it is founded. It is inForce in SQL.
const current = "LEFT JOIN charters c ON c.forum_id = forums.id AND (c.state = 'adopted' OR NOT EXISTS " +
	"(SELECT 1 FROM charters n WHERE n.forum_id = c.forum_id AND n.id <> c.id AND (n.state = 'adopted' OR n.number > c.number)))"

// province joins the division a forum is for, and regionNames are what it is called: empty for a forum of several provinces.
const (
	province    = "LEFT JOIN regions r ON r.code = forums.region"
	regionNames = "COALESCE(r.zh, '') AS region_zh, COALESCE(r.en, '') AS region_en, COALESCE(r.sv, '') AS region_sv"
)

// Overview is a forum with the numbers a list shows of it. Threads and Posts count what there is, whoever may read it: how much a
// table talks is no secret, what it says may be.
type Overview struct {
	Forum
	CharterState string
	AdoptedOn    *time.Time
	RegionZh     string
	RegionEn     string
	RegionSv     string
	Seats        map[policy.Kind]int `gorm:"-"`
	Threads      int
	Posts        int
}

type overviewRow struct {
	Overview
	Kind policy.Kind
	N    int
}

// Overview gives every forum with its numbers, oldest first, in one statement.
func (s *Forums) Overview(ctx context.Context) ([]Overview, error) {
	db := s.r.Read(ctx)
	talk := db.Session(&gorm.Session{NewDB: true}).Table("threads").Select("forum_id, COUNT(*) AS threads, SUM(posts) AS posts").Group("forum_id")
	var rows []overviewRow
	err := db.Table("forums").
		Select("forums.*, COALESCE(c.state, '') AS charter_state, c.adopted_on, "+regionNames+", COALESCE(o.kind, '') AS kind, COUNT(o.id) AS n, "+
			"COALESCE(t.threads, 0) AS threads, COALESCE(t.posts, 0) AS posts").
		Joins(current).
		Joins("LEFT JOIN seats ON seats.forum_id = forums.id AND seats.until IS NULL").
		Joins("LEFT JOIN organisations o ON o.id = seats.organisation_id").
		Joins("LEFT JOIN (?) t ON t.forum_id = forums.id", talk).Joins(province).
		Group("forums.id, c.id, r.code, o.kind, t.threads, t.posts").Order("forums.made_at, forums.key, o.kind").Scan(&rows).Error
	var all []Overview
	for _, row := range rows {
		if len(all) == 0 || all[len(all)-1].ID != row.ID {
			row.Seats = map[policy.Kind]int{}
			all = append(all, row.Overview)
		}
		if row.Kind != "" {
			all[len(all)-1].Seats[row.Kind] = row.N
		}
	}
	return all, store.Found(err)
}

// Table is a forum as its page shows it: its charter as data, and who sits there.
type Table struct {
	Forum   Forum
	Charter Charter
	Region  organisation.Region // empty for several provinces
	Seats   []SeatRow
}

type tableRow struct {
	Forum    Forum   `gorm:"embedded;embeddedPrefix:f_"`
	Charter  Charter `gorm:"embedded;embeddedPrefix:c_"`
	RegionZh string
	RegionEn string
	RegionSv string
	SeatRow
}

// as names the columns of a table behind a prefix.
func as(table, prefix, columns string) string {
	var list []string
	for _, name := range strings.Fields(columns) {
		list = append(list, table+"."+name+" AS "+prefix+name)
	}
	return strings.Join(list, ", ")
}

// Table reads a forum with its charter's rules and its seats in one statement.
func (s *Forums) Table(ctx context.Context, key string) (Table, error) {
	var rows []tableRow
	err := s.r.Read(ctx).Table("forums").Select(strings.Join([]string{
		as("forums", "f_", "id key name_zh name_en name_sv region language state active_since made_at version"),
		as("c", "c_", "id forum_id number state rules text_id version_id adopted_on adopted_note proposed_by proposed_hash state_since consulted_id consulted_at window_ends made_at version"),
		"COALESCE(seats.id, '') AS id, COALESCE(seats.organisation_id, '') AS organisation_id, COALESCE(seats.voting, FALSE) AS voting, seats.since, COALESCE(seats.version, 0) AS version",
		"o.key AS org_key, o.kind, o.name_zh, o.name_en, o.name_sv, o.sort_key", regionNames,
	}, ", ")).Joins(province).Joins(strings.TrimPrefix(current, "LEFT ")).
		Joins("LEFT JOIN seats ON seats.forum_id = forums.id AND seats.until IS NULL").
		Joins("LEFT JOIN organisations o ON o.id = seats.organisation_id").
		Where("forums.key = ?", key).Order("o.kind, o.sort_key").Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return Table{}, missing(err)
	}
	first := rows[0]
	t := Table{Forum: first.Forum, Charter: first.Charter, Region: organisation.Region{Zh: first.RegionZh, En: first.RegionEn, Sv: first.RegionSv}}
	for _, row := range rows {
		if row.ID != "" {
			t.Seats = append(t.Seats, row.SeatRow)
		}
	}
	return t, nil
}

func missing(err error) error {
	if err == nil {
		err = gorm.ErrRecordNotFound
	}
	return store.Found(err)
}

// Voting counts the seats that have a vote: those a quorum is reckoned by.
func (t Table) Voting() int {
	n := 0
	for _, seat := range t.Seats {
		if seat.Voting {
			n++
		}
	}
	return n
}

// Needed is how many of so many voting seats make a quorum by the rules' share.
func (r Rules) Needed(seats int) int {
	if r.QuorumShare == "two_thirds" {
		return (2*seats + 2) / 3
	}
	return seats/2 + 1
}

// Err says which of the rules nobody could follow, beside their fields.
func (r Rules) Err() error {
	var fields fault.Fields
	r.check(&fields)
	return fields.Err()
}

// Latest is a thread as a list across forums shows it.
type Latest struct {
	register.Card
	ForumKey string
	Posts    int
	LastAt   time.Time
}

// Latest gives the threads with the newest word in all forums that the viewer may see.
func (s *Forums) Latest(ctx context.Context, viewer policy.Actor, limit int) ([]Latest, error) {
	var rows []Latest
	err := s.r.Read(ctx).Table("cards").Select("cards.*, threads.forum_key, threads.posts, threads.last_at").
		Joins("JOIN threads ON threads.id = cards.noun_id").Scopes(register.Visible(viewer, s.r.Now(), "cards.")).
		Where("cards.noun = 'thread'").Order("threads.last_at DESC, threads.id").Limit(limit).Scan(&rows).Error
	return rows, store.Found(err)
}

// AllSeats gives, for every organisation that has a seat, the forums it sits in, oldest first.
func (s *Forums) AllSeats(ctx context.Context) (map[policy.OrganisationID][]Forum, error) {
	var rows []struct {
		Forum
		OrganisationID policy.OrganisationID
	}
	err := s.r.Read(ctx).Table("seats").Select("forums.*, seats.organisation_id").Joins("JOIN forums ON forums.id = seats.forum_id").
		Where("seats.until IS NULL").Order("forums.made_at, forums.key").Scan(&rows).Error
	all := map[policy.OrganisationID][]Forum{}
	for _, row := range rows {
		all[row.OrganisationID] = append(all[row.OrganisationID], row.Forum)
	}
	return all, store.Found(err)
}
