package site_test

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"sametable/internal/forumtest/house"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/policy"
)

// phrased picks the words of a language; the test says them anew and does not ask the room.
func phrased(language string, words [3]string) string {
	return words[slices.Index([]string{"zh", "en", "sv"}, language)]
}

// beijing is an instant of a version where the meeting was.
func beijing(t *testing.T, at string) time.Time {
	t.Helper()
	moment, err := time.Parse(time.RFC3339, at)
	if err != nil {
		t.Fatal(err)
	}
	return moment.In(time.FixedZone("", 8*60*60))
}

func minute(t *testing.T, at, language string) string {
	t.Helper()
	return beijing(t, at).Format(phrased(language, [3]string{"15:04", "15:04", "15.04"}))
}

// timed are everything of a version that has an hour, a way of being there, a count by group, a rule, or a day and an owner, each in the pieces that stand one after
// the other: nothing but a colon, a comma or a point parts them.
func timed(t *testing.T, c minutes.Content, language string) map[string][]string {
	t.Helper()
	called := func(n minutes.Names) string { name, _ := n.In(language, c.Meeting.Language); return name }
	begun := beijing(t, c.Meeting.Opened)
	if ended := beijing(t, c.Meeting.Ended); ended.YearDay() != begun.YearDay() {
		t.Fatalf("a meeting over midnight, which the test cannot say: %s", c.Meeting.Reference)
	}
	all := map[string][]string{"hours": {fmt.Sprintf(phrased(language, [3]string{"%s%s–%s（北京时间）", "on %s, %s–%s (Beijing time)", "den %s kl. %s–%s (Pekingtid)"}),
		day(t, begun.Format(time.DateOnly), language), minute(t, c.Meeting.Opened, language), minute(t, c.Meeting.Ended, language))}}
	for _, a := range c.Attendance {
		line := []string{called(a.Names)}
		for _, p := range a.People {
			line = append(line, sat(t, c, p, language))
		}
		all["line "+string(a.Organisation)+a.Standing] = line
	}
	for n, turn := range c.Quorum {
		before := turn
		if n > 0 {
			before = c.Quorum[n-1]
		}
		all[fmt.Sprintf("turn %d", n)] = []string{minute(t, turn.At, language) + wentOn(turn, before, language)}
	}
	for _, b := range c.Blocks {
		d := b.Facts.Decision
		if a := b.Facts.Action; a != nil {
			all["promise "+b.ID] = []string{phrased(language, [3]string{"落实事项", "Commitment", "Åtagande"}), a.Reference}
			all["until "+b.ID] = []string{phrased(language, [3]string{"完成时限", "Due", "Senast"}), day(t, a.Due, language)}
			all["owned "+b.ID] = []string{phrased(language, [3]string{"责任单位", "Responsible", "Ansvarig"}), called(a.OwnerNames)}
		}
		if d == nil {
			continue
		}
		rule := phrased(language, map[string][3]string{"majority_of_organisations": {"成员单位过半数", "majority of the organisations", "majoritet av organisationerna"},
			"majority_in_every_group":     {"各类别均过半数", "majority in every group", "majoritet i varje grupp"},
			"consensus_with_reservations": {"协商一致，可保留意见", "consensus, with reservations recorded", "samförstånd, med möjlighet till reservation"}}[d.Rule])
		all["rule "+b.ID] = []string{phrased(language, [3]string{"表决规则", "Rule", "Beslutsregel"}), rule}
		for _, g := range d.Groups {
			all["group "+string(g.Kind)+" "+b.ID] = []string{groupIn(g.Kind, language),
				fmt.Sprintf(phrased(language, [3]string{"赞成%d / 反对%d / 弃权%d", "%d yes, %d no, %d abstained", "%d ja, %d nej, %d avstår"}), g.Favour, g.Against, g.Abstained)}
		}
		for _, v := range d.RollCall {
			word := phrased(language, map[string][3]string{"favour": {"赞成的单位", "In favour", "Ja"}, "against": {"反对的单位", "Against", "Nej"}, "abstained": {"弃权的单位", "Abstained", "Avstår"},
				"recused": {"回避的单位", "Recused", "Jäv"}, "silent": {"未表态的单位", "Did not vote", "Röstade inte"}, "absent": {"缺席的单位", "Absent", "Frånvarande"}}[v.Voice])
			key := "voice " + v.Voice + " " + b.ID
			if all[key] == nil {
				all[key] = []string{word}
			}
			all[key] = append(all[key], called(v.Names))
		}
	}
	return all
}

