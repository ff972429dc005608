package config_test

import (
	"strings"
	"testing"

	"sametable/internal/config"
)

func TestEverythingWrongIsSaidAtOnce(t *testing.T) {
	err := config.Config{Listen: "nowhere", Database: "mysql://x", BaseURL: "ftp://x/y", SMTP: "http://x", TrustedProxies: []string{"everybody"}}.Check()
	for _, setting := range []string{"FORUM_LISTEN", "FORUM_DATABASE_URL", "FORUM_BASE_URL", "FORUM_SMTP_URL", "FORUM_TRUSTED_PROXIES"} {
		if err == nil || !strings.Contains(err.Error(), setting) {
			t.Errorf("%s is not named in %v", setting, err)
		}
	}
	right := config.Config{Listen: "localhost:8080", Database: "postgres://db/forum", BaseURL: "https://forum.example.org/", SMTP: "smtps://mail:465", TrustedProxies: []string{"10.0.0.0/8"}}
	if err := right.Check(); err != nil {
		t.Error(err)
	}
	if !right.Secure() || right.Origin() != "https://forum.example.org" || right.Address() != "postgres://db/forum" {
		t.Errorf("%v %q %q", right.Secure(), right.Origin(), right.Address())
	}
	plain := config.Config{Listen: "localhost:8080", Data: "d"}
	if plain.Check() != nil || plain.Secure() || plain.Address() != "d/forum.db" || plain.Origin() != "http://localhost:8080" {
		t.Errorf("%v %q %q", plain.Check(), plain.Address(), plain.Origin())
	}
}
