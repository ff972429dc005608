package rendering_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/rendering"
)

func names(s string) minutes.Names { return minutes.Names{Zh: s + "中", En: s + " en", Sv: s + " sv"} }

// record is a version with one of everything.
func record() minutes.Content {
	decided := minutes.Decided{Words: names("d"), Rule: "majority_of_organisations", Ballot: "b", Result: "carried", Favour: 7, Against: 1, Abstained: 1, Present: 9, Seats: 11, Needed: 6, Met: true,
		At: "2019-01-17T08:00:00Z", Groups: []minutes.Group{{Kind: policy.NGO, Favour: 2, Present: 2}, {Kind: policy.CivilAffairs, Abstained: 1, Present: 1}}}
	return minutes.Content{Form: 1, Meeting: minutes.Sitting{ID: "m", Reference: "HD-M-2019-01", Kind: meeting.Plenary, ForumKey: "HD", Forum: names("f"), Language: "zh", Title: names("t"),
		Opened: "2019-01-17T06:30:00Z", Ended: "2019-01-17T09:30:00Z", Place: names("p")},
		Attendance: []minutes.Attendee{{Organisation: "o", Names: names("o"), Kind: policy.NGO, Standing: meeting.Present,
			People: []minutes.Person{{Name: "马例青", Latin: "MA Liqing", Arrived: "2019-01-17T06:50:00Z", Left: "2019-01-17T09:30:00Z"}}}, {Organisation: "a", Names: names("a"), Standing: meeting.Excused}},
		Quorum: []minutes.Turn{{At: "2019-01-17T06:30:00Z", Present: 9, Seats: 11, Needed: 6, Groups: 5, Of: 3, Met: true}},
		Items:  []minutes.Item{{ID: "i1", Number: 1, Title: names("i1"), Outcome: meeting.Noted}, {ID: "i3", Number: 13, Title: names("i3"), Outcome: meeting.Decided, Papers: []string{"HD-2018-01"}}},
		Blocks: []minutes.Written{{ID: "b1", Item: 1, Kind: minutes.Information, Noted: true}, {ID: "b2", Item: 13, Kind: minutes.Discussion, Words: "会议听取了汇报。"},
			{ID: "b3", Item: 13, Kind: minutes.Decision, Facts: minutes.Facts{Decision: &decided}},
			{ID: "b4", Item: 13, Kind: minutes.Reservation, Words: "资金来源应先明确。", Facts: minutes.Facts{Reservation: &minutes.Reserved{Organisation: "o", Names: names("o"), Language: "zh"}}},
			{ID: "b5", Item: 13, Kind: minutes.Action, Facts: minutes.Facts{Action: &minutes.Promised{Commitment: "c", Reference: "HD-C-2019-01", Owner: "o", OwnerNames: names("o"), Title: names("c"), Due: "2019-03-31"}}}}}
}

// typed is everything of a paper that no language may change.
func typed(s rendering.Sheet) string {
	type part struct {
		Block, Kind string
		Number      int
		Facts       minutes.Facts
		Groups      []minutes.Group
	}
	all := []any{s.Quorum, len(s.Attendance)}
	for i := range s.Quorum {
		s.Quorum[i].Words, s.Quorum[i].Clock = "", colons(s.Quorum[i].Clock)
	}
	for _, section := range s.Sections {
		all = append(all, section.Item, section.Number, section.Outcome, section.Papers)
		for _, p := range section.Paragraphs {
			one := part{p.Block, p.Kind, p.Number, p.Facts, nil}
			if p.Decision != nil {
				one.Facts.Decision = &p.Decision.Decided
				for _, g := range p.Decision.Groups {
					one.Groups = append(one.Groups, g.Group)
				}
			}
			all = append(all, one)
		}
	}
	for _, list := range s.Attendance {
		all = append(all, list.Standing)
		for _, l := range list.Of {
			hours := []string{}
			for _, p := range l.People {
				hours = append(hours, colons(p.Hours), p.Mode)
			}
			all = append(all, l.Organisation, l.Kind, hours)
		}
	}
	b, _ := json.Marshal(all)
	return string(b)
}