// sat is somebody on the roll with what is to be said of her, and nothing where there is nothing.
func sat(t *testing.T, c minutes.Content, p minutes.Person, language string) string {
	t.Helper()
	said := []string{phrased(language, map[policy.Capacity][3]string{policy.Alternate: {"候补代表", "alternate", "ersättare"}, policy.Expert: {"专家", "expert", "sakkunnig"},
		policy.Adviser: {"顾问", "adviser", "rådgivare"}, policy.Observer: {"观察员", "observer", "observatör"}}[p.Capacity]),
		phrased(language, map[string][3]string{"link": {"视频参会", "by link", "via länk"}, "proxy": {"委托", "by proxy", "genom ombud"}}[p.Mode])}
	if p.Arrived != c.Meeting.Opened || p.Left != c.Meeting.Ended {
		said = append(said, minute(t, p.Arrived, language)+"–"+minute(t, p.Left, language))
	}
	said = slices.DeleteFunc(said, func(s string) bool { return s == "" })
	if len(said) == 0 {
		return p.Written(language)
	}
	return p.Written(language) + phrased(language, [3]string{"（", " (", " ("}) + strings.Join(said, phrased(language, [3]string{"，", ", ", ", "})) + phrased(language, [3]string{"）", ")", ")"})
}

func groupIn(kind policy.Kind, language string) string {
	return phrased(language, map[policy.Kind][3]string{policy.NGO: {"社会组织", "NGOs", "Civilsamhälle"}, policy.University: {"高校", "Universities", "Lärosäten"}, policy.Company: {"企业", "Companies", "Företag"},
		policy.CivilAffairs: {"民政部门", "Civil affairs", "Civila frågor"}, policy.OtherAuthority: {"其他部门", "Other authorities", "Andra myndigheter"}}[kind])
}

// wentOn is the quorum from a minute on.
func wentOn(t, before minutes.Turn, language string) string {
	how := [3]string{"未达到法定人数", "there was no quorum", "mötet var inte beslutfört"}
	switch {
	case before.Met && !t.Met:
		how = [3]string{"不再达到法定人数", "the quorum was lost", "mötet var inte längre beslutfört"}
	case !before.Met && t.Met:
		how = [3]string{"已达到法定人数", "there was a quorum from then on", "mötet var beslutfört från denna stund"}
	case t.Met:
		how = [3]string{"达到法定人数", "there was a quorum", "mötet var beslutfört"}
	}
	missing := ""
	if len(t.Missing) > 0 && t.Present >= t.Needed {
		var groups []string
		for _, k := range t.Missing {
			groups = append(groups, groupIn(k, language))
		}
		missing = phrased(language, [3]string{"（缺", " (not present: ", " (saknades: "}) + strings.Join(groups, phrased(language, [3]string{"、", ", ", ", "})) + phrased(language, [3]string{"）", ")", ")"})
	}
	return fmt.Sprintf(phrased(language, [3]string{"应到%d个单位，实到%d个，应达%d个，", "Of %d member organisations %d were present; %d are needed: ", "Av %d medlemsorganisationer var %d närvarande; %d krävs: "}),
		t.Seats, t.Present, t.Needed) + phrased(language, how) + missing
}

// says counts how often a rendering says pieces one after the other. After a line of the roll nothing may follow in brackets, as hours would.
func says(said string, pieces []string, line bool) int {
	var pattern []string
	for _, piece := range pieces {
		pattern = append(pattern, regexp.QuoteMeta(letters(piece)))
	}
	end := ""
	if line {
		end = `([^(（]|$)`
	}
	return len(regexp.MustCompile(strings.Join(pattern, `[:：·，、,;]?`)+end).FindAllString(said, -1))
}

// agreeInTime fails where a rendering leaves out, or has otherwise, an hour, a way of being there, a count, a turn or a rule; what two paragraphs
// have alike stands twice.
func agreeInTime(t *testing.T, page minutes.Page, renderings map[string]string, language string) (checked int) {
	t.Helper()
	c := page.Content
	all := timed(t, c, language)
	maps.Copy(all, erred(page, language))
	often := map[string]int{}
	for _, pieces := range all {
		often[strings.Join(pieces, "\x00")]++
	}
	for name, pieces := range all {
		for rendering, said := range renderings {
			if want, found := often[strings.Join(pieces, "\x00")], says(said, pieces, strings.HasPrefix(name, "line ")); found < want {
				t.Errorf("%s in %s: the %s says %s %d times, and not %d: %q", c.Meeting.Reference, language, rendering, name, found, want, pieces)
			}
		}
		checked++
	}
	return checked
}

