// Package parts finds what the tests need on a machine beside Go. It stands on the ground, so that the tests and the program, which
// says what a run of them would leave out, look in the same places.
package parts

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
)

// Part is something tests need.
type Part struct {
	Name  string
	Where string // "" when it was not found
	For   string // what would be left out
}

// All lists the parts, found or not.
func All() []Part {
	return []Part{
		{"PostgreSQL's server (initdb, postgres; FORUM_TEST_POSTGRES_BIN names the folder)", Postgres(), "every test on PostgreSQL"},
		{"pg_dump", Program("pg_dump"), "the backup of PostgreSQL"},
		{"sqlite3", Program("sqlite3"), "the backup of SQLite"},
		{"Chromium", Browser(), "every test that drives a browser"},
		{"axe-core (forum-test/" + axeFile + " in the cache folder, or where FORUM_TEST_AXE says)", Axe(), "the judgement of accessibility"},
		{"poppler's pdftotext", Program("pdftotext"), "the reading back of PDF files"},
		{"systemd-analyze", Program("systemd-analyze"), "the judgement of the systemd unit"},
		{"shellcheck", Program("shellcheck"), "the reading of the shell scripts (.ci/run alone)"},
		{"a C compiler", Compiler(), "the race detector (.ci/run alone; nothing else needs one)"},
	}
}

// Program finds a program by its name.
func Program(name string) string {
	path, err := exec.LookPath(name)
	if err != nil {
		return ""
	}
	return path
}

func first(names ...string) string {
	for _, name := range names {
		if path := Program(name); path != "" {
			return path
		}
	}
	return ""
}

// Compiler finds a C compiler.
func Compiler() string { return first("gcc", "cc", "clang") }

// Browser finds Chromium, without its windows first: that takes less of the machine.
func Browser() string {
	return first("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
}

// Postgres finds the folder of initdb and postgres, the newest first.
func Postgres() string {
	folders := []string{os.Getenv("FORUM_TEST_POSTGRES_BIN")}
	if out, err := exec.Command("pg_config", "--bindir").Output(); err == nil {
		folders = append(folders, strings.TrimSpace(string(out)))
	}
	installed, _ := filepath.Glob("/usr/lib/postgresql/*/bin")
	slices.Reverse(installed)
	for _, folder := range append(folders, installed...) {
		if folder == "" {
			continue
		}
		if _, err := os.Stat(filepath.Join(folder, "initdb")); err == nil {
			return folder
		}
	}
	return ""
}

// axeFile is axe-core, which judges accessibility and is not part of the source: .ci/run puts it there.
const axeFile = "axe-4.14.1.min.js"

// Axe finds axe-core.
func Axe() string {
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
