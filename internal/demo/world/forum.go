package world

import "time"

// Forum is one table with its charter, its rules and who sits there. Intervals are [From, Until).
type Forum struct {
	Key         string    `toml:"key"` // HD, JH, LH
	Name        Text      `toml:"name"`
	Purpose     Text      `toml:"purpose"`
	Scope       Text      `toml:"scope"`
	Level       string    `toml:"level"`     // "province" or "two_provinces"
	Provinces   []string  `toml:"provinces"` // codes
	ActiveSince time.Time `toml:"active_since"`
	Moderators  []string  `toml:"moderators"`
	Charter     Charter   `toml:"charter"`
	Rules       Rules     `toml:"rules"`

	EditorialChange *EditorialChange `toml:"editorial_change"`

	Seats      []Seat      `toml:"seat"`
	Officers   []Officer   `toml:"officer"`
	Attendants []Attendant `toml:"attendant"`
	Responders []Responder `toml:"responder"`
}

// Charter is the text of the rules of procedure, in Markdown, and the days of its making. Blocks are separated by blank lines
// and correspond one to one in the three languages.
type Charter struct {
	Text              Text      `toml:"-"` // as adopted; zh is authentic
	ReviewAt          time.Time `toml:"review_at"`
	ConsultationFrom  time.Time `toml:"consultation_from"`
	ConsultationUntil time.Time `toml:"consultation_until"`
	AdoptedAt         time.Time `toml:"adopted_at"` // in force since
}

// Rules are what guards read from a charter; the text says the same in words.
type Rules struct {
	NoticeDays               int      `toml:"notice_days"`
	Quorum                   Quorum   `toml:"quorum"`
	Decision                 string   `toml:"decision"` // majority_of_organisations, consensus_with_reservations, majority_in_every_group
	RollCall                 bool     `toml:"roll_call"`
	AttributedDissent        bool     `toml:"attributed_dissent"`
	MinutesApproval          string   `toml:"minutes_approval"` // "silence" (mode A) or "checkers" (mode C)
	MinutesWindowWorkingDays int      `toml:"minutes_window_working_days"`
	AuthenticLanguage        string   `toml:"authentic_language"`
	RequiredLanguages        []string `toml:"required_languages"` // besides the authentic one
	ConsultationDays         int      `toml:"consultation_days"`
	ScreeningWorkingDays     int      `toml:"screening_working_days"`
	ReturnWorkingDays        int      `toml:"return_working_days"` // within which a lead authority may hand a proposal back
	CoOpinionMonths          int      `toml:"co_opinion_months"`
	ReplyMonths              int      `toml:"reply_months"`
	ClockToMembers           bool     `toml:"clock_to_members"` // members see by when a reply is due
	ReplyExtensions          int      `toml:"reply_extensions"`
	ReplyMonthsAtMost        int      `toml:"reply_months_at_most"`
	RatingWorkingDays        int      `toml:"rating_working_days"`
	OfficerTermYears         int      `toml:"officer_term_years"`
}

// Quorum counts seats of voting organisations alone.
type Quorum struct {
	Share          string   `toml:"share"`           // "majority" (more than half) or "two_thirds" (at least)
	Needed         int      `toml:"needed"`          // seats, worked out from the share
	GroupsAtLeast  int      `toml:"groups_at_least"` // stakeholder groups present
	RequiredGroups []string `toml:"required_groups"` // kinds that must be among them
	BothProvinces  bool     `toml:"both_provinces"`  // an organisation of both counts for neither
}

// Need works the number of seats out from the share.
func (q Quorum) Need(seats int) int {
	if q.Share == "two_thirds" {
		return (2*seats + 2) / 3
	}
	return seats/2 + 1
}

// EditorialChange replaces one sentence of one article after an objection window.
type EditorialChange struct {
	Article     int       `toml:"article"`
	AnnouncedAt time.Time `toml:"announced_at"`
	InForceAt   time.Time `toml:"in_force_at"`
	By          []string  `toml:"by"`
	Before      Text      `toml:"before"` // stands in the adopted text
	After       Text      `toml:"after"`
}

// Seat belongs to an organisation; two people at most act on it.
type Seat struct {
	Organisation string    `toml:"organisation"`
	Titular      string    `toml:"titular"`
	Alternate    string    `toml:"alternate"` // empty where there is none
	ConfirmedAt  time.Time `toml:"confirmed_at"`
}

// Officer is the convener, chair or secretary for an interval.
type Officer struct {
	Role         string    `toml:"role"` // "convener", "chair", "secretary"
	Person       string    `toml:"person"`
	Organisation string    `toml:"organisation"`
	From         time.Time `toml:"from"`
	Until        time.Time `toml:"until"`
}

// Attendant sits in without a vote and counts nowhere: an "adviser" may speak, an "observer" may not.
type Attendant struct {
	Person       string    `toml:"person"`
	Organisation string    `toml:"organisation"`
	Capacity     string    `toml:"capacity"`
	ConfirmedAt  time.Time `toml:"confirmed_at"`
}

// Responder answers for an authority: the "responder" handles and drafts, the "signatory" issues.
type Responder struct {
	Person       string    `toml:"person"`
	Organisation string    `toml:"organisation"`
	Capacity     string    `toml:"capacity"`
	ConfirmedAt  time.Time `toml:"confirmed_at"`
}

// Forum finds a forum by its key.
func (w *World) Forum(key string) (*Forum, bool) {
	for i := range w.Forums {
		if w.Forums[i].Key == key {
			return &w.Forums[i], true
		}
	}
	return nil, false
}
