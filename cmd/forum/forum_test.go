package main_test

import (
	"database/sql"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"sametable/internal/demo"
	"sametable/internal/forumtest"
	"sametable/internal/forumtest/house"
)

func TestEverythingWrongWithTheSettingsIsSaidAtOnce(t *testing.T) {
	wrong := []string{"FORUM_LISTEN=nowhere", "FORUM_DATABASE_URL=mysql://x", "FORUM_DATA=/dev/null/x", "FORUM_BASE_URL=https://u:p@x/y", "FORUM_SMTP_URL=http://x",
		"FORUM_MAIL_FROM=nobody", "FORUM_CONTACT_MAIL=her", "FORUM_TRUSTED_PROXIES=everybody"}
	for _, command := range []string{"serve", "migrate", "verify"} {
		code, _, said := run(t, wrong, command)
		for _, setting := range wrong {
			if name, _, _ := strings.Cut(setting, "="); code != 1 || !strings.Contains(said, name+": ") {
				t.Errorf("%s: exit %d; %s is not named in %s", command, code, name, said)
			}
		}
	}
}

// TestTheDemo: it prints who there is, answers at once where it said, opens the door with one click, and leaves nothing behind.
func TestTheDemo(t *testing.T) {
	t.Parallel()
	scratch := t.TempDir()
	p := start(t, []string{"TMPDIR=" + scratch, "TMP=" + scratch}, "demo", "--listen", "127.0.0.1:0")
	address := p.waits(&p.out, `(?m)^ {2}(http://127\.0\.0\.1:\d+)$`)[1]
	p.waits(&p.out, `end with Ctrl\+C`)
	for _, role := range demo.Roles() {
		if !strings.Contains(p.out.String(), role.Username) || !strings.Contains(p.out.String(), role.Role["en"]) {
			t.Errorf("%s is not in the table", role.Username)
		}
	}
	if !strings.Contains(p.out.String(), demo.Password) {
		t.Error("the password is not printed")
	}
	c := house.Visitor(t, address)
	if home := c.Get("/en/"); home.Status != http.StatusOK {
		t.Errorf("home: %d", home.Status)
	}
	listens := "FORUM_LISTEN=" + strings.TrimPrefix(address, "http://")
	if code, out, said := run(t, []string{listens}, "health"); code != 0 || out != "ready\n" {
		t.Errorf("health: exit %d: %s%s", code, out, said)
	}
	if desk := c.SignIn("maliqing").Get("/zh/desk"); desk.Status != http.StatusOK {
		t.Errorf("desk: %d", desk.Status)
	}
	began := time.Now()
	code, _, said := run(t, nil, "demo", "--listen", strings.TrimPrefix(address, "http://"))
	if code != 1 || !strings.Contains(said, "--listen") || !strings.Contains(said, "in use") {
		t.Errorf("a busy port: exit %d after %v: %s", code, time.Since(began), said)
	}
	p.signal(os.Interrupt)
	if code := p.code(); code != 0 {
		t.Errorf("Ctrl+C: exit %d: %s", code, &p.said)
	}
	if code, _, _ := run(t, []string{listens}, "health"); code != 1 {
		t.Errorf("health of a forum that has ended: exit %d", code)
	}
	if left, err := os.ReadDir(scratch); err != nil || len(left) > 0 {
		t.Errorf("the demo left %v, %v", left, err)
	}
}

// TestABusyPortIsSaidBeforeAnythingElse: no database is made, none is changed.
func TestABusyPortIsSaidBeforeAnythingElse(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	data := t.TempDir()
	code, _, said := run(t, []string{"FORUM_LISTEN=" + l.Addr().String(), "FORUM_DATA=" + data}, "serve")
	if left, err := os.ReadDir(data); code != 1 || !strings.Contains(said, "in use") || err != nil || len(left) > 0 {
		t.Errorf("exit %d: %s; made %v", code, said, left)
	}
}

// place is a database and a way to it past the program.
type place struct {
	setting []string
	driver  string
	address string
	data    string
}

