package paper

import "strconv"

// table writes a table; its header is one, and is repeated on every page.
func (d *docx) table(g *grid) {
	m := d.body
	m.open("w:tbl")
	m.open("w:tblPr")
	if !g.bare {
		m.empty("w:tblStyle", "w:val", "TableGrid")
	}
	m.empty("w:tblW", "w:w", twips(d.width), "w:type", "dxa")
	m.empty("w:tblLayout", "w:type", "fixed")
	m.open("w:tblCellMar")
	side := "80"
	if g.bare {
		side = "0"
	}
	m.empty("w:left", "w:w", side, "w:type", "dxa")
	m.empty("w:right", "w:w", "80", "w:type", "dxa")
	m.close(1)
	look := "0600" // no bands; 0020: the first row is a header. Office 2007 knows the number alone
	if g.head != nil {
		look = "0620"
	}
	m.empty("w:tblLook", "w:val", look)
	m.close(1)
	m.open("w:tblGrid")
	for _, share := range g.widths {
		m.empty("w:gridCol", "w:w", twips(share*d.width))
	}
	m.close(1)
	if g.head != nil {
		d.tableRow(g, g.head, true)
	}
	keep := d.keep
	for i, row := range g.rows {
		d.keep = keep && i == len(g.rows)-1
		d.tableRow(g, row, false)
	}
	d.keep = keep
	if g.head == nil && len(g.rows) == 0 {
		d.tableRow(g, make([]string, len(g.widths)), false)
	}
	m.close(1)
	d.spacer(d.cell.pitch / 2)
}

// spacer parts a table from what follows; two tables in a row would be one.
func (d *docx) spacer(height float64) {
	m := d.body
	m.open("w:p")
	m.open("w:pPr")
	m.empty("w:pStyle", "w:val", "TableText")
	if d.keep {
		m.empty("w:keepNext")
	}
	m.empty("w:spacing", "w:before", "0", "w:after", "0", "w:line", twips(height), "w:lineRule", "exact")
	m.close(2)
}

func (d *docx) tableRow(g *grid, cells []string, head bool) {
	m := d.body
	m.open("w:tr")
	m.open("w:trPr")
	m.empty("w:cantSplit")
	if head {
		m.empty("w:tblHeader")
	}
	m.close(1)
	size := d.cell.size
	if g.bare {
		size = d.bare.size
	}
	for i, share := range g.widths {
		m.open("w:tc")
		m.open("w:tcPr")
		m.empty("w:tcW", "w:w", twips(share*d.width), "w:type", "dxa")
		if head && g.bare {
			m.open("w:tcBorders")
			m.empty("w:bottom", "w:val", "single", "w:sz", "4", "w:space", "0", "w:color", "000000")
			m.close(1)
		}
		m.empty("w:vAlign", "w:val", "center")
		m.close(1)
		m.open("w:p")
		m.open("w:pPr")
		m.empty("w:pStyle", "w:val", "TableText")
		if d.keep {
			m.empty("w:keepNext")
		}
		if g.right[i] {
			m.empty("w:jc", "w:val", "right")
		}
		m.close(1)
		r := run{text: cells[i]}
		if head {
			r.hand = handHead
		}
		d.run(r, lookBody, size)
		m.close(2)
	}
	m.close(1)
}

// colophon writes how to verify, beside the code, and below it who gets it, in one table that is fixed at the foot of its page, which is the
// last: the way of the offices' own templates. LibreOffice leaves it where it is in the text, and its rows together.
func (d *docx) colophon(f *foot) {
	widths := []float64{d.width}
	if len(f.verify) > 0 {
		if d.code != nil {
			side := codeSize + d.gutter
			widths = []float64{d.width - side, side}
		}
		d.spacer(d.cell.pitch)
	}
	m := d.body
	m.open("w:tbl")
	m.open("w:tblPr")
	m.empty("w:tblpPr", "w:leftFromText", "0", "w:rightFromText", "0", "w:vertAnchor", "margin", "w:horzAnchor", "margin", "w:tblpXSpec", "left", "w:tblpYSpec", "bottom")
	m.empty("w:tblOverlap", "w:val", "never")
	d.plainTable(widths)
	if len(f.verify) > 0 {
		d.verify(f, widths)
	}
	if len(f.copies) > 0 {
		d.colophonRow(f.copies, len(widths), "8", f.last == nil)
	}
	if f.last != nil {
		above := "8"
		if len(f.copies) > 0 {
			above = "4"
		}
		d.colophonRow([]*para{f.last}, len(widths), above, true)
	}
	m.close(1)
	d.keep = false
	d.spacer(1) // what the table is fixed to
}

