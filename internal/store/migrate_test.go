package store_test

import (
	"context"
	"database/sql"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"sametable/internal/forumtest"
	"sametable/internal/store"
)

const migrateHere = "FORUM_TEST_MIGRATE" // the address a child of this test migrates

// TestMain lets this program be one of several processes that migrate at once.
func TestMain(m *testing.M) {
	address := os.Getenv(migrateHere)
	if address == "" {
		os.Exit(m.Run())
	}
	if err := migrate(address); err != nil {
		_, _ = os.Stderr.WriteString(err.Error())
		os.Exit(1)
	}
}

func migrate(address string) error {
	db, err := store.Open(context.Background(), address)
	if err != nil {
		return err
	}
	defer func() { _ = db.Close() }()
	return db.Migrate(context.Background())
}

// empty gives the addresses of databases nobody has migrated yet.
func empty(t *testing.T) map[string]func(t *testing.T) string {
	t.Helper()
	return map[string]func(t *testing.T) string{
		"sqlite": func(t *testing.T) string { return filepath.Join(t.TempDir(), "fresh.db") },
		"postgres": func(t *testing.T) string {
			address := forumtest.PostgresAddress(t)
			db, err := sql.Open("pgx", address)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }()
			if _, err := db.Exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public"); err != nil {
				t.Fatal(err)
			}
			return address
		},
	}
}

func TestFourMigratorsAtOnce(t *testing.T) {
	for engine, fresh := range empty(t) {
		t.Run(engine, func(t *testing.T) {
			for how, one := range map[string]func(address string) error{
				"in one process": migrate,
				"in four processes": func(address string) error {
					cmd := exec.Command(os.Args[0])
					cmd.Env = append(os.Environ(), migrateHere+"="+address)
					if said, err := cmd.CombinedOutput(); err != nil {
						t.Errorf("%s", said)
						return err
					}
					return nil
				},
			} {
				address := fresh(t)
				var all sync.WaitGroup
				for range 4 {
					all.Go(func() {
						if err := one(address); err != nil {
							t.Errorf("%s: %v", how, err)
						}
					})
				}
				all.Wait()
				db, err := store.Open(t.Context(), address)
				if err != nil {
					t.Fatal(err)
				}
				if n, err := db.Pending(t.Context()); err != nil || n != 0 {
					t.Errorf("%s: %d migrations left, %v", how, n, err)
				}
				if err := db.Close(); err != nil {
					t.Error(err)
				}
			}
		})
	}
}

// A fresh file opens for all who come at once, and while another one leaves it.
func TestManyOpenAtOnce(t *testing.T) {
	for range 15 {
		path := filepath.Join(t.TempDir(), "fresh.db")
		var all sync.WaitGroup
		for range 8 {
			all.Go(func() {
				db, err := store.Open(context.Background(), path)
				if err == nil {
					err = db.Close()
				}
				if err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
	}
}

func TestAnOlderProgramLeavesANewerSchemaAlone(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		if _, err := db.SQL().Exec("INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, true)"); err != nil {
			t.Fatal(err)
		}
		for range 2 { // the lock of the first try must be free again
			if err := db.Migrate(t.Context()); err == nil || !strings.Contains(err.Error(), "version 99999") {
				t.Fatalf("a newer schema: %v", err)
			}
		}
		if err := db.Ping(t.Context()); err != nil {
			t.Error(err)
		}
	})
}

func TestMigratingLeavesThePoolAsItWas(t *testing.T) {
	db := forumtest.Postgres(t)
	for range 3 {
		if err := db.Migrate(t.Context()); err != nil {
			t.Fatal(err)
		}
	}
	var held []*sql.Conn
	for range 8 { // all at once, so that each is another session
		c, err := db.SQL().Conn(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		held = append(held, c)
		for setting, want := range map[string]string{"statement_timeout": "5s", "lock_timeout": "0", "idle_in_transaction_session_timeout": "15s"} {
			var is string
			if err := c.QueryRowContext(t.Context(), "SHOW "+setting).Scan(&is); err != nil || is != want {
				t.Errorf("%s is %q, want %q: %v", setting, is, want, err)
			}
		}
	}
	for _, c := range held {
		if err := c.Close(); err != nil {
			t.Error(err)
		}
	}
	var sessions int
	const locks = "SELECT count(*) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
	if err := db.SQL().QueryRow(locks).Scan(&sessions); err != nil || sessions != 0 {
		t.Errorf("%d sessions hold the migrators' lock after migrating, %v", sessions, err)
	}
}

// TestAMigrationMayTakeItsTimeAndWaitsForItsTurn runs them behind a transaction that holds a name they need, for longer than
// a migration waits at once.
func TestAMigrationMayTakeItsTimeAndWaitsForItsTurn(t *testing.T) {
	db, err := store.Open(t.Context(), empty(t)["postgres"](t))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	holder, err := db.SQL().Begin()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := holder.Exec("CREATE TABLE organisations (id text)"); err != nil {
		t.Fatal(err)
	}
	done := make(chan error, 1)
	go func() { done <- db.Migrate(context.Background()) }()
	select {
	case err := <-done:
		t.Fatalf("it did not wait: %v", err)
	case <-time.After(2500 * time.Millisecond):
	}
	if err := holder.Rollback(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}
	if n, err := db.Pending(t.Context()); err != nil || n != 0 {
		t.Errorf("%d migrations left, %v", n, err)
	}
}
