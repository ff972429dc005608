package paper

import (
	"bytes"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// everywhere puts one text into every place of a document.
func everywhere(language Language, text string) *Document {
	doc := &Document{Language: language, Mark: []string{text, text}, Number: text, Issuer: text, Date: text, Title: []string{text}, Draft: text, Note: text, Printer: text, Printed: text}
	s := []Span{{Text: text}, {Text: text, Bold: true}, {Text: text, Emphasis: true, Link: "https://a.example/" + text}}
	doc.Opening = []Block{Paragraph{s}}
	doc.Body = []Block{
		Heading{Level: -3, Number: []int{-1}, Text: s}, Heading{Level: 99, Text: s}, Heading{Level: 2, Number: []int{1 << 40, 7}},
		List{Items: []Item{{Text: s, Below: &List{Ordered: true, Start: -4, Items: []Item{{Text: s}, {}}}}}},
		Decision{Label: text, Text: s, Facts: []Fact{{text, text}, {}}, Tally: []Fact{{text, ""}}}, Decision{},
		Table{Caption: text, Head: []string{text, text}, Rows: [][]string{{text}, {text, text, text}, nil}, Widths: []float64{-1, 0, 1e300}, Right: []bool{true}},
		Table{}, Quote{Label: text, Text: s, From: text}, Quote{},
	}
	doc.Attendance = []Roll{{text, [2]string{text, ""}, []Attendee{{text, []string{text, ""}, text}, {}}}, {}}
	doc.Signatures = []Signature{{text, text}, {}}
	doc.Copies = []Fact{{text, text}, {}}
	doc.Verify = Verify{Lines: []string{text}, Address: "https://a.example/" + text}
	doc.Properties = Properties{Title: text, Subject: text, Hash: text, Made: time.Date(1, 1, 1, 0, 0, 0, 0, time.UTC)}
	return doc
}

// TestHostileTextsMakeSoundFiles makes every file from texts that nobody should write, and reads it back.
func TestHostileTextsMakeSoundFiles(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "controls": "a\x00\x01\x08\x0b\x0c\x1f\x7f\u0085b", "entities": `<w:p>&amp;&#0;]]><!--"'`, "directions": "\u202eevil\u202c\u2066x\u2069\u200f", "emoji": "👨\u200d👩\u200d👧\u200d👦🇨🇳",
		"tibetan": "བོད་སྐད་ཡིག", "rare": "𠮷𪚥𠔻", "broken": "\xff\xc0\xaf\xed\xa0\x80", "brackets": `(((\)))<<>>endstream endobj`, "newlines": "\n\n\r\n\u2028\n", "long": strings.Repeat("w", 700), "marks": "e" + strings.Repeat("\u0301", 50),
		"blanks": "   \u00a0\u3000 \t ", "punctuation": strings.Repeat("，。", 70), "opening": strings.Repeat("（《", 70), "digits": strings.Repeat("2017年9月", 30),
	} {
		t.Run(name, func(t *testing.T) {
			for _, language := range languages() {
				sound(t, everywhere(language, text))
			}
		})
	}
	sound(t, &Document{})
	sound(t, everywhere("xx", "a language nobody knows"))
}

// sound makes both files and looks whether they can be read.
func sound(t *testing.T, doc *Document) {
	t.Helper()
	for name, text := range unzipped(t, word(t, doc, Options{})) {
		if strings.HasSuffix(name, ".png") {
			continue
		}
		if err := wellFormed(text); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	made := pdf(t, doc)
	if made.Pages < 1 || !bytes.HasSuffix(made.Bytes, []byte("%%EOF\n")) {
		t.Errorf("%d pages", made.Pages)
	}
	if text := read(t, made, "-raw", "-l", "20"); strings.Contains(text, "Syntax ") || !utf8.ValidString(text) {
		t.Errorf("pdftotext: %s", text)
	}
	if !utf8.ValidString(Text(doc)) {
		t.Error("text that is not UTF-8")
	}
}

// TestMuchText sets a paragraph of 100 kB, 300 points, a table of 400 rows, and a cell higher than a page; all of it is there.
func TestMuchText(t *testing.T) {
	doc := fullText(1, 34000)
	list := List{Ordered: true}
	for range 300 {
		list.Items = append(list.Items, Item{Text: Words("各成员单位于每季度末报送工作进展情况。")})
	}
	rows := make([][]string, 400)
	for i := range rows {
		rows[i] = []string{"某某单位", "12"}
	}
	rows[7][0] = strings.Repeat("很长的单元格内容", 300)
	doc.Body = append(doc.Body, list, Table{Head: []string{"单位", "数"}, Rows: rows})
	made := pdf(t, doc)
	text := squeezed(read(t, made, "-raw"))
	for what, want := range map[string]int{"各成员单位于每季度末报送工作进展情况。": 300, "某某单位": 399, "很长的单元格内容": 300} {
		found := strings.Count(text, what)
		if what == "很长的单元格内容" {
			found = strings.Count(text, "很长") // lines of the tall cell part the words
			if found > want || found < want/2 {
				t.Errorf("%s: %d of %d", what, found, want)
			}
			continue
		}
		if found < want-made.Pages || found > want {
			t.Errorf("%s: %d of %d", what, found, want)
		}
	}
	if heads := strings.Count(text, "单位数"); heads < 10 {
		t.Errorf("the header of the table is on %d pages", heads)
	}
	files := unzipped(t, word(t, doc, Options{}))
	same(t, "docx", squeezed(docxText(t, files)), squeezed(Text(doc)))
}

// TestListsGoInOnlySoFar ends where lists hold themselves.
func TestListsGoInOnlySoFar(t *testing.T) {
	inner := &List{Items: []Item{{Text: Words("x")}}}
	inner.Items[0].Below = inner
	sound(t, &Document{Language: English, Body: []Block{*inner}})
}

// FuzzDOCX looks for a text that makes a file no reader of XML takes.
func FuzzDOCX(f *testing.F) {
	for _, seed := range []string{"", "会议纪要", "<&>\"'", "\x00\ufffe\uffff", "]]>", "a\u0301\u202e\n\t", "\xff"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		for name, part := range unzipped(t, word(t, everywhere(Chinese, text), Options{})) {
			if !strings.HasSuffix(name, ".png") && wellFormed(part) != nil {
				t.Errorf("%s: %v", name, wellFormed(part))
			}
		}
	})
}

// FuzzPDF looks for a text that cannot be set.
func FuzzPDF(f *testing.F) {
	for _, seed := range []string{"", "会议纪要，", "(\\)", "2017年9月14日", "\u00a0\n ", "𠮷"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 {
			return
		}
		for _, language := range languages() {
			if made := pdf(t, everywhere(language, text)); made.Pages < 1 {
				t.Error("no page")
			}
		}
	})
}