// eventful is the issued minutes of a meeting of HD at which all of that changed: civil affairs leave and the quorum with them, one of the two
// comes back, by link, and so does the quorum; others come late, and one speaks through another.
func eventful(t *testing.T, h *house.House) minutes.Set {
	t.Helper()
	m := h.InSession(t)
	secretary := h.Actor(t, "sunlizhen")
	at := func(minutes int) { h.Clock.Set(m.StartsAt.Add(time.Duration(minutes) * time.Minute)) }
	leave := func(org string) {
		if _, err := h.Rooms.Meetings.Leave(t.Context(), secretary, meeting.Leaving{Meeting: m.ID, Place: h.PlaceOf(t, m.ID, org).ID, Version: -1}); err != nil {
			t.Fatal(house.Says(err))
		}
	}
	arrive := func(org, who, mode string) {
		if _, err := h.Rooms.Meetings.Arrive(t.Context(), secretary, meeting.Arrival{Meeting: m.ID, Place: h.PlaceOf(t, m.ID, org).ID, Person: h.Person(t, who), Mode: mode, Version: -1}); err != nil {
			t.Fatal(house.Says(err))
		}
	}
	at(12)
	leave("hd-ca")
	leave("dongze-ca")
	at(31)
	arrive("sanquan", "cairangli", "link")
	at(38)
	arrive("hd-ca", "wangliwen", "link")
	arrive("dongze-ca", "malidong", "room")
	at(43)
	arrive("tongxing", "liangliheng", "proxy")
	set := h.IssuedOf(t, m)
	for block, words := range map[string]string{minutes.Attendance: "到会时间有误。", h.BlockOf(t, set.ID, minutes.Discussion).ID: "“年底”更正为“年底前”。"} {
		set = errs(t, h, set, block, words)
	}
	page, err := h.Rooms.Minutes.Page(t.Context(), policy.Actor{}, set, 0)
	if err != nil {
		t.Fatal(err)
	}
	lost, found := false, false
	for _, turn := range page.Content.Quorum {
		found = found || lost && turn.Met
		lost = lost || !turn.Met
	}
	if !found {
		t.Fatalf("no quorum was lost and found: %+v", page.Content.Quorum)
	}
	return set
}

// errs has an erratum of minutes issued, of a paragraph or of the roll.
func errs(t *testing.T, h *house.House, m minutes.Set, block, words string) minutes.Set {
	t.Helper()
	m, err := h.Rooms.Minutes.ProposeErratum(t.Context(), h.Actor(t, "sunlizhen"), minutes.ErratumForm{Minutes: m.ID, Block: block, Zh: words, En: "Corrected: " + block, Sv: "Rättat: " + block, Version: m.Version})
	if err != nil {
		t.Fatal(house.Says(err))
	}
	var e minutes.Erratum
	if err := h.Store.Read(t.Context()).Where("minutes_id = ? AND confirmed_at IS NULL", m.ID).Take(&e).Error; err != nil {
		t.Fatal(err)
	}
	if m, err = h.Rooms.Minutes.Correct(t.Context(), h.Actor(t, "wangliwen"), m.ID, e.Hash, m.Version); err != nil {
		t.Fatal(house.Says(err))
	}
	return m
}

// erred are the errata of a version, each after the place it corrects.
func erred(page minutes.Page, language string) map[string][]string {
	all := map[string][]string{}
	for _, e := range page.Errata {
		words, _ := e.Words().In(language, page.Content.Meeting.Language)
		place := phrased(language, [3]string{"出席情况", "attendance", "närvaro"})
		for _, b := range page.Content.Blocks {
			if b.ID == e.BlockID && e.About == "" {
				place = fmt.Sprintf(phrased(language, [3]string{"第%[2]s项（一）", "item %[1]d.1", "§ %[1]d.1"}), b.Item, string([]rune("零一二三四五")[b.Item]))
			}
		}
		all["erratum "+e.ID] = []string{place, words}
	}
	return all
}
