package forumtest

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"sync"
	"syscall"
)

// runFolder is one folder for all test binaries of one `go test`: it belongs to their parent process. A small process watches
// that one; when the run ends, however it ends, it stops the cluster and removes the folder.
var runFolder = sync.OnceValues(func() (string, error) {
	dir := filepath.Join(os.TempDir(), fmt.Sprintf("forum-test-%d-%d", os.Getuid(), os.Getppid()))
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return "", err
	}
	return dir, once(dir, "watched", func() error { return watchRun(dir) })
})

// once does something one time for the whole run; whoever comes meanwhile waits for it.
func once(dir, name string, do func() error) error {
	lock, err := os.OpenFile(filepath.Join(dir, name+".lock"), os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = lock.Close() }() // closing lets the lock go
	if err := syscall.Flock(int(lock.Fd()), syscall.LOCK_EX); err != nil {
		return err
	}
	ready := filepath.Join(dir, name+".ready")
	if _, err := os.Stat(ready); err == nil {
		return nil
	}
	failed := filepath.Join(dir, name+".failed")
	if said, err := os.ReadFile(failed); err == nil { // it will not go better a second time in one run
		return errors.New(string(said))
	}
	if err := do(); err != nil {
		return errors.Join(err, os.WriteFile(failed, []byte(err.Error()), 0o600))
	}
	return os.WriteFile(ready, nil, 0o600)
}

// watchRun leaves the watcher behind. PostgreSQL's own pid file says whom to tell; SIGQUIT ends it at once.
func watchRun(dir string) error {
	const script = `while kill -0 "$1" 2>/dev/null; do sleep 0.3; done
pid=$(head -n 1 "$2/home/data/postmaster.pid" 2>/dev/null) && kill -QUIT "$pid" 2>/dev/null
while [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null; do sleep 0.1; done
rm -rf "$2"`
	cmd := exec.Command("/bin/sh", "-c", script, "watch", strconv.Itoa(os.Getppid()), dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	cmd.Dir = "/"
	if err := cmd.Start(); err != nil {
		return err
	}
	return cmd.Process.Release()
}
