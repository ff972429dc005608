package account

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"sametable/internal/fault"
)

// A password has 10 to 128 characters, of any kind: length is what makes it strong, and nobody is asked for signs
// (NIST SP 800-63B, 3.1.1).
const (
	shortestPassword = 10
	longestPassword  = 128
)

// newPassword looks at a password somebody chose, and adds what is wrong with it: password.required, password.not_text,
// password.short, password.long, password.personal or password.common. It never gives the password back in a message.
func newPassword(f *fault.Fields, field, raw string, p Person, email string) {
	text := norm.NFC.String(raw)
	n := utf8.RuneCountInString(text)
	switch {
	case raw == "":
		f.Add(field, "password.required", nil)
	case !utf8.ValidString(raw) || strings.ContainsFunc(text, unicode.IsControl):
		f.Add(field, "password.not_text", nil)
	case n < shortestPassword:
		f.Add(field, "password.short", fault.Args{"N": n, "Min": shortestPassword})
	case n > longestPassword:
		f.Add(field, "password.long", fault.Args{"N": n, "Max": longestPassword})
	case personal(text, p, email):
		f.Add(field, "password.personal", nil)
	case commonPassword(text):
		f.Add(field, "password.common", nil)
	}
}

// personal tells whether a password holds what others know of its owner: her username, her name or a long part of it, the
// first half of her address.
func personal(password string, p Person, email string) bool {
	text := folded(password)
	mailbox, _, _ := strings.Cut(email, "@")
	known := []string{p.Username, mailbox, squashed(p.Name), squashed(p.Latin)}
	for _, part := range strings.FieldsFunc(p.Username+" "+p.Name+" "+p.Latin+" "+mailbox, notLetter) {
		if utf8.RuneCountInString(part) >= 4 {
			known = append(known, part)
		}
	}
	for _, k := range known {
		least := 3
		if strings.ContainsFunc(k, func(r rune) bool { return unicode.Is(unicode.Han, r) }) {
			least = 2
		}
		if utf8.RuneCountInString(k) >= least && strings.Contains(text, folded(k)) {
			return true
		}
	}
	return false
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) }

// squashed writes a name in one: "WANG Liwen" is typed "wangliwen".
func squashed(name string) string {
	return strings.Map(func(r rune) rune {
		if notLetter(r) {
			return -1
		}
		return r
	}, name)
}

// folded makes texts equal that a guesser would try as one: case, width and accents of form.
func folded(text string) string { return strings.ToLower(norm.NFKC.String(text)) }
