package safeguard_test

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sametable/internal/safeguard"
)

// What makes the gate fast loses nothing: it finds what it finds without, in each line, and in lines drawn together.
func TestShortcutsLoseNothing(t *testing.T) {
	fast, slow := safeguard.Default(), safeguard.Default().Slow()
	var texts []string
	for _, l := range corpus(t) {
		texts = append(texts, l.text)
	}
	for _, line := range nearHits() {
		texts = append(texts, string([]rune(long(line))[:1500]))
	}
	r := rand.New(rand.NewPCG(2016, 2019))
	for range 600 {
		var some []string
		for range 1 + r.IntN(5) {
			some = append(some, texts[r.IntN(len(texts))])
		}
		texts = append(texts, strings.Join(some, []string{" ", "，", "\n", ", ", ""}[r.IntN(5)]))
	}
	differ := 0
	for _, text := range texts {
		if a, b := fast.Check(text, postingDay).Rules(), slow.Check(text, postingDay).Rules(); !slices.Equal(a, b) {
			differ++
			t.Errorf("%v, %v without shortcuts: %q", a, b, text)
		}
	}
	t.Logf("%d texts, %d differ", len(texts), differ)
}
