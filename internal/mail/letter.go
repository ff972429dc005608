// Package mail is one letter and the ways to send it: to a mail server, or into a folder where nothing is lost and nothing
// leaves the machine. A letter that is sent again after a crash is the same letter under the same Message-ID, so that
// mailboxes can tell.
package mail

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	netmail "net/mail"
	"regexp"
	"strings"
	"time"
	"unicode"

	gomail "github.com/wneessen/go-mail"
)

// Letter is one letter to one person, as plain text and as HTML.
type Letter struct {
	To              string // bare address
	ToName          string
	FromName        string // how the forum is called in the letter's language; a name in the settings goes before it
	Subject         string
	Text            string
	HTML            string
	MessageID       string   // without angle brackets; the same for every repeat
	References      []string // Message-IDs of the conversation it belongs to
	Language        string   // tag of the language it is written in
	At              time.Time
	ListUnsubscribe string // https page where such letters are switched off; empty: they cannot be
}

// Sender is a way to send letters.
type Sender interface {
	// Send hands a letter over. After nil it is the receiver's; an error is a *Failure, which says whether trying again helps.
	Send(ctx context.Context, l Letter) error
}

// idShape is a Message-ID that every server takes as it is.
var idShape = regexp.MustCompile(`^[A-Za-z0-9._=+-]{1,120}@[A-Za-z0-9.-]{1,120}$`)

// domainShape is the part of an address after the @; names in any script, but none of the signs that mean something in a header.
var domainShape = regexp.MustCompile(`^[\p{L}\p{N}][\p{L}\p{M}\p{N}.-]*$`)

// check refuses what must not stand in a header. Addresses come from people, so a bad one is a failure of this letter alone.
func (l Letter) check() error {
	parsed, err := netmail.ParseAddress(l.To)
	if err != nil || parsed.Address != l.To || !domainShape.MatchString(l.To[strings.LastIndexByte(l.To, '@')+1:]) {
		return &Failure{Step: "reading the address", Refused: true}
	}
	for _, id := range append([]string{l.MessageID}, l.References...) {
		if !idShape.MatchString(id) {
			return &Failure{Step: fmt.Sprintf("reading the Message-ID %q", id), Refused: true}
		}
	}
	if page := l.ListUnsubscribe; page != "" && strings.ContainsFunc(page, func(r rune) bool { return r <= ' ' || r > '~' || r == '<' || r == '>' }) {
		return &Failure{Step: "reading the address of the settings page", Refused: true}
	}
	return nil
}

// line makes one line of a text for a header: line breaks and other controls become blanks, so that no text brings a header of
// its own.
func line(text string) string {
	return strings.Join(strings.FieldsFunc(text, func(r rune) bool {
		return unicode.IsControl(r) || unicode.IsSpace(r) || r == '\u2028' || r == '\u2029'
	}), " ")
}

// message is the letter as it goes over the wire.
func (l Letter) message(from netmail.Address) (*gomail.Msg, error) {
	if err := l.check(); err != nil {
		return nil, err
	}
	encoding := gomail.EncodingQP
	if strings.HasPrefix(l.Language, "zh") {
		encoding = gomail.EncodingB64 // a third longer, where quoted-printable is three times as long
	}
	sum := sha256.Sum256([]byte(l.MessageID))
	m := gomail.NewMsg(gomail.WithNoDefaultUserAgent(), gomail.WithEncoding(encoding), gomail.WithBoundary(hex.EncodeToString(sum[:15])))
	if from.Name == "" {
		from.Name = line(l.FromName)
	}
	m.FromMailAddress(&from)
	m.ToMailAddress(&netmail.Address{Name: line(l.ToName), Address: l.To})
	m.Subject(line(l.Subject))
	m.SetDateWithValue(l.At.UTC())
	m.SetMessageIDWithValue(l.MessageID)
	m.SetGenHeader("Auto-Submitted", "auto-generated") // RFC 3834: no holiday replies
	m.SetGenHeader("X-Auto-Response-Suppress", "All")
	if l.Language != "" {
		m.SetGenHeader("Content-Language", line(l.Language))
	}
	if len(l.References) > 0 {
		m.SetGenHeaderPreformatted("References", "<"+strings.Join(l.References, "> <")+">")
	}
	if l.ListUnsubscribe != "" {
		m.SetGenHeaderPreformatted("List-Unsubscribe", "<"+l.ListUnsubscribe+">")
	}
	m.SetBodyString(gomail.TypeTextPlain, l.Text)
	if l.HTML != "" {
		m.AddAlternativeString(gomail.TypeTextHTML, l.HTML)
	}
	return m, nil
}

// wire is the letter as bytes.
func (l Letter) wire(from netmail.Address) ([]byte, error) {
	m, err := l.message(from)
	if err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := m.WriteTo(&b); err != nil {
		return nil, &Failure{Step: "writing the letter", Cause: err}
	}
	return b.Bytes(), nil
}
