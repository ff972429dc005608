package safeguard_test

import (
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"sametable/internal/safeguard"
)

// FuzzCheck holds the gate to its word on any bytes: no panic, offsets inside the text and in order, masking keeps the shape,
// every offer can be applied.
func FuzzCheck(f *testing.F) {
	for _, l := range corpus(f) {
		f.Add(l.text)
	}
	for _, s := range []string{"", "\xff\xfe", "岁", "9岁", "(9)", "X", "6 3 9 x", strings.Repeat("\u0301", 90), "ﷺ1️⃣", "村9号", "姓名年龄9", "°′″", "\u2028"} {
		f.Add(s)
	}
	g := safeguard.Default()
	f.Fuzz(func(t *testing.T, text string) {
		n := utf8.RuneCountInString(text)
		for _, found := range []safeguard.Finding{g.Check(text, postingDay), g.CheckName(text, postingDay)} {
			last := 0
			for _, h := range found {
				if h.Start < last || h.Start >= h.End || h.End > n {
					t.Fatalf("%s at [%d,%d) of %d after %d: %q", h.Rule, h.Start, h.End, n, last, text)
				}
				last = h.Start
				for _, o := range h.Offers {
					if got := o.Apply(text, h); utf8.RuneCountInString(got) > n+20 {
						t.Fatalf("%s made %q of %q", o.ID, got, text)
					}
				}
			}
			if utf8.RuneCountInString(safeguard.Mask(text, found)) != n {
				t.Fatalf("the mask changed the length of %q", text)
			}
		}
	})
}

// The time of a check grows with the text, not with its square, even when the text is nothing but near misses.
func TestTimeGrowsWithTheText(t *testing.T) {
	g := safeguard.Default()
	for _, piece := range []string{"9", "9 ", "王例明", "9岁", "王例，", "例村", "Anna Exempel ", "(9) ", "一名女孩", "a girl ", "6399992010010100", "班三年级", "\u0301", "①", "°", "36.12345,", "age 9 ", "被打", "I", "岁，", "女孩马", "孩子高", "王例明，", "李例·", "马 小 ", "the girl Anna ", "son, ", "Anna Exempel, a "} {
		took := func(times, tries int, enough time.Duration) time.Duration {
			text, best := strings.Repeat(piece, times), time.Hour
			for range tries {
				begin := time.Now()
				g.Check(text, postingDay)
				if best = min(best, time.Since(begin)); best <= enough {
					break
				}
			}
			return best
		}
		n := 8_000 / len(piece)
		small := took(n, 3, 0)
		// Eight times the text may take eight times as long; three times that again is noise. A square would be sixty-four.
		// On a busy machine one try says little: a square fails all of them.
		limit := 24*small + 20*time.Millisecond
		if large := took(8*n, 20, limit); large > limit {
			t.Errorf("%q: %d kB took %v, %d kB took %v", piece, n*len(piece)/1000, small, 8*n*len(piece)/1000, large)
		}
	}
}
