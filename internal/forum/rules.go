package forum

import (
	"cmp"
	"encoding/json"
	"maps"
	"slices"
	"strings"
	"unicode/utf8"

	"sametable/internal/fault"
	"sametable/internal/policy"
)

// Rules are a charter's rules as data: what guards everywhere ask. The text of the charter says the same in words.
type Rules struct {
	NoticeDays        int                 `json:"notice_days" toml:"notice_days"`
	QuorumShare       string              `json:"quorum_share" toml:"quorum_share"`     // of QuorumShares
	QuorumGroups      int                 `json:"quorum_groups" toml:"quorum_groups"`   // stakeholder groups that must be present
	QuorumNeeds       []policy.Kind       `json:"quorum_needs" toml:"quorum_needs"`     // groups without which there is none
	BothProvinces     bool                `json:"both_provinces" toml:"both_provinces"` // each province must be present
	Decision          string              `json:"decision" toml:"decision"`
	RollCall          bool                `json:"roll_call" toml:"roll_call"`
	AttributedDissent bool                `json:"attributed_dissent" toml:"attributed_dissent"`
	MinutesApproval   string              `json:"minutes_approval" toml:"minutes_approval"` // of ApprovalModes
	MinutesDays       int                 `json:"minutes_days" toml:"minutes_days"`         // working days to write minutes before they are sent round
	CorrectionDays    int                 `json:"correction_days" toml:"correction_days"`   // working days to have them corrected
	ConsultationDays  int                 `json:"consultation_days" toml:"consultation_days"`
	ReplyMonths       int                 `json:"reply_months" toml:"reply_months"`
	ReplyMonthsMost   int                 `json:"reply_months_most" toml:"reply_months_most"`
	ClockToMembers    bool                `json:"clock_to_members" toml:"clock_to_members"` // the forum's members see by when a reply is due
	Seats             map[policy.Kind]int `json:"seats" toml:"seats"`
	Threads           policy.Class        `json:"threads" toml:"threads"` // who reads threads: members or public
	Watched           []string            `json:"watched" toml:"watched"` // terms that hold a post for a moderator
	QuietMinutes      int                 `json:"quiet_minutes" toml:"quiet_minutes"`
	Languages         []string            `json:"languages" toml:"languages"` // required for what is formal, besides the authentic one
}

// QuorumShares are the shares of seats a quorum can ask for: more than half, or at least two thirds.
func QuorumShares() []string { return []string{"majority", "two_thirds"} }

// DecisionRules are the ways a forum can decide.
func DecisionRules() []string {
	return []string{"consensus_with_reservations", "no_unresolved_objection", "majority_of_organisations", "majority_in_every_group"}
}

// ApprovalModes are the ways minutes can be approved: silence until the window ends, recorded as no reply; a ballot at the next
// meeting; the chair with named minutes checkers.
func ApprovalModes() []string { return []string{"silence", "ballot", "checkers"} }

// DefaultRules are what a charter starts from.
func DefaultRules() Rules {
	return Rules{
		NoticeDays: 14, QuorumShare: "majority", QuorumGroups: 3, QuorumNeeds: []policy.Kind{policy.CivilAffairs}, Decision: "consensus_with_reservations",
		MinutesApproval: "silence", MinutesDays: 10, CorrectionDays: 10, ConsultationDays: 30, ReplyMonths: 3, ReplyMonthsMost: 6, Seats: map[policy.Kind]int{}, Threads: policy.Members,
		QuietMinutes: 30, Languages: []string{"en", "sv"},
	}
}

// How many watched terms a charter may have, and how long each.
const (
	mostWatched    = 50
	longestWatched = 40
)

// checkRules refuses rules nobody could follow, and lets the words in them pass the gate.
func (s *Forums) checkRules(fields *fault.Fields, r Rules) {
	r.check(fields)
	s.look(fields, "watched", strings.Join(r.Watched, "\n"))
}

