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
		"HD-2016-01": {"support": 4, "changes": 3, "none": 1}, "JH-2016-01": {"support": 6, "changes": 2}, "JH-2017-01": {"support": 5, "changes": 3},
		"HD-2018-01": {"support": 5, "changes": 1, "none": 2, "object": 1}, "JH-2018-01": {"support": 5, "changes": 2, "none": 1}, "LH-2018-01": {"support": 9, "changes": 4, "none": 1},
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
	if len(last) != 8 || len(w.Statements) != 87 {
		t.Errorf("%d statements on %d proposals", len(w.Statements), len(last))
	}
}

// TestCountsOfSynopses: what became of what was asked, and every line answers a statement with words in it.
func TestCountsOfSynopses(t *testing.T) {
	w := load(t)
	asks := map[string]bool{}
	for _, s := range w.Statements {
		if s.Reasons != "" || len(s.On) > 0 {
			asks[s.Proposal+s.Organisation] = true
		}
		if (s.Stance == "changes" || s.Stance == "object") && !asks[s.Proposal+s.Organisation] {
			t.Errorf("%s: %s asks for something without saying what", s.Proposal, s.Organisation)
		}
	}
	for key, want := range map[string][3]int{"HD-2016-01": {5, 2, 0}, "JH-2016-01": {6, 1, 0}, "JH-2017-01": {4, 2, 0}, "HD-2018-01": {5, 3, 2}, "JH-2018-01": {4, 2, 0},
		"LH-2018-01": {7, 4, 2}, "LH-2019-01": {5, 3, 2}} {
		p, _ := w.Proposal(key)
		got := map[string]int{}
		for _, a := range p.Second.Answers {
			got[a.Fate]++
			if !asks[key+a.From] {
				t.Errorf("%s answers %s, which asks nothing", key, a.From)
			}
		}
		if [3]int{got["taken"], got["part"], got["not"]} != want {
			t.Errorf("%s: %v, want %v", key, got, want)
		}
	}
}

// TestVoices: how many organisations were at the table, and what they said. Nobody speaks twice for one, and everybody has a seat.
func TestVoices(t *testing.T) {
	w := load(t)
	for key, want := range map[string]map[string]int{
		"HD-2016-01": {"yes": 9}, "JH-2016-01": {"yes": 9}, "JH-2017-01": {"yes": 9}, "JH-2018-01": {"yes": 8},
		"HD-2018-01": {"yes": 7, "objection": 1, "abstain": 1}, "LH-2018-01": {"yes": 13, "abstain": 2},
	} {
		p, _ := w.Proposal(key)
		f, _ := w.Forum(p.Forum)
		got, there := map[string]int{}, map[string]bool{}
		for _, s := range p.Steps {
			if s.Action != "ballot.vote" {
				continue
			}
			for _, username := range s.Actors {
				person, _ := w.Person(username)
				if there[person.Organisation] || !f.sits(username, s.At) {
					t.Errorf("%s: %s has no voice to give", key, username)
				}
				there[person.Organisation] = true
				got[s.Voice]++
			}
		}
		same(t, key, got, want)
		if len(there) != len(p.AtTable()) || len(there) < f.Rules.Quorum.Needed {
			t.Errorf("%s: %d organisations at the table", key, len(there))
		}
	}
}
