package minutes

import (
	"errors"
	"slices"
	"strings"

	"gorm.io/gorm"

	"sametable/internal/annex"
	"sametable/internal/ballot"
	"sametable/internal/commitment"
	"sametable/internal/forum"
	"sametable/internal/meeting"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// held is a meeting with everything its record is made of.
type held struct {
	meeting     meeting.Meeting
	forum       forum.Forum
	items       []meeting.Item
	places      []meeting.Place
	people      []meeting.Presence
	names       map[policy.OrganisationID]organisation.Organisation
	cards       map[meeting.Paper]register.Card
	ballots     map[string]ballot.Ballot
	voters      map[string][]ballot.Voter
	commitments map[string]commitment.Commitment
	files       []annex.File       // without their content
	officers    []forum.MandateRow // the forum's chair and secretary while the table sat
}

// gather reads a meeting, in a fixed number of queries.
func gather(db *gorm.DB, id string) (held, error) {
	h := held{names: map[policy.OrganisationID]organisation.Organisation{}, cards: map[meeting.Paper]register.Card{}, ballots: map[string]ballot.Ballot{},
		voters: map[string][]ballot.Voter{}, commitments: map[string]commitment.Commitment{}}
	db = db.Session(&gorm.Session{NewDB: true})
	if err := db.Where("id = ?", id).Take(&h.meeting).Error; err != nil {
		return h, store.Found(err)
	}
	err := db.Where("id = ?", h.meeting.Forum).Take(&h.forum).Error
	if err == nil {
		err = db.Where("meeting_id = ? AND number > 0", id).Order("number, id").Find(&h.items).Error
	}
	if err == nil {
		err = db.Where("meeting_id = ?", id).Order("voting DESC, kind, id").Find(&h.places).Error
	}
	if err == nil {
		err = db.Where("meeting_id = ?", id).Order("arrived, id").Find(&h.people).Error
		h.people = h.meeting.WithoutSlips(h.people)
	}
	if err == nil {
		h.files, err = annex.Of(db, h.meeting.Record())
	}
	if err == nil {
		err = h.beside(db)
	}
	if err == nil && h.meeting.OpenedAt != nil {
		err = h.kept(db)
	}
	return h, store.Found(err)
}

// kept reads who held the forum's chair and its secretary's place while the table sat: at a founding meeting they are chosen on the way.
func (h *held) kept(db *gorm.DB) error {
	ended := *h.meeting.OpenedAt
	if h.meeting.HeldAt != nil {
		ended = *h.meeting.HeldAt
	}
	return db.Table("mandates").Select("mandates.*, persons.name AS person_name, persons.latin").Joins("JOIN persons ON persons.id = mandates.person_id").
		Where("mandates.forum_id = ? AND mandates.capacity IN ? AND mandates.starts <= ? AND (mandates.ended_at IS NULL OR mandates.ended_at > ?)", h.meeting.Forum,
			[]policy.Capacity{policy.Chair, policy.Secretary}, ended, h.meeting.OpenedAt).
		Where("mandates.state = ? OR mandates.ended_at IS NOT NULL", forum.Confirmed).Order("mandates.starts, mandates.id").Scan(&h.officers).Error
}

// inOffice are those who held one of the two places.
func (h held) inOffice(capacity policy.Capacity) []Person {
	all := []Person{}
	for _, m := range h.officers {
		if m.Capacity == capacity && !slices.ContainsFunc(all, func(p Person) bool { return p.ID == m.PersonID }) {
			all = append(all, Person{ID: m.PersonID, Name: m.PersonName, Latin: m.Latin, Capacity: capacity})
		}
	}
	return all
}

// presided is who presided: whom the secretary named, if she is on the roll at a place with a vote; else the forum's chair, if she is.
func (h held) presided() []Person {
	all := []Person{}
	for _, x := range h.people {
		votes := slices.ContainsFunc(h.places, func(p meeting.Place) bool { return p.ID == x.PlaceID && p.Voting })
		chairs := slices.ContainsFunc(h.officers, func(m forum.MandateRow) bool { return m.Capacity == policy.Chair && m.PersonID == x.PersonID })
		if named := h.meeting.Presides().Person; named != "" {
			chairs = named == x.PersonID
		}
		if votes && chairs && !slices.ContainsFunc(all, func(p Person) bool { return p.ID == x.PersonID }) {
			all = append(all, Person{ID: x.PersonID, Name: x.Name, Latin: x.Latin, Capacity: x.Capacity})
		}
	}
	return all
}

// recorded is who recorded: whom the secretary named; of a meeting opened before anybody was, who held her place.
func (h held) recorded() []Person {
	if o := h.meeting.Records(); o.Person != "" {
		return []Person{{ID: o.Person, Name: o.Name, Latin: o.Latin}}
	}
	return h.inOffice(policy.Secretary)
}

// beside reads what the items and places name.
func (h *held) beside(db *gorm.DB) error {
	var ballots, promises, papers []string
	for _, i := range h.items {
		if i.BallotID != "" {
			ballots = append(ballots, i.BallotID)
		}
		promises = append(promises, i.Promises()...)
		for _, p := range i.Papers() {
			papers = append(papers, p.ID)
		}
	}
	var counted []ballot.Ballot
	var voters []ballot.Voter
	var promised []commitment.Commitment
	var cards []register.Card
	var organisations []organisation.Organisation
	var err error
	if len(ballots) > 0 {
		err = errors.Join(db.Where("id IN ?", ballots).Find(&counted).Error, db.Where("ballot_id IN ?", ballots).Order("kind, id").Find(&voters).Error)
	}
	if err == nil && len(promises) > 0 {
		err = db.Where("id IN ?", promises).Order("reference").Find(&promised).Error
	}
	if err == nil && len(papers) > 0 {
		err = db.Where("noun_id IN ?", papers).Find(&cards).Error
	}
	if err != nil {
		return err
	}
	var of []policy.OrganisationID
	for _, p := range h.places {
		of = append(of, p.OrganisationID)
	}
	for _, c := range promised {
		h.commitments[c.ID] = c
		of = append(of, c.OwnerID)
	}
	for _, v := range voters {
		h.voters[v.BallotID] = append(h.voters[v.BallotID], v)
		of = append(of, v.OrganisationID)
	}
	for _, b := range counted {
		h.ballots[b.ID] = b
	}
	for _, c := range cards {
		h.cards[meeting.Paper{Noun: c.Noun, ID: c.NounID}] = c
	}
	err = db.Where("id IN ?", of).Find(&organisations).Error
	for _, o := range organisations {
		h.names[o.ID] = o
	}
	return err
}

func (h held) named(id policy.OrganisationID) Names {
	o := h.names[id]
	return Names{o.NameZh, o.NameEn, o.NameSv}
}

// content is the record of the meeting as it stands, with the paragraphs that were written.
func (h held) content(m Set, blocks []Block) Content {
	rules := h.meeting.Rules()
	zh, en, sv := m.TitleZh, m.TitleEn, m.TitleSv
	c := Content{Form: 1, Meeting: Sitting{ID: m.ID, Reference: m.MeetingReference, Kind: h.meeting.Kind, ForumKey: m.ForumKey, Forum: Names{h.forum.NameZh, h.forum.NameEn, h.forum.NameSv},
		Language: m.Language, Title: Names{zh, en, sv}, Opened: instant(h.meeting.OpenedAt), Ended: instant(h.meeting.HeldAt),
		Place: Names{h.meeting.Place, h.meeting.PlaceLatin, h.meeting.PlaceLatin}, Linked: h.meeting.Link != ""},
		Rules: Rules{rules.Decision, rules.RollCall, rules.AttributedDissent}, Attendance: h.attendance(), Chairs: h.presided(), Recorders: h.recorded(), Quorum: []Turn{}, Items: []Item{}, Blocks: written(blocks)}
	for _, t := range h.meeting.Turns(h.places, h.people) {
		c.Quorum = append(c.Quorum, Turn{At: instant(&t.At), Present: t.Quorum.Present, Seats: t.Quorum.Seats, Needed: t.Quorum.Needed, Groups: t.Quorum.Groups, Of: t.Quorum.NeedsOf, Met: t.Quorum.Met,
			Missing: t.Quorum.Missing, Provinces: t.Quorum.Provinces})
	}
	for _, i := range h.items {
		c.Items = append(c.Items, h.item(i))
	}
	return c
}

// written are the paragraphs as a version has them.
func written(blocks []Block) []Written {
	all := []Written{}
	for _, b := range blocks {
		all = append(all, Written{ID: b.ID, Item: b.Item, Kind: b.Kind, Words: b.Words, Noted: b.Noted, Facts: b.Fact()})
	}
	return all
}

func (h held) item(i meeting.Item) Item {
	papers := []string{}
	for _, p := range i.Papers() {
		c := h.cards[p]
		if c.Reference == "" || i.Auto == meeting.Arising && c.Class != policy.Public { // minutes are public once they are issued; a promise its owner has not accepted is not
			continue
		}
		papers = append(papers, c.Reference)
	}
	return Item{ID: i.ID, Number: i.Number, Title: Names{i.TitleZh, i.TitleEn, i.TitleSv}, Purpose: i.Purpose, Outcome: i.State, Papers: papers, Files: annex.List(annex.With(h.files, i.ID))}
}

// attendance is who was there: each organisation once in its category, with those who sat for it.
func (h held) attendance() []Attendee {
	all := []Attendee{}
	for _, p := range h.places {
		standing := p.Standing(h.people)
		if !p.Voting && standing != meeting.InAttendance { // nobody misses who would have sat beside the table
			continue
		}
		a := Attendee{Organisation: p.OrganisationID, Names: h.named(p.OrganisationID), Kind: p.Kind, Standing: standing, People: []Person{}}
		for _, x := range h.people {
			if x.PlaceID == p.ID {
				a.People = append(a.People, Person{ID: x.PersonID, Name: x.Name, Latin: x.Latin, Capacity: x.Capacity, Mode: x.Mode, Arrived: instant(&x.Arrived), Left: instant(x.Left)})
			}
		}
		all = append(all, a)
	}
	order := []string{meeting.Present, meeting.InAttendance, meeting.Excused, meeting.Absent}
	slices.SortStableFunc(all, func(a, b Attendee) int {
		if d := slices.Index(order, a.Standing) - slices.Index(order, b.Standing); d != 0 {
			return d
		}
		if d := slices.Index(policy.Kinds(), a.Kind) - slices.Index(policy.Kinds(), b.Kind); d != 0 {
			return d
		}
		return strings.Compare(h.names[a.Organisation].SortKey, h.names[b.Organisation].SortKey)
	})
	return all
}

// decided is what is typed of a decision of an item.
func (h held) decided(i meeting.Item) *Decided {
	table := i.Table()
	d := Decided{Words: Names{i.MotionZh, i.MotionEn, i.MotionSv}, Rule: h.meeting.Rules().Decision, Present: len(table.Organisations), Seats: table.Seats, Needed: table.Needed,
		Met: table.Met, Indicative: i.Indicative, At: instant(i.ConcludedAt), Groups: []Group{}}
	b, counted := h.ballots[i.BallotID]
	if !counted || i.State != meeting.Decided {
		return &d
	}
	t := b.Count(h.voters[b.ID])
	d.Ballot, d.Rule, d.Result, d.Favour, d.Against, d.Abstained, d.Recused = b.ID, b.Rules().Decision, string(b.Result), b.Favour, b.Against, b.Abstained, b.Recused
	for _, g := range t.Groups {
		d.Groups = append(d.Groups, Group{Kind: g.Kind, Favour: g.Favour, Against: g.Against, Abstained: g.Abstained, Present: g.Present})
	}
	if b.Rules().RollCall {
		for _, v := range h.voters[b.ID] {
			d.RollCall = append(d.RollCall, Voted{Organisation: v.OrganisationID, Names: h.named(v.OrganisationID), Kind: v.Kind, Voice: said(v)})
		}
	}
	return &d
}

// said is the voice of an organisation as it was counted: an objection that was resolved counts for what was asked.
func said(v ballot.Voter) string {
	switch {
	case !v.Present:
		return "absent"
	case !v.Counts():
		return "silent"
	case v.Voice == ballot.Abstains:
		return "abstained"
	case v.Voice == ballot.Recused:
		return "recused"
	case v.Voice == ballot.Objects && v.Objection != ballot.Cleared:
		return "against"
	}
	return "favour"
}
