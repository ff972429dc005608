package config_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sametable/internal/config"
)

// sound is a house without a fault, in a folder of its own.
func sound(t *testing.T) config.Config {
	t.Helper()
	return config.Config{Listen: "localhost:8080", Data: t.TempDir(), MailFrom: "forum@localhost"}
}

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	err := config.Config{Listen: "nowhere", Database: "mysql://x", Data: filepath.Join(file, "data"), BaseURL: "ftp://x/y", SMTP: "http://x", MailFrom: "nobody",
		ContactMail: "her", TrustedProxies: []string{"everybody"}}.Check()
	if err == nil {
		t.Fatal("nothing is wrong")
	}
	for _, setting := range []string{"FORUM_LISTEN", "FORUM_DATABASE_URL", "FORUM_DATA", "FORUM_BASE_URL", "FORUM_SMTP_URL", "FORUM_MAIL_FROM", "FORUM_CONTACT_MAIL", "FORUM_TRUSTED_PROXIES"} {
		if strings.Count(err.Error(), setting+": ") != 1 {
			t.Errorf("%s is not named once in %v", setting, err)
		}
	}
}

// TestEachSetting: a value that is refused beside one that is taken.
func TestEachSetting(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		setting string
		set     func(*config.Config, string)
		right   []string
		wrong   []string
	}{
		{"FORUM_LISTEN", func(c *config.Config, v string) { c.Listen = v },
			[]string{":8080", "localhost:0", "[::1]:80", "0.0.0.0:65535"}, []string{"", "localhost", "localhost:", ":65536", ":-1", "::1:80:90"}},
		{"FORUM_BASE_URL", func(c *config.Config, v string) { c.BaseURL = v },
			[]string{"", "https://forum.example.org", "https://forum.example.org/", "http://localhost:8080", "http://[::1]:80"},
			[]string{"forum.example.org", "ftp://x", "https://", "https://u:p@x", "https://x?y", "https://x?", "https://x#y", "https://x#", "https://x/y", "https://x:99999", "https://:80"}},
		{"FORUM_DATABASE_URL", func(c *config.Config, v string) { c.Database = v },
			[]string{"", filepath.Join(folder, "a/b/forum.db"), file, "postgres://db/forum", "postgresql://u:p%40@db:5433/forum?sslmode=disable", "postgres://forum@/forum?host=/run/postgresql"},
			[]string{"mysql://x", folder, filepath.Join(file, "forum.db"), "postgres://db:port/forum", "postgres://u:secret/word@db/forum", "postgres://db/forum?sslmode=perhaps"}},
		{"FORUM_DATA", func(c *config.Config, v string) { c.Data = v }, []string{folder, filepath.Join(folder, "not/there/yet")}, []string{file, filepath.Join(file, "below")}},
		{"FORUM_SMTP_URL", func(c *config.Config, v string) { c.SMTP = v },
			[]string{"", "smtp://mail", "smtps://u:p@mail:465", "smtp://mail:25?starttls=never"},
			[]string{"mail", "http://mail", "smtp://", "smtp://mail:0", "smtp://mail:70000", "smtp://u:secret/@mail", "smtp://mail?starttls=perhaps", "smtps://mail?starttls=try"}},
		{"FORUM_MAIL_FROM", func(c *config.Config, v string) { c.MailFrom = v }, []string{"forum@localhost", "同席 <forum@example.org>"}, []string{"", "nobody", "a@b, c@d"}},
		{"FORUM_CONTACT_MAIL", func(c *config.Config, v string) { c.ContactMail = v }, []string{"", "kontakt@example.org"}, []string{"her", "Her <kontakt@example.org>", "a@b\nBcc: c@d"}},
		{"FORUM_TRUSTED_PROXIES", func(c *config.Config, v string) { c.TrustedProxies = strings.Split(v, ",") }, []string{"10.0.0.0/8,::1/128"}, []string{"*", "10.0.0.1"}},
	} {
		for _, value := range c.right {
			conf := sound(t)
			if c.set(&conf, value); conf.Check() != nil {
				t.Errorf("%s=%q: %v", c.setting, value, conf.Check())
			}
		}
		for _, value := range c.wrong {
			conf := sound(t)
			c.set(&conf, value)
			if err := conf.Check(); err == nil || !strings.HasPrefix(err.Error(), c.setting+": ") || strings.Contains(err.Error(), "\n") && !strings.Contains(value, "\n") {
				t.Errorf("%s=%q: %v", c.setting, value, err)
			} else if strings.Contains(err.Error(), "secret") {
				t.Errorf("%s: a password is repeated: %v", c.setting, err)
			}
		}
	}
	if left, err := filepath.Glob(filepath.Join(folder, "*")); err != nil || len(left) != 1 {
		t.Errorf("the check left %v, %v", left, err)
	}
}

func TestWhereThingsAre(t *testing.T) {
	named := config.Config{Listen: ":8080", Database: "postgres://db/forum", BaseURL: "https://forum.example.org/"}
	if !named.Secure() || named.Origin() != "https://forum.example.org" || named.Address() != "postgres://db/forum" || !named.Postgres() {
		t.Errorf("%v %q %q", named.Secure(), named.Origin(), named.Address())
	}
	plain := config.Config{Listen: "localhost:8080", Data: "d"}
	if plain.Secure() || plain.Address() != filepath.Join("d", "forum.db") || plain.Postgres() {
		t.Errorf("%v %q", plain.Secure(), plain.Address())
	}
	for listen, want := range map[string]string{"localhost:8080": "http://localhost:8080", ":8080": "http://localhost:8080", "0.0.0.0:80": "http://localhost:80",
		"[::]:8080": "http://localhost:8080", "192.0.2.1:8080": "http://192.0.2.1:8080", "[2001:db8::1]:8080": "http://[2001:db8::1]:8080"} {
		if got := (config.Config{Listen: listen}).Origin(); got != want {
			t.Errorf("listening on %s: %s, want %s", listen, got, want)
		}
	}
}