// colons writes a minute of the day as two of the languages do: Swedish has a stop where they have a colon.
func colons(hours string) string { return strings.ReplaceAll(hours, ".", ":") }

// One record has three renderings: what is typed is the same in each, field by field, and the items bear the same integers.
func TestThreeRenderingsOfOneRecord(t *testing.T) {
	c := record()
	for _, outside := range []bool{false, true} {
		zh := rendering.Show(rendering.Version{Content: c}, "zh", outside)
		for _, language := range []string{"en", "sv"} {
			other := rendering.Show(rendering.Version{Content: c}, language, outside)
			if a, b := typed(zh), typed(other); a != b {
				t.Errorf("%s differs:\n%s\n%s", language, a, b)
			}
		}
	}
	labels := map[string][]string{"zh": {"一、", "十三、", "（三）"}, "en": {"1", "13", "13.3"}, "sv": {"§ 1", "§ 13", "§ 13.3"}}
	for language, want := range labels {
		s := rendering.Show(rendering.Version{Content: c}, language, false)
		if got := []string{s.Sections[0].Label, s.Sections[1].Label, s.Sections[1].Paragraphs[2].Label}; !slices.Equal(got, want) {
			t.Errorf("%s: %v", language, got)
		}
		p := s.Sections[1].Paragraphs[1]
		if p.Decision.Words == "" || p.Decision.In != language {
			t.Errorf("%s: %+v", language, p.Decision)
		}
		if votes := map[string]string{"zh": "赞成7，反对1，弃权1；表决通过", "en": "7 for, 1 against, 1 abstained; Carried", "sv": "7 ja, 1 nej, 1 avstod; Bifall"}[language]; p.Decision.Votes != votes {
			t.Errorf("%s: the vote beside its label is %q", language, p.Decision.Votes)
		}
	}
}

// Where the charter does not name dissenters, those outside the table read that there was a reservation, and neither whose nor which; and of a
// group of one no count.
func TestDissentIsFoldedOutsideTheTable(t *testing.T) {
	c := record()
	at := func(outside, attributed bool) rendering.Section {
		c.Rules.Attributed, c.Rules.RollCall = attributed, attributed
		return rendering.Show(rendering.Version{Content: c}, "zh", outside).Sections[1]
	}
	if p := at(true, false).Paragraphs[2]; !p.Folded || p.By != "" || p.Words != "有单位提出保留意见。" || p.Facts.Reservation != nil {
		t.Errorf("outside: %+v", p)
	}
	if d := at(true, false).Paragraphs[1].Decision; d.Groups != nil || d.Decided.Groups != nil {
		t.Errorf("a count that is a name: %+v", d.Groups)
	}
	for _, p := range []rendering.Part{at(false, false).Paragraphs[2], at(true, true).Paragraphs[2]} {
		if p.Folded || p.By != "o中" {
			t.Errorf("at the table, or where the charter names them: %+v", p)
		}
	}
}

// Quoted words are found where they stand now, the nearest place first; in characters, in whatever script.
func TestAnchorsFollowTheirWords(t *testing.T) {
	for _, c := range []struct {
		words, quote string
		place, want  int
		found        bool
	}{
		{"会议听取了汇报，会议认为", "会议", 7, 8, true}, {"会议听取了汇报，会议认为", "会议", 1, 0, true}, {"新增一句。会议认为", "会议认为", 0, 5, true},
		{"会议认为", "会议决定", 0, 0, false}, {"åäö åäö", "åäö", 5, 4, true}, {"", "", 3, 0, true},
	} {
		if at, found := minutes.Anchor(c.words, c.quote, c.place); at != c.want || found != c.found {
			t.Errorf("%q in %q: %d %v", c.quote, c.words, at, found)
		}
	}
}
