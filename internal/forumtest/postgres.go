package forumtest

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"sync"
	"sync/atomic"
	"syscall"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver the templates are made through

	"sametable/internal/forumtest/parts"
	"sametable/internal/store"
)

// ErrNoPostgres says that PostgreSQL's server binaries were not found.
var ErrNoPostgres = errors.New("PostgreSQL's server binaries (initdb, postgres) were not found")

// cluster starts, or finds, the cluster of this test run.
var cluster = sync.OnceValues(func() (string, error) {
	bin := parts.Postgres()
	if bin == "" {
		return "", ErrNoPostgres
	}
	dir, err := runFolder()
	if err != nil {
		return "", err
	}
	return dir, once(dir, "cluster", func() error { return startCluster(bin, dir) })
})

// serverUser is whom PostgreSQL runs as: it refuses root.
func serverUser() (*syscall.SysProcAttr, error) {
	if os.Getuid() != 0 {
		return &syscall.SysProcAttr{}, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, _ := strconv.ParseUint(u.Uid, 10, 32)
		gid, _ := strconv.ParseUint(u.Gid, 10, 32)
		return &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}}, nil
	}
	return nil, errors.New("no user to run PostgreSQL as")
}

func startCluster(bin, dir string) error {
	attr, err := serverUser()
	if err != nil {
		return err
	}
	home := filepath.Join(dir, "home")
	if err := os.MkdirAll(home, 0o755); err != nil {
		return err
	}
	if c := attr.Credential; c != nil {
		if err := os.Chown(home, int(c.Uid), int(c.Gid)); err != nil {
			return err
		}
	}
	run := func(name string, args ...string) error {
		cmd := exec.Command(filepath.Join(bin, name), args...)
		cmd.SysProcAttr, cmd.Dir, cmd.Env = attr, home, append(os.Environ(), "HOME="+home, "LC_ALL=C.UTF-8")
		logFile, err := os.CreateTemp(dir, name+"-*.log")
		if err != nil {
			return err
		}
		defer func() { _ = logFile.Close() }()
		cmd.Stdout, cmd.Stderr = logFile, logFile // a file, not a pipe: the server outlives this process
		if err := cmd.Run(); err != nil {
			said, _ := os.ReadFile(logFile.Name())
			return fmt.Errorf("%s: %w: %s", name, err, said)
		}
		return nil
	}
	data := filepath.Join(home, "data")
	if err := run("initdb", "-D", data, "-U", "forum", "-A", "trust", "-E", "UTF8", "--no-locale", "--no-sync"); err != nil {
		return err
	}
	options := "-c listen_addresses='' -c unix_socket_directories=" + home + " -c fsync=off -c synchronous_commit=off" +
		" -c full_page_writes=off -c max_connections=400 -c shared_buffers=128MB -c log_min_messages=fatal"
	return run("pg_ctl", "-D", data, "-w", "-s", "-l", filepath.Join(home, "server.log"), "-o", options, "start")
}

func clusterAddress(dir, database string) string {
	q := url.Values{"host": {filepath.Join(dir, "home")}, "user": {"forum"}, "sslmode": {"disable"}}
	return "postgres:///" + database + "?" + q.Encode()
}

// emptyTemplate is the name of a migrated database that the databases of tests are copied from.
var emptyTemplate = sync.OnceValues(func() (string, error) {
	dir, err := cluster()
	if err != nil {
		return "", err
	}
	return "template_empty", once(dir, "template_empty", func() error {
		return fill(dir, "template_empty", func(ctx context.Context, db *store.DB) error { return db.Migrate(ctx) })
	})
})

// fill makes a template database and lets someone fill it.
func fill(dir, name string, with func(context.Context, *store.DB) error) error {
	for _, statement := range []string{"DROP DATABASE IF EXISTS " + name, "CREATE DATABASE " + name} { // an earlier try may have failed half-way
		if err := onCluster(dir, statement); err != nil {
			return err
		}
	}
	ctx := context.Background()
	db, err := store.Open(ctx, clusterAddress(dir, name))
	if err != nil {
		return err
	}
	return errors.Join(with(ctx, db), db.Close())
}

func onCluster(dir, statement string) error {
	admin, err := sql.Open("pgx", clusterAddress(dir, "postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = admin.Close() }()
	_, err = admin.Exec(statement)
	return err
}

// Postgres gives a migrated database of the test's own, or leaves the test out when PostgreSQL is not there. With
// FORUM_TEST_ALL=1 that is a failure.
func Postgres(t testing.TB) *store.DB {
	t.Helper()
	return opened(t, PostgresAddress(t))
}

// PostgresAddress is Postgres for tests that open the database themselves, or from several processes.
func PostgresAddress(t testing.TB) string {
	t.Helper()
	return copyOf(t, emptyTemplate)
}

// copyOf makes a database of the test's own from a template.
func copyOf(t testing.TB, template func() (string, error)) string {
	t.Helper()
	from, err := template()
	if errors.Is(err, ErrNoPostgres) && !All() {
		t.Skip("PostgreSQL is not installed; `forum doctor --tests` lists what is left out")
	}
	if err != nil {
		t.Fatalf("PostgreSQL: %v", err)
	}
	dir, err := cluster()
	if err != nil {
		t.Fatal(err)
	}
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), databases.Add(1))
	create := "CREATE DATABASE " + name + " TEMPLATE " + from
	if onCluster(dir, create+" STRATEGY FILE_COPY") != nil { // three times as fast as by the log; before PostgreSQL 15 it has no name
		if err := onCluster(dir, create); err != nil {
			t.Fatalf("create database: %v", err)
		}
	}
	t.Cleanup(func() {
		if err := onCluster(dir, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			t.Logf("drop database: %v", err)
		}
	})
	return clusterAddress(dir, name)
}

// databases counts the databases of this test binary, so that each has a name.
var databases atomic.Int64
