package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"

	"sametable/internal/store"
)

type doctorCommand struct {
	settings
	Tests bool `help:"Say what a plain run of the tests would leave out on this machine."`
}

// Run looks at what a running forum, or its tests, would need. What is wrong is said all at once.
func (d doctorCommand) Run(ctx context.Context) error {
	if d.Tests {
		return d.tests()
	}
	var wrong []error
	say := func(what string, err error) {
		if err != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", what, err))
			fmt.Printf("✗ %s: %v\n", what, err)
			return
		}
		fmt.Printf("✓ %s\n", what)
	}
	say("settings", d.Check())
	db, err := store.Open(ctx, d.Address())
	say("database opens", err)
	if err == nil {
		pending, err := db.Pending(ctx)
		if err == nil && pending > 0 {
			err = fmt.Errorf("%d migrations have not run: start the forum, or run `forum migrate`", pending)
		}
		say("tables are up to date ("+string(db.Engine())+")", err)
		_ = db.Close()
	}
	say("data folder can be written", writable(d.Data))
	if d.SMTP == "" {
		fmt.Println("· no mail server is named: letters are kept as files in", filepath.Join(d.Data, "letters"))
	}
	if !d.Secure() {
		fmt.Println("· people come by http: put a proxy with a certificate in front, and set FORUM_BASE_URL to its https address")
	}
	return errors.Join(wrong...)
}

func writable(folder string) error {
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return err
	}
	f, err := os.CreateTemp(folder, ".doctor-*")
	if err != nil {
		return err
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// tests says what a plain `go test ./...` leaves out here.
func (d doctorCommand) tests() error {
	found := func(what, where string) {
		if where == "" {
			fmt.Printf("✗ %s: not found; the tests that need it would be left out (FORUM_TEST_ALL=1 makes that a failure)\n", what)
			return
		}
		fmt.Printf("✓ %s: %s\n", what, where)
	}
	found("PostgreSQL server binaries", postgresFolder())
	browser := ""
	for _, name := range []string{"chromium", "chromium-browser", "google-chrome"} {
		if path, err := exec.LookPath(name); err == nil {
			browser = path
			break
		}
	}
	found("Chromium", browser)
	found("axe-core (forum-test/"+axeFile+" in the cache folder, or where FORUM_TEST_AXE says)", axe())
	fonts, _ := filepath.Glob("/usr/share/fonts/*/noto/NotoSansCJK*")
	if len(fonts) == 0 {
		fmt.Println("· no Chinese font (fonts-noto-cjk): pictures of the browser tests would show boxes; no test depends on it")
	}
	return nil
}

// axeFile is the judge of accessibility, which is not part of the source.
const axeFile = "axe-4.14.1.min.js"

func axe() string {
	path := os.Getenv("FORUM_TEST_AXE")
	if path == "" {
		cache, err := os.UserCacheDir()
		if err != nil {
			return ""
		}
		path = filepath.Join(cache, "forum-test", axeFile)
	}
	if _, err := os.Stat(path); err != nil {
		return ""
	}
	return path
}

func postgresFolder() string {
	folders, _ := filepath.Glob("/usr/lib/postgresql/*/bin/initdb")
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		folders = append(folders, filepath.Join(string(out[:max(0, len(out)-1)]), "initdb"))
	}
	for _, f := range folders {
		if _, err := os.Stat(f); err == nil {
			return filepath.Dir(f)
		}
	}
	return ""
}
