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
	"strings"
	"sync"
	"syscall"
	"testing"

	_ "github.com/jackc/pgx/v5/stdlib" // the driver the templates are made through

	"sametable/internal/store"
)

// ErrNoPostgres says that PostgreSQL's server binaries were not found.
var ErrNoPostgres = errors.New("PostgreSQL's server binaries (initdb, postgres) were not found")

// PostgresBinaries finds the folder of initdb and postgres, or "".
func PostgresBinaries() string {
	folders := []string{os.Getenv("FORUM_TEST_POSTGRES_BIN")}
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		folders = append(folders, strings.TrimSpace(string(out)))
	}
	newest, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	for i := len(newest) - 1; i >= 0; i-- {
		folders = append(folders, newest[i])
	}
	for _, f := range folders {
		if f == "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(f, "initdb")); err == nil {
			return f
		}
	}
	return ""
}

// cluster starts, or finds, the cluster of this test run. All test binaries of one `go test` share it: it belongs to their
// parent process, and goes when that ends.
var cluster = sync.OnceValues(func() (string, error) {
	bin := PostgresBinaries()
	if bin == "" {
		return "", ErrNoPostgres
	}
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("forum-pg-%d-%d", os.Getuid(), os.Getppid()))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	lock, err := os.OpenFile(filepath.Join(dir, "lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return "", err
	}
	defer func() { _ = lock.Close() }()
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return "", err
	}
	if _, err := os.Stat(filepath.Join(dir, "ready")); err == nil {
		return dir, nil
	}
	if err := startCluster(bin, dir); err != nil {
		return "", err
	}
	return dir, os.WriteFile(filepath.Join(dir, "ready"), nil, 0o600)
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
	if err := watchCluster(bin, dir, data, attr); err != nil {
		return err
	}
	options := "-c listen_addresses='' -c unix_socket_directories=" + home + " -c fsync=off -c synchronous_commit=off" +
		" -c full_page_writes=off -c max_connections=400 -c shared_buffers=128MB -c log_min_messages=fatal"
	return run("pg_ctl", "-D", data, "-w", "-s", "-l", filepath.Join(home, "server.log"), "-o", options, "start")
}

// watchCluster leaves a small process behind that stops the cluster and removes its folder when the test run ends, however
// it ends.
func watchCluster(bin, dir, data string, attr *syscall.SysProcAttr) error {
	script := `while kill -0 "$1" 2>/dev/null; do sleep 0.5; done; "$2"/pg_ctl -D "$3" -m immediate -s stop; exit 0`
	cmd := exec.Command("/bin/sh", "-c", script+"", "watch", strconv.Itoa(os.Getppid()), bin, data)
	if attr.Credential != nil { // pg_ctl refuses root; the folder is removed by a second, privileged step
		cmd = exec.Command("/bin/sh", "-c",
			`while kill -0 "$1" 2>/dev/null; do sleep 0.5; done; kill -QUIT "$(head -n 1 "$3/postmaster.pid")" 2>/dev/null; sleep 1; rm -rf "$4"`,
			"watch", strconv.Itoa(os.Getppid()), bin, data, dir)
	} else {
		cmd = exec.Command("/bin/sh", "-c", strings.Replace(script, "exit 0", `rm -rf "$4"`, 1),
			"watch", strconv.Itoa(os.Getppid()), bin, data, dir)
	}
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Dir = "/"
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}

func clusterAddress(dir, database string) string {
	q := url.Values{"host": {filepath.Join(dir, "home")}, "user": {"forum"}, "sslmode": {"disable"}}
	return "postgres:///" + database + "?" + q.Encode()
}

var template = sync.OnceValues(func() (string, error) {
	dir, err := cluster()
	if err != nil {
		return "", err
	}
	name := fmt.Sprintf("template_%d", os.Getpid())
	if err := onCluster(dir, "CREATE DATABASE "+name); err != nil {
		return "", err
	}
	ctx := context.Background()
	db, err := store.Open(ctx, clusterAddress(dir, name))
	if err != nil {
		return "", err
	}
	if err := db.Migrate(ctx); err != nil {
		return "", errors.Join(err, db.Close())
	}
	return name, db.Close()
})

func onCluster(dir, statement string) error {
	admin, err := sql.Open("pgx", clusterAddress(dir, "postgres"))
	if err != nil {
		return err
	}
	defer func() { _ = admin.Close() }()
	_, err = admin.Exec(statement)
	return err
}

var databases = struct {
	sync.Mutex
	n int
}{}

// Postgres gives a migrated database of the test's own, or leaves the test out when PostgreSQL is not there. With
// FORUM_TEST_ALL=1 that is a failure.
func Postgres(t testing.TB) *store.DB {
	t.Helper()
	return opened(t, PostgresAddress(t))
}

// PostgresAddress is Postgres for tests that open the database themselves, or from several processes.
func PostgresAddress(t testing.TB) string {
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
	databases.Lock()
	databases.n++
	name := fmt.Sprintf("test_%d_%d", os.Getpid(), databases.n)
	err = onCluster(dir, "CREATE DATABASE "+name+" TEMPLATE "+from)
	databases.Unlock()
	if err != nil {
		t.Fatalf("create database: %v", err)
	}
	t.Cleanup(func() {
		if err := onCluster(dir, "DROP DATABASE IF EXISTS "+name+" WITH (FORCE)"); err != nil {
			t.Logf("drop database: %v", err)
		}
	})
	return clusterAddress(dir, name)
}
