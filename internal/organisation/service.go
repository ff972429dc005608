package organisation

import (
	"strings"
	"time"

	"sametable/internal/policy"
)

// Service is one thing an organisation runs for others, as readers look for it: what it is called, for whom, and where. It is never
// deleted. One that is over keeps its row with its last day, so that what people said of it stays understandable.
type Service struct {
	ID             string `gorm:"primaryKey"`
	OrganisationID policy.OrganisationID
	NameZh         string
	NameEn         string
	NameSv         string
	AboutZh        string
	AboutEn        string
	AboutSv        string
	ForWhom        string // of Audiences, separated by blanks
	Regions        string // division codes, separated by blanks
	ListedAt       time.Time
	EndedOn        *time.Time // the last day, as its first instant in Beijing; nil: it is offered
	Version        int
}

// TableName is the table's.
func (Service) TableName() string { return "organisation_services" }

// Record is the organisation that runs it.
func (s Service) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: string(s.OrganisationID)} }

// Piece names it in the entries that seal it.
func (s Service) Piece() string { return "service " + s.ID }

// Lock is the optimistic lock.
func (s *Service) Lock() *int { return &s.Version }

// Audience is a group of people a service is for.
type Audience string

// Audiences lists every group, those closest to a child first.
func Audiences() []Audience {
	return []Audience{"left_behind", "migrant", "families", "professionals", "organisations", "authorities"}
}

// Called gives its name in a language, else in another one, and the language it is in.
func (s Service) Called(language, native string) (name, in string) {
	return worded(language, native, map[string]string{"zh": s.NameZh, "en": s.NameEn, "sv": s.NameSv})
}

// About gives its description in a language, else in another one, and the language it is in; empty where nobody wrote one.
func (s Service) About(language, native string) (about, in string) {
	return worded(language, native, map[string]string{"zh": s.AboutZh, "en": s.AboutEn, "sv": s.AboutSv})
}

// For lists for whom it is.
func (s Service) For() []string { return strings.Fields(s.ForWhom) }

// Where lists the divisions it is offered in.
func (s Service) Where() []string { return strings.Fields(s.Regions) }

// worded gives a text in a language, else in the organisation's own, else in whichever there is. Readers of Swedish are given
// English before Chinese, as with names.
func worded(language, native string, all map[string]string) (text, in string) {
	order := []string{language, native, "en", "zh", "sv"}
	if language == "sv" {
		order = []string{language, "en", native, "zh"}
	}
	for _, in := range order {
		if all[in] != "" {
			return all[in], in
		}
	}
	return "", language
}
