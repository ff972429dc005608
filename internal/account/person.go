package account

import (
	"slices"
	"strings"
	"time"
	"unicode"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// Person is somebody who has an account. Name stands on her acts, in her own script; it is one text, for no name is cut into
// parts or put into another order.
type Person struct {
	ID           policy.PersonID `gorm:"primaryKey"`
	Username     string          // lower case: letters, digits, . - _
	Name         string
	Latin        string // how the name is written in Latin letters, "WANG Liwen"; empty: as Name
	SortKey      string // pinyin or Latin, in lower case
	Email        string // confirmed; many have none
	Language     lang.Code
	Reads        string // codes of languages she reads, besides that of her pages; separated by blanks
	PostZh       string // position in her organisation, free text
	PostEn       string
	PostSv       string
	Sex          Sex // for the figures of equality only, never shown
	PasswordHash Hash
	State        string
	VerifiedBy   policy.PersonID // who checked her identity; empty: nobody yet
	VerifiedOn   *time.Time
	MailMode     MailMode
	Epoch        int // sessions of an earlier epoch are dead
	JoinedAt     time.Time
	Version      int
}

// Sex is what a person says of herself.
type Sex string

// Sexes lists what can be said; nothing is an answer too.
func Sexes() []Sex { return []Sex{"", "f", "m", "other"} }

// MailMode says how often notices go out by mail.
type MailMode string

// The mail modes.
const (
	AtOnce MailMode = "at_once"
	Daily  MailMode = "daily"
	Never  MailMode = "never"
)

// MailModes lists every mail mode in the order pages show them.
func MailModes() []MailMode { return []MailMode{AtOnce, Daily, Never} }

// TableName is the table's.
func (Person) TableName() string { return "persons" }

// Record is the person herself.
func (p Person) Record() policy.Ref { return reference(p.ID) }

// Piece is its row in the register's seals.
func (Person) Piece() string { return "row" }

// Lock is the optimistic lock.
func (p *Person) Lock() *int { return &p.Version }

// Active tells whether she may sign in.
func (p Person) Active() bool { return p.State == Active }

// Verified tells whether her identity was checked; her name is fixed from then on.
func (p Person) Verified() bool { return p.VerifiedBy != "" }

// ReadsLanguage tells whether she reads texts in a language: that of her pages, or another she named.
func (p Person) ReadsLanguage(code string) bool {
	return code != "" && (string(p.Language) == code || slices.Contains(strings.Fields(p.Reads), code))
}

// reading keeps the languages she says she reads, in the order pages show them.
func (p *Person) reading(f *fault.Fields, codes []string) {
	var all []string
	for _, code := range codes {
		if code != "" {
			input.Choice(f, "reads", code, lang.Codes())
		}
	}
	for _, code := range lang.Codes() {
		if slices.Contains(codes, string(code)) {
			all = append(all, string(code))
		}
	}
	p.Reads = strings.Join(all, " ")
}

// Called gives her name for a reader of a language: in her own script in Chinese, else in Latin letters where she has them.
func (p Person) Called(language string) string {
	switch {
	case p.Latin == "" || language == string(lang.Chinese):
		return p.Name
	case language == string(lang.Swedish):
		return lang.PlainCase(p.Latin)
	}
	return p.Latin
}

// Post gives her position in a language, else in the first one it is written in, and that language.
func (p Person) Post(language string) (text, in string) {
	all := map[string]string{"zh": p.PostZh, "en": p.PostEn, "sv": p.PostSv}
	for _, code := range []string{language, string(p.Language), "zh", "en", "sv"} {
		if all[code] != "" {
			return all[code], code
		}
	}
	return "", ""
}

// bySystem stands for a person where the first start did something itself.
const bySystem policy.PersonID = "system"

// named sets the name with what follows from it.
func (p *Person) named(name, latin string) {
	p.Name, p.Latin = name, latin
	p.SortKey = strings.ToLower(p.Called(string(lang.English)))
}

// needsLatin tells whether readers of Latin letters could not read a name.
func needsLatin(name string) bool {
	return strings.ContainsFunc(name, func(r rune) bool { return unicode.IsLetter(r) && !unicode.Is(unicode.Latin, r) })
}

// actor is the person as somebody who acts, without offices and memberships.
func (p Person) actor() policy.Actor {
	return policy.Actor{Person: p.ID, Name: p.Name, Language: string(p.Language)}
}

// card is what the register shows of her.
func (p Person) card(access policy.Access) register.Card {
	access.Person = p.ID
	return register.Card{
		Noun: Noun, NounID: string(p.ID), Language: string(p.Language), TitleZh: p.Called("zh"), TitleEn: p.Called("en"), TitleSv: p.Called("sv"),
		State: p.State, Path: "/person/" + string(p.ID), Access: access,
	}
}

// note begins an entry about her.
func (p Person) note(verb string, access policy.Access) register.Note {
	access.Person = p.ID
	return register.Note{Noun: Noun, ID: string(p.ID), Verb: verb, Values: map[string]string{"name": p.Name}, Access: access}
}

// own is an entry that only she sees.
func (p Person) own(verb string) register.Note { return p.note(verb, policy.Access{Class: policy.Own}) }
