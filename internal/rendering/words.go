package rendering

import (
	"cmp"
	"fmt"
	"strconv"
	"strings"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/policy"
)

// The words of the paper itself. They belong to the document, whoever reads it.

func pick(language, zh, en, sv string) string {
	switch language {
	case "zh":
		return zh
	case "sv":
		return sv
	}
	return en
}

// chinese writes a number from 1 to 99 as an item of a Chinese paper bears it.
func chinese(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch {
	case n < 1 || n > 99:
		return strconv.Itoa(n)
	case n < 10:
		return digits[n]
	case n < 20:
		return "十" + digits[n-10]
	}
	return digits[n/10] + "十" + digits[n%10]
}

// itemMark is the number of an item, and partMark of a paragraph below it: the same integers in every language.
func itemMark(language string, item int) string {
	return pick(language, chinese(item)+"、", strconv.Itoa(item), fmt.Sprintf("§ %d", item))
}

func partMark(language string, item, part int) string {
	return pick(language, "（"+chinese(part)+"）", fmt.Sprintf("%d.%d", item, part), fmt.Sprintf("§ %d.%d", item, part))
}

// written is a day, "2019-03-31", as a language writes it.
func written(day, language string) string {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil {
		return day
	}
	return dated(at, language)
}

func dated(at time.Time, language string) string {
	months := map[string][]string{
		"en": {"January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"},
		"sv": {"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september", "oktober", "november", "december"}}
	if language == "zh" {
		return fmt.Sprintf("%d年%d月%d日", at.Year(), at.Month(), at.Day())
	}
	return fmt.Sprintf("%d %s %d", at.Day(), months[language][at.Month()-1], at.Year())
}

// clocked is an instant of a version in Beijing.
func clocked(at string) time.Time {
	t, _ := time.Parse(time.RFC3339, at) // written by this room
	return t.In(lang.Beijing.Location())
}

// Rule is how a forum decides, in words.
func ruled(rule, language string) string {
	words := map[string][3]string{
		"consensus_with_reservations": {"协商一致，可保留意见", "consensus, with reservations recorded", "samförstånd, med möjlighet till reservation"},
		"no_unresolved_objection":     {"没有未解决的反对意见", "no unresolved objection", "ingen olöst invändning"},
		"majority_of_organisations":   {"成员单位过半数", "majority of the organisations", "majoritet av organisationerna"},
		"majority_in_every_group":     {"各类别均过半数", "majority in every group", "majoritet i varje grupp"},
	}[rule]
	return pick(language, words[0], words[1], words[2])
}

// tallied is the vote on a decision; the page and the paper set its label beside it.
func tallied(d minutes.Decided, language string) string {
	if d.Ballot == "" {
		s := pick(language, "未经表决，与会单位取得一致", "Agreed without a vote", "Enighet utan omröstning")
		if d.Indicative {
			s += pick(language, "；未达到法定人数，仅表示意向", "; there was no quorum, so it is an indication only", "; mötet var inte beslutfört, så det är bara en viljeyttring")
		}
		return s
	}
	form := pick(language, "赞成%d，反对%d，弃权%d", "%d for, %d against, %d abstained", "%d ja, %d nej, %d avstod")
	s := fmt.Sprintf(form, d.Favour, d.Against, d.Abstained)
	if d.Recused > 0 {
		s += fmt.Sprintf(pick(language, "，回避%d", ", %d recused", ", %d jäviga"), d.Recused)
	}
	return s + pick(language, "；", "; ", "; ") + ballot.Result(d.Result).Word(language)
}

// seated is the quorum as a sentence.
func seated(present, seats, needed int, met bool, language string) string {
	form := pick(language, "应到成员单位%d个，实到%d个，应达%d个，", "Of %d member organisations %d were present; %d are needed. ", "Av %d medlemsorganisationer var %d närvarande; %d krävs. ")
	return fmt.Sprintf(form, seats, present, needed) + quorate(met, language)
}

func quorate(met bool, language string) string {
	if met {
		return pick(language, "达到法定人数。", "There was a quorum.", "Mötet var beslutfört.")
	}
	return pick(language, "未达到法定人数。", "There was no quorum.", "Mötet var inte beslutfört.")
}

