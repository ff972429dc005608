package paper

import (
	"strconv"
	"strings"
)

// styleOf names the style of a look as Word knows it: its id, its name, and the level of a heading.
func styleOf(l look) (id, name string, level int) {
	ids := [looks]string{"SeriesMark", "SeriesNumber", "IssueLine", "Title", "BodyText", "Heading1", "Heading2", "Heading3", "Heading4",
		"ListParagraph", "Decision", "DecisionFacts", "Quote", "QuoteSource", "Caption", "Attendance", "Signature", "CopyLines", "Verification"}
	names := [looks]string{"Series Mark", "Series Number", "Issue Line", "Title", "Body Text", "heading 1", "heading 2", "heading 3", "heading 4",
		"List Paragraph", "Decision", "Decision Facts", "Quote", "Quote Source", "caption", "Attendance", "Signature", "Copy Lines", "Verification"}
	if l >= lookHeading1 && l <= lookHeading4 {
		level = int(l-lookHeading1) + 1
	}
	return ids[l], names[l], level
}

// fonts gives the names of a role's faces: for Latin letters, and for Chinese.
func (d *docx) fonts(r role) (latin, chinese string, bold, italic bool) {
	latin = "Times New Roman"
	office := d.options.OfficeFonts
	pick := func(with, without string) string {
		if office {
			return with
		}
		return without
	}
	switch r {
	case roleTitle:
		return latin, pick("方正小标宋简体", "宋体"), !office, false
	case roleHei:
		return "黑体", "黑体", false, false
	case roleKai:
		return latin, pick("楷体_GB2312", "楷体"), false, false
	case roleLatin:
		return latin, "宋体", false, false
	case roleLatinBold:
		return latin, "宋体", true, false
	case roleLatinItalic:
		return latin, "宋体", false, true
	}
	return latin, pick("仿宋_GB2312", "仿宋"), false, false
}

// letters writes how letters look.
func (d *docx) letters(m *markup, r role) {
	latin, chinese, bold, italic := d.fonts(r)
	m.empty("w:rFonts", "w:ascii", latin, "w:hAnsi", latin, "w:eastAsia", chinese, "w:cs", latin)
	for _, on := range []struct {
		name string
		on   bool
	}{{"w:b", bold}, {"w:i", italic}} {
		if on.on {
			m.empty(on.name)
		} else {
			m.empty(on.name, "w:val", "0")
		}
	}
}

func (d *docx) styles() []byte {
	m := newMarkup()
	m.open("w:styles", "xmlns:w", mainSpace)
	m.open("w:docDefaults")
	m.open("w:rPrDefault")
	m.open("w:rPr")
	body := d.forms[lookBody]
	d.letters(m, body.role)
	m.empty("w:sz", "w:val", halves(body.size))
	m.empty("w:szCs", "w:val", halves(body.size))
	latin := tag(d.doc.Language)
	if d.chinese {
		latin = "en-GB"
	}
	m.empty("w:lang", "w:val", latin, "w:eastAsia", "zh-CN", "w:bidi", "ar-SA")
	m.close(2)
	m.empty("w:pPrDefault")
	m.close(1)
	// Paragraphs stand on the grid by their own measures, lines of a fixed height and characters set a little closer: LibreOffice gives a
	// character of 16 points two cells of a grid of 15.79, and what is fixed is the same in all programs. The grid itself is declared as the standard has it.
	d.style(m, "Normal", "Normal", func() {
		m.open("w:pPr")
		m.empty("w:widowControl", "w:val", onOff(!d.chinese))
		m.empty("w:autoSpaceDE", "w:val", "0")
		m.empty("w:autoSpaceDN", "w:val", "0")
		m.empty("w:snapToGrid", "w:val", "0")
		d.spacing(m, form{pitch: body.pitch})
		m.close(1)
		m.open("w:rPr") // here and not among the defaults alone: the grid of characters is reckoned from it
		if d.chinese {
			m.empty("w:spacing", "w:val", "-6") // 28 of 15.7 points go on a line, with a hair to spare for rounding; lines are then filled
		}
		m.empty("w:sz", "w:val", halves(body.size))
		m.empty("w:szCs", "w:val", halves(body.size))
		m.close(1)
	}, "w:default", "1")
	for l := range looks {
		id, name, level := styleOf(l)
		d.style(m, id, name, func() { d.styled(m, l, level) })
	}
	d.others(m)
	m.close(1)
	return m.Bytes()
}

