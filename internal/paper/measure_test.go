package paper

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"sametable/internal/forumtest/parts"
)

// poppler finds one of poppler's tools, by which what was drawn is read back.
func poppler(t *testing.T, name string) string {
	t.Helper()
	if path := parts.Program(name); path != "" {
		return path
	}
	if os.Getenv("FORUM_TEST_ALL") == "1" {
		t.Fatal(name + " is missing, and FORUM_TEST_ALL=1 leaves nothing out")
	}
	t.Skip(name + " is missing (poppler-utils)")
	return ""
}

// read gives what pdftotext finds.
func read(t *testing.T, made *PDF, arguments ...string) string {
	t.Helper()
	tool := poppler(t, "pdftotext")
	file := filepath.Join(t.TempDir(), "paper.pdf")
	if err := os.WriteFile(file, made.Bytes, 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(tool, append(append([]string{"-enc", "UTF-8"}, arguments...), file, "-")...).CombinedOutput()
	if err != nil {
		t.Fatalf("pdftotext: %v: %s", err, out)
	}
	return string(out)
}

func pdf(t testing.TB, doc *Document) *PDF {
	t.Helper()
	made, err := MakePDF(doc)
	if err != nil {
		t.Fatal(err)
	}
	return made
}

// fullText is a Chinese document of running text only, its paragraphs as long as asked.
func fullText(paragraphs, characters int) *Document {
	words := []rune("会议听取了各成员单位关于流动与留守儿童社会保护工作情况的介绍并就下一阶段的重点任务进行了讨论一致认为应当加强基层队伍建设")
	doc := &Document{Language: Chinese, Properties: properties()}
	for range paragraphs {
		var b strings.Builder
		for i := range characters {
			b.WriteRune(words[i%len(words)])
		}
		doc.Body = append(doc.Body, Paragraph{Words(b.String())})
	}
	return doc
}

// TestAChinesePageHas22LinesOf28Characters counts what was drawn, and measures where.
func TestAChinesePageHas22LinesOf28Characters(t *testing.T) {
	made := pdf(t, fullText(1, 3*22*28-2))
	if made.Pages != 3 {
		t.Errorf("three full pages took %d", made.Pages)
	}
	for n, page := range strings.Split(strings.TrimSuffix(read(t, made, "-layout"), "\f"), "\f") {
		lines := 0
		for _, line := range strings.Split(page, "\n") {
			text := strings.TrimSpace(line)
			if text == "" || strings.HasPrefix(text, "—") {
				continue
			}
			want := 28
			if n == 0 && lines == 0 {
				want = 26 // two characters of indent
			}
			if got := utf8.RuneCountInString(text); got != want {
				t.Errorf("page %d, line %d: %d characters, want %d: %s", n+1, lines+1, got, want, text)
			}
			lines++
		}
		if lines != 22 {
			t.Errorf("page %d has %d lines", n+1, lines)
		}
	}
	left, top, right, bottom := extent(t, made, 2)
	for what, c := range map[string][3]float64{"left": {left, 28, 0.6}, "right": {right, 26, 0.6}, "top": {top, 37, 3}, "bottom": {bottom, 35, 3}} {
		if c[0] < c[1]-c[2] || c[0] > c[1]+c[2] {
			t.Errorf("%s margin is %.1f mm, want %.0f", what, c[0], c[1])
		}
	}
	t.Logf("margins of the text, mm: left %.2f, top %.2f, right %.2f, bottom %.2f", left, top, right, bottom)
}

// extent is the margins round the words of a page in millimetres, without the line at its foot.
func extent(t *testing.T, made *PDF, page int) (left, top, right, bottom float64) {
	t.Helper()
	number := strconv.Itoa(page)
	left, top, right, bottom = 1000, 1000, 1000, 1000
	for _, word := range strings.Split(read(t, made, "-bbox", "-f", number, "-l", number), "<word ")[1:] {
		value := func(name string) float64 { return coordinate(t, word, name) }
		if value("yMax") > 297-34 {
			continue
		}
		left, right = min(left, value("xMin")), min(right, 210-value("xMax"))
		top, bottom = min(top, value("yMin")), min(bottom, 297-value("yMax"))
	}
	return left, top, right, bottom
}

// coordinate is one side of a word in millimetres.
func coordinate(t *testing.T, word, name string) float64 {
	t.Helper()
	_, rest, _ := strings.Cut(word, name+`="`)
	text, _, _ := strings.Cut(rest, `"`)
	v, err := strconv.ParseFloat(text, 64)
	if err != nil {
		t.Fatal(err)
	}
	return v / mm
}

// squeezed leaves letters only: blanks and line ends are the layout's.
func squeezed(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, text)
}

// withoutFurniture takes what stands on every page out of what was read: the lines of page numbers and note, which are drawn last on a page.
func withoutFurniture(t *testing.T, doc *Document, pages []string) string {
	t.Helper()
	var b strings.Builder
	for i, page := range pages {
		tail := squeezed(folio(doc.Language, i+1, len(pages)) + doc.Note)
		whole := squeezed(page)
		body, ok := strings.CutSuffix(whole, tail)
		if !ok {
			t.Fatalf("page %d does not end with %q but with %q", i+1, tail, whole[max(0, len(whole)-60):])
		}
		body, ok = strings.CutPrefix(body, squeezed(doc.draft()))
		if !ok {
			t.Fatalf("page %d does not begin with %q", i+1, doc.Draft)
		}
		b.WriteString(body)
	}
	return b.String()
}

// TestThePDFSaysWhatTheRecordSays reads the PDF back in the order it was drawn and compares it character by character with the text of the record.
// Blanks and line ends are left out of both: they are where the layout puts them. Page numbers, note and the word across the page are taken off.
func TestThePDFSaysWhatTheRecordSays(t *testing.T) {
	for _, language := range languages() {
		for _, draft := range []string{"", "草稿 DRAFT"} {
			doc := sample(language)
			doc.Draft = draft
			made := pdf(t, doc)
			pages := strings.Split(strings.TrimSuffix(read(t, made, "-raw"), "\f"), "\f")
			if len(pages) != made.Pages {
				t.Fatalf("%s: %d pages, %d told", language, len(pages), made.Pages)
			}
			same(t, string(language), withoutFurniture(t, doc, pages), squeezed(Text(doc)))
		}
	}
}

// TestLatinTextKeepsItsWords compares blanks too, each row of them as one: no word is divided, and none is joined to the next.
func TestLatinTextKeepsItsWords(t *testing.T) {
	for _, language := range []Language{English, Swedish} {
		doc := sample(language)
		made := pdf(t, doc)
		got := strings.Join(strings.Fields(read(t, made, "-raw")), " ")
		for i := range made.Pages {
			got = strings.Replace(got, " "+folio(language, i+1, made.Pages)+" "+doc.Note, "", 1)
		}
		same(t, string(language), got, strings.Join(strings.Fields(Text(doc)), " "))
	}
}

// same compares two texts and shows where they part.
func same(t *testing.T, what, got, want string) {
	t.Helper()
	if got == want {
		return
	}
	g, w := []rune(got), []rune(want)
	at := 0
	for at < len(g) && at < len(w) && g[at] == w[at] {
		at++
	}
	show := func(r []rune) string { return string(r[max(0, at-15):min(len(r), at+25)]) }
	t.Errorf("%s: %d characters, want %d; at %d\n got …%s…\nwant …%s…", what, len(g), len(w), at, show(g), show(w))
}
