package minutes

import (
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

func (m Set) permit(verb string) policy.Permit { return policy.Allow(Noun, m.ID, verb) }

// round are the states in which minutes lie before others than those who write them.
func round() []string { return []string{Circulated, Approved} }

// seen are the minutes somebody may see: by their access; those that go round also by whoever sat at that table, whatever became of her
// mandate, and by translators.
func seen(viewer policy.Actor, now time.Time) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB {
		if viewer.System {
			return g
		}
		fresh := func() *gorm.DB { return g.Session(&gorm.Session{NewDB: true}) }
		or := register.Visible(viewer, now, "minutes.")(fresh())
		if viewer.Person != "" {
			or = fresh().Where(or).Or("minutes.state IN ? AND minutes.id IN (?)", round(), fresh().Model(&meeting.Presence{}).Select("meeting_id").Where("person_id = ?", viewer.Person))
		}
		if viewer.Has(policy.Translator) || viewer.Has(policy.LanguageReviewer) {
			or = or.Or("minutes.state IN ?", round())
		}
		return g.Where(or)
	}
}

// LettersTable is where the room above keeps what came from outside, and Entered the state of what nobody has compared yet.
const (
	LettersTable = "minutes_letters"
	Entered      = "entered"
)

// Locked gives minutes the actor may see with what is known of them, locked until the act is over.
func (s *Minutes) Locked(tx *register.Tx, id string) (Scene, error) { return s.find(tx, tx.Actor, id) }

// find gives minutes the actor may see with what is known of them, locked until the act is over.
func (s *Minutes) find(tx *register.Tx, actor policy.Actor, id string) (Scene, error) {
	var m Set
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Scopes(seen(actor, tx.Now())).Where("minutes.id = ?", id).Take(&m).Error
	if err != nil {
		return Scene{}, store.Found(err)
	}
	return s.scene(tx.DB, m, tx.Now())
}

// scene reads what the guards ask about, and the versions; see versions.
func (s *Minutes) scene(db *gorm.DB, m Set, now time.Time, asked ...int) (Scene, error) {
	c := Scene{Set: m, Sat: map[policy.PersonID]policy.OrganisationID{}}
	db = db.Session(&gorm.Session{NewDB: true})
	var held meeting.Meeting
	err := db.Where("id = ?", m.ID).Take(&held).Error
	c.Ended = held.HeldAt != nil
	if err == nil {
		err = db.Where("minutes_id = ?", m.ID).Order("item, place, id").Find(&c.Blocks).Error
	}
	if err == nil {
		err = db.Where("minutes_id = ?", m.ID).Order("id").Find(&c.Checkers).Error
	}
	if err == nil && m.Edition > 0 {
		err = c.versions(db, asked...)
	}
	if err == nil {
		err = c.table(db, held)
	}
	if err == nil {
		err = c.news(db)
	}
	if err == nil && m.Mode == ByBallot && m.State == Circulated {
		err = c.agreedTo(db)
	}
	if err == nil && m.State == Circulated {
		err = db.Table(LettersTable).Where("minutes_id = ? AND state = ?", m.ID, Entered).Count(&c.Letters).Error
	}
	if err == nil && m.State == Approved {
		err = s.cleared(db, &c, now)
	}
	return c, store.Found(err)
}

// versions reads what there is once the minutes have a version: those that count, and the one that is asked for, with their text.
func (s *Scene) versions(db *gorm.DB, asked ...int) error {
	m := s.Set
	err := db.Where("minutes_id = ?", m.ID).Order("filed_at, id").Find(&s.Corrections).Error
	if err == nil {
		err = db.Where("minutes_id = ?", m.ID).Order("number, id").Find(&s.Errata).Error
	}
	if err == nil {
		err = db.Select("id, minutes_id, number, hash, made_by, made_at, erased, CASE WHEN number IN ? THEN content ELSE '' END AS content", append(asked, m.Edition, m.CirculatedEdition)).
			Where("minutes_id = ?", m.ID).Order("number").Find(&s.editions).Error
	}
	return err
}

// table reads who was there, and whether somebody presided.
func (s *Scene) table(db *gorm.DB, held meeting.Meeting) error {
	var rows []struct {
		PersonID       policy.PersonID
		OrganisationID policy.OrganisationID
		Voting         bool
		Chairs         bool
		Arrived        time.Time
		Gone           *time.Time
	}
	const chairs = "EXISTS (SELECT 1 FROM mandates m WHERE m.person_id = meeting_presences.person_id AND m.forum_id = ? AND m.capacity = ? AND m.starts <= COALESCE(meeting_presences.gone, ?) " +
		"AND (m.ended_at IS NULL OR m.ended_at > meeting_presences.arrived) AND (m.state = ? OR m.ended_at IS NOT NULL)) AS chairs"
	err := db.Table("meeting_presences").Select("meeting_presences.person_id, meeting_presences.arrived, meeting_presences.gone, meeting_places.organisation_id, meeting_places.voting, "+chairs, held.Forum, policy.Chair, held.EndsAt, forum.Confirmed).
		Joins("JOIN meeting_places ON meeting_places.id = meeting_presences.place_id").Where("meeting_presences.meeting_id = ?", s.Set.ID).
		Order("meeting_presences.id").Scan(&rows).Error
	for _, r := range rows {
		if (meeting.Presence{Arrived: r.Arrived, Left: r.Gone}).Slip(held) {
			continue
		}
		if !r.Voting {
			s.Beside = append(s.Beside, r.PersonID)
			continue
		}
		s.Sat[r.PersonID] = r.OrganisationID
		if named := held.Presides().Person; r.Voting && (named == r.PersonID || named == "" && r.Chairs) {
			s.Presided = true
		}
		if !slices.Contains(s.There, r.OrganisationID) {
			s.There = append(s.There, r.OrganisationID)
		}
	}
	return err
}

