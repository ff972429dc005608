package printing

import (
	"context"
	"errors"
	"log/slog"

	"sametable/internal/fault"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/printed"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Sweep makes what was ordered. Each set of minutes is an act of its own, and no paper is set within it.
func (p *Printings) Sweep(ctx context.Context) error {
	due, err := printed.Ordered(ctx, p.r, minutes.Noun)
	if err != nil {
		return err
	}
	var failed []error
	for _, d := range due {
		if err := p.all(ctx, d.NounID); err != nil {
			failed = append(failed, err)
			continue
		}
		failed = append(failed, printed.Done(ctx, p.r, d))
	}
	return errors.Join(failed...)
}

// all makes every paper of minutes that stands and is not kept yet. Of minutes whose version was erased what was kept goes.
func (p *Printings) all(ctx context.Context, id string) error {
	s, err := load(p.r.Read(ctx), id, false)
	if err != nil {
		return store.Found(err)
	}
	if s.set.State == minutes.Issued && s.content == "" {
		return p.drop(ctx, id)
	}
	if !s.final() {
		return nil
	}
	var made []paperOf
	for _, language := range []string{"zh", "en", "sv"} {
		if !s.stands(language) {
			continue
		}
		for _, reader := range s.readers() {
			for _, ending := range []string{PDF, DOCX} {
				k := s.key(language, reader, ending)
				known, err := printed.Find(ctx, p.r, s.set.Record(), k)
				if err != nil {
					return err
				}
				if known.ID != "" {
					continue
				}
				content, err := p.make(s, language, reader, ending)
				if fault.Is(err, fault.ReasonConflict) { // a letter no font has: whoever asks for this paper is told
					slog.WarnContext(ctx, "a paper cannot be set", "minutes", id, "language", language, "error", err)
					continue
				}
				if err != nil {
					return err
				}
				made = append(made, paperOf{k, content})
			}
		}
	}
	if len(made) == 0 {
		return nil
	}
	_, err = p.keep(ctx, id, made)
	return err
}

func (p *Printings) drop(ctx context.Context, id string) error {
	return p.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		s, err := load(tx.DB, id, true)
		if err != nil {
			return err
		}
		of := s.set.Record()
		tx.Permit(policy.Allow(of.Noun, of.ID, "print"))
		dropped, err := printed.Drop(tx, of)
		if err == nil && dropped > 0 {
			tx.Enter(note(s.set, map[string]any{"dropped": dropped}))
		}
		return err
	})
}
