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
	Inside  bool                    // the viewer sits in the forum, or moderates it
	papers  map[Paper]register.Card // what items are or were about, as far as the viewer may see it
}

// Around is what hangs on a meeting, whoever reads it. What of it somebody reads, Page says. It is shared and not written to.
type Around struct {
	rules   forum.Rules
	items   []ItemRow
	cards   []register.Card // of what they are about, and of the minutes
	agendas []Agenda
	pledges map[string][]Pledge // by item
}

// Table is who was called to a meeting and who came. Those who sit in its forum read it.
type Table struct {
	places []PlaceRow
	people []Presence
}

// Page gives a meeting with everything that hangs on it.
func (s *Meetings) Page(ctx context.Context, viewer policy.Actor, forumKey, at string) (Page, error) {
	row, err := s.Find(ctx, viewer, forumKey, at)
	if err != nil {
		return Page{}, err
	}
	around, err := s.Around(ctx, row.Meeting)
	if err != nil {
		return Page{}, err
	}
	var table Table
	if s.Inside(viewer, row.Forum) {
		table, err = s.Table(ctx, row.Meeting)
	}
	return s.Seen(viewer, row, around, table), err
}

// Around reads what hangs on a meeting, whoever asks.
func (s *Meetings) Around(ctx context.Context, m Meeting) (a Around, err error) {
	if a.rules, err = s.forums.RulesOf(ctx, m.Forum); err != nil {
		return a, err
	}
	if err := s.r.Read(ctx).Where("meeting_id = ?", m.ID).Order("revision").Find(&a.agendas).Error; err != nil {
		return a, store.Found(err)
	}
	if err := s.items(ctx, m, &a); err != nil {
		return a, err
	}
	a.pledges, err = s.pledges(ctx, a.items)
	return a, err
}

// Table reads who was called to a meeting and who came, for those who sit in its forum.
func (s *Meetings) Table(ctx context.Context, m Meeting) (t Table, err error) {
	if t.places, err = s.places(ctx, m.ID); err != nil {
		return t, err
	}
	err = s.r.Read(ctx).Where("meeting_id = ?", m.ID).Order("arrived, id").Find(&t.people).Error
	t.people = m.WithoutSlips(t.people)
	return t, store.Found(err)
}

// Seen is a meeting the viewer has found with what of the rest she may see: items that are only asked for, and the table, are read by those who
// sit in the forum.
func (s *Meetings) Seen(viewer policy.Actor, row Row, a Around, t Table) Page {
	now := s.r.Now()
	p := Page{Row: row, Agendas: a.agendas, Notice: a.rules.NoticeDays, Inside: s.Inside(viewer, row.Forum), papers: map[Paper]register.Card{}}
	if !row.Begun() { // what would hold if it began now
		p.RulesJSON = encode(a.rules)
	}
	cards := slices.DeleteFunc(slices.Clone(a.cards), func(c register.Card) bool { return !viewer.Sees(c.Access, now) })
	if at := slices.IndexFunc(cards, func(c register.Card) bool { return c.Noun == MinutesNoun && c.NounID == row.ID }); at >= 0 {
		p.Minutes = cards[at]
	}
	for _, c := range cards {
		p.papers[Paper{c.Noun, c.NounID}] = c
	}
	for _, i := range a.items {
		if i.Number == 0 && !p.Inside {
			continue
		}
		for _, paper := range i.Papers() {
			if c, seen := p.papers[paper]; seen && i.Auto != Arising {
				i.Cards = append(i.Cards, c)
			}
		}
		for _, promised := range a.pledges[i.ID] {
			if viewer.Sees(promised.Access, now) {
				i.Pledges = append(i.Pledges, promised)
			}
		}
		p.Items = append(p.Items, i)
	}
	p.hush()
	if !p.Inside {
		return p
	}
	p.Places, p.People = t.places, t.people
	if !row.Begun() {
		p.Provinces = authorities(p.Scene().Places)
	}
	return p
}

// hush leaves out what came of the items, on the page's own rows. Whoever is not at the table reads that in the minutes, once they are issued, and what was
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

// items reads the items of a meeting, and the cards of what they are about and of its minutes.
func (s *Meetings) items(ctx context.Context, m Meeting, a *Around) error {
	err := s.r.Read(ctx).Table("meeting_items").Select("meeting_items.*, COALESCE(o.key, '') AS presenter_key, COALESCE(o.kind, '') AS presenter_kind, COALESCE(a.key, '') AS asker_key, COALESCE(a.kind, '') AS asker_kind, COALESCE(o.name_zh, '') AS presenter_zh, COALESCE(o.name_en, '') AS presenter_en, "+
		"COALESCE(o.name_sv, '') AS presenter_sv, COALESCE(a.name_zh, '') AS asker_zh, COALESCE(a.name_en, '') AS asker_en, COALESCE(a.name_sv, '') AS asker_sv, "+
		"COALESCE(b.state, '') AS ballot_state, COALESCE(b.result, '') AS ballot_result, COALESCE(b.favour, 0) AS favour, COALESCE(b.against, 0) AS against, "+
		"COALESCE(b.abstained, 0) AS abstained, COALESCE(b.seats, 0) AS seats").
		Joins("LEFT JOIN organisations o ON o.id = meeting_items.presenter").Joins("LEFT JOIN organisations a ON a.id = meeting_items.proposed_for").
		Joins("LEFT JOIN ballots b ON b.id = meeting_items.ballot_id").Where("meeting_items.meeting_id = ?", m.ID).
		Order("CASE WHEN meeting_items.number = 0 THEN 1 ELSE 0 END, meeting_items.number, meeting_items.id").Scan(&a.items).Error
	if err != nil {
		return store.Found(err)
	}
	files, err := annex.Of(s.r.Read(ctx), m.Record())
	if err != nil {
		return err
	}
	ids := []string{m.ID} // minutes go by the id of their meeting
	for n := range a.items {
		i := &a.items[n]
		i.Files = annex.With(files, i.ID)
		for _, p := range i.Papers() {
			ids = append(ids, p.ID)
		}
	}
	for _, sent := range a.agendas {
		for _, l := range sent.List() {
			for _, p := range l.papers() {
				ids = append(ids, p.ID)
			}
		}
	}
	slices.Sort(ids)
	ids = slices.Compact(ids)
	return store.Found(s.r.Read(ctx).Where("noun_id IN ?", ids).Find(&a.cards).Error)
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
func (s Scene) polled(row ItemRow) Scene {
	switch row.BallotState {
	case ballot.Prepared, ballot.Opened, ballot.Closed:
		s.Polled = true
	case ballot.Tallied:
		s.Stands.ID = row.BallotID
	}
	return s
}