func onOff(on bool) string {
	if on {
		return "1"
	}
	return "0"
}

// style writes one style of paragraphs.
func (d *docx) style(m *markup, id, name string, inner func(), attributes ...string) {
	m.open("w:style", append([]string{"w:type", "paragraph", "w:styleId", id}, attributes...)...)
	m.empty("w:name", "w:val", name)
	if id != "Normal" {
		m.empty("w:basedOn", "w:val", "Normal")
	}
	if strings.HasPrefix(id, "Heading") || id == "Title" {
		m.empty("w:next", "w:val", "BodyText")
	}
	m.empty("w:qFormat")
	inner()
	m.close(1)
}

// others are the styles of the foot of pages, of characters and of tables.
func (d *docx) others(m *markup) {
	d.style(m, "Footer", "footer", func() {
		m.open("w:pPr")
		d.spacing(m, form{pitch: d.furniture.size * 1.25})
		m.close(1)
		m.open("w:rPr")
		m.empty("w:sz", "w:val", halves(d.furniture.size))
		m.close(1)
	})
	d.style(m, "Header", "header", func() {})
	d.style(m, "TableText", "Table Text", func() {
		m.open("w:pPr")
		d.spacing(m, form{pitch: d.cell.pitch})
		m.close(1)
		m.open("w:rPr")
		m.empty("w:sz", "w:val", halves(d.cell.size))
		m.close(1)
	})
	m.open("w:style", "w:type", "character", "w:styleId", "Strong")
	m.empty("w:name", "w:val", "Strong")
	m.empty("w:qFormat")
	m.open("w:rPr")
	d.letters(m, d.label)
	m.close(2)
	m.open("w:style", "w:type", "character", "w:styleId", "Emphasis")
	m.empty("w:name", "w:val", "Emphasis")
	m.empty("w:qFormat")
	m.open("w:rPr")
	d.letters(m, d.emphasis)
	m.close(2)
	m.open("w:style", "w:type", "character", "w:styleId", "Hyperlink")
	m.empty("w:name", "w:val", "Hyperlink")
	m.open("w:rPr")
	m.empty("w:u", "w:val", "single")
	m.close(2)
	m.open("w:style", "w:type", "table", "w:styleId", "TableGrid")
	m.empty("w:name", "w:val", "Table Grid")
	m.open("w:tblPr")
	m.open("w:tblBorders")
	for _, edge := range []string{"top", "left", "bottom", "right", "insideH", "insideV"} {
		m.empty("w:"+edge, "w:val", "single", "w:sz", "4", "w:space", "0", "w:color", "000000")
	}
	m.close(3)
}

// spacing writes lines of a fixed pitch and what stands above and below.
func (d *docx) spacing(m *markup, f form) {
	m.empty("w:spacing", "w:before", twips(f.before), "w:after", twips(f.after), "w:line", d.pitchOf(f), "w:lineRule", "exact")
}

// pitchOf gives the distance of lines. That of the Chinese grid is rounded down, so that 22 lines have room.
func (d *docx) pitchOf(f form) string {
	if d.chinese && f.pitch == d.pitch {
		return strconv.Itoa(int(f.pitch * 20))
	}
	return twips(f.pitch)
}

// styled writes a look as a style; the order of the elements is the schema's.
func (d *docx) styled(m *markup, l look, level int) {
	f := d.forms[l]
	m.open("w:pPr")
	if f.keep {
		m.empty("w:keepNext")
	}
	if l == lookDecision || l == lookFacts {
		m.empty("w:keepLines")
		m.open("w:pBdr")
		m.empty("w:left", "w:val", "single", "w:sz", "16", "w:space", "8", "w:color", "000000")
		m.close(1)
	}
	if l == lookSignature {
		m.empty("w:keepLines") // the line to sign on and the name under it
		m.open("w:tabs")
		m.empty("w:tab", "w:val", "left", "w:leader", "underscore", "w:pos", twips(f.left+signatureWidth))
		m.close(1)
		f.before -= f.pitch
	}
	d.spacing(m, f)
	d.indent(m, l, f)
	m.empty("w:jc", "w:val", [...]string{sideLeft: "left", sideBoth: "both", sideCentre: "center", sideRight: "right"}[f.side])
	if level > 0 {
		m.empty("w:outlineLvl", "w:val", strconv.Itoa(level-1))
	}
	m.close(1)
	m.open("w:rPr")
	d.letters(m, f.role)
	m.empty("w:sz", "w:val", halves(f.size))
	m.empty("w:szCs", "w:val", halves(f.size))
	m.close(1)
}

