// Package site is the door for people: it reads what they ask, calls the use case, and fills the view of a page. It decides
// nothing; every refusal comes from the rooms below, and one handler turns it into a page in the reader's language.
package site

import (
	"sync"

	"sametable/internal/account"
	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/byletter"
	"sametable/internal/calendar"
	"sametable/internal/charter"
	"sametable/internal/commitment"
	"sametable/internal/cosign"
	"sametable/internal/decision"
	"sametable/internal/document"
	"sametable/internal/erasing"
	"sametable/internal/forum"
	"sametable/internal/handling"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/named"
	"sametable/internal/notice"
	"sametable/internal/organisation"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/printing"
	"sametable/internal/proposal"
	"sametable/internal/received"
	"sametable/internal/register"
	"sametable/internal/results"
	"sametable/internal/search"
	"sametable/internal/setup"
	"sametable/internal/thread"
	"sametable/internal/translating"
	"sametable/web"
)

// Rooms are the subjects behind the door.
type Rooms struct {
	Register      *register.Register
	Accounts      *account.Accounts
	Organisations *organisation.Organisations
	Forums        *forum.Forums
	Threads       *thread.Threads
	Proposals     *proposal.Proposals
	Cosignatures  *cosign.Cosignatures
	Letters       *byletter.Letters
	Documents     *document.Documents
	Ballots       *ballot.Ballots
	Charters      *charter.Charters
	Decisions     *decision.Decisions
	Meetings      *meeting.Meetings
	Minutes       *minutes.Minutes
	Printings     *printing.Printings
	Received      *received.Received
	Commitments   *commitment.Commitments
	Partnerships  *partnership.Partnerships
	Handlings     *handling.Handlings
	Results       *results.Room
	Named         *named.Room
	Erasings      *erasing.Erasings
	Translatings  *translating.Translatings
	Appeals       *appeal.Appeals
	Calendar      *calendar.Calendar
	Notices       *notice.Notices
	Search        *search.Search
	Setup         *setup.Setup
}

// Settings are what this installation shows of itself.
type Settings struct {
	Origin   string // scheme and host people use
	Secure   bool   // https: cookies carry the __Host- prefix
	House    web.Site
	Mails    bool   // letters leave the house: a mail server is set
	Location string // where the data lie, for the privacy page
	Demo     []DemoRole
	// DemoPassword opens the accounts of the demo world; a house in earnest has none.
	DemoPassword string
}

// DemoRole is one sign-in of the demo world, offered with one click. A house in earnest has none.
type DemoRole struct {
	Username string
	Role     map[string]string // by language
	Try      map[string]string // by language: what this role shows best
	Kind     policy.Kind       // of her organisation
	Name     string
	Latin    string // empty: as Name
}

// Site serves pages.
type Site struct {
	Rooms
	Settings
	speakers  map[lang.Code]*lang.Speaker
	standings memo[standingKey, forum.Standing]
	unread    memo[unreadKey, int]
	spoken    memo[string, map[policy.Kind]int] // by discussion
	facts     memo[factKey, any]
	host      memo[policy.OrganisationID, organisation.Organisation]
	shelf     shelf
	answers   answers
	buffers   sync.Pool // in which pages are rendered
}

// New opens the door.
func New(rooms Rooms, catalogue *lang.Catalogue, settings Settings) *Site {
	s := &Site{Rooms: rooms, Settings: settings, speakers: map[lang.Code]*lang.Speaker{}}
	for _, code := range lang.Codes() {
		s.speakers[code] = catalogue.Speaker(code)
	}
	return s
}

// standingKey is whose standing it is, on which day of Beijing: what begins or ends with a day makes no entry.
type standingKey struct {
	person policy.PersonID
	day    int64
}

func (s *Site) standingKey(person policy.PersonID) standingKey { return standingKey{person, s.day()} }

// day is the day of Beijing, as a number.
func (s *Site) day() int64 {
	year, month, date := s.Register.Now().In(lang.Beijing.Location()).Date()
	return (int64(year)*12+int64(month))*31 + int64(date)
}

// unreadKey is whose notices are counted, as she stands, and what lay there when they were.
type unreadKey struct {
	standingKey
	pile notice.Pile
}
