package rendering

import (
	"fmt"
	"strings"

	"sametable/internal/minutes"
	"sametable/internal/policy"
)

// said is somebody's name with her capacity, where it is another than the delegate's, her way of being there, where it is another than in the
// room, and her hours, where they are not the meeting's.
func (sat Sat) said(p minutes.Person, language string) string {
	var more []string
	for _, one := range []string{capacityWord(p.Capacity, language), modeWord(p.Mode, language), sat.Hours} {
		if one != "" {
			more = append(more, one)
		}
	}
	if len(more) == 0 {
		return sat.Name
	}
	words := strings.Join(more, pick(language, "，", ", ", ", "))
	return sat.Name + pick(language, "（"+words+"）", " ("+words+")", " ("+words+")")
}

func capacityWord(c policy.Capacity, language string) string {
	words := map[policy.Capacity][3]string{policy.Alternate: {"候补代表", "alternate", "ersättare"}, policy.Expert: {"专家", "expert", "sakkunnig"}, policy.Adviser: {"顾问", "adviser", "rådgivare"},
		policy.Observer: {"观察员", "observer", "observatör"}, policy.Chair: {"论坛主席", "chair of the forum", "forumets ordförande"}, policy.Secretary: {"论坛秘书", "secretary of the forum", "forumets sekreterare"},
		policy.Convener: {"召集人", "convener", "sammankallande"}, policy.Responder: {"承办人", "responding officer", "handläggare"}, policy.Signatory: {"签发人", "signatory", "undertecknare"}}[c]
	return pick(language, words[0], words[1], words[2])
}

func modeWord(mode, language string) string {
	words := map[string][3]string{"link": {"视频参会", "by link", "via länk"}, "proxy": {"委托", "by proxy", "genom ombud"}}[mode]
	return pick(language, words[0], words[1], words[2])
}

// turned is how many were there from an instant on, and whether there was a quorum: where it was lost and where there was one again it says so.
func turned(t minutes.Turn, before *minutes.Turn, language string) string {
	s := fmt.Sprintf(pick(language, "应到%d个单位，实到%d个，应达%d个，", "Of %d member organisations %d were present; %d are needed: ", "Av %d medlemsorganisationer var %d närvarande; %d krävs: "), t.Seats, t.Present, t.Needed)
	switch {
	case before != nil && before.Met && !t.Met:
		return s + pick(language, "不再达到法定人数", "the quorum was lost", "mötet var inte längre beslutfört") + lacking(t, language)
	case before != nil && !before.Met && t.Met:
		return s + pick(language, "已达到法定人数", "there was a quorum from then on", "mötet var beslutfört från denna stund")
	case t.Met:
		return s + pick(language, "达到法定人数", "there was a quorum", "mötet var beslutfört")
	}
	return s + pick(language, "未达到法定人数", "there was no quorum", "mötet var inte beslutfört") + lacking(t, language)
}

// lacking says what was not there though there were enough: a group the charter names, groups, or a province.
func lacking(t minutes.Turn, language string) string {
	var groups []string
	for _, k := range t.Missing {
		groups = append(groups, groupWord(k, language))
	}
	switch {
	case t.Present < t.Needed:
		return ""
	case t.Groups < t.Of:
		return fmt.Sprintf(pick(language, "（到会%d个界别，应达%d个）", " (%d groups were present; %d are needed)", " (%d grupper var närvarande; %d krävs)"), t.Groups, t.Of)
	case len(groups) > 0:
		return pick(language, "（缺", " (not present: ", " (saknades: ") + strings.Join(groups, pick(language, "、", ", ", ", ")) + pick(language, "）", ")", ")")
	case len(t.Provinces) > 0:
		return pick(language, "（各省均须有单位到会）", " (each province has to be present)", " (varje provins måste vara närvarande)")
	}
	return ""
}
