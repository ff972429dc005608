package web

import (
	"testing"

	"sametable/internal/lang"
)

// TestChineseWordsInASentenceAddNoSpace looks at what stands beside a Chinese word and a number: brackets close up.
func TestChineseWordsInASentenceAddNoSpace(t *testing.T) {
	for _, s := range speakers(t) {
		for text, want := range map[string]string{
			"a (国办函) & b": `a (<span lang="zh-Hans">国办函</span>) &amp; b`,
			"(LH-1)":      `(<span class="zone">LH-1</span>)`,
		} {
			if s.Code() == lang.Chinese && text != "(LH-1)" {
				want = "a (国办函) &amp; b"
			}
			if got := render(t, unbroken(s.Speaker, text, "LH-1")); got != want {
				t.Errorf("%s: %q is written %q, want %q", s.Code(), text, got, want)
			}
		}
	}
}