// plainTable writes the rest of the head of a table without margins in its cells.
func (d *docx) plainTable(widths []float64) {
	m := d.body
	m.empty("w:tblW", "w:w", twips(d.width), "w:type", "dxa")
	m.empty("w:tblLayout", "w:type", "fixed")
	m.open("w:tblCellMar")
	m.empty("w:left", "w:w", "0", "w:type", "dxa")
	m.empty("w:right", "w:w", "0", "w:type", "dxa")
	m.close(2)
	m.open("w:tblGrid")
	for _, w := range widths {
		m.empty("w:gridCol", "w:w", twips(w))
	}
	m.close(1)
}

// wholeRow begins a row that no page divides.
func (d *docx) wholeRow() {
	d.body.open("w:tr")
	d.body.open("w:trPr")
	d.body.empty("w:cantSplit")
	d.body.close(1)
}

// colophonRow goes over all columns. It has a rule above, and one below if it is the last.
func (d *docx) colophonRow(paras []*para, columns int, above string, last bool) {
	m := d.body
	d.wholeRow()
	m.open("w:tc")
	m.open("w:tcPr")
	m.empty("w:tcW", "w:w", twips(d.width), "w:type", "dxa")
	if columns > 1 {
		m.empty("w:gridSpan", "w:val", strconv.Itoa(columns))
	}
	m.open("w:tcBorders")
	m.empty("w:top", "w:val", "single", "w:sz", above, "w:space", "0", "w:color", "000000")
	if last {
		m.empty("w:bottom", "w:val", "single", "w:sz", "8", "w:space", "0", "w:color", "000000")
	}
	m.close(2)
	for _, p := range paras {
		d.para(p, false)
	}
	m.close(2)
}

// verify is a row without rules: the lines at the left, the code at the right.
func (d *docx) verify(f *foot, widths []float64) {
	m := d.body
	d.wholeRow()
	d.verifyCell(widths[0])
	for _, p := range f.verify {
		d.para(p, false)
	}
	m.close(1)
	if len(widths) > 1 {
		d.codeCell(f.address, widths[1])
	}
	m.close(1)
}

// verifyCell begins a cell that stands on what is left free above the colophon.
func (d *docx) verifyCell(width float64) {
	m := d.body
	m.open("w:tc")
	m.open("w:tcPr")
	m.empty("w:tcW", "w:w", twips(width), "w:type", "dxa")
	m.open("w:tcMar")
	m.empty("w:bottom", "w:w", twips(6), "w:type", "dxa")
	m.close(1)
	m.empty("w:vAlign", "w:val", "bottom")
	m.close(1)
}

func (d *docx) codeCell(address string, side float64) {
	m := d.body
	d.verifyCell(side)
	m.open("w:p")
	m.open("w:pPr")
	if d.keep {
		m.empty("w:keepNext")
	}
	m.empty("w:spacing", "w:before", "0", "w:after", "0", "w:line", "240", "w:lineRule", "auto")
	m.empty("w:jc", "w:val", "right")
	m.close(1)
	m.open("w:r")
	d.drawing(address)
	m.close(3)
}

// drawing shows the QR code, with the address for those who do not see it.
func (d *docx) drawing(address string) {
	m := d.body
	side := strconv.Itoa(int(codeSize * 12700))
	m.open("w:drawing")
	m.open("wp:inline", "distT", "0", "distB", "0", "distL", "0", "distR", "0")
	m.empty("wp:extent", "cx", side, "cy", side)
	m.empty("wp:docPr", "id", "1", "name", "QR", "descr", address)
	m.open("a:graphic")
	m.open("a:graphicData", "uri", "http://schemas.openxmlformats.org/drawingml/2006/picture")
	m.open("pic:pic")
	m.open("pic:nvPicPr")
	m.empty("pic:cNvPr", "id", "1", "name", "code.png", "descr", address)
	m.empty("pic:cNvPicPr")
	m.close(1)
	m.open("pic:blipFill")
	m.empty("a:blip", "r:embed", "rIdCode")
	m.open("a:stretch")
	m.empty("a:fillRect")
	m.close(2)
	m.open("pic:spPr")
	m.open("a:xfrm")
	m.empty("a:off", "x", "0", "y", "0")
	m.empty("a:ext", "cx", side, "cy", side)
	m.close(1)
	m.open("a:prstGeom", "prst", "rect")
	m.empty("a:avLst")
	m.close(7)
}
