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

// TestNumbersStandBeforeHeadings looks at the numbers of items as each language writes them.
func TestNumbersStandBeforeHeadings(t *testing.T) {
	for _, c := range [][3]string{{"一、", "开会", "一、开会"}, {"（二）", "议定", "（二）议定"}, {"§ 1", "Upprop", "§ 1 Upprop"}, {"1", "Roll", "1 Roll"}, {"", "Roll", "Roll"}, {"3", "", "3"}} {
		if got := labelled(c[0], c[1]); got != c[2] {
			t.Errorf("%q before %q is written %q", c[0], c[1], got)
		}
	}
}
