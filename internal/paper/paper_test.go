package paper

import (
	"bytes"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// TestTheSameModelGivesTheSameBytes makes each file twice, also at the same time.
func TestTheSameModelGivesTheSameBytes(t *testing.T) {
	for _, language := range languages() {
		doc := sample(language)
		doc.Draft = "草稿"
		first, second := pdf(t, doc).Bytes, word(t, doc, Options{})
		var all sync.WaitGroup
		for range 4 {
			all.Go(func() {
				again, err := MakePDF(doc)
				if err != nil || !bytes.Equal(again.Bytes, first) {
					t.Errorf("%s: another PDF (%v)", language, err)
				}
				other, err := MakeDOCX(doc, Options{})
				if err != nil || !bytes.Equal(other.Bytes, second) {
					t.Errorf("%s: another DOCX (%v)", language, err)
				}
			})
		}
		all.Wait()
	}
}

// TestThePDFSaysWhatItIs looks for what the library does not write.
func TestThePDFSaysWhatItIs(t *testing.T) {
	for language, want := range map[Language]string{Chinese: "/Lang (zh-CN)", English: "/Lang (en-GB)", Swedish: "/Lang (sv-SE)"} {
		doc := sample(language)
		made := pdf(t, doc)
		for _, part := range []string{want, "/DisplayDocTitle true", "/Outlines", "/RecordHash <" + utf16Hex(doc.Properties.Hash) + ">", "/Title <" + utf16Hex(doc.title()) + ">",
			"/CreationDate(D:20190218020000", "/URI (https://forum.example.org/v/HDM17K3Q)"} {
			if !bytes.Contains(bytes.ToLower(made.Bytes), []byte(strings.ToLower(part))) {
				t.Errorf("%s: no %s", language, part)
			}
		}
	}
}

// TestNumbers prints the same integers in every language.
func TestNumbers(t *testing.T) {
	for _, c := range []struct {
		level          int
		place          []int
		chinese, en, s string
	}{
		{1, []int{3}, "三、", "3", "§ 3"}, {1, []int{10}, "十、", "10", "§ 10"}, {1, []int{21}, "二十一、", "21", "§ 21"}, {1, []int{110}, "一百一十、", "110", "§ 110"},
		{1, []int{1003}, "一千零三、", "1003", "§ 1003"}, {2, []int{3, 1}, "（一）", "3.1", "3.1"}, {3, []int{3, 1, 2}, "2.", "3.1.2", "3.1.2"},
		{4, []int{3, 1, 2, 12}, "（12）", "3.1.2.12", "3.1.2.12"}, {1, nil, "", "", ""}, {1, []int{0}, "0、", "0", "§ 0"}, {1, []int{10000}, "10000、", "10000", "§ 10000"},
	} {
		for language, want := range map[Language]string{Chinese: c.chinese, English: c.en, Swedish: c.s} {
			if got := Number(language, c.level, c.place); got != want {
				t.Errorf("%s %v: %q, want %q", language, c.place, got, want)
			}
		}
	}
}

// TestCharactersNoFaceHasAreToldOf prints the printers' mark in their stead and says which they were.
func TestCharactersNoFaceHasAreToldOf(t *testing.T) {
	doc := &Document{Language: Chinese, Body: []Block{Paragraph{Words("名字：𠮷例文，བོད་སྐད། 😀 喆堃㛃")}}}
	made := pdf(t, doc)
	for _, r := range "𠮷😀བ" {
		if !strings.ContainsRune(string(made.Missing), r) {
			t.Errorf("%q is missing and was not told of", r)
		}
	}
	for _, r := range "名喆堃㛃：" {
		if strings.ContainsRune(string(made.Missing), r) {
			t.Errorf("%q is there", r)
		}
	}
	text := read(t, made, "-raw")
	if !strings.Contains(text, "名字：〓例文") || !strings.Contains(text, "喆堃㛃") {
		t.Errorf("got %q", text)
	}
	files := unzipped(t, word(t, doc, Options{}))
	if !strings.Contains(files["word/document.xml"], "𠮷例文") {
		t.Error("a DOCX keeps every character: the reader's fonts may have it")
	}
}

// TestClean takes out what is not seen, and what turns the line round.
func TestClean(t *testing.T) {
	for in, want := range map[string]string{
		"a\x00b\x1bc\u200bd\u202ee\ufefff\u00adg": "abcdefg", "a\r\nb\rc\u2028d": "a\nb\nc\nd", "a\n\n\nb\n": "a\nb\n", "a\tb": "a b", "\xff\xfea": "a", "A\u030a": "Å", "👩\u200d👧\ufe0f": "👩👧", "\ufdd0\uffffx": "x",
		"中文，不变。": "中文，不变。",
	} {
		if got := clean(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
	for in, want := range map[string]string{"https://a.example/x?y=1": "https://a.example/x?y=1", "javascript:alert(1)": "", "file:///etc/passwd": "", "https://a b": "", "https://": "", "mailto:a@b.example": "mailto:a@b.example", "https://a/\n)": ""} {
		if got := safeLink(in); got != want {
			t.Errorf("%q: %q, want %q", in, got, want)
		}
	}
}

// broken divides a Chinese text as the page does.
func broken(t testing.TB, text string) []string {
	t.Helper()
	shelf, err := openShelf()
	if err != nil {
		t.Fatal(err)
	}
	s := &setter{sheet: chineseSheet(), shelf: shelf, missing: map[rune]bool{}}
	g := s.glyphs(text, roleSong, 16, "")
	s.hold(g)
	var out []string
	for _, l := range breakLines(g, s.width, 2*s.em) {
		var b strings.Builder
		for _, x := range g[l.from:l.to] {
			b.WriteRune(x.c)
		}
		out = append(out, b.String())
	}
	return out
}

// TestLinesNeitherBeginNorEndWrongly tries every shift of texts full of punctuation, dates and numbers.
func TestLinesNeitherBeginNorEndWrongly(t *testing.T) {
	text := "《国务院关于加强农村留守儿童关爱保护工作的意见》（国发〔2016〕13号），自2016年2月4日起施行：“一人多岗”——第12次会议、HD-2018-01号建议……约18180名，占92.5%。（例）"
	for shift := range 60 {
		lines := broken(t, strings.Repeat("会", shift)+strings.Repeat(text, 3))
		for i, line := range lines {
			if first, _ := utf8.DecodeRuneInString(line); i > 0 && strings.ContainsRune(notFirst, first) {
				t.Errorf("shift %d: a line begins with %q", shift, first)
			}
			last, _ := utf8.DecodeLastRuneInString(line)
			if i < len(lines)-1 && strings.ContainsRune(notLast, last) {
				t.Errorf("shift %d: a line ends with %q", shift, last)
			}
		}
		joined := strings.Join(lines, "\n")
		for _, whole := range []string{"2016年2月4日", "国发〔2016〕13号", "HD-2018-01", "18180名", "92.5%", "第12次", "——", "……"} {
			want := 3
			if whole == "国发〔2016〕13号" { // its first two characters may stand on the line before
				whole = "〔2016〕13号"
			}
			if got := strings.Count(joined, whole); got != want {
				t.Errorf("shift %d: %s is divided %d times", shift, whole, want-got)
			}
		}
	}
}

// TestLatinDatesAndNumbersStayOnOneLine tries every shift of texts with dates, amounts and Chinese names.
func TestLatinDatesAndNumbersStayOnOneLine(t *testing.T) {
	shelf, err := openShelf()
	if err != nil {
		t.Fatal(err)
	}
	s := &setter{sheet: latinSheet(), shelf: shelf, missing: map[rune]bool{}}
	for shift := range 90 {
		g := s.glyphs(strings.Repeat("i", shift)+strings.Repeat(" by 31 March 2019, den 24 januari 2019, 1 250 000 kr, § 12, HD-2018-01, (王例文), left-behind", 3), roleLatin, 11, "")
		s.hold(g)
		var b strings.Builder
		for _, l := range breakLines(g, s.width, 0) {
			for _, x := range trim(g[l.from:l.to]) {
				b.WriteRune(x.c)
			}
			b.WriteByte('\n')
		}
		for _, whole := range []string{"31 March 2019,", "24 januari 2019,", "1 250 000", "§ 12,", "HD-2018-01,", "(王例文),"} {
			if got := strings.Count(b.String(), whole); got != 3 {
				t.Errorf("shift %d: %q is divided %d times", shift, whole, 3-got)
			}
		}
	}
}

// TestNothingIsLostInBreaking divides whatever text there is: the lines together are the text, and none is too long that could be shorter.
func TestNothingIsLostInBreaking(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("会议，。（）《》“”—…a1 -年月日第\n中文字w〔〕号")), 0, 400, -1).Draw(t, "text")
		g := make([]glyph, 0, len(text))
		for _, c := range text {
			w := 16.0
			if c < 0x80 {
				w = 8
			}
			if c == '\n' {
				w = 0
			}
			g = append(g, glyph{c: c, w: w, full: w == 16})
		}
		hold(g)
		at := 0
		for _, l := range breakLines(g, 160, 32) {
			if l.from != at || l.to <= l.from {
				t.Fatalf("line from %d to %d after %d", l.from, l.to, at)
			}
			if w := width(trim(g[l.from:l.to])); w > 160+8+0.1 {
				t.Fatalf("a line of %.0f", w)
			}
			at = l.to
		}
		if at != len(g) {
			t.Fatalf("%d of %d", at, len(g))
		}
	})
}

// TestTitlesAreTrapezoids keeps pieces whole on few lines that are alike.
func TestTitlesAreTrapezoids(t *testing.T) {
	for _, c := range []struct {
		widths []float64
		want   []int
	}{
		{[]float64{2, 6, 3, 6}, []int{4}}, {[]float64{3, 7, 4, 6, 4}, []int{3, 2}}, {[]float64{10, 10, 10}, []int{2, 1}}, {[]float64{30}, []int{1}}, {[]float64{19, 19, 19}, []int{1, 1, 1}}, {nil, []int{}},
	} {
		if got := pieceLines(c.widths, 0, 20); !slices.Equal(got, c.want) {
			t.Errorf("%v: %v, want %v", c.widths, got, c.want)
		}
	}
}