// standingWord is a category of the attendance list.
func standingWord(standing, language string) string {
	words := map[string][3]string{meeting.Present: {"出席", "Present", "Närvarande"}, meeting.InAttendance: {"列席", "In attendance", "Adjungerade"},
		meeting.Excused: {"请假", "Apologies", "Anmält förhinder"}, meeting.Absent: {"缺席", "Absent", "Frånvarande"}}[standing]
	return pick(language, words[0], words[1], words[2])
}

func kindWord(kind, language string) string {
	words := map[string][3]string{minutes.Information: {"通报", "For information", "Till kännedom"}, minutes.Discussion: {"讨论", "Discussion", "Diskussion"}, minutes.Decision: {"议定", "Decided", "Beslut"},
		minutes.Action: {"落实", "Action", "Åtgärd"}, minutes.Reservation: {"保留意见", "Reservation", "Reservation"}, minutes.Election: {"推选", "Elected", "Val"}}[kind]
	return pick(language, words[0], words[1], words[2])
}

func groupWord(kind policy.Kind, language string) string {
	words := map[policy.Kind][3]string{policy.NGO: {"社会组织", "NGOs", "Civilsamhälle"}, policy.University: {"高校", "Universities", "Lärosäten"}, policy.Company: {"企业", "Companies", "Företag"},
		policy.CivilAffairs: {"民政部门", "Civil affairs", "Civila frågor"}, policy.OtherAuthority: {"其他部门", "Other authorities", "Andra myndigheter"}, policy.Facilitator: {"支持机构", "Facilitator", "Stödorganisation"},
		policy.Donor: {"资助方", "Donor", "Givare"}}[kind]
	return pick(language, words[0], words[1], words[2])
}

func voiceWord(voice, language string) string {
	words := map[string][3]string{"favour": {"赞成的单位", "In favour", "Ja"}, "against": {"反对的单位", "Against", "Nej"}, "abstained": {"弃权的单位", "Abstained", "Avstår"}, "recused": {"回避的单位", "Recused", "Jäv"},
		"silent": {"未表态的单位", "Did not vote", "Röstade inte"}, "absent": {"缺席的单位", "Absent", "Frånvarande"}}[voice]
	return pick(language, words[0], words[1], words[2])
}

// Place is what an erratum corrects, in words: who was there, or an item with its paragraph.
func (s Sheet) Place(e minutes.Erratum) string {
	if e.About == minutes.Attendance {
		return pick(s.Language, "出席情况", "attendance", "närvaro")
	}
	for _, section := range s.Sections {
		for _, p := range section.Paragraphs {
			if p.Block == e.BlockID {
				return pick(s.Language, "第"+chinese(section.Number)+"项"+p.Label, "item "+cmp.Or(p.Label, section.Label), cmp.Or(p.Label, section.Label))
			}
		}
	}
	return ""
}

func folded(language string) string {
	return pick(language, "有单位提出保留意见。", "A reservation was recorded.", "En reservation antecknades.")
}

func erasedWord(language string) string {
	return pick(language, "此处文字已依法清除。", "The words here were erased by law.", "Texten här har raderats enligt lag.")
}

func outcomeWord(state, language string) string {
	words := map[string][3]string{meeting.Noted: {"听取", "Noted", "Lades till handlingarna"}, meeting.Agreed: {"取得一致", "Agreed", "Enighet"}, meeting.Decided: {"议定", "Decided", "Beslut"},
		meeting.Deferred: {"暂缓审议", "Deferred", "Bordlades"}, meeting.Referred: {"转交研究", "Referred", "Remitterades"}, meeting.Withdrawn: {"撤回", "Withdrawn", "Drogs tillbaka"}}[state]
	return pick(language, words[0], words[1], words[2])
}

