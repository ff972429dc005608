package deploy_test

import (
	"bytes"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// operator is somebody at a shell: a folder of backups, a program that verifies, and an environment.
type operator struct {
	t       *testing.T
	shelf   string // where backups go
	program string // stands for forum; notes how it was called
	env     []string
}

func newOperator(t *testing.T, env ...string) operator {
	t.Helper()
	needs(t, "bash")
	home := t.TempDir()
	o := operator{t: t, shelf: filepath.Join(home, "backups of the forum"), program: filepath.Join(home, "forum")}
	o.write(o.program, "#!/bin/sh\necho \"$1 $FORUM_DATABASE_URL $FORUM_DATA\" >\""+home+"/called\"\nexit ${VERDICT:-0}\n", 0o700)
	o.env = append(os.Environ(), "FORUM_BIN="+o.program, "FORUM_UNIT=no-such-forum.service", "FORUM_BACKUP_KEEP_DAYS=30")
	o.env = append(o.env, env...)
	return o
}

func (o operator) write(path, text string, mode os.FileMode) {
	o.t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		o.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), mode); err != nil {
		o.t.Fatal(err)
	}
}

// called tells how the program was last called.
func (o operator) called() string {
	text, err := os.ReadFile(filepath.Join(filepath.Dir(o.program), "called"))
	if err != nil {
		return ""
	}
	return strings.TrimSpace(string(text))
}

// with is the same operator with more in her environment.
func (o operator) with(env ...string) operator {
	o.env = append(append([]string{}, o.env...), env...)
	return o
}

// run runs a script, and gives what it says on each stream.
func (o operator) run(script string, args ...string) (out, said string, err error) {
	cmd := exec.Command("bash", append([]string{script}, args...)...)
	var stdout, stderr bytes.Buffer
	cmd.Env, cmd.Stdout, cmd.Stderr = o.env, &stdout, &stderr
	err = cmd.Run()
	return strings.TrimSpace(stdout.String()), stderr.String(), err
}

// backup saves, and gives the folder.
func (o operator) backup() string {
	o.t.Helper()
	folder, said, err := o.run("backup.sh", o.shelf)
	if err != nil {
		o.t.Fatalf("backup: %v: %s", err, said)
	}
	return folder
}

// refused runs a script that has to say no, with these words.
func (o operator) refused(words, script string, args ...string) {
	o.t.Helper()
	if out, said, err := o.run(script, args...); err == nil || !strings.Contains(said, words) {
		o.t.Errorf("%s %q: %v, %q %q; want a refusal with %q", script, args, err, out, said, words)
	}
}

func TestScriptsCanBeRead(t *testing.T) {
	scripts, err := filepath.Glob("*.sh")
	if err != nil || len(scripts) != 2 {
		t.Fatalf("%v: %v", scripts, err)
	}
	for _, script := range append(scripts, "../.ci/run") {
		if out, err := exec.Command("bash", "-n", script).CombinedOutput(); err != nil {
			t.Errorf("%s: %v: %s", script, err, out)
		}
	}
}

func TestTheUnitIsSound(t *testing.T) {
	needs(t, "systemd-analyze")
	unit, err := os.ReadFile("forum.service")
	if err != nil {
		t.Fatal(err)
	}
	copied := filepath.Join(t.TempDir(), "forum.service")
	installed := bytes.ReplaceAll(unit, []byte("/usr/local/bin/forum"), []byte("/bin/true")) // verify asks whether it is there
	if err := os.WriteFile(copied, installed, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("systemd-analyze", "verify", copied).CombinedOutput()
	if err != nil || strings.Contains(string(out), "forum.service") {
		t.Errorf("%v: %s", err, out)
	}
}
