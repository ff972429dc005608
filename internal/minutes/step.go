package minutes

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/calendar"
	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/meeting"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

func calendarOf(tx *register.Tx) (calendar.Days, error) { return calendar.Of(tx.DB) }

// writesDown keeps a note, outside the record.
func (s *Minutes) writesDown(ctx context.Context, n Note) error {
	return s.r.Loose(ctx, func(db *gorm.DB) error {
		var item meeting.Item
		if err := db.Where("id = ? AND meeting_id = ?", n.ItemID, n.MinutesID).Limit(1).Find(&item).Error; err != nil {
			return err
		}
		if item.ID == "" {
			return fault.NotFound()
		}
		return store.Found(db.Save(&n).Error)
	})
}

// byID reads minutes somebody may see.
func (s *Minutes) byID(ctx context.Context, viewer policy.Actor, id string) (Set, error) {
	var m Set
	err := s.r.Read(ctx).Scopes(seen(viewer, s.r.Now())).Where("minutes.id = ?", id).Take(&m).Error
	return m, store.Found(err)
}

// Step is one step of minutes that needs no more than a reason.
type Step struct {
	Minutes string
	Verb    string
	Reason  string // with return and recall
	Hash    string // of the version somebody has read, with confirm_version, agree, sign and approve
	Version int
}

// Verbs are the steps Take takes.
func Verbs() []string {
	return []string{"submit", "return", "circulate", "confirm_version", "recall", "agree", "sign", "approve", "issue"}
}

// NeedsReason tells the steps that need a reason.
func NeedsReason(verb string) bool {
	return slices.Contains([]string{"return", "recall", "withhold"}, verb)
}

// bound are the steps that hold for one version only.
func bound(verb string) bool {
	return slices.Contains([]string{"confirm_version", "agree", "sign", "approve"}, verb)
}

// Walk takes minutes one step on.
func (s *Minutes) Walk(ctx context.Context, actor policy.Actor, step Step) (Set, error) {
	var m Set
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !slices.Contains(Verbs(), step.Verb) {
			return fault.NotFound()
		}
		c, to, err := s.judged(tx, step.Minutes, step.Verb, step.Version)
		if err != nil {
			return err
		}
		m, err = s.walk(tx, c, step, to)
		return err
	})
	return m, err
}

func (s *Minutes) walk(tx *register.Tx, c Scene, step Step, to string) (Set, error) {
	m := c.Set
	if bound(step.Verb) && step.Hash != m.Hash {
		return m, stale()
	}
	if NeedsReason(step.Verb) {
		r := text.Reads(s.gate, tx.Now())
		m.Reason = r.Prose("reason", step.Reason, ReasonMost, true)
		if err := r.Err(); err != nil {
			return m, err
		}
	}
	from := m.move(tx, to)
	values := map[string]string{}
	if NeedsReason(step.Verb) {
		values["reason"] = m.Reason
	}
	facts, err := s.changes(tx, c, &m, step.Verb)
	if err != nil {
		return m, err
	}
	n := m.note(past()[step.Verb], from)
	n.Values = values
	for k, v := range facts {
		n.Facts[k] = v
	}
	if n.Tell, err = c.tell(tx, step.Verb); err != nil {
		return m, err
	}
	return m, m.keep(tx, n)
}

// changes does what a step brings with it, and gives what its entry says of it.
func (s *Minutes) changes(tx *register.Tx, c Scene, m *Set, verb string) (map[string]any, error) {
	now := tx.Now()
	switch verb {
	case "submit":
		m.DraftedBy, m.Reason = tx.Actor.Person, ""
	case "circulate":
		return s.circulates(tx, c, m)
	case "confirm_version":
		m.ChairHash, m.ChairBy = m.Hash, tx.Actor.Person
	case "agree":
		return c.agrees(tx)
	case "sign":
		for n := range c.Checkers {
			if k := &c.Checkers[n]; k.PersonID == tx.Actor.Person {
				k.Hash, k.SignedAt = m.Hash, &now
				return map[string]any{"checkers": len(c.Checkers), "signed": c.signed()}, tx.Save(k)
			}
		}
	case "approve":
		return s.approves(tx, c, m)
	case "issue":
		return s.issues(tx, m)
	}
	return nil, nil
}

// circulates freezes what is sent round, and sets the day until which it can be corrected.
func (s *Minutes) circulates(tx *register.Tx, c Scene, m *Set) (map[string]any, error) {
	if err := s.freeze(tx, m, c.Blocks); err != nil {
		return nil, err
	}
	now := tx.Now()
	end, err := ending(tx, now)
	m.ChairHash, m.ChairBy, m.CirculatedEdition, m.CirculatedAt, m.ClosesAt, m.RemindedAt, m.ToldAt = m.Hash, tx.Actor.Person, m.Edition, &now, &end, nil, nil
	return map[string]any{"until": instant(&end), "present": len(c.There)}, err
}

// freeze makes a version of what stands, and the version that counts.
func (s *Minutes) freeze(tx *register.Tx, m *Set, blocks []Block) error {
	h, err := gather(tx.DB, m.ID)
	if err != nil {
		return err
	}
	content, err := h.content(*m, blocks).canonical()
	if err != nil {
		return err
	}
	m.Edition++
	m.Hash = digest(content)
	return tx.Add(&Edition{ID: clock.NewID(), MinutesID: m.ID, Number: m.Edition, Content: content, Hash: m.Hash, MadeBy: tx.Actor.Person, MadeAt: tx.Now()})
}

