package paper

import (
	"bytes"
	"fmt"

	"github.com/signintech/gopdf"
)

// PDF is a document as a PDF file.
type PDF struct {
	Bytes []byte
	Pages int
	// Missing are the characters that none of the fonts has; 〓 is printed in their stead. A paper that is to be issued should have none.
	Missing []rune
}

// MakePDF sets a document on pages.
func MakePDF(doc *Document) (*PDF, error) {
	shelf, err := openShelf()
	if err != nil {
		return nil, err
	}
	s := &setter{sheet: sheetOf(doc.Language), shelf: shelf, missing: map[rune]bool{}}
	foot := s.foot(s.set(compose(doc)))
	pages := s.paginate(s.rows, foot)
	d := &drawer{setter: s, doc: doc, used: map[role]bool{}}
	if err := d.draw(pages); err != nil {
		return nil, err
	}
	var b bytes.Buffer
	if _, err := d.pdf.WriteTo(&b); err != nil {
		return nil, fmt.Errorf("paper: writing the pdf: %w", err)
	}
	whole, err := complete(b.Bytes(), doc)
	if err != nil {
		return nil, err
	}
	return &PDF{Bytes: whole, Pages: len(pages), Missing: s.missed()}, nil
}

// drawer puts rows into a PDF file.
type drawer struct {
	*setter
	doc  *Document
	pdf  gopdf.GoPdf
	used map[role]bool
	err  error
}

func (d *drawer) draw(pages [][]placed) error {
	d.pdf.Start(gopdf.Config{PageSize: gopdf.Rect{W: pageWidth, H: pageHeight}})
	d.pdf.SetInfo(gopdf.PdfInfo{Title: d.doc.title(), Subject: line(d.doc.Properties.Subject), Author: line(d.doc.Issuer),
		Creator: maker, Producer: maker, CreationDate: d.doc.Properties.Made.UTC()})
	for i, rows := range pages {
		d.pdf.AddPage()
		d.watermark()
		for _, r := range rows {
			d.row(r)
		}
		d.furniture(i+1, len(pages))
	}
	return d.err
}

// maker names the program in its files.
const maker = "Same Table"

// title is what a reader's window is called.
func (doc *Document) title() string {
	if t := line(doc.Properties.Title); t != "" {
		return t
	}
	glue := " "
	if doc.Language == Chinese {
		glue = ""
	}
	title := ""
	for _, piece := range lines(doc.Title) {
		if title != "" {
			title += glue
		}
		title += piece
	}
	return title
}

func (d *drawer) row(r placed) {
	for _, l := range r.strokes {
		d.pdf.SetStrokeColor(0, 0, 0)
		d.pdf.SetLineWidth(l.width)
		d.pdf.Line(d.left+l.x0, d.top+r.y+l.y0, d.left+l.x1, d.top+r.y+l.y1)
	}
	if r.bookmark != "" {
		d.pdf.SetXY(d.left, d.top+r.y)
		d.pdf.AddOutlineWithPosition(r.bookmark)
	}
	for _, seg := range r.segments {
		d.text(seg, r.y)
	}
	for _, a := range r.areas {
		d.pdf.AddExternalLink(a.address, d.left+a.x, d.top+r.y+a.y, a.w, a.h)
	}
	d.code(r)
}

// code draws a QR code as rectangles, the cells of a line that touch as one.
func (d *drawer) code(r placed) {
	if r.code == nil {
		return
	}
	n := len(r.code)
	cell := codeSize / float64(n)
	x0, y0 := d.left+d.width-codeSize, d.top+r.y+r.height-codeSize
	if d.chinese {
		x0 -= d.em
	}
	d.pdf.SetFillColor(0, 0, 0)
	for y, row := range r.code {
		for x := 0; x < n; x++ {
			from := x
			for x < n && row[x] {
				x++
			}
			if x > from {
				d.pdf.RectFromUpperLeftWithStyle(x0+float64(from)*cell, y0+float64(y)*cell, float64(x-from)*cell, cell*1.02, "F")
			}
		}
	}
}

// face makes a font current; a document carries those it uses.
func (d *drawer) face(r role, size float64) {
	_, name := familyOf(r)
	if !d.used[r] {
		d.used[r] = true
		d.note(d.pdf.AddTTFFontFromFontContainer(name, d.shelf.container))
	}
	d.note(d.pdf.SetFont(name, "", size))
}

func (d *drawer) note(err error) {
	if d.err == nil && err != nil {
		d.err = fmt.Errorf("paper: drawing: %w", err)
	}
}

func (d *drawer) text(seg segment, y float64) {
	if seg.text == "" {
		return
	}
	d.face(seg.face, seg.size)
	d.note(d.pdf.SetCharSpacing(seg.spacing))
	if seg.red {
		d.pdf.SetTextColor(0xC0, 0x10, 0x10)
	} else {
		d.pdf.SetTextColor(0, 0, 0)
	}
	d.pdf.SetXY(d.left+seg.x, d.top+y+seg.dy)
	d.note(d.pdf.Text(seg.text))
}

// watermark writes across the page that this is a draft, below everything else.
func (d *drawer) watermark() {
	text := line(d.doc.Draft)
	if text == "" {
		return
	}
	face := roleTitle
	size := 130.0
	g := d.glyphs(text, face, size, "")
	if w := width(g); w > 150*mm {
		size *= 150 * mm / w
		g = d.glyphs(text, face, size, "")
	}
	cx, cy := pageWidth/2, pageHeight/2
	d.pdf.Rotate(40, cx, cy)
	x := cx - width(g)/2
	for _, c := range g {
		d.face(c.face, size)
		d.note(d.pdf.SetCharSpacing(0))
		d.pdf.SetTextColor(226, 226, 226)
		d.pdf.SetXY(x, cy+size*0.35)
		d.note(d.pdf.Text(string(c.c)))
		x += c.w
	}
	d.pdf.RotateReset()
}

// furniture is what stands on every page: its number 7 mm below the type area, odd pages at the right and even ones at the left, and the note across.
func (d *drawer) furniture(page, pages int) {
	f := d.setter.furniture
	number := folio(d.doc.Language, page, pages)
	y := d.top + d.height + 7*mm
	if !d.chinese {
		y = pageHeight - 14*mm
	}
	inset := 0.0
	if d.chinese {
		inset = d.em
	}
	d.beside(number, f, y, inset, page%2 == 1 || !d.chinese)
	note := f
	if d.chinese {
		note.size = 10.5
	}
	d.beside(line(d.doc.Note), note, y, inset, page%2 == 0 && d.chinese)
}

// beside writes at one end of a line across the type area.
func (d *drawer) beside(text string, f form, y, inset float64, right bool) {
	g := d.glyphs(text, f.role, f.size, "")
	x := inset
	if right {
		x = d.width - inset - width(g)
	}
	var r row
	d.place(&r, g, segment{x: x, size: f.size}, 0)
	for _, seg := range r.segments {
		d.text(seg, y-d.top+0.88*f.size)
	}
}

// folio is the number of a page.
func folio(language Language, page, pages int) string {
	switch language {
	case Chinese:
		return fmt.Sprintf("— %d —", page)
	case Swedish:
		return fmt.Sprintf("%d (%d)", page, pages)
	}
	return fmt.Sprintf("%d / %d", page, pages)
}
