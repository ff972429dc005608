package minutes

import (
	"context"
	"strings"

	"sametable/internal/clock"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Filing is a correction as somebody asks for it.
type Filing struct {
	Minutes  string
	Block    string
	Kind     string
	Quote    string
	Place    int
	Instead  string
	Reason   string
	Language string
	Hash     string // of the version she read
}

// File asks for a correction: whoever was there does, while the minutes go round.
func (s *Minutes) File(ctx context.Context, actor policy.Actor, f Filing) (Correction, error) {
	var c Correction
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, err := s.find(tx, actor, f.Minutes)
		if err != nil {
			return err
		}
		if _, err := scene.step(tx, "file", -1, f.Kind); err != nil {
			return err
		}
		org, _ := scene.speaksFor(actor, tx)
		if c, err = s.Reads(tx, scene, f); err != nil {
			return err
		}
		c.FiledBy, c.FiledFor = actor.Person, org
		return FileAs(tx, scene, &c)
	})
	return c, err
}

// FileAs keeps a correction that was read; one that came from outside is the organisation's, and nobody's here.
func FileAs(tx *register.Tx, s Scene, c *Correction) error {
	c.ID, c.FiledAt, c.State, c.Version = clock.NewID(), tx.Now(), CorrectionMachine().First, 1
	if err := tx.Add(c); err != nil {
		return err
	}
	m := s.Set
	n := m.note("correction_filed", m.State)
	n.For = c.FiledFor
	s.says(&n, *c)
	n.Tell = register.Tell{Secretaries: m.Forum}
	return m.keep(tx, n)
}

// says puts a correction into an entry; what was asked for lies beside it.
func (s Scene) says(n *register.Note, c Correction) {
	b, _ := s.block(c.BlockID)
	n.Facts["correction"], n.Facts["kind"] = c.ID, c.Kind
	if b != nil {
		n.Facts["item"] = b.Item
	}
	if n.Values == nil {
		n.Values = map[string]string{}
	}
	n.Values["quote"], n.Values["instead"] = c.Quote, c.Instead
	if c.Answer != "" {
		n.Values["reason"] = c.Answer
	}
}

// Reads reads what somebody typed of a correction.
func (s *Minutes) Reads(tx *register.Tx, scene Scene, f Filing) (Correction, error) {
	r, c := text.Reads(s.gate, tx.Now()), Correction{MinutesID: scene.Set.ID, Edition: scene.Set.Edition}
	c.Kind = input.Choice(&r.Fields, "kind", f.Kind, CorrectionKinds())
	c.Language = input.Choice(&r.Fields, "language", f.Language, []string{"zh", "en", "sv"})
	c.Quote, c.Instead, c.Reason = r.Prose("quote", f.Quote, QuoteMost, false), r.Prose("instead", f.Instead, InsteadMost, f.Kind == Omission), r.Prose("reason", f.Reason, ReasonMost, true)
	b, ok := scene.block(f.Block)
	if !ok {
		r.Fields.Add("block", "input.choice", nil)
		return c, r.Err()
	}
	c.BlockID = b.ID
	if c.Kind == Attendance {
		c.Quote = ""
		r.Look("reason", strings.Join([]string{c.Instead, c.Reason}, "\n\n"))
		return c, r.Err()
	}
	if Told(b.Kind) && c.Kind != Rendering && c.Kind != Omission && c.Quote == "" && !r.Said("quote") {
		r.Fields.Add("quote", "minutes.quote_what", nil)
	}
	if at, found := Anchor(b.Words, c.Quote, f.Place); found {
		c.Place = at
	} else if Told(b.Kind) && c.Kind != Rendering {
		r.Fields.Add("quote", "minutes.quote_gone", nil)
	}
	if c.Quote != "" && c.Quote == c.Instead {
		r.Fields.Add("instead", "minutes.same_words", nil)
	}
	r.Look("reason", strings.Join([]string{c.Quote, c.Instead, c.Reason}, "\n\n"))
	return c, r.Err()
}
