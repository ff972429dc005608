package mail

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"net"
	netmail "net/mail"
	"time"

	gomail "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"
)

// TLS says how the line to a mail server is encrypted.
type TLS int

// The ways to encrypt.
const (
	TLSAlways       TLS = iota // STARTTLS, or nothing is sent
	TLSIfOffered               // STARTTLS where the server has it
	TLSNever                   // in the clear
	TLSFromTheStart            // smtps
)

// serverPatience is how long one letter may take a server, for the connection and for each exchange on it.
const serverPatience = 15 * time.Second

// SMTP sends letters to a mail server, each over a connection of its own. It is safe for concurrent use.
type SMTP struct {
	From     netmail.Address
	Host     string
	Port     int
	User     string // empty: the server asks for none
	Password string
	TLS      TLS
	timeout  time.Duration
	roots    *x509.CertPool // nil: the machine's
}

// Send hands the letter to the server. A server that took it and then broke off did take it: what follows the letter on the line
// is no failure, since a repeat would be a second letter.
func (s SMTP) Send(ctx context.Context, l Letter) error {
	m, err := l.message(s.From)
	if err != nil {
		return err
	}
	client, line, hangUp, err := s.connect(ctx)
	defer hangUp()
	if err != nil {
		return err
	}
	err = client.SendWithSMTPClient(line, m)
	_ = client.CloseWithSMTPClient(line)
	if err != nil && !m.IsDelivered() {
		return failed("sending", err)
	}
	return nil
}

// Try does all that comes before a letter (connecting, greeting, encrypting, signing in), and sends none.
func (s SMTP) Try(ctx context.Context) error {
	client, line, hangUp, err := s.connect(ctx)
	defer hangUp()
	if err != nil {
		return err
	}
	_ = client.CloseWithSMTPClient(line)
	return nil
}

// connect opens a line to the server; hangUp closes it, whatever became of it.
func (s SMTP) connect(ctx context.Context) (client *gomail.Client, line *smtp.Client, hangUp func(), err error) {
	var wire net.Conn
	hangUp = func() {
		if wire != nil {
			_ = wire.Close() // the library leaves it open where the greeting fails
		}
	}
	client, err = gomail.NewClient(s.Host, append(s.options(), gomail.WithDialContextFunc(func(ctx context.Context, network, address string) (net.Conn, error) {
		var err error
		wire, err = s.dial(ctx, network, address)
		return wire, err
	}))...)
	if err != nil {
		return nil, nil, hangUp, &Failure{Step: "preparing the connection", Cause: err}
	}
	if line, err = client.DialToSMTPClientWithContext(ctx); err != nil {
		return nil, nil, hangUp, failed("connecting to the mail server", err)
	}
	return client, line, hangUp, nil
}

func (s SMTP) dial(ctx context.Context, network, address string) (net.Conn, error) {
	if s.TLS == TLSFromTheStart {
		return (&tls.Dialer{Config: s.secure()}).DialContext(ctx, network, address)
	}
	return (&net.Dialer{}).DialContext(ctx, network, address)
}

func (s SMTP) secure() *tls.Config {
	return &tls.Config{ServerName: s.Host, MinVersion: tls.VersionTLS12, RootCAs: s.roots}
}

func (s SMTP) options() []gomail.Option {
	policies := map[TLS]gomail.TLSPolicy{TLSAlways: gomail.TLSMandatory, TLSIfOffered: gomail.TLSOpportunistic, TLSNever: gomail.NoTLS}
	options := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(s.timeout), gomail.WithoutNoop(), gomail.WithoutRset(), gomail.WithTLSConfig(s.secure())}
	if policy, plain := policies[s.TLS]; plain {
		options = append(options, gomail.WithTLSPolicy(policy))
	} else {
		options = append(options, gomail.WithSSL())
	}
	if s.User != "" {
		options = append(options, s.auth(), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	return options
}

// auth takes the best way the server knows; the last two send the password itself, and only over an encrypted line, or to this
// machine.
func (s SMTP) auth() gomail.Option {
	ways := []gomail.SMTPAuthType{gomail.SMTPAuthSCRAMSHA256PLUS, gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthSCRAMSHA1PLUS,
		gomail.SMTPAuthSCRAMSHA1, gomail.SMTPAuthCramMD5, gomail.SMTPAuthPlain, gomail.SMTPAuthLogin}
	if local(s.Host) && s.TLS == TLSIfOffered || s.TLS == TLSNever {
		ways = []gomail.SMTPAuthType{gomail.SMTPAuthSCRAMSHA256, gomail.SMTPAuthSCRAMSHA1, gomail.SMTPAuthCramMD5, gomail.SMTPAuthPlainNoEnc, gomail.SMTPAuthLoginNoEnc}
	}
	return gomail.WithOpportunisticSMTPAuth(ways...)
}
