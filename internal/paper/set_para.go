package paper

import "strings"

// baseline is from the top of a line to where its letters stand.
func (s *setter) baseline(f form) float64 {
	rise := 0.8
	if s.chinese {
		rise = 0.88
	}
	return (f.pitch-f.size)/2 + rise*f.size
}

// set turns elements into rows; the foot is set apart.
func (s *setter) set(elements []element) (f *foot) {
	for i, e := range elements {
		switch e := e.(type) {
		case *para:
			more := false
			if i+1 < len(elements) {
				next, ok := elements[i+1].(*para)
				more = ok && next.box && next.look == lookFacts
			}
			s.para(e, s.forms[e.look], more)
		case *grid:
			s.grid(e)
		case *rule:
			s.rule(e)
		case *foot:
			f = e
		}
	}
	return f
}

func (s *setter) rule(r *rule) {
	at := s.ruleAbove
	s.rows = append(s.rows, row{height: at + 2, strokes: []stroke{{0, at, s.width, at, thickness(r)}}, glue: true})
}

func thickness(r *rule) float64 {
	if r.thick {
		return 1
	}
	return 0.5
}

// para sets one paragraph. More tells that the box it stands in goes on.
func (s *setter) para(p *para, f form, more bool) {
	from := len(s.rows)
	switch {
	case p.pieces != nil:
		f = s.pieces(p, f)
	case p.right != "":
		s.ends(p, f)
	default:
		s.flow(p, f)
	}
	rows := s.rows[from:]
	if len(rows) == 0 {
		return
	}
	last := len(rows) - 1
	if rows[0].lead += f.before; p.look == lookRoll && !p.first {
		rows[0].lead = 0
	}
	rows[last].tail += f.after
	for i := range rows {
		rows[i].grid, rows[i].closing = s.chinese && f.pitch == s.pitch, p.look == lookSignature
		if i < last {
			rows[i].glue = f.keep || p.box && len(rows) <= 8 || !s.chinese && (i == 0 || i == last-1)
		} else {
			rows[i].glue = f.keep || p.with || more
		}
	}
	if p.look >= lookHeading1 && p.look <= lookHeading4 {
		rows[0].bookmark = p.lead(s.language()) + plainRuns(p.runs)
	}
	if p.box {
		if s.bar(rows, f, more); !more {
			rows[last].tail += s.gutter / 2
		}
	}
	if p.look == lookSignature {
		rows[0].strokes = append(rows[0].strokes, stroke{f.left, -2, f.left + signatureWidth, -2, 0.5})
	}
}

func (s *setter) language() Language {
	if s.chinese {
		return Chinese
	}
	return English
}

func plainRuns(runs []run) string {
	var b strings.Builder
	for _, r := range runs {
		b.WriteString(r.text)
	}
	return strings.ReplaceAll(b.String(), "\n", " ")
}

// bar draws the rule at the left of a box, from row to row without a gap.
func (s *setter) bar(rows []row, f form, more bool) {
	x := f.left - s.gutter*0.75
	for i := range rows {
		down := rows[i].height
		if more || i < len(rows)-1 {
			down += rows[i].tail
		}
		rows[i].strokes = append(rows[i].strokes, stroke{x, 0, x, down, 2})
	}
}

// flow sets running text, with its marker before it or hanging at its left.
func (s *setter) flow(p *para, f form) {
	g, first, left := s.runs(p.look, p.runs, f.size), f.first, f.left
	var hanging []glyph
	switch {
	case p.marker == "":
	case p.look == lookItem:
		left += float64(p.depth) * s.hang
		hanging = s.glyphs(p.marker, f.role, f.size, "")
		first = max(0, width(hanging)+s.em/3-s.hang)
	case p.look == lookRoll || p.look == lookCopy:
		hanging = s.glyphs(p.marker, s.hangingFace(p, f), f.size, "")
		left += width(hanging)
	default:
		g = append(s.glyphs(p.lead(s.language()), f.role, f.size, ""), g...)
	}
	s.hold(g)
	at := segment{dy: s.baseline(f), size: f.size, ink: f.ink}
	room := s.width - left - f.right
	for i, l := range breakLines(g, room, first) {
		r := row{height: f.pitch}
		indent := 0.0
		if i == 0 {
			indent = first
			at.x = left - s.hang
			if p.look != lookItem {
				at.x = left - width(hanging)
			}
			s.place(&r, hanging, at, 0)
		}
		s.line(&r, trim(g[l.from:l.to]), at, f.within(left+indent, room-indent, l.last))
		s.rows = append(s.rows, r)
	}
	if len(g) == 0 && len(hanging) > 0 {
		r := row{height: f.pitch}
		at.x = left - s.hang
		s.place(&r, hanging, at, 0)
		s.rows = append(s.rows, r)
	}
}

