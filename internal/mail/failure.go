package mail

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/textproto"
	"strings"

	gomail "github.com/wneessen/go-mail"
)

// Failure says why a letter was not sent. It names no address and repeats no server's words, which often do, for it ends in logs.
type Failure struct {
	Step    string // what was being done
	Code    int    // the server's answer; 0: none
	Refused bool   // this letter will never be taken: trying again helps nobody
	Cause   error  // of the network or the disk; nil when a server answered
}

// Error is for logs.
func (f *Failure) Error() string {
	s := "mail: " + f.Step
	if f.Code != 0 {
		s += fmt.Sprintf(": the server answered %d", f.Code)
	}
	if f.Cause != nil {
		s += ": " + f.Cause.Error()
	}
	return s
}

// Unwrap gives the cause.
func (f *Failure) Unwrap() error { return f.Cause }

// Refused tells whether an error says that trying again helps nobody.
func Refused(err error) bool {
	var f *Failure
	return errors.As(err, &f) && f.Refused
}

// failed turns an error of the mail library into a failure.
func failed(step string, err error) *Failure {
	f := &Failure{Step: step}
	var sent *gomail.SendError
	if errors.As(err, &sent) {
		f.Step, f.Code = sent.Reason.String(), sent.ErrorCode()
		f.Refused = sent.Reason == gomail.ErrSMTPRcptTo && unknownAddress(f.Code, sent.EnhancedStatusCode())
	}
	var answer *textproto.Error
	if f.Code == 0 && errors.As(err, &answer) {
		f.Code = answer.Code
	}
	var network net.Error
	switch {
	case f.Code != 0:
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		f.Cause = context.DeadlineExceeded
	case errors.As(err, &network):
		f.Cause = network
	case sent == nil && answer == nil:
		f.Cause = err
	}
	return f
}

// unknownAddress tells a mailbox that does not exist from a server that is wrongly set up, for which an operator can do
// something (RFC 3463: 5.1.x is about the address, 5.2.1 a mailbox that was closed).
func unknownAddress(code int, enhanced string) bool {
	if code < 500 || code > 599 {
		return false
	}
	if enhanced != "" {
		return strings.HasPrefix(enhanced, "5.1.") || enhanced == "5.2.1"
	}
	return code == 550 || code == 551 || code == 553
}
