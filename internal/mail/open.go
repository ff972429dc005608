package mail

import (
	"fmt"
	"net"
	netmail "net/mail"
	"net/url"
	"path/filepath"
	"strconv"
	"strings"
)

// Open gives the way to send that the settings name: a mail server (smtp://user:password@host:587, smtps://host:465), or for an
// empty address the folder "letters" below the data folder. From is the sender, with or without a name.
//
// Over smtp:// the line is encrypted before anything is said (STARTTLS); only to this machine itself it may stay plain. The
// parameter starttls=always, try or never says otherwise, for a server in the same closed network.
func Open(address, from, data string) (Sender, error) {
	sender, err := netmail.ParseAddress(from)
	if err != nil {
		return nil, fmt.Errorf("sender of letters %q: %w", from, err)
	}
	if address == "" {
		return NewFolder(filepath.Join(data, "letters"), *sender)
	}
	u, err := url.Parse(address)
	if err != nil { // its text would repeat the password
		return nil, fmt.Errorf("the address of the mail server cannot be read; characters such as @ and / in a password are written %%40 and %%2F")
	}
	s := SMTP{From: *sender, Host: u.Hostname(), User: u.User.Username(), TLS: TLSAlways, timeout: serverPatience}
	s.Password, _ = u.User.Password()
	standard := 587
	switch u.Scheme {
	case "smtps":
		standard, s.TLS = 465, TLSFromTheStart
	case "smtp":
		if local(s.Host) {
			s.TLS = TLSIfOffered
		}
	default:
		return nil, fmt.Errorf("a mail server's address begins with smtp:// or smtps://, not %s://", u.Scheme)
	}
	if s.Host == "" {
		return nil, fmt.Errorf("the address of the mail server names no host")
	}
	if s.Port, err = port(u.Port(), standard); err != nil {
		return nil, err
	}
	return s.withPolicy(u.Query().Get("starttls"))
}

func port(written string, standard int) (int, error) {
	if written == "" {
		return standard, nil
	}
	n, err := strconv.Atoi(written)
	if err != nil || n < 1 || n > 65535 {
		return 0, fmt.Errorf("%q is not the port of a mail server", written)
	}
	return n, nil
}

func (s SMTP) withPolicy(written string) (Sender, error) {
	policies := map[string]TLS{"": s.TLS, "always": TLSAlways, "try": TLSIfOffered, "never": TLSNever}
	policy, known := policies[written]
	if !known || written != "" && s.TLS == TLSFromTheStart {
		return nil, fmt.Errorf("starttls=%s: it is always, try or never, and for smtp:// alone", written)
	}
	s.TLS = policy
	return s, nil
}

// local tells whether a host is this machine.
func local(host string) bool {
	ip := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || ip != nil && ip.IsLoopback()
}
