package minutes

import (
	"context"
	"slices"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Settling is what becomes of a correction.
type Settling struct {
	Minutes    string
	Correction string
	Verb       string // accept, accept_changed, decline, take_back
	Words      string // with accept_changed: the paragraph as it is to stand
	Answer     string
	Version    int
}

// SettleVerbs are the steps of a correction.
func SettleVerbs() []string { return []string{"accept", "accept_changed", "decline", "take_back"} }

// Settle decides on a correction. One that is accepted changes the paragraph; while the minutes go round that makes a new version, which
// the chair has to approve before they are. What was decided is changed in the draft alone.
func (s *Minutes) Settle(ctx context.Context, actor policy.Actor, g Settling) (Correction, error) {
	var c Correction
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, err := s.find(tx, actor, g.Minutes)
		if err != nil {
			return err
		}
		at := slices.IndexFunc(scene.Corrections, func(c Correction) bool { return c.ID == g.Correction })
		if at < 0 || !slices.Contains(SettleVerbs(), g.Verb) {
			return fault.NotFound()
		}
		c = scene.Corrections[at]
		to, err := CorrectionMachine().StepOn(g.Version == c.Version, c.State, g.Verb, scene.roles(actor, tx.Now()), scene.JudgeCorrection(actor, tx.Now(), c))
		if err != nil {
			return err
		}
		m := &scene.Set
		tx.Permit(m.permit(g.Verb))
		r := text.Reads(s.gate, tx.Now())
		c.Answer = r.Prose("answer", g.Answer, ReasonMost, g.Verb == "decline")
		now := tx.Now()
		c.State, c.SettledBy, c.SettledAt = to, actor.Person, &now
		if to == Accepted || to == Changed {
			if err := s.applies(tx, r, &scene, &c, g); err != nil {
				return err
			}
		}
		if err := r.Err(); err != nil {
			return err
		}
		if err := tx.Save(&c); err != nil {
			return err
		}
		n := m.note(past()[g.Verb], m.State)
		scene.says(&n, c)
		n.Tell = register.Tell{Persons: []policy.PersonID{c.FiledBy}}
		if c.Channel != "" { // nobody here has filed it
			n.Tell = register.Tell{FocalPoints: []policy.OrganisationID{c.FiledFor}}
		}
		if g.Verb == "take_back" {
			n.Tell = register.Tell{Secretaries: m.Forum}
		}
		return m.keep(tx, n)
	})
	return c, err
}

// applies changes the paragraph a correction is about.
func (s *Minutes) applies(tx *register.Tx, r *text.Reader, scene *Scene, c *Correction, g Settling) error {
	m := &scene.Set
	if c.Kind == Attendance { // it was put right at the meeting, while the minutes are taken back
		return nil
	}
	b, ok := scene.block(c.BlockID)
	if !ok {
		return fault.NotFound()
	}
	before := b.Words
	switch {
	case c.State == Changed || !Told(b.Kind) || c.Kind == Rendering:
		b.Words = r.Prose("words", g.Words, WordsMost, c.State == Changed && Told(b.Kind))
		if g.Words == "" {
			b.Words = before
		}
	default:
		words, found := replaced(b.Words, c.Quote, c.Instead, c.Place)
		if !found {
			r.Fields.Add("words", "minutes.words_gone", nil)
			return r.Err()
		}
		b.Words = r.Look("words", words)
	}
	if err := r.Err(); err != nil {
		return err
	}
	c.Became, b.Noted = b.Words, b.Noted && b.Words == ""
	if b.Words == before {
		return nil
	}
	if err := tx.Save(b); err != nil {
		return err
	}
	if m.State != Circulated {
		return nil
	}
	if err := m.reword(tx, scene.Blocks); err != nil {
		return err
	}
	c.MadeEdition = m.Edition
	return nil
}
