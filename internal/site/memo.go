package site

import "sync"

// memo remembers what was read, each thing until the register moves on: whatever it depends on changes with an entry.
type memo[K comparable, V any] struct {
	sync.Mutex
	known map[K]remembered[V]
}

type remembered[V any] struct {
	head  int64
	value V
}

// memoSize is how much a memo keeps before it begins anew: rather that than a list of what was used last.
const memoSize = 10_000

// get gives what is known at a head of the register, and else reads it.
func (m *memo[K, V]) get(key K, head int64, read func() (V, error)) (V, error) {
	m.Lock()
	r, ok := m.known[key]
	m.Unlock()
	if ok && r.head == head {
		return r.value, nil
	}
	value, err := read()
	if err != nil {
		return value, err
	}
	m.Lock()
	defer m.Unlock()
	if m.known == nil || len(m.known) >= memoSize {
		m.known = map[K]remembered[V]{}
	}
	m.known[key] = remembered[V]{head, value}
	return value, nil
}
