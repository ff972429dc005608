package markup

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// worst gives texts of about 100 kB that are known to cost a Markdown parser the square of their length, or to swell.
func worst() map[string]string {
	const size = 100_000
	fill := func(s string) string { return strings.Repeat(s, size/len(s)) }
	var ticks, columns strings.Builder
	for i := 1; ticks.Len() < size; i++ {
		ticks.WriteString("e" + strings.Repeat("`", i))
	}
	columns.WriteString(strings.Repeat("|a", 999) + "|\n" + strings.Repeat("|-", 999) + "|\n")
	random := rand.New(rand.NewPCG(1, 2))
	noise := make([]byte, size)
	for i := range noise {
		noise[i] = "*_~`[]()!<>#-+|\\&;:. \n\ta1\"'"[random.IntN(27)]
	}
	return map[string]string{
		"open strong": fill("**a "), "open emphasis": fill("*a "), "closing emphasis": fill("a* "), "both": fill("a*b_c "),
		"under": fill("_a__b"), "nested emphasis": fill("*a_b **c "), "stars": fill("*"), "alternating": fill("*_"), "strikes": fill("~~a ~~"),
		"stars in Han": fill("字**"), "mixed runs": fill("a***b**c*d"), "long run": strings.Repeat("*", size/2) + "a" + strings.Repeat("*", size/2),
		"open brackets": fill("["), "images": fill("!["), "brackets": strings.Repeat("[", size/2) + strings.Repeat("]", size/2),
		"link starts": fill("[a]("), "link titles": fill("[a](b \""), "half links": fill("[a](<b"), "reference": fill("[a][b"),
		"pairs": fill("[a]"), "links": fill("[a](/b)"), "image nest": fill("![a](/b"), "link in brackets": fill("[[a](/b)"),
		"definitions": fill("[a]: /b\n"), "swelling references": "[a]: /" + strings.Repeat("x", size/2) + "\n\n" + strings.Repeat("[a]", size/6),
		"ticks": ticks.String(), "single ticks": fill("`a``b"), "entities": fill("&#x202e;"), "ampersands": fill("&"), "backslashes": fill("\\"),
		"quotes": fill(">"), "quote lines": fill("> > > > > > > > > > > > > a\n"), "growing quotes": fill(strings.Repeat(">", 300) + "\n"),
		"lists on a line": fill("- "), "deep list": stairs("- a\n", size), "deep numbers": stairs("1. a\n", size), "list and quote": fill("> - "),
		"empty items": fill("-\n\n"), "items": fill("- a\n"), "loose items": fill("- a\n\n"), "numbers": fill("1. a\n"),
		"headings": fill("# a\n"), "underlines": fill("a\n=\n"), "rules": fill("---\n\n"), "paragraphs": fill("a\n\n"), "lines": fill("a\n"),
		"hard lines": fill("a\\\n"), "fences": fill("```\na\n"), "indents": fill("    a\n\n"), "tabs": fill("\t"), "wide table": columns.String() + strings.Repeat("|\n", size/2),
		"tables": fill("|a|\n|-|\n\n"), "narrow table": "|a|\n|-|\n" + fill("|b|\n"), "escaped pipes": "|a|\n|-|\n" + fill("|`\\|`|\n"),
		"maybe tables": fill("a|b\n-|:\n"), "addresses": fill("http://a.b "), "bare": fill("http:"), "long address": "http://" + fill("a"),
		"address brackets": fill("http://a(b("), "mail": fill("a@b."), "angles": fill("<"), "angle mail": fill("<a@b>"), "angle scheme": fill("<a:b"),
		"html": fill("<div>\n"), "comments": fill("<!-- "), "declarations": fill("<!A "), "instructions": fill("<?"), "cdata": fill("<![CDATA["),
		"colons": fill(":"), "under mail": fill("_a"), "nulls": fill("\x00"), "broken": fill("\xff"), "marks": fill("a\u0301\u0301"),
		"dashes": fill("— “"), "Han": fill("留守儿童保护。"), "Han lines": fill("留守儿童\n"), "noise": string(noise), "one word": fill("a"),
	}
}

// stairs nests a line in itself, each step two columns deeper, as far as the size allows.
func stairs(line string, size int) string {
	var b strings.Builder
	for i := 0; b.Len() < size; i++ {
		b.WriteString(strings.Repeat("  ", i%400) + line)
	}
	return b.String()
}

// The promise is 200 ms for 100 kB, which a benchmark shows. This test finds what grows with the square of the text, on any machine
// and under the race detector: that takes minutes. A try within the bound proves it, so that only a try beyond it is repeated.
func TestWorstTextsAreFast(t *testing.T) {
	const bound = 5 * time.Second
	for name, source := range worst() {
		best := time.Hour
		var doc Document
		for range 3 {
			start := time.Now()
			doc = Render(source)
			if best = min(best, time.Since(start)); best <= bound {
				break
			}
		}
		if best > bound {
			t.Errorf("%s: %v", name, best)
		}
		if testing.Verbose() && best > 40*time.Millisecond {
			fmt.Printf("%-20s %v %d blocks, %d B\n", name, best.Round(time.Millisecond), len(doc.Blocks), len(doc.HTML))
		}
		if clean := wall.Sanitize(doc.HTML); clean != doc.HTML {
			t.Errorf("%s: the wall has something to do", name)
		}
		if len(doc.HTML) > 60*len(source) {
			t.Errorf("%s: %d bytes became %d", name, len(source), len(doc.HTML))
		}
	}
}

func BenchmarkWorstTexts(b *testing.B) {
	for name, source := range worst() {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				Render(source)
			}
		})
	}
}
