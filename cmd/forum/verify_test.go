package main_test

import (
	"database/sql"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sametable/internal/clock"
	"sametable/internal/forumtest"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// made gives a database with a register of three entries, and the way to it.
func made(t *testing.T, at place) *store.DB {
	t.Helper()
	db, err := store.Open(t.Context(), at.address)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	r := register.New(db, clock.At(forumtest.Start))
	for _, id := range []string{"a", "b", "c"} {
		err := r.Act(t.Context(), policy.Actor{Person: "ann", Name: "Ann Exempelsson"}, func(tx *register.Tx) error {
			tx.Permit(policy.Allow("leaf", id, "make"))
			tx.Enter(register.Note{Noun: "leaf", ID: id, Verb: "leaf.made", Access: policy.Access{Class: policy.Public}})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return db
}

// migrated gives a place with the tables of a forum and nothing in them.
func migrated(t *testing.T) map[string]func(t *testing.T) place {
	return map[string]func(t *testing.T) place{
		"sqlite": func(t *testing.T) place {
			path := forumtest.SQLitePath(t)
			return place{setting: []string{"FORUM_DATABASE_URL=" + path}, driver: "sqlite", address: path, data: filepath.Dir(path)}
		},
		"postgres": func(t *testing.T) place {
			address := forumtest.PostgresAddress(t)
			return place{setting: []string{"FORUM_DATABASE_URL=" + address}, driver: "pgx", address: address, data: t.TempDir()}
		},
	}
}

// TestVerifyPraisesNothingThatIsNotThere: an empty register, tables of another program, no tables, no database.
func TestVerifyPraisesNothingThatIsNotThere(t *testing.T) {
	for engine, made := range migrated(t) {
		t.Run(engine, func(t *testing.T) {
			at := made(t)
			db, err := sql.Open(at.driver, at.address)
			if err != nil {
				t.Fatal(err)
			}
			defer func() { _ = db.Close() }()
			expect := func(when, want string) {
				t.Helper()
				if code, out, said := run(t, at.setting, "verify"); code != 1 || !strings.Contains(said, want) || strings.Contains(out, "holds") {
					t.Errorf("%s: exit %d: %s%s", when, code, out, said)
				}
			}
			expect("an empty register", "the register is empty")
			for _, c := range []struct{ when, statement, want string }{
				{"a newer schema", "INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, true)", "newer than this program"},
				{"an older schema", "DELETE FROM goose_db_version WHERE version_id > 100", "older than this program"},
				{"no schema", "DROP TABLE goose_db_version", "there is no forum in this database"},
			} {
				if _, err := db.Exec(c.statement); err != nil {
					t.Fatal(err)
				}
				expect(c.when, c.want)
			}
		})
	}
	nowhere := filepath.Join(t.TempDir(), "data")
	code, out, said := run(t, []string{"FORUM_DATA=" + nowhere}, "verify")
	if code != 1 || !strings.Contains(said, "there is no database at "+filepath.Join(nowhere, "forum.db")) {
		t.Errorf("no database: exit %d: %s%s", code, out, said)
	}
	if _, err := os.Stat(nowhere); !os.IsNotExist(err) {
		t.Errorf("verify made %s", nowhere)
	}
}

// TestVerifyComparesAHead: one that was noted, one that was never there, and one of a tail that was cut.
func TestVerifyComparesAHead(t *testing.T) {
	at := migrated(t)["sqlite"](t)
	db := made(t, at)
	_, head, err := register.New(db, clock.At(forumtest.Start)).Head(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for noted, want := range map[string]string{
		"3:" + head:                    "entry 3 stands as it was noted",
		"3:" + strings.Repeat("0", 64): "entry 3: its hash is not the one known from outside",
		"4:" + head:                    "entry 4: the register ends at entry 3: its tail is missing",
	} {
		code, out, said := run(t, at.setting, "verify", "--head", noted)
		if !strings.Contains(out, want) || (code == 0) != strings.HasPrefix(want, "entry 3 stands") {
			t.Errorf("--head %s: exit %d: %s%s, want %q", noted, code, out, said, want)
		}
	}
	if code, _, said := run(t, at.setting, "verify", "--head", head); code != 1 || !strings.Contains(said, "is not number:hash") {
		t.Errorf("no number: exit %d: %s", code, said)
	}
}

// TestVerifyNamesAMalformedEntry: SQLite keeps anything in any column.
func TestVerifyNamesAMalformedEntry(t *testing.T) {
	at := migrated(t)["sqlite"](t)
	db := made(t, at)
	for _, s := range []string{"DROP TRIGGER entries_no_update", "UPDATE entries SET at = 'noon' WHERE seq = 2"} {
		if _, err := db.SQL().Exec(s); err != nil {
			t.Fatal(err)
		}
	}
	if code, out, said := run(t, at.setting, "verify"); code != 1 || !strings.Contains(out, "entry 2: of leaf b: it cannot be read") {
		t.Errorf("exit %d: %s%s", code, out, said)
	}
}
