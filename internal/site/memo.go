package site

import (
	"strings"
	"sync"

	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// memo remembers what was read until the register moves on: whatever it depends on changes with an entry.
type memo[K comparable, V any] struct {
	sync.Mutex
	head  int64 // where the register stood when all of it was read
	known map[K]V
}

// memoSize is how much a memo keeps before it begins anew: rather that than a list of what was used last.
const memoSize = 4_000

// get gives what is known at a head of the register, and else reads it.
func (m *memo[K, V]) get(key K, head int64, read func() (V, error)) (V, error) {
	m.Lock()
	value, ok := m.known[key]
	ok = ok && m.head == head
	m.Unlock()
	if ok {
		return value, nil
	}
	value, err := read()
	if err != nil {
		return value, err
	}
	m.Lock()
	defer m.Unlock()
	if m.known == nil || m.head < head || len(m.known) >= memoSize {
		m.head, m.known = max(m.head, head), map[K]V{}
	}
	if m.head == head { // a slow page keeps nothing of what has passed
		m.known[key] = value
	}
	return value, nil
}

// factKey is a thing the register holds, on a day of Beijing: what begins or ends with a day makes no entry.
type factKey struct {
	what, id string
	day      int64
}

// fact gives something that is the same whoever reads it: from memory, as long as the register stands where it stood. What it gives is
// shared between pages and not to be written to. A visitor's page is kept whole, elsewhere.
func fact[V any](v *visit, what, id string, read func() (V, error)) (V, error) {
	if v.seen == nil {
		return read()
	}
	got, err := v.s.facts.get(factKey{what, id, v.s.day()}, v.seen.Head, func() (any, error) { return read() })
	value, _ := got.(V)
	return value, err
}

// history gives what the viewer may see of what the register holds about a thing, oldest first.
func (v *visit) history(ref policy.Ref) ([]register.Line, error) {
	all, err := fact(v, "history", ref.Noun+" "+ref.ID, func() (register.History, error) { return v.s.Register.History(v.Request().Context(), ref) })
	return all.Seen(v.actor, v.now), err
}

// keyOf is a list of ids as a key.
func keyOf[T ~string](ids []T) string {
	var b strings.Builder
	for _, id := range ids {
		b.WriteString(string(id))
		b.WriteByte(' ')
	}
	return b.String()
}

// organisations gives organisations by their ids, whatever their state.
func (v *visit) organisations(ids []policy.OrganisationID) (map[policy.OrganisationID]organisation.Organisation, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	return fact(v, "organisations", keyOf(ids), func() (map[policy.OrganisationID]organisation.Organisation, error) {
		return v.s.Organisations.ByIDs(v.Request().Context(), ids)
	})
}