// edition reads one version; an empty one where there is none.
func edition(db *gorm.DB, id string, number int) (Edition, error) {
	var e Edition
	err := db.Session(&gorm.Session{NewDB: true}).Where("minutes_id = ? AND number = ?", id, number).Limit(1).Find(&e).Error
	return e, err
}

// edition is one of the versions that were read with the scene; an empty one where there is none.
func (s Scene) edition(number int) Edition {
	for _, e := range s.editions {
		if e.Number == number {
			return e
		}
	}
	return Edition{}
}

// news tells whether the draft differs from what went round before in what is decided, or in who was there.
func (s *Scene) news(db *gorm.DB) error {
	if s.Set.CirculatedEdition == 0 {
		s.News = true
		return nil
	}
	was := s.edition(s.Set.CirculatedEdition).Read()
	if s.News = len(Material(was, Content{Blocks: written(s.Blocks)})) > 0; s.News || s.Set.State != Review {
		return nil
	}
	h, err := gather(db, s.Set.ID)
	s.News = err == nil && encode(h.attendance()) != encode(was.Attendance)
	return err
}

// agreedTo finds the item of a later meeting by which the table agreed to these minutes, after the version that counts was made.
func (s *Scene) agreedTo(db *gorm.DB) error {
	var items []struct {
		meeting.Item
		Result string
	}
	err := db.Table("meeting_items").Select("meeting_items.*, COALESCE(ballots.result, '') AS result").Joins("JOIN meetings ON meetings.id = meeting_items.meeting_id").
		Joins("LEFT JOIN ballots ON ballots.id = meeting_items.ballot_id").
		Where("meetings.forum_id = ? AND meeting_items.auto = ? AND meeting_items.state IN ?", s.Set.Forum, meeting.Approval, []string{meeting.Agreed, meeting.Decided}).
		Order("meeting_items.id").Scan(&items).Error
	made := s.edition(s.Set.Edition).MadeAt
	for _, i := range items {
		about := slices.ContainsFunc(i.Papers(), func(p meeting.Paper) bool { return p.Noun == Noun && p.ID == s.Set.ID })
		if about && i.ConcludedAt != nil && !i.ConcludedAt.Before(made.Truncate(time.Minute)) && !i.Indicative && (i.State == meeting.Agreed || i.Result == "carried") {
			s.Agreed = i.ConcludedAt
		}
	}
	return err
}

// cleared lets every word that is about to be public pass the gate once more.
func (s *Minutes) cleared(db *gorm.DB, c *Scene, now time.Time) error {
	var translations []Translation
	if err := db.Where("minutes_id = ?", c.Set.ID).Find(&translations).Error; err != nil {
		return err
	}
	c.Clear = true
	look := func(words ...string) {
		for _, w := range words {
			c.Clear = c.Clear && len(text.Look(s.gate, w, now)) == 0
		}
	}
	for _, b := range c.Blocks {
		look(b.Words)
		f := b.Fact()
		if f.Election != nil {
			look(f.Election.Zh, f.Election.En, f.Election.Sv)
		}
		if f.Decision != nil {
			look(f.Decision.Words.Zh, f.Decision.Words.En, f.Decision.Words.Sv)
		}
	}
	for _, t := range translations {
		look(t.Words)
	}
	return nil
}

// judged finds minutes and gives the state a verb leads to, or why it is not the actor's; then there is leave to change them.
func (s *Minutes) judged(tx *register.Tx, id, verb string, version int) (Scene, string, error) {
	c, err := s.find(tx, tx.Actor, id)
	if err != nil {
		return c, "", err
	}
	to, err := c.step(tx, verb, version, "")
	return c, to, err
}

func (s *Scene) step(tx *register.Tx, verb string, version int, kind string) (string, error) {
	current := version < 0 || version == s.Set.Version
	if err := s.lay(tx); err != nil { // where the meeting ended without anybody writing; a refusal undoes it
		return "", err
	}
	to, err := Machine().StepOn(current, s.Set.State, verb, s.roles(tx.Actor, tx.Now()), s.Judge(tx.Actor, tx.Now(), kind))
	if err == nil {
		tx.Permit(s.Set.permit(verb))
	}
	return to, err
}

// stale is what somebody meets who acts on a version that no longer counts.
func stale() error { return fault.Conflict("fault.stale", nil) }
