package paper

import "fmt"

// watermark writes across the page that this is a draft, below everything else.
func (d *drawer) watermark() {
	text := d.doc.draft()
	if text == "" {
		return
	}
	size := 130.0
	g := d.glyphs(text, roleTitle, size, "")
	if w := width(g); w > 150*mm {
		size *= 150 * mm / w
		g = d.glyphs(text, roleTitle, size, "")
	}
	cx, cy := pageWidth/2, pageHeight/2
	d.pdf.Rotate(40, cx, cy)
	var r row
	d.place(&r, g, segment{x: cx - width(g)/2 - d.left, size: size, ink: inkPale}, 0)
	for _, seg := range r.segments {
		d.text(seg, cy+size*0.35-d.top)
	}
	d.pdf.RotateReset()
}

// draft is the word across the page; it is one, and not a text.
func (doc *Document) draft() string {
	const letters = 24
	word := []rune(line(doc.Draft))
	return string(word[:min(len(word), letters)])
}

// furniture is what stands on every page: its number 7 mm below the type area, odd pages at the right and even ones at the left, and the note across.
func (d *drawer) furniture(page, pages int) {
	f, inset, y := d.setter.furniture, 0.0, pageHeight-14*mm
	if d.chinese {
		inset, y = d.em, d.top+d.height+7*mm
	}
	right := page%2 == 1 || !d.chinese
	number := d.glyphs(folio(d.doc.Language, page, pages), f.role, f.size, "")
	d.beside(number, f.size, y, inset, right)
	size := f.size
	if d.chinese {
		size = 10.5
	}
	d.note(number, size, y, inset, !right)
}

// note sets the note beside the number, smaller where it is long, and cut off where it is longer than a line of six points.
func (d *drawer) note(number []glyph, size, y, inset float64, right bool) {
	const smallest = 6
	text, room := line(d.doc.Note), d.width-2*inset-width(number)-d.em
	g := d.glyphs(text, d.setter.furniture.role, size, "")
	if w := width(g); w > room {
		size = max(size*room/w, smallest)
		g = d.glyphs(text, d.setter.furniture.role, size, "")
	}
	for len(g) > 0 && width(g) > room+hair {
		g = g[:min(len(g)-1, int(float64(len(g))*room/width(g)))]
	}
	d.beside(g, size, y, inset, right)
}

// beside writes at one end of a line across the type area.
func (d *drawer) beside(g []glyph, size, y, inset float64, right bool) {
	x := inset
	if right {
		x = d.width - inset - width(g)
	}
	var r row
	d.place(&r, g, segment{x: x, size: size}, 0)
	for _, seg := range r.segments {
		d.text(seg, y-d.top+0.88*size)
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
