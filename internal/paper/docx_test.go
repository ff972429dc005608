package paper

import (
	"archive/zip"
	"bytes"
	"encoding/xml"
	"errors"
	"io"
	"strconv"
	"strings"
	"testing"
)

func word(t testing.TB, doc *Document, options Options) []byte {
	t.Helper()
	made, err := MakeDOCX(doc, options)
	if err != nil {
		t.Fatal(err)
	}
	return made.Bytes
}

// unzipped gives the parts of a file by name.
func unzipped(t testing.TB, file []byte) map[string]string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(file), int64(len(file)))
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		data, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		out[f.Name] = string(data)
	}
	return out
}

// wellFormed reads XML to its end.
func wellFormed(text string) error {
	d := xml.NewDecoder(strings.NewReader(text))
	for {
		if _, err := d.Token(); errors.Is(err, io.EOF) {
			return nil
		} else if err != nil {
			return err
		}
	}
}

// reader reads the main part as a program would that shows it: paragraphs in order, the numbers of lists counted.
type reader struct {
	out     strings.Builder
	level   string
	list    string
	counted map[string]int
	started bool
}

func (r *reader) start(e xml.StartElement) {
	value := ""
	for _, a := range e.Attr {
		if a.Name.Local == "val" {
			value = a.Value
		}
	}
	switch e.Name.Local {
	case "p":
		r.level, r.list, r.started = "", "", false
	case "ilvl":
		r.level = value
	case "numId":
		r.list = value
	case "br", "tab":
		if len(e.Attr) == 0 {
			r.out.WriteByte(' ')
		}
	}
}

// docxText is the text of the main part, with the marks of lists as numbering.xml has them.
func docxText(t *testing.T, files map[string]string) string {
	t.Helper()
	r := &reader{counted: map[string]int{}}
	d := xml.NewDecoder(strings.NewReader(files["word/document.xml"]))
	inText := false
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			return r.out.String()
		}
		if err != nil {
			t.Fatal(err)
		}
		switch token := token.(type) {
		case xml.StartElement:
			inText = token.Name.Local == "t"
			r.start(token)
		case xml.EndElement:
			inText = false
			if token.Name.Local == "p" {
				r.out.WriteByte('\n')
			}
		case xml.CharData:
			if !inText {
				continue
			}
			if r.list != "" && !r.started {
				r.started = true
				r.out.WriteString(r.mark(files["word/numbering.xml"]))
			}
			r.out.Write(token)
		}
	}
}

// mark is what a point of a list begins with.
func (r *reader) mark(numbering string) string {
	_, num, _ := strings.Cut(numbering, `<w:num w:numId="`+r.list+`">`)
	if strings.HasPrefix(num, `<w:abstractNumId w:val="0"/>`) {
		return "• "
	}
	r.counted[r.list]++
	_, start, _ := strings.Cut(num, `<w:startOverride w:val="`)
	first, _, _ := strings.Cut(start, `"`)
	n, _ := strconv.Atoi(first)
	return strconv.Itoa(n+r.counted[r.list]-1) + ". "
}

// TestTheDOCXSaysWhatTheRecordSays compares the text of the file with that of the record, blanks left out; in English and Swedish with them too.
func TestTheDOCXSaysWhatTheRecordSays(t *testing.T) {
	for _, language := range languages() {
		doc := sample(language)
		got := docxText(t, unzipped(t, word(t, doc, Options{})))
		same(t, string(language), squeezed(got), squeezed(Text(doc)))
		if language != Chinese {
			same(t, string(language), strings.Join(strings.Fields(got), " "), strings.Join(strings.Fields(Text(doc)), " "))
		}
	}
}

// TestEveryPartIsNamedAndWellFormed finds each part in the list of types, each reference in the file, and nothing that is not XML.
func TestEveryPartIsNamedAndWellFormed(t *testing.T) {
	for _, language := range languages() {
		for _, draft := range []string{"", "<草稿> & \"draft\""} {
			doc := sample(language)
			doc.Draft = draft
			files := unzipped(t, word(t, doc, Options{OfficeFonts: true}))
			for name, text := range files {
				if strings.HasSuffix(name, ".png") {
					continue
				}
				if err := wellFormed(text); err != nil {
					t.Errorf("%s: %v", name, err)
				}
				if !strings.HasSuffix(name, ".rels") && name != "[Content_Types].xml" && !strings.Contains(files["[Content_Types].xml"], `PartName="/`+name+`"`) {
					t.Errorf("%s has no type", name)
				}
			}
			for _, target := range strings.Split(files["word/_rels/document.xml.rels"], `Target="`)[1:] {
				target, rest, _ := strings.Cut(target, `"`)
				if _, ok := files["word/"+target]; !ok && !strings.HasPrefix(rest, ` TargetMode="External"`) {
					t.Errorf("%s is referred to and is not there", target)
				}
			}
			if got := strings.Contains(files["word/document.xml"], "headerReference"); got != (draft != "") {
				t.Errorf("a header: %v, draft %q", got, draft)
			}
		}
	}
}

// TestTheChinesePageIsTheStandards looks for the measures of GB/T 9704 in the file.
func TestTheChinesePageIsTheStandards(t *testing.T) {
	files := unzipped(t, word(t, sample(Chinese), Options{OfficeFonts: true}))
	for part, wanted := range map[string][]string{
		"word/document.xml": {`<w:pgSz w:w="11906" w:h="16838"/>`, `w:top="2098" w:right="1474" w:bottom="1984" w:left="1588"`,
			`<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-848"/>`, `<w:tblHeader/>`, `<w:tblpPr `, `w:tblpYSpec="bottom"`},
		"word/styles.xml": {`<w:name w:val="heading 1"/>`, `<w:name w:val="Title"/>`, `<w:name w:val="List Paragraph"/>`, `<w:outlineLvl w:val="0"/>`,
			`w:eastAsia="仿宋_GB2312"`, `w:eastAsia="方正小标宋简体"`, `<w:lang w:val="en-GB" w:eastAsia="zh-CN"`, `w:firstLineChars="200"`, `w:line="579" w:lineRule="exact"`},
		"word/fontTable.xml":  {`<w:font w:name="仿宋_GB2312"><w:altName w:val="FangSong"/>`},
		"word/settings.xml":   {`<w:evenAndOddHeaders/>`},
		"docProps/core.xml":   {"<dc:title>关于村级儿童主任工作的专题会议纪要</dc:title>", "<dc:language>zh-CN</dc:language>", "2019-02-18T02:00:00Z"},
		"docProps/custom.xml": {`name="RecordHash"`, properties().Hash},
		"word/footer1.xml":    {"— ", " PAGE "},
	} {
		for _, want := range wanted {
			if !strings.Contains(files[part], want) {
				t.Errorf("%s has no %s", part, want)
			}
		}
	}
	if odd, even := files["word/footer1.xml"], files["word/footer2.xml"]; strings.Index(odd, "PAGE") < strings.Index(odd, "非政府公文") || strings.Index(even, "PAGE") > strings.Index(even, "非政府公文") {
		t.Error("numbers stand right on odd pages and left on even ones")
	}
	if plain := unzipped(t, word(t, sample(Chinese), Options{})); strings.Contains(plain["word/styles.xml"], "GB2312") {
		t.Error("fonts of offices though they were not asked for")
	}
	if swedish := unzipped(t, word(t, sample(Swedish), Options{})); !strings.Contains(swedish["word/styles.xml"], `<w:lang w:val="sv-SE"`) {
		t.Error("Swedish is not said to be Swedish")
	}
}
