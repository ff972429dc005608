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

// VerdictWord is how the text of a reply names a verdict in a language.
func VerdictWord(language, verdict string) string {
	words := map[string][]string{
		"zh": {"采纳", "部分采纳", "未采纳", "正在研究", "不属于本单位职责"},
		"sv": {"Tillgodosett", "Delvis tillgodosett", "Inte tillgodosett", "Utreds", "Utanför vårt ansvarsområde"},
		"en": {"Accepted", "Accepted in part", "Not accepted", "Under study", "Outside our remit"},
	}[language]
	if at := slices.Index(Verdicts(), verdict); at >= 0 && at < len(words) {
		return words[at]
	}
	return ""
}
