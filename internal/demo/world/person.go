package world

import "slices"

// Person is an invented person of one organisation.
type Person struct {
	Username     string `toml:"username"`
	Name         Name   `toml:"name"`
	OneName      bool   `toml:"one_name"` // has no family name
	SortKey      string `toml:"sort_key"` // of the Latin name, plain lower case
	Organisation string `toml:"organisation"`
	Sex          string `toml:"sex"` // "female", "male", or empty where not stated: self-declared, never on a profile
	Post         Text   `toml:"post"`
	FocalPoint   bool   `toml:"focal_point"` // names the organisation's people and confirms what it says
	// FP, RP, RO, RS, SEC, CH, CV, OB: what the person is in the order of play; seats and officers of forums.toml say where.
	Roles                  []string `toml:"roles"`
	Offices                []string `toml:"offices"` // for the whole platform: moderator, accreditation_officer, translator, language_reviewer, auditor, administrator
	SafeguardingFocalPoint bool     `toml:"safeguarding_focal_point"`
	Languages              []string `toml:"languages"` // of the interface, the preferred one first
	Try                    Text     `toml:"try"`       // beside it: what this role shows best
	OneClick               Text     `toml:"one_click"` // label on the sign-in page of the demo; empty for most
}

// Name is how a person is written; it is never split or reordered.
type Name struct {
	ZH     string `toml:"zh"`     // in Chinese characters, or the Latin name where there are none
	Latin  string `toml:"latin"`  // Ma Liqing; Elin Exempelsson
	Family string `toml:"family"` // the part of Latin that an English page sets in capitals; empty for one name
}

// HasOffice says whether the person holds an office for the whole platform.
func (p Person) HasOffice(office string) bool { return slices.Contains(p.Offices, office) }

// HasRole says whether the person has a role of the order of play, such as "FP".
func (p Person) HasRole(role string) bool { return slices.Contains(p.Roles, role) }

// Person finds a person by username.
func (w *World) Person(username string) (*Person, bool) {
	for i := range w.People {
		if w.People[i].Username == username {
			return &w.People[i], true
		}
	}
	return nil, false
}
