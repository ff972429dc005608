package config

import (
	"errors"
	"fmt"
	"io/fs"
	"net"
	"net/mail"
	"net/netip"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/jackc/pgx/v5/pgconn"
)

// Check gives everything that is wrong, at once. It asks the disk whether it may write, and leaves nothing behind.
func (c Config) Check() error { return c.check(writable) }

// CheckReading is Check for a command that only looks: the folders need not be writable. What is not there, opening it says.
func (c Config) CheckReading() error {
	return c.check(func(folder string) error {
		if _, err := os.Stat(folder); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		return nil
	})
}

func (c Config) check(folder func(string) error) error {
	var wrong []error
	for _, one := range []struct {
		setting string
		fault   error
	}{
		{"FORUM_LISTEN", listens(c.Listen)}, {"FORUM_BASE_URL", addresses(c.BaseURL)}, {"FORUM_DATABASE_URL", c.opens(folder)}, {"FORUM_DATA", folder(c.Data)},
		{"FORUM_SMTP_URL", sends(c.SMTP)}, {"FORUM_MAIL_FROM", sender(c.MailFrom)}, {"FORUM_CONTACT_MAIL", mailbox(c.ContactMail)},
		{"FORUM_TRUSTED_PROXIES", networks(c.TrustedProxies)},
	} {
		if one.fault != nil {
			wrong = append(wrong, fmt.Errorf("%s: %w", one.setting, one.fault))
		}
	}
	return errors.Join(wrong...)
}

func listens(address string) error {
	_, port, err := net.SplitHostPort(address)
	if err != nil || port == "" {
		return fmt.Errorf("%q is not host:port", address)
	}
	if _, err := net.LookupPort("tcp", port); err != nil {
		return fmt.Errorf("%q is not a port: it is a number up to 65535", port)
	}
	return nil
}

// addresses judges the public address: links are made by adding a path to it.
func addresses(base string) error {
	if base == "" {
		return nil
	}
	u, err := url.Parse(base)
	switch {
	case err != nil || u.Hostname() == "" || (u.Scheme != "http" && u.Scheme != "https"):
		return errors.New("it is http://host or https://host")
	case u.User != nil:
		return errors.New("it names a user; it is scheme and host only, for everybody sees it")
	case strings.Trim(u.Path, "/") != "" || u.RawQuery != "" || u.ForceQuery || strings.Contains(base, "#"):
		return errors.New("it is http(s)://host without anything after it")
	}
	return validPort(u.Port())
}

func (c Config) opens(folder func(string) error) error {
	if c.Postgres() {
		if _, err := pgconn.ParseConfig(c.Database); err != nil {
			return errors.New("this postgres:// address cannot be read; characters such as @ and / in a password are written %40 and %2F") // its own text would repeat the password
		}
		return nil
	}
	if scheme, _, found := strings.Cut(c.Database, "://"); found {
		return fmt.Errorf("it is a postgres:// address or the path of an SQLite file, not %s://", scheme)
	}
	if c.Database == "" {
		return nil
	}
	if at, err := os.Stat(c.Database); err == nil && at.IsDir() {
		return fmt.Errorf("%s is a folder, not the path of an SQLite file", c.Database)
	}
	return folder(filepath.Dir(c.Database))
}

// writable tries a file in a folder, or in the nearest one above it that exists, where the folder would be made.
func writable(folder string) error {
	at := filepath.Clean(folder)
	for {
		_, err := os.Stat(at)
		if !errors.Is(err, fs.ErrNotExist) || at == filepath.Dir(at) {
			break
		}
		at = filepath.Dir(at)
	}
	f, err := os.CreateTemp(at, ".forum-*")
	if err != nil {
		return fmt.Errorf("the folder %s cannot be written to: %w", folder, errors.Unwrap(err))
	}
	return errors.Join(f.Close(), os.Remove(f.Name()))
}

// sends judges the address of the mail server. It holds a password, so it is not repeated.
func sends(address string) error {
	if address == "" {
		return nil
	}
	u, err := url.Parse(address)
	if err != nil {
		return errors.New("it cannot be read; characters such as @ and / in a password are written %40 and %2F")
	}
	if u.Hostname() == "" || (u.Scheme != "smtp" && u.Scheme != "smtps") {
		return errors.New("it is smtp:// or smtps:// with a host")
	}
	if way := u.Query().Get("starttls"); way != "" && (u.Scheme == "smtps" || !slices.Contains([]string{"always", "try", "never"}, way)) {
		return fmt.Errorf("starttls=%s: it is always, try or never, and for smtp:// alone", way)
	}
	return validPort(u.Port())
}

// validPort judges the port of an address; none is the scheme's own.
func validPort(port string) error {
	if port == "" {
		return nil
	}
	if n, err := net.LookupPort("tcp", port); err != nil || n == 0 {
		return fmt.Errorf("%q is not a port: it is a number from 1 to 65535", port)
	}
	return nil
}

func sender(from string) error {
	if _, err := mail.ParseAddress(from); err != nil {
		return fmt.Errorf("%q is not a sender such as Same Table <forum@example.org>", from)
	}
	return nil
}

func mailbox(address string) error {
	if address == "" {
		return nil
	}
	if a, err := mail.ParseAddress(address); err != nil || a.Address != address {
		return fmt.Errorf("%q is not an e-mail address", address)
	}
	return nil
}

func networks(all []string) error {
	for _, network := range all {
		if _, err := netip.ParsePrefix(network); err != nil {
			return fmt.Errorf("%q is not a network such as 10.0.0.0/8", network)
		}
	}
	return nil
}
