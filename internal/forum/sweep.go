package forum

import (
	"context"
	"errors"
	"time"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Sweep does what time brings: mandates whose term has run out end. A ticker calls it. Each mandate is an act of its own; one
// that fails does not keep the others waiting.
func (s *Forums) Sweep(ctx context.Context, now time.Time) error {
	var due []Mandate
	err := s.r.Read(ctx).Select("id").Where("state <> ? AND ends IS NOT NULL AND ends <= ?", Ended, now).Order("ends, id").Find(&due).Error
	if err != nil {
		return store.Found(err)
	}
	var failed []error
	for _, m := range due {
		failed = append(failed, s.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error { return s.expire(tx, m.ID) }))
	}
	return errors.Join(failed...)
}

// expire ends a mandate whose term is over; the recorded end stays as it was.
func (s *Forums) expire(tx *register.Tx, id policy.MandateID) error {
	m, f, err := s.mandate(tx, tx.Actor, id)
	if err != nil || m.State == Ended || !m.over(tx.Now()) {
		return err
	}
	from, err := s.move(tx, &m, "expire", m.Version)
	if err != nil {
		return err
	}
	return m.keep(tx, f, moved{verb: "expire", from: from})
}
