package safeguard_test

import (
	"fmt"
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

// nearMisses are pieces that, said again and again, make one kind of rule look at every place of a text and find little or nothing.
func nearMisses() []string {
	return []string{"9", "9 ", "王例明", "9岁", "王例，", "例村", "Anna Exempel ", "(9) ", "一名女孩", "a girl ", "6399992010010100", "班三年级", "\u0301", "①", "°",
		"36.12345,", "age 9 ", "被打", "I", "岁，", "女孩马", "孩子高", "王例明，", "李例·", "马 小 ", "the girl Anna ", "son, ", "Anna Exempel, a "}
}

// The work of a check grows with the text, not with its square, even when the text is nothing but near misses. How it grows a
// benchmark shows, for a clock says little on a busy machine; this test only ends what would not end: of 64 kB the slowest takes
// a twentieth of a second, and under the race detector half of one, where a square takes minutes.
func TestNoTextKeepsTheGateBusy(t *testing.T) {
	g := safeguard.Default()
	for _, piece := range nearMisses() {
		text, done := strings.Repeat(piece, 64_000/len(piece)), make(chan struct{})
		go func() { defer close(done); g.Check(text, postingDay) }()
		select {
		case <-done:
		case <-time.After(30 * time.Second):
			t.Fatalf("64 kB of %q are not done", piece)
		}
	}
}

// BenchmarkNearMisses asks for the speed at two sizes: MB/s that fall with the size are a square.
func BenchmarkNearMisses(b *testing.B) {
	for _, piece := range nearMisses() {
		for _, size := range []int{8_000, 64_000} {
			b.Run(fmt.Sprintf("%q/%dkB", piece, size/1000), func(b *testing.B) { benchmark(b, strings.Repeat(piece, size/len(piece))) })
		}
	}
}
