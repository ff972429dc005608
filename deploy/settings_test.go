package deploy_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"sametable/internal/config"
)

var setting = regexp.MustCompile(`\bFORUM_[A-Z][A-Z_]*[A-Z]\b`)

// settingsIn collects the settings a text names, those of tests left out.
func settingsIn(t *testing.T, path string, into map[string]string) {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range setting.FindAllString(string(text), -1) {
		if !strings.HasPrefix(name, "FORUM_TEST_") {
			into[name] = path
		}
	}
}

// tables gives the settings of the two tables of README: those of the program, and those of the scripts.
func tables(t *testing.T) (program, scripts map[string]string) {
	t.Helper()
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	first, second, found := strings.Cut(string(text), "The scripts also read:")
	if !found {
		t.Fatal("README has lost its second table")
	}
	row := regexp.MustCompile("(?m)^\\| `(FORUM_[A-Z_]+)` \\|")
	collect := func(part string) map[string]string {
		names := map[string]string{}
		for _, match := range row.FindAllStringSubmatch(part, -1) {
			names[match[1]] = "README.md"
		}
		return names
	}
	return collect(first), collect(second)
}

// read gives the settings the program's source names.
func read(t *testing.T) map[string]string {
	t.Helper()
	names := map[string]string{}
	for _, top := range []string{"../cmd", "../internal"} {
		err := filepath.WalkDir(top, func(path string, d fs.DirEntry, err error) error {
			if err == nil && d.IsDir() && (d.Name() == "arch" || d.Name() == "forumtest") {
				return filepath.SkipDir
			}
			if err == nil && strings.HasSuffix(path, ".go") && !strings.HasSuffix(path, "_test.go") {
				settingsIn(t, path, names)
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	return names
}

func TestEverySettingIsExplained(t *testing.T) {
	program, scripts := tables(t)
	inProgram := read(t)
	for name, path := range inProgram {
		if program[name] == "" {
			t.Errorf("%s reads %s, which README.md does not explain", path, name)
		}
	}
	if _, err := os.Stat("../cmd/forum/main.go"); err == nil {
		for name := range program {
			if inProgram[name] == "" {
				t.Errorf("README.md explains %s, which nobody reads", name)
			}
		}
	}
	inScripts := map[string]string{}
	settingsIn(t, "backup.sh", inScripts)
	settingsIn(t, "restore.sh", inScripts)
	for name := range scripts {
		if inScripts[name] == "" {
			t.Errorf("README.md explains %s, which no script reads", name)
		}
	}
}

func TestEveryFileSetsWhatExists(t *testing.T) {
	program, scripts := tables(t)
	own := map[string]bool{"FORUM_DOMAIN": true, "FORUM_DB_PASSWORD": true, "FORUM_UPSTREAM": true}
	for _, file := range []string{"forum.env", "forum.service", "Containerfile", "compose.yaml", "kubernetes.yaml", "Caddyfile", "nginx.conf", "backup.sh", "restore.sh"} {
		names := map[string]string{}
		settingsIn(t, file, names)
		for name := range names {
			if program[name] == "" && scripts[name] == "" && !own[name] {
				t.Errorf("%s sets %s, which README.md does not know", file, name)
			}
		}
	}
}

// TestEveryDefaultIsTheProgramsOwn: a default that is written as a value is the one the program or the script has; where there is
// none, they have none either.
func TestEveryDefaultIsTheProgramsOwn(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	own := map[string]string{}
	for field := range reflect.TypeFor[config.Config]().Fields() {
		own[field.Tag.Get("env")] = field.Tag.Get("default")
	}
	for _, script := range []string{"backup.sh", "restore.sh"} {
		source, err := os.ReadFile(script)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range regexp.MustCompile(`\$\{(FORUM_[A-Z_]+):-([^}$]*)\}`).FindAllStringSubmatch(string(source), -1) {
			if _, program := own[m[1]]; !program {
				own[m[1]] = m[2]
			}
		}
	}
	rows := regexp.MustCompile("(?m)^\\| `(FORUM_[A-Z_]+)` \\| (.+?) \\|").FindAllStringSubmatch(string(text), -1)
	if len(rows) < 15 {
		t.Fatalf("only %d settings", len(rows))
	}
	value := regexp.MustCompile("^`([^`]*)`$")
	for _, row := range rows {
		want := ""
		if m := value.FindStringSubmatch(row[2]); m != nil {
			want = m[1]
		}
		if got, known := own[row[1]]; !known || got != want {
			t.Errorf("%s: README.md says %s, the program %q", row[1], row[2], got)
		}
	}
}

// TestEveryWayOfRunningOffersEverySetting: whoever fills one of these files in has seen what can be said.
func TestEveryWayOfRunningOffersEverySetting(t *testing.T) {
	program, _ := tables(t)
	for _, file := range []string{"forum.env", "compose.yaml", "kubernetes.yaml"} {
		names := map[string]string{}
		settingsIn(t, file, names)
		for name := range program {
			if names[name] == "" {
				t.Errorf("%s does not offer %s", file, name)
			}
		}
	}
}