// opening is the first sentence of the paper: when, where, who chaired, and what follows.
func opening(c minutes.Content, language string) string {
	begins, ends := clocked(c.Meeting.Opened), clocked(c.Meeting.Ended)
	place, _ := c.Meeting.Place.In(language, c.Meeting.Language)
	if place == "" {
		place = pick(language, "视频会议", "by video link", "via videolänk")
	}
	hours := hour(begins, language)
	if c.Meeting.Ended != "" {
		hours += until(begins, ends, language)
	}
	var chairs []string
	for _, p := range c.Chairs {
		chairs = append(chairs, p.Written(language))
	}
	chair := strings.Join(chairs, pick(language, "、", ", ", ", "))
	name := meeting.KindWord(c.Meeting.Kind, language)
	switch language {
	case "zh":
		s := fmt.Sprintf("%s %s（北京时间），%s在%s召开。", dated(begins, language), hours, name, place)
		if chair != "" {
			s += "会议由" + chair + "主持。"
		}
		return s + "现将议定事项纪要如下："
	case "sv":
		s := fmt.Sprintf("%s den %s kl. %s (Pekingtid), %s.", name, dated(begins, language), hours, place)
		if chair != "" {
			s += " Ordförande: " + chair + "."
		}
		return s
	}
	s := fmt.Sprintf("%s on %s, %s (Beijing time), %s.", name, dated(begins, language), hours, place)
	if chair != "" {
		s += " Chair: " + chair + "."
	}
	return s
}

// hour is a minute of a day as the language writes it.
func hour(t time.Time, language string) string {
	return t.Format(pick(language, "15:04", "15:04", "15.04"))
}

// until is the end of hours, with its day where that is another one.
func until(begins, ends time.Time, language string) string {
	if begins.Format(time.DateOnly) == ends.Format(time.DateOnly) {
		return "–" + hour(ends, language)
	}
	return pick(language, "至", " – ", " – ") + dated(ends, language) + pick(language, " ", ", ", " kl. ") + hour(ends, language)
}

// approval is the line that says how the minutes were approved, and what of it came from outside: to readers outside the table not whose.
func approval(v Version, language string, outside bool) string {
	m := v.Set
	if m.ApprovedAt == nil {
		return ""
	}
	day := dated(m.ApprovedAt.In(lang.Beijing.Location()), language)
	counts := map[string]int{}
	var came []string
	for _, a := range m.Answered() {
		counts[a.Said]++
		if a.Channel == "" {
			continue
		}
		how := saidWord(a.Said, language) + pick(language, "，", ", ", ", ") + Arrived(a.Channel, a.Dated, language)
		for _, at := range v.Content.Attendance {
			if name, _ := at.Names.In(language, v.Content.Meeting.Language); !outside && at.Organisation == a.Organisation {
				how = name + pick(language, "：", ": ", ": ") + how
			}
		}
		came = append(came, how)
	}
	form := pick(language, "%s审定。核对无误%d个单位，提出意见%d个，未回复%d个（未回复不视为同意）。", "Approved on %s. Found correct by %d organisations; corrections from %d; no reply from %d, which is no consent.",
		"Justerat den %s. Inget att rätta: %d organisationer; begärde rättelser: %d; inget svar: %d, vilket inte är samtycke.")
	s := fmt.Sprintf(form, day, counts[minutes.Agreed], counts[minutes.Corrected], counts[minutes.NoReply])
	if len(came) > 0 {
		s += fmt.Sprintf(pick(language, "其中由秘书处代为登记：%s。", " Entered by the secretariat: %s.", " Infört av sekretariatet: %s."), strings.Join(came, pick(language, "；", "; ", "; ")))
	}
	return s + way(m, language)
}

func saidWord(said, language string) string {
	if said == minutes.Agreed {
		return pick(language, "核对无误", "correct", "inget att rätta")
	}
	return pick(language, "提出意见", "corrections", "rättelser")
}

// Arrived is by which way something came from outside, and of which day it is.
func Arrived(channel, day, language string) string {
	form := map[string][3]string{"letter": {"%s来函", "by letter of %s", "per brev den %s"}, "telephone": {"%s来电", "by telephone on %s", "per telefon den %s"},
		"mail": {"%s来邮件", "by e-mail of %s", "per e-post den %s"}}[channel]
	return fmt.Sprintf(pick(language, form[0], form[1], form[2]), written(day, language))
}
