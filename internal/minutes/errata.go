package minutes

import (
	"context"
	"slices"
	"strings"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Erratum is a numbered correction of issued minutes, in all three languages. The minutes themselves stay as they were.
type Erratum struct {
	ID          string `gorm:"primaryKey"`
	MinutesID   string
	Number      int // 0 until it is confirmed
	BlockID     string
	WordsZh     string
	WordsEn     string
	WordsSv     string
	Hash        string // of its words
	ProposedBy  policy.PersonID
	ProposedAt  time.Time
	ConfirmedBy policy.PersonID
	ConfirmedAt *time.Time
	Version     int
}

// TableName is the table's.
func (Erratum) TableName() string { return "minutes_errata" }

// Record is the minutes it corrects.
func (e Erratum) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: e.MinutesID} }

// Piece names it in the entries that seal it.
func (e Erratum) Piece() string { return "erratum " + e.ID }

// Lock is the optimistic lock.
func (e *Erratum) Lock() *int { return &e.Version }

// Words are what it says, by language.
func (e Erratum) Words() Names { return Names{e.WordsZh, e.WordsEn, e.WordsSv} }

// ErratumForm is an erratum as the secretary fills it in.
type ErratumForm struct {
	Minutes    string
	Block      string
	Zh, En, Sv string
	Version    int // of the minutes
}

// ProposeErratum puts an erratum before the chair.
func (s *Minutes) ProposeErratum(ctx context.Context, actor policy.Actor, f ErratumForm) (Set, error) {
	var m Set
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, _, err := s.judged(tx, f.Minutes, "propose_erratum", f.Version)
		if err != nil {
			return err
		}
		if c.erratum() != nil {
			return fault.Conflict("minutes.erratum_waits", nil)
		}
		m = c.Set
		r := text.Reads(s.gate, tx.Now())
		e := Erratum{ID: clock.NewID(), MinutesID: m.ID, BlockID: f.Block, WordsZh: r.Prose("zh", f.Zh, ReasonMost, true), WordsEn: r.Prose("en", f.En, ReasonMost, true),
			WordsSv: r.Prose("sv", f.Sv, ReasonMost, true), ProposedBy: actor.Person, ProposedAt: tx.Now(), Version: 1}
		if _, ok := c.block(f.Block); !ok {
			r.Fields.Add("block", "input.choice", nil)
		}
		r.Look("zh", strings.Join([]string{e.WordsZh, e.WordsEn, e.WordsSv}, "\n\n"))
		if err := r.Err(); err != nil {
			return err
		}
		e.Hash = text.Digest(m.Hash, e.BlockID, e.WordsZh+"\x00"+e.WordsEn+"\x00"+e.WordsSv)
		if err := tx.Add(&e); err != nil {
			return err
		}
		tell, err := c.tell(tx, "submit")
		if err != nil {
			return err
		}
		return m.record(tx, "erratum_proposed", map[string]any{"erratum": e.ID, "words": e.Hash}, tell)
	})
	return m, err
}

func (s Scene) erratum() *Erratum {
	at := slices.IndexFunc(s.Errata, func(e Erratum) bool { return e.ConfirmedAt == nil })
	if at < 0 {
		return nil
	}
	return &s.Errata[at]
}

// Correct issues the erratum that waits: the chair does, and never whoever wrote it.
func (s *Minutes) Correct(ctx context.Context, actor policy.Actor, id, hash string, version int) (Set, error) {
	var m Set
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, _, err := s.judged(tx, id, "correct", version)
		if err != nil {
			return err
		}
		e, now := c.erratum(), tx.Now()
		if e.Hash != hash {
			return stale()
		}
		m = c.Set
		m.Corrected++
		e.Number, e.ConfirmedBy, e.ConfirmedAt = m.Corrected, actor.Person, &now
		if err := tx.Save(e); err != nil {
			return err
		}
		tell, err := c.tell(tx, "correct")
		if err != nil {
			return err
		}
		return m.record(tx, "corrected", map[string]any{"erratum": e.ID, "number": e.Number, "words": e.Hash}, tell)
	})
	return m, err
}

// DropErratum lets go of the erratum that waits.
func (s *Minutes) DropErratum(ctx context.Context, actor policy.Actor, id string, version int) (Set, error) {
	var m Set
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, _, err := s.judged(tx, id, "drop_erratum", version)
		if err != nil {
			return err
		}
		m = c.Set
		e := c.erratum()
		if err := tx.Drop(e); err != nil {
			return err
		}
		return m.record(tx, "erratum_dropped", map[string]any{"erratum": e.ID}, register.Tell{Persons: []policy.PersonID{e.ProposedBy}})
	})
	return m, err
}

// GroundMost is the longest ground for withholding, in characters.
const GroundMost = 400

// ProposeWithholding asks that issued minutes are no longer to be read, by the law that says so: the convener or an administrator does, and
// one of the other kind decides.
func (s *Minutes) ProposeWithholding(ctx context.Context, actor policy.Actor, id, ground string, version int) (Set, error) {
	return s.withholding(ctx, actor, Step{Minutes: id, Verb: "propose_withholding", Reason: ground, Version: version})
}

// Withhold takes issued minutes from the readers. Their number, their title and the ground stay.
func (s *Minutes) Withhold(ctx context.Context, actor policy.Actor, id string, version int) (Set, error) {
	return s.withholding(ctx, actor, Step{Minutes: id, Verb: "withhold", Version: version})
}

// DismissWithholding lets issued minutes stand.
func (s *Minutes) DismissWithholding(ctx context.Context, actor policy.Actor, id string, version int) (Set, error) {
	return s.withholding(ctx, actor, Step{Minutes: id, Verb: "dismiss_withholding", Version: version})
}

func (s *Minutes) withholding(ctx context.Context, actor policy.Actor, step Step) (Set, error) {
	var m Set
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, to, err := s.judged(tx, step.Minutes, step.Verb, step.Version)
		if err != nil {
			return err
		}
		m = c.Set
		from := m.move(tx, to)
		n := m.note(past()[step.Verb], from)
		n.Access = m.Access
		tell := register.Tell{Secretaries: m.Forum, Office: policy.Administrator}
		switch step.Verb {
		case "propose_withholding":
			if m.WithholdBy != "" {
				return fault.Conflict("minutes.withholding_waits", nil)
			}
			r := text.Reads(s.gate, tx.Now())
			m.Ground = r.Prose("ground", step.Reason, GroundMost, true)
			if err := r.Err(); err != nil {
				return err
			}
			m.WithholdBy, m.WithholdRole = actor.Person, s.asWhom(tx, m)
		case "dismiss_withholding":
			m.WithholdBy, m.WithholdRole, m.Ground = "", "", ""
		case "withhold":
			if tell, err = c.tell(tx, "withhold"); err != nil {
				return err
			}
		}
		if m.Ground != "" {
			n.Values = map[string]string{"reason": m.Ground}
		}
		n.Tell = tell
		return m.keep(tx, n)
	})
	return m, err
}

// asWhom is the role in which somebody asks that minutes be withheld.
func (s *Minutes) asWhom(tx *register.Tx, m Set) policy.Role {
	for _, r := range policy.Who(policy.WithholdMinutes) {
		if slices.Contains(tx.Actor.RolesIn(m.Forum, tx.Now()), r) {
			return r
		}
	}
	return ""
}
