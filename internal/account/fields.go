package account

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/text/width"

	"sametable/internal/fault"
	"sametable/internal/input"
)

// usernameShape: a letter first, then letters and digits with single dots, hyphens and underscores between them.
var usernameShape = regexp.MustCompile(`^[a-z][a-z0-9]*([._-][a-z0-9]+)*$`)

// reservedNames cannot be chosen: a reader could take them for the forum itself.
func reservedNames() []string {
	return []string{"admin", "administrator", "forum", "help", "moderator", "root", "sametable", "secretariat", "security", "support", "system", "webmaster"}
}

// username reads the name to sign in with: 3 to 32 signs, lower case. It adds username.shape or username.reserved.
func (a *Accounts) username(f *fault.Fields, raw string) string {
	n := len(*f)
	text := login(input.Line(f, "username", raw, 32, true))
	switch {
	case len(*f) > n:
		return ""
	case len(text) < 3 || !usernameShape.MatchString(text):
		f.Add("username", "username.shape", nil)
		return ""
	case slices.Contains(reservedNames(), text):
		f.Add("username", "username.reserved", nil)
		return ""
	}
	a.look(f, "username", text)
	return text
}

// login is the form in which usernames and addresses are compared.
func login(raw string) string { return strings.ToLower(strings.TrimSpace(width.Fold.String(raw))) }

// latin reads the Latin form of a name. Where others could not read the name without it, it can be required.
func latin(f *fault.Fields, name, raw string, required bool) string {
	text := input.Name(f, "latin", raw, longestName, required && needsLatin(name))
	if needsLatin(text) {
		f.Add("latin", "person.latin_letters", nil)
		return ""
	}
	if text == name {
		return ""
	}
	return text
}

// posts reads a position in three languages, and lets it pass the gate.
func (a *Accounts) posts(f *fault.Fields, p *Person, zh, en, sv string) {
	for _, post := range []struct {
		field, raw string
		kept       *string
	}{{"post_zh", zh, &p.PostZh}, {"post_en", en, &p.PostEn}, {"post_sv", sv, &p.PostSv}} {
		*post.kept = input.Line(f, post.field, post.raw, longestPost, false)
		a.look(f, post.field, *post.kept)
	}
}
