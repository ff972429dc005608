package mail

import (
	"context"
	netmail "net/mail"
	"time"

	gomail "github.com/wneessen/go-mail"
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
}

// Send hands the letter to the server. A server that took it and then broke off did take it: what follows the letter on the line
// is no failure, since a repeat would be a second letter.
func (s SMTP) Send(ctx context.Context, l Letter) error {
	m, err := l.message(s.From)
	if err != nil {
		return err
	}
	client, err := gomail.NewClient(s.Host, s.options()...)
	if err != nil {
		return &Failure{Step: "preparing the connection", Cause: err}
	}
	line, err := client.DialToSMTPClientWithContext(ctx)
	if err != nil {
		return failed("connecting to the mail server", err)
	}
	err = client.SendWithSMTPClient(line, m)
	_ = client.CloseWithSMTPClient(line)
	if err != nil && !m.IsDelivered() {
		return failed("sending", err)
	}
	return nil
}

func (s SMTP) options() []gomail.Option {
	options := []gomail.Option{gomail.WithPort(s.Port), gomail.WithTimeout(s.timeout), gomail.WithoutNoop(), gomail.WithoutRset()}
	switch s.TLS {
	case TLSFromTheStart:
		options = append(options, gomail.WithSSL())
	case TLSIfOffered:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSOpportunistic))
	case TLSNever:
		options = append(options, gomail.WithTLSPolicy(gomail.NoTLS))
	default:
		options = append(options, gomail.WithTLSPolicy(gomail.TLSMandatory))
	}
	if s.User != "" {
		options = append(options, gomail.WithSMTPAuth(s.auth()), gomail.WithUsername(s.User), gomail.WithPassword(s.Password))
	}
	return options
}

// auth lets the library choose the best way the server knows. On a line to this machine that is plain, a password may go as it is.
func (s SMTP) auth() gomail.SMTPAuthType {
	if s.TLS == TLSIfOffered && local(s.Host) {
		return gomail.SMTPAuthPlainNoEnc
	}
	return gomail.SMTPAuthAutoDiscover
}
