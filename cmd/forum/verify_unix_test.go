//go:build unix

package main_test

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

// TestVerifyReadsOnly: from PostgreSQL as a user who may read and no more; from a house that is open, with its log; from a copy
// nobody may write to, as somebody else than root where this is root.
func TestVerifyReadsOnly(t *testing.T) {
	const holds = "the register holds: 3 entries"
	t.Run("postgres", func(t *testing.T) {
		at := migrated(t)["postgres"](t)
		db := made(t, at)
		for _, s := range []string{"DROP ROLE IF EXISTS auditor_only_reads", "CREATE ROLE auditor_only_reads",
			"GRANT USAGE ON SCHEMA public TO auditor_only_reads", "GRANT SELECT ON ALL TABLES IN SCHEMA public TO auditor_only_reads"} {
			if _, err := db.SQL().Exec(s); err != nil {
				t.Fatalf("%s: %v", s, err)
			}
		}
		t.Cleanup(func() {
			for _, s := range []string{"DROP OWNED BY auditor_only_reads", "DROP ROLE auditor_only_reads"} {
				if _, err := db.SQL().Exec(s); err != nil {
					t.Errorf("%s: %v", s, err)
				}
			}
		})
		reads := "FORUM_DATABASE_URL=" + at.address + "&options=-c%20role%3Dauditor_only_reads"
		if code, out, said := run(t, []string{reads}, "verify"); code != 0 || !strings.Contains(out, holds) {
			t.Errorf("exit %d: %s%s", code, out, said)
		}
	})
	t.Run("sqlite", func(t *testing.T) {
		at := migrated(t)["sqlite"](t)
		made(t, at)
		if code, out, said := run(t, at.setting, "verify"); code != 0 || !strings.Contains(out, holds) {
			t.Errorf("open: exit %d: %s%s", code, out, said)
		}
		in := readable(t)
		for _, part := range []string{"", "-wal"} {
			content, err := os.ReadFile(at.address + part)
			if err != nil {
				t.Fatal(err)
			}
			if err := os.WriteFile(filepath.Join(in, "forum.db"+part), content, 0o444); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Chmod(in, 0o555); err != nil {
			t.Fatal(err)
		}
		if code, out := asNobody(t, in, "verify", "--data", in); code != 0 || !strings.Contains(out, holds) {
			t.Errorf("a copy: exit %d: %s", code, out)
		}
		all, err := os.ReadDir(in)
		if err != nil || len(all) != 2 {
			t.Errorf("beside the copy lies %v, %v", fmt.Sprint(all), err)
		}
	})
}

// readable gives a folder that everybody on the machine may look into.
func readable(t *testing.T) string {
	t.Helper()
	in, err := os.MkdirTemp("", "forum-copy-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.RemoveAll(in) })
	if err := os.Chmod(in, 0o755); err != nil {
		t.Fatal(err)
	}
	return in
}

// asNobody runs the program in a folder; root, whom no mode of a file holds back, does so as nobody.
func asNobody(t *testing.T, in string, args ...string) (code int, out string) {
	t.Helper()
	cmd := exec.Command(binary, args...)
	cmd.Dir, cmd.Env = in, []string{"TMPDIR=/tmp"}
	if os.Geteuid() == 0 {
		content, err := os.ReadFile(binary)
		if err != nil {
			t.Fatal(err)
		}
		cmd.Path = filepath.Join(readable(t), "forum")
		if err := os.WriteFile(cmd.Path, content, 0o755); err != nil {
			t.Fatal(err)
		}
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
	}
	said, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return cmd.ProcessState.ExitCode(), string(said)
}
