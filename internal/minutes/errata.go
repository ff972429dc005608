package minutes

import (
	"context"
	"slices"
	"strings"
	"time"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/printed"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Erratum is a numbered correction of issued minutes, in all three languages. The minutes themselves stay as they were.
type Erratum struct {
	ID          string `gorm:"primaryKey"`
	MinutesID   string
	Number      int // 0 until it is confirmed
	BlockID     string
	About       string // Attendance: it is of who was there, whatever paragraph it hangs on; empty: of that paragraph
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
	Block      string // a paragraph's id, or Attendance
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
		if f.Block == Attendance && len(c.Blocks) > 0 {
			e.About, e.BlockID = Attendance, c.Blocks[0].ID
		}
		if _, ok := c.block(e.BlockID); !ok {
			r.Fields.Add("block", "input.choice", nil)
		}
		r.Look("zh", strings.Join([]string{e.WordsZh, e.WordsEn, e.WordsSv}, "\n\n"))
		if err := r.Err(); err != nil {
			return err
		}
		e.Hash = text.Digest(m.Hash, f.Block, e.WordsZh+"\x00"+e.WordsEn+"\x00"+e.WordsSv)
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
		if err := printed.Order(tx, m.Record()); err != nil {
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
