package paper

import "strconv"

// footer is what stands at the foot of odd or of even pages: the number outside, the note inside.
func (d *docx) footer(odd bool) []byte {
	m := newMarkup()
	m.open("w:ftr", "xmlns:w", mainSpace)
	m.open("w:p")
	m.open("w:pPr")
	m.empty("w:pStyle", "w:val", "Footer")
	m.open("w:tabs")
	inset := 0.0
	if d.chinese {
		inset = d.em
	}
	m.empty("w:tab", "w:val", "right", "w:pos", twips(d.width-inset))
	m.close(1)
	m.empty("w:ind", "w:left", twips(inset), "w:right", twips(inset))
	m.close(1)
	if odd || !d.chinese {
		d.noteRun(m)
		d.plainRun(m, "\t")
		d.numberRun(m)
	} else {
		d.numberRun(m)
		d.plainRun(m, "\t")
		d.noteRun(m)
	}
	m.close(2)
	return m.Bytes()
}

func (d *docx) noteRun(m *markup) {
	note := line(d.doc.Note)
	if note == "" {
		return
	}
	m.open("w:r")
	if d.chinese {
		m.open("w:rPr")
		m.empty("w:sz", "w:val", "21")
		m.close(1)
	}
	text(m, note)
	m.close(1)
}

func (d *docx) plainRun(m *markup, s string) {
	m.open("w:r")
	d.song(m)
	text(m, s)
	m.close(1)
}

// song sets page numbers in 宋体, as the standard wants them.
func (d *docx) song(m *markup) {
	if !d.chinese {
		return
	}
	m.open("w:rPr")
	m.empty("w:rFonts", "w:ascii", "宋体", "w:hAnsi", "宋体", "w:eastAsia", "宋体")
	m.close(1)
}

// numberRun is the number of the page in the form of the language, counted by whoever opens the file.
func (d *docx) numberRun(m *markup) {
	field := func(name string) {
		m.open("w:fldSimple", "w:instr", " "+name+" ")
		d.plainRun(m, "1")
		m.close(1)
	}
	switch d.doc.Language {
	case Chinese:
		d.plainRun(m, "— ")
		field("PAGE")
		d.plainRun(m, " —")
	case Swedish:
		field("PAGE")
		d.plainRun(m, " (")
		field("NUMPAGES")
		d.plainRun(m, ")")
	default:
		field("PAGE")
		d.plainRun(m, " / ")
		field("NUMPAGES")
	}
}

// header carries the word across the page that says that this is a draft: a shape of letters behind the text, as Word makes its own.
func (d *docx) header() []byte {
	m := newMarkup()
	m.open("w:hdr", "xmlns:w", mainSpace, "xmlns:v", "urn:schemas-microsoft-com:vml", "xmlns:o", "urn:schemas-microsoft-com:office:office")
	m.open("w:p")
	m.open("w:pPr")
	m.empty("w:pStyle", "w:val", "Header")
	m.close(1)
	m.open("w:r")
	m.open("w:pict")
	m.open("v:shapetype", "id", "_x0000_t136", "coordsize", "21600,21600", "o:spt", "136", "adj", "10800", "path", "m@7,l@8,m@5,21600l@6,21600e")
	m.open("v:formulas")
	for _, f := range []string{"sum #0 0 10800", "prod #0 2 1", "sum 21600 0 @1", "sum 0 0 @2", "sum 21600 0 @3", "if @0 @3 0", "if @0 21600 @1", "if @0 0 @2", "if @0 @4 21600",
		"mid @5 @6", "mid @8 @5", "mid @7 @8", "mid @6 @7", "sum @6 0 @5"} {
		m.empty("v:f", "eqn", f)
	}
	m.close(1)
	m.empty("v:path", "textpathok", "t", "o:connecttype", "custom", "o:connectlocs", "@9,0;@10,10800;@11,21600;@12,10800", "o:connectangles", "270,180,90,0")
	m.empty("v:textpath", "on", "t", "fitshape", "t")
	m.close(1)
	wide, high := d.draftSize()
	m.open("v:shape", "id", "PowerPlusWaterMarkObject1", "o:spid", "_x0000_s2049", "type", "#_x0000_t136", "alt", d.doc.draft(), "o:allowincell", "f", "fillcolor", "#dcdcdc", "stroked", "f",
		"style", "position:absolute;margin-left:0;margin-top:0;width:"+wide+"pt;height:"+high+"pt;rotation:320;z-index:-251658752;"+
			"mso-position-horizontal:center;mso-position-horizontal-relative:margin;mso-position-vertical:center;mso-position-vertical-relative:margin")
	face := "Times New Roman"
	if d.chinese {
		face = "宋体"
	}
	m.empty("v:textpath", "style", `font-family:"`+face+`";font-size:1pt`, "string", d.doc.draft())
	m.close(5)
	return m.Bytes()
}

// draftSize is how large the word is: as wide as fits across, or as high as looks well.
func (d *docx) draftSize() (wide, high string) {
	ems := width(d.glyphs(d.doc.draft(), roleTitle, 1, ""))
	size := min(130, 150*mm/max(ems, 0.1))
	return strconv.Itoa(int(ems * size)), strconv.Itoa(int(size * 1.1))
}
