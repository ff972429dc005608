package account

import (
	"strings"
	"unicode"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// Reason is what somebody writes to persons about something of theirs. They read it as it stands, for nobody translates it.
type Reason struct {
	Field  string
	Text   string
	From   policy.PersonID
	To     []policy.PersonID
	Anyway bool // she was told that it is not their language, and sends it all the same
}

// Legible adds reason.unread to the field where one of those it is for does not read the language it is written in. Whoever
// writes to herself needs no telling.
func (r Reason) Legible(db *gorm.DB, f *fault.Fields) error {
	if r.Anyway || r.Text == "" || len(r.To) == 0 {
		return nil
	}
	var persons []Person
	if err := db.Select("id", "language", "reads").Where("id IN ? AND id <> ?", r.To, r.From).Order("id").Find(&persons).Error; err != nil {
		return err
	}
	for _, p := range persons {
		if !p.canRead(r.Text) {
			f.Add(r.Field, "reason.unread."+string(p.Language), nil)
			return nil
		}
	}
	return nil
}

// legible is f with what Legible finds in the reason of an act.
func legible(tx *register.Tx, f *fault.Fields, reason string, to []policy.PersonID, anyway bool) error {
	if err := (Reason{Field: "reason", Text: reason, From: tx.Actor.Person, To: to, Anyway: anyway}).Legible(tx.DB, f); err != nil {
		return err
	}
	return f.Err()
}

// canRead tells whether a text is in a language she reads. Latin letters of which nobody can tell the language may be English or
// Swedish; a text without letters is read by everybody.
func (p Person) canRead(text string) bool {
	if in := lang.Guess(text); in != "" {
		return p.ReadsLanguage(string(in))
	}
	return !strings.ContainsFunc(text, unicode.IsLetter) || p.ReadsLanguage(string(lang.English)) || p.ReadsLanguage(string(lang.Swedish))
}