func places(t *testing.T) map[string]func(t *testing.T) place {
	return map[string]func(t *testing.T) place{
		"sqlite": func(t *testing.T) place {
			data := filepath.Join(t.TempDir(), "data")
			return place{setting: []string{"FORUM_DATA=" + data}, driver: "sqlite", address: filepath.Join(data, "forum.db"), data: data}
		},
		"postgres": func(t *testing.T) place {
			address, data := forumtest.PostgresAddress(t), t.TempDir()
			return place{setting: []string{"FORUM_DATA=" + data, "FORUM_DATABASE_URL=" + address}, driver: "pgx", address: address, data: data}
		},
	}
}

// TestInEarnest plays the first day of a house, and a bad one: set-up by the printed link, a restart, a verified register, and one
// changed byte in it.
func TestInEarnest(t *testing.T) {
	for engine, made := range places(t) {
		for _, profile := range []string{"qinghai-anhui", "empty"} {
			if engine == "postgres" && profile == "empty" {
				continue // what differs between the engines, the fuller one shows
			}
			t.Run(engine+" "+profile, func(t *testing.T) {
				t.Parallel()
				at := made(t)
				settings := append([]string{"FORUM_LISTEN=127.0.0.1:0"}, at.setting...)
				p := start(t, settings, "serve")
				link, err := url.Parse(p.waits(&p.out, `(http://127\.0\.0\.1:\d+/en/setup/[0-9a-z]{32})`)[1])
				if err != nil {
					t.Fatal(err)
				}
				setUp(t, link, profile)
				p.signal(syscall.SIGTERM)
				if code := p.code(); code != 0 {
					t.Fatalf("SIGTERM: exit %d: %s", code, &p.said)
				}
				if strings.Contains(p.said.String(), "level=ERROR") {
					t.Errorf("it logged %s", &p.said)
				}
				ownersOnly(t, at.data)

				p = start(t, settings, "serve")
				p.waits(&p.said, `msg=serving`)
				if p.out.String() != "" {
					t.Errorf("a house that is set up prints %s", &p.out)
				}
				p.signal(syscall.SIGTERM)
				if code := p.code(); code != 0 {
					t.Fatalf("SIGTERM: exit %d: %s", code, &p.said)
				}
				code, out, said := run(t, settings, "verify")
				head := regexp.MustCompile(`head (\d+:[0-9a-f]{64})`).FindStringSubmatch(out)
				if code != 0 || head == nil {
					t.Fatalf("verify: exit %d: %s%s", code, out, said)
				}
				if code, _, said := run(t, settings, "verify", "--head", head[1]); code != 0 {
					t.Errorf("verify --head: exit %d: %s", code, said)
				}
				if code, out, said := run(t, settings, "doctor"); code != 0 || !strings.Contains(out, "tables are up to date") {
					t.Errorf("doctor: exit %d: %s%s", code, out, said)
				}
				seq := oneByte(t, at)
				if code, out, _ := run(t, settings, "verify"); code != 1 || !strings.Contains(out, fmt.Sprintf("entry %d: ", seq)) {
					t.Errorf("verify after a byte of entry %d was changed: exit %d: %s", seq, code, out)
				}
			})
		}
	}
}

func setUp(t *testing.T, link *url.URL, profile string) {
	t.Helper()
	c := house.Visitor(t, "http://"+link.Host)
	form, found := c.Get(link.Path).Form(link.Path)
	if !found {
		t.Fatal("the link shows no form")
	}
	for name, value := range map[string]string{"name": "Mats Exempelsson", "username": "first", "password": "one-table-five-shapes", "again": "one-table-five-shapes",
		"language": "sv", "name_native": "Föreningen Sambord Exempel", "native_language": "sv", "scheme": "se_orgnr", "identifier": "402019-0015", "key": "sambord", "profile": profile} {
		form.Set(name, value)
	}
	if p := c.Post(link.Path, form); p.Status != http.StatusOK {
		t.Fatalf("set-up: %d at %s: %s", p.Status, p.URL, p.Text())
	}
	if p := c.Get("/sv/desk"); p.Status != http.StatusOK || strings.Contains(p.URL.Path, "login") || !p.Has("Mats Exempelsson") {
		t.Errorf("after the set-up she is not in: %d %s", p.Status, p.URL)
	}
	if p := house.Visitor(t, "http://"+link.Host).Get(link.Path); p.Status == http.StatusOK {
		t.Error("the link works twice")
	}
	forums := c.Get("/sv/forums")
	if has := slices.ContainsFunc(forums.Links(), func(l string) bool { return strings.HasPrefix(l, "/sv/f/") }); has != (profile == "qinghai-anhui") {
		t.Errorf("profile %s: there are forums: %v", profile, has)
	}
}

