package site

import (
	"errors"
	"sync"
	"time"

	"sametable/internal/account"
	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/register"
)

// handouts keeps fresh slips for a moment, each under the form that made it: a form sent twice by an impatient finger shows the
// same slip twice. Its secrets are nowhere else, and whoever follows the second answer would never have seen them.
type handouts struct {
	sync.Mutex
	kept map[string]handedOut
}

type handedOut struct {
	handout account.Handout
	until   time.Time
}

// handoutStays is how long after the first answer the second may come.
const handoutStays = time.Minute

func (h *handouts) keep(key string, handout account.Handout, now time.Time) {
	h.Lock()
	defer h.Unlock()
	for k, kept := range h.kept {
		if now.After(kept.until) {
			delete(h.kept, k)
		}
	}
	if h.kept == nil {
		h.kept = map[string]handedOut{}
	}
	h.kept[key] = handedOut{handout, now.Add(handoutStays)}
}

func (h *handouts) of(key string, now time.Time) (account.Handout, bool) {
	h.Lock()
	defer h.Unlock()
	kept, ok := h.kept[key]
	return kept.handout, ok && !now.After(kept.until)
}

// issued is what a form made, or, where it comes a second time, what it made the first time. On another machine, or later, that
// is not known any more; then she is told what to do about it.
func (v *visit) issued(h account.Handout, err error) (account.Handout, error) {
	key, now := string(v.actor.Person)+":"+v.onceKey(), clock.Wall()
	var again *register.Replayed
	switch {
	case errors.As(err, &again):
		if kept, ok := v.s.handouts.of(key, now); ok {
			return kept, nil
		}
		return h, fault.Conflict("slip.shown_before", nil)
	case err == nil:
		v.s.handouts.keep(key, h, now)
	}
	return h, err
}