// agrees notes that an organisation finds the minutes right as they went round.
func (s Scene) agrees(tx *register.Tx) (map[string]any, error) {
	org, ok := s.speaksFor(tx.Actor, tx)
	if !ok {
		return nil, fault.Forbidden("minutes.for_whom", nil)
	}
	var known []Answer
	if err := tx.Where("minutes_id = ? AND organisation_id = ?", s.Set.ID, org).Find(&known).Error; err != nil {
		return nil, err
	}
	facts := map[string]any{"organisation": string(org)}
	if len(known) > 0 {
		a := known[0]
		a.PersonID, a.Hash, a.SaidAt = tx.Actor.Person, s.Set.Hash, tx.Now()
		return facts, tx.Save(&a)
	}
	return facts, tx.Add(&Answer{ID: clock.NewID(), MinutesID: s.Set.ID, OrganisationID: org, PersonID: tx.Actor.Person, Hash: s.Set.Hash, SaidAt: tx.Now(), Version: 1})
}

// speaksFor is the organisation for which somebody speaks on the minutes: the one she sat there for, else one she has a mandate of that was
// there.
func (s Scene) speaksFor(actor policy.Actor, tx *register.Tx) (policy.OrganisationID, bool) {
	for _, m := range actor.In(s.Set.Forum, tx.Now()) {
		if slices.Contains(s.There, m.Organisation) {
			return m.Organisation, true
		}
	}
	org, ok := s.Sat[actor.Person]
	return org, ok && actor.Person != ""
}

// tell names whom a step concerns: those who were there, the chair, or the secretariat.
func (s Scene) tell(tx *register.Tx, verb string) (register.Tell, error) {
	switch verb {
	case "submit":
		chairs, err := forum.Sitting(tx.DB, s.Set.Forum, tx.Now(), "mandates.capacity = ?", policy.Chair)
		return register.Tell{Persons: chairs}, err
	case "return", "sign", "confirm_version":
		return register.Tell{Secretaries: s.Set.Forum}, nil
	case "agree":
		return register.Tell{}, nil
	}
	persons, err := s.those(tx)
	t := register.Tell{Persons: persons, Secretaries: s.Set.Forum}
	if verb == "issue" || verb == "correct" || verb == "withhold" {
		t.Followers = []policy.Ref{{Noun: forum.Noun, ID: string(s.Set.Forum)}, {Noun: meeting.Noun, ID: s.Set.ID}, s.Set.Record()}
	}
	return t, err
}

// those are the people before whom the minutes lie: who sat there, and who speaks now for an organisation that did.
func (s Scene) those(tx *register.Tx) ([]policy.PersonID, error) {
	persons, err := forum.Sitting(tx.DB, s.Set.Forum, tx.Now(), "mandates.organisation_id IN ? AND mandates.capacity IN ?", s.There,
		[]policy.Capacity{policy.Titular, policy.Alternate, policy.Adviser, policy.Expert, policy.Observer, policy.Chair, policy.Convener})
	for p := range s.Sat {
		if p != "" && !slices.Contains(persons, p) {
			persons = append(persons, p)
		}
	}
	slices.Sort(persons)
	return persons, err
}

// NameCheckers names those who check the minutes: the meeting chose them among those who were there.
func (s *Minutes) NameCheckers(ctx context.Context, actor policy.Actor, id string, persons []policy.PersonID, version int) (Set, error) {
	var m Set
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, _, err := s.judged(tx, id, "name_checkers", version)
		if err != nil {
			return err
		}
		m = c.Set
		var fields fault.Fields
		if m.Mode != Checking {
			return fault.Conflict("minutes.no_checkers", nil)
		}
		var there []meeting.Presence
		if err := tx.Where("meeting_id = ? AND person_id IN ?", m.ID, persons).Order("arrived").Find(&there).Error; err != nil {
			return err
		}
		for n := range c.Checkers {
			if err := tx.Drop(&c.Checkers[n]); err != nil {
				return err
			}
		}
		var named []policy.PersonID
		for _, p := range there {
			if slices.Contains(named, p.PersonID) {
				continue
			}
			named = append(named, p.PersonID)
			if err := tx.Add(&Checker{ID: clock.NewID(), MinutesID: m.ID, PersonID: p.PersonID, OrganisationID: c.Sat[p.PersonID], Name: p.Name, Latin: p.Latin, Version: 1}); err != nil {
				return err
			}
		}
		if len(named) == 0 || len(named) != len(slices.Compact(slices.Sorted(slices.Values(persons)))) || len(named) > 5 {
			fields.Add("checkers", "minutes.checkers_there", fault.Args{"Most": 5})
			return fields.Err()
		}
		n := m.note("checkers_named", m.State)
		n.Facts["checkers"], n.Tell = len(named), register.Tell{Persons: named}
		return m.keep(tx, n)
	})
	return m, err
}

// Named reads a comma-separated list of persons, as forms send it.
func Named(f *fault.Fields, name string, raw []string) []policy.PersonID {
	var all []policy.PersonID
	for _, one := range raw {
		if id := input.Key(f, name, one, 40, true); id != "" {
			all = append(all, policy.PersonID(id))
		}
	}
	return all
}
