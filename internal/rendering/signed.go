package rendering

import (
	"fmt"
	"strings"
	"time"

	"sametable/internal/minutes"
	"sametable/internal/paper"
	"sametable/internal/policy"
)

// Signed is somebody who stands for the paper: who wrote it, who presided, who approved it and who checked it.
type Signed struct {
	As   string // recorded, presided, chair, convener or checker
	Role string // the same in words
	Name string
	Day  string // of her signature; empty of those who only wrote or presided
	At   time.Time
}

// signed is somebody who signed at an instant.
func signed(as, role string, s minutes.Signer, language string) Signed {
	one := Signed{As: as, Role: role, Name: s.Written(language), Day: stamped(s.At, language)}
	if one.Day != "" {
		one.At = clocked(s.At)
	}
	return one
}

// Signers lists who stands for minutes that were approved. Whoever presided and approved signs once.
func Signers(v Version, language string) []Signed {
	m := v.Set
	if m.ApprovedAt == nil {
		return nil
	}
	a := m.Stands()
	var all []Signed
	for _, p := range v.Content.Recorders {
		all = append(all, Signed{As: "recorded", Role: pick(language, "记录", "Recorded by", "Vid protokollet"), Name: p.Written(language)})
	}
	for _, p := range v.Content.Chairs {
		if p.Name != a.Approver.Name || p.Latin != a.Approver.Latin {
			all = append(all, Signed{As: "presided", Role: pick(language, "会议主持人", "Presided", "Mötesordförande"), Name: p.Written(language)})
		}
	}
	if a.Approver.Name != "" {
		as := "chair"
		if a.Approver.Role == policy.RoleConvener {
			as = "convener"
		}
		all = append(all, signed(as, approverWord(a, language), a.Approver, language))
	}
	for _, c := range a.Checkers {
		all = append(all, signed("checker", pick(language, "核对人", "Checker", "Justerare"), c, language))
	}
	return all
}

// signature is a line of the paper to sign on.
func (s Signed) signature(language string) paper.Signature {
	if s.Day == "" {
		return paper.Signature{Role: s.Role, Name: s.Name}
	}
	return paper.Signature{Role: s.Role, Name: s.Name + pick(language, "，", ", ", ", ") + s.Day}
}

func approverWord(a minutes.Approval, language string) string {
	if a.Approver.Role == policy.RoleConvener {
		return pick(language, "签发人（召集人）", "Approved by the convener", "Justerat av sammankallande")
	}
	return pick(language, "签发人（论坛主席）", "Approved by the chair of the forum", "Justerat av forumets ordförande")
}

// stamped is the day of an instant of a version, in Beijing.
func stamped(at, language string) string {
	if at == "" {
		return ""
	}
	return dated(clocked(at), language)
}

// way says in which way minutes were approved and by whom; of those approved before that was kept it says nothing.
func way(m minutes.Set, language string) string {
	a := m.Stands()
	var s string
	switch {
	case a.Mode == minutes.Silence:
		s = fmt.Sprintf(pick(language, "审定方式：核对期至%s，期满无未决意见。", "Way of approval: silence. The time for corrections ended on %s and none was open.",
			"Sätt: tystnad. Tiden för rättelser gick ut den %s och ingen var öppen."), stamped(a.Until, language))
	case a.Mode == minutes.ByBallot:
		s = fmt.Sprintf(pick(language, "审定方式：%s的会议审议同意。", "Way of approval: by the next meeting, which agreed on %s.", "Sätt: på nästa möte, som godkände den %s."), stamped(a.Agreed, language))
	case a.Mode == minutes.Checking && a.Approver.Role == policy.RoleConvener:
		s = pick(language, "审定方式：召集人审定。", "Way of approval: by the convener.", "Sätt: av sammankallande.")
	case a.Mode == minutes.Checking:
		s = pick(language, "审定方式：主席和核对人签字。", "Way of approval: by the chair and the checkers.", "Sätt: av ordföranden och justerare.")
	}
	if s == "" {
		return ""
	}
	comma := pick(language, "，", ", ", ", ")
	all := []string{}
	for _, one := range append([]minutes.Signer{a.Approver}, a.Checkers...) {
		role := pick(language, "核对人", "Checker", "Justerare")
		if len(all) == 0 {
			role = approverWord(a, language)
		}
		all = append(all, role+pick(language, "：", ": ", ": ")+one.Written(language)+comma+stamped(one.At, language))
	}
	space := pick(language, "", " ", " ")
	return space + s + space + strings.Join(all, pick(language, "；", "; ", "; ")) + pick(language, "。", ".", ".")
}
