package drafting_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sametable/internal/drafting"
)

// told is a comparison in short: "measure 2→1 moved changed".
func told(blocks []drafting.Block) string {
	var all []string
	for _, b := range blocks {
		line := b.Name
		if b.Name == "measure" {
			line += fmt.Sprintf(" %d→%d", b.Was, b.Is)
		}
		if b.Moved {
			line += " moved"
		}
		all = append(all, line+" "+string(b.Fared))
	}
	return strings.Join(all, "\n")
}

func TestMeasuresAreKnownAgain(t *testing.T) {
	desk, list, post := "在居住地窗口受理申请，十个工作日内答复。", "每年公布一次汇总数，按县列出。", "设立专职照料岗位，由县里拨款。"
	for name, c := range map[string]struct {
		before, after []string
		want          string
	}{
		"nothing":            {[]string{desk, list}, []string{desk, list}, "measure 1→1 stayed\nmeasure 2→2 stayed"},
		"one came first":     {[]string{desk, list}, []string{post, desk, list}, "measure 0→1 added\nmeasure 1→2 stayed\nmeasure 2→3 stayed"},
		"one went":           {[]string{desk, post, list}, []string{desk, list}, "measure 1→1 stayed\nmeasure 2→0 removed\nmeasure 3→2 stayed"},
		"the last went":      {[]string{desk, post}, []string{desk}, "measure 1→1 stayed\nmeasure 2→0 removed"},
		"one moved":          {[]string{desk, list, post}, []string{post, desk, list}, "measure 3→1 moved stayed\nmeasure 1→2 stayed\nmeasure 2→3 stayed"},
		"one was rewritten":  {[]string{desk, list}, []string{"在居住地窗口受理申请，五个工作日内答复。", list}, "measure 1→1 changed\nmeasure 2→2 stayed"},
		"one is another":     {[]string{desk, list}, []string{post, list}, "measure 0→1 added\nmeasure 1→0 removed\nmeasure 2→2 stayed"},
		"moved and reworded": {[]string{desk, list, post}, []string{list, post, "在居住地窗口受理申请，五个工作日内答复。"}, "measure 2→1 stayed\nmeasure 3→2 stayed\nmeasure 1→3 moved changed"},
		"the same twice":     {[]string{desk, desk}, []string{desk, desk, desk}, "measure 1→1 stayed\nmeasure 2→2 stayed\nmeasure 0→3 added"},
		"in words":           {[]string{"Let the counter answer within ten days.", "Publish yearly totals."}, []string{"Publish totals every year, by county.", "Let the counter answer within five days."}, ""},
		"none there were":    {nil, []string{desk}, "measure 0→1 added"},
		"one letter":         {[]string{"a"}, []string{"b"}, "measure 0→1 added\nmeasure 1→0 removed"},
	} {
		got := told(drafting.Compare(drafting.Content{Language: "zh", Measures: c.before}, drafting.Content{Language: "zh", Measures: c.after}))
		if name == "in words" {
			if !strings.Contains(got, "measure 1→2") || !strings.Contains(got, "measure 2→1") || strings.Count(got, "moved") != 1 {
				t.Errorf("%s:\n%s", name, got)
			}
			continue
		}
		if diff := cmp.Diff(c.want, got); diff != "" {
			t.Errorf("%s:\n%s", name, diff)
		}
	}
}

// Every block that either version has is there once, with what it was and what it is.
func TestBlocksBesideEachOther(t *testing.T) {
	before, after := whole("en"), whole("en")
	before.Grant, after.Title, after.Analysis = drafting.Grant{Name: before.Grant.Name, Who: before.Grant.Who}, "U", ""
	after.Answers = []drafting.Answer{{Asked: "A year to adjust", Fate: drafting.InPart, Reply: "half a year"}}
	got := drafting.Compare(before, after)
	want := "title changed\ngrant_name stayed\ngrant_who stayed\ngrant_where added\ngrant_obstacle added\ngrant_before added\ngrant_after added\nsituation stayed\n" +
		"analysis removed\nmeasure 1→1 stayed\nmeasure 2→2 stayed\nmeasure 3→3 stayed\nanswers added"
	if diff := cmp.Diff(want, told(got)); diff != "" {
		t.Error(diff)
	}
	last := got[len(got)-1]
	if last.Before != "" || last.After != "A year to adjust\nTaken up in part: half a year" {
		t.Errorf("%q", last.After)
	}
	if len(drafting.Compare(drafting.Content{}, drafting.Content{})) > 0 {
		t.Error("what neither has is no block")
	}
}

// FuzzCompare: no measure is lost or told of twice, whatever became of the others.
func FuzzCompare(f *testing.F) {
	f.Add("甲乙丙|丁戊己", "丁戊己|甲乙丙丙|庚")
	f.Fuzz(func(t *testing.T, was, is string) {
		before, after := drafting.Content{Measures: strings.Split(was, "|")}, drafting.Content{Measures: strings.Split(is, "|")}
		if len(before.Measures) > drafting.MostMeasures || len(after.Measures) > drafting.MostMeasures {
			return
		}
		old, now := before.Asked(), after.Asked()
		seen, next := map[int]bool{}, 1
		for _, b := range drafting.Compare(before, after) {
			if b.Was > 0 && (seen[b.Was] || b.Before != old[b.Was-1]) || b.Is > 0 && (b.Is != next || b.After != now[b.Is-1]) {
				t.Fatalf("%q, %q: %+v", was, is, b)
			}
			if seen[b.Was] = true; b.Is > 0 {
				next++
			}
		}
		delete(seen, 0)
		if len(seen) != len(old) || next != len(now)+1 {
			t.Errorf("%q, %q: %d of %d, %d of %d", was, is, len(seen), len(old), next-1, len(now))
		}
	})
}
