package input

import (
	"regexp"
	"slices"
	"strings"
	"time"

	"golang.org/x/text/width"

	"sametable/internal/fault"
)

// The shapes of short values. An address follows RFC 5321 in the part that real mailboxes use: no quotes, no literals.
var (
	emailShape = regexp.MustCompile(`^[a-z0-9!#$%&'*+/=?^_{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_{|}~-]+)*@` +
		`([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$`)
	keyShape   = regexp.MustCompile(`^[A-Za-z0-9]+(-[A-Za-z0-9]+)*$`)
	dateShape  = regexp.MustCompile(`^(\d{4})(?:-|/|\.|年)(\d{1,2})(?:-|/|\.|月)(\d{1,2})日?$`)
	nonceShape = regexp.MustCompile(`^[A-Za-z0-9_-]{16,64}$`)
)

// Email reads an address: width folded, in lower case throughout, since no mailbox in use tells A from a and one person must
// not have two accounts by it. At most 254 characters, 64 before the @. Adds input.email.
func Email(f *fault.Fields, name, raw string, required bool) string {
	text, ok := short(f, name, raw, 254, required)
	if !ok || text == "" {
		return ""
	}
	text = strings.ToLower(strings.ReplaceAll(text, "。", "."))
	if !emailShape.MatchString(text) || strings.IndexByte(text, '@') > 64 {
		f.Add(name, "input.email", nil)
		return ""
	}
	return text
}

// Key reads a code such as a reference or a country's registration number: letters a–z in either case, digits, and single
// hyphens inside. Adds input.key.
func Key(f *fault.Fields, name, raw string, max int, required bool) string {
	text, ok := short(f, name, raw, max, required)
	if !ok || text == "" {
		return ""
	}
	if !keyShape.MatchString(text) {
		f.Add(name, "input.key", nil)
		return ""
	}
	return text
}

// Date reads a calendar day, 2006-01-02 (2006/1/2, 2006.1.2 and 2006年1月2日 too), as its first instant in loc. The years 1900 to
// 2199 are taken, so that a slip of the finger is seen. Adds input.date. The zero time stands for none.
func Date(f *fault.Fields, name, raw string, loc *time.Location, required bool) time.Time {
	text, ok := short(f, name, raw, 32, required)
	if !ok || text == "" {
		return time.Time{}
	}
	digits := dateShape.ReplaceAllString(text, "$1-$2-$3")
	day, err := time.ParseInLocation("2006-1-2", digits, loc)
	if err != nil || day.Year() < 1900 || day.Year() > 2199 {
		f.Add(name, "input.date", nil)
		return time.Time{}
	}
	return day
}

// Choice reads one of the allowed values; an empty one is a choice only where it is among them. Adds input.required or
// input.choice.
func Choice[T ~string](f *fault.Fields, name, raw string, allowed []T) T {
	if slices.Contains(allowed, T(raw)) {
		return T(raw)
	}
	if raw == "" {
		f.Add(name, "input.required", nil)
	} else {
		f.Add(name, "input.choice", nil)
	}
	return ""
}

// Nonce reads the hidden key that makes a form count once however often it is sent: 16 to 64 letters, digits, hyphens and
// underscores. Adds input.nonce, which asks to load the page again.
func Nonce(f *fault.Fields, name, raw string) string {
	if !nonceShape.MatchString(raw) {
		f.Add(name, "input.nonce", nil)
		return ""
	}
	return raw
}

// short reads a line of plain signs as a Chinese keyboard may type them: full-width forms become plain.
func short(f *fault.Fields, name, raw string, max int, required bool) (string, bool) {
	text, ok := line(f, name, raw)
	if !ok {
		return "", false
	}
	text = strings.TrimSpace(width.Fold.String(text))
	return text, fits(f, name, text, max, required)
}
