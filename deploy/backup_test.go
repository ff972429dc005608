package deploy_test

import (
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sametable/internal/forumtest"
)

// rows are what has to come back as it was.
func rows() []string {
	return []string{"留守儿童（试点）的保护", "Åtgärdsplan för barn", "a line\nand 'another' \\ %41", ""}
}

// kept opens a database and puts the rows into it, or reads them.
func kept(t *testing.T, driver, address string, put bool) []string {
	t.Helper()
	db, err := sql.Open(driver, address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if put {
		if _, err := db.Exec("CREATE TABLE kept (n integer PRIMARY KEY, words text NOT NULL)"); err != nil {
			t.Fatal(err)
		}
		for n, words := range rows() {
			if _, err := db.Exec("INSERT INTO kept VALUES ($1, $2)", n, words); err != nil {
				t.Fatal(err)
			}
		}
		return nil
	}
	found, err := db.Query("SELECT words FROM kept ORDER BY n")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = found.Close() }()
	var all []string
	for found.Next() {
		var words string
		if err := found.Scan(&words); err != nil {
			t.Fatal(err)
		}
		all = append(all, words)
	}
	if err := found.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// comesBack makes a backup of one place and brings it to another, and compares.
func comesBack(t *testing.T, driver, from, to string, program operator) {
	t.Helper()
	old, fresh := filepath.Join(t.TempDir(), "data"), filepath.Join(t.TempDir(), "new data")
	if driver == "sqlite" {
		from, to = filepath.Join(old, "forum.db"), filepath.Join(fresh, "forum.db")
		if err := os.Mkdir(old, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	kept(t, driver, from, true)
	o := program.with("FORUM_DATABASE_URL="+from, "FORUM_DATA="+old)
	o.write(filepath.Join(old, "blob/ab/通知 2017 02.pdf"), "%PDF", 0o600)
	o.write(filepath.Join(old, "blob/cd/paper.db"), "an upload that happens to end so", 0o600)

	o.write(filepath.Join(old, "letters/a.eml"), "a link that opens an account", 0o600)
	o.write(filepath.Join(old, "blob/letters/b.eml"), "an upload that happens to lie so", 0o600)

	folder := o.backup()
	o = program.with("FORUM_DATABASE_URL="+to, "FORUM_DATA="+fresh)
	if _, said, err := o.run("restore.sh", folder); err != nil {
		t.Fatalf("restore: %v: %s", err, said)
	}
	if diff := cmp.Diff(rows(), kept(t, driver, to, false)); diff != "" {
		t.Error(diff)
	}
	for name, want := range map[string]string{"blob/ab/通知 2017 02.pdf": "%PDF", "blob/cd/paper.db": "an upload that happens to end so"} {
		if got, err := os.ReadFile(filepath.Join(fresh, name)); err != nil || string(got) != want {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := os.Stat(filepath.Join(fresh, "letters")); !os.IsNotExist(err) {
		t.Errorf("letters were saved: %v", err)
	}
	if _, err := os.Stat(filepath.Join(fresh, "blob/letters/b.eml")); err != nil {
		t.Error(err)
	}
	if want := "verify " + to + " " + fresh; o.called() != want {
		t.Errorf("the program was called with %q, want %q", o.called(), want)
	}
	o.refused("is not empty", "restore.sh", folder)
	o.with("FORUM_DATA="+filepath.Join(t.TempDir(), "none")).refused(map[string]string{"pgx": "is not empty", "sqlite": "is there already"}[driver], "restore.sh", folder)
}

func TestSQLiteComesBack(t *testing.T) {
	needs(t, "sqlite3")
	comesBack(t, "sqlite", "", "", newOperator(t))
}

func TestPostgresComesBack(t *testing.T) {
	needs(t, "pg_dump")
	from := forumtest.PostgresAddress(t)
	comesBack(t, "pgx", from, emptied(t, forumtest.PostgresAddress(t)), newOperator(t))
}

// emptied takes everything out of a test's database: a new one, as createdb makes it.
func emptied(t *testing.T, address string) string {
	t.Helper()
	db, err := sql.Open("pgx", address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	if _, err := db.Exec("DROP SCHEMA public CASCADE; CREATE SCHEMA public"); err != nil {
		t.Fatal(err)
	}
	return address
}

func needs(t *testing.T, program string) {
	t.Helper()
	if _, err := exec.LookPath(program); err != nil {
		if forumtest.All() {
			t.Fatalf("%s is not installed", program)
		}
		t.Skipf("%s is not installed", program)
	}
}

// busy is an SQLite forum that still runs: the newest rows lie in the log beside the file.
func busy(t *testing.T) (o operator, file string) {
	t.Helper()
	file = filepath.Join(t.TempDir(), "forum.db")
	db, err := sql.Open("sqlite", file+"?_pragma=journal_mode(WAL)&_pragma=wal_autocheckpoint(0)")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	db.SetMaxOpenConns(1)
	if _, err := db.Exec("CREATE TABLE kept (n integer PRIMARY KEY, words text NOT NULL)"); err != nil {
		t.Fatal(err)
	}
	for n, words := range rows() {
		if _, err := db.Exec("INSERT INTO kept VALUES ($1, $2)", n, words); err != nil {
			t.Fatal(err)
		}
	}
	return newOperator(t, "FORUM_DATABASE_URL="+file, "FORUM_DATA="+filepath.Join(filepath.Dir(file), "none")), file
}

func TestARunningSQLiteIsSavedWhole(t *testing.T) {
	needs(t, "sqlite3")
	o, _ := busy(t)
	copied := filepath.Join(o.backup(), "database.sqlite")
	if diff := cmp.Diff(rows(), kept(t, "sqlite", copied, false)); diff != "" {
		t.Error(diff)
	}
}

// TestWithoutTheToolOfSQLite: no copy is made of a database somebody may be writing to; a stopped one is copied with its log.
func TestWithoutTheToolOfSQLite(t *testing.T) {
	o, _ := busy(t)
	bare := t.TempDir()
	for _, name := range []string{"bash", "mkdir", "date", "realpath", "cp", "tar", "sha256sum", "sync", "mv", "find", "dirname", "rm"} {
		needs(t, name)
		at, err := exec.LookPath(name)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(at, filepath.Join(bare, name)); err != nil {
			t.Fatal(err)
		}
	}
	o = o.with("PATH=" + bare)
	o.refused("sqlite3 is missing", "backup.sh", o.shelf)
	if left, err := os.ReadDir(o.shelf); err != nil || len(left) > 0 {
		t.Errorf("a refused backup left %v, %v", left, err)
	}
	copied := filepath.Join(o.with("FORUM_STOPPED=yes").backup(), "database.sqlite")
	if diff := cmp.Diff(rows(), kept(t, "sqlite", copied, false)); diff != "" {
		t.Error(diff)
	}
}

func TestADamagedBackupIsRefused(t *testing.T) {
	needs(t, "sqlite3")
	o, _ := busy(t)
	folder := o.backup()
	to := filepath.Join(t.TempDir(), "forum.db")
	back := o.with("FORUM_DATABASE_URL="+to, "FORUM_DATA="+t.TempDir())
	if _, said, err := back.with("VERDICT=3").run("restore.sh", folder); err == nil {
		t.Errorf("the register was found false, and yet: %s", said)
	}
	if err := os.Remove(to); err != nil {
		t.Fatal(err)
	}
	back.with("FORUM_BIN="+o.program+"-gone").refused("was not found", "restore.sh", folder)
	back.with("FORUM_DATABASE_URL=postgres://forum@/forum").refused("this is a backup of SQLite", "restore.sh", folder)
	back.refused("name the folder", "restore.sh", folder+"-gone")
	back.refused("it is not a backup", "restore.sh", t.TempDir())

	content, err := os.ReadFile(filepath.Join(folder, "database.sqlite"))
	if err != nil {
		t.Fatal(err)
	}
	content[len(content)/2] ^= 1
	o.write(filepath.Join(folder, "database.sqlite"), string(content), 0o600)
	back.refused("this backup is damaged", "restore.sh", folder)
	if err := os.Rename(folder, folder+".partial"); err != nil {
		t.Fatal(err)
	}
	back.refused("this backup broke off", "restore.sh", folder+".partial")
	if _, err := os.Stat(to); !os.IsNotExist(err) {
		t.Errorf("a refused backup was brought back: %v", err)
	}
}

func TestBackupsGoOnTime(t *testing.T) {
	needs(t, "sqlite3")
	o, _ := busy(t)
	for name, days := range map[string]int{"forum-20200101T000000Z": 31, "forum-20200102T000000Z": 29, "forum-20200103T000000Z.partial": 31, "letters": 400} {
		o.write(filepath.Join(o.shelf, name, "SHA256SUMS"), "", 0o600)
		then := time.Now().AddDate(0, 0, -days)
		if err := os.Chtimes(filepath.Join(o.shelf, name), then, then); err != nil {
			t.Fatal(err)
		}
	}
	newest := filepath.Base(o.backup())
	left, err := filepath.Glob(filepath.Join(o.shelf, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for i := range left {
		left[i] = filepath.Base(left[i])
	}
	if diff := cmp.Diff([]string{"forum-20200102T000000Z", newest, "letters"}, left); diff != "" {
		t.Error(diff)
	}
	o.with("FORUM_BACKUP_KEEP_DAYS=0").refused("is a number of days", "backup.sh", o.shelf)
}

// TestThePasswordIsNotOnTheCommandLine looks at how pg_dump is called.
func TestThePasswordIsNotOnTheCommandLine(t *testing.T) {
	o := newOperator(t)
	bin := t.TempDir()
	o.write(filepath.Join(bin, "pg_dump"), `#!/bin/sh
echo "$@" >"`+bin+`/args"; printf '%s' "$PGPASSWORD" >"`+bin+`/password"
for a in "$@"; do case $a in --file=*) : >"${a#--file=}";; esac; done
`, 0o700)
	o.write(filepath.Join(bin, "pg_restore"), "#!/bin/sh\n", 0o700)
	secret := `p@ss:/wörd\x41%`
	address := url.URL{Scheme: "postgres", User: url.UserPassword("forum", secret), Host: "db.example.org:5432", Path: "/forum", RawQuery: "sslmode=verify-full"}
	o.with("PATH="+bin+":"+os.Getenv("PATH"), "FORUM_DATABASE_URL="+address.String(), "FORUM_DATA="+bin+"/none").backup()
	args, err := os.ReadFile(filepath.Join(bin, "args"))
	if err != nil {
		t.Fatal(err)
	}
	password, err := os.ReadFile(filepath.Join(bin, "password"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "--dbname=postgres://forum@db.example.org:5432/forum?sslmode=verify-full "; !strings.Contains(string(args), want) {
		t.Errorf("args %s, want %s", args, want)
	}
	if string(password) != secret {
		t.Errorf("password %q, want %q", password, secret)
	}
	if strings.Contains(string(args), fmt.Sprintf("%.3s", secret)) {
		t.Errorf("the password stands on the command line: %s", args)
	}
}
