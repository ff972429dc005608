package annex_test

import (
	"archive/zip"
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"encoding/hex"
	"fmt"
	"image"
	"image/jpeg"
	"image/png"
	"io"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding/simplifiedchinese"

	"sametable/internal/annex"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/paper"
	"sametable/internal/safeguard"
)

func day() time.Time { return time.Date(2019, 6, 3, 9, 0, 0, 0, time.UTC) }

// taken sends a file to a desk and gives it, or what was said of it and beside which field.
func taken(t *testing.T, content []byte, name string, vouched bool) (annex.Taken, string) {
	t.Helper()
	var f fault.Fields
	got, err := annex.New(safeguard.Default()).Take(&f, &input.Sent{File: bytes.NewReader(content), Name: name}, vouched, day())
	if err != nil {
		t.Fatal(err)
	}
	if len(f) > 0 {
		if got.Content != nil {
			t.Errorf("%s was refused and taken", name)
		}
		return got, f[0].Name + " " + f[0].ID
	}
	return got, ""
}

// pack is a package of some parts, each a name and what it holds; deep ones are packed hard.
func pack(t *testing.T, parts ...string) []byte {
	t.Helper()
	var b bytes.Buffer
	z := zip.NewWriter(&b)
	for i := 0; i < len(parts); i += 2 {
		w, err := z.Create(parts[i])
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.WriteString(w, parts[i+1]); err != nil {
			t.Fatal(err)
		}
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func types(kind, more string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">` +
		`<Override PartName="/main.xml" ContentType="` + kind + `.main+xml"/>` + more + `</Types>`
}

func docx(t *testing.T, words string, more ...string) []byte {
	t.Helper()
	body := `<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>` + words + `</w:body></w:document>`
	return pack(t, append([]string{"[Content_Types].xml", types(annex.DOCX, ""), "word/document.xml", body}, more...)...)
}

func para(words string) string {
	return "<w:p><w:r><w:t>" + strings.Join(strings.Split(words, "|"), "</w:t></w:r><w:r><w:t>") + "</w:t></w:r></w:p>"
}

// shown is a sentence by which a child could be found, and plain one that is about policy.
const (
	shown = "马小禾，女，9岁，就读于大坪村小学三年级2班。"
	plain = "全省已建立儿童之家，运行经费由县级财政承担。"
)

// document is a paper of the house's own.
func document(words string) *paper.Document {
	return &paper.Document{Language: paper.Chinese, Mark: []string{"论坛"}, Title: []string{"测算表"}, Body: []paper.Block{paper.Paragraph{Text: paper.Words(words)}}, Properties: paper.Properties{Made: day()}}
}

func house(t *testing.T, words string) (asDOCX, asPDF []byte) {
	t.Helper()
	d, err := paper.MakeDOCX(document(words), paper.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p, err := paper.MakePDF(document(words))
	if err != nil {
		t.Fatal(err)
	}
	return d.Bytes, p.Bytes
}

func picture(t *testing.T) (asJPEG, asPNG []byte) {
	t.Helper()
	var j, p bytes.Buffer
	if err := jpeg.Encode(&j, image.NewGray(image.Rect(0, 0, 60, 40)), nil); err != nil {
		t.Fatal(err)
	}
	if err := png.Encode(&p, image.NewGray(image.Rect(0, 0, 60, 40))); err != nil {
		t.Fatal(err)
	}
	return j.Bytes(), p.Bytes()
}

// webp is a picture of one point.
func webp(t *testing.T) []byte {
	t.Helper()
	b, err := hex.DecodeString("524946461a000000574542505650384c0d0000002f00000010071011118888fe0700")
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// A file is what its content says, whatever it is called, and is kept under the ending of what it is.
func TestWhatIsTaken(t *testing.T) {
	asDOCX, asPDF := house(t, plain)
	asJPEG, asPNG := picture(t)
	sheet := pack(t, "[Content_Types].xml", types(annex.XLSX, ""), "xl/sharedStrings.xml", "<sst><si><t>经费</t></si></sst>",
		"xl/worksheets/sheet1.xml", `<worksheet><sheetData><row><c t="s"><v>0</v></c><c><v>1200</v></c></row></sheetData></worksheet>`)
	slides := pack(t, "[Content_Types].xml", types(annex.PPTX, ""), "ppt/slides/slide1.xml", "<p:sld xmlns:p='p' xmlns:a='a'><a:p><a:r><a:t>"+plain+"</a:t></a:r></a:p></p:sld>")
	odt := pack(t, "mimetype", annex.ODT, "content.xml", "<office:text xmlns:office='o' xmlns:text='t'><text:p>"+plain+"</text:p></office:text>")
	ods := pack(t, "mimetype", annex.ODS, "content.xml", "<office:text xmlns:office='o' xmlns:text='t'><text:p>经费</text:p></office:text>")
	gb, err := simplifiedchinese.GB18030.NewEncoder().String(plain)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		content    []byte
		sent, kind string
		kept       string
		vouched    bool
	}{
		{asDOCX, "测算表.docx", annex.DOCX, "测算表.docx", false},
		{asPDF, `C:\文件\测算表.PDF`, annex.PDF, "测算表.pdf", false},
		{asDOCX, "测算表.pdf", annex.DOCX, "测算表.docx", false},
		{sheet, "经费.xlsx", annex.XLSX, "经费.xlsx", false},
		{slides, "汇报", annex.PPTX, "汇报.pptx", false},
		{odt, "报告.odt", annex.ODT, "报告.odt", false},
		{ods, "报告.v2", annex.ODS, "报告.v2.ods", false},
		{[]byte("\ufeff" + plain), "说明.txt", annex.Text, "说明.txt", false},
		{[]byte(gb), "说明.TXT", annex.Text, "说明.txt", false},
		{asJPEG, "现场.jpeg", annex.JPEG, "现场.jpg", true},
		{asPNG, "图表.png", annex.JPEG, "图表.jpg", true},
		{webp(t), "图表.webp", annex.JPEG, "图表.jpg", true},
	} {
		got, wrong := taken(t, c.content, c.sent, c.vouched)
		if wrong != "" || got.Kind != c.kind || got.Name != c.kept || len(got.Hash) != 64 || got.Vouched != c.vouched {
			t.Errorf("%s: %s %q, %s", c.sent, got.Kind, got.Name, wrong)
		}
		if c.kind == annex.Text && string(got.Content) != plain {
			t.Errorf("%s: %q", c.sent, got.Content)
		}
	}
}

// What is no file for a table is refused in one sentence beside its field, under whatever name it comes.
func TestWhatIsRefused(t *testing.T) {
	asDOCX, asPDF := house(t, plain)
	asJPEG, _ := picture(t)
	macros := docx(t, para(plain), "word/vbaProject.bin", "x")
	bomb := docx(t, para(plain), "word/media/image1.bmp", strings.Repeat("\x00", 40<<20))
	flat := func(body string) []byte {
		return fmt.Appendf(nil, "%%PDF-1.4\n1 0 obj\n<</Type /Catalog %s>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2 /Root 1 0 R>>\nstartxref\n%d\n%%%%EOF", body, 9+len("1 0 obj\n<</Type /Catalog >>\nendobj\n")+len(body))
	}
	paged := func(page string) string {
		return "/Pages <</Type /Pages /Count 1 /Kids [<</Type /Page " + page + ">>]>>"
	}
	var packed bytes.Buffer
	z := zlib.NewWriter(&packed)
	_, _ = z.Write(make([]byte, 100<<20))
	_ = z.Close()
	for what, c := range map[string]struct {
		content []byte
		name    string
		says    string
	}{
		"a program under a paper's name":  {[]byte("MZ\x90\x00\x03\x00\x00\x00"), "测算表.pdf", "file annexed.not_taken"},
		"a page under a paper's name":     {[]byte("<!DOCTYPE html><script>alert(1)</script>"), "说明.txt", "file annexed.not_taken"},
		"a drawing that may run":          {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="x"/>`), "图.png", "file annexed.not_taken"},
		"words that are called a program": {[]byte("del *.*"), "run.bat", "file annexed.not_taken"},
		"words that are called a paper":   {[]byte(plain), "说明.pdf", "file annexed.not_taken"},
		"an old document":                 {[]byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "旧.doc", "file annexed.not_taken"},
		"a package of anything":           {pack(t, "a.txt", "a"), "表.docx", "file annexed.not_taken"},
		"a template of macros":            {pack(t, "[Content_Types].xml", types("application/vnd.ms-word.document.macroEnabled", ""), "word/document.xml", "<x/>"), "表.docx", "file annexed.active"},
		"macros within":                   {macros, "表.docx", "file annexed.active"},
		"macros of the open format":       {pack(t, "mimetype", annex.ODT, "content.xml", "<x/>", "Basic/Standard/Module1.xml", "<x/>"), "表.odt", "file annexed.active"},
		"a program embedded":              {docx(t, para(plain), "word/embeddings/oleObject1.bin", "x"), "表.docx", "file annexed.active"},
		"a template from elsewhere": {docx(t, para(plain), "word/_rels/settings.xml.rels",
			`<Relationships><Relationship Type="x/attachedTemplate" Target="https://a.example/t.dotm" TargetMode="External"/></Relationships>`), "表.docx", "file annexed.active"},
		"what unpacks to a flood":        {bomb, "表.docx", "file annexed.swollen"},
		"a broken package":               {asDOCX[:len(asDOCX)/2], "表.docx", "file annexed.broken"},
		"entities that multiply":         {docx(t, `<!DOCTYPE x [<!ENTITY a "b">]><w:p><w:t>&a;</w:t></w:p>`), "表.docx", "file annexed.broken"},
		"a locked open document":         {pack(t, "mimetype", annex.ODT, "content.xml", "x", "META-INF/manifest.xml", "<m:manifest xmlns:m='m'><m:encryption-data/></m:manifest>"), "表.odt", "file annexed.locked"},
		"a PDF that runs":                {flat("/OpenAction <</S /JavaScript>>"), "表.pdf", "file annexed.active"},
		"a PDF with files within":        {flat("/Names <</EmbeddedFiles <<>> >>"), "表.pdf", "file annexed.active"},
		"a PDF that runs at a press":     {flat(paged("/Annots [<</Subtype /Link /A <</S /Launch /F (a.exe)>> >>]")), "表.pdf", "file annexed.active"},
		"a PDF that runs after a press":  {flat(paged("/Annots [<</Subtype /Link /A <</S /URI /URI (https://a.example) /Next <</S /JavaScript>> >> >>]")), "表.pdf", "file annexed.active"},
		"a PDF that runs on a page":      {flat(paged("/AA <</O <</S /JavaScript>> >>")), "表.pdf", "file annexed.active"},
		"a PDF with a file on a page":    {flat(paged("/Annots [<</Subtype /FileAttachment>>]")), "表.pdf", "file annexed.active"},
		"a form that is a program":       {flat("/AcroForm <</XFA (x)>>"), "表.pdf", "file annexed.active"},
		"a PDF with a link and no words": {flat(paged("/Annots [<</Subtype /Link /A <</S /URI /URI (https://a.example)>> >>]")), "表.pdf", "no_child annexed.vouch_missing"},
		"a PDF that unpacks to much":     {append([]byte("%PDF-1.4\nstream\n"), packed.Bytes()...), "表.pdf", "file annexed.swollen"},
		"eleven megabytes":               {append(asPDF, make([]byte, 11<<20)...), "表.pdf", "file annexed.too_large"},
		"nothing":                        {nil, "表.pdf", "file annexed.empty"},
		"a scan nobody looked at":        {asJPEG, "扫描.jpg", "no_child annexed.vouch_missing"},
		"a picture in a document":        {docx(t, para(plain), "word/media/image1.png", "x"), "表.docx", "no_child annexed.vouch_missing"},
		"a PDF without words":            {flat(""), "扫描.pdf", "no_child annexed.vouch_missing"},
		"a name that shows a child":      {asPDF, "马小禾9岁三年级2班.pdf", "file letter.name_stopped"},
		"a name nobody can read":         {asPDF, "a\u202efdp.pdf", "file input.file_name"},
	} {
		if _, wrong := taken(t, c.content, c.name, false); wrong != c.says {
			t.Errorf("%s: %q, not %q", what, wrong, c.says)
		}
	}
}

// What a file says passes the gate wherever it stands in it, and whoever vouches for pictures does not vouch for words.
func TestAChildIsFoundInAFile(t *testing.T) {
	asDOCX, asPDF := house(t, shown)
	cells := func(words ...string) string {
		b := "<w:tbl><w:tr>"
		for _, w := range words {
			b += "<w:tc>" + para(w) + "</w:tc>"
		}
		return b + "</w:tr></w:tbl>"
	}
	for what, c := range map[string]struct {
		content []byte
		name    string
		says    string
	}{
		"a document of the house":     {asDOCX, "表.docx", "file annexed.stopped_paragraph"},
		"a PDF of the house":          {asPDF, "表.pdf", "file annexed.stopped_page"},
		"words in pieces":             {docx(t, para("马小|禾，女，9|岁，就读于大坪村小学三年级2班。")), "表.docx", "file annexed.stopped_paragraph"},
		"what was struck out":         {docx(t, "<w:p><w:del><w:r><w:delText>"+shown+"</w:delText></w:r></w:del></w:p>"), "表.docx", "file annexed.stopped_paragraph"},
		"a remark":                    {docx(t, para(plain), "word/comments.xml", "<w:comments xmlns:w='w'><w:comment>"+para(shown)+"</w:comment></w:comments>"), "表.docx", "file annexed.stopped_paragraph"},
		"a head":                      {docx(t, para(plain), "word/header1.xml", "<w:hdr xmlns:w='w'>"+para(shown)+"</w:hdr>"), "表.docx", "file annexed.stopped_paragraph"},
		"a row of a table":            {docx(t, cells("马小禾", "女，9岁", "就读于大坪村小学三年级2班")), "表.docx", "file annexed.stopped_paragraph"},
		"what a picture is said of":   {docx(t, "<w:p><wp:docPr xmlns:wp='wp' descr='"+shown+"'/></w:p>"), "表.docx", "file annexed.stopped_paragraph"},
		"what it says of itself":      {docx(t, para(plain), "docProps/core.xml", "<cp:coreProperties xmlns:cp='c' xmlns:dc='d'><dc:title>"+shown+"</dc:title></cp:coreProperties>"), "表.docx", "file annexed.stopped_paragraph"},
		"a number of a person":        {docx(t, para("身份证号 110105201212310020")), "表.docx", "file annexed.stopped_paragraph"},
		"a slide's notes":             {pack(t, "[Content_Types].xml", types(annex.PPTX, ""), "ppt/notesSlides/notesSlide1.xml", "<n xmlns:a='a'><a:p><a:r><a:t>"+shown+"</a:t></a:r></a:p></n>"), "汇报.pptx", "file annexed.stopped_paragraph"},
		"an open document":            {pack(t, "mimetype", annex.ODT, "content.xml", "<o xmlns:t='t'><t:p>马小禾，女，<t:span>9岁</t:span>，就读于大坪村小学三年级2班。</t:p></o>"), "报告.odt", "file annexed.stopped_paragraph"},
		"cells that stand by another": {pack(t, "[Content_Types].xml", types(annex.XLSX, ""), "xl/sharedStrings.xml", "<sst><si><t>就读于大坪村小学三年级2班</t></si><si><t>说明</t></si><si><t>马小禾，女，9岁，</t></si></sst>", "xl/worksheets/sheet1.xml", `<worksheet><sheetData><row><c t="s"><v>2</v></c><c t="s"><v>0</v></c></row></sheetData></worksheet>`), "名单.xlsx", "file annexed.stopped_paragraph"},
		"plain words":                 {[]byte(plain + "\n\n" + shown), "说明.txt", "file annexed.stopped_paragraph"},
	} {
		if _, wrong := taken(t, c.content, c.name, true); wrong != c.says {
			t.Errorf("%s: %q, not %q", what, wrong, c.says)
		}
	}
}

// Where a child was found is said by its page or paragraph, and the words are not repeated.
func TestWhereItStands(t *testing.T) {
	var f fault.Fields
	_, err := annex.New(safeguard.Default()).Take(&f, &input.Sent{File: strings.NewReader(plain + "\n" + plain + "\n" + shown), Name: "说明.txt"}, true, day())
	if err != nil || len(f) != 1 || f[0].Args["N"] != 3 || strings.Contains(fmt.Sprint(f), "马小禾") {
		t.Errorf("%v %v", f, err)
	}
}

// Nothing that a camera wrote beside the pixels is kept.
func TestACameraSaysNothing(t *testing.T) {
	asJPEG, _ := picture(t)
	body := []byte("Exif\x00\x00MM\x00*\x00\x00\x00\x08\x00\x00GPS 36.62N 101.77E")
	head := binary.BigEndian.AppendUint16([]byte{0xff, 0xd8, 0xff, 0xe1}, uint16(len(body)+2))
	got, wrong := taken(t, append(append(head, body...), asJPEG[2:]...), "现场.jpg", true)
	if wrong != "" || bytes.Contains(got.Content, []byte("GPS")) || bytes.Contains(got.Content, []byte("Exif")) {
		t.Errorf("%s: %d bytes", wrong, len(got.Content))
	}
}

// FuzzTake: no file brings the desk down.
func FuzzTake(f *testing.F) {
	f.Add([]byte("%PDF-1.4\n1 0 obj\n<</Type /Catalog /Pages 2 0 R>>\nendobj\nxref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer\n<</Size 2 /Root 1 0 R>>\nstartxref\n50\n%%EOF"))
	f.Add([]byte("PK\x03\x04"))
	desk := annex.New(safeguard.Default())
	f.Fuzz(func(t *testing.T, content []byte) {
		if len(content) < 1<<13 {
			var fields fault.Fields
			if _, err := desk.Take(&fields, &input.Sent{File: bytes.NewReader(content), Name: "a.txt"}, true, day()); err != nil {
				t.Error(err)
			}
		}
	})
}
