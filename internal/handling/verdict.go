package handling

import (
	"slices"
)

// Verdict is what an authority answers to one measure.
type Verdict struct {
	Measure  int    `json:"measure"`
	Verdict  string `json:"verdict"`
	Until    string `json:"until,omitempty"`    // of a study, "2019-12-31"
	Referred string `json:"referred,omitempty"` // who is competent instead
	Reason   string `json:"reason"`
}

// The verdicts.
const (
	Accepted     = "accepted"
	InPart       = "in_part"
	NotAccepted  = "not_accepted"
	UnderStudy   = "under_study"
	NotCompetent = "not_competent"
)

// Verdicts lists them.
func Verdicts() []string { return []string{Accepted, InPart, NotAccepted, UnderStudy, NotCompetent} }

// Grades are the classes of a reply: solved or largely solved, under way or planned, not now and kept for reference.
func Grades() []string { return []string{"A", "B", "C"} }

// Preset is the class that follows from the verdicts; the authority may set another.
func Preset(all []Verdict) string {
	said := func(of ...string) bool {
		return slices.ContainsFunc(all, func(v Verdict) bool { return slices.Contains(of, v.Verdict) })
	}
	switch {
	case !said(InPart, NotAccepted, UnderStudy, NotCompetent):
		return "A"
	case said(Accepted, InPart):
		return "B"
	}
	return "C"
}
