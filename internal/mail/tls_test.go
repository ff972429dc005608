package mail_test

import (
	"crypto/tls"
	"encoding/base64"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"sametable/internal/mail"
)

// certified gives a certificate for 127.0.0.1 that no machine trusts.
func certified(t *testing.T) *httptest.Server {
	t.Helper()
	web := httptest.NewTLSServer(http.NotFoundHandler())
	t.Cleanup(web.Close)
	return web
}

func TestACertificateNobodyKnowsIsNotTrusted(t *testing.T) {
	web := certified(t)
	secure := &tls.Config{Certificates: web.TLS.Certificates}
	for _, scheme := range []string{"smtp", "smtps"} {
		o := &office{}
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			t.Fatal(err)
		}
		s := smtp.NewServer(o)
		s.Domain, s.TLSConfig, s.ErrorLog = "localhost", secure, silent{}
		listener, query := l, "?starttls=always"
		if scheme == "smtps" {
			listener, query = tls.NewListener(l, secure), ""
		}
		done := make(chan error, 1)
		go func() { done <- s.Serve(listener) }()
		t.Cleanup(func() {
			_ = s.Close()
			_ = l.Close()
			<-done
		})
		sender, err := mail.Open(scheme+"://"+l.Addr().String()+query, "forum@sametable.example", t.TempDir())
		if err != nil {
			t.Fatal(err)
		}
		sender = mail.Patient(sender, 2*time.Second)
		if err := sender.Send(ctx, letter()); err == nil || mail.Refused(err) || len(o.taken) != 0 {
			t.Errorf("%s: %v, %d letters", scheme, err, len(o.taken))
		}
		if err := mail.Trusting(sender, web.Certificate()).Send(ctx, letter()); err != nil || len(o.taken) != 1 {
			t.Errorf("%s: %v, %d letters", scheme, err, len(o.taken))
		}
	}
}

func TestThePasswordGoesOverAnEncryptedLine(t *testing.T) {
	web := certified(t)
	var mu sync.Mutex
	var heard []string
	body := false
	hear := func(line string) (string, bool) {
		mu.Lock()
		defer mu.Unlock()
		heard = append(heard, line)
		switch {
		case body && line != ".":
			return "", false
		case strings.HasPrefix(line, "EHLO"):
			return "250-localhost\r\n250 AUTH LOGIN PLAIN\r\n", false
		case strings.HasPrefix(line, "AUTH"):
			return "235 2.7.0 welcome\r\n", false
		case line == "DATA":
			body = true
			return "354 go on\r\n", false
		}
		body = false
		return "250 ok\r\n", line == "QUIT"
	}
	l, err := tls.Listen("tcp", "127.0.0.1:0", &tls.Config{Certificates: web.TLS.Certificates})
	if err != nil {
		t.Fatal(err)
	}
	var running sync.WaitGroup
	running.Go(func() {
		if c, err := l.Accept(); err == nil {
			talk(c, "220 localhost\r\n", hear)
		}
	})
	t.Cleanup(func() {
		_ = l.Close()
		running.Wait()
	})
	sender, err := mail.Open("smtps://forum:geheim@"+l.Addr().String(), "forum@sametable.example", t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := mail.Trusting(mail.Patient(sender, 2*time.Second), web.Certificate()).Send(ctx, letter()); err != nil {
		t.Fatal(err)
	}
	mu.Lock()
	defer mu.Unlock()
	if want := "AUTH PLAIN " + base64.StdEncoding.EncodeToString([]byte("\x00forum\x00geheim")); !slices.Contains(heard, want) {
		t.Errorf("heard %q", heard)
	}
}