// check refuses rules nobody could follow.
func (r Rules) check(fields *fault.Fields) {
	between := func(name string, n, least, most int) {
		if n < least || n > most {
			fields.Add(name, "charter.number_between", fault.Args{"Least": least, "Most": most})
		}
	}
	between("notice_days", r.NoticeDays, 1, 90)
	between("quorum_groups", r.QuorumGroups, 0, 5) // 0: the charter asks for none
	between("minutes_days", r.MinutesDays, 3, 30)
	between("correction_days", r.CorrectionDays, 3, 30)
	between("consultation_days", r.ConsultationDays, 7, 180)
	between("reply_months", r.ReplyMonths, 1, 12)
	between("reply_months_most", r.ReplyMonthsMost, r.ReplyMonths, 24)
	between("quiet_minutes", r.QuietMinutes, 0, 120)
	oneOf := func(name, value string, of []string) {
		if !slices.Contains(of, value) {
			fields.Add(name, "input.choice", nil)
		}
	}
	oneOf("quorum_share", r.QuorumShare, QuorumShares())
	oneOf("decision", r.Decision, DecisionRules())
	oneOf("minutes_approval", r.MinutesApproval, ApprovalModes())
	oneOf("threads", string(r.Threads), []string{string(policy.Members), string(policy.Public)})
	for _, language := range r.Languages {
		oneOf("languages", language, []string{"zh", "en", "sv"})
	}
	for _, kind := range r.QuorumNeeds {
		if !slices.Contains(policy.Kinds(), kind) {
			fields.Add("quorum_needs", "input.choice", nil)
		}
	}
	if len(r.Watched) > mostWatched {
		fields.Add("watched", "charter.watched_many", fault.Args{"Most": mostWatched})
	}
	if slices.ContainsFunc(r.Watched, func(term string) bool { return utf8.RuneCountInString(term) > longestWatched }) {
		fields.Add("watched", "charter.watched_long", fault.Args{"Most": longestWatched})
	}
}

// Encode is how rules are kept.
func (r Rules) Encode() string {
	b, _ := json.Marshal(r) // a struct of plain values always marshals
	return string(b)
}

func decodeRules(s string) Rules {
	r := DefaultRules()
	_ = json.Unmarshal([]byte(s), &r) // written by encode
	return r
}

// RuleNames are the names of the rules, as forms and comments name them.
func RuleNames() []string {
	return []string{"notice_days", "quorum_share", "quorum_groups", "quorum_needs", "both_provinces", "decision", "roll_call", "attributed_dissent", "minutes_approval",
		"minutes_days", "correction_days", "consultation_days", "reply_months", "reply_months_most", "clock_to_members", "seats", "threads", "watched", "quiet_minutes", "languages"}
}

// EditorialRules are the names of those that an editorial change may touch: how long a consultation is by default, and how long a post can
// be changed without a mark. They say nothing about who decides, who sits there, or who reads what.
func EditorialRules() []string { return []string{"consultation_days", "quiet_minutes"} }

// Editorial tells whether two sets of rules differ in nothing but those.
func Editorial(before, after Rules) bool {
	after.ConsultationDays, after.QuietMinutes = before.ConsultationDays, before.QuietMinutes
	return before.Same(after)
}

// Same tells whether two sets of rules say the same, however their lists came.
func (r Rules) Same(other Rules) bool { return r.plain().Encode() == other.plain().Encode() }

// plain orders the lists of rules; one with nothing in it is none.
func (r Rules) plain() Rules {
	r.QuorumNeeds, r.Languages, r.Watched = ordered(r.QuorumNeeds), ordered(r.Languages), ordered(r.Watched)
	r.Seats = maps.Clone(r.Seats)
	if len(r.Seats) == 0 {
		r.Seats = nil
	}
	return r
}

func ordered[T cmp.Ordered](list []T) []T {
	if len(list) == 0 {
		return nil
	}
	return slices.Sorted(slices.Values(list))
}
