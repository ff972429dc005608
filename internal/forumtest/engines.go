// Package forumtest gives tests both engines (its room house: the demo world, served). PostgreSQL runs as one throwaway
// cluster for a whole test run, SQLite as a copied file; every test gets a database of its own from a migrated template.
package forumtest

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
	"time"

	"sametable/internal/clock"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Start is where the clock of a test stands at first: a Monday morning in Beijing.
var Start = time.Date(2019, 6, 10, 1, 0, 0, 0, time.UTC)

// All tells whether a missing part (PostgreSQL, Chromium) is a failure instead of being left out.
func All() bool { return os.Getenv("FORUM_TEST_ALL") == "1" }

// Each runs a test on each engine. FORUM_TEST_ENGINE names the one that is wanted and leaves the other out, on purpose: the race
// detector looks at what goroutines share, which is the same over either.
func Each(t *testing.T, test func(t *testing.T, engine store.Engine)) {
	t.Helper()
	engines, only := []store.Engine{store.SQLite, store.Postgres}, os.Getenv("FORUM_TEST_ENGINE")
	if only != "" && !slices.Contains(engines, store.Engine(only)) { // it would leave both out
		t.Fatalf("FORUM_TEST_ENGINE=%s is no engine; there are %v", only, engines)
	}
	for _, engine := range engines {
		t.Run(string(engine), func(t *testing.T) {
			if only != "" && only != string(engine) {
				t.Skipf("FORUM_TEST_ENGINE=%s leaves %s out", only, engine)
			}
			test(t, engine)
		})
	}
}

// Fresh gives a migrated database of the test's own.
func Fresh(t testing.TB, engine store.Engine) *store.DB {
	t.Helper()
	if engine == store.Postgres {
		return Postgres(t)
	}
	return SQLite(t)
}

// Engines runs a test on each engine, with a fresh migrated database.
func Engines(t *testing.T, test func(t *testing.T, db *store.DB)) {
	t.Helper()
	Each(t, func(t *testing.T, engine store.Engine) { test(t, Fresh(t, engine)) })
}

// Registers runs a test on each engine with a register over a clock that stands at Start.
func Registers(t *testing.T, test func(t *testing.T, r *register.Register, c *clock.Shifted)) {
	t.Helper()
	Engines(t, func(t *testing.T, db *store.DB) {
		c := clock.At(Start)
		test(t, register.New(db, c), c)
	})
}

// opened closes the database with the test.
func opened(t testing.TB, address string) *store.DB {
	t.Helper()
	db, err := store.Open(context.Background(), address)
	if err != nil {
		t.Fatalf("open %s: %v", address, err)
	}
	t.Cleanup(func() {
		if err := db.Close(); err != nil {
			t.Errorf("close: %v", err)
		}
	})
	return db
}

// sqliteFile gives the content of a template file that is made once for the run.
func sqliteFile(name string, with func(context.Context, *store.DB) error) ([]byte, error) {
	dir, err := runFolder()
	if err != nil {
		return nil, err
	}
	path := filepath.Join(dir, name+".db")
	err = once(dir, name+".sqlite", func() error {
		for _, left := range []string{path, path + "-wal", path + "-shm"} { // an earlier try may have failed half-way
			_ = os.Remove(left)
		}
		ctx := context.Background()
		db, err := store.Open(ctx, path)
		if err != nil {
			return err
		}
		return errors.Join(with(ctx, db), db.Close()) // closing the last connection folds the WAL into the file
	})
	if err != nil {
		return nil, err
	}
	return os.ReadFile(path)
}

var emptyFile = sync.OnceValues(func() ([]byte, error) {
	return sqliteFile("empty", func(ctx context.Context, db *store.DB) error { return db.Migrate(ctx) })
})

// SQLite gives a migrated database in a file of the test's own.
func SQLite(t testing.TB) *store.DB {
	t.Helper()
	return opened(t, SQLitePath(t))
}

// SQLitePath is SQLite for tests that open the file themselves, or from several processes.
func SQLitePath(t testing.TB) string {
	t.Helper()
	return fileOf(t, emptyFile)
}

func fileOf(t testing.TB, template func() ([]byte, error)) string {
	t.Helper()
	content, err := template()
	if err != nil {
		t.Fatalf("template: %v", err)
	}
	path := filepath.Join(t.TempDir(), "forum.db")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}
