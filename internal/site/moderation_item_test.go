package site

import (
	"testing"

	"sametable/internal/safeguard"
	"sametable/internal/thread"
	"sametable/web"
)

// Every piece of the text stands in the parts once, whatever the findings overlap.
func TestMarkedPartsAreTheWholeText(t *testing.T) {
	const text = "村里的小明，9岁，住在三组。"
	for name, found := range map[string]safeguard.Finding{
		"none":        nil,
		"one":         {{Start: 3, End: 5}},
		"overlapping": {{Start: 3, End: 8}, {Start: 6, End: 12}, {Start: 7, End: 8}},
		"all":         {{Start: 0, End: 99}},
		"outside":     {{Start: -4, End: 2}, {Start: 50, End: 60}},
	} {
		whole, marked := "", 0
		for _, p := range modParts(text, found) {
			whole += p.Text
			if p.Hit > 0 {
				marked++
			}
		}
		if whole != text {
			t.Errorf("%s: %q", name, whole)
		}
		if (marked > 0) != (len(found) > 0) {
			t.Errorf("%s: %d parts are marked", name, marked)
		}
	}
	got := modParts("abcdef", safeguard.Finding{{Start: 1, End: 3}, {Start: 2, End: 5}})
	want := []web.MarkedPart{{Text: "a"}, {Text: "bc", Hit: 1}, {Text: "de", Hit: 2}, {Text: "f"}}
	if len(got) != len(want) {
		t.Fatalf("got %v", got)
	}
	for i := range want {
		if got[i] != want[i] {
			t.Errorf("part %d is %v, want %v", i, got[i], want[i])
		}
	}
}

func TestChildrenComeFirstInTheQueue(t *testing.T) {
	post := func(state, heldFor, proposedBy, letter string) thread.PostRow {
		row := thread.PostRow{}
		row.State, row.HeldFor, row.Letter = state, heldFor, letter
		if proposedBy != "" {
			row.ProposedBy, row.VersionID, row.ProposedVersion = "somebody", "v1", "v1"
		}
		return row
	}
	for want, row := range map[int]thread.PostRow{
		riskChild:   post(thread.Held, "photo rule:zh_name_age", "x", ""),
		riskHeld:    post(thread.Held, "photo new_organisation", "", ""),
		riskRemoval: post(thread.Published, "", "x", ""),
		riskLetter:  post(thread.Confirming, "", "", "letter"),
		riskNone:    post(thread.Published, "rule:zh_name_age", "", ""),
	} {
		if got := modRisk(row); got != want {
			t.Errorf("%s %q: risk %d, want %d", row.State, row.HeldFor, got, want)
		}
	}
}