// ownersOnly looks at what a house keeps on its disk: nobody else on the machine may read it.
func ownersOnly(t *testing.T, data string) {
	t.Helper()
	all, err := filepath.Glob(filepath.Join(data, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range all {
		if info, err := os.Stat(path); err != nil || info.Mode().Perm()&0o077 != 0 {
			t.Errorf("%s: %v %v", path, info.Mode(), err)
		}
	}
}

// oneByte changes one letter of one entry, as somebody with the keys to the database could, and gives the entry's number.
func oneByte(t *testing.T, at place) (seq int64) {
	t.Helper()
	db, err := sql.Open(at.driver, at.address)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = db.Close() }()
	unguarded := map[string]string{"sqlite": "DROP TRIGGER entries_no_update", "pgx": "ALTER TABLE entries DISABLE TRIGGER entries_no_change"}[at.driver]
	if _, err := db.Exec(unguarded); err != nil {
		t.Fatal(err)
	}
	if err := db.QueryRow("SELECT MAX(seq) FROM entries").Scan(&seq); err != nil {
		t.Fatal(err)
	}
	seq = max(1, seq/2)
	if _, err := db.Exec("UPDATE entries SET verb = 'x' || substr(verb, 2) WHERE seq = $1", seq); err != nil {
		t.Fatal(err)
	}
	return seq
}

// TestTheDoctorChangesNothing: it makes no database, and says what is missing.
func TestTheDoctorChangesNothing(t *testing.T) {
	l, err := net.Listen("tcp", "127.0.0.1:0") // a mail server that says nothing it should
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = l.Close() }()
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			_, _ = fmt.Fprint(c, "554 no service\r\n")
			_ = c.Close()
		}
	}()
	data := filepath.Join(t.TempDir(), "data")
	code, out, said := run(t, []string{"FORUM_DATA=" + data, "FORUM_LISTEN=:8080", "FORUM_SMTP_URL=smtp://" + l.Addr().String()}, "doctor")
	for _, want := range []string{"✓ settings", "there is no database yet", "✗ mail server answers", "set FORUM_BASE_URL", "FORUM_CONTACT is empty"} {
		if !strings.Contains(out, want) {
			t.Errorf("%q is not said in %s%s", want, out, said)
		}
	}
	if code != 1 {
		t.Errorf("exit %d", code)
	}
	if _, err := os.Stat(data); !os.IsNotExist(err) {
		t.Errorf("the doctor made %s: %v", data, err)
	}
	_, out, _ = run(t, []string{"FORUM_DATA=" + data, "FORUM_BASE_URL=https://forum.example.org"}, "doctor")
	if !strings.Contains(out, "FORUM_TRUSTED_PROXIES does not name it") {
		t.Errorf("a proxy that nobody named: %s", out)
	}
	code, out, _ = run(t, []string{"FORUM_TEST_POSTGRES_BIN=" + data}, "doctor", "--tests")
	for _, want := range []string{"PostgreSQL", "pg_dump", "sqlite3", "Chromium", "axe-core", "pdftotext", "systemd-analyze", "shellcheck", "C compiler"} {
		if code != 0 || !strings.Contains(out, want) {
			t.Errorf("doctor --tests: exit %d; %s is not in %s", code, want, out)
		}
	}
}
