package world

import (
	"fmt"
	"strings"
	"testing"
)

// The words of each charter carry the numbers and choices of its rules, in the three languages.
func TestChartersSayWhatTheRulesSay(t *testing.T) {
	for _, f := range load(t).Forums {
		r, q := f.Rules, f.Rules.Quorum
		seats := len(f.Seats)
		says(t, f, "zh", fmt.Sprintf("至少提前%d日", r.NoticeDays), fmt.Sprintf("%d席中至少%d席", seats, q.Needed), fmt.Sprintf("本论坛设%d席", seats),
			fmt.Sprintf("期限为%d个工作日", r.MinutesWindowWorkingDays), fmt.Sprintf("一般为%d天", r.ConsultationDays),
			fmt.Sprintf("在%d个月内书面答复", r.ReplyMonths), fmt.Sprintf("总期限不超过%d个月", r.ReplyMonthsAtMost),
			fmt.Sprintf("在%d个工作日内评价", r.RatingWorkingDays), fmt.Sprintf("在%d个工作日内完成审查", r.ScreeningWorkingDays))
		says(t, f, "en", fmt.Sprintf("at least %d days before", r.NoticeDays), fmt.Sprintf("at least %d of %d", q.Needed, seats), fmt.Sprintf("has %d seats", seats),
			fmt.Sprintf("for %d working days", r.MinutesWindowWorkingDays), fmt.Sprintf("lasts %d days", r.ConsultationDays),
			fmt.Sprintf("within %d months", r.ReplyMonths), fmt.Sprintf("up to %d months", r.ReplyMonthsAtMost),
			fmt.Sprintf("within %d working days, first", r.RatingWorkingDays), fmt.Sprintf("within %d working days", r.ScreeningWorkingDays))
		says(t, f, "sv", fmt.Sprintf("minst %d dagar i förväg", r.NoticeDays), fmt.Sprintf("minst %d av %d", q.Needed, seats), fmt.Sprintf("har %d platser", seats),
			fmt.Sprintf("i %d arbetsdagar", r.MinutesWindowWorkingDays), fmt.Sprintf("normalt %d dagar", r.ConsultationDays),
			fmt.Sprintf("inom %d månader", r.ReplyMonths), fmt.Sprintf("högst %d månader", r.ReplyMonthsAtMost),
			fmt.Sprintf("inom %d arbetsdagar, först", r.RatingWorkingDays), fmt.Sprintf("inom %d arbetsdagar", r.ScreeningWorkingDays))
		wordsFor(t, f)
	}
}

func says(t *testing.T, f Forum, language string, phrases ...string) {
	t.Helper()
	for _, p := range phrases {
		if !strings.Contains(f.Charter.Text.In(language), p) {
			t.Errorf("charter %s in %s does not say %q", f.Key, language, p)
		}
	}
}

func wordsFor(t *testing.T, f Forum) {
	t.Helper()
	decision := map[string]Text{
		"majority_of_organisations":   {"实到成员单位过半数通过", "a majority of the member organisations present", "en majoritet av de närvarande medlemsorganisationerna"},
		"consensus_with_reservations": {"决定以协商一致方式作出", "Decisions are taken by consensus.", "Beslut fattas i samförstånd."},
		"majority_in_every_group":     {"每一个利益相关方类别中均获得过半数赞成", "a majority in each stakeholder group present", "en majoritet i varje närvarande intressentgrupp"},
	}[f.Rules.Decision]
	dissent := Text{"不采用记名表决", "There is no roll-call vote.", "Omröstning med namnupprop används inte."}
	if f.Rules.RollCall {
		dissent = Text{"采用记名表决。赞成", "Votes are taken by roll call.", "Omröstning sker med namnupprop."}
	}
	approval := Text{"由主席审定", "the chair approves the minutes", "justeras protokollet av ordföranden."}
	if f.Rules.MinutesApproval == "checkers" {
		approval = Text{"两名纪要核对人共同审定", "two minutes checkers", "två justerare"}
	}
	quorum := Text{"全体席位过半数出席", "more than half of the seats", "mer än hälften av platserna"}
	if f.Rules.Quorum.Share == "two_thirds" {
		quorum = Text{"三分之二以上", "two thirds of the seats", "två tredjedelar av platserna"}
	}
	if f.Rules.Quorum.GroupsAtLeast > 0 {
		says(t, f, "zh", fmt.Sprintf("至少有%d个利益相关方类别", f.Rules.Quorum.GroupsAtLeast))
	}
	if f.Rules.Quorum.BothProvinces {
		says(t, f, "en", "both provinces counts for neither", "organisations of both provinces are among them")
	}
	if clock := (Text{"办理进度向当事各方和成员单位公开", "is open to those concerned and to member organisations", "är öppet för dem som berörs och för medlemsorganisationerna"}); f.Rules.ClockToMembers {
		for _, l := range Languages() {
			says(t, f, l, clock.In(l))
		}
	} else if strings.Contains(f.Charter.Text.ZH, clock.ZH) {
		t.Errorf("charter %s says what its rules do not", f.Key)
	}
	authentic := Text{"中文文本为准", "The Chinese text is authentic", "Den kinesiska texten gäller"}
	for _, words := range []Text{decision, dissent, approval, quorum, authentic} {
		for _, l := range Languages() {
			says(t, f, l, words.In(l))
		}
	}
}

func TestChartersHaveFourteenArticles(t *testing.T) {
	for _, f := range load(t).Forums {
		for l, last := range map[string]string{"zh": "\n## 第十四条", "en": "\n## Article 14.", "sv": "\n## § 14 "} {
			text := f.Charter.Text.In(l)
			if n := strings.Count(text, "\n## "); n != 14 || !strings.Contains(text, last) {
				t.Errorf("charter %s in %s has %d articles", f.Key, l, n)
			}
			if !strings.HasPrefix(text, "# ") || !strings.Contains(strings.SplitN(text, "\n", 2)[0], f.Name.In(l)) {
				t.Errorf("charter %s in %s does not begin with the forum's name", f.Key, l)
			}
			if !strings.Contains(text, map[string]string{"zh": "（虚构）", "en": "(fictional)", "sv": "(fiktiv)"}[l]) {
				t.Errorf("charter %s in %s names a province without saying that it is fictional", f.Key, l)
			}
		}
	}
}
