package store_test

import (
	"crypto/sha256"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"gorm.io/gorm"

	"sametable/internal/forumtest"
	"sametable/internal/store"
)

// folder is what lies in a folder, with every file's content in a hash.
func folder(t *testing.T, path string) string {
	t.Helper()
	all, err := os.ReadDir(path)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, file := range all {
		content, err := os.ReadFile(filepath.Join(path, file.Name()))
		if err != nil {
			t.Fatal(err)
		}
		said = append(said, fmt.Sprintf("%s %x", file.Name(), sha256.Sum256(content)))
	}
	return strings.Join(said, "\n")
}

// laid makes a folder of some files that nobody may write to; as root that holds nobody back, so what matters is that nothing changes.
func laid(t *testing.T, files map[string][]byte) string {
	t.Helper()
	in := t.TempDir()
	for name, content := range files {
		if err := os.WriteFile(filepath.Join(in, name), content, 0o444); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Chmod(in, 0o555); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(in, 0o700) })
	return in
}

// numbered gives the last number of the series "test", as a reader sees it.
func numbered(t *testing.T, db *store.DB) (last int) {
	t.Helper()
	err := db.Read(t.Context()).Table("series").Select("COALESCE(MAX(last), 0)").Where("name = 'test'").Row().Scan(&last)
	if err != nil {
		t.Fatal(err)
	}
	return last
}

func count(t *testing.T, db *store.DB) error {
	return db.Tx(t.Context(), func(tx *gorm.DB) error {
		_, err := store.Increase(tx, "test")
		return err
	})
}

func TestAReaderLeavesACopyAsItLies(t *testing.T) {
	path := forumtest.SQLitePath(t)
	t.Setenv("TMPDIR", t.TempDir())
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	db, err := store.Open(t.Context(), path)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if err := count(t, db); err != nil {
		t.Fatal(err)
	}
	parts := map[string][]byte{}
	for _, part := range []string{"", "-wal", "-shm"} { // of a house that is open: what was counted lies in the log
		if parts[part], err = os.ReadFile(path + part); err != nil {
			t.Fatal(err)
		}
	}
	for name, c := range map[string]struct {
		files map[string][]byte
		last  int
	}{
		"a closed file":                 {map[string][]byte{"forum.db": whole}, 0},
		"a file with its log":           {map[string][]byte{"forum.db": parts[""], "forum.db-wal": parts["-wal"]}, 1},
		"a file with its log and index": {map[string][]byte{"forum.db": parts[""], "forum.db-wal": parts["-wal"], "forum.db-shm": parts["-shm"]}, 1},
		"a file with an empty log":      {map[string][]byte{"forum.db": whole, "forum.db-wal": nil}, 0},
	} {
		in := laid(t, c.files)
		before := folder(t, in)
		r, err := store.OpenReadOnly(t.Context(), filepath.Join(in, "forum.db"))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := r.Fits(t.Context()); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if last := numbered(t, r); last != c.last {
			t.Errorf("%s: the last number is %d, want %d", name, last, c.last)
		}
		if err := count(t, r); err == nil {
			t.Errorf("%s can be written to", name)
		}
		if err := r.Close(); err != nil {
			t.Errorf("%s: close: %v", name, err)
		}
		if after := folder(t, in); name != "a file with its log and index" && after != before { // SQLite mends an index where it may
			t.Errorf("%s: there was\n%s\nand there is\n%s", name, before, after)
		}
	}
	if left := folder(t, os.Getenv("TMPDIR")); left != "" {
		t.Errorf("left behind: %s", left)
	}
}

func TestAReaderMakesNothing(t *testing.T) {
	in := laid(t, map[string][]byte{"empty.db": nil, "letter.db": []byte(strings.Repeat("This is no database. ", 100))})
	before := folder(t, in)
	for name, want := range map[string]string{"none.db": "there is no database at", "none/none.db": "there is no database at", ".": "is not a file",
		"letter.db": "not a database", "empty.db": "no forum"} {
		db, err := store.OpenReadOnly(t.Context(), filepath.Join(in, name))
		if err == nil {
			err = errors.Join(db.Fits(t.Context()), db.Close())
		}
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %q", name, err, want)
		}
	}
	if after := folder(t, in); after != before {
		t.Errorf("there was\n%s\nand there is\n%s", before, after)
	}
}

// places gives an address of a migrated database on each engine.
func places(t *testing.T, test func(t *testing.T, address, driver string)) {
	t.Run("sqlite", func(t *testing.T) { test(t, forumtest.SQLitePath(t), "sqlite") })
	t.Run("postgres", func(t *testing.T) { test(t, forumtest.PostgresAddress(t), "pgx") })
}

func TestAReaderSeesOneInstantAndCannotWrite(t *testing.T) {
	places(t, func(t *testing.T, address, _ string) {
		db, err := store.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = db.Close() }()
		if err := count(t, db); err != nil {
			t.Fatal(err)
		}
		r, err := store.OpenReadOnly(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		if err := r.Fits(t.Context()); err != nil {
			t.Error(err)
		}
		if err := count(t, db); err != nil {
			t.Errorf("a reader is in the writer's way: %v", err)
		}
		if last := numbered(t, r); last != 1 {
			t.Errorf("the reader sees number %d, which came later", last)
		}
		if _, err := r.SQL().Exec("CREATE TABLE left_behind (id text)"); err == nil {
			t.Error("a table was made")
		}
		if err := count(t, r); err == nil {
			t.Error("a number was given")
		}
		if err := r.Close(); err != nil {
			t.Error(err)
		}
		if last := numbered(t, db); last != 2 {
			t.Errorf("the last number is %d", last)
		}
	})
}

func TestASchemaOfAnotherProgramIsSaid(t *testing.T) {
	places(t, func(t *testing.T, address, driver string) {
		other, err := sql.Open(driver, address)
		if err != nil {
			t.Fatal(err)
		}
		defer func() { _ = other.Close() }()
		for _, c := range []struct{ statement, want string }{
			{"DELETE FROM goose_db_version WHERE version_id > 100", "older than this program"},
			{"INSERT INTO goose_db_version (version_id, is_applied) VALUES (99999, true)", "newer than this program"},
			{"DROP TABLE goose_db_version", store.ErrNoForum.Error()},
		} {
			if _, err := other.Exec(c.statement); err != nil {
				t.Fatal(err)
			}
			db, err := store.OpenReadOnly(t.Context(), address)
			if err != nil {
				t.Fatal(err)
			}
			if err := db.Fits(t.Context()); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("%s: %v", c.statement, err)
			}
			if err := db.Close(); err != nil {
				t.Error(err)
			}
		}
	})
}
