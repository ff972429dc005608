package main_test

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"sync"
	"testing"
	"time"
)

// binary is the program, built once for all tests of this package.
var binary string

func TestMain(m *testing.M) {
	os.Exit(func() int {
		folder, err := os.MkdirTemp("", "forum-program-")
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			return 1
		}
		defer func() { _ = os.RemoveAll(folder) }()
		binary = filepath.Join(folder, "forum")
		if runtime.GOOS == "windows" {
			binary += ".exe"
		}
		if out, err := exec.Command("go", "build", "-o", binary, ".").CombinedOutput(); err != nil {
			fmt.Fprintf(os.Stderr, "%v: %s", err, out)
			return 1
		}
		return m.Run()
	}())
}

// stream collects what a program says while it runs.
type stream struct {
	sync.Mutex
	text bytes.Buffer
}

func (s *stream) Write(p []byte) (int, error) {
	s.Lock()
	defer s.Unlock()
	return s.text.Write(p)
}

func (s *stream) String() string {
	s.Lock()
	defer s.Unlock()
	return s.text.String()
}

// program is a forum that was started by an operator with these settings and no others.
type program struct {
	t         *testing.T
	cmd       *exec.Cmd
	out, said stream
	ended     chan error
}

func start(t *testing.T, settings []string, args ...string) *program {
	t.Helper()
	p := &program{t: t, cmd: exec.Command(binary, args...), ended: make(chan error, 1)}
	p.cmd.Dir, p.cmd.Stdout, p.cmd.Stderr = t.TempDir(), &p.out, &p.said
	for _, name := range os.Environ() {
		if !strings.HasPrefix(name, "FORUM_") {
			p.cmd.Env = append(p.cmd.Env, name)
		}
	}
	p.cmd.Env = append(p.cmd.Env, settings...)
	if err := p.cmd.Start(); err != nil {
		t.Fatal(err)
	}
	go func() { p.ended <- p.cmd.Wait() }()
	t.Cleanup(func() { _ = p.cmd.Process.Kill() })
	return p
}

// waits gives what the program says once it has said it. It is patient: a demo plays its whole world first, and other tests run
// beside it.
func (p *program) waits(on *stream, pattern string) []string {
	p.t.Helper()
	wanted := regexp.MustCompile(pattern)
	for began := time.Now(); time.Since(began) < 5*time.Minute; time.Sleep(10 * time.Millisecond) {
		if found := wanted.FindStringSubmatch(on.String()); found != nil {
			return found
		}
		select {
		case err := <-p.ended:
			p.t.Fatalf("it ended (%v) before it said %s: %s%s", err, pattern, &p.out, &p.said)
		default:
		}
	}
	p.t.Fatalf("it never said %s: %s%s", pattern, &p.out, &p.said)
	return nil
}

// code waits for the end, and gives the exit code; -1: ended by a signal.
func (p *program) code() int {
	p.t.Helper()
	select {
	case err := <-p.ended:
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			return exit.ExitCode()
		}
		if err != nil {
			p.t.Fatal(err)
		}
		return 0
	case <-time.After(time.Minute):
		p.t.Fatalf("it does not end: %s%s", &p.out, &p.said)
		return -1
	}
}

func (p *program) signal(s os.Signal) {
	p.t.Helper()
	if err := p.cmd.Process.Signal(s); err != nil {
		p.t.Fatal(err)
	}
}

// run starts a program that ends by itself.
func run(t *testing.T, settings []string, args ...string) (code int, out, said string) {
	t.Helper()
	p := start(t, settings, args...)
	code = p.code()
	return code, p.out.String(), p.said.String()
}
