package forumtest

import (
	"context"
	"testing"

	"sametable/internal/store"
)

// Template is a filled database that tests get copies of. It is filled once for the whole run on each engine.
type Template struct {
	Name string
	Fill func(context.Context, *store.DB) error
}

// On gives a test a copy of the template on one engine.
func (m Template) On(t testing.TB, engine store.Engine) *store.DB {
	t.Helper()
	return opened(t, m.Address(t, engine))
}

// Twice gives a test one copy of the template, opened as two processes would open it.
func (m Template) Twice(t testing.TB, engine store.Engine) [2]*store.DB {
	t.Helper()
	address := m.Address(t, engine)
	return [2]*store.DB{opened(t, address), opened(t, address)}
}

// Address is On for tests that let other processes open the copy.
func (m Template) Address(t testing.TB, engine store.Engine) string {
	t.Helper()
	if engine == store.SQLite {
		return fileOf(t, func() ([]byte, error) { return sqliteFile(m.Name, m.Fill) })
	}
	return copyOf(t, func() (string, error) {
		dir, err := cluster()
		if err != nil {
			return "", err
		}
		name := "template_" + m.Name
		return name, once(dir, name, func() error { return fill(dir, name, m.Fill) })
	})
}
