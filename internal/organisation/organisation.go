// Package organisation keeps the bodies that sit at the table: what they are called, what they are, where they work and
// what they run there, the identifier they go by, whether two officers have accredited them, and who belongs to them.
package organisation

import (
	"slices"
	"strings"
	"time"

	"sametable/internal/policy"
	"sametable/internal/register"
)

// Noun is the organisation's name in the register.
const Noun = "organisation"

// Organisation is a body of one of the kinds of policy.Kinds.
type Organisation struct {
	ID                policy.OrganisationID `gorm:"primaryKey"`
	Key               string                // in addresses, e.g. "huilin"
	Kind              policy.Kind
	NameZh            string
	NameEn            string
	NameSv            string
	NameNative        string // as registered
	NameKey           string // the registered name as it is compared, see folded
	NativeLanguage    string
	SortKey           string // pinyin where the collation would slip
	Region            string // division code
	AlsoRegions       string // further division codes, separated by blanks
	Scheme            Scheme
	Identifier        string
	IdentifierNote    string
	ServicesZh        string // what it does in a few words, the mandate of an authority; each of its services is a Service
	ServicesEn        string
	ServicesSv        string
	WorksWithChildren bool
	Safeguarding      string // where its safeguarding policy is to be found
	Evidence          string // what shows that it exists
	State             string
	StateSince        time.Time
	AccreditedAt      *time.Time // the first time; nil: never
	AccreditedUntil   *time.Time // nil: never accredited, or without end (the facilitator, whom nobody outside could renew)
	RenewalFiled      bool       // the focal point has asked for two more years
	Reminded          int        // days before the end of the last reminder; 0: none yet
	ProposedVerb      string     // a transition that waits for its second person
	ProposedBy        policy.PersonID
	Proposal          string // the first person's reason
	Reason            string // given with the last step that asks for one
	MadeAt            time.Time
	Version           int
}

// Scheme says what kind of identifier it is.
type Scheme string

// The schemes: the Chinese unified social credit code, the Swedish organisation number, another one with a note, none.
const (
	USCC     Scheme = "uscc"
	SEOrgNr  Scheme = "se_orgnr"
	OtherID  Scheme = "other"
	NoScheme Scheme = "none"
)

// Schemes lists every scheme.
func Schemes() []Scheme { return []Scheme{USCC, SEOrgNr, OtherID, NoScheme} }

// Record is the organisation itself.
func (o Organisation) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: string(o.ID)} }

// Piece is its row in the register's seals.
func (Organisation) Piece() string { return "row" }

// Lock is the optimistic lock.
func (o *Organisation) Lock() *int { return &o.Version }

// Name gives the name in a language, else as Called does.
func (o Organisation) Name(language string) string {
	name, _ := o.Called(language)
	return name
}

// Called gives the name and its language: the one asked for, else the native name, else whatever is known, English first. Only a
// draft that was begun from a list may lack its native name. Readers of Swedish are given a Chinese body's English name before its
// Chinese one: they read the one and not the other.
func (o Organisation) Called(language string) (name, in string) {
	names := map[string]string{"zh": o.NameZh, "en": o.NameEn, "sv": o.NameSv}
	if names[language] != "" {
		return names[language], language
	}
	if language == "sv" && o.NativeLanguage == "zh" && o.NameEn != "" {
		return o.NameEn, "en"
	}
	if o.NameNative != "" {
		return o.NameNative, o.NativeLanguage
	}
	for _, in := range []string{"en", "zh", "sv"} {
		if names[in] != "" {
			return names[in], in
		}
	}
	return "", language
}

// Does gives what it does in a few words, and the mandate of an authority, in a language, else in its own.
func (o Organisation) Does(language string) (text, in string) {
	all := map[string]string{"zh": o.ServicesZh, "en": o.ServicesEn, "sv": o.ServicesSv}
	if all[language] != "" {
		return all[language], language
	}
	return all[o.NativeLanguage], o.NativeLanguage
}

// Regions lists every division it works in, its own first.
func (o Organisation) Regions() []string {
	all := append([]string{o.Region}, strings.Fields(o.AlsoRegions)...)
	return slices.DeleteFunc(all, func(code string) bool { return code == "" })
}

// Accredited tells whether it may speak at an instant.
func (o Organisation) Accredited(now time.Time) bool {
	return o.State == Accredited && (o.AccreditedUntil == nil || now.Before(*o.AccreditedUntil))
}

// publicStates are the states that only an accredited body comes to. Others are told by whether it ever was.
func publicStates() []string { return []string{Accredited, Suspended, Expired} }

// access is who may see the organisation: from its first accreditation on everybody, whatever comes later, for acts of its people
// stay in the record; before that its people and the officers. visible is the same rule in SQL.
func (o Organisation) access() policy.Access {
	if o.AccreditedAt != nil || slices.Contains(publicStates(), o.State) {
		return policy.Access{Class: policy.Public, Organisation: o.ID}
	}
	return o.inside()
}

// inside is the access of what concerns the officers and the organisation alone.
func (o Organisation) inside() policy.Access {
	return policy.Access{Class: policy.Accreditation, Organisation: o.ID}
}

// card is what the register shows of it.
func (o Organisation) card() register.Card {
	return register.Card{
		Noun: Noun, NounID: string(o.ID), Language: o.NativeLanguage, TitleZh: o.Name("zh"), TitleEn: o.Name("en"), TitleSv: o.Name("sv"),
		State: o.State, Path: "/o/" + o.Key, Access: o.access(),
	}
}

// Membership ties a person to an organisation, from an instant to another.
type Membership struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID policy.OrganisationID
	PersonID       policy.PersonID
	FocalPoint     bool
	Since          time.Time
	Until          *time.Time
	Version        int
}

// Record is the organisation the person belongs to.
func (m Membership) Record() policy.Ref {
	return policy.Ref{Noun: Noun, ID: string(m.OrganisationID)}
}

// Piece is the membership among what belongs to the organisation.
func (m Membership) Piece() string { return "member " + m.ID }

// Lock is the optimistic lock.
func (m *Membership) Lock() *int { return &m.Version }

// Region is an administrative division (GB/T 2260 code, or a fictional one that says so in its note). Abolished divisions stay,
// with the month they ended, so that older data remain right.
type Region struct {
	Code       string `gorm:"primaryKey"`
	Level      string // country, province, prefecture, county
	Parent     string
	Zh         string
	Pinyin     string
	En         string
	Sv         string
	ValidFrom  string // "2019-12", empty: always
	ValidTo    string
	Note       string
	TileRow    int // place in the tile diagram of its province, from 1; 0: none
	TileColumn int
}

// Record is the whole table of divisions: it is loaded as one.
func (Region) Record() policy.Ref { return policy.Ref{Noun: "regions", ID: "regions"} }

// Name gives the division's name in a language.
func (r Region) Name(language string) string {
	switch language {
	case "en":
		return r.En
	case "sv":
		return r.Sv
	}
	return r.Zh
}
