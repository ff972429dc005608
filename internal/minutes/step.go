package minutes

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/calendar"
	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/meeting"
	"sametable/internal/paper"
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
	return []string{"submit", "return", "circulate", "resume", "confirm_version", "recall", "agree", "sign", "approve", "issue"}
}

// NeedsReason tells the steps that need a reason.
func NeedsReason(verb string) bool {
	return slices.Contains([]string{"return", "recall", "withhold"}, verb)
}

// Bound tells the steps that hold for one version only.
func Bound(verb string) bool {
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
	if Bound(step.Verb) && step.Hash != m.Hash {
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
	case "resume":
		return s.resumes(tx, c, m)
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
	end, working, err := m.ending(tx, now)
	m.CorrectionDays, m.Reminders = working, passed(working)
	m.ChairHash, m.ChairBy, m.CirculatedEdition, m.CirculatedAt, m.ClosesAt, m.RemindedAt, m.ToldAt = m.Hash, tx.Actor.Person, m.Edition, &now, &end, nil, nil
	return map[string]any{"until": instant(&end), "days": working, "present": len(c.There)}, err
}

// leastLeft is how many working days are left at least for those who were there, when minutes that were taken back go on going round.
const leastLeft = 3

// resumes lets minutes that were taken back, and in which nothing that was decided has changed, go on going round: the end of their time
// stands, but that there are some days left. Words that were changed meanwhile make a version, as an accepted correction does.
func (s *Minutes) resumes(tx *register.Tx, c Scene, m *Set) (map[string]any, error) {
	if encode(written(c.Blocks)) != encode(c.edition(m.Edition).Read().Blocks) {
		if err := m.reword(tx, c.Blocks); err != nil {
			return nil, err
		}
	}
	days, err := calendarOf(tx)
	if err != nil {
		return nil, err
	}
	if least, _ := days.After(tx.Now(), leastLeft); m.ClosesAt == nil || m.ClosesAt.Before(least) {
		m.ClosesAt = &least
	}
	m.ChairHash, m.ChairBy, m.ToldAt = m.Hash, tx.Actor.Person, nil
	m.Reminders = max(m.Reminders, due(days, *m.ClosesAt, tx.Now())) // what is due already said so before
	return map[string]any{"until": instant(m.ClosesAt)}, nil
}

// freeze makes a version of what stands, and the version that counts.
func (s *Minutes) freeze(tx *register.Tx, m *Set, blocks []Block) error {
	h, err := gather(tx.DB, m.ID)
	if err != nil {
		return err
	}
	return m.version(tx, h.content(*m, blocks))
}

// reword makes a version that differs in the words of its paragraphs alone: who was there and what the meeting was stand as they went
// round.
func (m *Set) reword(tx *register.Tx, blocks []Block) error {
	e, err := edition(tx.DB, m.ID, m.Edition)
	if err != nil {
		return err
	}
	c := e.Read()
	c.Blocks = written(blocks)
	return m.version(tx, c)
}

func (m *Set) version(tx *register.Tx, c Content) error {
	content, err := c.canonical()
	if err != nil {
		return err
	}
	unset, err := paper.Unset(content)
	if err != nil {
		return err
	}
	if len(unset) > 0 { // nobody is to learn it from the paper of what is issued
		return fault.Conflict("minutes.unset", fault.Args{"Letters": string(unset)})
	}
	m.Edition++
	m.Hash = digest(content)
	return tx.Add(&Edition{ID: clock.NewID(), MinutesID: m.ID, Number: m.Edition, Content: content, Hash: m.Hash, MadeBy: tx.Actor.Person, MadeAt: tx.Now()})
}