func (s *setter) hangingFace(p *para, f form) role {
	if p.look == lookRoll {
		return s.label
	}
	return f.role
}

// measureOf is where a line stands and how.
type measureOf struct {
	x, room, size float64
	side          side
}

// within is the measure of a line; the last one of a paragraph is not filled.
func (f form) within(x, room float64, last bool) measureOf {
	m := measureOf{x, room, f.size, f.side}
	if last && m.side == sideBoth {
		m.side = sideLeft
	}
	return m
}

func (s *setter) line(into *row, g []glyph, at segment, m measureOf) {
	extra := 0.0
	at.x = m.x
	switch m.side {
	case sideBoth:
		extra = fill(g, m.room, m.size)
	case sideLeft:
		if width(g) > m.room+0.01 { // a mark of punctuation that stands out
			extra = fill(g, m.room, m.size)
		}
	case sideCentre:
		at.x += max(0, (m.room-width(g))/2)
	case sideRight:
		at.x += max(0, m.room-width(g))
	}
	s.place(into, g, at, extra)
}

// ends sets what stands left and right on one line; what stands right goes below when there is no room.
func (s *setter) ends(p *para, f form) {
	left := *p
	left.right = ""
	if length(p.runs) > 0 {
		s.flow(&left, f)
	}
	g := s.glyphs(p.right, f.role, f.size, "")
	last := len(s.rows) - 1
	if length(p.runs) == 0 || s.reach(last)+s.gutter+width(g) > s.width-f.right {
		s.rows = append(s.rows, row{height: f.pitch})
		last++
	}
	f.side = sideRight
	if width(g) > s.width-f.left-f.right {
		s.rows = s.rows[:last]
		s.flow(&para{look: p.look, runs: []run{{text: p.right}}}, f)
		return
	}
	s.line(&s.rows[last], g, segment{dy: s.baseline(f), size: f.size}, f.within(f.left, s.width-f.left-f.right, true))
}

// reach is how far to the right a row goes.
func (s *setter) reach(i int) (x float64) {
	for _, seg := range s.rows[i].segments {
		w := 0.0
		for _, c := range seg.text {
			if _, advance, ok := s.shelf.find(seg.face, c); ok {
				w += advance*seg.size + seg.spacing
			}
		}
		x = max(x, seg.x+w)
	}
	return x
}

// pieces sets a mark or a title: pieces kept whole, on few lines that are alike; a mark as large as fits on two.
func (s *setter) pieces(p *para, f form) form {
	if p.look == lookMark {
		f = s.markForm(p, f)
	}
	text := s.broken(p, f, "\n")
	s.flow(&para{look: p.look, runs: []run{{text: text}}}, f)
	return f
}

func (s *setter) joint() string {
	if s.chinese {
		return ""
	}
	return " "
}

func (s *setter) pieceSplit(p *para, f form, room float64) []int {
	const many = 64
	if len(p.pieces) > many {
		return []int{len(p.pieces)}
	}
	widths := make([]float64, len(p.pieces))
	for i, piece := range p.pieces {
		widths[i] = width(s.glyphs(piece, f.role, f.size, ""))
	}
	return pieceLines(widths, width(s.glyphs(s.joint(), f.role, f.size, "")), room)
}

// broken is the text of pieces with a mark where lines end.
func (s *setter) broken(p *para, f form, mark string) string {
	room := s.width - f.left - f.right
	if p.look == lookMark {
		room = s.markRoom()
	}
	return strings.Join(brokenPieces(p.pieces, s.pieceSplit(p, f, room), s.joint()), mark)
}

func brokenPieces(pieces []string, split []int, joint string) []string {
	var out []string
	for _, n := range split {
		out = append(out, strings.Join(pieces[:n], joint))
		pieces = pieces[n:]
	}
	return out
}

// markForm makes the letters of the mark as large as fits on two lines, between the sheet's smallest and largest.
func (s *setter) markForm(p *para, f form) form {
	for f.size = s.mostly; f.size > s.smallest; f.size-- {
		if len(s.pieceSplit(p, f, s.markRoom())) <= 2 && s.fits(p, f) {
			break
		}
	}
	f.pitch = f.size * 1.35
	if f.before > f.pitch { // it is the letters that stand so far down, not their line
		f.before -= (f.pitch - f.size) / 2
	}
	return f
}

// markRoom leaves a little: Word sets the mark beside its grid, a hair wider than ours.
func (s *setter) markRoom() float64 { return s.width * 0.98 }

func (s *setter) fits(p *para, f form) bool {
	for _, piece := range p.pieces {
		if width(s.glyphs(piece, f.role, f.size, "")) > s.markRoom() {
			return false
		}
	}
	return true
}
