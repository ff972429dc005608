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
		d.noted(d.pdf.AddTTFFontFromFontContainer(name, d.shelf.container))
	}
	d.noted(d.pdf.SetFont(name, "", size))
}

func (d *drawer) noted(err error) {
	if d.err == nil && err != nil {
		d.err = fmt.Errorf("paper: drawing: %w", err)
	}
}

func (d *drawer) text(seg segment, y float64) {
	if seg.text == "" {
		return
	}
	d.face(seg.face, seg.size)
	d.noted(d.pdf.SetCharSpacing(seg.spacing))
	switch seg.ink {
	case inkPale:
		d.pdf.SetTextColor(0xE2, 0xE2, 0xE2)
	default:
		d.pdf.SetTextColor(0, 0, 0)
	}
	d.pdf.SetXY(d.left+seg.x, d.top+y+seg.dy)
	d.noted(d.pdf.Text(seg.text))
}
