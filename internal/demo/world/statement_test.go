package world

import "testing"

// TestCountsOfStatements: what the organisations say in the end, by proposal and stance.
func TestCountsOfStatements(t *testing.T) {
	w := load(t)
	last := map[string]map[string]string{}
	for _, s := range w.Statements {
		if last[s.Proposal] == nil {
			last[s.Proposal] = map[string]string{}
		}
		last[s.Proposal][s.Organisation] = s.Stance
	}
	for key, want := range map[string]map[string]int{
		"LH-2019-01": {"support": 8, "changes": 5, "none": 1}, "LH-2019-02": {"support": 8, "changes": 6, "none": 2, "object": 1},
	} {
		got := map[string]int{}
		for _, stance := range last[key] {
			got[stance]++
		}
		for _, stance := range []string{"support", "changes", "none", "object"} {
			if got[stance] != want[stance] {
				t.Errorf("%s: %d %s, want %d", key, got[stance], stance, want[stance])
			}
		}
	}
	if len(last) != 2 || len(w.Statements) != 32 {
		t.Errorf("%d statements on %d proposals", len(w.Statements), len(last))
	}
}
