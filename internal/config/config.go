// Package config is what an operator may set. It reads flags and environment, says everything that is wrong with them at once,
// and is passed on as a value.
package config

import (
	"net"
	"net/netip"
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

// Address is the database to open: the PostgreSQL address, or the path of the SQLite file.
func (c Config) Address() string {
	if c.Database != "" {
		return c.Database
	}
	return filepath.Join(c.Data, "forum.db")
}

// Origin is the address people use. Where none is named it is the address to listen on, and localhost where that is every address
// of the machine: no browser could open ":8080".
func (c Config) Origin() string {
	if c.BaseURL != "" {
		return strings.TrimRight(c.BaseURL, "/")
	}
	host, port, err := net.SplitHostPort(c.Listen)
	if err == nil && c.Everywhere() {
		host = "localhost"
	}
	return "http://" + net.JoinHostPort(host, port)
}

// Everywhere tells whether the program listens on every address of the machine.
func (c Config) Everywhere() bool {
	host, _, err := net.SplitHostPort(c.Listen)
	if ip, wrong := netip.ParseAddr(host); wrong == nil {
		return ip.IsUnspecified()
	}
	return err == nil && host == ""
}

// Postgres tells whether the database is a PostgreSQL; else it is an SQLite file.
func (c Config) Postgres() bool {
	return strings.HasPrefix(c.Database, "postgres://") || strings.HasPrefix(c.Database, "postgresql://")
}

// Secure tells whether people come by https, so that cookies say so too.
func (c Config) Secure() bool { return strings.HasPrefix(c.Origin(), "https://") }
