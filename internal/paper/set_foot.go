package paper

import (
	"image"

	"github.com/boombuler/barcode/qr"
)

// code is a QR code, dark where its cells are true; nil when there is no address or it is too long for one.
func code(address string) [][]bool {
	if address == "" {
		return nil
	}
	made, err := qr.Encode(address, qr.M, qr.Auto)
	if err != nil {
		return nil
	}
	b := made.Bounds()
	cells := make([][]bool, b.Dy())
	for y := range cells {
		cells[y] = make([]bool, b.Dx())
		for x := range cells[y] {
			shade, _, _, _ := made.At(b.Min.X+x, b.Min.Y+y).RGBA()
			cells[y][x] = shade < 0x8000
		}
	}
	return cells
}

// picture is the code with its margin, each cell some pixels wide.
func picture(cells [][]bool) *image.Gray {
	const scale, margin = 6, 4
	n := (len(cells) + 2*margin) * scale
	img := image.NewGray(image.Rect(0, 0, n, n))
	for i := range img.Pix {
		img.Pix[i] = 0xFF
	}
	for y := range cells {
		for x, dark := range cells[y] {
			if !dark {
				continue
			}
			for dy := range scale {
				at := img.PixOffset((x+margin)*scale, (y+margin)*scale+dy)
				clear(img.Pix[at : at+scale])
			}
		}
	}
	return img
}

// codeSize is the side of a printed QR code.
const codeSize = 22 * mm

// foot sets what stands at the foot of the last page: how to verify beside the code, and the colophon between its rules.
func (s *setter) foot(f *foot) []row {
	if f == nil {
		return nil
	}
	kept := s.rows
	s.rows = nil
	s.verify(f)
	if len(f.copies) > 0 || f.last != nil {
		s.colophon(f)
	}
	rows := s.rows
	s.rows = kept
	for i := range rows {
		rows[i].glue, rows[i].grid = i < len(rows)-1, false
	}
	return rows
}

// verify sets the lines at the left of the code; they are one row, as high as the higher of the two.
func (s *setter) verify(f *foot) {
	if len(f.verify) == 0 {
		return
	}
	form := s.forms[lookVerify]
	cells := code(f.address)
	if cells != nil {
		form.right += codeSize + s.gutter
	}
	for _, p := range f.verify {
		s.para(p, form, false)
	}
	block, y := row{}, 0.0
	for _, r := range s.rows {
		for _, seg := range r.segments {
			seg.dy += y
			block.segments = append(block.segments, seg)
		}
		for _, a := range r.areas {
			a.y += y
			block.areas = append(block.areas, a)
		}
		for _, l := range r.strokes {
			l.y0, l.y1 = l.y0+y, l.y1+y
			block.strokes = append(block.strokes, l)
		}
		y += r.height
	}
	block.height, block.tail = y, 6
	if cells != nil {
		block.height = max(y, codeSize)
		for i := range block.segments {
			block.segments[i].dy += block.height - y
		}
		for i := range block.areas {
			block.areas[i].y += block.height - y
		}
		for i := range block.strokes {
			block.strokes[i].y0, block.strokes[i].y1 = block.strokes[i].y0+block.height-y, block.strokes[i].y1+block.height-y
		}
		block.code = cells
	}
	s.rows = []row{block}
}

// colophon is 版记: copies, who printed it and when, between rules.
func (s *setter) colophon(f *foot) {
	between := func(width float64) {
		s.rows = append(s.rows, row{height: 3, strokes: []stroke{{0, 1.5, s.width, 1.5, width}}})
	}
	form := s.forms[lookCopy]
	between(1)
	for _, p := range f.copies {
		s.para(p, form, false)
	}
	if f.last != nil {
		if len(f.copies) > 0 {
			between(0.5)
		}
		if f.last.right == "" {
			s.para(f.last, form, false)
		} else {
			s.ends(f.last, form)
		}
	}
	between(1)
}
