// Package config is what an operator may set. It reads flags and environment, says everything that is wrong with them at once,
// and is passed on as a value.
package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"net/url"
	"path/filepath"
	"strings"
)

// Config is the settings of one running forum. The tags are read by the command line (flag names and environment variables).
type Config struct {
	Listen         string   `help:"Address to listen on." default:"localhost:8080" env:"FORUM_LISTEN"`
	Database       string   `help:"postgres://… address, or the path of an SQLite file; empty: forum.db in the data folder." env:"FORUM_DATABASE_URL"`
	Data           string   `help:"Folder for the SQLite file and for letters that wait." default:"data" env:"FORUM_DATA"`
	BaseURL        string   `help:"Address people use, e.g. https://forum.example.org." env:"FORUM_BASE_URL"`
	SMTP           string   `help:"smtp://user:password@host:587; empty: letters are kept as files." env:"FORUM_SMTP_URL"`
	MailFrom       string   `help:"Sender of letters." default:"forum@localhost" env:"FORUM_MAIL_FROM"`
	TrustedProxies []string `help:"Networks whose X-Forwarded-For is believed." env:"FORUM_TRUSTED_PROXIES"`
	Contact        string   `help:"Who is responsible for this forum." env:"FORUM_CONTACT"`
	ContactMail    string   `help:"Where she can be reached." env:"FORUM_CONTACT_MAIL"`
	Location       string   `help:"Where the data lie, for the privacy page." env:"FORUM_LOCATION"`
	ICP            string   `help:"ICP filing number, for the foot of the page." env:"FORUM_ICP"`
	Police         string   `help:"Public security filing number." env:"FORUM_POLICE"`
}

// Check gives everything that is wrong, at once.
func (c Config) Check() error {
	var wrong []error
	say := func(setting, format string, args ...any) {
		wrong = append(wrong, fmt.Errorf("%s: %s", setting, fmt.Sprintf(format, args...)))
	}
	if _, _, err := net.SplitHostPort(c.Listen); err != nil {
		say("FORUM_LISTEN", "%q is not host:port", c.Listen)
	}
	if scheme, _, found := strings.Cut(c.Database, "://"); found && scheme != "postgres" && scheme != "postgresql" {
		say("FORUM_DATABASE_URL", "it is a postgres:// address or the path of an SQLite file, not %s://", scheme)
	}
	if c.BaseURL != "" {
		if u, err := url.Parse(c.BaseURL); err != nil || u.Host == "" || (u.Scheme != "http" && u.Scheme != "https") || strings.Trim(u.Path, "/") != "" {
			say("FORUM_BASE_URL", "%q is not http(s)://host without a path", c.BaseURL)
		}
	}
	if c.SMTP != "" {
		if u, err := url.Parse(c.SMTP); err != nil || u.Host == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") {
			say("FORUM_SMTP_URL", "it is smtp:// or smtps:// with a host")
		}
	}
	for _, network := range c.TrustedProxies {
		if _, err := netip.ParsePrefix(network); err != nil {
			say("FORUM_TRUSTED_PROXIES", "%q is not a network such as 10.0.0.0/8", network)
		}
	}
	return errors.Join(wrong...)
}

// Address is the database to open: the PostgreSQL address, or the path of the SQLite file.
func (c Config) Address() string {
	if c.Database != "" {
		return c.Database
	}
	return filepath.Join(c.Data, "forum.db")
}

// Origin is the address people use.
func (c Config) Origin() string {
	if c.BaseURL != "" {
		return strings.TrimRight(c.BaseURL, "/")
	}
	return "http://" + c.Listen
}

// Secure tells whether people come by https, so that cookies say so too.
func (c Config) Secure() bool { return strings.HasPrefix(c.Origin(), "https://") }
