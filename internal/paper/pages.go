package paper

import "math"

// placed is a row with its place below the top of the type area.
type placed struct {
	row
	y float64
}

// paginate puts rows on pages. Rows glued together stay on one page while they fit on one; what stands at the foot goes to the foot of the last page.
func (s *setter) paginate(rows, foot []row) [][]placed {
	p := &paginator{setter: s, pages: make([][]placed, 1)}
	for at := 0; at < len(rows); {
		end := at + 1
		for end < len(rows) && rows[end-1].glue {
			end++
		}
		p.chunk(rows[at:end])
		at = end
	}
	p.foot(foot)
	return p.pages
}

type paginator struct {
	*setter
	pages [][]placed
	y     float64
}

const hair = 0.05

func (p *paginator) here() *[]placed { return &p.pages[len(p.pages)-1] }

// chunk puts rows that belong together, on a new page if there is not room enough on this one.
func (p *paginator) chunk(rows []row) {
	if len(*p.here()) > 0 && p.after(rows) > p.height+hair && p.total(rows) <= p.height {
		p.turn(rows[0])
	}
	for _, r := range rows {
		if y := p.next(r, p.y); len(*p.here()) > 0 && y+r.height > p.height+hair {
			p.turn(r)
		}
		p.put(r)
	}
}

// after is how far down rows would reach from here.
func (p *paginator) after(rows []row) float64 {
	y, end := p.y, p.y
	for _, r := range rows {
		at := p.next(r, y)
		end, y = at+r.height, at+r.height+r.tail
	}
	return end
}

func (p *paginator) total(rows []row) (h float64) {
	for _, r := range rows {
		h += r.lead + r.height + r.tail
	}
	return h
}

// next is where a row goes that comes after a height.
func (p *paginator) next(r row, y float64) float64 {
	if len(*p.here()) > 0 || len(p.pages) == 1 {
		y += r.lead
	}
	if r.grid {
		y = math.Ceil((y-hair)/p.pitch) * p.pitch
	}
	return y
}

func (p *paginator) put(r row) {
	y := p.next(r, p.y)
	*p.here() = append(*p.here(), placed{r, y})
	p.y = y + r.height + r.tail
}

// turn begins a page; a table that goes on has its header there again.
func (p *paginator) turn(r row) {
	p.pages, p.y = append(p.pages, nil), 0
	if p.total(r.head)+r.height <= p.height/2 {
		for _, h := range r.head {
			h.bookmark = ""
			p.put(h)
		}
	}
}

// foot puts what stands at the foot of the last page, or of one more.
func (p *paginator) foot(rows []row) {
	if len(rows) == 0 {
		return
	}
	h := p.total(rows)
	if h > p.height {
		p.chunk(rows)
		return
	}
	if len(*p.here()) > 0 && p.y+p.gutter+h > p.height+hair {
		p.turn(row{})
	}
	y := p.height - h
	for _, r := range rows {
		*p.here() = append(*p.here(), placed{r, y + r.lead})
		y += r.lead + r.height + r.tail
	}
}
