package paper

import (
	"strconv"
	"strings"
)

// write sets the elements as the main part.
func (d *docx) write() {
	d.body = newMarkup()
	m := d.body
	m.open("w:document", "xmlns:w", mainSpace, "xmlns:r", linkSpace, "xmlns:wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
		"xmlns:a", "http://schemas.openxmlformats.org/drawingml/2006/main", "xmlns:pic", "http://schemas.openxmlformats.org/drawingml/2006/picture")
	m.open("w:body")
	elements := compose(d.doc)
	kept := keptFrom(elements)
	for i, e := range elements {
		d.keep = i >= kept
		switch e := e.(type) {
		case *para:
			following, _ := next[*para](elements, i)
			together := e.box && following != nil && following.look == lookFacts
			d.para(e, together || e.with)
			if e.box && !together { // two boxes in a row would be one
				d.spacer(d.afterBox())
			}
		case *rule:
			d.rule()
		case *grid:
			d.table(e)
		case *foot:
			d.foot = e
		}
	}
	if d.foot != nil {
		d.code = code(d.foot.address)
		d.colophon(d.foot)
	}
	d.section()
	m.close(2)
}

// keptFrom is where the end of a text begins that shares the last page with what stands at its foot: the lines to sign on and the element before
// them.
func keptFrom(elements []element) int {
	at := len(elements)
	for at > 0 {
		at--
		if p, ok := elements[at].(*para); ok && p.look == lookSignature {
			continue
		}
		if _, ok := elements[at].(*foot); !ok {
			break
		}
	}
	return at
}

// afterBox is what is left free below a box: a line of the grid, or a little.
func (d *docx) afterBox() float64 {
	if d.chinese {
		return float64(int(d.pitch*20)) / 20 // as all lines of the grid, so that 22 have room
	}
	return d.gutter / 2
}

// next gives the element after one if it is of a kind.
func next[T element](elements []element, i int) (found T, ok bool) {
	if i+1 < len(elements) {
		found, ok = elements[i+1].(T)
	}
	return found, ok
}

// rule is an empty paragraph with a line below it, over the whole width.
func (d *docx) rule() {
	m := d.body
	m.open("w:p")
	m.open("w:pPr")
	m.empty("w:keepNext")
	m.open("w:pBdr")
	m.empty("w:bottom", "w:val", "single", "w:sz", "8", "w:space", "1", "w:color", "000000")
	m.close(1)
	d.spacing(m, form{pitch: d.ruleAbove})
	m.close(2)
}

// para writes a paragraph in its style, and what only this one has; together keeps it on one page with the next, as the end of a text is anyway.
func (d *docx) para(p *para, together bool) {
	m := d.body
	id, _, _ := styleOf(p.look)
	m.open("w:p")
	m.open("w:pPr")
	m.empty("w:pStyle", "w:val", id)
	if together || d.keep {
		m.empty("w:keepNext")
	}
	if p.list != nil {
		m.open("w:numPr")
		m.empty("w:ilvl", "w:val", strconv.Itoa(p.depth))
		m.empty("w:numId", "w:val", strconv.Itoa(d.count(p.list)))
		m.close(1)
	}
	d.own(m, p)
	m.close(1)
	d.content(p)
	m.close(1)
}

// count numbers the lists in the order they are met.
func (d *docx) count(o *order) int {
	if n, ok := d.lists[o]; ok {
		return n
	}
	d.ordered = append(d.ordered, o)
	d.lists[o] = len(d.ordered)
	return len(d.ordered)
}

// own writes the layout that depends on the words: tabs, hanging labels, the size of a mark.
func (d *docx) own(m *markup, p *para) {
	f := d.forms[p.look]
	if p.right != "" {
		m.open("w:tabs")
		m.empty("w:tab", "w:val", "right", "w:pos", twips(d.width-f.right))
		m.close(1)
	}
	if p.look == lookMark {
		d.spacing(m, d.markForm(p, f))
	}
	if p.look == lookRoll && !p.first {
		f.before = 0
		d.spacing(m, f)
	}
	if p.marker != "" && (p.look == lookRoll || p.look == lookCopy) {
		hanging := width(d.glyphs(p.marker, d.hangingFace(p, f), f.size, ""))
		m.empty("w:ind", "w:left", twips(f.left+hanging), "w:right", twips(f.right), "w:hanging", twips(hanging))
	}
}

