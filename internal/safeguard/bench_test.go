package safeguard_test

import (
	"strings"
	"testing"

	"sametable/internal/safeguard"
)

// post makes a text of about so many bytes from the clean lines of a language.
func post(tb testing.TB, lang string, size int) string {
	var b strings.Builder
	for b.Len() < size {
		for _, l := range corpus(tb) {
			if l.lang == lang && len(l.must) == 0 && b.Len() < size {
				b.WriteString(l.text + "\n")
			}
		}
	}
	return b.String()
}

func benchmark(b *testing.B, text string) {
	g := safeguard.Default()
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		g.Check(text, postingDay)
	}
}

func BenchmarkPost(b *testing.B)    { benchmark(b, post(b, "zh", 1200)) }
func BenchmarkPostSv(b *testing.B)  { benchmark(b, post(b, "sv", 1200)) }
func BenchmarkPaperZh(b *testing.B) { benchmark(b, post(b, "zh", 100_000)) }
func BenchmarkPaperEn(b *testing.B) { benchmark(b, post(b, "en", 100_000)) }
func BenchmarkPaperSv(b *testing.B) { benchmark(b, post(b, "sv", 100_000)) }
func BenchmarkPlainWord(b *testing.B) {
	benchmark(b, strings.Repeat("欢迎各位来信讨论。", 40))
}
