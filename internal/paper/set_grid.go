package paper

// grid sets a table: every row of it is one or more rows of the page, kept together while they are few.
func (s *setter) grid(g *grid) {
	f := s.cell
	if g.bare {
		f = s.bare
	}
	var head []row
	if g.head != nil {
		bold := f
		bold.role = s.label
		head = s.gridRow(g, g.head, bold)
		head[0].strokes = append(head[0].strokes, s.across(g, 0, 0)...)
		head[len(head)-1].strokes = append(head[len(head)-1].strokes, stroke{0, head[len(head)-1].height, s.width, head[len(head)-1].height, 0.5})
		for i := range head {
			head[i].glue = true
		}
		s.rows = append(s.rows, head...)
	}
	for i, cells := range g.rows {
		rows := s.gridRow(g, cells, f)
		if i == 0 && g.head == nil {
			rows[0].strokes = append(rows[0].strokes, s.across(g, 0, 0)...)
		}
		end := &rows[len(rows)-1]
		end.strokes = append(end.strokes, s.across(g, end.height, end.height)...)
		for k := range rows {
			rows[k].head = head
		}
		s.rows = append(s.rows, rows...)
	}
	if n := len(s.rows); n > 0 {
		s.rows[n-1].tail += s.cell.pitch * 0.75
	}
}

// across is a rule between two rows of a table.
func (s *setter) across(g *grid, y0, y1 float64) []stroke {
	if g.bare {
		return nil
	}
	return []stroke{{0, y0, s.width, y1, 0.5}}
}

// cellLines is the text of a cell, divided.
type cellLines struct {
	glyphs []glyph
	lines  []stretch
	m      measureOf
}

// gridRow sets the cells of one row side by side: one row of the page, drawn cell by cell, or a row for each line where there are very many.
func (s *setter) gridRow(g *grid, cells []string, f form) []row {
	const pad, keptWhole = 4, 24
	inset := float64(pad)
	if g.bare {
		inset /= 2
	}
	texts, tallest := s.cells(g, cells, f, inset)
	rows := []row{{height: float64(tallest)*f.pitch + inset}}
	if tallest > keptWhole {
		rows = make([]row, tallest)
		for i := range rows {
			rows[i].height = f.pitch
		}
		rows[tallest-1].height += inset
	}
	for _, c := range texts {
		for i, l := range c.lines {
			at, to := segment{dy: s.baseline(f) + inset/2, size: f.size}, &rows[0]
			if len(rows) > 1 {
				to = &rows[i]
			} else {
				at.dy += float64(i) * f.pitch
			}
			s.line(to, trim(c.glyphs[l.from:l.to]), at, c.m)
		}
	}
	if !g.bare {
		for i := range rows {
			rows[i].strokes = append(rows[i].strokes, s.posts(g, rows[i].height)...)
		}
	}
	return rows
}

// cells divides the texts of a row, and tells how many lines the tallest takes.
func (s *setter) cells(g *grid, cells []string, f form, inset float64) (out []cellLines, tallest int) {
	x := 0.0
	tallest = 1
	for i, share := range g.widths {
		c := cellLines{glyphs: s.glyphs(cells[i], f.role, f.size, "")}
		s.hold(c.glyphs)
		m := f
		if g.right[i] {
			m.side = sideRight
		}
		left, gap := inset, 2*inset
		if g.bare {
			left, gap = 0, s.gutter/2
		}
		c.m = m.within(x+left, max(share*s.width-gap, f.size*1.05), true)
		c.lines = breakLines(c.glyphs, c.m.room, 0)
		tallest = max(tallest, len(c.lines))
		out = append(out, c)
		x += share * s.width
	}
	return out, tallest
}

// posts are the upright rules of a table beside one line.
func (s *setter) posts(g *grid, height float64) []stroke {
	out := []stroke{{0, 0, 0, height, 0.5}}
	x := 0.0
	for _, share := range g.widths {
		x += share * s.width
		out = append(out, stroke{x, 0, x, height, 0.5})
	}
	return out
}