// content writes the words of a paragraph.
func (d *docx) content(p *para) {
	f := d.forms[p.look]
	if p.pieces != nil {
		if p.look == lookMark {
			f = d.markForm(p, f)
		}
		d.run(run{text: d.broken(p, f, d.joint()+"\n")}, p.look, f.size)
		return
	}
	if p.list == nil {
		lead := run{text: p.lead(d.doc.Language)}
		if p.look == lookRoll {
			lead.hand = handLabel
		}
		d.run(lead, p.look, 0)
	}
	if p.look == lookSignature {
		d.run(run{text: "\t\n"}, p.look, 0)
	}
	for _, r := range p.runs {
		d.run(r, p.look, 0)
	}
	if p.right != "" {
		d.run(run{text: d.apart(p, f) + p.right}, p.look, 0)
	}
}

// apart is what stands before the text at the right end: a tab, and a new line where there is no room on the same.
func (d *docx) apart(p *para, f form) string {
	both := width(d.runs(p.look, p.runs, f.size)) + width(d.glyphs(p.right, f.role, f.size, ""))
	if both+d.gutter > d.width-f.left-f.right {
		return "\n\t"
	}
	return "\t"
}

// run writes text in one hand; a size other than the style's is given.
func (d *docx) run(r run, l look, size float64) {
	if r.text == "" {
		return
	}
	m := d.body
	if r.link != "" {
		d.links = append(d.links, r.link)
		m.open("w:hyperlink", "r:id", "rIdLink"+strconv.Itoa(len(d.links)))
	}
	m.open("w:r")
	m.open("w:rPr")
	switch {
	case r.link != "":
		m.empty("w:rStyle", "w:val", "Hyperlink")
	case r.hand == handHead:
		d.letters(m, d.label)
	case r.hand != handPlain && d.face(l, r.hand) != d.forms[l].role:
		m.empty("w:rStyle", "w:val", map[hand]string{handLabel: "Strong", handEmphasis: "Emphasis"}[r.hand])
	}
	if size > 0 {
		m.empty("w:sz", "w:val", halves(size))
		m.empty("w:szCs", "w:val", halves(size))
	}
	m.close(1)
	text(m, r.text)
	m.close(1)
	if r.link != "" {
		m.close(1)
	}
}

// text writes characters; new lines and tabs are elements of their own.
func text(m *markup, s string) {
	for s != "" {
		end := strings.IndexAny(s, "\n\t")
		if end < 0 {
			end = len(s)
		}
		if end > 0 {
			m.whole("w:t", s[:end], "xml:space", "preserve")
		}
		if end == len(s) {
			return
		}
		if s[end] == '\n' {
			m.empty("w:br")
		} else {
			m.empty("w:tab")
		}
		s = s[end+1:]
	}
}

// section is the page: paper, margins, grid, what stands at its foot.
func (d *docx) section() {
	m := d.body
	m.open("w:sectPr")
	if d.doc.draft() != "" {
		for _, pages := range []string{"default", "even"} {
			m.empty("w:headerReference", "w:type", pages, "r:id", "rIdDraft")
		}
	}
	m.empty("w:footerReference", "w:type", "default", "r:id", "rIdOdd")
	m.empty("w:footerReference", "w:type", "even", "r:id", "rIdEven")
	m.empty("w:pgSz", "w:w", "11906", "w:h", "16838")
	if d.chinese {
		m.empty("w:pgMar", "w:top", "2098", "w:right", "1474", "w:bottom", "1984", "w:left", "1588", "w:header", "851", "w:footer", "1304", "w:gutter", "0")
		// 225 mm are 12,756 twentieths of a point: 22 lines of 579, and only 21 of 580.
		m.empty("w:docGrid", "w:type", "linesAndChars", "w:linePitch", "579", "w:charSpace", "-848")
	} else {
		m.empty("w:pgMar", "w:top", twips(d.top), "w:right", twips(pageWidth-d.left-d.width), "w:bottom", twips(pageHeight-d.top-d.height),
			"w:left", twips(d.left), "w:header", "700", "w:footer", "760", "w:gutter", "0")
	}
	m.close(1)
}