// indent writes how far a look stands in; in Chinese also in characters, as Word counts them there.
func (d *docx) indent(m *markup, l look, f form) {
	attributes := []string{"w:left", twips(f.left), "w:right", twips(f.right)}
	if f.first > 0 {
		attributes = append(attributes, "w:firstLine", twips(f.first))
		if d.chinese {
			attributes = append(attributes, "w:firstLineChars", strconv.Itoa(int(f.first/d.em*100+0.5)))
		}
	}
	m.empty("w:ind", attributes...)
}

func (d *docx) settings() []byte {
	m := newMarkup()
	m.open("w:settings", "xmlns:w", mainSpace)
	if d.chinese {
		m.empty("w:evenAndOddHeaders")
	}
	m.empty("w:characterSpacingControl", "w:val", "doNotCompress")
	m.open("w:compat")
	m.empty("w:doNotExpandShiftReturn") // a line that ends within its paragraph is not filled
	m.empty("w:compatSetting", "w:name", "compatibilityMode", "w:uri", "http://schemas.microsoft.com/office/word", "w:val", "15")
	m.close(1)
	latin := tag(d.doc.Language)
	if d.chinese {
		latin = "en-GB"
	}
	m.empty("w:themeFontLang", "w:val", latin, "w:eastAsia", "zh-CN")
	m.close(1)
	return m.Bytes()
}

// fontTable tells what to take where an office lacks a face.
func (d *docx) fontTable() []byte {
	m := newMarkup()
	m.open("w:fonts", "xmlns:w", mainSpace)
	for _, f := range [][2]string{{"仿宋_GB2312", "FangSong"}, {"楷体_GB2312", "KaiTi"}, {"方正小标宋简体", "SimSun"}, {"仿宋", "FangSong"}, {"楷体", "KaiTi"},
		{"黑体", "SimHei"}, {"宋体", "SimSun"}} {
		m.open("w:font", "w:name", f[0])
		m.empty("w:altName", "w:val", f[1])
		m.empty("w:charset", "w:val", "86")
		m.close(1)
	}
	m.open("w:font", "w:name", "Times New Roman")
	m.empty("w:charset", "w:val", "00")
	m.empty("w:family", "w:val", "roman")
	m.close(2)
	return m.Bytes()
}

// numbering gives every list of the text its own count.
func (d *docx) numbering() []byte {
	m := newMarkup()
	m.open("w:numbering", "xmlns:w", mainSpace)
	left := d.forms[lookItem].left
	for kind, form := range [][2]string{{"bullet", "•"}, {"decimal", ""}} {
		m.open("w:abstractNum", "w:abstractNumId", strconv.Itoa(kind))
		m.empty("w:multiLevelType", "w:val", "multilevel")
		for level := range deepest + 1 {
			text := form[1]
			if text == "" {
				text = "%" + strconv.Itoa(level+1) + "."
			}
			m.open("w:lvl", "w:ilvl", strconv.Itoa(level))
			m.empty("w:start", "w:val", "1")
			m.empty("w:numFmt", "w:val", form[0])
			m.empty("w:lvlText", "w:val", text)
			m.empty("w:lvlJc", "w:val", "left")
			m.open("w:pPr")
			m.empty("w:ind", "w:left", twips(left+float64(level)*d.hang), "w:hanging", twips(d.hang))
			m.close(2)
		}
		m.close(1)
	}
	for i, o := range d.ordered {
		kind := 0
		if o.ordered {
			kind = 1
		}
		m.open("w:num", "w:numId", strconv.Itoa(i+1))
		m.empty("w:abstractNumId", "w:val", strconv.Itoa(kind))
		for level := range deepest + 1 {
			m.open("w:lvlOverride", "w:ilvl", strconv.Itoa(level))
			m.empty("w:startOverride", "w:val", strconv.Itoa(o.start))
			m.close(1)
		}
		m.close(1)
	}
	m.close(1)
	return m.Bytes()
}
